//! What a comparison tells of versions that are made here, and what must hold of all.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{
    BatchBuilder, Call, CallIndex, EntryIndex, NewTurn, Outline, Outside, OutsideStr, Part,
    Speaker, SpeakerIndex, TurnNumber,
};
use crate::text::clean::Clean;

/// A call's turns: who speaks, the words, and behind a bar the original.
fn transcript(calls: &[&[(&str, &str)]]) -> Transcript {
    let mut names: Vec<&str> = calls.iter().flat_map(|c| c.iter().map(|t| t.0)).collect();
    let mut seen = HashSet::new();
    names.retain(|n| seen.insert(*n));
    let outside = |text: &str| Outside::new(text);
    let speaker = |name: &&str| Speaker {
        id: outside(name),
        name: outside(name),
        initials: outside(name),
        role: None,
        side: None,
        aliases: Vec::new(),
    };
    let mut transcript = Transcript::default();
    transcript.add(Part::Outline(Arc::new(Outline {
        speakers: names.iter().map(speaker).collect(),
        calls: (1..=calls.len())
            .map(|n| Call {
                id: Outside::new(format!("call-{n}")),
                ..Call::default()
            })
            .collect(),
        ..Outline::default()
    })));
    let mut first = EntryIndex(0);
    for (at, turns) in calls.iter().enumerate() {
        let mut batch = BatchBuilder::new(CallIndex(at as u32), first, TurnNumber(0));
        for (who, said) in *turns {
            let (text, original) = match said.split_once('|') {
                Some((text, original)) => (text, Some(OutsideStr::new(original))),
                None => (*said, None),
            };
            let speaker = names.iter().position(|n| n == who).unwrap();
            batch.turn(&NewTurn {
                speaker: SpeakerIndex(speaker as u32),
                text: OutsideStr::new(text),
                original,
                ..NewTurn::default()
            });
        }
        first = EntryIndex(first.0 + turns.len());
        transcript.add(Part::Batch(Arc::new(batch.build())));
    }
    transcript
}

fn compared(a: &Transcript, b: &Transcript, by: By) -> Comparison {
    compare(a, b, by, &mut |_| ControlFlow::Continue(())).unwrap()
}

/// Each difference in a line: `kind 1 ana: words | 2 ana: words !number`.
fn told(a: &Transcript, b: &Transcript, found: &Comparison) -> Vec<String> {
    let side = |t: &Transcript, side: &Option<Side>| {
        let Some(side) = side else {
            return "–".to_owned();
        };
        let entries: Vec<String> = side
            .entries
            .iter()
            .map(|e| {
                t.turn(*e)
                    .map_or("*".to_owned(), |t| t.number().to_string())
            })
            .collect();
        let who = side.speaker.map_or("", |s| t.speaker(s).name.raw());
        let words: Vec<&str> = side
            .stretches
            .iter()
            .map(|s| &t.turn(s.entry).unwrap().layer(s.layer).raw()[s.bytes.clone()])
            .collect();
        format!("{} {who}: {}", entries.join("+"), words.join(" "))
    };
    let line = |d: &Difference| {
        let telling: Vec<String> = d.telling.names().map(|n| format!(" !{n}")).collect();
        let (x, y) = (side(a, &d.a), side(b, &d.b));
        format!("{} {x} | {y}{}", d.kind.name(), telling.concat())
    };
    found.differences.iter().map(line).collect()
}

fn lines(a: &[(&str, &str)], b: &[(&str, &str)]) -> Vec<String> {
    let (a, b) = (transcript(&[a]), transcript(&[b]));
    let found = compared(&a, &b, By::Words);
    assert_eq!(compared(&b, &a, By::Words).mirrored(), found);
    told(&a, &b, &found)
}

const CALL: &[(&str, &str)] = &[
    ("ana", "We have only one problem, and that is the lease."),
    ("ben", "Yeah."),
    (
        "ana",
        "Yeah, and nobody will sign it before the tenth of May.",
    ),
    (
        "ben",
        "Then I shall ask Marta to call the port again tomorrow.",
    ),
    ("ana", "Right."),
];

