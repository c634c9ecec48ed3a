//! JSON of the Whisper family: a list of segments, each with words of its own or without.
//!
//! Read are openai-whisper and its web service, whisper-timestamped, WhisperX, faster-whisper as its command-line programs
//! write it, and whisper.cpp. Times and scores of single words are not kept; they cut segments whose speaker changes.

use serde_json::Value;

use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found};
use super::json::{self, Unit};
use super::words::{self, Word};
use crate::model::{Problem, Time};

/// Its row.
pub const WHISPER: Importer = Importer {
    name: "whisper",
    title: "Whisper JSON",
    about: "also of WhisperX, whisper-timestamped, faster-whisper",
    endings: &["json"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    json::likeness(given, is_whisper)
}

/// Segments with `text`; or a text alone, as the web service hands it over.
fn is_whisper(value: &Value) -> bool {
    const BESIDE: [&str; 8] = [
        "text", "language", "duration", "task", "words", "usage", "logprobs", "segments",
    ];
    match segments(value) {
        Some(segments @ [_, ..]) => segments
            .iter()
            .any(|s| text_of(s).is_some() && s.get("body").is_none()),
        Some([]) | None => value.as_object().is_some_and(|members| {
            members.get("text").is_some_and(Value::is_string)
                && members.keys().all(|name| BESIDE.contains(&name.as_str()))
        }),
    }
}

/// The list of segments, wherever the program put it.
fn segments(value: &Value) -> Option<&[Value]> {
    let named = json::list(value, "segments").or_else(|| json::list(value, "transcription"));
    named.or_else(|| value.as_array().map(Vec::as_slice))
}

fn text_of(segment: &Value) -> Option<&str> {
    let known = ["start", "end", "offsets", "words"];
    let text = json::text(segment, &["text"])?;
    known
        .iter()
        .any(|name| segment.get(name).is_some())
        .then_some(text)
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let value = json::value(given, is_whisper)?;
    let mut found = Found::new(Cut::Cues, "segment");
    json::language(value, "language", &mut found);
    if let Some(result) = value.get("result") {
        json::language(result, "language", &mut found);
    }
    match segments(value) {
        Some(segments) if !segments.is_empty() => {
            segments.iter().for_each(|s| segment(s, &mut found));
        }
        Some(_) | None => {
            let text = json::text(value, &["text"]).unwrap_or_default();
            let words = words_of(value, &mut found);
            words::add_text(text, &words, None, &mut found);
        }
    }
    Ok(found)
}

fn segment(segment: &Value, found: &mut Found) {
    found.units += 1;
    let Some(text) = json::text(segment, &["text"]) else {
        found.leave_out("segment without a text", None);
        return;
    };
    let (start, end) = match segment.get("offsets") {
        Some(offsets) => times(offsets, ("from", "to"), Unit::Millis, found),
        None => times(segment, ("start", "end"), Unit::Seconds, found),
    };
    let whole = Cue {
        speaker: json::speaker(segment, "speaker"),
        start,
        end,
        text: text.to_owned(),
        ..Cue::default()
    };
    let words = words_of(segment, found);
    words::add_segment(whole, &words, found);
}

fn words_of(value: &Value, found: &mut Found) -> Vec<Word> {
    let words = json::list(value, "words").unwrap_or_default();
    let word = |w: &Value| {
        let (start, end) = times(w, ("start", "end"), Unit::Seconds, found);
        Some(Word {
            text: json::text(w, &["word", "text"])?.to_owned(),
            speaker: json::speaker(w, "speaker"),
            start,
            end,
        })
    };
    words.iter().filter_map(word).collect()
}

fn times(
    value: &Value,
    (start, end): (&str, &str),
    unit: Unit,
    found: &mut Found,
) -> (Option<Time>, Option<Time>) {
    (
        json::time(value, start, unit, found),
        json::time(value, end, unit, found),
    )
}
