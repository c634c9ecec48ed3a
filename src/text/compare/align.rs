//! Which word of one stream is which of another, in order.
//!
//! Between what begins and ends alike, anchors are looked for, long ones first, and then between them again; small gaps are
//! aligned by Myers's algorithm. What it costs is bounded: gaps too large for that are walked through by the next words
//! that fit.

use std::ops::{ControlFlow, Range};

use super::anchors::{anchors, are_varied, gram_hash, paired};
use super::stream::Stream;
use crate::text::matching::differences;

/// Lengths of anchors, in words.
const LENGTHS: [usize; 3] = [6, 3, 1];
/// Tokens of a gap that is aligned at once.
const SMALL: usize = 256;
/// Tokens of a gap that is aligned by Myers's algorithm, however few they are in all.
const LARGEST: usize = 16_000;
/// Steps that all gaps together may take, about.
const STEPS: usize = 400_000_000;
/// How far the next words that fit are looked for, and how many must fit.
const WINDOW: usize = 512;
const FIT: usize = 4;
/// Fewer words than these at an anchor's end, beyond where a turn ends, are left to be aligned with the turns.
const STRAY: usize = 4;

/// Tokens of both streams that are the same, in order.
pub(super) type Pairs = Vec<(usize, usize)>;

/// Told how many tokens of the first stream are done; stops the alignment.
pub(super) type Done<'t> = &'t mut dyn FnMut(usize) -> ControlFlow<()>;

/// Aligns two streams whose boundaries say who speaks; none when it was stopped.
pub(super) fn align(
    (a, b): (&Stream<'_>, &Stream<'_>),
    sketch: &Sketch,
    done: Done<'_>,
) -> Option<Pairs> {
    if sketch.strangers {
        return Some(Pairs::new());
    }
    let total = a.hashes.len() + b.hashes.len();
    let mut aligner = Aligner {
        a,
        b,
        limit: (STEPS / total.max(1)).clamp(SMALL, LARGEST),
        pairs: Pairs::with_capacity(a.hashes.len().min(b.hashes.len())),
        done,
    };
    let (whole_a, whole_b) = (0..a.hashes.len(), 0..b.hashes.len());
    let whole = if sketch.depth == 0 && !sketch.pairs.is_empty() {
        let found = aligner.without_strays(&sketch.pairs);
        aligner.between(whole_a, whole_b, &found, 1)
    } else {
        aligner.gap(whole_a, whole_b, 0)
    };
    whole.is_continue().then_some(aligner.pairs)
}

/// Words that anchors pair, from as long ones as pair half of them.
#[derive(Debug)]
pub(super) struct Sketch {
    pub pairs: Pairs,
    /// Which anchors these are.
    depth: usize,
    /// Whether long texts have next to nothing in common: then there is nothing to align.
    strangers: bool,
}

/// Texts of fewer words are aligned however little they have in common.
const LONG: usize = 20_000;

/// A first look at two streams, who speaks left out.
pub(super) fn sketch(a: &Stream<'_>, b: &Stream<'_>) -> Sketch {
    let (in_a, in_b) = (
        Words::of(a, 0..a.hashes.len()),
        Words::of(b, 0..b.hashes.len()),
    );
    let few = in_a.places.len().min(in_b.places.len());
    let mut best = Sketch {
        pairs: Pairs::new(),
        depth: 0,
        strangers: false,
    };
    for (depth, length) in LENGTHS.into_iter().enumerate() {
        let pairs = anchored(&in_a, &in_b, length);
        if pairs.len() > best.pairs.len() {
            best.pairs = pairs;
            best.depth = depth;
        }
        if best.pairs.len() * 2 >= few {
            break;
        }
        if depth == 1 && few >= LONG && best.pairs.len() * 50 < few {
            best.strangers = are_varied(&in_a.hashes, &in_b.hashes, LENGTHS[0]);
            if best.strangers {
                break;
            }
        }
    }
    best
}

