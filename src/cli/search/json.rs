//! Hits for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Searched;
use crate::model::{AsideKind, EntryRef, Layer, OutsideStr, Transcript, TurnRef};
use crate::store::json;
use crate::text::search::Hit;

/// Prints `{"format": "onrecord-search/1", "pattern", "files": [{"file", "hits": [HIT]}]}`, where HIT is `{"call": its id,
/// "turn": its number, "speaker": their id, "name", "seconds", "page", "line", "in": "text" or "original", "at": [start, end] in
/// bytes of that text, "exact": the words, "text": all of it}`. What the file does not say is left out; a hit between turns
/// has `"aside"` (`"event"`, `"gap"`, `"remark"`) and `"after"`, the turn before it, in the place of turn and speaker.
///
/// # Errors
/// What `out` says.
pub fn print(pattern: &str, files: Vec<Value>, out: &mut dyn Write) -> io::Result<()> {
    let value = json!({ "format": "onrecord-search/1", "pattern": pattern, "files": files });
    out.write_all(json::to_text(&value).as_bytes())
}

/// A file and its hits.
pub fn file(one: &Searched) -> Value {
    let hits = one.hits.iter().map(|hit| hit_json(&one.transcript, hit));
    let hits: Vec<Value> = hits.collect();
    json!({ "file": one.name.as_str(), "hits": hits })
}

fn hit_json(transcript: &Transcript, hit: &Hit) -> Value {
    let mut value = json!({});
    let Some(entry) = transcript.entry(hit.entry) else {
        return value;
    };
    value["call"] = transcript.call(entry.call()).id.raw().into();
    let text = match entry {
        EntryRef::Turn(turn) => {
            turn_json(&mut value, transcript, turn);
            turn.layer(hit.layer)
        }
        EntryRef::Aside(aside) => {
            value["aside"] = match aside.kind() {
                AsideKind::Event => "event",
                AsideKind::Gap => "gap",
                AsideKind::Remark => "remark",
            }
            .into();
            value["after"] = aside.after().0.into();
            aside.text()
        }
    };
    words_json(&mut value, text, hit);
    value
}

fn turn_json(value: &mut Value, transcript: &Transcript, turn: TurnRef<'_>) {
    let speaker = transcript.speaker(turn.speaker());
    value["turn"] = turn.number().0.into();
    value["speaker"] = speaker.id.raw().into();
    value["name"] = speaker.name.raw().into();
    if let Some(start) = turn.start() {
        value["seconds"] = (start.millis() as f64 / 1000.0).into();
    }
    if let Some(page) = turn.page() {
        value["page"] = page.into();
    }
    if let Some(line) = turn.line() {
        value["line"] = line.into();
    }
}

fn words_json(value: &mut Value, text: OutsideStr<'_>, hit: &Hit) {
    value["in"] = match hit.layer {
        Layer::Text => "text",
        Layer::Original => "original",
    }
    .into();
    value["at"] = json!([hit.bytes.start, hit.bytes.end]);
    value["exact"] = text.raw()[hit.bytes.clone()].into();
    value["text"] = text.raw().into();
}
