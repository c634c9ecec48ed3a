//! From captions, as they are on a screen, to who says what: voices, names before the words, dashes and `>>` where the
//! speaker changes, lines that are shown twice.
//!
//! What WebVTT and SubRip share.

use std::rc::Rc;

use super::found::{Cue, Found, Piece};
use super::names::{Names, Prefix};
use super::rolling::fold;
use crate::model::Time;

/// What is on the screen at once.
#[derive(Debug, Default)]
pub struct Caption {
    /// The line of the file that it begins in, from 1.
    pub at: usize,
    /// When it is shown.
    pub start: Option<Time>,
    /// Until when.
    pub end: Option<Time>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line on the screen.
#[derive(Debug, Default)]
pub struct Line {
    /// Its words, whoever says them.
    pub runs: Vec<Run>,
    /// Whether words in it have a time of their own.
    pub timed: bool,
}

/// Words of one voice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Whose voice it is, if that is written.
    pub voice: Option<Rc<str>>,
    /// The words.
    pub text: String,
    /// The time of their own that was written last before them.
    pub time: Option<Time>,
}

impl Line {
    /// All its words.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }

    /// Whether nothing is on it.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|r| r.text.trim().is_empty())
    }
}

/// A time, if it is one that a transcript can have; it is noted if not.
pub fn within(found: &mut Found, millis: u64, at: usize) -> Option<Time> {
    let time = Some(Time(millis)).filter(|t| Time::parse(&t.to_string()).is_ok());
    if time.is_none() {
        found.leave_out(
            "time of more than a million hours|times of more than a million hours",
            Some(at),
        );
    }
    time
}

/// Puts the words of captions into what was found.
pub fn pieces(found: &mut Found, mut captions: Vec<Caption>) {
    fold(found, &mut captions);
    let mut names = Names::default();
    for caption in &captions {
        let shown = caption.lines.iter().filter(|l| !l.is_blank());
        for (number, line) in shown.enumerate() {
            if line.runs.iter().any(|r| r.voice.is_some()) {
                continue;
            }
            let text = line.text();
            let (mark, text) = change(text.trim());
            if number == 0 || mark {
                names.first(text);
            } else {
                names.later(text);
            }
        }
    }
    let mut reading = Reading {
        names,
        speaker: None,
        ended: true,
    };
    for caption in captions {
        reading.caption(found, &caption);
    }
}

/// Whether a line says that somebody else speaks from here on, and what it says then: `- words`, `>> words`.
fn change(line: &str) -> (bool, &str) {
    if let Some(rest) = line.strip_prefix(">>") {
        return (true, rest.trim_start_matches('>').trim_start());
    }
    let rest = line.strip_prefix(['-', '‐', '–']).map(str::trim_start);
    match rest {
        Some(rest)
            if rest.starts_with(|c: char| c.is_alphabetic() || "\"“„«¿¡[(♪'".contains(c)) =>
        {
            (true, rest)
        }
        Some(_) | None => (false, line),
    }
}

/// Words of a caption that one person says.
#[derive(Debug, Default)]
struct Part {
    speaker: Option<String>,
    manner: Option<String>,
    begins: bool,
    text: String,
    time: Option<Time>,
}

struct Reading {
    names: Names,
    /// Who was named last, and how they spoke; they go on until another is named.
    speaker: Option<(String, Option<String>)>,
    /// Whether the words so far end as a sentence does: in the middle of one, a name that comes once is no speaker's.
    ended: bool,
}

/// Whether a text is at the end of a sentence, or of what one did not let somebody say.
fn ends(text: &str) -> bool {
    let text = text.trim_end();
    text.is_empty()
        || text.ends_with([
            '.', '?', '!', '…', '"', '”', '’', '\'', ')', ']', '-', '–', '—', '。', '？', '！', '♪',
        ])
}

