//! The words of a transcript one after another, over all turns, and where each three of them stand.
//!
//! Case, punctuation and the borders of turns do not count here.

use std::ops::Range;

use crate::model::{CallIndex, EntryIndex, Layer, Stretch, Transcript};

/// Words that are looked up together.
const TOGETHER: usize = 3;

struct Word {
    hash: u32,
    entry: u32,
    bytes: Range<u32>,
}

/// All words of one layer.
pub(super) struct Flow<'a> {
    transcript: &'a Transcript,
    layer: Layer,
    words: Vec<Word>,
    calls: Vec<Range<usize>>,
    /// What three words are and where they begin, sorted.
    threes: Vec<u64>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(transcript: &'a Transcript, layer: Layer) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut calls = vec![0..0; transcript.calls().len()];
        for turn in transcript.turns() {
            let from = words.len();
            each_word(turn.layer(layer).raw(), |hash, bytes| {
                words.push(Word {
                    hash,
                    entry: turn.index().0 as u32,
                    bytes: bytes.start as u32..bytes.end as u32,
                });
            });
            if let Some(call) = calls.get_mut(turn.call().get()) {
                let start = if call.start == call.end {
                    from
                } else {
                    call.start
                };
                *call = start..words.len();
            }
        }
        let hashes: Vec<u32> = words.iter().map(|w| w.hash).collect();
        let mut threes: Vec<u64> = threes(&hashes)
            .map(|(at, three)| u64::from(three) << 32 | at as u64)
            .collect();
        threes.sort_unstable();
        Self {
            transcript,
            layer,
            words,
            calls,
            threes,
        }
    }

    /// The words of a call; of all calls for none.
    pub(super) fn of_call(&self, call: Option<CallIndex>) -> Range<usize> {
        call.and_then(|c| self.calls.get(c.get()).cloned())
            .unwrap_or(0..self.words.len())
    }

    /// The words of a turn.
    pub(super) fn of_entries(&self, entries: Range<usize>) -> Range<usize> {
        let at = |entry: usize| self.words.partition_point(|w| (w.entry as usize) < entry);
        at(entries.start)..at(entries.end)
    }

    /// Where three words stand.
    pub(super) fn places(&self, three: u32) -> impl ExactSizeIterator<Item = usize> {
        let from = u64::from(three) << 32;
        let start = self.threes.partition_point(|t| *t < from);
        let length = self.threes[start..].partition_point(|t| *t <= from | u64::from(u32::MAX));
        let here = &self.threes[start..start + length];
        here.iter().map(|t| (t & u64::from(u32::MAX)) as usize)
    }

    pub(super) fn entry(&self, word: usize) -> EntryIndex {
        EntryIndex(self.words[word].entry as usize)
    }

    /// The words with single spaces between them, and where each begins.
    pub(super) fn plain(&self, words: Range<usize>) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(words.len());
        for word in &self.words[words] {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len());
            let raw = self.raw(word.entry);
            plain_word(
                &raw[word.bytes.start as usize..word.bytes.end as usize],
                &mut text,
            );
        }
        (text, starts)
    }

    fn raw(&self, entry: u32) -> &'a str {
        let turn = self.transcript.turn(EntryIndex(entry as usize));
        turn.map_or("", |t| t.layer(self.layer).raw())
    }

    /// The words as stretches, one a turn; with the signs after the last one where `signs` says so.
    pub(super) fn stretches(&self, words: Range<usize>, signs: bool) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for word in &self.words[words] {
            let entry = EntryIndex(word.entry as usize);
            let bytes = word.bytes.start as usize..word.bytes.end as usize;
            match stretches.last_mut().filter(|s| s.entry == entry) {
                Some(last) => last.bytes.end = bytes.end,
                None => stretches.push(Stretch {
                    entry,
                    layer: self.layer,
                    bytes,
                }),
            }
        }
        let count = stretches.len();
        for (at, stretch) in stretches.iter_mut().enumerate() {
            let after = &self.raw(stretch.entry.0 as u32)[stretch.bytes.end..];
            if at + 1 < count {
                stretch.bytes.end += after.len();
            } else if signs {
                let more = after.find(|c: char| c.is_alphanumeric() || c.is_whitespace());
                stretch.bytes.end += more.unwrap_or(after.len());
            }
        }
        stretches
    }
}

/// A text's words, with single spaces between them.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    each_word(text, |_, bytes| {
        if !out.is_empty() {
            out.push(' ');
        }
        plain_word(&text[bytes], &mut out);
    });
    out
}

/// What the words of a text are.
pub(super) fn hashes(text: &str) -> Vec<u32> {
    let mut hashes = Vec::new();
    each_word(text, |hash, _| hashes.push(hash));
    hashes
}

/// Each three words: where the first stands, and what they are.
pub(super) fn threes(words: &[u32]) -> impl Iterator<Item = (usize, u32)> {
    let mix = |hash: u32, word: &u32| (hash.rotate_left(11) ^ word).wrapping_mul(0x9E37_79B1);
    let three = move |three: &[u32]| three.iter().fold(0, mix);
    words.windows(TOGETHER).map(three).enumerate()
}

fn plain_word(word: &str, out: &mut String) {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    out.extend(letters.flat_map(char::to_lowercase));
}

/// Runs of letters and digits, apostrophes in them left out. The number is FNV-1a (Fowler, Noll, Vo).
fn each_word(text: &str, mut found: impl FnMut(u32, Range<usize>)) {
    const EMPTY: u32 = 0x811C_9DC5;
    let (mut hash, mut start, mut end) = (EMPTY, None, 0);
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            end = at + c.len_utf8();
            for lower in c.to_lowercase() {
                hash = (hash ^ lower as u32).wrapping_mul(0x0100_0193);
            }
        } else if !matches!(c, '\'' | '’')
            && let Some(from) = start.take()
        {
            found(hash, from..end);
            hash = EMPTY;
        }
    }
    if let Some(from) = start {
        found(hash, from..end);
    }
}
