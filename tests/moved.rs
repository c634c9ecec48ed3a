//! A transcript that was renamed has its notes still, though the notes file keeps its old name.

mod opened;

use std::fs;
use std::path::{Path, PathBuf};

use onrecord::store::input::Input;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, picture};
use onrecord::tui::theme::Theme;

fn screen(transcript: &Path, notes: Option<PathBuf>, keys: &str) -> String {
    // A reader that is not left but dropped leaves what it takes for unsaved.
    let state = transcript
        .ancestors()
        .nth(2)
        .map(|f| f.join("state/drafts"));
    state.map(fs::remove_dir_all);
    let launch = Launch {
        notes,
        places: transcript
            .ancestors()
            .nth(2)
            .map(|f| f.join("state/places")),
        keys: Some(keys.to_owned()),
        ..opened::launch(Input::File(transcript.to_owned()))
    };
    let (mut reader, _tx) = Reader::new(&launch, (140, 30), true).expect("the keys are keys");
    reader.play();
    picture(&reader.state, Theme::Plain)
}

#[test]
fn a_renamed_transcript_finds_its_notes_and_they_are_saved_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["talks", "elsewhere"] {
        fs::create_dir(folder.path().join(name)).expect("ours");
    }
    let at = |name: &str| folder.path().join("talks").join(name);
    fs::write(
        at("talk.yaml"),
        "turns:\n- {speaker: Ana, text: the lease}\n",
    )
    .expect("ours");
    let made = screen(&at("talk.yaml"), None, "afirst<esc>");
    assert!(made.contains("1 note · saved"), "{made}");
    fs::rename(at("talk.yaml"), at("renamed.yaml")).expect("ours");
    let found = screen(&at("renamed.yaml"), None, "");
    assert!(found.contains("first"), "{found}");
    assert!(
        found.contains("the notes on this transcript are in talk.notes.yaml"),
        "{found}"
    );
    let more = screen(&at("renamed.yaml"), None, "asecond<esc>");
    assert!(more.contains("2 notes · saved"), "{more}");
    assert!(!at("renamed.notes.yaml").exists());
    fs::write(
        at("renamed.yaml"),
        "turns:\n- {speaker: Ana, text: the lease}\n- {speaker: Ben, text: again}\n",
    )
    .expect("ours");
    let corrected = screen(&at("renamed.yaml"), None, "");
    assert!(
        corrected.contains("first"),
        "its notes stay with it: {corrected}"
    );
    fs::write(
        at("renamed.yaml"),
        "turns:\n- {speaker: Ana, text: the lease}\n",
    )
    .expect("ours");
    let far = folder.path().join("elsewhere/far.yaml");
    fs::copy(at("renamed.yaml"), &far).expect("ours");
    let found = screen(&far, None, "athird<esc>");
    assert!(found.contains("3 notes · saved"), "{found}");
    assert!(!far.with_file_name("far.notes.yaml").exists());
    let named = screen(&at("renamed.yaml"), Some(at("mine.notes.yaml")), "");
    assert!(named.contains("0 notes"), "{named}");
    fs::write(
        at("other.yaml"),
        "turns:\n- {speaker: Ana, text: the port}\n",
    )
    .expect("ours");
    let other = screen(&at("other.yaml"), None, "");
    assert!(other.contains("0 notes"), "{other}");
}
