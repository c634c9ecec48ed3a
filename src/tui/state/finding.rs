//! The search: what is looked for, what has been found, which hit the reader stands on.

use std::ops::Range;
use std::sync::Arc;

use super::State;
use super::reading::Cursor;
use crate::model::{EntryIndex, Layer};
use crate::text::clean::Clean;
use crate::text::search::{Hit, Query};
use crate::tui::effect::Effect;

/// The search that is shown; hits are in file order.
#[derive(Debug, Default)]
pub struct Finding {
    /// Number of the search; answers to older ones are dropped.
    pub number: u64,
    /// What is looked for.
    pub query: Option<Arc<Query>>,
    /// What was looked for last, when nothing is any more.
    pub last: Option<Arc<Query>>,
    /// What was found so far, in file order; in a turn the text comes before the original.
    pub hits: Vec<Hit>,
    /// Whether more may come.
    pub running: bool,
    /// The hit that the reader stands on.
    pub current: Option<usize>,
    /// Where the reader was when the search began.
    pub origin: Option<Cursor>,
}

/// The way a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the transcript's end.
    Forward,
    /// To its beginning.
    Back,
}

fn place(hit: &Hit) -> (EntryIndex, Layer, usize) {
    (hit.entry, hit.layer, hit.bytes.start)
}

impl Finding {
    /// Begins a search; the number tells its answers from those of earlier ones.
    pub fn begin(&mut self, query: Option<Arc<Query>>) -> u64 {
        self.number += 1;
        self.hits.clear();
        self.current = None;
        self.running = query.is_some();
        self.last = query.clone().or(self.last.take());
        self.query = query;
        self.number
    }

    /// Takes more hits. They may come out of order while the transcript is still being read.
    pub fn add(&mut self, hits: Vec<Hit>) {
        let key = place;
        let current = self.current.and_then(|c| self.hits.get(c)).map(key);
        let sorted = self.hits.len().saturating_sub(1);
        self.hits.extend(hits);
        if !self.hits[sorted..].is_sorted_by_key(key) {
            self.hits.sort_by_key(key);
            self.current = current.and_then(|c| self.hits.binary_search_by_key(&c, key).ok());
        }
    }

    /// The hit next to a place, going on from the other end after the last; `true` when it went round.
    pub fn next(&self, from: Cursor, way: Way) -> Option<(usize, bool)> {
        let last = self.hits.len().checked_sub(1)?;
        let before = self.hits.partition_point(|h| place(h) < from.place());
        let on = self
            .hits
            .get(before)
            .is_some_and(|h| place(h) == from.place());
        let stands = on && self.current == Some(before);
        Some(match way {
            Way::Forward => {
                let next = before + usize::from(stands);
                if next > last {
                    (0, true)
                } else {
                    (next, false)
                }
            }
            Way::Back => before.checked_sub(1).map_or((last, true), |at| (at, false)),
        })
    }

    /// The entries with a hit, of a range.
    pub fn between(&self, entries: Range<usize>) -> impl Iterator<Item = EntryIndex> {
        let from = self.hits.partition_point(|h| h.entry.0 < entries.start);
        let to = self.hits.partition_point(|h| h.entry.0 < entries.end);
        self.hits[from..to].iter().map(|h| h.entry)
    }

    /// The hits in an entry.
    pub fn in_entry(&self, entry: EntryIndex) -> &[Hit] {
        let from = self.hits.partition_point(|h| h.entry < entry);
        let count = self.hits[from..].partition_point(|h| h.entry == entry);
        &self.hits[from..from + count]
    }

    /// The hit that the reader stands on.
    pub fn current(&self) -> Option<&Hit> {
        self.hits.get(self.current?)
    }

    /// Ends the search: nothing is looked for any more.
    pub fn clear(&mut self) {
        self.begin(None);
        self.origin = None;
    }
}

impl State {
    /// Looks once more for what was looked for last.
    pub fn search_again(&mut self) -> Vec<Effect> {
        let Some(query) = self.finding.last.clone() else {
            let key = self.taught("search");
            self.say(Clean::format(format_args!(
                "no search yet: press {key} and type"
            )));
            return Vec::new();
        };
        self.finding.origin = Some(self.reading.cursor);
        let number = self.finding.begin(Some(Arc::clone(&query)));
        vec![Effect::Search(
            number,
            query,
            self.transcript.batches().to_vec(),
        )]
    }
}
