//! Another version beside the transcript: what is compared, which rows are folded, where the reader is in them.

use std::ops::Range;

use super::State;
use crate::model::{EntryIndex, Layer, Problem, Transcript};
use crate::text::clean::Clean;
use crate::text::compare::{Comparison, Elsewhere, Marks, Row};

/// Equal rows beside a difference that are not folded away.
const NEAR: usize = 1;
/// Fewer rows are not folded.
const FEW: usize = 2;

/// A comparison with another file.
#[derive(Debug)]
pub struct Comparing {
    /// Answers with another number are of a comparison that was given up.
    pub number: u64,
    /// The other file.
    pub name: Clean,
    /// How far it is.
    pub phase: Phase,
}

/// How far a comparison is.
#[derive(Debug)]
pub enum Phase {
    /// In hundredths.
    Running(u8),
    /// Why it could not be done.
    Failed(Problem),
    /// It is there.
    Shown(Box<Shown>),
}

/// What stands on the screen.
#[derive(Debug)]
pub struct Shown {
    /// The other version.
    pub other: Transcript,
    /// What differs.
    pub found: Comparison,
    /// What is marked in each version.
    pub marks: [Marks; 2],
    /// Turns that stand elsewhere in the other version.
    pub elsewhere: [Elsewhere; 2],
    /// Rows and folds, in order.
    pub items: Vec<Item>,
    /// The item at the top, and how many of its lines are above the screen.
    pub at: (usize, usize),
    /// The first key of a command of two.
    pub pending: Option<char>,
    open: bool,
}

/// What is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A row of the comparison.
    Row(usize),
    /// So many rows without a difference.
    Fold(Range<usize>),
}

impl Shown {
    /// Begins at the first difference.
    pub fn new(other: Transcript, found: Comparison) -> Self {
        let mut shown = Self {
            marks: found.marks(),
            elsewhere: found.elsewhere(),
            other,
            found,
            items: Vec::new(),
            at: (0, 0),
            pending: None,
            open: false,
        };
        shown.list();
        if let Some(first) = shown.next(true) {
            shown.at = (first, 0);
        }
        shown
    }

    fn differs(&self, row: usize) -> bool {
        let row = self.found.rows.get(row);
        row.is_some_and(Row::differs)
    }

    /// Whether an item is a row with a difference.
    pub fn is_difference(&self, item: usize) -> bool {
        matches!(self.items.get(item), Some(Item::Row(row)) if self.differs(*row))
    }

    /// Lists the rows; what is equal is folded unless all is open.
    fn list(&mut self) {
        let rows = if self.found.related {
            self.found.rows.len()
        } else {
            0
        };
        let near = |row: usize| {
            let from = row.saturating_sub(NEAR);
            self.open || (from..=row + NEAR).any(|r| self.differs(r))
        };
        let mut items = Vec::new();
        let mut row = 0;
        while row < rows {
            let same = (row..rows).take_while(|r| !near(*r)).count();
            if same >= FEW {
                items.push(Item::Fold(row..row + same));
                row += same;
            } else {
                items.push(Item::Row(row));
                row += 1;
            }
        }
        self.items = items;
    }

    /// The row that an item begins with.
    fn row_of(&self, item: usize) -> usize {
        match self.items.get(item) {
            Some(Item::Row(row)) => *row,
            Some(Item::Fold(rows)) => rows.start,
            None => 0,
        }
    }

    /// Folds what is equal, or shows all of it; the place stays.
    pub fn fold_all(&mut self) {
        let row = self.row_of(self.at.0);
        self.open = !self.open;
        self.list();
        let after = (0..self.items.len()).take_while(|i| self.row_of(*i) <= row);
        self.at = (after.count().saturating_sub(1), 0);
    }

    /// Shows the rows of a fold; `false` if the item is none.
    pub fn unfold(&mut self, item: usize) -> bool {
        let Some(Item::Fold(rows)) = self.items.get(item).cloned() else {
            return false;
        };
        self.items.splice(item..=item, rows.map(Item::Row));
        true
    }

    /// The next difference from the top of the screen on, the top itself included, or the one before.
    fn next(&self, from_top: bool) -> Option<usize> {
        let from = self.at.0 + usize::from(!from_top);
        (from..self.items.len()).find(|item| self.is_difference(*item))
    }

    /// To the next difference; `false` if there is none.
    pub fn go_next(&mut self) -> bool {
        let next = self.next(false);
        self.at = next.map_or(self.at, |item| (item, 0));
        next.is_some()
    }

    /// To the difference before; `false` if there is none.
    pub fn go_previous(&mut self) -> bool {
        let (item, line) = self.at;
        let from = item + usize::from(line > 0 && !self.is_difference(item));
        let before = (0..from).rev().find(|item| self.is_difference(*item));
        self.at = before.map_or(self.at, |item| (item, 0));
        before.is_some()
    }

    /// Which difference is at the top or was last, and how many there are.
    pub fn counted(&self) -> (usize, usize) {
        let row = self.row_of(self.at.0);
        let all = |to: usize| (0..to).filter(|r| self.differs(*r)).count();
        let rows = self.found.rows.len();
        (all((row + 1).min(rows)), all(rows))
    }

    /// Where in the transcript that is read the words of an item stand: the first that differ, else its first turn, else
    /// the turn before.
    pub fn place(&self, item: usize) -> Option<(EntryIndex, Layer, usize)> {
        let at = self.row_of(item);
        let row = self.found.rows.get(at)?;
        let differences = self.found.differences.get(row.differences.clone())?;
        let mut words = differences
            .iter()
            .filter_map(|d| d.a.as_ref()?.stretches.first());
        let first = words.next().map(|s| (s.entry, s.layer, s.bytes.start));
        let before = || self.found.rows[..=at].iter().rev().find_map(|r| r.a.last());
        let turn = || row.a.first().or_else(before);
        first.or_else(|| turn().map(|entry| (*entry, Layer::Text, 0)))
    }
}

impl State {
    /// Takes how far the comparison with this number is.
    pub fn compares(&mut self, number: u64, hundredths: u8) {
        if let Some(comparing) = self.comparing.as_mut().filter(|c| c.number == number)
            && let Phase::Running(done) = &mut comparing.phase
        {
            *done = hundredths;
        }
    }

    /// Takes what the comparison with this number found.
    pub fn compared(
        &mut self,
        number: u64,
        result: Result<Box<(Transcript, Comparison)>, Problem>,
    ) {
        if let Some(comparing) = self.comparing.as_mut().filter(|c| c.number == number) {
            comparing.phase = match result {
                Ok(pair) => Phase::Shown(Box::new(Shown::new(pair.0, pair.1))),
                Err(problem) => Phase::Failed(problem),
            };
        }
    }

    /// Whether a comparison is being made.
    pub fn is_comparing(&self) -> bool {
        let comparing = self.comparing.as_ref();
        comparing.is_some_and(|c| matches!(c.phase, Phase::Running(_)))
    }
}
