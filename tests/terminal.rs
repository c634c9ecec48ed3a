//! The program itself in a pseudo-terminal: what only a terminal, signals and the disk can show. Everything else is
//! tested beside the code.

#![cfg(target_os = "linux")]

#[path = "terminal/pty.rs"]
#[allow(dead_code)]
mod pty;

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use onrecord::store::notes::NotesFile;
use pty::{Home, Pty, eventually, is_stopped, turns_at_the_processor};
use rustix::process::Signal;

const WIDE: (u16, u16) = (120, 36);

/// What a terminal is told to enter its alternate screen.
const ALTERNATE: &[u8] = b"\x1b[?1049h";

/// Sixty turns of two speakers, each with words of its own.
fn talk() -> String {
    let mut text = String::from("title: The harbour calls\ncalls:\n  - id: ana-ben\n    turns:\n");
    for turn in 1..=60 {
        let speaker = if turn % 2 == 1 { "Ana" } else { "Ben" };
        writeln!(text, "      - {{speaker: {speaker}, text: \"words-of-{turn} about the lease and the port.\"}}")
            .expect("a string takes all");
    }
    text
}

fn home() -> Home {
    let home = Home::new();
    home.write("talk.yaml", &talk());
    home
}

/// The reader with the talk open.
fn reading(home: &Home) -> Pty {
    let pty = home.start(&["talk.yaml"], WIDE);
    pty.wait_for("turn 1/60");
    pty.wait_for("0 notes · saved");
    pty
}

/// Begins a note and types it.
fn type_note(pty: &mut Pty, text: &str) {
    pty.send("a");
    pty.wait_for("typing");
    pty.send(text);
    pty.wait_for(text);
}

fn count(bytes: &[u8], sequence: &[u8]) -> usize {
    bytes
        .windows(sequence.len())
        .filter(|w| *w == sequence)
        .count()
}

#[test]
fn quitting_leaves_the_terminal_as_it_was() {
    let home = home();
    let mut pty = reading(&home);
    pty.wait("the alternate screen", vt100::Screen::alternate_screen);
    assert!(!pty.is_set_as_before(), "raw mode while reading");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.wait_given_back();
    assert!(
        !home.path("talk.notes.yaml").exists(),
        "who writes no note gets no file"
    );
}

#[test]
fn a_resize_keeps_the_turn_in_view() {
    let home = home();
    let mut pty = reading(&home);
    pty.send("/words-of-30\r");
    pty.wait_for("turn 30/60");
    for (columns, rows) in [(70, 20), (100, 30), (30, 8), (120, 36)] {
        pty.resize(columns, rows);
        pty.wait("the turn in the new size", |screen| {
            let text = screen.contents();
            let last = screen.rows(0, columns).last().unwrap_or_default();
            text.contains("words-of-30")
                && text.contains("30/60")
                && last.contains("0 notes · saved")
        });
    }
}

#[test]
fn a_note_is_on_disk_when_saved_is_said_and_is_there_the_next_time() {
    let home = home();
    let mut pty = reading(&home);
    type_note(&mut pty, "ask who signed");
    pty.send("\x1b");
    pty.wait_for("1 note · saved");
    let path = home.path("talk.notes.yaml");
    let book = NotesFile::open(&path).book.expect("the notes are there");
    assert_eq!(book.notes().count(), 1);
    let mode = fs::metadata(&path)
        .expect("the notes are there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else reads them");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);

    let mut again = home.start(&["talk.yaml"], WIDE);
    again.wait_for("1 note · saved");
    again.wait_for("ask who signed");
    again.send("q");
    assert_eq!(again.end().exit_code(), 0);
}

#[test]
fn ctrl_c_while_a_note_is_typed_keeps_what_was_typed() {
    let home = home();
    let mut pty = reading(&home);
    type_note(&mut pty, "half a thought");
    pty.send("\x03");
    assert_eq!(pty.end().exit_code(), 0);
    pty.wait_given_back();
    assert!(home.read("talk.notes.yaml").contains("half a thought"));
}

#[test]
fn the_listing_of_notes_finds_those_of_a_transcript_that_went_elsewhere() {
    let home = home();
    let mut pty = reading(&home);
    type_note(&mut pty, "ask who signed");
    pty.send("\x1b");
    pty.wait_for("1 note · saved");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
    fs::create_dir(home.path("elsewhere")).expect("ours");
    fs::rename(home.path("talk.yaml"), home.path("elsewhere/far.yaml")).expect("ours");
    let listing = home.start(&["notes", "elsewhere/far.yaml"], WIDE);
    listing.wait_for("ask who signed");
}

