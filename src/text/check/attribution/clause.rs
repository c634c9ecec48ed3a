//! The words around a quotation, and who they say spoke.

use std::ops::Range;

use super::people::{Mention, People};
use super::speech::{
    ADDRESSING, CITED, CITING, GOES_ON, HEARING, OF_SPEECH, PRONOUNS, SPEECH, TO_OTHERS,
    is_abbreviation, is_in,
};
use super::{Said, words};
use crate::text::check::words::{Lexeme, Lexer, hashes};

/// A word.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub exact: u64,
    /// Without `’s`.
    pub folded: u64,
    pub bytes: Range<usize>,
    pub possessive: bool,
    pub capital: bool,
    /// Whether a sign stands between it and the word before.
    pub apart: bool,
}

/// Words that belong together.
pub(super) struct Clause<'d> {
    prose: &'d str,
    pub tokens: Vec<Token>,
    /// Whether a dash stands before its first word.
    dash: bool,
    /// Whether it is in brackets.
    bracketed: bool,
}

impl<'d> Clause<'d> {
    pub fn new(prose: &'d str, bytes: Range<usize>) -> Self {
        let text = prose[bytes.clone()].trim();
        let mut clause = Self {
            prose,
            tokens: Vec::new(),
            dash: text.starts_with(['—', '–', '―', '-', '~']),
            bracketed: text.starts_with('('),
        };
        clause.take(bytes);
        clause
    }

    fn take(&mut self, bytes: Range<usize>) {
        let mut apart = false;
        for lexeme in Lexer::new(self.prose, bytes) {
            match lexeme {
                Lexeme::Word { bytes, .. } => {
                    let word = &self.prose[bytes.clone()];
                    let bare = ["'s", "’s", "'S", "’S"]
                        .iter()
                        .find_map(|s| word.strip_suffix(s));
                    let (exact, folded) = hashes(bare.unwrap_or(word));
                    let first = word.chars().next().unwrap_or(' ');
                    let behind = self.prose[bytes.end..].chars().next();
                    let plural = word.ends_with('s') && matches!(behind, Some('’' | '\''));
                    self.tokens.push(Token {
                        exact,
                        folded,
                        bytes,
                        possessive: bare.is_some() || plural,
                        capital: !first.is_lowercase(),
                        apart,
                    });
                    apart = false;
                }
                Lexeme::Sign(_) | Lexeme::Ellipsis => apart = true,
            }
        }
    }

    /// The last sentence of some bytes, without the quotations in it.
    pub fn last_sentence(prose: &'d str, bytes: Range<usize>, others: &[Range<usize>]) -> Self {
        let mut start = bytes.start;
        let mut at = bytes.start;
        while at < bytes.end {
            if let Some(other) = others.iter().find(|o| o.start <= at && at < o.end) {
                let inside = prose[other.start..other.end.min(bytes.end)].trim_end();
                let inner = inside
                    .trim_end_matches(|c: char| crate::text::check::words::is_quotation_mark(c));
                let behind = prose[other.end.min(bytes.end)..bytes.end].trim_start();
                let full = inner.ends_with(['.', '?', '!', '…', '。', '？', '！']);
                at = other.end.min(bytes.end);
                if full && (behind.is_empty() || !behind.starts_with(char::is_lowercase)) {
                    start = at;
                }
                continue;
            }
            let c = prose[at..].chars().next().unwrap_or(' ');
            at += c.len_utf8();
            if matches!(c, '.' | '!' | '?' | '。' | '！' | '？')
                && ends_here(&prose[start..bytes.end], at - start)
            {
                start = at;
            }
        }
        let mut clause = Self {
            prose,
            tokens: Vec::new(),
            dash: false,
            bracketed: false,
        };
        let mut from = start;
        for other in others.iter().filter(|o| o.end > start) {
            if other.start > from {
                clause.take(from..other.start.min(bytes.end));
            }
            from = other.end.max(from);
        }
        if from < bytes.end {
            clause.take(from..bytes.end);
        }
        clause
    }

