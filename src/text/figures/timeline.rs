//! The geometry of a call's timeline: which turn stands in which column of which lane. Pure arithmetic; the pane draws.
//!
//! Values are milliseconds on the call's clock, or where the basis is words, words spoken before. A window is a range of
//! values, laid over a number of columns. Scaled values (value times columns) keep everything in whole numbers.

use std::ops::Range;

use super::{Basis, last_end, spoken_words};
use crate::model::{Batch, Call, EntryIndex, SpeakerIndex, Time};

/// The turns of a call by time, or by words.
#[derive(Clone, Debug)]
pub struct Timeline {
    spans: Vec<Span>,
    basis: Basis,
    words: u64,
    times: Option<(u64, u64)>,
    last_end: Option<Time>,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    entry: EntryIndex,
    speaker: SpeakerIndex,
    start: Option<Time>,
    end: Option<Time>,
    words_before: u64,
}

impl Timeline {
    /// An empty timeline of a call.
    pub fn new(call: &Call) -> Self {
        Self {
            spans: Vec::new(),
            basis: Basis::Time,
            words: 0,
            times: None,
            last_end: last_end(call),
        }
    }

    /// Takes in what is said of the call by now: a file may say it after the turns.
    pub fn settle(&mut self, call: &Call) {
        self.last_end = last_end(call);
    }

    /// Whether [`Timeline::settle`] would change anything.
    pub fn would_change(&self, call: &Call) -> bool {
        self.last_end != last_end(call)
    }

    /// Adds the call's next batch, which must come in order.
    pub fn add(&mut self, batch: &Batch) {
        for turn in batch.turns() {
            self.basis = self.basis.max(Basis::of(turn));
            for time in [turn.start(), turn.end()].into_iter().flatten() {
                let (first, last) = self.times.unwrap_or((time.0, time.0));
                self.times = Some((first.min(time.0), last.max(time.0)));
            }
            self.spans.push(Span {
                entry: turn.index(),
                speaker: turn.speaker(),
                start: turn.start(),
                end: turn.end(),
                words_before: self.words,
            });
            self.words += spoken_words(turn.text()) as u64;
        }
    }

    /// What values are: by words where there is no turn, or any without a start.
    pub fn basis(&self) -> Basis {
        if self.spans.is_empty() {
            Basis::Words
        } else {
            self.basis
        }
    }

