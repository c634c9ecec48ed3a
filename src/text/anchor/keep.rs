//! What a note keeps of its place when it is made.

use crate::model::{EntryIndex, On, OutsideStr, Transcript};

/// Characters of a turn that a note on it keeps.
const OPENING: usize = 200;

/// The first 200 characters of a turn.
pub fn opening(text: OutsideStr<'_>) -> OutsideStr<'_> {
    let raw = text.raw();
    let end = raw
        .char_indices()
        .nth(OPENING)
        .map_or(raw.len(), |(at, _)| at);
    OutsideStr::new(&raw[..end])
}

/// What a note on a turn keeps; none where no turn stands.
pub fn on_turn(transcript: &Transcript, entry: EntryIndex) -> Option<On> {
    let turn = transcript.turn(entry)?;
    Some(On::Turn {
        call: transcript.call(turn.call()).id.clone(),
        turn: turn.number(),
        speaker: Some(transcript.speaker(turn.speaker()).id.clone()),
        exact: Some(opening(turn.text()).to_owned()),
    })
}
