//! `onrecord compare` from outside: what it prints of two versions, and how it ends.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

const FIRST: &str = r#"title: The harbour calls
speakers:
  - {id: ana, name: Ana Petrov}
  - {id: ben, name: Ben Ott}
turns:
  - {event: phone rings}
  - {speaker: ana, start: "0:03", text: "We only have one problem… [inaudible] the lease."}
  - {speaker: ben, start: "0:09", text: "Yeah."}
  - {speaker: ana, start: "0:11", text: "And nobody will sign it before the tenth of May, I am told."}
  - {gap: two minutes not published}
  - {speaker: ben, start: "2:40", text: "Then I shall ask Marta to call the port again tomorrow morning."}
  - {speaker: ana, start: "2:51", text: "Good."}
"#;

const LAST: &str = r#"title: The harbour calls
speakers:
  - {id: ana, name: A. Petrov}
  - {id: ben, name: Ben Ott}
turns:
  - {event: phone rings}
  - {speaker: ana, start: "0:03", text: "we don't only have one problem… [unclear] the lease."}
  - {speaker: ana, start: "0:11", text: "And nobody will sign it before the 12th of May, I am told."}
  - {gap: three minutes not published}
  - {speaker: ben, start: "2:40", text: "Then I shall ask Marta to call"}
  - {speaker: ben, text: "the port again tomorrow morning."}
  - {speaker: ben, start: "2:51", text: "Good."}
  - {speaker: ana, start: "2:55", text: "\u001b[31m<script>alert(1)</script>\u202e"}
"#;