fn with(at: usize, who: &'static str, said: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut call = CALL.to_vec();
    call[at] = (who, said);
    call
}

#[test]
fn a_version_and_itself_have_no_difference() {
    assert!(lines(CALL, CALL).is_empty());
    assert!(lines(&[], &[]).is_empty());
}

#[test]
fn words_that_changed_are_told_with_what_is_grave_in_them() {
    assert_eq!(
        lines(
            CALL,
            &with(
                0,
                "ana",
                "We have only two problems, and that isn’t the lease."
            )
        ),
        [
            "words 1 ana: one problem | 1 ana: two problems !number",
            "words 1 ana: is | 1 ana: isn’t !negation"
        ]
    );
    assert_eq!(
        lines(
            CALL,
            &with(
                3,
                "ben",
                "Then I shall ask Greta to call the port tomorrow."
            )
        ),
        [
            "words 4 ben: Marta | 4 ben: Greta !name",
            "words 4 ben: again | 4 ben: "
        ]
    );
}

#[test]
fn case_and_signs_are_counted_and_told_only_if_asked_for() {
    let other = with(0, "ana", "we have only one problem – and that is the LEASE");
    let (a, b) = (transcript(&[CALL]), transcript(&[&other]));
    let found = compared(&a, &b, By::Words);
    assert!(found.is_same());
    assert_eq!(found.signs, 3);
    let strict = compared(&a, &b, By::Signs);
    assert_eq!(
        told(&a, &b, &strict),
        [
            "signs 1 ana: We | 1 ana: we",
            "signs 1 ana: problem, | 1 ana: problem –",
            "signs 1 ana: lease. | 1 ana: LEASE"
        ]
    );
}

#[test]
fn a_turn_that_one_version_has_alone_is_told_whole() {
    let mut other = CALL.to_vec();
    other.remove(1);
    assert_eq!(lines(CALL, &other), ["turn 2 ben: Yeah. | –"]);
    other.insert(2, ("ana", "And who is going to pay for all of it?"));
    assert_eq!(
        lines(&other, CALL),
        [
            "turn – | 2 ben: Yeah.",
            "turn 3 ana: And who is going to pay for all of it? | –",
        ]
    );
}

#[test]
fn turns_cut_elsewhere_change_no_word() {
    let mut other = CALL.to_vec();
    other[3] = ("ben", "Then I shall ask Marta");
    other.insert(4, ("ben", "to call the port again tomorrow."));
    assert_eq!(
        lines(CALL, &other),
        [
            "split 4 ben: Then I shall ask Marta to call the port again tomorrow. | 4+5 ben: Then I shall ask Marta to call the port again tomorrow."
        ]
    );
    assert_eq!(lines(&other, CALL)[0].split(' ').next(), Some("joined"));
    let mut third = other.clone();
    third[3] = ("ben", "Then I shall ask Marta to call");
    third[4] = ("ben", "the port again tomorrow.");
    assert_eq!(lines(&other, &third).len(), 1);
    assert_eq!(lines(&other, &third)[0].split(' ').next(), Some("recut"));
}

#[test]
fn an_interjection_between_the_parts_of_a_turn_is_told_alone() {
    let mut other = CALL.to_vec();
    other[3] = ("ben", "Then I shall ask Marta");
    other.insert(4, ("ana", "Mm."));
    other.insert(5, ("ben", "to call the port again tomorrow."));
    let told = lines(CALL, &other);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("split 4 ben"), "{told:?}");
    assert_eq!(told[1], "turn – | 5 ana: Mm.");
}

#[test]
fn turns_that_stand_elsewhere_have_moved() {
    let mut other = CALL.to_vec();
    let turn = other.remove(0);
    other.insert(4, turn);
    let told = lines(CALL, &other);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("moved 1 ana: We have"), "{told:?}");
    other[4].1 = "We have only two problems, and that is the lease.";
    let told = lines(CALL, &other);
    assert_eq!(
        told[1],
        "words 1 ana: one problem | 5 ana: two problems !number"
    );
}

