//! Notes that cannot be saved where they belong go to the file that is named with `:save-as`, and stay with it.

mod opened;

use std::fs;
use std::path::Path;

use onrecord::store::input::Input;
use onrecord::store::notes::NotesFile;
use onrecord::store::sample::Sample;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, picture};
use onrecord::tui::theme::Theme;

fn screen(notes: &Path, keys: &str) -> String {
    let launch = Launch {
        notes: Some(notes.to_owned()),
        keys: Some(keys.to_owned()),
        ..opened::launch(Input::Sample(Sample::all()[1]))
    };
    let (mut reader, _tx) = Reader::new(&launch, (200, 30), true).expect("the keys are keys");
    reader.play();
    picture(&reader.state, Theme::Plain)
}

fn texts(path: &Path) -> Vec<String> {
    let book = NotesFile::open(path).book.expect("it can be read");
    let texts = book.notes().map(|n| n.text.raw().trim().to_owned());
    texts.collect()
}

#[test]
fn notes_that_are_not_saved_are_saved_in_the_file_that_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let taken = folder.path().join("taken");
    fs::create_dir(&taken).expect("ours");
    let before = screen(&taken, "afirst<esc>");
    assert!(before.contains("NOT SAVED"), "{before}");
    assert!(
        before.contains(":save-as PATH keeps them elsewhere"),
        "{before}"
    );
    let path = folder.path().join("other.notes.yaml");
    let keys = format!("afirst<esc>:save-as {}<enter>", path.display());
    let after = screen(&taken, &keys);
    assert!(after.contains("1 note · saved"), "{after}");
    let after = screen(
        &taken,
        &format!("{}asecond<esc>", keys.replace("first", "third")),
    );
    assert!(after.contains("3 notes · saved"), "{after}");
    assert_eq!(
        texts(&path),
        ["first", "third", "second"],
        "with what was there"
    );
}

#[test]
fn where_the_other_file_cannot_be_written_the_first_one_stays() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.notes.yaml");
    let keys = format!(
        "afirst<esc>:save-as {}/none/b<enter>",
        folder.path().display()
    );
    let after = screen(&path, &keys);
    assert!(after.contains("NOT SAVED"), "{after}");
    let after = screen(&path, &format!("{keys}asecond<esc>"));
    assert!(after.contains("3 notes · saved"), "{after}");
    assert_eq!(texts(&path).len(), 3);
    let after = screen(&path, ":save-as <enter>");
    assert!(after.contains("names the file"), "{after}");
}
