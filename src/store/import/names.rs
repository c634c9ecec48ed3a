//! Which beginnings of lines name who speaks: `Ana Petrov: words`, and not `One thing: words`.
//!
//! A colon alone says little. What decides is the look of the name and how the file uses such beginnings: one that comes
//! again, a file that begins with one, or a file in which nearly every line has one.

use std::collections::HashMap;

/// Letters that a name has at most.
const LONGEST: usize = 60;

/// Words that begin a sentence with a colon more often than they name somebody.
const NO_NAMES: &[&str] = &[
    "abstract",
    "also",
    "and",
    "answer",
    "attention",
    "because",
    "bonus",
    "but",
    "chapter",
    "conclusion",
    "date",
    "disclaimer",
    "duration",
    "edit",
    "example",
    "finally",
    "first",
    "for example",
    "here",
    "hint",
    "how",
    "important",
    "language",
    "links",
    "location",
    "next",
    "no",
    "note",
    "now",
    "ok",
    "okay",
    "or",
    "part",
    "participants",
    "place",
    "plus",
    "ps",
    "question",
    "remember",
    "second",
    "so",
    "source",
    "spoiler",
    "step",
    "subject",
    "summary",
    "that",
    "the",
    "then",
    "there",
    "third",
    "this",
    "time",
    "tip",
    "title",
    "topic",
    "transcript",
    "update",
    "url",
    "warning",
    "well",
    "what",
    "when",
    "where",
    "who",
    "why",
    "yes",
];

/// Words of names that are written small.
const PARTICLES: &[&str] = &[
    "a", "al", "and", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "e", "el", "et", "ibn", "la", "le", "los", "of", "on", "san", "the", "to", "und", "van",
    "ver", "via", "von", "y", "zu", "zum", "zur",
];

/// Words that make a sentence of what could be a name.
const SENTENCE: &[&str] = &[
    "am", "are", "be", "did", "do", "does", "had", "has", "have", "he", "i", "is", "it", "say",
    "saying", "says", "said", "she", "that", "they", "think", "this", "was", "we", "were", "what",
    "will", "would", "you",
];

/// A line's beginning before a colon, and the words after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix<'a> {
    /// What may be a name.
    pub name: &'a str,
    /// How they say it: what stands in brackets after the name and begins with a small letter.
    pub manner: Option<&'a str>,
    /// The words.
    pub words: &'a str,
}

/// What stands before the line's first colon, if it can be a name at all. A colon is ASCII's, with white space or nothing
/// after it, or the full-width one.
pub fn prefix(line: &str) -> Option<Prefix<'_>> {
    let line = line.trim();
    let colon = line.find([':', '：'])?;
    let (name, rest) = line.split_at(colon);
    let words = match rest.strip_prefix('：') {
        Some(words) => words,
        None => rest[1..]
            .strip_prefix(char::is_whitespace)
            .or((rest.len() == 1).then_some(""))?,
    };
    let (name, manner) = apart(name.trim());
    can_be_name(name).then_some(Prefix {
        name,
        manner,
        words: words.trim_start(),
    })
}

/// `ANA (laughing)`: the name, and how it is said. `Ana (Port)` is all of a name.
fn apart(name: &str) -> (&str, Option<&str>) {
    let inside = name.strip_suffix(')').and_then(|n| n.rsplit_once(" ("));
    match inside {
        Some((bare, manner)) if manner.starts_with(char::is_lowercase) => {
            (bare.trim_end(), Some(manner))
        }
        Some(_) | None => (name, None),
    }
}

/// Whether nothing in a text rules out that it is a name.
pub fn can_be_name(name: &str) -> bool {
    const NEVER: [char; 16] = [
        '?', '!', ';', '…', '"', '“', '”', '«', '»', '。', '，', '、', '？', '！', '<', '>',
    ];
    name.chars().any(char::is_alphabetic)
        && name.chars().count() <= LONGEST
        && name.split_whitespace().count() <= 7
        && !name.contains(NEVER)
        && !name.starts_with(['-', '–', '—', '*', '#', '[', '('])
        && points_abbreviate(name)
        && commas_are_of_titles(name)
}

