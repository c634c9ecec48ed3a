//! What is wrong with the file, as `onrecord lint` says it.

use crate::model::OutsideStr;
use crate::text::clean;
use crate::text::paint::{Line, Role, ours, piece};
use crate::text::wrap;
use crate::tui::state::State;

/// The rows of the popup.
pub fn lines(state: &State, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for problem in state.transcript.problems() {
        for (row, text) in problem.message("").lines().enumerate() {
            let text = OutsideStr::new(text);
            let role = if row == 0 { Role::Strong } else { Role::Plain };
            let rows = wrap::wrap(text, columns);
            lines.extend(
                rows.into_iter()
                    .map(|r| vec![piece(clean::shown_row(text, &r), role)]),
            );
        }
    }
    if state.transcript.more_problems() {
        lines.push(vec![ours("… and more after these", Role::Faint)]);
    }
    lines
}
