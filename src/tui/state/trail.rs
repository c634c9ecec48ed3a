//! The places from which the reader jumped, to go back to and forward again.
//!
//! Whether a movement was a jump is decided here and nowhere else: it went further than a screen, or it was meant as one.

use super::reading::Cursor;
use super::{Mode, State};
use crate::text::layout::Spot;

/// Places kept.
const MOST: usize = 100;

/// Places behind the reader and ahead.
#[derive(Debug, Default)]
pub struct Trail {
    past: Vec<Cursor>,
    ahead: Vec<Cursor>,
    /// Where the reader was before a prompt was opened that moves the cursor while one types.
    pending: Option<Cursor>,
    /// Whether what is done now goes somewhere by its meaning, however near.
    pub meant: bool,
    /// Whether the reader just went along the trail itself.
    walked: bool,
}

impl Trail {
    fn leave(&mut self, from: Cursor) {
        if self.past.last() != Some(&from) {
            self.past.push(from);
        }
        if self.past.len() > MOST {
            self.past.remove(0);
        }
        self.ahead.clear();
    }
}

/// The last place of a list that is not the one where the reader is already.
fn other(list: &mut Vec<Cursor>, here: Cursor) -> Option<Cursor> {
    while let Some(place) = list.pop() {
        if place != here {
            return Some(place);
        }
    }
    None
}

impl State {
    /// Keeps where the reader was before something happened, if the cursor jumped since.
    pub fn keep_trail(&mut self, from: Cursor) {
        if std::mem::take(&mut self.trail.walked) {
            self.trail.pending = None;
            return;
        }
        let typing = matches!(self.mode, Mode::Searching(_) | Mode::Palette(_));
        let finding = &self.finding;
        let coming = finding.running && finding.current.is_none() && finding.origin.is_some();
        if typing || coming {
            self.trail.pending.get_or_insert(from);
            return;
        }
        let from = self.trail.pending.take().unwrap_or(from);
        let meant = std::mem::take(&mut self.trail.meant);
        if from != self.reading.cursor && (meant || self.reading.is_far(&self.transcript, from)) {
            self.trail.leave(from);
        }
    }

    /// Back to where the reader last jumped from; `false` if there is no such place.
    pub fn jump_back(&mut self) -> bool {
        let here = self.reading.cursor;
        let Some(place) = other(&mut self.trail.past, here) else {
            return false;
        };
        self.trail.ahead.push(here);
        self.walk_to(place);
        true
    }

    /// Forward to where the reader was before going back.
    pub fn jump_forward(&mut self) -> bool {
        let here = self.reading.cursor;
        let Some(place) = other(&mut self.trail.ahead, here) else {
            return false;
        };
        self.trail.past.push(here);
        self.walk_to(place);
        true
    }

    fn walk_to(&mut self, place: Cursor) {
        if let Spot::Byte(..) = place.spot {
            self.go(place.place());
        }
        self.reading.cursor = place;
        self.trail.walked = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryIndex, Layer};

    fn at(entry: usize) -> Cursor {
        Cursor {
            entry: EntryIndex(entry),
            spot: Spot::Byte(Layer::Text, 0),
        }
    }

    #[test]
    fn back_and_forward_lead_to_the_same_places() {
        let mut state = State::new(80, 24);
        for entry in [3, 7, 7, 9] {
            state.trail.leave(at(entry));
        }
        state.reading.cursor = at(20);
        let mut seen = Vec::new();
        while state.jump_back() {
            seen.push(state.reading.cursor);
        }
        assert_eq!(seen, [at(9), at(7), at(3)]);
        seen.clear();
        while state.jump_forward() {
            seen.push(state.reading.cursor);
        }
        assert_eq!(seen, [at(7), at(9), at(20)]);
    }

    #[test]
    fn a_new_jump_forgets_what_was_ahead_and_the_oldest_of_too_many() {
        let mut state = State::new(80, 24);
        for entry in 0..MOST + 5 {
            state.trail.leave(at(entry));
        }
        assert_eq!(state.trail.past.len(), MOST);
        state.reading.cursor = at(999);
        assert!(state.jump_back());
        state.trail.leave(state.reading.cursor);
        assert!(!state.jump_forward());
    }
}
