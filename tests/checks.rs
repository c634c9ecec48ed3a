//! Drafts of all forms, checked by the binary: what it lists, says, keeps and ends with; and what holds for any words.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use onrecord::model::{OutsideStr, Transcript};
use onrecord::store::transcript;
use onrecord::text::check::check;
use onrecord::text::check::draft::{Draft, Form};
use onrecord::text::check::verdict::{Side, Verdict};
use proptest::prelude::*;
use serde_json::Value;

/// What the program printed, told and ended with.
fn ran(arguments: &[&str], input: &str) -> (String, String, Option<i32>) {
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.args(arguments).current_dir("tests/drafts");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let out = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(out.stdout), text(out.stderr), out.status.code())
}

const DRAFTS: [&str; 3] = ["draft.md", "draft.html", "draft.txt"];

#[test]
fn drafts_of_all_forms_get_their_verdicts() {
    for draft in DRAFTS {
        let (out, err, code) = ran(&["check", draft, "--against", "harbour.yaml"], "");
        insta::assert_snapshot!(format!("check-{draft}"), format!("{out}---\n{err}"));
        assert_eq!(code, Some(1));
    }
    let arguments = [
        "check",
        "draft.html",
        "--markdown",
        "--against",
        "harbour.yaml",
    ];
    insta::assert_snapshot!("check-markdown", ran(&arguments, "").0);
}

/// What papers do: Russian and German ones, and a page with footnotes and a dialogue.
#[test]
fn drafts_as_papers_write_them_get_their_verdicts() {
    for (draft, against) in [
        ("port.md", "port.yaml"),
        ("hafen.md", "hafen.yaml"),
        ("apollo13.html", "../../data/apollo13.yaml"),
    ] {
        let (out, err, code) = ran(&["check", draft, "--against", against], "");
        insta::assert_snapshot!(format!("check-{draft}"), format!("{out}---\n{err}"));
        assert_eq!(code, Some(1));
    }
}

#[test]
fn programs_read_a_list_with_every_field() {
    let mut arguments = vec!["check", "--json", "--against", "harbour.yaml", "--"];
    arguments.extend(DRAFTS);
    let (out, _, code) = ran(&arguments, "");
    assert_eq!(code, Some(1));
    let all: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert!(all.len() >= 60, "{}", all.len());
    for name in [
        "id",
        "file",
        "line",
        "column",
        "quotation",
        "verdict",
        "of",
        "attributed_to",
        "said_by",
        "against",
        "call",
        "turn",
        "words",
    ] {
        assert!(all.iter().all(|q| q.get(name).is_some()), "{name}");
    }
    let names: Vec<&str> = Verdict::ALL.iter().map(|v| v.name()).collect();
    assert!(
        all.iter()
            .all(|q| names.contains(&q["verdict"].as_str().unwrap()))
    );
    let first = &all[0];
    assert_eq!(first["verdict"], "verbatim");
    assert_eq!(first["of"], "translation");
    assert_eq!(first["attributed_to"], "Ana Petrov");
    assert_eq!(first["said_by"], "Ana Petrov");
    assert_eq!(
        (&first["line"], &first["column"]),
        (&Value::from(3), &Value::from(23))
    );
}

#[test]
fn right_ones_end_well_and_what_is_agreed_to_is_kept_beside_the_draft() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let draft = path.to_str().unwrap();
    let against = ["--against", "harbour.yaml"];
    fs::write(&path, "“You need to solve only one thing,” said Ana.").unwrap();
    let (_, err, code) = ran(&["check", draft, against[0], against[1]], "");
    assert_eq!((err.as_str(), code), ("", Some(0)));
    fs::write(&path, "Ana: “You need to solve only two things.”").unwrap();
    let (out, ..) = ran(&["check", draft, "--json", against[0], against[1]], "");
    let all: Vec<Value> = serde_json::from_str(&out).unwrap();
    let id = all[0]["id"].as_str().unwrap();
    let (_, err, code) = ran(
        &["check", draft, "--accept", "zzz", against[0], against[1]],
        "",
    );
    assert!(err.contains("no quotation is called zzz"), "{err}");
    assert_eq!(code, Some(2));
    let (out, _, code) = ran(
        &["check", draft, "--accept", id, against[0], against[1]],
        "",
    );
    assert!(out.contains("altered, accepted"), "{out}");
    assert_eq!(code, Some(0));
    fs::write(
        &path,
        "More before it.\n\nAna: “You need to solve only two things.”",
    )
    .unwrap();
    assert_eq!(
        ran(&["check", draft, against[0], against[1]], "").2,
        Some(0)
    );
    fs::write(&path, "Ana: “You need to solve only three things.”").unwrap();
    assert_eq!(
        ran(&["check", draft, against[0], against[1]], "").2,
        Some(1)
    );
}

