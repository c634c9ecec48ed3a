//! From the lines of a written transcript to turns: what text, Markdown and oTranscribe share.
//!
//! A turn goes on, in lines and in paragraphs, until another begins. What stands before the first turn, headings and what
//! somebody put in brackets on a line of its own is nobody's words: an aside.

use super::found::{Cue, Found, Piece};
use super::heads::{Head, Heads};
use super::names::can_be_name;
use crate::model::{AsideKind, Time};

/// A line of a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Its text.
    pub text: String,
    /// What stands before it in bold, with a colon: a name.
    pub name: Option<String>,
    /// A time that is marked before it.
    pub time: Option<Time>,
    /// What it is.
    pub kind: Kind,
    /// The line of the file, from 1.
    pub at: usize,
    /// Its page in print.
    pub page: Option<u32>,
    /// Its line on that page.
    pub line: Option<u32>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The first of a paragraph.
    #[default]
    Opens,
    /// Another of the same paragraph.
    GoesOn,
    /// A heading; of the first level, if it is true.
    Heading(bool),
    /// A paragraph that is nobody's words.
    Aside,
}

/// Puts lines into what was found.
pub fn speak(found: &mut Found, lines: &[Spoken]) {
    let printed = lines.iter().any(|l| l.line.is_some());
    let mut heads = Heads::default();
    if printed {
        heads.expect();
    }
    for line in lines.iter().filter(|l| l.name.is_none()) {
        match line.kind {
            Kind::Opens => heads.learn(&line.text, !printed),
            Kind::GoesOn => heads.learn(&line.text, false),
            Kind::Heading(_) | Kind::Aside => {}
        }
    }
    let mut speech = Speech {
        found,
        printed,
        turn: None,
        speaker: None,
        examiner: None,
        before: None,
        alone: false,
        time: None,
        bracket: None,
    };
    for line in lines {
        let head = match (&line.name, line.kind) {
            (_, Kind::Heading(_) | Kind::Aside) => None,
            (Some(name), _) => Some(bold(line, name)),
            (None, Kind::Opens) => heads.of(&line.text, !printed),
            (None, Kind::GoesOn) => heads.of(&line.text, false),
        };
        speech.line(line, head);
    }
    speech.close();
    speech.lose_time();
    speech.unite_witness();
}

/// The head of a line whose name was in bold; a time may stand with the name or after it.
fn bold<'a>(line: &'a Spoken, name: &'a str) -> Head<'a> {
    let mut alone = Heads::default();
    alone.learn("A B: c", true);
    let timed = alone
        .of(name, true)
        .filter(|h| h.start.is_some() && h.words.is_empty());
    let words = alone
        .of(&line.text, true)
        .filter(|h| h.start.is_some() && h.name.is_none());
    Head {
        name: Some(timed.as_ref().and_then(|t| t.name).unwrap_or(name)),
        start: timed.as_ref().or(words.as_ref()).and_then(|h| h.start),
        end: timed.as_ref().or(words.as_ref()).and_then(|h| h.end),
        words: words.map_or(&line.text, |h| h.words),
        ..Head::default()
    }
}

struct Speech<'a> {
    found: &'a mut Found,
    /// Whether pages and lines are numbered.
    printed: bool,
    /// The turn that is being said.
    turn: Option<Cue>,
    /// Who said the last one.
    speaker: Option<String>,
    /// Who asks the questions, in a record that says so.
    examiner: Option<String>,
    /// A paragraph before the first turn.
    before: Option<String>,
    /// Whether the turn began with a time and nothing else.
    alone: bool,
    /// A time that stood alone on a line: that of the turn that begins next.
    time: Option<Time>,
    /// What stands in brackets so far, as long as they are open.
    bracket: Option<String>,
}

