//! Several windows that save to one notes file at once: what each of them wrote is there in the end.

use std::thread;

use onrecord::model::{Note, NoteId, On, Outside};
use onrecord::store::notes::{Fingerprint, Notebook, NotesFile};

/// Edits of all writers of one file together.
const EDITS: usize = 2_000;
/// Edits between two savings.
const TOGETHER: usize = 50;

fn note(writer: usize, count: usize, text: &str) -> Note {
    Note {
        id: NoteId(Outside::new(format!("W{writer}N{count}"))),
        created: Outside::new("2026-11-22T18:03:11Z"),
        changed: None,
        author: None,
        on: On::Transcript,
        codes: Vec::new(),
        text: Outside::new(text),
        now: None,
    }
}

/// Adds notes, changes every third and deletes every fifth of its own.
fn write(path: &std::path::Path, writer: usize, edits: usize) {
    let opened = NotesFile::open(path);
    let mut file = opened.file;
    let new = || Notebook::new(None, None, Fingerprint::of(b"talk"));
    let mut book = opened.book.unwrap_or_else(new);
    for count in 0..edits {
        match count % 15 {
            3 | 9 => book.put(note(writer, count - 1, "changed")),
            5 => drop(book.remove(&note(writer, count - 1, "").id)),
            _ => book.put(note(writer, count, "new")),
        }
        if count % TOGETHER == TOGETHER - 1 || count + 1 == edits {
            // One that waited too long for the others is tried again, as the reader does.
            let mut saved = false;
            while !saved {
                let (joined, result) = file.save(book.clone());
                book = joined.map_or(book.clone(), |j| j.with(&book).book);
                saved = result.is_ok();
            }
        }
    }
}

#[test]
fn what_several_writers_do_at_once_is_all_there_in_the_end() {
    for writers in [2, 4] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.notes.yaml");
        let edits = EDITS / writers;
        thread::scope(|scope| {
            for writer in 0..writers {
                let path = &path;
                scope.spawn(move || write(path, writer, edits));
            }
        });
        let book = NotesFile::open(&path).book.expect("it can be read");
        assert!(!book.is_read_only() && book.recovery().is_none());
        let mut expected = 0;
        for writer in 0..writers {
            for count in 0..edits {
                let there = book.note(&note(writer, count, "").id);
                let text = match (count % 15, (count + 1) % 15) {
                    (3 | 5 | 9, _) => None,
                    (_, 5) if count + 1 < edits => None,
                    (_, 3 | 9) if count + 1 < edits => Some("changed"),
                    _ => Some("new"),
                };
                assert_eq!(there.map(|n| n.text.raw()), text, "{writer} {count}");
                expected += usize::from(text.is_some());
            }
        }
        assert_eq!(book.notes().count(), expected, "and nothing else");
    }
}
