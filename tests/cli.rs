//! The binary from outside: what it prints, what it says, how it ends.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use insta::assert_snapshot;
use tempfile::TempDir;

/// What the program printed, told and ended with.
struct Ran {
    out: String,
    err: String,
    code: Option<i32>,
}

fn ran(arguments: &[&str]) -> Ran {
    ended(onrecord().args(arguments).output().unwrap())
}

fn onrecord() -> Command {
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.stdin(Stdio::null());
    // Whoever runs the tests may have notes on the samples.
    command.env("XDG_DATA_HOME", "/nowhere");
    command
}

fn ended(output: Output) -> Ran {
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

fn file(content: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("talk.yaml");
    fs::write(&path, content).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// Whether a terminal would obey anything in it, C1 controls included.
fn is_harmless(text: &str) -> bool {
    text.chars()
        .all(|c| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)))
}

const HARBOUR: &str = r#"title: The harbour calls
published: 2024-03-02
language: en
source: {name: The Daily Ledger, url: "https://example.org/harbour", date: 2024-03-01, note: read from a recording}
media: [Radio North]
disputed: [{by: Port of Rive, says: denies, note: speaks of a forgery}]
speakers:
  - {id: ana, name: Ana Petrov, aliases: [Petrov]}
  - {id: ben, name: Ben Ott}
calls:
  - id: ana-ben
    title: Petrov – Ott
    date: 2024-02-11
    medium: phone
    language: de
    duration: "5:12"
    clock: time of day
    coverage: excerpts
    via: The Daily Ledger
    turns:
      - {event: phone rings}
      - speaker: ana
        to: ben
        start: "0:03"
        end: "0:09.5"
        page: 3
        line: 14
        manner: laughing
        text: "We only have one problem… [inaudible] the lease."
        original: "Wir haben nur ein Problem… [unverständlich] die Pacht."
      - {gap: two minutes not published}
      - speaker: ben
        fidelity: paraphrase
        via: Radio North
        text: He would pass the paper on without saying whose it was.
      - {remark: The line was bad here., by: The Daily Ledger}
quotes:
  - {call: ana-ben, speaker: ana, text: We only have one problem, label: one problem, codes: [lease], comment: The hinge.}
remarks:
  - {kind: question, text: Whose paper?, by: The Daily Ledger}
"#;

