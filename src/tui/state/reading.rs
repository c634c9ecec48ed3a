//! Where the reader is in the transcript, and which rows are on the screen.
//!
//! The cursor is a place in the text; the top of the screen is an entry and a row of its block. Only blocks near the
//! screen are laid out, so no movement depends on how long the transcript is.

use std::collections::HashMap;

use crate::model::{EntryIndex, Transcript};
use crate::text::layout::{Block, Spot};

/// The place where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The turn or aside.
    pub entry: EntryIndex,
    /// The place in its block.
    pub spot: Spot,
}

impl Cursor {
    /// Entry and byte, to be compared with other places in the text.
    pub fn place(self) -> (EntryIndex, usize) {
        let byte = match self.spot {
            Spot::Lead(_) => 0,
            Spot::Byte(byte) => byte,
            Spot::Trail(_) => usize::MAX,
        };
        (self.entry, byte)
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
    columns: usize,
    rows: usize,
    blocks: HashMap<EntryIndex, Block>,
}

/// Blocks kept; beyond this all are dropped and the visible ones laid out again.
const KEPT: usize = 600;

impl Default for Reading {
    fn default() -> Self {
        let entry = EntryIndex(0);
        Self {
            cursor: Cursor {
                entry,
                spot: Spot::Byte(0),
            },
            top: RowPlace { entry, row: 0 },
            columns: 80,
            rows: 24,
            blocks: HashMap::new(),
        }
    }
}

impl Reading {
    /// Takes the size of the pane: columns for words with their margin, and rows.
    pub fn resize(&mut self, columns: usize, rows: usize) {
        if columns != self.columns {
            self.blocks.clear();
            self.top = RowPlace {
                entry: self.top.entry,
                row: 0,
            };
        }
        (self.columns, self.rows) = (columns.max(1), rows);
    }

    /// Forgets blocks whose heading or afterword may have changed since.
    pub fn forget(&mut self, entries: impl IntoIterator<Item = EntryIndex>) {
        for entry in entries {
            self.blocks.remove(&entry);
        }
    }

    /// Columns for the words with their margin.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Rows of the pane.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// A block that is laid out; those on the screen are, after [`Reading::settle`].
    pub fn laid_out(&self, entry: EntryIndex) -> Option<&Block> {
        self.blocks.get(&entry)
    }

    fn block(&mut self, transcript: &Transcript, entry: EntryIndex) -> Option<&Block> {
        let at = transcript.entry(entry)?;
        let columns = self.columns;
        Some(
            self.blocks
                .entry(entry)
                .or_insert_with(|| Block::new(transcript, at, columns)),
        )
    }

    fn height(&mut self, transcript: &Transcript, entry: EntryIndex) -> usize {
        self.block(transcript, entry).map_or(0, Block::height)
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

    /// A row so many rows further down, or up; stops at the transcript's ends.
    fn walk(&mut self, transcript: &Transcript, from: RowPlace, rows: isize) -> RowPlace {
        let RowPlace { mut entry, mut row } = from;
        let mut left = rows.unsigned_abs();
        if rows < 0 {
            while left > row && entry.0 > 0 {
                left -= row + 1;
                entry = EntryIndex(entry.0 - 1);
                row = self.height(transcript, entry).saturating_sub(1);
            }
            return RowPlace {
                entry,
                row: row.saturating_sub(left),
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
            if entry.0 + 1 >= transcript.len() {
                return RowPlace {
                    entry,
                    row: height.saturating_sub(1),
                };
            }
            left -= height - row;
            (entry, row) = (EntryIndex(entry.0 + 1), 0);
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

    /// Puts the cursor at a byte of an entry.
    pub fn go(&mut self, entry: EntryIndex, byte: usize) {
        self.cursor = Cursor {
            entry,
            spot: Spot::Byte(byte),
        };
    }

    /// Puts the cursor at the very beginning: the heading.
    pub fn go_first(&mut self, transcript: &Transcript) {
        let entry = EntryIndex(0);
        let spot = self
            .block(transcript, entry)
            .and_then(|b| b.spot(0))
            .unwrap_or(Spot::Byte(0));
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
            spot: last.unwrap_or(Spot::Byte(0)),
        };
    }

    /// Brings the cursor's row onto the screen and lays out what is visible.
    pub fn settle(&mut self, transcript: &Transcript) {
        if transcript.is_empty() || self.rows == 0 {
            return;
        }
        if self.blocks.len() > KEPT {
            self.blocks.clear();
        }
        self.cursor.entry = EntryIndex(self.cursor.entry.0.min(transcript.len() - 1));
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

    fn lay_out_screen(&mut self, transcript: &Transcript) {
        let mut rows = 0;
        let mut entry = self.top.entry;
        while rows < self.rows + self.top.row && entry.0 < transcript.len() {
            rows += self.height(transcript, entry);
            entry = EntryIndex(entry.0 + 1);
        }
    }

    /// The rows on the screen from the top, as many as there are.
    pub fn screen(&self) -> impl Iterator<Item = RowPlace> {
        let mut place = Some(self.top);
        std::iter::from_fn(move || {
            let here = place?;
            let block = self.laid_out(here.entry)?;
            place = Some(if here.row + 1 < block.height() {
                RowPlace {
                    entry: here.entry,
                    row: here.row + 1,
                }
            } else {
                RowPlace {
                    entry: EntryIndex(here.entry.0 + 1),
                    row: 0,
                }
            });
            Some(here)
        })
        .take(self.rows)
    }
}

fn to_signed(rows: usize) -> isize {
    isize::try_from(rows).unwrap_or(isize::MAX)
}
