//! Places in the text. A place is never a row or a column: those exist only between layout and screen.

use std::fmt;
use std::ops::Range;

/// Which call, counted from 0 in file order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallIndex(pub u32);

/// Which speaker, counted from 0 in the order of first mention in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SpeakerIndex(pub u32);

/// A turn's number, counted from 1 in its call. Asides have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TurnNumber(pub u32);

/// Which turn or aside, counted from 0 through all calls in file order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryIndex(pub usize);

impl CallIndex {
    /// As an index into [`super::Outline::calls`].
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

impl SpeakerIndex {
    /// As an index into [`super::Outline::speakers`].
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for TurnNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A turn has its words, and may have them in the language that was spoken, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The turn's `text`.
    #[default]
    Text,
    /// The turn's `original`.
    Original,
}

/// A stretch of one turn's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// The turn, among all entries.
    pub entry: EntryIndex,
    /// In the text or the original.
    pub layer: Layer,
    /// Bytes of that text.
    pub bytes: Range<usize>,
}

/// A stretch of words that may run over several turns, in file order. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Passage {
    /// One or more stretches; each keeps its turn and so its speaker.
    pub stretches: Vec<Stretch>,
}

impl Passage {
    /// Entry, layer and byte of its first word.
    pub fn begin(&self) -> (EntryIndex, Layer, usize) {
        let first = self.stretches.first();
        first.map_or((EntryIndex(0), Layer::Text, 0), |s| {
            (s.entry, s.layer, s.bytes.start)
        })
    }

    /// The entry that the passage begins in.
    pub fn first(&self) -> EntryIndex {
        self.stretches.first().map_or(EntryIndex(0), |s| s.entry)
    }

    /// The turn in which it ends.
    pub fn last(&self) -> EntryIndex {
        self.stretches.last().map_or(EntryIndex(0), |s| s.entry)
    }
}