#[test]
fn what_cannot_be_checked_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let none = write("none.md", b"Nobody is quoted.");
    let open = write(
        "open.md",
        "One\n\nand “never ends. “We only have one problem” is".as_bytes(),
    );
    let binary = write("a.docx", b"PK\0\0");
    for (draft, against, message, ends) in [
        (none.as_str(), "harbour.yaml", "has no quotation", 1),
        (
            &open,
            "harbour.yaml",
            ":3:5: a quotation begins here and never ends",
            1,
        ),
        (&binary, "harbour.yaml", "is a binary file, not text", 2),
        ("no.md", "harbour.yaml", "there is no such file", 2),
        ("draft.md", "no.yaml", "there is no such file", 2),
    ] {
        let (_, err, code) = ran(&["check", draft, "--against", against], "");
        assert!(err.contains(message), "{message}: {err}");
        assert_eq!(err.matches("onrecord:").count(), 1, "{err}");
        assert_eq!(code, Some(ends), "{message}");
    }
    for turns in [
        "{speaker: a, text: '...'}",
        "{event: a door slams}, {gap: an hour is missing}, {speaker: a, text: '[inaudible] – [laughs]'}",
    ] {
        let blank = write("b.yaml", format!("turns: [{turns}]").as_bytes());
        let (_, err, code) = ran(&["check", "draft.md", "--against", &blank], "");
        assert!(err.contains("has no words to check against"), "{err}");
        assert_eq!(code, Some(2));
    }
    let (out, ..) = ran(
        &["check", "-", "--against", "harbour.yaml"],
        "Ana: “We only have one problem.”",
    );
    assert!(
        out.starts_with("standard input: 1 quotation: 1 verbatim"),
        "{out}"
    );
}

#[test]
fn of_several_transcripts_the_best_counts_and_the_others_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.yaml");
    let text = fs::read_to_string("tests/drafts/harbour.yaml").unwrap();
    fs::write(&path, text.replace("only one thing", "only a single thing")).unwrap();
    let other = path.to_str().unwrap();
    let draft = "Ana: “You need to solve only a single thing.”";
    let (out, _, code) = ran(&["check", "-", "--against", "harbour.yaml", other], draft);
    assert_eq!(code, Some(0), "{out}");
    assert!(
        out.contains("harbour.yaml: altered: “You need to solve only one thing.”"),
        "{out}"
    );
}

fn harbour() -> Transcript {
    transcript::load(&fs::read_to_string(Path::new("tests/drafts/harbour.yaml")).unwrap())
}

fn verdicts(transcript: &Transcript, draft: &str) -> Vec<Verdict> {
    let draft = Draft::read(OutsideStr::new(draft), Form::Text);
    let report = check(&draft, &[transcript], true, &mut |_, _| {
        ControlFlow::Continue(())
    });
    report
        .unwrap()
        .quotations
        .iter()
        .map(|q| q.verdict)
        .collect()
}

