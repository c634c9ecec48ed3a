//! The form in which words are compared, and what is left to be compared beside them.
//!
//! Words are the same whatever the shape of their apostrophes and the encoding of their accents. Quotation marks, dashes,
//! blanks and ellipsis signs do not count. All other signs do: they belong to the word that they follow.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a text is made of, as far as it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// Letters and digits, or a symbol such as `$` or `%`.
    Word {
        bytes: Range<usize>,
        /// The same for the same letters.
        exact: u64,
        /// The same for the same letters in any case and spelling.
        folded: u64,
    },
    /// A sign between words, such as a comma.
    Sign(char),
    /// `…`, `...` or `. . .`.
    Ellipsis,
}

/// A text's lexemes, in order.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Lexer<'t> {
    /// Reads some bytes of a text.
    pub fn new(text: &'t str, bytes: Range<usize>) -> Self {
        Self {
            text,
            at: bytes.start,
            end: bytes.end,
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..self.end].chars().next()
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// How far the run of dots goes that begins here, if it is more than a full stop.
    fn dots(&self) -> Option<usize> {
        let rest = &self.text[self.at..self.end];
        let (mut count, mut spaced, mut length) = (0, false, 0);
        let mut blank = 0;
        for (at, c) in rest.char_indices() {
            match c {
                '.' => {
                    count += 1;
                    spaced |= blank > 0;
                    blank = 0;
                    length = at + 1;
                }
                ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' if blank == 0 => blank = 1,
                _ => break,
            }
        }
        let least = if spaced { 3 } else { 2 };
        (count >= least).then_some(length)
    }

    fn word(&mut self) -> Lexeme {
        let start = self.at;
        let rest = &self.text[start..self.end];
        let mut chars = rest.char_indices().peekable();
        let mut last = chars.next().map_or(' ', |(_, c)| c);
        let mut end = last.len_utf8();
        let alone = stands_alone(last) || !last.is_alphanumeric();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            if c == '<' && !alone {
                // `O<sub>2</sub>` is one word.
                let Some((length, ends)) = tag(&rest[at..]) else {
                    break;
                };
                let behind = rest[at + length..].chars().next();
                if !ends && !behind.is_some_and(char::is_alphanumeric) {
                    break;
                }
                end = at + length;
                while chars.next_if(|(at, _)| *at < end).is_some() {}
                continue;
            }
            let goes_on = if c.is_ascii_alphanumeric() {
                !alone
            } else if !c.is_ascii() && is_combining_mark(c) || is_unseen(c) {
                true
            } else if alone || stands_alone(c) {
                false
            } else if is_apostrophe(c) {
                last.is_alphanumeric()
                    && next.is_some_and(|n| n.is_alphanumeric() && !stands_alone(n))
            } else if matches!(c, '.' | ',' | ':') {
                last.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit())
            } else {
                c.is_alphanumeric()
            };
            if !goes_on {
                break;
            }
            last = c;
            end = at + c.len_utf8();
        }
        self.at = start + end;
        let (exact, folded) = hashes(&untagged(&rest[..end]));
        Lexeme::Word {
            bytes: start..start + end,
            exact,
            folded,
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Lexeme;

    fn next(&mut self) -> Option<Lexeme> {
        loop {
            let c = self.peek()?;
            if c.is_alphanumeric() {
                return Some(self.word());
            }
            let width = c.len_utf8();
            if c == '<'
                && let Some((length, _)) = tag(&self.text[self.at..self.end])
            {
                self.at += length;
                continue;
            }
            match class(c) {
                Class::Nothing => self.at += width,
                Class::Dash => {
                    let next = self.text[self.at + width..self.end].chars().next();
                    let joined = self.before().is_some_and(|b| b.is_alphanumeric());
                    let start = self.at;
                    self.at += width;
                    if !joined && next.is_some_and(|n| n.is_ascii_digit()) {
                        let (exact, folded) = hashes("-");
                        let bytes = start..self.at;
                        return Some(Lexeme::Word {
                            bytes,
                            exact,
                            folded,
                        });
                    }
                }
                Class::Ellipsis => {
                    self.at += width;
                    return Some(Lexeme::Ellipsis);
                }
                Class::Sign(sign) => {
                    let dots = if c == '.' { self.dots() } else { None };
                    self.at += dots.unwrap_or(width);
                    return Some(dots.map_or(Lexeme::Sign(sign), |_| Lexeme::Ellipsis));
                }
                Class::Symbol => return Some(self.word()),
            }
        }
    }
}

