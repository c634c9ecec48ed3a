//! Keys in the list of styles: a style is chosen, by its row or its number, and what is meant is copied in it.

use crossterm::event::KeyCode;

use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::panes::copying;
use crate::tui::state::citing::Choosing;
use crate::tui::state::{Mode, State};

/// Takes a key.
pub fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let count = state.citing.styles.len();
    let Mode::Citing(Choosing { chosen }) = &mut state.mode else {
        return Vec::new();
    };
    match key.code {
        KeyCode::Char('j') | KeyCode::Down | KeyCode::Tab => *chosen = (*chosen + 1) % count,
        KeyCode::Char('k') | KeyCode::Up | KeyCode::BackTab => {
            *chosen = chosen.checked_sub(1).unwrap_or(count - 1);
        }
        KeyCode::Char(digit @ '1'..='9') => {
            let row = usize::from(digit as u8 - b'1');
            if row < count {
                return take(state, row);
            }
        }
        KeyCode::Enter => {
            let row = *chosen;
            return take(state, row);
        }
        KeyCode::Esc | KeyCode::Char('q' | 'Y') => state.mode = Mode::Commands,
        _ => {}
    }
    Vec::new()
}

/// Copies in this style, which is the one in use from now on.
fn take(state: &mut State, style: usize) -> Vec<Effect> {
    state.mode = Mode::Commands;
    state.citing.current = style;
    copying::copy(state, style)
}
