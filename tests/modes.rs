//! In the modes in which keys type, help promises what `update` does: each key that it names changes something there.

mod opened;

use crossterm::event::{KeyModifiers, MouseEvent, MouseEventKind};
use onrecord::store::input::Input;
use onrecord::store::sample::Sample;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, drawn, picture};
use onrecord::tui::effect::Msg;
use onrecord::tui::keymap;
use onrecord::tui::theme::Theme;

/// How each mode is entered, so that every key of it has something to do.
const ENTERED: [(&str, &str); 8] = [
    (
        "While writing",
        "aone two<enter>three four x<c-w>y<c-u><up>",
    ),
    ("While searching", "/venting"),
    ("While narrowing a list", "3/o<down>"),
    ("While coding", "cx<enter>c"),
    ("In the palette", ":next<down>"),
    ("In the list of styles", "Yj"),
    (
        "Two versions",
        ":compare tests/golden/apollo13-other.yaml<enter>]d]djj",
    ),
    ("In help and lists", "?<space>"),
];

/// Whose commands have code of their own.
const EVERYBODY_S: [&str; 7] = [
    "Places of notes",
    "Copying",
    "A checked draft",
    "Everywhere",
    "Marks and codes",
    "While selecting",
    "How it is shown",
];

/// What is drawn, and where the cursor stands.
fn screen(keys: &str) -> String {
    shown(&played(keys))
}

fn shown(reader: &Reader) -> String {
    let cursor = drawn(&reader.state, Theme::Plain).get_cursor_position();
    format!("{}{cursor:?}", picture(&reader.state, Theme::Plain))
}

fn played(keys: &str) -> Reader {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let launch = Launch {
        notes: Some(folder.path().join("notes.yaml")),
        keys: Some(keys.to_owned()),
        ..opened::launch(Input::Sample(Sample::all()[1]))
    };
    let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("the keys are keys");
    reader.play();
    reader
}

#[test]
fn every_key_of_a_mode_changes_something_in_it() {
    for (context, entered) in ENTERED {
        let tables = keymap::tables();
        let (_, commands) = tables
            .iter()
            .find(|(name, _)| *name == context)
            .expect("the mode has a table");
        let before = screen(entered);
        for key in commands.iter().flat_map(|c| c.keys) {
            assert_ne!(
                screen(&format!("{entered}{key}")),
                before,
                "{context}: {key} changes nothing"
            );
        }
    }
}

#[test]
fn the_wheel_moves_what_is_read_over_the_panes() {
    for (context, entered) in ENTERED.into_iter().skip(6) {
        let mut reader = played(entered);
        for kind in [MouseEventKind::ScrollDown, MouseEventKind::ScrollUp] {
            let before = shown(&reader);
            reader.take(Msg::Mouse(MouseEvent {
                kind,
                column: 50,
                row: 15,
                modifiers: KeyModifiers::NONE,
            }));
            assert_ne!(shown(&reader), before, "{context}: {kind:?}");
        }
    }
}

#[test]
fn every_table_is_a_pane_s_or_everybody_s_or_entered_here() {
    for (context, _) in keymap::tables() {
        let pane = keymap::PANES.iter().any(|p| p.name == context);
        let entered = ENTERED.iter().any(|(name, _)| *name == context);
        assert!(
            pane || entered || EVERYBODY_S.contains(&context),
            "{context}"
        );
    }
}
