//! What is taken out and brought back is the same: every field, every letter.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use onrecord::model::{Severity, Time, Transcript, TurnRef};
use onrecord::store::export::{self, Work};
use onrecord::store::import::{self, Given, Import, Joining, Text};
use onrecord::store::noted;
use onrecord::store::notes;
use onrecord::store::sample::Sample;
use onrecord::store::transcript;
use onrecord::store::whole::{
    Aside, Call, Coverage, Dispute, Entry, Fidelity, Layer, Note, Noted, Now, On, Part, Quote,
    Remark, RemarkKind, Source, Speaker, Turn, Whole,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// JSON to a transcript file and a notes file.
fn imported(json: &str) -> (String, Option<String>) {
    let given = Given::new(json);
    let text = Text {
        importer: import::recognise(None, &given).expect("it says what it is"),
        name: "",
        given: &given,
    };
    let imported = import::import(&[text], &Import::default()).unwrap();
    let notes = imported.notes.to_text(Some("talk.yaml"), &imported.yaml);
    (imported.yaml, notes.unwrap())
}

/// A transcript file and a notes file to JSON.
fn exported(yaml: &str, notes: Option<&str>) -> String {
    let transcript = transcript::load(yaml);
    let problems: Vec<_> = transcript
        .problems()
        .iter()
        .filter(|p| p.severity == Severity::Problem)
        .collect();
    assert!(problems.is_empty(), "{problems:?}\n{yaml}");
    let book = notes::read(notes.unwrap_or_default().to_owned());
    assert!(book.problems().is_empty(), "{:?}", book.problems());
    let notes = noted::place(&book, yaml, &transcript);
    let mut work = Work::new(&transcript, &notes);
    work.book = Some(&book);
    (export::named("json").unwrap().write)(&work).unwrap().text
}

/// What is read back of a file, without what is there for programs only.
fn told(json: &str) -> [Value; 2] {
    let mut value: Value = serde_json::from_str(json).unwrap();
    for call in value["transcript"]["calls"].as_array_mut().unwrap() {
        for turn in call["turns"].as_array_mut().unwrap() {
            let turn = turn.as_object_mut().unwrap();
            turn.shift_remove("number");
            turn.shift_remove("taken_as");
        }
    }
    for quote in value["transcript"]
        .get_mut("quotes")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        quote.as_object_mut().unwrap().shift_remove("stands");
    }
    let notes = value
        .get("notes")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let notes: Vec<Value> = notes
        .into_iter()
        .map(|noted| noted["note"].clone())
        .collect();
    [value["transcript"].clone(), notes.into()]
}

/// Letters that break things.
fn text() -> BoxedStrategy<String> {
    prop_oneof![
        "[a-zé ]{0,12}",
        "(?s).{0,8}",
        prop::collection::vec(
            prop::sample::select(vec![
                "a",
                " ",
                "\n",
                "\r",
                "\t",
                "\u{1b}[31m",
                "\u{202e}",
                "\u{2028}",
                "\u{7f}",
                "\u{85}",
                "\u{feff}",
                "\u{e0041}",
                "…",
                "\"",
                "'",
                "\\",
                ": ",
                " #",
                "- ",
                "|",
                "&",
                "*",
                "!",
                "%",
                "@",
                "`",
                "{",
                "]",
                "no",
                "1e3",
                "0123",
                "12:30",
                "null",
                "~",
                "👩‍🚀",
                "e\u{301}",
                "שלום",
                "---",
                "...",
                "<b>",
            ]),
            0..8
        )
        .prop_map(|parts| parts.concat()),
    ]
    .boxed()
}

fn words() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("x{text}"))
}

fn maybe<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(of)
}

fn date() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["2024", "2024-02", "2024-02-29", "0001-01-01"])
        .prop_map(str::to_owned)
}

fn time() -> impl Strategy<Value = onrecord::store::whole::Seconds> {
    (0..400_000_000_u64).prop_map(|millis| onrecord::model::Time(millis).into())
}

