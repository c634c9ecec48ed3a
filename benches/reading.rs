//! What reading costs: opening a file, drawing a frame, and the whole frame of one key (update, fit and view), with a
//! thousand turns, with a hundred thousand, and inside one turn of a million words.
//!
//! A key's frame must cost the same at both sizes. `cargo bench --bench reading` takes about a minute.

#[allow(dead_code)]
#[path = "../tests/made/mod.rs"]
mod made;
#[path = "../tests/opened/mod.rs"]
mod opened;

use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion};
use made::Dice;
use onrecord::model::{EntryIndex, Layer, Part};
use onrecord::store::input::Input;
use onrecord::store::transcript;
use onrecord::text::layout::Block;
use onrecord::tui::app::Reader;
use onrecord::tui::effect::Msg;
use onrecord::tui::key::{self, Key};
use onrecord::tui::launch::Launch;
use onrecord::tui::theme::Theme;
use onrecord::tui::view::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const WORDS: [&str; 16] = [
    "the", "lease", "we", "harbour", "only", "paper", "minister", "said", "tomorrow", "never",
    "signed", "port", "and", "before", "answered", "quietly",
];

const SPEAKERS: [&str; 5] = ["ana", "ben", "cleo", "dov", "eve"];

/// A transcript with a quote and an aside in fifty turns, and a bracket and a word to search for in some.
fn written(turns: usize) -> String {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut text = String::from("format: onrecord/1\ntitle: Many turns\nspeakers:\n");
    for id in SPEAKERS {
        writeln!(text, "  - {{id: {id}, name: {id} Petrov}}").expect("a string takes all");
    }
    text.push_str("calls:\n  - id: one\n    title: A long call\n    turns:\n");
    let mut quotes = String::from("quotes:\n");
    for turn in 1..=turns {
        let speaker = SPEAKERS[dice.below(SPEAKERS.len())];
        let count = 5 + dice.below(56);
        let words = dice.words(&WORDS, count);
        let (from, to) = (turn * 4, turn * 4 + 3);
        write!(
            text,
            "      - {{speaker: {speaker}, start: {from}, end: {to}, text: \"turn {turn}: {words}"
        )
        .expect("a string takes all");
        if turn % 10 == 0 {
            text.push_str(" [laughs] lighthouse");
        }
        text.push_str("\"}\n");
        if turn % 50 == 0 {
            text.push_str("      - {event: a door closes}\n");
            writeln!(
                quotes,
                "  - {{call: one, speaker: {speaker}, turn: {turn}, text: \"turn {turn}:\", label: of {turn}}}"
            )
            .expect("a string takes all");
        }
    }
    text + &quotes
}

/// Notes on every hundredth turn.
fn notes(turns: usize) -> String {
    let mut text = String::from("format: onrecord-notes/1\nnotes:\n");
    for turn in (1..=turns).step_by(100) {
        write!(
            text,
            "  - id: n{turn:08}\n    created: 2026-11-22T18:03:11Z\n    on: {{call: one, turn: {turn}}}\n    text: look at this\n"
        )
        .expect("a string takes all");
    }
    text
}

/// One turn of many words.
fn one_turn(words: usize) -> String {
    let text = Dice(0x9E37_79B9_7F4A_7C15).words(&WORDS, words);
    format!(
        "calls:\n  - id: one\n    turns:\n      - {{speaker: ana, text: \"{text} [pause] {text}\"}}\n"
    )
}

/// A reader on a screen that only remembers.
struct Desk {
    reader: Reader,
    terminal: Terminal<TestBackend>,
}

impl Desk {
    fn open(path: PathBuf, notes: PathBuf, keys: &str) -> Self {
        let launch = Launch {
            notes: Some(notes),
            keys: Some(keys.to_owned()),
            print: false,
            theme: Theme::Default,
            ..opened::launch(Input::File(path))
        };
        let (mut reader, _tx) = Reader::new(&launch, (120, 36), true).expect("the keys are known");
        reader.play();
        assert!(reader.state.transcript.is_complete());
        assert_eq!(reader.state.transcript.problems(), []);
        let terminal = Terminal::new(TestBackend::new(120, 36))
            .expect("a terminal in memory can always be made");
        let mut desk = Self { reader, terminal };
        desk.draw();
        desk
    }

    fn draw(&mut self) {
        let state = &self.reader.state;
        self.terminal
            .draw(|frame| view(state, Theme::Default, frame))
            .expect("a terminal in memory takes every drawing");
    }