    /// Each turn in order: who speaks, from where to where.
    pub fn spans(&self) -> impl Iterator<Item = (EntryIndex, SpeakerIndex, Range<u64>)> + '_ {
        let spans = self.spans.iter().enumerate();
        spans.map(|(i, span)| (span.entry, span.speaker, self.values(i)))
    }

    /// From the call's first value to its last.
    pub fn extent(&self) -> Range<u64> {
        match (self.basis(), self.times) {
            (Basis::Words, _) | (_, None) => 0..self.words,
            (Basis::Time | Basis::Estimated, Some((first, last))) => {
                let end = self.spans.len().checked_sub(1).map(|i| self.values(i).end);
                first..last.max(end.unwrap_or(last))
            }
        }
    }

    /// Where the turn begins; for an aside, the turn before it (the first turn, where none is before).
    pub fn value_of(&self, entry: EntryIndex) -> Option<u64> {
        let after = self.spans.partition_point(|span| span.entry <= entry);
        let at = after.saturating_sub(1);
        (at < self.spans.len()).then(|| self.values(at).start)
    }

    /// The column in which a turn or aside begins, if it is in the window.
    pub fn column_of(
        &self,
        entry: EntryIndex,
        window: Range<u64>,
        columns: usize,
    ) -> Option<usize> {
        let value = self.value_of(entry)?;
        self.scale(window, columns).column(value)
    }

    /// The turn of a column: the first that begins there, else the first that touches it, else the nearest; of one
    /// speaker, or of anyone.
    pub fn entry_at(
        &self,
        column: usize,
        window: Range<u64>,
        columns: usize,
        speaker: Option<SpeakerIndex>,
    ) -> Option<EntryIndex> {
        let scale = self.scale(window, columns);
        let column = column.min(columns.saturating_sub(1));
        let cell = scale.cell(column);
        (0..self.spans.len())
            .filter(|i| speaker.is_none_or(|s| s == self.spans[*i].speaker))
            .min_by_key(|i| {
                let values = self.values(*i);
                let begins = scale.column(values.start) == Some(column);
                (!begins, scale.distance(&values, &cell))
            })
            .map(|i| self.spans[i].entry)
    }

    /// How full each cell of each lane is, in eighths. A turn that touches a cell shows there, however short it is.
    pub fn lanes(
        &self,
        window: Range<u64>,
        columns: usize,
        lanes: &[Vec<SpeakerIndex>],
    ) -> Vec<Vec<u8>> {
        let lane_of = lane_map(lanes);
        let scale = self.scale(window, columns);
        let mut cells = vec![vec![Cell::default(); columns]; lanes.len()];
        for (i, span) in self.spans.iter().enumerate() {
            if let Some(lane) = lane_of.get(span.speaker.get()).copied().flatten() {
                scale.cover(&mut cells[lane], &self.values(i));
            }
        }
        cells
            .into_iter()
            .map(|lane| eighths(&lane, scale.length))
            .collect()
    }

    /// Where several speak at once, and where nobody does, in eighths of each cell. Nothing unless the basis is time: an
    /// estimated turn lasts until the next one.
    pub fn overlaps_and_silences(&self, window: Range<u64>, columns: usize) -> [Vec<u8>; 2] {
        let scale = self.scale(window, columns);
        let mut cells = [
            vec![Cell::default(); columns],
            vec![Cell::default(); columns],
        ];
        let mut until: Option<u64> = None;
        let timed = if self.basis() == Basis::Time {
            self.spans.len()
        } else {
            0
        };
        for values in (0..timed).map(|i| self.values(i)) {
            match until {
                Some(until) if values.start < until => {
                    scale.cover(&mut cells[0], &(values.start..values.end.min(until)))
                }
                Some(until) if values.start > until => {
                    scale.cover(&mut cells[1], &(until..values.start))
                }
                _ => {}
            }
            until = until.max(Some(values.end));
        }
        cells.map(|cells| eighths(&cells, scale.length))
    }

    /// From where to where a turn runs; never backwards.
    fn values(&self, i: usize) -> Range<u64> {
        let span = &self.spans[i];
        let next = self.spans.get(i + 1);
        match (self.basis, span.start) {
            (Basis::Time | Basis::Estimated, Some(start)) => {
                let end = match next {
                    _ if span.end.is_some() => span.end,
                    Some(next) => next.start,
                    None => self.last_end,
                };
                start.0..end.unwrap_or(start).0.max(start.0)
            }
            (Basis::Words, _) | (_, None) => {
                span.words_before..next.map_or(self.words, |n| n.words_before)
            }
        }
    }

    fn scale(&self, window: Range<u64>, columns: usize) -> Scale {
        Scale {
            length: u128::from(window.end.saturating_sub(window.start).max(1)),
            columns: columns as u128,
            closed: window.end >= self.extent().end,
            window,
        }
    }
}

/// A window over columns. A cell is `length` scaled units wide, a value `columns` units.
struct Scale {
    window: Range<u64>,
    length: u128,
    columns: u128,
    /// Whether the window's very end is in it: nothing comes after.
    closed: bool,
}

/// What covers a cell: scaled units at its ends, whole turns that begin (+) or stop (-) running through it from here on.
#[derive(Clone, Copy, Default)]
struct Cell {
    units: u128,
    through: i64,
    touched: bool,
}

