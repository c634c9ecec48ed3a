//! A new note: its id, its date and its author.
//!
//! Clock, chance and surroundings are asked in [`Making::now`] alone, so that everything else is exact.

use std::time::SystemTime;

use jiff::{Timestamp, Unit};
use ulid::Ulid;

use crate::model::{Note, NoteId, On, Outside};

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
        now: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
