//! Keys while what narrows a list is typed: the list follows each of them.

use crossterm::event::KeyCode;

use crate::model::Outside;
use crate::tui::key::Key;
use crate::tui::panes::list;
use crate::tui::state::{Mode, PaneId, State};

/// Takes a key.
pub fn press(state: &mut State, key: Key) {
    let Mode::Narrowing(editor) = &mut state.mode else {
        return;
    };
    let empty = editor.line().is_empty();
    match key.code {
        KeyCode::Enter | KeyCode::Tab => state.mode = Mode::Commands,
        KeyCode::Esc => show_all(state),
        KeyCode::Backspace if empty => show_all(state),
        KeyCode::Down => choose(state, 1),
        KeyCode::Up => choose(state, -1),
        _ => {
            editor.key(key);
            retyped(state);
        }
    }
}

/// Lists what has the words typed so far.
pub fn retyped(state: &mut State) {
    let Mode::Narrowing(editor) = &state.mode else {
        return;
    };
    let sought = editor.line().to_owned();
    narrow(state, sought);
}

fn show_all(state: &mut State) {
    state.mode = Mode::Commands;
    narrow(state, Outside::default());
}

fn narrow(state: &mut State, sought: Outside) {
    if let Some(listing) = state.listing_mut(state.focus) {
        listing.sought = sought;
    }
}

fn choose(state: &mut State, by: isize) {
    let count = state.listing(state.focus).map_or(0, |l| l.rows.len());
    let chosen = match state.focus {
        PaneId::Quotes => &mut state.chosen.quote,
        PaneId::Notes => &mut state.chosen.note,
        PaneId::Transcript | PaneId::Timeline | PaneId::Speakers | PaneId::Draft => return,
    };
    *chosen = list::moved(*chosen, by, count);
}
