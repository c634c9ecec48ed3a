//! What it costs to check a thousand quotations against a hundred thousand turns: half of them right, the others changed.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use criterion::Criterion;
use onrecord::model::{
    BatchBuilder, Call, CallIndex, EntryIndex, NewTurn, Outline, Outside, OutsideStr, Part,
    Speaker, SpeakerIndex, Transcript, TurnNumber,
};
use onrecord::text::check::check;
use onrecord::text::check::draft::{Draft, Form};

const TURNS: usize = 100_000;
const QUOTATIONS: usize = 1_000;
const NAMES: [&str; 4] = ["Ana Petrov", "Ben Ott", "Cy Marsh", "Dora Lind"];

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

fn texts() -> Vec<Vec<String>> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let turn = |_| {
        let count = 5 + dice.below(30);
        (0..count).map(|_| dice.word()).collect()
    };
    (0..TURNS).map(turn).collect()
}

fn transcript(texts: &[Vec<String>]) -> Transcript {
    let mut transcript = Transcript::default();
    let speaker = |name: &&str| Speaker {
        id: Outside::new(*name),
        name: Outside::new(*name),
        initials: Outside::new("X"),
        role: None,
        side: None,
        aliases: Vec::new(),
    };
    transcript.add(Part::Outline(Arc::new(Outline {
        speakers: NAMES.iter().map(speaker).collect(),
        calls: vec![Call {
            id: Outside::new("one"),
            ..Call::default()
        }],
        ..Outline::default()
    })));
    let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(0), TurnNumber(0));
    for (at, words) in texts.iter().enumerate() {
        batch.turn(&NewTurn {
            speaker: SpeakerIndex((at % NAMES.len()) as u32),
            text: OutsideStr::new(&words.join(" ")),
            ..NewTurn::default()
        });
    }
    transcript.add(Part::Batch(Arc::new(batch.build())));
    transcript
}

/// Every second quotation is changed: a word, its speaker, or where it comes from.
fn draft(texts: &[Vec<String>]) -> Draft {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut draft = String::new();
    for n in 0..QUOTATIONS {
        let at = n * (TURNS / QUOTATIONS);
        let mut words = texts[at].clone();
        let mut name = NAMES[at % NAMES.len()];
        match n % 8 {
            1 => words[2] = dice.word(),
            3 => words.extend_from_slice(&texts[at + 2]),
            5 => words = (0..12).map(|_| dice.word()).collect(),
            7 => name = NAMES[(at + 1) % NAMES.len()],
            _ => {}
        }
        write!(draft, "{name} said: “{}”\n\n", words.join(" "))
            .expect("a String takes every write");
    }
    Draft::read(OutsideStr::new(&draft), Form::Text)
}

fn main() {
    let texts = texts();
    let transcript = transcript(&texts);
    let draft = draft(&texts);
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .configure_from_args();
    criterion.bench_function(
        "a thousand quotations against a hundred thousand turns",
        |b| {
            b.iter(|| {
                check(&draft, &[&transcript], false, &mut |_, _| {
                    ControlFlow::Continue(())
                })
            });
        },
    );
    criterion.final_summary();
}
