//! Runs of words that stand once in each of two texts: what an alignment is hung on.
//!
//! Words that are rare in both are paired, and of the pairs the most that keep the order are kept (Cohen's *patience
//! diff*, 2003, with runs of words in the place of lines).

use super::two::both;

/// Pairs of places where the same `length` symbols stand, once in each text; the most of them that are in order in both.
pub(super) fn anchors(a: &[u64], b: &[u64], length: usize) -> Vec<(usize, usize)> {
    let parts = parts(a.len().max(b.len()));
    let (left, right) = both(
        a.len() + b.len(),
        || singles(a, length, parts),
        || singles(b, length, parts),
    );
    // Where in the second text stands what stands here in the first.
    let mut beside = vec![NOWHERE; a.len()];
    let mut at = 0;
    for gram in &left {
        while right.get(at).is_some_and(|other| other.key() < gram.key()) {
            at += 1;
        }
        if let Some(other) = right.get(at).filter(|other| other.hash == gram.hash) {
            beside[gram.place as usize] = other.place;
        }
    }
    let pairs = beside.into_iter().enumerate();
    let pairs: Vec<(usize, usize)> = pairs
        .filter(|(_, b)| *b != NOWHERE)
        .map(|(a, b)| (a, b as usize))
        .collect();
    in_order(pairs)
}

/// Whether most runs of `length` symbols stand once in each of two texts: a text that repeats itself has few anchors, too.
pub(super) fn are_varied(a: &[u64], b: &[u64], length: usize) -> bool {
    let varied = |text: &[u64]| singles(text, length, parts(text.len())).len() * 2 >= text.len();
    varied(a) && varied(b)
}

/// A number that is the same for the same symbols in a row.
pub(super) fn gram_hash(gram: &[u64]) -> u64 {
    gram.iter().fold(0u64, |hash, symbol| {
        hash.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ symbol
    })
}

/// No place.
const NOWHERE: u32 = u32::MAX;
/// So many runs, about, are sorted at once: they are near each other in the machine's memory.
const PART: usize = 8192;
/// So many runs are kept in mind while a text is gone through.
const SEEN: usize = 1 << 14;

/// A run of symbols, and where it begins.
#[derive(Clone, Copy, Debug, Default)]
struct Gram {
    hash: u64,
    place: u32,
    part: u32,
}

impl Gram {
    fn key(&self) -> (u32, u64) {
        (self.part, self.hash)
    }
}

/// Into how many parts the runs of a text of so many symbols are laid.
fn parts(symbols: usize) -> usize {
    (symbols / PART).next_power_of_two()
}

