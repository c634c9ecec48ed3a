//! `onrecord search` from outside.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

const HARBOUR: &str = r#"language: en
speakers: [{id: ana, name: Ana Petrov}, {id: ben, name: Ben Ott}]
calls:
  - id: first
    language: de
    turns:
      - {event: phone rings}
      - {speaker: ana, start: "0:03", page: 3, line: 14, text: "Only one problem… here.", original: "Nur ein Problem… hier."}
      - {speaker: ben, text: A second turn.}
      - {speaker: ben, text: "The “lease” \u001b[31m is no problem,\nI think."}
  - id: second
    turns:
      - {speaker: ana, text: Nothing at all.}
"#;

const TALK: &str = "1\n00:00:01,000 --> 00:00:02,000\nCy: No problem.\n";

struct Files {
    folder: TempDir,
}

impl Files {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.yaml"), HARBOUR).unwrap();
        fs::write(folder.path().join("b.srt"), TALK).unwrap();
        Self { folder }
    }

    fn search(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
        let mut command = Command::new(cargo_bin!("onrecord"));
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        let Output {
            stdout,
            stderr,
            status,
        } = command.arg("search").args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(stdout), text(stderr), status.code())
    }

    fn out(&self, arguments: &[&str]) -> String {
        self.search(arguments).0
    }
}

#[test]
fn a_hit_tells_who_when_and_where_and_shows_the_words() {
    let files = Files::new();
    let first = "first, turn 1, Ana Petrov, 0:03, page 3:14\n";
    let third = "first, turn 3, Ben Ott\n    The “lease” ␛[31m is no problem,\n    I think.\n";
    assert_eq!(
        files.search(&["problem", "a.yaml"]),
        (
            format!(
                "{first}    Only one problem… here.\n    original: Nur ein Problem… hier.\n{third}"
            ),
            String::new(),
            Some(0)
        )
    );
    assert_eq!(files.out(&["\"lease\"", "a.yaml"]), third);
    assert_eq!(
        files.out(&["rings", "a.yaml"]),
        "first, after turn 0, event\n    phone rings\n"
    );
    let original = format!("{first}    original: Nur ein Problem… hier.\n");
    assert_eq!(files.out(&["--original", "problem", "a.yaml"]), original);
}

#[test]
fn several_files_of_any_format_are_named() {
    let files = Files::new();
    let out = files.out(&["no problem", "a.yaml", "b.srt"]);
    assert!(out.starts_with("a.yaml: first, turn 3"), "{out}");
    assert!(
        out.contains("b.srt: turn 1, Cy, 0:01\n    No problem.\n"),
        "{out}"
    );
    let counts = files.out(&["--count", "problem", "a.yaml", "b.srt"]);
    assert_eq!(counts, "a.yaml: 3\nb.srt: 1\n");
}

#[test]
fn speaker_and_call_narrow_it_and_expressions_widen_it() {
    let files = Files::new();
    let count = |arguments: &[&str]| {
        let all = [&["--count"], arguments, &["a.yaml"]].concat();
        files.out(&all).trim().to_owned()
    };
    assert_eq!(count(&["problem", "--speaker", "ben"]), "1");
    assert_eq!(count(&["n", "--call", "2"]), "2");
    assert_eq!(count(&["rings", "--speaker", "ben"]), "0");
    assert_eq!(count(&["-E", "^[AT]"]), "2");
    assert_eq!(count(&["re:^[AT]"]), "2");
    let (out, _, code) = files.search(&["problem", "--speaker", "Cy", "a.yaml", "b.srt"]);
    assert_eq!((out.lines().count(), code), (2, Some(0)));
}

#[test]
fn context_is_turns_of_the_same_call() {
    let files = Files::new();
    let out = files.out(&["second turn", "-C", "1", "a.yaml"]);
    let turns: Vec<&str> = out.lines().filter(|l| l.starts_with("first")).collect();
    assert_eq!(turns.len(), 3, "{out}");
    let out = files.out(&["Nothing", "-C", "5", "a.yaml"]);
    assert_eq!(out, "second, turn 1, Ana Petrov\n    Nothing at all.\n");
}

#[test]
fn colours_only_where_they_are_asked_for() {
    let files = Files::new();
    let out = files.out(&["lease", "--color", "always", "a.yaml"]);
    assert!(out.contains("“\u{1b}[1;31mlease\u{1b}[0m”"), "{out:?}");
    assert!(out.contains("␛[31m"), "{out:?}");
    assert!(!files.out(&["lease", "a.yaml"]).contains('\u{1b}'));
}