    /// A key's whole frame, timed.
    fn key(&mut self, key: Key) -> Duration {
        let begun = Instant::now();
        self.reader.take(Msg::Key(key));
        self.draw();
        begun.elapsed()
    }

    /// Goes back to the middle of the transcript, away from its ends, and settles there.
    fn go_to_middle(&mut self) {
        self.reader
            .state
            .go_to(EntryIndex(self.reader.state.transcript.len() / 2));
        self.reader.state.fit();
        self.draw();
    }

    /// Presses keys as often as asked; back to the middle whenever an end comes near, with the clock stopped.
    fn press(&mut self, keys: &[Key], times: u64) -> Duration {
        let mut taken = Duration::ZERO;
        self.go_to_middle();
        for _ in 0..times {
            taken += keys.iter().map(|key| self.key(*key)).sum::<Duration>();
            let state = &self.reader.state;
            if state.reading.cursor.entry.0 + 100 > state.transcript.len() {
                self.go_to_middle();
            }
        }
        taken
    }
}

/// Reads a text until `enough` holds of a part.
fn parse(text: &str, enough: impl Fn(&Part) -> bool) -> usize {
    let mut parts = 0;
    transcript::parse(text, &mut |part| {
        parts += 1;
        if enough(&part) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    parts
}

fn many_turns(criterion: &mut Criterion, folder: &Path, turns: usize) {
    let (path, beside) = (
        folder.join(format!("{turns}.yaml")),
        folder.join(format!("{turns}.notes.yaml")),
    );
    let text = written(turns);
    fs::write(&path, &text).expect("the folder is ours");
    fs::write(&beside, notes(turns)).expect("the folder is ours");

    let mut opening = criterion.benchmark_group("open");
    opening.bench_function(BenchmarkId::new("first batch", turns), |b| {
        b.iter(|| parse(&text, |part| matches!(part, Part::Batch(_))));
    });
    opening.bench_function(BenchmarkId::new("whole", turns), |b| {
        b.iter(|| parse(&text, |_| false))
    });
    opening.finish();

    let mut desk = Desk::open(path, beside, "/lighthouse<enter>");
    assert_eq!(desk.reader.state.noting.standing().len(), turns / 100);
    assert_eq!(desk.reader.state.transcript.quotes().len(), turns / 50);
    assert_eq!(desk.reader.state.finding.hits.len(), turns / 10);
    desk.go_to_middle();
    let mut frames = criterion.benchmark_group("frame");
    frames.bench_function(BenchmarkId::new("draw", turns), |b| b.iter(|| desk.draw()));
    for name in ["j", "J", "s", "<c-d>", "G", "n", "]q", "]n"] {
        let keys = key::parse(name).expect("a key");
        frames.bench_function(BenchmarkId::new(name, turns), |b| {
            b.iter_custom(|times| desk.press(&keys, times));
        });
    }
    frames.finish();
}

fn a_million_words(criterion: &mut Criterion, folder: &Path) {
    let path = folder.join("one-turn.yaml");
    fs::write(&path, one_turn(500_000)).expect("the folder is ours");
    let mut desk = Desk::open(path, folder.join("one-turn.notes.yaml"), "");
    let mut turn = criterion.benchmark_group("a million words in one turn");
    let entry = EntryIndex(0);
    turn.bench_function("first layout", |b| {
        let transcript = &desk.reader.state.transcript;
        let at = transcript.entry(entry).expect("the turn is there");
        let setting = desk.reader.state.reading.setting(transcript, entry);
        b.iter(|| Block::new(transcript, at, setting).height());
    });
    let words = desk
        .reader
        .state
        .transcript
        .entry(entry)
        .map_or(0, |e| e.text().len());
    for (name, key) in [
        ("j in its middle", "j"),
        ("j in its middle, with hits", "/lease<enter>"),
    ] {
        let keys = key::parse(key).expect("keys");
        if keys.len() > 1 {
            keys.iter().for_each(|key| desk.reader.take(Msg::Key(*key)));
            desk.reader.play();
        }
        desk.reader.state.go((entry, Layer::Text, words / 2));
        desk.reader.state.fit();
        desk.draw();
        let down = key::parse("j").expect("a key")[0];
        turn.bench_function(name, |b| {
            b.iter_custom(|times| (0..times).map(|_| desk.key(down)).sum());
        });
    }
    turn.finish();
}

fn main() {
    let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .configure_from_args();
    for turns in [1_000, 100_000] {
        many_turns(&mut criterion, folder.path(), turns);
    }
    a_million_words(&mut criterion, folder.path());
    criterion.final_summary();
}
