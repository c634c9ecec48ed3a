//! The timeline of one call at the size of its pane: a lane a speaker, and the marks below.

use std::ops::Range;
use std::sync::Arc;

use super::finding::Finding;
use super::noting::Noting;
use crate::model::{CallIndex, EntryIndex, Quote, SpeakerIndex};
use crate::text::figures::{CallFigures, Timeline};

/// A speaker's row, or that of all the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Whose it is; `None` for the speakers who have none of their own.
    pub speaker: Option<SpeakerIndex>,
    /// How full each cell is, in eighths.
    pub cells: Vec<u8>,
}

/// The lanes as they were computed last.
#[derive(Debug, Default)]
pub struct Lanes {
    made_for: Option<MadeFor>,
    /// From the top.
    pub rows: Vec<Lane>,
    /// The columns with a search hit.
    pub hits: Vec<usize>,
    /// The columns with a quote.
    pub quotes: Vec<usize>,
    /// The columns with a note.
    pub notes: Vec<usize>,
    marked_for: Option<MarkedFor>,
}

/// Search and number of its hits, state of the notes, number of quotes.
type MarkedFor = (u64, usize, u64, usize);

#[derive(Clone, Debug)]
struct MadeFor {
    call: CallIndex,
    timeline: Arc<Timeline>,
    columns: usize,
    rows: usize,
}

/// Columns of a lane's name.
pub const NAME: u16 = 12;

impl Lanes {
    /// How many lanes a call would like: one a speaker.
    pub fn wanted(figures: Option<&CallFigures>) -> usize {
        figures.map_or(1, |f| f.shares.len().max(1))
    }

    /// Computes the lanes, unless they are those of the same timeline at the same size.
    pub fn fit(
        &mut self,
        call: CallIndex,
        timeline: &Arc<Timeline>,
        figures: &CallFigures,
        size: (u16, u16),
    ) {
        let columns = usize::from(columns(size.0));
        let rows = usize::from(size.1.saturating_sub(1)).max(1);
        let same = self.made_for.as_ref().is_some_and(|m| {
            m.call == call
                && Arc::ptr_eq(&m.timeline, timeline)
                && (m.columns, m.rows) == (columns, rows)
        });
        if same {
            return;
        }
        self.made_for = Some(MadeFor {
            call,
            timeline: Arc::clone(timeline),
            columns,
            rows,
        });
        self.marked_for = None;
        let groups = groups(figures, rows);
        let cells = timeline.lanes(timeline.extent(), columns, &groups);
        self.rows = groups
            .into_iter()
            .zip(cells)
            .map(|(group, cells)| Lane {
                speaker: if let [one] = group[..] {
                    Some(one)
                } else {
                    None
                },
                cells,
            })
            .collect();
    }

    /// Computes the columns with hits, quotes and notes of the call, unless they are those of the last time.
    pub fn fit_marks(
        &mut self,
        finding: &Finding,
        noting: &Noting,
        quotes: &[Quote],
        call: Range<usize>,
    ) {
        let now = (
            finding.number,
            finding.hits.len(),
            noting.version,
            quotes.len(),
        );
        if self.marked_for == Some(now) {
            return;
        }
        self.marked_for = Some(now);
        let quotes = quotes.iter().map(|q| q.passage.first());
        let notes = noting.standing().iter().filter_map(|l| l.entry);
        (self.hits, self.quotes, self.notes) = (
            self.columns_of(finding.between(call.clone())),
            self.columns_of(quotes.filter(|e| call.contains(&e.0))),
            self.columns_of(notes.filter(|e| call.contains(&e.0))),
        );
    }

    /// The columns in which these entries of the call stand.
    fn columns_of(&self, entries: impl Iterator<Item = EntryIndex>) -> Vec<usize> {
        let mut columns: Vec<usize> = entries.filter_map(|e| self.column_of(e)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The column of an entry.
    pub fn column_of(&self, entry: EntryIndex) -> Option<usize> {
        let made = self.made_for.as_ref()?;
        made.timeline
            .column_of(entry, made.timeline.extent(), made.columns)
    }
}

/// Columns of a lane in a pane of this width.
pub fn columns(width: u16) -> u16 {
    width.saturating_sub(NAME.min(width / 3) + 1).max(1)
}

/// One speaker a lane, the busiest first to be kept; where there are more speakers than rows, the rest share the last.
fn groups(figures: &CallFigures, rows: usize) -> Vec<Vec<SpeakerIndex>> {
    let own = if figures.shares.len() > rows {
        rows.saturating_sub(1)
    } else {
        rows
    };
    let mut busiest: Vec<SpeakerIndex> =
        figures.shares.iter().take(own).map(|s| s.speaker).collect();
    busiest.sort_unstable();
    let mut groups: Vec<Vec<SpeakerIndex>> = busiest.into_iter().map(|s| vec![s]).collect();
    let rest: Vec<SpeakerIndex> = figures.shares.iter().skip(own).map(|s| s.speaker).collect();
    if !rest.is_empty() {
        groups.push(rest);
    }
    groups
}
