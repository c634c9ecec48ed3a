//! How like a place is to what a note keeps, and which place is like enough.
//!
//! The thresholds were found by measuring (`tests/anchors.rs`): of notes whose words are there nearly all are found, of those
//! whose words are gone nearly none.

use std::collections::HashSet;

use super::needle::{Needle, Patterns};
use super::order::Guides;
use super::scan::Candidate;
use super::window::Window;
use super::{Finder, Placement, TELLING};
use crate::model::{CallIndex, EntryIndex, EntryRef, State, Stretch, Time, TurnRef};
use crate::text::matching::Start;

/// Places in one window that are measured.
const ENDS: usize = 12;

/// By how much the best place must be more like than the next, of 1.
const MARGIN: f32 = 0.08;

/// Characters that tell enough without anything before and after them.
const ALONE: usize = 32;

/// By how much a turn's number may change for its words to count as beside it.
const BESIDE: u32 = 8;

/// Who speaks at a place, by what the note keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// The same.
    Same,
    /// Somebody new; nobody has the old id any more, and other notes of theirs are found with the new one, too.
    Renamed,
    /// Somebody else; nobody has the old id any more.
    Gone,
    /// Somebody else.
    Other,
}

/// A place that may be the note's.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub stretches: Vec<Stretch>,
    /// How like the words are: from 0 to 1.
    pub exact: f32,
    /// How like the nearer of what came before and after is; none where the note keeps neither.
    pub side: Option<f32>,
    /// Characters that speak for it.
    pub evidence: f32,
    /// How like all of it is.
    pub score: f32,
    /// It begins when the note's turn did.
    pub at_time: bool,
}

impl Place {
    pub fn entry(&self) -> EntryIndex {
        self.stretches.first().map_or(EntryIndex(0), |s| s.entry)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.stretches.iter().any(|a| {
            other.stretches.iter().any(|b| {
                a.entry == b.entry && a.bytes.start < b.bytes.end && b.bytes.start < a.bytes.end
            })
        })
    }
}

