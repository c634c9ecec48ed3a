use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{
    AsideKind, BatchBuilder, Call, CallIndex, Date, Dispute, EntryIndex, Fidelity, Head, Layer,
    NewAside, NewTurn, Outline, Outside, OutsideStr, Part, Speaker, SpeakerIndex, Stretch, Time,
    TurnNumber,
};

fn outside(text: &str) -> Option<Outside> {
    Some(Outside::new(text))
}

fn speaker(name: &str) -> Speaker {
    Speaker {
        id: Outside::new(name),
        name: Outside::new(name),
        initials: Outside::new("X"),
        role: outside("Envoy"),
        side: None,
        aliases: Vec::new(),
    }
}

fn unnamed() -> Call {
    Call {
        id: Outside::new("1"),
        ..Call::default()
    }
}

fn call() -> Call {
    Call {
        title: outside("Petrov – Ott"),
        date: Date::parse("2024-02-11"),
        ..unnamed()
    }
}

fn transcript(head: Head, call: Call, turns: &[NewTurn<'_>]) -> Transcript {
    let mut transcript = Transcript::default();
    transcript.add(Part::Outline(Arc::new(Outline {
        head,
        speakers: vec![speaker("Ana Petrov"), speaker("Ben Ott")],
        calls: vec![call],
    })));
    let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(0), TurnNumber(0));
    for turn in turns {
        if turn.text.raw().starts_with("~ ") {
            batch.aside(&NewAside {
                kind: AsideKind::Gap,
                text: OutsideStr::new(&turn.text.raw()[2..]),
                by: None,
            });
        } else {
            batch.turn(turn);
        }
    }
    transcript.add(Part::Batch(Arc::new(batch.build())));
    transcript
}

fn turn(speaker: u32, text: &str) -> NewTurn<'_> {
    NewTurn {
        speaker: SpeakerIndex(speaker),
        text: OutsideStr::new(text),
        ..NewTurn::default()
    }
}

fn at<'a>(start: &str, turn: NewTurn<'a>) -> NewTurn<'a> {
    NewTurn {
        start: Time::parse(start).ok(),
        ..turn
    }
}

/// All words of these entries.
fn whole(transcript: &Transcript, entries: &[usize], layer: Layer) -> Passage {
    let stretches = entries.iter().map(|entry| {
        let entry = EntryIndex(*entry);
        let turn = transcript.turn(entry).expect("a turn stands there");
        Stretch {
            entry,
            layer,
            bytes: 0..turn.layer(layer).len(),
        }
    });
    Passage {
        stretches: stretches.collect(),
    }
}

fn pieces(pieces: &[(usize, std::ops::Range<usize>)]) -> Passage {
    let stretches = pieces.iter().map(|(entry, bytes)| Stretch {
        entry: EntryIndex(*entry),
        layer: Layer::Text,
        bytes: bytes.clone(),
    });
    Passage {
        stretches: stretches.collect(),
    }
}

fn own(template: &str) -> Style {
    let template = Template::parse(&Outside::new(template)).expect("a template");
    Style::Own(Clean::ours("mine"), template)
}

fn cited(transcript: &Transcript, passage: &Passage, style: &Style) -> String {
    cite(transcript, passage, style).text.into_string()
}

/// Two speakers, a gap between them, the second in paraphrase.
fn two() -> Transcript {
    let turns = [
        at(
            "0:03",
            turn(0, "We only have one problem… [inaudible] the lease"),
        ),
        turn(0, "~ two minutes not published"),
        NewTurn {
            fidelity: Some(Fidelity::Paraphrase),
            ..at("2:40", turn(1, "He would pass the paper on."))
        },
        at("2:58", turn(0, "I don’t like the paper.")),
    ];
    transcript(Head::default(), call(), &turns)
}

