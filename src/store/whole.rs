//! A transcript with its notes as JSON: the shape that `export --to json` writes and `import` reads.
//!
//! A field is what the transcript file or the notes file calls it. What follows from the rest, and is there for programs
//! only, says so; it is not read back. Long because it is a table: a type for each mapping, a row for each field.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::Time;

/// The format's name and version.
pub const FORMAT: &str = "onrecord-json/1";

/// A transcript and the notes on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// The format and its version: onrecord-json/1.
    pub format: String,
    /// The name of the file that it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// SHA-256 of that file, in hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// SHA-256 of the file that the notes say they are on, where they say so; another one than `sha256` where the
    /// transcript was changed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes_on: Option<String>,
    /// The transcript.
    pub transcript: Transcript,
    /// The notes on it, in order of creation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Noted>,
}

/// One or more calls, who speaks in them, and what its author says of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published: YYYY, YYYY-MM or YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The language of its text, as a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What it is, in a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Who carried it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<String>,
    /// Who says what about all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Dispute>,
    /// Second hand: who is quoting these words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// The calls, in order.
    pub calls: Vec<Call>,
    /// Passages that the author highlights, in the order of their places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// What the author says of the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// Where a transcript comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was published there: YYYY, YYYY-MM or YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// How it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Somebody's word on whether this is genuine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// Who.
    pub by: String,
    /// What they say: denies, confirms, does not deny, …
    pub says: String,
    /// In what words, or since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    /// What the turns call them.
    pub id: String,
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A few letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// Their part in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whose side they are on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Other names for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// One conversation, or one statement made outside a conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// What quotes and notes call it.
    pub id: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day: YYYY, YYYY-MM or YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// phone, meeting, hearing, interview, radio, statement, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// What was spoken, when it differs from the transcript's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How long it was, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<Seconds>,
    /// What times count from, when it is not the start of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Whether all of it is here.
    #[serde(default)]
    pub coverage: Coverage,
    /// Second hand: who is quoting these words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// Who says what about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<Dispute>,
    /// Turns, and what stands between them, in order.
    pub turns: Vec<Entry>,
}

/// Whether all of a call is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Coverage {
    /// All of it.
    #[default]
    Full,
    /// Parts of it.
    Excerpts,
}

/// A turn, or what stands between turns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Entry {
    /// One unbroken stretch of words of one speaker.
    Turn(Box<Turn>),
    /// Something that happened.
    Event(Aside),
    /// Something that is missing.
    Gap(Aside),
    /// What an editor says of it.
    Remark(Aside),
}

/// One unbroken stretch of words of one speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Its number, counted from 1 in its call. In a part of a transcript numbers are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Who speaks, by id.
    pub speaker: String,
    /// To whom, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// When it begins, in seconds on the call's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Seconds>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Seconds>,
    /// Page of the printed record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Line on that page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// How it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// How near to the spoken words it is, where the transcript says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fidelity: Option<Fidelity>,
    /// For programs: how near it is taken to be, from `fidelity`, the original and the languages. Not read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_as: Option<Fidelity>,
    /// Second hand: who is quoting these words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The words.
    pub text: String,
    /// The words in the language that was spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

/// How near to the spoken words a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fidelity {
    /// The words as spoken.
    Verbatim,
    /// The words of a translator.
    Translation,
    /// What was said, in somebody else's words.
    Paraphrase,
}

/// What stands between turns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    /// What it says.
    pub text: String,
    /// Who says it; of a remark only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A passage that the author highlights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// In which call, by id.
    pub call: String,
    /// In which turn.
    pub turn: u32,
    /// Whose words, by id.
    pub speaker: String,
    /// The words, as the author gave them.
    pub text: String,
    /// A short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its codes; a slash makes a tree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// What the author says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// For programs: where its words stand. Not read back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stands: Vec<Stretch>,
}

/// A remark on the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Comment, assessment or question.
    #[serde(default)]
    pub kind: RemarkKind,
    /// What it says.
    pub text: String,
    /// Who says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What kind of remark on the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RemarkKind {
    /// Something said of it.
    #[default]
    Comment,
    /// A judgement.
    Assessment,
    /// Something left open.
    Question,
}

