//! Words that no longer stand letter for letter where they stood: the places that share words with them, and how sure the
//! best of these is.
//!
//! A place is taken if the words there are like enough, if what stands around them is too, and if no other place is
//! nearly as good. The shorter the words, the more their surroundings have to say.

use std::collections::HashSet;
use std::ops::Range;

use super::flow::{Flow, hashes, plain, threes};
use super::{Finder, Placement};
use crate::model::{CallIndex, EntryIndex, Layer, Outside, PassagePart, State, Stretch, Time};
use crate::text::matching::myers::nearest;

/// What is looked for.
pub(super) struct Asked<'n> {
    call: Option<CallIndex>,
    layer: Layer,
    speakers: Vec<&'n Outside>,
    start: Option<Time>,
    prefix: String,
    exact: String,
    suffix: String,
    signs: bool,
}

/// A place that may be it.
struct Place {
    words: Range<usize>,
    stretches: Vec<Stretch>,
    /// How like the words are, from 0 to 100.
    score: u8,
    /// How much speaks for it, in letters.
    evidence: f64,
    /// How like the surroundings are, from 0 to 1; none where none are known.
    around: Option<f64>,
    timed: bool,
    spoken: bool,
}

/// Fewest letters that tell a place.
const EVIDENCE: f64 = 24.0;
/// Places that three words may have and still tell something.
const COMMON: usize = 200;
/// Places that are looked at.
const PLACES: usize = 12;

impl<'n> Asked<'n> {
    /// A passage's words; none where some were left out between its parts.
    pub(super) fn passage(call: Option<CallIndex>, parts: &'n [PassagePart]) -> Option<Self> {
        let (first, last) = (parts.first()?, parts.last()?);
        let torn = |pair: &[PassagePart]| {
            let blank = pair[0].suffix.is_blank() && pair[1].prefix.is_blank();
            !blank || pair[0].layer != pair[1].layer
        };
        if parts.windows(2).any(torn) {
            return None;
        }
        let exact: Vec<&str> = parts.iter().map(|p| p.exact.raw()).collect();
        let exact = exact.join(" ");
        let prefix = first.prefix.raw();
        let prefix = match prefix.split_once(' ') {
            Some((_, whole)) if prefix.chars().count() >= 64 => whole,
            _ => prefix,
        };
        let suffix = uncut(last.suffix.raw(), 64);
        Some(Self {
            call,
            layer: first.layer,
            speakers: parts.iter().map(|p| &p.speaker).collect(),
            start: first.start,
            prefix: plain(prefix),
            suffix: plain(suffix),
            signs: !exact.ends_with(char::is_alphanumeric),
            exact: plain(&exact),
        })
    }

    /// A turn's opening.
    pub(super) fn turn(
        call: Option<CallIndex>,
        speaker: Option<&'n Outside>,
        exact: &Outside,
    ) -> Self {
        Self {
            call,
            layer: Layer::Text,
            speakers: speaker.into_iter().collect(),
            start: None,
            prefix: String::new(),
            exact: plain(uncut(exact.raw(), 200)),
            suffix: String::new(),
            signs: false,
        }
    }
}

/// Without its last word, which may have been cut off where `length` characters ended.
fn uncut(text: &str, length: usize) -> &str {
    match text.rsplit_once(' ') {
        Some((whole, _)) if text.chars().count() >= length => whole,
        _ => text,
    }
}

impl<'a> Finder<'a> {
    /// The best place among `entries`, if it is sure.
    pub(super) fn again(&self, asked: &Asked<'_>, entries: Option<&Range<usize>>) -> Placement {
        if asked.exact.is_empty() {
            return Placement::LOST;
        }
        let flow = self.flow(asked.layer);
        let mut bounds = flow.of_call(asked.call);
        if let Some(entries) = entries {
            let inside = flow.of_entries(entries.clone());
            bounds = bounds.start.max(inside.start)..bounds.end.min(inside.end);
        }
        let mut places: Vec<Place> = Vec::new();
        for window in self.windows(flow, asked, &bounds) {
            if let Some(place) = self.judge(flow, asked, window)
                && !places.iter().any(|p| p.words == place.words)
            {
                places.push(place);
            }
        }
        places.sort_by(|a, b| b.evidence.total_cmp(&a.evidence));
        let Some(best) = places.iter().position(|p| self.is_sure(asked, p)) else {
            return Placement::LOST;
        };
        let place = &places[best];
        let apart =
            |p: &&Place| p.words.end <= place.words.start || place.words.end <= p.words.start;
        let rival = places.iter().filter(apart).map(|p| p.evidence);
        let rival = rival.fold(0.0, f64::max);
        if place.evidence - rival < (place.evidence * 0.1).max(6.0) {
            return Placement {
                state: State::Ambiguous,
                ..Placement::LOST
            };
        }
        Placement {
            state: State::Moved,
            entry: place.stretches.first().map(|s| s.entry),
            stretches: place.stretches.clone(),
            score: place.score,
        }
    }

