//! A draft that is checked while reading: its pane, what is done with a quotation there, and what of it is kept.

mod opened;

use std::fs;

use onrecord::store::input::Input;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, picture};
use onrecord::tui::effect::Msg;
use onrecord::tui::key;
use onrecord::tui::state::PaneId;
use onrecord::tui::theme::Theme;
use tempfile::TempDir;

const TALK: &str = "turns:
- {speaker: Ana, text: The lease of the harbour ends in May.}
- {speaker: Ben, text: Nobody has told the ministry about the pier.}
- {speaker: Ana, text: We shall tell them on Monday morning.}
";

const DRAFT: &str = "Ana said: “The lease of the harbour ends in June.”

Ben said: “Nobody has told the ministry about the pier.”

Ben said: “We shall tell them on Monday morning.”

Ana said: “We shall tell
";

/// A folder with the transcript and the draft.
fn folder(draft: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("talk.yaml"), TALK).expect("written");
    fs::write(folder.path().join("draft.txt"), draft).expect("written");
    folder
}

/// A reader in which the draft was checked and then these keys were pressed.
fn checked(folder: &TempDir, keys: &str) -> Reader {
    let draft = folder.path().join("draft.txt");
    let launch = Launch {
        keys: Some(format!(":check {}<enter>{keys}", draft.display())),
        ..opened::launch(Input::File(folder.path().join("talk.yaml")))
    };
    let (mut reader, _tx) = Reader::new(&launch, (120, 36), true).expect("the keys are keys");
    reader.play();
    reader
}

fn screen(reader: &Reader) -> String {
    picture(&reader.state, Theme::Plain)
}

fn chosen(reader: &Reader) -> String {
    let chosen = reader.state.checking.chosen();
    chosen.map_or("nothing".to_owned(), |(_, q)| q.verdict.name().to_owned())
}

#[test]
fn the_pane_lists_what_is_wrong_first_beside_the_words() {
    let reader = checked(&folder(DRAFT), "");
    let screen = screen(&reader);
    let row = |words: &str| screen.lines().position(|l| l.contains(words)).expect(words);
    assert!(screen.contains("5 Draft  draft.txt · 3 of 4 to look at"));
    assert!(row("never closed  7:11") < row("altered       1:11"));
    assert!(row("altered       1:11") < row("misattributed 5:11"));
    assert!(row("misattributed 5:11") < row("verbatim      3:11"));
    assert!(row("0 Transcript") < row("Nobody has told the ministry about the pier."));
}

#[test]
fn a_transcript_without_words_is_told_of() {
    let folder = folder(DRAFT);
    let wordless = "turns: [{event: a door slams}, {speaker: Ana, text: '[inaudible]'}]";
    fs::write(folder.path().join("talk.yaml"), wordless).expect("written");
    let screen = screen(&checked(&folder, ""));
    let told = "the transcript has no words to check against";
    assert!(screen.contains(told), "{screen}");
}

#[test]
fn from_a_quotation_to_its_words_and_back() {
    let folder = folder(DRAFT);
    let turn = |reader: &Reader| reader.state.turn_here().map(|t| t.number().0);
    let there = checked(&folder, "jj<enter>");
    assert_eq!(
        (turn(&there), chosen(&there).as_str()),
        (Some(3), "misattributed")
    );
    assert_eq!(there.state.focus, PaneId::Transcript);
    let back = checked(&folder, "jj<enter><esc>");
    assert_eq!((back.state.focus, turn(&back)), (PaneId::Draft, Some(3)));
    let gone = checked(&folder, "jj<enter><esc><esc>");
    assert!(!gone.state.checking.open && gone.state.focus == PaneId::Transcript);
    let again = checked(&folder, "jjq5");
    assert_eq!(
        (again.state.focus, chosen(&again).as_str()),
        (PaneId::Draft, "misattributed")
    );
    let stepping = checked(&folder, "0]d]d]d");
    assert_eq!(
        (turn(&stepping), chosen(&stepping).as_str()),
        (Some(2), "verbatim")
    );
    let stepping = checked(&folder, "0]d]d]d]d[d");
    assert_eq!(
        (turn(&stepping), chosen(&stepping).as_str()),
        (Some(3), "misattributed")
    );
}

#[test]
fn what_is_accepted_is_kept_beside_the_draft_until_it_is_taken_back() {
    let folder = folder(DRAFT);
    let kept = || fs::read_to_string(folder.path().join("draft.txt.accepted.json"));
    let reader = checked(&folder, "jx");
    assert!(screen(&reader).contains("draft.txt · 2 of 4 to look at"));
    assert!(
        kept()
            .expect("written")
            .contains("The lease of the harbour ends in June.")
    );
    // Another reader knows of it, and lists it behind what is left.
    let reader = checked(&folder, "");
    assert!(screen(&reader).contains("accepted      1:11"));
    let reader = checked(&folder, "jjx");
    assert!(screen(&reader).contains("draft.txt · 3 of 4 to look at"));
    assert!(!kept().expect("written").contains("June"));
}

#[test]
fn what_is_right_cannot_be_accepted() {
    let folder = folder(DRAFT);
    for (keys, said) in [
        ("jjjx", "there is nothing to accept"),
        ("x", "only a quotation can be accepted"),
    ] {
        assert!(screen(&checked(&folder, keys)).contains(said), "{keys}");
    }
    assert!(!folder.path().join("draft.txt.accepted.json").exists());
}

