//! What stands before a call's first words and after a transcript's last: title, source, disputes, remarks.

use super::clean::{Clean, clean};
use super::paint::{Line, Role, drawn, ours, piece};
use super::wrap;
use crate::model::{
    Call, CallIndex, Coverage, Dispute, EntryRef, Head, OutsideStr, RemarkKind, Transcript,
    TurnNumber, TurnRef,
};

/// The heading before an entry: the transcript's before the first, the call's before each call's first.
pub fn lead(transcript: &Transcript, entry: EntryRef<'_>, columns: usize) -> Vec<Line> {
    let mut page = Page::new(columns);
    if entry.index().0 == 0 {
        transcript_lead(&mut page, transcript.head());
    }
    if entry.index().0 == transcript.call_entries(entry.call()).start {
        call_lead(&mut page, transcript, entry.call());
    }
    page.lines
}

/// The afterword behind the last entry: the remarks on the whole.
pub fn trail(transcript: &Transcript, columns: usize) -> Vec<Line> {
    let mut page = Page::new(columns);
    if transcript.remarks().is_empty() {
        return page.lines;
    }
    page.rule("About this transcript");
    for remark in transcript.remarks() {
        let kind = match remark.kind {
            RemarkKind::Comment => "Comment",
            RemarkKind::Assessment => "Assessment",
            RemarkKind::Question => "Question",
        };
        let by = remark.by.as_ref().map(|by| clean(by.borrow()));
        let label = match by {
            Some(by) => Clean::format(format_args!("{kind}, {by}: ")),
            None => Clean::format(format_args!("{kind}: ")),
        };
        page.text(
            &Clean::format(format_args!("{label}{}", clean(remark.text.borrow()))),
            Role::Remark,
        );
        page.blank();
    }
    page.lines
}

/// `11 Feb 2024 · phone · 5:12 long · spoken in de · excerpts · as quoted by The Daily Ledger`.
pub fn facts(head: &Head, call: &Call) -> Vec<Clean> {
    let mut facts: Vec<Clean> = Vec::new();
    let mut say = |fact: std::fmt::Arguments<'_>| facts.push(Clean::format(fact));
    if let Some(date) = call.date {
        say(format_args!("{date}"));
    }
    if let Some(medium) = &call.medium {
        say(format_args!("{}", clean(medium.borrow())));
    }
    if let Some(duration) = call.duration {
        say(format_args!("{duration} long"));
    }
    if let Some(spoken) = call
        .language
        .as_ref()
        .filter(|l| Some(*l) != head.language.as_ref())
    {
        say(format_args!("spoken in {}", clean(spoken.borrow())));
    }
    if call.coverage == Coverage::Excerpts {
        say(format_args!("excerpts"));
    }
    if let Some(clock) = &call.clock {
        say(format_args!("times are {}", clean(clock.borrow())));
    }
    if let Some(via) = call.via.as_ref().or(head.via.as_ref()) {
        say(format_args!("as quoted by {}", clean(via.borrow())));
    }
    facts
}

/// `Ana Petrov denies: calls it a fake`.
pub fn dispute(dispute: &Dispute) -> Clean {
    let (by, says) = (clean(dispute.by.borrow()), clean(dispute.says.borrow()));
    match &dispute.note {
        Some(note) => Clean::format(format_args!("{by} {says}: {}", clean(note.borrow()))),
        None => Clean::format(format_args!("{by} {says}")),
    }
}

/// What a call is called: its title, else the id that the file gives it.
pub fn call_name(transcript: &Transcript, index: CallIndex) -> Option<Clean> {
    let call = transcript.call(index);
    let made = (index.0 + 1).to_string();
    let id = Some(&call.id).filter(|id| id.raw() != made);
    let name = call.title.as_ref().or(id)?;
    Some(clean(name.borrow()))
}

/// `Petrov – Ott, turn 3, Ana Petrov`; without the call where it is the only one and has no name of its own.
pub fn turn_place(transcript: &Transcript, turn: TurnRef<'_>) -> Clean {
    let place = place_in_call(transcript, turn.call(), turn.number());
    let name = clean(transcript.speaker(turn.speaker()).name.borrow());
    Clean::format(format_args!("{place}, {name}"))
}

/// `Petrov – Ott, turn 3`, whether there is such a turn or not.
pub fn place_in_call(transcript: &Transcript, call: CallIndex, turn: TurnNumber) -> Clean {
    let alone = transcript.calls().len() == 1;
    match (call_name(transcript, call), alone) {
        (None, true) => Clean::format(format_args!("turn {turn}")),
        (None, false) => Clean::format(format_args!("call {}, turn {turn}", call.0 + 1)),
        (Some(name), _) => Clean::format(format_args!("{name}, turn {turn}")),
    }
}

