//! Read, change, write, read again.

use proptest::prelude::*;

use super::*;
use crate::model::{Layer, LineColumn, Note, NoteId, On, Outside, PassagePart, Time, TurnNumber};

const FILE: &str = "# mine\nformat: onrecord-notes/1\ntranscript: {title: The harbour calls}\nnotes:\n\
    \x20 - id: A1                     # the first\n\
    \x20   created: 2026-11-22T18:03:11Z\n\
    \x20   on: {call: ana-ben, turn: 1, speaker: ana}\n\
    \x20   mood: 'calm'\n\
    \x20   text: |\n      Says *one* problem.\n\
    \x20   # end of it\n\
    \x20 - id: B2\n    created: \"2026-11-22T18:05:00Z\"\n    on: {}\n    codes:\n    - lease\n\
    extra: kept\n";

fn text(text: &str) -> Outside {
    Outside::new(text)
}

fn note(id: &str, created: &str, words: &str) -> Note {
    Note {
        id: NoteId(text(id)),
        created: text(created),
        changed: None,
        author: None,
        on: On::Transcript,
        codes: Vec::new(),
        text: text(words),
        now: None,
    }
}

fn saved(book: &Notebook) -> String {
    text_to_save(book).unwrap().0
}

fn ids(book: &Notebook) -> Vec<&str> {
    book.notes().map(|n| n.id.0.raw()).collect()
}

