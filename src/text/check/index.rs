//! A transcript's words as numbers, and where each of the words that are looked for stands: one walk over all turns.
//!
//! Only words of quotations get numbers, so that the index is made of what is looked for.

use std::ops::Range;

use super::needle::Vocabulary;
use super::words::{Lexeme, Lexer, with_sign};
use crate::model::{
    CallIndex, EntryIndex, EntryRef, Fidelity, Layer, OutsideStr, SpeakerIndex, Transcript, TurnRef,
};
use crate::text::brackets::brackets;

/// Which words of a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// What was spoken, or its translation.
    Text,
    /// What was spoken, where the text is a translation.
    Original,
    /// Paraphrases, asides, and turns together with the transcriber's brackets.
    Unspoken,
}

impl Section {
    pub const ALL: [Self; 3] = [Self::Text, Self::Original, Self::Unspoken];

    /// Where its letters stand.
    pub fn layer(self) -> Layer {
        match self {
            Self::Text | Self::Unspoken => Layer::Text,
            Self::Original => Layer::Original,
        }
    }
}

/// A word of a transcript.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    /// The same for the same letters.
    pub exact: u32,
    /// The signs that follow it, as one number.
    pub signs: u32,
    /// Bytes of its turn's text.
    pub start: u32,
    /// Bytes of its turn's text.
    pub end: u32,
}

/// A turn's words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// The first of its words.
    pub first: u32,
    pub entry: EntryIndex,
    pub call: CallIndex,
    /// None for an aside.
    pub speaker: Option<SpeakerIndex>,
    /// Turns of one speaker with nothing between have the same.
    pub run: u32,
    /// Whether it is written in capitals only, so that case says nothing.
    pub capitals: bool,
}

/// One section of a transcript.
pub(super) struct Stream {
    pub section: Section,
    pub words: Vec<Spoken>,
    /// Each word's number in the vocabulary, 0 for one that nobody looks for; side by side, since most are only passed over.
    pub numbers: Vec<u32>,
    pub spans: Vec<Span>,
    /// Where words stand, those of one number after those of the number before.
    places: Vec<u32>,
    /// From where on in `places` those of a number stand, and behind all of them.
    starts: Vec<u32>,
}

impl Stream {
    /// Walks over a transcript.
    pub fn new(transcript: &Transcript, section: Section, vocabulary: &Vocabulary) -> Self {
        let mut stream = Self {
            section,
            words: Vec::new(),
            numbers: Vec::new(),
            spans: Vec::new(),
            places: Vec::new(),
            starts: Vec::new(),
        };
        let mut run = 0;
        let mut last = None;
        for entry in transcript.batches().iter().flat_map(|b| b.entries()) {
            let spoken = match entry {
                EntryRef::Turn(turn) if transcript.fidelity(turn) != Fidelity::Paraphrase => {
                    Some((turn.call(), turn.speaker()))
                }
                EntryRef::Turn(_) | EntryRef::Aside(_) => None,
            };
            if spoken.is_none() || spoken != last || section == Section::Unspoken {
                run += 1;
            }
            last = spoken;
            match (section, entry) {
                (Section::Unspoken, EntryRef::Aside(_)) => {
                    stream.entry(entry, None, run, vocabulary);
                }
                (Section::Unspoken, EntryRef::Turn(turn)) => {
                    if spoken.is_none() || !brackets(turn.text()).is_empty() {
                        stream.entry(entry, Some(turn.speaker()), run, vocabulary);
                    }
                }
                (Section::Text, EntryRef::Turn(turn)) if spoken.is_some() => {
                    stream.turn(turn, run, vocabulary);
                }
                (Section::Original, EntryRef::Turn(turn)) if turn.original().is_some() => {
                    stream.turn(turn, run, vocabulary);
                }
                (Section::Text | Section::Original, EntryRef::Turn(_) | EntryRef::Aside(_)) => {}
            }
        }
        stream.sort(vocabulary.len());
        stream
    }

