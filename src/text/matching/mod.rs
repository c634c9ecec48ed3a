//! Approximate search: which words of a text are most like given ones.
//!
//! Knows characters and distances; nothing of turns or notes. [`fold()`] says which characters count as the same,
//! [`words()`] cuts a text into words, `myers` measures, [`differences`] lays two texts side by side;
//! [`is_number`] and [`denies`] know words whose change weighs.

mod difference;
mod fold;
mod myers;
mod weighty;
mod words;

pub use difference::{Run, differences};
pub use fold::{Folded, fold};
pub use myers::{Pattern, Start};
pub use weighty::{denies, is_number, plain};
pub use words::{Word, words};

#[cfg(test)]
mod tests;
