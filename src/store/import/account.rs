//! What became of a file that was imported: nothing vanishes without a word.

use serde_json::{Value, json};

use super::found::LeftOut;
use super::people::Speaker;
use crate::model::{LineColumn, OutsideStr, Problem};
use crate::text::clean::clean;

/// Speakers that are named in one line.
const NAMES: usize = 12;

/// An account of one file's import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The format's name for people.
    pub format: &'static str,
    /// What its pieces are called, singular.
    pub unit: &'static str,
    /// How many of them were read.
    pub units: usize,
    /// How many turns they became.
    pub turns: usize,
    /// How many were joined to the turn before them.
    pub joined: usize,
    /// How many events, gaps and remarks they became.
    pub asides: usize,
    /// What is not in the transcript.
    pub left_out: Vec<LeftOut>,
    /// What is in it and should be known.
    pub noted: Vec<LeftOut>,
}

impl Account {
    /// Counts something that is not in the transcript; `what` in clean words, singular.
    pub fn leave_out(&mut self, count: usize, what: &str) {
        self.left_out.push(LeftOut {
            count,
            what: what.to_owned(),
            line: None,
        });
    }

    /// In clean lines, for a person.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "{}: {} read, {} made{}",
            self.format,
            counted(self.units, self.unit),
            counted(self.turns, "turn"),
            match self.asides {
                0 => String::new(),
                asides => format!(", {} between them", counted(asides, "aside")),
            },
        )];
        if self.joined > 0 {
            let units = counted(self.joined, self.unit);
            lines.push(format!("{units} joined to the turn before"));
        }
        let told = |label: &str, l: &LeftOut| {
            let line = l.line.map_or(String::new(), |n| match l.count {
                1 => format!(", line {n}"),
                _ => format!(", the first in line {n}"),
            });
            format!("{label}: {}{line}", counted(l.count, &l.what))
        };
        lines.extend(self.noted.iter().map(|l| told("note", l)));
        lines.extend(self.left_out.iter().map(|l| told("left out", l)));
        lines
    }

    /// `{"format", "units": {"what", "count"}, "turns", "joined", "asides", "noted", "left_out"}`; the last two are
    /// `[{"what", "count", "line"}]`.
    pub fn json(&self) -> Value {
        let told = |all: &[LeftOut]| {
            let told = |l: &LeftOut| json!({ "what": l.what.split('|').next(), "count": l.count, "line": l.line });
            all.iter().map(told).collect::<Vec<_>>()
        };
        json!({
            "format": self.format,
            "units": { "what": self.unit, "count": self.units },
            "turns": self.turns,
            "joined": self.joined,
            "asides": self.asides,
            "noted": told(&self.noted),
            "left_out": told(&self.left_out),
        })
    }

    /// What was left out and what should be known, as warnings beside those of the transcript.
    pub fn warnings(&self) -> impl Iterator<Item = Problem> + '_ {
        let left_out = self.left_out.iter().map(|l| ("left out: ", l));
        let noted = self.noted.iter().map(|l| ("", l));
        left_out.chain(noted).map(|(label, l)| {
            let problem = Problem::new(format!("{label}{}", counted(l.count, &l.what)));
            let problem = problem.warning();
            match l.line {
                Some(line) => problem.at(LineColumn { line, column: 1 }),
                None => problem,
            }
        })
    }
}

/// Who speaks, in one clean line.
pub fn speakers_line(speakers: &[Speaker]) -> String {
    let mut names: Vec<String> = speakers.iter().take(NAMES).map(told).collect();
    if speakers.len() > names.len() {
        names.push(format!("{} more", speakers.len() - names.len()));
    }
    let apart = if names.iter().any(|n| n.contains(',')) {
        "; "
    } else {
        ", "
    };
    format!(
        "{}: {}",
        counted(speakers.len(), "speaker"),
        names.join(apart)
    )
}

/// A speaker's name, and what the file calls them where that is another.
fn told(speaker: &Speaker) -> String {
    let shown = |text: &str| clean(OutsideStr::new(text)).to_string();
    let called: Vec<String> = speaker
        .called
        .iter()
        .filter(|c| c.trim() != speaker.name)
        .map(|c| shown(c))
        .collect();
    let name = shown(&speaker.name);
    if called.is_empty() {
        name
    } else {
        format!("{name} (`{}`)", called.join("`, `"))
    }
}

/// `1 cue`, `2 cues`, `2 cues without words`, `2 entries`. A `|` parts what is said of one from what is said of several:
/// `cue that ends|cues that end`.
fn counted(number: usize, what: &str) -> String {
    if let Some((one, several)) = what.split_once('|') {
        return format!("{number} {}", if number == 1 { one } else { several });
    }
    let (noun, rest) = match what.split_once(' ') {
        Some((noun, rest)) => (noun, format!(" {rest}")),
        None => (what, String::new()),
    };
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{number} {stem}ies{rest}"),
        (_, None) => format!("{number} {noun}s{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_tells_all_that_became_of_a_file() {
        let speaker = |called: &str, name: &str| Speaker {
            called: vec![called.to_owned()],
            id: "x".to_owned(),
            name: name.to_owned(),
            role: None,
            turns: 1,
        };
        let account = Account {
            format: "WebVTT",
            unit: "cue",
            units: 5,
            turns: 2,
            joined: 1,
            asides: 1,
            noted: vec![LeftOut {
                count: 2,
                what: "cue that ends before it begins|cues that end before they begin".to_owned(),
                line: Some(3),
            }],
            left_out: vec![
                LeftOut {
                    count: 2,
                    what: "cue without words".to_owned(),
                    line: Some(7),
                },
                LeftOut {
                    count: 1,
                    what: "note".to_owned(),
                    line: None,
                },
            ],
        };
        assert_eq!(
            account.lines(),
            [
                "WebVTT: 5 cues read, 2 turns made, 1 aside between them",
                "1 cue joined to the turn before",
                "note: 2 cues that end before they begin, the first in line 3",
                "left out: 2 cues without words, the first in line 7",
                "left out: 1 note",
            ]
        );
        let speakers = [speaker("0", "Speaker 1"), speaker("Ana\u{1b}", "Ana\u{1b}")];
        assert_eq!(
            speakers_line(&speakers),
            "2 speakers: Speaker 1 (`0`), Ana␛"
        );
    }
}
