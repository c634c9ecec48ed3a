//! All words of some calls in a row, with a boundary before each turn.

use super::words::words;
use crate::model::{CallIndex, EntryIndex, EntryRef, Layer, OutsideStr, SpeakerIndex, Transcript};

/// What stands at a place of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A turn begins.
    Boundary,
    /// A word that was spoken.
    Spoken,
    /// A bracket of the transcriber's.
    Bracket,
}

/// A word or a boundary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Which of the stream's turns.
    pub turn: u32,
    /// Bytes of the turn's text.
    pub start: u32,
    pub end: u32,
    pub what: What,
}

/// A turn of a stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<'a> {
    pub entry: EntryIndex,
    pub call: CallIndex,
    pub speaker: SpeakerIndex,
    pub text: OutsideStr<'a>,
    /// Its boundary, among the tokens.
    pub first: usize,
    /// Behind its last word.
    pub last: usize,
}

impl Turn<'_> {
    /// Words and brackets.
    pub fn words(&self) -> usize {
        self.last - self.first - 1
    }
}

/// The words of some calls in one layer.
#[derive(Debug)]
pub(super) struct Stream<'a> {
    pub layer: Layer,
    pub hashes: Vec<u64>,
    pub tokens: Vec<Token>,
    pub turns: Vec<Turn<'a>>,
    /// Words that were spoken.
    pub spoken: usize,
}

impl<'a> Stream<'a> {
    pub fn new(transcript: &'a Transcript, calls: &[CallIndex], layer: Layer) -> Self {
        let mut stream = Self {
            layer,
            hashes: Vec::new(),
            tokens: Vec::new(),
            turns: Vec::new(),
            spoken: 0,
        };
        for batch in transcript.batches() {
            if calls.contains(&batch.call()) {
                batch.entries().for_each(|entry| stream.add(entry));
            }
        }
        stream
    }

    fn add(&mut self, entry: EntryRef<'a>) {
        let Some(turn) = entry.turn() else { return };
        let text = match self.layer {
            Layer::Text => turn.text(),
            Layer::Original => match turn.original() {
                Some(text) => text,
                None => return,
            },
        };
        let number = narrow(self.turns.len());
        let first = self.tokens.len();
        self.push(0, number, 0..0, What::Boundary);
        words(text, &mut |word| {
            let what = if word.bracket {
                What::Bracket
            } else {
                What::Spoken
            };
            self.spoken += usize::from(!word.bracket);
            self.push(word.hash, number, word.start..word.end, what);
        });
        self.turns.push(Turn {
            entry: turn.index(),
            call: turn.call(),
            speaker: turn.speaker(),
            text,
            first,
            last: self.tokens.len(),
        });
    }

    fn push(&mut self, hash: u64, turn: u32, bytes: std::ops::Range<usize>, what: What) {
        self.hashes.push(hash);
        self.tokens.push(Token {
            turn,
            start: narrow(bytes.start),
            end: narrow(bytes.end),
            what,
        });
    }

    /// The turn that a token belongs to.
    pub fn turn_of(&self, token: usize) -> usize {
        self.tokens[token].turn as usize
    }

    pub fn is_boundary(&self, token: usize) -> bool {
        self.tokens[token].what == What::Boundary
    }

    /// How many of some tokens are no boundaries.
    pub fn words_in(&self, tokens: std::ops::Range<usize>) -> usize {
        let (Some(first), Some(last)) = (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|l| self.tokens.get(l)),
        ) else {
            return 0;
        };
        if tokens.is_empty() {
            return 0;
        }
        let boundaries =
            (last.turn - first.turn) as usize + usize::from(first.what == What::Boundary);
        tokens.len() - boundaries
    }

    /// The hashes of a turn's words.
    pub fn turn_hashes(&self, turn: usize) -> &[u64] {
        &self.hashes[self.turns[turn].first + 1..self.turns[turn].last]
    }

    /// Gives each boundary the number of who speaks from there on.
    pub fn name_speakers(&mut self, person: impl Fn(SpeakerIndex) -> u32) {
        for turn in &self.turns {
            // Far from 0, so that no word is likely to have the same.
            self.hashes[turn.first] =
                (u64::from(person(turn.speaker)) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("a transcript's words are counted with 32 bits")
}
