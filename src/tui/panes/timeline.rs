//! Who speaks when: a lane a speaker, by time or by words, and below them quotes, notes, hits and the place of the reader.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::model::{EntryIndex, SpeakerIndex, Time, TurnRef};
use crate::text::clean::{Clean, clean};
use crate::text::figures::{Basis, Timeline};
use crate::text::paint::{Line, Role, drawn, fit, ours, padded, piece};
use crate::text::wrap;
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::lanes::{self, Lane, NAME};
use crate::tui::state::{PaneId, State};

/// The pane of the timeline.
pub const PANE: Pane = Pane {
    id: PaneId::Timeline,
    name: "Timeline",
    title,
    draw,
    commands: COMMANDS,
};

const COMMANDS: &[Command] = &[
    Command {
        name: "turn to the right",
        keys: &["l", "<right>"],
        help: "to the turn further right",
        run: |s| step(s, 1),
    },
    Command {
        name: "turn to the left",
        keys: &["h", "<left>"],
        help: "to the turn further left",
        run: |s| step(s, -1),
    },
    Command {
        name: "lane down",
        keys: &["j", "<down>"],
        help: "to the nearest turn in the lane below",
        run: |s| lane(s, 1),
    },
    Command {
        name: "lane up",
        keys: &["k", "<up>"],
        help: "to the nearest turn in the lane above",
        run: |s| lane(s, -1),
    },
    Command {
        name: "far right",
        keys: &["<c-d>", "<space>", "<pgdn>"],
        help: "a quarter of the timeline to the right",
        run: |s| quarter(s, 1),
    },
    Command {
        name: "far left",
        keys: &["<c-u>", "<pgup>"],
        help: "a quarter of the timeline to the left",
        run: |s| quarter(s, -1),
    },
    Command {
        name: "call's first turn",
        keys: &["gg", "<home>"],
        help: "to the call's first turn",
        run: first_turn,
    },
    Command {
        name: "call's last turn",
        keys: &["G", "<end>"],
        help: "to the call's last turn",
        run: last_turn,
    },
    Command {
        name: "read there",
        keys: &["<enter>"],
        help: "read at this place",
        run: enter,
    },
];

fn timeline(state: &State) -> Option<&Timeline> {
    state.timelines.get(&state.call_here()).map(AsRef::as_ref)
}

fn width(state: &State) -> usize {
    state
        .areas
        .inside(PaneId::Timeline)
        .map_or(1, |a| usize::from(lanes::columns(a.width)))
}

/// To the next turn of the call that stands in another column; where none does, to the next in this one.
fn step(state: &mut State, way: isize) -> Vec<Effect> {
    let here = state.reading.cursor.entry;
    let call = state.transcript.call_entries(state.call_here());
    let column = state.lanes.column_of(here);
    let in_call = |t: TurnRef<'_>| call.contains(&t.index().0);
    let elsewhere = |t: TurnRef<'_>| !in_call(t) || state.lanes.column_of(t.index()) != column;
    let look = |test: &dyn Fn(TurnRef<'_>) -> bool| {
        let next = if way > 0 {
            state.turn_after(here, test)
        } else {
            state.turn_before(here, test)
        };
        next.filter(|e| call.contains(&e.0))
    };
    match look(&elsewhere).or_else(|| look(&|_| true)) {
        Some(entry) => state.go_to(entry),
        None => state.say(Clean::ours(if way > 0 {
            "the call's last turn"
        } else {
            "the call's first turn"
        })),
    }
    Vec::new()
}

/// To the nearest turn in a neighbouring lane.
fn lane(state: &mut State, way: isize) -> Vec<Effect> {
    let speaker = state.speaker_here();
    let rows = &state.lanes.rows;
    let here = rows
        .iter()
        .position(|l| l.speaker == speaker)
        .unwrap_or(rows.len().saturating_sub(1));
    let next = here.checked_add_signed(way).and_then(|row| rows.get(row));
    match (
        next.and_then(|l| l.speaker),
        state.lanes.column_of(state.reading.cursor.entry),
    ) {
        (Some(speaker), Some(column)) => go_column(state, column, Some(speaker)),
        _ => Vec::new(),
    }
}

