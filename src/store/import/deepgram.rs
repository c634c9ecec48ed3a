//! Deepgram's JSON: utterances, else words with speakers, else one speaker.
//!
//! Where channels were heard apart, each is a speaker; where speakers were told apart in them too, a speaker is called by
//! both, `0:1`. Only the first of several readings is taken. Times and scores of single words are not kept.

use serde_json::Value;

use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found, Person, Piece};
use super::json::{self, Unit};
use super::words::{self, Word};
use crate::model::Problem;

/// Its row.
pub const DEEPGRAM: Importer = Importer {
    name: "deepgram",
    title: "Deepgram JSON",
    about: "utterances, else words, else its text",
    endings: &["json"],
    likeness,
    read,
};

/// What the service may add to the words.
const UNUSED: [(&str, &str); 5] = [
    ("summary", "summary|summaries"),
    ("topics", "list of topics|lists of topics"),
    ("intents", "list of intents|lists of intents"),
    ("sentiments", "list of moods|lists of moods"),
    ("entities", "entity"),
];

fn likeness(given: &Given<'_>) -> Likeness {
    json::likeness(given, is_deepgram)
}

fn is_deepgram(value: &Value) -> bool {
    value.get("results").is_some_and(|results| {
        ["channels", "utterances"]
            .iter()
            .any(|name| json::list(results, name).is_some())
    })
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let value = json::value(given, is_deepgram)?;
    let results = &value["results"];
    let mut found = Found {
        cut: Cut::Cues,
        ..Found::default()
    };
    let channels = json::list(results, "channels").unwrap_or_default();
    if let Some(channel) = channels.first() {
        json::language(channel, "detected_language", &mut found);
    }
    json::unused(results, &UNUSED, &mut found);
    match json::list(results, "utterances") {
        Some(utterances) if !utterances.is_empty() => {
            found.unit = "utterance";
            found.units = utterances.len();
            let mut channels: Vec<_> = utterances.iter().map(|u| u.get("channel")).collect();
            channels.dedup();
            let several = channels.len() > 1;
            utterances
                .iter()
                .for_each(|u| utterance(u, several, &mut found));
        }
        Some(_) | None => {
            let several = channels.len() > 1;
            for (number, channel) in channels.iter().enumerate() {
                heard(channel, several.then_some(number), &mut found);
            }
            in_order(&mut found, several);
        }
    }
    Ok(found)
}

fn utterance(utterance: &Value, several: bool, found: &mut Found) {
    let Some(text) = json::text(utterance, &["transcript"]) else {
        found.leave_out("utterance without a text", None);
        return;
    };
    let channel = json::speaker(utterance, "channel").filter(|_| several);
    let speaker = json::speaker(utterance, "speaker");
    let words = words_of(utterance, channel.as_deref(), found);
    let whole = Cue {
        speaker: called(channel.as_deref(), speaker, found),
        start: json::time(utterance, "start", Unit::Seconds, found),
        end: json::time(utterance, "end", Unit::Seconds, found),
        text: text.to_owned(),
        ..Cue::default()
    };
    words::add_segment(whole, &words, found);
}

/// The words of a channel, in its first reading.
fn heard(channel: &Value, number: Option<usize>, found: &mut Found) {
    let readings = json::list(channel, "alternatives").unwrap_or_default();
    for _ in readings.iter().skip(1) {
        found.leave_out(
            "other reading of a channel|other readings of a channel",
            None,
        );
    }
    let Some(reading) = readings.first() else {
        return;
    };
    let number = number.map(|n| n.to_string());
    let words = words_of(reading, number.as_deref(), found);
    let text = json::text(reading, &["transcript"]).unwrap_or_default();
    words::add_text(text, &words, number.as_deref(), found);
}

fn words_of(value: &Value, channel: Option<&str>, found: &mut Found) -> Vec<Word> {
    let words = json::list(value, "words").unwrap_or_default();
    let word = |w: &Value| {
        let speaker = json::speaker(w, "speaker");
        Some(Word {
            text: json::text(w, &["punctuated_word", "word"])?.to_owned(),
            speaker: called(channel, speaker, found),
            start: json::time(w, "start", Unit::Seconds, found),
            end: json::time(w, "end", Unit::Seconds, found),
        })
    };
    words.iter().filter_map(word).collect()
}

/// What a speaker of a channel is called.
fn called(channel: Option<&str>, speaker: Option<String>, found: &mut Found) -> Option<String> {
    let Some(channel) = channel else {
        return speaker;
    };
    let counted = |text: &str| match text.parse::<u64>() {
        Ok(number) => number.saturating_add(1).to_string(),
        Err(_) => text.to_owned(),
    };
    let (called, name) = match &speaker {
        None => (channel.to_owned(), format!("Channel {}", counted(channel))),
        Some(speaker) => (
            format!("{channel}:{speaker}"),
            format!("Channel {}, speaker {}", counted(channel), counted(speaker)),
        ),
    };
    if found.people.iter().all(|p| p.called != called) {
        found.people.push(Person {
            called: called.clone(),
            name: Some(name),
            role: None,
        });
    }
    Some(called)
}

/// Channels that were heard apart, as they were spoken: by time.
fn in_order(found: &mut Found, several: bool) {
    if several {
        found.pieces.sort_by_key(|piece| match piece {
            Piece::Cue(cue) => cue.start,
            Piece::Aside(..) => None,
        });
    }
}
