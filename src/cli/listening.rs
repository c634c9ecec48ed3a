//! `onrecord read --accessible`: the same, made for listening to. Line by line, each with a label in words and nothing
//! drawn; what belongs to a turn follows it; figures stand where the screen has a timeline.

use std::io::{self, Write};

use crate::model::{
    AsideKind, AsideRef, CallIndex, Coverage, Dispute, EntryRef, Fidelity, On, Outside, OutsideStr,
    Quote, Remark, RemarkKind, State, Time, TurnRef,
};
use crate::store::export::{Page, Reading, of};
use crate::store::noted::Noted;
use crate::text::clean::clean;
use crate::text::figures::{CallFigures, Pauses, Tally};
use crate::text::front;

/// Prints it in so many columns; `usize::MAX` for lines as long as they are.
///
/// # Errors
/// What `out` says.
pub fn print(reading: &Reading<'_>, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut listening = Listening {
        reading,
        page: Page::new(out, width),
    };
    listening.head()?;
    listening.speakers()?;
    listening.lost()?;
    for call in reading.calls() {
        listening.call(call)?;
    }
    listening.page.gap()?;
    listening.page.paragraph("", "End of the transcript.")
}

struct Listening<'a, 'w> {
    reading: &'a Reading<'a>,
    page: Page<'w>,
}

impl Listening<'_, '_> {
    fn say(&mut self, line: &str) -> io::Result<()> {
        self.page.paragraph("", line)
    }

    /// A label and what stands there, if anything does.
    fn tell(&mut self, label: &str, text: Option<&Outside>) -> io::Result<()> {
        match text {
            Some(text) => self.say(&format!("{label}: {}", of(text))),
            None => Ok(()),
        }
    }

    fn head(&mut self) -> io::Result<()> {
        let reading = self.reading;
        let head = reading.transcript.head();
        match &head.title {
            Some(title) => self.say(&format!("Transcript: {}", of(title)))?,
            None => self.say("Transcript without a title")?,
        }
        self.tell("Summary", head.summary.as_ref())?;
        if let Some(source) = &head.source {
            self.tell("Source", source.name.as_ref())?;
            if let Some(date) = source.date {
                self.say(&format!("Date of the source: {date}"))?;
            }
            self.tell("Address of the source", source.url.as_ref())?;
            self.tell("About the source", source.note.as_ref())?;
        }
        if let Some(date) = head.published {
            self.say(&format!("Published: {date}"))?;
        }
        self.tell("Language", head.language.as_ref())?;
        if !head.media.is_empty() {
            let media: Vec<String> = head.media.iter().map(of).collect();
            self.say(&format!("Media: {}", media.join(", ")))?;
        }
        self.tell("As quoted by", head.via.as_ref())?;
        for one in &head.disputed {
            self.say(&dispute(one))?;
        }
        for one in reading.transcript.remarks() {
            self.say(&remark(one))?;
        }
        self.notes(|n| matches!(n.note.on, On::Transcript))
    }

    fn speakers(&mut self) -> io::Result<()> {
        self.page.gap()?;
        let reading = self.reading;
        for speaker in reading.transcript.speakers() {
            let more = [&speaker.role, &speaker.side].into_iter().flatten();
            let said: Vec<String> = std::iter::once(&speaker.name).chain(more).map(of).collect();
            self.say(&format!("Speaker: {}", said.join(", ")))?;
            let on = |n: &Noted| matches!(&n.note.on, On::Speaker(id) if *id == speaker.id);
            self.notes(|n| on(n) && n.state >= State::Moved)?;
        }
        Ok(())
    }

    fn lost(&mut self) -> io::Result<()> {
        self.notes(|n| n.state < State::Moved)
    }

    fn call(&mut self, index: CallIndex) -> io::Result<()> {
        let reading = self.reading;
        let transcript = reading.transcript;
        let call = transcript.call(index);
        let (number, all) = (index.get() + 1, transcript.calls().len());
        self.page.gap()?;
        let name = front::call_name(transcript, index);
        let name = name.map_or(String::new(), |name| format!(": {name}"));
        self.say(&format!("Call {number} of {all}{name}"))?;
        if let Some(date) = call.date {
            self.say(&format!("Date: {date}"))?;
        }
        self.tell("Medium", call.medium.as_ref())?;
        if let Some(length) = call.duration {
            self.say(&format!("Length: {}", spoken(length)))?;
        }
        self.tell("Language", call.language.as_ref())?;
        self.tell("Times are", call.clock.as_ref())?;
        if call.coverage == Coverage::Excerpts {
            self.say("Excerpts only")?;
        }
        self.tell("As quoted by", call.via.as_ref())?;
        for one in &call.disputed {
            self.say(&dispute(one))?;
        }
        self.figures(index)?;
        let on = |n: &Noted| matches!(&n.note.on, On::Call(id) if *id == call.id);
        self.notes(|n| on(n) && n.state >= State::Moved)?;
        for entry in transcript.entries(transcript.call_entries(index)) {
            match entry {
                EntryRef::Turn(turn) if reading.has(turn) => self.turn(turn)?,
                EntryRef::Aside(one) if reading.speakers.is_empty() => {
                    self.page.gap()?;
                    self.say(&aside(one))?;
                }
                EntryRef::Turn(_) | EntryRef::Aside(_) => {}
            }
        }
        Ok(())
    }

