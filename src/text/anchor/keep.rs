//! What a note keeps of its place when it is made.

use crate::model::{
    EntryIndex, On, Outside, OutsideStr, Passage, PassagePart, Stretch, Transcript,
};
use crate::text::matching::myers::nearest;

/// Characters of a turn that a note on it keeps.
const OPENING: usize = 200;
/// Characters before and after its words that a note on a passage keeps.
const SURROUNDINGS: usize = 64;

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

/// What a note on a passage keeps: a part a turn, each with up to 64 characters of its turn before and after it. None where
/// no words are, or words of several calls.
pub fn on_passage(transcript: &Transcript, passage: &Passage) -> Option<On> {
    let first = transcript.turn(passage.stretches.first()?.entry)?;
    let part = |stretch| part(transcript, stretch);
    let same_call = |s: &Stretch| transcript.turn(s.entry).map(|t| t.call()) == Some(first.call());
    if !passage.stretches.iter().all(same_call) {
        return None;
    }
    Some(On::Passage {
        call: transcript.call(first.call()).id.clone(),
        parts: passage.stretches.iter().map(part).collect::<Option<_>>()?,
    })
}

fn part(transcript: &Transcript, stretch: &Stretch) -> Option<PassagePart> {
    let turn = transcript.turn(stretch.entry)?;
    let text = turn.layer(stretch.layer).raw();
    let exact = text.get(stretch.bytes.clone()).filter(|e| !e.is_empty())?;
    let before = &text[..stretch.bytes.start];
    let after = &text[stretch.bytes.end..];
    let prefix = before.char_indices().rev().nth(SURROUNDINGS - 1);
    let suffix = after.char_indices().nth(SURROUNDINGS);
    let keep = |text| OutsideStr::new(text).to_owned();
    Some(PassagePart {
        turn: turn.number(),
        speaker: transcript.speaker(turn.speaker()).id.clone(),
        start: turn.start(),
        exact: keep(exact),
        prefix: keep(&before[prefix.map_or(0, |(at, _)| at)..]),
        suffix: keep(&after[..suffix.map_or(after.len(), |(at, _)| at)]),
        at: stretch.bytes.clone(),
        layer: stretch.layer,
    })
}

/// How like the words of one place are to those of another: 100 where they are the same.
pub fn likeness(of: &On, to: &On) -> u8 {
    let (of, to) = (words(of), words(to));
    if of == to {
        return 100;
    }
    let longer = of.len().max(to.len()).max(1);
    let apart = nearest(of.as_bytes(), to.as_bytes()).edits + to.len().saturating_sub(of.len());
    let share = 99 * longer.saturating_sub(apart) / longer;
    u8::try_from(share).unwrap_or(99)
}

fn words(on: &On) -> String {
    match on {
        On::Turn { exact, .. } => exact.iter().map(Outside::raw).collect(),
        On::Passage { parts, .. } => parts.iter().map(|p| p.exact.raw()).collect(),
        On::Transcript | On::Speaker(_) | On::Call(_) => String::new(),
    }
}
