//! What to tell of a quote whose words are not where they should be: who else says them, or what comes nearest.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use memchr::memmem::Finder;
use unicode_segmentation::UnicodeSegmentation;

use super::Ground;
use crate::model::{CallIndex, Layer, OutsideStr, SpeakerIndex, TurnNumber, TurnRef};
use crate::store::transcript::problems::shown;

/// No more text than this is compared word by word (bytes).
pub const MOST: usize = 2 << 20;

/// Where else the very words stand: in another turn of the same speaker, another speaker's, or in another call.
pub fn elsewhere(
    ground: &Ground<'_>,
    (call, speaker): (CallIndex, Option<SpeakerIndex>),
    text: OutsideStr<'_>,
) -> Option<String> {
    let finder = Finder::new(text.raw());
    let found = |turn: &TurnRef<'_>| {
        [Layer::Text, Layer::Original]
            .into_iter()
            .any(|layer| finder.find(turn.layer(layer).raw().as_bytes()).is_some())
    };
    let far = |turn: &TurnRef<'_>| {
        let (call, speaker) = (turn.call() != call, Some(turn.speaker()) != speaker);
        u8::from(call) * 2 + u8::from(speaker)
    };
    let mut nearest: Option<TurnRef<'_>> = None;
    for turn in ground.transcript.turns() {
        if nearest.is_none_or(|n| far(&turn) < far(&n)) && found(&turn) {
            nearest = Some(turn);
        }
    }
    let turn = nearest?;
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

/// The shortest stretch of one turn that shares most words with the quote, if it shares at least half of them; it may be
/// half as long again. `turn` tells the bytes and number of the turn around a byte. Only the first `compared` bytes are
/// looked at.
pub fn window(
    words: &str,
    compared: usize,
    text: OutsideStr<'_>,
    turn: impl Fn(usize) -> (Range<usize>, TurnNumber),
) -> Option<String> {
    let mut wanted: HashMap<String, usize> = HashMap::new();
    let mut length = 0;
    for word in text.raw().unicode_words() {
        *wanted.entry(word.to_lowercase()).or_default() += 1;
        length += 1;
    }
    let longest = length + (length / 2).max(2);
    let cut = (0..=compared.min(words.len()))
        .rev()
        .find(|n| words.is_char_boundary(*n))?;
    let mut inside: VecDeque<Shared> = VecDeque::new();
    let mut best: Option<(usize, usize, Range<usize>)> = None;
    for (at, (byte, word)) in words[..cut].unicode_word_indices().enumerate() {
        let Some(left) = wanted.get_mut(&word.to_lowercase()) else {
            continue;
        };
        let from = turn(byte).0.start;
        // A word counts as often as the quote has it; of too many the first is let go.
        let key = word.to_lowercase();
        let surplus = *left == 0;
        *left = left.saturating_sub(1);
        if surplus && let Some(first) = inside.iter().position(|s| s.key == key) {
            inside.remove(first);
        }
        inside.push_back(Shared { key, at, byte });
        while let Some(first) = inside.front()
            && (first.byte < from || at - first.at >= longest)
        {
            if let Some(gone) = inside.pop_front() {
                *wanted.entry(gone.key).or_default() += 1;
            }
        }
        let Some(first) = inside.front() else {
            continue;
        };
        let (shared, width) = (inside.len(), at - first.at);
        if best
            .as_ref()
            .is_none_or(|(s, w, _)| shared > *s || shared == *s && width < *w)
        {
            best = Some((shared, width, first.byte..byte + word.len()));
        }
    }
    let (.., bytes) = best.filter(|(shared, ..)| shared * 2 >= length)?;
    let number = turn(bytes.start).1;
    Some(format!(
        "nearest are, in turn {number}, {}",
        shown(&words[bytes])
    ))
}

/// A word that the quote has, too: which of all it is, and its first byte.
struct Shared {
    key: String,
    at: usize,
    byte: usize,
}