/// Starts the reader with an editor of the reader's own: a script for the shell, with the file as `$1`.
fn with_editor(home: &Home, script: &str) -> Pty {
    home.write("editor.sh", script);
    let program = env!("CARGO_BIN_EXE_onrecord");
    let command = format!("VISUAL='sh editor.sh' exec {program} talk.yaml");
    let mut pty = home.run("sh", &["-c", &command], WIDE);
    pty.wait_for("0 notes · saved");
    pty.send("afirst words\x1b");
    pty.wait_for("1 note · saved");
    pty
}

#[test]
fn a_note_is_edited_in_the_reader_s_own_editor_which_has_the_terminal_and_the_keys() {
    let home = home();
    let script = "echo; printf 'more: '; read more; printf '\\n%s\\n' \"$more\" >> \"$1\"; ls -l \"$1\" > mode";
    let mut pty = with_editor(&home, script);
    pty.send("E");
    pty.wait("the editor on a screen of its own", |screen| {
        screen.contents().contains("more:") && !screen.alternate_screen()
    });
    assert!(
        pty.is_set_as_before(),
        "a terminal as the editor expects it"
    );
    pty.send("second words q\r");
    pty.wait("the note with both", |screen| {
        let text = screen.contents();
        screen.alternate_screen() && text.contains("second words q") && text.contains(" · saved")
    });
    assert!(home.read("mode").starts_with("-rw-------"));
    let notes = home.read("talk.notes.yaml");
    assert!(
        notes.contains("first words\n      second words q"),
        "{notes}"
    );
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.wait_given_back();
}

#[test]
fn what_is_written_stays_when_the_editor_fails_or_is_none() {
    let home = home();
    let mut pty = with_editor(&home, "echo 'half a thought' > \"$1\"; exit 3");
    pty.send("E");
    pty.wait_for("the editor ended with 3");
    pty.wait_for("typing");
    pty.wait_for("half a thought");
    pty.send("!\x1b");
    pty.wait_for("1 note · saved");
    assert!(home.read("talk.notes.yaml").contains("half a thought!"));
    home.write("editor.sh", "exit 127");
    pty.send("E");
    pty.wait_for("there is no editor sh editor.sh");
    pty.wait_for("half a thought!");
    pty.send("\x1b");
    pty.wait_for("1 note · saved");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn what_an_editor_has_written_is_kept_when_the_system_ends_the_program() {
    let home = home();
    let script = "echo 'on its way' > \"$1\"; echo written; exec sleep 600";
    let mut pty = with_editor(&home, script);
    pty.send("E");
    pty.wait_for("written");
    pty.signal(Signal::TERM);
    pty.end();
    assert!(home.read("talk.notes.yaml").contains("on its way"));
}

#[test]
fn two_windows_keep_each_others_notes() {
    let home = home();
    let (mut one, mut two) = (reading(&home), reading(&home));
    type_note(&mut one, "from the first");
    one.send("\x1b");
    one.wait_for("1 note · saved");
    type_note(&mut two, "from the second");
    two.send("\x1b");
    two.wait_for("2 notes · saved");
    two.wait_for("notes written elsewhere were taken in");
    two.wait_for("from the first");
    one.send("J");
    type_note(&mut one, "and a third");
    one.send("\x1b");
    one.wait_for("3 notes · saved");
    two.send("4G");
    two.send("d");
    two.wait_for("note deleted");
    two.wait_for("notes · saved");
    for mut pty in [one, two] {
        pty.send("q");
        assert_eq!(pty.end().exit_code(), 0);
    }
    let written = home.read("talk.notes.yaml");
    assert!(written.contains("and a third"), "{written}");
    let kept = ["from the first", "from the second"].map(|w| written.matches(w).count());
    assert_eq!(
        kept.iter().sum::<usize>(),
        1,
        "one of the two was deleted: {written}"
    );
}

#[test]
fn a_damaged_notes_file_is_told_at_once_and_left_as_it_is() {
    let home = home();
    let damaged =
        "format: onrecord-notes/1\nnotes:\n  - id: A\n    on: {}\n    text: what I wrote\n";
    home.write("talk.notes.yaml", damaged);
    let mut pty = home.start(&["talk.yaml"], WIDE);
    pty.wait_for("NOT SAVED: `created` is missing, line 3");
    pty.send("!");
    pty.wait_for("The notes file");
    pty.wait_for("what I wrote");
    pty.send("q");
    pty.wait_without("The notes file");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0, "nothing waits to be written");

    let mut pty = home.start(&["talk.yaml"], WIDE);
    pty.wait_for("NOT SAVED");
    type_note(&mut pty, "a new one");
    pty.send("\x1b");
    pty.wait_for("NOT SAVED: the notes file is left as it is");
    pty.send("q");
    pty.wait_for("press again to quit without them");
    assert_eq!(home.read("talk.notes.yaml"), damaged);
    home.write(
        "talk.notes.yaml",
        &damaged.replace("on:", "created: 2026-11-22T18:03:11Z\n    on:"),
    );
    pty.wait_for("2 notes · saved");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
    let written = home.read("talk.notes.yaml");
    assert!(written.contains("what I wrote") && written.contains("a new one"));
}

