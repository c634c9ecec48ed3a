//! The beginnings of turns in written transcripts: `NAME: words`, `Name (00:01:02):`, `[00:01:02] Name: words`,
//! `Name  0:03` on a line of its own, `Q.` and `A.`.

use super::names::{Names, can_be_name, is_capitals, is_no_name};
use crate::model::Time;

/// Letters at a line's beginning among which its name and its times are looked for.
const HEAD: usize = 100;

/// How a turn begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// Who speaks; none where only a time is given.
    pub name: Option<&'a str>,
    /// How they say it.
    pub manner: Option<&'a str>,
    /// When it begins.
    pub start: Option<Time>,
    /// When it ends.
    pub end: Option<Time>,
    /// The first words.
    pub words: &'a str,
}

/// What a file's lines say of how its turns begin.
#[derive(Debug, Default)]
pub struct Heads {
    names: Names,
    questions: usize,
    answers: usize,
    titled: usize,
}

impl Heads {
    /// Takes it for granted that names stand before words, as they do in a printed record.
    pub fn expect(&mut self) {
        self.names.expect();
    }

    /// Takes note of a line; `first` if it is the first of a paragraph.
    pub fn learn(&mut self, line: &str, first: bool) {
        let rest = leading_time(line).map_or(line, |t| t.rest);
        self.titled += usize::from(titled(rest).is_some());
        match question_or_answer(rest) {
            Some(("Q", _)) => self.questions += 1,
            Some(_) => self.answers += 1,
            None if first => self.names.first(rest),
            None => self.names.later(rest),
        }
    }

    /// How a turn begins with this line, if one does; `first` as in [`Heads::learn`].
    pub fn of<'a>(&self, line: &'a str, first: bool) -> Option<Head<'a>> {
        let line = line.trim();
        let before = leading_time(line);
        let rest = before.as_ref().map_or(line, |t| t.rest);
        let (start, end) = before
            .as_ref()
            .map_or((None, None), |t| (Some(t.start), t.end));
        if self.questions > 0
            && self.answers > 0
            && let Some((name, words)) = question_or_answer(rest)
        {
            let name = Some(name);
            return Some(Head {
                name,
                start,
                end,
                words,
                ..Head::default()
            });
        }
        if let Some((name, words)) = titled(rest).filter(|_| self.titled > 1) {
            let name = Some(name);
            return Some(Head {
                name,
                start,
                end,
                words,
                ..Head::default()
            });
        }
        if let Some(head) = with_time(rest) {
            return Some(head);
        }
        let prefix = self.names.of(rest, first || before.is_some());
        if let Some(prefix) = prefix {
            let after = leading_time(prefix.words).filter(|t| t.bracketed && start.is_none());
            return Some(Head {
                name: Some(prefix.name),
                manner: prefix.manner,
                start: after.as_ref().map_or(start, |t| Some(t.start)),
                end: after.as_ref().map_or(end, |t| t.end),
                words: after.map_or(prefix.words, |t| t.rest),
            });
        }
        let time = before.filter(|t| t.rest.is_empty() || first && t.bracketed)?;
        Some(Head {
            name: None,
            start: Some(time.start),
            end: time.end,
            words: time.rest,
            ..Head::default()
        })
    }
}

/// `Q. words`, `A: words`, `Q  words`: the letter and the words.
fn question_or_answer(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim();
    let (name, rest) = match line.get(..1)? {
        "Q" => ("Q", &line[1..]),
        "A" => ("A", &line[1..]),
        _ => return None,
    };
    let words = match rest.strip_prefix(['.', ':']) {
        Some(words) if words.is_empty() || words.starts_with(char::is_whitespace) => words,
        Some(_) => return None,
        None => rest
            .strip_prefix("  ")
            .or_else(|| rest.strip_prefix('\t'))?,
    };
    Some((name, words.trim_start()))
}

/// `Mr. SMITH. words`, as the records of hearings have it: a title, a name in capitals, a full stop.
fn titled(line: &str) -> Option<(&str, &str)> {
    const TITLES: [&str; 15] = [
        "Admiral",
        "Ambassador",
        "Chairman",
        "Chairwoman",
        "Dr.",
        "General",
        "Governor",
        "Judge",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Representative",
        "Secretary",
        "Senator",
        "The",
    ];
    let title = line.split(' ').next().filter(|t| TITLES.contains(t))?;
    let (name, words) = line[title.len()..].split_once(". ")?;
    let long = name.trim().chars().filter(|c| c.is_alphabetic()).count() > 1;
    let end = title.len() + name.len();
    (long && is_capitals(name) && end < 40).then_some((&line[..end], words.trim_start()))
}

/// The time that a line begins with and what follows it.
pub fn time_before(line: &str) -> Option<(Time, &str)> {
    leading_time(line).map(|t| (t.start, t.rest))
}