/// A hash, with what tells hashes apart in its last digits.
fn spread(hash: u64) -> usize {
    (hash.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as usize
}

/// The runs of a text in order, most of those left out that stand there more than twice: two tell that they are not alone.
fn seldom(text: &[u64], length: usize, parts: usize) -> Vec<Gram> {
    let mut seen = vec![(0, 0u8); text.len().next_power_of_two().min(SEEN)];
    let last = seen.len() - 1;
    let mut seldom = Vec::with_capacity(text.len());
    for (hash, place) in text.windows(length).map(gram_hash).zip(0..) {
        let spread = spread(hash);
        let before = &mut seen[spread & last];
        let times = if before.0 == hash { before.1 } else { 0 };
        *before = (hash, times.saturating_add(1));
        if times < 2 {
            let part = (spread & (parts - 1)) as u32;
            seldom.push(Gram { hash, place, part });
        }
    }
    seldom
}

/// The runs that stand once, by part and hash.
fn singles(text: &[u64], length: usize, parts: usize) -> Vec<Gram> {
    let seldom = seldom(text, length, parts);
    let mut starts = vec![0; parts + 1];
    for gram in &seldom {
        starts[gram.part as usize + 1] += 1;
    }
    for at in 0..parts {
        starts[at + 1] += starts[at];
    }
    let mut grams = vec![Gram::default(); seldom.len()];
    let mut free = starts.clone();
    for gram in seldom {
        let free = &mut free[gram.part as usize];
        grams[*free] = gram;
        *free += 1;
    }
    for bounds in starts.windows(2) {
        grams[bounds[0]..bounds[1]].sort_unstable_by_key(|gram| gram.hash);
    }
    let same = |x: usize, y: usize| {
        let pair = grams.get(x).zip(grams.get(y));
        pair.is_some_and(|(x, y)| x.hash == y.hash)
    };
    let once = |at: &usize| !same(*at, at + 1) && !at.checked_sub(1).is_some_and(|x| same(x, *at));
    (0..grams.len()).filter(once).map(|at| grams[at]).collect()
}

/// The longest part of pairs, ordered by their first, that is ordered by their second, too (Schensted 1961).
fn in_order(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    if pairs.is_sorted_by_key(|pair| pair.1) {
        return pairs;
    }
    // The last pair of the best chain of each length, and what stands before each pair in its chain.
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<u32> = Vec::with_capacity(pairs.len());
    let mut top = None;
    for (at, (_, second)) in pairs.iter().enumerate() {
        let pile = if top.is_none_or(|top| top < *second) {
            piles.len()
        } else {
            piles.partition_point(|last| pairs[*last].1 < *second)
        };
        before.push(pile.checked_sub(1).map_or(NOWHERE, |p| piles[p] as u32));
        if pile + 1 >= piles.len() {
            top = Some(*second);
        }
        if pile == piles.len() {
            piles.push(at);
        } else {
            piles[pile] = at;
        }
    }
    let mut chain = Vec::with_capacity(piles.len());
    let mut next = piles.last().copied();
    while let Some(at) = next {
        chain.push(pairs[at]);
        next = Some(before[at])
            .filter(|b| *b != NOWHERE)
            .map(|b| b as usize);
    }
    chain.reverse();
    chain
}

/// The words that anchors of `length` pair, each once and in order.
pub(super) fn paired(anchors: &[(usize, usize)], length: usize) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(anchors.len() + length);
    for (i, j) in anchors {
        let known = pairs.last().map_or(0, |last| {
            (last.0 + 1)
                .saturating_sub(*i)
                .max((last.1 + 1).saturating_sub(*j))
        });
        pairs.extend((known..length).map(|step| (i + step, j + step)));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_once_in_both_is_an_anchor_and_what_moved_is_none() {
        let a = [1, 2, 3, 9, 9, 4, 5, 6, 7];
        let b = [7, 1, 2, 3, 9, 4, 5, 9, 6];
        assert_eq!(
            anchors(&a, &b, 1),
            [(0, 1), (1, 2), (2, 3), (5, 5), (6, 6), (7, 8)]
        );
        assert_eq!(anchors(&a, &b, 3), [(0, 1), (1, 2), (4, 4)]);
        assert_eq!(
            paired(&[(0, 1), (1, 2)], 3),
            [(0, 1), (1, 2), (2, 3), (3, 4)]
        );
        assert!(anchors(&[1], &[], 1).is_empty());
    }

    /// Where runs stand that stand once, as anybody would look for them.
    fn once(text: &[u64], length: usize) -> Vec<(&[u64], usize)> {
        let runs: Vec<&[u64]> = text.windows(length).collect();
        let alone = |run: &&[u64]| runs.iter().filter(|other| *other == run).count() == 1;
        let all = runs.iter().copied().zip(0..);
        all.filter(|(run, _)| alone(run)).collect()
    }

    proptest! {
        #[test]
        fn anchors_are_the_runs_that_stand_once_in_both(
            a in vec(0..40u64, 0..120),
            b in vec(0..40u64, 0..120),
            length in 1..4usize,
            parts in 0..5u32,
        ) {
            let singles = singles(&a, length, 1 << parts);
            let mut places: Vec<usize> = singles.iter().map(|gram| gram.place as usize).collect();
            places.sort_unstable();
            prop_assert_eq!(&places, &once(&a, length).iter().map(|(_, at)| *at).collect::<Vec<_>>());
            let (in_a, in_b) = (once(&a, length), once(&b, length));
            let mut pairs = Vec::new();
            for (run, at) in in_a {
                let other = in_b.iter().find(|(other, _)| *other == run);
                pairs.extend(other.map(|(_, stands)| (at, *stands)));
            }
            let found = anchors(&a, &b, length);
            prop_assert!(found.iter().all(|pair| pairs.contains(pair)));
            prop_assert!(found.is_sorted_by(|x, y| x.0 < y.0 && x.1 < y.1));
            // The length of the longest chain that ends with each pair.
            let mut longest: Vec<usize> = Vec::new();
            for (at, pair) in pairs.iter().enumerate() {
                let before = (0..at).filter(|x| pairs[*x].1 < pair.1).map(|x| longest[x]).max();
                longest.push(before.unwrap_or(0) + 1);
            }
            prop_assert_eq!(found.len(), longest.into_iter().max().unwrap_or(0));
        }

        #[test]
        fn long_texts_that_repeat_themselves_have_what_stands_once_in_them(
            at in vec(0..3000usize, 0..8),
        ) {
            let mut text: Vec<u64> = (0..3000).map(|n| n % 70).collect();
            for (n, at) in at.iter().enumerate() {
                text[*at] = 1000 + n as u64;
            }
            let mut places: Vec<usize> = at.clone();
            places.sort_unstable();
            places.dedup();
            let found: Vec<usize> = anchors(&text, &text, 1).iter().map(|pair| pair.0).collect();
            prop_assert_eq!(found, places);
        }
    }
}