impl Scale {
    /// The column of a value, if it is in the window.
    fn column(&self, value: u64) -> Option<usize> {
        let at_end = self.closed && value == self.window.end;
        if self.columns == 0 || !(self.window.contains(&value) || at_end) {
            return None;
        }
        let column = self.scaled(value) / self.length;
        usize::try_from(column.min(self.columns - 1)).ok()
    }

    /// Scaled units from the window's start.
    fn scaled(&self, value: u64) -> u128 {
        u128::from(value.saturating_sub(self.window.start)) * self.columns
    }

    fn cell(&self, column: usize) -> Range<u128> {
        let start = column as u128 * self.length;
        start..start + self.length
    }

    /// How far a turn is from a cell; 0 where it touches it.
    fn distance(&self, values: &Range<u64>, cell: &Range<u128>) -> u128 {
        let before = u128::from(self.window.start.saturating_sub(values.end)) * self.columns;
        let (from, to) = (self.scaled(values.start), self.scaled(values.end));
        if from >= cell.end {
            from - cell.end + 1
        } else if to > cell.start {
            0
        } else {
            before + cell.start - to + u128::from(from < cell.start)
        }
    }

    /// Lays a turn over the cells of a lane.
    fn cover(&self, cells: &mut [Cell], values: &Range<u64>) {
        if let Some(column) = self.column(values.start) {
            cells[column].touched = true;
        }
        let from = self.scaled(values.start.max(self.window.start));
        let to = self.scaled(values.end.min(self.window.end));
        if self.columns == 0 || from >= to {
            return;
        }
        let (first, last) = (from / self.length, (to - 1) / self.length);
        let (Ok(first), Ok(last)) = (usize::try_from(first), usize::try_from(last)) else {
            return;
        };
        if first == last {
            cells[first].units += to - from;
            return;
        }
        cells[first].units += self.cell(first).end - from;
        cells[last].units += to - self.cell(last).start;
        cells[first + 1].through += 1;
        cells[last].through -= 1;
    }
}

/// Which lane a speaker is in.
fn lane_map(lanes: &[Vec<SpeakerIndex>]) -> Vec<Option<usize>> {
    let last = lanes.iter().flatten().map(|s| s.get() + 1).max();
    let mut map = vec![None; last.unwrap_or(0)];
    for (lane, speakers) in lanes.iter().enumerate() {
        for speaker in speakers {
            map[speaker.get()] = Some(lane);
        }
    }
    map
}

