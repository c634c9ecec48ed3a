//! Where the reader is in the transcript, and which rows are on the screen.
//!
//! The cursor is a place in the text; the top of the screen is an entry and a row of its block. Only blocks near the
//! screen are laid out, so no movement depends on how long the transcript is.

use std::collections::HashMap;
use std::ops::Range;

use super::filter::Filter;
use crate::model::{EntryIndex, EntryRef, Layer, Transcript};
use crate::text::layout::{Block, Layers, MARGIN, Setting, Spot};

/// The place where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The turn or aside.
    pub entry: EntryIndex,
    /// The place in its block.
    pub spot: Spot,
}

impl Cursor {
    /// Entry, layer and byte, to be compared with other places in the text.
    pub fn place(self) -> (EntryIndex, Layer, usize) {
        let (layer, byte) = match self.spot {
            Spot::Lead(_) => (Layer::Text, 0),
            Spot::Byte(layer, byte) => (layer, byte),
            Spot::Trail(_) => (Layer::Original, usize::MAX),
        };
        (self.entry, layer, byte)
    }
}

/// A row of the transcript: an entry and a row of its block at the present width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// The turn or aside.
    pub entry: EntryIndex,
    /// Row of its block, from 0.
    pub row: usize,
}

/// Cursor, scroll position and the blocks that have been laid out.
#[derive(Debug)]
pub struct Reading {
    /// Where the reader is.
    pub cursor: Cursor,
    /// The first row on the screen.
    pub top: RowPlace,
    layers: Layers,
    measure: usize,
    filter: Filter,
    room: usize,
    rows: usize,
    blocks: HashMap<EntryIndex, Block>,
    visible: Vec<RowPlace>,
}

/// Blocks kept; beyond this all are dropped and the visible ones laid out again.
const KEPT: usize = 600;

/// Columns of words that are easy to read, and how far the reader may change them.
const MEASURE: usize = 80;
const MEASURES: std::ops::RangeInclusive<usize> = 20..=240;

impl Default for Reading {
    fn default() -> Self {
        let entry = EntryIndex(0);
        Self {
            cursor: Cursor {
                entry,
                spot: Spot::Byte(Layer::Text, 0),
            },
            top: RowPlace { entry, row: 0 },
            layers: Layers::Text,
            measure: MEASURE,
            filter: Filter::default(),
            room: 80,
            rows: 24,
            blocks: HashMap::new(),
            visible: Vec::new(),
        }
    }
}

impl Reading {
    /// Takes the size of the pane: columns and rows.
    pub fn resize(&mut self, columns: usize, rows: usize) {
        let before = self.columns();
        self.room = columns;
        if self.columns() != before {
            self.set_anew();
        }
        self.rows = rows;
    }

    /// Columns for the words with their margin: no wider than is easy to read.
    pub fn columns(&self) -> usize {
        let texts = if self.layers == Layers::Both { 2 } else { 1 };
        self.room.min(self.measure * texts + MARGIN).max(1)
    }

    /// Sets every block anew at the next look; the cursor keeps its place.
    fn set_anew(&mut self) {
        self.blocks.clear();
        self.top.row = 0;
    }

    /// Which of the turns' texts are shown.
    pub fn layers(&self) -> Layers {
        self.layers
    }

    /// Shows other texts of the turns.
    pub fn show(&mut self, layers: Layers) {
        self.layers = layers;
        self.set_anew();
    }

    /// Makes rows of words wider or narrower; the columns they have now.
    pub fn widen(&mut self, by: isize) -> usize {
        let widest = self
            .room
            .saturating_sub(MARGIN)
            .clamp(*MEASURES.start(), *MEASURES.end());
        let now = self.measure.min(widest);
        self.measure = now
            .saturating_add_signed(by)
            .clamp(*MEASURES.start(), widest);
        self.set_anew();
        self.measure
    }

    /// The columns of words that the reader chose, whatever there is room for.
    pub fn measure(&self) -> usize {
        self.measure
    }

    /// Chooses the columns of words.
    pub fn set_measure(&mut self, columns: usize) {
        self.measure = columns.clamp(*MEASURES.start(), *MEASURES.end());
        self.set_anew();
    }

    /// Who is brought forward.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Changes who is brought forward.
    pub fn change_filter(&mut self, change: impl FnOnce(&mut Filter)) {
        change(&mut self.filter);
        self.set_anew();
    }

