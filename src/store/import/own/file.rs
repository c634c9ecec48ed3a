//! The transcript as a transcript file: every field that there is, each as exactly as it came.

use crate::model::Time;
use crate::store::scalar::{inline, push, push_text};
use crate::store::whole::{
    Aside, Call, Coverage, Dispute, Entry, Fidelity, Quote, Remark, RemarkKind, Seconds, Source,
    Speaker, Transcript, Turn,
};

/// The text of the file.
pub fn write(transcript: &Transcript) -> String {
    let mut out = Lines {
        text: String::from("format: onrecord/1\n"),
        indent: 0,
    };
    head(&mut out, transcript);
    out.list("speakers", &transcript.speakers, speaker);
    if transcript.calls.is_empty() {
        out.line("calls", "[]");
    }
    out.list("calls", &transcript.calls, call);
    out.list("quotes", &transcript.quotes, quote);
    out.list("remarks", &transcript.remarks, remark);
    out.text
}

/// Lines at one indentation.
struct Lines {
    text: String,
    indent: usize,
}

impl Lines {
    fn line(&mut self, key: &str, value: &str) {
        let indent = self.indent;
        push(
            &mut self.text,
            format_args!("{:indent$}{key}: {value}\n", ""),
        );
    }

    fn field(&mut self, key: &str, value: &str) {
        self.line(key, &inline(value));
    }

    fn maybe(&mut self, key: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.field(key, value);
        }
    }

    fn texts(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|v| inline(v)).collect();
            self.line(key, &format!("[{}]", values.join(", ")));
        }
    }

    fn time(&mut self, key: &str, value: Option<Seconds>) {
        if let Some(value) = value {
            self.line(key, &format!("\"{}\"", Time::from(value)));
        }
    }

    fn words(&mut self, key: &str, value: &str) {
        push_text(&mut self.text, &" ".repeat(self.indent), key, value);
    }

    /// A list of mappings, two columns further in, each behind a dash.
    fn list<T>(&mut self, key: &str, items: &[T], write: impl Fn(&mut Self, &T)) {
        if items.is_empty() {
            return;
        }
        let indent = self.indent;
        push(&mut self.text, format_args!("{:indent$}{key}:\n", ""));
        self.indent += 4;
        for item in items {
            let from = self.text.len() + self.indent - 2;
            write(self, item);
            self.text.replace_range(from..=from, "-");
        }
        self.indent -= 4;
    }
}

fn head(out: &mut Lines, transcript: &Transcript) {
    out.maybe("title", transcript.title.as_ref());
    out.maybe("published", transcript.published.as_ref());
    out.maybe("language", transcript.language.as_ref());
    out.maybe("summary", transcript.summary.as_ref());
    if let Some(given) = &transcript.source {
        source(out, given);
    }
    out.texts("media", &transcript.media);
    out.list("disputed", &transcript.disputed, dispute);
    out.maybe("via", transcript.via.as_ref());
}

fn source(out: &mut Lines, source: &Source) {
    let fields = [
        ("name", &source.name),
        ("url", &source.url),
        ("date", &source.date),
        ("note", &source.note),
    ];
    if fields.iter().all(|(_, value)| value.is_none()) {
        out.line("source", "{}");
        return;
    }
    out.text.push_str("source:\n");
    out.indent += 2;
    for (key, value) in fields {
        out.maybe(key, value.as_ref());
    }
    out.indent -= 2;
}

fn dispute(out: &mut Lines, dispute: &Dispute) {
    out.field("by", &dispute.by);
    out.field("says", &dispute.says);
    out.maybe("note", dispute.note.as_ref());
}

fn speaker(out: &mut Lines, speaker: &Speaker) {
    out.field("id", &speaker.id);
    out.maybe("name", speaker.name.as_ref());
    out.maybe("role", speaker.role.as_ref());
    out.maybe("side", speaker.side.as_ref());
    out.maybe("initials", speaker.initials.as_ref());
    out.texts("aliases", &speaker.aliases);
}

fn call(out: &mut Lines, call: &Call) {
    out.field("id", &call.id);
    out.maybe("title", call.title.as_ref());
    out.maybe("date", call.date.as_ref());
    out.maybe("medium", call.medium.as_ref());
    out.maybe("language", call.language.as_ref());
    out.time("duration", call.duration);
    out.maybe("clock", call.clock.as_ref());
    match call.coverage {
        Coverage::Full => {}
        Coverage::Excerpts => out.line("coverage", "excerpts"),
    }
    out.maybe("via", call.via.as_ref());
    out.list("disputed", &call.disputed, dispute);
    if call.turns.is_empty() {
        out.line("turns", "[]");
    }
    out.list("turns", &call.turns, entry);
}

fn entry(out: &mut Lines, entry: &Entry) {
    let aside = |out: &mut Lines, kind: &str, aside: &Aside| {
        out.field(kind, &aside.text);
        out.maybe("by", aside.by.as_ref());
    };
    match entry {
        Entry::Turn(given) => turn(out, given),
        Entry::Event(given) => aside(out, "event", given),
        Entry::Gap(given) => aside(out, "gap", given),
        Entry::Remark(given) => aside(out, "remark", given),
    }
}

fn turn(out: &mut Lines, turn: &Turn) {
    out.field("speaker", &turn.speaker);
    out.texts("to", &turn.to);
    out.time("start", turn.start);
    out.time("end", turn.end);
    for (key, number) in [("page", turn.page), ("line", turn.line)] {
        if let Some(number) = number {
            out.line(key, &number.to_string());
        }
    }
    out.maybe("manner", turn.manner.as_ref());
    if let Some(fidelity) = turn.fidelity {
        let word = match fidelity {
            Fidelity::Verbatim => "verbatim",
            Fidelity::Translation => "translation",
            Fidelity::Paraphrase => "paraphrase",
        };
        out.line("fidelity", word);
    }
    out.maybe("via", turn.via.as_ref());
    out.words("text", &turn.text);
    if let Some(original) = &turn.original {
        out.words("original", original);
    }
}

fn quote(out: &mut Lines, quote: &Quote) {
    out.field("call", &quote.call);
    out.field("speaker", &quote.speaker);
    out.line("turn", &quote.turn.to_string());
    out.words("text", &quote.text);
    out.maybe("label", quote.label.as_ref());
    out.texts("codes", &quote.codes);
    out.maybe("comment", quote.comment.as_ref());
}

fn remark(out: &mut Lines, remark: &Remark) {
    let kind = match remark.kind {
        RemarkKind::Comment => "comment",
        RemarkKind::Assessment => "assessment",
        RemarkKind::Question => "question",
    };
    out.line("kind", kind);
    out.words("text", &remark.text);
    out.maybe("by", remark.by.as_ref());
}
