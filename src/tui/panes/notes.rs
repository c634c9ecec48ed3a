//! What the reader added: lost notes first, then in the order of their places, or in groups; all, or those near the cursor.

use ratatui::layout::Rect;

use super::list::{self, List, ends, moved, numbers, paragraph};
use crate::model::{CallIndex, Note, On, OutsideStr, State as Standing};
use crate::text::clean::{Clean, clean};
use crate::text::front;
use crate::text::paint::{Line, Role, drawn, ours, piece, spread};
use crate::text::painter;
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::listing::{By, Row};
use crate::tui::state::writing::Editor;
use crate::tui::state::{Mode, PaneId, State};

/// The pane of the notes.
pub const PANE: Pane = Pane {
    id: PaneId::Notes,
    name: "Notes",
    title,
    draw,
    commands: COMMANDS,
};

const COMMANDS: &[Command] = &[
    Command {
        name: "note down",
        keys: &["j", "<down>"],
        help: "choose the next note",
        run: |s| choose(s, 1),
    },
    Command {
        name: "note up",
        keys: &["k", "<up>"],
        help: "choose the previous note",
        run: |s| choose(s, -1),
    },
    Command {
        name: "notes down",
        keys: &["<c-d>", "<space>", "<pgdn>"],
        help: "ten notes down",
        run: |s| choose(s, 10),
    },
    Command {
        name: "notes up",
        keys: &["<c-u>", "<pgup>"],
        help: "ten notes up",
        run: |s| choose(s, -10),
    },
    Command {
        name: "first note",
        keys: &["gg", "<home>"],
        help: "choose the first",
        run: |s| choose(s, isize::MIN),
    },
    Command {
        name: "last note",
        keys: &["G", "<end>"],
        help: "choose the last",
        run: |s| choose(s, isize::MAX),
    },
    Command {
        name: "go to note",
        keys: &["<enter>"],
        help: "to the words that the note is on",
        run: enter,
    },
    Command {
        name: "notes near here",
        keys: &["h"],
        help: "only those on what the screen shows; again: all",
        run: near,
    },
    Command {
        name: "order of notes",
        keys: &["b"],
        help: "by place, by speaker, by code, by state",
        run: order,
    },
    Command {
        name: "search notes",
        keys: &["/"],
        help: "only those with these words, #code or @speaker",
        run: narrow,
    },
];

fn choose(state: &mut State, by: isize) -> Vec<Effect> {
    state.chosen.note = moved(state.chosen.note, by, state.lists.notes.rows.len());
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    match state.chosen_row(PaneId::Notes).map(|row| row.place) {
        Some(Some(place)) => {
            state.go(place);
            state.focus = PaneId::Transcript;
        }
        Some(None) => state.say(Clean::ours("this note stands at no words")),
        None => {}
    }
    Vec::new()
}

fn near(state: &mut State) -> Vec<Effect> {
    state.lists.notes.near ^= true;
    Vec::new()
}

fn order(state: &mut State) -> Vec<Effect> {
    let listing = &mut state.lists.notes;
    listing.by = match listing.by {
        By::Place => By::Speaker,
        By::Speaker => By::Code,
        By::Code => By::State,
        By::State => By::Place,
    };
    Vec::new()
}

fn narrow(state: &mut State) -> Vec<Effect> {
    state.mode = Mode::Narrowing(Editor::new(&state.lists.notes.sought));
    Vec::new()
}

fn title(state: &State) -> Line {
    list::title(&state.lists.notes)
}

fn draw(state: &State, area: Rect) -> Drawn {
    let width = usize::from(area.width);
    let listing = &state.lists.notes;
    if listing.rows.is_empty() {
        let key = state.taught("note");
        let none = format!("No notes yet. Press {key} to write one on the turn where you are.");
        let text = OutsideStr::new(match (listing.counts.0, listing.near) {
            (0, _) => &none,
            (_, true) => "No note on what the screen shows. Esc shows all.",
            (_, false) => "No note is like that. Esc shows all.",
        });
        return Drawn {
            lines: paragraph(text, "", Role::Faint, width, 4),
            cursor: (0, 0),
            ..Drawn::default()
        };
    }
    let item = |at: usize| {
        let row = &listing.rows[at];
        let note = row.id.as_ref().and_then(|id| state.noting.get(id));
        note.map_or_else(|| vec![Line::new()], |n| self::note(state, row, n, width))
    };
    let heading = |at: usize| {
        let heading = listing.rows[at].heading.as_ref();
        heading.map(|(name, count)| list::heading(name, *count, width))
    };
    List {
        count: listing.rows.len(),
        chosen: state.chosen.note,
        focused: state.focus == PaneId::Notes,
        item: &item,
        heading: &heading,
    }
    .draw(usize::from(area.height))
}