/// The most misquoted sentence of the sample, and other words that only contractions tell from it.
#[test]
fn contractions_are_found_and_are_altered() {
    let draft =
        "“Houston, we have a problem,” Lovell said. “We are looking at it.” “I do not know.”";
    let arguments = [
        "check",
        "-",
        "--json",
        "--against",
        "../../data/apollo13.yaml",
    ];
    let (out, ..) = ran(&arguments, draft);
    let all: Vec<Value> = serde_json::from_str(&out).unwrap();
    let told = |n: usize| (all[n]["verdict"].as_str(), all[n]["words"].as_str());
    assert_eq!(
        told(0),
        (Some("altered"), Some("Houston, we've had a problem."))
    );
    assert_eq!(told(1), (Some("altered"), Some("We're looking at it.")));
    assert_eq!(
        verdicts(&harbour(), "“I do not know.” “I don't know.”"),
        [Verdict::Altered, Verdict::Verbatim]
    );
}

/// Of the last paragraphs alone other words are contracted than of all: `not have` where that was `do not` and `have`.
#[test]
fn a_contraction_over_two_paragraphs_is_no_word_of_the_second() {
    let draft = "“We do\n\n“not have only one problem.”\n\n“We do\n\n“not have nothing.”";
    let verdicts = verdicts(&harbour(), draft);
    assert_eq!(verdicts, [Verdict::Altered, Verdict::NotFound]);
}

/// A paragraph that is right hides nothing of the one before: that is left open only where it is like nothing.
#[test]
fn a_wrong_first_paragraph_makes_the_quotation_wrong() {
    let transcript = transcript::load(
        "turns:\n  - {speaker: a, text: The lease ends in May. Nobody told the ministry about the pier.}\n  - {speaker: b, text: Is that so?}\n  - {speaker: a, text: We shall pay them on Monday morning.}\n",
    );
    for (first, last, verdict) in [
        (
            "The lease ends in June.",
            "Nobody told the ministry about the pier.",
            Verdict::Altered,
        ),
        (
            "The lease ends in.",
            "Nobody told the ministry about the pier.",
            Verdict::Altered,
        ),
        (
            "The lease ends in May.",
            "We shall pay them on Monday morning.",
            Verdict::Spliced,
        ),
        (
            "It rains, he wrote to his sister",
            "We shall pay them on Monday morning.",
            Verdict::Verbatim,
        ),
    ] {
        let draft = format!("“{first}\n\n“{last}”");
        assert_eq!(verdicts(&transcript, &draft), [verdict], "{draft}");
    }
}

#[test]
fn turns_joined_at_a_single_word_are_spliced() {
    let transcript = transcript::load(
        "turns:\n  - {speaker: a, text: \"So, I mean, that's… yeah.\"}\n  - {speaker: b, text: Go on.}\n  - {speaker: a, text: \"Okay. Yeah, just… Another thing.\"}\n",
    );
    let draft = "“I mean, that's… yeah. Okay. Yeah, just… Another thing.” “I mean, that's… yeah… Okay. Yeah, just”";
    assert_eq!(
        verdicts(&transcript, draft),
        [Verdict::Spliced, Verdict::Spliced]
    );
}

#[test]
fn a_long_quotation_with_a_third_of_its_words_changed_is_altered() {
    let draft = "“We owed 1,200 crowns to Brenn in 2018, not to Rive, and it’s your view”\n\n“We owed them crowns then and gave it to Brenn in 2018”";
    assert_eq!(
        verdicts(&harbour(), draft),
        [Verdict::Altered, Verdict::NotFound]
    );
}

/// Too many words to be laid side by side as a whole.
#[test]
fn of_thousands_of_words_the_few_that_differ_are_found() {
    let words: Vec<String> = (0..7_000).map(|n| format!("w{} w{n}", n % 7)).collect();
    let transcript = transcript::load(&format!(
        "turns: [{{speaker: a, text: '{}'}}]",
        words.join(" ")
    ));
    let mut other = words.clone();
    other[3_500] = "never".to_owned();
    other[6_998].clear();
    for (words, verdict) in [(&words, Verdict::Verbatim), (&other, Verdict::Altered)] {
        let draft = Draft::read(
            OutsideStr::new(&format!("“{}”", words.join(" "))),
            Form::Text,
        );
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let report = check(&draft, &[&transcript], false, go_on).unwrap();
        let finding = report.quotations[0].finding.as_ref().unwrap();
        let differing = finding.difference.iter().filter(|c| c.side != Side::Both);
        let differing: Vec<&str> = differing.map(|c| c.words.raw()).collect();
        assert_eq!(finding.verdict, verdict);
        match verdict {
            Verdict::Altered => assert_eq!(differing, ["never", "w0 w3500", "w5 w6998"]),
            _ => assert!(differing.is_empty(), "{differing:?}"),
        }
    }
}