/// What another window does while it saves: whoever wants to save next waits.
fn hold(home: &Home) -> fs::File {
    let folder = fs::File::open(home.path("")).expect("the folder is there");
    folder.lock().expect("nobody else holds it");
    folder
}

#[test]
fn leaving_waits_for_the_disk_and_goes_on_drawing() {
    let home = home();
    let mut pty = reading(&home);
    let held = hold(&home);
    type_note(&mut pty, "half a thought");
    pty.send("\x03");
    pty.wait_for("leaving as soon as the notes are on disk");
    pty.resize(100, 30);
    pty.wait("the same in the new size", |screen| {
        let last = screen.rows(0, 100).last().unwrap_or_default();
        last.contains("saving") && last.contains("leaving as soon")
    });
    drop(held);
    assert_eq!(pty.end().exit_code(), 0);
    assert!(home.read("talk.notes.yaml").contains("half a thought"));
}

#[test]
fn who_waits_for_the_disk_still_hears_the_system() {
    let home = home();
    let mut pty = reading(&home);
    let _held = hold(&home);
    type_note(&mut pty, "half a thought");
    pty.send("\x03");
    pty.wait_for("leaving as soon as the notes are on disk");
    pty.signal(Signal::TERM);
    assert_eq!(pty.end().exit_code(), 2, "the note is not on disk");
    pty.wait_given_back();
}

#[test]
fn a_note_on_a_large_file_is_on_disk_before_all_is_read() {
    let home = home();
    let mut text = talk();
    for turn in 61..=60_000 {
        writeln!(
            text,
            "      - {{speaker: Ana, text: \"words-of-{turn} about the lease and the port.\"}}"
        )
        .expect("a string takes all");
    }
    home.write("talk.yaml", &text);
    let mut pty = home.start(&["talk.yaml"], WIDE);
    pty.wait_for("words-of-1 ");
    type_note(&mut pty, "half a thought");
    pty.send("\x03");
    assert_eq!(pty.end().exit_code(), 0);
    assert!(home.read("talk.notes.yaml").contains("half a thought"));
}

#[test]
fn a_kill_loses_at_most_a_second_of_what_is_typed() {
    let home = home();
    let mut pty = reading(&home);
    type_note(&mut pty, "half a thought");
    let kept = || {
        let folder = fs::read_dir(home.path("home/onrecord/drafts")).ok()?;
        let paths = folder.filter_map(|f| Some(f.ok()?.path()));
        let whole = paths.filter(|p| p.extension().is_some_and(|e| e == "yaml"));
        let mut texts = whole.filter_map(|p| fs::read_to_string(p).ok());
        texts.find(|t| t.contains("half a thought"))
    };
    eventually("the draft", kept);
    pty.signal(Signal::KILL);
    pty.end();
    assert!(!home.path("talk.notes.yaml").exists());
    let mut again = home.start(&["talk.yaml"], WIDE);
    again.wait_for("1 note · saved");
    again.wait_for("half a thought");
    again.send("q");
    assert_eq!(again.end().exit_code(), 0);
    assert!(home.read("talk.notes.yaml").contains("half a thought"));
    assert!(kept().is_none(), "it is a note now");
}

