//! What a reader types after `/`, and where it stands in the words as they are in the file.
//!
//! Knows phrases and regular expressions. Does not know rows or what is shown: a hit is bytes of a turn's text.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::clean::clean;
use crate::model::{Batch, EntryIndex, EntryRef, Layer, OutsideStr};

/// What makes a phrase a regular expression.
const REGEX: &str = "re:";
/// Bytes that a compiled expression may take.
const LARGEST: usize = 4 << 20;

/// What to look for.
#[derive(Clone, Debug)]
pub struct Query {
    regex: Regex,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The turn or aside.
    pub entry: EntryIndex,
    /// In the text or the original.
    pub layer: Layer,
    /// Bytes of that text; never empty.
    pub bytes: Range<usize>,
}

impl Query {
    /// Takes what a reader typed.
    ///
    /// A phrase without capitals finds either case. White space finds any run of it, line breaks too; the quotation marks,
    /// hyphen and three dots of a keyboard find those of a printer, and theirs find the keyboard's. After `re:` stands a regular expression, in which `^`
    /// and `$` are a line's ends.
    ///
    /// # Errors
    /// A clean message where there is nothing to find, or the expression is faulty or too large.
    pub fn typed(text: &str) -> Result<Self, String> {
        let (pattern, capitals) = match text.strip_prefix(REGEX) {
            Some(pattern) => (pattern.to_owned(), has_capitals(&without_escapes(pattern))),
            None => (phrase_pattern(text), has_capitals(text)),
        };
        if pattern.is_empty() || text.trim().is_empty() {
            return Err("there is nothing to search for".to_owned());
        }
        RegexBuilder::new(&pattern)
            .case_insensitive(!capitals)
            .multi_line(true)
            .size_limit(LARGEST)
            .build()
            .map(|regex| Self { regex })
            .map_err(|error| reason(&error))
    }

    /// Where it stands in a text, in order; hits do not overlap and are never empty.
    pub fn find(&self, text: OutsideStr<'_>) -> impl Iterator<Item = Range<usize>> {
        self.regex
            .find_iter(text.raw())
            .map(|hit| hit.range())
            .filter(|bytes| !bytes.is_empty())
    }
}

/// All hits in a batch, in order; a turn's text comes before its original.
pub fn hits(batch: &Batch, query: &Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    for entry in batch.entries() {
        let original = match entry {
            EntryRef::Turn(turn) => turn.original(),
            EntryRef::Aside(_) => None,
        };
        let layers = [
            Some((Layer::Text, entry.text())),
            original.map(|o| (Layer::Original, o)),
        ];
        for (layer, text) in layers.into_iter().flatten() {
            hits.extend(query.find(text).map(|bytes| Hit {
                entry: entry.index(),
                layer,
                bytes,
            }));
        }
    }
    hits
}

/// A phrase as a regular expression.
fn phrase_pattern(phrase: &str) -> String {
    let mut pattern = String::new();
    let mut rest = phrase;
    while let Some(c) = rest.chars().next() {
        let dots = ["...", "…"].iter().find_map(|d| rest.strip_prefix(d));
        let trimmed = rest.trim_start();
        if let Some(after) = dots {
            pattern.push_str(r"(?:\.\.\.|…)");
            rest = after;
        } else if trimmed.len() < rest.len() {
            pattern.push_str(r"\s+");
            rest = trimmed;
        } else {
            match c {
                '\'' | '’' | '‘' | 'ʼ' => pattern.push_str("['’‘ʼ]"),
                '"' | '“' | '”' | '„' | '«' | '»' => pattern.push_str("[\"“”„«»]"),
                '-' | '‐' | '‑' | '–' | '—' => pattern.push_str("[-‐‑–—]"),
                _ => pattern.push_str(&regex::escape(&rest[..c.len_utf8()])),
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    pattern
}

fn has_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}

/// A pattern without its escapes, whose capitals (`\W`, `\p{Lu}`) are no letters to be found.
fn without_escapes(pattern: &str) -> String {
    let mut letters = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            letters.push(c);
        } else if matches!(chars.next(), Some('p' | 'P' | 'x' | 'u' | 'U'))
            && chars.clone().next() == Some('{')
        {
            chars.by_ref().find(|c| *c == '}');
        }
    }
    letters
}

