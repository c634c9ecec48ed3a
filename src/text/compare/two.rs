//! Two pieces of work, one for each version: at the same time where they are long.

use std::{panic, thread};

use crate::model::Transcript;

/// Less work than this, in words, is done before another thread has begun.
const LONG: usize = 50_000;

/// Does both, and hands over what each makes.
pub(super) fn both<X: Send, Y>(
    words: usize,
    first: impl FnOnce() -> X + Send,
    second: impl FnOnce() -> Y,
) -> (X, Y) {
    if words < LONG {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        let first = first.join();
        (
            first.unwrap_or_else(|fault| panic::resume_unwind(fault)),
            second,
        )
    })
}

/// About how many words both versions have.
pub(super) fn some_words(a: &Transcript, b: &Transcript) -> usize {
    (a.turn_count() + b.turn_count()) * 20
}