#[test]
fn one_turn_in_each_style() {
    let talk = two();
    let one = whole(&talk, &[0], Layer::Text);
    for (style, text) in [
        (
            Style::Plain,
            "We only have one problem… [inaudible] the lease",
        ),
        (
            Style::Journalist,
            "\"We only have one problem… [inaudible] the lease,\" Ana Petrov, Petrov – Ott, 11 Feb 2024, 0:03",
        ),
        (
            Style::Scholar,
            "\"We only have one problem… [inaudible] the lease\" (Ana Petrov, Petrov – Ott, 11 Feb 2024, turn 1, 0:03)",
        ),
        (
            Style::Legal,
            "\"We only have one problem… [inaudible] the lease\" Petrov – Ott, 11 Feb 2024, turn 1 (Ana Petrov)",
        ),
        (
            Style::Markdown,
            "> We only have one problem… [inaudible] the lease\n>\n> — Ana Petrov, Petrov – Ott, 11 Feb 2024, 0:03",
        ),
        (
            own("{words} – {speaker} ({role}), {call}, {date}, {{{time}}}, turn {turn}"),
            "We only have one problem… [inaudible] the lease – Ana Petrov (Envoy), Petrov – Ott, 11 Feb 2024, {0:03}, turn 1",
        ),
    ] {
        assert_eq!(cited(&talk, &one, &style), text);
    }
}

#[test]
fn several_turns_name_each_speaker_and_what_lies_between() {
    let talk = two();
    let all = whole(&talk, &[0, 2, 3], Layer::Text);
    assert_eq!(
        cited(&talk, &all, &Style::Plain),
        "Ana Petrov:\nWe only have one problem… [inaudible] the lease\n\n[two minutes not published]\n\nBen Ott (paraphrase):\nHe would pass the paper on.\n\nAna Petrov:\nI don’t like the paper."
    );
    assert_eq!(
        cited(&talk, &all, &Style::Journalist),
        "Ana Petrov: \"We only have one problem… [inaudible] the lease\"\n[two minutes not published]\nparaphrase of Ben Ott: He would pass the paper on.\nAna Petrov: \"I don’t like the paper.\" — Petrov – Ott, 11 Feb 2024, 0:03–2:58"
    );
    let scholar = cited(&talk, &all, &Style::Scholar);
    assert!(scholar.ends_with("(Petrov – Ott, 11 Feb 2024, turns 1–3, 0:03–2:58)"));
    let citation = cite(&talk, &all, &Style::Plain);
    let names: Vec<&str> = citation.speakers.iter().map(Clean::as_str).collect();
    assert_eq!((citation.words, names), (19, vec!["Ana Petrov", "Ben Ott"]));
}

#[test]
fn turns_that_are_left_out_are_said_to_be() {
    let talk = two();
    let outer = whole(&talk, &[0, 3], Layer::Text);
    let text = cited(&talk, &outer, &Style::Markdown);
    assert!(
        text.contains("> […]\n>\n> [two minutes not published]\n>\n> Ana Petrov: I don’t"),
        "{text}"
    );
}

#[test]
fn an_ellipsis_stands_for_words_left_out_inside_and_nowhere_else() {
    let talk = transcript(
        Head::default(),
        call(),
        &[turn(0, "one two three four"), turn(1, "five six")],
    );
    for (passage, text) in [
        (pieces(&[(0, 4..7)]), "two"),
        (pieces(&[(0, 0..3), (0, 8..13)]), "one … three"),
        (pieces(&[(0, 0..3), (0, 4..7)]), "one two"),
        (pieces(&[(0, 0..4), (0, 2..7)]), "one two"),
        (
            pieces(&[(0, 0..3), (1, 0..8)]),
            "Ana Petrov:\none\n\n[…]\n\nBen Ott:\nfive six",
        ),
        (
            pieces(&[(0, 14..18), (1, 0..4)]),
            "Ana Petrov:\nfour\n\nBen Ott:\nfive",
        ),
        (pieces(&[(0, 3..4)]), ""),
        (pieces(&[(0, 90..99), (7, 0..4)]), ""),
    ] {
        assert_eq!(cited(&talk, &passage, &Style::Plain), text);
    }
}

#[test]
fn abridged_is_the_beginning_and_the_end_of_each_stretch() {
    let talk = two();
    let all = abridged(&talk, &whole(&talk, &[0, 3], Layer::Text));
    assert_eq!(
        cited(&talk, &all, &Style::Plain),
        "Ana Petrov:\nWe only … lease\n\n[…]\n\n[two minutes not published]\n\nAna Petrov:\nI don’t … paper."
    );
    let short = pieces(&[(3, 0..7)]);
    assert_eq!(abridged(&talk, &short), short);
}

