//! Keys in the palette: letters find, arrows choose, Enter does it.

use crossterm::event::{KeyCode, KeyModifiers};

use super::run;
use crate::model::Outside;
use crate::text::clean::Clean;
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::popups::palette;
use crate::tui::state::palette::Palette;
use crate::tui::state::{Mode, State, goal};

/// Takes a key.
pub fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let count = found(state).len();
    let Mode::Palette(palette) = &mut state.mode else {
        return Vec::new();
    };
    let last = count.saturating_sub(1);
    let control = key.held.contains(KeyModifiers::CONTROL);
    let chosen = palette.chosen;
    palette.chosen = match key.code {
        KeyCode::Esc => {
            state.mode = Mode::Commands;
            return Vec::new();
        }
        KeyCode::Backspace if palette.editor.line().is_empty() => {
            state.mode = Mode::Commands;
            return Vec::new();
        }
        KeyCode::Enter => return enter(state),
        KeyCode::Down | KeyCode::Tab if chosen == last => 0,
        KeyCode::Char('n') if control && chosen == last => 0,
        KeyCode::Down | KeyCode::Tab => chosen + 1,
        KeyCode::Char('n') if control => chosen + 1,
        KeyCode::Up | KeyCode::BackTab => chosen.checked_sub(1).unwrap_or(last),
        KeyCode::Char('p') if control => chosen.checked_sub(1).unwrap_or(last),
        KeyCode::PageDown => (chosen + 10).min(last),
        KeyCode::PageUp => chosen.saturating_sub(10),
        _ => {
            palette.editor.key(key);
            retyped(state);
            return Vec::new();
        }
    };
    Vec::new()
}

/// What is typed has changed: finds the place it names, and chooses the best command.
pub fn retyped(state: &mut State) {
    let Mode::Palette(palette) = &state.mode else {
        return;
    };
    let goal = goal::parse(palette.editor.line().raw());
    let place = goal.map(|goal| state.find_goal(&goal));
    if let Mode::Palette(palette) = &mut state.mode {
        (palette.place, palette.chosen) = (place, 0);
    }
}

fn found(state: &State) -> Vec<palette::Found> {
    match &state.mode {
        Mode::Palette(Palette {
            editor,
            place: None,
            ..
        }) => palette::found(state, editor.line()),
        _ => Vec::new(),
    }
}

/// Goes to the place or runs the chosen command, as if the palette had not been there; else it stays open and says why.
fn enter(state: &mut State) -> Vec<Effect> {
    if let Mode::Palette(palette) = &state.mode
        && let Some(typed) = palette::check(palette.editor.line())
    {
        let typed = Outside::new(typed);
        return state.check(typed);
    }
    if let Mode::Palette(palette) = &state.mode
        && let Some(typed) = palette::save_as(palette.editor.line())
    {
        let typed = Outside::new(typed);
        state.mode = Mode::Commands;
        if typed.is_blank() {
            state.say(Clean::ours("`:save-as PATH` names the file for the notes"));
            return Vec::new();
        }
        return state.noting.save_as(typed).into_iter().collect();
    }
    if let Mode::Palette(palette) = &state.mode
        && let Some(typed) = palette::compare(palette.editor.line())
    {
        let typed = Outside::new(typed);
        return super::comparing::begin(state, typed);
    }
    let found = found(state);
    let Mode::Palette(Palette { chosen, place, .. }) = &state.mode else {
        return Vec::new();
    };
    let (chosen, place) = (found.get(*chosen).copied(), place.clone());
    if state.go_to_place(place.as_ref()) {
        state.mode = Mode::Commands;
        return Vec::new();
    }
    let Some(chosen) = chosen else {
        return Vec::new();
    };
    state.mode = Mode::Commands;
    state.message = None;
    state.finding.origin = None;
    if let Some(pane) = chosen.pane {
        state.focus = pane;
        state.fit();
    }
    run(state, chosen.command)
}