    /// Where words of it stand together: stretches of the flow that may hold it.
    fn windows(
        &self,
        flow: &Flow<'a>,
        asked: &Asked<'_>,
        bounds: &Range<usize>,
    ) -> Vec<Range<usize>> {
        let before = hashes(&asked.prefix);
        let exact = hashes(&asked.exact);
        let query = [&before[..], &exact, &hashes(&asked.suffix)].concat();
        let mut shifts: Vec<i64> = Vec::new();
        for (at, three) in threes(&query) {
            let places = flow.places(three);
            if places.len() <= COMMON {
                let inside = places.filter(|p| bounds.contains(p));
                shifts.extend(inside.map(|p| p as i64 - at as i64));
            }
        }
        shifts.sort_unstable();
        let mut groups: Vec<&[i64]> = shifts.chunk_by(|a, b| b - a <= 4).collect();
        groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
        groups.truncate(PLACES);
        let slack = 3 + exact.len() as i64 / 8;
        let clamp = |at: i64| {
            let at = usize::try_from(at).unwrap_or(0);
            at.clamp(bounds.start, bounds.end.max(bounds.start))
        };
        let mut windows: Vec<Range<usize>> = groups
            .iter()
            .map(|g| {
                let (first, last) = (g[0] + before.len() as i64, g[g.len() - 1]);
                let end = last + (before.len() + exact.len()) as i64;
                clamp(first - slack)..clamp(end + slack)
            })
            .collect();
        let timed = asked.start.and_then(|s| self.starts().get(&s));
        for entry in timed.into_iter().flatten().take(PLACES) {
            let words = flow.of_entries(entry.0..entry.0 + 1);
            windows.push(clamp(words.start as i64)..clamp(words.end as i64));
        }
        windows.retain(|w| !w.is_empty());
        windows
    }

    fn judge(&self, flow: &Flow<'a>, asked: &Asked<'_>, window: Range<usize>) -> Option<Place> {
        let (text, starts) = flow.plain(window.clone());
        let found = nearest(asked.exact.as_bytes(), text.as_bytes());
        let length = asked.exact.len();
        let score = 100 - (found.edits * 100).div_ceil(length).min(100);
        let inside = |at: usize| starts.partition_point(|s| *s <= at).saturating_sub(1);
        if score < 50 || found.bytes.is_empty() {
            return None;
        }
        let first = window.start + inside(found.bytes.start);
        let words = first..window.start + inside(found.bytes.end - 1) + 1;
        let call = flow.of_call(asked.call);
        let beside = |text: &str, range: Range<usize>| {
            let there = flow.plain(range).0;
            like(text, &there)
        };
        let count = |text: &str| text.split(' ').count() + 2;
        let from = words.start.saturating_sub(count(&asked.prefix));
        let before = beside(
            &asked.prefix,
            from.max(call.start).min(words.start)..words.start,
        );
        let to = (words.end + count(&asked.suffix))
            .min(call.end)
            .max(words.end);
        let after = beside(&asked.suffix, words.end..to);
        let around = asked.prefix.len() + asked.suffix.len();
        let known = before * asked.prefix.len() as f64 + after * asked.suffix.len() as f64;
        let stretches = flow.stretches(words.clone(), asked.signs);
        let turn = self.transcript.turn(flow.entry(words.start));
        let timed = asked.start.is_some() && turn.and_then(|t| t.start()) == asked.start;
        Some(Place {
            spoken: self.is_spoken(asked, &stretches),
            words,
            stretches,
            score: u8::try_from(score).unwrap_or(0),
            evidence: like_share(score as f64 / 100.0) * length as f64
                + known
                + if timed { 12.0 } else { 0.0 },
            around: (around >= 8).then(|| known / around as f64),
            timed,
        })
    }

    /// Whether its speakers, and nobody else, say the words.
    fn is_spoken(&self, asked: &Asked<'_>, stretches: &[Stretch]) -> bool {
        let says: HashSet<_> = asked.speakers.iter().map(|id| self.speaker(id)).collect();
        let said = stretches
            .iter()
            .filter_map(|s| self.transcript.turn(s.entry));
        let said: HashSet<_> = said.map(|t| Some(t.speaker())).collect();
        asked.speakers.is_empty() || said.iter().any(|s| says.contains(s))
    }

    fn is_sure(&self, asked: &Asked<'_>, place: &Place) -> bool {
        let (score, length) = (place.score, asked.exact.len());
        let around = place.around.unwrap_or(0.0);
        let gone = asked.speakers.iter().all(|id| self.speaker(id).is_none());
        let speaker = place.spoken
            || gone && score >= 85 && place.evidence >= 32.0
            || score >= 85 && around >= 0.5 && place.evidence >= 60.0;
        let words = if length < 12 {
            score == 100 && (around >= 0.7 && place.evidence >= EVIDENCE || place.timed)
        } else {
            place.timed && score >= 90
                || place.evidence >= EVIDENCE
                    && (score >= 68 && around >= 0.6
                        || score >= 75 && around >= 0.35
                        || score >= 88 && length >= 40
                        || place.around.is_none() && score >= 85 && length >= 28)
        };
        speaker && words
    }
}

/// How much of `text` stands in another one, from 0 to 1; 0 for what any two texts share.
fn like(text: &str, there: &str) -> f64 {
    if text.is_empty() || there.is_empty() {
        return 0.0;
    }
    let edits = nearest(text.as_bytes(), there.as_bytes()).edits;
    like_share(1.0 - edits as f64 / text.len() as f64)
}

/// Two texts that have nothing to do with each other still share about four letters in ten.
fn like_share(same: f64) -> f64 {
    ((same - 0.4) / 0.6).max(0.0)
}

impl Finder<'_> {
    /// The turns that begin at each time.
    fn starts(&self) -> &std::collections::HashMap<Time, Vec<EntryIndex>> {
        self.starts.get_or_init(|| {
            let mut starts: std::collections::HashMap<_, Vec<_>> = Default::default();
            for turn in self.transcript.turns() {
                if let Some(start) = turn.start() {
                    starts.entry(start).or_default().push(turn.index());
                }
            }
            starts
        })
    }
}
