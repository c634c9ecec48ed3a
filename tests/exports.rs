//! What is taken out: a golden file for each format, of a small transcript with notes in every state and hostile letters.
//!
//! `ONRECORD_BLESS=1` writes the golden files anew.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use onrecord::store::export::EXPORTERS;
use serde_json::Value;

const HARBOUR: &str = "tests/exports/harbour.yaml";

struct Ran {
    out: String,
    err: String,
    code: Option<i32>,
}

fn ran(arguments: &[&str]) -> Ran {
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::null()).args(arguments);
    let Output {
        status,
        stdout,
        stderr,
    } = command.env("XDG_DATA_HOME", "/nowhere").output().unwrap();
    Ran {
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
        code: status.code(),
    }
}

/// What the harbour calls are in a format, which must be written without a fault.
fn exported(format: &str, more: &[&str]) -> String {
    let ran = ran(&[&["export", HARBOUR, "--to", format], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/exports")
        .join(name);
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let read = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        read == text,
        "{name}: ONRECORD_BLESS=1 writes it anew; now it is\n{text}"
    );
}

#[test]
fn every_format_is_written_as_it_was() {
    let one_call: &[&str] = &["--call", "ana-ben"];
    for (format, name, more) in [
        ("markdown", "harbour.md", &[][..]),
        ("markdown", "harbour.by-code.md", &["--by", "code"]),
        ("markdown", "harbour.by-speaker.md", &["--by", "speaker"]),
        ("csv", "harbour.csv", &[]),
        ("json", "harbour.json", &[]),
        ("webannotation", "harbour.annotations.json", &[]),
        ("html", "harbour.html", &[]),
        ("vtt", "harbour.vtt", one_call),
        ("srt", "harbour.srt", one_call),
        ("text", "harbour.txt", &[]),
        ("text", "harbour.paged.txt", &["--lines-per-page", "25"]),
    ] {
        golden(name, &exported(format, more));
    }
    let tested = [
        "markdown",
        "csv",
        "json",
        "webannotation",
        "html",
        "vtt",
        "srt",
        "text",
    ];
    let known: Vec<&str> = EXPORTERS.iter().map(|e| e.name).collect();
    assert_eq!(known, tested, "a new format needs its golden file");
}

#[test]
fn what_a_format_has_no_place_for_is_told() {
    let ran = ran(&["export", HARBOUR, "--to", "vtt", "--call", "1"]);
    golden("harbour.vtt.told", &ran.err);
}

/// What a filter keeps, it keeps in every format, and what it leaves out is in none.
#[test]
fn filters_mean_the_same_in_every_format() {
    for exporter in EXPORTERS {
        let format = exporter.name;
        let player = matches!(format, "vtt" | "srt");
        let of = |more: &[&str]| {
            let call: &[&str] = if player { &["--call", "1"] } else { &[] };
            exported(format, &[call, more].concat())
        };
        let ben = of(&["--speaker", "ben"]);
        assert!(ben.contains("Which paper"), "{format}");
        assert!(!ben.contains("only have one problem"), "{format}: {ben}");
        assert!(!ben.contains("harbour master</mark>"), "{format}");
        let coded = of(&["--code", "land"]);
        assert!(coded.contains("Which paper"), "{format}");
        assert!(!coded.contains("Ja, ja"), "{format}");
        let mine = of(&["--notes-only"]);
        assert!(!mine.contains("The hinge"), "{format}");
        assert!(
            player || mine.contains("the minutes list three"),
            "{format}"
        );
        if !player {
            let hearing = of(&["--call", "hearing"]);
            assert!(!hearing.contains("only have one problem"), "{format}");
            assert!(
                hearing.contains("These words are gone"),
                "{format}: a lost note stays"
            );
        }
    }
}

#[test]
fn no_filter_gives_a_turn_another_number() {
    let json: Value = serde_json::from_str(&exported("json", &["--speaker", "ana"])).unwrap();
    let turns = json["transcript"]["calls"][0]["turns"].as_array().unwrap();
    let numbers: Vec<&Value> = turns.iter().map(|t| &t["number"]).collect();
    assert_eq!(numbers, [1, 4]);
}

/// Of every export but those that escape: nothing acts on a terminal, and no direction is overridden.
#[test]
fn nothing_in_an_export_is_obeyed() {
    for exporter in EXPORTERS {
        for call in ["1", "2"] {
            let text = exported(exporter.name, &["--call", call]);
            let wrong = text.chars().find(|c| {
                c.is_control() && !matches!(c, '\n' | '\r')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            assert_eq!(wrong, None, "{}", exporter.name);
        }
    }
    let html = exported("html", &[]);
    let lower = html.to_lowercase();
    for tag in [
        "<script",
        "<img",
        "<iframe",
        "<object",
        "<form",
        " onerror=\"",
        "javascript:",
        " style=",
    ] {
        assert!(!lower.contains(tag), "{tag}");
    }
}

#[test]
fn no_cell_begins_as_a_formula_and_all_have_their_columns() {
    let table = exported("csv", &[]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 12, "three quotes and nine notes");
    for cell in rows.iter().flatten() {
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', ' ']),
            "{cell}"
        );
    }
    let at = |name: &str| columns.iter().position(|c| c == name).unwrap();
    let states: Vec<&str> = rows.iter().map(|r| &r[at("state")]).collect();
    assert!(states.contains(&"lost") && states.contains(&"moved") && states.contains(&"ok"));
    let ben = rows
        .iter()
        .find(|r| &r[at("note")] == "Who is he?")
        .unwrap();
    assert_eq!(&ben[at("words")], "", "a note on a speaker is on no words");
    assert_eq!(&ben[at("speaker")], "Ben Ott");
}

#[test]
fn the_json_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("../data/json.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut texts = vec![exported("json", &[]), exported("json", &["--notes-only"])];
    for sample in [
        "data/apollo13.yaml",
        "data/backchannel-leak.yaml",
        "tests/pictures/kinds.yaml",
    ] {
        texts.push(ran(&["export", sample, "--to", "json"]).out);
    }
    for text in texts {
        let value: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|e| e.to_string())
            .collect();
        assert_eq!(errors, [""; 0]);
    }
    let printed = ran(&["schema", "json"]);
    assert_eq!(printed.out, include_str!("../data/json.schema.json"));
    assert!(!validator.is_valid(&serde_json::json!({"format": "onrecord-json/1"})));
}

#[test]
fn a_code_that_nothing_has_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.md");
    for (more, message) in [
        (
            &["--code", "lnad"][..],
            "no code is called lnad\n  hint: did you mean land",
        ),
        (
            &["--code", "land", "--code", "weather"],
            "no code is called weather\n  hint: ",
        ),
        (
            &["--code", "lease", "--call", "2", "--speaker", "ana"],
            "no quote and no note with this code is within the other limits\n  hint: ",
        ),
    ] {
        for exporter in EXPORTERS {
            let to = &["export", HARBOUR, "--to", exporter.name];
            let file = ["-o", out.to_str().unwrap()];
            let ran = ran(&[to, more, &file].concat());
            assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{more:?}");
            assert!(ran.err.contains(message), "{}", ran.err);
            assert!(!out.exists());
        }
    }
    let bare = folder.path().join("bare.yaml");
    fs::write(&bare, "turns: [{speaker: a, text: b}]").unwrap();
    let bare = [
        "export",
        bare.to_str().unwrap(),
        "--to",
        "text",
        "--code",
        "c",
    ];
    let ran = ran(&bare);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err
            .contains("no quote in it and no note on it has a code"),
        "{}",
        ran.err
    );
}