    /// How an entry is set.
    pub fn setting(&self, transcript: &Transcript, entry: EntryIndex) -> Setting {
        let hidden = transcript
            .entry(entry)
            .is_some_and(|e| self.filter.hides(e));
        Setting {
            columns: self.columns(),
            layers: self.layers,
            hidden,
        }
    }

    /// Forgets how blocks were set: names, headings or the afterword may have changed since.
    pub fn forget(&mut self) {
        self.blocks.clear();
    }

    /// Rows of the pane.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The bytes of the row that holds a byte of a layer, where that layer is shown.
    pub fn row_bytes(&self, entry: EntryIndex, layer: Layer, byte: usize) -> Option<Range<usize>> {
        let block = self.laid_out(entry)?;
        let row = block.row_of(Spot::Byte(layer, byte));
        block.row(row).bytes(layer).cloned()
    }

    /// A block that is laid out; those on the screen are, after [`Reading::settle`].
    pub fn laid_out(&self, entry: EntryIndex) -> Option<&Block> {
        self.blocks.get(&entry)
    }

    fn block(&mut self, transcript: &Transcript, entry: EntryIndex) -> Option<&Block> {
        let at = transcript.entry(entry)?;
        let setting = self.setting(transcript, entry);
        let block = self.blocks.entry(entry);
        Some(block.or_insert_with(|| Block::new(transcript, at, setting)))
    }

    /// Rows of an entry. One that a filter hides is not laid out unless it has a heading or the afterword to show.
    fn height(&mut self, transcript: &Transcript, entry: EntryIndex) -> usize {
        let Some(at) = transcript.entry(entry) else {
            return 0;
        };
        let edge =
            entry.0 == transcript.call_entries(at.call()).start || entry.0 + 1 == transcript.len();
        if !edge && self.filter.hides(at) {
            0
        } else {
            self.block(transcript, entry).map_or(0, Block::height)
        }
    }

    /// The cursor's row.
    pub fn cursor_row(&mut self, transcript: &Transcript) -> RowPlace {
        let Cursor { entry, spot } = self.cursor;
        let row = self.block(transcript, entry).map_or(0, |b| b.row_of(spot));
        RowPlace { entry, row }
    }

    /// Whether the cursor is further than a screen from a place.
    pub fn is_far(&mut self, transcript: &Transcript, from: Cursor) -> bool {
        let here = self.cursor_row(transcript);
        let Cursor { entry, spot } = from;
        let row = self.block(transcript, entry).map_or(0, |b| b.row_of(spot));
        let from = RowPlace { entry, row };
        self.distance(transcript, here.min(from), here.max(from))
            .is_none_or(|rows| rows >= self.rows)
    }

    /// The entry with rows before this one, and how many those are.
    fn before(
        &mut self,
        transcript: &Transcript,
        entry: EntryIndex,
    ) -> Option<(EntryIndex, usize)> {
        (0..entry.0).rev().map(EntryIndex).find_map(|entry| {
            let height = self.height(transcript, entry);
            (height > 0).then_some((entry, height))
        })
    }

    /// The entry with rows after this one.
    fn after(&mut self, transcript: &Transcript, entry: EntryIndex) -> Option<EntryIndex> {
        let mut entries = (entry.0 + 1..transcript.len()).map(EntryIndex);
        entries.find(|entry| self.height(transcript, *entry) > 0)
    }

    /// A row so many rows further down, or up; stops at the transcript's ends.
    fn walk(&mut self, transcript: &Transcript, from: RowPlace, rows: isize) -> RowPlace {
        let RowPlace { mut entry, mut row } = from;
        let mut left = rows.unsigned_abs();
        if rows < 0 {
            while left > row {
                let Some((before, height)) = self.before(transcript, entry) else {
                    return RowPlace { entry, row: 0 };
                };
                left -= row + 1;
                (entry, row) = (before, height - 1);
            }
            return RowPlace {
                entry,
                row: row - left,
            };
        }
        loop {
            let height = self.height(transcript, entry);
            if row + left < height {
                return RowPlace {
                    entry,
                    row: row + left,
                };
            }
            let Some(next) = self.after(transcript, entry) else {
                return RowPlace {
                    entry,
                    row: height.saturating_sub(1),
                };
            };
            left -= height - row.min(height);
            (entry, row) = (next, 0);
        }
    }

