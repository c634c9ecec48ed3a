//! Keys in the popups that are read: help, which can be narrowed, and the list of problems.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::tui::key::Key;
use crate::tui::popups;
use crate::tui::state::areas::inside;
use crate::tui::state::palette::Narrowing;
use crate::tui::state::{Mode, Scroll, State};
use crate::tui::view;

/// Takes a key.
pub fn press(state: &mut State, key: Key) {
    if !narrow(state, key) {
        read(state, key);
    }
}

/// Takes the keys that narrow the help; `false` if it is none of them.
fn narrow(state: &mut State, key: Key) -> bool {
    let Mode::Help(Scroll { top }, Narrowing { editor, typing }) = &mut state.mode else {
        return false;
    };
    let narrowed = !editor.line().is_empty();
    match (key.code, *typing) {
        (KeyCode::Char('/'), false) => *typing = true,
        (KeyCode::Backspace, true) if !narrowed => *typing = false,
        (KeyCode::Esc, typed) if typed || narrowed => {
            (*editor, *typing, *top) = (Default::default(), false, 0);
        }
        (KeyCode::Enter | KeyCode::Tab, true) => *typing = false,
        (KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown, true) => return false,
        (_, true) => {
            editor.key(key);
            *top = 0;
        }
        (_, false) => return false,
    }
    true
}

fn read(state: &mut State, key: Key) {
    let page = usize::from(inside(view::popup(state)).height)
        .saturating_sub(1)
        .max(1);
    match (key.code, key.held) {
        (KeyCode::Char('j') | KeyCode::Down, _) => scroll(state, |top| top + 1),
        (KeyCode::Char('k') | KeyCode::Up, _) => scroll(state, |top| top.saturating_sub(1)),
        (KeyCode::Char(' ') | KeyCode::PageDown, _) => scroll(state, |top| top + page),
        (KeyCode::PageUp, _) => scroll(state, |top| top.saturating_sub(page)),
        (KeyCode::Char('d'), KeyModifiers::CONTROL) => scroll(state, |top| top + page / 2),
        (KeyCode::Char('u'), KeyModifiers::CONTROL) => {
            scroll(state, |top| top.saturating_sub(page / 2))
        }
        (KeyCode::Home | KeyCode::Char('g'), _) => scroll(state, |_| 0),
        (KeyCode::End | KeyCode::Char('G'), _) => scroll(state, |_| usize::MAX),
        (KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q' | '?' | '!'), _) => {
            state.mode = Mode::Commands
        }
        _ => {}
    }
}

/// Scrolls the popup that is open, as far as it goes.
pub fn scroll(state: &mut State, to: impl FnOnce(usize) -> usize) {
    let area = inside(view::popup(state));
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let all = match &state.mode {
        Mode::Help(_, narrowing) => {
            let typed = narrowing.editor.line();
            popups::help::lines(&state.bindings, state.focus, typed, columns).len()
        }
        Mode::Problems(_) => popups::problems::lines(state, columns).len(),
        Mode::Commands
        | Mode::Searching(_)
        | Mode::Narrowing(_)
        | Mode::Writing(_)
        | Mode::Coding(_)
        | Mode::Palette(_)
        | Mode::Citing(_)
        | Mode::Comparing => return,
    };
    if let Mode::Help(Scroll { top }, _) | Mode::Problems(Scroll { top }) = &mut state.mode {
        *top = to(*top).min(all.saturating_sub(rows));
    }
}
