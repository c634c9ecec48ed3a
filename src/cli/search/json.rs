//! Hits for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Searched;
use super::part::Long;
use crate::model::{AsideKind, EntryIndex, EntryRef, Layer, OutsideStr, Transcript, TurnRef};
use crate::store::json;
use crate::text::search::Hit;

/// Prints `{"format": "onrecord-search/1", "pattern", "files": [{"file", "hits": [HIT]}]}`, where HIT is `{"call": its id,
/// "turn": its number, "speaker": their id, "name", "seconds", "page", "line", "in": "text" or "original", "at": [start, end] in
/// bytes of that text, "exact": the words, "text": all of it}`. Of a text of more than 4000 bytes, "text" is what stands around
/// the hit, and "from" the byte that it begins at. What the file does not say is left out; a hit between turns has `"aside"` (`"event"`, `"gap"`, `"remark"`) and `"after"`, the turn before it, in the place of turn and speaker.
///
/// # Errors
/// What `out` says.
pub fn print(pattern: &str, files: Vec<Value>, out: &mut dyn Write) -> io::Result<()> {
    let value = json!({ "format": "onrecord-search/1", "pattern": pattern, "files": files });
    out.write_all(json::to_text(&value).as_bytes())
}

/// A file and its hits.
pub fn file(one: &Searched) -> Value {
    let mut last = None;
    let hits = one.hits.iter();
    let hits = hits.map(|hit| hit_json(&one.transcript, hit, &mut last));
    let hits: Vec<Value> = hits.collect();
    json!({ "file": one.name.as_str(), "hits": hits })
}

/// Where the text of the hit before may be cut, which most often is that of the next.
type Last = Option<(EntryIndex, Layer, Option<Long>)>;

fn hit_json(transcript: &Transcript, hit: &Hit, last: &mut Last) -> Value {
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
    let known = last.take().filter(|l| l.0 == hit.entry && l.1 == hit.layer);
    let (_, _, long) =
        last.insert(known.unwrap_or_else(|| (hit.entry, hit.layer, Long::new(text))));
    words_json(&mut value, text, hit, long.as_ref());
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

fn words_json(value: &mut Value, text: OutsideStr<'_>, hit: &Hit, long: Option<&Long>) {
    value["in"] = match hit.layer {
        Layer::Text => "text",
        Layer::Original => "original",
    }
    .into();
    value["at"] = json!([hit.bytes.start, hit.bytes.end]);
    value["exact"] = text.raw()[hit.bytes.clone()].into();
    let Some(long) = long else {
        value["text"] = text.raw().into();
        return;
    };
    let boundary = |at: usize| (0..=at).rev().find(|at| text.raw().is_char_boundary(*at));
    let part = long.around(&hit.bytes);
    let (from, to) = (boundary(part.start), boundary(part.end));
    let (from, to) = (from.unwrap_or(0), to.unwrap_or(0));
    value["from"] = from.into();
    value["text"] = text.raw()[from..to].into();
}
