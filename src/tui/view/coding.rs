//! Draws what is typed to give codes, and the codes in use that it may become.

use ratatui::layout::Position;

use super::Canvas;
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, drawn, fit, ours, piece, spread};
use crate::tui::state::State;
use crate::tui::state::areas::inside;
use crate::tui::state::coding::Coding;

impl Canvas<'_> {
    /// The codes over the panes, the cursor behind what is typed.
    pub(super) fn coding(&mut self, state: &State, coding: &Coding) {
        let mut area = super::popup(state);
        area.width = area.width.min(44);
        let found = state.codes_found(coding);
        let wanted = u16::try_from(found.len().clamp(1, 12)).unwrap_or(12);
        area.height = area.height.min(wanted + 3);
        let inner = inside(area);
        let columns = usize::from(inner.width);
        let typed = clean(coding.editor.line());
        let prompt = vec![ours("code ", Role::Key), piece(typed, Role::Plain)];
        let mut lines: Vec<Line> = vec![fit(prompt, columns)];
        let chosen = coding.chosen.as_ref().map(|(at, _)| *at);
        let rows = usize::from(inner.height).saturating_sub(1).max(1);
        let top = chosen.map_or(0, |at| (at + 1).saturating_sub(rows));
        let numbered = coding.editor.line().is_empty();
        for (at, (code, count)) in found.iter().enumerate().skip(top).take(rows) {
            let number = if numbered && at < 9 {
                Clean::format(format_args!("  {} ", at + 1))
            } else {
                Clean::ours("    ")
            };
            let role = if chosen == Some(at) {
                Role::Chosen
            } else {
                Role::Plain
            };
            let left = vec![drawn(number, Role::Key), piece(clean(code.borrow()), role)];
            let count = drawn(Clean::format(format_args!("{count} ")), Role::Number);
            lines.push(spread(left, vec![count], columns));
        }
        if found.is_empty() {
            lines.push(fit(vec![ours("    a new code", Role::Faint)], columns));
        }
        let foot = Clean::ours(" Tab completes · Enter gives it · Esc closes ");
        self.window("Code", foot, area);
        self.lines(lines, inner);
        let (_, _, _, column) = coding.editor.rows(usize::MAX);
        let column = u16::try_from(column + 5).unwrap_or(u16::MAX);
        self.cursor = Position::new(inner.x + column.min(inner.width.saturating_sub(1)), inner.y);
    }
}
