//! What an alignment means: which verdict it is, and how good.

use std::ops::Range;

use super::align::{self, FAR, Segment};
use super::contractions::{Alike, alike};
use super::index::{Stream, letters};
use super::kinds::{negations, numbers};
use super::needle::{Joint, Needle};
use super::verdict::Verdict;
use super::words::{Case, Lexeme, Lexer, same_but_case};
use crate::model::{Fidelity, OutsideStr, Transcript};
use crate::text::brackets::brackets;

/// Words that an insertion may stand for.
const INSERTED: usize = 8;
/// Words of both sides up to which they may be the same contracted.
const CONTRACTED: usize = 12;
/// Words of one turn that may be passed over without a sign, and a single word behind them still be meant.
const STRAY: u32 = 10;

/// A quotation before one section of a transcript.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub transcript: &'v Transcript,
    pub stream: &'v Stream,
    pub prose: &'v str,
    pub needle: &'v Needle,
}

/// What an alignment is worth.
#[derive(Clone, Debug)]
pub(super) struct Grade {
    pub verdict: Verdict,
    /// From 0 to 1.
    pub score: f32,
    pub segments: Vec<Segment>,
    /// Words left out where the draft says so.
    pub left_out: usize,
    /// Words left out elsewhere.
    pub unmarked: usize,
    /// Words of the quotation that stand nowhere.
    pub added: usize,
    /// Those of them that only contract what stands there, or write it in full.
    pub contracted: usize,
    /// Whether a word differs in case or spelling, or a sign behind it.
    pub case: bool,
    pub signs: bool,
    /// Whether the pieces do not belong together.
    pub spliced: bool,
    /// Something unheard that is passed over.
    pub unheard: Option<(usize, Range<usize>)>,
}

/// What a gap of the same stretch is, word by word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// In whose place the draft has other words, before what is left out.
    pub replaced: u32,
    /// Left out where the draft says so.
    pub left_out: u32,
    /// In whose place the writer's stand in brackets.
    pub edited: u32,
    /// In whose place the draft has other words, behind what is left out; or that are left out without a sign.
    pub rest: u32,
}

/// What lies between two segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// So many words of the same stretch.
    Words(u32),
    /// Another stretch begins.
    Stretches,
    /// The second stands before the first.
    Back,
}

