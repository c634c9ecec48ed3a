//! AssemblyAI's JSON: utterances, else words with speakers, else one speaker. Its times are milliseconds.
//!
//! Also what it hands over as paragraphs or sentences. Times and scores of single words are not kept.

use serde_json::Value;

use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found, Person, Piece};
use super::json::{self, Unit};
use super::words::{self, Word};
use crate::model::{OutsideStr, Problem};
use crate::text::clean::clean;

/// Its row.
pub const ASSEMBLYAI: Importer = Importer {
    name: "assemblyai",
    title: "AssemblyAI JSON",
    about: "utterances, else words, else its text",
    endings: &["json"],
    likeness,
    read,
};

/// Lists of pieces, the best first, and what a piece is called.
const PIECES: [(&str, &str); 3] = [
    ("utterances", "utterance"),
    ("paragraphs", "paragraph"),
    ("sentences", "sentence"),
];

/// What the service may add to the words.
const UNUSED: [(&str, &str); 4] = [
    ("chapters", "chapter"),
    ("summary", "summary|summaries"),
    ("entities", "entity"),
    (
        "sentiment_analysis_results",
        "mood of a sentence|moods of sentences",
    ),
];

fn likeness(given: &Given<'_>) -> Likeness {
    json::likeness(given, is_assemblyai)
}

fn is_assemblyai(value: &Value) -> bool {
    const ITS_OWN: [&str; 5] = [
        "audio_url",
        "acoustic_model",
        "language_model",
        "speech_model",
        "audio_duration",
    ];
    let has = |name: &&str| value.get(name).is_some();
    let timed = |pieces: &[Value]| {
        pieces
            .first()
            .is_some_and(|p| p.get("text").is_some() && p.get("start").is_some())
    };
    let listed = PIECES
        .iter()
        .any(|(name, _)| json::list(value, name).is_some_and(timed));
    let whole = ["text", "words", "status"].iter().any(&has) && ITS_OWN.iter().any(&has);
    let is_object = value.get("segments").is_none() && value.is_object();
    is_object && (listed || whole)
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let value = json::value(given, is_assemblyai)?;
    unfinished(value)?;
    let mut found = Found {
        cut: Cut::Cues,
        ..Found::default()
    };
    recording(value, &mut found);
    json::language(value, "language_code", &mut found);
    json::unused(value, &UNUSED, &mut found);
    let full = |(name, unit)| Some((json::list(value, name).filter(|l| !l.is_empty())?, unit));
    match PIECES.into_iter().find_map(full) {
        Some((pieces, unit)) => {
            found.unit = unit;
            found.units = pieces.len();
            pieces.iter().for_each(|p| piece(p, &mut found));
        }
        None => {
            let text = json::text(value, &["text"]).unwrap_or_default();
            let words = words_of(value, &mut found);
            words::add_text(text, &words, None, &mut found);
        }
    }
    name_letters(&mut found);
    Ok(found)
}

/// Where the recording is. What follows a question mark lets in whoever knows it, and is not for a transcript.
fn recording(value: &Value, found: &mut Found) {
    let Some(url) = json::text(value, &["audio_url"]) else {
        return;
    };
    let (address, key) = url.split_once('?').unwrap_or((url, ""));
    found.url = Some(address.to_owned()).filter(|a| !a.trim().is_empty());
    if !key.is_empty() {
        let what = "key behind the recording's address|keys behind recordings' addresses";
        found.leave_out(what, None);
    }
}

/// Whether the service was done, and well.
fn unfinished(value: &Value) -> Result<(), Problem> {
    let shown = |text: &str| clean(OutsideStr::new(text)).to_string();
    match (
        json::text(value, &["status"]),
        json::text(value, &["error"]),
    ) {
        (None | Some("completed"), _) => Ok(()),
        (Some("error"), reason) => {
            let reason = reason.map_or(String::new(), |r| format!(": {}", shown(r)));
            Err(
                Problem::new(format!("holds no words: the service failed{reason}"))
                    .hint("have it transcribed again"),
            )
        }
        (Some(status), _) => {
            let what = format!("holds no words yet: its status is `{}`", shown(status));
            Err(Problem::new(what).hint("ask the service again when it is `completed`"))
        }
    }
}

fn piece(piece: &Value, found: &mut Found) {
    let Some(text) = json::text(piece, &["text"]) else {
        found.leave_out(&format!("{} without a text", found.unit), None);
        return;
    };
    let whole = Cue {
        speaker: speaker(piece),
        start: json::time(piece, "start", Unit::Millis, found),
        end: json::time(piece, "end", Unit::Millis, found),
        text: text.to_owned(),
        ..Cue::default()
    };
    let words = words_of(piece, found);
    words::add_segment(whole, &words, found);
}

fn words_of(value: &Value, found: &mut Found) -> Vec<Word> {
    let words = json::list(value, "words").unwrap_or_default();
    let word = |w: &Value| {
        Some(Word {
            text: json::text(w, &["text"])?.to_owned(),
            speaker: speaker(w),
            start: json::time(w, "start", Unit::Millis, found),
            end: json::time(w, "end", Unit::Millis, found),
        })
    };
    words.iter().filter_map(word).collect()
}

/// A speaker, else the channel that was heard apart.
fn speaker(value: &Value) -> Option<String> {
    json::speaker(value, "speaker").or_else(|| json::speaker(value, "channel"))
}

/// The service calls speakers `A` and `B` where it does not know their names.
fn name_letters(found: &mut Found) {
    let mut letters: Vec<&String> = Vec::new();
    for piece in &found.pieces {
        if let Piece::Cue(Cue {
            speaker: Some(speaker),
            ..
        }) = piece
            && matches!(speaker.as_bytes(), [b'A'..=b'Z'])
            && !letters.contains(&speaker)
        {
            letters.push(speaker);
        }
    }
    let people = letters.into_iter().map(|letter| Person {
        called: letter.clone(),
        name: Some(format!("Speaker {letter}")),
        role: None,
    });
    found.people = people.collect();
}
