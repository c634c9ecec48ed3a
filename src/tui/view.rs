//! Draws the state. Reads only: no clock, no file, nothing that changes.

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
use super::state::noting::Saving;
use super::state::writing::Writing;
use super::state::{Loading, Mode, PaneId, State};
use super::theme::Theme;
use crate::model::{Coverage, OutsideStr, Severity};
use crate::text::clean::{self, Clean, clean};
use crate::text::front;
use crate::text::paint::{Line, Over, Role, drawn, fit, ours, piece, spread};
use crate::text::wrap;

/// Draws everything and puts the terminal's cursor on the focused item.
pub fn view(state: &State, theme: Theme, frame: &mut Frame<'_>) {
    let mut canvas = Canvas {
        theme,
        ascii: state.ascii,
        buffer: frame.buffer_mut(),
        cursor: Position::ORIGIN,
    };
    canvas.clear(state.screen);
    canvas.screen(state);
    let cursor = canvas.cursor;
    frame.set_cursor_position(cursor);
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
        self.line(title(state, areas.title.width.into()), areas.title);
        if let Some(area) = areas.banner {
            self.line(banner(state, area.width.into()), area);
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
        self.line(status(state, areas.status.width.into()), areas.status);
        match &state.mode {
            Mode::Commands => {}
            Mode::Searching(editor) => {
                let (_, _, _, column) = editor.rows(usize::MAX);
                let column = u16::try_from(column).unwrap_or(u16::MAX).saturating_add(2);
                let last = areas.status.right().saturating_sub(1);
                self.cursor = Position::new(
                    (areas.status.x.saturating_add(column)).min(last),
                    areas.status.y,
                );
            }
            Mode::Writing(writing) => self.writing(state, writing),
            Mode::Palette(palette) => self.palette(state, palette),
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
        let on = turn.map_or_else(Line::new, |turn| {
            let name = clean(state.transcript.speaker(turn.speaker()).name.borrow());
            let number = Clean::format(format_args!(" ✎ turn {} · ", turn.number()));
            vec![
                drawn(number, Role::TitleFocused),
                piece(name, Role::TitleFocused),
                ours(" ", Role::TitleFocused),
            ]
        });
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
            fit(vec![ours(" Esc saves ", Role::Faint)], foot.width.into()),
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

/// ` The harbour calls ▸ Petrov – Ott · 11 Feb 2024      call 1/2 · turn 1/2 · excerpts · disputed`.
fn title(state: &State, columns: usize) -> Line {
    let transcript = &state.transcript;
    let head = transcript.head();
    let mut left = vec![ours(" ", Role::Plain)];
    if let Some(title) = &head.title {
        left.push(piece(clean(title.borrow()), Role::Strong));
    }
    let Some(here) = state.here() else {
        return fit(left, columns);
    };
    let index = here.call();
    let call = transcript.call(index);
    if call.title.is_some() || transcript.calls().len() > 1 {
        let title = front::call_title(transcript, index);
        left.push(ours(" ▸ ", Role::Plain));
        left.push(piece(title, Role::Plain));
    }
    if let Some(date) = call.date {
        left.push(drawn(Clean::format(format_args!(" · {date}")), Role::Faint));
    }
    let turn = state.turn_here().map_or(0, |t| t.number().0);
    let turns = transcript.call_turns(index);
    let calls = transcript.calls().len();
    let place = match turn {
        0 => Clean::format(format_args!("call {}/{calls} · {turns} turns", index.0 + 1)),
        _ => Clean::format(format_args!(
            "call {}/{calls} · turn {turn}/{turns}",
            index.0 + 1
        )),
    };
    let mut right = vec![drawn(place, Role::Plain)];
    if columns < 72 {
        left = vec![
            ours(" ", Role::Plain),
            piece(front::call_title(transcript, index), Role::Strong),
        ];
        return spread(left, right, columns);
    }
    if call.coverage == Coverage::Excerpts {
        right.push(ours(" · excerpts", Role::Faint));
    }
    if !call.disputed.is_empty() || !head.disputed.is_empty() {
        right.push(ours(" · disputed", Role::Strong));
    }
    let hidden = state.hidden.count();
    if hidden > 0 {
        let noun = if hidden == 1 {
            "character"
        } else {
            "characters"
        };
        let hidden = Clean::format(format_args!(" · {hidden} hidden {noun}"));
        right.push(drawn(hidden, Role::Alarm));
    }
    right.push(ours(" ", Role::Plain));
    spread(left, right, columns)
}

fn banner(state: &State, columns: usize) -> Line {
    let problems = state.transcript.count(Severity::Problem);
    let more = if state.transcript.more_problems() {
        "more than "
    } else {
        ""
    };
    let what = if problems == 1 { "problem" } else { "problems" };
    let count = Clean::format(format_args!(" {more}{problems} {what} in this file "));
    let first = state.transcript.gravest().map_or("", |p| p.what.as_str());
    let left = vec![
        piece(count, Role::Alarm),
        piece(Clean::format(format_args!(" {first}")), Role::Plain),
    ];
    spread(
        left,
        vec![ours("! ", Role::Key), ours("lists them ", Role::Plain)],
        columns,
    )
}

/// `  3 notes · saved · 1 lost      s next Petrov   a note   ? help      40 %`.
fn status(state: &State, columns: usize) -> Line {
    if let Mode::Searching(editor) = &state.mode {
        return searching(state, editor.line(), columns);
    }
    let mut left = vec![ours(" ", Role::Plain)];
    let notes = saving(state);
    left.extend(if state.message.is_some() {
        fit(notes, columns / 2)
    } else {
        notes
    });
    let mut right = vec![piece(percent(state), Role::Faint), ours(" ", Role::Plain)];
    if columns < 30 {
        right = vec![ours("?", Role::Key)];
    }
    if let Loading::Part(hundredths) = state.loading {
        right = vec![piece(
            Clean::format(format_args!("loading {hundredths} % ")),
            Role::Strong,
        )];
    }
    let used = crate::text::paint::columns(&left) + crate::text::paint::columns(&right);
    let room = columns.saturating_sub(used + 4);
    let middle = match &state.message {
        Some(message) => vec![piece(message.clone(), Role::Strong)],
        None => hints(state, room),
    };
    left.push(ours("   ", Role::Plain));
    left.extend(fit(middle, room));
    spread(left, right, columns)
}

fn searching(state: &State, typed: OutsideStr<'_>, columns: usize) -> Line {
    let count = match (
        &state.finding.query,
        state.finding.hits.len(),
        state.finding.running,
    ) {
        (None, ..) => Clean::default(),
        (_, 0, true) => Clean::ours("searching …"),
        (_, 0, false) => Clean::ours("nothing found"),
        (_, n, _) => {
            let at = state.finding.current.map_or(0, |c| c + 1);
            Clean::format(format_args!("hit {at} of {n}"))
        }
    };
    let count = match &state.message {
        Some(message) => piece(message.clone(), Role::Strong),
        None => drawn(count, Role::Strong),
    };
    let left = vec![ours(" /", Role::Key), piece(clean(typed), Role::Plain)];
    spread(left, vec![count, ours(" ", Role::Plain)], columns)
}

/// The state of the notes, in the words that people and scripts look for.
fn saving(state: &State) -> Line {
    if matches!(state.mode, Mode::Writing(_)) {
        return vec![ours("typing", Role::Strong)];
    }
    let count = state.noting.listed.len();
    let noun = if count == 1 { "note" } else { "notes" };
    let mut line = vec![drawn(
        Clean::format(format_args!("{count} {noun} · ")),
        Role::Plain,
    )];
    line.push(match &state.noting.saving {
        Saving::Saved => ours("saved", Role::Good),
        Saving::Underway => ours("saving", Role::Plain),
        Saving::Failed(reason) => {
            let reason = clean(reason.borrow());
            piece(
                Clean::format(format_args!("NOT SAVED: {reason}")),
                Role::Alarm,
            )
        }
    });
    if state.noting.lost() > 0 {
        let lost = Clean::format(format_args!(" · {} lost", state.noting.lost()));
        line.push(drawn(lost, Role::Alarm));
    }
    line
}

fn percent(state: &State) -> Clean {
    let last = state.transcript.len().saturating_sub(1).max(1);
    let here = state.reading.cursor.entry.0.min(last);
    Clean::format(format_args!("{} %", here * 100 / last))
}

/// What a reader may want to press next: as many as there is room for.
fn hints(state: &State, room: usize) -> Line {
    let speaker = state
        .speaker_here()
        .map(|s| clean(state.transcript.speaker(s).name.borrow()));
    let next = match (&state.mode, speaker) {
        (Mode::Writing(_), _) => {
            return vec![ours("Esc", Role::Key), ours(" saves the note", Role::Faint)];
        }
        (Mode::Palette(_) | Mode::Help(..) | Mode::Problems(_), _) => return Line::new(),
        (_, Some(name)) => Clean::format(format_args!("next {name}")),
        (_, None) => Clean::ours("next"),
    };
    let enter = match state.focus {
        PaneId::Transcript => None,
        PaneId::Timeline => Some(("←→", Clean::ours("turn"))),
        PaneId::Speakers | PaneId::Quotes | PaneId::Notes => {
            Some(("Enter", Clean::ours("goes there")))
        }
    };
    let hints = [
        Some(("?", Clean::ours("help"))),
        enter,
        Some(("s", next)),
        Some(("a", Clean::ours("note"))),
        Some(("/", Clean::ours("search"))),
        Some(("Tab", Clean::ours("pane"))),
        Some(("q", Clean::ours("quit"))),
    ];
    let mut line = Line::new();
    let mut left = room;
    for (key, what) in hints.into_iter().flatten() {
        let width = wrap::columns(key) + wrap::columns(&what) + 4;
        if width > left {
            continue;
        }
        left -= width;
        line.push(ours(key, Role::Key));
        line.push(piece(
            Clean::format(format_args!(" {what}   ")),
            Role::Faint,
        ));
    }
    line
}
