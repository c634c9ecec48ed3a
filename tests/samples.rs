//! The built-in samples: good transcripts, word for word those of their sources.
//!
//! The sources are no part of the project. Where `$ONRECORD_SAMPLES` names their folder they are compared; else the tests
//! say that they skip.

use std::fs;
use std::path::{Path, PathBuf};

use onrecord::model::{Fidelity, Transcript};
use onrecord::store::sample::Sample;
use onrecord::store::transcript;

fn sample(name: &str) -> Transcript {
    let sample = Sample::all()
        .iter()
        .find(|s| s.name() == name)
        .expect("a built-in sample");
    transcript::load(sample.text())
}

/// A source's text; `None`, and a word about it, where the sources are not there.
fn source(path: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("ONRECORD_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: ONRECORD_SAMPLES does not name the folder with {path}");
        return None;
    };
    let file: PathBuf = folder.join(path);
    match fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) => {
            eprintln!("skipped: {}: {error}", file.display());
            None
        }
    }
}

#[test]
fn samples_have_no_problems_and_are_the_files_in_data() {
    for sample in Sample::all() {
        let transcript = transcript::load(sample.text());
        assert!(
            transcript.problems().is_empty(),
            "{}: {:?}",
            sample.name(),
            transcript.problems()
        );
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{}.yaml", sample.name()));
        assert_eq!(fs::read_to_string(file).expect("in data/"), sample.text());
    }
}

#[test]
fn the_peace_plan_calls_are_marked_as_what_they_are() {
    let transcript = sample("backchannel-leak");
    let calls = transcript.calls();
    assert_eq!(calls.len(), 3);
    let disputed: Vec<bool> = calls.iter().map(|c| !c.disputed.is_empty()).collect();
    assert_eq!(disputed, [false, true, false]);
    for turn in transcript.turns() {
        assert_eq!(turn.start(), None);
        assert!(
            transcript.via(turn).is_some(),
            "turn {} says not whose quotation it is",
            turn.number()
        );
        let translated = transcript.fidelity(turn) == Fidelity::Translation;
        assert_eq!(
            translated,
            turn.call().0 == 1,
            "turn {} of call {}",
            turn.number(),
            turn.call().0
        );
    }
}

#[test]
fn the_peace_plan_calls_are_quoted_letter_for_letter() {
    let Some(brief) = source("../brief.txt") else {
        return;
    };
    for turn in sample("backchannel-leak").turns() {
        let quoted = format!("“{}”", turn.text().raw());
        assert!(brief.contains(&quoted), "not in the source: {quoted}");
    }
}

#[test]
fn apollo_13_has_the_words_the_voices_and_the_times_of_its_source() {
    let Some(vtt) = source("apollo13-problem.vtt") else {
        return;
    };
    let transcript = sample("apollo13");
    let mut turns = transcript.turns();
    for cue in vtt.split("\n\n").filter(|block| block.contains("-->")) {
        let (times, words) = cue.split_once(" --> ").expect("a cue has times");
        let (voice, words) = words
            .split_once("<v ")
            .expect("a cue has a voice")
            .1
            .split_once('>')
            .expect("closed");
        let turn = turns.next().expect("a turn for each cue");
        let start = turn.start().expect("a turn has a start").to_string();
        assert!(
            times.ends_with(&format!("{start}.000")),
            "{times} is not {start}"
        );
        let speaker = transcript.speaker(turn.speaker()).id.raw().to_uppercase();
        assert_eq!(speaker, voice, "{times}");
        let decoded = words
            .trim_end()
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        assert_eq!(turn.text().raw(), decoded, "{times}");
    }
    assert!(turns.next().is_none(), "more turns than cues");
    assert!(transcript.quotes().len() >= 7);
}
