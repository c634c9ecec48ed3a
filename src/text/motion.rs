//! Where a cursor goes in a text: by what readers take for a letter, by words and by sentences.
//!
//! Graphemes, words and sentences are those of Unicode's text segmentation (UAX #29). Places are bytes. Knows no rows:
//! those are [`super::layout`]'s.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::model::OutsideStr;

/// How far a cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next letter, or the one before.
    Letter,
    /// To where a word begins.
    Word,
    /// To where a sentence begins.
    Sentence,
}

/// The place after `byte`; `None` where the text has no more.
pub fn after(text: OutsideStr<'_>, byte: usize, step: Step) -> Option<usize> {
    let raw = text.raw();
    let from = begin(text, byte);
    let next = match step {
        Step::Letter => end(text, from),
        Step::Word => {
            let here = raw[from..].split_word_bound_indices().skip(1);
            let next = here
                .filter(|(_, word)| is_word(word))
                .map(|(at, _)| at)
                .next();
            from + next?
        }
        Step::Sentence => {
            let (at, _) = raw[from..].split_sentence_bound_indices().nth(1)?;
            from + at
        }
    };
    (next < raw.len()).then_some(next)
}

/// The place before `byte`; `None` at the text's beginning.
pub fn before(text: OutsideStr<'_>, byte: usize, step: Step) -> Option<usize> {
    let raw = text.raw();
    let before = &raw[..begin(text, byte)];
    match step {
        Step::Letter => before.grapheme_indices(true).next_back().map(|(at, _)| at),
        Step::Word => {
            let mut words = before.split_word_bound_indices().rev();
            words.find(|(_, word)| is_word(word)).map(|(at, _)| at)
        }
        Step::Sentence => before
            .split_sentence_bound_indices()
            .last()
            .map(|(at, _)| at),
    }
}

/// The last letter of the first word or sentence that ends after `byte`; `None` where none does.
pub fn end_after(text: OutsideStr<'_>, byte: usize, step: Step) -> Option<usize> {
    let from = before(text, end(text, byte), step).unwrap_or(0);
    ends(text, from, step).find(|last| *last > byte)
}

/// The last letter of the last word or sentence that ends before `byte`; `None` where none does.
pub fn end_before(text: OutsideStr<'_>, byte: usize, step: Step) -> Option<usize> {
    let here = before(text, byte, step)?;
    let from = before(text, here, step).unwrap_or(here);
    ends(text, from, step)
        .take_while(|last| *last < byte)
        .last()
}

/// The last letter of a row that is no space; its first one where there are only spaces.
pub fn last_seen(text: OutsideStr<'_>, row: Range<usize>) -> usize {
    let seen = text.raw()[row.clone()].trim_end().len();
    before(text, row.start + seen, Step::Letter).map_or(row.start, |at| at.max(row.start))
}

/// The last letters of the words or sentences from `from` on, where one begins.
fn ends(text: OutsideStr<'_>, from: usize, step: Step) -> impl Iterator<Item = usize> {
    let raw = text.raw();
    let begins = std::iter::successors(Some(from), move |at| after(text, *at, step));
    begins.filter_map(move |at| {
        let unit = match step {
            Step::Letter => &raw[at..end(text, at)],
            Step::Word => raw[at..].split_word_bounds().next()?,
            Step::Sentence => raw[at..].split_sentence_bounds().next()?.trim_end(),
        };
        let blank = unit.is_empty() || (step == Step::Word && !is_word(unit));
        (!blank).then(|| begin(text, at + unit.len() - 1))
    })
}

/// Where the letter that holds `byte` begins; the last one's beginning for the text's end.
pub fn begin(text: OutsideStr<'_>, byte: usize) -> usize {
    let raw = text.raw();
    let mut at = byte.min(raw.len());
    while !raw.is_char_boundary(at) {
        at -= 1;
    }
    let mut cursor = GraphemeCursor::new(at, raw.len(), true);
    if at < raw.len() && cursor.is_boundary(raw, 0) == Ok(true) {
        return at;
    }
    cursor.prev_boundary(raw, 0).ok().flatten().unwrap_or(0)
}

/// Where the letter that holds `byte` ends.
pub fn end(text: OutsideStr<'_>, byte: usize) -> usize {
    let raw = text.raw();
    let from = begin(text, byte);
    let mut cursor = GraphemeCursor::new(from, raw.len(), true);
    cursor
        .next_boundary(raw, 0)
        .ok()
        .flatten()
        .unwrap_or(raw.len())
}

fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![Just(Step::Letter), Just(Step::Word), Just(Step::Sentence)]
    }

    proptest! {
        /// From everywhere every step ends where a letter begins, further on or further back, and comes to an end.
        #[test]
        fn steps_go_from_letter_to_letter(
            text in "[a-z .!\u{301}\u{200d}松😀🇩🇪']{1,40}",
            at in 0..60_usize,
            step in step(),
        ) {
            let words = OutsideStr::new(&text);
            let letters: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let here = begin(words, at);
            prop_assert!(letters.contains(&here));
            prop_assert!(end(words, at) > here);
            if let Some(next) = after(words, at, step) {
                prop_assert!(next > here && letters.contains(&next), "{here} {next}");
                if step == Step::Letter {
                    prop_assert_eq!(before(words, next, step), Some(here));
                }
            }
            if let Some(back) = before(words, at, step) {
                prop_assert!(back < here && letters.contains(&back), "{here} {back}");
            }
        }
    }

    #[test]
    fn words_and_sentences_are_those_that_a_reader_sees() {
        let words = OutsideStr::new("We can't. No one can! 松村さん");
        let all = |step, from| {
            let next = |at: &usize| after(words, *at, step);
            std::iter::successors(Some(from), next).collect::<Vec<_>>()
        };
        assert_eq!(all(Step::Word, 0), [0, 3, 10, 13, 17, 22, 25, 28, 31]);
        assert_eq!(all(Step::Sentence, 0), [0, 10, 22]);
        assert_eq!(end_after(words, 0, Step::Word), Some(1));
        assert_eq!(end_after(words, 1, Step::Word), Some(7));
        assert_eq!(end_before(words, 7, Step::Word), Some(1));
        assert_eq!(end_after(words, 3, Step::Sentence), Some(8));
        assert_eq!(end_before(words, 20, Step::Sentence), Some(8));
        assert_eq!(before(words, 17, Step::Sentence), Some(10));
        assert_eq!(before(words, 17, Step::Word), Some(13));
    }
}