    /// Brings the places of each number together: counts them, then puts each behind those before it.
    fn sort(&mut self, all: usize) {
        let mut ends = vec![0_u32; all + 1];
        for number in self.numbers.iter().filter(|n| **n > 0) {
            ends[*number as usize + 1] += 1;
        }
        for number in 1..ends.len() {
            ends[number] += ends[number - 1];
        }
        self.starts = ends.clone();
        self.places = vec![0; ends.last().map_or(0, |all| *all as usize)];
        for (at, number) in (0..).zip(&self.numbers).filter(|(_, n)| **n > 0) {
            let next = &mut ends[*number as usize];
            self.places[*next as usize] = at;
            *next += 1;
        }
    }

    /// What a turn's speaker said: all but the brackets.
    fn turn(&mut self, turn: TurnRef<'_>, run: u32, vocabulary: &Vocabulary) {
        let text = turn.layer(self.section.layer());
        self.span(EntryRef::Turn(turn), Some(turn.speaker()), run, text);
        self.take(text, &outside_brackets(text), vocabulary);
    }

    /// All letters of an entry.
    fn entry(
        &mut self,
        entry: EntryRef<'_>,
        speaker: Option<SpeakerIndex>,
        run: u32,
        vocabulary: &Vocabulary,
    ) {
        let text = entry.text();
        let all = 0..text.len();
        self.span(entry, speaker, run, text);
        self.take(text, std::slice::from_ref(&all), vocabulary);
    }

    fn span(
        &mut self,
        entry: EntryRef<'_>,
        speaker: Option<SpeakerIndex>,
        run: u32,
        text: OutsideStr<'_>,
    ) {
        let raw = text.raw();
        let small = raw.bytes().any(|b| b.is_ascii_lowercase());
        let capitals = !small && raw.chars().any(char::is_uppercase);
        self.spans.push(Span {
            first: self.words.len() as u32,
            entry: entry.index(),
            call: entry.call(),
            speaker,
            run,
            capitals: capitals && !raw.chars().any(char::is_lowercase),
        });
    }

    fn take(&mut self, text: OutsideStr<'_>, parts: &[Range<usize>], vocabulary: &Vocabulary) {
        // A sign before the first word belongs to the turn before, if that is one stretch with this.
        let joined = matches!(&self.spans[..], [.., a, b] if a.run == b.run);
        let first = self.words.len() - usize::from(joined);
        for part in parts {
            for lexeme in Lexer::new(text.raw(), part.clone()) {
                match lexeme {
                    Lexeme::Word {
                        bytes,
                        exact,
                        folded,
                    } => {
                        self.numbers.push(vocabulary.number(folded));
                        self.words.push(Spoken {
                            exact: exact as u32,
                            signs: 0,
                            start: bytes.start as u32,
                            end: bytes.end as u32,
                        });
                    }
                    // Brackets are signs only where what stands in them counts as well.
                    Lexeme::Sign('[' | ']') if self.section == Section::Unspoken => {}
                    Lexeme::Sign(sign) if self.words.len() > first => {
                        if let Some(last) = self.words.last_mut() {
                            last.signs = with_sign(last.signs, sign);
                        }
                    }
                    Lexeme::Sign(_) | Lexeme::Ellipsis => {}
                }
            }
        }
    }

    /// Where a word stands, in order.
    pub fn places(&self, number: u32) -> &[u32] {
        match self.starts.get(number as usize..) {
            Some([start, end, ..]) => &self.places[*start as usize..*end as usize],
            Some(_) | None => &[],
        }
    }

    /// The number of the turn that a word stands in, among [`Self::spans`].
    pub fn span_of(&self, word: u32) -> usize {
        let next = self.spans.partition_point(|s| s.first <= word);
        next.saturating_sub(1)
    }

    /// The words of a span.
    pub fn words_of(&self, span: usize) -> Range<u32> {
        let end = self.spans.get(span + 1).map(|s| s.first);
        self.spans[span].first..end.unwrap_or(self.words.len() as u32)
    }

