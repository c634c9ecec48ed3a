//! What is read of whole transcripts: to the letter, in batches, and as far as a faulty one can be read.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::{load, parse};
use crate::model::{Layer, Part, Time, Transcript, TurnNumber};
use crate::text::hidden::Hidden;

fn texts(transcript: &Transcript) -> Vec<&str> {
    transcript.turns().map(|t| t.text().raw()).collect()
}

fn messages(transcript: &Transcript) -> Vec<String> {
    transcript
        .problems()
        .iter()
        .map(|p| p.message(""))
        .collect()
}

#[test]
fn words_stay_as_they_are_written() {
    for text in [
        "no", "0123", "1e3", "12:30:45", "true", "0x10", ".5", "null", "~",
    ] {
        let transcript = load(&format!("turns:\n  - {{speaker: {text}, text: {text}}}\n"));
        assert_eq!(messages(&transcript), [""; 0], "{text}");
        assert_eq!(texts(&transcript), [text]);
        assert_eq!(transcript.speakers()[0].id.raw(), text);
    }
}

proptest! {
    #[test]
    fn any_text_is_kept_to_the_letter(text in any::<String>(), manner in any::<String>()) {
        let quoted = |s: &str| serde_json::to_string(s).expect("a string");
        // JSON leaves DEL and the C1 controls as they are; YAML wants them escaped.
        let escaped = |s: &str| -> String {
            let escape = |c: char| match u32::from(c) {
                n @ (0x7f..=0x9f | 0xfeff | 0xfffe | 0xffff) => format!("\\u{n:04x}"),
                _ => c.to_string(),
            };
            quoted(s).chars().map(escape).collect()
        };
        let source = format!(
            "turns: [{{speaker: a, manner: {}, text: {}}}]",
            escaped(&manner),
            escaped(&text)
        );
        let transcript = load(&source);
        let turn = transcript.turns().next().expect("a turn");
        prop_assert_eq!(turn.text().raw(), &text);
        prop_assert_eq!(turn.manner().map(|m| m.raw()), Some(&*manner));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a-z:\\- \\n{}\\[\\]\"'&*!|>#%@?…]{0,80}") {
        load(&text);
        load(&format!("turns:\n  - {text}"));
        load(&format!("quotes: [{text}]\nturns: [{{speaker: a, text: a b a}}]"));
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    parse(text, &mut |part| {
        parts.push(part);
        ControlFlow::Continue(())
    });
    parts
}

fn long(turns: usize) -> String {
    let turn = |n| format!("  - {{speaker: s{}, start: {n}, text: word {n}}}\n", n % 3);
    format!("turns:\n{}", (0..turns).map(turn).collect::<String>())
}

#[test]
fn turns_arrive_in_batches_after_the_outline_that_they_need() {
    let parts = parts(&(long(3000) + "title: last\n"));
    let mut sizes = Vec::new();
    let mut transcript = Transcript::default();
    for part in parts {
        transcript.add(part.clone());
        if let Part::Batch(batch) = &part {
            sizes.push(batch.range().len());
            for turn in batch.turns() {
                assert!(turn.speaker().get() < transcript.speakers().len());
                assert!(turn.call().get() < transcript.calls().len());
            }
        }
    }
    assert_eq!(sizes, [64, 1024, 1024, 888]);
    assert_eq!(
        transcript.head().title.as_ref().map(|t| t.raw()),
        Some("last")
    );
    assert!(transcript.is_complete());
    assert_eq!(
        transcript.turns().last().map(|t| t.number()),
        Some(TurnNumber(3000))
    );
}

#[test]
fn to_break_off_ends_the_reading() {
    let mut number = 0;
    parse(&long(3000), &mut |_| {
        number += 1;
        ControlFlow::Break(())
    });
    assert_eq!(number, 1);
}

#[test]
fn turns_before_a_fault_of_syntax_are_there() {
    let transcript = load(&(long(100) + "  - {speaker: \"a\n"));
    assert_eq!(transcript.turn_count(), 100);
    assert_eq!(transcript.problems().len(), 1);
}

#[test]
fn faulty_turns_are_kept_with_their_words() {
    let transcript = load(
        "speakers: [{id: a}]\nturns:\n  - {speaker: b, text: One}\n  - {text: Two}\n  - {speaker: a, x: y, text: Three}\n",
    );
    assert_eq!(texts(&transcript), ["One", "Two", "Three"]);
    assert_eq!(transcript.problems().len(), 3);
}

#[test]
fn a_single_call_takes_its_fields_from_the_top() {
    let transcript =
        load("turns: [{speaker: a, text: b}]\nid: talk\nduration: '5:12'\ncoverage: excerpts\n");
    assert_eq!(messages(&transcript), [""; 0]);
    let call = &transcript.calls()[0];
    assert_eq!(
        (call.id.raw(), call.duration),
        ("talk", Some(Time(312_000)))
    );
}

#[test]
fn fields_after_the_turns_and_speakers_after_the_calls_are_taken_in() {
    let source = "calls:\n  - turns: [{speaker: b, to: [a], text: c}]\n    title: Late\nspeakers: [{id: a, name: Ana Post}, {id: b, initials: AP}]\n";
    let transcript = load(source);
    assert_eq!(messages(&transcript), [""; 0]);
    assert_eq!(
        transcript.calls()[0].title.as_ref().map(|t| t.raw()),
        Some("Late")
    );
    let turn = transcript.turns().next().expect("a turn");
    assert_eq!(transcript.speaker(turn.speaker()).id.raw(), "b");
    let initials: Vec<_> = transcript
        .speakers()
        .iter()
        .map(|s| s.initials.raw())
        .collect();
    assert_eq!(initials, ["AP", "APO"]);
}

#[test]
fn quotes_stand_where_their_words_do() {
    let source = "turns:\n  - {speaker: a, text: One… two. One, original: Eins zwei}\n  - {speaker: b, text: One… two three four}\nquotes:\n  - {speaker: b, text: two … four, codes: [x/y]}\n  - {speaker: a, text: One… two}\n  - {speaker: a, text: zwei}\n";
    let transcript = load(source);
    assert_eq!(messages(&transcript), [""; 0]);
    let found: Vec<_> = transcript
        .quotes()
        .iter()
        .flat_map(|q| &q.passage.stretches)
        .map(|s| {
            let turn = transcript.turn(s.entry).expect("a turn");
            (
                turn.number().0,
                s.layer,
                &turn.layer(s.layer).raw()[s.bytes.clone()],
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, Layer::Text, "One… two"),
            (1, Layer::Original, "zwei"),
            (2, Layer::Text, "two"),
            (2, Layer::Text, "four"),
        ]
    );
}

/// How much of outlines is sent, in calls and speakers, and how many turns.
fn sent(text: &str) -> (usize, usize) {
    let (mut outlines, mut turns) = (0, 0);
    for part in parts(text) {
        match part {
            Part::Outline(outline) => outlines += outline.calls.len() + outline.speakers.len(),
            Part::Batch(batch) => turns += batch.turns().count(),
            Part::Tail(_) => {}
        }
    }
    (outlines, turns)
}

#[test]
fn outlines_stay_small_however_many_calls_and_speakers_there_are() {
    let call = |n| format!("  - turns: [{{speaker: a, text: word {n}}}]\n");
    let calls = format!("calls:\n{}", (0..5_000).map(call).collect::<String>());
    let turn = |n| format!("  - {{speaker: Ana {n} Petrov, text: word}}\n");
    let speakers = format!("turns:\n{}", (0..5_000).map(turn).collect::<String>());
    for text in [calls, speakers] {
        let (outlines, turns) = sent(&text);
        assert_eq!(turns, 5_000);
        assert!(outlines < 4 * 5_000, "{outlines}");
    }
}

#[test]
fn small_calls_are_shown_as_soon_as_there_is_a_screenful() {
    let call = |n| format!("  - turns: [{{speaker: a, text: word {n}}}]\n");
    let text = format!("calls:\n{}", (0..2_000).map(call).collect::<String>());
    let first = parts(&text).into_iter().take(65);
    let batches = first.filter(|part| matches!(part, Part::Batch(_)));
    assert_eq!(batches.count(), 64);
}

#[test]
fn thousands_of_one_name_have_initials_of_their_own() {
    let turn = |n| format!("  - {{speaker: Ana {n} Petrov, text: word}}\n");
    let text = format!("turns:\n{}", (0..5_000).map(turn).collect::<String>());
    let transcript = load(&text);
    let initials = transcript.speakers().iter().map(|s| s.initials.raw());
    let different: std::collections::HashSet<_> = initials.clone().collect();
    assert_eq!(different.len(), 5_000);
    assert_eq!(
        initials.take(5).collect::<Vec<_>>(),
        ["AP", "APE", "APET", "AP2", "AP3"]
    );
}

#[test]
fn only_a_few_hints_look_for_the_nearest_of_many_names() {
    let speaker = |n| format!("  - {{id: known{n}}}\n");
    let turn = |n| format!("  - {{speaker: knwon{n}, text: word}}\n");
    let text = format!(
        "speakers:\n{}turns:\n{}",
        (0..3_000).map(speaker).collect::<String>(),
        (0..3_000).map(turn).collect::<String>()
    );
    let transcript = load(&text);
    let hints = transcript.problems().iter().filter_map(|p| p.hint.as_ref());
    let (near, others): (Vec<_>, Vec<_>) = hints.partition(|h| h.starts_with("did you mean"));
    assert_eq!((near.len(), others.len()), (20, 80));
    assert_eq!(near[0], "did you mean `known0`?");
}

#[test]
fn calls_are_told_apart_by_their_ids_however_many_there_are() {
    let call = |n| {
        format!(
            "  - {{id: c{}, turns: [{{speaker: a, text: w{n}}}]}}\n",
            n % 900
        )
    };
    let calls = (0..1_000).map(call).collect::<String>();
    let transcript = load(&format!(
        "calls:\n{calls}quotes: [{{call: c7, speaker: a, text: w7}}]\n"
    ));
    assert_eq!(transcript.problems().len(), 100);
    let first = &messages(&transcript)[0];
    assert!(first.contains("call `c0` is given twice"), "{first}");
    assert_eq!(transcript.quotes().len(), 1);
}

#[test]
fn hidden_characters_are_counted_in_every_string_once() {
    let h = "x\\u202e";
    let text = format!(
        r#"title: "{h}"
language: "{h}"
summary: "{h}"
via: "{h}"
source: {{name: "{h}", url: "{h}", note: "{h}"}}
media: ["{h}", "{h}"]
disputed: [{{by: "{h}", says: "{h}", note: "{h}"}}]
speakers:
  - {{id: "{h}"}}
  - {{id: "b{h}", name: "{h}", initials: "{h}", role: "{h}", side: "{h}", aliases: ["{h}"]}}
calls:
  - id: "{h}"
    title: "{h}"
    medium: "{h}"
    language: "{h}"
    clock: "{h}"
    via: "{h}"
    disputed: [{{by: "{h}", says: "{h}", note: "{h}"}}]
    turns:
      - {{speaker: "{h}", manner: "{h}", via: "{h}", text: "{h}", original: "{h}"}}
      - {{remark: "{h}", by: "{h}"}}
quotes: [{{call: "{h}", speaker: "{h}", text: "{h}", label: "{h}", codes: ["{h}"], comment: "{h}"}}]
remarks: [{{text: "{h}", by: "{h}"}}]
"#
    );
    let (mut hidden, mut transcript) = (Hidden::default(), Transcript::default());
    for part in parts(&text) {
        hidden.add(&part);
        transcript.add(part);
    }
    assert_eq!(messages(&transcript), [""; 0]);
    // Of the id in a turn or a quote, the speaker's or the call's own is counted.
    assert_eq!(hidden.count() + 3, text.matches("u202e").count());
}
