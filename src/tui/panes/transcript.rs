//! The words: every turn with its speaker, numbers, signs for quotes and notes, and hits.

use ratatui::layout::Rect;

use super::scroll_bar::scroll_bar;
use crate::model::{EntryIndex, EntryRef, Layer};
use crate::text::clean::{Clean, clean};
use crate::text::layout::{Block, Layers, Row};
use crate::text::paint::{Line, Role, blank, columns, fit, ours, piece};
use crate::text::painter::{self, LayerMarks, Marks, Painter};
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::covering::{self, What};
use crate::tui::state::filter::Others;
use crate::tui::state::{PaneId, State};

/// The pane of the words.
pub const PANE: Pane = Pane {
    id: PaneId::Transcript,
    name: "Transcript",
    title,
    draw,
    commands: COMMANDS,
};

const COMMANDS: &[Command] = &[
    Command {
        name: "line down",
        keys: &["j", "<down>"],
        help: "a line down",
        run: |s| rows(s, 1),
    },
    Command {
        name: "line up",
        keys: &["k", "<up>"],
        help: "a line up",
        run: |s| rows(s, -1),
    },
    Command {
        name: "half a page down",
        keys: &["<c-d>"],
        help: "half a page down",
        run: |s| pages(s, 1, 2),
    },
    Command {
        name: "half a page up",
        keys: &["<c-u>"],
        help: "half a page up",
        run: |s| pages(s, -1, 2),
    },
    Command {
        name: "page down",
        keys: &["<space>", "<pgdn>"],
        help: "a page down",
        run: |s| pages(s, 1, 1),
    },
    Command {
        name: "page up",
        keys: &["<pgup>"],
        help: "a page up",
        run: |s| pages(s, -1, 1),
    },
    Command {
        name: "first",
        keys: &["gg", "<home>"],
        help: "to the beginning",
        run: first,
    },
    Command {
        name: "last",
        keys: &["G", "<end>"],
        help: "to the end",
        run: last,
    },
    Command {
        name: "turn",
        keys: &["<enter>"],
        help: "to the turn's first words",
        run: turn_start,
    },
];

fn rows(state: &mut State, by: isize) -> Vec<Effect> {
    state.reading.move_rows(&state.transcript, by);
    Vec::new()
}

fn pages(state: &mut State, way: isize, parts: usize) -> Vec<Effect> {
    // One row of the page before stays, and one may be covered by the head of a turn that began above.
    let page = (state.reading.rows() / parts).saturating_sub(2).max(1);
    rows(state, way * isize::try_from(page).unwrap_or(1))
}

fn first(state: &mut State) -> Vec<Effect> {
    state.reading.go_first(&state.transcript);
    Vec::new()
}

fn last(state: &mut State) -> Vec<Effect> {
    state.reading.go_last(&state.transcript);
    Vec::new()
}

fn turn_start(state: &mut State) -> Vec<Effect> {
    state.go_to(state.reading.cursor.entry);
    Vec::new()
}

fn title(state: &State) -> Line {
    let mut line = Line::new();
    match state.reading.layers() {
        Layers::Text => {}
        Layers::Original => line.push(ours("original ", Role::Strong)),
        Layers::Both => line.push(ours("text and original ", Role::Strong)),
    }
    let filter = state.reading.filter();
    let others = match filter.others() {
        Others::Shown => return line,
        Others::Dimmed => "others dimmed",
        Others::Hidden => "others hidden",
    };
    let initials = |s| clean(state.transcript.speaker(s).initials.borrow());
    let who = Clean::join(&filter.speakers().map(initials).collect::<Vec<_>>(), ", ");
    let shares = state.figures_here().map(|f| (f.turns, f.shares.as_slice()));
    let (all, shares) = shares.unwrap_or_default();
    let turns: usize = shares
        .iter()
        .filter(|s| filter.has(s.speaker))
        .map(|s| s.turns)
        .sum();
    let text = Clean::format(format_args!("{who}: {turns} of {all} turns, {others}"));
    line.push(piece(text, Role::Strong));
    line
}

