//! Words are selected by dragging the mouse: over turns, in the original, and on beyond what the screen shows.

mod opened;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use onrecord::model::Layer;
use onrecord::store::input::Input;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, picture};
use onrecord::tui::effect::Msg;
use onrecord::tui::theme::Theme;

fn reader(text: &str, keys: &str) -> (Reader, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("talk.yaml");
    std::fs::write(&path, text).expect("the folder is ours");
    let launch = Launch {
        keys: Some(keys.to_owned()),
        no_mouse: false,
        ..opened::launch(Input::File(path))
    };
    let (mut reader, _) = Reader::new(&launch, (160, 30), true).expect("the keys are keys");
    reader.play();
    (reader, folder)
}

/// Column and row where a text stands on the screen.
fn place(reader: &Reader, text: &str) -> (u16, u16) {
    let screen = picture(&reader.state, Theme::Plain);
    let mut rows = screen.lines().enumerate();
    let found = rows.find_map(|(row, line)| Some((row, line[..line.find(text)?].chars().count())));
    let (row, column) = found.unwrap_or_else(|| panic!("{text} in\n{screen}"));
    (
        u16::try_from(column).expect("small"),
        u16::try_from(row).expect("small"),
    )
}

fn mouse(reader: &mut Reader, kind: MouseEventKind, (column, row): (u16, u16)) {
    let modifiers = KeyModifiers::NONE;
    reader.take(Msg::Mouse(MouseEvent {
        kind,
        column,
        row,
        modifiers,
    }));
}

fn selected(reader: &Reader) -> Vec<(usize, Layer, String)> {
    let passage = reader.state.selection().expect("something is selected");
    let stretch = |s: &onrecord::model::Stretch| {
        let turn = reader.state.transcript.turn(s.entry).expect("a turn");
        let words = turn.layer(s.layer).raw()[s.bytes.clone()].to_owned();
        (s.entry.0, s.layer, words)
    };
    passage.stretches.iter().map(stretch).collect()
}

const LEFT: MouseButton = MouseButton::Left;

#[test]
fn words_of_the_original_are_selected_over_turns() {
    let talk = "language: en\nturns:\n- {speaker: Ana, text: the lease, original: die Pacht hier}\n- {speaker: Ben, text: the port, original: der Hafen dort}\n";
    let (mut reader, _folder) = reader(talk, "t");
    let (from, to) = (place(&reader, "Pacht"), place(&reader, "afen"));
    mouse(&mut reader, MouseEventKind::Down(LEFT), from);
    mouse(&mut reader, MouseEventKind::Drag(LEFT), to);
    mouse(&mut reader, MouseEventKind::Up(LEFT), to);
    let original = |at, words: &str| (at, Layer::Original, words.to_owned());
    assert_eq!(
        selected(&reader),
        [original(0, "Pacht hier"), original(1, "der Ha")]
    );
}

#[test]
fn side_by_side_the_text_that_is_dragged_over_is_selected() {
    let talk = "language: en\nturns:\n- {speaker: Ana, text: the lease, original: die Pacht hier}\n- {speaker: Ben, text: the port, original: der Hafen dort}\n";
    let (mut reader, _folder) = reader(talk, "tt");
    for (from, to, layer, words) in [
        ("Pacht", "afen", Layer::Original, ["Pacht hier", "der Ha"]),
        ("lease", "ort", Layer::Text, ["lease", "the po"]),
    ] {
        let (from, to) = (place(&reader, from), place(&reader, to));
        mouse(&mut reader, MouseEventKind::Down(LEFT), from);
        mouse(&mut reader, MouseEventKind::Drag(LEFT), to);
        mouse(&mut reader, MouseEventKind::Up(LEFT), to);
        let [first, last] = words.map(str::to_owned);
        assert_eq!(selected(&reader), [(0, layer, first), (1, layer, last)]);
    }
}

#[test]
fn dragging_below_the_words_goes_on_through_the_transcript() {
    let turns: String = (0..60)
        .map(|n| format!("- {{speaker: Ana, text: words of {n}}}\n"))
        .collect();
    let (mut reader, _folder) = reader(&format!("turns:\n{turns}"), "");
    let from = place(&reader, "words of 1");
    mouse(&mut reader, MouseEventKind::Down(LEFT), from);
    for _ in 0..40 {
        mouse(&mut reader, MouseEventKind::Drag(LEFT), (from.0, 29));
    }
    let selected = selected(&reader);
    assert_eq!(selected[0].2, "words of 1");
    assert!(selected.len() > 15, "{selected:?}");
}