fn speaker() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["ana", "=b: \u{1b}", "no"]).prop_map(str::to_owned)
}

fn disputes() -> BoxedStrategy<Vec<Dispute>> {
    let dispute = (text(), text(), maybe(text()));
    let dispute = dispute.prop_map(|(by, says, note)| Dispute { by, says, note });
    prop::collection::vec(dispute, 0..2).boxed()
}

fn turn() -> BoxedStrategy<Turn> {
    let fidelity = prop::sample::select(vec![
        Fidelity::Verbatim,
        Fidelity::Translation,
        Fidelity::Paraphrase,
    ]);
    let who = (speaker(), prop::collection::vec(speaker(), 0..3));
    let place = (
        maybe(time()),
        maybe(time()),
        maybe(1..9_u32),
        maybe(1..9_u32),
    );
    let how = (maybe(text()), maybe(fidelity), maybe(text()));
    (who, place, how, words(), maybe(text()))
        .prop_map(
            |((speaker, to), (start, end, page, line), (manner, fidelity, via), text, original)| {
                Turn {
                    number: None,
                    speaker,
                    to,
                    start,
                    end,
                    page,
                    line,
                    manner,
                    fidelity,
                    taken_as: None,
                    via,
                    text,
                    original,
                }
            },
        )
        .boxed()
}

fn entry() -> BoxedStrategy<Entry> {
    let aside = || words().prop_map(|text| Aside { text, by: None });
    let remark = (words(), maybe(text())).prop_map(|(text, by)| Aside { text, by });
    prop_oneof![
        4 => turn().prop_map(|turn| Entry::Turn(Box::new(turn))),
        1 => aside().prop_map(Entry::Event),
        1 => aside().prop_map(Entry::Gap),
        1 => remark.prop_map(Entry::Remark),
    ]
    .boxed()
}

fn call(id: &'static str) -> BoxedStrategy<Call> {
    let about = (
        maybe(text()),
        maybe(date()),
        maybe(text()),
        maybe(text()),
        maybe(time()),
    );
    let more = (maybe(text()), any::<bool>(), maybe(text()), disputes());
    let turns = (turn(), prop::collection::vec(entry(), 0..6));
    (about, more, turns)
        .prop_map(
            move |(
                (title, date, medium, language, duration),
                (clock, excerpts, via, disputed),
                (first, rest),
            )| Call {
                id: id.to_owned(),
                title,
                date,
                medium,
                language,
                duration,
                clock,
                coverage: if excerpts {
                    Coverage::Excerpts
                } else {
                    Coverage::Full
                },
                via,
                disputed,
                turns: std::iter::once(Entry::Turn(Box::new(first)))
                    .chain(rest)
                    .collect(),
            },
        )
        .boxed()
}

/// Quotes of whole turns' words, in order: those stand where they stand, whatever else is said.
fn quotes(calls: &[Call], labels: &[(Option<String>, Vec<String>, Option<String>)]) -> Vec<Quote> {
    let turns = calls.iter().flat_map(|call| {
        let turns = call.turns.iter().filter_map(|entry| match entry {
            Entry::Turn(turn) => Some(turn),
            Entry::Event(_) | Entry::Gap(_) | Entry::Remark(_) => None,
        });
        (1..)
            .zip(turns)
            .map(|(number, turn)| (call.id.clone(), number, turn))
    });
    let quotes = turns
        .zip(labels)
        .map(|((call, number, turn), (label, codes, comment))| Quote {
            call,
            turn: number,
            speaker: turn.speaker.clone(),
            text: turn.text.clone(),
            label: label.clone(),
            codes: codes.clone(),
            comment: comment.clone(),
            stands: Vec::new(),
        });
    quotes.collect()
}

