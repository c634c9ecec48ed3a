//! Writes what was imported as a transcript file.

use super::found::{Cue, Found};
use super::people::{People, Speaker};
use super::turns::Entry;
use crate::model::{AsideKind, Date};
use crate::store::scalar::{inline, push, push_text};

/// A call of the transcript to be.
#[derive(Debug)]
pub struct Call {
    /// What is known of it; its pieces are in `entries`.
    pub found: Found,
    /// Its id, where there are several calls.
    pub id: String,
    /// Its turns and asides.
    pub entries: Vec<Entry>,
}

/// The transcript file of these calls and speakers; a single call's turns stand at the top.
pub fn write(calls: &[Call], people: &mut People) -> String {
    let mut out = String::from("format: onrecord/1\n");
    if let [call] = calls {
        of_whole(&mut out, call);
        of_call(&mut out, "", call);
    }
    let mut body = String::new();
    for call in calls {
        let indent = if calls.len() == 1 { "" } else { "    " };
        if calls.len() > 1 {
            push(&mut body, format_args!("  - id: {}\n", inline(&call.id)));
            field(&mut body, indent, "title", call.found.title.as_deref());
            of_call(&mut body, indent, call);
        }
        push(&mut body, format_args!("{indent}turns:\n"));
        for entry in &call.entries {
            match entry {
                Entry::Turn(cue) => turn(&mut body, indent, cue, people),
                Entry::Aside(kind, text) => {
                    let kind = match kind {
                        AsideKind::Event => "event",
                        AsideKind::Gap => "gap",
                        AsideKind::Remark => "remark",
                    };
                    push(
                        &mut body,
                        format_args!("{indent}  - {kind}: {}\n", inline(text)),
                    );
                }
            }
        }
    }
    out.push_str("speakers:\n");
    for speaker in people.speakers() {
        person(&mut out, speaker);
    }
    if calls.len() > 1 {
        out.push_str("calls:\n");
    }
    out.push_str(&body);
    out
}

fn field(out: &mut String, indent: &str, name: &str, value: Option<&str>) {
    if let Some(value) = value.map(str::trim).filter(|v| !v.is_empty()) {
        push(out, format_args!("{indent}{name}: {}\n", inline(value)));
    }
}

fn of_whole(out: &mut String, call: &Call) {
    let found = &call.found;
    field(out, "", "title", found.title.as_deref());
    field(out, "", "language", found.language.as_deref());
    field(out, "", "summary", found.summary.as_deref());
    if let Some(url) = &found.url {
        push(out, format_args!("source:\n  url: {}\n", inline(url)));
    }
}

fn of_call(out: &mut String, indent: &str, call: &Call) {
    let date = call.found.date.as_deref();
    field(
        out,
        indent,
        "date",
        date.filter(|d| Date::parse(d).is_some()),
    );
}

fn person(out: &mut String, speaker: &Speaker) {
    push(out, format_args!("  - id: {}\n", inline(&speaker.id)));
    field(out, "    ", "name", Some(&speaker.name));
    field(out, "    ", "role", speaker.role.as_deref());
    let other: Vec<String> = speaker
        .called
        .iter()
        .filter(|called| **called != speaker.name && !called.trim().is_empty())
        .map(|called| inline(called))
        .collect();
    if !other.is_empty() {
        push(out, format_args!("    aliases: [{}]\n", other.join(", ")));
    }
}

fn turn(out: &mut String, indent: &str, cue: &Cue, people: &mut People) {
    let id = inline(people.speaks(&cue.speaker));
    push(out, format_args!("{indent}  - speaker: {id}\n"));
    let indent = format!("{indent}    ");
    let times = [("start", cue.start), ("end", cue.end)];
    for (name, time) in times.into_iter().filter_map(|(n, t)| Some((n, t?))) {
        push(out, format_args!("{indent}{name}: \"{time}\"\n"));
    }
    for (name, number) in [("page", cue.page), ("line", cue.line)] {
        if let Some(number) = number {
            push(out, format_args!("{indent}{name}: {number}\n"));
        }
    }
    field(out, &indent, "manner", cue.manner.as_deref());
    if cue.text.contains('\n') {
        push_text(out, &indent, "text", &cue.text);
    } else {
        field(out, &indent, "text", Some(&cue.text));
    }
}
