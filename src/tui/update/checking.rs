//! Keys in the list of a draft's quotations.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::panes::list::moved;
use crate::tui::state::State;

/// Takes a key.
pub fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let control = key.held.contains(KeyModifiers::CONTROL);
    let by = match key.code {
        KeyCode::Char('j') | KeyCode::Down | KeyCode::Tab => 1,
        KeyCode::Char('k') | KeyCode::Up | KeyCode::BackTab => -1,
        KeyCode::Char('d') if control => 10,
        KeyCode::Char('u') if control => -10,
        KeyCode::PageDown | KeyCode::Char(' ') => 10,
        KeyCode::PageUp => -10,
        KeyCode::Char('g') | KeyCode::Home => isize::MIN,
        KeyCode::Char('G') | KeyCode::End => isize::MAX,
        KeyCode::Enter => {
            state.go_to_checked();
            return Vec::new();
        }
        KeyCode::Esc | KeyCode::Char('q') => return state.leave_checking(),
        _ => return Vec::new(),
    };
    choose(state, by);
    Vec::new()
}

/// Chooses the quotation so many further down.
pub fn choose(state: &mut State, by: isize) {
    let count = state.checking.told().len();
    state.checking.chosen = moved(state.checking.chosen, by, count);
}
