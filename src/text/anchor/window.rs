//! The words around a place, over the borders of turns, as they are compared.

use super::scan::Candidate;
use crate::model::{EntryIndex, Layer, Stretch, Transcript, TurnRef};
use crate::text::matching::fold;

/// A stretch of a call, one character after the other; between two turns stands a blank.
pub(super) struct Window {
    pub chars: Vec<char>,
    /// Where each of them stands; none for what is between turns.
    places: Vec<Option<(EntryIndex, u32, u32)>>,
    layer: Layer,
}

impl Window {
    /// From `before` bytes before a place to `after` bytes after it.
    pub fn new(
        transcript: &Transcript,
        layer: Layer,
        at: Candidate,
        before: usize,
        after: usize,
    ) -> Option<Self> {
        let middle = transcript.turn(at.entry)?;
        let entries = transcript.call_entries(middle.call());
        let mut window = Self {
            chars: Vec::new(),
            places: Vec::new(),
            layer,
        };
        let mut missing = before.saturating_sub(at.byte);
        let mut first = at.entry.0;
        let mut skipped = at.byte.saturating_sub(before);
        while missing > 0 && first > entries.start {
            first -= 1;
            let length = transcript
                .turn(EntryIndex(first))
                .map_or(0, |t| t.layer(layer).len());
            skipped = length.saturating_sub(missing);
            missing = missing.saturating_sub(length + 1);
        }
        let mut left = before + after;
        for turn in transcript.entries(first..entries.end) {
            let Some(turn) = turn.turn() else { continue };
            let length = turn.layer(layer).len().saturating_sub(skipped);
            window.take(turn, skipped, left);
            skipped = 0;
            left = left.saturating_sub(length);
            if left == 0 {
                break;
            }
        }
        Some(window)
    }

    fn take(&mut self, turn: TurnRef<'_>, from: usize, most: usize) {
        let text = turn.layer(self.layer).raw();
        let boundary = |at: &usize| text.is_char_boundary(*at);
        let (from, to) = (
            from.min(text.len()),
            from.saturating_add(most).min(text.len()),
        );
        let start = (0..=from).rev().find(boundary).unwrap_or(0);
        let end = (to..=text.len()).find(boundary).unwrap_or(text.len());
        if !self.chars.is_empty() {
            self.chars.push(' ');
            self.places.push(None);
        }
        for char in fold(&text[start..end]) {
            self.chars.push(char.char);
            let place = ((start + char.start) as u32, (start + char.end) as u32);
            self.places.push(Some((turn.index(), place.0, place.1)));
        }
    }

    /// The stretches of some of its characters, one a turn, without blanks at their ends.
    pub fn stretches(&self, mut from: usize, mut to: usize) -> Vec<Stretch> {
        while from < to && self.chars[from] == ' ' {
            from += 1;
        }
        while to > from && self.chars[to - 1] == ' ' {
            to -= 1;
        }
        let mut stretches: Vec<Stretch> = Vec::new();
        for (entry, start, end) in self.places[from..to].iter().flatten() {
            match stretches.last_mut() {
                Some(last) if last.entry == *entry => last.bytes.end = *end as usize,
                _ => stretches.push(Stretch {
                    entry: *entry,
                    layer: self.layer,
                    bytes: *start as usize..*end as usize,
                }),
            }
        }
        stretches
    }

    /// Grown or shrunk to whole words: by no more than `most` characters on either side.
    pub fn to_words(&self, from: usize, to: usize, most: usize) -> (usize, usize) {
        let inside = |at: usize| {
            at > 0
                && at < self.chars.len()
                && self.chars[at - 1].is_alphanumeric()
                && self.chars[at].is_alphanumeric()
        };
        let back = (0..=most.min(from)).map(|n| from - n);
        let start = back.clone().find(|at| !inside(*at)).unwrap_or(from);
        let end = (to..=(to + most).min(self.chars.len())).find(|at| !inside(*at));
        (start, end.unwrap_or(to))
    }
}