fn eighths(cells: &[Cell], length: u128) -> Vec<u8> {
    let mut through = 0;
    cells
        .iter()
        .map(|cell| {
            through += cell.through;
            let part = (cell.units * 8 / length).min(8) as u8;
            let touched = cell.touched || cell.units > 0;
            if through > 0 {
                8
            } else {
                part.max(u8::from(touched))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::batch;
    use super::*;

    fn timeline(turns: &[&str]) -> Timeline {
        let mut timeline = Timeline::new(&Call::default());
        timeline.add(&batch(0, 0, turns));
        timeline
    }

    fn two() -> Vec<Vec<SpeakerIndex>> {
        vec![vec![SpeakerIndex(0)], vec![SpeakerIndex(1)]]
    }

    #[test]
    fn overlaps_and_silences_are_known_where_the_ends_are() {
        let told = timeline(&["0 0-4 a", "1 2-4 b", "0 6-8 c"]);
        assert_eq!(
            told.overlaps_and_silences(told.extent(), 4),
            [vec![0, 8, 0, 0], vec![0, 0, 8, 0]]
        );
        let estimated = timeline(&["0 0- a", "1 2- b", "0 6-8 c"]);
        assert_eq!(
            estimated.overlaps_and_silences(estimated.extent(), 2),
            [vec![0, 0], vec![0, 0]]
        );
    }

    #[test]
    fn the_extent_runs_from_the_first_to_the_last() {
        for (turns, basis, extent) in [
            (&[] as &[&str], Basis::Words, 0..0),
            (&["0 3-9 a", "1 9-20 b"], Basis::Time, 3_000..20_000),
            (&["0 3- a", "1 9- b"], Basis::Estimated, 3_000..9_000),
            (&["0 30-40 a", "1 5-9 b"], Basis::Time, 5_000..40_000),
            (&["0 5-5 a"], Basis::Time, 5_000..5_000),
            (&["0 3-9 a b", "1 - c"], Basis::Words, 0..3),
        ] {
            let timeline = timeline(turns);
            assert_eq!(
                (timeline.basis(), timeline.extent()),
                (basis, extent),
                "{turns:?}"
            );
        }
        let call = Call {
            duration: Some(Time(60_000)),
            ..Call::default()
        };
        let mut timeline = Timeline::new(&call);
        timeline.add(&batch(0, 0, &["0 3- a"]));
        assert_eq!(timeline.extent(), 3_000..60_000);
        assert!(!timeline.would_change(&call) && timeline.would_change(&Call::default()));
        timeline.settle(&Call::default());
        assert_eq!(timeline.extent(), 3_000..3_000);
    }

    #[test]
    fn cells_are_filled_by_eighths() {
        for (turns, window, lanes) in [
            (
                &["0 0-4 a", "1 4-8 b"] as &[&str],
                0..8_000,
                [[8, 8, 0, 0], [0, 0, 8, 8]],
            ),
            (
                &["0 0-3 a", "1 3-8 b"],
                0..8_000,
                [[8, 4, 0, 0], [0, 4, 8, 8]],
            ),
            (
                &["0 0-1 a", "0 1-2 b"],
                0..8_000,
                [[8, 0, 0, 0], [0, 0, 0, 0]],
            ),
            (
                &["0 0-0 a", "1 8-8 b"],
                0..8_000,
                [[1, 0, 0, 0], [0, 0, 0, 1]],
            ),
            (
                &["0 0-0.001 a", "1 7.999-8 b"],
                0..8_000,
                [[1, 0, 0, 0], [0, 0, 0, 1]],
            ),
            (
                &["0 0-8 a", "1 2-6 b"],
                0..8_000,
                [[8, 8, 8, 8], [0, 8, 8, 0]],
            ),
            (
                &["0 0-8 a", "0 0-8 a"],
                0..8_000,
                [[8, 8, 8, 8], [0, 0, 0, 0]],
            ),
            (
                &["0 6-2 a", "1 2-4 b"],
                0..8_000,
                [[0, 0, 0, 1], [0, 8, 0, 0]],
            ),
            (
                &["0 0-8 a", "1 8-16 b"],
                6_000..10_000,
                [[8, 8, 0, 0], [0, 0, 8, 8]],
            ),
            (&["0 - a b c", "1 - d"], 0..4, [[8, 8, 8, 0], [0, 0, 0, 8]]),
            (&["0 - a", "1 - b"], 0..2, [[8, 8, 0, 0], [0, 0, 8, 8]]),
            (&[], 0..0, [[0; 4], [0; 4]]),
        ] {
            let cells = timeline(turns).lanes(window, 4, &two());
            assert_eq!(cells, lanes.map(|l| l.to_vec()), "{turns:?}");
        }
    }

    #[test]
    fn a_lane_may_hold_many_and_a_speaker_none() {
        let timeline = timeline(&["0 0-1 a", "1 1-2 b", "2 2-3 c", "3 3-4 d"]);
        let lanes = [
            vec![SpeakerIndex(2)],
            vec![SpeakerIndex(0), SpeakerIndex(1)],
        ];
        let cells = timeline.lanes(0..4_000, 4, &lanes);
        assert_eq!(cells, [[0, 0, 8, 0], [8, 8, 0, 0]]);
        assert_eq!(timeline.lanes(0..4_000, 0, &lanes), [[]; 2] as [[u8; 0]; 2]);
        assert!(timeline.lanes(0..4_000, 4, &[]).is_empty());
    }

    #[test]
    fn columns_and_entries_answer_each_other() {
        let timeline = timeline(&[
            "~ ring", "0 0-3 a", "1 3-3 b", "~ noise", "0 5-9 c", "1 9-10 d",
        ]);
        let extent = timeline.extent();
        for (entry, column) in [(0, 0), (1, 0), (2, 3), (3, 3), (4, 5), (5, 9)] {
            let entry = EntryIndex(entry);
            assert_eq!(timeline.column_of(entry, extent.clone(), 10), Some(column));
        }
        let at = |column, speaker: Option<u32>| {
            let speaker = speaker.map(SpeakerIndex);
            timeline
                .entry_at(column, extent.clone(), 10, speaker)
                .map(|e| e.0)
        };
        for (column, speaker, entry) in [
            (0, None, Some(1)),
            (2, None, Some(1)),
            (3, None, Some(2)),
            (4, None, Some(4)),
            (5, None, Some(4)),
            (8, None, Some(4)),
            (9, None, Some(5)),
            (99, None, Some(5)),
            (0, Some(1), Some(2)),
            (8, Some(1), Some(5)),
            (4, Some(0), Some(4)),
            (4, Some(7), None),
        ] {
            assert_eq!(at(column, speaker), entry, "{column} {speaker:?}");
        }
        assert_eq!(timeline.column_of(EntryIndex(1), 5_000..9_000, 10), None);
        assert_eq!(timeline.column_of(EntryIndex(5), 5_000..9_000, 10), None);
        assert_eq!(
            timeline.entry_at(0, 9_500..10_000, 10, Some(SpeakerIndex(0))),
            Some(EntryIndex(4))
        );
    }

    #[test]
    fn an_empty_timeline_answers_nothing() {
        let timeline = timeline(&["~ ring"]);
        assert_eq!(timeline.value_of(EntryIndex(0)), None);
        assert_eq!(timeline.column_of(EntryIndex(0), 0..0, 10), None);
        assert_eq!(timeline.entry_at(0, 0..0, 10, None), None);
    }

    #[test]
    fn one_point_in_time_is_the_first_column() {
        let timeline = timeline(&["0 5-5 a"]);
        let extent = timeline.extent();
        assert_eq!(
            timeline.column_of(EntryIndex(0), extent.clone(), 10),
            Some(0)
        );
        assert_eq!(timeline.lanes(extent, 2, &two()), [[1, 0], [0, 0]]);
    }

    #[test]
    fn batches_add_up_and_words_replace_times_when_a_start_is_missing() {
        let turns = ["0 0- a b", "1 2- c", "0 7-9 d"];
        let whole = timeline(&turns);
        let mut parts = Timeline::new(&Call::default());
        for (i, turn) in turns.iter().enumerate() {
            parts.add(&batch(0, i, &[turn]));
        }
        assert_eq!(parts.extent(), whole.extent());
        assert_eq!(
            parts.lanes(0..9_000, 9, &two()),
            whole.lanes(0..9_000, 9, &two())
        );
        assert_eq!(parts.value_of(EntryIndex(2)), Some(7_000));
        parts.add(&batch(0, 3, &["1 - e f"]));
        assert_eq!((parts.basis(), parts.extent()), (Basis::Words, 0..6));
        assert_eq!(parts.value_of(EntryIndex(2)), Some(3));
    }

    #[test]
    fn ten_thousand_speakers_fit_in_one_lane() {
        let turns: Vec<String> = (0..10_000)
            .map(|i| format!("{i} {i}-{} a", i + 1))
            .collect();
        let turns: Vec<&str> = turns.iter().map(String::as_str).collect();
        let timeline = timeline(&turns);
        let everyone = vec![(0..10_000).map(SpeakerIndex).collect()];
        assert_eq!(timeline.lanes(timeline.extent(), 80, &everyone), [[8; 80]]);
    }
}
