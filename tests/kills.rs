//! The program itself, killed while it writes notes: none is lost that was said to be saved, and none is there twice, as
//! the note and as its older draft. `ONRECORD_KILLS` says how often it is killed at some moment; in every call that
//! changes the disk it is killed once.

#![cfg(target_os = "linux")]

#[allow(dead_code)]
#[path = "terminal/pty.rs"]
mod pty;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::thread;
use std::time::Duration;

use onrecord::store::notes::NotesFile;
use pty::{Home, Pty, eventually};
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

/// What changes the disk.
const CALLS: [&str; 8] = [
    "fsync",
    "link",
    "linkat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
];

/// Whether a draft is on disk.
fn is_drafted(home: &Home) -> bool {
    let drafts = fs::read_dir(home.path("home/onrecord/drafts"));
    let mut drafts = drafts.into_iter().flatten().flatten();
    drafts.any(|f| f.path().extension().is_some_and(|e| e == "yaml"))
}

/// Writes and saves a note under strace; with `fault` it may not come that far. Whether it did.
fn saves(home: &Home, fault: Option<&str>) -> bool {
    let calls = format!("trace={}", CALLS.join(","));
    let mut arguments = vec!["-f", "-o", "trace", "-e", &calls];
    arguments.extend(fault.iter().flat_map(|fault| ["-e", fault]));
    arguments.extend([env!("CARGO_BIN_EXE_onrecord"), "talk.yaml"]);
    let mut pty = home.run("strace", &arguments, (120, 36));
    let reached = |pty: &mut Pty, what: &str, is: &dyn Fn(&Pty) -> bool| {
        eventually(what, || match (is(pty), pty.has_ended()) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        })
    };
    let opened = reached(&mut pty, "the reader", &|pty| pty.shows(" · saved"));
    if !opened {
        return false;
    }
    let text = text(0, 0);
    let (first, rest) = text.split_at(text.find(' ').unwrap_or_default());
    pty.send("a");
    pty.send(first);
    // From now on the draft is older than what is typed.
    if !reached(&mut pty, "a draft", &|_| is_drafted(home)) {
        return false;
    }
    pty.send(rest);
    reached(&mut pty, "all of the text", &|pty| pty.shows(&text));
    pty.send("\x1b");
    let saved = reached(&mut pty, "the note saved", &|pty| {
        pty.shows("1 note · saved") && !is_drafted(home)
    });
    if saved {
        pty.send("q");
        pty.end();
    }
    saved
}

/// Which call of one thread does what to the disk: the name, and its number among those of that name.
fn calls(trace: &str) -> BTreeSet<(&'static str, usize)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut calls = BTreeSet::new();
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(char::is_whitespace) else {
            continue;
        };
        let name = call.trim_start().split('(').next().unwrap_or_default();
        if let Some(name) = CALLS.iter().find(|c| **c == name) {
            let count = counts.entry((thread, name)).or_default();
            *count += 1;
            calls.insert((*name, *count));
        }
    }
    calls
}

#[test]
fn a_note_is_there_once_in_whichever_call_that_changes_the_disk_the_program_is_killed() {
    let talk = "turns:\n- {speaker: Ana, text: the lease}\n";
    let home = Home::new();
    home.write("talk.yaml", talk);
    if !saves(&home, None) {
        eprintln!("skipped: there is no strace here that may trace");
        return;
    }
    let mut killed = 0;
    for (call, number) in calls(&home.read("trace")) {
        let home = Home::new();
        home.write("talk.yaml", talk);
        let saved = saves(
            &home,
            Some(&format!("inject={call}:signal=KILL:when={number}")),
        );
        killed += usize::from(!saved);
        let begun = saved || is_drafted(&home) || home.path("talk.notes.yaml").exists();
        let mut pty = home.start(&["talk.yaml"], (120, 36));
        pty.wait_for(if begun {
            "1 note · saved"
        } else {
            "0 notes · saved"
        });
        eventually("what was left taken over", || {
            (!is_drafted(&home)).then_some(())
        });
        pty.send("q");
        pty.end();
        if begun {
            let there = there(&home);
            assert_eq!(there.len(), 1, "{call} {number}: {there:?}");
            assert!(text(0, 0).starts_with(&*there[0]), "{there:?}");
        }
    }
    assert!(killed > 5, "killed {killed} times only");
}
