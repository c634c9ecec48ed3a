//! The program itself, killed while it writes notes: none is lost that was said to be saved. `ONRECORD_KILLS` says how
//! often it is killed.

#![cfg(target_os = "linux")]

#[allow(dead_code)]
#[path = "terminal/pty.rs"]
mod pty;

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use onrecord::store::notes::NotesFile;
use pty::Home;
use rustix::process::Signal;

#[test]
fn no_note_that_was_saved_is_lost_whenever_the_program_is_killed() {
    let kills = std::env::var("ONRECORD_KILLS").ok();
    let kills: u64 = kills.and_then(|n| n.parse().ok()).unwrap_or(10);
    let home = Home::new();
    home.write(
        "talk.yaml",
        "turns:\n- {speaker: Ana, text: the lease}\n- {speaker: Ben, text: the port}\n",
    );
    let mut saved: BTreeSet<String> = BTreeSet::new();
    for kill in 0..kills {
        let mut pty = home.start(&["talk.yaml"], (120, 36));
        pty.wait_for(" · saved");
        for note in 0..2 {
            let text = format!("note{kill}x{note}");
            pty.send("a");
            pty.wait_for("typing");
            pty.send(&text);
            pty.wait_for(&text);
            pty.send("\x1b");
            if note == 0 {
                pty.wait_for(" · saved");
                saved.insert(text);
            }
        }
        // From before the saving begins to after it has ended; which moment it is is what is tried out here.
        thread::sleep(Duration::from_micros(kill * 7919 % 60_000));
        pty.signal(Signal::KILL);
        pty.end();
        let opened = NotesFile::open(&home.path("talk.notes.yaml"));
        let book = opened.book.expect("the notes are there");
        assert!(!book.is_read_only() && book.recovery().is_none());
        let there: BTreeSet<String> = book
            .notes()
            .map(|n| n.text.raw().trim().to_owned())
            .collect();
        assert!(there.is_superset(&saved), "{saved:?} in {there:?}");
    }
}