/// `✎ 12 · Petrov    lease`, the words that it is on, then what it says.
fn note(state: &State, row: &Row, note: &Note, width: usize) -> Vec<Line> {
    let (place, speaker) = place(state, row, note);
    let standing = match row.state {
        Standing::Lost => ours("LOST ", Role::Alarm),
        Standing::Ambiguous => ours("WHERE? ", Role::Alarm),
        Standing::Moved => {
            let score = state.noting.score(&note.id);
            drawn(
                Clean::format(format_args!("moved {score} % ")),
                Role::Strong,
            )
        }
        Standing::Ok => ours("", Role::Plain),
    };
    let codes: Vec<Clean> = note.codes.iter().map(|c| clean(c.borrow())).collect();
    let mut left = vec![
        ours("✎ ", Role::NoteSign),
        standing,
        piece(place, Role::Strong),
    ];
    if !speaker.is_empty() {
        left.push(ours(" · ", Role::Strong));
        left.push(piece(speaker, Role::Strong));
    }
    let codes = piece(Clean::join(&codes, " "), Role::Faint);
    let mut lines = vec![spread(left, vec![codes], width)];
    lines.extend(words(state, row, note, width));
    if !note.text.is_blank() {
        lines.extend(paragraph(note.text.borrow(), "  ", Role::Plain, width, 6));
    }
    lines
}

/// Where a note stands, and who speaks there.
fn place(state: &State, row: &Row, note: &Note) -> (Clean, Clean) {
    let turn = row.place.and_then(|p| state.transcript.turn(p.0));
    let place = match (&note.on, turn) {
        (On::Transcript, _) => Clean::ours("the whole"),
        (On::Speaker(id), _) => {
            let mut speakers = state.transcript.speakers().iter();
            let name = speakers.find(|s| s.id == *id).map_or(id, |s| &s.name);
            clean(name.borrow())
        }
        (On::Call(id), _) => {
            let at = state.transcript.calls().iter().position(|c| c.id == *id);
            let at = at.and_then(|at| u32::try_from(at).ok());
            at.map_or(clean(id.borrow()), |at| {
                front::call_title(&state.transcript, CallIndex(at))
            })
        }
        (_, Some(turn)) => {
            let speaker = clean(state.transcript.speaker(turn.speaker()).name.borrow());
            let ends = ends(state, &note.id).unwrap_or((turn.index(), turn.index()));
            return (numbers(state, ends.0, ends.1), speaker);
        }
        (On::Turn { turn, .. }, None) => Clean::format(format_args!("turn {turn}")),
        (On::Passage { parts, .. }, None) => {
            let turn = parts.first().map_or(0, |p| p.turn.0);
            Clean::format(format_args!("turn {turn}"))
        }
    };
    (place, Clean::default())
}

/// The words that a note is on, with the bar that says what they are; of a turn only where they are lost.
fn words(state: &State, row: &Row, note: &Note, width: usize) -> Vec<Line> {
    let lost = row.state == Standing::Lost;
    let Some(words) = list::words(&note.on) else {
        return Vec::new();
    };
    let turn = row
        .place
        .and_then(|p| Some((state.transcript.turn(p.0)?, p.1)));
    match (&note.on, turn) {
        (On::Passage { .. }, Some((turn, layer))) if !lost => {
            let (bar, role) = painter::look(layer, state.transcript.fidelity(turn));
            let most = if note.text.is_blank() { 2 } else { 1 };
            let mut lines = paragraph(words, "    ", role, width, most);
            for line in &mut lines {
                line[0] = ours("  ", Role::Plain);
                line.insert(1, ours(bar, Role::bar(turn.speaker())));
            }
            lines
        }
        _ if lost => paragraph(words, "  ", Role::Paraphrase, width, 3),
        _ => Vec::new(),
    }
}
