//! Where nobody speaks between two turns, and where the next begins before the last one has ended.
//!
//! Only where the file gives both times: the end before, the start after. Nothing is estimated.

use crate::model::{Time, TurnNumber, TurnRef};

/// A silence or an overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The turn that begins after the silence, or too early.
    pub turn: TurnNumber,
    /// How long.
    pub length: Time,
}

/// The silences and overlaps of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    /// Nobody speaks.
    pub silences: Vec<Pause>,
    /// More than one speaks.
    pub overlaps: Vec<Pause>,
    /// How many places between turns could be measured.
    pub measured: usize,
}

impl Pauses {
    /// Those between a call's turns, in file order.
    pub fn of<'a>(turns: impl Iterator<Item = TurnRef<'a>>) -> Self {
        let mut pauses = Self::default();
        turns.fold(None, |until: Option<Time>, turn| {
            if let (Some(until), Some(start)) = (until, turn.start()) {
                pauses.measured += 1;
                let pause = |length| Pause {
                    turn: turn.number(),
                    length,
                };
                if start > until {
                    pauses.silences.push(pause(until.until(start)));
                } else if start < until {
                    let both = turn.end().map_or(until, |end| end.min(until));
                    pauses.overlaps.push(pause(start.until(both)));
                }
            }
            let end = turn.end()?;
            Some(until.map_or(end, |until| until.max(end)))
        });
        pauses
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::batch;
    use super::*;

    #[test]
    fn only_given_times_are_measured() {
        for (turns, silences, overlaps, measured) in [
            (
                &["0 0-4 a", "1 4-8 b"] as &[&str],
                &[] as &[u64],
                &[] as &[u64],
                1,
            ),
            (&["0 0-4 a", "1 6-8 b", "0 7-9 c"], &[2_000], &[1_000], 2),
            (&["0 0-9 a", "1 2-3 b", "0 10-11 c"], &[1_000], &[1_000], 2),
            (&["0 0- a", "1 6-8 b", "0 - c", "1 20- d"], &[], &[], 0),
        ] {
            let batch = batch(0, 0, turns);
            let pauses = Pauses::of(batch.turns());
            let lengths = |p: &[Pause]| p.iter().map(|p| p.length.0).collect::<Vec<_>>();
            assert_eq!(lengths(&pauses.silences), silences, "{turns:?}");
            assert_eq!(lengths(&pauses.overlaps), overlaps, "{turns:?}");
            assert_eq!(pauses.measured, measured, "{turns:?}");
        }
    }
}
