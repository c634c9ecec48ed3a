//! Turns as cues of a player: those that have a time, with an end.

use super::work::Work;
use crate::model::{EntryRef, Fidelity, Problem, Time, TurnRef};

/// Milliseconds that a last turn without an end is shown for each of its words; about 150 words a minute.
const A_WORD: u64 = 400;

/// A turn and when it is shown.
pub struct Cue<'a> {
    /// The turn.
    pub turn: TurnRef<'a>,
    /// When it begins.
    pub start: Time,
    /// When it ends; estimated where the transcript does not say.
    pub end: Time,
}

/// The turns of one call that have a time, and what is to be said of the others.
///
/// # Errors
/// None has a time; or they are of several calls, whose clocks are not one.
pub fn cues<'a>(work: &Work<'a>) -> Result<(Vec<Cue<'a>>, Vec<String>), Problem> {
    let turns: Vec<TurnRef<'a>> = work
        .entries()
        .into_iter()
        .filter_map(EntryRef::turn)
        .collect();
    let calls = turns.chunk_by(|a, b| a.call() == b.call()).count();
    if calls > 1 {
        return Err(
            Problem::new("has several calls, each with a clock of its own")
                .hint("choose one with `--call`"),
        );
    }
    let timed: Vec<(TurnRef<'a>, Time)> = turns
        .iter()
        .filter_map(|t| Some((*t, t.start()?)))
        .collect();
    if timed.is_empty() {
        return Err(
            Problem::new("none of its turns has a time, which a player needs")
                .hint("`--to text` needs none"),
        );
    }
    let mut estimated = 0;
    let cues: Vec<Cue<'a>> = timed
        .iter()
        .enumerate()
        .map(|(at, &(turn, start))| {
            let later = || timed[at + 1..].iter().map(|(_, s)| *s).find(|s| *s > start);
            let end = turn.end().filter(|end| *end > start).unwrap_or_else(|| {
                estimated += 1;
                let words = turn.text().raw().split_whitespace().count().max(1) as u64;
                later().unwrap_or(Time(start.millis() + A_WORD * words))
            });
            Cue { turn, start, end }
        })
        .collect();
    let mut remarks = Vec::new();
    if estimated > 0 {
        remarks.push(format!(
            "turns without an end, shown until the next one begins: {estimated} of {}",
            cues.len()
        ));
    }
    if turns.len() > cues.len() {
        remarks.push(format!(
            "left out: turns without a time, {} of {}",
            turns.len() - cues.len(),
            turns.len()
        ));
    }
    let backwards = cues.windows(2).filter(|two| two[1].start < two[0].start);
    let backwards = backwards.count();
    if backwards > 0 {
        remarks.push(format!(
            "turns whose time runs backwards, which stand as in the transcript: {backwards}"
        ));
    }
    remarks.extend(without_place(work));
    Ok((cues, remarks))
}

/// What a player's file has no place for.
fn without_place(work: &Work<'_>) -> Vec<String> {
    let (mut asides, mut originals, mut told) = (0, 0, 0);
    for entry in work.entries() {
        match entry {
            EntryRef::Aside(_) => asides += 1,
            EntryRef::Turn(turn) => {
                originals += usize::from(turn.original().is_some());
                told += usize::from(work.transcript.fidelity(turn) == Fidelity::Paraphrase);
            }
        }
    }
    [
        (asides, "left out: events, gaps and remarks"),
        (originals, "left out: originals"),
        (
            told,
            "nothing in the file tells them from the speaker's words: paraphrases",
        ),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{what}, {count}"))
    .collect()
}

/// `00:01:02.500`, with the sign that stands before the fraction.
pub fn clock(time: Time, point: char) -> String {
    let (seconds, millis) = (time.millis() / 1000, time.millis() % 1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{point}{millis:03}")
}