#[test]
fn a_folder_for_the_notes_that_is_not_there_is_one_message() {
    let home = home();
    let mut pty = home.start(&["talk.yaml", "--notes", "none/a.yaml"], WIDE);
    assert_eq!(pty.end().exit_code(), 2);
    let raw = pty.everything();
    assert_eq!(count(&raw, ALTERNATE), 0);
    let text = String::from_utf8_lossy(&raw).into_owned();
    assert!(text.contains("there is no such folder"), "{text}");
}

#[test]
fn a_faulty_file_opens_with_a_banner_and_a_list() {
    let home = home();
    let quote = "quotes:\n  - {call: ana-ben, speaker: Ana, text: nobody said this}\n";
    home.write("talk.yaml", &(talk() + quote));
    let mut pty = home.start(&["talk.yaml"], WIDE);
    pty.wait_for("1 problem in this file");
    pty.wait_for("words-of-1 ");
    pty.send("!");
    pty.wait_for("What is wrong with this file");
    pty.send("\x1b");
    pty.wait_without("What is wrong with this file");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn a_missing_file_is_one_message_and_no_screen() {
    let home = home();
    let mut pty = home.start(&["tolk.yaml"], WIDE);
    assert_eq!(pty.end().exit_code(), 2);
    let raw = pty.everything();
    let text = String::from_utf8(raw).expect("messages are text");
    assert_eq!(count(text.as_bytes(), ALTERNATE), 0, "{text:?}");
    assert_eq!(text.matches("there is no such file").count(), 1, "{text}");
    assert!(
        text.contains("talk.yaml"),
        "the nearest name is offered: {text}"
    );
}

/// Two versions of many turns, in which one word differs.
fn versions(turns: usize) -> Home {
    let home = home();
    for (name, word) in [("a.yaml", "lease"), ("b.yaml", "paper")] {
        let turn = |n| {
            format!(
                "  - {{speaker: ana, text: number {n} is one more about the {word} of the port}}\n"
            )
        };
        let said: String = (0..turns).map(turn).collect();
        home.write(name, &format!("turns:\n{said}"));
    }
    home
}

#[test]
fn a_long_comparison_tells_how_far_it_is_and_takes_that_away() {
    let home = versions(6_000);
    let mut pty = home.start(&["compare", "a.yaml", "b.yaml", "-o", "out.txt"], WIDE);
    assert_eq!(pty.end().exit_code(), 1);
    let raw = pty.everything();
    assert!(count(&raw, b"\rcomparing 100 %") == 1, "{raw:?}");
    assert!(raw.ends_with(b"\r\x1b[K"), "{raw:?}");
    assert!(!home.read("out.txt").contains("comparing"));
}

#[test]
fn ctrl_c_ends_a_long_comparison_and_leaves_nothing_on_the_screen() {
    let home = versions(20_000);
    let mut pty = home.start(&["compare", "a.yaml", "b.yaml", "-o", "out.txt"], WIDE);
    pty.wait_for("comparing");
    pty.send("\x03");
    assert_eq!(pty.end().signal(), Some("Interrupt"));
    let raw = pty.everything();
    assert!(raw.ends_with(b"\r\x1b[K"), "{raw:?}");
    assert!(!home.path("out.txt").exists());
}

#[test]
fn the_end_that_the_system_sends_loses_nothing() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = home();
        let mut pty = reading(&home);
        type_note(&mut pty, "half a thought");
        pty.signal(signal);
        pty.end();
        pty.wait_given_back();
        assert!(
            home.read("talk.notes.yaml").contains("half a thought"),
            "after {signal:?}"
        );
    }
}

