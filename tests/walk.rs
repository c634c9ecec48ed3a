//! Ten thousand keys at random, and the mouse, on screens of many sizes: no panic, a cursor in every frame, and nothing
//! drawn outside its pane. The seed is fixed; `ONRECORD_SEED` tries another.

mod opened;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use onrecord::model::{NoteId, Outside};
use onrecord::store::input::Input;
use onrecord::store::notes::Making;
use onrecord::store::sample::Sample;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, drawn};
use onrecord::tui::effect::Msg;
use onrecord::tui::key;
use onrecord::tui::keymap;
use onrecord::tui::state::PaneId;
use onrecord::tui::theme::Theme;
use ratatui::layout::Position;

/// A small generator of numbers (xorshift64*, Vigna 2016): the same walk everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).expect("31 bits fit") % most
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Every key of every table, some that are typed, and the checking of a draft.
fn keys(draft: &Path) -> Vec<String> {
    let commands = keymap::tables()
        .into_iter()
        .flat_map(|(_, commands)| commands);
    let mut keys: Vec<String> = commands
        .flat_map(|c| c.keys)
        .map(|k| (*k).to_owned())
        .collect();
    let leaving = ["q", "<c-c>", "<c-z>"];
    keys.retain(|k| !leaving.contains(&k.as_str()));
    let typed = [
        "x", "e", "the", "<bs>", "<enter>", "<esc>", "<esc>", "é", "松", "\u{202e}", "#4", "12",
    ];
    keys.extend(typed.map(str::to_owned));
    let checking = format!("<esc>:check {}<enter>", draft.display());
    keys.extend(std::iter::repeat_n(checking, 4));
    keys
}

const SIZES: [(u16, u16); 9] = [
    (200, 60),
    (160, 45),
    (120, 36),
    (100, 30),
    (80, 24),
    (60, 20),
    (40, 12),
    (20, 5),
    (1, 1),
];

fn reader(input: Input, notes: PathBuf) -> Reader {
    let launch = Launch {
        notes: Some(notes),
        no_mouse: false,
        ..opened::launch(input)
    };
    let (reader, _tx) = Reader::new(&launch, (120, 36), true).expect("opens");
    let mut reader = reader.with_making(making);
    reader.play();
    reader
}

fn making() -> Making {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    Making {
        id: NoteId(Outside::new(format!("note-{number:06}"))),
        created: Outside::new("2026-11-22T18:03:11Z"),
        author: None,
    }
}

fn mouse(chance: &mut Chance, (columns, rows): (u16, u16)) -> Msg {
    let kinds = [
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
    ];
    let at = |chance: &mut Chance, most: u16| {
        u16::try_from(chance.below(usize::from(most))).expect("small")
    };
    Msg::Mouse(MouseEvent {
        kind: *chance.of(&kinds),
        column: at(chance, columns),
        row: at(chance, rows),
        modifiers: KeyModifiers::NONE,
    })
}

/// One frame: the cursor is on the screen, and the frames between the panes are whole.
fn check(reader: &Reader, walked: &[String]) {
    let state = &reader.state;
    let mut terminal = drawn(state, Theme::Plain);
    let cursor = terminal
        .get_cursor_position()
        .expect("a terminal in memory knows");
    let inside = cursor.x < state.screen.width && cursor.y < state.screen.height;
    let last = || walked[walked.len().saturating_sub(12)..].join(" ");
    assert!(
        inside,
        "the cursor is off the screen at {cursor} after {}",
        last()
    );
    let buffer = terminal.backend().buffer();
    let free = matches!(
        state.mode,
        onrecord::tui::state::Mode::Commands | onrecord::tui::state::Mode::Searching(_)
    );
    for pane in PaneId::ALL {
        let Some(area) = state
            .areas
            .pane(pane)
            .filter(|_| free && !state.areas.frameless)
        else {
            continue;
        };
        let covered = state.areas.over.is_some_and(|over| over != pane);
        for y in (area.y..area.bottom()).filter(|_| !covered) {
            for x in [area.x, area.right() - 1] {
                let symbol = buffer[Position::new(x, y)].symbol();
                let frame = "│├┤┌┐└┘┬┴┼─".contains(symbol) || !symbol.is_ascii() && y == area.y;
                assert!(
                    frame,
                    "{pane:?} is overrun by {symbol:?} at {x}, {y} after {}",
                    last()
                );
            }
        }
    }
}

fn walk(input: Input, steps: usize, seed: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = reader(input, folder.path().join("notes.yaml"));
    let mut chance = Chance(seed);
    let draft = folder.path().join("draft.md");
    let quoted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts/apollo13.md");
    std::fs::copy(quoted, &draft).expect("copied");
    let keys = keys(&draft);
    let mut size = SIZES[2];
    let mut walked = Vec::new();
    for _ in 0..steps {
        match chance.below(40) {
            0 => {
                size = *chance.of(&SIZES);
                walked.push(format!("{}x{}", size.0, size.1));
                reader.take(Msg::Resize(size.0, size.1));
            }
            1..=3 => {
                walked.push("mouse".to_owned());
                reader.take(mouse(&mut chance, size));
            }
            4 => reader.take(Msg::Paste(Outside::new("pasted\r\n\u{1b}[31m"))),
            _ => {
                let chosen = chance.of(&keys);
                walked.push(chosen.clone());
                for key in key::parse(chosen).expect("a key") {
                    reader.take(Msg::Key(key));
                }
            }
        }
        reader.play();
        check(&reader, &walked);
    }
}

fn seed() -> u64 {
    std::env::var("ONRECORD_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(0x9E37_79B9_7F4A_7C15)
}

#[test]
fn ten_thousand_keys_leave_every_frame_whole() {
    let kinds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/kinds.yaml");
    let faulty = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/faulty.yaml");
    walk(Input::File(kinds), 4_000, seed());
    walk(Input::Sample(Sample::all()[0]), 2_500, seed() ^ 1);
    walk(Input::Sample(Sample::all()[1]), 2_500, seed() ^ 2);
    walk(Input::File(faulty), 1_000, seed() ^ 3);
}
