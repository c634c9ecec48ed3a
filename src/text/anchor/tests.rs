//! Notes made on one edition of a transcript, looked for in another.

use std::sync::Arc;

use super::*;
use crate::model::{
    BatchBuilder, Call, Layer, NewTurn, NoteId, On, Outline, Part, Passage, Speaker, Time,
    TurnNumber,
};

const PROBLEM: &str = "We only have one problem… [inaudible] the lease, and nobody at the Ministry wants to hear of it before March.";

/// Turns as `speaker: text`, `speaker@seconds: text` or `speaker: text | original`, in calls `c0`, `c1`, …
fn transcript(calls: &[&[&str]]) -> Transcript {
    let outside = |text: &str| Outside::new(text);
    let ids = ["ana", "ben", "cy"];
    let mut transcript = Transcript::default();
    transcript.add(Part::Outline(Arc::new(Outline {
        speakers: ids
            .iter()
            .map(|id| Speaker {
                id: outside(id),
                name: outside(id),
                initials: outside(id),
                role: None,
                side: None,
                aliases: Vec::new(),
            })
            .collect(),
        calls: (0..calls.len())
            .map(|i| Call {
                id: Outside::new(format!("c{i}")),
                ..Call::default()
            })
            .collect(),
        ..Outline::default()
    })));
    for (call, turns) in (0..).map(CallIndex).zip(calls) {
        let mut batch = BatchBuilder::new(call, EntryIndex(transcript.len()), TurnNumber(0));
        for turn in *turns {
            let (who, text) = turn.split_once(": ").expect("a speaker");
            let (id, start) = who.split_once('@').unwrap_or((who, ""));
            let (text, original) = text
                .split_once(" | ")
                .map_or((text, None), |(t, o)| (t, Some(o)));
            let speaker = ids.iter().position(|i| *i == id).expect("a known speaker");
            batch.turn(&NewTurn {
                speaker: SpeakerIndex(speaker as u32),
                start: Time::parse(start).ok(),
                text: OutsideStr::new(text),
                original: original.map(OutsideStr::new),
                ..NewTurn::default()
            });
        }
        transcript.add(Part::Batch(Arc::new(batch.build())));
    }
    transcript
}

/// Where a note stands in another edition.
fn place(note: &Note, transcript: &Transcript) -> Placement {
    Finder::new(transcript, Edition::Other).place(note)
}

fn note(on: On) -> Note {
    Note {
        id: NoteId(Outside::new("n")),
        created: Outside::new("2026-11-22T18:03:11Z"),
        changed: None,
        author: None,
        on,
        codes: Vec::new(),
        text: Outside::default(),
        now: None,
    }
}

/// A note on `words` of turns, each given by its entry and words.
fn on_words(transcript: &Transcript, words: &[(usize, Layer, &str)]) -> Note {
    let stretches = words.iter().map(|(entry, layer, words)| {
        let turn = transcript.turn(EntryIndex(*entry)).expect("a turn");
        let start = turn.layer(*layer).raw().find(words).expect("the words");
        Stretch {
            entry: EntryIndex(*entry),
            layer: *layer,
            bytes: start..start + words.len(),
        }
    });
    let passage = Passage {
        stretches: stretches.collect(),
    };
    note(on_passage(transcript, &passage).expect("a passage"))
}

/// The entries and words where a passage stands; none when lost.
fn found<'a>(note: &Note, transcript: &'a Transcript) -> Option<Vec<(usize, &'a str)>> {
    let placement = place(note, transcript);
    assert_eq!(
        placement.entry,
        placement.stretches.first().map(|s| s.entry)
    );
    assert_eq!(
        placement.state <= State::Ambiguous,
        placement.stretches.is_empty()
    );
    let words = |s: &Stretch| {
        let turn = transcript.turn(s.entry).expect("a turn");
        (s.entry.0, &turn.layer(s.layer).raw()[s.bytes.clone()])
    };
    (placement.state == State::Ok).then(|| placement.stretches.iter().map(words).collect())
}

#[test]
fn notes_on_the_whole_a_speaker_or_a_call() {
    let now = transcript(&[&["ana: A", "ben: B"], &[], &["ben: C"]]);
    for (on, placement) in [
        (On::Transcript, Placement::at(None)),
        (
            On::Speaker(Outside::new("ben")),
            Placement::at(Some(EntryIndex(1))),
        ),
        (On::Speaker(Outside::new("cy")), Placement::at(None)),
        (On::Speaker(Outside::new("eve")), Placement::LOST),
        (
            On::Call(Outside::new("c2")),
            Placement::at(Some(EntryIndex(2))),
        ),
        (On::Call(Outside::new("c1")), Placement::at(None)),
        (On::Call(Outside::new("c9")), Placement::LOST),
    ] {
        assert_eq!(place(&note(on), &now), placement);
    }
}