/// The words of a range of a stream, and where they stand in it.
struct Words {
    places: Vec<usize>,
    hashes: Vec<u64>,
}

impl Words {
    fn of(stream: &Stream<'_>, range: Range<usize>) -> Self {
        let places: Vec<usize> = range.filter(|at| !stream.is_boundary(*at)).collect();
        let hashes = places.iter().map(|at| stream.hashes[*at]).collect();
        Self { places, hashes }
    }
}

fn anchored(a: &Words, b: &Words, length: usize) -> Pairs {
    let found = anchors(&a.hashes, &b.hashes, length);
    let pairs = paired(&found, length).into_iter();
    pairs.map(|(i, j)| (a.places[i], b.places[j])).collect()
}

struct Aligner<'s, 'a, 't> {
    a: &'s Stream<'a>,
    b: &'s Stream<'a>,
    limit: usize,
    pairs: Pairs,
    done: Done<'t>,
}

impl Aligner<'_, '_, '_> {
    /// Aligns a part of both; `depth` says which anchors were not looked for yet.
    fn gap(&mut self, a: Range<usize>, b: Range<usize>, depth: usize) -> ControlFlow<()> {
        let (left, right) = (&self.a.hashes[a.clone()], &self.b.hashes[b.clone()]);
        let both = left.iter().zip(right);
        let before = both.take_while(|(x, y)| x == y).count();
        let both = left[before..]
            .iter()
            .rev()
            .zip(right[before..].iter().rev());
        let after = both.take_while(|(x, y)| x == y).count();
        let start = (a.start + before, b.start + before);
        let end = (a.end - after, b.end - after);
        self.pairs.extend((a.start..start.0).zip(b.start..start.1));
        self.middle(start.0..end.0, start.1..end.1, depth)?;
        self.pairs.extend((end.0..a.end).zip(end.1..b.end));
        (self.done)(a.end)
    }

    fn middle(&mut self, a: Range<usize>, b: Range<usize>, depth: usize) -> ControlFlow<()> {
        if a.is_empty() || b.is_empty() {
            return ControlFlow::Continue(());
        }
        if a.len() + b.len() > SMALL {
            let (in_a, in_b) = (Words::of(self.a, a.clone()), Words::of(self.b, b.clone()));
            let last = LENGTHS.len() - 1;
            for (at, length) in LENGTHS.iter().enumerate().skip(depth) {
                let found = anchored(&in_a, &in_b, *length);
                let found = self.without_strays(&found);
                if !found.is_empty() {
                    return self.between(a, b, &found, (at + 1).min(last));
                }
            }
            if a.len() + b.len() > self.limit {
                return self.walk(a, b);
            }
        }
        self.measure(a, b);
        ControlFlow::Continue(())
    }

    /// Aligns what stands between words that are paired.
    fn between(
        &mut self,
        a: Range<usize>,
        b: Range<usize>,
        found: &[(usize, usize)],
        depth: usize,
    ) -> ControlFlow<()> {
        let mut from = (a.start, b.start);
        for (i, j) in found {
            if from != (*i, *j) {
                self.gap(from.0..*i, from.1..*j, depth)?;
            }
            self.pairs.push((*i, *j));
            from = (i + 1, j + 1);
        }
        self.gap(from.0..a.end, from.1..b.end, depth)
    }

    /// Pairs without the first and last words of a run that reach into a turn where the other version has none, or
    /// somebody else's: those few words may as well be another turn's.
    fn without_strays(&self, found: &[(usize, usize)]) -> Pairs {
        let follows = |stream: &Stream<'_>, x: usize, y: usize| {
            x < y && (x + 1..y).all(|at| stream.is_boundary(at))
        };
        let mut kept = Pairs::with_capacity(found.len());
        let mut from = 0;
        while from < found.len() {
            let goes_on = |w: &&[(usize, usize)]| {
                let near = w[1].0 - w[0].0 <= 2 && w[1].1 - w[0].1 <= 2;
                near || follows(self.a, w[0].0, w[1].0) && follows(self.b, w[0].1, w[1].1)
            };
            let length = 1 + found[from..].windows(2).take_while(goes_on).count();
            let run = &found[from..from + length];
            kept.extend_from_slice(&run[self.stray_head(run)..length - self.stray_tail(run)]);
            from += length;
        }
        kept
    }

    fn stray_head(&self, run: &[(usize, usize)]) -> usize {
        let cut = (1..run.len().min(STRAY)).find(|at| self.parts(run[at - 1], run[*at]));
        cut.unwrap_or(0)
    }

    fn stray_tail(&self, run: &[(usize, usize)]) -> usize {
        let length = run.len();
        let cut =
            (1..length.min(STRAY)).find(|at| self.parts(run[length - at - 1], run[length - at]));
        let head = self.stray_head(run);
        cut.filter(|cut| head + cut <= length).unwrap_or(0)
    }

    /// Whether a turn ends between two pairs that follow each other, and not in both versions between the same speakers.
    fn parts(&self, before: (usize, usize), after: (usize, usize)) -> bool {
        let (a, b) = (self.a, self.b);
        let in_a = a.tokens[before.0].turn != a.tokens[after.0].turn;
        let in_b = b.tokens[before.1].turn != b.tokens[after.1].turn;
        let person = |stream: &Stream<'_>, token: usize| {
            stream.hashes[stream.turns[stream.turn_of(token)].first]
        };
        let same = |pair: (usize, usize)| person(a, pair.0) == person(b, pair.1);
        (in_a || in_b) && !(in_a && in_b && same(before) && same(after))
    }

    fn measure(&mut self, a: Range<usize>, b: Range<usize>) {
        let runs = differences(&self.a.hashes[a.clone()], &self.b.hashes[b.clone()]);
        for run in runs.into_iter().filter(|run| run.same) {
            let run = run.before.zip(run.after);
            self.pairs
                .extend(run.map(|(i, j)| (a.start + i, b.start + j)));
        }
    }

    /// From difference to difference: on to the nearest place where the next words fit.
    fn walk(&mut self, a: Range<usize>, b: Range<usize>) -> ControlFlow<()> {
        let (left, right) = (&self.a.hashes, &self.b.hashes);
        let (mut i, mut j) = (a.start, b.start);
        while i < a.end && j < b.end {
            if left[i] == right[j] {
                self.pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
                continue;
            }
            let window = |from: usize, end: usize| from..(from + WINDOW).min(end);
            let (near_a, near_b) = (window(i, a.end), window(j, b.end));
            let next = nearest(&left[near_a.clone()], &right[near_b.clone()]);
            // Where nothing near fits, nothing is the same; short changes are looked at word by word.
            let (to_a, to_b) = next.map_or((near_a.end, near_b.end), |(x, y)| (i + x, j + y));
            if next.is_some() && to_a - i + to_b - j <= SMALL {
                self.measure(i..to_a, j..to_b);
            }
            (i, j) = (to_a, to_b);
            (self.done)(i)?;
        }
        ControlFlow::Continue(())
    }
}

/// The nearest places in both from which the next symbols are the same.
fn nearest(a: &[u64], b: &[u64]) -> Option<(usize, usize)> {
    let gram = |(at, gram): (usize, &[u64])| (gram_hash(gram), at);
    let mut places: Vec<(u64, usize)> = a.windows(FIT).enumerate().map(gram).collect();
    places.sort_unstable();
    let fits = b
        .windows(FIT)
        .enumerate()
        .map(gram)
        .filter_map(|(hash, in_b)| {
            let at = places.partition_point(|p| p.0 < hash);
            let (other, in_a) = places.get(at)?;
            (*other == hash).then_some((*in_a, in_b))
        });
    fits.min_by_key(|(x, y)| (x + y, x.abs_diff(*y)))
}
