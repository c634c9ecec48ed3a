//! Keys while two versions stand side by side: through the lines, from difference to difference, and to the words.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::model::Outside;
use crate::text::clean::{Clean, clean};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::popups::comparing::{first_marked, lines};
use crate::tui::state::comparing::{Comparing, Phase, Shown};
use crate::tui::state::{Loading, Mode, State};
use crate::tui::view::comparing;

/// Begins a comparison with the file that was typed; without one, shows the last again.
pub fn begin(state: &mut State, typed: Outside) -> Vec<Effect> {
    state.mode = Mode::Commands;
    if typed.is_blank() {
        if state.comparing.is_some() {
            state.mode = Mode::Comparing;
        } else {
            state.say(Clean::ours("`:compare FILE` names the other version"));
        }
        return Vec::new();
    }
    if !matches!(state.loading, Loading::Done) {
        state.say(Clean::ours("the transcript is still being read"));
        return Vec::new();
    }
    state.comparisons += 1;
    state.comparing = Some(Comparing {
        number: state.comparisons,
        name: clean(typed.borrow()),
        phase: Phase::Running(0),
    });
    state.mode = Mode::Comparing;
    vec![Effect::Compare(
        state.comparisons,
        typed,
        state.transcript.clone(),
    )]
}

/// Takes a key.
pub fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(shown) = shown(state) else {
        return waiting(state, key);
    };
    let pending = shown.pending.take();
    let control = key.held == KeyModifiers::CONTROL;
    let page = usize::from(comparing::body(state).height).max(2);
    match (pending, key.code) {
        (Some(']'), KeyCode::Char('d')) => step(state, true),
        (Some('['), KeyCode::Char('d')) => step(state, false),
        (Some('g'), KeyCode::Char('g')) => scroll(state, isize::MIN),
        (_, KeyCode::Char('n')) => step(state, true),
        (_, KeyCode::Char('N')) => step(state, false),
        (_, KeyCode::Char(first @ (']' | '[' | 'g'))) => {
            if let Some(shown) = self::shown(state) {
                shown.pending = Some(first);
            }
        }
        (_, KeyCode::Char('d')) if control => scroll(state, page as isize / 2),
        (_, KeyCode::Char('u')) if control => scroll(state, -(page as isize / 2)),
        (_, KeyCode::Char('j') | KeyCode::Down) => scroll(state, 1),
        (_, KeyCode::Char('k') | KeyCode::Up) => scroll(state, -1),
        (_, KeyCode::Char(' ') | KeyCode::PageDown) => scroll(state, page as isize - 1),
        (_, KeyCode::PageUp) => scroll(state, 1 - page as isize),
        (_, KeyCode::Home) => scroll(state, isize::MIN),
        (_, KeyCode::End | KeyCode::Char('G')) => scroll(state, isize::MAX),
        (_, KeyCode::Char('z')) => {
            if let Some(shown) = self::shown(state) {
                shown.fold_all();
            }
        }
        (_, KeyCode::Enter) => enter(state),
        (_, KeyCode::Esc | KeyCode::Char('q')) => state.mode = Mode::Commands,
        (_, _) => {}
    }
    Vec::new()
}

fn shown(state: &mut State) -> Option<&mut Shown> {
    match &mut state.comparing.as_mut()?.phase {
        Phase::Shown(shown) => Some(shown),
        Phase::Running(_) | Phase::Failed(_) => None,
    }
}

/// While the comparison runs, or if it failed: Esc gives it up.
fn waiting(state: &mut State, key: Key) -> Vec<Effect> {
    if !matches!(key.code, KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q')) {
        return Vec::new();
    }
    let running = state.is_comparing();
    if running && key.code == KeyCode::Enter {
        return Vec::new();
    }
    state.mode = Mode::Commands;
    state.comparing = None;
    if !running {
        return Vec::new();
    }
    state.say(Clean::ours("the comparison was stopped"));
    vec![Effect::StopComparing]
}

fn step(state: &mut State, on: bool) {
    let Some(shown) = shown(state) else { return };
    let found = if on {
        shown.go_next()
    } else {
        shown.go_previous()
    };
    state.message = None;
    show_marked(state);
    if !found {
        let more = if on {
            "no difference after this one"
        } else {
            "no difference before this one"
        };
        state.say(Clean::ours(more));
    }
}

/// Where the words that differ stand too far down to be seen, they come to the middle.
fn show_marked(state: &mut State) {
    let body = comparing::body(state);
    let Some(Comparing {
        phase: Phase::Shown(shown),
        ..
    }) = &state.comparing
    else {
        return;
    };
    let item = shown.at.0;
    let marked = first_marked(&lines(state, shown, item, body.width.into())).unwrap_or(0);
    let height = usize::from(body.height);
    if marked + 1 < height {
        return;
    }
    if let Some(shown) = self::shown(state) {
        shown.at = (item, marked.saturating_sub(height / 2));
    }
}

/// Unfolds what is at the top, or goes to its words.
fn enter(state: &mut State) {
    let Some(shown) = shown(state) else { return };
    let item = shown.at.0;
    if shown.unfold(item) {
        return;
    }
    let place = shown.place(item);
    state.mode = Mode::Commands;
    if let Some(place) = place {
        state.trail.meant = true;
        state.go(place);
    }
}

/// Moves by lines, as far as it goes: the last item stays at the top.
pub fn scroll(state: &mut State, lines_on: isize) {
    let columns = usize::from(comparing::body(state).width);
    let Some(Comparing {
        phase: Phase::Shown(shown),
        ..
    }) = &state.comparing
    else {
        return;
    };
    let height = |item: usize| lines(state, shown, item, columns).len();
    let last = shown.items.len().saturating_sub(1);
    let (mut item, mut line) = shown.at;
    match lines_on {
        isize::MIN => (item, line) = (0, 0),
        isize::MAX => (item, line) = (last, 0),
        _ => {
            let mut left = lines_on.unsigned_abs();
            while left > 0 && lines_on > 0 {
                let step = left.min(height(item).saturating_sub(line));
                (line, left) = (line + step, left - step);
                if line >= height(item) {
                    if item == last {
                        line = height(item).saturating_sub(1);
                        break;
                    }
                    (item, line) = (item + 1, 0);
                }
            }
            while left > 0 && lines_on < 0 {
                let step = left.min(line);
                (line, left) = (line - step, left - step);
                if left > 0 {
                    if item == 0 {
                        break;
                    }
                    item -= 1;
                    line = height(item);
                }
            }
        }
    }
    if let Some(shown) = self::shown(state) {
        shown.at = (item, line);
    }
}