impl Finder<'_> {
    /// The places around the candidates that are most like, the best first; none of them overlap.
    pub(super) fn places(&self, needle: &Needle, candidates: &[Candidate]) -> Vec<Place> {
        let patterns = needle.patterns();
        let reach = needle.telling() * 6 + 256;
        let mut places: Vec<Place> = Vec::new();
        for candidate in candidates {
            let window = Window::new(self.transcript, needle.layer, *candidate, reach, reach);
            let Some(window) = window else { continue };
            for (from, to) in stretches_like(needle, &patterns, &window) {
                places.extend(self.measure(needle, &patterns, &window, from, to));
            }
        }
        places.sort_by(|a, b| {
            let order = b.score.total_cmp(&a.score);
            order.then(a.entry().cmp(&b.entry()))
        });
        let mut apart: Vec<Place> = Vec::new();
        for place in places {
            if !apart.iter().any(|better| better.overlaps(&place)) {
                apart.push(place);
            }
        }
        apart
    }

    fn measure(
        &self,
        needle: &Needle,
        patterns: &Patterns,
        window: &Window,
        from: usize,
        to: usize,
    ) -> Option<Place> {
        let chars = &window.chars;
        let like = |distance: usize, length: usize| {
            1.0 - (distance as f32 / length.max(1) as f32).min(1.0)
        };
        let (length, before, after) =
            (needle.exact.len(), needle.prefix.len(), needle.suffix.len());
        let here = chars[from..to].iter().copied();
        let distance = *patterns.exact.distances(here, Start::AtText).last()?;
        let exact = like(distance, length);
        let back = chars[..from]
            .iter()
            .rev()
            .copied()
            .skip_while(|c| *c == ' ');
        let back = patterns
            .prefix_backwards
            .distances(back.take(before * 3 / 2), Start::AtText);
        let on = chars[to..].iter().copied().skip_while(|c| *c == ' ');
        let on = patterns
            .suffix
            .distances(on.take(after * 3 / 2), Start::AtText);
        let prefix = like(back.into_iter().min()?, before);
        let suffix = like(on.into_iter().min()?, after);
        // Unlike words are like by two letters in five: that is no evidence.
        let telling = |like: f32, length: usize| ((like - 0.4) / 0.6).max(0.0) * length as f32;
        let around = telling(prefix, before) + telling(suffix, after);
        let sides = [(prefix, before), (suffix, after)];
        let side = sides
            .into_iter()
            .filter(|s| s.1 >= 6)
            .map(|s| s.0)
            .reduce(f32::max);
        let weights = length as f32 + 0.5 * (before + after) as f32;
        let sum = exact * length as f32 + 0.5 * around;
        let stretches = window.stretches(from, to);
        let entry = stretches.first()?.entry;
        let start = needle.pieces.first()?.start;
        Some(Place {
            exact,
            side,
            evidence: telling(exact, length) + around,
            score: sum / weights,
            at_time: start.is_some_and(|start| self.is_at(entry, start)),
            stretches,
        })
    }

    /// Whether a time is in a turn: after its start, or that of one shortly before it, and before the next.
    fn is_at(&self, entry: EntryIndex, time: Time) -> bool {
        let starts = |range: std::ops::Range<usize>| {
            let turns = self.transcript.entries(range).filter_map(EntryRef::turn);
            turns.filter_map(TurnRef::start)
        };
        let before = starts(entry.0.saturating_sub(3)..entry.0 + 1).next_back();
        let after = starts(entry.0 + 1..(entry.0 + 6).min(self.transcript.len())).next();
        before.is_some_and(|b| b <= time)
            && (before == Some(time) || after.is_none_or(|a| a > time))
    }

    /// Whether many words that fill their turn, so that nothing before and after them is kept, stand not far from their
    /// turn's number.
    fn is_beside_number(&self, needle: &Needle, place: &Place) -> bool {
        let number = self.transcript.turn(place.entry()).map(TurnRef::number);
        let before = needle.pieces.first().map(|p| p.turn);
        let beside = number.zip(before);
        place.side.is_none()
            && needle.exact.len() >= ALONE
            && beside.is_some_and(|(now, then)| now.0.abs_diff(then.0) <= BESIDE)
    }

    /// The last turn of a call that begins at a time or before.
    pub(super) fn at_time(&self, call: CallIndex, time: Time) -> Option<EntryIndex> {
        let starts = self.starts.get_or_init(|| {
            let timed = |t: TurnRef<'_>| Some((t.call(), t.start()?, t.index()));
            let mut starts: Vec<_> = self.transcript.turns().filter_map(timed).collect();
            starts.sort_unstable();
            starts
        });
        let end = starts.partition_point(|s| (s.0, s.1) <= (call, time));
        let last = starts[..end].last().filter(|s| s.0 == call)?;
        Some(last.2)
    }

    /// Who speaks at a place.
    pub(super) fn who(&self, needle: &Needle, place: &Place, guides: &Guides) -> Who {
        let ids: HashSet<_> = needle.pieces.iter().filter_map(|p| p.speaker).collect();
        if ids.is_empty() {
            return Who::Same;
        }
        let known: Vec<_> = ids.iter().filter_map(|id| self.speakers.get(id)).collect();
        let by_stretch = place.stretches.iter().map(|stretch| {
            let Some(turn) = self.transcript.turn(stretch.entry) else {
                return Who::Other;
            };
            let speaker = turn.speaker();
            if known.contains(&&speaker) {
                Who::Same
            } else if ids.iter().any(|id| guides.renamed(*id) == Some(speaker)) {
                Who::Renamed
            } else if known.len() < ids.len() {
                Who::Gone
            } else {
                Who::Other
            }
        });
        by_stretch.max().unwrap_or(Who::Other)
    }

    /// The place that is like enough and liker than all others, or that there is more than one, or none.
    pub(super) fn choose(&self, needle: &Needle, places: &[Place], guides: &Guides) -> Placement {
        let around = guides.around(needle);
        let fitting = |p: &&Place| {
            let who = self.who(needle, p, guides);
            let near = p.at_time || around.is_some_and(|a| a.is_narrow() && a.holds(p.entry()));
            let near = near || who <= Who::Renamed && self.is_beside_number(needle, p);
            is_like_enough(needle, p, who, near)
        };
        let fitting: Vec<&Place> = places.iter().filter(fitting).collect();
        let between = |p: &&&Place| around.is_some_and(|a| a.holds(p.entry()));
        let rivals = |of: &Place| {
            let near = |p: &&&Place| p.score > of.score - MARGIN;
            fitting.iter().filter(near).count()
        };
        let Some(best) = fitting.first() else {
            return Placement::LOST;
        };
        let mut chosen = *best;
        if rivals(best) > 1 {
            let near = |p: &&&Place| p.score > best.score - MARGIN;
            let near: Vec<&Place> = fitting.iter().filter(near).copied().collect();
            let mut at_time = near.iter().filter(|p| p.at_time);
            let mut in_order = near.iter().filter(between);
            chosen = match (
                (at_time.next(), at_time.next()),
                (in_order.next(), in_order.next()),
            ) {
                ((Some(only), None), _) | (_, (Some(only), None)) => only,
                _ => return Placement::AMBIGUOUS,
            };
        }
        let who = self.who(needle, chosen, guides);
        let penalty = if who <= Who::Renamed { 0.0 } else { 0.1 };
        let score = ((chosen.score - penalty) * 100.0).round().clamp(1.0, 99.0);
        Placement {
            state: State::Moved,
            entry: Some(chosen.entry()),
            stretches: if needle.is_turn {
                Vec::new()
            } else {
                chosen.stretches.clone()
            },
            score: score as u8,
        }
    }
}