fn on() -> BoxedStrategy<On> {
    let part = (
        1..9_u32,
        speaker(),
        maybe(time()),
        words(),
        text(),
        text(),
        0..9_usize,
        any::<bool>(),
    );
    let part = part.prop_map(
        |(turn, speaker, start, exact, prefix, suffix, at, original)| Part {
            turn,
            speaker,
            start,
            at: [at, at + exact.len()],
            exact,
            prefix,
            suffix,
            layer: if original {
                Layer::Original
            } else {
                Layer::Text
            },
        },
    );
    let call = || Some("one".to_owned());
    prop_oneof![
        Just(On::default()),
        speaker().prop_map(|speaker| On {
            speaker: Some(speaker),
            ..On::default()
        }),
        Just(On {
            call: call(),
            ..On::default()
        }),
        (1..9_u32, maybe(speaker()), maybe(text())).prop_map(move |(turn, speaker, exact)| On {
            call: call(),
            turn: Some(turn),
            speaker,
            exact,
            passage: None,
        }),
        prop::collection::vec(part, 1..3).prop_map(move |parts| On {
            call: call(),
            passage: Some(parts),
            ..On::default()
        }),
    ]
    .boxed()
}

fn other() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Value::from),
            prop::collection::vec((words(), inner), 1..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
    .boxed()
}

fn note() -> BoxedStrategy<Note> {
    let now = (on(), 0..=100_u8, maybe(text())).prop_map(|(on, score, confirmed)| Now {
        on,
        score: f64::from(score) / 100.0,
        confirmed,
    });
    let about = (maybe(text()), maybe(text()), on(), maybe(now));
    let codes = prop::collection::vec(text(), 0..3);
    let note = (about, codes, text(), maybe((words(), other())));
    note.prop_map(|((changed, author, on, now), codes, text, other)| Note {
        id: String::new(),
        created: String::new(),
        changed,
        author,
        on,
        now,
        codes,
        text,
        others: other.into_iter().collect(),
    })
    .boxed()
}

fn notes() -> BoxedStrategy<Vec<Noted>> {
    let numbered = |(at, note): (usize, Note)| Noted {
        state: None,
        score: None,
        stands: Vec::new(),
        note: Note {
            id: format!("N{at}"),
            created: format!("2026-11-22T18:0{at}:00Z"),
            ..note
        },
    };
    prop::collection::vec(note(), 0..4)
        .prop_map(move |notes| notes.into_iter().enumerate().map(numbered).collect())
        .boxed()
}

