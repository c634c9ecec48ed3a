//! A quotation as it is looked for: its words, and where it says that something is left out or put in.

use std::collections::HashMap;
use std::ops::Range;

use super::contractions::{contracted, in_full};
use super::words::{Lexeme, Lexer, hashes, is_quotation_mark, stands_alone, with_sign};
use crate::model::OutsideStr;
use crate::text::brackets::brackets;

/// What stands between two words of a quotation that is none of the speaker's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// `…` or `[…]`: words are left out.
    Ellipsis,
    /// `[he]`: the writer's, with its brackets, as bytes of the prose.
    Insertion(Range<usize>),
    /// A paragraph ends, or the draft says between dashes who spoke.
    Break,
}

/// A word of a quotation.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Its number in the vocabulary.
    pub number: u32,
    /// The same for the same letters.
    pub exact: u32,
    /// The signs that follow it, as one number.
    pub signs: u32,
    /// Where it stands in the prose.
    pub bytes: Range<usize>,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Needle {
    pub words: Vec<Asked>,
    /// The signs after the last word of each piece, by the number of that word.
    pub endings: Vec<(usize, String)>,
    /// What stands before the word of that number, in order.
    pub joints: Vec<(usize, Joint)>,
    /// The same with its contractions in full, and contracted where it may be.
    pub respelled: Vec<Respelled>,
}

/// What gives a word, by its letters in any case, its number.
type Numbering<'n> = &'n mut dyn FnMut(u64) -> u32;

/// A quotation with contractions for words in full, or the other way round.
#[derive(Clone, Debug)]
pub(super) struct Respelled {
    pub needle: Needle,
    /// Which word of the quotation each of its words is; none for those that are respelled.
    pub origin: Vec<Option<usize>>,
}

/// Words by number, from 1: those that are looked for.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<u64, u32>,
}

impl Vocabulary {
    /// Gives a word a number, if it has none.
    pub fn add(&mut self, folded: u64) -> u32 {
        let next = self.numbers.len() as u32 + 1;
        *self.numbers.entry(folded).or_insert(next)
    }

    /// A word's number; 0 for one that nobody looks for.
    pub fn number(&self, folded: u64) -> u32 {
        self.numbers.get(&folded).copied().unwrap_or(0)
    }

    /// The number of a word that is looked for although it may have none: it stands nowhere.
    pub fn asked(&self, folded: u64) -> u32 {
        match self.number(folded) {
            0 => u32::MAX,
            number => number,
        }
    }

    /// One more than the largest number.
    pub fn len(&self) -> usize {
        self.numbers.len() + 1
    }
}

