//! Calls for tests, written in a line a turn.

use crate::model::{
    AsideKind, Batch, BatchBuilder, Call, CallIndex, EntryIndex, NewAside, NewTurn, Outline,
    OutsideStr, SpeakerIndex, Time, TurnNumber,
};

/// A batch of a call from an entry on: `speaker start-end words…`, in seconds, or `~ what an aside says`.
pub(super) fn batch(call: u32, first: usize, turns: &[&str]) -> Batch {
    let mut batch = BatchBuilder::new(CallIndex(call), EntryIndex(first), TurnNumber(first as u32));
    for turn in turns {
        if let Some(text) = turn.strip_prefix("~ ") {
            batch.aside(&NewAside {
                kind: AsideKind::Event,
                text: OutsideStr::new(text),
                by: None,
            });
            continue;
        }
        let parts: Vec<&str> = turn.splitn(3, ' ').collect();
        let (start, end) = parts[1].split_once('-').expect("start-end");
        batch.turn(&NewTurn {
            speaker: SpeakerIndex(parts[0].parse().expect("a speaker's number")),
            start: Time::parse(start).ok(),
            end: Time::parse(end).ok(),
            text: OutsideStr::new(parts[2]),
            ..NewTurn::default()
        });
    }
    batch.build()
}

/// An outline with so many calls.
pub(super) fn calls(count: usize) -> Outline {
    Outline {
        calls: vec![Call::default(); count],
        ..Outline::default()
    }
}