impl Reading {
    fn caption(&mut self, found: &mut Found, caption: &Caption) {
        let mut parts: Vec<Part> = Vec::new();
        let mut voice: Option<Option<&str>> = None;
        for line in caption.lines.iter().filter(|l| !l.is_blank()) {
            for (number, run) in line.runs.iter().enumerate() {
                if run.text.trim().is_empty() {
                    if let Some(part) = parts.last_mut() {
                        part.text.push(' ');
                    }
                    continue;
                }
                let same = voice == Some(run.voice.as_deref());
                voice = Some(run.voice.as_deref());
                match &run.voice {
                    Some(_) if same => add(&mut parts, run, number == 0),
                    Some(name) => {
                        self.speaker = None;
                        let part = Part::new(Some(name.to_string()), false, &run.text);
                        parts.push(Part {
                            time: run.time,
                            ..part
                        });
                    }
                    None if number == 0 && line.runs.iter().all(|r| r.voice.is_none()) => {
                        self.line(found, &mut parts, (same, line), caption.at);
                        break;
                    }
                    None if same => add(&mut parts, run, number == 0),
                    None => parts.push(Part::new(None, false, &run.text)),
                }
            }
        }
        if let Some(last) = parts.last() {
            self.ended = ends(&last.text);
        }
        put(found, parts, caption);
    }

    /// A line that has no voice: it may name who speaks.
    fn line(
        &mut self,
        found: &mut Found,
        parts: &mut Vec<Part>,
        (same, line): (bool, &Line),
        at: usize,
    ) {
        let text = line.text();
        let (mark, words) = change(text.trim());
        if mark {
            found.leave_out(
                "dash or `>>` where the speaker changes|dashes and `>>` where the speaker changes",
                Some(at),
            );
        }
        let first = mark || parts.is_empty();
        let ended = parts.last().map_or(self.ended, |p| ends(&p.text));
        let named = self.names.of(words, first);
        let named =
            named.filter(|p| mark || ended || self.names.throughout() || self.names.often(p.name));
        match named {
            Some(Prefix {
                name,
                manner,
                words,
            }) => {
                let manner = manner.map(str::to_owned);
                self.speaker = Some((name.to_owned(), manner.clone()));
                let part = Part::new(Some(name.to_owned()), mark, words);
                parts.push(Part { manner, ..part });
            }
            None if mark => {
                self.speaker = None;
                parts.push(Part::new(None, true, words));
            }
            None if same && !parts.is_empty() => {
                let run = Run {
                    text,
                    ..Run::default()
                };
                add(parts, &run, true);
            }
            None => {
                let goes_on = self.speaker.clone().filter(|_| !self.names.throughout());
                let (speaker, manner) = goes_on.map_or((None, None), |(s, m)| (Some(s), m));
                let part = Part::new(speaker, false, words);
                parts.push(Part { manner, ..part });
            }
        }
    }
}

impl Part {
    fn new(speaker: Option<String>, begins: bool, text: &str) -> Self {
        Self {
            speaker,
            begins,
            text: text.to_owned(),
            ..Self::default()
        }
    }
}

/// Adds a run to the last part, which is of the same voice; a new line is a blank.
fn add(parts: &mut [Part], run: &Run, new_line: bool) {
    if let Some(part) = parts.last_mut() {
        if new_line && !part.text.ends_with(char::is_whitespace) {
            part.text.push(' ');
        }
        let text = if new_line {
            run.text.trim_start()
        } else {
            &run.text
        };
        part.text.push_str(text);
    }
}

/// The parts of a caption as pieces: each has the caption's times, or those that its words have.
fn put(found: &mut Found, parts: Vec<Part>, caption: &Caption) {
    if parts.is_empty() {
        let at = Some(caption.at);
        found.pieces.push(Piece::Cue(Cue {
            at,
            ..Cue::default()
        }));
    }
    let times: Vec<Option<Time>> = parts.iter().skip(1).map(|p| p.time).collect();
    if times.contains(&None) {
        let what = "cue with words of several speakers, each with all its time|cues with words of several speakers, each with all their time";
        found.note(what, Some(caption.at));
    }
    for (number, part) in parts.into_iter().enumerate() {
        let own = part.time.filter(|_| number > 0);
        let until = times.get(number).copied().flatten();
        found.pieces.push(Piece::Cue(Cue {
            speaker: part.speaker,
            start: own.or(caption.start),
            end: until.or(caption.end),
            manner: part.manner,
            text: part.text.trim().to_owned(),
            begins: part.begins,
            at: Some(caption.at),
            ..Cue::default()
        }));
    }
}
