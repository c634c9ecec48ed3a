//! The timeline of one call at the size of its pane: a lane a speaker, and the marks below.

use std::ops::Range;
use std::sync::Arc;

use super::finding::Finding;
use super::noting::Noting;
use crate::model::{CallIndex, EntryIndex, Quote, SpeakerIndex};
use crate::text::clean::Clean;
use crate::text::figures::{Basis, CallFigures, Timeline};

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
    /// How much of each cell several speak at once, in eighths.
    pub overlaps: Vec<u8>,
    /// How much of each cell nobody speaks, in eighths.
    pub silences: Vec<u8>,
    marked_for: Option<MarkedFor>,
    /// How often the timeline has been halved.
    zoom: u32,
}

/// Search and number of its hits, state of the notes, number of quotes.
type MarkedFor = (u64, usize, u64, usize);

/// What the lanes were computed for.
#[derive(Clone, Debug)]
struct MadeFor {
    call: CallIndex,
    timeline: Arc<Timeline>,
    window: Range<u64>,
    columns: usize,
    rows: usize,
}

/// What one column shows at the closest: a word, or a tenth of a second.
const CLOSEST_WORDS: u64 = 1;
const CLOSEST_MILLIS: u64 = 100;

/// 2^40 milliseconds are 34 years.
const LARGEST_ZOOM: u32 = 40;

/// Columns of a lane's name.
pub const NAME: u16 = 12;

impl Lanes {
    /// How many lanes a call would like: one a speaker.
    pub fn wanted(figures: Option<&CallFigures>) -> usize {
        figures.map_or(1, |f| f.shares.len().max(1))
    }

    /// Forgets the lanes: they are those of another call, or of no pane on the screen.
    pub fn forget(&mut self) {
        self.made_for = None;
        self.rows.clear();
    }

    /// Computes the lanes around a value of the timeline, unless they are those of the same one at the same size.
    pub fn fit(
        &mut self,
        (call, timeline): (CallIndex, &Arc<Timeline>),
        figures: &CallFigures,
        here: Option<EntryIndex>,
        size: (u16, u16),
    ) {
        let columns = usize::from(columns(size.0));
        let rows = usize::from(size.1.saturating_sub(1)).max(1);
        let window = self.window_around(call, timeline, here);
        let same = self.made_for.as_ref().is_some_and(|m| {
            m.call == call
                && Arc::ptr_eq(&m.timeline, timeline)
                && (&m.window, m.columns, m.rows) == (&window, columns, rows)
        });
        if same {
            return;
        }
        self.marked_for = None;
        let groups = groups(figures, rows);
        let cells = timeline.lanes(window.clone(), columns, &groups);
        let lane = |(group, cells): (Vec<SpeakerIndex>, _)| {
            let speaker = if let [one] = group[..] {
                Some(one)
            } else {
                None
            };
            Lane { speaker, cells }
        };
        self.rows = groups.into_iter().zip(cells).map(lane).collect();
        [self.overlaps, self.silences] = timeline.overlaps_and_silences(window.clone(), columns);
        let timeline = Arc::clone(timeline);
        self.made_for = Some(MadeFor {
            call,
            timeline,
            window,
            columns,
            rows,
        });
    }

    /// The stretch of the timeline that is shown: it stays where it is as long as the reader's place is in it.
    fn window_around(
        &self,
        call: CallIndex,
        timeline: &Timeline,
        here: Option<EntryIndex>,
    ) -> Range<u64> {
        let extent = timeline.extent();
        let all = extent.end - extent.start;
        let length = (all >> self.zoom).max(1);
        if self.zoom == 0 || length >= all {
            return extent;
        }
        let value = here
            .and_then(|e| timeline.value_of(e))
            .unwrap_or(extent.start);
        let made = self.made_for.as_ref().filter(|m| m.call == call);
        let now = made
            .map(|m| m.window.clone())
            .filter(|w| w.end - w.start == length && w.contains(&value));
        now.unwrap_or_else(|| {
            let start = value
                .saturating_sub(length / 2)
                .clamp(extent.start, extent.end - length);
            start..start + length
        })
    }

    /// Shows half as much of the timeline, if that can be.
    pub fn zoom_in(&mut self) -> Clean {
        let unit = |t: &Timeline| {
            if t.basis() == Basis::Words {
                CLOSEST_WORDS
            } else {
                CLOSEST_MILLIS
            }
        };
        let closer = self.made_for.as_ref().is_some_and(|m| {
            let length = m.window.end - m.window.start;
            length / 2 >= m.columns as u64 * unit(&m.timeline)
        });
        self.zoom += u32::from(closer);
        if closer {
            self.told()
        } else {
            Clean::ours("the timeline is as close as it can be")
        }
    }

    /// Shows twice as much of the timeline.
    pub fn zoom_out(&mut self) -> Clean {
        self.zoom = self.zoom.saturating_sub(1);
        self.told()
    }

    fn told(&self) -> Clean {
        match self.zoom {
            0 => Clean::ours("the whole call on the timeline"),
            zoom => Clean::format(format_args!(
                "a part in {} of the call on the timeline",
                1_u64 << zoom
            )),
        }
    }

    /// How often the timeline has been halved.
    pub fn zoom(&self) -> u32 {
        self.zoom
    }

    /// Halves the timeline so often; no call is longer than `LARGEST_ZOOM` halves.
    pub fn set_zoom(&mut self, zoom: u32) {
        self.zoom = zoom.min(LARGEST_ZOOM);
    }

    /// Whether a part of the call is shown.
    pub fn is_zoomed(&self) -> bool {
        self.zoom > 0
    }

    /// The values that are shown.
    pub fn window(&self) -> Range<u64> {
        self.made_for.as_ref().map_or(0..0, |m| m.window.clone())
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
        let mut entries: Vec<EntryIndex> = entries.collect();
        entries.dedup();
        let mut columns: Vec<usize> = entries
            .into_iter()
            .filter_map(|e| self.column_of(e))
            .collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The column of an entry.
    pub fn column_of(&self, entry: EntryIndex) -> Option<usize> {
        let made = self.made_for.as_ref()?;
        made.timeline
            .column_of(entry, made.window.clone(), made.columns)
    }

    /// The columns from one entry to another, as far as they are in the window.
    pub fn columns_between(&self, first: EntryIndex, last: EntryIndex) -> Range<usize> {
        let Some(made) = &self.made_for else {
            return 0..0;
        };
        let value = |e| made.timeline.value_of(e).unwrap_or(0);
        let (from, to) = (value(first), value(last));
        if to < made.window.start || from >= made.window.end {
            return 0..0;
        }
        let start = self.column_of(first).unwrap_or(0);
        let end = self.column_of(last).map_or(made.columns, |c| c + 1);
        start..end.max(start)
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
