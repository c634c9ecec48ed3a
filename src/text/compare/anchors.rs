//! Runs of words that stand once in each of two texts: what an alignment is hung on.
//!
//! Words that are rare in both are paired, and of the pairs the most that keep the order are kept (Cohen's *patience
//! diff*, 2003, with runs of words in the place of lines).

/// Pairs of places where the same `length` symbols stand, once in each text; the most of them that are in order in both.
pub(super) fn anchors(a: &[u64], b: &[u64], length: usize) -> Vec<(usize, usize)> {
    let (a, b) = (singles(a, length), singles(b, length));
    let mut pairs = Vec::new();
    let mut at = 0;
    for (gram, place) in &a {
        while b.get(at).is_some_and(|(other, _)| other < gram) {
            at += 1;
        }
        if let Some((other, stands)) = b.get(at)
            && other == gram
        {
            pairs.push((*place, *stands));
        }
    }
    pairs.sort_unstable();
    in_order(&pairs)
}

/// Whether most runs of `length` symbols stand once in each of two texts: a text that repeats itself has few anchors, too.
pub(super) fn are_varied(a: &[u64], b: &[u64], length: usize) -> bool {
    let varied = |text: &[u64]| singles(text, length).len() * 2 >= text.len();
    varied(a) && varied(b)
}

/// A number that is the same for the same symbols in a row.
pub(super) fn gram_hash(gram: &[u64]) -> u64 {
    gram.iter().fold(0u64, |hash, symbol| {
        hash.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ symbol
    })
}

/// The runs that stand once, by hash, each with its place.
fn singles(text: &[u64], length: usize) -> Vec<(u64, usize)> {
    let grams = text.windows(length).map(gram_hash).zip(0..);
    let mut grams: Vec<(u64, usize)> = grams.collect();
    grams.sort_unstable();
    let mut once = Vec::with_capacity(grams.len());
    let mut from = 0;
    while from < grams.len() {
        let same = grams[from..]
            .iter()
            .take_while(|g| g.0 == grams[from].0)
            .count();
        if same == 1 {
            once.push(grams[from]);
        }
        from += same;
    }
    once
}

/// The longest part of pairs, ordered by their first, that is ordered by their second, too (Schensted 1961).
fn in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, second)) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|top| pairs[*top].1 < *second);
        before.push(pile.checked_sub(1).map(|p| piles[p]));
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
        next = before[at];
    }
    chain.reverse();
    chain
}

/// The words that anchors of `length` pair, each once and in order.
pub(super) fn paired(anchors: &[(usize, usize)], length: usize) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(anchors.len() + length);
    for (i, j) in anchors {
        for step in 0..length {
            let pair = (i + step, j + step);
            if pairs
                .last()
                .is_none_or(|last| last.0 < pair.0 && last.1 < pair.1)
            {
                pairs.push(pair);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
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
}