/// Whether every full stop ends an abbreviation: `Dr. Ott`, `A.P.`, and not `It is. Now`.
fn points_abbreviate(name: &str) -> bool {
    name.split_whitespace().all(|word| {
        let bare = word.trim_end_matches('.');
        bare.len() == word.len()
            || bare.contains('.')
            || bare.chars().count() <= 4 && bare.starts_with(char::is_uppercase)
    })
}

/// Whether a comma stands only before what may follow a name: `Ott, Jr.`, `Ana Petrov, Port of Rive`.
fn commas_are_of_titles(name: &str) -> bool {
    name.split(',').skip(1).all(|part| {
        let part = part.trim();
        !name.starts_with(char::is_lowercase) && part.starts_with(char::is_uppercase)
    })
}

/// Whether a text looks like a name by itself: no word small but those that names have, and no word that begins sentences.
fn looks_like_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&&str| word.chars().any(char::is_alphabetic);
    let large = |word: &str| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_none_or(|c| !c.is_lowercase())
    };
    let inside = name.contains('(');
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let small = |word: &&str| large(word) || inside || PARTICLES.contains(&bare(word).as_str());
    let count = words.iter().filter(is_word).count();
    // Letters without large and small, as in Chinese, tell nothing; a short one may be a name.
    let cased = name.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    let short = cased || name.chars().count() <= 6;
    large(words.first().copied().unwrap_or_default())
        && words.iter().all(small)
        && count <= 5
        && short
        && !is_no_name(name)
}

/// Whether a text is, or begins with, a word of [`NO_NAMES`] alone or with a number.
pub fn is_no_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    NO_NAMES.contains(&bare)
}

/// Whether a name is in capitals, as in scripts and records.
pub fn is_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// What a file says of the beginnings of its lines.
#[derive(Debug, Default)]
pub struct Names {
    counts: HashMap<String, usize>,
    /// The same of first lines alone.
    firsts: HashMap<String, usize>,
    lines: usize,
    with_prefix: usize,
    /// How many of those look like names, and how many of these are in capitals.
    alike: usize,
    capitals: usize,
    begins: bool,
}

impl Names {
    /// Takes note of a line that may begin with a name: the first of a cue or of a paragraph.
    pub fn first(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        let prefix = prefix(line);
        if self.lines == 0 {
            self.begins |= prefix.is_some_and(|p| looks_like_name(p.name));
        }
        self.lines += 1;
        self.with_prefix += usize::from(prefix.is_some());
        let like = prefix.filter(|p| looks_like_name(p.name));
        self.alike += usize::from(like.is_some());
        self.capitals += usize::from(like.is_some_and(|p| is_capitals(p.name)));
        if let Some(prefix) = prefix {
            *self.firsts.entry(prefix.name.to_owned()).or_default() += 1;
        }
        self.count(prefix);
    }

    /// Takes it for granted that names stand before words, as they do in a printed record.
    pub fn expect(&mut self) {
        self.begins = true;
    }

    /// Takes note of a line that seldom begins with a name: one inside a cue or a paragraph.
    pub fn later(&mut self, line: &str) {
        self.count(prefix(line));
    }

    fn count(&mut self, prefix: Option<Prefix<'_>>) {
        if let Some(prefix) = prefix {
            *self.counts.entry(prefix.name.to_owned()).or_default() += 1;
        }
    }

    /// Whether nearly every line begins with a name, so that one without has no known speaker.
    pub fn throughout(&self) -> bool {
        self.lines > 0 && self.with_prefix * 10 >= self.lines * 9
    }

