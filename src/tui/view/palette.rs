//! Draws the palette (what is typed, the place it names, the commands that match) and the help.

use ratatui::layout::{Position, Rect};

use super::Canvas;
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, drawn};
use crate::text::wrap;
use crate::tui::popups::{help, palette};
use crate::tui::state::State;
use crate::tui::state::areas::inside;
use crate::tui::state::palette::{Narrowing, Palette};

impl Canvas<'_> {
    /// The palette over the panes, the cursor behind what is typed.
    pub(super) fn palette(&mut self, state: &State, palette: &Palette) {
        let mut area = super::popup(state);
        let columns = usize::from(inside(area).width);
        let typed = palette.editor.line();
        let found = match palette.place {
            None => palette::found(state, typed),
            Some(_) => Vec::new(),
        };
        let described = match &palette.place {
            Some(Ok(entry)) => Some(state.describe(*entry)),
            _ => None,
        };
        let mut lines: Vec<Line> = vec![
            palette::prompt(typed, columns),
            palette::answer(palette, described, found.len(), columns),
        ];
        // As high as what it shows: a place is looked at in the text behind it.
        let wanted = u16::try_from(found.len()).unwrap_or(u16::MAX);
        area.height = area.height.min(wanted.saturating_add(4));
        let inner = inside(area);
        let rows = usize::from(inner.height).saturating_sub(lines.len());
        lines.extend(palette::lines(
            &state.bindings,
            (&found, palette.chosen),
            columns,
            rows,
        ));
        let foot = match (&palette.place, found.len()) {
            (Some(Ok(_)), _) => Clean::ours(" Enter goes there · Esc closes "),
            (Some(Err(_)), _) | (None, 0) => Clean::ours(" Esc closes "),
            (None, n) => Clean::format(format_args!(
                " {} of {n} · ↑ ↓ choose · Enter does it · Esc closes ",
                palette.chosen + 1
            )),
        };
        self.window("Commands and places", foot, area);
        self.lines(lines, inner);
        let (_, _, _, column) = palette.editor.rows(usize::MAX);
        let column = u16::try_from(column + 1).unwrap_or(u16::MAX);
        self.cursor = Position::new(inner.x + column.min(inner.width.saturating_sub(1)), inner.y);
    }

    /// The help over the panes; while it is narrowed, the cursor stands behind what is typed.
    pub(super) fn help(&mut self, state: &State, top: usize, narrowing: &Narrowing) {
        let area = super::popup(state);
        let inner = inside(area);
        let Narrowing { editor, typing } = narrowing;
        let lines = help::lines(
            &state.bindings,
            state.focus,
            editor.line(),
            inner.width.into(),
        );
        let shown = (top + usize::from(inner.height)).min(lines.len());
        let of = lines.len();
        let typed = clean(editor.line());
        let column = wrap::columns(&typed) + 2;
        let foot = match (typing, editor.line().is_empty()) {
            (true, _) => Clean::format(format_args!(" /{typed}  · Enter keeps · Esc shows all ")),
            (false, false) => Clean::format(format_args!(
                " /{typed}  · {shown} of {of} rows · Esc shows all "
            )),
            (false, true) => Clean::format(format_args!(
                " {shown} of {of} rows · j k move · / finds · Esc closes "
            )),
        };
        self.window("Keys", foot, area);
        self.lines(lines.into_iter().skip(top).collect(), inner);
        self.cursor = if *typing {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            let x = inner.x + column.min(inner.width.saturating_sub(1));
            Position::new(x, area.bottom().saturating_sub(1))
        } else {
            Position::new(inner.x, inner.y)
        };
    }

    /// An empty popup: its border, what it is called, what its keys do.
    pub(super) fn window(&mut self, name: &'static str, foot: Clean, area: Rect) {
        self.clear(area);
        self.frame(area, true);
        let head = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            height: 1,
            ..area
        };
        let columns = usize::from(head.width);
        let title = Clean::format(format_args!(" {name} "));
        let title = vec![drawn(title, Role::TitleFocused)];
        self.line(super::fit(title, columns), head);
        let below = Rect {
            y: area.bottom().saturating_sub(1),
            ..head
        };
        self.line(super::fit(vec![drawn(foot, Role::Faint)], columns), below);
    }
}
