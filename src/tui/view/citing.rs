//! Draws the list in which the style of a citation is chosen.

use ratatui::layout::Position;

use super::Canvas;
use crate::text::clean::Clean;
use crate::tui::popups::citing;
use crate::tui::state::State;
use crate::tui::state::areas::inside;
use crate::tui::state::citing::Choosing;

impl Canvas<'_> {
    /// The list over the panes, the cursor on the chosen row.
    pub(super) fn citing(&mut self, state: &State, Choosing { chosen }: Choosing) {
        let area = super::popup(state);
        let inner = inside(area);
        let rows = usize::from(inner.height);
        let lines = citing::lines(state, chosen, inner.width.into(), rows);
        let foot = Clean::ours(" j k choose · Enter or a number copies · Esc closes ");
        self.window("Copy as", foot, area);
        self.lines(lines, inner);
        let row = citing::row_of(state, chosen, rows);
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        let last = inner.height.saturating_sub(1);
        self.cursor = Position::new(inner.x, inner.y + row.min(last));
    }
}
