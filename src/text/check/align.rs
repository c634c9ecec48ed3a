//! Where a transcript has words most like those of a quotation, and which of them are the same.
//!
//! Words that stand together, and rare ones, vote for places; there both are laid side by side word by word, with a price
//! for each gap (Gotoh 1982, *An improved algorithm for matching biological sequences*).

use std::ops::Range;

use super::index::Stream;
use super::needle::Needle;

/// Words of a quotation and the same words of a transcript, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Words of the quotation.
    pub asked: Range<usize>,
    /// Words of the transcript.
    pub at: Range<u32>,
}

/// Words that may be left out at one place of a quotation within a turn; from there on its pieces are far apart.
pub(super) const FAR: u32 = 150;
/// What a word says that stands nowhere.
const UNKNOWN: f32 = 0.6;
/// What it is worth that two words stand one after the other in both.
const TOGETHER: f32 = 0.03;
/// Places that are looked at.
const PLACES: usize = 5;
/// Words that are looked through for one quotation.
const LOOKED_THROUGH: usize = 40_000;
/// A word that stands more often says nothing by itself.
const COMMON: usize = 300;
/// Words that may stand between two turns of a splice that does not say so.
const BETWEEN: usize = 90;
/// From so many pairs of words on only the likeliest place is looked at.
const LARGE: usize = 2_000_000;
/// From so many on only what stands between words that are surely the same is laid side by side.
const HUGE: usize = 40_000_000;
/// Words in a row that are surely the same where they stand once.
const SURE: usize = 6;

/// How much each word of a quotation says in a stream: from nearly nothing for the most common to 1.
pub(super) fn weights(stream: &Stream, needle: &Needle) -> Vec<f32> {
    let all = stream.words.len() as f32;
    let weight = |number: u32| {
        let count = stream.places(number).len() as f32;
        if count == 0.0 {
            return UNKNOWN;
        }
        let rarity = ((all + 1.0) / (count + 1.0)).ln() / (all + 2.0).ln();
        rarity.clamp(0.12, 1.0)
    };
    needle.words.iter().map(|w| weight(w.number)).collect()
}

