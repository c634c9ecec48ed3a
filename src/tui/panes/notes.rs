//! What the reader added: lost notes first, then in the order of their places.

use ratatui::layout::Rect;

use super::list::{List, moved, paragraph};
use crate::model::{CallIndex, Note, On, OutsideStr, State as Standing};
use crate::text::clean::{Clean, clean};
use crate::text::front;
use crate::text::paint::{Line, Role, drawn, ours, piece, spread};
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::noting::Listed;
use crate::tui::state::{PaneId, State};

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
];

fn choose(state: &mut State, by: isize) -> Vec<Effect> {
    state.chosen.note = moved(state.chosen.note, by, state.noting.listed.len());
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    let listed = state.noting.listed.get(state.chosen.note);
    let note = listed.and_then(|l| state.noting.note(l));
    match note.map(|n| state.noting.place(&n.id)) {
        Some(Some(place)) => {
            state.go(place);
            state.focus = PaneId::Transcript;
        }
        Some(None) => state.say(Clean::ours("this note stands at no words")),
        None => {}
    }
    Vec::new()
}

fn title(state: &State) -> Line {
    let count = state.noting.listed.len();
    vec![piece(Clean::format(format_args!("{count}")), Role::Faint)]
}

fn draw(state: &State, area: Rect) -> Drawn {
    let width = usize::from(area.width);
    let listed = &state.noting.listed;
    if listed.is_empty() {
        let text = OutsideStr::new("No notes yet. Press a to write one on the turn where you are.");
        return Drawn {
            lines: paragraph(text, "", Role::Faint, width, 4),
            cursor: (0, 0),
            ..Drawn::default()
        };
    }
    let item = |index: usize| note(state, &listed[index], width);
    List {
        count: listed.len(),
        chosen: state.chosen.note,
        focused: state.focus == PaneId::Notes,
        item: &item,
    }
    .draw(usize::from(area.height))
}

/// `✎ 12 · Petrov    lease`, then what it says.
fn note(state: &State, listed: &Listed, width: usize) -> Vec<Line> {
    let Some(note) = state.noting.note(listed) else {
        return vec![Line::new()];
    };
    let turn = listed.entry.and_then(|e| state.transcript.turn(e));
    let mut speaker = Clean::default();
    let place = match (&note.on, turn) {
        (On::Transcript, _) => Clean::ours("the whole"),
        (On::Speaker(id), _) => {
            let mut speakers = state.transcript.speakers().iter();
            clean(
                speakers
                    .find(|s| s.id == *id)
                    .map_or(id, |s| &s.name)
                    .borrow(),
            )
        }
        (On::Call(id), _) => {
            let at = state.transcript.calls().iter().position(|c| c.id == *id);
            let at = at.and_then(|at| u32::try_from(at).ok());
            at.map_or(clean(id.borrow()), |at| {
                front::call_title(&state.transcript, CallIndex(at))
            })
        }
        (_, Some(turn)) => {
            speaker = clean(state.transcript.speaker(turn.speaker()).name.borrow());
            let call = turn.call().0 + 1;
            if state.transcript.calls().len() > 1 {
                Clean::format(format_args!("{call}:{}", turn.number()))
            } else {
                Clean::format(format_args!("{}", turn.number()))
            }
        }
        (On::Turn { turn, .. }, None) => Clean::format(format_args!("turn {turn}")),
        (On::Passage { parts, .. }, None) => {
            let turn = parts.first().map_or(0, |p| p.turn.0);
            Clean::format(format_args!("turn {turn}"))
        }
    };
    let state = match listed.state {
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
        state,
        piece(place, Role::Strong),
    ];
    if !speaker.is_empty() {
        left.push(ours(" · ", Role::Strong));
        left.push(piece(speaker, Role::Strong));
    }
    let mut lines = vec![spread(
        left,
        vec![piece(Clean::join(&codes, " "), Role::Faint)],
        width,
    )];
    if let (Standing::Lost, Some(words)) = (listed.state, lost_words(note)) {
        lines.extend(paragraph(words, "  ", Role::Paraphrase, width, 3));
    }
    if !note.text.is_blank() {
        lines.extend(paragraph(note.text.borrow(), "  ", Role::Plain, width, 6));
    }
    lines
}

/// The words that a lost note was on.
fn lost_words(note: &Note) -> Option<OutsideStr<'_>> {
    match &note.on {
        On::Turn { exact, .. } => exact.as_ref().map(|e| e.borrow()),
        On::Passage { parts, .. } => parts.first().map(|p| p.exact.borrow()),
        On::Transcript | On::Speaker(_) | On::Call(_) => None,
    }
}