#[test]
fn a_speaker_with_another_name_is_told_once_and_words_of_another_each_time() {
    let renamed: Vec<(&str, &str)> = CALL
        .iter()
        .map(|(who, said)| (if *who == "ana" { "Ana Petrov" } else { *who }, *said))
        .collect();
    assert_eq!(lines(CALL, &renamed), ["renamed 1 ana:  | 1 Ana Petrov: "]);
    assert_eq!(
        lines(CALL, &with(4, "ben", "Right.")),
        ["attributed 5 ana: Right. | 5 ben: Right."]
    );
}

#[test]
fn the_transcribers_brackets_are_not_the_speakers_words() {
    let a = [(
        "ana",
        "We [laughs] have only [inaudible] problem with that.",
    )];
    let b = [("ana", "We have only [unclear] problem with that.")];
    assert_eq!(
        lines(&a, &b),
        [
            "brackets 1 ana: [laughs] | 1 ana: ",
            "brackets 1 ana: [inaudible] | 1 ana: [unclear]"
        ]
    );
}

#[test]
fn both_languages_are_compared_and_an_original_with_a_transcript_of_it() {
    let a = [(
        "ana",
        "We have only one problem.|У нас только одна проблема.",
    )];
    let b = [("ana", "We have only one problem.|У нас не одна проблема.")];
    assert_eq!(lines(&a, &b), ["words 1 ana: только | 1 ana: не !negation"]);
    let original = [("ana", "У нас только две проблемы, да.")];
    assert_eq!(
        lines(&a, &original),
        ["words 1 ana: одна проблема | 1 ana: две проблемы, да !number"]
    );
}

#[test]
fn calls_are_found_by_their_words_and_one_that_is_missing_is_one_difference() {
    let second: &[(&str, &str)] = &[
        ("eva", "Good morning, this is about the other ship."),
        ("ana", "Go on."),
    ];
    let (a, b) = (transcript(&[CALL, second]), transcript(&[second, CALL]));
    let found = compared(&a, &b, By::Words);
    assert!(found.is_same(), "{:?}", told(&a, &b, &found));
    let alone = transcript(&[CALL]);
    let found = compared(&a, &alone, By::Words);
    assert_eq!(told(&a, &alone, &found), ["call  :  | –"]);
    assert!(found.related);
}

#[test]
fn a_call_that_was_cut_in_two_is_compared_with_both_parts() {
    let a = transcript(&[CALL]);
    let b = transcript(&[&CALL[..3], &CALL[3..]]);
    let found = compared(&a, &b, By::Words);
    assert!(found.is_same(), "{:?}", told(&a, &b, &found));
}

#[test]
fn what_has_hardly_a_word_in_common_is_not_related() {
    let a = transcript(&[CALL]);
    let b = transcript(&[&[
        (
            "tom",
            "The engine lost pressure at once when they opened valve seven.",
        ),
        (
            "liz",
            "Copy that. Stand by for a new heading, and check your batteries.",
        ),
    ]]);
    let found = compared(&a, &b, By::Words);
    assert!(!found.related && found.common < 0.1, "{}", found.common);
    assert!(compared(&a, &a, By::Words).related);
    // A few words stand in any long text; a part of it has most of them.
    let some = |letter, numbers: std::ops::Range<usize>| {
        let words: Vec<String> = numbers.map(|n| format!("{letter}{n}")).collect();
        words.join(" ")
    };
    let call = |words: &str| transcript(&[&[("tom", words)]]);
    let long = call(&some("w", 0..300));
    let short = call(&format!("{} {}", some("w", 10..18), some("x", 0..50)));
    let found = compared(&short, &long, By::Words);
    assert!(found.common > 0.0 && !found.related, "{}", found.common);
    let part = call(&format!("{} {}", some("w", 10..60), some("x", 0..50)));
    assert!(compared(&part, &long, By::Words).related);
}

