//! Formats that programs write: what becomes of whole files, of broken ones, and of anything at all.
//!
//! `ONRECORD_BLESS=1 cargo test --test import_data` writes what is expected anew; read the difference. The samples of
//! others are no part of the project: where `$ONRECORD_SAMPLES` names their folder they are read too.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::path::{Path, PathBuf};

use onrecord::model::{Severity, Transcript};
use onrecord::store::import::{self, Given, IMPORTERS, Import, Imported, Joining, Text};
use onrecord::store::input::{self, Input, Opening};
use onrecord::store::{source, transcript};
use proptest::prelude::*;
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/data")
}

fn text_of(path: &Path) -> String {
    input::read(&Input::File(path.to_owned()), Opening::default()).unwrap()
}

fn imported(path: &Path, joining: Joining) -> Imported {
    let text = text_of(path);
    let given = Given::new(&text);
    let importer = import::recognise(Some(path), &given).unwrap();
    let one = [Text {
        importer,
        name: "",
        given: &given,
    }];
    let import = Import {
        joining,
        namings: Vec::new(),
    };
    import::import(&one, &import).unwrap()
}

/// Files in a folder with these endings, sorted.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            endings.contains(&&*ending)
        })
        .collect();
    files.sort();
    files
}

fn lints(imported: &Imported) -> Transcript {
    let transcript = transcript::load(&imported.yaml);
    assert_eq!(
        transcript.count(Severity::Problem),
        0,
        "{:?}\n{}",
        transcript.problems(),
        imported.yaml
    );
    transcript
}

#[test]
fn every_file_becomes_what_is_expected_with_its_account() {
    for path in files(&folder(), &["json", "html", "csv", "tsv"]) {
        let imported = imported(&path, Joining::default());
        lints(&imported);
        let accounts = imported.accounts.iter().flat_map(|a| a.lines());
        let told: Vec<String> = accounts
            .chain([import::speakers_line(&imported.speakers)])
            .map(|line| format!("# {line}\n"))
            .collect();
        let made = told.concat() + &imported.yaml;
        let expected = path.with_extension(format!(
            "{}.yaml",
            path.extension().unwrap().to_string_lossy()
        ));
        if std::env::var_os("ONRECORD_BLESS").is_some() {
            fs::write(&expected, &made).unwrap();
        } else {
            let expected = fs::read_to_string(&expected).unwrap();
            assert_eq!(made, expected, "{}", path.display());
        }
    }
}

/// The letters of a text without its white space.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

fn letters_of(transcript: &Transcript) -> String {
    transcript
        .turns()
        .map(|t| letters(t.text().raw()))
        .collect()
}

/// All words of a JSON file as its segments or utterances have them, else as its words do.
fn words_in(value: &Value) -> String {
    let texts = |list: &Value, name: &str| {
        let items = list.as_array().cloned().unwrap_or_default();
        let texts = items
            .iter()
            .filter_map(|i| Some(letters(i[name].as_str()?)));
        texts.collect::<String>()
    };
    let first = [
        texts(&value["segments"], "text"),
        texts(&value["segments"], "body"),
        texts(&value["utterances"], "text"),
        texts(&value["results"]["utterances"], "transcript"),
    ];
    let channels = value["results"]["channels"].as_array();
    let heard = channels.into_iter().flatten().filter_map(|c| {
        let text = c["alternatives"][0]["transcript"].as_str();
        text.map(letters)
    });
    let heard: String = heard.collect();
    let mut all = first.into_iter().chain([heard]);
    all.find(|text| !text.is_empty()).unwrap()
}

#[test]
fn the_words_of_other_peoples_files_stay_letter_for_letter() {
    let Some(samples) = std::env::var_os("ONRECORD_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: ONRECORD_SAMPLES does not name the folder with the samples");
        return;
    };
    let folders = [
        "deepgram-assemblyai-whisper",
        "whisperx",
        "podcast-namespace",
    ];
    let found = folders
        .iter()
        .flat_map(|f| files(&samples.join(f), &["json"]));
    let mut count = 0;
    for path in found {
        let value: Value = serde_json::from_str(&text_of(&path)).unwrap();
        for joining in [Joining::default(), Joining::Never] {
            let transcript = lints(&imported(&path, joining));
            assert_eq!(
                letters_of(&transcript),
                words_in(&value),
                "{}",
                path.display()
            );
        }
        count += 1;
    }
    assert!(count >= 7, "only {count} samples");
    let page = imported(
        &samples.join("podcast-namespace/example.html"),
        Joining::default(),
    );
    assert_eq!(lints(&page).turn_count(), 10);
}

#[test]
fn a_school_board_is_cut_where_its_speakers_change() {
    let Some(samples) = std::env::var_os("ONRECORD_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: ONRECORD_SAMPLES does not name the folder with the samples");
        return;
    };
    let imported = imported(&samples.join("whisperx/school-board.json"), Joining::Never);
    let transcript = lints(&imported);
    let turn = |words: &str| {
        let turn = transcript
            .turns()
            .find(|t| t.text().raw() == words)
            .unwrap();
        let speaker = transcript.speaker(turn.speaker()).name.raw().to_owned();
        format!(
            "{speaker} {}-{}",
            turn.start().unwrap(),
            turn.end().unwrap()
        )
    };
    assert_eq!(turn("Director"), "Speaker 11 1:09.758-1:10.138");
    assert_eq!(turn("Geary."), "Speaker 2 1:10.178-1:10.478");
    assert_eq!(imported.accounts[0].noted[0].count, 2);
}