#[test]
fn a_transcript_is_printed_with_all_that_is_said_of_it() {
    let (_folder, path) = file(HARBOUR);
    let read = ran(&["read", &path, "--width", "60"]);
    assert_eq!((read.code, read.err.as_str()), (Some(0), ""));
    assert_snapshot!(read.out, @r#"
    The harbour calls
    published 2 Mar 2024 · language en
    Source: The Daily Ledger · 1 Mar 2024 · https://example.org/
    harbour · read from a recording
    Media: Radio North
    Disputed: Port of Rive denies (speaks of a forgery)

    [question by The Daily Ledger: Whose paper?]

    == 1 · Petrov – Ott ==
    11 Feb 2024 · phone · duration 5:12 · language de · excerpts
    · clock: time of day
    As quoted by The Daily Ledger

         — phone rings —

      1  0:03–0:09.5  Ana Petrov to Ben Ott (laughing) ·
         translation · page 3, line 14
         We only have one problem… [inaudible] the lease.
         original: Wir haben nur ein Problem… [unverständlich]
                   die Pacht.

         ~~ two minutes not published ~~

      2  Ben Ott · paraphrase · as quoted by Radio North
         He would pass the paper on without saying whose it was.

         [remark by The Daily Ledger: The line was bad here.]

    == Quotes ==

      one problem · Petrov – Ott, turn 1, Ana Petrov · lease
      > We only have one problem
      [The hinge.]
    "#);
}

/// `ONRECORD_BLESS=1` writes the golden files anew.
#[test]
fn samples_are_printed_and_counted_as_they_were() {
    for (name, arguments) in [
        (
            "read-backchannel-leak.txt",
            &["read", "data/backchannel-leak.yaml"][..],
        ),
        (
            "read-apollo13.txt",
            &["read", "data/apollo13.yaml", "--width", "100"],
        ),
        (
            "stats-backchannel-leak.txt",
            &["stats", "data/backchannel-leak.yaml"],
        ),
        (
            "stats-backchannel-leak.json",
            &["stats", "data/backchannel-leak.yaml", "--json"],
        ),
        ("stats-apollo13.txt", &["stats", "data/apollo13.yaml"]),
    ] {
        let ran = ran(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{name}");
        let path = format!("tests/golden/{name}");
        if std::env::var_os("ONRECORD_BLESS").is_some() {
            fs::write(&path, &ran.out).unwrap();
        }
        let golden = fs::read_to_string(&path).unwrap();
        assert!(
            ran.out == golden,
            "{path} is not what is printed:\n{}",
            ran.out
        );
    }
}

#[test]
fn figures_say_how_they_were_made() {
    let (_folder, path) = file(HARBOUR);
    assert!(ran(&["stats", &path]).out.contains("shares by words"));
    let timed = HARBOUR.replace(
        "fidelity: paraphrase",
        "start: \"1:00\"\n        end: \"1:06.5\"",
    );
    let (_folder, path) = file(&timed);
    assert_snapshot!(ran(&["stats", &path]).out, @r#"
    The harbour calls

    == 1 · Petrov – Ott ==
    shares by time
    speaker      turns     words          time    share
    Ana Petrov       1         7        0:06.5   50.0 %
    Ben Ott          1        11        0:06.5   50.0 %
    all              2        18          0:13
    "#);
    let json: serde_json::Value =
        serde_json::from_str(&ran(&["stats", &path, "--json"]).out).unwrap();
    assert_eq!(json["whole"]["basis"], "time");
    assert_eq!(json["calls"][0]["call"], "ana-ben");
    assert_eq!(json["calls"][0]["speakers"][1]["seconds"], 6.5);
}

#[test]
fn without_a_terminal_the_bare_command_prints_too() {
    let (_folder, path) = file(HARBOUR);
    assert_eq!(ran(&[&path]).out, ran(&["read", &path]).out);
    let piped = fs::File::open(&path).unwrap();
    let output = onrecord().arg("-").stdin(piped).output().unwrap();
    assert_eq!(ended(output).out, ran(&["read", &path]).out);
}

#[test]
fn without_a_file_the_first_sample_opens_and_others_by_name() {
    let first = ran(&[]);
    assert_eq!(first.code, Some(0));
    assert_eq!(first.out, ran(&["--sample", "backchannel-leak"]).out);
    assert_eq!(first.out, ran(&["read"]).out);
    assert!(ran(&["stats"]).out.starts_with("The peace plan calls\n"));
    assert!(first.out.starts_with("The peace plan calls\n"));
    assert!(
        first
            .out
            .contains("As quoted by the post of 27 November 2025\n")
    );
    assert_eq!(first.out.matches("Disputed: ").count(), 1);
    let apollo = ran(&["--sample", "apollo13"]).out;
    assert!(apollo.contains(" 23  55:55:35  James A. Lovell\n     Houston, we've had a problem."));
    let unknown = ran(&["--sample", "apolo13"]);
    assert_eq!(unknown.code, Some(2));
    assert_eq!(
        unknown.err,
        "onrecord: no sample is called apolo13\n  hint: did you mean apollo13?\n"
    );
}

#[test]
fn a_filter_leaves_the_numbers_as_they_are() {
    let (_folder, path) = file(HARBOUR);
    let ben = ran(&["read", &path, "--speaker", "ben ott"]).out;
    assert!(ben.contains("\n  2  Ben Ott"), "{ben}");
    assert!(!ben.contains("Ana Petrov") && !ben.contains("phone rings"));
    let both = ran(&["read", &path, "--speaker", "ben", "--speaker", "Petrov"]).out;
    assert!(both.contains("\n  1  ") && both.contains("\n  2  "));
    assert!(
        ran(&["read", &path, "--call", "1"])
            .out
            .contains("Petrov – Ott")
    );
    for (option, hint) in [
        ("--speaker", "did you mean Petrov?"),
        ("--call", "there are: ana-ben"),
    ] {
        let wrong = ran(&["read", &path, option, "Petrow"]);
        assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
        assert!(wrong.err.contains(hint), "{}", wrong.err);
    }
}

#[test]
fn faults_are_told_on_standard_error_and_the_rest_is_printed() {
    let (_folder, path) = file(&HARBOUR.replace("to: ben", "to: bee"));
    let read = ran(&["read", &path]);
    assert_eq!(read.code, Some(0));
    assert!(read.out.contains("one problem…"));
    assert_eq!(
        read.err,
        format!("onrecord: {path}: warning: 1 problem\n  hint: onrecord lint lists them\n")
    );
    assert_eq!(ran(&["lint", &path]).code, Some(1));
}

#[test]
fn what_cannot_be_read_ends_with_2_and_a_hint() {
    let (folder, path) = file("just words");
    assert_eq!(ran(&["read", &path]).code, Some(2));
    let missing = ran(&["read", folder.path().join("talk.yml").to_str().unwrap()]);
    assert_eq!(missing.code, Some(2));
    assert!(
        missing
            .err
            .contains("there is no such file\n  hint: did you mean "),
        "{}",
        missing.err
    );
}

#[test]
fn the_sample_is_offered_only_where_it_opens_without_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nothing.yaml");
    let path = path.to_str().unwrap();
    for (arguments, offered) in [
        (&[path][..], true),
        (&["read", path], true),
        (&["stats", path], true),
        (&["notes", path], true),
        (&["lint", path], false),
        (&["export", path, "--to", "json"], false),
        (&["import", path], false),
        (&["search", "words", path], false),
        (&["compare", path, path], false),
        (&["check", path, "--against", path], false),
    ] {
        let ran = ran(arguments);
        let said = ran.out + &ran.err;
        assert_eq!(ran.code, Some(2), "{arguments:?}: {said}");
        assert!(said.contains("there is no such file"), "{said}");
        assert_eq!(said.contains("sample"), offered, "{arguments:?}: {said}");
    }
}

#[test]
fn nuls_in_captions_are_read_as_their_standard_says_and_told() {
    let read = ran(&["read", "tests/import/webvtt/nulls.vtt"]);
    assert_eq!(read.code, Some(0), "{}", read.err);
    assert!(read.out.contains("\u{fffd}text\u{fffd}2"), "{}", read.out);
    assert!(!read.out.contains('\0'));
    let lint = ran(&["lint", "tests/import/webvtt/nulls.vtt"]);
    let told = "67 NULs, which are U+FFFD by the standard";
    assert!(lint.out.contains(told), "{}", lint.out);
}

#[test]
fn nothing_to_read_is_told_by_all_alike() {
    for nothing in [
        "title: A talk",
        "turns: []",
        "calls: []",
        "calls: [{turns: []}]",
    ] {
        let (_folder, path) = file(nothing);
        for arguments in [
            &["lint", &path][..],
            &["read", &path],
            &["stats", &path],
            &["--print", &path],
        ] {
            let ran = ran(arguments);
            assert_eq!(ran.code, Some(2), "{arguments:?}: {nothing}");
            let told = ran.out + &ran.err;
            let clear = told.contains("nothing to read") || told.contains("needs `calls`");
            assert!(clear && told.contains("hint: "), "{told}");
        }
    }
}

#[test]
fn warnings_alone_are_called_warnings() {
    let odd = "turns: [{speaker: a, start: 2, text: b}, {speaker: a, start: 1, text: c}]";
    let (_folder, path) = file(odd);
    assert!(ran(&["read", &path]).err.contains("warning: 1 warning\n"));
    let screen = |path: &str, keys| ran(&[path, "--print", "--size", "120x30", "--keys", keys]).out;
    assert!(!screen(&path, "").contains("lists them"));
    assert!(screen(&path, "!").contains("warning: turn 2 starts"));
    let (_folder, path) = file(&odd.replace("text: b", "text: b, x: y"));
    assert!(ran(&["read", &path]).err.contains("warning: 1 problem\n"));
    let banner = screen(&path, "");
    assert!(
        banner.contains(" 1 problem in this file  a turn has no field `x`"),
        "{banner}"
    );
}

#[test]
fn a_call_without_a_name_is_called_as_the_transcript() {
    let turns = "turns: [{speaker: a, text: One two.}]";
    let (_folder, path) = file(&format!(
        "title: A talk\n{turns}\nquotes: [{{speaker: a, text: One}}]"
    ));
    assert_snapshot!(ran(&["read", &path]).out, @r#"
    A talk

      1  a
         One two.

    == Quotes ==

      turn 1, a
      > One
    "#);
    assert!(!ran(&["stats", &path]).out.contains("=="));
    let screen = ran(&[&path, "--print", "--size", "40x12"]).out;
    assert!(screen.starts_with(" A talk"), "{screen}");
    let (_folder, path) = file(&format!("calls: [{{{turns}}}, {{{turns}}}]"));
    assert!(ran(&["read", &path]).out.contains("== Call 2 =="));
}

#[test]
fn one_call_is_printed_without_the_remarks_on_the_whole() {
    let (_folder, path) = file(HARBOUR);
    let call = ran(&["read", &path, "--call", "1"]).out;
    assert!(call.starts_with("The harbour calls\n") && call.contains("== 1 · Petrov – Ott =="));
    assert!(!call.contains("Whose paper?") && ran(&["read", &path]).out.contains("Whose paper?"));
}

#[test]
fn a_second_transcript_is_refused_in_a_sentence() {
    for arguments in [&["a.yaml", "b\r.yaml"][..], &["read", "a.yaml", "b\r.yaml"]] {
        let ran = ran(arguments);
        assert_eq!(ran.code, Some(2));
        assert!(
            ran.err
                .starts_with("onrecord: one transcript at a time: b␍.yaml"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn a_notes_file_is_no_transcript() {
    let (_folder, path) =
        file("format: onrecord-notes/1\nnotes: [{id: x, on: {}, text: y}]\nx: y\n");
    let ran = ran(&["lint", &path]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(2), 3));
    assert!(ran.out.contains("this is a notes file, not a transcript"));
}

#[test]
fn what_is_endless_and_no_text_is_not_read_to_its_end() {
    let ran = ran(&["read", "/dev/zero"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is a binary file"), "{}", ran.err);
}

#[test]
fn exit_codes_of_lint_are_0_1_and_2() {
    let (_good, good) = file(HARBOUR);
    let (_bad, bad) = file("just words");
    assert_eq!(ran(&["lint", &good]).code, Some(0));
    assert_eq!(ran(&["lint", &good, &bad]).code, Some(2));
    assert_eq!(ran(&["lint"]).code, Some(2));
}

#[test]
fn nothing_in_a_file_is_obeyed() {
    let evil = r"\e]0;owned\a\e[31m\x9b2J\u202Eabc\r";
    let hostile = format!(
        r#"title: "{evil}"
language: "{evil}"
summary: "{evil}"
source: {{name: "{evil}", url: "{evil}", note: "{evil}"}}
media: ["{evil}"]
via: "{evil}"
disputed: [{{by: "{evil}", says: "{evil}", note: "{evil}"}}]
speakers: [{{id: "a{evil}", name: "{evil}", role: "{evil}", side: "{evil}", initials: "{evil}", aliases: ["{evil}"]}}]
calls:
  - id: "c{evil}"
    title: "{evil}"
    medium: "{evil}"
    language: "x{evil}"
    clock: "{evil}"
    via: "{evil}"
    disputed: [{{by: "{evil}", says: "{evil}"}}]
    turns:
      - {{event: "{evil}"}}
      - {{gap: "{evil}"}}
      - {{remark: "{evil}", by: "{evil}"}}
      - {{speaker: "a{evil}", to: "a{evil}", manner: "{evil}", via: "{evil}", text: "{evil}", original: "{evil}"}}
quotes: [{{call: "c{evil}", text: "owned", label: "{evil}", codes: ["{evil}"], comment: "{evil}"}}]
remarks: [{{text: "{evil}", by: "{evil}"}}]
"{evil}": "{evil}"
"#
    );
    let (_folder, path) = file(&hostile);
    for arguments in [
        &["read", &path][..],
        &["stats", &path],
        &["stats", &path, "--json"],
        &["lint", &path],
        &["read", &path, "--speaker", "\u{1b}[31m"],
        &["read", &path, "--call", "\u{9b}31m"],
    ] {
        let ran = ran(arguments);
        assert!(
            is_harmless(&ran.out),
            "{arguments:?}: {}",
            ran.out.escape_debug()
        );
        assert!(
            is_harmless(&ran.err),
            "{arguments:?}: {}",
            ran.err.escape_debug()
        );
    }
    let read = ran(&["read", &path]).out;
    assert!(read.matches("␛]0;owned").count() > 25, "{read}");
}

#[test]
fn nothing_in_an_argument_is_obeyed() {
    let evil = "\u{1b}]0;owned\u{7}";
    for arguments in [
        &["read", evil][..],
        &["--sample", evil],
        &["lint", evil],
        &["schema", evil],
        &[&format!("--{evil}")],
        &["--size", evil],
        &["read", "x", "--width", evil],
        &["--zzz\r\u{1b}FAKE"],
        &["--zzz\n\u{1b}FAKE"],
    ] {
        let ran = ran(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(
            is_harmless(&ran.err) && is_harmless(&ran.out),
            "{:?}",
            ran.err
        );
        assert!((ran.err + &ran.out).contains('␛'), "{arguments:?}");
    }
}

#[test]
fn nothing_in_a_files_name_is_obeyed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("\u{1b}[31mtalk\u{202e}.yaml");
    fs::write(&path, HARBOUR.replace("to: ben", "to: bee")).unwrap();
    let path = path.to_str().unwrap();
    for arguments in [&["read", path][..], &["stats", path], &["lint", path]] {
        let ran = ran(arguments);
        let told = ran.out + &ran.err;
        assert!(is_harmless(&told), "{}", told.escape_debug());
        assert!(told.contains("␛[31mtalk⟨U+202E⟩.yaml"), "{told}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = onrecord()
        .args(["--sample", "apollo13", "--width", "20"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut told = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), told.as_str()), (Some(0), ""));
}

#[test]
fn keys_are_listed_and_one_screen_can_be_printed() {
    let keys = ran(&["keys"]);
    assert_eq!(keys.code, Some(0));
    assert!(keys.out.contains("next turn"), "{}", keys.out);
    let screen = ran(&["--sample", "apollo13", "--print", "--size", "100x30"]);
    assert_eq!((screen.code, screen.err.as_str()), (Some(0), ""));
    assert_eq!(screen.out.lines().count(), 30);
    assert!(
        screen.out.contains("Apollo 13: the problem"),
        "{}",
        screen.out
    );
    let wrong = ran(&["--print", "--keys", "<nokey>"]);
    assert_eq!(wrong.code, Some(2));
}

#[test]
fn help_tells_where_notes_are_kept() {
    let help = ran(&["--help"]);
    assert_eq!(help.code, Some(0));
    for words in [
        "Examples:",
        "onrecord keys",
        "NAME.notes.yaml",
        "Exit codes:",
    ] {
        assert!(help.out.contains(words), "{words}");
    }
    assert!(ran(&["schema", "transcript"]).out.starts_with('{'));
}

const NOTED: &str = r"format: onrecord-notes/1
transcript: {title: The harbour calls, file: talk.yaml}
notes:
  - id: a1
    created: 2026-11-22T18:03:11Z
    author: reader
    on:
      call: ana-ben
      turn: 2
      speaker: ben
      exact: He would pass the paper on without saying whose it was.
    codes: [paper]
    text: |
      Whose paper?
      Ask him.
  - id: a2
    created: 2026-11-22T18:03:12Z
    on:
      call: ana-ben
      turn: 2
      speaker: ben
      exact: Words that are gone.
    text: Gone.
  - id: a3
    created: 2026-11-22T18:03:13Z
    on: {}
    text: On the whole.
";

#[test]
fn a_transcript_is_told_for_listening() {
    let (folder, path) = file(HARBOUR);
    fs::write(folder.path().join("talk.notes.yaml"), NOTED).unwrap();
    let read = ran(&["read", &path, "--accessible"]);
    assert_eq!((read.code, read.err.as_str()), (Some(0), ""));
    assert_snapshot!(read.out, @r#"
    Transcript: The harbour calls
    Source: The Daily Ledger
    Date of the source: 1 Mar 2024
    Address of the source: https://example.org/harbour
    About the source: read from a recording
    Published: 2 Mar 2024
    Language: en
    Media: Radio North
    Disputed: Port of Rive denies, speaks of a forgery
    Question by The Daily Ledger: Whose paper?
    Note, on the whole transcript
    The note says: On the whole.

    Speaker: Ana Petrov
    Speaker: Ben Ott
    Note, on Petrov – Ott, turn 2, Ben Ott, lost: its words are gone
    On the words: Words that are gone.
    The note says: Gone.

    Call 1 of 1: Petrov – Ott
    Date: 11 Feb 2024
    Medium: phone
    Length: 5 minutes 12 seconds
    Language: de
    Times are: time of day
    Excerpts only
    As quoted by: The Daily Ledger
    Turns: 2
    Who speaks how much, by words:
    Ben Ott: 61 percent, 1 turn, 11 words
    Ana Petrov: 39 percent, 1 turn, 7 words
    Silences and overlaps: not known, for want of times

    Event: phone rings

    Turn 1, Ana Petrov to Ben Ott, from 0 minutes 3 seconds to 0 minutes 9.5 seconds, laughing, translation, page 3, line 14:
    We only have one problem… [inaudible] the lease.
    Original:
    Wir haben nur ein Problem… [unverständlich] die Pacht.
    Quote: We only have one problem
    Name of the quote: one problem
    Codes of the quote: lease
    Comment on the quote: The hinge.

    Gap: two minutes not published

    Turn 2, Ben Ott, paraphrase, as quoted by Radio North:
    He would pass the paper on without saying whose it was.
    Note by reader, on Petrov – Ott, turn 2, Ben Ott
    Codes of the note: paper
    The note says: Whose paper?
    Ask him.

    Remark by The Daily Ledger: The line was bad here.

    End of the transcript.
    "#);
}

#[test]
fn what_is_made_for_listening_has_nothing_drawn_and_no_row_of_its_own_making() {
    for sample in ["backchannel-leak", "apollo13"] {
        let told = ran(&["--sample", sample, "--accessible"]);
        assert_eq!(told.code, Some(0), "{}", told.err);
        let drawn = |c: &char| ('\u{2190}'..='\u{2bff}').contains(c) || matches!(c, '·' | '|');
        assert_eq!(told.out.chars().find(drawn), None, "{sample}");
        assert!(told.out.lines().any(|line| line.len() > 150), "{sample}");
        assert!(
            told.out.lines().all(|line| !line.starts_with(' ')),
            "{sample}"
        );
        let narrow = ran(&["--sample", sample, "--accessible", "--width", "40"]);
        assert!(
            narrow.out.lines().all(|line| line.chars().count() <= 40),
            "{sample}"
        );
    }
}

#[test]
fn the_notes_are_read_with_the_transcript() {
    let (folder, path) = file(HARBOUR);
    let notes = folder.path().join("talk.notes.yaml");
    fs::write(&notes, NOTED).unwrap();
    let read = ran(&["read", &path]);
    let at = read.out.find("== Notes ==").unwrap();
    assert_snapshot!(&read.out[at..], @r#"
    == Notes ==

      LOST · Petrov – Ott, turn 2, Ben Ott
      > Words that are gone.
      Gone.

      the whole transcript
      On the whole.

      Petrov – Ott, turn 2, Ben Ott · by reader · paper
      Whose paper?
      Ask him.
    "#);
    let one = ran(&["read", &path, "--speaker", "ana"]);
    assert!(!one.out.contains("== Notes =="), "{}", one.out);
    let named = ran(&["read", &path, "--notes", "/nowhere/at/all.yaml"]);
    assert_eq!(named.code, Some(0));
    assert!(named.err.contains("no such notes file"), "{}", named.err);
}

#[test]
fn every_theme_can_be_asked_for() {
    for theme in [
        "auto",
        "default",
        "light",
        "dark",
        "contrast",
        "colour-blind",
        "plain",
    ] {
        let screen = ran(&["--print", "--size", "80x24", "--theme", theme]);
        assert_eq!((screen.code, screen.err.as_str()), (Some(0), ""), "{theme}");
    }
}

#[test]
fn the_notes_are_listed_with_where_they_stand() {
    let (folder, path) = file(HARBOUR);
    fs::write(folder.path().join("talk.notes.yaml"), NOTED).unwrap();
    let listed = ran(&["notes", &path]);
    assert_eq!((listed.code, listed.err.as_str()), (Some(0), ""));
    assert!(
        listed
            .out
            .starts_with("lost · Petrov – Ott, turn 2, Ben Ott\n  “Words that are gone.”\n")
    );
    assert!(listed.out.contains("[paper]\n  Whose paper?\n  Ask him.\n"));
    let told = ran(&["notes", &path, "--json"]);
    let notes: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let of = |id: &str| notes.as_array().unwrap().iter().find(|n| n["id"] == id);
    let whole = "He would pass the paper on without saying whose it was.".len();
    let on_the_turn = of("a1").unwrap();
    assert_eq!(
        (&on_the_turn["turn"], &on_the_turn["at"]),
        (&2.into(), &serde_json::json!([0, whole]))
    );
    assert!(of("a3").unwrap().get("at").is_none());
    let states: Vec<&str> = (0..3)
        .map(|at| notes[at]["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["lost", "ok", "ok"]);
    let found = &notes
        .as_array()
        .unwrap()
        .iter()
        .find(|n| n["id"] == "a1")
        .unwrap();
    assert_eq!(found["call"], "ana-ben");
    assert_eq!(found["turn"], 2);
    assert_eq!(found["score"], 1.0);
    assert_eq!(found["text"], "Whose paper?\nAsk him.\n");
}

#[test]
fn a_transcript_of_another_encoding_is_read_where_it_is_named() {
    let (folder, path) = file("");
    let bytes = b"turns:\n- {speaker: Ana, text: \"caf\xe9 \x96 ol\xe9\"}\n";
    fs::write(&path, bytes).unwrap();
    for command in ["read", "stats", "notes", "lint"] {
        let refused = ran(&[command, &path]);
        assert_eq!(refused.code, Some(2), "{command}");
        let told = refused.out + &refused.err;
        assert!(
            told.contains("2:28: is not UTF-8 here, but Latin-1"),
            "{told}"
        );
        assert!(told.contains("`--encoding windows-1252` reads it"));
        let read = ran(&[command, &path, "--encoding", "latin1"]);
        assert_eq!(read.code, Some(0), "{command}: {}", read.err);
    }
    let read = ran(&["read", &path, "--encoding", "latin1"]);
    assert!(read.out.contains("café – olé"), "{}", read.out);
    let screen = ran(&[&path, "--print", "--size", "80x24", "--encoding", "latin1"]);
    assert!(screen.out.contains("café – olé"), "{}", screen.out);
    let utf_16: Vec<u8> = "\u{feff}turns:\r\n- {speaker: Ana, text: olé}\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(&path, utf_16).unwrap();
    assert!(ran(&["read", &path]).out.contains("olé"));
    let large = ran(&["read", &path, "--max-size", "10"]);
    assert_eq!(large.code, Some(2));
    assert!(
        large.err.contains("larger than the 10 bytes"),
        "{}",
        large.err
    );
    let unknown = ran(&["read", &path, "--encoding", "klingon"]);
    assert!(
        unknown.err.contains("there is no encoding `klingon`"),
        "{}",
        unknown.err
    );
    drop(folder);
}

#[test]
fn an_import_is_told_in_a_shape_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("talk.csv");
    fs::write(
        &table,
        "id,speaker,start,text\n7,0,2,We only\n8,1,1,The lease\n9,1,3,\n",
    )
    .unwrap();
    let (table, out) = (table.to_str().unwrap(), folder.path().join("out.yaml"));
    let out = out.to_str().unwrap();
    let written = ran(&[
        "import",
        table,
        "--json",
        "-o",
        out,
        "--speaker",
        "0=Ana Petrov",
    ]);
    assert_eq!(written.code, Some(0), "{}", written.err);
    assert_eq!(written.err, "");
    let told: serde_json::Value = serde_json::from_str(&written.out).unwrap();
    let expected = serde_json::json!({
        "files": [{
            "format": "CSV, TSV",
            "units": { "what": "row", "count": 3 },
            "turns": 2,
            "joined": 0,
            "asides": 0,
            "noted": [{ "what": "row that begins before the one before it", "count": 1, "line": 3 }],
            "left_out": [
                { "what": "column `id`", "count": 1, "line": 2 },
                { "what": "row without words", "count": 1, "line": 4 },
            ],
            "file": table,
        }],
        "speakers": [
            { "id": "ana-petrov", "name": "Ana Petrov", "called": ["0"], "turns": 1 },
            { "id": "speaker-2", "name": "Speaker 2", "called": ["1"], "turns": 1 },
        ],
    });
    assert_eq!(told, expected);
    let help = ran(&["import", "--help"]).out;
    for name in [
        "files", "format", "units", "turns", "joined", "asides", "noted", "left_out", "file",
        "speakers", "called",
    ] {
        assert!(
            help.contains(&format!("\"{name}\"")),
            "{name} is not in the help"
        );
    }
    assert_eq!(ran(&["lint", out]).code, Some(0));
    let printed = ran(&["import", table, "--json"]);
    assert!(printed.out.starts_with("format: onrecord/1"));
    assert!(serde_json::from_str::<serde_json::Value>(&printed.err).is_ok());
    let dash = ran(&["import", table, "-o", "-"]);
    assert_eq!(dash.out, printed.out);
    let again = ran(&["import", table, "-o", out]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("is there already"), "{}", again.err);
    let itself = ran(&["import", table, "-o", table, "--force"]);
    assert!(
        itself.err.contains("is the file that is read"),
        "{}",
        itself.err
    );
}