#[test]
fn a_closed_window_loses_nothing() {
    let home = home();
    let mut pty = reading(&home);
    type_note(&mut pty, "half a thought");
    // The library of the pseudo-terminal types Ctrl-J and Ctrl-D when it lets go: they are for a second line.
    pty.send("\rand");
    pty.close();
    let end = pty.end();
    let notes = fs::read_to_string(home.path("talk.notes.yaml")).unwrap_or_default();
    assert!(notes.contains("half a thought"), "{end:?}: {notes}");
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_the_screen_returns() {
    let home = home();
    let mut pty = reading(&home);
    pty.send("/words-of-30\r");
    pty.wait_for("turn 30/60");
    for _ in 0..2 {
        pty.send("\x1a");
        let process = pty.process();
        eventually("the program stopped", || is_stopped(process).then_some(()));
        pty.wait_given_back();
        pty.signal(Signal::CONT);
        pty.wait(
            "the alternate screen again",
            vt100::Screen::alternate_screen,
        );
        pty.wait_for("turn 30/60");
        pty.wait_for("words-of-30");
        assert!(!pty.is_set_as_before(), "raw mode again");
    }
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.wait_given_back();
}

#[test]
fn a_shell_gets_its_terminal_back_and_fg_returns() {
    let home = home();
    let at_prompt = |screen: &vt100::Screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
    };
    let mut pty = home.run("/bin/sh", &["-i"], WIDE);
    pty.send("PS1='rea''dy> '\n");
    pty.wait("the shell's prompt", at_prompt);
    pty.send(&format!("{} talk.yaml\n", env!("CARGO_BIN_EXE_onrecord")));
    pty.wait_for("turn 1/60");
    pty.send("\x1a");
    pty.wait("the shell's prompt", at_prompt);
    pty.send("stty -a | tr -s ' ' '\\n' | grep -x -e icanon -e -icanon | sed 's/^/set-/'\n");
    pty.wait_for("\nset-icanon");
    pty.send("fg\n");
    pty.wait(
        "the alternate screen again",
        vt100::Screen::alternate_screen,
    );
    pty.wait_for("turn 1/60");
    pty.send("q");
    pty.wait("the shell's prompt", at_prompt);
    pty.send("echo ended-$?; exit\n");
    pty.wait_for("ended-0");
    pty.end();
}

/// Everything that has acted on terminals: titles, the clipboard, links, colours in both spellings, device queries,
/// bidi, tags, separators. As a double-quoted YAML scalar writes it.
const HOSTILE: &str = r"\e]0;owned\aX\e]52;c;b3duZWQ=\a\e]8;;http://x\e\\\e[2J\e[6n\eP+q\e\\\x9b31m\x9d0;owned\x9c\r\b\x7f\u202e\u2066\u200e\U000E0041\u2028\x85";

/// A transcript and notes in which every field is hostile.
fn hostile(home: &Home) {
    let x = HOSTILE;
    let mut text = format!(
        r#"title: "a title {x}"
summary: "{x}"
source: {{name: "{x}", url: "{x}", note: "{x}"}}
media: ["{x}"]
via: "{x}"
disputed: [{{by: "{x}", says: "{x}", note: "{x}"}}]
speakers:
  - {{id: "a{x}", name: "Ana {x}", initials: "{x}", role: "{x}", side: "{x}", aliases: ["{x}"]}}
  - {{id: "b{x}", name: "Ben {x}"}}
calls:
  - id: "c{x}"
    title: "{x}"
    medium: "{x}"
    language: "{x}"
    clock: "{x}"
    via: "{x}"
    disputed: [{{by: "{x}", says: "{x}", note: "{x}"}}]
    "unknown {x}": "{x}"
    turns:
      - {{event: "{x}"}}
"#
    );
    for turn in 1..=30 {
        writeln!(
            text,
            r#"      - {{speaker: "{}{x}", to: "b{x}", manner: "{x}", via: "{x}", text: "find me {turn} {x}", original: "{x}"}}"#,
            if turn % 2 == 1 { "a" } else { "b" }
        )
        .expect("a string takes all");
    }
    let rest = format!(
        r#"      - {{remark: "{x}", by: "{x}"}}
      - {{gap: "{x}"}}
quotes:
  - {{call: "c{x}", speaker: "b{x}", turn: 2, text: "find me 2 {x}", label: "{x}", codes: ["{x}"], comment: "{x}"}}
  - {{call: "{x}", text: "{x}"}}
remarks:
  - {{text: "{x}", by: "{x}"}}
"#
    );
    home.write("hostile.yaml", &(text + &rest));
    let notes = format!(
        r#"format: onrecord-notes/1
notes:
  - {{id: "01{x}", created: "{x}", author: "{x}", on: {{call: "c{x}", turn: 1}}, codes: ["{x}"], text: "{x}"}}
  - {{id: "02{x}", created: "{x}", on: {{speaker: "{x}"}}, codes: ["{x}"], text: "{x}"}}
  - {{id: "03{x}", created: "{x}", on: {{call: "{x}", turn: 9, exact: "gone {x}"}}, text: "{x}"}}
"#
    );
    home.write("hostile.notes.yaml", &notes);
}