/// What a character is that is no letter or digit.
enum Class {
    /// A blank, a quotation mark, or nothing that is seen.
    Nothing,
    Dash,
    Ellipsis,
    Sign(char),
    Symbol,
}

fn class(c: char) -> Class {
    match c {
        c if c.is_whitespace() || c.is_control() || is_unseen(c) || is_combining_mark(c) => {
            Class::Nothing
        }
        c if is_quotation_mark(c) => Class::Nothing,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
            Class::Dash
        }
        '…' | '⋯' | '‥' => Class::Ellipsis,
        '。' | '｡' | '．' => Class::Sign('.'),
        '，' | '﹐' => Class::Sign(','),
        '；' => Class::Sign(';'),
        '：' => Class::Sign(':'),
        '？' => Class::Sign('?'),
        '！' => Class::Sign('!'),
        '.' | ',' | ';' | ':' | '?' | '!' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\'
        | '¿' | '¡' | '、' | '،' | '؛' | '؟' | '·' | '（' | '）' | '।' => Class::Sign(c),
        _ => Class::Symbol,
    }
}

/// Marks that quote, and the shapes of apostrophes.
pub(super) fn is_quotation_mark(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '"' | '“'
                | '”'
                | '„'
                | '‟'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '「'
                | '」'
                | '『'
                | '』'
                | '〝'
                | '〞'
                | '‚'
                | '″'
                | '＂'
        )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‛' | 'ʼ' | '`' | '´' | '′' | '＇')
}

/// Whether nothing is seen of it: soft hyphens, joiners, marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Scripts that are written without blanks: each letter counts as a word.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{abff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{20000}'..='\u{3ffff}')
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn mix(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME)
}

/// A word's letters and the same in lower case and in one spelling, as numbers (FNV-1a, Fowler, Noll and Vo 1991).
pub(super) fn hashes(word: &str) -> (u64, u64) {
    let mut pair = (OFFSET, OFFSET);
    if word.is_ascii() {
        for byte in word.bytes() {
            let c = char::from(if byte == b'`' { b'\'' } else { byte });
            pair.0 = mix(pair.0, c);
            pair.1 = mix(pair.1, c.to_ascii_lowercase());
        }
        return pair;
    }
    let take = |c: char| {
        if is_unseen(c) {
            return;
        }
        let c = if is_apostrophe(c) { '\'' } else { c };
        pair.0 = mix(pair.0, c);
        if c.is_ascii() {
            pair.1 = mix(pair.1, c.to_ascii_lowercase());
        } else {
            for lower in c.to_lowercase() {
                pair.1 = match spelt(lower) {
                    "" => mix(pair.1, lower),
                    other => other.chars().fold(pair.1, mix),
                };
            }
        }
    };
    word.nfc().for_each(take);
    pair
}

/// Signs, in order, as one number; 0 for none.
pub(super) fn with_sign(signs: u32, sign: char) -> u32 {
    signs.wrapping_mul(31).wrapping_add(u32::from(sign))
}

/// Which letters' case does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    First,
    Any,
}

/// Whether two words are the same but for case.
pub(super) fn same_but_case(one: &str, other: &str, case: Case) -> bool {
    let plain = |word: &str| -> Vec<char> {
        let word = untagged(word);
        let letters = word.nfc().filter(|c| !is_unseen(*c));
        letters
            .map(|c| if is_apostrophe(c) { '\'' } else { c })
            .collect()
    };
    let small =
        |letters: &[char]| -> String { letters.iter().flat_map(|c| c.to_lowercase()).collect() };
    let (one, other) = (plain(one), plain(other));
    match (case, one.split_first(), other.split_first()) {
        (Case::Any, ..) => small(&one) == small(&other),
        (Case::First, Some((a, one)), Some((b, other))) => {
            a.to_lowercase().eq(b.to_lowercase()) && one == other
        }
        (Case::First, None, None) => true,
        (Case::First, ..) => false,
    }
}

/// Whether two words are the same but for their spelling: `ё` and `е`, `ß` and `ss`, `ü` and `ue`.
pub(super) fn same_but_spelling(one: &str, other: &str) -> bool {
    let small = |word: &str| word.to_lowercase();
    small(one) != small(other) && hashes(one).1 == hashes(other).1
}

