//! Where a note's words stand now, and what a note keeps of its place so that they can be found again.
//!
//! Knows ids, numbers and words. Words that stand letter for letter, with their speaker and their surroundings, are found
//! whatever their turn's number. Else words that are like them are looked for: all notes at once (`scan`), then by edit
//! distance where something like them may stand (`judge`), then by what the notes that were found say of the others
//! (`order`). A wrong anchor is worse than a lost one: without clear evidence a note is ambiguous or lost.

mod judge;
mod keep;
mod needle;
mod order;
mod passage;
mod scan;
mod seek;
mod window;

use std::cell::OnceCell;
use std::collections::HashMap;

pub use keep::{likeness, on_passage, on_turn, opening};

use crate::model::{
    CallIndex, EntryIndex, Note, Outside, OutsideStr, SpeakerIndex, State, Stretch, Time,
    Transcript,
};
use seek::Sought;

/// Where a note stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// How sure it is.
    pub state: State,
    /// The turn or aside to go to; none for the whole transcript, for the lost, and where nothing is there yet.
    pub entry: Option<EntryIndex>,
    /// The words, for a passage that was found.
    pub stretches: Vec<Stretch>,
    /// How like they are to those that the note was made on: from 0 to 100.
    pub score: u8,
}

impl Placement {
    const LOST: Self = Self {
        state: State::Lost,
        entry: None,
        stretches: Vec::new(),
        score: 0,
    };

    const AMBIGUOUS: Self = Self {
        state: State::Ambiguous,
        entry: None,
        stretches: Vec::new(),
        score: 0,
    };

    fn at(entry: Option<EntryIndex>) -> Self {
        Self {
            state: State::Ok,
            entry,
            stretches: Vec::new(),
            score: 100,
        }
    }
}

/// Whether the notes were made on the transcript as it is now: then their numbers are right as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// They were.
    Same,
    /// They were made on another content.
    Other,
    /// The notes file does not say.
    Unknown,
}

impl Edition {
    /// As a notes file says whether it is on this content.
    pub fn of(same: Option<bool>) -> Self {
        match same {
            Some(true) => Self::Same,
            Some(false) => Self::Other,
            None => Self::Unknown,
        }
    }
}

/// Characters from which words are told by themselves.
const TELLING: usize = 24;

fn is_telling(words: &str) -> bool {
    words.chars().nth(TELLING - 1).is_some()
}

/// Finds notes in a transcript as it is at one moment. What it needs beside ids is made when the first note is not at its
/// number.
pub struct Finder<'a> {
    transcript: &'a Transcript,
    calls: HashMap<OutsideStr<'a>, CallIndex>,
    speakers: HashMap<OutsideStr<'a>, SpeakerIndex>,
    first_turns: OnceCell<HashMap<SpeakerIndex, EntryIndex>>,
    edition: Edition,
    starts: OnceCell<Vec<(CallIndex, Time, EntryIndex)>>,
}

impl<'a> Finder<'a> {
    /// Takes a transcript as far as it has arrived: turns that are still to come cannot be found.
    pub fn new(transcript: &'a Transcript, edition: Edition) -> Self {
        let calls = (0..).map(CallIndex).zip(transcript.calls());
        let speakers = (0..).map(SpeakerIndex).zip(transcript.speakers());
        Self {
            transcript,
            calls: calls.map(|(i, call)| (call.id.borrow(), i)).collect(),
            speakers: speakers.map(|(i, who)| (who.id.borrow(), i)).collect(),
            first_turns: OnceCell::new(),
            edition,
            starts: OnceCell::new(),
        }
    }

    /// Where a note stands. Many notes are placed faster and better by [`Self::place_all`].
    pub fn place(&self, note: &Note) -> Placement {
        let mut placed = self.place_all(std::slice::from_ref(note));
        placed.pop().unwrap_or(Placement::LOST)
    }

    fn call(&self, id: OutsideStr<'_>) -> Option<CallIndex> {
        self.calls.get(&id).copied()
    }

    fn speaker(&self, id: &Outside) -> Option<SpeakerIndex> {
        self.speakers.get(&id.borrow()).copied()
    }

    fn first_entry(&self, call: CallIndex) -> Option<EntryIndex> {
        self.transcript.call_entries(call).next().map(EntryIndex)
    }

    fn first_turn(&self, speaker: SpeakerIndex) -> Option<EntryIndex> {
        let firsts = self.first_turns.get_or_init(|| {
            let mut firsts = HashMap::new();
            for turn in self.transcript.turns() {
                firsts.entry(turn.speaker()).or_insert(turn.index());
            }
            firsts
        });
        firsts.get(&speaker).copied()
    }
}

#[cfg(test)]
mod tests;