#[test]
fn what_cannot_be_kept_is_not_shown_as_accepted() {
    let folder = folder(DRAFT);
    fs::write(folder.path().join("draft.txt.accepted.json"), "[]").expect("written");
    let reader = checked(&folder, "");
    assert!(
        screen(&reader).contains("is no list of accepted deviations"),
        "{}",
        screen(&reader)
    );
}

#[test]
fn a_draft_is_checked_again_as_it_is_by_then() {
    let folder = folder(DRAFT);
    let mut reader = checked(&folder, "j");
    let mended = DRAFT.replace("June", "May");
    fs::write(folder.path().join("draft.txt"), mended).expect("written");
    for key in key::parse("r").expect("a key") {
        reader.take(Msg::Key(key));
    }
    reader.play();
    assert!(screen(&reader).contains("draft.txt · 2 of 4 to look at"));
    assert_eq!(chosen(&reader), "misattributed");
}

#[test]
fn a_draft_that_was_not_there_for_a_while_is_shown_again_by_its_key() {
    let folder = folder(DRAFT);
    let mut reader = checked(&folder, "");
    let mut press = |keys: &str| {
        for key in key::parse(keys).expect("keys") {
            reader.take(Msg::Key(key));
        }
        reader.play();
        screen(&reader)
    };
    let path = folder.path().join("draft.txt");
    fs::remove_file(&path).expect("removed");
    let gone = press("r");
    assert!(gone.contains("draft.txt: there is no such file"), "{gone}");
    assert!(!gone.contains("5 Draft"), "{gone}");
    fs::write(&path, DRAFT).expect("written");
    let again = press("5");
    assert!(again.contains("draft.txt · 3 of 4 to look at"), "{again}");
}

#[test]
fn notes_marks_and_copies_are_of_the_words_that_were_spoken() {
    let folder = folder(DRAFT);
    let reader = checked(&folder, "jaWas it June?<esc>");
    assert!(screen(&reader).contains("1 note · saved"));
    let notes = fs::read_to_string(folder.path().join("talk.yaml.notes.yaml"))
        .or_else(|_| fs::read_to_string(folder.path().join("talk.notes.yaml")))
        .expect("saved");
    assert!(
        notes.contains("exact: The lease of the harbour ends in May."),
        "{notes}"
    );
    let state = checked(&folder, "jy").state;
    let copied = state.cited(state.citing.current).expect("there are words");
    assert!(
        copied
            .text
            .as_str()
            .contains("The lease of the harbour ends in May.")
    );
}

#[test]
fn words_that_nobody_spoke_are_neither_copied_nor_noted() {
    let draft = "Ana said: “Our factory paints elephants, the harbour is closed on Sundays.”\n\nBen: “Never closed";
    let folder = folder(draft);
    for (keys, said) in [
        ("jy", "there are no words here to copy"),
        ("ja", "no words to write a note on"),
        ("jm", "no words to mark here"),
        ("a", "no words to write a note on"),
        ("m", "no words to mark here"),
    ] {
        let reader = checked(&folder, keys);
        let screen = screen(&reader);
        assert!(screen.contains(said), "{keys}\n{screen}");
        assert!(screen.contains("0 notes"), "{keys}\n{screen}");
    }
    // A note on the call needs no words.
    let reader = checked(&folder, "AcOn the call.<esc>");
    assert!(screen(&reader).contains("1 note · saved"));
}

#[test]
fn the_chosen_quotation_stands_there_in_full_where_no_difference_shows_its_words() {
    let long = "Our factory paints elephants, the harbour is closed on Sundays, the silver spoons of the grandmother \
                were sold at an auction in Vienna, and the last word of this is zebra.";
    let screen = screen(&checked(&folder(&format!("Ana said: “{long}”")), ""));
    assert!(screen.contains("is zebra.”"), "{screen}");
}

#[test]
fn what_a_small_pane_has_no_room_for_is_counted() {
    let mut reader = checked(&folder(DRAFT), "jj");
    reader.take(Msg::Resize(40, 8));
    let screen = screen(&reader);
    assert!(screen.contains("… 3 rows more"), "{screen}");
}

#[test]
fn words_of_two_speakers_are_not_said_to_be_none_of_either() {
    let draft = "Ana said: “The lease of the harbour ends in May. Nobody has told the ministry about the pier.”";
    let screen = screen(&checked(&folder(draft), ""));
    assert!(
        screen.contains("- not all are the words of Ana: some are of Ben"),
        "{screen}"
    );
    assert!(!screen.contains("not of Ana"), "{screen}");
}

#[test]
fn where_a_draft_is_no_text_is_told() {
    let folder = folder(DRAFT);
    let latin = b"One line.\nAna: \"The caf\xe9 is closed.\"\n";
    fs::write(folder.path().join("draft.txt"), latin).expect("written");
    let screen = screen(&checked(&folder, ""));
    assert!(
        screen.contains("draft.txt: line 2, column 14: is not UTF-8 here"),
        "{screen}"
    );
}

#[test]
fn a_draft_without_a_quotation_leaves_the_reader_as_it_is() {
    let reader = checked(&folder("Nothing is quoted here."), "");
    assert!(screen(&reader).contains("draft.txt: has no quotation"));
    assert_eq!(reader.state.focus, PaneId::Transcript);
    assert!(!reader.state.checking.open);
}