fn changed(old: &str, new: &str, text: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

#[test]
fn what_is_not_touched_is_written_as_it_was() {
    for file in [
        FILE,
        "",
        "\n",
        "format: onrecord-notes/1\nnotes: []",
        "\u{feff}format: onrecord-notes/1\r\nnotes:\r\n- id: a\r\n  created: b\r\n  on: {}\r\n",
    ] {
        let book = read(file.to_owned());
        assert_eq!(book.problems(), []);
        assert_eq!(book.to_text(), file);
    }
}

#[test]
fn a_new_note_stands_in_order_of_creation_and_changes_nothing_else() {
    let mut book = read(FILE.to_owned());
    assert_eq!(ids(&book), ["A1", "B2"]);
    book.put(note("C3", "2026-11-22T18:06:00Z", ""));
    book.put(note("A2", "2026-11-22T18:04:00Z", "between"));
    let third = "  - id: \"C3\"\n    created: 2026-11-22T18:06:00Z\n    on: {}\nextra";
    let between = "  - id: \"A2\"\n    created: 2026-11-22T18:04:00Z\n    on: {}\n    text: |-\n      between\n  - id: B2\n";
    let expected = changed("extra", third, &changed("  - id: B2\n", between, FILE));
    let expected = expected.replace("\"C3\"", "C3").replace("\"A2\"", "A2");
    assert_eq!(saved(&book), expected);
}

#[test]
fn a_changed_note_keeps_its_place_and_other_programs_fields() {
    let mut book = read(FILE.to_owned());
    let mut first = book.note(&NoteId(text("A1"))).cloned().unwrap();
    assert_eq!(first.text.raw(), "Says *one* problem.\n");
    let as_read = first.clone();
    first.text = text("New.");
    book.put(first);
    let new = saved(&book);
    assert!(
        new.contains("    text: |-\n      New.\n    mood: 'calm'\n  - id: B2\n"),
        "{new}"
    );
    book.put(as_read);
    assert_eq!(book.to_text(), FILE);
}

#[test]
fn a_removed_note_that_is_put_back_gets_its_old_text_back() {
    let mut book = read(FILE.to_owned());
    let first = book.remove(&NoteId(text("A1"))).unwrap();
    assert_eq!(ids(&book), ["B2"]);
    assert!(!saved(&book).contains("calm"));
    assert_eq!(book.remove(&NoteId(text("A1"))), None);
    book.put(first);
    assert_eq!(book.to_text(), FILE);
}

#[test]
fn notes_are_added_to_a_file_that_has_none() {
    for (file, before) in [
        ("", "format: onrecord-notes/1\nnotes:\n"),
        (
            "# x\nformat: onrecord-notes/1",
            "# x\nformat: onrecord-notes/1\nnotes:\n",
        ),
        (
            "format: onrecord-notes/1\nnotes: []\n",
            "format: onrecord-notes/1\nnotes:\n",
        ),
        (
            "format: onrecord-notes/1\nnotes:\n  # none\n",
            "format: onrecord-notes/1\nnotes:\n  # none\n",
        ),
    ] {
        let mut book = read(file.to_owned());
        book.put(note("A1", "2026", ""));
        let block = "  - id: A1\n    created: \"2026\"\n    on: {}\n";
        assert_eq!(saved(&book), format!("{before}{block}"), "{file}");
    }
}

#[test]
fn a_new_file_says_what_it_is_on() {
    let book = Notebook::new(
        Some(&text("A: B")),
        Some("harbour.yaml"),
        Fingerprint::of(b"abc"),
    );
    assert_eq!(
        book.to_text(),
        "format: onrecord-notes/1\ntranscript: {title: \"A: B\", file: harbour.yaml, \
         sha256: \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}\nnotes:\n"
    );
    assert_eq!(read(book.to_text()).problems(), []);
}

#[test]
fn the_last_text_gets_no_letter_more_when_a_note_follows() {
    let file =
        "format: onrecord-notes/1\nnotes:\n- id: a\n  created: b\n  on: {}\n  text: |\n    no end";
    let mut book = read(file.to_owned());
    let before = book.notes().next().unwrap().text.clone();
    book.put(note("z", "z", ""));
    let again = read(saved(&book));
    assert_eq!(again.notes().next().unwrap().text.raw(), before.raw());
    assert_eq!(ids(&again), ["a", "z"]);
}

#[test]
fn a_damaged_note_leaves_the_others_readable_and_the_file_as_it_is() {
    let no_id = changed("id: B2", "name: B2", FILE);
    let mut book = read(no_id.clone());
    assert_eq!(ids(&book), ["A1"]);
    let place = LineColumn {
        line: 12,
        column: 5,
    };
    let told =
        "1 note recovered; lines 12–16 could not be read; the file as it is will be kept aside";
    assert_eq!(book.problems()[0].what, told);
    assert_eq!(book.problems()[1].what, "`id` is missing");
    assert_eq!(book.problems()[1].place, Some(place));
    book.put(note("C3", "2026-11-23", ""));
    assert_eq!(ids(&read(saved(&book))), ["A1", "C3"]);
    let unread: Vec<&str> = book.unread().map(|raw| raw.raw()).collect();
    assert_eq!(unread.len(), 1);
    assert!(unread[0].contains("name: B2"));
}

#[test]
fn a_fault_of_syntax_leaves_whole_notes_readable() {
    let book = read(changed("mood: 'calm'", "mood: 'calm", FILE));
    assert_eq!(ids(&book), ["B2"]);
    assert!(book.recovery().is_some() && !book.is_read_only());
    let cut_off = &FILE[..FILE.find("codes").unwrap() + 5];
    let book = read(format!("{cut_off}: [a"));
    assert_eq!(ids(&book), ["A1"]);
    assert!(book.recovery().is_some() && !book.is_read_only());
}

#[test]
fn what_is_no_list_of_lines_is_shown_and_never_written() {
    for (file, notes) in [
        (
            "format: onrecord-notes/1\nnotes: [{id: a, created: b, on: {}}]\n",
            1,
        ),
        (
            "format: onrecord-notes/2\nnotes:\n- {id: a, created: b, on: {}}\n",
            1,
        ),
        ("format: onrecord-notes/1\nnotes: none\n", 0),
        ("just words", 0),
    ] {
        let book = read(file.to_owned());
        assert_eq!(book.notes().count(), notes, "{file}");
        assert!(text_to_save(&book).is_err(), "{file}");
        assert_eq!(book.to_text(), file);
    }
}

#[test]
fn every_fault_of_shape_is_told_with_its_place() {
    let file = "format: onrecord-notes/1\nnotes:\n- id: a\n  created: b\n  on: {call: c, speaker: d}\n\
        - id: [e]\n  created: f\n  on: {call: c, turn: 0}\n- just words\n- id: g\n  created: h\n  on:\n\
        \x20   call: c\n    passage:\n    - {turn: 1, speaker: s, exact: x, at: [2, 1], in: translation, start: soon}\n";
    let book = read(file.to_owned());
    let told: Vec<String> = book.problems().iter().map(|p| p.message("")).collect();
    assert_eq!(
        told,
        [
            "5:7: `on` names a call and a speaker, but no turn",
            "6:7: `id` is not a text",
            "8:23: `turn` is not a number from 1",
            "9:3: a note is a text, not a mapping",
            "9:3: a note has no `on`",
            "15:75: `start` is not a time",
            "15:43: `at` is not two numbers of bytes in order",
            "15:55: `in` is not `original`",
        ]
    );
}

#[test]
fn missing_files_are_no_fault_and_folders_are() {
    let folder = tempfile::tempdir().unwrap();
    let opened = |path: &std::path::Path| {
        let opened = NotesFile::open(path);
        (opened.book, opened.obstacle.map(|o| o.what))
    };
    let (book, obstacle) = opened(&folder.path().join("a"));
    assert!(book.is_none() && obstacle.is_none());
    let (book, obstacle) = opened(folder.path());
    assert!(book.is_none());
    let expected = "the notes file cannot be read: is a directory";
    assert_eq!(obstacle.as_deref(), Some(expected));
    let path = folder.path().join("b");
    std::fs::write(&path, FILE).unwrap();
    let (book, obstacle) = opened(&path);
    assert_eq!((ids(&book.unwrap()).len(), obstacle), (2, None));
    std::fs::write(&path, b"\xff").unwrap();
    let (book, obstacle) = opened(&path);
    assert_eq!(obstacle.as_deref(), Some("the notes file is not UTF-8"));
    assert_eq!(
        text_to_save(&book.unwrap()).unwrap_err().what,
        "the notes file is left as it is: the notes file is not UTF-8"
    );
    std::fs::write(&path, changed("id: B2", "name: B2", FILE)).unwrap();
    let obstacle = opened(&path).1;
    assert_eq!(obstacle, None, "what is whole can be saved");
}

#[test]
fn of_two_notes_with_one_id_the_second_gets_one_of_its_own() {
    let book = read(changed("id: B2", "id: A1", FILE));
    let again = read(saved(&book));
    assert_eq!(ids(&again)[0], "A1");
    assert_eq!(again.notes().count(), 2);
    assert!(again.recovery().is_none() && !again.is_read_only());
    assert_eq!(again.to_text().matches("extra: kept").count(), 1);
    let told = "2 notes recovered; the file as it is will be kept aside";
    assert_eq!(book.recovery().map(Recovery::told).as_deref(), Some(told));
}

const OURS: &str = "  - id: A1\n    created: \"1\"\n    on: {}\n    text: one\n";

#[test]
fn of_a_file_with_marks_of_a_conflict_the_notes_of_both_sides_are_kept() {
    let theirs = OURS.replace("one", "two");
    let new = |id: &str| format!("  - id: {id}\n    created: \"2\"\n    on: {{}}\n");
    let file = format!(
        "format: onrecord-notes/1\nnotes:\n<<<<<<< HEAD\n{OURS}{}{}||||||| base\n=======\n{theirs}{}{}>>>>>>> other\n{}",
        new("B2"),
        new("C3"),
        new("B2"),
        new("D4"),
        new("E5"),
    );
    let book = read(file);
    let texts: Vec<&str> = book.notes().map(|n| n.text.raw()).collect();
    assert_eq!(texts, ["one", "two", "", "", "", ""]);
    let all = ids(&book);
    for id in ["A1", "B2", "C3", "D4", "E5"] {
        assert_eq!(all.iter().filter(|i| **i == id).count(), 1, "{id}");
    }
    assert_eq!(read(saved(&book)).notes().count(), 6);
    assert_eq!(book.recovery().map(|r| r.unread.len()), Some(0));
}

fn four() -> String {
    let mut book = Notebook::new(Some(&text("Talk")), None, Fingerprint::of(b"talk"));
    for (id, words) in [
        ("AA", "one"),
        ("BB", "two\nlines"),
        ("CC", ""),
        ("DD", "é\n"),
    ] {
        book.put(note(
            &format!("01JDE8Q2M8{id}"),
            "2026-11-22T18:03:11Z",
            words,
        ));
    }
    book.to_text()
}

/// Opens what stands at a path, adds a note and saves; the notes that must be there, are.
fn survives(bytes: &[u8], intact: &[Note]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.notes.yaml");
    std::fs::write(&path, bytes).unwrap();
    let mut opened = NotesFile::open(&path);
    let shown = String::from_utf8_lossy(bytes);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let mut book = opened.book.unwrap();
    for note in intact {
        assert!(book.notes().any(|n| n == note), "{shown}\n{book:?}");
    }
    if book.is_read_only() {
        let other = shown
            .lines()
            .any(|l| l.starts_with("format: onrecord-notes/") && l != "format: onrecord-notes/1");
        assert!(other || intact.is_empty(), "{shown}\n{:?}", book.problems());
        return;
    }
    let damaged = book.recovery().is_some();
    book.put(note("01ZZ", "2027", "new"));
    assert_eq!(opened.file.save(book.clone()).1, Ok(()), "{shown}");
    let again = read(std::fs::read_to_string(&path).unwrap());
    assert!(again.notes().eq(book.notes()) && again.problems().is_empty());
    let names = std::fs::read_dir(folder.path()).unwrap();
    let kept = names.map(|e| e.unwrap().path()).filter(|p| *p != path);
    let kept: Vec<_> = kept.map(|p| std::fs::read(p).unwrap()).collect();
    let expected: Vec<_> = damaged.then(|| bytes.to_vec()).into_iter().collect();
    assert_eq!(kept, expected, "as it was, beside it");
}

#[test]
fn whatever_byte_is_changed_every_note_whose_lines_are_whole_is_recovered() {
    let file = four();
    let notes: Vec<Note> = read(file.clone()).notes().cloned().collect();
    let starts: Vec<usize> = file.match_indices("  - id").map(|(at, _)| at).collect();
    for at in 0..file.len() {
        let mut bytes = file.clone().into_bytes();
        bytes[at] ^= 1 << (at % 8);
        let hit = starts.iter().rposition(|start| at >= *start);
        let mut intact = notes.clone();
        hit.map(|hit| intact.remove(hit));
        survives(&bytes, &intact);
    }
}

#[test]
fn wherever_a_file_is_cut_off_every_note_before_is_recovered() {
    let file = four();
    let notes: Vec<Note> = read(file.clone()).notes().cloned().collect();
    let starts: Vec<usize> = file.match_indices("  - id").map(|(at, _)| at).collect();
    for at in 0..file.len() {
        let whole = starts.iter().skip(1).filter(|start| **start <= at).count();
        survives(&file.as_bytes()[..at], &notes[..whole]);
    }
}

#[test]
fn a_note_in_braces_loses_no_other_programs_field() {
    let braces = "format: onrecord-notes/1\nnotes:\n- {id: a, created: b, on: {}, mood: calm}\n- {id: c, created: d, on: {}}\n";
    let mut book = read(braces.to_owned());
    book.put(note("c", "d", "ours alone"));
    assert!(saved(&book).contains("mood: calm}\n"));
    book.put(note("a", "b", "changed"));
    let refusal = text_to_save(&book).unwrap_err();
    assert_eq!(
        refusal.what,
        "the notes file is left as it is: the note in line 3 has fields of another program and stands in braces"
    );
}

#[test]
fn a_note_that_is_taken_out_and_put_back_changed_keeps_other_programs_fields() {
    let mut book = read(FILE.to_owned());
    let first = book.remove(&NoteId(text("A1"))).unwrap();
    book.put(Note {
        text: text("New."),
        ..first
    });
    assert!(saved(&book).contains("mood: 'calm'"));
}

#[test]
fn what_the_notes_are_on_is_known_and_can_be_said_anew() {
    let (old, new) = (Fingerprint::of(b"old"), Fingerprint::of(b"new"));
    let mut book = read(Notebook::new(None, None, old).to_text());
    assert_eq!(
        (book.is_on(old), book.is_on(new)),
        (Some(true), Some(false))
    );
    book.put(note("A1", "2026", ""));
    book.now_on(new);
    let again = read(saved(&book));
    assert_eq!(
        (again.is_on(old), again.is_on(new)),
        (Some(false), Some(true))
    );
    assert_eq!(read(FILE.to_owned()).is_on(old), None);
}

/// Text with what is hard to keep: white space at the ends, controls, separators, what YAML takes for its own.
fn words() -> impl Strategy<Value = Outside> {
    let pieces = prop::sample::select(vec![
        " ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\u{1b}",
        "\0",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{feff}",
        "\u{202e}",
        "\u{fffe}",
        "\u{fffd}",
        "\u{7f}",
        "\u{e0041}",
        "👩‍🚀",
        "❤️",
        "é",
        "e\u{301}",
        "- ",
        "# ",
        ": ",
        "---",
        "...",
        "\"",
        "'",
        "\\",
        "|",
        ">",
        "{",
        "[",
        "no",
        "1e3",
        "~",
        "%",
        "@",
        "`",
        "word",
        "two words",
    ]);
    let any =
        prop_oneof![6 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(any, 0..12).prop_map(|p| Outside::new(p.concat()))
}

fn some_note() -> impl Strategy<Value = Note> {
    let part = (
        words(),
        words(),
        words(),
        1..99_u32,
        0..9_usize,
        any::<bool>(),
    )
        .prop_map(
            |(speaker, exact, prefix, turn, start, original)| PassagePart {
                turn: TurnNumber(turn),
                speaker,
                start: original.then_some(Time(u64::from(turn) * 1500)),
                exact,
                suffix: prefix.clone(),
                prefix,
                at: start..start + 3,
                layer: if original {
                    Layer::Original
                } else {
                    Layer::Text
                },
            },
        );
    let on = prop_oneof![
        Just(On::Transcript),
        words().prop_map(On::Speaker),
        words().prop_map(On::Call),
        (
            words(),
            1..99_u32,
            prop::option::of(words()),
            prop::option::of(words())
        )
            .prop_map(|(call, turn, speaker, exact)| On::Turn {
                call,
                turn: TurnNumber(turn),
                speaker,
                exact
            }),
        (words(), prop::collection::vec(part, 1..3))
            .prop_map(|(call, parts)| On::Passage { call, parts }),
    ];
    (
        words(),
        words(),
        prop::option::of(words()),
        on,
        prop::collection::vec(words(), 0..3),
        words(),
    )
        .prop_map(|(id, created, author, on, codes, text)| Note {
            id: NoteId(id),
            created,
            changed: author.clone(),
            author,
            on,
            codes,
            text,
            now: None,
        })
}

proptest! {
    #[test]
    fn whatever_a_note_says_comes_back_to_the_letter(notes in prop::collection::vec(some_note(), 1..4)) {
        let mut book = Notebook::new(None, None, Fingerprint::of(b""));
        for note in &notes {
            book.put(note.clone());
        }
        let again = read(book.to_text());
        prop_assert_eq!(again.problems(), &[]);
        prop_assert!(again.notes().eq(book.notes()), "{}", book.to_text());
        for note in again.notes() {
            prop_assert!(notes.contains(note));
        }
    }

    #[test]
    fn no_file_makes_it_panic_and_none_is_changed_untouched(file in "[a-z:\\-# \n\"\\[{|]{0,80}", at in 0..400_usize) {
        let book = read(file.clone());
        prop_assert!(book.recovery().is_some() || book.to_text() == file);
        let mut cut = FILE.to_owned();
        cut.truncate(at.min(FILE.len()));
        let book = read(cut.clone());
        prop_assert!(book.recovery().is_some() || book.to_text() == cut);
    }
}