    /// What the timeline shows, as figures of the whole call, whatever is printed of it.
    fn figures(&mut self, index: CallIndex) -> io::Result<()> {
        let transcript = self.reading.transcript;
        let mut tally = Tally::default();
        let batches = transcript.batches().iter();
        for batch in batches.filter(|b| b.call() == index) {
            tally.add(batch);
        }
        let figures = tally.figures(transcript.outline());
        let Some(figures) = figures.calls.get(index.get()) else {
            return Ok(());
        };
        self.say(&format!("Turns: {}", figures.turns))?;
        self.shares(figures)?;
        let entries = transcript.entries(transcript.call_entries(index));
        let pauses = Pauses::of(entries.filter_map(EntryRef::turn));
        if pauses.measured == 0 {
            return self.say("Silences and overlaps: not known, for want of times");
        }
        for (name, found) in [
            ("Silences", &pauses.silences),
            ("Overlaps", &pauses.overlaps),
        ] {
            let all = Time(found.iter().map(|p| p.length.0).sum());
            let longest = found.iter().rev().max_by_key(|p| p.length);
            let more = match longest {
                Some(one) => format!(
                    ", together {}, the longest {} at turn {}",
                    spoken(all),
                    spoken(one.length),
                    one.turn
                ),
                None => String::new(),
            };
            self.say(&format!("{name}: {}{more}", found.len()))?;
        }
        Ok(())
    }

    fn shares(&mut self, figures: &CallFigures) -> io::Result<()> {
        let made = figures.basis.lengths();
        self.say(&format!("Who speaks how much, {made}:"))?;
        for share in &figures.shares {
            let name = of(&self.reading.transcript.speaker(share.speaker).name);
            let time = share
                .time
                .map_or(String::new(), |t| format!(", {}", spoken(t)));
            self.say(&format!(
                "{name}: {:.0} percent, {}, {}{time}",
                share.share * 100.0,
                counted(share.turns as u64, "turn"),
                counted(share.words as u64, "word"),
            ))?;
        }
        Ok(())
    }

    fn turn(&mut self, turn: TurnRef<'_>) -> io::Result<()> {
        self.page.gap()?;
        let label = self.label(turn);
        self.say(&label)?;
        self.page.words("", turn.text())?;
        if let Some(original) = turn.original() {
            self.say("Original:")?;
            self.page.words("", original)?;
        }
        let reading = self.reading;
        for (quote, _) in reading.quotes().filter(|(_, t)| t.index() == turn.index()) {
            self.quote(quote)?;
        }
        self.notes(|n| {
            n.entry == Some(turn.index())
                && matches!(n.note.on, On::Turn { .. } | On::Passage { .. })
        })
    }

    /// `Turn 12, Ana Petrov to Ben Ott, at 0 minutes 3 seconds, laughing, translation:`.
    fn label(&self, turn: TurnRef<'_>) -> String {
        let transcript = self.reading.transcript;
        let name = |index| of(&transcript.speaker(index).name);
        let mut parts = vec![
            format!("Turn {}", turn.number()),
            if turn.to().is_empty() {
                name(turn.speaker())
            } else {
                let to: Vec<String> = turn.to().iter().map(|s| name(*s)).collect();
                format!("{} to {}", name(turn.speaker()), to.join(" and "))
            },
        ];
        match (turn.start(), turn.end()) {
            (Some(start), Some(end)) => {
                parts.push(format!("from {} to {}", spoken(start), spoken(end)));
            }
            (Some(start), None) => parts.push(format!("at {}", spoken(start))),
            (None, _) => {}
        }
        parts.extend(turn.manner().map(|m| clean(m).into_string()));
        match transcript.fidelity(turn) {
            Fidelity::Verbatim => {}
            Fidelity::Translation => parts.push("translation".to_owned()),
            Fidelity::Paraphrase => parts.push("paraphrase".to_owned()),
        }
        let via = turn.stated_via();
        parts.extend(via.map(|v| format!("as quoted by {}", clean(v))));
        parts.extend(turn.page().map(|p| format!("page {p}")));
        parts.extend(turn.line().map(|l| format!("line {l}")));
        format!("{}:", parts.join(", "))
    }

