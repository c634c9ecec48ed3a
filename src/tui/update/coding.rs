//! Keys while codes are typed: digits choose at once, Tab completes, Enter gives them.

use crossterm::event::KeyCode;

use crate::model::Outside;
use crate::text::clean::clean;
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::state::coding::Coding;
use crate::tui::state::writing::Editor;
use crate::tui::state::{Mode, State};

/// Takes a key.
pub fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let Mode::Coding(coding) = &mut state.mode else {
        return Vec::new();
    };
    let empty = coding.editor.line().is_empty();
    match key.code {
        KeyCode::Esc => state.mode = Mode::Commands,
        KeyCode::Backspace if empty => state.mode = Mode::Commands,
        KeyCode::Enter => return enter(state),
        KeyCode::Char(digit @ '1'..='9') if empty => {
            let at = digit as usize - '1' as usize;
            if let Some((code, _)) = state.codes_in_use().into_iter().nth(at) {
                state.mode = Mode::Commands;
                return state.code(vec![code]);
            }
        }
        KeyCode::Tab | KeyCode::Down => complete(state, true),
        KeyCode::BackTab | KeyCode::Up => complete(state, false),
        _ => {
            coding.editor.key(key);
            coding.chosen = None;
        }
    }
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    let Mode::Coding(coding) = std::mem::take(&mut state.mode) else {
        return Vec::new();
    };
    let typed = clean(coding.editor.line());
    let codes = typed.split(',').map(str::trim).filter(|c| !c.is_empty());
    let codes: Vec<Outside> = codes.map(Outside::new).collect();
    state.code(codes)
}

/// Puts the next or the previous code in use behind the last comma.
fn complete(state: &mut State, forward: bool) {
    let Mode::Coding(coding) = &state.mode else {
        return;
    };
    let found = state.codes_found(coding);
    let (before, _) = coding.last();
    let last = found.len().saturating_sub(1);
    let at = match (&coding.chosen, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some((at, _)), true) => {
            if *at >= last {
                0
            } else {
                at + 1
            }
        }
        (Some((at, _)), false) => at.checked_sub(1).unwrap_or(last),
    };
    let Some((code, _)) = found.get(at) else {
        return;
    };
    let typed = match &coding.chosen {
        Some((_, typed)) => typed.clone(),
        None => coding.editor.text(),
    };
    let text = Outside::new(format!("{before}{}", clean(code.borrow())));
    state.mode = Mode::Coding(Coding {
        editor: Editor::new(&text),
        chosen: Some((at, typed)),
    });
}