/// The first thing in what came out that a reader does not say itself; its own are movements, colours, clearing and
/// the modes of screen, cursor, paste, mouse and synchronized output.
fn foreign(raw: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(raw);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\x1b' {
            let separator = matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            let invisible = matches!(c, '\u{200e}' | '\u{200f}' | '\u{e0000}'..='\u{e007f}');
            if c.is_control() || separator || invisible {
                return Some(format!("{c:?}"));
            }
            continue;
        }
        let at = text.len() - rest.as_str().len();
        let parameters = rest
            .as_str()
            .strip_prefix('[')
            .map(|r| r.trim_start_matches(|c: char| c.is_ascii_digit() || ";:".contains(c)));
        let modes = [
            "?1049", "?2004", "?2026", "?25", "?1000", "?1002", "?1003", "?1006", "?1015",
        ]
        .iter()
        .find_map(|m| rest.as_str().strip_prefix('[')?.strip_prefix(m));
        let end = match (modes, parameters) {
            (Some(end), _) if end.starts_with(['h', 'l']) => end,
            (_, Some(end))
                if end.starts_with(['H', 'm', 'J', 'K', 'X'])
                    && !rest.as_str().starts_with("[6n") =>
            {
                end
            }
            _ => {
                return Some(format!(
                    "{:?}",
                    text[at - 1..].chars().take(20).collect::<String>()
                ));
            }
        };
        rest = end[1..].chars();
    }
    None
}

#[test]
fn what_a_hostile_file_says_never_reaches_the_terminal() {
    let home = Home::new();
    hostile(&home);
    for size in [WIDE, (90, 30), (60, 20)] {
        let mut pty = home.start(&["hostile.yaml"], size);
        pty.wait_for("3 notes · saved");
        for pane in ["1", "2", "3", "4", "0"] {
            pty.send(pane);
            pty.send("jjkG");
            pty.send("gg");
        }
        pty.send("!");
        pty.wait_for("Esc closes");
        pty.send("G");
        pty.send("\x1b");
        pty.wait_without("Esc closes");
        pty.send("?");
        pty.wait_for("Esc closes");
        pty.send("\x1b");
        pty.wait_without("Esc closes");
        pty.send("/find me\r");
        pty.wait("the hit", |screen| screen.contents().contains("turn 1/30"));
        pty.send("nNsSJK]q[q]n[n\x04\x15Ggg]c[c");
        pty.send("4je");
        pty.wait_for("typing");
        pty.send("\x1b[200~\x1b]0;pasted\x07\u{202e}\x1b[201~");
        pty.wait_for("pasted");
        pty.send("\x03");
        assert_eq!(pty.end().exit_code(), 0);
        let raw = pty.everything();
        assert_eq!(foreign(&raw), None);
        hostile(&home);
    }
}

#[test]
fn what_is_foreign_is_found() {
    for harmless in [
        "\x1b[1;2Hwords\x1b[38;5;3m\x1b[?2026h\x1b[?25l\x1b[2J␛]0;owned",
        "漢字 e\u{301}",
    ] {
        assert_eq!(foreign(harmless.as_bytes()), None, "{harmless:?}");
    }
    for foreign_words in [
        "\x1b]0;owned\x07",
        "\x1b[6n",
        "\x1b[?47h",
        "\u{9b}31m",
        "\u{202e}",
        "\x07",
        "\x1bc",
        "\x1b",
    ] {
        assert!(
            foreign(foreign_words.as_bytes()).is_some(),
            "{foreign_words:?}"
        );
    }
}

#[test]
fn an_error_message_about_a_hostile_file_is_clean() {
    let home = Home::new();
    home.write("bad.yaml", &format!("\"{HOSTILE}\": 1\n"));
    let name = "\u{1b}]0;owned\u{7}\u{202e}.yaml";
    for arguments in [
        &["bad.yaml"][..],
        &["lint", "bad.yaml"],
        &[name],
        &["lint", name],
    ] {
        let mut pty = home.start(arguments, WIDE);
        assert_ne!(pty.end().exit_code(), 0);
        let raw: Vec<u8> = pty
            .everything()
            .into_iter()
            .filter(|b| !b"\r\n".contains(b))
            .collect();
        assert_eq!(foreign(&raw), None, "{arguments:?}");
        assert_eq!(count(&raw, ALTERNATE), 0);
    }
}