#[test]
fn who_spoke_may_be_said_within_the_marks() {
    let draft = "«Мы не против, — сказала Петрова. — Нам нужна одна подпись», — и всё.\n\n«Мы против, — сказала Петрова. — Нам нужна одна подпись».";
    assert_eq!(
        verdicts(&harbour(), draft),
        [Verdict::Verbatim, Verdict::Altered]
    );
}

#[test]
fn a_dialogue_in_a_block_quote_is_cut_at_its_names() {
    let draft = "> Ana: You need to solve only one thing.\n>\n> Ben: Which one?\n>\n> Ben: Harbour lease.\n";
    let draft = Draft::read(OutsideStr::new(draft), Form::Markdown);
    let transcript = harbour();
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let report = check(&draft, &[&transcript], true, go_on).unwrap();
    let told: Vec<Verdict> = report.quotations.iter().map(|q| q.verdict).collect();
    let right = [Verdict::Verbatim, Verdict::Verbatim, Verdict::Misattributed];
    assert_eq!(told, right);
}

/// The sample writes `O<sub>2</sub>`.
#[test]
fn lowered_letters_are_letters_of_their_word() {
    let words = "And, Jack, our O<sub>2</sub> quantity number 2 tank is reading zero";
    let other = words.replace("<sub>", "").replace("</sub>", "");
    let against = ["--against", "../../data/apollo13.yaml"];
    for draft in [words, &other] {
        let (out, ..) = ran(
            &["check", "-", against[0], against[1]],
            &format!("“{draft}.”"),
        );
        assert!(out.contains("1 verbatim"), "{out}");
    }
}

