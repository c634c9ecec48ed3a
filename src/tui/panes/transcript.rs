//! The words: every turn with its speaker, numbers, signs for quotes and notes, hits, and a scroll bar that maps them.

use ratatui::layout::Rect;

use crate::model::EntryIndex;
use crate::text::layout::{self, Marks, Row};
use crate::text::paint::{Line, Role, blank, columns, fit, ours, piece};
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::reading::RowPlace;
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
    let page = (state.reading.rows() / parts).saturating_sub(1).max(1);
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
    state.go(state.reading.cursor.entry, 0);
    Vec::new()
}

fn title(_: &State) -> Line {
    Line::new()
}

fn draw(state: &State, area: Rect) -> Drawn {
    let width = usize::from(area.width);
    if state.transcript.is_empty() {
        let text = if state.transcript.is_complete() {
            "nothing to read in this file: ! says why"
        } else {
            "loading …"
        };
        return Drawn {
            lines: vec![fit(vec![ours(text, Role::Faint)], width)],
            cursor: (0, 0),
        };
    }
    let text = state.reading.columns().min(width.saturating_sub(1));
    let left = (width - 1 - text) / 2;
    let bar = scroll_bar(state, usize::from(area.height));
    let mut drawn = Drawn::default();
    let cursor = state.reading.cursor;
    let mut rows = state.reading.screen();
    let mut marked = (cursor.entry, marks(state, cursor.entry));
    for bar in bar {
        let mut line = vec![piece(blank(left), Role::Plain)];
        if let Some(at) = rows.next() {
            if at.entry == cursor.entry && is_cursor_row(state, at) {
                let column = left + cursor_column(state, at);
                drawn.cursor = (narrow(column.min(width - 1)), narrow(drawn.lines.len()));
            }
            if marked.0 != at.entry {
                marked = (at.entry, marks(state, at.entry));
            }
            line.extend(fit(row(state, at, &marked.1), text));
        }
        let rest = (width - 1).saturating_sub(columns(&line));
        line.push(piece(blank(rest), Role::Plain));
        line.push(bar);
        drawn.lines.push(line);
    }
    drawn
}

fn row(state: &State, at: RowPlace, marks: &Marks) -> Line {
    let Some(block) = state.reading.laid_out(at.entry) else {
        return Line::new();
    };
    layout::paint(&state.transcript, at.entry, block, at.row, marks)
}

fn is_cursor_row(state: &State, at: RowPlace) -> bool {
    let block = state.reading.laid_out(at.entry);
    block.is_some_and(|b| b.row_of(state.reading.cursor.spot) == at.row)
}

/// The column at which the row's words begin, or at which the hit does that the reader stands on.
fn cursor_column(state: &State, at: RowPlace) -> usize {
    use crate::text::{layout::MARGIN, layout::Spot, wrap};
    let Some(block) = state.reading.laid_out(at.entry) else {
        return 0;
    };
    match (
        block.row(at.row),
        state.reading.cursor.spot,
        state.transcript.turn(at.entry),
    ) {
        (Row::Words(bytes), Spot::Byte(byte), Some(turn)) => {
            MARGIN + wrap::column_of(turn.text(), bytes, byte)
        }
        (Row::Words(_), _, None) => MARGIN,
        _ => 0,
    }
}

/// What lies over an entry's words.
fn marks(state: &State, entry: EntryIndex) -> Marks {
    let from = state.quoted.partition_point(|(at, _)| *at < entry);
    let here = state.quoted[from..]
        .iter()
        .take_while(|(at, _)| *at == entry);
    let quotes = here.map(|(_, bytes)| bytes.clone()).collect();
    Marks {
        quotes,
        hits: state
            .finding
            .in_entry(entry)
            .iter()
            .map(|h| h.bytes.clone())
            .collect(),
        current_hit: state.finding.current_in(entry),
        note: state.noting.is_on(entry),
        here: state.reading.cursor.entry == entry,
    }
}

/// One piece a row: where the screen is in the transcript, and where hits, quotes and notes are.
fn scroll_bar(state: &State, rows: usize) -> Vec<crate::text::paint::Piece> {
    let all = state.transcript.len().max(1);
    let row_of = |entry: EntryIndex| (entry.0 * rows / all).min(rows.saturating_sub(1));
    let mut bar: Vec<_> = (0..rows).map(|_| ours(" ", Role::Frame)).collect();
    let last = state.reading.screen().last().map_or(0, |r| r.entry.0);
    let visible = row_of(state.reading.top.entry)..=row_of(EntryIndex(last));
    for piece in &mut bar[visible.clone()] {
        *piece = ours("█", Role::Frame);
    }
    let notes = state.noting.standing();
    let quotes = state.transcript.quotes();
    let hits = &state.finding.hits;
    for (row, piece) in bar.iter_mut().enumerate() {
        let from = EntryIndex((row * all).div_ceil(rows));
        let to = EntryIndex(((row + 1) * all).div_ceil(rows));
        if any_between(hits, |h| h.entry, from, to) {
            *piece = ours("•", Role::HitSign);
        } else if any_between(quotes, |q| q.passage.first(), from, to) {
            *piece = ours("◆", Role::QuoteSign);
        } else if any_between(notes, |l| l.entry.unwrap_or(EntryIndex(0)), from, to) {
            *piece = ours("✎", Role::NoteSign);
        }
    }
    for piece in bar[visible].iter_mut().filter(|p| p.role != Role::Frame) {
        piece.role = Role::Chosen;
    }
    bar
}

/// Whether one of some things, sorted by place, stands from one entry to before another.
fn any_between<T>(
    sorted: &[T],
    place: impl Fn(&T) -> EntryIndex,
    from: EntryIndex,
    to: EntryIndex,
) -> bool {
    let at = sorted.partition_point(|thing| place(thing) < from);
    sorted.get(at).is_some_and(|thing| place(thing) < to)
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