fn files(a: &str, b: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), a).unwrap();
    fs::write(folder.path().join("b.yaml"), b).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.arg("compare").args(arguments).current_dir(folder);
    command.stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_readings_stand_in_context_behind_a_summary() {
    let folder = files(FIRST, LAST);
    let ran = run(folder.path(), &["a.yaml", "b.yaml"]);
    assert_eq!(ran.status.code(), Some(1));
    let out = text(&ran.stdout);
    assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'));
    assert!(out.lines().all(|l| l.chars().count() <= 80));
    assert_snapshot!(out, @r#"
    A  a.yaml: 5 turns, 34 words
    B  b.yaml: 6 turns, 39 words

    87.6 % of the words are in both.
      1 turn only in A, 1 turn only in B
      1 place where another speaker has the same words
      2 places differ in words: 1 changed, 1 only in B; among them 1 number, 1
      negation
      speaker renamed: Ana Petrov in A is A. Petrov in B
      1 turn of A cut into several in B
      1 bracket of the transcriber
      1 difference between turns (events, gaps, remarks)
    Compared by words: case, punctuation and blanks do not count. Case or
    punctuation differ in 1 place (--strict lists them).

    A 1 · 0:03 · Ana Petrov | B 1 · 0:03 · A. Petrov
        We {+don't+} only have one problem… [-[inaudible]-] {+[unclear]+} the lease.

    only in A 2 · 0:09 · Ben Ott
        [-Yeah.-]

    A 3 · 0:11 · Ana Petrov | B 2 · 0:11 · A. Petrov
        And nobody will sign it before the [-tenth-] {+12th+} of May, I am told.

    A ~~ after 3 | B ~~ after 2
        [-two minutes not published-] {+three minutes not published+}

    A 4 | B 3, 4 · 2:40 · Ben Ott: cut into turns elsewhere

    A 5 · 2:51 · Ana Petrov | B 5 · 2:51 · Ben Ott: of another speaker
        Good.

    only in B 6 · 2:55 · A. Petrov
        {+␛[31m<script>alert(1)</script>⟨U+202E⟩+}
    "#);
}

#[test]
fn every_file_can_be_narrow() {
    let folder = files(FIRST, LAST);
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--width", "30"]);
    assert!(text(&ran.stdout).lines().all(|l| l.chars().count() <= 30));
}

#[test]
fn programs_get_every_difference_with_both_sides() {
    let folder = files(FIRST, LAST);
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--json"]);
    assert_eq!(ran.status.code(), Some(1));
    let value: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(value["related"], true);
    assert!(value["common"].as_f64().is_some_and(|c| c > 0.7 && c < 1.0));
    let all = value["differences"].as_array().unwrap();
    let kinds: Vec<&str> = all.iter().map(|d| d["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "renamed",
            "words",
            "brackets",
            "turn",
            "words",
            "aside",
            "split",
            "attributed",
            "turn"
        ]
    );
    assert_eq!(
        all[4],
        serde_json::json!({
            "kind": "words",
            "a": {"call": "1", "turn": 3, "speaker": "ana", "name": "Ana Petrov", "time": "0:11", "words": "tenth", "at": [35, 40]},
            "b": {"call": "1", "turn": 2, "speaker": "ana", "name": "A. Petrov", "time": "0:11", "words": "12th", "at": [35, 39]},
            "telling": ["number"],
        })
    );
    assert_eq!(all[1]["telling"], serde_json::json!(["negation"]));
    assert_eq!(all[3]["b"], Value::Null);
    assert_eq!(all[6]["b"]["turns"], serde_json::json!([3, 4]));
    // The other way round it is the mirror.
    let ran = run(folder.path(), &["b.yaml", "a.yaml", "--json"]);
    let mirror: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let mirrored = mirror["differences"].as_array().unwrap();
    for (one, other) in all.iter().zip(mirrored) {
        assert_eq!((&one["a"], &one["b"]), (&other["b"], &other["a"]));
    }
}

/// A turn that was cut into three, in which two words changed.
const CUT: [&str; 2] = [
    r#"turns:
  - {speaker: ben, text: "Nobody will sign it before the tenth of May. The port asked us to wait for the minister and we agreed to that."}
  - {speaker: ana, text: "Good."}
"#,
    r#"turns:
  - {speaker: ben, text: "Nobody will sign it before the twelfth of May."}
  - {speaker: ben, text: "The port asked us to wait for the minister"}
  - {speaker: ben, text: "and we agreed to this."}
  - {speaker: ana, text: "Good."}
"#,
];

#[test]
fn words_that_changed_in_a_turn_that_was_cut_name_all_its_turns() {
    let folder = files(CUT[0], CUT[1]);
    let ran = run(folder.path(), &["a.yaml", "b.yaml"]);
    let out = text(&ran.stdout);
    assert_snapshot!(out.split_once("count.\n").unwrap().1, @r"

    A 1 | B 1–3 · ben: cut into turns elsewhere
        Nobody will sign it before the [-tenth-] {+twelfth+} of May. The port asked
        us to wait for the minister and we agreed to [-that-] {+this+}.
    ");
    let ran = run(folder.path(), &["b.yaml", "a.yaml"]);
    let out = text(&ran.stdout);
    assert_snapshot!(out.split_once("count.\n").unwrap().1, @r"

    A 1–3 | B 1 · ben: cut into turns elsewhere
        Nobody will sign it before the [-twelfth-] {+tenth+} of May. / The port
        asked us to wait for the minister / and we agreed to [-this-] {+that+}.
    ");
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--json"]);
    let value: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let all = value["differences"].as_array().unwrap();
    let words: Vec<&Value> = all.iter().filter(|d| d["kind"] == "words").collect();
    assert_eq!(words.len(), 2);
    for (difference, turn) in words.into_iter().zip([1, 3]) {
        assert_eq!(difference["a"]["turn"], 1);
        assert_eq!(difference["a"]["turns"], Value::Null);
        assert_eq!(difference["b"]["turn"], turn);
        assert_eq!(difference["b"]["turns"], serde_json::json!([1, 2, 3]));
    }
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--html"]);
    assert!(text(&ran.stdout).contains(">A 1 | B 1–3: cut into turns elsewhere<"));
}

#[test]
fn the_page_is_one_file_and_hostile_text_stays_text() {
    let folder = files(FIRST, LAST);
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--html"]);
    let page = text(&ran.stdout);
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains("<script") && !page.contains('\u{1b}') && !page.contains('\u{202e}'));
    assert!(!page.contains("src=") && !page.contains("href=") && !page.contains("url("));
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    assert!(page.contains("<del>tenth</del>") && page.contains("<ins>12th</ins>"));
    let ran = run(
        folder.path(),
        &["a.yaml", "b.yaml", "--html", "-o", "out.html"],
    );
    assert_eq!(ran.status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(folder.path().join("out.html")).unwrap(),
        page
    );
    let ran = run(
        folder.path(),
        &["a.yaml", "b.yaml", "--html", "-o", "out.html"],
    );
    assert_eq!(ran.status.code(), Some(2));
    assert!(text(&ran.stderr).contains("out.html: is there already"));
}

#[test]
fn words_left_out_stand_between_single_blanks() {
    let words: Vec<String> = (0..70).map(|n| format!("word{n}")).collect();
    let said = |changed: &[usize]| {
        let mut words = words.clone();
        changed
            .iter()
            .for_each(|at| words[*at] = "other".to_owned());
        format!("turns: [{{speaker: ana, text: {}}}]", words.join(" "))
    };
    let folder = files(&said(&[]), &said(&[15, 40]));
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--width", "999"]);
    let out = text(&ran.stdout);
    let reading = out.split_once("ana\n    … word7 ").unwrap().1;
    assert_eq!(reading.matches(" … ").count(), 1, "{out}");
    assert!(
        !reading.contains("  …") && reading.ends_with("word48 …\n"),
        "{out}"
    );
}

#[test]
fn a_turn_that_stands_elsewhere_is_told_so_in_both_places() {
    let turns = [
        "Good morning to all of you.",
        "The port asked us to wait for the minister.",
        "Nobody will sign it before the tenth of May.",
        "Then we shall call again tomorrow morning.",
        "Let us hear what the others think of it.",
    ];
    let said = |order: [usize; 5]| {
        let said = order.map(|at| format!("  - {{speaker: ana, text: {}}}\n", turns[at]));
        format!("turns:\n{}", said.concat())
    };
    let folder = files(&said([0, 1, 2, 3, 4]), &said([0, 2, 3, 4, 1]));
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--html"]);
    let page = text(&ran.stdout);
    assert_eq!(
        page.matches(">A 2 | B 5: stands elsewhere<").count(),
        2,
        "{page}"
    );
}

#[test]
fn the_page_does_not_tell_in_which_folders_the_files_are() {
    let folder = files(FIRST, LAST);
    let ran = run(folder.path(), &["./a.yaml", "./b.yaml", "--html"]);
    assert!(text(&ran.stdout).contains("<title>a.yaml and b.yaml</title>"));
    fs::create_dir(folder.path().join("new")).unwrap();
    fs::write(folder.path().join("new/a.yaml"), LAST).unwrap();
    let ran = run(folder.path(), &["a.yaml", "new/a.yaml", "--html"]);
    assert!(text(&ran.stdout).contains("<title>a.yaml and new/a.yaml</title>"));
}

#[test]
fn what_is_the_same_ends_well_and_signs_count_only_if_asked() {
    let signs = FIRST.replace("Yeah.", "yeah!");
    let folder = files(FIRST, &signs);
    let ran = run(folder.path(), &["a.yaml", "a.yaml"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(text(&ran.stdout).contains("\nNo word differs.\n"));
    let ran = run(folder.path(), &["a.yaml", "b.yaml"]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(text(&ran.stdout).contains("1 place (--strict lists them)"));
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "--strict"]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(text(&ran.stdout).contains("[-Yeah.-] {+yeah!+}"));
}

#[test]
fn what_is_no_version_of_it_is_said_plainly() {
    let other =
        "turns: [{speaker: tom, text: The engine lost pressure when they opened valve seven.}]";
    let folder = files(FIRST, other);
    let ran = run(folder.path(), &["a.yaml", "b.yaml"]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(text(&ran.stdout).contains("These are not two versions of one call: 0.0 %"));
}

#[test]
fn in_a_small_reader_too_it_is_said_in_full() {
    let other = "turns:\n- {speaker: Zoe, text: Elephants paint our factory on Sundays.}\n";
    let folder = files(FIRST, other);
    let keys = ":compare b.yaml<enter>";
    for (size, rows) in [
        ("40x12", "call: 0.0 % of the words are in both."),
        ("20x6", "call: 0.0 % of the"),
    ] {
        let mut command = Command::new(cargo_bin!("onrecord"));
        let arguments = ["a.yaml", "--print", "--size", size, "--keys", keys];
        command.args(arguments).current_dir(folder.path());
        let shown = text(&command.stdin(Stdio::null()).output().unwrap().stdout);
        assert!(shown.contains(rows), "{size}\n{shown}");
    }
}

#[test]
fn other_formats_are_compared_as_they_are() {
    let folder = files(FIRST, "");
    let srt = "1\n00:00:03,000 --> 00:00:05,000\nAna Petrov: We only have two problems\n";
    fs::write(folder.path().join("c.srt"), srt).unwrap();
    let ran = run(folder.path(), &["a.yaml", "c.srt", "--json"]);
    assert_eq!(ran.status.code(), Some(1), "{}", text(&ran.stderr));
    let value: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(value["related"], true);
}

#[test]
fn what_cannot_be_compared_has_one_message() {
    let folder = files(FIRST, "turns: [{speaker: ana, text: ' '}]");
    for (arguments, message) in [
        (
            ["a.yaml", "b.yaml"],
            "b.yaml: there are no words in it to compare",
        ),
        (["a.yaml", "c.yaml"], "c.yaml: there is no such file"),
        (
            ["-", "-"],
            "both versions are to be read from standard input",
        ),
    ] {
        let ran = run(folder.path(), &arguments);
        assert_eq!(ran.status.code(), Some(2), "{message}");
        assert!(ran.stdout.is_empty());
        let told = text(&ran.stderr);
        assert!(told.starts_with(&format!("onrecord: {message}")), "{told}");
    }
}

#[test]
fn a_minus_as_output_is_standard_output() {
    let folder = files(FIRST, LAST);
    let plain = run(folder.path(), &["a.yaml", "b.yaml"]);
    let minus = run(folder.path(), &["a.yaml", "b.yaml", "-o", "-"]);
    assert!(!minus.stdout.is_empty());
    assert_eq!(minus.stdout, plain.stdout);
    assert!(!folder.path().join("-").exists());
}

#[test]
fn an_output_in_no_folder_is_told_so() {
    let folder = files(FIRST, LAST);
    let ran = run(folder.path(), &["a.yaml", "b.yaml", "-o", "none/page.html"]);
    let err = text(&ran.stderr);
    assert!(
        err.contains("none/page.html: cannot be written: there is no such folder"),
        "{err}"
    );
}

#[test]
fn in_the_reader_each_place_of_a_long_turn_is_gone_to() {
    let call = |said: &str| {
        format!("turns:\n  - {{speaker: ana, text: Good.}}\n  - {{speaker: ben, text: {said}}}\n")
    };
    let words: Vec<String> = (0..900).map(|n| format!("word{n}")).collect();
    let said = words.join(" ");
    let other = said
        .replace("word300 word301", "first word301")
        .replace("word600 word601", "second word601");
    let folder = files(&call(&said), &call(&other));
    let seen = |keys: &str, size: &str| {
        let keys = format!(":compare b.yaml<enter>{keys}");
        let mut command = Command::new(cargo_bin!("onrecord"));
        command.args(["a.yaml", "--print", "--size", size, "--keys", &keys]);
        let ran = command.current_dir(folder.path()).output().unwrap();
        let screen = text(&ran.stdout);
        let has = |what: &str| screen.contains(what);
        (has("first"), has("second"), has("no difference"))
    };
    for size in ["100x24", "60x24"] {
        // On a narrow screen the first version's words stand above the other's.
        let (first, second) = match size {
            "100x24" => ("", "]d"),
            _ => ("]d]d", "]d]d]d"),
        };
        assert_eq!(seen(first, size), (true, false, false), "{size}");
        assert_eq!(seen(second, size), (false, true, false), "{size}");
        assert_eq!(seen(&format!("{second}n"), size), (false, true, true));
        assert_eq!(seen(&format!("{second}[d"), size), (true, false, false));
    }
}

#[test]
fn words_that_look_as_if_they_were_marked_are_told_of() {
    let call = |said: &str| format!("turns:\n  - {{speaker: ana, text: \"{said}\"}}\n");
    let told = |a: &str, b: &str| {
        let folder = files(&call(a), &call(b));
        let out = text(&run(folder.path(), &["a.yaml", "b.yaml"]).stdout);
        out.contains("in the files themselves")
    };
    assert!(told(
        "We {+never+} sell it now.",
        "We {+never+} sell it soon."
    ));
    assert!(told("We -] sell it now.", "We -] sell it soon."));
    assert!(!told("We sell it now.", "We sell [it] soon."));
}

#[test]
fn what_one_version_has_alone_is_counted_for_that_version() {
    let call = |id: &str, said: &str| {
        format!("  - id: {id}\n    turns:\n      - {{speaker: ana, text: {said}}}\n")
    };
    let first = format!(
        "calls:\n{}",
        call("one", "We will never sell the harbour to them.")
    );
    let both = format!(
        "{first}{}",
        call("two", "This is about something else entirely.")
    );
    let folder = files(&both, &first);
    for (versions, told) in [
        (["a.yaml", "b.yaml"], "1 call only in A\n"),
        (["b.yaml", "a.yaml"], "1 call only in B\n"),
    ] {
        let out = text(&run(folder.path(), &versions).stdout);
        assert!(out.contains(&format!("  {told}")), "{out}");
    }
    let silent = format!("{first}      - {{speaker: ben, text: …}}\n");
    let folder = files(&silent, &first);
    let out = text(&run(folder.path(), &["a.yaml", "b.yaml"]).stdout);
    assert!(out.contains("  1 turn only in A\n"), "{out}");
}