/// The best alignments, the likeliest first, with what they are worth.
pub(super) fn align(stream: &Stream, needle: &Needle) -> Vec<Vec<Segment>> {
    let weights = weights(stream, needle);
    let mut found: Vec<(f32, Vec<Segment>)> = Vec::new();
    for (rank, window) in windows(stream, needle, &weights).into_iter().enumerate() {
        let pairs = needle.words.len() * window.len();
        if rank > 0 && pairs > LARGE {
            break;
        }
        let all = Pair {
            asked: 0..needle.words.len(),
            window,
        };
        let (worth, pairs) = if pairs > HUGE {
            (0.0, by_anchors(stream, needle, &weights, &all))
        } else {
            Table::fill(stream, needle, &weights, all).trace()
        };
        if !pairs.is_empty() {
            found.push((worth, segments(stream, needle, &pairs)));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.dedup_by(|a, b| a.1 == b.1);
    found.into_iter().map(|f| f.1).collect()
}

/// Words of a quotation and words of a transcript among which the same are looked for.
#[derive(Clone, Debug)]
struct Pair {
    asked: Range<usize>,
    window: Range<u32>,
}

/// The same words of both, where both are too long to be laid side by side as a whole: those that are surely the same, and
/// what is like between two of them.
fn by_anchors(stream: &Stream, needle: &Needle, weights: &[f32], all: &Pair) -> Vec<(usize, u32)> {
    let mut pairs: Vec<(usize, u32)> = Vec::new();
    let (mut asked, mut at) = (all.asked.start, all.window.start);
    let end = (all.asked.end, all.window.end);
    for anchor in anchors(stream, needle, all).into_iter().chain([end]) {
        let mut between = Pair {
            asked: asked..anchor.0,
            window: at..anchor.1,
        };
        // At its ends the window is wider than what belongs to the quotation.
        let most = 2 * between.asked.len() as u32 + FAR;
        if asked == all.asked.start {
            between.window.start = anchor.1.saturating_sub(most).max(at);
        } else if anchor == end {
            between.window.end = end.1.min(at + most);
        }
        let count = between.asked.len() * between.window.len();
        if (1..=LARGE).contains(&count) {
            pairs.extend(Table::fill(stream, needle, weights, between).trace().1);
        }
        if anchor != end {
            pairs.push(anchor);
        }
        (asked, at) = (anchor.0 + 1, anchor.1 + 1);
    }
    pairs
}

/// Words that are surely the same, as many as stand in the same order in both.
fn anchors(stream: &Stream, needle: &Needle, all: &Pair) -> Vec<(usize, u32)> {
    let numbers: Vec<u32> = needle.words.iter().map(|w| w.number).collect();
    let mut sure: Vec<(usize, u32)> = Vec::new();
    for (asked, row) in numbers.windows(SURE).enumerate() {
        // Where words go on as before they need not be looked for.
        let next = sure.last().map(|l| (l.0 + 1, l.1 + 1));
        let next = next.filter(|n| n.0 == asked).map(|n| n.1 as usize);
        if let Some(next) = next.filter(|n| stream.numbers.get(*n..*n + SURE) == Some(row)) {
            sure.push((asked, next as u32));
            continue;
        }
        let places = stream.find(row);
        let mut here = places.iter().filter(|p| all.window.contains(p));
        if let (Some(at), None) = (here.next(), here.next()) {
            sure.push((asked, *at));
        }
    }
    increasing(&sure)
}

/// The most pairs that grow on both sides; on the first they do (Schensted 1961, *Longest increasing and decreasing
/// subsequences*).
fn increasing(pairs: &[(usize, u32)]) -> Vec<(usize, u32)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|e| pairs[*e].1 < pair.1);
        before.push(length.checked_sub(1).map(|l| ends[l]));
        if length == ends.len() {
            ends.push(n);
        } else {
            ends[length] = n;
        }
    }
    let last = ends.last().copied();
    let mut chosen: Vec<(usize, u32)> = std::iter::successors(last, |n| before[*n])
        .map(|n| pairs[n])
        .collect();
    chosen.reverse();
    chosen
}

/// Stretches of the transcript in which the words may stand.
fn windows(stream: &Stream, needle: &Needle, weights: &[f32]) -> Vec<Range<u32>> {
    let size = (needle.words.len() * 2).max(24) as u32;
    let mut votes: Vec<(u32, usize, f32)> = Vec::new();
    let mut features: Vec<(usize, usize, bool)> = Vec::new();
    for (at, pair) in needle.words.windows(2).enumerate() {
        let count = |n: usize| stream.places(pair[n].number).len();
        features.push((count(0).min(count(1)), at, true));
    }
    for (at, word) in needle.words.iter().enumerate() {
        features.push((stream.places(word.number).len(), at, false));
    }
    features.sort_unstable();
    let mut looked = 0;
    for (count, at, paired) in features {
        looked += count;
        if looked > LOOKED_THROUGH || (!paired && count > COMMON) {
            continue;
        }
        let weight = weights[at];
        if paired {
            let (first, second) = (needle.words[at].number, needle.words[at + 1].number);
            for place in together(stream, first, second) {
                votes.push((place / size, at, weight + weights[at + 1]));
            }
        } else {
            let places = stream.places(needle.words[at].number).iter();
            votes.extend(places.map(|p| (p / size, needle.words.len() + at, weight)));
        }
    }
    votes.sort_unstable_by_key(|v| (v.0, v.1));
    votes.dedup_by_key(|v| (v.0, v.1));
    let mut sums: Vec<(u32, f32)> = Vec::new();
    for (bucket, _, weight) in votes {
        match sums.last_mut() {
            Some((last, sum)) if *last == bucket => *sum += weight,
            _ => sums.push((bucket, weight)),
        }
    }
    let margin = if needle.joints.is_empty() {
        BETWEEN
    } else {
        FAR as usize
    };
    best_pairs(&sums)
        .into_iter()
        .map(|bucket| {
            let margin = (margin + needle.words.len()) as u32;
            let all = stream.words.len() as u32;
            let middle = (bucket * size).min(all.saturating_sub(1));
            let call = stream.call_of(middle);
            let from = (bucket * size).saturating_sub(margin).max(call.start);
            // The second half may belong to the next call.
            let to = ((bucket + 2) * size + margin).min(all);
            from..to.max(from)
        })
        .collect()
}

