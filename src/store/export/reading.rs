//! The transcript as plain text, to be read.
//!
//! Knows what is said about calls and turns and in what words. What is not verbatim says so; a filter never renumbers.

use std::io::{self, Write};

use super::page::{Page, dotted};
use super::work::{Item, Work};
use crate::model::{
    AsideKind, AsideRef, Call, CallIndex, Coverage, Dispute, EntryIndex, EntryRef, Fidelity, Head,
    Outside, Quote, Remark, RemarkKind, SpeakerIndex, Transcript, TurnRef,
};
use crate::store::noted::Noted;
use crate::text::clean::clean;
use crate::text::front;

/// What is printed of a transcript.
pub struct Reading<'a> {
    /// The transcript, complete.
    pub transcript: &'a Transcript,
    /// The reader's notes that are asked for, the lost ones first.
    pub notes: Vec<&'a Noted>,
    /// The author's quotes that are asked for.
    pub quotes: Vec<&'a Quote>,
    /// Only these speakers; all where there are none.
    pub speakers: Vec<SpeakerIndex>,
    /// Only this call.
    pub call: Option<CallIndex>,
    /// Only these turns, in order.
    pub only: Option<Vec<EntryIndex>>,
}

impl<'a> Reading<'a> {
    /// What is asked for.
    pub fn new(work: &Work<'a>) -> Self {
        let quotes = work.items().into_iter().filter_map(|item| match item {
            Item::Quote(quote) => Some(quote),
            Item::Note(_) => None,
        });
        Self {
            transcript: work.transcript,
            notes: work.noted().collect(),
            quotes: quotes.collect(),
            speakers: work.filter.speakers.clone(),
            call: work.filter.call,
            only: work.only(),
        }
    }

    /// Prints it in so many columns.
    ///
    /// # Errors
    /// What `out` says.
    pub fn print(&self, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let page = &mut Page::new(out, width);
        self.print_head(page)?;
        if self.call.is_none() {
            self.print_remarks(page)?;
        }
        for index in self.calls() {
            self.print_call(page, index)?;
        }
        self.print_quotes(page)?;
        self.print_notes(page)
    }

    /// The calls that are printed.
    pub fn calls(&self) -> impl Iterator<Item = CallIndex> {
        let all = (0..).map(CallIndex).take(self.transcript.calls().len());
        all.filter(|index| self.call.is_none_or(|only| only == *index))
    }

    fn print_head(&self, page: &mut Page<'_>) -> io::Result<()> {
        let head = self.transcript.head();
        let title = head.title.as_ref().map_or("(no title)".to_owned(), of);
        page.paragraph("", &title)?;
        for line in head_lines(head) {
            page.paragraph("", &line)?;
        }
        Ok(())
    }

    fn print_remarks(&self, page: &mut Page<'_>) -> io::Result<()> {
        if !self.transcript.remarks().is_empty() {
            page.gap()?;
        }
        for remark in self.transcript.remarks() {
            page.paragraph("", &remark_line(remark))?;
        }
        Ok(())
    }

    fn print_call(&self, page: &mut Page<'_>, index: CallIndex) -> io::Result<()> {
        let call = self.transcript.call(index);
        let (heading, lines) = (heading(self.transcript, index), call_lines(call));
        if heading.is_some() || !lines.is_empty() {
            page.gap()?;
        }
        if let Some(heading) = heading {
            page.paragraph("", &format!("== {heading} =="))?;
        }
        for line in lines {
            page.paragraph("", &line)?;
        }
        let digits = self.transcript.call_turns(index).to_string().len().max(3);
        for entry in self.transcript.entries(self.transcript.call_entries(index)) {
            match entry {
                EntryRef::Turn(turn) if self.has(turn) => {
                    page.gap()?;
                    self.print_turn(page, turn, digits)?;
                }
                EntryRef::Aside(aside) if self.speakers.is_empty() && self.only.is_none() => {
                    page.gap()?;
                    page.paragraph(&" ".repeat(digits + 2), &aside_line(aside))?;
                }
                EntryRef::Turn(_) | EntryRef::Aside(_) => {}
            }
        }
        Ok(())
    }

