//! The calls in a row, above the lanes of the one where the reader is.

use crate::model::{CallIndex, Time};
use crate::text::clean::Clean;
use crate::text::figures::Basis;
use crate::text::front;
use crate::text::paint::{Line, Role, columns, fit, ours, piece};
use crate::tui::state::{PaneId, State};

/// `1 Petrov – Ott 11 Feb 2024 5:12 │ 2 At the harbour office …`: from the first call on, or as far as brings the reader's
/// into sight.
pub fn strip(state: &State, width: usize) -> Line {
    let mut line = Line::new();
    let (first, cells) = cells(state, width);
    if first > 0 {
        line.push(ours("… ", Role::Faint));
    }
    for (number, cell) in cells.into_iter().enumerate() {
        if number > 0 {
            line.push(ours(" │ ", Role::Frame));
        }
        line.extend(cell);
    }
    fit(line, width)
}

/// The call at a column of the strip.
pub fn call_at(state: &State, column: usize) -> Option<CallIndex> {
    let width = state.areas.inside(PaneId::Timeline)?.width.into();
    let (first, cells) = cells(state, width);
    let mut end = if first > 0 { 2 } else { 0 };
    let at = cells.iter().position(|cell| {
        end += columns(cell) + 3;
        column < end
    })?;
    Some(CallIndex((first + at) as u32))
}

/// The number of the first call in sight, and the cells from there on.
fn cells(state: &State, width: usize) -> (usize, Vec<Line>) {
    let here = state.call_here();
    let calls = state.transcript.calls().len();
    let mut cells: Vec<Line> = (0..calls)
        .map(|c| cell(state, CallIndex(c as u32), here))
        .collect();
    let used = |cells: &[Line]| cells.iter().map(|c| columns(c) + 3).sum::<usize>();
    let mut first = 0;
    while first < here.get() && used(&cells[first..=here.get()]) > width {
        first += 1;
    }
    (first, cells.split_off(first.min(calls)))
}

fn cell(state: &State, index: CallIndex, here: CallIndex) -> Line {
    let call = state.transcript.call(index);
    let title = front::call_title(&state.transcript, index);
    let number = Clean::format(format_args!("{} {title}", index.0 + 1));
    let role = if index == here {
        Role::Here
    } else {
        Role::Plain
    };
    let mut line = vec![piece(number, role)];
    if let Some(date) = call.date {
        line.push(piece(Clean::format(format_args!(" {date}")), Role::Faint));
    }
    if let Some(length) = length(state, index) {
        line.push(piece(Clean::format(format_args!(" {length}")), Role::Faint));
    }
    line
}

/// How long a call was, or how many words are here of it.
fn length(state: &State, call: CallIndex) -> Option<Clean> {
    if let Some(duration) = state.transcript.call(call).duration {
        return Some(Clean::format(format_args!("{duration}")));
    }
    let timeline = state.timelines.get(&call)?;
    let extent = timeline.extent();
    let length = extent.end - extent.start;
    Some(match timeline.basis() {
        Basis::Time | Basis::Estimated => Clean::format(format_args!("{}", Time(length))),
        Basis::Words => Clean::format(format_args!("{length} words")),
    })
}