prop_compose! {
    fn whole()(
        head in (maybe(text()), maybe(date()), maybe(text()), maybe(text()), maybe(text())),
        source in maybe((maybe(text()), maybe(text()), maybe(date()), maybe(text()))),
        lists in (prop::collection::vec(text(), 0..3), disputes()),
        people in prop::collection::vec((text(), text(), maybe(text()), maybe(text()), prop::collection::vec(text(), 0..2)), 3),
        calls in (call("one"), maybe(call("two: #"))),
        labels in prop::collection::vec((maybe(text()), prop::collection::vec(text(), 0..2), maybe(text())), 0..4),
        remarks in prop::collection::vec((words(), maybe(text()), prop::sample::select(vec![RemarkKind::Comment, RemarkKind::Assessment, RemarkKind::Question])), 0..3),
        notes in notes(),
    ) -> Whole {
        let (title, published, language, summary, via) = head;
        let (one, two) = calls;
        let calls: Vec<Call> = std::iter::once(one).chain(two).collect();
        let ids = ["ana", "=b: \u{1b}", "no"];
        let speakers = ids.into_iter().zip(people);
        Whole {
            format: "onrecord-json/1".to_owned(),
            file: None,
            sha256: None,
            notes_on: None,
            transcript: onrecord::store::whole::Transcript {
                title,
                published,
                language,
                summary,
                source: source.map(|(name, url, date, note)| Source { name, url, date, note }),
                media: lists.0,
                disputed: lists.1,
                via,
                speakers: speakers.map(|(id, (name, initials, role, side, aliases))| Speaker {
                    id: id.to_owned(), name: Some(name), initials: Some(initials), role, side, aliases,
                }).collect(),
                quotes: quotes(&calls, &labels),
                calls,
                remarks: remarks.into_iter().map(|(text, by, kind)| Remark { kind, text, by }).collect(),
            },
            notes,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// From any model and notes to files and out again.
    #[test]
    fn json_loses_no_field_and_no_letter(whole in whole()) {
        let json = serde_json::to_string(&whole).unwrap();
        let (yaml, notes) = imported(&json);
        let again = exported(&yaml, notes.as_deref());
        prop_assert_eq!(told(&again), told(&json));
        prop_assert_eq!(imported(&again), (yaml, notes));
    }
}

/// The elements of a page.
const TAGS: [&str; 38] = [
    "!doctype",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "h1",
    "h2",
    "h3",
    "p",
    "dl",
    "div",
    "dt",
    "dd",
    "a",
    "strong",
    "ul",
    "ol",
    "li",
    "details",
    "summary",
    "nav",
    "section",
    "main",
    "figure",
    "figcaption",
    "svg",
    "g",
    "rect",
    "path",
    "article",
    "span",
    "mark",
    "i",
    "b",
    "footer",
];

/// What is wrong with a page as a whole: tags that are not ours, quotes that do not close.
fn wrong_in(page: &str) -> Option<&str> {
    let tags = page.match_indices('<').map(|(at, _)| &page[at + 1..]);
    tags.map(|rest| rest.split('>').next().unwrap_or(rest))
        .find(|tag| {
            let name = tag
                .split([' ', '/'])
                .find(|n| !n.is_empty())
                .unwrap_or_default();
            let known = TAGS.contains(&name.to_lowercase().as_str());
            let quotes = tag.matches('"').count() % 2 == 0;
            let attributes =
                tag.split('"').step_by(2).skip(1).all(|between| {
                    between.is_empty() || between == "/" || between.starts_with(' ')
                });
            !known || !quotes || !attributes
        })
}

#[test]
fn the_check_of_a_page_finds_what_is_wrong() {
    for (page, good) in [
        ("<p class=\"a\">b</p>", true),
        ("<rect x=\"1\"/>", true),
        ("<script>", false),
        ("<p class=\"a\"b\">", false),
        ("<p class=\"a\"onload=\"b\">", false),
    ] {
        assert_eq!(wrong_in(page).is_none(), good, "{page}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever a file and its notes say, nothing in an export acts.
    #[test]
    fn nothing_that_is_said_acts_in_an_export(whole in whole()) {
        let (yaml, notes) = imported(&serde_json::to_string(&whole).unwrap());
        let transcript = transcript::load(&yaml);
        let book = notes::read(notes.unwrap_or_default());
        let notes = noted::place(&book, &yaml, &transcript);
        let mut work = Work::new(&transcript, &notes);
        work.book = Some(&book);
        for exporter in export::EXPORTERS {
            // Players need one call with times.
            let Ok(written) = (exporter.write)(&work) else { continue };
            let acts = written.text.chars().find(|c| {
                c.is_control() && !matches!(c, '\n' | '\r')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}')
            });
            prop_assert_eq!(acts, None, "{}", exporter.name);
            if exporter.name == "html" {
                prop_assert_eq!(wrong_in(&written.text), None);
            }
        }
    }
}

/// Parts of two transcripts: what is said of them, their turns, quotes and remarks.
fn assert_same(one: &Transcript, other: &Transcript) {
    assert_eq!(one.outline(), other.outline());
    assert_eq!(one.quotes(), other.quotes());
    assert_eq!(one.remarks(), other.remarks());
    assert_eq!(one.len(), other.len());
    for (one, other) in one.turns().zip(other.turns()) {
        assert_eq!(one.text(), other.text());
        assert_eq!((one.index(), one.number()), (other.index(), other.number()));
        assert_eq!((one.start(), one.end()), (other.start(), other.end()));
    }
}

#[test]
fn the_samples_come_back_from_json_as_they_were() {
    let kinds = include_str!("pictures/kinds.yaml");
    let samples = Sample::all().iter().map(|s| s.text());
    for text in samples.chain([kinds, include_str!("exports/harbour.yaml")]) {
        let json = exported(text, None);
        let (yaml, _) = imported(&json);
        assert_same(&transcript::load(text), &transcript::load(&yaml));
        assert_eq!(told(&exported(&yaml, None)), told(&json));
    }
}

/// The notes' states, too, are what they were.
#[test]
fn a_transcript_and_its_notes_come_back_beside_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("onrecord"));
        command
            .stdin(Stdio::null())
            .args(arguments)
            .env("XDG_DATA_HOME", "/nowhere");
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let harbour = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports/harbour.yaml");
    let (code, ..) = run(&["export", harbour, "--to", "json", "-o", &at("all.json")]);
    assert_eq!(code, Some(0));
    let (code, _, told) = run(&["import", &at("all.json"), "-o", &at("back.yaml")]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("9 notes written"), "{told}");
    let states = |file: &str| -> Vec<Value> {
        let (_, json, _) = run(&["notes", file, "--json"]);
        let value: Value = serde_json::from_str(&json).unwrap();
        let notes = value["notes"]
            .as_array()
            .unwrap_or_else(|| value.as_array().unwrap());
        notes.clone()
    };
    assert_eq!(states(&at("back.yaml")), states(harbour));
    let notes = fs::read_to_string(at("back.notes.yaml")).unwrap();
    assert!(
        notes.contains("mood: {\"calm\": true, \"of\": 5}"),
        "{notes}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(at("back.notes.yaml"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let (code, _, told) = run(&["lint", &at("back.yaml")]);
    assert_eq!(code, Some(0), "{told}");
    // Notes are never written over, whatever is asked for; the transcript then stays, too.
    fs::write(at("back.notes.yaml"), "mine").unwrap();
    fs::write(at("back.yaml"), "mine").unwrap();
    let (code, _, told) = run(&["import", &at("all.json"), "-o", &at("back.yaml"), "--force"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("notes are never overwritten"), "{told}");
    assert_eq!(fs::read_to_string(at("back.yaml")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(at("back.notes.yaml")).unwrap(), "mine");
    // To standard output only the transcript goes, and that is said.
    let (_, _, told) = run(&["import", &at("all.json")]);
    assert!(told.contains("left out: 9 notes (with -o"), "{told}");
}

#[test]
fn json_that_cannot_be_read_back_says_why() {
    let whole = r#"{"format":"onrecord-json/1","transcript":{"speakers":[{"id":"a"}],"calls":[{"id":"c","turns":[TURNS]}]},"notes":[NOTES]}"#;
    let turn = r#"{"kind":"turn","speaker":"a","text":"b"}"#;
    for (turns, notes, says) in [
        (
            r#"{"kind":"turn","number":5,"speaker":"a","text":"b"}"#,
            "",
            "in call c, turn 5 stands where turn 1 should be",
        ),
        (
            r#"{"kind":"turn","speaker":"a","text":"b","colour":1}"#,
            "",
            "unknown field `colour`",
        ),
        (
            r#"{"kind":"turn","speaker":"a"}"#,
            "",
            "missing field `text`",
        ),
        (
            r#"{"kind":"turn","speaker":"a","text":"b","start":-1}"#,
            "",
            "a time must be",
        ),
        (
            turn,
            r#"{"note":{"id":"A","created":"x","on":{"turn":1}}}"#,
            "note A: `on` names a turn or a passage, but no call",
        ),
        (
            turn,
            r#"{"note":{"id":"A","created":"x","on":{}}},{"note":{"id":"A","created":"x","on":{}}}"#,
            "two notes have the id A",
        ),
    ] {
        let json = whole.replace("TURNS", turns).replace("NOTES", notes);
        let given = Given::new(&json);
        let text = Text {
            importer: import::named("json").unwrap(),
            name: "",
            given: &given,
        };
        let problem = import::import(&[text], &Import::default()).unwrap_err();
        assert!(problem.what.contains(says), "{}", problem.what);
        assert!(problem.hint.is_some());
    }
}

#[test]
fn json_opens_as_it_is_and_its_notes_are_not_forgotten() {
    let yaml = include_str!("exports/harbour.yaml");
    let json = exported(yaml, Some(include_str!("exports/harbour.notes.yaml")));
    let mut opened = Transcript::default();
    let input = onrecord::store::input::Input::Stdin;
    onrecord::store::source::parse(&input, &json, &Default::default(), &mut |part| {
        opened.add(part);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_same(&opened, &transcript::load(yaml));
    let told: Vec<&str> = opened.problems().iter().map(|p| p.what.as_str()).collect();
    assert_eq!(told, ["the notes in it, 9, are not shown"]);
}

/// Who speaks, when, and in what words.
type Said = (String, u64, u64, String);

/// Turns as players' files can hold them: words on one line, each with its end, no white space at ends or doubled.
fn said() -> BoxedStrategy<Vec<Said>> {
    let names = prop::sample::select(vec!["Ana Petrov", "Ben O'Neil-Ház", "محمد", "李"]);
    let words = prop::sample::select(vec![
        "we",
        "only",
        "<b>",
        "&amp;",
        "a<b",
        "[laughs]",
        "\"so\"",
        "don't",
        "…",
        "é",
        "👩\u{200d}🚀",
        "1",
        "#",
        "{x}",
        "--",
    ]);
    let words =
        prop::collection::vec(words, 1..6).prop_map(|words| format!("x {}", words.join(" ")));
    let turn = (names, 1..9_000_u64, 1..9_000_u64, words);
    prop::collection::vec(turn, 1..6)
        .prop_map(|turns| {
            let mut clock = 0;
            let turn = |(name, pause, length, words): (&str, u64, u64, String)| {
                let start = clock + pause;
                clock = start + length;
                (name.to_owned(), start, clock, words)
            };
            turns.into_iter().map(turn).collect()
        })
        .boxed()
}

/// From turns through a transcript and a player's file back to turns.
fn through(format: &str, said: &[Said]) -> Vec<Said> {
    let seconds = |millis: u64| millis as f64 / 1000.0;
    let turns = said.iter().map(|(name, start, end, words)| {
        json!({ "kind": "turn", "speaker": name, "start": seconds(*start), "end": seconds(*end), "text": words })
    });
    let turns: Vec<Value> = turns.collect();
    let names: BTreeSet<&str> = said.iter().map(|s| s.0.as_str()).collect();
    let speakers: Vec<Value> = names
        .into_iter()
        .map(|name| json!({ "id": name }))
        .collect();
    let whole = json!({
        "format": "onrecord-json/1",
        "transcript": { "speakers": speakers, "calls": [{ "id": "1", "turns": turns }] },
    });
    let (yaml, _) = imported(&whole.to_string());
    let transcript = transcript::load(&yaml);
    let work = Work::new(&transcript, &[]);
    let written = (export::named(format).unwrap().write)(&work).unwrap().text;
    let given = Given::new(&written);
    let text = Text {
        importer: import::named(format).unwrap(),
        name: "",
        given: &given,
    };
    let how = Import {
        joining: Joining::Never,
        ..Import::default()
    };
    let back = transcript::load(&import::import(&[text], &how).unwrap().yaml);
    let turn = |turn: TurnRef<'_>| {
        let name = back.speaker(turn.speaker()).name.raw().to_owned();
        let millis = |time: Option<Time>| time.map_or(0, |t| t.millis());
        let words = turn.text().raw().to_owned();
        (name, millis(turn.start()), millis(turn.end()), words)
    };
    back.turns().map(turn).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Names, times to the millisecond, and words.
    #[test]
    fn subtitles_come_back_as_turns(said in said()) {
        prop_assert_eq!(through("vtt", &said), said.clone());
        // SubRip has no escapes, so that a blank parts what players obey.
        let parted = |(name, start, end, words): Said| (name, start, end, words.replace("<b", "< b"));
        let expected: Vec<Said> = said.iter().cloned().map(parted).collect();
        prop_assert_eq!(through("srt", &said), expected);
    }
}