#[test]
fn a_paraphrase_is_never_in_quotation_marks() {
    let talk = two();
    let one = whole(&talk, &[2], Layer::Text);
    for style in Style::BUILT_IN
        .into_iter()
        .chain([own("\"{words}\", {speaker}"), own("“{words}” ({turn})")])
    {
        let text = cited(&talk, &one, &style);
        assert!(!text.contains(['"', '“', '”', '\'']), "{text}");
        assert!(text.contains("He would pass the paper on."), "{text}");
        let says = text.contains("paraphrase of Ben Ott: ");
        assert!(says || style == Style::Plain, "{text}");
    }
}

#[test]
fn translations_originals_second_hand_and_disputes_are_said() {
    let head = Head {
        language: outside("en"),
        via: outside("The Daily Ledger"),
        disputed: vec![Dispute {
            by: Outside::new("Port of Rive"),
            says: Outside::new("denies"),
            note: None,
        }],
        ..Head::default()
    };
    let call = Call {
        language: outside("de"),
        disputed: vec![Dispute {
            by: Outside::new("Ministry"),
            says: Outside::new("does not deny"),
            note: None,
        }],
        clock: outside("time of day"),
        ..call()
    };
    let turns = [
        NewTurn {
            original: Some(OutsideStr::new("Ja.")),
            ..at("13:05:00", turn(0, "Yes."))
        },
        NewTurn {
            fidelity: Some(Fidelity::Verbatim),
            via: Some(OutsideStr::new("Radio North")),
            ..turn(1, "Right.")
        },
    ];
    let talk = transcript(head, call, &turns);
    let end =
        "as quoted by The Daily Ledger, disputed by Port of Rive (denies), Ministry does not deny";
    assert_eq!(
        cited(&talk, &whole(&talk, &[0], Layer::Text), &Style::Journalist),
        format!(
            "\"Yes.\" Ana Petrov, Petrov – Ott, 11 Feb 2024, 13:05:00 (time of day), translated from German, {end}"
        )
    );
    assert_eq!(
        cited(&talk, &whole(&talk, &[0], Layer::Original), &Style::Scholar),
        format!(
            "\"Ja.\" (Ana Petrov, Petrov – Ott, 11 Feb 2024, turn 1, 13:05:00 (time of day), in German, {end})"
        )
    );
    let both = cited(
        &talk,
        &whole(&talk, &[0, 1], Layer::Text),
        &Style::Journalist,
    );
    assert!(
        both.starts_with(
            "Ana Petrov (translated from German, as quoted by The Daily Ledger): \"Yes.\"\nBen Ott (as quoted by Radio North): \"Right.\" — "
        ),
        "{both}"
    );
}

#[test]
fn page_and_line_are_those_of_the_turns() {
    let on = |page, line, turn| NewTurn {
        page: Some(page),
        line,
        ..turn
    };
    let turns = [
        on(12, Some(3), turn(0, "One.")),
        on(12, Some(9), turn(1, "Two.")),
        on(13, None, turn(1, "Three.")),
    ];
    let talk = transcript(Head::default(), unnamed(), &turns);
    for (entries, place) in [
        (vec![0], "\"One.\" call 1, 12:3 (Ana Petrov)"),
        (
            vec![0, 1],
            "Ana Petrov: \"One.\"\nBen Ott: \"Two.\" — call 1, 12:3–12:9",
        ),
        (vec![2], "\"Three.\" call 1, p. 13 (Ben Ott)"),
    ] {
        let passage = whole(&talk, &entries, Layer::Text);
        assert_eq!(cited(&talk, &passage, &Style::Legal), place);
    }
}

#[test]
fn marks_and_commas_leave_the_words_alone() {
    for (words, text) in [
        ("Yes", "\"Yes,\" Ana"),
        ("Yes.", "\"Yes.\" Ana"),
        ("Yes…", "\"Yes…\" Ana"),
        ("Why?!", "\"Why?!\" Ana"),
        ("Yes [laughs]", "\"Yes [laughs],\" Ana"),
        ("He said “no”", "'He said “no”,' Ana"),
        ("He said \"no.\"", "'He said \"no.\"' Ana"),
        ("Well –", "\"Well –\" Ana"),
        ("问题只有一个。", "\"问题只有一个。\" Ana"),
        ("  Yes. \n", "\"Yes.\" Ana"),
    ] {
        let talk = transcript(Head::default(), call(), &[turn(0, words)]);
        let got = cited(&talk, &whole(&talk, &[0], Layer::Text), &Style::Journalist);
        assert!(got.starts_with(text), "{got}");
    }
}

