//! The words or turns that the reader selects: from where that began to the cursor, both letters included.

use super::State;
use crate::model::{EntryIndex, EntryRef, Layer, OutsideStr, Passage, Stretch, TurnRef};
use crate::text::layout::Spot;
use crate::text::motion::{self, Step};
use crate::text::wrap;
use crate::tui::state::finding::Way;

/// What is being selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selecting {
    /// Whole turns, or words.
    pub turns: bool,
    /// The end that stays where it is: entry, layer and byte.
    pub fixed: (EntryIndex, Layer, usize),
}

impl State {
    /// The selected words, a stretch for each turn that is shown; `None` where nothing is selected. The selection stays in
    /// the call and in the text, or the original, that it began in.
    pub fn selection(&self) -> Option<Passage> {
        let Selecting { turns, fixed } = self.selecting?;
        let call = self.transcript.entry(fixed.0)?.call();
        let (entry, layer, byte) = self.reading.cursor.place();
        let byte = match (layer == fixed.1, entry < fixed.0) {
            (true, _) => byte,
            (false, true) => 0,
            (false, false) => usize::MAX,
        };
        let cursor = (entry, fixed.1, byte);
        let ((first, _, from), (last, layer, to)) = (fixed.min(cursor), fixed.max(cursor));
        let entries = self.transcript.entries(first.0..last.0 + 1);
        let spoken = entries.filter_map(EntryRef::turn);
        let shown = spoken.filter(|t| t.call() == call && self.is_shown(*t));
        let stretches = shown.filter_map(|turn| {
            let text = turn.layer(layer);
            let start = if turn.index() == first && !turns {
                motion::begin(text, from)
            } else {
                0
            };
            let end = if turn.index() == last && !turns {
                motion::end(text, to)
            } else {
                text.len()
            };
            (start < end).then(|| Stretch {
                entry: turn.index(),
                layer,
                bytes: start..end,
            })
        });
        let stretches: Vec<Stretch> = stretches.collect();
        (!stretches.is_empty()).then_some(Passage { stretches })
    }

    /// Begins to select words or whole turns where the reader is, or changes between the two; the same again ends it.
    /// `false` where no turn is.
    pub fn select(&mut self, turns: bool) -> bool {
        match &mut self.selecting {
            Some(selecting) if selecting.turns == turns => self.selecting = None,
            Some(selecting) => selecting.turns = turns,
            None => {
                let here = self.reading.cursor.place();
                let Some(turn) = self.turn_to_note().and_then(|e| self.transcript.turn(e)) else {
                    return false;
                };
                let on_it = turn.index() == here.0;
                let (_, layer, byte) = if on_it { here } else { Default::default() };
                let layer = if turn.layer(layer).is_empty() {
                    Layer::Text
                } else {
                    layer
                };
                let fixed = (turn.index(), layer, motion::begin(turn.layer(layer), byte));
                self.reading.go(fixed.0, fixed.1, fixed.2);
                self.selecting = Some(Selecting { turns, fixed });
            }
        }
        true
    }

    /// Puts the cursor at the other end of what is selected.
    pub fn other_end(&mut self) {
        if let Some(selecting) = &mut self.selecting {
            let (entry, layer, byte) = selecting.fixed;
            selecting.fixed = self.reading.cursor.place();
            self.reading.go(entry, layer, byte);
        }
    }

    /// Moves the cursor by letters, words or sentences, on into the next or the previous turn that is shown.
    pub fn step(&mut self, step: Step, way: Way) {
        let (here, layer, byte) = self.reading.cursor.place();
        let turn = self.transcript.turn(here);
        let text = |turn: TurnRef<'_>| turn.layer(layer).len();
        let has_words = |t: TurnRef<'_>| self.is_shown(t) && text(t) > 0;
        // The end that goes further on stands on last letters, the other on first ones: no word is cut by its way.
        let fixed = self.selecting.map(|s| s.fixed);
        let further = fixed.is_some_and(|fixed| match way {
            Way::Forward => fixed <= (here, layer, byte),
            Way::Back => fixed < (here, layer, byte),
        }) && step != Step::Letter;
        let within = turn
            .map(|turn| turn.layer(layer))
            .and_then(|words| match (way, further) {
                (Way::Forward, true) => motion::end_after(words, byte, step),
                (Way::Forward, false) => motion::after(words, byte, step),
                (Way::Back, true) => motion::end_before(words, byte, step),
                (Way::Back, false) => motion::before(words, byte, step),
            });
        // Back over where the selection began, to the word's first letter.
        let within = within.or_else(|| {
            let words = turn.filter(|_| further && way == Way::Back)?.layer(layer);
            motion::before(words, byte, step)
        });
        let place = match (within, way) {
            (Some(byte), _) => Some((here, byte)),
            (None, Way::Forward) => self.turn_after(here, has_words).map(|entry| {
                let end = motion::end_after(self.words(entry, layer), 0, step);
                (entry, end.filter(|_| further).unwrap_or(0))
            }),
            (None, Way::Back) => self.turn_before(here, has_words).map(|entry| {
                let words = self.words(entry, layer);
                (entry, motion::before(words, words.len(), step).unwrap_or(0))
            }),
        };
        if let Some((entry, byte)) = place {
            self.reading.go(entry, layer, byte);
        }
    }

    /// Puts the cursor at the beginning of its row, or at the last letter of it.
    pub fn row_end(&mut self, way: Way) {
        let (entry, layer, byte) = self.reading.cursor.place();
        let Some(row) = self.reading.row_bytes(entry, layer, byte) else {
            return;
        };
        let words = self.words(entry, layer);
        let to = match way {
            Way::Back => row.start,
            Way::Forward => motion::last_seen(words, row),
        };
        self.reading.go(entry, layer, to);
    }

    /// Moves the cursor by a row of the text, or the original, that is being selected in.
    pub fn row_step(&mut self, way: Way) {
        let layer = self.selecting.map_or(Layer::Text, |s| s.fixed.1);
        let by = if way == Way::Forward { 1 } else { -1 };
        let from = self.reading.cursor;
        // Rows of the other text, headings and asides are passed over; a turn's are as many as the screen is high or more.
        while self.reading.move_rows(&self.transcript, by) {
            if matches!(self.reading.cursor.spot, Spot::Byte(own, _) if own == layer) {
                return;
            }
        }
        self.reading.cursor = from;
    }

    fn words(&self, entry: EntryIndex, layer: Layer) -> OutsideStr<'_> {
        let turn = self.transcript.turn(entry);
        turn.map(|t| t.layer(layer)).unwrap_or_default()
    }

    /// How many words and turns are selected.
    pub fn selected(&self) -> (usize, usize) {
        let stretches = self.selection().map(|p| p.stretches).unwrap_or_default();
        let count = |s: &Stretch| {
            let words = wrap::words(self.words(s.entry, s.layer));
            words
                .filter(|w| w.start < s.bytes.end && s.bytes.start < w.end)
                .count()
        };
        (stretches.iter().map(count).sum(), stretches.len())
    }
}