/// Words of one turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// The call, by id.
    pub call: String,
    /// The turn's number.
    pub turn: u32,
    /// In the turn's text or its original.
    #[serde(rename = "in", default)]
    pub layer: Layer,
    /// Bytes (UTF-8) of that text: the first, and the one behind the last.
    pub at: [usize; 2],
}

/// Which words of a turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// Its `text`.
    #[default]
    Text,
    /// Its `original`.
    Original,
}

/// A note, and where its words stand now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// For programs: how sure the place is. Not read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// For programs: how like the words there are to those that the note was made on, from 0 to 1. Not read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// For programs: where the words stand; none where they are lost, or where the note is on no words. Not read back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stands: Vec<Stretch>,
    /// The note, as the notes file has it.
    pub note: Note,
}

/// How sure it is where a note's words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The words are gone.
    Lost,
    /// They may stand at more than one place.
    Ambiguous,
    /// They stand elsewhere, or changed.
    Moved,
    /// The same words in the same surroundings.
    Ok,
}

/// A note as the notes file has it. Fields of other programs stand beside these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Unlike any other.
    pub id: String,
    /// When it was made: RFC 3339, UTC.
    pub created: String,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What it is on, as it was when the note was made.
    pub on: On,
    /// Where the words were found again since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Now>,
    /// Its codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// What it says; without it, it is a mark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What other programs wrote into it.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// What a note is on: nothing named is the whole transcript; else a speaker, a call, a turn of a call, or words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct On {
    /// The call, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// The turn's number when the note was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
    /// Who spoke, or whom the note is on, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The turn's first 200 characters when the note was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// The words, one part a turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Vec<Part>>,
}

/// The part of a passage that stands in one turn, as it was when the note was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The turn's number.
    pub turn: u32,
    /// Who spoke, by id.
    pub speaker: String,
    /// When the turn began, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Seconds>,
    /// The words.
    pub exact: String,
    /// Up to 64 characters before them.
    #[serde(default)]
    pub prefix: String,
    /// Up to 64 characters after them.
    #[serde(default)]
    pub suffix: String,
    /// Bytes (UTF-8) of the turn's words: a hint.
    #[serde(default)]
    pub at: [usize; 2],
    /// In the turn's text or its original.
    #[serde(rename = "in", default)]
    pub layer: Layer,
}

/// Where a note's words were found again in a changed transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Now {
    /// The place, as it would be kept of a note made there.
    pub on: On,
    /// How like the words there are, from 0 to 1.
    pub score: f64,
    /// When the reader agreed: RFC 3339, UTC. Without it, it is a proposal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
}

/// A time or a length, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "f64", into = "f64")]
pub struct Seconds(#[schemars(range(min = 0))] f64);

impl From<Time> for Seconds {
    fn from(time: Time) -> Self {
        Self(time.millis() as f64 / 1000.0)
    }
}

impl From<Seconds> for Time {
    fn from(seconds: Seconds) -> Self {
        Self((seconds.0 * 1000.0).round() as u64)
    }
}

impl From<Seconds> for f64 {
    fn from(seconds: Seconds) -> Self {
        seconds.0
    }
}

impl TryFrom<f64> for Seconds {
    type Error = &'static str;

    fn try_from(seconds: f64) -> Result<Self, Self::Error> {
        // The clock of a call ends at a million hours.
        if (0.0..=3.6e9).contains(&seconds) {
            Ok(Self(seconds))
        } else {
            Err("a time must be a number of seconds from 0 to 3600000000")
        }
    }
}

/// The JSON Schema, from the types above.
pub fn schema() -> Value {
    let made = schemars::schema_for!(Whole).to_value();
    let mut schema = serde_json::json!({
        "$schema": made["$schema"],
        "title": "onrecord JSON",
    });
    for (key, value) in made.as_object().into_iter().flatten() {
        if schema.get(key).is_none() {
            schema[key] = value.clone();
        }
    }
    schema["properties"]["format"] =
        serde_json::json!({ "const": FORMAT, "description": "The format and its version." });
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_to_the_millisecond() {
        for millis in [0, 1, 999, 9_500, 200_761_250, 3_599_999_999_999] {
            let text = serde_json::to_string(&Seconds::from(Time(millis))).unwrap();
            let again: Seconds = serde_json::from_str(&text).unwrap();
            assert_eq!(Time::from(again), Time(millis), "{text}");
        }
        assert!(serde_json::from_str::<Seconds>("-1").is_err());
    }
}
