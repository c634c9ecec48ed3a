//! What a comparison finds: how much both versions share, which turns stand beside which, and every difference.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{CallIndex, EntryIndex, Layer, SpeakerIndex, Stretch};

/// What kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Words of a turn are other words, or stand in one version only.
    Words,
    /// A turn stands in one version only.
    Turn,
    /// A turn, or some in a row, stand elsewhere.
    Moved,
    /// The same words of somebody else.
    Attributed,
    /// One turn of the first version is several of the second.
    Split,
    /// Several turns of the first version are one of the second.
    Joined,
    /// Several turns are several others: their words are the same, cut elsewhere.
    Recut,
    /// A speaker has another name, wherever they speak.
    Renamed,
    /// The transcriber's brackets differ.
    Brackets,
    /// An event, a gap or a remark stands in one version only, or says something else.
    Aside,
    /// A call stands in one version only.
    Call,
    /// The same words in other case, with other signs around them or in another encoding.
    Signs,
}

impl Kind {
    /// All of them, the gravest first.
    pub const ALL: [Self; 12] = [
        Self::Call,
        Self::Turn,
        Self::Attributed,
        Self::Words,
        Self::Moved,
        Self::Renamed,
        Self::Split,
        Self::Joined,
        Self::Recut,
        Self::Brackets,
        Self::Aside,
        Self::Signs,
    ];

    /// What programs call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Turn => "turn",
            Self::Moved => "moved",
            Self::Attributed => "attributed",
            Self::Split => "split",
            Self::Joined => "joined",
            Self::Recut => "recut",
            Self::Renamed => "renamed",
            Self::Brackets => "brackets",
            Self::Aside => "aside",
            Self::Call => "call",
            Self::Signs => "signs",
        }
    }

    /// Whether its words are marked where both versions stand side by side.
    const fn is_marked(self) -> bool {
        !matches!(
            self,
            Self::Split | Self::Joined | Self::Recut | Self::Renamed | Self::Call
        )
    }

    /// What is said of it beyond the words that are marked.
    pub const fn remark(self) -> Option<&'static str> {
        match self {
            Self::Words | Self::Turn | Self::Brackets | Self::Aside | Self::Signs => None,
            Self::Renamed => None,
            Self::Moved => Some("stands elsewhere"),
            Self::Attributed => Some("of another speaker"),
            Self::Split | Self::Joined | Self::Recut => Some("cut into turns elsewhere"),
            Self::Call => Some("a call that one version has alone"),
        }
    }

    /// The same, seen from the other version.
    const fn mirrored(self) -> Self {
        match self {
            Self::Split => Self::Joined,
            Self::Joined => Self::Split,
            other => other,
        }
    }
}

/// What in a change of words deserves a second look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// A number is another.
    pub number: bool,
    /// Something is denied that was not, or the other way round.
    pub negation: bool,
    /// A name is another.
    pub name: bool,
}

impl Telling {
    /// In words.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let all = [
            (self.number, "number"),
            (self.negation, "negation"),
            (self.name, "name"),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, name)| name)
    }
}

/// A difference's side: where it stands in one version, and its words there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The call.
    pub call: CallIndex,
    /// The turns or the aside, in order; of a call that stands in one version only, none.
    pub entries: Vec<EntryIndex>,
    /// Who speaks.
    pub speaker: Option<SpeakerIndex>,
    /// In the text or the original.
    pub layer: Layer,
    /// The words; an empty stretch where the other version has words that this one has not.
    pub stretches: Vec<Stretch>,
}

/// One difference. One side is missing where there is nothing of it in that version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind.
    pub kind: Kind,
    /// In the first version.
    pub a: Option<Side>,
    /// In the second version.
    pub b: Option<Side>,
    /// What deserves a second look.
    pub telling: Telling,
}

/// Turns that stand beside each other, and what differs in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Turns of the first version, in order; none for those of the second only.
    pub a: Vec<EntryIndex>,
    /// Turns of the second version.
    pub b: Vec<EntryIndex>,
    /// Which of [`Comparison::differences`].
    pub differences: Range<usize>,
}