impl Needle {
    /// Takes the words of a quotation, which may stand in several paragraphs. `number` gives each its number.
    pub fn new(prose: &str, parts: &[Range<usize>], number: Numbering<'_>) -> Self {
        let mut needle = Self::default();
        let mut signs = String::new();
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                needle.end_piece(&mut signs);
                needle.joints.push((needle.words.len(), Joint::Break));
            }
            let inner = brackets(OutsideStr::new(&prose[part.clone()]));
            let mut from = part.start;
            for bracket in inner {
                let bracket = part.start + bracket.start..part.start + bracket.end;
                if is_reference(prose, &bracket) {
                    needle.take(prose, from..bracket.start, &mut signs, number);
                    from = bracket.end;
                    continue;
                }
                needle.take(prose, from..bracket.start, &mut signs, number);
                needle.end_piece(&mut signs);
                let joint = if is_ellipsis(&prose[bracket.start + 1..bracket.end - 1]) {
                    Joint::Ellipsis
                } else {
                    Joint::Insertion(bracket.clone())
                };
                needle.joints.push((needle.words.len(), joint));
                from = needle.begun_in(prose, &bracket, part.end, number);
            }
            needle.take(prose, from..part.end, &mut signs, number);
        }
        needle.end_piece(&mut signs);
        needle.respelled = [true, false]
            .into_iter()
            .filter_map(|short| needle.respell(prose, short, number))
            .collect();
        needle
    }

    /// Its words contracted, or in full; none where that changes nothing.
    fn respell(&self, prose: &str, short: bool, number: Numbering<'_>) -> Option<Respelled> {
        let mut other = Respelled {
            needle: Self::default(),
            origin: Vec::new(),
        };
        let word = |at: usize| self.words.get(at).map(|w| &prose[w.bytes.clone()]);
        let mut at = 0;
        while at < self.words.len() {
            for joint in self.joints_at(at) {
                other
                    .needle
                    .joints
                    .push((other.origin.len(), joint.clone()));
            }
            let whole = self.joints_at(at + 1).next().is_none();
            let pair = word(at).zip(word(at + 1)).filter(|_| short && whole);
            let one = pair.and_then(|(first, second)| contracted(first, second));
            let two = word(at).filter(|_| !short).and_then(in_full);
            let mut push = |word: u32, origin: Option<usize>| {
                other.needle.words.push(Asked {
                    number: word,
                    ..self.words[at].clone()
                });
                other.origin.push(origin);
            };
            match (one, two) {
                (Some(one), _) => {
                    push(number(hashes(&one).1), None);
                    at += 1;
                }
                (None, Some(two)) => {
                    for word in two {
                        push(number(hashes(&word).1), None);
                    }
                }
                (None, None) => push(self.words[at].number, Some(at)),
            }
            at += 1;
        }
        other.origin.contains(&None).then_some(other)
    }

    /// `[w]e`: a word that the writer began anew. Gives the byte behind it, or behind the bracket.
    fn begun_in(
        &mut self,
        prose: &str,
        bracket: &Range<usize>,
        end: usize,
        number: Numbering<'_>,
    ) -> usize {
        let begun = &prose[bracket.start + 1..bracket.end - 1];
        let letters = !begun.is_empty() && begun.chars().all(char::is_alphabetic);
        let next = Lexer::new(prose, bracket.end..end).next();
        match next {
            Some(Lexeme::Word { bytes, .. }) if letters && bytes.start == bracket.end => {
                let word = format!("{begun}{}", &prose[bytes.clone()]);
                let (exact, folded) = hashes(&word);
                self.words.push(Asked {
                    number: number(folded),
                    exact: exact as u32,
                    signs: 0,
                    bytes: bracket.start..bytes.end,
                });
                bytes.end
            }
            Some(_) | None => bracket.end,
        }
    }

    fn take(
        &mut self,
        prose: &str,
        bytes: Range<usize>,
        signs: &mut String,
        number: Numbering<'_>,
    ) {
        for lexeme in Lexer::new(prose, bytes) {
            match lexeme {
                Lexeme::Word {
                    bytes,
                    exact,
                    folded,
                } => {
                    self.close(signs);
                    self.words.push(Asked {
                        number: number(folded),
                        exact: exact as u32,
                        signs: 0,
                        bytes,
                    });
                }
                Lexeme::Sign(sign) => signs.push(sign),
                Lexeme::Ellipsis => {
                    // `(…)` is one, too.
                    if signs.ends_with('(') {
                        signs.pop();
                    }
                    self.end_piece(signs);
                    self.joints.push((self.words.len(), Joint::Ellipsis));
                }
            }
        }
    }

    /// Gives the last word the signs behind it.
    fn close(&mut self, signs: &mut String) {
        let opened = self.joints.last().is_some_and(|j| j.0 == self.words.len());
        if !opened && let Some(last) = self.words.last_mut() {
            last.signs = signs.chars().fold(0, with_sign);
        }
        signs.clear();
    }

    fn end_piece(&mut self, signs: &mut String) {
        let last = self.words.len().checked_sub(1);
        let ended = self.endings.last().map(|e| e.0);
        if let Some(last) = last.filter(|last| ended != Some(*last)) {
            self.endings.push((last, std::mem::take(signs)));
        }
        signs.clear();
    }

    /// The runs of words between joints.
    pub fn pieces(&self) -> Vec<Range<usize>> {
        let mut from = 0;
        let mut pieces = Vec::new();
        for (at, _) in &self.joints {
            if *at > from {
                pieces.push(from..*at);
            }
            from = *at;
        }
        if from < self.words.len() {
            pieces.push(from..self.words.len());
        }
        pieces
    }

    /// What stands before a word.
    pub fn joints_at(&self, word: usize) -> impl Iterator<Item = &Joint> {
        let first = self.joints.partition_point(|j| j.0 < word);
        let here = self.joints[first..].iter();
        here.take_while(move |j| j.0 == word).map(|j| &j.1)
    }

    /// Whether words may be left out before a word.
    pub fn is_open_at(&self, word: usize) -> bool {
        self.joints_at(word).any(|j| *j == Joint::Ellipsis)
    }

    /// The signs behind the last word of a piece.
    pub fn ending(&self, word: usize) -> &str {
        let found = self.endings.binary_search_by_key(&word, |e| e.0);
        found.map_or("", |at| &self.endings[at].1)
    }

    /// How many words it is long; two letters of a script without blanks are one.
    pub fn length(&self, prose: &str) -> usize {
        let alone = |w: &&Asked| prose[w.bytes.clone()].chars().any(stands_alone);
        let letters = self.words.iter().filter(alone).count();
        self.words.len() - letters + letters.div_ceil(2)
    }
}

