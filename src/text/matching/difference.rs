//! Which words two texts share, in order, and which stand in one of them only.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A run of words that two texts share, or in which they differ. One side may be empty where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Words of the first text, counted from 0.
    pub before: Range<usize>,
    /// Words of the second text, counted from 0.
    pub after: Range<usize>,
    /// Whether they are the same.
    pub same: bool,
}

/// The runs that make up both texts, in order (Myers 1986, *An O(ND) difference algorithm and its variations*). What is
/// compared may be anything that stands for a word, such as its hash.
pub fn differences<T: Eq + std::hash::Hash + Ord>(before: &[T], after: &[T]) -> Vec<Run> {
    capture_diff_slices(Algorithm::Myers, before, after)
        .into_iter()
        .map(|op| Run {
            before: op.old_range(),
            after: op.new_range(),
            same: op.tag() == DiffTag::Equal,
        })
        .collect()
}