impl<'v> View<'v> {
    /// The letters of the turn that a word of the transcript stands in.
    pub fn letters(&self, word: u32) -> &'v str {
        let span = self.stream.spans[self.stream.span_of(word)];
        letters(self.transcript, span.entry, self.stream.section.layer()).raw()
    }

    /// Bytes of a word's turn: from the word to the next one there, or to the turn's end.
    pub fn up_to_next(&self, word: u32) -> Range<usize> {
        let spoken = self.stream.words[word as usize];
        let span = self.stream.words_of(self.stream.span_of(word));
        let end = if word + 1 < span.end {
            self.stream.words[word as usize + 1].start as usize
        } else {
            self.letters(word).len()
        };
        spoken.start as usize..end
    }

    /// Bytes of a word's turn: from behind the word before to the word.
    fn before(&self, word: u32) -> Range<usize> {
        let span = self.stream.words_of(self.stream.span_of(word));
        let from = if word > span.start {
            self.stream.words[word as usize - 1].end
        } else {
            0
        };
        from as usize..self.stream.words[word as usize].start as usize
    }

    pub fn between(&self, first: &Segment, second: &Segment) -> Between {
        if second.at.start < first.at.end {
            Between::Back
        } else if self.stream.run(first.at.end - 1) != self.stream.run(second.at.start) {
            Between::Stretches
        } else {
            Between::Words(second.at.start - first.at.end)
        }
    }

    /// Whether a word is the same letter for letter; where a piece begins, case does not count.
    pub fn same_word(&self, asked: usize, at: u32, begins: bool) -> bool {
        let (word, spoken) = (&self.needle.words[asked], self.stream.words[at as usize]);
        let capitals = || self.stream.spans[self.stream.span_of(at)].capitals;
        let case = if capitals() { Case::Any } else { Case::First };
        word.exact == spoken.exact
            || (begins || case == Case::Any) && {
                let there = &self.letters(at)[spoken.start as usize..spoken.end as usize];
                // The writer's `[w]` is a letter of the word.
                let own = self.prose[word.bytes.clone()].replace(['[', ']'], "");
                same_but_case(&own, there, case)
            }
    }

    /// Whether the signs behind a word are the same; where a piece ends, full stops do not count, and a comma may be the
    /// draft's own.
    pub fn same_signs(&self, asked: usize, at: u32, ends: bool) -> bool {
        if !ends {
            return self.needle.words[asked].signs == self.stream.words[at as usize].signs;
        }
        let ending = self.needle.ending(asked);
        let own = ending.trim_end_matches(['.', ',']);
        let there = self.signs_behind(at);
        if own.is_empty() {
            ending.is_empty() || !there.starts_with(['?', '!'])
        } else {
            there.starts_with(own)
        }
    }

    fn signs_behind(&self, at: u32) -> String {
        let mut bytes = self.up_to_next(at);
        bytes.start = self.stream.words[at as usize].end as usize;
        let text = self.letters(at);
        let signs = Lexer::new(text, bytes).filter_map(|lexeme| match lexeme {
            Lexeme::Sign(sign) => Some(sign),
            Lexeme::Word { .. } | Lexeme::Ellipsis => None,
        });
        signs.take_while(|s| *s != '[').collect()
    }

    /// What could not be heard between a word and the one before, or a negation that the transcriber put there.
    fn unheard(&self, at: u32) -> Option<Range<usize>> {
        let bytes = self.before(at);
        let between = &self.letters(at)[bytes.clone()];
        memchr::memchr(b'[', between.as_bytes())?;
        let all = brackets(OutsideStr::new(between));
        let unheard = all
            .into_iter()
            .find(|b| says_unheard(&between[b.clone()]) || is_negation(&between[b.clone()]))?;
        Some(bytes.start + unheard.start..bytes.start + unheard.end)
    }

    /// Whether any of these words is nobody's: they stand in a paraphrase, an aside, or partly in brackets.
    pub fn is_unspoken(&self, grade: &Grade) -> bool {
        grade.segments.iter().any(|segment| {
            let at = segment.at.start;
            let entry = self.stream.spans[self.stream.span_of(at)].entry;
            let Some(turn) = self.transcript.turn(entry) else {
                return true;
            };
            let all = brackets(turn.text());
            let bracketed = |at: u32| {
                let start = self.stream.words[at as usize].start as usize;
                let next = all.partition_point(|b| b.end <= start);
                all.get(next).is_some_and(|b| b.contains(&start))
            };
            self.transcript.fidelity(turn) == Fidelity::Paraphrase
                || segment.at.clone().any(bracketed)
        })
    }

    /// Whether a bracket of the draft is none of the transcriber's beside a word.
    pub fn is_writers(&self, inserted: &str, before: Option<u32>, after: Option<u32>) -> bool {
        let left = before.map(|at| &self.letters(at)[self.up_to_next(at)]);
        let right = after.map(|at| &self.letters(at)[self.before(at)]);
        !left.into_iter().chain(right).any(|t| t.contains(inserted))
    }

    /// Whether the writer put in what the transcriber did not.
    fn is_edited_at(&self, asked: usize, before: Option<u32>, after: Option<u32>) -> bool {
        self.needle.joints_at(asked).any(|joint| match joint {
            Joint::Ellipsis | Joint::Break => false,
            Joint::Insertion(bytes) => self.is_writers(&self.prose[bytes.clone()], before, after),
        })
    }

    /// Segments with all words that go on with them in both: what an alignment leaves out for a word that it likes better.
    fn grown(&self, segments: Vec<Segment>) -> Vec<Segment> {
        let (asked, spoken) = (&self.needle.words, &self.stream.numbers);
        let same = |own: usize, at: u32| {
            asked.get(own).map(|w| w.number) == spoken.get(at as usize).copied()
        };
        let mut pairs: Vec<(usize, u32)> = Vec::new();
        for (n, segment) in segments.iter().enumerate() {
            let (own, at) = (segment.asked.clone(), segment.at.clone());
            let run = self.stream.run_of(at.start);
            let last = pairs.last().copied();
            let free = last.map_or(0, |p| p.0 + 1)..own.start;
            let from = last.map_or(0, |p| p.1 + 1).max(run.start);
            let before = free.rev().zip((from..at.start).rev());
            let mut before: Vec<(usize, u32)> = before.take_while(|p| same(p.0, p.1)).collect();
            before.reverse();
            pairs.extend(before);
            pairs.extend(own.clone().zip(at.clone()));
            let next = segments.get(n + 1);
            let end = next.map_or(run.end, |s| s.at.start.min(run.end));
            let next = next.map_or(asked.len(), |s| s.asked.start);
            let behind = (own.end..next).zip(at.end..end);
            pairs.extend(behind.take_while(|p| same(p.0, p.1)));
        }
        align::segments(self.stream, self.needle, &pairs)
    }

    /// Takes out a word or two that are there by chance: in another stretch, or far behind, and beside nothing of it.
    pub fn tidy(&self, segments: Vec<Segment>) -> Vec<Segment> {
        let mut segments = self.grown(segments);
        let is_off = |a: &Segment, b: &Segment| match self.between(a, b) {
            Between::Words(n) => n > STRAY && self.needle.joints_at(b.asked.start).next().is_none(),
            Between::Stretches | Between::Back => true,
        };
        let same: usize = segments.iter().map(|s| s.asked.len()).sum();
        let least = if same < self.needle.words.len() { 3 } else { 2 };
        while segments.len() > 1 {
            let stray = (0..segments.len()).find(|n| {
                let one = &segments[*n];
                let whole = || self.stream.run_of(one.at.start) == one.at;
                let (before, after) = (n.checked_sub(1).map(|b| &segments[b]), segments.get(n + 1));
                let off =
                    before.is_some_and(|b| is_off(b, one)) || after.is_some_and(|a| is_off(one, a));
                let beside = |a: &Segment, b: &Segment| {
                    a.asked.end == b.asked.start && self.between(a, b) == Between::Words(0)
                };
                let held =
                    before.is_some_and(|b| beside(b, one)) || after.is_some_and(|a| beside(one, a));
                one.asked.len() < least && off && !held && !whole()
            });
            let Some(stray) = stray else { break };
            segments.remove(stray);
        }
        segments
    }

    /// What an alignment is worth.
    pub fn grade(&self, segments: Vec<Segment>, weights: &[f32]) -> Grade {
        let mut grade = Grade {
            verdict: Verdict::NotFound,
            score: 0.0,
            segments: Vec::new(),
            left_out: 0,
            unmarked: 0,
            added: self.needle.words.len() - segments.iter().map(|s| s.asked.len()).sum::<usize>(),
            contracted: 0,
            case: false,
            signs: false,
            spliced: false,
            unheard: None,
        };
        let mut edited = false;
        let mut passed = 0.0;
        let mut contracted = 0.0;
        let (lead, tail) = (self.lead(&segments), self.tail(&segments));
        let first = segments.first().map_or(0, |s| s.asked.start);
        let behind = segments.last().map_or(0, |s| s.asked.end)..self.needle.words.len();
        let mut contracts = |asked: Range<usize>, words: Range<u32>, grade: &mut Grade| {
            let alike = self.contracts(&asked, words);
            if alike != Alike::No {
                contracted += weights[asked.clone()].iter().sum::<f32>();
                grade.contracted += asked.len();
            }
            alike
        };
        contracts(0..first, lead, &mut grade);
        contracts(behind, tail, &mut grade);
        for (n, segment) in segments.iter().enumerate() {
            let before = n.checked_sub(1).map(|b| &segments[b]);
            edited |= self.is_edited_at(
                segment.asked.start,
                before.map(|b| b.at.end - 1),
                Some(segment.at.start),
            );
            if let Some(before) = before {
                let weight = self.join(before, segment, &mut grade);
                let asked = before.asked.end..segment.asked.start;
                let words = match self.between(before, segment) {
                    Between::Words(_) => before.at.end..segment.at.start,
                    Between::Stretches | Between::Back => 0..0,
                };
                passed += match contracts(asked, words, &mut grade) {
                    Alike::No => weight,
                    Alike::Partly => weight / 2.0,
                    Alike::Wholly => 0.0,
                };
            }
            self.compare(segment, &mut grade);
        }
        let end = self.needle.words.len();
        let last = segments.last().map(|s| s.at.end - 1);
        edited |= self.is_edited_at(end, last, None);
        let matched: f32 = segments
            .iter()
            .map(|s| weights[s.asked.clone()].iter().sum::<f32>())
            .sum();
        let missing = weights.iter().sum::<f32>() - matched;
        // What is only contracted is like it, but not the same.
        let missing = (missing - 0.9 * contracted).max(0.0);
        let matched = matched + 0.9 * contracted;
        grade.score = 2.0 * matched / (2.0 * matched + missing + passed).max(f32::EPSILON);
        let altered = grade.added > 0 || grade.unmarked > 0 || grade.unheard.is_some();
        grade.verdict = if altered || grade.case || grade.signs {
            Verdict::Altered
        } else if grade.spliced {
            Verdict::Spliced
        } else if grade.left_out > 0 {
            Verdict::Elided
        } else if edited {
            Verdict::Edited
        } else {
            Verdict::Verbatim
        };
        grade.segments = segments;
        grade
    }

    /// What the words between two segments of one stretch are.
    pub fn gap(&self, before: &Segment, after: &Segment) -> Gap {
        let words = after.at.start.saturating_sub(before.at.end);
        let between = before.asked.end..=after.asked.start;
        let open = between.clone().find(|asked| self.needle.is_open_at(*asked));
        if let Some(open) = open {
            let replaced = ((open - before.asked.end) as u32).min(words);
            let rest = ((after.asked.start - open) as u32).min(words - replaced);
            return Gap {
                replaced,
                left_out: words - replaced - rest,
                edited: 0,
                rest,
            };
        }
        let whole = before.asked.end == after.asked.start;
        if whole && self.may_stand_for(after.asked.start, before.at.end..after.at.start) {
            return Gap {
                edited: words,
                ..Gap::default()
            };
        }
        Gap {
            rest: words,
            ..Gap::default()
        }
    }

    /// Whether the writer's brackets before a word may stand for words of the transcript: not for a negation or a number
    /// that they do not have, and `[sic]` for none.
    fn may_stand_for(&self, asked: usize, words: Range<u32>) -> bool {
        let joints = self
            .needle
            .joints_at(asked)
            .filter_map(|joint| match joint {
                Joint::Insertion(bytes) => Some(&self.prose[bytes.start + 1..bytes.end - 1]),
                Joint::Ellipsis | Joint::Break => None,
            });
        let inserted = joints.filter(|i| !is_comment(i)).collect::<Vec<_>>();
        if inserted.is_empty() || words.len() > INSERTED {
            return false;
        }
        let (inserted, gone) = (
            inserted.join(" "),
            self.spoken_words(words).collect::<Vec<_>>(),
        );
        let gone = gone.join(" ");
        let (own, there) = (numbers(&inserted), numbers(&gone));
        negations(&gone) <= negations(&inserted)
            && (own.is_empty() || there.is_empty() || own == there)
    }

    /// Words of the transcript, without what stands between them.
    fn spoken_words(&self, words: Range<u32>) -> impl Iterator<Item = &'v str> {
        words.map(|at| {
            let spoken = self.stream.words[at as usize];
            &self.letters(at)[spoken.start as usize..spoken.end as usize]
        })
    }

    /// Whether words of the quotation only contract those of the transcript, or write them in full.
    pub fn contracts(&self, asked: &Range<usize>, words: Range<u32>) -> Alike {
        if asked.is_empty() || words.is_empty() || asked.len() + words.len() > CONTRACTED {
            return Alike::No;
        }
        let own = self.needle.words[asked.clone()].iter();
        let there = self.spoken_words(words);
        alike(own.map(|w| &self.prose[w.bytes.clone()]), there)
    }

    /// What lies between two segments; gives the weight of words that are passed over without a sign.
    fn join(&self, before: &Segment, after: &Segment, grade: &mut Grade) -> f32 {
        let words = match self.between(before, after) {
            Between::Back | Between::Stretches => {
                grade.spliced = true;
                return 0.0;
            }
            Between::Words(0) => return 0.0,
            Between::Words(words) => words,
        };
        let gap = self.gap(before, after);
        grade.spliced |= words > FAR;
        grade.left_out += gap.left_out as usize;
        grade.unmarked += (gap.replaced + gap.rest) as usize;
        (gap.replaced + gap.rest) as f32 * 0.6
    }

    /// Whether the words and signs of a segment are the same letter for letter.
    fn compare(&self, segment: &Segment, grade: &mut Grade) {
        for (asked, at) in segment.asked.clone().zip(segment.at.clone()) {
            let (begins, ends) = self.borders(segment, asked);
            grade.case |= !self.same_word(asked, at, begins);
            grade.signs |= !self.fits_behind(asked, at, ends);
            if !begins && grade.unheard.is_none() {
                grade.unheard = self
                    .unheard(at)
                    .map(|bytes| (self.stream.span_of(at), bytes));
            }
        }
    }

    /// Whether a piece begins and ends with a word of a segment.
    pub fn borders(&self, segment: &Segment, asked: usize) -> (bool, bool) {
        (asked == segment.asked.start, asked + 1 == segment.asked.end)
    }

    /// Whether the signs behind a word fit; where a segment ends and no piece does, they do not count.
    pub fn fits_behind(&self, asked: usize, at: u32, ends: bool) -> bool {
        let piece_ends = asked + 1 == self.needle.words.len()
            || self.needle.joints_at(asked + 1).next().is_some();
        match (ends, piece_ends) {
            (true, false) => true,
            (ends, _) => self.same_signs(asked, at, ends),
        }
    }
}

/// Whether nothing but a negation stands in a bracket.
fn is_negation(bracket: &str) -> bool {
    negations(bracket) == 1 && bracket.split_whitespace().count() == 1
}

/// Whether what stands in a writer's brackets is said of the words before, and stands for none.
fn is_comment(inside: &str) -> bool {
    let small = inside.trim().to_lowercase();
    let sic = small.trim_end_matches(['!', '.', '?']) == "sic";
    sic || small.starts_with("emphasis ") || !small.contains(char::is_alphanumeric)
}

/// Whether a bracket stands for words that nobody could make out.
fn says_unheard(bracket: &str) -> bool {
    const UNHEARD: &[&str] = &[
        "inaudible",
        "unintelligible",
        "indistinct",
        "unclear",
        "crosstalk",
        "cross talk",
        "redacted",
        "unverständlich",
        "inaudible",
        "incompréhensible",
        "ininteligible",
        "incomprensibile",
        "неразборчиво",
        "нрзб",
        "нерозбірливо",
        "听不清",
        "…",
        "...",
    ];
    let small = bracket.to_lowercase();
    UNHEARD.iter().any(|word| small.contains(word))
}
