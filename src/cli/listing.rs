//! `onrecord notes`: the notes on a transcript, and where their words stand now.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::noted::Noted;
use super::page::Page;
use crate::model::{EntryIndex, Layer, On, Outside, State, Stretch, Transcript};
use crate::store::json;
use crate::text::clean::clean;

/// Prints them for a person: the lost first.
///
/// # Errors
/// What `out` says.
pub fn print(
    transcript: &Transcript,
    notes: &[Noted],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, width);
    for (at, noted) in notes.iter().enumerate() {
        if at > 0 {
            page.gap()?;
        }
        let codes = noted
            .note
            .codes
            .iter()
            .map(|c| clean(c.borrow()).to_string());
        let said = noted.state().into_iter();
        let said = said.chain([noted.on(transcript)]).chain(codes);
        page.paragraph("", &said.collect::<Vec<_>>().join(" · "))?;
        for words in noted.words() {
            page.words("> ", words.borrow())?;
        }
        if !noted.note.text.is_blank() {
            page.words("", noted.note.text.borrow())?;
        }
    }
    Ok(())
}

/// Prints them for programs: an array of `{"id", "state": ok, moved, ambiguous or lost, "score": 0 to 1, "on": transcript,
/// speaker, call, turn or passage, "call", "turn", "at": [start, end] in bytes, "parts": [{"call", "turn", "at", "in"}],
/// "codes", "text"}`. What is not known is null.
///
/// # Errors
/// What `out` says.
pub fn print_json(transcript: &Transcript, notes: &[Noted], out: &mut dyn Write) -> io::Result<()> {
    let notes: Vec<Value> = notes.iter().map(|n| value(transcript, n)).collect();
    out.write_all(json::to_text(&Value::from(notes)).as_bytes())
}

fn value(transcript: &Transcript, noted: &Noted) -> Value {
    let note = &noted.note;
    let parts = noted.stretches.iter().map(|s| part(transcript, s));
    let (call, turn) = place(transcript, noted.entry);
    let at = noted.stretches.first();
    json!({
        "id": note.id.0.raw(),
        "state": match noted.state {
            State::Ok => "ok",
            State::Moved => "moved",
            State::Ambiguous => "ambiguous",
            State::Lost => "lost",
        },
        "score": f64::from(noted.score) / 100.0,
        "on": match note.on {
            On::Transcript => "transcript",
            On::Speaker(_) => "speaker",
            On::Call(_) => "call",
            On::Turn { .. } => "turn",
            On::Passage { .. } => "passage",
        },
        "call": call,
        "turn": turn,
        "at": at.map(|s| [s.bytes.start, s.bytes.end]),
        "parts": parts.collect::<Vec<_>>(),
        "codes": note.codes.iter().map(Outside::raw).collect::<Vec<_>>(),
        "text": note.text.raw(),
    })
}

fn part(transcript: &Transcript, stretch: &Stretch) -> Value {
    let (call, turn) = place(transcript, Some(stretch.entry));
    json!({
        "call": call,
        "turn": turn,
        "at": [stretch.bytes.start, stretch.bytes.end],
        "in": match stretch.layer {
            Layer::Text => "text",
            Layer::Original => "original",
        },
    })
}

/// A call's id and a turn's number.
fn place(transcript: &Transcript, entry: Option<EntryIndex>) -> (Option<&str>, Option<u32>) {
    let entry = entry.and_then(|e| transcript.entry(e));
    let call = entry.map(|e| transcript.call(e.call()).id.raw());
    (call, entry.and_then(|e| e.turn()).map(|t| t.number().0))
}
