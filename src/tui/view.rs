//! Draws the state. Reads only: no clock, no file, nothing that changes.

mod bars;
mod citing;
mod coding;
pub mod comparing;
mod palette;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, Clear, Widget};

use super::ascii;
use super::command::{Drawn, Pane};
use super::keymap;
use super::popups;
use super::state::areas::inside;
use super::state::writing::Writing;
use super::state::{Mode, PaneId, State};
use super::theme::Theme;
use crate::model::On;
use crate::text::clean::{self, Clean, clean};
use crate::text::front;
use crate::text::paint::{Line, Over, Role, drawn, fit, ours, piece};
use crate::text::wrap;

/// Draws everything and puts the terminal's cursor on the focused item.
pub fn view(state: &State, theme: Theme, frame: &mut Frame<'_>) {
    let cursor = paint(state, theme, frame.buffer_mut());
    frame.set_cursor_position(cursor);
}

/// Paints everything; where the cursor belongs.
pub fn paint(state: &State, theme: Theme, buffer: &mut Buffer) -> Position {
    let mut canvas = Canvas {
        theme,
        ascii: state.ascii,
        buffer,
        cursor: Position::ORIGIN,
    };
    canvas.clear(state.screen);
    canvas.screen(state);
    canvas.cursor
}

/// Where a popup stands, with its border.
pub fn popup(state: &State) -> Rect {
    let screen = state.screen;
    let width = screen.width.min(84);
    let height = screen
        .height
        .saturating_sub(if screen.height >= 12 { 4 } else { 1 });
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

struct Canvas<'a> {
    theme: Theme,
    ascii: bool,
    buffer: &'a mut Buffer,
    cursor: Position,
}

