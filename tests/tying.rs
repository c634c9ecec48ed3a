//! A note whose words were changed is moved until the reader agrees, and a lost one is tied by hand; what it was made on stays.

mod opened;

use std::fs;
use std::path::Path;

use onrecord::store::input::Input;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, picture};
use onrecord::tui::theme::Theme;

const BEFORE: &str = r#"turns:
- {speaker: ana, text: "We only have one problem with the lease of the harbour."}
- {speaker: ben, text: Then let us speak of the other things in the minutes.}
"#;

fn screen(transcript: &Path, keys: &str) -> String {
    let launch = Launch {
        keys: Some(keys.to_owned()),
        ..opened::launch(Input::File(transcript.to_owned()))
    };
    let (mut reader, _tx) = Reader::new(&launch, (140, 30), true).expect("the keys are keys");
    reader.play();
    picture(&reader.state, Theme::Plain)
}

#[test]
fn a_moved_note_is_agreed_to_and_a_lost_one_tied_and_both_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let talk = folder.path().join("talk.yaml");
    let notes = || fs::read_to_string(folder.path().join("talk.notes.yaml")).expect("saved");
    fs::write(&talk, BEFORE).expect("ours");
    assert!(screen(&talk, "Kvwwwwwafirst<esc>").contains("1 note · saved"));
    assert!(notes().contains("exact: We only have one problem\n"));

    fs::write(
        &talk,
        BEFORE.replace("We only have one", "Yes: we only have one big"),
    )
    .expect("ours");
    let moved = screen(&talk, "");
    assert!(moved.contains("1 note · saved · 1 moved"), "{moved}");
    assert!(screen(&talk, "]n4=").contains("1 note · saved   agreed"));
    assert!(notes().contains("exact: We only have one problem\n"));
    assert!(notes().contains("exact: we only have one big problem\n"));
    assert!(!screen(&talk, "").contains("moved"));

    let gone = BEFORE.replace(
        "We only have one problem with the lease of the harbour",
        "No",
    );
    fs::write(&talk, gone).expect("ours");
    let lost = screen(&talk, "");
    assert!(lost.contains("1 lost"), "{lost}");
    let back = screen(&talk, "4=Jvww=u");
    assert!(back.contains("1 lost"), "{back}");
    let tied = screen(&talk, "4=Jvww=");
    assert!(!tied.contains("lost"), "{tied}");
    assert!(notes().contains("exact: Then let\n"), "{}", notes());
    assert!(notes().contains("exact: We only have one problem\n"));
}