#[test]
fn what_would_act_or_not_be_seen_is_shown() {
    let talk = transcript(
        Head::default(),
        call(),
        &[turn(0, "\u{1b}]52;c;eA==\u{7}a\u{202e}b\nc")],
    );
    for style in Style::BUILT_IN {
        let text = cited(&talk, &whole(&talk, &[0], Layer::Text), &style);
        assert!(text.contains("␛]52;c;eA==␇a⟨U+202E⟩b\n"), "{text}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    }
}

#[test]
fn what_is_not_known_is_left_out() {
    let head = Head {
        title: outside("The harbour calls"),
        ..Head::default()
    };
    let talk = transcript(head, unnamed(), &[turn(0, "Yes.")]);
    let one = whole(&talk, &[0], Layer::Text);
    for (style, text) in [
        (Style::Journalist, "\"Yes.\" Ana Petrov, The harbour calls"),
        (
            own("{words} — {speaker}, {date}, {time}; p. {page}"),
            "Yes. — Ana Petrov; p. ",
        ),
        (own("{fidelity}: {words}{via}"), "verbatim: Yes."),
    ] {
        assert_eq!(cited(&talk, &one, &style), text);
    }
}

#[test]
fn a_template_says_what_is_wrong_with_it() {
    for (template, error) in [
        (
            "{words} {when}",
            "{when} is no placeholder: there are {words} {speaker} {role} {call} {date} {time} {turn} {page} {line} {source} {title} {fidelity} {via} {disputed}",
        ),
        ("{words", "a brace stands alone: write {{ or }} for one"),
        ("words}", "a brace stands alone: write {{ or }} for one"),
        ("{speaker}", "it has no {words}"),
        ("{words} {\u{1b}}", "{␛} is no placeholder: there are"),
    ] {
        let wrong = Template::parse(&Outside::new(template)).expect_err(template);
        assert!(wrong.to_string().starts_with(error), "{wrong}");
    }
}

proptest! {
    #[test]
    fn the_words_are_letter_for_letter_those_of_the_passage(
        texts in proptest::collection::vec("[a-zA-Zäé松,.;:?!…'’\"“”«»\\[\\]—* ]{1,40}", 1..4),
        paraphrased: [bool; 4],
        style in 0..6_usize,
    ) {
        let turns: Vec<NewTurn<'_>> = texts.iter().zip(0_u32..).zip(paraphrased).map(|((text, n), paraphrase)| NewTurn {
            fidelity: paraphrase.then_some(Fidelity::Paraphrase),
            ..turn(n % 2, text)
        }).collect();
        let talk = transcript(Head::default(), call(), &turns);
        let entries: Vec<usize> = (0..texts.len()).collect();
        let style = Style::BUILT_IN.get(style).cloned().unwrap_or_else(|| own("{words} ({speaker})"));
        let text = cited(&talk, &whole(&talk, &entries, Layer::Text), &style);
        let mut rest = text.as_str();
        for words in texts.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
            let at = rest.find(words);
            prop_assert!(at.is_some(), "{words:?} in {text:?}");
            rest = &rest[at.unwrap_or(0) + words.len()..];
        }
    }

    #[test]
    fn around_one_turn_stand_marks_only(words in "[a-zäé松,.?!…'’\"“”\\[\\]—* ]{0,40}[a-z]", style in 1..3_usize) {
        let talk = transcript(Head::default(), call(), &[turn(0, &words)]);
        let style = Style::BUILT_IN[style].clone();
        let text = cited(&talk, &whole(&talk, &[0], Layer::Text), &style);
        let inside = text.strip_prefix(['"', '\'']).and_then(|t| t.strip_prefix(words.trim()));
        let rest = inside.expect("the words come first").trim_start_matches(',');
        prop_assert!(rest.starts_with(['"', '\'']), "{text}");
    }
}
