//! What a note keeps of its place when it is made.

use std::ops::Range;

use crate::model::{
    EntryIndex, On, Outside, OutsideStr, Passage, PassagePart, Stretch, Transcript,
};

use crate::text::matching::{Pattern, Start};

/// Characters of a turn that a note on it keeps.
pub(super) const OPENING: usize = 200;

/// Characters before and after a passage that a note on it keeps.
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

/// What a note on a passage keeps, one part a turn; none where one of its stretches is no words of a turn, or where they
/// are not all in one call.
pub fn on_passage(transcript: &Transcript, passage: &Passage) -> Option<On> {
    let call = transcript.entry(passage.first())?.call();
    let stretches = passage.stretches.iter();
    let parts: Option<Vec<PassagePart>> = stretches.map(|s| part(transcript, s)).collect();
    let whole = |s: &Stretch| transcript.entry(s.entry).is_some_and(|e| e.call() == call);
    passage.stretches.iter().all(whole).then_some(On::Passage {
        call: transcript.call(call).id.clone(),
        parts: parts?,
    })
}

fn part(transcript: &Transcript, stretch: &Stretch) -> Option<PassagePart> {
    let turn = transcript.turn(stretch.entry)?;
    let text = turn.layer(stretch.layer).raw();
    let Range { start, end } = stretch.bytes.clone();
    let exact = text.get(start..end).filter(|words| !words.is_empty())?;
    let (before, after) = (&text[..start], &text[end..]);
    let from = before.char_indices().rev().nth(SURROUNDINGS - 1);
    let to = after.char_indices().nth(SURROUNDINGS);
    Some(PassagePart {
        turn: turn.number(),
        speaker: transcript.speaker(turn.speaker()).id.clone(),
        start: turn.start(),
        exact: Outside::new(exact),
        prefix: Outside::new(&before[from.map_or(0, |(at, _)| at)..]),
        suffix: Outside::new(&after[..to.map_or(after.len(), |(at, _)| at)]),
        at: start..end,
        layer: stretch.layer,
    })
}

/// How like the words of one place are to those of another: 100 where they are the same.
pub fn likeness(of: &On, to: &On) -> u8 {
    let (of, to) = (words(of), words(to));
    if of == to {
        return 100;
    }
    let pattern: Vec<char> = of.chars().collect();
    let apart = Pattern::new(&pattern).distances(to.chars(), Start::AtText);
    let length = pattern.len().max(apart.len().saturating_sub(1)).max(1);
    let apart = apart.last().copied().unwrap_or(length);
    u8::try_from(99 * length.saturating_sub(apart) / length).unwrap_or(99)
}

fn words(on: &On) -> String {
    match on {
        On::Turn { exact, .. } => exact.iter().map(Outside::raw).collect(),
        On::Passage { parts, .. } => parts.iter().map(|p| p.exact.raw()).collect(),
        On::Transcript | On::Speaker(_) | On::Call(_) => String::new(),
    }
}