    /// The first sentence of some bytes.
    pub fn first_sentence(prose: &'d str, bytes: Range<usize>) -> Self {
        let text = &prose[bytes.clone()];
        let ends = text.char_indices().find(|(at, c)| {
            matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | ';')
                && ends_here(text, at + c.len_utf8())
        });
        let end = ends.map_or(bytes.end, |(at, _)| bytes.start + at);
        Self::new(prose, bytes.start..end)
    }

    fn word(&self, at: usize) -> String {
        let word = &self.prose[self.tokens[at].bytes.clone()];
        word.to_lowercase().replace('’', "'")
    }

    fn is(&self, at: Option<usize>, list: &[&str]) -> bool {
        at.is_some_and(|at| at < self.tokens.len() && is_in(list, &self.word(at)))
    }

    fn names(&self, mentions: &[Mention], people: &People) -> Said {
        let mut persons: Vec<usize> = mentions.iter().flat_map(|m| m.persons.clone()).collect();
        persons.sort_unstable();
        persons.dedup();
        let names = persons.iter().map(|p| people.name(*p).raw());
        Said::Unsure(names.collect::<Vec<_>>().join(" / "))
    }

    fn by(&self, mention: &Mention, people: &People) -> Said {
        match mention.persons[..] {
            [one] => Said::By(one),
            _ => self.names(std::slice::from_ref(mention), people),
        }
    }

    /// The first pronoun that may be who spoke.
    fn pronoun(&self) -> Said {
        let at = (0..self.tokens.len()).find(|at| self.is(Some(*at), PRONOUNS));
        at.map_or(Said::Nothing, |at| Said::Unsure(self.word(at)))
    }

    /// Who spoke, from the words that lead to a quotation.
    pub fn before(&self, people: &People) -> Said {
        let all = people.mentions(&self.tokens);
        let may: Vec<&Mention> = all.iter().filter(|m| self.may_speak(m)).collect();
        let mut persons: Vec<&Vec<usize>> = may.iter().map(|m| &m.persons).collect();
        persons.sort();
        persons.dedup();
        let speaking: Vec<&&Mention> = may.iter().filter(|m| self.speaks(m, &all)).collect();
        match (persons.len(), speaking.as_slice()) {
            (0, _) if all.is_empty() => self.stranger().or(|| self.pronoun()),
            (0, _) => self.names(&all, people),
            (1, _) if self.hears(may[0]) => self.names(&all, people),
            (1, _) if self.comes_first(may[0]) => self.by(may[0], people),
            (_, [one]) if !self.is_joined(one, &all) => self.by(one, people),
            _ => self.names(&all, people),
        }
    }

    /// Whether another name stands before one, with a single word between: `Ana and Ben`.
    fn is_joined(&self, mention: &Mention, all: &[Mention]) -> bool {
        const AND: &[&str] = &["and", "or", "und", "oder", "et", "ou", "y", "и", "или"];
        let link = mention.tokens.start.checked_sub(1);
        self.is(link, AND) && all.iter().any(|m| Some(m.tokens.end) == link)
    }

    /// Who stands right before a quotation, with nothing but a verb of speaking between, and as one who begins a clause.
    pub fn right_before(&self, mark: usize, people: &People) -> Option<usize> {
        const LINKS: &[&str] = &[
            "and", "but", "then", "while", "und", "aber", "et", "mais", "y", "и", "а", "но",
        ];
        let all = people.mentions(&self.tokens);
        let mention = all.last()?;
        let (first, verb) = (mention.tokens.start, mention.tokens.end);
        let last = self
            .tokens
            .last()
            .filter(|_| verb + 1 == self.tokens.len())?;
        let beside = matches!(self.prose.get(last.bytes.end..mark)?.trim(), "" | ":" | ",");
        let begins = first
            .checked_sub(1)
            .is_none_or(|link| self.is(Some(link), LINKS) && !self.is_joined(mention, &all));
        let speaks =
            self.is(Some(verb), SPEECH) && !last.apart && !self.tokens[verb - 1].possessive;
        match mention.persons[..] {
            [one] if beside && begins && speaks => Some(one),
            _ => None,
        }
    }

    /// Whether somebody who is named may be who speaks: not possessed, not spoken to or of.
    fn may_speak(&self, mention: &Mention) -> bool {
        let (first, end) = (mention.tokens.start, mention.tokens.end);
        if self.tokens[end - 1].possessive {
            return (end..end + 2).any(|at| self.is(Some(at), OF_SPEECH));
        }
        // Titles and offices may stand before a name.
        let before = first.checked_sub(1);
        self.is_cited(mention)
            || !self.is(before, TO_OTHERS)
                && (!self.is(before, ADDRESSING) || self.tokens[first].apart)
    }

    /// Whether a verb of speaking stands behind a name, and nobody else is named between; or before it.
    fn speaks(&self, mention: &Mention, all: &[Mention]) -> bool {
        let end = mention.tokens.end;
        let next = all.iter().map(|m| m.tokens.start).find(|s| *s >= end);
        let to = next
            .unwrap_or(usize::MAX)
            .min(end + 4)
            .min(self.tokens.len());
        let behind = (end..to).any(|at| self.is(Some(at), SPEECH));
        let before = mention.tokens.start.checked_sub(1);
        let possessed = self.tokens[end - 1].possessive;
        behind || possessed || self.is(before, SPEECH) && !self.is(before, ADDRESSING)
    }

    /// Whether nobody else can be who acts: no pronoun and no verb of speaking stands before the name, or one stands right
    /// beside it.
    fn comes_first(&self, mention: &Mention) -> bool {
        let own = std::slice::from_ref(mention);
        let first = mention.tokens.start;
        self.speaks(mention, own)
            || self.is(Some(0), &["it"]) && self.is(Some(1), &["was", "is"]) && first == 2
            || (0..first).all(|at| !self.is(Some(at), PRONOUNS) && !self.is(Some(at), SPEECH))
            || self.is_cited(mention)
    }

    /// Whether the words before or behind a name say whose words they are: `according to Ana`. An office may stand between.
    fn is_cited(&self, mention: &Mention) -> bool {
        const OFFICE: usize = 4;
        let (first, end) = (mention.tokens.start, mention.tokens.end);
        let cites = |phrase: &&str| {
            let words: Vec<&str> = phrase.split(' ').collect();
            let from = first.saturating_sub(words.len() + OFFICE);
            (from..first).any(|at| {
                let behind = at + words.len();
                let same = (at..)
                    .zip(&words)
                    .all(|(at, word)| self.is(Some(at), &[word]));
                let titled = (behind..first).all(|at| !self.tokens[at].apart);
                same && behind <= first && titled && self.is_office(behind..first)
            })
        };
        let goes_on = || {
            let next = self.tokens.get(end);
            next.is_none_or(|next| next.apart || self.is(Some(end), GOES_ON))
        };
        let phrase = CITING.iter().find(|p| cites(p));
        phrase.is_some_and(|p| *p != "so" || goes_on()) || self.is(Some(end), CITED)
    }

    /// Whether words may be somebody's office: nobody is spoken to or of in them, and nobody speaks.
    fn is_office(&self, words: Range<usize>) -> bool {
        words.into_iter().all(|at| {
            let at = Some(at);
            !self.is(at, TO_OTHERS) && !self.is(at, SPEECH) && !self.is(at, PRONOUNS)
        })
    }

    /// Whether a name is followed by what one does who listens.
    fn hears(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        let mut behind = end..(end + 4).min(self.tokens.len());
        behind.any(|at| {
            let passive = matches!(&*self.word(at), "was" | "is" | "were" | "been" | "being")
                && self.is(Some(at + 1), ADDRESSING);
            passive || self.is(Some(at), HEARING)
        })
    }

    /// Who spoke, from the words behind a quotation.
    pub fn behind(&self, people: &People) -> Said {
        let all = people.mentions(&self.tokens);
        let verb = (0..self.tokens.len().min(8)).find(|at| self.is(Some(*at), SPEECH));
        // `asked Ana`: behind the words, who stands behind the verb did it.
        let did = |m: &Mention| verb == Some(0) && self.is_office(1..m.tokens.start);
        let first = all
            .first()
            .filter(|m| self.may_speak(m) || m.tokens.start == 0 || did(m));
        let Some(mention) = first else {
            return self.nobody_behind(verb, &all, people);
        };
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let possessed = self.tokens[end - 1].possessive;
        let dash = self.dash && start <= 3 || self.bracketed && start == 0;
        let name_verb = start <= 2 && verb.is_some_and(|v| (end..end + 4).contains(&v));
        let verb_name = verb.is_some_and(|v| v <= 1 && v < start && start <= v + 6);
        let pronoun = (0..start).any(|at| self.is(Some(at), PRONOUNS));
        match (
            dash || name_verb || verb_name || self.is_cited(mention),
            pronoun || possessed,
        ) {
            (true, false) => self.by(mention, people),
            (true, true) => self.names(&all, people),
            (false, _) => self.nobody_behind(verb, &[], people),
        }
    }

    /// `he said`, `said Peskov`, `said the envoy`.
    fn nobody_behind(&self, verb: Option<usize>, all: &[Mention], people: &People) -> Said {
        let Some(verb) = verb.filter(|v| *v <= 3) else {
            return Said::Nothing;
        };
        if !all.is_empty() {
            return self.names(all, people);
        }
        let beside = [verb.checked_sub(1), Some(verb + 1)];
        let pronoun = beside
            .iter()
            .flatten()
            .find(|at| self.is(Some(**at), PRONOUNS));
        if let Some(at) = pronoun {
            return Said::Unsure(self.word(*at));
        }
        self.stranger().or(|| {
            let end = (verb + 4).min(self.tokens.len());
            Said::Unsure(words(self.prose, &self.tokens[..end]))
        })
    }

    /// A name that nobody in the transcripts has, beside a verb of speaking.
    fn stranger(&self) -> Said {
        let is_name = |at: usize| {
            self.tokens.get(at).is_some_and(|t| {
                let word = &self.prose[t.bytes.clone()];
                let is_cased = word.chars().any(char::is_lowercase);
                t.capital
                    && is_cased
                    && !t.possessive
                    && !self.is(Some(at), PRONOUNS)
                    && !is_common(word)
            })
        };
        for verb in (0..self.tokens.len()).filter(|at| self.is(Some(*at), SPEECH)) {
            let mut first = verb;
            while first > 0 && is_name(first - 1) && (first == verb || !self.tokens[first].apart) {
                first -= 1;
            }
            let mut end = verb + 1;
            while is_name(end) && !self.is(Some(verb), ADDRESSING) {
                end += 1;
            }
            if first < verb {
                return Said::Stranger(words(self.prose, &self.tokens[first..verb]));
            }
            if end > verb + 1 {
                return Said::Stranger(words(self.prose, &self.tokens[verb + 1..end]));
            }
        }
        Said::Nothing
    }
}