/// The first of each two buckets that have most votes together.
fn best_pairs(sums: &[(u32, f32)]) -> Vec<u32> {
    let mut pairs: Vec<(f32, u32)> = Vec::new();
    for (at, (bucket, sum)) in sums.iter().enumerate() {
        let next = sums.get(at + 1).filter(|n| n.0 == bucket + 1);
        pairs.push((sum + next.map_or(0.0, |n| n.1), *bucket));
        let alone = at.checked_sub(1).is_none_or(|b| sums[b].0 + 1 != *bucket);
        if alone && let Some(before) = bucket.checked_sub(1) {
            pairs.push((*sum - 0.01, before));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<u32> = Vec::new();
    for (_, bucket) in pairs {
        if chosen.iter().all(|c| c.abs_diff(bucket) > 1) {
            chosen.push(bucket);
        }
        if chosen.len() == PLACES {
            break;
        }
    }
    chosen
}

/// Where two words stand one after the other.
fn together(stream: &Stream, first: u32, second: u32) -> Vec<u32> {
    let (of_first, of_second) = (stream.places(first), stream.places(second));
    let number = |place: usize| stream.numbers.get(place).copied();
    if of_first.len() <= of_second.len() {
        let places = of_first.iter().copied();
        places
            .filter(|p| number(*p as usize + 1) == Some(second))
            .collect()
    } else {
        let places = of_second.iter().filter_map(|p| p.checked_sub(1));
        places
            .filter(|p| number(*p as usize) == Some(first))
            .collect()
    }
}

/// What came before a cell of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing.
    Start,
    /// The last words are the same.
    Same,
    /// A word of the quotation has none beside it.
    Asked,
    /// A word of the transcript has none beside it.
    Spoken,
}

/// What the best ways to a cell are worth, by their last step.
#[derive(Clone, Copy)]
struct Worth {
    same: f32,
    asked: f32,
    spoken: f32,
}

/// Nothing leads there.
const NEVER: Worth = Worth {
    same: f32::NEG_INFINITY,
    asked: f32::NEG_INFINITY,
    spoken: f32::NEG_INFINITY,
};

impl Worth {
    /// The best of them and its last step; in the first row nothing came before.
    fn best(self, row: usize) -> (f32, Step) {
        let same = (self.same, if row == 0 { Step::Start } else { Step::Same });
        let others = [(self.asked, Step::Asked), (self.spoken, Step::Spoken)];
        let better = |best: (f32, Step), one: (f32, Step)| if one.0 > best.0 { one } else { best };
        others.into_iter().fold(same, better)
    }
}

/// What came before each of a cell's last steps.
#[derive(Clone, Copy)]
struct Before {
    same: Step,
    asked: Step,
    spoken: Step,
}

/// The best ways from each beginning of the quotation to each word of the window, by the last step.
struct Table {
    pair: Pair,
    width: usize,
    before: Vec<Before>,
    /// What the ways through the whole quotation are worth.
    last: Vec<Worth>,
}

impl Table {
    fn fill(stream: &Stream, needle: &Needle, weights: &[f32], pair: Pair) -> Self {
        let (asked, window) = (pair.asked.clone(), pair.window.clone());
        let numbers = &stream.numbers[window.start as usize..window.end as usize];
        let width = numbers.len() + 1;
        // Words that begin a stretch do not stand together with the word before.
        let begins = stream.begins(window);
        let nothing = Before {
            same: Step::Start,
            asked: Step::Start,
            spoken: Step::Start,
        };
        let mut before = vec![nothing; width * (asked.len() + 1)];
        let mut above = vec![Worth { same: 0.0, ..NEVER }; width];
        let mut here = vec![NEVER; width];
        for (row, own) in asked.enumerate() {
            let (word, weight) = (&needle.words[own], weights[own]);
            let (open, more) = if needle.joints_at(own + 1).next().is_some() {
                (0.05, 0.002)
            } else {
                (0.5, 0.005)
            };
            let steps = &mut before[(row + 1) * width..(row + 2) * width];
            for column in 0..width {
                let (mut worth, step) = (NEVER, &mut steps[column]);
                let (best, from) = above[column].best(row);
                (worth.asked, step.asked) = (best - 0.05 - 0.3 * weight, from);
                if column > 0 {
                    if numbers[column - 1] == word.number {
                        let mut best = above[column - 1].best(row);
                        let on = above[column - 1].same + TOGETHER;
                        if row > 0 && !begins[column - 1] && on > best.0 {
                            best = (on, Step::Same);
                        }
                        (worth.same, step.same) = (best.0 + weight, best.1);
                    }
                    let left: Worth = here[column - 1];
                    let opened = if left.same >= left.asked {
                        (left.same - open, Step::Same)
                    } else {
                        (left.asked - open, Step::Asked)
                    };
                    let on = left.spoken - more;
                    (worth.spoken, step.spoken) = if on > opened.0 {
                        (on, Step::Spoken)
                    } else {
                        opened
                    };
                }
                here[column] = worth;
            }
            std::mem::swap(&mut above, &mut here);
        }
        Self {
            pair,
            width,
            before,
            last: above,
        }
    }

    /// What the best way through is worth, and the same words on it, from its end.
    fn trace(&self) -> (f32, Vec<(usize, u32)>) {
        let score = |at: &usize| self.last[*at].same.max(self.last[*at].asked);
        let last = (0..self.width).max_by(|a, b| score(a).total_cmp(&score(b)).then(b.cmp(a)));
        let last = last.unwrap_or(0);
        let worth = score(&last);
        let mut step = if self.last[last].same >= self.last[last].asked {
            Step::Same
        } else {
            Step::Asked
        };
        let mut at = self.pair.asked.len() * self.width + last;
        let mut pairs: Vec<(usize, u32)> = Vec::new();
        loop {
            match step {
                Step::Start => break,
                Step::Same => {
                    let (row, column) = (at / self.width, at % self.width);
                    if row == 0 {
                        break;
                    }
                    let (asked, window) = (self.pair.asked.start, self.pair.window.start);
                    pairs.push((asked + row - 1, window + column as u32 - 1));
                    step = self.before[at].same;
                    at -= self.width + 1;
                }
                Step::Asked => {
                    step = self.before[at].asked;
                    at -= self.width;
                }
                Step::Spoken => {
                    step = self.before[at].spoken;
                    at -= 1;
                }
            }
        }
        pairs.reverse();
        (worth, pairs)
    }
}

/// Pairs of words as runs that neither a joint nor the border of a stretch cuts.
pub(super) fn segments(stream: &Stream, needle: &Needle, pairs: &[(usize, u32)]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (asked, at) in pairs.iter().copied() {
        let goes_on = segments.last().is_some_and(|s| {
            s.asked.end == asked
                && s.at.end == at
                && needle.joints_at(asked).next().is_none()
                && stream.run(at - 1) == stream.run(at)
        });
        match segments.last_mut() {
            Some(last) if goes_on => {
                last.asked.end += 1;
                last.at.end += 1;
            }
            _ => segments.push(Segment {
                asked: asked..asked + 1,
                at: at..at + 1,
            }),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_pairs_that_grow_are_chosen() {
        let pairs = [(0, 5), (1, 1), (2, 2), (3, 9), (4, 3), (5, 4)];
        assert_eq!(increasing(&pairs), [(1, 1), (2, 2), (4, 3), (5, 4)]);
        assert_eq!(increasing(&[]), []);
    }
}