    /// Moves the cursor by rows; rows that it does not stand on are passed over. `false` at an end.
    pub fn move_rows(&mut self, transcript: &Transcript, rows: isize) -> bool {
        let here = self.cursor_row(transcript);
        let step = rows.signum();
        let mut place = self.walk(transcript, here, rows);
        loop {
            if let Some(spot) = self
                .block(transcript, place.entry)
                .and_then(|b| b.spot(place.row))
            {
                self.cursor = Cursor {
                    entry: place.entry,
                    spot,
                };
                return place != here;
            }
            let next = self.walk(transcript, place, step);
            if next == place {
                return self.turn_back(transcript, place, here, -step);
            }
            place = next;
        }
    }

    /// From an end of the transcript back to the nearest row that the cursor can stand on.
    fn turn_back(
        &mut self,
        transcript: &Transcript,
        from: RowPlace,
        here: RowPlace,
        step: isize,
    ) -> bool {
        let mut place = from;
        while place != here {
            if let Some(spot) = self
                .block(transcript, place.entry)
                .and_then(|b| b.spot(place.row))
            {
                self.cursor = Cursor {
                    entry: place.entry,
                    spot,
                };
                return true;
            }
            let next = self.walk(transcript, place, step);
            if next == place {
                return false;
            }
            place = next;
        }
        false
    }

    /// Puts the cursor at a byte of an entry's text or original.
    pub fn go(&mut self, entry: EntryIndex, layer: Layer, byte: usize) {
        self.cursor = Cursor {
            entry,
            spot: Spot::Byte(layer, byte),
        };
    }

    /// Puts the cursor on a row of the screen, counted from 0; where it cannot stand there, on the next row that it can.
    pub fn go_to_row(&mut self, transcript: &Transcript, row: usize) {
        let visible = self.visible.get(row..).unwrap_or_default().to_vec();
        let spot = visible.into_iter().find_map(|place| {
            let spot = self.block(transcript, place.entry)?.spot(place.row)?;
            Some(Cursor {
                entry: place.entry,
                spot,
            })
        });
        self.cursor = spot.unwrap_or(self.cursor);
    }

    /// Puts the cursor on the letter at a row and a column of the screen, both from 0; `false` where none is.
    pub fn go_to_letter(&mut self, transcript: &Transcript, row: usize, column: usize) -> bool {
        let Some(RowPlace { entry, row }) = self.visible.get(row).copied() else {
            return false;
        };
        let setting = self.setting(transcript, entry);
        let at = transcript.entry(entry).and_then(EntryRef::turn);
        let spot = at.zip(self.block(transcript, entry));
        let spot = spot.and_then(|(turn, block)| block.letter_at(turn, row, column, setting));
        if let Some(spot) = spot {
            self.cursor = Cursor { entry, spot };
        }
        spot.is_some()
    }

    /// Moves screen and cursor together.
    pub fn scroll(&mut self, transcript: &Transcript, rows: isize) {
        let top = self.walk(transcript, self.top, rows);
        if self.move_rows(transcript, rows) {
            self.top = top;
        }
    }

    /// Puts the cursor at the very beginning: the heading.
    pub fn go_first(&mut self, transcript: &Transcript) {
        let entry = EntryIndex(0);
        let spot = self
            .block(transcript, entry)
            .and_then(|b| b.spot(0))
            .unwrap_or(Spot::Byte(Layer::Text, 0));
        self.cursor = Cursor { entry, spot };
    }

    /// Puts the cursor on the very last row.
    pub fn go_last(&mut self, transcript: &Transcript) {
        let entry = EntryIndex(transcript.len().saturating_sub(1));
        let Some(block) = self.block(transcript, entry) else {
            return;
        };
        let last = (0..block.height()).rev().find_map(|row| block.spot(row));
        self.cursor = Cursor {
            entry,
            spot: last.unwrap_or(Spot::Byte(Layer::Text, 0)),
        };
    }

