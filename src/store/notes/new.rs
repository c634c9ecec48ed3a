//! A new note: its id, its date, its author, and what it remembers of its place.
//!
//! Clock, chance and surroundings are asked in [`Making::now`] alone, so that everything else is exact.

use std::time::SystemTime;

use jiff::{Timestamp, Unit};
use ulid::Ulid;

use crate::model::{Note, NoteId, On, Outside, Transcript, TurnRef};

/// Characters that a note on a turn keeps of it.
const KEPT: usize = 200;

/// What a new note has from the moment and the person it was made by.
#[derive(Clone, Debug, PartialEq)]
pub struct Making {
    /// Unlike any other; sorts by time.
    pub id: NoteId,
    /// RFC 3339, UTC, to the second.
    pub created: Outside,
    /// Who makes it.
    pub author: Option<Outside>,
}

impl Making {
    /// At this moment, by `$ONRECORD_AUTHOR`, else `$USER`.
    pub fn now() -> Self {
        let now = SystemTime::now();
        let variable = |name| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
        Self {
            id: NoteId(Outside::new(Ulid::from_datetime(now).to_string())),
            created: utc(Timestamp::try_from(now).unwrap_or_default()),
            author: variable("ONRECORD_AUTHOR")
                .or_else(|| variable("USER"))
                .map(Outside::new),
        }
    }
}

/// A point in time as the notes file has it: `2026-11-22T18:03:11Z`.
pub fn utc(time: Timestamp) -> Outside {
    let seconds = time.round(Unit::Second).unwrap_or(time);
    Outside::new(seconds.to_string())
}

/// A note; with no text a mark, with codes only a coding.
pub fn new_note(making: Making, on: On, codes: Vec<Outside>, text: Outside) -> Note {
    Note {
        id: making.id,
        created: making.created,
        changed: None,
        author: making.author,
        on,
        codes,
        text,
    }
}

/// What a note on `turn` remembers: its call, number, speaker and first 200 characters.
pub fn on_turn(transcript: &Transcript, turn: TurnRef<'_>) -> On {
    let text = turn.text().raw();
    let end = text
        .char_indices()
        .nth(KEPT)
        .map_or(text.len(), |(at, _)| at);
    On::Turn {
        call: transcript.call(turn.call()).id.clone(),
        turn: turn.number(),
        speaker: Some(transcript.speaker(turn.speaker()).id.clone()),
        exact: Some(Outside::new(&text[..end])),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{
        BatchBuilder, Call, CallIndex, EntryIndex, NewTurn, Outline, OutsideStr, Part, Speaker,
        TurnNumber,
    };

    #[test]
    fn a_note_on_a_turn_keeps_its_first_200_characters() {
        let (id, name) = (Outside::new("ana"), Outside::new("Ana"));
        let ana = Speaker {
            id: id.clone(),
            initials: name.clone(),
            name,
            role: None,
            side: None,
            aliases: Vec::new(),
        };
        let call = Call {
            id: Outside::new("ana-ben"),
            ..Call::default()
        };
        let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(0), TurnNumber(0));
        let words = "é".repeat(300);
        batch.turn(&NewTurn {
            text: OutsideStr::new(&words),
            ..NewTurn::default()
        });
        let mut transcript = Transcript::default();
        transcript.add(Part::Outline(Arc::new(Outline {
            speakers: vec![ana],
            calls: vec![call],
            ..Outline::default()
        })));
        transcript.add(Part::Batch(Arc::new(batch.build())));
        let turn = transcript.turns().next().unwrap();
        assert_eq!(
            on_turn(&transcript, turn),
            On::Turn {
                call: Outside::new("ana-ben"),
                turn: TurnNumber(1),
                speaker: Some(id),
                exact: Some(Outside::new("é".repeat(200))),
            }
        );
    }

    #[test]
    fn a_date_is_utc_to_the_second() {
        let time: Timestamp = "2026-11-22T19:03:11.2+01:00".parse().unwrap();
        assert_eq!(utc(time).raw(), "2026-11-22T18:03:11Z");
    }

    #[test]
    fn ids_made_now_are_ulids_and_differ() {
        let (one, two) = (Making::now().id.0, Making::now().id.0);
        assert!(Ulid::from_string(one.raw()).is_ok());
        assert_ne!(one, two);
    }
}
