//! What the command line tells shells, manual readers and programs of itself.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

fn out(arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(cargo_bin!("onrecord"));
    command
        .env("XDG_DATA_HOME", "/nowhere")
        .stdin(Stdio::null());
    // Where standard output is no terminal, no pager may run.
    command.env("PAGER", "false");
    let output = command.args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text, output.status.code())
}

/// The subcommands as the help lists them.
fn subcommands() -> Vec<String> {
    let (help, _) = out(&["--help"]);
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let names = list.lines().filter_map(|l| l.strip_prefix("  "));
    let names = names.filter(|l| !l.starts_with(' '));
    names
        .map(|l| l.split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_manual_has_a_section_for_each_subcommand() {
    let (man, code) = out(&["man"]);
    assert_eq!(code, Some(0));
    assert!(subcommands().len() > 8);
    for name in subcommands() {
        let heading = format!("\n.SH \"{}\"\n", name.to_uppercase());
        assert!(man.contains(&heading), "{name}");
    }
    assert!(man.contains("\\-\\-context"), "options of subcommands");
}

#[test]
fn bash_completes_commands_options_and_values() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let (script, _) = out(&["completions", "bash"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("onrecord.bash");
    fs::write(&path, script).unwrap();
    let completed = |words: &str, at: usize| {
        let shell = format!(
            "source {}; COMP_WORDS=({words}); COMP_CWORD={at}; _onrecord onrecord \"${{COMP_WORDS[{at}]}}\" \
             \"${{COMP_WORDS[{at}-1]}}\"; echo \"${{COMPREPLY[@]}}\"",
            path.display()
        );
        let output = Command::new("bash")
            .args(["--norc", "-c", &shell])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(completed("onrecord sea", 1), "search");
    assert_eq!(completed("onrecord search --cont", 2), "--context");
    assert_eq!(completed("onrecord --theme col", 2), "colour-blind");
    for shell in ["zsh", "fish"] {
        assert!(out(&["completions", shell]).0.contains("search"), "{shell}");
    }
}

#[test]
fn lint_tells_programs_what_is_wrong_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let path = path.to_str().unwrap();
    fs::write(path, "turns: [{speaker: a, text: b, x: 1}]\n").unwrap();
    let (text, code) = out(&["lint", "--json", path, "/no/such"]);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(code, Some(2));
    assert_eq!(value["format"], "onrecord-lint/1");
    let file = &value["files"][0];
    assert_eq!(file["file"], path);
    assert_eq!(
        (&file["readable"], &file["turns"]),
        (&true.into(), &1.into())
    );
    let problem = &file["problems"][0];
    assert_eq!(problem["severity"], "problem");
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&1.into(), &31.into())
    );
    assert!(problem["what"].is_string());
    assert_eq!(value["files"][1]["readable"], false);
}

/// The keys of an object, in order.
fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn the_other_answers_for_programs_have_their_shape() {
    let json = |arguments: &[&str]| -> Value { serde_json::from_str(&out(arguments).0).unwrap() };
    let stats = json(&["stats", "--json"]);
    assert_eq!(stats["format"], "onrecord-stats/1");
    assert_eq!(keys(&stats), ["format", "title", "whole", "calls"]);
    let whole = ["basis", "turns", "words", "seconds", "speakers"];
    assert_eq!(keys(&stats["whole"]), whole);
    let speaker = ["speaker", "name", "turns", "words", "seconds", "share"];
    assert_eq!(keys(&stats["whole"]["speakers"][0]), speaker);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.yaml"), "turns: [{speaker: a, text: b}]\n").unwrap();
    let note = "{id: 01JDE8Q2M80000000000000000, created: 2026-11-22T18:03:11Z, on: {call: \"1\", turn: 1}, text: x}";
    let notes = format!("format: onrecord-notes/1\nnotes:\n  - {note}\n");
    fs::write(path("a.notes.yaml"), notes).unwrap();
    let notes = json(&["notes", "--json", &path("a.yaml")]);
    for key in ["id", "state", "score", "codes", "text"] {
        assert!(notes[0].get(key).is_some(), "{key} of {notes}");
    }
    fs::write(
        path("a.srt"),
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Cy>No.\n",
    )
    .unwrap();
    let account = json(&["import", &path("a.srt"), "-o", &path("b.yaml"), "--json"]);
    assert_eq!(keys(&account), ["files", "speakers"]);
    assert_eq!(
        keys(&account["speakers"][0]),
        ["id", "name", "called", "turns"]
    );
    let file = [
        "format", "units", "turns", "joined", "asides", "noted", "left_out", "file",
    ];
    assert_eq!(keys(&account["files"][0]), file);
    assert_eq!(account["files"][0]["file"], path("a.srt"));
}
