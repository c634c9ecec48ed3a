//! What to tell of a quote whose words are not where they should be: who else says them, or what comes nearest.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem::Finder;
use unicode_segmentation::UnicodeSegmentation;

use super::Ground;
use crate::model::{CallIndex, Layer, OutsideStr, TurnNumber};
use crate::store::transcript::problems::shown;

/// No more text than this is compared word by word (bytes).
pub const MOST: usize = 2 << 20;

/// Where else the very words stand: another speaker's, or in another call.
pub fn elsewhere(ground: &Ground<'_>, call: CallIndex, text: OutsideStr<'_>) -> Option<String> {
    let finder = Finder::new(text.raw());
    let found = |turn: &crate::model::TurnRef<'_>| {
        [Layer::Text, Layer::Original]
            .into_iter()
            .any(|layer| finder.find(turn.layer(layer).raw().as_bytes()).is_some())
    };
    let turns = || ground.transcript.turns();
    let turn = turns()
        .filter(|t| t.call() == call)
        .find(found)
        .or_else(|| turns().filter(|t| t.call() != call).find(found))?;
    let speaker = ground.transcript.speaker(turn.speaker());
    let mut hint = format!(
        "{} says this in turn {}",
        shown(speaker.id.raw()),
        turn.number()
    );
    if turn.call() != call {
        let id = ground.transcript.call(turn.call()).id.raw();
        hint.push_str(&format!(" of call {}", shown(id)));
    }
    Some(hint)
}

/// The stretch of one turn that shares most words with the quote, if it shares at least half of them. `turn` tells the
/// bytes and number of the turn around a byte. Only the first `compared` bytes are looked at.
pub fn window(
    words: &str,
    compared: usize,
    text: OutsideStr<'_>,
    turn: impl Fn(usize) -> (Range<usize>, TurnNumber),
) -> Option<String> {
    let mut wanted: HashMap<String, i32> = HashMap::new();
    let mut length = 0;
    for word in text.raw().unicode_words() {
        *wanted.entry(word.to_lowercase()).or_default() += 1;
        length += 1;
    }
    let cut = (0..=compared.min(words.len()))
        .rev()
        .find(|n| words.is_char_boundary(*n))?;
    let all: Vec<(usize, &str)> = words[..cut].unicode_word_indices().collect();
    let keys: Vec<Option<i32>> = all
        .iter()
        .map(|w| wanted.get(&w.1.to_lowercase()).copied())
        .collect();
    let mut shared = 0;
    let mut best: Option<(i32, usize)> = None;
    // A word counts as often as the quote has it: too many of one are not noticed, which does for a hint.
    for at in 0..all.len() {
        shared += i32::from(keys[at].is_some());
        if at >= length {
            shared -= i32::from(keys[at - length].is_some());
        }
        if best.is_none_or(|(most, _)| shared > most) {
            best = Some((shared, at));
        }
    }
    let (most, last) = best?;
    if most * 2 < i32::try_from(length).ok()? || most == 0 {
        return None;
    }
    let end = all[last].0 + all[last].1.len();
    let (bytes, number) = turn(end - 1);
    let first = all[(last + 1).saturating_sub(length)].0.max(bytes.start);
    Some(format!(
        "nearest are, in turn {number}, {}",
        shown(&words[first..end])
    ))
}