/// Each selector finds the words that it is made of, counted in code points.
#[test]
fn annotations_point_at_their_words() {
    let whole: Value = serde_json::from_str(&exported("json", &[])).unwrap();
    let made: Value = serde_json::from_str(&exported("webannotation", &[])).unwrap();
    let items = made["first"]["items"].as_array().unwrap();
    assert_eq!(made["total"], items.len());
    let mut found = 0;
    for item in items {
        let targets = match &item["target"] {
            Value::Array(targets) => targets.clone(),
            one => vec![one.clone()],
        };
        for target in targets {
            let Some(selectors) = target["selector"].as_array() else {
                continue;
            };
            let id = target["source"]["id"].as_str().unwrap();
            let part = |name: &str| {
                let rest = id.split(&format!("{name}=")).nth(1);
                rest.map(|r| r.split('&').next().unwrap().to_owned())
            };
            let calls = whole["transcript"]["calls"].as_array().unwrap();
            let call = calls
                .iter()
                .find(|c| c["id"] == part("call").unwrap().as_str())
                .unwrap();
            let number: u64 = part("turn").unwrap().parse().unwrap();
            let turns = call["turns"].as_array().unwrap();
            let turn = turns.iter().find(|t| t["number"] == number).unwrap();
            let layer = part("in").unwrap_or("text".to_owned());
            let text: Vec<char> = turn[layer.as_str()].as_str().unwrap().chars().collect();
            let (quote, place) = (&selectors[0], &selectors[1]);
            let at = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(quote["exact"], words.as_str());
            let before: String = text[..at("start")].iter().collect();
            assert!(before.ends_with(quote["prefix"].as_str().unwrap()));
            found += 1;
        }
    }
    assert!(found >= 8, "only {found} selectors");
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.html");
    let out = path.to_str().unwrap();
    let to_html = ["export", HARBOUR, "--to", "html", "-o", out];
    assert_eq!(ran(&to_html).code, Some(0));
    let first = fs::read(&path).unwrap();
    let again = ran(&["export", HARBOUR, "--to", "csv", "-o", out]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("--force"), "{}", again.err);
    assert_eq!(fs::read(&path).unwrap(), first);
    let forced = ran(&["export", HARBOUR, "--to", "csv", "-o", out, "--force"]);
    assert_eq!(forced.code, Some(0));
    assert!(fs::read(&path).unwrap().starts_with(b"kind,id,call"));
    // A failure leaves what was there, and nothing beside it.
    let failed = ran(&["export", HARBOUR, "--to", "vtt", "-o", out, "--force"]);
    assert_eq!(failed.code, Some(2));
    assert!(fs::read(&path).unwrap().starts_with(b"kind,id,call"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn neither_the_transcript_nor_its_notes_are_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let talk = folder.path().join("harbour.yaml");
    let notes = folder.path().join("harbour.notes.yaml");
    fs::copy(HARBOUR, &talk).unwrap();
    fs::write(&notes, "format: onrecord-notes/1\nnotes:\n").unwrap();
    for over in [&talk, &notes] {
        let before = fs::read(over).unwrap();
        let (talk, over_name) = (talk.to_str().unwrap(), over.to_str().unwrap());
        let ran = ran(&["export", talk, "--to", "csv", "-o", over_name, "--force"]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("is the file that is read"), "{}", ran.err);
        assert_eq!(fs::read(over).unwrap(), before);
    }
}

#[test]
fn help_lists_the_formats() {
    let help = ran(&["export", "--help"]).out;
    for exporter in EXPORTERS {
        let line = format!(
            "  {:<14} {}: {}",
            exporter.name, exporter.title, exporter.about
        );
        assert!(help.contains(&line), "{line}");
    }
    // What is not written to a file goes to standard output, by either name.
    let [one, other] = [&["-o", "-"][..], &[]].map(|to| exported("csv", to));
    assert_eq!(one, other);
}

#[test]
fn what_makes_no_sense_is_refused_with_a_hint() {
    for (arguments, says) in [
        (&["--to", "htm"][..], "did you mean `html`?"),
        (&["--to", "docx"], "there are: markdown, csv, json"),
        (
            &["--to", "csv", "--lines-per-page", "25"],
            "`--lines-per-page` means nothing in CSV",
        ),
        (
            &["--to", "html", "--by", "code"],
            "`--by` means nothing in HTML",
        ),
        (&["--to", "srt"], "choose one with `--call`"),
        (
            &["--to", "srt", "--call", "3"],
            "none of its turns has a time",
        ),
        (&["--to", "json", "--speaker", "anna"], "did you mean"),
    ] {
        let ran = ran(&[&["export", HARBOUR][..], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

#[test]
fn faults_of_the_transcript_and_its_notes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    fs::write(
        path("talk.yaml"),
        "colour: red\nturns:\n  - {speaker: a, text: b}\n",
    )
    .unwrap();
    fs::write(
        path("talk.notes.yaml"),
        "format: onrecord-notes/1\nnotes:\n  - id: A\n    on: {}\n    created: x\n    text: kept\n  - id: B\n    text: no place\n",
    )
    .unwrap();
    let talk = path("talk.yaml");
    let ran = ran(&["export", talk.to_str().unwrap(), "--to", "json"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("kept"));
    assert!(ran.err.contains("1 problem"), "{}", ran.err);
    assert!(ran.err.contains("the notes file has"), "{}", ran.err);
}
