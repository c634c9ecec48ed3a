//! What it costs to check a thousand quotations against a hundred thousand turns: half of them right, the others changed.

#[allow(dead_code)]
#[path = "../tests/made/mod.rs"]
mod made;

use std::fmt::Write;
use std::ops::ControlFlow;
use std::time::Duration;

use criterion::Criterion;
use made::Dice;
use onrecord::model::{OutsideStr, Transcript};
use onrecord::text::check::check;
use onrecord::text::check::draft::{Draft, Form};

const TURNS: usize = 100_000;
const QUOTATIONS: usize = 1_000;
const NAMES: [&str; 4] = ["Ana Petrov", "Ben Ott", "Cy Marsh", "Dora Lind"];

fn texts() -> Vec<Vec<String>> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let turn = |_| {
        let count = 5 + dice.below(30);
        (0..count).map(|_| dice.word()).collect()
    };
    (0..TURNS).map(turn).collect()
}

fn transcript(texts: &[Vec<String>]) -> Transcript {
    let turns = NAMES.iter().cycle().zip(texts);
    made::call(turns.map(|(name, words)| (name, None, words.join(" "))))
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