impl Canvas<'_> {
    fn screen(&mut self, state: &State) {
        let areas = &state.areas;
        if !areas.usable {
            self.line(vec![ours("onrecord needs 20×5", Role::Strong)], areas.title);
            return;
        }
        self.line(bars::title(state, areas.title.width.into()), areas.title);
        if let Some(area) = areas.banner {
            self.line(bars::banner(state, area.width.into()), area);
        }
        // Frames are shared: all of them come before what stands on any of them. What lies over others is focused, and last.
        let order = || {
            let rest = keymap::PANES.iter().map(|p| p.id);
            rest.filter(|id| *id != state.focus).chain([state.focus])
        };
        let framed = |id: &PaneId| areas.over != Some(*id) && !areas.frameless;
        for id in order().filter(framed) {
            self.frame(areas.pane(id).unwrap_or_default(), id == state.focus);
        }
        for id in order() {
            if areas.over == Some(id) {
                self.clear(areas.pane(id).unwrap_or_default());
                self.frame(areas.pane(id).unwrap_or_default(), id == state.focus);
            }
            self.pane(state, id);
        }
        self.line(bars::status(state, areas.status.width.into()), areas.status);
        match &state.mode {
            Mode::Commands => {}
            Mode::Searching(editor) | Mode::Narrowing(editor) => {
                let (_, _, _, column) = editor.rows(usize::MAX);
                let column = u16::try_from(column).unwrap_or(u16::MAX).saturating_add(2);
                let last = areas.status.right().saturating_sub(1);
                self.cursor = Position::new(
                    (areas.status.x.saturating_add(column)).min(last),
                    areas.status.y,
                );
            }
            Mode::Writing(writing) => self.writing(state, writing),
            Mode::Coding(coding) => self.coding(state, coding),
            Mode::Palette(palette) => self.palette(state, palette),
            Mode::Citing(choosing) => self.citing(state, *choosing),
            Mode::Comparing => self.comparing(state),
            Mode::Help(scroll, narrowing) => self.help(state, scroll.top, narrowing),
            Mode::Problems(scroll) => {
                let area = popup(state);
                let lines = popups::problems::lines(state, inside(area).width.into());
                self.popup("What is wrong with this file", lines, scroll.top, area);
            }
        }
    }

    fn pane(&mut self, state: &State, id: PaneId) {
        let Some(area) = state.areas.pane(id) else {
            return;
        };
        let pane = keymap::pane(id);
        let focused = state.focus == id;
        if state.areas.frameless {
            return self.inside(state, pane, area);
        }
        let name = Clean::format(format_args!(" {} {} ", id.index(), pane.name));
        let role = if focused {
            Role::TitleFocused
        } else {
            Role::Title
        };
        let mut title = vec![drawn(name, role)];
        let more = (pane.title)(state);
        if more.iter().any(|p| !p.text.as_str().is_empty()) {
            title.push(ours(" ", Role::Faint));
            title.extend(more);
            title.push(ours(" ", Role::Faint));
        }
        let head = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            height: 1,
            ..area
        };
        self.line(fit(title, head.width.into()), head);
        self.inside(state, pane, inside(area));
    }

    /// A pane's rows, and the cursor where it has the focus.
    fn inside(&mut self, state: &State, pane: &Pane, inner: Rect) {
        let Drawn { lines, cursor, .. } = (pane.draw)(state, inner);
        self.lines(lines, inner);
        if state.focus == pane.id {
            let x = inner.x + cursor.0.min(inner.width.saturating_sub(1));
            let y = inner.y + cursor.1.min(inner.height.saturating_sub(1));
            self.cursor = Position::new(x, y);
        }
    }

    /// Empties an area, in the theme's own ground. A wide character that reaches into it from the left goes, too: half of
    /// it cannot be shown.
    fn clear(&mut self, area: Rect) {
        Clear.render(area, self.buffer);
        self.buffer.set_style(area, self.theme.ground());
        let Some(x) = area.x.checked_sub(1) else {
            return;
        };
        for y in area.y..area.bottom() {
            if let Some(cell) = self
                .buffer
                .cell_mut((x, y))
                .filter(|c| wrap::columns(c.symbol()) > 1)
            {
                cell.set_symbol(" ");
            }
        }
    }

    /// A border, joined with those of its neighbours.
    fn frame(&mut self, area: Rect, focused: bool) {
        let role = if focused {
            Role::FrameFocused
        } else {
            Role::Frame
        };
        let style = self.theme.style(role, Over::default());
        if self.ascii {
            ascii::frame(area, style, self.buffer);
            return;
        }
        Block::bordered()
            .merge_borders(MergeStrategy::Exact)
            .border_style(style)
            .render(area, self.buffer);
    }

    fn popup(&mut self, name: &'static str, lines: Vec<Line>, top: usize, area: Rect) {
        let inner = inside(area);
        let shown = (top + usize::from(inner.height)).min(lines.len());
        let place = Clean::format(format_args!(
            " {shown} of {} rows · j k move · Esc closes ",
            lines.len()
        ));
        self.window(name, place, area);
        self.lines(lines.into_iter().skip(top).collect(), inner);
        self.cursor = Position::new(inner.x, inner.y);
    }

    fn writing(&mut self, state: &State, writing: &Writing) {
        let area = state.areas.writing;
        self.clear(area);
        self.frame(area, true);
        let turn = state.transcript.turn(writing.entry);
        let call = state.transcript.entry(writing.entry).map(|e| e.call());
        let on = match &writing.on {
            On::Transcript => Some(Clean::ours("the whole transcript")),
            On::Call(_) => call.map(|c| front::call_title(&state.transcript, c)),
            On::Speaker(_) => {
                turn.map(|t| clean(state.transcript.speaker(t.speaker()).name.borrow()))
            }
            On::Turn { .. } | On::Passage { .. } => None,
        };
        let named = |name| {
            let name = Clean::format(format_args!(" ✎ {name} "));
            vec![piece(name, Role::TitleFocused)]
        };
        let on = on.map(named).or(turn.map(|turn| {
            let name = clean(state.transcript.speaker(turn.speaker()).name.borrow());
            let number = Clean::format(format_args!(" ✎ turn {} · ", turn.number()));
            vec![
                drawn(number, Role::TitleFocused),
                piece(name, Role::TitleFocused),
                ours(" ", Role::TitleFocused),
            ]
        }));
        let on = on.unwrap_or_default();
        let head = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            height: 1,
            ..area
        };
        self.line(fit(on, head.width.into()), head);
        let foot = Rect {
            y: area.bottom().saturating_sub(1),
            ..head
        };
        self.line(
            fit(
                vec![ours(" Esc saves · Ctrl-G your editor ", Role::Faint)],
                foot.width.into(),
            ),
            foot,
        );
        let inner = inside(area);
        let (text, rows, row, column) = writing.editor.rows(inner.width.into());
        let height = usize::from(inner.height.max(1));
        let top = (row + 1).saturating_sub(height);
        let lines = rows.into_iter().skip(top).take(height);
        let lines = lines
            .map(|r| vec![piece(clean::shown(text.borrow(), r), Role::Plain)])
            .collect();
        self.lines(lines, inner);
        let at = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.cursor = Position::new(
            inner.x + at(column).min(inner.width.saturating_sub(1)),
            inner.y + at(row - top).min(inner.height.saturating_sub(1)),
        );
    }

    fn lines(&mut self, lines: Vec<Line>, area: Rect) {
        for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
            self.line(
                line,
                Rect {
                    y,
                    height: 1,
                    ..area
                },
            );
        }
    }

    /// One row of pieces; nothing is drawn outside the area.
    fn line(&mut self, line: Line, area: Rect) {
        if area.is_empty() || area.y >= self.buffer.area.bottom() {
            return;
        }
        let mut x = area.x;
        for p in line {
            let room = usize::from(area.right().saturating_sub(x));
            let style = self.theme.style(p.role, p.over);
            let stand_in = (self.ascii && p.ours).then(|| ascii::of(&p.text));
            let text = stand_in.as_ref().unwrap_or(&p.text);
            x = self
                .buffer
                .set_stringn(x, area.y, text.as_str(), room, style)
                .0;
        }
    }
}
