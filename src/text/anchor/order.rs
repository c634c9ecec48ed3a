//! What the notes that were found for certain say of the others: between which turns they must stand, and who has another
//! id now.

use std::collections::HashMap;

use super::needle::Needle;
use crate::model::{EntryIndex, OutsideStr, SpeakerIndex, TurnNumber};

/// Turns between two notes that are near each other.
const NARROW: usize = 24;

/// A note that was found for certain.
#[derive(Clone, Copy)]
pub(super) struct Sure<'n> {
    pub call: OutsideStr<'n>,
    pub turn: TurnNumber,
    pub entry: EntryIndex,
    /// By how many its turn's number has changed.
    pub shift: i64,
}

/// All of them.
#[derive(Default)]
pub(super) struct Guides<'n> {
    by_call: HashMap<OutsideStr<'n>, Vec<Sure<'n>>>,
    renamed: HashMap<OutsideStr<'n>, SpeakerIndex>,
}

/// The nearest before and after a note.
#[derive(Clone, Copy)]
pub(super) struct Around {
    first: EntryIndex,
    last: EntryIndex,
    /// The change of their numbers, where it is the same on both sides.
    pub shift: Option<i64>,
}

impl Around {
    /// Whether they are so near each other that short words between them are hardly those of others.
    pub fn is_narrow(self) -> bool {
        self.last.0 - self.first.0 <= NARROW
    }

    /// Whether a turn stands between them.
    pub fn holds(self, entry: EntryIndex) -> bool {
        (self.first..=self.last).contains(&entry)
    }
}

impl<'n> Guides<'n> {
    /// From the notes that are certain, and from who speaks now where somebody who is gone spoke.
    pub fn new(sure: Vec<Sure<'n>>, spoken: &[(OutsideStr<'n>, SpeakerIndex)]) -> Self {
        let mut guides = Self::default();
        for one in sure {
            guides.by_call.entry(one.call).or_default().push(one);
        }
        for all in guides.by_call.values_mut() {
            all.sort_by_key(|s| (s.turn, s.entry));
        }
        let mut counts: HashMap<OutsideStr<'n>, HashMap<SpeakerIndex, usize>> = HashMap::new();
        for (id, speaker) in spoken {
            *counts.entry(*id).or_default().entry(*speaker).or_default() += 1;
        }
        for (id, counts) in counts {
            let sum: usize = counts.values().sum();
            if let Some((speaker, most)) = counts.into_iter().max_by_key(|(s, n)| (*n, *s))
                && sum >= 2
                && most * 10 >= sum * 9
            {
                guides.renamed.insert(id, speaker);
            }
        }
        guides
    }

    /// Who has this id's words now.
    pub fn renamed(&self, id: OutsideStr<'_>) -> Option<SpeakerIndex> {
        self.renamed.get(&id).copied()
    }

    /// The certain notes around one; none where there are not two, or where they have changed places.
    pub fn around(&self, needle: &Needle) -> Option<Around> {
        let all = self.by_call.get(&needle.call)?;
        let (first, last) = (needle.pieces.first()?.turn, needle.pieces.last()?.turn);
        let before = all[..all.partition_point(|s| s.turn < first)].last()?;
        let after = all.get(all.partition_point(|s| s.turn <= last))?;
        (before.entry <= after.entry).then(|| Around {
            first: before.entry,
            last: after.entry,
            shift: (before.shift == after.shift).then_some(before.shift),
        })
    }
}