#[test]
fn keys_are_played_once_all_is_loaded() {
    let home = home();
    let mut pty = home.start(&["talk.yaml", "--keys", "/words-of-42<enter>J"], WIDE);
    pty.wait_for("turn 43/60");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn the_smallest_windows_do_not_end_it() {
    let home = home();
    for (columns, rows) in [(1, 1), (20, 5), (2, 60), (300, 2)] {
        let mut pty = home.start(&["talk.yaml"], (columns, rows));
        pty.wait("the alternate screen", vt100::Screen::alternate_screen);
        pty.send("jJsG/lease\rn\x1b?");
        pty.resize(20, 5);
        pty.resize(columns, rows);
        pty.resize(120, 36);
        pty.wait_for("/60");
        pty.send("\x03");
        assert_eq!(pty.end().exit_code(), 0, "{columns}×{rows}");
        pty.wait_given_back();
    }
}

#[test]
fn who_does_nothing_uses_no_processor() {
    let home = home();
    let pty = reading(&home);
    let process = pty.process();
    let (mut seen, mut since) = (0, Instant::now());
    eventually("half a second in which nothing runs", || {
        let now = turns_at_the_processor(process);
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
        (since.elapsed() > Duration::from_millis(500)).then_some(())
    });
    assert!(seen > 0, "the program was seen to run");
}

#[test]
fn what_is_listed_has_colours_only_on_a_terminal_that_knows_them() {
    let home = home();
    home.write("draft.md", "She said “words-of-60 of two speakers”.\n");
    home.write("last.yaml", &talk().replace("words-of-60", "letters-of-60"));
    let program = env!("CARGO_BIN_EXE_onrecord");
    let commands: [&[&str]; 3] = [
        &["search", "words", "talk.yaml"],
        &["check", "draft.md", "--against", "talk.yaml"],
        &["compare", "talk.yaml", "last.yaml"],
    ];
    for command in commands {
        for (term, coloured) in [("TERM=xterm", true), ("TERM=dumb", false)] {
            let mut pty = home.run("env", &[&[term, program], command].concat(), WIDE);
            let printed = pty.everything();
            pty.end();
            assert!(!printed.is_empty(), "{command:?}");
            assert_eq!(printed.contains(&0x1b), coloured, "{command:?} {term}");
        }
    }
}

#[test]
fn a_terminal_that_only_prints_lines_gets_the_plain_text() {
    let home = home();
    for term in ["TERM=dumb", "TERM="] {
        let program = env!("CARGO_BIN_EXE_onrecord");
        let mut pty = home.run("env", &[term, program, "talk.yaml"], WIDE);
        let printed = pty.everything();
        assert_eq!(pty.end().exit_code(), 0, "{term}");
        let printed = String::from_utf8_lossy(&printed);
        assert!(printed.contains("words-of-60"), "{term}: {printed}");
        assert!(!printed.contains('\x1b'), "{term}: {printed}");
    }
}

#[test]
fn themes_come_round_on_the_terminal() {
    let home = home();
    let mut pty = reading(&home);
    let ground = |screen: &vt100::Screen| screen.cell(0, 0).map(vt100::Cell::bgcolor);
    pty.wait("the terminal's own ground", |s| {
        ground(s) == Some(vt100::Color::Default)
    });
    pty.send("T");
    pty.wait_for("theme light");
    pty.wait("a ground of the theme's own", |s| {
        matches!(ground(s), Some(vt100::Color::Rgb(..)))
    });
    pty.send("TTTTT");
    pty.wait_for("theme default");
    pty.wait("the terminal's own ground", |s| {
        ground(s) == Some(vt100::Color::Default)
    });
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

/// The row and the column, from 1, at which a text begins on the screen.
fn place(pty: &Pty, text: &str) -> (usize, usize) {
    let found = std::cell::Cell::new((0, 0));
    pty.wait(text, |screen| {
        let rows: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
        let at = rows.iter().zip(1..).find_map(|(line, row)| {
            let before = line.split_once(text)?.0;
            Some((row, before.chars().count() + 1))
        });
        found.set(at.unwrap_or_default());
        at.is_some()
    });
    found.get()
}

#[test]
fn the_mouse_goes_where_it_clicks_scrolls_and_can_be_left_to_the_terminal() {
    let home = home();
    let mut pty = reading(&home);
    pty.wait("the mouse taken", |s| {
        s.mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
    });
    let (row, column) = place(&pty, "words-of-4");
    pty.send(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
    pty.wait_for("turn 4/60");
    for _ in 0..4 {
        pty.send(&format!("\x1b[<65;{column};{row}M"));
    }
    pty.wait_for("turn 8/60");
    pty.send("\x1bOQ");
    pty.wait("the mouse left", |s| {
        s.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.wait_given_back();
}

#[test]
fn without_colours_bold_and_reverse_stay() {
    let home = home();
    let program = env!("CARGO_BIN_EXE_onrecord");
    let mut pty = home.run("env", &["NO_COLOR=1", program, "talk.yaml"], WIDE);
    pty.wait_for("turn 1/60");
    let cells = |screen: &vt100::Screen, test: &dyn Fn(&vt100::Cell) -> bool| {
        let (rows, columns) = screen.size();
        (0..rows.get())
            .flat_map(|r| (0..columns.get()).map(move |c| (r, c)))
            .any(|(r, c)| screen.cell(r, c).is_some_and(test))
    };
    pty.wait("something bold", |s| cells(s, &vt100::Cell::bold));
    pty.wait("something reversed", |s| cells(s, &vt100::Cell::inverse));
    let coloured = |c: &vt100::Cell| {
        c.fgcolor() != vt100::Color::Default || c.bgcolor() != vt100::Color::Default
    };
    pty.wait("no colours", |s| !cells(s, &coloured));
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn nothing_is_drawn_where_nothing_changed() {
    let home = home();
    let mut pty = reading(&home);
    pty.send("G");
    pty.wait_for("turn 60/60");
    let frames = |pty: &Pty| count(&pty.raw(), b"\x1b[?2026h");
    let before = frames(&pty);
    pty.send("jjjj");
    pty.send("k");
    pty.send("gg");
    pty.wait_for("turn 1/60");
    let drawn = frames(&pty) - before;
    assert!((1..=3).contains(&drawn), "{drawn} frames for two movements");
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

/// What the terminal's clipboard was handed last.
fn clipboard(bytes: &[u8]) -> Option<String> {
    let bytes = String::from_utf8_lossy(bytes);
    let (_, last) = bytes.rsplit_once("\x1b]52;c;")?;
    let (text, _) = last.split_once('\x07')?;
    String::from_utf8(STANDARD.decode(text).ok()?).ok()
}

#[test]
fn copied_words_reach_the_terminal_s_clipboard_with_their_citation() {
    let home = home();
    let mut pty = reading(&home);
    pty.send("y");
    pty.wait_for("copied 9 words of Ana (journalist)");
    let words = "words-of-1 about the lease and the port.";
    assert_eq!(
        clipboard(&pty.raw()),
        Some(format!("\"{words}\" Ana, ana-ben"))
    );
    pty.send("JY");
    pty.wait_for("Copy as");
    pty.send("5");
    pty.wait_for("copied 9 words of Ben (Markdown)");
    assert_eq!(
        clipboard(&pty.raw()),
        Some("> words-of-2 about the lease and the port.\n>\n> — Ben, ana-ben".to_owned())
    );
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn nothing_from_a_file_acts_through_the_clipboard() {
    let home = Home::new();
    home.write(
        "talk.yaml",
        "calls: [{turns: [{speaker: A, text: \"\\e]52;c;eA==\\a yes \\u202e\"}]}]",
    );
    let mut pty = home.start(&["talk.yaml"], WIDE);
    pty.wait_for("0 notes · saved");
    pty.send("Y1");
    pty.wait_for("copied");
    assert_eq!(
        clipboard(&pty.raw()),
        Some("␛]52;c;eA==␇ yes ⟨U+202E⟩".to_owned())
    );
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn a_style_of_ones_own_is_in_use_from_the_start() {
    let home = home();
    let set = "style = \"mine\"\nwidth = 3\n[citations]\nmine = \"{words} ({speaker})\"\n";
    fs::create_dir_all(home.path("home/onrecord")).expect("the folder is ours");
    home.write("home/onrecord/config.toml", set);
    let mut pty = home.start(&["talk.yaml"], WIDE);
    pty.wait_for("config.toml:2:1: `width` is not known");
    pty.wait_for("turn 1/60");
    pty.send("y");
    pty.wait_for("copied 9 words of Ana (mine)");
    let copied = "words-of-1 about the lease and the port. (Ana)";
    assert_eq!(clipboard(&pty.raw()).as_deref(), Some(copied));
    pty.send("q");
    assert_eq!(pty.end().exit_code(), 0);
}
