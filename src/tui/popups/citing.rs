//! The styles of a citation, each with what it makes of the words that would be copied: shortened in its row, whole below.

use crate::model::OutsideStr;
use crate::text::clean::{self, Clean};
use crate::text::paint::{Line, Role, drawn, fit, ours, piece};
use crate::text::wrap;
use crate::tui::state::State;

/// Columns of a style's name; longer ones are cut.
const NAME: usize = 11;

/// A row for each style, the chosen one among them, and below them all that the chosen one makes.
pub fn lines(state: &State, chosen: usize, columns: usize, rows: usize) -> Vec<Line> {
    let all = state.citing.styles.len();
    let list = listed(state, rows);
    let first = (chosen + 1).saturating_sub(list);
    let mut lines: Vec<Line> = (first..all.min(first + list))
        .map(|style| row(state, style, style == chosen, columns))
        .collect();
    if rows > lines.len() + 2 {
        lines.push(Line::new());
    }
    let left = rows.saturating_sub(lines.len());
    let cited = state.cited(chosen).map(|c| c.text).unwrap_or_default();
    // No more than there may be room for: a selection may be very long.
    let cited = wrap::cut(&cited, columns * (left + 1));
    let mut preview = preview(&cited, columns);
    if preview.len() > left && left > 1 {
        preview.truncate(left - 1);
        preview.push(vec![ours("…", Role::Faint)]);
    }
    lines.extend(preview);
    lines
}

/// How many styles are listed; one row is kept for what the chosen one makes.
fn listed(state: &State, rows: usize) -> usize {
    let all = state.citing.styles.len();
    all.min(rows.saturating_sub(1).max(1))
}

/// The row that the chosen style stands in.
pub fn row_of(state: &State, chosen: usize, rows: usize) -> usize {
    chosen.min(listed(state, rows) - 1)
}

/// `2 journalist  "We only … lease," Ana Petrov, Petrov – Ott, 11 Feb 2024`.
fn row(state: &State, style: usize, chosen: bool, columns: usize) -> Line {
    let sample = state.sample_of(&state.citing.styles[style]);
    let name = Clean::format(format_args!("{}", state.citing.styles[style].name()));
    let name = wrap::pad(&wrap::fit(&name, NAME), NAME);
    let words: Vec<&str> = sample.split_whitespace().take(columns).collect();
    let words = clean::clean(OutsideStr::new(&words.join(" ")));
    let role = |role| if chosen { Role::Chosen } else { role };
    let number = Clean::format(format_args!("{} ", style + 1));
    let line = vec![
        drawn(number, role(Role::Key)),
        piece(name, role(Role::Strong)),
        ours(" ", role(Role::Plain)),
        piece(words, role(Role::Faint)),
    ];
    fit(line, columns)
}

/// All of a citation, wrapped.
fn preview(cited: &Clean, columns: usize) -> Vec<Line> {
    let text = OutsideStr::new(cited.as_str());
    let rows = wrap::wrap(text, columns).into_iter();
    rows.map(|r| vec![piece(clean::shown_row(text, &r), Role::Plain)])
        .collect()
}