/// A letter for which there is another spelling.
fn spelt(small: char) -> &'static str {
    match small {
        'ё' => "е",
        'ß' => "ss",
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        _ => "",
    }
}

/// The length of a tag that raises, lowers or slants letters at the start of a text, and whether it ends what does so.
fn tag(text: &str) -> Option<(usize, bool)> {
    const NAMES: [&str; 8] = ["sub", "sup", "i", "b", "em", "strong", "u", "small"];
    const LONGEST: usize = 6;
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let name = &name[..name.bytes().take(LONGEST + 1).position(|b| b == b'>')?];
    let known = NAMES.iter().any(|n| n.eq_ignore_ascii_case(name));
    let ends = inner.starts_with('/');
    known.then(|| ("<>".len() + usize::from(ends) + name.len(), ends))
}

/// A word without the tags in it.
fn untagged(word: &str) -> Cow<'_, str> {
    if !word.contains('<') {
        return Cow::Borrowed(word);
    }
    let (mut plain, mut from) = (String::new(), 0);
    for (at, _) in word
        .match_indices('<')
        .filter(|(at, _)| tag(&word[*at..]).is_some())
    {
        plain.push_str(&word[from..at]);
        from = at + tag(&word[at..]).map_or(0, |tag| tag.0);
    }
    plain.push_str(&word[from..]);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words by their letters, signs as they are, `~` for an ellipsis.
    fn told(text: &str) -> String {
        let all = Lexer::new(text, 0..text.len()).map(|lexeme| match lexeme {
            Lexeme::Word { bytes, .. } => text[bytes].to_owned(),
            Lexeme::Sign(sign) => sign.to_string(),
            Lexeme::Ellipsis => "~".to_owned(),
        });
        all.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_counts_and_what_does_not() {
        for (text, expected) in [
            ("“It’s ‘one’ – two-three”", "It’s one two three"),
            ("a... b . . . c .. d. e…", "a ~ b ~ c ~ d . e ~"),
            (
                "3.5 and 1,000, 12:30. U.S.",
                "3.5 and 1,000 , 12:30 . U . S .",
            ),
            ("-5 or 2-3 – 4 $5 5%", "- 5 or 2 3 4 $ 5 5 %"),
            ("中国，ok", "中 国 , ok"),
            ("Ver\u{ad}trag e\u{301}t", "Ver\u{ad}trag e\u{301}t"),
            ("the boys' 'em", "the boys em"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn another_spelling_is_the_same_word_in_other_letters() {
        for (a, b) in [("Все", "Всё"), ("Straße", "Strasse"), ("Müller", "Mueller")] {
            assert_eq!(hashes(a).1, hashes(b).1);
            assert_ne!(hashes(a).0, hashes(b).0);
            assert!(same_but_spelling(a, b));
        }
        assert!(!same_but_spelling("Всё", "всё") && !same_but_spelling("мой", "мои"));
    }

    #[test]
    fn tags_within_a_word_do_not_count() {
        assert_eq!(told("an O<sub>2</sub> tank"), "an O<sub>2</sub> tank");
        assert_eq!(told("<i>H<SUB>2</SUB>O</i>, <b>"), "H<SUB>2</SUB>O</i> ,");
        assert_eq!(told("a<b, c<sub> d"), "a < b , c d");
        let word = |text: &str| match Lexer::new(text, 0..text.len()).next() {
            Some(Lexeme::Word { exact, .. }) => exact,
            _ => 0,
        };
        assert_eq!(word("H<sub>2</sub>O"), hashes("H2O").0);
    }

    #[test]
    fn encodings_and_apostrophes_are_the_same_and_letters_are_not() {
        let exact = |w| hashes(w).0;
        assert_eq!(exact("e\u{301}te\u{301}"), exact("été"));
        assert_eq!(exact("it’s"), exact("it's"));
        assert_eq!(exact("Ver\u{ad}trag"), exact("Vertrag"));
        assert_ne!(exact("its"), exact("it's"));
        assert_ne!(exact("ete"), exact("été"));
        assert_ne!(exact("One"), exact("one"));
        assert_eq!(hashes("ОДНА").1, hashes("одна").1);
        let first = |a, b| same_but_case(a, b, Case::First);
        assert!(first("We", "we") && first("Était", "était") && !first("WE", "we"));
        assert!(same_but_case("ВСЁ", "всё", Case::Any));
        assert!(!same_but_case("ВСЁ", "все", Case::Any));
    }
}