impl Speech<'_> {
    fn line(&mut self, line: &Spoken, head: Option<Head<'_>>) {
        let text = line.text.trim();
        if self.in_brackets(line, text, head.is_some()) {
            return;
        }
        if let Kind::Heading(first) = line.kind {
            self.close();
            let is_title = first && self.found.title.is_none() && self.found.pieces.is_empty();
            if is_title {
                self.found.title = Some(text.to_owned());
            } else {
                self.aside(AsideKind::Remark, text);
            }
            return;
        }
        if line.kind == Kind::Aside || self.printed && is_heading(text) || is_closing(text) {
            self.close();
            self.aside(AsideKind::Event, text);
            return;
        }
        let named = self.speaker.is_some();
        match head {
            // A time within somebody's words stays in them, in its brackets.
            Some(head) if head.name.is_some() || !named || head.words.is_empty() => {
                self.begin(line, &head)
            }
            Some(_) | None => self.go_on(line, text),
        }
    }

    fn begin(&mut self, line: &Spoken, head: &Head<'_>) {
        self.close();
        if let Some(by) = head
            .name
            .and_then(|n| n.strip_prefix("BY "))
            .filter(|_| head.words.is_empty())
        {
            self.examiner = Some(by.trim().to_owned());
            self.aside(AsideKind::Event, line.text.trim());
            return;
        }
        if head.name.is_some_and(|name| is_event(name, head.words)) {
            let parts = [head.name.unwrap_or_default(), head.words];
            let time = head.start.map_or(String::new(), |t| format!(" [{t}]"));
            self.aside(
                AsideKind::Event,
                &format!("{}{time}", parts.join(" ").trim_end()),
            );
            return;
        }
        self.speaker = match (head.name, &self.examiner) {
            (Some("Q"), Some(examiner)) => Some(examiner.clone()),
            (Some(name), _) => Some(name.to_owned()),
            (None, _) => self.speaker.take(),
        };
        let start = head.start.or(line.time);
        if start.is_some() {
            self.lose_time();
        }
        let start = start.or(self.time.take());
        self.alone = head.name.is_none() && head.words.is_empty();
        self.turn = Some(Cue {
            speaker: self.speaker.clone(),
            start,
            end: head.end,
            manner: head.manner.map(str::to_owned),
            page: line.page,
            line: line.line,
            text: head.words.to_owned(),
            begins: true,
            at: Some(line.at),
        });
    }

    /// Words without a beginning of a turn: of the turn so far, of the last speaker, or of nobody.
    fn go_on(&mut self, line: &Spoken, text: &str) {
        if text.is_empty() {
            return;
        }
        let paragraph = line.kind == Kind::Opens && !self.printed;
        match &mut self.turn {
            Some(turn) if line.time.is_none() || turn.text.is_empty() => {
                let gap = match (turn.text.is_empty(), paragraph) {
                    (true, _) => "",
                    (false, true) => "\n\n",
                    (false, false) => " ",
                };
                turn.start = turn.start.or(line.time);
                turn.text.push_str(gap);
                turn.text.push_str(text);
            }
            Some(_) => self.anew(line, text),
            None if self.speaker.is_some() || line.time.is_some() => self.anew(line, text),
            None => {
                if paragraph {
                    self.close();
                }
                let before = self.before.get_or_insert_default();
                if !before.is_empty() {
                    before.push(' ');
                }
                before.push_str(text);
            }
        }
    }

    /// Another turn of the same speaker.
    fn anew(&mut self, line: &Spoken, words: &str) {
        let head = Head {
            words,
            ..Head::default()
        };
        self.begin(line, &head);
    }

    /// Takes a paragraph that stands in brackets, which in a printed record may run over several lines.
    fn in_brackets(&mut self, line: &Spoken, text: &str, head: bool) -> bool {
        let close = |text: &str| match text.chars().next() {
            Some('(') => text.ends_with(')') && text.matches(')').count() == 1,
            Some('[') => text.ends_with(']') && text.matches(']').count() == 1,
            Some(_) | None => false,
        };
        let plain = line.name.is_none() && line.time.is_none() && !head;
        let awaited = self.turn.as_ref().is_some_and(|t| t.text.is_empty());
        if let Some(mut open) = self.bracket.take() {
            if plain && !text.is_empty() && open.len() < 1000 {
                open.push(' ');
                open.push_str(text);
                if close(&open) {
                    self.event(&open);
                } else {
                    self.bracket = Some(open);
                }
                return true;
            }
            self.go_on(line, &open);
        }
        let opens = line.kind == Kind::Opens && plain && !awaited;
        if opens && close(text) {
            self.event(text);
            return true;
        }
        if opens && self.printed && text.starts_with('(') && !text.contains(')') {
            self.bracket = Some(text.to_owned());
            return true;
        }
        false
    }

    fn event(&mut self, text: &str) {
        self.close();
        let inside = text.trim_matches(['(', ')', '[', ']']);
        self.aside(AsideKind::Event, inside);
    }

    fn aside(&mut self, kind: AsideKind, text: &str) {
        self.found
            .pieces
            .push(Piece::Aside(kind, text.trim().to_owned()));
    }

    /// Ends the turn, or the paragraph before the first one.
    fn close(&mut self) {
        if let Some(before) = self.before.take() {
            self.aside(AsideKind::Remark, &before);
        }
        if let Some(turn) = self.turn.take() {
            if self.alone && turn.text.is_empty() {
                self.lose_time();
                self.time = turn.start;
                return;
            }
            self.found.units += 1;
            self.found.pieces.push(Piece::Cue(turn));
        }
        if let Some(open) = self.bracket.take() {
            self.aside(AsideKind::Event, &open);
        }
    }

    /// Counts a time after which nobody says anything.
    fn lose_time(&mut self) {
        if self.time.take().is_some() {
            self.found
                .leave_out("time without words|times without words", None);
        }
    }

    /// Whoever answers is the witness, where a record has a witness who is named so elsewhere.
    fn unite_witness(&mut self) {
        const WITNESS: &str = "THE WITNESS";
        let pieces = &mut self.found.pieces;
        let is = |piece: &Piece, name: &str| matches!(piece, Piece::Cue(c) if c.speaker.as_deref() == Some(name));
        if !self.printed || !pieces.iter().any(|p| is(p, WITNESS)) {
            return;
        }
        for piece in pieces.iter_mut() {
            if let Piece::Cue(cue) = piece
                && cue.speaker.as_deref() == Some("A")
            {
                cue.speaker = Some(WITNESS.to_owned());
            }
        }
    }
}