#[test]
fn a_comparison_stops_when_it_is_told_to() {
    let a = transcript(&[CALL]);
    for last in [5, 30, 90, 100] {
        let mut progress = |done| {
            if done >= last {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        assert!(compare(&a, &a, By::Words, &mut progress).is_none());
    }
}

fn call() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let who = prop::sample::select(vec!["ana", "ben", "eva"]);
    let word = prop::sample::select(vec![
        "one", "two", "not", "yes.", "[hm]", "Rive", "port", "—", "x", "é",
    ]);
    let said = prop::collection::vec(word, 0..12).prop_map(|w| w.join(" "));
    prop::collection::vec((who, said), 0..14)
}

/// The calls of a version: one, cut in two anywhere.
fn version((turns, cut): &(Vec<(&'static str, String)>, usize)) -> Transcript {
    let turns: Vec<(&str, &str)> = turns.iter().map(|(w, s)| (*w, s.as_str())).collect();
    let cut = *cut.min(&turns.len());
    if cut == 0 {
        return transcript(&[&turns]);
    }
    transcript(&[&turns[..cut], &turns[cut..]])
}

proptest! {
    #[test]
    fn a_version_is_itself(a in (call(), 0usize..6), strict: bool) {
        let by = if strict { By::Signs } else { By::Words };
        let a = version(&a);
        let found = compared(&a, &a, by);
        prop_assert!(found.is_same());
        prop_assert_eq!((found.common, found.signs), (1.0, 0));
    }

    #[test]
    fn a_comparison_is_the_others_mirror(a in (call(), 0usize..6), b in (call(), 0usize..6), strict: bool) {
        let by = if strict { By::Signs } else { By::Words };
        let (a, b) = (version(&a), version(&b));
        prop_assert_eq!(compared(&a, &b, by).mirrored(), compared(&b, &a, by));
    }

    #[test]
    fn every_turn_stands_in_one_row_and_every_difference_in_one_at_most(
        a in (call(), 0usize..6),
        b in (call(), 0usize..6),
    ) {
        let (a, b) = (version(&a), version(&b));
        let found = compared(&a, &b, By::Words);
        let mut rows: Vec<EntryIndex> = found.rows.iter().flat_map(|r| r.a.clone()).collect();
        rows.sort_unstable();
        prop_assert_eq!(rows, a.turns().map(|t| t.index()).collect::<Vec<_>>());
        let mut rows: Vec<EntryIndex> = found.rows.iter().flat_map(|r| r.b.clone()).collect();
        rows.sort_unstable();
        prop_assert_eq!(rows, b.turns().map(|t| t.index()).collect::<Vec<_>>());
        let renamed = found.count(Kind::Renamed);
        let in_rows: Vec<usize> = found.rows.iter().flat_map(|r| r.differences.clone()).collect();
        prop_assert_eq!(in_rows, (renamed..found.differences.len()).collect::<Vec<_>>());
    }
}

#[test]
fn the_calls_of_rows_are_named_where_there_are_several() {
    let other = [("ana", "Good evening, and welcome back to the harbour.")];
    let (a, b) = (transcript(&[CALL, &other]), transcript(&[CALL, &other]));
    let found = compared(&a, &b, By::Words);
    let mut before = None;
    let mut titles = Vec::new();
    for row in &found.rows {
        let calls = naming::calls(row, [&a, &b]);
        if let Some(title) = naming::heading(calls, before, [&a, &b]) {
            before = Some(calls);
            titles.push((row.a[0].0, title.into_string()));
        }
    }
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert_eq!((titles[0].0, titles[1].0), (0, CALL.len()));
    let (one, same) = (transcript(&[CALL]), transcript(&[CALL]));
    let rows = compared(&one, &same, By::Words).rows;
    let calls = naming::calls(&rows[0], [&one, &same]);
    assert_eq!(naming::heading(calls, None, [&one, &same]), None);
}

#[test]
fn files_are_named_without_their_folders_unless_these_tell_them_apart() {
    let files = |a: &'static str, b: &'static str| {
        let names = naming::files([&Clean::ours(a), &Clean::ours(b)]);
        names.map(Clean::into_string)
    };
    assert_eq!(files("x/a.yaml", "b.yaml"), ["a.yaml", "b.yaml"]);
    assert_eq!(files("x/a.yaml", "y/a.yaml"), ["x/a.yaml", "y/a.yaml"]);
}
