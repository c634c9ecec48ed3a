//! What is wrong with the transcript, as `onrecord lint` says it, and with the notes file.

use crate::model::{OutsideStr, Problem};
use crate::text::clean::{self, Clean};
use crate::text::paint::{Line, Role, ours, piece};
use crate::text::wrap;
use crate::tui::state::State;

/// The rows of the popup.
pub fn lines(state: &State, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for problem in state.transcript.problems() {
        push(&mut lines, problem, columns);
    }
    if state.transcript.more_problems() {
        lines.push(vec![ours("… and more after these", Role::Faint)]);
    }
    notes_file(state, columns, &mut lines);
    configuration(state, columns, &mut lines);
    lines
}

/// A section of its own: what stands in the way of the notes, and what of them could not be read.
fn notes_file(state: &State, columns: usize, lines: &mut Vec<Line>) {
    let (obstacle, book) = (&state.noting.obstacle, &state.noting.book);
    if !state.noting.has_problems() {
        return;
    }
    if !lines.is_empty() {
        lines.push(Line::new());
    }
    lines.push(vec![ours("The notes file", Role::Key)]);
    for block in book.unread() {
        lines.push(vec![ours("a note that cannot be read:", Role::Alarm)]);
        let rows = wrap::wrap(block, columns).into_iter();
        let shown = rows.map(|r| clean::shown_row(block, &r));
        lines.extend(shown.map(|row| vec![piece(row, Role::Paraphrase)]));
    }
    for problem in book.problems() {
        push(lines, problem, columns);
    }
    if book.problems().is_empty() {
        obstacle.iter().for_each(|o| push(lines, o, columns));
    }
}

/// A section of its own: what is wrong in the configuration, and stays as it is without it.
fn configuration(state: &State, columns: usize, lines: &mut Vec<Line>) {
    if state.configuration.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(Line::new());
    }
    lines.push(vec![ours("The configuration, config.toml", Role::Key)]);
    for problem in &state.configuration {
        push(lines, problem, columns);
    }
}

fn push(lines: &mut Vec<Line>, problem: &Problem, columns: usize) {
    for (row, text) in problem.message("").lines().enumerate() {
        let text = OutsideStr::new(text);
        let role = if row == 0 { Role::Strong } else { Role::Plain };
        let rows = wrap::wrap(text, columns);
        let shown = rows.into_iter().map(|r| clean::shown_row(text, &r));
        lines.extend(shown.map(|row: Clean| vec![piece(row, role)]));
    }
}