    fn print_turn(&self, page: &mut Page<'_>, turn: TurnRef<'_>, digits: usize) -> io::Result<()> {
        let number = format!("{:>digits$}  ", turn.number());
        page.paragraph(&number, &self.turn_head(turn))?;
        let indent = " ".repeat(digits + 2);
        page.words(&indent, turn.text())?;
        if let Some(original) = turn.original() {
            page.words(&format!("{indent}original: "), original)?;
        }
        Ok(())
    }

    fn turn_head(&self, turn: TurnRef<'_>) -> String {
        let name = |index| of(&self.transcript.speaker(index).name);
        let to: Vec<String> = turn.to().iter().map(|s| name(*s)).collect();
        let to = if to.is_empty() {
            String::new()
        } else {
            format!(" to {}", to.join(", "))
        };
        let time = match (turn.start(), turn.end()) {
            (None, _) => String::new(),
            (Some(start), None) => format!("{start}  "),
            (Some(start), Some(end)) => format!("{start}–{end}  "),
        };
        let fidelity = match self.transcript.fidelity(turn) {
            Fidelity::Verbatim => None,
            Fidelity::Translation => Some("translation".to_owned()),
            Fidelity::Paraphrase => Some("paraphrase".to_owned()),
        };
        let manner = turn
            .manner()
            .map_or(String::new(), |m| format!(" ({})", clean(m)));
        let line = turn.line().map_or(String::new(), |l| format!(", line {l}"));
        let head = dotted([
            Some(format!("{}{to}{manner}", name(turn.speaker()))),
            fidelity,
            turn.page().map(|p| format!("page {p}{line}")),
            turn.stated_via()
                .map(|v| format!("as quoted by {}", clean(v))),
        ]);
        format!("{time}{head}")
    }

    /// The quotes in what is printed, each with the turn that it begins in.
    pub fn quotes(&self) -> impl Iterator<Item = (&Quote, TurnRef<'_>)> {
        let quotes = self.quotes.iter();
        quotes
            .filter_map(|q| Some((*q, self.transcript.turn(q.passage.first())?)))
            .filter(|(_, turn)| self.has(*turn))
    }

