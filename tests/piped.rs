//! The reader with its transcript on standard input: keys come from the terminal.

#![cfg(target_os = "linux")]

#[allow(dead_code)]
#[path = "terminal/pty.rs"]
mod pty;

use pty::Home;

const TALK: &str =
    "1\n00:00:01,000 --> 00:00:02,500\nThe lease.\n\n2\n00:00:09,000 --> 00:00:10,000\nThe port.\n";

fn piped(home: &Home, before: &str) -> pty::Pty {
    let command = format!("{before} | {} -", env!("CARGO_BIN_EXE_onrecord"));
    home.run("/bin/sh", &["-c", &command], (120, 36))
}

#[test]
fn keys_come_from_the_terminal_where_the_transcript_comes_from_a_pipe() {
    let home = Home::new();
    home.write("talk.srt", TALK);
    let mut pty = piped(&home, "cat talk.srt");
    pty.wait_for("turn 1/2");
    pty.send("J");
    pty.wait_for("turn 2/2");
    pty.send("a");
    pty.wait_for("typing");
    pty.send("a note\x1b");
    pty.wait_for("1 note · saved");
    pty.send("q");
    assert!(pty.end().success());
    assert!(pty.is_set_as_before());
    let mut again = piped(&home, "cat talk.srt");
    again.wait_for("1 note · saved");
    again.send("q");
    assert!(again.end().success());
}

#[test]
fn a_pipe_that_brings_nothing_yet_can_be_left() {
    let home = Home::new();
    // Open for reading and writing, a pipe has no end.
    let command = format!(
        "mkfifo pipe && exec {} - <>pipe",
        env!("CARGO_BIN_EXE_onrecord")
    );
    let mut pty = home.run("/bin/sh", &["-c", &command], (120, 36));
    pty.wait_for("loading");
    pty.send("q");
    assert!(pty.end().success());
    assert!(pty.is_set_as_before());
}

#[test]
fn the_keyboard_itself_is_no_transcript() {
    let home = Home::new();
    let mut pty = home.start(&["-"], (120, 36));
    pty.wait_for("standard input: is the keyboard");
    assert!(!pty.end().success());
}
