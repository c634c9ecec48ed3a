//! The comparison for programs.

use serde_json::{Value, json};

use super::Compared;
use crate::model::{AsideKind, EntryIndex, EntryRef, Layer, Outside, Transcript};
use crate::store::json;
use crate::text::compare::{By, Difference, Side, Size, naming};

/// An object:
///
/// `{"format": "onrecord-compare/1", "a": {"file", "title", "turns", "words"}, "b", "common": 0 to 1, "related", "same", "by":
/// "words" or "signs", "signs": in how many places only case and signs differ, "differences": [DIFFERENCE]}`, where a difference
/// is `{"kind", "a": SIDE or null, "b", "telling": ["number", "negation", "name"]}` and a side `{"call": its id, "turn": its
/// number, "speaker": their id, "name", "time", "words"}` with null where nothing is known, and, where they are: `"turns"`, if it
/// is several or the turn was cut into several, `"at": [start, end]` in bytes of the turn's text, `"in": "original"`, `"aside"`: event, gap or remark.
pub fn answer(compared: &Compared<'_>) -> String {
    let found = compared.found;
    let difference = |d: &Difference, row: &[Difference]| {
        let turns = naming::turns(d, row);
        let mut value = json!({
            "kind": d.kind.name(),
            "a": d.a.as_ref().map(|s| side(compared.a, s, turns[0])),
            "b": d.b.as_ref().map(|s| side(compared.b, s, turns[1])),
        });
        let telling: Vec<&str> = d.telling.names().collect();
        if !telling.is_empty() {
            value["telling"] = telling.into();
        }
        value
    };
    let version = |at: usize, transcript: &Transcript, size: Size| {
        json!({
            "file": compared.names[at].as_str(),
            "title": transcript.head().title.as_ref().map(Outside::raw),
            "turns": size.turns,
            "words": size.words,
        })
    };
    // Renamed speakers stand in no row.
    let first = found.rows.iter().map(|row| row.differences.start).min();
    let first = first.unwrap_or(found.differences.len());
    let rows = found.rows.iter().map(|row| row.differences.clone());
    let differences: Vec<Value> = std::iter::once(0..first)
        .chain(rows)
        .map(|row| &found.differences[row])
        .flat_map(|row| row.iter().map(|d| difference(d, row)))
        .collect();
    json::to_text(&json!({
        "format": "onrecord-compare/1",
        "a": version(0, compared.a, found.a),
        "b": version(1, compared.b, found.b),
        "common": found.common,
        "related": found.related,
        "same": found.is_same(),
        "by": match compared.by { By::Words => "words", By::Signs => "signs" },
        "signs": found.signs,
        "differences": differences,
    }))
}

fn side(transcript: &Transcript, side: &Side, turns: &[EntryIndex]) -> Value {
    let mut value = json!({
        "call": transcript.call(side.call).id.raw(),
        "turn": null,
        "speaker": null,
        "name": null,
        "time": null,
        "words": "",
    });
    let number = |e: &EntryIndex| transcript.turn(*e).map(|t| t.number().0);
    if let Some(first) = side.entries.iter().find_map(number) {
        value["turn"] = first.into();
    }
    if turns.len() > 1 {
        value["turns"] = turns.iter().filter_map(number).collect();
    }
    if let Some(speaker) = side.speaker.map(|s| transcript.speaker(s)) {
        value["speaker"] = speaker.id.raw().into();
        value["name"] = speaker.name.raw().into();
    }
    let first = side.entries.first().and_then(|e| transcript.entry(*e));
    match first {
        Some(EntryRef::Turn(turn)) => {
            if let Some(time) = turn.start() {
                value["time"] = time.to_string().into();
            }
        }
        Some(EntryRef::Aside(aside)) => {
            value["aside"] = match aside.kind() {
                AsideKind::Event => "event",
                AsideKind::Gap => "gap",
                AsideKind::Remark => "remark",
            }
            .into();
        }
        None => {}
    }
    let words = side.stretches.iter().filter_map(|s| {
        let text = match transcript.entry(s.entry)? {
            EntryRef::Turn(turn) => turn.layer(s.layer),
            EntryRef::Aside(aside) => aside.text(),
        };
        Some(&text.raw()[s.bytes.clone()])
    });
    value["words"] = words.collect::<Vec<_>>().join(" ").into();
    if let [stretch] = &side.stretches[..] {
        value["at"] = json!([stretch.bytes.start, stretch.bytes.end]);
    }
    if side.layer == Layer::Original {
        value["in"] = "original".into();
    }
    value
}
