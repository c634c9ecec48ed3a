//! The words of a turn as two versions are compared by them.
//!
//! A word is letters and digits, with the apostrophe in it and the point or comma of a number. Case, the shape of quotes
//! and the encoding of accents do not count. Signs that are spoken (`$`, `%`, `+`), a minus and the point that a number
//! begins with are words; a transcriber's bracket is one, whatever is in it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::OutsideStr;
use crate::text::brackets::brackets;
use crate::text::matching::fold;

/// A word, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The same for the same word (FNV-1a, Fowler, Noll and Vo 1991).
    pub hash: u64,
    /// Bytes of the text before it.
    pub start: usize,
    /// Bytes of the text up to its end.
    pub end: usize,
    /// Whether it is the transcriber's bracket.
    pub bracket: bool,
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;
/// From here on scripts are written without blanks: each letter is a word.
const WITHOUT_BLANKS: char = '\u{2e80}';

/// Hands over the words of a text, in order.
pub(super) fn words(text: OutsideStr<'_>, each: &mut impl FnMut(Word)) {
    let raw = text.raw();
    let mut from = 0;
    for bracket in brackets(text) {
        spoken(raw, from, bracket.start, each);
        each(Word {
            hash: bracket_hash(&raw[bracket.clone()]),
            start: bracket.start,
            end: bracket.end,
            bracket: true,
        });
        from = bracket.end;
    }
    spoken(raw, from, raw.len(), each);
}

fn bracket_hash(text: &str) -> u64 {
    let inner = fold(text).filter(|f| f.char.is_alphanumeric() || f.char == ' ');
    inner.fold(mix(OFFSET, '['), |hash, f| mix(hash, f.char))
}

fn spoken(text: &str, from: usize, to: usize, each: &mut impl FnMut(Word)) {
    let part = &text[..to];
    let mut at = from;
    while let Some(c) = part[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let hash = if c.is_alphanumeric() {
            if c < WITHOUT_BLANKS {
                at = word_end(part, at, c);
            }
            hash(&part[start..at])
        } else if is_sign(c) || is_minus(part, start, at, c) || is_point(part, start, at, c) {
            mix(OFFSET, if c == '\u{2212}' { '-' } else { c })
        } else {
            continue;
        };
        each(Word {
            hash,
            start,
            end: at,
            bracket: false,
        });
    }
}

/// Where the word ends whose first letter ends at `at`.
fn word_end(text: &str, mut at: usize, first: char) -> usize {
    let mut last = first;
    let mut rest = text[at..].chars();
    while let Some(c) = rest.next() {
        let letter =
            (c.is_alphanumeric() && c < WITHOUT_BLANKS) || (!c.is_ascii() && is_combining_mark(c));
        if letter {
            at += c.len_utf8();
        } else {
            let next = rest.clone().next().unwrap_or(' ');
            let joins = match c {
                '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}' => {
                    (last.is_alphabetic() || is_combining_mark(last)) && next.is_alphabetic()
                }
                '.' | ',' | ':' => last.is_numeric() && next.is_numeric(),
                c if is_joiner(c) => next.is_alphanumeric(),
                _ => false,
            };
            if !joins || next >= WITHOUT_BLANKS {
                return at;
            }
            at += c.len_utf8();
        }
        last = c;
    }
    at
}

/// The joiner and the non-joiner inside words: they tell how letters are drawn.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Signs that are read out.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '%' | '+' | '=' | '&' | '@' | '#' | '\u{a2}'..='\u{a5}' | '§' | '°' | '‰' | '\u{20a0}'..='\u{20cf}'
    )
}

/// Whether a minus stands here: before a digit, and behind no letter.
fn is_minus(text: &str, start: usize, end: usize, c: char) -> bool {
    let minus = c == '-' || c == '\u{2212}';
    minus
        && text[end..].starts_with(char::is_numeric)
        && !text[..start].ends_with(|b: char| b.is_alphanumeric() || b == '-')
}

/// Whether a number begins with its point: `.5` is not `5`.
fn is_point(text: &str, start: usize, end: usize, c: char) -> bool {
    let before = text[..start].chars().next_back();
    c == '.'
        && text[end..].starts_with(char::is_numeric)
        && before.is_none_or(|b| b.is_whitespace() || is_sign(b) || matches!(b, '-' | '\u{2212}'))
}

fn hash(word: &str) -> u64 {
    if word.is_ascii() {
        let letters = word.bytes().map(|b| char::from(b.to_ascii_lowercase()));
        return letters.fold(OFFSET, mix);
    }
    let apostrophe = |c| match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        c => c,
    };
    let letters = word.chars().filter(|c| !is_joiner(*c));
    let letters = letters.flat_map(char::to_lowercase).nfc();
    letters.map(apostrophe).fold(OFFSET, mix)
}

fn mix(hash: u64, char: char) -> u64 {
    (hash ^ u64::from(u32::from(char))).wrapping_mul(PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(OutsideStr::new(text), &mut |w| {
            found.push(&text[w.start..w.end])
        });
        found
    }

    fn hashes(text: &str) -> Vec<u64> {
        let mut found = Vec::new();
        words(OutsideStr::new(text), &mut |w| found.push(w.hash));
        found
    }

    #[test]
    fn a_word_keeps_its_apostrophe_and_a_number_its_point() {
        assert_eq!(
            cut("It’s 3.5 of 1,000, at 12:30. 'No'—e-mail."),
            [
                "It’s", "3.5", "of", "1,000", "at", "12:30", "No", "e", "mail"
            ]
        );
        assert_eq!(
            cut("$5, −3 % [he\u{301} laughs] 3-4"),
            ["$", "5", "−", "3", "%", "[he\u{301} laughs]", "3", "4"]
        );
        assert_eq!(cut("中国ok"), ["中", "国", "ok"]);
    }

    #[test]
    fn case_quotes_and_encoding_do_not_count_and_words_do() {
        assert_eq!(hashes("It’s CAFÉ"), hashes("it's cafe\u{301}!"));
        for (a, b) in [
            ("its", "it's"),
            ("35", "3.5"),
            ("-3", "3"),
            ("€5", "$5"),
            ("[no]", "no"),
        ] {
            assert_ne!(hashes(a), hashes(b), "{a}");
        }
        assert_eq!(hashes("[No, yes]"), hashes("[no yes]"));
        assert_eq!(hashes("-3"), hashes("−3"));
        assert_ne!(hashes("it is .5 million"), hashes("it is 5. million"));
        assert_eq!(hashes("so...5 went"), hashes("so 5 went."));
    }
}
