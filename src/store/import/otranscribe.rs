//! oTranscribe (`.otr`): JSON that holds what was typed as HTML, with marks of the time.

use serde_json::Value;

use super::captions::within;
use super::format::{Given, Importer, Likeness};
use super::found::{Cut, Found};
use super::html::{Bit, bits};
use super::speech::{Kind, Spoken, speak};
use super::text::whole;
use crate::model::{Problem, Time};

/// Its row.
pub const OTRANSCRIBE: Importer = Importer {
    name: "otr",
    title: "oTranscribe",
    about: "its time marks; speakers as in Text",
    endings: &["otr"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    let Some(fields) = given.looks_like_json().then(|| given.json().ok()).flatten() else {
        return Likeness::No;
    };
    let Some(text) = fields["text"].as_str() else {
        return Likeness::No;
    };
    let beside = fields["media"].is_string() || fields.get("media-time").is_some();
    if beside || text.contains("<p") || text.contains("class=\"timestamp\"") {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let fields = given.json().map_err(Clone::clone)?;
    let Some(html) = fields["text"].as_str() else {
        return Err(
            Problem::new("has no `text`, where oTranscribe keeps what was typed")
                .hint("it is of another format: `--from` names one"),
        );
    };
    let mut found = Found::new(Cut::Turns, "turn");
    match fields["media"].as_str() {
        Some(url) if url.starts_with("http") => found.url = Some(url.to_owned()),
        Some(name) if !name.is_empty() => found.summary = Some(format!("Recording: {name}")),
        Some(_) | None => {}
    }
    if let Value::Number(_) = fields["media-time"] {
        found.leave_out(
            "place where the player stood|places where the player stood",
            None,
        );
    }
    let spoken = spoken(&mut found, html);
    speak(&mut found, &spoken);
    whole(&mut found, &spoken);
    Ok(found)
}

/// The lines that were typed. Two breaks, or a paragraph's end, are a blank line.
fn spoken(found: &mut Found, html: &str) -> Vec<Spoken> {
    let mut lines: Vec<Spoken> = vec![Spoken::default()];
    let mut in_mark = false;
    for bit in bits(html) {
        let line = lines.last_mut().expect("there is one from the beginning");
        match bit {
            Bit::Start(name, attributes) => match name.as_str() {
                "span" => {
                    if let Some(time) = mark(found, &attributes) {
                        in_mark = true;
                        if line.text.trim().is_empty() && line.time.is_none() {
                            line.time = Some(time);
                        } else {
                            let gap = if line.text.ends_with(char::is_whitespace) {
                                ""
                            } else {
                                " "
                            };
                            line.text.push_str(&format!("{gap}[{time}]"));
                        }
                    }
                }
                "br" => lines.push(Spoken::default()),
                "p" | "div" | "li" => lines.extend([Spoken::default(), Spoken::default()]),
                _ => found.leave_out("tag of HTML|tags of HTML", None),
            },
            Bit::End(name) => match name.as_str() {
                "span" => in_mark = false,
                "p" | "div" | "li" => lines.extend([Spoken::default(), Spoken::default()]),
                _ => {}
            },
            // What a mark shows is its time once more.
            Bit::Text(_) if in_mark => {}
            Bit::Text(text) => line.text.push_str(&text.replace(['\n', '\r'], " ")),
        }
    }
    paragraphs(lines)
}

/// Lines with words, each of which opens a paragraph or goes on with one. Where no line is blank, each is a paragraph.
fn paragraphs(lines: Vec<Spoken>) -> Vec<Spoken> {
    let blank = |line: &Spoken| line.text.trim().is_empty() && line.time.is_none();
    let first = lines.iter().position(|l| !blank(l)).unwrap_or(0);
    let last = lines.iter().rposition(|l| !blank(l)).unwrap_or(0);
    let dense = !lines[first..=last].iter().any(blank);
    let mut opens = true;
    let mut spoken = Vec::new();
    for mut line in lines {
        if blank(&line) {
            opens = true;
            continue;
        }
        line.text = line.text.trim().to_owned();
        line.kind = if opens || dense || line.time.is_some() {
            Kind::Opens
        } else {
            Kind::GoesOn
        };
        opens = false;
        spoken.push(line);
    }
    spoken
}

/// The time of a mark, `<span class="timestamp" data-timestamp="12.11">`, in seconds.
fn mark(found: &mut Found, attributes: &[(String, String)]) -> Option<Time> {
    let value = |name: &str| {
        attributes
            .iter()
            .find(|a| a.0 == name)
            .map(|a| a.1.as_str())
    };
    let is_mark = value("class").is_some_and(|c| c.split_whitespace().any(|c| c == "timestamp"));
    let seconds: f64 = value("data-timestamp").filter(|_| is_mark)?.parse().ok()?;
    let millis = (seconds * 1000.0).round().max(0.0);
    within(found, millis as u64, 1)
}
