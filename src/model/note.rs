//! What the reader adds.
//!
//! A note remembers its place in words that outlive the transcript's edits: ids, numbers and the very words. Where those
//! stand now is found anew each time, and is no part of the note.

use std::ops::Range;

use super::{Layer, Outside, Time, TurnNumber};

/// A note's id: a ULID when this program made it; any text when another did.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub Outside);

/// A note, or with no text a mark, or with codes only a coding.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Unlike any other.
    pub id: NoteId,
    /// When it was made: RFC 3339, UTC.
    pub created: Outside,
    /// When it was last changed.
    pub changed: Option<Outside>,
    /// Who made it.
    pub author: Option<Outside>,
    /// What it is on.
    pub on: On,
    /// Its codes.
    pub codes: Vec<Outside>,
    /// What it says; empty for a mark.
    pub text: Outside,
    /// Where the reader agreed that its words stand since the transcript was changed. What it was made on stays in `on`.
    pub now: Option<Now>,
}

impl Note {
    /// Whether another version differs in nothing but when it was changed.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let other = Self {
            changed: self.changed.clone(),
            ..other.clone()
        };
        *self == other
    }
}

/// Where a note's words were found again in a changed transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Now {
    /// The place, as it would be kept of a note made there.
    pub on: On,
    /// How like the words there are to those that the note was made on: from 0 to 100.
    pub score: u8,
    /// When the reader agreed: RFC 3339, UTC. Without it, it is a proposal.
    pub confirmed: Option<Outside>,
}

/// What a note is on.
#[derive(Clone, Debug, PartialEq)]
pub enum On {
    /// The whole transcript.
    Transcript,
    /// A speaker, by id.
    Speaker(Outside),
    /// A call, by id.
    Call(Outside),
    /// A turn.
    Turn {
        /// The call's id.
        call: Outside,
        /// Its number when the note was made.
        turn: TurnNumber,
        /// Who spoke, by id.
        speaker: Option<Outside>,
        /// The turn's first 200 characters when the note was made.
        exact: Option<Outside>,
    },
    /// Words, one part a turn.
    Passage {
        /// The call's id.
        call: Outside,
        /// In file order; at least one.
        parts: Vec<PassagePart>,
    },
}

/// The part of a passage that stands in one turn, as it was when the note was made.
#[derive(Clone, Debug, PartialEq)]
pub struct PassagePart {
    /// The turn's number.
    pub turn: TurnNumber,
    /// Who spoke, by id.
    pub speaker: Outside,
    /// When the turn began.
    pub start: Option<Time>,
    /// The words.
    pub exact: Outside,
    /// Up to 64 characters before them.
    pub prefix: Outside,
    /// Up to 64 characters after them.
    pub suffix: Outside,
    /// Bytes in the turn's text: a hint.
    pub at: Range<usize>,
    /// In the text or the original.
    pub layer: Layer,
}

/// How sure it is where a note's words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The words are gone.
    Lost,
    /// They may stand at more than one place.
    Ambiguous,
    /// They stand elsewhere, or changed, and the reader has not agreed to it yet.
    Moved,
    /// The same words and speaker in the same surroundings, or nothing to find.
    Ok,
}