    /// Brings the cursor's row onto the screen and lays out what is visible.
    pub fn settle(&mut self, transcript: &Transcript) {
        if transcript.is_empty() || self.rows == 0 {
            self.visible.clear();
            return;
        }
        if self.blocks.len() > KEPT {
            self.blocks.clear();
        }
        self.cursor.entry = EntryIndex(self.cursor.entry.0.min(transcript.len() - 1));
        self.leave_hidden(transcript);
        let height = self.height(transcript, self.top.entry);
        self.top.row = self.top.row.min(height.saturating_sub(1));
        let here = self.cursor_row(transcript);
        let margin = (self.rows / 5).min(3);
        let offset = self.distance(transcript, self.top, here);
        self.top = match offset {
            Some(rows) if rows >= margin && rows + margin < self.rows => self.top,
            Some(rows) if rows < margin => self.walk(transcript, here, -to_signed(margin)),
            Some(rows) if rows < self.rows * 2 => {
                let from_top = self.rows.saturating_sub(margin + 1);
                self.walk(transcript, here, -to_signed(from_top))
            }
            None if self.is_just_above(transcript, here) => {
                self.walk(transcript, here, -to_signed(margin))
            }
            _ => self.top_for_jump(transcript, here),
        };
        let last_page = self.last_page(transcript);
        if self.top > last_page {
            self.top = last_page;
        }
        self.lay_out_screen(transcript);
    }

    /// A jump shows the turn's head and a quarter of the screen before it.
    fn top_for_jump(&mut self, transcript: &Transcript, here: RowPlace) -> RowPlace {
        let body = self.block(transcript, here.entry).map_or(0, Block::body);
        let quarter = self.rows / 4;
        let head = here.row.saturating_sub(body);
        let before = if here.row >= body && head < self.rows / 2 {
            head + quarter / 2
        } else {
            quarter
        };
        self.walk(
            transcript,
            here,
            -to_signed(before.min(self.rows.saturating_sub(1))),
        )
    }

    /// The top at which the transcript's last row is on the screen's last row.
    fn last_page(&mut self, transcript: &Transcript) -> RowPlace {
        let entry = EntryIndex(transcript.len() - 1);
        let row = self.height(transcript, entry).saturating_sub(1);
        self.walk(
            transcript,
            RowPlace { entry, row },
            -to_signed(self.rows - 1),
        )
    }

    /// Rows from `from` down to `to`; `None` if it is above, or further than two screens.
    fn distance(&mut self, transcript: &Transcript, from: RowPlace, to: RowPlace) -> Option<usize> {
        if to < from {
            return None;
        }
        let mut rows = 0;
        for entry in from.entry.0..to.entry.0 {
            rows += self.height(transcript, EntryIndex(entry));
            if rows > from.row + self.rows * 2 {
                return None;
            }
        }
        Some(rows + to.row - from.row)
    }

    fn is_just_above(&mut self, transcript: &Transcript, here: RowPlace) -> bool {
        self.distance(transcript, here, self.top)
            .is_some_and(|rows| rows < self.rows)
    }

    /// Lays out what is visible from the top, and remembers which rows those are.
    fn lay_out_screen(&mut self, transcript: &Transcript) {
        self.visible.clear();
        let mut next = Some(self.top.entry);
        while let Some(entry) = next.filter(|_| self.visible.len() < self.rows) {
            let first = if entry == self.top.entry {
                self.top.row
            } else {
                0
            };
            let rows = first..self.height(transcript, entry);
            self.visible
                .extend(rows.map(|row| RowPlace { entry, row }).take(self.rows));
            next = self.after(transcript, entry);
        }
        self.visible.truncate(self.rows);
    }

    /// The rows on the screen from the top, as many as there are.
    pub fn screen(&self) -> &[RowPlace] {
        &self.visible
    }

    /// A cursor on an entry that a filter hides goes to the next one that is shown, else to the one before.
    fn leave_hidden(&mut self, transcript: &Transcript) {
        let hidden = |e: EntryIndex| transcript.entry(e).is_none_or(|at| self.filter.hides(at));
        let here = self.cursor.entry;
        if hidden(here) && matches!(self.cursor.spot, Spot::Byte(..)) {
            let mut after = (here.0..transcript.len()).map(EntryIndex);
            let mut before = (0..here.0).rev().map(EntryIndex);
            let shown = after
                .find(|e| !hidden(*e))
                .or_else(|| before.find(|e| !hidden(*e)));
            if let Some(entry) = shown {
                self.go(entry, Layer::Text, 0);
            }
        }
    }
}

fn to_signed(rows: usize) -> isize {
    isize::try_from(rows).unwrap_or(isize::MAX)
}