#[test]
fn another_spelling_is_told_as_one() {
    let transcript = transcript::load(
        "turns: [{speaker: a, text: 'Всё это было на Мюллерштрассе, у Müller in der Straße.'}]",
    );
    assert_eq!(
        verdicts(&transcript, "“Все это было.” “у Mueller in der Strasse”"),
        [Verdict::Altered, Verdict::Altered]
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    fs::write(&path, "turns: [{speaker: a, text: 'Всё это было.'}]").unwrap();
    let arguments = ["check", "-", "--against", path.to_str().unwrap()];
    let (out, ..) = ran(&arguments, "«Все это было»");
    assert!(out.contains("- spelt otherwise: “Все” for “Всё”"), "{out}");
    assert!(!out.contains("name") && !out.contains("capitals"), "{out}");
}

#[test]
fn a_speaker_s_nickname_is_no_quotation() {
    let draft = "John L. \"Jack\" Swigert said: “I believe we've had a problem here.”\n\n“Okay. Stand by,” said John L. “Jack” Swigert.";
    let arguments = [
        "check",
        "-",
        "--all",
        "--against",
        "../../data/apollo13.yaml",
    ];
    let (out, _, code) = ran(&arguments, draft);
    assert!(out.contains("2 quotations: 2 verbatim"), "{out}");
    assert_eq!(code, Some(0));
}

/// A writer's brackets that stand for a negation change what was said.
#[test]
fn brackets_in_place_of_a_negation_are_called_out() {
    let draft = "“I [do] know. We paid”";
    let (out, ..) = ran(&["check", "-", "--against", "harbour.yaml"], draft);
    assert!(out.contains("altered"), "{out}");
    assert!(
        out.contains("a negation is changed: “[do]” for “don’t”"),
        "{out}"
    );
}

#[test]
fn brackets_hide_no_words() {
    let transcript = transcript::load(
        "turns: [{speaker: a, text: 'He is not guilty, and I did [not] [laughs] go there. It cost €5 million. Will you pay?'}]",
    );
    for (draft, verdict) in [
        ("He is [sic] guilty", Verdict::Altered),
        ("He is not [sic] guilty", Verdict::Edited),
        ("He is [really] guilty", Verdict::Altered),
        ("He is [never] guilty", Verdict::Edited),
        ("It [will not] cost €5 million", Verdict::Edited),
        ("It cost €5 [billion]", Verdict::Edited),
        ("cost €5 [billion]. Will", Verdict::Altered),
        ("and [she] did go there", Verdict::Altered),
        ("It cost €[2]5 million", Verdict::Edited),
        ("Will you pay,", Verdict::Altered),
        ("Will you pay", Verdict::Verbatim),
    ] {
        assert_eq!(
            verdicts(&transcript, &format!("“{draft}”")),
            [verdict],
            "{draft}"
        );
    }
}

const WORDS: [&str; 8] = [
    "one", "harbour", "lease", "paid", "the", "March", "never", "crowns",
];

/// Turns of words, and whether each is cut in two.
fn turns() -> impl Strategy<Value = Vec<(Vec<usize>, usize)>> {
    prop::collection::vec(
        (prop::collection::vec(0..WORDS.len(), 8..20), 1..7usize),
        1..6,
    )
}

fn spoken(turns: &[(Vec<usize>, usize)], cut: bool) -> Transcript {
    let mut yaml = String::from("turns:\n");
    for (n, (words, at)) in turns.iter().enumerate() {
        let words: Vec<&str> = words.iter().map(|w| WORDS[*w]).collect();
        let parts = if cut {
            vec![&words[..*at], &words[*at..]]
        } else {
            vec![&words[..]]
        };
        for part in parts {
            yaml.push_str(&format!(
                "  - {{speaker: s{}, text: {}}}\n",
                n % 2,
                part.join(" ")
            ));
        }
    }
    transcript::load(&yaml)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_passage_cut_from_a_turn_is_verbatim_and_with_another_word_it_is_not(
        turns in turns(), which in 0..6usize, from in 0..5usize, place in 0..3usize,
    ) {
        let words: Vec<&str> = turns[which % turns.len()].0[from..from + 3].iter().map(|w| WORDS[*w]).collect();
        let transcript = spoken(&turns, false);
        prop_assert_eq!(verdicts(&transcript, &format!("“{}”", words.join(" "))), [Verdict::Verbatim]);
        let mut changed = words.clone();
        changed[place] = "zeppelin";
        let verdict = verdicts(&transcript, &format!("“{}”", changed.join(" ")));
        prop_assert!(!verdict[0].is_right(), "{verdict:?}");
    }

    #[test]
    fn how_turns_of_one_speaker_are_cut_changes_no_verdict(
        turns in turns(), picked in prop::collection::vec(0..WORDS.len(), 3..12), gap in 0..12usize,
        which in 0..6usize,
    ) {
        let own = &turns[which % turns.len()].0;
        let mut words: Vec<&str> = own.iter().map(|w| WORDS[*w]).collect();
        words.insert(gap.min(words.len()), "…");
        let made: Vec<&str> = picked.iter().map(|w| WORDS[*w]).collect();
        let draft = format!("“{}”\n\n“{}”", words[1..].join(" "), made.join(" "));
        prop_assert_eq!(verdicts(&spoken(&turns, false), &draft), verdicts(&spoken(&turns, true), &draft));
    }
}

#[test]
fn nothing_in_a_draft_or_transcript_acts_on_a_terminal() {
    let draft = "Ana: “We only \u{1b}[31mhave\u{202e} one problem”";
    for option in ["--json", "--markdown", "--all"] {
        let (out, ..) = ran(&["check", "-", option, "--against", "harbour.yaml"], draft);
        assert!(!out.contains(['\u{1b}', '\u{202e}']), "{out:?}");
    }
    assert_eq!(
        verdicts(&harbour(), "Ana: “We only ha\u{ad}ve one problem”"),
        [Verdict::Verbatim]
    );
}