/// `Name (00:01:02): words`, and `Name 00:01:02` alone on a line.
fn with_time(line: &str) -> Option<Head<'_>> {
    let at = line
        .find(|c: char| c.is_ascii_digit() || "([".contains(c))
        .filter(|at| *at > 0)?;
    // A number may be part of the name: `Speaker 1  0:03`.
    let places = line[at..]
        .char_indices()
        .take(HEAD)
        .filter(|(_, c)| c.is_ascii_digit() || "([".contains(*c));
    for place in places.map(|(i, _)| at + i) {
        let (name, rest) = line.split_at(place);
        let Some(time) = leading_time(rest).filter(|_| name.ends_with(char::is_whitespace)) else {
            continue;
        };
        let name = name
            .trim()
            .trim_end_matches(['-', '–', '|', ','])
            .trim_end();
        let words = time.rest.strip_prefix([':', '：']);
        let alone = time.rest.is_empty()
            && (time.bracketed
                || !name.ends_with(|c: char| c.is_lowercase() && !name.contains(' ')));
        let proper = name
            .split_whitespace()
            .all(|w| !w.starts_with(char::is_lowercase));
        if can_be_name(name)
            && !name.contains(':')
            && !is_no_name(name)
            && (words.is_some() || alone && proper)
        {
            return Some(Head {
                name: Some(name),
                start: Some(time.start),
                end: time.end,
                words: words.unwrap_or_default().trim_start(),
                ..Head::default()
            });
        }
    }
    None
}

/// A time at the beginning of a line, what follows it, and whether it stands in brackets.
struct Leading<'a> {
    start: Time,
    end: Option<Time>,
    rest: &'a str,
    bracketed: bool,
}

/// `[00:01:02]`, `(0:03 - 0:09.5)`, `00:01:02`; at least minutes and seconds.
fn leading_time(line: &str) -> Option<Leading<'_>> {
    let line = line.trim_start();
    let close = match line.chars().next()? {
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    let (inside, rest) = match close {
        Some(close) => {
            let end = line.char_indices().take(HEAD).find(|(_, c)| *c == close)?.0;
            (&line[1..end], &line[end + 1..])
        }
        None => {
            let is_time = |c: char| c.is_ascii_digit() || ":.,".contains(c);
            let end = line.find(|c: char| !is_time(c)).unwrap_or(line.len());
            let (time, rest) = line.split_at(end);
            // The colon of a name's end is not the time's: `Name 0:03: words`.
            let bare = time.trim_end_matches([':', '.', ',']);
            let rest = if bare.len() < time.len() {
                &line[bare.len()..]
            } else {
                rest
            };
            (bare, rest)
        }
    };
    let apart =
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ":：-–|".contains(c));
    let (start, end) = match inside
        .split_once("-->")
        .or_else(|| inside.split_once(['-', '–']))
    {
        Some((start, end)) => (time(start)?, Some(time(end)?)),
        None => (time(inside)?, None),
    };
    let rest = rest.trim_start();
    let rest = rest
        .strip_prefix(['-', '–', '|'])
        .map_or(rest, str::trim_start);
    apart.then_some(Leading {
        start,
        end,
        rest,
        bracketed: close.is_some(),
    })
}

fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(':').collect();
    let long = parts.len() > 1 && parts[1..].iter().all(|p| p.len() >= 2);
    Time::parse(text).ok().filter(|_| long)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[&str], at: usize) -> Option<String> {
        let mut heads = Heads::default();
        lines.iter().for_each(|line| heads.learn(line, true));
        let head = heads.of(lines[at], true)?;
        let time = |t: Option<Time>| t.map_or(String::new(), |t| format!("{t} "));
        Some(format!(
            "{}{}{} | {}",
            time(head.start),
            time(head.end),
            head.name.unwrap_or("-"),
            head.words
        ))
    }

    #[test]
    fn turns_begin_in_many_ways() {
        for (line, head) in [
            ("ANA: We go.", "ANA | We go."),
            ("Ana Petrov (00:01:02): We go.", "1:02 Ana Petrov | We go."),
            ("Ana Petrov (00:01:02)", "1:02 Ana Petrov | "),
            ("Speaker 1  0:03", "0:03 Speaker 1 | "),
            ("Ana [0:03 - 0:09.5]: We go.", "0:03 0:09.5 Ana | We go."),
            ("[00:01:02] Ana: We go.", "1:02 Ana | We go."),
            ("00:01:02.250 - Ana: We go.", "1:02.25 Ana | We go."),
            (
                "(1:00:02) Ana Petrov: We go at 12:30.",
                "1:00:02 Ana Petrov | We go at 12:30.",
            ),
            ("Ana: [1:02] We go.", "1:02 Ana | We go."),
            ("[0:07] We go.", "0:07 - | We go."),
            (
                "Senator OTT-PETROV. We go. Now.",
                "Senator OTT-PETROV | We go. Now.",
            ),
            ("唐鳳：我覺得很棒。", "唐鳳 | 我覺得很棒。"),
        ] {
            assert_eq!(told(&[line, line], 0).as_deref(), Some(head), "{line}");
        }
        for line in [
            "We go at 12:30",
            "12:30 was the time: late",
            "We (1:2) go: so",
            "Chapter 1: Home",
            "[laughs] Well: go",
        ] {
            assert_eq!(told(&["Ana: So.", line], 1), None, "{line}");
        }
    }

    #[test]
    fn questions_and_answers_need_each_other() {
        let both = ["Q. Did you go?", "A.  I did.", "Quite so.", "A dog."];
        assert_eq!(told(&both, 0).as_deref(), Some("Q | Did you go?"));
        assert_eq!(told(&both, 1).as_deref(), Some("A | I did."));
        assert_eq!(told(&both, 2), None);
        assert_eq!(told(&both, 3), None);
        assert_eq!(told(&["A. First", "B. Second"], 0), None);
    }
}