    /// Whether a name begins more than one line.
    pub fn often(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 1)
    }

    /// Whether a text is the name of somebody who speaks in this file.
    pub fn speaks(&self, name: &str) -> bool {
        let count = self.counts.get(name).copied().unwrap_or(0);
        if is_no_name(name) {
            return count > 2 && self.throughout();
        }
        if looks_like_name(name) {
            let half = self.alike > 1 && self.alike * 2 >= self.lines;
            let capitals = self.capitals > 1 && is_capitals(name);
            return count > 1 || self.begins || half || capitals || self.throughout();
        }
        let count = self.firsts.get(name).copied().unwrap_or(0);
        let is_part = |word: &str| SENTENCE.contains(&word.to_lowercase().as_str());
        self.throughout() && (count > 1 || !name.split_whitespace().any(is_part))
    }

    /// The name and the words of a line, if it names somebody who speaks in this file; `first` as in [`Names::first`]. Inside
    /// a cue or a paragraph, only what looks like a name and comes again, or is in capitals, is one.
    pub fn of<'a>(&self, line: &'a str, first: bool) -> Option<Prefix<'a>> {
        let inside = |name: &str| looks_like_name(name) && (self.often(name) || is_capitals(name));
        prefix(line).filter(|p| (first || inside(p.name)) && self.speaks(p.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(lines: &[&str]) -> Vec<String> {
        let mut names = Names::default();
        lines.iter().for_each(|line| names.first(line));
        let named = lines.iter().filter_map(|line| names.of(line, true));
        named.map(|p| p.name.to_owned()).collect()
    }

    #[test]
    fn what_cannot_be_a_name_is_none() {
        for line in [
            "https://example.org",
            "at 12:30 we go",
            "Is it true?: yes",
            "It is. Now: go",
            "He said, and I quote: go",
            "\"Ana\": go",
            "a b c d e f g h: go",
            ": go",
            "12: go",
            "- Ana: go",
            "[Music]: go",
        ] {
            assert_eq!(prefix(line), None, "{line}");
        }
        for (line, name, words) in [
            ("Ana Petrov: We go.", "Ana Petrov", "We go."),
            ("Dr. A.P. Ott, Jr.: We: go", "Dr. A.P. Ott, Jr.", "We: go"),
            ("Ana (Port):", "Ana (Port)", ""),
            ("唐鳳：我覺得很棒。", "唐鳳", "我覺得很棒。"),
            ("Mega | ethrex: Hello.", "Mega | ethrex", "Hello."),
        ] {
            let manner = None;
            let expected = Prefix {
                name,
                manner,
                words,
            };
            assert_eq!(prefix(line), Some(expected), "{line}");
        }
        let laughing = prefix("ANA (laughing): Go.").map(|p| (p.name, p.manner));
        assert_eq!(laughing, Some(("ANA", Some("laughing"))));
    }

    #[test]
    fn a_colon_in_a_sentence_is_no_speaker() {
        let prose = [
            "We went home.",
            "One thing is clear: it was late.",
            "Remember: it was dark.",
            "Houston: a town in Texas.",
            "Then we slept.",
        ];
        assert_eq!(named(&prose), [""; 0]);
        let begins = [
            "Ana: We went home.",
            "The problem is: it was late.",
            "Note: it was dark.",
            "and then, well",
            "Ben Ott: Indeed.",
        ];
        assert_eq!(named(&begins), ["Ana", "Ben Ott"]);
        let again = ["Well.", "Ana: Yes.", "Well, no.", "and so", "Ana: No."];
        assert_eq!(named(&again), ["Ana", "Ana"]);
    }

    #[test]
    fn where_nearly_every_line_has_a_name_any_name_will_do() {
        let lines = [
            "Mega | ethrex: Hello.",
            "iPhone von Ana: Hello.",
            "Ben: Well: hello.",
        ];
        assert_eq!(named(&lines), ["Mega | ethrex", "iPhone von Ana", "Ben"]);
    }
}
