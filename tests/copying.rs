//! What is copied: the selection, which ends then, else the turn; and nothing is written where there is no terminal.

mod opened;

use onrecord::model::{EntryIndex, Layer};
use onrecord::store::input::Input;
use onrecord::store::sample::Sample;
use onrecord::text::clean::Clean;
use onrecord::tui::Launch;
use onrecord::tui::app::Reader;
use onrecord::tui::effect::{Effect, Msg};
use onrecord::tui::key;
use onrecord::tui::state::selecting::Selecting;
use onrecord::tui::update::update;

fn reader(keys: &str) -> (Reader, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let launch = Launch {
        notes: Some(folder.path().join("notes.yaml")),
        keys: Some(keys.to_owned()),
        ..opened::launch(Input::Sample(Sample::all()[1]))
    };
    let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("the keys are keys");
    reader.play();
    (reader, folder)
}

/// What the keys copy last.
fn copied(reader: &mut Reader, keys: &str) -> Option<Clean> {
    let keys = key::parse(keys).expect("the keys are keys");
    let effects = keys
        .into_iter()
        .flat_map(|key| update(&mut reader.state, Msg::Key(key)));
    let copies = effects.filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    copies.last()
}

#[test]
fn the_selection_is_copied_and_ends_else_the_turn_is() {
    let (mut reader, _folder) = reader("J");
    let here = reader.state.reading.cursor.entry;
    let alone = copied(&mut reader, "y").expect("a turn is there");
    reader.state.selecting = Some(Selecting {
        turns: true,
        fixed: (EntryIndex(0), Layer::Text, 0),
    });
    let several = copied(&mut reader, "y").expect("turns are selected");
    assert!(here > EntryIndex(0) && several.lines().count() > alone.lines().count());
    assert!(reader.state.selecting.is_none());
    assert_eq!(copied(&mut reader, "y"), Some(alone));
}

#[test]
fn the_style_that_was_chosen_is_kept_and_esc_keeps_the_one_before() {
    let (mut reader, _folder) = reader("J");
    let chosen = copied(&mut reader, "Y5").expect("a turn is there");
    assert!(chosen.starts_with("> "), "{chosen}");
    assert_eq!(copied(&mut reader, "Yk<esc>"), None);
    assert_eq!(copied(&mut reader, "y"), Some(chosen));
}

#[test]
fn in_a_list_the_chosen_quote_is_copied_marked_and_coded_and_never_the_turn_elsewhere() {
    let (mut reader, _folder) = reader("");
    let quote = reader.state.transcript.quotes()[4].clone();
    let chosen = copied(&mut reader, "3jjjjy").expect("a quote has words");
    let words = onrecord::text::clean::clean(quote.text.borrow());
    assert!(chosen.contains(&*words), "{chosen}");
    assert_eq!(copied(&mut reader, "m"), None);
    let marked = reader
        .state
        .waiting
        .as_ref()
        .expect("a mark waits for its id");
    assert_eq!(marked.stretches, quote.passage.stretches);
}

#[test]
fn in_the_notes_the_chosen_one_is_coded_and_one_on_no_words_copies_nothing() {
    let (mut reader, _folder) = reader("JaFirst<esc>GaLast<esc>Awall<esc>4ggjcport<enter>");
    let coded: Vec<&str> = {
        let notes = reader.state.noting.book.notes();
        let coded = notes.filter(|n| !n.codes.is_empty());
        coded.map(|n| n.text.raw()).collect()
    };
    assert_eq!(coded, ["First"]);
    assert_eq!(copied(&mut reader, "ggy"), None, "the note on the whole");
}
