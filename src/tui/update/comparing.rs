//! Keys while two versions stand side by side: through the lines, from difference to difference, and to the words.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::model::Outside;
use crate::text::clean::{Clean, clean};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::popups::comparing::{lines, marked};
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

/// To the next words that differ and are not to be seen yet, in this row or in the next, or back.
fn step(state: &mut State, on: bool) {
    state.message = None;
    if step_within(state, on) {
        return;
    }
    let Some(shown) = shown(state) else { return };
    let found = if on {
        shown.go_next()
    } else {
        shown.go_previous()
    };
    if found {
        show_marked(state, on);
    } else {
        let more = if on {
            "no difference after this one"
        } else {
            "no difference before this one"
        };
        state.say(Clean::ours(more));
    }
}

/// To words below the screen, or above it, that differ in the row at the top; `false` if there are none.
fn step_within(state: &mut State, on: bool) -> bool {
    let height = usize::from(comparing::body(state).height);
    let (above, places) = top_row(state);
    let next = if on {
        places.into_iter().find(|line| *line >= above + height)
    } else {
        places.into_iter().rfind(|line| *line < above)
    };
    if let (Some(line), Some(shown)) = (next, shown(state)) {
        shown.at.1 = line.saturating_sub(height / 2);
    }
    next.is_some()
}

/// Where the first words that differ in the row at the top, or the last, stand too far down to be seen, they come to the
/// middle.
pub fn show_marked(state: &mut State, first: bool) {
    let height = usize::from(comparing::body(state).height);
    let (_, places) = top_row(state);
    let place = if first { places.first() } else { places.last() };
    let line = place.copied().filter(|line| line + 1 >= height);
    if let (Some(line), Some(shown)) = (line, shown(state)) {
        shown.at.1 = line.saturating_sub(height / 2);
    }
}

/// Of the row at the top, how many lines are above the screen, and in which lines words begin that differ.
fn top_row(state: &State) -> (usize, Vec<usize>) {
    let columns = comparing::body(state).width.into();
    match state.comparing.as_ref().map(|c| &c.phase) {
        Some(Phase::Shown(shown)) => {
            let (item, above) = shown.at;
            (above, marked(&lines(state, shown, item, columns)))
        }
        Some(Phase::Running(_) | Phase::Failed(_)) | None => (0, Vec::new()),
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
