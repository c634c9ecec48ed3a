//! What it costs to find a thousand notes again among a hundred thousand turns of which every tenth has changed.

#[allow(dead_code)]
#[path = "../tests/made/mod.rs"]
mod made;

use std::time::Duration;

use criterion::Criterion;
use made::Dice;
use onrecord::model::{EntryIndex, Layer, Note, NoteId, Outside, Passage, Stretch, Transcript};
use onrecord::text::anchor::{Edition, Finder, on_passage};

const TURNS: usize = 100_000;
const NOTES: usize = 1_000;

fn texts() -> Vec<String> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let turn = |_| {
        let count = 5 + dice.below(56);
        let words: Vec<String> = (0..count).map(|_| dice.word()).collect();
        words.join(" ")
    };
    (0..TURNS).map(turn).collect()
}

fn transcript(texts: &[String]) -> Transcript {
    made::call(texts.iter().map(|text| ("Ana", None, text)))
}

fn note(transcript: &Transcript, entry: usize, length: usize) -> Note {
    let passage = Passage {
        stretches: vec![Stretch {
            entry: EntryIndex(entry),
            layer: Layer::Text,
            bytes: 0..length.min(60),
        }],
    };
    Note {
        id: NoteId(Outside::new(format!("n{entry}"))),
        created: Outside::new("2026-11-22T18:03:11Z"),
        changed: None,
        author: None,
        on: on_passage(transcript, &passage).expect("the turn has so many bytes"),
        codes: Vec::new(),
        text: Outside::default(),
        now: None,
    }
}

fn main() {
    let mut texts = texts();
    let before = transcript(&texts);
    let chosen = (0..TURNS).step_by(TURNS / NOTES);
    let notes: Vec<Note> = chosen
        .map(|at| note(&before, at, texts[at].len()))
        .collect();
    for text in texts.iter_mut().step_by(10) {
        *text = text.replacen('w', "wo", 2);
    }
    texts.insert(0, "a turn that was not there".to_owned());
    let after = transcript(&texts);
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .configure_from_args();
    criterion.bench_function("a thousand notes on a hundred thousand turns", |b| {
        b.iter(|| Finder::new(&after, Edition::Other).place_all(&notes));
    });
    criterion.final_summary();
}