    fn quote(&mut self, quote: &Quote) -> io::Result<()> {
        self.labelled("Quote: ", quote.text.borrow())?;
        self.tell("Name of the quote", quote.label.as_ref())?;
        self.codes("Codes of the quote", &quote.codes)?;
        self.tell("Comment on the quote", quote.comment.as_ref())
    }

    /// The notes that a test holds for and that are on what is printed.
    fn notes(&mut self, test: impl Fn(&Noted) -> bool) -> io::Result<()> {
        let reading = self.reading;
        for noted in reading.notes.iter().filter(|n| test(n)) {
            self.note(noted)?;
        }
        Ok(())
    }

    fn note(&mut self, noted: &Noted) -> io::Result<()> {
        let note = &noted.note;
        let by = note.author.as_ref();
        let by = by.map_or(String::new(), |a| format!(" by {}", of(a)));
        let state = match noted.state {
            State::Lost => ", lost: its words are gone",
            State::Ambiguous => ", its words may stand at more than one place",
            State::Moved => ", moved",
            State::Ok => "",
        };
        let on = noted.on(self.reading.transcript);
        let what = if note.text.is_blank() { "Mark" } else { "Note" };
        self.say(&format!("{what}{by}, on {on}{state}"))?;
        for words in noted.words() {
            self.labelled("On the words: ", words.borrow())?;
        }
        self.codes("Codes of the note", &note.codes)?;
        if note.text.is_blank() {
            return Ok(());
        }
        self.labelled("The note says: ", note.text.borrow())
    }

    fn codes(&mut self, label: &str, codes: &[Outside]) -> io::Result<()> {
        if codes.is_empty() {
            return Ok(());
        }
        let codes: Vec<String> = codes.iter().map(of).collect();
        self.say(&format!("{label}: {}", codes.join(", ")))
    }

    /// A label, and text that may be of several lines; nothing is indented.
    fn labelled(&mut self, label: &str, text: OutsideStr<'_>) -> io::Result<()> {
        self.page.label(label, text)
    }
}

fn dispute(dispute: &Dispute) -> String {
    let note = dispute.note.as_ref();
    let note = note.map_or(String::new(), |n| format!(", {}", of(n)));
    format!("Disputed: {} {}{note}", of(&dispute.by), of(&dispute.says))
}

fn remark(remark: &Remark) -> String {
    let kind = match remark.kind {
        RemarkKind::Comment => "Comment",
        RemarkKind::Assessment => "Assessment",
        RemarkKind::Question => "Question",
    };
    let by = remark.by.as_ref();
    let by = by.map_or(String::new(), |by| format!(" by {}", of(by)));
    format!("{kind}{by}: {}", of(&remark.text))
}

fn aside(aside: AsideRef<'_>) -> String {
    let kind = match aside.kind() {
        AsideKind::Event => "Event",
        AsideKind::Gap => "Gap",
        AsideKind::Remark => "Remark",
    };
    let by = aside.by();
    let by = by.map_or(String::new(), |by| format!(" by {}", clean(by)));
    format!("{kind}{by}: {}", clean(aside.text()))
}

/// `1 hour 2 minutes 3 seconds`: every part from the first that is not nothing, minutes always.
fn spoken(time: Time) -> String {
    let (seconds, millis) = (time.0 / 1000, time.0 % 1000);
    let mut parts = Vec::new();
    if seconds >= 3600 {
        parts.push(counted(seconds / 3600, "hour"));
    }
    parts.push(counted(seconds / 60 % 60, "minute"));
    parts.push(if millis == 0 {
        counted(seconds % 60, "second")
    } else {
        let fraction = format!("{millis:03}");
        format!(
            "{}.{} seconds",
            seconds % 60,
            fraction.trim_end_matches('0')
        )
    });
    parts.join(" ")
}

fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_words() {
        for (millis, said) in [
            (0, "0 minutes 0 seconds"),
            (61_000, "1 minute 1 second"),
            (9_500, "0 minutes 9.5 seconds"),
            (1_050, "0 minutes 1.05 seconds"),
            (3_600_000, "1 hour 0 minutes 0 seconds"),
            (55 * 3_600_000 + 62_000, "55 hours 1 minute 2 seconds"),
        ] {
            assert_eq!(spoken(Time(millis)), said);
        }
    }
}
