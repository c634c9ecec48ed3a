//! `onrecord notes`: the notes on a transcript, how sure the place of each is, and where its words stand now.
//!
//! Knows the listing and the JSON; the finding is done in `text::anchor`.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::model::{Layer, On, Outside, State, Stretch, Transcript};
use crate::store::export::{Page, of};
use crate::store::json;
use crate::store::noted::Noted;

/// Columns of the page.
const PAGE: usize = 100;

/// Prints the lost first, then in the order of their places: state and place, then words, codes and text.
///
/// # Errors
/// What `out` says.
pub fn print(transcript: &Transcript, notes: &[Noted], out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, PAGE);
    for (at, noted) in notes.iter().enumerate() {
        if at > 0 {
            page.gap()?;
        }
        let score = match noted.state {
            State::Moved => format!(" {} %", noted.score),
            State::Lost | State::Ambiguous | State::Ok => String::new(),
        };
        let state = format!("{}{score}", state(noted.state));
        page.paragraph("", &format!("{state} · {}", noted.on(transcript)))?;
        for words in noted.words() {
            page.paragraph("  ", &format!("“{}”", of(words)))?;
        }
        let codes: Vec<String> = noted.note.codes.iter().map(of).collect();
        if !codes.is_empty() {
            page.paragraph("  ", &format!("[{}]", codes.join("] [")))?;
        }
        if !noted.note.text.is_blank() {
            page.words("  ", noted.note.text.borrow())?;
        }
    }
    Ok(())
}

/// Prints the same for programs: an array of
///
/// `{"id", "state": "ok", "moved", "ambiguous" or "lost", "score": 0 to 1, "call": its id, "turn": its number, "at": [start, end]
/// in bytes of the turn's text, the whole of it for a note on a turn, "in": "original" where it is that, "parts": [{"turn", "at", "in"}] where the words run over
/// several turns, "codes", "text"}`. What is not known is left out.
///
/// # Errors
/// What `out` says.
pub fn print_json(transcript: &Transcript, notes: &[Noted], out: &mut dyn Write) -> io::Result<()> {
    let notes: Vec<Value> = notes.iter().map(|n| note_json(transcript, n)).collect();
    out.write_all(json::to_text(&Value::Array(notes)).as_bytes())
}

fn note_json(transcript: &Transcript, noted: &Noted) -> Value {
    let mut value = json!({
        "id": noted.note.id.0.raw(),
        "state": state(noted.state),
        "score": f64::from(noted.score) / 100.0,
    });
    if let Some(entry) = noted.entry.and_then(|e| transcript.entry(e)) {
        value["call"] = transcript.call(entry.call()).id.raw().into();
        if let Some(turn) = entry.turn() {
            value["turn"] = turn.number().0.into();
        }
    }
    let turn = noted.entry.and_then(|e| transcript.turn(e));
    match (noted.stretches.first(), &noted.note.on, turn) {
        (Some(first), ..) => place(&mut value, first),
        (None, On::Turn { .. }, Some(turn)) => {
            let whole = 0..turn.text().raw().len();
            value["at"] = json!([whole.start, whole.end]);
        }
        (None, ..) => {}
    }
    if noted.stretches.len() > 1 {
        let part = |stretch: &Stretch| {
            let turn = transcript.turn(stretch.entry).map(|t| t.number().0);
            let mut part = json!({ "turn": turn });
            place(&mut part, stretch);
            part
        };
        value["parts"] = noted.stretches.iter().map(part).collect();
    }
    value["codes"] = noted.note.codes.iter().map(Outside::raw).collect();
    value["text"] = noted.note.text.raw().into();
    value
}

fn place(value: &mut Value, stretch: &Stretch) {
    value["at"] = json!([stretch.bytes.start, stretch.bytes.end]);
    if stretch.layer == Layer::Original {
        value["in"] = "original".into();
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Lost => "lost",
        State::Ambiguous => "ambiguous",
        State::Moved => "moved",
        State::Ok => "ok",
    }
}
