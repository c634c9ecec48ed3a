//! The mouse: a click focuses, chooses and goes; the wheel scrolls what it is over; borders and the scroll bar are dragged.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::bindings::Bindings;
use super::effect::Effect;
use super::key::{self, Key};
use super::keymap::{self, Meaning};
use super::panes::timeline;
use super::state::areas::Spread;
use super::state::selecting::Selecting;
use super::state::{Drag, Mode, PaneId, State};
use crate::model::EntryIndex;

/// Rows that one step of the wheel moves.
const STEP: isize = 3;

/// Takes what the mouse did while the keys are commands.
pub fn point(state: &mut State, event: MouseEvent) -> Vec<Effect> {
    let place = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => press(state, place),
        MouseEventKind::Drag(MouseButton::Left) => {
            drag(state, place);
            Vec::new()
        }
        MouseEventKind::Up(_) => {
            state.drag = None;
            Vec::new()
        }
        MouseEventKind::ScrollDown => wheel(state, place, 1),
        MouseEventKind::ScrollUp => wheel(state, place, -1),
        MouseEventKind::Down(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => Vec::new(),
    }
}

fn press(state: &mut State, place: Position) -> Vec<Effect> {
    state.message = None;
    state.drag = None;
    if let Some(border) = state
        .areas
        .border_at(place)
        .filter(|_| state.spread == Spread::All)
    {
        state.drag = Some(Drag::Border(border));
        return Vec::new();
    }
    let Some(pane) = state.areas.pane_at(place) else {
        return Vec::new();
    };
    state.focus = pane;
    let Some(inner) = state
        .areas
        .inside(pane)
        .filter(|inner| inner.contains(place))
    else {
        return Vec::new();
    };
    let (column, row) = (place.x - inner.x, place.y - inner.y);
    match pane {
        PaneId::Transcript if column + 1 == inner.width => {
            state.drag = Some(Drag::ScrollBar);
            drag(state, place);
            Vec::new()
        }
        PaneId::Transcript => {
            state.selecting = None;
            go_to_letter(state, inner, place);
            let letter = state.reading.cursor.place();
            let on_words = state.transcript.turn(letter.0).is_some();
            state.drag = on_words.then_some(Drag::Words(letter));
            Vec::new()
        }
        PaneId::Timeline => timeline::click(state, column, row),
        PaneId::Speakers | PaneId::Quotes | PaneId::Notes | PaneId::Draft => {
            choose(state, pane, inner, row)
        }
    }
}

/// Chooses the item of a list that a row belongs to, and goes there; the list keeps the focus where it has room beside
/// the words.
fn choose(state: &mut State, pane: PaneId, inner: Rect, row: u16) -> Vec<Effect> {
    let drawn = (keymap::pane(pane).draw)(state, inner);
    let Some(item) = drawn.items.get(usize::from(row)).copied() else {
        return Vec::new();
    };
    match pane {
        PaneId::Speakers => state.chosen.speaker = item,
        PaneId::Quotes => state.chosen.quote = item,
        PaneId::Notes => state.chosen.note = item,
        PaneId::Draft => state.checking.chosen = item,
        PaneId::Transcript | PaneId::Timeline => {}
    }
    let effects = run(state, pane, "<enter>");
    if state.areas.pane(PaneId::Transcript).is_some() {
        state.focus = pane;
    }
    effects
}

fn drag(state: &mut State, place: Position) {
    match state.drag {
        Some(Drag::Border(border)) => state.sizes = state.areas.dragged(state.sizes, border, place),
        Some(Drag::ScrollBar) => {
            let Some(inner) = state.areas.inside(PaneId::Transcript) else {
                return;
            };
            let row = usize::from(
                place
                    .y
                    .saturating_sub(inner.y)
                    .min(inner.height.saturating_sub(1)),
            );
            let last = usize::from(inner.height.saturating_sub(1).max(1));
            let entry = state.transcript.len().saturating_sub(1) * row / last;
            if row == 0 {
                state.reading.go_first(&state.transcript);
            } else {
                state.go_to(EntryIndex(entry));
            }
        }
        Some(Drag::Words(fixed)) => {
            let Some(inner) = state.areas.inside(PaneId::Transcript) else {
                return;
            };
            let before = state.reading.cursor;
            // Above the words and below them they move on, as far as the mouse is moved.
            if place.y < inner.y {
                state.reading.scroll(&state.transcript, -1);
            } else if place.y >= inner.bottom() {
                state.reading.scroll(&state.transcript, 1);
            }
            go_to_letter(state, inner, place);
            if state.reading.cursor != before {
                let turns = false;
                state.selecting = Some(Selecting { turns, fixed });
            }
        }
        None => {}
    }
}

/// Puts the cursor on the letter at a place of the screen; where no words are, on the next row that has some.
fn go_to_letter(state: &mut State, inner: Rect, place: Position) {
    let row = usize::from(
        place
            .y
            .saturating_sub(inner.y)
            .min(inner.height.saturating_sub(1)),
    );
    let text = state
        .reading
        .columns()
        .min(usize::from(inner.width).saturating_sub(1));
    let left = (usize::from(inner.width).saturating_sub(1) - text) / 2;
    let column = usize::from(place.x.saturating_sub(inner.x)).saturating_sub(left);
    if !state.reading.go_to_letter(&state.transcript, row, column) {
        state.reading.go_to_row(&state.transcript, row);
    }
}

fn wheel(state: &mut State, place: Position, way: isize) -> Vec<Effect> {
    match state.areas.pane_at(place) {
        Some(PaneId::Transcript) => {
            state.reading.scroll(&state.transcript, way * STEP);
            Vec::new()
        }
        Some(PaneId::Timeline) => run(state, PaneId::Timeline, if way > 0 { "-" } else { "+" }),
        Some(pane) => {
            let focus = std::mem::replace(&mut state.focus, pane);
            let effects = run(state, pane, if way > 0 { "j" } else { "k" });
            state.focus = if focus == PaneId::Transcript {
                pane
            } else {
                focus
            };
            effects
        }
        None => Vec::new(),
    }
}

/// Does what a key does in a pane.
fn run(state: &mut State, pane: PaneId, keys: &str) -> Vec<Effect> {
    let keys: Vec<Key> = key::parse(keys).unwrap_or_default();
    // What the mouse does is written in the keys that a command has by itself.
    match keymap::meaning(&Bindings::default(), pane, false, &keys) {
        Meaning::Command(command) => (command.run)(state),
        Meaning::Prefix | Meaning::Nothing => Vec::new(),
    }
}

/// The wheel in a popup: rows down.
pub fn popup_rows(event: MouseEvent) -> isize {
    match event.kind {
        MouseEventKind::ScrollDown => STEP,
        MouseEventKind::ScrollUp => -STEP,
        _ => 0,
    }
}

/// Whether the mouse means anything now.
pub fn listens(state: &State) -> bool {
    match state.mode {
        Mode::Commands => true,
        Mode::Searching(_)
        | Mode::Narrowing(_)
        | Mode::Writing(_)
        | Mode::Coding(_)
        | Mode::Palette(_)
        | Mode::Citing(_)
        | Mode::Help(..)
        | Mode::Problems(_)
        | Mode::Comparing => false,
    }
}
