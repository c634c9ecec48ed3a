//! A transcript opens where it was left: found by its content, and never at other words.

mod opened;

use std::fs;
use std::path::Path;

use onrecord::store::input::Input;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, picture};
use onrecord::tui::effect::Msg;
use onrecord::tui::key;
use onrecord::tui::state::filter::Others;
use onrecord::tui::theme::Theme;

fn launch(file: &Path, places: Option<&Path>, keys: &str) -> Launch {
    Launch {
        notes: Some(file.with_extension("notes.yaml")),
        places: places.map(Path::to_owned),
        keys: Some(keys.to_owned()),
        print: false,
        ..opened::launch(Input::File(file.to_owned()))
    }
}

/// Opens a file, plays keys and closes it; where the reader was then: call and turn from 1, and byte.
fn read(file: &Path, places: Option<&Path>, keys: &str) -> (u32, u32, usize) {
    let launch = launch(file, places, keys);
    let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("the keys are keys");
    reader.play();
    reader.keep_place();
    place(&reader)
}

fn place(reader: &Reader) -> (u32, u32, usize) {
    let turn = reader.state.turn_here().expect("a turn is there");
    let byte = reader.state.reading.cursor.place().2;
    (turn.call().0 + 1, turn.number().0, byte)
}

/// A call with turns of several rows.
fn transcript(changed: Option<usize>) -> String {
    let mut text = String::from("calls:\n  - id: only\n    turns:\n");
    for turn in 1..=80 {
        let word = if changed == Some(turn) {
            "Other"
        } else {
            "Same"
        };
        let words = format!("{word} words number {turn}, said again. ").repeat(12);
        text.push_str(&format!("      - {{speaker: a, text: '{words}'}}\n"));
    }
    text
}

#[test]
fn a_moved_file_opens_where_it_was_left() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let (before, after) = (home.path().join("a.yaml"), home.path().join("b.yaml"));
    fs::write(&before, transcript(None)).expect("written");
    let left = read(&before, Some(&places), ":#40<enter>jjj");
    assert_eq!((left.0, left.1), (1, 40));
    assert!(left.2 > 0);
    fs::rename(&before, &after).expect("renamed");
    assert_eq!(read(&after, Some(&places), ""), left);
    assert_eq!(read(&after, Some(&places), "<c-o>"), (1, 1, 0));
    assert_eq!(read(&after, Some(&places), ""), (1, 1, 0));
}

#[test]
fn changed_words_are_not_taken_for_the_old_ones() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let file = home.path().join("a.yaml");
    fs::write(&file, transcript(None)).expect("written");
    assert_eq!(read(&file, Some(&places), ":#40<enter>"), (1, 40, 0));
    // The same size and the same ends; the words in the middle are others.
    let other = transcript(None).replace("Same words number 40,", "Some words number 40,");
    assert_eq!(other.len(), transcript(None).len());
    fs::write(&file, other).expect("written");
    assert_eq!(read(&file, Some(&places), ""), (1, 1, 0));
    fs::write(&file, transcript(Some(40))).expect("written");
    assert_eq!(read(&file, Some(&places), ""), (1, 1, 0));
}

#[test]
fn a_revised_file_opens_where_it_was_left() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let file = home.path().join("a.yaml");
    fs::write(&file, transcript(None)).expect("written");
    assert_eq!(read(&file, Some(&places), ":#40<enter>"), (1, 40, 0));
    let revised = transcript(Some(3)).replace(
        "turns:\n",
        "turns:\n      - {speaker: a, text: Inserted.}\n",
    );
    fs::write(&file, revised).expect("written");
    assert_eq!(read(&file, Some(&places), ""), (1, 41, 0));
}

#[test]
fn how_it_was_shown_is_found_again() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let file = home.path().join("a.yaml");
    let text = transcript(None).replacen("speaker: a", "speaker: b", 1);
    fs::write(&file, &text).expect("written");
    read(&file, Some(&places), "JJff<lt><lt>++");
    let launch = launch(&file, Some(&places), "");
    let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("the keys are keys");
    reader.play();
    let reading = &reader.state.reading;
    assert_eq!(reading.filter().others(), Others::Hidden);
    assert_eq!(reading.filter().speakers().count(), 1);
    assert!(reading.measure() < 80);
    assert!(reader.state.lanes.is_zoomed());
    assert!(reader.state.left().is_some());
}

#[test]
fn sizes_that_nobody_could_choose_do_no_harm() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let file = home.path().join("a.yaml");
    fs::write(&file, transcript(None)).expect("written");
    read(&file, Some(&places), "J");
    let kept = fs::read_dir(&places).expect("it is there").next();
    let kept = kept.expect("a file").expect("can be read").path();
    for size in [0, 1, 65535] {
        let look = format!(
            "{{\"format\": \"onrecord-place/1\", \"look\": {{\"columns\": {size}, \"zoom\": {size}, \"texts\": \"both\", \
             \"speakers\": [\"nobody\"], \"sizes\": [{size}, {size}, {size}, {size}]}}}}"
        );
        for (columns, rows) in [(200, 60), (100, 30), (80, 24), (40, 12), (20, 5), (1, 1)] {
            fs::write(&kept, &look).expect("written");
            let launch = launch(&file, Some(&places), "JJ+zz");
            let opened = Reader::new(&launch, (columns, rows), true);
            let (mut reader, _tx) = opened.expect("the keys are keys");
            reader.play();
            assert!(!picture(&reader.state, Theme::Plain).is_empty());
        }
    }
}

#[test]
fn a_key_that_was_pressed_before_counts_more() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let file = home.path().join("a.yaml");
    fs::write(&file, transcript(None)).expect("written");
    read(&file, Some(&places), ":#40<enter>");
    let launch = launch(&file, Some(&places), "");
    let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("the keys are keys");
    for key in key::parse("j").expect("a key") {
        reader.take(Msg::Key(key));
    }
    reader.play();
    assert_eq!(place(&reader), (1, 1, 0));
}

#[test]
fn who_leaves_before_the_place_has_arrived_keeps_it() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let file = home.path().join("a.yaml");
    fs::write(&file, transcript(None)).expect("written");
    let left = read(&file, Some(&places), ":#40<enter>jjj");
    let launch = launch(&file, Some(&places), "");
    let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("the keys are keys");
    for key in key::parse("?<esc>q").expect("keys") {
        reader.take(Msg::Key(key));
    }
    reader.keep_place();
    drop(reader);
    assert_eq!(read(&file, Some(&places), ""), left);
}

#[test]
fn nothing_is_kept_where_it_is_not_asked_for_and_a_broken_file_is_passed_over() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let places = home.path().join("places");
    let file = home.path().join("a.yaml");
    fs::write(&file, transcript(None)).expect("written");
    read(&file, None, "G");
    assert!(!places.exists());
    read(&file, Some(&places), "G");
    for kept in fs::read_dir(&places).expect("it is there") {
        fs::write(kept.expect("can be read").path(), "{\"format\": ").expect("written");
    }
    assert_eq!(read(&file, Some(&places), ""), (1, 1, 0));
}