/// `near`: at its time, or between notes that it was between.
fn is_like_enough(needle: &Needle, place: &Place, who: Who, near: bool) -> bool {
    let length = needle.exact.len();
    let beside = |least: f32| place.side.is_some_and(|side| side >= least);
    let same = who <= Who::Renamed;
    if place.evidence < TELLING as f32 {
        return same && near && place.evidence >= 8.0 && place.exact >= 0.85;
    }
    match who {
        Who::Same | Who::Renamed if place.exact >= 0.95 => beside(0.8) || near || length >= 64,
        Who::Same | Who::Renamed if length < 12 => place.exact >= 0.75 && (beside(0.8) || near),
        Who::Same | Who::Renamed => {
            place.exact >= 0.75 && beside(0.8) || place.exact >= 0.85 && near
        }
        Who::Gone => place.exact >= 0.85 && (beside(0.8) || near || length >= 64),
        Who::Other => place.evidence >= 60.0 && place.exact >= 0.9 && (beside(0.8) || near),
    }
}

/// From where to where in a window words stand that are like the needle's.
fn stretches_like(needle: &Needle, patterns: &Patterns, window: &Window) -> Vec<(usize, usize)> {
    let chars = &window.chars;
    let length = needle.exact.len();
    let distances = patterns
        .exact
        .distances(chars.iter().copied(), Start::Anywhere);
    let most = length * 2 / 5;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (end, distance) in distances.iter().enumerate().filter(|d| *d.1 <= most) {
        match ends.last_mut() {
            Some(last) if end - last.1 < length.div_ceil(2) => {
                if *distance < last.0 {
                    *last = (*distance, end);
                }
            }
            _ => ends.push((*distance, end)),
        }
    }
    ends.sort_unstable();
    ends.truncate(ENDS);
    let starts = ends.into_iter().filter_map(|(distance, end)| {
        let back = chars[..end]
            .iter()
            .rev()
            .copied()
            .take(length + distance + 1);
        let back = patterns.exact_backwards.distances(back, Start::AtText);
        let (taken, _) = back.iter().enumerate().min_by_key(|(_, d)| **d)?;
        let start = end - taken;
        Some(if distance == 0 {
            (start, end)
        } else {
            window.to_words(start, end, 12)
        })
    });
    starts.filter(|(start, end)| start < end).collect()
}
