//! The program itself, killed while it writes notes: none is lost that was said to be saved, and none is there twice, as
//! the note and as its older draft. `ONRECORD_KILLS` says how often it is killed.

#![cfg(target_os = "linux")]

#[allow(dead_code)]
#[path = "terminal/pty.rs"]
mod pty;

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Duration;

use onrecord::store::notes::NotesFile;
use pty::{Home, Pty};
use rustix::process::Signal;

/// A text that begins with a letter of its own: however early its draft is, one sees of which note it is.
fn text(kill: u32, note: u32) -> String {
    let letter = char::from_u32('一' as u32 + kill * 2 + note).expect("there are letters enough");
    format!("{letter} note{kill}x{note}")
}

/// Writes a note, and saves it.
fn write(pty: &mut Pty, text: &str) {
    pty.send("a");
    pty.wait_for("typing");
    pty.send(text);
    pty.wait_for(text);
    pty.send("\x1b");
}

/// What is in the notes file.
fn there(home: &Home) -> Vec<String> {
    let opened = NotesFile::open(&home.path("talk.notes.yaml"));
    let book = opened.book.expect("the notes are there");
    assert!(!book.is_read_only() && book.recovery().is_none());
    let texts = book.notes().map(|n| n.text.raw().trim().to_owned());
    texts.collect()
}

fn assert_each_is_there_once(there: &[String], saved: &BTreeSet<String>) {
    let all: BTreeSet<String> = there.iter().cloned().collect();
    assert!(all.is_superset(saved), "{saved:?} in {all:?}");
    let mut of: BTreeMap<Option<char>, &String> = BTreeMap::new();
    for text in there {
        let other = of.insert(text.chars().next(), text);
        assert!(other.is_none(), "{text:?} and {other:?} are one note");
    }
}

#[test]
fn no_note_that_was_saved_is_lost_or_there_twice_whenever_the_program_is_killed() {
    let kills = std::env::var("ONRECORD_KILLS").ok();
    let kills: u32 = kills.and_then(|n| n.parse().ok()).unwrap_or(10);
    let home = Home::new();
    home.write(
        "talk.yaml",
        "turns:\n- {speaker: Ana, text: the lease}\n- {speaker: Ben, text: the port}\n",
    );
    let mut saved: BTreeSet<String> = BTreeSet::new();
    for kill in 0..kills {
        let mut pty = home.start(&["talk.yaml"], (120, 36));
        pty.wait_for(" · saved");
        write(&mut pty, &text(kill, 0));
        pty.wait_for(" · saved");
        saved.insert(text(kill, 0));
        write(&mut pty, &text(kill, 1));
        // From before the saving begins to after it has ended; which moment it is is what is tried out here.
        thread::sleep(Duration::from_micros(u64::from(kill) * 7919 % 60_000));
        pty.signal(Signal::KILL);
        pty.end();
        assert_each_is_there_once(&there(&home), &saved);
    }
    // What was left by the last one comes back here.
    let mut pty = home.start(&["talk.yaml"], (120, 36));
    pty.wait_for(" · saved");
    write(&mut pty, &text(kills, 0));
    pty.wait_for(" · saved");
    saved.insert(text(kills, 0));
    pty.send("q");
    pty.end();
    assert_each_is_there_once(&there(&home), &saved);
}