impl Row {
    /// Whether anything differs: turns of one version only stand for themselves.
    pub fn differs(&self) -> bool {
        !self.differences.is_empty() || self.a.is_empty() || self.b.is_empty()
    }
}

/// What is marked of the words of turns and asides, as bytes; in order, and none reaches into the next.
pub type Marks = HashMap<(EntryIndex, Layer), Vec<Range<usize>>>;

/// Whether a byte is marked, by the marks of its text.
pub fn is_marked(marks: &[Range<usize>], byte: usize) -> bool {
    let next = marks.partition_point(|mark| mark.end <= byte);
    marks.get(next).is_some_and(|mark| mark.contains(&byte))
}

/// Turns that stand elsewhere in the other version, each with which of [`Comparison::differences`] says so.
pub type Elsewhere = HashMap<EntryIndex, usize>;

/// How much there is of a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Turns.
    pub turns: usize,
    /// Words that were spoken; not the transcriber's.
    pub words: usize,
    /// Turns that have the words in the language that was spoken, too.
    pub originals: usize,
}

/// Two versions, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The first version.
    pub a: Size,
    /// The second version.
    pub b: Size,
    /// The share of both versions' words that both have, from 0 to 1.
    pub common: f64,
    /// Whether they are two versions of one thing.
    pub related: bool,
    /// Places where case, signs or encoding differ, and no word.
    pub signs: usize,
    /// In the order of the rows; renamed speakers first.
    pub differences: Vec<Difference>,
    /// All turns of both versions, in order.
    pub rows: Vec<Row>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }

    /// How many of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.differences.iter().filter(|d| d.kind == kind).count()
    }

    /// What is marked in the words of each version, in order.
    pub fn marks(&self) -> [Marks; 2] {
        let mut marks = [Marks::new(), Marks::new()];
        for difference in self.differences.iter().filter(|d| d.kind.is_marked()) {
            for (marks, side) in marks.iter_mut().zip([&difference.a, &difference.b]) {
                for stretch in side.iter().flat_map(|s| &s.stretches) {
                    let place = (stretch.entry, stretch.layer);
                    marks.entry(place).or_default().push(stretch.bytes.clone());
                }
            }
        }
        for marks in marks.iter_mut().flat_map(HashMap::values_mut) {
            marks.retain(|m| !m.is_empty());
            marks.sort_by_key(|m| (m.start, m.end));
            marks.dedup_by(|next, mark| {
                let reaches = next.start < mark.end;
                if reaches {
                    mark.end = mark.end.max(next.end);
                }
                reaches
            });
        }
        marks
    }

    /// For each version the turns that stand elsewhere in the other, with which of the differences says so.
    pub fn elsewhere(&self) -> [Elsewhere; 2] {
        let mut found = [Elsewhere::new(), Elsewhere::new()];
        let all = self.differences.iter().enumerate();
        for (at, difference) in all.filter(|(_, d)| d.kind == Kind::Moved) {
            for (found, side) in found.iter_mut().zip([&difference.a, &difference.b]) {
                let turns = side.iter().flat_map(|s| &s.entries);
                found.extend(turns.map(|turn| (*turn, at)));
            }
        }
        found
    }

    /// The same, seen from the other version.
    pub fn mirrored(self) -> Self {
        let difference = |d: Difference| Difference {
            kind: d.kind.mirrored(),
            a: d.b,
            b: d.a,
            telling: d.telling,
        };
        let row = |r: Row| Row {
            a: r.b,
            b: r.a,
            differences: r.differences,
        };
        Self {
            a: self.b,
            b: self.a,
            differences: self.differences.into_iter().map(difference).collect(),
            rows: self.rows.into_iter().map(row).collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_marked_by_the_mark_that_it_stands_in() {
        let marks = [2..4, 4..5, 9..12];
        let marked: Vec<usize> = (0..14).filter(|byte| is_marked(&marks, *byte)).collect();
        assert_eq!(marked, [2, 3, 4, 9, 10, 11]);
        assert!(!is_marked(&[], 0));
    }
}
