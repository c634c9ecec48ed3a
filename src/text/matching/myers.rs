//! Approximate search: where in a text a pattern stands with the fewest letters added, left out or changed.
//!
//! Gene Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", Journal of the ACM
//! 46(3), 1999; its blocks of 64 rows as in Heikki Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
//! distances", Nordic Journal of Computing 10, 2003.

use std::ops::Range;

/// A stretch of a text, in bytes, and how many edits make it the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// Bytes added, left out or changed.
    pub edits: usize,
}

/// The stretch that is most like the pattern: the first of those that end alike, the longest of those that begin alike.
pub fn nearest(pattern: &[u8], text: &[u8]) -> Found {
    let (end, edits) = best_end(pattern.iter().copied(), text.iter().copied());
    let backwards = text[..end].iter().rev().copied();
    let (length, _) = best_end_within(pattern.iter().rev().copied(), backwards, edits);
    Found {
        bytes: end - length..end,
        edits,
    }
}

/// Where the stretch that is most like the pattern ends, and its edits.
fn best_end(
    pattern: impl ExactSizeIterator<Item = u8>,
    text: impl Iterator<Item = u8>,
) -> (usize, usize) {
    best_end_within(pattern, text, 0)
}

/// The same, but content with the first that needs no more than `enough` edits.
fn best_end_within(
    pattern: impl ExactSizeIterator<Item = u8>,
    text: impl Iterator<Item = u8>,
    enough: usize,
) -> (usize, usize) {
    let length = pattern.len();
    let mut rows = Rows::new(pattern);
    let (mut edits, mut best) = (length, (0, length));
    for (at, byte) in text.enumerate() {
        if best.1 <= enough {
            break;
        }
        edits = edits.wrapping_add_signed(rows.step(byte));
        if edits < best.1 {
            best = (at + 1, edits);
        }
    }
    best
}

/// A column of the table of distances, as differences between rows: bit by bit in blocks of 64.
struct Rows {
    same: Vec<[u64; 256]>,
    up: Vec<u64>,
    down: Vec<u64>,
    last: u64,
}

impl Rows {
    fn new(pattern: impl ExactSizeIterator<Item = u8>) -> Self {
        let length = pattern.len();
        let blocks = length.div_ceil(64);
        let mut same = vec![[0; 256]; blocks];
        for (row, byte) in pattern.enumerate() {
            same[row / 64][usize::from(byte)] |= 1 << (row % 64);
        }
        Self {
            same,
            up: vec![u64::MAX; blocks],
            down: vec![0; blocks],
            last: 1 << (length.wrapping_sub(1) % 64),
        }
    }

    /// Takes one byte of the text; how the distance of the whole pattern changes.
    fn step(&mut self, byte: u8) -> isize {
        let (mut carry_up, mut carry_down) = (0, 0);
        let mut change = 0;
        let blocks = self.same.len();
        for block in 0..blocks {
            let (up, down) = (self.up[block], self.down[block]);
            let same = self.same[block][usize::from(byte)];
            let vertical = same | down;
            let same = same | carry_down;
            let across = (((same & up).wrapping_add(up)) ^ up) | same;
            let plus = down | !(across | up);
            let minus = up & across;
            let top = if block + 1 == blocks {
                self.last
            } else {
                1 << 63
            };
            change = isize::from(plus & top != 0) - isize::from(minus & top != 0);
            let (next_up, next_down) = (plus >> 63, minus >> 63);
            let plus = plus << 1 | carry_up;
            let minus = minus << 1 | carry_down;
            self.up[block] = minus | !(vertical | plus);
            self.down[block] = plus & vertical;
            (carry_up, carry_down) = (next_up, next_down);
        }
        change
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The fewest edits, by the whole table (Sellers 1980).
    fn by_table(pattern: &[u8], text: &[u8]) -> usize {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut best = pattern.len();
        for byte in text {
            let mut diagonal = column[0];
            for row in 1..column.len() {
                let changed = diagonal + usize::from(pattern[row - 1] != *byte);
                diagonal = column[row];
                column[row] = changed.min(column[row] + 1).min(column[row - 1] + 1);
            }
            best = best.min(column[pattern.len()]);
        }
        best
    }

    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut column: Vec<usize> = (0..=a.len()).collect();
        for (at, byte) in b.iter().enumerate() {
            let mut diagonal = column[0];
            column[0] = at + 1;
            for row in 1..column.len() {
                let changed = diagonal + usize::from(a[row - 1] != *byte);
                diagonal = column[row];
                column[row] = changed.min(column[row] + 1).min(column[row - 1] + 1);
            }
        }
        column[a.len()]
    }

    proptest! {
        #[test]
        fn finds_what_the_whole_table_finds(pattern in "[ab]{1,150}", text in "[abc]{0,200}") {
            let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
            let found = nearest(pattern, text);
            prop_assert_eq!(found.edits, by_table(pattern, text));
            prop_assert_eq!(found.edits, distance(pattern, &text[found.bytes]));
        }
    }
}