fn quarter(state: &mut State, way: isize) -> Vec<Effect> {
    let column = state
        .lanes
        .column_of(state.reading.cursor.entry)
        .unwrap_or(0);
    let by = isize::try_from(width(state) / 4).unwrap_or(1).max(1);
    go_column(state, column.saturating_add_signed(way * by), None)
}

fn go_column(state: &mut State, column: usize, speaker: Option<SpeakerIndex>) -> Vec<Effect> {
    let width = width(state);
    let entry = timeline(state)
        .and_then(|t| t.entry_at(column.min(width - 1), state.lanes.window(), width, speaker));
    if let Some(entry) = entry {
        state.go_to(entry);
    }
    Vec::new()
}

/// Goes to what was clicked on: a call of the strip, a lane's turn, or the nearest turn of anyone below the lanes.
pub fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let strip = u16::from(state.shows_strip());
    if row < strip {
        if let Some(call) = super::strip::call_at(state, column.into()) {
            let first = state.transcript.call_entries(call).start;
            if let Some(entry) = state.turn_or_after(EntryIndex(first), |_| true) {
                state.go_to(entry);
            }
        }
        return Vec::new();
    }
    let area = state.areas.inside(PaneId::Timeline).unwrap_or_default();
    let name = NAME.min(area.width / 3) + 1;
    let lane = state.lanes.rows.get(usize::from(row - strip));
    go_column(
        state,
        column.saturating_sub(name).into(),
        lane.and_then(|l| l.speaker),
    )
}

fn first_turn(state: &mut State) -> Vec<Effect> {
    let call = state.transcript.call_entries(state.call_here());
    let first = state.turn_or_after(EntryIndex(call.start), |_| true);
    if let Some(entry) = first {
        state.go_to(entry);
    }
    Vec::new()
}

fn last_turn(state: &mut State) -> Vec<Effect> {
    let call = state.transcript.call_entries(state.call_here());
    if let Some(entry) = state.turn_before(EntryIndex(call.end), |_| true) {
        state.go_to(entry);
    }
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    state.focus = PaneId::Transcript;
    Vec::new()
}

/// `by time · 55:46:01 … 56:10:00`, and of what where a part is shown.
fn title(state: &State) -> Line {
    let Some(timeline) = timeline(state) else {
        return Line::new();
    };
    let how = timeline.basis().lengths();
    let shown = stretch(timeline.basis(), &state.lanes.window());
    let text = if state.lanes.is_zoomed() {
        let all = stretch(timeline.basis(), &timeline.extent());
        Clean::format(format_args!("{how} · {shown} of {all}"))
    } else {
        Clean::format(format_args!("{how} · {shown}"))
    };
    vec![drawn(text, Role::Faint)]
}

fn stretch(basis: Basis, values: &Range<u64>) -> Clean {
    let second = |millis: u64| Time(millis / 1000 * 1000);
    match basis {
        Basis::Time | Basis::Estimated => {
            let (start, end) = (second(values.start), second(values.end));
            Clean::format(format_args!("{start} … {end}"))
        }
        Basis::Words if values.start == 0 => Clean::format(format_args!("{} words", values.end)),
        Basis::Words => Clean::format(format_args!("words {} to {}", values.start + 1, values.end)),
    }
}

fn draw(state: &State, area: Rect) -> Drawn {
    let rows = usize::from(area.height);
    let name = usize::from(NAME.min(area.width / 3));
    let columns = usize::from(lanes::columns(area.width));
    let mut drawn = Drawn::default();
    if state.shows_strip() {
        drawn
            .lines
            .push(super::strip::strip(state, area.width.into()));
    }
    if state.lanes.rows.is_empty() {
        let key = state.taught("next call");
        let text = Clean::format(format_args!(
            "nobody speaks in this call: {key} goes to the next"
        ));
        drawn.lines.push(vec![piece(text, Role::Faint)]);
        return drawn;
    }
    let here = state.lanes.column_of(state.reading.cursor.entry);
    let speaker = state.speaker_here();
    let room = rows.saturating_sub(drawn.lines.len() + 1).max(1);
    for lane in state.lanes.rows.iter().take(room) {
        if lane.speaker == speaker || lane.speaker.is_none() && drawn.cursor == (0, 0) {
            let column = u16::try_from(name + 1 + here.unwrap_or(0)).unwrap_or(0);
            drawn.cursor = (column, u16::try_from(drawn.lines.len()).unwrap_or(0));
        }
        drawn.lines.push(row(state, lane, name, here));
    }
    if rows > drawn.lines.len() {
        drawn.lines.push(marks(state, name, columns, here));
    }
    drawn
}