    fn print_quotes(&self, page: &mut Page<'_>) -> io::Result<()> {
        let quotes: Vec<(&Quote, TurnRef<'_>)> = self.quotes().collect();
        if !quotes.is_empty() {
            page.gap()?;
            page.paragraph("", "== Quotes ==")?;
        }
        for (quote, turn) in quotes {
            page.gap()?;
            let codes: Vec<String> = quote.codes.iter().map(of).collect();
            let head = dotted([
                quote.label.as_ref().map(of),
                Some(front::turn_place(self.transcript, turn).into()),
                (!codes.is_empty()).then(|| codes.join(", ")),
            ]);
            page.paragraph("  ", &head)?;
            page.words("  > ", quote.text.borrow())?;
            if let Some(comment) = &quote.comment {
                page.paragraph("  ", &format!("[{}]", of(comment)))?;
            }
        }
        Ok(())
    }

    fn print_notes(&self, page: &mut Page<'_>) -> io::Result<()> {
        if !self.notes.is_empty() {
            page.gap()?;
            page.paragraph("", "== Notes ==")?;
        }
        for noted in &self.notes {
            page.gap()?;
            let note = &noted.note;
            let codes: Vec<String> = note.codes.iter().map(of).collect();
            let head = dotted([
                noted.state(),
                Some(noted.on(self.transcript)),
                note.author.as_ref().map(|a| format!("by {}", of(a))),
                (!codes.is_empty()).then(|| codes.join(", ")),
            ]);
            page.paragraph("  ", &head)?;
            for words in noted.words() {
                page.words("  > ", words.borrow())?;
            }
            if !note.text.is_blank() {
                page.words("  ", note.text.borrow())?;
            }
        }
        Ok(())
    }

    /// Whether a turn is printed.
    pub fn has(&self, turn: TurnRef<'_>) -> bool {
        let spoken = self.speakers.is_empty() || self.speakers.contains(&turn.speaker());
        let only = self.only.as_ref();
        let chosen = only.is_none_or(|only| only.binary_search(&turn.index()).is_ok());
        spoken && chosen && self.has_call(turn.call())
    }

    fn has_call(&self, call: CallIndex) -> bool {
        self.call.is_none_or(|only| only == call)
    }
}

/// One line of outside text, through the door.
pub fn of(text: &Outside) -> String {
    clean(text.borrow()).into_string()
}

/// What stands above a call: its number and name; nothing where it is the only one and has no name of its own.
pub fn heading(transcript: &Transcript, index: CallIndex) -> Option<String> {
    let number = index.get() + 1;
    match front::call_name(transcript, index) {
        Some(name) => Some(format!("{number} · {name}")),
        None => (transcript.calls().len() > 1).then(|| format!("Call {number}")),
    }
}

fn head_lines(head: &Head) -> Vec<String> {
    let shown = |text: &Option<Outside>| text.as_ref().map(of);
    let mut lines = vec![dotted([
        head.published.map(|d| format!("published {d}")),
        head.language
            .as_ref()
            .map(|l| format!("language {}", of(l))),
    ])];
    lines.extend(shown(&head.summary));
    if let Some(source) = &head.source {
        let date = source.date.map(|d| d.to_string());
        let parts = [
            shown(&source.name),
            date,
            shown(&source.url),
            shown(&source.note),
        ];
        lines.push(format!("Source: {}", dotted(parts)));
    }
    if !head.media.is_empty() {
        let media: Vec<String> = head.media.iter().map(of).collect();
        lines.push(format!("Media: {}", media.join(", ")));
    }
    lines.extend(head.via.as_ref().map(|v| format!("As quoted by {}", of(v))));
    lines.extend(head.disputed.iter().map(dispute_line));
    lines.retain(|line| !line.is_empty());
    lines
}

fn call_lines(call: &Call) -> Vec<String> {
    let shown = |text: &Option<Outside>| text.as_ref().map(of);
    let coverage = match call.coverage {
        Coverage::Full => None,
        Coverage::Excerpts => Some("excerpts".to_owned()),
    };
    let mut lines = vec![dotted([
        call.date.map(|d| d.to_string()),
        shown(&call.medium),
        call.duration.map(|d| format!("duration {d}")),
        call.language
            .as_ref()
            .map(|l| format!("language {}", of(l))),
        coverage,
        call.clock.as_ref().map(|c| format!("clock: {}", of(c))),
    ])];
    lines.extend(call.via.as_ref().map(|v| format!("As quoted by {}", of(v))));
    lines.extend(call.disputed.iter().map(dispute_line));
    lines.retain(|line| !line.is_empty());
    lines
}

fn dispute_line(dispute: &Dispute) -> String {
    let note = dispute
        .note
        .as_ref()
        .map_or(String::new(), |n| format!(" ({})", of(n)));
    format!("Disputed: {} {}{note}", of(&dispute.by), of(&dispute.says))
}

fn remark_line(remark: &Remark) -> String {
    let kind = match remark.kind {
        RemarkKind::Comment => "comment",
        RemarkKind::Assessment => "assessment",
        RemarkKind::Question => "question",
    };
    bracketed(kind, remark.by.as_ref().map(of), &of(&remark.text))
}

fn aside_line(aside: AsideRef<'_>) -> String {
    let text = clean(aside.text());
    let by = aside.by().map(|by| clean(by).into_string());
    let said = match &by {
        Some(by) => format!("{text} ({by})"),
        None => text.to_string(),
    };
    match aside.kind() {
        AsideKind::Event => format!("— {said} —"),
        AsideKind::Gap => format!("~~ {said} ~~"),
        AsideKind::Remark => bracketed("remark", by, &text),
    }
}

fn bracketed(kind: &str, by: Option<String>, text: &str) -> String {
    match by {
        Some(by) => format!("[{kind} by {by}: {text}]"),
        None => format!("[{kind}: {text}]"),
    }
}
