//! What is looked for: the words that a note keeps, with what it knows of them.

use crate::model::{Layer, OutsideStr, PassagePart, Time, TurnNumber};
use crate::text::matching::{Pattern, fold, words};

/// A part of it, as it stood in one turn.
#[derive(Clone, Copy)]
pub(super) struct Piece<'n> {
    pub turn: TurnNumber,
    /// By id; none where the note does not say.
    pub speaker: Option<OutsideStr<'n>>,
    pub start: Option<Time>,
    pub exact: &'n str,
    pub prefix: &'n str,
    /// None where the note does not keep what came after.
    pub suffix: Option<&'n str>,
}

/// The words of a passage, or the first words of a turn.
pub(super) struct Needle<'n> {
    pub call: OutsideStr<'n>,
    pub layer: Layer,
    /// One or more.
    pub pieces: Vec<Piece<'n>>,
    pub is_turn: bool,
    /// All its words, as they are compared.
    pub exact: Vec<char>,
    /// What came before and after, as it is compared.
    pub prefix: Vec<char>,
    pub suffix: Vec<char>,
}

impl<'n> Needle<'n> {
    /// The words of a passage; none where it has none, or is on the text in part and on the original in part.
    pub fn passage(call: OutsideStr<'n>, parts: &'n [PassagePart]) -> Option<Self> {
        let layer = parts.first()?.layer;
        let whole = |p: &PassagePart| p.layer == layer && !p.exact.raw().is_empty();
        let pieces = parts.iter().map(|p| Piece {
            turn: p.turn,
            speaker: Some(p.speaker.borrow()),
            start: p.start,
            exact: p.exact.raw(),
            prefix: p.prefix.raw(),
            suffix: Some(p.suffix.raw()),
        });
        let pieces: Vec<Piece> = pieces.collect();
        parts
            .iter()
            .all(whole)
            .then(|| Self::new(call, layer, pieces, false))
    }

    /// The first words of a turn; what came after them is not known if they are as many as are kept.
    pub fn turn(
        call: OutsideStr<'n>,
        turn: TurnNumber,
        speaker: Option<OutsideStr<'n>>,
        exact: OutsideStr<'n>,
        is_all: bool,
    ) -> Option<Self> {
        let exact = exact.raw();
        let piece = Piece {
            turn,
            speaker,
            start: None,
            exact,
            prefix: "",
            suffix: is_all.then_some(""),
        };
        (!exact.trim().is_empty()).then(|| Self::new(call, Layer::Text, vec![piece], true))
    }

    fn new(call: OutsideStr<'n>, layer: Layer, pieces: Vec<Piece<'n>>, is_turn: bool) -> Self {
        let chars = |text: &str| fold(text).map(|f| f.char).collect::<Vec<char>>();
        let joined: Vec<&str> = pieces.iter().map(|p| p.exact.trim()).collect();
        Self {
            call,
            layer,
            exact: chars(&joined.join(" ")),
            prefix: chars(pieces.first().map_or("", |p| p.prefix).trim()),
            suffix: chars(pieces.last().and_then(|p| p.suffix).unwrap_or("").trim()),
            pieces,
            is_turn,
        }
    }

    /// The words of it and around it, in order; those around it count as well.
    pub fn words(&self) -> Vec<u64> {
        let mut text = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            if at == 0 {
                text.push_str(piece.prefix);
            } else {
                text.push(' ');
            }
            text.push_str(piece.exact);
        }
        text.push_str(self.pieces.last().and_then(|p| p.suffix).unwrap_or(""));
        words(&text).map(|w| w.hash).collect()
    }

    /// Characters of it and around it: by how much it can be told from other words.
    pub fn telling(&self) -> usize {
        self.prefix.len() + self.exact.len() + self.suffix.len()
    }

    /// Prepared to be measured, forwards and backwards.
    pub fn patterns(&self) -> Patterns {
        let backwards =
            |chars: &[char]| Pattern::new(&chars.iter().rev().copied().collect::<Vec<_>>());
        Patterns {
            exact: Pattern::new(&self.exact),
            exact_backwards: backwards(&self.exact),
            prefix_backwards: backwards(&self.prefix),
            suffix: Pattern::new(&self.suffix),
        }
    }
}

/// A needle's words as patterns.
pub(super) struct Patterns {
    pub exact: Pattern,
    pub exact_backwards: Pattern,
    pub prefix_backwards: Pattern,
    pub suffix: Pattern,
}