#[test]
fn a_note_on_a_turn_follows_its_words() {
    let then = transcript(&[&["ana: Hello", "ben: Yes", "ana: Good"]]);
    let on = note(on_turn(&then, EntryIndex(1)).expect("a turn"));
    for (now, entry) in [
        (&["ana: Hello", "ben: Yes", "ana: Good"] as &[&str], Some(1)),
        (&["ana: Well", "ana: Hello", "ben: Yes"], None),
        (&["ana: Well", "ben: Yes", "ben: Yes"], None),
        (&["ben: Yes", "ana: Hello", "ben: Yes"], None),
        (&["ana: Hello", "ben: Yes!", "ana: Good"], None),
        (&["ana: Hello", "ana: Yes", "ana: Good"], None),
        (&["ana: Yes", "ana: Hello", "ben: Yes"], None),
        (&["ana: Yes", "ben: Yes", "ana: Good"], Some(1)),
        (&["ana: Hello"], None),
    ] {
        assert_eq!(
            place(&on, &transcript(&[now])).entry.map(|e| e.0),
            entry,
            "{now:?}"
        );
    }
    let twice = transcript(&[&["ana: Well", "ben: Yes", "ben: Yes"]]);
    let same = Finder::new(&twice, Edition::Same);
    assert_eq!(
        same.place(&on).entry,
        Some(EntryIndex(1)),
        "its number is right"
    );
    let long = format!("ben: {PROBLEM}");
    let then = transcript(&[&["ana: Hello", &long]]);
    let telling = note(on_turn(&then, EntryIndex(1)).expect("a turn"));
    for (now, entry) in [
        (
            &["ana: Hello", &long, "ana: So?", &long] as &[&str],
            Some(1),
        ),
        (&["ana: Hello", "ben: So", "ana: Well", &long], Some(3)),
        (&[&long, "ben: So", "ana: Well", &long], None),
    ] {
        let found = place(&telling, &transcript(&[now])).entry;
        assert_eq!(found.map(|e| e.0), entry, "{now:?}");
    }
    let elsewhere = transcript(&[&["ana: Hello"], &["ben: Yes"]]);
    assert_eq!(
        place(&on, &elsewhere),
        Placement::LOST,
        "never in another call"
    );
}

#[test]
fn a_note_on_a_turn_without_words_trusts_its_number() {
    let now = transcript(&[&["ana: Hello", "ben: Yes"]]);
    for (turn, speaker, entry) in [
        (2, None, Some(1)),
        (2, Some("ben"), Some(1)),
        (2, Some("ana"), None),
        (2, Some("eve"), None),
        (0, None, None),
        (3, None, None),
    ] {
        let on = On::Turn {
            call: Outside::new("c0"),
            turn: TurnNumber(turn),
            speaker: speaker.map(Outside::new),
            exact: None,
        };
        let on = note(on);
        assert_eq!(place(&on, &now), Placement::LOST, "another edition");
        for edition in [Edition::Same, Edition::Unknown] {
            let found = Finder::new(&now, edition).place(&on);
            assert_eq!(found.entry.map(|e| e.0), entry);
        }
    }
}

#[test]
fn only_the_first_200_characters_of_a_turn_count() {
    let long = format!("ana: {}", "é".repeat(200));
    let then = transcript(&[&[&format!("{long}before")]]);
    let on = note(on_turn(&then, EntryIndex(0)).expect("a turn"));
    assert_eq!(
        place(&on, &transcript(&[&[&format!("{long}after")]])).state,
        State::Ok
    );
    assert_eq!(opening(OutsideStr::new(&"é".repeat(201))).len(), 400);
}