#[test]
fn the_json_has_its_shape() {
    let files = Files::new();
    let out = files.out(&["--json", "ein Problem", "a.yaml", "b.srt"]);
    let value: Value = serde_json::from_str(&out).unwrap();
    let expected = serde_json::json!({
        "format": "onrecord-search/1",
        "pattern": "ein Problem",
        "files": [
            {"file": "a.yaml", "hits": [{
                "call": "first", "turn": 1, "speaker": "ana", "name": "Ana Petrov", "seconds": 3.0, "page": 3,
                "line": 14, "in": "original", "at": [4, 15], "exact": "ein Problem", "text": "Nur ein Problem… hier.",
            }]},
            {"file": "b.srt", "hits": []},
        ],
    });
    assert_eq!(value, expected);
}

#[test]
fn of_a_long_turn_the_words_around_the_hits_are_shown() {
    let files = Files::new();
    let words =
        |from: usize, to: usize| (from..to).map(|n| format!("w{n:04} ")).collect::<String>();
    let text = format!(
        "{}zebra {}zebra {}",
        words(0, 2000),
        words(2000, 2010),
        words(2010, 4000)
    );
    let yaml = format!(
        "speakers: [{{id: ana}}]\nturns:\n  - {{speaker: ana, text: \"{text}\"}}\n  - {{speaker: ana, text: zebra}}\n"
    );
    fs::write(files.folder.path().join("long.yaml"), yaml).unwrap();
    let out = files.out(&["zebra", "long.yaml"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 6, "{out}");
    assert_eq!(lines[1], "    [… 11598 letters not shown …]");
    assert!(text.contains(&lines[2][4..]), "{out}");
    assert!(
        lines[2].starts_with("    w1933 w") && lines[2].ends_with("w2076 "),
        "{out}"
    );
    assert_eq!(lines[2].matches("zebra").count(), 2);
    assert_eq!(lines[3], "    [… 11538 letters not shown …]");
    let around = files.out(&["^zebra$", "-E", "-C", "1", "long.yaml"]);
    assert!(
        around.contains("    w0000 w") && around.contains("w3999"),
        "{around}"
    );
    assert!(
        around.len() < 2000 && around.contains("not shown"),
        "{around}"
    );

    let value: Value = serde_json::from_str(&files.out(&["--json", "zebra", "long.yaml"])).unwrap();
    let hits = &value["files"][0]["hits"];
    for (hit, at) in [(0, 12000), (1, 12066)] {
        let from = usize::try_from(hits[hit]["from"].as_u64().unwrap()).unwrap();
        let part = hits[hit]["text"].as_str().unwrap();
        assert_eq!(hits[hit]["at"][0], at);
        assert_eq!(part, &text[from..from + part.len()]);
        assert_eq!(&part[at - from..at - from + 5], "zebra");
        assert!(part.len() < 1000);
    }
    assert_eq!(hits[2]["text"], "zebra");
    assert!(hits[2].get("from").is_none());
}

#[test]
fn the_exit_code_tells_found_nothing_and_could_not() {
    let files = Files::new();
    for (arguments, code, told) in [
        (&["problem", "a.yaml"] as &[&str], 0, ""),
        (&["zeppelin", "a.yaml"], 1, ""),
        (
            &["problem", "none.yaml", "a.yaml"],
            2,
            "none.yaml: there is no such file",
        ),
        (&["-E", "(", "a.yaml"], 2, "unclosed group"),
        (&["", "a.yaml"], 2, "nothing to search for"),
        (
            &["x", "--speaker", "anna", "a.yaml"],
            2,
            "did you mean ana?",
        ),
        (
            &["x", "--call", "third", "a.yaml"],
            2,
            "no call is called third",
        ),
    ] {
        let (_, err, ended) = files.search(arguments);
        assert_eq!(ended, Some(code), "{arguments:?}");
        assert!(err.contains(told), "{err}");
    }
}

#[test]
fn standard_input_is_read_once() {
    let (out, err, code) = Files::new().search(&["lease", "-", "a.yaml", "-"]);
    assert_eq!((out.as_str(), code), ("", Some(2)));
    assert!(
        err.contains("standard input can be read once only"),
        "{err}"
    );
}
