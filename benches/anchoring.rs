//! What it costs to find a thousand notes again among a hundred thousand turns of which every tenth has changed.

use std::sync::Arc;
use std::time::Duration;

use criterion::Criterion;
use onrecord::model::{
    BatchBuilder, Call, CallIndex, EntryIndex, Layer, NewTurn, Note, NoteId, Outline, Outside,
    OutsideStr, Part, Passage, Speaker, SpeakerIndex, Stretch, Transcript, TurnNumber,
};
use onrecord::text::anchor::{Edition, Finder, on_passage};

const TURNS: usize = 100_000;
const NOTES: usize = 1_000;

/// Numbers that are the same each time (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("less than a usize")
    }

    /// Few words are said often and many seldom.
    fn word(&mut self) -> String {
        let most = 1 << (3 + self.below(12));
        format!("w{}", self.below(most))
    }
}

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
    let mut transcript = Transcript::default();
    transcript.add(Part::Outline(Arc::new(Outline {
        speakers: vec![Speaker {
            id: Outside::new("ana"),
            name: Outside::new("Ana"),
            initials: Outside::new("A"),
            role: None,
            side: None,
            aliases: Vec::new(),
        }],
        calls: vec![Call {
            id: Outside::new("one"),
            ..Call::default()
        }],
        ..Outline::default()
    })));
    let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(0), TurnNumber(0));
    for text in texts {
        batch.turn(&NewTurn {
            speaker: SpeakerIndex(0),
            text: OutsideStr::new(text),
            ..NewTurn::default()
        });
    }
    transcript.add(Part::Batch(Arc::new(batch.build())));
    transcript
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