    /// The words of all turns that are one stretch with the turn of a word.
    pub fn run_of(&self, word: u32) -> Range<u32> {
        let span = self.span_of(word);
        let run = self.spans[span].run;
        let before = self.spans[..span].iter().rev();
        let first = span - before.take_while(|s| s.run == run).count();
        let after = self.spans[span..].iter();
        let last = span + after.take_while(|s| s.run == run).count() - 1;
        self.words_of(first).start..self.words_of(last).end
    }

    /// The words of the call of a word.
    pub fn call_of(&self, word: u32) -> Range<u32> {
        let call = self.spans[self.span_of(word)].call;
        let first = self.spans.partition_point(|s| s.call < call);
        let end = self.spans.partition_point(|s| s.call <= call);
        let first = self.words_of(first).start;
        first..self.words_of(end.saturating_sub(1)).end
    }

    /// Where some words stand one after the other in one stretch, by the first of them. Letters' case does not count.
    pub fn find(&self, numbers: &[u32]) -> Vec<u32> {
        let rarest = (0..numbers.len()).min_by_key(|n| self.places(numbers[*n]).len());
        let Some(rarest) = rarest else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for place in self.places(numbers[rarest]) {
            let Some(first) = place.checked_sub(rarest as u32) else {
                continue;
            };
            let words = first as usize..first as usize + numbers.len();
            let same = self.numbers.get(words) == Some(numbers);
            if same && self.run(first) == self.run(first + numbers.len() as u32 - 1) {
                found.push(first);
            }
        }
        found
    }

    /// Where some words begin that stand one after the other in one stretch, at least `least` of them; and how many do.
    pub fn begun(&self, numbers: &[u32], least: usize) -> Vec<(u32, usize)> {
        let all = self.find(&numbers[..least]).into_iter();
        let goes_on = |first: u32| {
            let run = self.run_of(first).end as usize;
            let here = &self.numbers[first as usize..run];
            let pairs = here.iter().zip(numbers);
            pairs.take_while(|(there, own)| there == own).count()
        };
        all.map(|first| (first, goes_on(first))).collect()
    }

    /// Which of some words are the first of a stretch; of the first of them it is not told.
    pub fn begins(&self, words: Range<u32>) -> Vec<bool> {
        let mut begins = vec![false; words.len()];
        let pairs = self.spans[self.span_of(words.start)..].windows(2);
        for pair in pairs.take_while(|p| p[1].first < words.end) {
            if pair[1].first > words.start {
                let at = pair[1].first - words.start;
                begins[at as usize] = pair[0].run != pair[1].run;
            }
        }
        begins
    }

    /// The number of the stretch that a word stands in.
    pub fn run(&self, word: u32) -> u32 {
        self.spans[self.span_of(word)].run
    }
}

/// Bytes of a turn's text: all but the transcriber's brackets.
fn outside_brackets(text: OutsideStr<'_>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    for bracket in brackets(text) {
        parts.push(from..bracket.start);
        from = bracket.end;
    }
    parts.push(from..text.len());
    parts
}

/// Whether a turn has a word outside of the transcriber's brackets.
pub(super) fn has_words(turn: TurnRef<'_>) -> bool {
    let is_word = |lexeme| matches!(lexeme, Lexeme::Word { .. });
    [Layer::Text, Layer::Original].into_iter().any(|layer| {
        let text = turn.layer(layer);
        let mut parts = outside_brackets(text).into_iter();
        parts.any(|part| Lexer::new(text.raw(), part).any(is_word))
    })
}

/// The letters of an entry.
pub(super) fn letters(transcript: &Transcript, entry: EntryIndex, layer: Layer) -> OutsideStr<'_> {
    match transcript.entry(entry) {
        Some(EntryRef::Turn(turn)) => turn.layer(layer),
        Some(EntryRef::Aside(aside)) => aside.text(),
        None => OutsideStr::default(),
    }
}