#[test]
fn a_passage_follows_its_words() {
    let ana = format!("ana: {PROBLEM}");
    let then = transcript(&[&[&ana, "ben: Yes, one problem."]]);
    let on = on_words(&then, &[(0, Layer::Text, "one problem")]);
    let shifted = format!("ana: Well. {PROBLEM}");
    let by_ben = format!("ben: {PROBLEM}");
    let edited = format!("ana: {}", PROBLEM.replace("lease", "leases"));
    let both = format!(
        "ana: {}",
        PROBLEM
            .replace("[inaudible]", "[unclear]")
            .replace("We only", "We")
    );
    for (now, entry, why) in [
        (&[&*ana, "ben: Yes."] as &[&str], Some(0), "as it was"),
        (&["ben: So?", &ana], Some(1), "a turn came before"),
        (&[&shifted], Some(0), "words came before"),
        (&[&edited], None, "a word after them changed"),
        (&[&both], None, "both sides changed near short words"),
        (&[&by_ben], None, "somebody else says it"),
        (&["ana: We have one problem."], None, "other surroundings"),
        (
            &["ana: one problem", &ana, "ben: So", &ana],
            None,
            "at two places",
        ),
        (&["ana: No."], None, "gone"),
    ] {
        let now = transcript(&[now]);
        let found = found(&on, &now);
        assert_eq!(found, entry.map(|e| vec![(e, "one problem")]), "{why}");
    }
}

#[test]
fn a_note_on_a_turn_goes_with_it_when_a_word_is_corrected() {
    let then = transcript(&[&[
        "ben: So?",
        "ana: We have one problem, it is the lease of the harbour.",
    ]]);
    let on = note(on_turn(&then, EntryIndex(1)).expect("a turn"));
    let now = "We really have one problem, it is the lease of the harbour.";
    let far = ["ana: No.", "ben: No?"].repeat(9);
    let far: Vec<&str> = far
        .into_iter()
        .chain(["ana: We really have one problem, it is the lease of the harbour."])
        .collect();
    let (ana, ben) = (format!("ana: {now}"), format!("ben: {now}"));
    let again = format!("ana: {}", now.replace("really", "only"));
    for (now, state, entry) in [
        (&["ben: So?", &*ana] as &[&str], State::Moved, Some(1)),
        (&["ben: So?", "ana: Well.", &ana], State::Moved, Some(2)),
        (&["ben: So?", &ben], State::Lost, None),
        (&["ben: So?", &ana, &again], State::Ambiguous, None),
        (&far, State::Lost, None),
    ] {
        let found = place(&on, &transcript(&[now]));
        let entry = entry.map(EntryIndex);
        assert_eq!((found.state, found.entry), (state, entry), "{now:?}");
    }
}

#[test]
fn short_turns_are_not_taken_for_each_other() {
    let then = transcript(&[&["ana@1: Yes.", "ben@2: So?", "ana@3: Yes."]]);
    let on = on_words(&then, &[(2, Layer::Text, "Yes.")]);
    for (now, entry) in [
        (
            &["ana@1: Yes.", "ben@2: So?", "ana@3: Yes."] as &[&str],
            Some(2),
        ),
        (
            &[
                "ana@0: Yes.",
                "ben@0: Who?",
                "ana@1: Yes.",
                "ben@2: So?",
                "ana@3: Yes.",
            ],
            None,
        ),
        (&["ana@1: Yes.", "ben@2: So?", "ana@4: Yes."], None),
        (&["ana@1: No.", "ben@2: So?", "ana@4: Yes."], Some(2)),
        (&["ana@1: Yes. I think so.", "ben@2: So?"], None),
        (&["ana@1: Yes.", "ben@2: So?"], None),
        (&["ana: Yes.", "ben: So?"], None),
    ] {
        let entries = found(&on, &transcript(&[now])).map(|f| f[0].0);
        assert_eq!(entries, entry, "{now:?}");
    }
}

#[test]
fn words_that_stand_twice_in_their_turn_are_told_by_their_surroundings() {
    let text =
        "ana: No, no. I said no, and you said no, and then they all said no to the whole of it.";
    let then = transcript(&[&[text]]);
    let turn = then.turn(EntryIndex(0)).expect("a turn").text().raw();
    let at = turn.rfind("no").expect("a word");
    let passage = Passage {
        stretches: vec![Stretch {
            entry: EntryIndex(0),
            layer: Layer::Text,
            bytes: at..at + 2,
        }],
    };
    let on = note(on_passage(&then, &passage).expect("a passage"));
    assert_eq!(place(&on, &then).stretches, passage.stretches);
    let now = transcript(&[&[&text.replace("ana: ", "ana: Oh! ")]]);
    assert_eq!(place(&on, &now).stretches[0].bytes, at + 4..at + 6);
    let one = transcript(&[&["ana: I said no more."]]);
    assert_eq!(place(&on, &one), Placement::LOST);
}

