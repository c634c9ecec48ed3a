//! Who spoke how much, and where on a call's clock: numbers, each with how it was made.
//!
//! Knows turns, words and times. Does not know lanes' names or what is drawn. No time is ever guessed: with one start
//! missing, a call is measured by words; with one end missing, by times that are called estimated.

mod pauses;
mod tally;
#[cfg(test)]
mod testing;
mod timeline;

pub use pauses::{Pause, Pauses};
pub use tally::{CallFigures, Figures, Share, Tally};
pub use timeline::Timeline;

use super::brackets::brackets;
use super::wrap::words;
use crate::model::{Call, OutsideStr, Time, TurnRef};

/// How a figure was made. What is made of several is as good as the worst of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Every turn has a start and an end.
    Time,
    /// Every turn has a start; where no end is given, the turn lasts until the next one.
    Estimated,
    /// Words were counted.
    Words,
}

impl Basis {
    /// What is known of one turn.
    fn of(turn: TurnRef<'_>) -> Self {
        match (turn.start(), turn.end()) {
            (Some(_), Some(_)) => Self::Time,
            (Some(_), None) => Self::Estimated,
            (None, _) => Self::Words,
        }
    }

    /// How shares were made, in a word or two.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Time => "by time",
            Self::Estimated => "estimated",
            Self::Words => "by words",
        }
    }

    /// How lengths were made.
    pub const fn lengths(self) -> &'static str {
        match self {
            Self::Time => "by time",
            Self::Estimated => "by time, lengths estimated",
            Self::Words => "by words",
        }
    }
}

/// The speaker's words in a text: those of UAX #29 outside the transcriber's `[…]`.
pub fn spoken_words(text: OutsideStr<'_>) -> usize {
    let count = |from: usize, to: usize| words(OutsideStr::new(&text.raw()[from..to])).count();
    let (mut spoken, mut at) = (0, 0);
    for bracket in brackets(text) {
        spoken += count(at, bracket.start);
        at = bracket.end;
    }
    spoken + count(at, text.len())
}

/// When a call's last turn ends that has no end: with the call, where the clock counts from the call's start.
fn last_end(call: &Call) -> Option<Time> {
    call.duration.filter(|_| call.clock.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_transcribers_words_are_not_the_speakers() {
        for (text, count) in [
            ("", 0),
            ("We only have one problem", 5),
            ("We only have one problem… [inaudible] the lease.", 7),
            ("[laughs]", 0),
            ("a [b [c] d] e", 2),
            ("a [b c", 3),
            ("a [b [c] d", 3),
            ("a] b", 2),
            ("a [b] c [d] e", 3),
            ("— … !", 0),
        ] {
            assert_eq!(spoken_words(OutsideStr::new(text)), count, "{text}");
        }
    }
}