/// Whether a word with a capital is one that begins sentences.
fn is_common(word: &str) -> bool {
    const COMMON: &[&str] = &[
        "the",
        "a",
        "an",
        "and",
        "but",
        "so",
        "then",
        "what",
        "this",
        "that",
        "these",
        "those",
        "in",
        "at",
        "on",
        "as",
        "one",
        "people",
        "nobody",
        "somebody",
        "everybody",
        "reporters",
        "officials",
        "critics",
        "others",
        "some",
        "many",
        "when",
        "later",
        "before",
        "after",
        "it",
        "there",
        "who",
        "and",
        "yet",
        "now",
        "der",
        "die",
        "das",
        "und",
        "le",
        "la",
        "les",
        "el",
        "los",
    ];
    is_in(COMMON, &word.to_lowercase())
}

/// Whether a sentence ends before byte `at`, behind a full stop.
fn ends_here(text: &str, at: usize) -> bool {
    let behind = &text[at..];
    let stop = text[..at].chars().next_back();
    if matches!(stop, Some('。' | '！' | '？')) {
        return true;
    }
    let next = behind.trim_start_matches(['”', '"', '’', '\'', ')', '»']);
    if next.is_empty() {
        return true;
    }
    next.starts_with(char::is_whitespace)
        && !next.trim_start().starts_with(char::is_lowercase)
        && !is_abbreviation(&text[..at])
}