#[test]
fn parts_move_together_or_not_at_all() {
    let then = transcript(&[&[
        "ana: I will not sign the paper.",
        "ben: Mm.",
        "ana: Not this year, and not the next one.",
    ]]);
    let words = [
        (0, Layer::Text, "not sign"),
        (1, Layer::Text, "Mm."),
        (2, Layer::Text, "Not this year"),
    ];
    let mut on = on_words(&then, &words);
    if let On::Passage { parts, .. } = &mut on.on {
        parts.reverse();
    }
    assert_eq!(found(&on, &then), None, "out of order");
    let on = on_words(&then, &words);
    assert_eq!(found(&on, &then).map(|f| f.len()), Some(3));
    let later = transcript(&[&[
        "ana: So.",
        "ben: Mm.",
        "ana: I will not sign the paper.",
        "ben: Mm.",
        "ana: Not this year, and not the next one.",
    ]]);
    let entries: Option<Vec<usize>> = found(&on, &later).map(|f| f.iter().map(|s| s.0).collect());
    assert_eq!(entries, Some(vec![2, 3, 4]));
    let torn = transcript(&[&[
        "ana: I will not sign the paper.",
        "ben: Mm.",
        "ben: What?",
        "ana: Not this year, and not the next one.",
    ]]);
    assert_eq!(found(&on, &torn), None);
}

#[test]
fn an_original_is_its_own_text() {
    let then = transcript(&[&["ana: one problem | ein Problem"]]);
    let on = on_words(&then, &[(0, Layer::Original, "Problem")]);
    assert_eq!(found(&on, &then), Some(vec![(0, "Problem")]));
    assert_eq!(found(&on, &transcript(&[&["ana: ein Problem"]])), None);
}

#[test]
fn faulty_bytes_are_no_place() {
    let then = transcript(&[&["ana: élan vital"]]);
    let mut on = on_words(&then, &[(0, Layer::Text, "vital")]);
    if let On::Passage { parts, .. } = &mut on.on {
        parts[0].at = 1..900;
    }
    assert_eq!(
        found(&on, &then),
        Some(vec![(0, "vital")]),
        "bytes are a hint"
    );
    if let On::Passage { parts, .. } = &mut on.on {
        parts[0].exact = Outside::default();
    }
    assert_eq!(found(&on, &then), None);
}

#[test]
fn words_over_several_turns_are_found_where_a_turn_was_cut() {
    let ana = format!("ana: {PROBLEM}");
    let then = transcript(&[&["ben: So?", &ana]]);
    let on = on_words(
        &then,
        &[(1, Layer::Text, "[inaudible] the lease, and nobody")],
    );
    let (first, second) = PROBLEM.split_at(PROBLEM.find("and nobody").expect("the words"));
    let now = transcript(&[&[
        "ben: So?",
        &format!("ana: {}", first.trim()),
        &format!("ana: {second}"),
    ]]);
    let place = place(&on, &now);
    assert_eq!(place.state, State::Moved);
    let entries: Vec<usize> = place.stretches.iter().map(|s| s.entry.0).collect();
    assert_eq!(entries, [1, 2]);
}

#[test]
fn short_words_never_move_to_another_speaker_and_deleted_ones_are_lost() {
    let then = transcript(&[&[
        "ana: Yes.",
        "ben: What of it?",
        "ana: Nothing at all, my friend.",
    ]]);
    let yes = on_words(&then, &[(0, Layer::Text, "Yes.")]);
    let nothing = on_words(&then, &[(2, Layer::Text, "Nothing at all")]);
    let now = transcript(&[&["ben: Yes.", "ben: What of it?", "cy: Yes."]]);
    assert_eq!(place(&yes, &now), Placement::LOST);
    assert_eq!(place(&nothing, &now), Placement::LOST);
}

proptest::proptest! {
    #[test]
    fn a_passage_cut_anywhere_stands_where_it_is_whatever_comes_before(from in 0..80usize, length in 1..24usize) {
        let ana = format!("ana: {PROBLEM}");
        let then = transcript(&[&["ben: So?", &ana]]);
        let at = |n: usize| PROBLEM.char_indices().nth(n).expect("a character").0;
        let passage = Passage {
            stretches: vec![Stretch { entry: EntryIndex(1), layer: Layer::Text, bytes: at(from)..at(from + length) }],
        };
        let on = note(on_passage(&then, &passage).expect("a passage"));
        let same = place(&on, &then);
        proptest::prop_assert_eq!((same.state, &same.stretches), (State::Ok, &passage.stretches));
        let later = place(&on, &transcript(&[&["ben: So?", "cy: Well.", &ana]]));
        proptest::prop_assert_eq!((later.state, later.entry), (State::Ok, Some(EntryIndex(2))));
    }
}
