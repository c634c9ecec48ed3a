//! What an importer hands over: what it found in a file, in the file's order and in its own names.
//!
//! Knows no speakers' ids and no numbers of turns: `turns` settles those, for all formats in one way.

use super::whole::WholeFile;
use crate::model::{AsideKind, Time};

/// What was found in a file. Texts are as they were written, white space at their ends excepted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Its title.
    pub title: Option<String>,
    /// The day of the call: YYYY, YYYY-MM or YYYY-MM-DD; any other text is left out and told.
    pub date: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Where the recording or the transcript can be found.
    pub url: Option<String>,
    /// What the file says of itself.
    pub summary: Option<String>,
    /// What is known of speakers beyond the name that their pieces carry.
    pub people: Vec<Person>,
    /// All words and what stands between them, in the file's order.
    pub pieces: Vec<Piece>,
    /// Whether a piece is a turn or only what was on a screen at once.
    pub cut: Cut,
    /// What a piece is called in this format: cue, segment, row. Singular.
    pub unit: &'static str,
    /// How many units the file has, those without words too.
    pub units: usize,
    /// A whole transcript file, of a format that holds one: then nothing else of this counts.
    pub whole: Option<WholeFile>,
    /// What did not become words, and why.
    pub left_out: Vec<LeftOut>,
    /// What is in the transcript and should be known of it.
    pub noted: Vec<LeftOut>,
}

/// Somebody of whom a file tells more than a name on their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// As their pieces call them.
    pub called: String,
    /// Their name in full.
    pub name: Option<String>,
    /// Their part in it.
    pub role: Option<String>,
}

/// How a format cuts what is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// Into turns, as somebody meant them.
    #[default]
    Turns,
    /// Into pieces that fit a screen or a breath; those of one speaker that follow each other at once are one turn.
    Cues,
}

/// Words, or what stands between them.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words.
    Cue(Cue),
    /// An event, a gap or a remark.
    Aside(AsideKind, String),
}

/// Words of one speaker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cue {
    /// As the file calls them; none where it does not say.
    pub speaker: Option<String>,
    /// When they begin.
    pub start: Option<Time>,
    /// When they end.
    pub end: Option<Time>,
    /// Page of the printed record.
    pub page: Option<u32>,
    /// Line on that page.
    pub line: Option<u32>,
    /// How it was said.
    pub manner: Option<String>,
    /// The words; a blank line parts paragraphs.
    pub text: String,
    /// Whether the file says that a turn begins here, whoever spoke before.
    pub begins: bool,
    /// The line of the file that they begin in, from 1, where it is known.
    pub at: Option<usize>,
}

/// Something of a file that is not in the transcript, or is and should be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// How many.
    pub count: usize,
    /// What, in clean words, singular: `note`, `cue without words`.
    pub what: String,
    /// The first one's line, from 1, where it is known.
    pub line: Option<u32>,
}

impl Found {
    /// Nothing yet, of a format that cuts what is said so and calls a piece so.
    pub fn new(cut: Cut, unit: &'static str) -> Self {
        Self {
            cut,
            unit,
            ..Self::default()
        }
    }

    /// Counts something that is left out; `what` in clean words, singular, with the reason where it is not plain.
    pub fn leave_out(&mut self, what: &str, line: Option<usize>) {
        count(&mut self.left_out, what, line);
    }

    /// Counts something that is kept and should be known; `what` in clean words, singular.
    pub fn note(&mut self, what: &str, line: Option<usize>) {
        count(&mut self.noted, what, line);
    }
}

/// Kinds of things that are told one by one; a file that has more is told in short.
const KINDS: usize = 100;

fn count(all: &mut Vec<LeftOut>, what: &str, line: Option<usize>) {
    const OTHERS: &str = "thing of other kinds|things of other kinds";
    let known = all.iter().position(|l| l.what == what);
    let what = if all.len() < KINDS { what } else { OTHERS };
    let known = known.or_else(|| all.iter().position(|l| l.what == what));
    match known {
        Some(at) => all[at].count += 1,
        None => all.push(LeftOut {
            count: 1,
            what: what.to_owned(),
            line: line.map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_counted_by_kind_and_many_kinds_in_short() {
        let mut found = Found::default();
        found.leave_out("note", Some(3));
        found.leave_out("note", Some(5));
        assert_eq!(
            (found.left_out[0].count, found.left_out[0].line),
            (2, Some(3))
        );
        for kind in 0..1000 {
            found.leave_out(&format!("tier {kind}"), None);
        }
        found.leave_out("note", None);
        let count: usize = found.left_out.iter().map(|l| l.count).sum();
        assert_eq!(
            (found.left_out.len(), found.left_out[0].count, count),
            (KINDS + 1, 3, 1003)
        );
    }
}