/// Whether brackets right behind a word or a sign are the mark of a footnote: `problem.[1]`. What stands behind a blank,
/// another number or a symbol, or before a letter or a number, may be put in for the speaker's words: `€[2]5`.
fn is_reference(prose: &str, bracket: &Range<usize>) -> bool {
    let inside = &prose[bracket.start + 1..bracket.end - 1];
    let before = prose[..bracket.start].chars().next_back();
    let sign = |c: char| {
        is_quotation_mark(c)
            || matches!(
                c,
                '.' | ',' | ';' | ':' | '?' | '!' | ')' | ']' | '…' | '。'
            )
    };
    let beside = before.is_some_and(|c| c.is_alphabetic() || sign(c));
    let ends = !prose[bracket.end..].starts_with(char::is_alphanumeric);
    let mark = inside.strip_prefix("note ").unwrap_or(inside);
    let digits = mark.bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&mark.len());
    beside && ends && (digits || matches!(mark, "*" | "†" | "‡"))
}

/// Whether nothing but an ellipsis stands in brackets.
fn is_ellipsis(inside: &str) -> bool {
    let mut lexemes = Lexer::new(inside, 0..inside.len());
    matches!(
        (lexemes.next(), lexemes.next()),
        (Some(Lexeme::Ellipsis), None)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(prose: &str) -> (Vec<String>, String) {
        let needle = Needle::new(prose, std::slice::from_ref(&(0..prose.len())), &mut |_| 1);
        let pieces = needle.pieces().into_iter().map(|p| {
            let words = &needle.words[p];
            let words = words.iter().map(|w| &prose[w.bytes.clone()]);
            words.collect::<Vec<_>>().join(" ")
        });
        let joints = needle.joints.iter().map(|(at, joint)| match joint {
            Joint::Ellipsis => format!("{at}…"),
            Joint::Insertion(bytes) => format!("{at}{}", &prose[bytes.clone()]),
            Joint::Break => format!("{at}¶"),
        });
        (pieces.collect(), joints.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_quotation_is_cut_where_it_says_so() {
        let pieces = |p: &[&str]| p.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let cut = (pieces(&["one two", "three"]), "2…".to_owned());
        for text in ["One two…three", "One two [...] three", "One two (…) three"] {
            let (words, joints) = told(&text.replace("One", "one"));
            assert_eq!((words, joints), cut, "{text}");
        }
        assert_eq!(
            told("[He] is [sic] there."),
            (pieces(&["is", "there"]), "0[He] 1[sic]".to_owned())
        );
        assert_eq!(told("[W]e are"), (pieces(&["[W]e are"]), "0[W]".to_owned()));
        assert_eq!(told("… a …"), (pieces(&["a"]), "0… 1…".to_owned()));
    }

    #[test]
    fn the_mark_of_a_footnote_is_nothing() {
        for text in ["one two[1] three.[12]", "one two[note 3] three[*]"] {
            assert_eq!(told(text).0, ["one two three"], "{text}");
        }
        assert_eq!(told("took [2] in 19[45]").1, "1[2] 3[45]");
        assert_eq!(told("it cost €[2]5 more").1, "3[2]");
    }

    #[test]
    fn signs_belong_to_the_word_before_and_end_a_piece() {
        let prose = "a, b? … c!";
        let needle = Needle::new(prose, std::slice::from_ref(&(0..prose.len())), &mut |_| 1);
        assert_eq!(needle.words[0].signs, with_sign(0, ','));
        assert_eq!(needle.ending(1), "?");
        assert_eq!(needle.ending(2), "!");
    }
}
