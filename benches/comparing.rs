//! What it costs to compare two versions of a hundred thousand turns of which many have changed.

#[allow(dead_code)]
#[path = "../tests/made/mod.rs"]
mod made;

use std::ops::ControlFlow;
use std::time::Duration;

use criterion::Criterion;
use made::Dice;
use onrecord::model::Transcript;
use onrecord::text::compare::{By, compare};

const TURNS: usize = 100_000;

type Said = (usize, Vec<String>);

/// Turns of some five to sixty words, or of one in four one to three.
fn texts(dice: &mut Dice) -> Vec<Said> {
    let turn = |at: usize| {
        let count = if at.is_multiple_of(4) {
            1 + dice.below(3)
        } else {
            5 + dice.below(56)
        };
        (at % 5, (0..count).map(|_| dice.word()).collect())
    };
    (0..TURNS).map(turn).collect()
}

/// In a turn of ten a word is another, is left out or added; one of a hundred is left out, one of two hundred stands later.
fn edited(turns: &[Said], dice: &mut Dice) -> Vec<Said> {
    let mut edited = Vec::new();
    let mut later: Vec<(usize, Said)> = Vec::new();
    for (number, turn) in turns.iter().enumerate() {
        while later.first().is_some_and(|(due, _)| *due <= number) {
            edited.push(later.remove(0).1);
        }
        let mut turn = turn.clone();
        let at = dice.below(turn.1.len());
        match dice.below(200) {
            0..10 => turn.1[at] = dice.word(),
            10..15 => drop(turn.1.remove(at)),
            15..20 => turn.1.insert(at, dice.word()),
            20..22 => continue,
            22 => {
                later.push((number + 50, turn));
                continue;
            }
            _ => {}
        }
        edited.push(turn);
    }
    edited
}

fn transcript(turns: &[Said]) -> Transcript {
    let turns = turns.iter();
    made::call(turns.map(|(who, words)| (format!("Speaker {who}"), None, words.join(" "))))
}

fn main() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let turns = texts(&mut dice);
    let other = texts(&mut dice);
    let repeated: Vec<Said> = turns
        .iter()
        .cycle()
        .take(70)
        .cycle()
        .take(TURNS)
        .cloned()
        .collect();
    let pairs = [
        (
            "edited",
            transcript(&turns),
            transcript(&edited(&turns, &mut dice)),
        ),
        ("unrelated", transcript(&turns), transcript(&other)),
        (
            "repetitive",
            transcript(&repeated),
            transcript(&edited(&repeated, &mut dice)),
        ),
    ];
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args();
    for (name, a, b) in &pairs {
        criterion.bench_function(&format!("compare 100,000 turns: {name}"), |bencher| {
            bencher.iter(|| compare(a, b, By::Words, &mut |_| ControlFlow::Continue(())));
        });
    }
    criterion.final_summary();
}