fn draw(state: &State, area: Rect) -> Drawn {
    let width = usize::from(area.width);
    if state.transcript.is_empty() {
        let text = if state.transcript.is_complete() {
            "nothing to read in this file"
        } else {
            "loading …"
        };
        return Drawn {
            lines: vec![fit(vec![ours(text, Role::Faint)], width)],
            cursor: (0, 0),
            ..Drawn::default()
        };
    }
    let text = state.reading.columns().min(width.saturating_sub(1));
    let left = (width - 1 - text) / 2;
    let mut drawn = Drawn::default();
    let mut rows = state.reading.screen().iter();
    let mut entry: Option<Shown<'_>> = None;
    for (number, bar) in scroll_bar(state, usize::from(area.height))
        .into_iter()
        .enumerate()
    {
        let mut line = vec![piece(blank(left), Role::Plain)];
        if let Some(at) = rows.next() {
            let shown = match entry.take().filter(|shown| shown.at == at.entry) {
                Some(shown) => Some(shown),
                None => Shown::new(state, at.entry),
            };
            if let Some(shown) = &shown {
                if let Some(column) = shown.cursor(state, at.row) {
                    drawn.cursor = (narrow((left + column).min(width - 1)), narrow(number));
                }
                line.extend(fit(shown.row(state, at.row, number == 0), text));
            }
            entry = shown;
        }
        let rest = (width - 1).saturating_sub(columns(&line));
        line.push(piece(blank(rest), Role::Plain));
        line.push(bar);
        drawn.lines.push(line);
    }
    drawn
}

/// An entry on the screen, with what lies over its words.
struct Shown<'a> {
    at: EntryIndex,
    entry: EntryRef<'a>,
    block: &'a Block,
    marks: Marks,
}

impl<'a> Shown<'a> {
    fn new(state: &'a State, at: EntryIndex) -> Option<Self> {
        let entry = state.transcript.entry(at)?;
        let block = state.reading.laid_out(at)?;
        Some(Self {
            at,
            entry,
            block,
            marks: marks(state, entry),
        })
    }

    /// A row; the first of the screen keeps the speaker of a turn that began above it in sight.
    fn row(&self, state: &State, row: usize, first: bool) -> Line {
        let painter = Painter {
            transcript: &state.transcript,
            entry: self.entry,
            block: self.block,
            setting: state.reading.setting(&state.transcript, self.at),
            marks: &self.marks,
        };
        let words = |row| matches!(self.block.row(row), Row::Words(..) | Row::Pair(..));
        let cut = first && row > self.block.body() && words(row) && words(row + 1);
        let again = if cut && state.reading.rows() >= STICKY {
            painter.head_again()
        } else {
            None
        };
        again.unwrap_or_else(|| painter.row(row))
    }

    /// The column of the cursor, if it is on this row.
    fn cursor(&self, state: &State, row: usize) -> Option<usize> {
        let cursor = state.reading.cursor;
        let here = cursor.entry == self.at && self.block.row_of(cursor.spot) == row;
        here.then(|| {
            self.block
                .column_of(self.entry, row, cursor.spot)
                .unwrap_or(0)
        })
    }
}

/// Rows of a pane that can spare one for the head of a turn that began above.
const STICKY: usize = 6;

/// What lies over an entry's words.
fn marks(state: &State, entry: EntryRef<'_>) -> Marks {
    let at = entry.index();
    let hits = state.finding.in_entry(at);
    let current = state.finding.current().filter(|h| h.entry == at);
    let covers = state.covers(at);
    let selection = state.selection();
    let selected = selection
        .iter()
        .flat_map(|p| &p.stretches)
        .find(|s| s.entry == at);
    let layer = |layer: Layer| {
        let quoted = covering::bytes(&covers, layer, |w| matches!(w, What::Quote(_)));
        let marked = covering::bytes(&covers, layer, |w| matches!(w, What::Note(_)));
        let (checked, differing) = state.checked_in(at, layer);
        let quoted = quoted.into_iter().chain(checked).collect();
        LayerMarks {
            quotes: painter::apart(quoted),
            marked: painter::apart(marked),
            selected: selected
                .filter(|s| s.layer == layer)
                .map(|s| s.bytes.clone()),
            stripes: state.stripes(&covers, layer),
            differing: painter::apart(differing),
            hits: hits
                .iter()
                .filter(|h| h.layer == layer)
                .map(|h| h.bytes.clone())
                .collect(),
            current_hit: current
                .filter(|h| h.layer == layer)
                .map(|h| h.bytes.clone()),
        }
    };
    Marks {
        text: layer(Layer::Text),
        original: layer(Layer::Original),
        note: state.noting.is_on(at),
        here: state.reading.cursor.entry == at,
        dimmed: state.reading.filter().dims(entry),
    }
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
