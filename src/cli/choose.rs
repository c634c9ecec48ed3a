//! From what somebody typed to a speaker or a call of the transcript, or the nearest one that there is.

use crate::model::{CallIndex, Outside, OutsideStr, Problem, SpeakerIndex, Transcript};
use crate::store::transcript::nearest;
use crate::text::clean::clean;

/// The speaker of this id, name, alias or initials; letters' case does not count where the id does not fit.
///
/// # Errors
/// Nobody is called so, or more than one is.
pub fn speaker(transcript: &Transcript, typed: &str) -> Result<SpeakerIndex, Problem> {
    let speakers = transcript.speakers();
    let index = |at: usize| SpeakerIndex(at as u32);
    if let Some(at) = speakers.iter().position(|s| s.id.raw() == typed) {
        return Ok(index(at));
    }
    let names: Vec<(usize, &str)> = speakers
        .iter()
        .enumerate()
        .flat_map(|(at, s)| {
            [&s.id, &s.name, &s.initials]
                .into_iter()
                .chain(&s.aliases)
                .map(move |name| (at, name.raw()))
        })
        .collect();
    let mut called: Vec<usize> = names
        .iter()
        .filter(|(_, name)| name.to_lowercase() == typed.to_lowercase())
        .map(|(at, _)| *at)
        .collect();
    called.dedup();
    match called[..] {
        [at] => Ok(index(at)),
        [] => Err(unknown(
            "speaker",
            typed,
            names.iter().map(|(_, name)| *name),
        )),
        _ => Err(Problem::new(format!(
            "more than one speaker is called {}",
            clean(OutsideStr::new(typed))
        ))
        .hint("give the speaker's id")),
    }
}

/// The call of this id, or of this number counted from 1.
///
/// # Errors
/// There is none.
pub fn call(transcript: &Transcript, typed: &str) -> Result<CallIndex, Problem> {
    let calls = transcript.calls();
    let by_id = calls.iter().position(|c| c.id.raw() == typed);
    let by_number = || {
        let number: usize = typed.parse().ok()?;
        (1..=calls.len()).contains(&number).then(|| number - 1)
    };
    match by_id.or_else(by_number) {
        Some(at) => Ok(CallIndex(at as u32)),
        None => Err(unknown("call", typed, calls.iter().map(|c| c.id.raw()))),
    }
}

/// That no quote and no note has a code, and the nearest that one has.
pub fn no_code(wanted: &Outside, known: &[&Outside]) -> Problem {
    let problem = unknown("code", wanted.raw(), known.iter().map(|code| code.raw()));
    match known {
        [] => problem.hint("no quote in it and no note on it has a code"),
        [..] => problem,
    }
}

/// That there is no such thing, and the nearest there is.
pub fn unknown<'a>(kind: &str, typed: &str, known: impl Iterator<Item = &'a str>) -> Problem {
    let show = |text: &str| clean(OutsideStr::new(text));
    let problem = Problem::new(format!("no {kind} is called {}", show(typed)));
    let known: Vec<&str> = known.collect();
    match nearest(typed, known.iter().map(|k| (*k, *k))) {
        Some(near) => problem.hint(format!("did you mean {}?", show(near))),
        None if known.is_empty() => problem,
        None => {
            let known: Vec<String> = known
                .iter()
                .take(12)
                .map(|k| show(k).into_string())
                .collect();
            problem.hint(format!("there are: {}", known.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_named_and_nothing_raw() {
        let problem = unknown("speaker", "an\u{1b}", ["ben", "ana"].into_iter());
        assert_eq!(problem.what, "no speaker is called an␛");
        assert_eq!(problem.hint.as_deref(), Some("did you mean ana?"));
    }
}