#[test]
fn files_that_are_cut_off_anywhere_are_told_or_read_as_far_as_they_go() {
    for path in files(&folder(), &["json", "html", "csv", "tsv"]) {
        let text = text_of(&path);
        let cuts = (0..text.len()).filter(|at| text.is_char_boundary(*at));
        for cut in cuts.step_by(7) {
            let short = &text[..cut];
            if short.trim().is_empty() {
                continue;
            }
            match source::load(&Input::File(path.clone()), short) {
                Ok(read) => assert_eq!(read.count(Severity::Problem), 0, "{short}"),
                Err(problem) => assert!(problem.hint.is_some(), "{}", problem.what),
            }
            let is_json = path.extension().is_some_and(|e| e == "json");
            let whole = short.trim_end().len() == text.trim_end().len();
            if is_json && !whole {
                let problem = source::load(&Input::File(path.clone()), short).unwrap_err();
                assert!(
                    problem.place.is_some(),
                    "{}: {}",
                    path.display(),
                    problem.what
                );
            }
        }
    }
}

#[test]
fn a_file_of_the_wrong_name_is_read_as_what_it_is() {
    let folder = folder();
    for (name, format) in [
        ("whisperx.json", "whisper"),
        ("deepgram-words.json", "deepgram"),
        ("assemblyai.json", "assemblyai"),
        ("podcast.json", "podcast"),
        ("podcast.html", "podcast-html"),
        ("whisper.tsv", "csv"),
        ("table.csv", "csv"),
    ] {
        let text = text_of(&folder.join(name));
        let given = Given::new(&text);
        for called in [
            None,
            Some("a.txt"),
            Some("a.vtt"),
            Some("a.json"),
            Some("a.csv"),
            Some("a.yaml"),
        ] {
            let found = import::recognise(called.map(Path::new), &given).unwrap();
            assert_eq!(found.name, format, "{name} called {called:?}");
        }
    }
    for own in [
        "turns:\n- {speaker: Ana, text: No.}",
        "{turns: [{speaker: Ana, text: No.}]}",
        "{\"calls\": [{\"turns\": [{\"speaker\": \"Ana\", \"text\": \"No.\"}]}]}",
    ] {
        for called in ["a.json", "a.yaml", "a.csv"] {
            let read = source::load(&Input::File(called.into()), own).unwrap();
            assert_eq!(letters_of(&read), "No.", "{own} called {called}");
        }
    }
}

#[test]
fn every_json_format_is_among_the_shapes_that_are_told() {
    let given = Given::new("[7]");
    let hint = |name: &str| {
        let importer = import::named(name).unwrap();
        (importer.read)(&given).unwrap_err().hint.unwrap()
    };
    let json = IMPORTERS.iter().filter(|i| i.endings.contains(&"json"));
    for importer in json.clone() {
        for other in json.clone() {
            assert!(hint(importer.name).contains(other.name));
        }
    }
}

/// Any JSON, of the names that importers know.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "segments",
        "text",
        "start",
        "end",
        "words",
        "word",
        "speaker",
        "body",
        "startTime",
        "results",
        "channels",
        "alternatives",
        "transcript",
        "utterances",
        "status",
        "audio_url",
        "language",
        "offsets",
        "channel",
        "turns",
        "error",
        "punctuated_word",
        "transcription",
        "language_code",
        "chapters",
        "version",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0_u32..100_000).prop_map(|n| json!(f64::from(n) / 1000.0)),
        "[a-c \\n\"|\u{1b}\u{202e}é]{0,6}".prop_map(Value::from),
        Just(json!("completed")),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|members| members
                .into_iter()
                .map(|(n, v)| (n.to_owned(), v))
                .collect()),
        ]
    })
}

/// What an importer makes of a text has no faults; else it says one thing, in clean words.
fn one_clear_problem(given: &Given<'_>) {
    for importer in IMPORTERS {
        let one = [Text {
            importer,
            name: "",
            given,
        }];
        match import::import(&one, &Import::default()) {
            Ok(imported) => {
                lints(&imported);
                let lines = imported.accounts[0].lines().concat();
                assert!(!lines.contains(['\u{1b}', '\u{202e}']), "{lines}");
            }
            Err(problem) => {
                assert!(problem.hint.is_some(), "{}", problem.what);
                let told = problem.message("");
                assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_json_is_read_or_told(value in any_json()) {
        one_clear_problem(&Given::new(&value.to_string()));
    }

    #[test]
    fn any_segments_are_read_or_told(items in prop::collection::vec(any_json(), 0..5)) {
        let texts: Vec<Value> = items.iter().map(|i| json!({ "text": i, "start": i, "end": 1.5, "words": items })).collect();
        for value in [
            json!({ "segments": texts }),
            json!({ "utterances": texts, "status": "completed", "audio_url": "x" }),
            json!({ "text": "a b", "words": items, "audio_url": items }),
            json!({ "results": { "channels": [{ "alternatives": [{ "transcript": "a b", "words": items }] }] } }),
            json!({ "results": { "utterances": items } }),
            json!({ "segments": [{ "body": "a", "startTime": items }, items] }),
        ] {
            one_clear_problem(&Given::new(&value.to_string()));
        }
    }

    #[test]
    fn any_page_and_any_table_are_read_or_told(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "<cite>", "</cite>", "<p>", "</p>", "<time>", "1:02", "<br>", "Ana:", "&lt;", "<script>", "<!--", "-->", "text", ",",
                "\t", "\n", "\"", "speaker", "start", "end", " ", "\u{1b}", "\u{202e}", "\r", "7", "<title>", "sep=;\n",
            ]),
            0..40,
        )
    ) {
        one_clear_problem(&Given::new(&parts.concat()));
    }
}