/// A name and its cells; the reader's column is a line through the lanes, a full cell where somebody speaks.
fn row(state: &State, lane: &Lane, name: usize, here: Option<usize>) -> Line {
    let (label, role, bar) = match lane.speaker {
        Some(speaker) => {
            let name = clean(state.transcript.speaker(speaker).name.borrow());
            (
                label(state, &name),
                Role::speaker(speaker),
                Role::bar(speaker),
            )
        }
        None => (Clean::ours("others"), Role::Faint, Role::Plain),
    };
    let mut line = padded(piece(label, role), name);
    line.push(ours(" ", Role::Plain));
    let runs = lane
        .cells
        .iter()
        .enumerate()
        .map(|(i, cell)| (*cell, Some(i) == here));
    let mut text = String::new();
    let mut marked = false;
    let mut flush = |text: &mut String, marked: bool| {
        let cells = Clean::format(format_args!("{}", std::mem::take(text)));
        line.push(drawn(cells, if marked { Role::Here } else { bar }));
    };
    for (cell, mark) in runs {
        if mark != marked {
            flush(&mut text, marked);
            marked = mark;
        }
        text.push(match (mark, cell) {
            (true, 0) => '│',
            (true, _) => '█',
            (false, _) => EIGHTHS[usize::from(cell.min(8))],
        });
    }
    flush(&mut text, marked);
    line
}

const EIGHTHS: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// The whole name where all names fit; else its last word, unless another lane's name ends in the same one.
fn label(state: &State, name: &Clean) -> Clean {
    let speakers = state.lanes.rows.iter().filter_map(|l| l.speaker);
    let names: Vec<Clean> = speakers
        .map(|s| clean(state.transcript.speaker(s).name.borrow()))
        .collect();
    let all_fit = names.iter().all(|n| wrap::columns(n) <= usize::from(NAME));
    let alike = names
        .iter()
        .filter(|n| last_word(n) == last_word(name))
        .count();
    if all_fit || alike > 1 {
        name.clone()
    } else {
        Clean::format(format_args!("{}", last_word(name)))
    }
}

fn last_word(name: &Clean) -> &str {
    name.as_str().rsplit(' ').next().unwrap_or_default()
}

/// Below the lanes: what is on the screen, where several speak or nobody; over that notes, quotes and hits, and the place
/// of the reader where nothing else stands.
fn marks(state: &State, name: usize, columns: usize, here: Option<usize>) -> Line {
    let lanes = &state.lanes;
    let mut signs: Vec<(&'static str, Role)> = vec![(" ", Role::Plain); columns];
    let mut put = |column: usize, sign: (&'static str, Role)| {
        if let Some(at) = signs.get_mut(column) {
            *at = sign;
        }
    };
    let screen = state.reading.screen();
    if let (Some(first), Some(last)) = (screen.first(), screen.last()) {
        let visible = lanes.columns_between(first.entry, last.entry);
        visible.for_each(|c| put(c, ("─", Role::Frame)));
    }
    let full = |cells: &'_ [u8], from: u8| {
        let cells = cells.iter().enumerate();
        cells
            .filter(|(_, cell)| **cell >= from)
            .map(|(c, _)| c)
            .collect::<Vec<_>>()
    };
    full(&lanes.silences, 8)
        .into_iter()
        .for_each(|c| put(c, ("·", Role::Faint)));
    full(&lanes.overlaps, 1)
        .into_iter()
        .for_each(|c| put(c, ("‖", Role::Strong)));
    here.into_iter().for_each(|c| put(c, ("↑", Role::Here)));
    let kinds = [
        (&lanes.notes, ("✎", Role::NoteSign)),
        (&lanes.quotes, ("◆", Role::QuoteSign)),
        (&lanes.hits, ("•", Role::HitSign)),
    ];
    for (columns, sign) in kinds {
        columns.iter().for_each(|c| put(*c, sign));
    }
    let mut line = vec![piece(wrap::pad(&Clean::ours(""), name + 1), Role::Plain)];
    line.extend(signs.into_iter().map(|(sign, role)| ours(sign, role)));
    fit(line, name + 1 + columns)
}
