//! Makes an alignment readable: what was left out or added begins where a turn does, and lone words that happen to be the
//! same do not cut a long change to pieces.

use std::ops::Range;

use super::align::Pairs;
use super::stream::Stream;

/// How far a gap may slide, in tokens.
const FARTHEST: usize = 400;

/// Slides gaps of which one side is empty, while the words stay the same, to where a turn begins.
pub(super) fn slide(pairs: &mut Pairs, a: &Stream<'_>, b: &Stream<'_>) {
    one_side(pairs, a, |pair| &mut pair.0);
    one_side(pairs, b, |pair| &mut pair.1);
}

fn one_side(
    pairs: &mut Pairs,
    stream: &Stream<'_>,
    side: impl Fn(&mut (usize, usize)) -> &mut usize,
) {
    let hashes = &stream.hashes;
    for at in 1..pairs.len() {
        let (mut before, mut after) = (pairs[at - 1], pairs[at]);
        let steps = [after.0 - before.0, after.1 - before.1];
        let start = *side(&mut before) + 1;
        let end = *side(&mut after);
        if steps.iter().filter(|s| **s > 1).count() != 1
            || start == end
            || stream.is_boundary(start)
        {
            continue;
        }
        let length = end - start;
        let follow = |from: usize, to: usize| {
            pairs[to].0 - pairs[from].0 == to - from && pairs[to].1 - pairs[from].1 == to - from
        };
        let left = (1..=at.min(FARTHEST))
            .take_while(|k| follow(at - k, at - 1) && hashes[start - k] == hashes[end - k])
            .find(|k| stream.is_boundary(start - k));
        let right = || {
            (0..(pairs.len() - at).min(FARTHEST))
                .take_while(|k| follow(at, at + k) && hashes[start + k] == hashes[end + k])
                .map(|k| k + 1)
                .find(|k| stream.is_boundary(start + k))
        };
        if let Some(k) = left {
            pairs[at - k..at]
                .iter_mut()
                .for_each(|p| *side(p) += length);
        } else if let Some(k) = right() {
            pairs[at..at + k]
                .iter_mut()
                .for_each(|p| *side(p) -= length);
        }
    }
}

/// A run of pairs without a gap, and what stands before it in neither.
struct Run {
    pairs: Range<usize>,
    words: usize,
    /// Words before it that are in one version only; of both, the more.
    gap: usize,
    /// Whole turns, from boundary to boundary.
    whole: bool,
}

/// Drops runs that are short beside the gaps around them.
pub(super) fn without_islands(pairs: &Pairs, a: &Stream<'_>, b: &Stream<'_>) -> Pairs {
    let mut kept: Vec<Run> = Vec::new();
    let mut from = 0;
    let mut before = (0, 0);
    while from < pairs.len() {
        let goes_on = |w: &&[(usize, usize)]| w[1].0 == w[0].0 + 1 && w[1].1 == w[0].1 + 1;
        let length = 1 + pairs[from..].windows(2).take_while(goes_on).count();
        let (first, last) = (pairs[from], pairs[from + length - 1]);
        let run = Run {
            pairs: from..from + length,
            words: a.words_in(first.0..last.0 + 1),
            gap: larger(a, b, before, first),
            whole: is_whole(a, first.0, last.0) && is_whole(b, first.1, last.1),
        };
        let gap = run.gap;
        kept.push(run);
        drop_last_but_one(&mut kept, gap);
        before = (last.0 + 1, last.1 + 1);
        from += length;
    }
    let gap = larger(a, b, before, (a.hashes.len(), b.hashes.len()));
    kept.push(Run {
        pairs: from..from,
        words: 0,
        gap,
        whole: true,
    });
    drop_last_but_one(&mut kept, gap);
    kept.into_iter()
        .flat_map(|run| pairs[run.pairs].iter().copied())
        .collect()
}

fn larger(a: &Stream<'_>, b: &Stream<'_>, from: (usize, usize), to: (usize, usize)) -> usize {
    a.words_in(from.0..to.0).max(b.words_in(from.1..to.1))
}

fn is_whole(stream: &Stream<'_>, first: usize, last: usize) -> bool {
    let ends = last + 1 == stream.tokens.len() || stream.is_boundary(last + 1);
    stream.is_boundary(first) && ends
}

/// While the run before the last is an island, makes it a part of the gap before the last.
fn drop_last_but_one(kept: &mut Vec<Run>, mut gap: usize) {
    while let [.., island, _] = &kept[..] {
        if island.whole || island.words * 2 > island.gap.min(gap) {
            return;
        }
        gap += island.gap + island.words;
        let at = kept.len() - 2;
        kept.remove(at);
        if let Some(last) = kept.last_mut() {
            last.gap = gap;
        }
    }
}
