//! The JSON of Podcasting 2.0 (podcast-namespace, transcripts, "JSON"): segments with `startTime`, `endTime` and `body`.

use serde_json::Value;

use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found, Piece};
use super::json::{self, Unit};
use crate::model::Problem;

/// Its row.
pub const PODCAST: Importer = Importer {
    name: "podcast",
    title: "Podcasting 2.0 JSON",
    about: "segments of an episode, with speakers",
    endings: &["json"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    json::likeness(given, is_podcast)
}

fn is_podcast(value: &Value) -> bool {
    let segments = json::list(value, "segments").unwrap_or_default();
    match segments {
        [_, ..] => segments.iter().any(|s| s.get("body").is_some()),
        [] => value.get("segments").is_some() && value.get("version").is_some(),
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let value = json::value(given, is_podcast)?;
    let segments = json::list(value, "segments").unwrap_or_default();
    let mut found = Found {
        cut: Cut::Cues,
        unit: "segment",
        units: segments.len(),
        ..Found::default()
    };
    for segment in segments {
        let Some(body) = json::text(segment, &["body"]) else {
            found.leave_out("segment without a body|segments without a body", None);
            continue;
        };
        let cue = Cue {
            speaker: json::speaker(segment, "speaker"),
            start: json::time(segment, "startTime", Unit::Seconds, &mut found),
            end: json::time(segment, "endTime", Unit::Seconds, &mut found),
            text: body.to_owned(),
            ..Cue::default()
        };
        found.pieces.push(Piece::Cue(cue));
    }
    Ok(found)
}
