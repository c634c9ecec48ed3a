//! Draws the list of a draft's quotations.

use ratatui::layout::Position;

use super::Canvas;
use crate::text::clean::Clean;
use crate::tui::popups::checking;
use crate::tui::state::State;
use crate::tui::state::areas::inside;

impl Canvas<'_> {
    /// The list over the panes, the cursor on the chosen row.
    pub(super) fn checking(&mut self, state: &State) {
        let area = super::popup(state);
        let inner = inside(area);
        let drawn = checking::draw(state, inner.width.into(), inner.height.into());
        let foot = if state.checking.running.is_some() {
            Clean::ours(" Esc stops ")
        } else {
            let summary = checking::summary(state);
            Clean::format(format_args!(
                " {summary} · Enter goes to the words · Esc closes "
            ))
        };
        self.window("Checked draft", foot, area);
        self.lines(drawn.lines, inner);
        let (column, row) = drawn.cursor;
        let last = inner.height.saturating_sub(1);
        self.cursor = Position::new(inner.x + column, inner.y + row.min(last));
    }
}
