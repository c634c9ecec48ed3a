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
        scroll(state, key);
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

fn scroll(state: &mut State, key: Key) {
    let area = inside(view::popup(state));
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let all = match &state.mode {
        Mode::Help(_, narrowing) => {
            popups::help::lines(state.focus, narrowing.editor.line(), columns).len()
        }
        Mode::Problems(_) => popups::problems::lines(state, columns).len(),
        Mode::Commands | Mode::Searching(_) | Mode::Writing(_) | Mode::Palette(_) => 0,
    };
    let (Mode::Help(Scroll { top }, _) | Mode::Problems(Scroll { top })) = &mut state.mode else {
        return;
    };
    let last = all.saturating_sub(rows);
    let page = rows.saturating_sub(1).max(1);
    match (key.code, key.held) {
        (KeyCode::Char('j') | KeyCode::Down, _) => *top = (*top + 1).min(last),
        (KeyCode::Char('k') | KeyCode::Up, _) => *top = top.saturating_sub(1),
        (KeyCode::Char(' ') | KeyCode::PageDown, _) => *top = (*top + page).min(last),
        (KeyCode::PageUp, _) => *top = top.saturating_sub(page),
        (KeyCode::Char('d'), KeyModifiers::CONTROL) => *top = (*top + page / 2).min(last),
        (KeyCode::Char('u'), KeyModifiers::CONTROL) => *top = top.saturating_sub(page / 2),
        (KeyCode::Home | KeyCode::Char('g'), _) => *top = 0,
        (KeyCode::End | KeyCode::Char('G'), _) => *top = last,
        (KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q' | '?' | '!'), _) => {
            state.mode = Mode::Commands
        }
        _ => {}
    }
}