/// What is wrong with an expression, in one clean line: the last of the crate's, which names the fault.
fn reason(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "the search is too large".to_owned(),
        error => {
            let message = error.to_string();
            let last = message.lines().last().unwrap_or_default();
            let fault = last.strip_prefix("error: ").unwrap_or(last);
            format!(
                "the regular expression is faulty: {}",
                clean(OutsideStr::new(fault))
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AsideKind, BatchBuilder, CallIndex, NewAside, NewTurn, TurnNumber};

    fn found<'a>(typed: &str, text: &'a str) -> Vec<&'a str> {
        let query = Query::typed(typed).expect(typed);
        let hits: Vec<_> = query.find(OutsideStr::new(text)).collect();
        hits.into_iter().map(|bytes| &text[bytes]).collect()
    }

    #[test]
    fn a_phrase_is_found_as_a_reader_means_it() {
        for (typed, text, hits) in [
            (
                "lease",
                "Lease, lease, LEASE",
                &["Lease", "lease", "LEASE"] as &[&str],
            ),
            ("Lease", "Lease, lease, LEASE", &["Lease"]),
            ("élan", "Élan", &["Élan"]),
            ("the paper", "the\n  paper; thepaper", &["the\n  paper"]),
            ("the paper", "the\u{a0}paper", &["the\u{a0}paper"]),
            (
                "don't",
                "don’t don't donʼt dont",
                &["don’t", "don't", "donʼt"],
            ),
            ("\"so\"", "“so” «so» \"so\" so", &["“so”", "«so»", "\"so\""]),
            (
                "well-known",
                "well‑known well–known wellknown",
                &["well‑known", "well–known"],
            ),
            ("wait...", "wait… wait... wait", &["wait…", "wait..."]),
            ("wait…", "wait...", &["wait..."]),
            ("1.5 (a|b)*", "1.5 (a|b)* 1x5 ab", &["1.5 (a|b)*"]),
            ("…", "a", &[]),
            ("re:l[ae]", "La le lu", &["La", "le"]),
            ("re:L.", "La le", &["La"]),
            (r"re:\Ba\p{Lu}?", "xA", &["A"]),
            ("re:^b$", "a\nb\nc", &["b"]),
            ("re:x*", "axxb", &["xx"]),
        ] {
            assert_eq!(found(typed, text), hits, "{typed} in {text}");
        }
    }

    #[test]
    fn what_cannot_be_searched_is_said_in_one_clean_line() {
        for (typed, message) in [
            ("", "there is nothing to search for"),
            (" \t", "there is nothing to search for"),
            ("re:", "there is nothing to search for"),
            ("re:(a", "the regular expression is faulty: unclosed group"),
            (
                "re:(?P<\x1b>a)",
                "the regular expression is faulty: invalid capture group character",
            ),
            ("re:(?:a{1000}){1000}", "the search is too large"),
        ] {
            let error = Query::typed(typed).expect_err(typed);
            assert_eq!(error, message);
        }
    }

    #[test]
    fn hits_come_in_the_order_of_the_file() {
        let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(5), TurnNumber(0));
        batch.turn(&NewTurn {
            text: OutsideStr::new("no problem, no"),
            original: Some(OutsideStr::new("nein, no")),
            ..NewTurn::default()
        });
        batch.aside(&NewAside {
            kind: AsideKind::Gap,
            text: OutsideStr::new("no sound"),
            by: None,
        });
        let query = Query::typed("no").expect("a phrase");
        let found: Vec<_> = hits(&batch.build(), &query)
            .into_iter()
            .map(|hit| (hit.entry.0, hit.layer, hit.bytes))
            .collect();
        assert_eq!(
            found,
            [
                (5, Layer::Text, 0..2),
                (5, Layer::Text, 12..14),
                (5, Layer::Original, 6..8),
                (6, Layer::Text, 0..2),
            ]
        );
    }
}