/// Whether what stands where names do is something that happened: `Break: [19:50]`.
fn is_event(name: &str, words: &str) -> bool {
    const EVENTS: [&str; 8] = [
        "ad", "ad break", "applause", "break", "intro", "laughter", "music", "outro",
    ];
    let bare = words.is_empty() || words.starts_with('[') && words.ends_with(']');
    bare && EVENTS.contains(&name.to_lowercase().as_str())
}

/// Whether a line is what a service writes below its transcripts.
fn is_closing(text: &str) -> bool {
    const BEGINNINGS: [&str; 4] = [
        "Transcribed by https://",
        "Meeting ended after ",
        "Transcription ended after ",
        "This editable transcript was computer generated",
    ];
    BEGINNINGS.iter().any(|b| text.starts_with(b))
}

/// Whether a line of a printed record is the heading of a part of it.
fn is_heading(text: &str) -> bool {
    const WORDS: [&str; 3] = ["EXAMINATION", "PROCEEDINGS", "AFTERNOON SESSION"];
    let spaced: String = text.split(' ').collect();
    let words = [text, spaced.as_str()];
    text.len() < 60
        && !text.chars().any(char::is_lowercase)
        && !text.ends_with(['.', '?', '!', ','])
        && words
            .iter()
            .any(|text| WORDS.iter().any(|word| text.contains(word)))
}

/// Whether a text in bold, with its colon, names a speaker.
pub fn names_speaker(text: &str) -> bool {
    can_be_name(text) && !super::names::is_no_name(text)
}