/// The same; a call without a name is called as the transcript where it is its only one, else by its number.
pub fn call_title(transcript: &Transcript, index: CallIndex) -> Clean {
    let title = transcript.head().title.as_ref();
    let alone = title.filter(|_| transcript.calls().len() == 1);
    call_name(transcript, index)
        .or_else(|| alone.map(|title| clean(title.borrow())))
        .unwrap_or_else(|| Clean::format(format_args!("call {}", index.0 + 1)))
}

fn transcript_lead(page: &mut Page, head: &Head) {
    if let Some(title) = &head.title {
        page.text(&clean(title.borrow()), Role::Heading);
    }
    if let Some(summary) = &head.summary {
        page.text(&clean(summary.borrow()), Role::Plain);
    }
    if let Some(source) = &head.source {
        let mut parts: Vec<Clean> = Vec::new();
        parts.extend(source.name.as_ref().map(|n| clean(n.borrow())));
        parts.extend(source.date.map(|d| Clean::format(format_args!("{d}"))));
        parts.extend(source.url.as_ref().map(|u| clean(u.borrow())));
        parts.extend(source.note.as_ref().map(|n| clean(n.borrow())));
        page.listed("Source: ", &parts);
    }
    if let Some(published) = head.published {
        page.labelled("Published: ", &Clean::format(format_args!("{published}")));
    }
    if !head.media.is_empty() {
        let media: Vec<Clean> = head.media.iter().map(|m| clean(m.borrow())).collect();
        page.labelled("Media: ", &Clean::join(&media, ", "));
    }
    for one in &head.disputed {
        page.labelled("Disputed: ", &dispute(one));
    }
    if !page.lines.is_empty() {
        page.blank();
    }
}

fn call_lead(page: &mut Page, transcript: &Transcript, index: CallIndex) {
    let call = transcript.call(index);
    if transcript.calls().len() > 1 || call.title.is_some() {
        page.rule(call_title(transcript, index).as_str());
    }
    let facts = facts(transcript.head(), call);
    if !facts.is_empty() {
        page.listed("", &facts);
    }
    for one in &call.disputed {
        page.labelled("Disputed: ", &dispute(one));
    }
    if !page.lines.is_empty() {
        page.blank();
    }
}

/// What stands between facts.
const DOT: &str = "·";

/// Rows of wrapped text.
struct Page {
    columns: usize,
    lines: Vec<Line>,
}

impl Page {
    fn new(columns: usize) -> Self {
        Self {
            columns: columns.max(1),
            lines: Vec::new(),
        }
    }

    fn blank(&mut self) {
        self.lines.push(Line::new());
    }

    fn text(&mut self, text: &Clean, role: Role) {
        let text = OutsideStr::new(text.as_str());
        for row in wrap::wrap(text, self.columns.saturating_sub(2)) {
            let shown = super::clean::shown_row(text, &row);
            self.lines
                .push(vec![ours("  ", Role::Plain), piece(shown, role)]);
        }
    }

    fn labelled(&mut self, label: &'static str, text: &Clean) {
        self.text(&Clean::format(format_args!("{label}{text}")), Role::Faint);
    }

    /// `Source: The Daily Ledger · 1 Mar 2024`: the dots are ours, what stands between them is not.
    fn listed(&mut self, label: &'static str, parts: &[Clean]) {
        let mut text = Clean::ours(label);
        let mut dots = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                text.push(&Clean::ours(" "));
                dots.push(text.len()..text.len() + DOT.len());
                text.push(&Clean::ours(DOT));
                text.push(&Clean::ours(" "));
            }
            text.push(part);
        }
        let text = OutsideStr::new(text.as_str());
        for row in wrap::wrap(text, self.columns.saturating_sub(2)) {
            let mut line = vec![ours("  ", Role::Plain)];
            let mut from = row.start;
            for dot in dots
                .iter()
                .filter(|d| row.start <= d.start && d.end <= row.end)
            {
                let before = super::clean::shown(text, from..dot.start);
                line.extend([piece(before, Role::Faint), ours(DOT, Role::Faint)]);
                from = dot.end;
            }
            let rest = super::clean::shown_row(text, &(from..row.end));
            line.push(piece(rest, Role::Faint));
            self.lines.push(line);
        }
    }

    /// `── title ─────────`, or the title over several rows where it does not fit.
    fn rule(&mut self, title: &str) {
        let title = clean(OutsideStr::new(title));
        let width = wrap::columns(&title);
        if width + 8 > self.columns {
            self.text(&title, Role::Heading);
            return;
        }
        let rest = self.columns - width - 6;
        let dashes = Clean::format(format_args!("{:─<rest$}", ""));
        self.lines.push(vec![
            ours("  ── ", Role::Frame),
            piece(title, Role::Heading),
            ours(" ", Role::Plain),
            drawn(dashes, Role::Frame),
        ]);
    }
}
