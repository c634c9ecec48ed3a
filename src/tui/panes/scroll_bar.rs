//! The scroll bar: where the screen is in the transcript, and where hits, quotes and notes are.

use crate::model::EntryIndex;
use crate::text::paint::{Piece, Role, ours};
use crate::tui::state::State;

/// One piece a row; a hit covers a quote, and a quote a note, where they fall on one row.
pub fn scroll_bar(state: &State, rows: usize) -> Vec<Piece> {
    let all = state.transcript.len().max(1);
    let row_of = |entry: EntryIndex| (entry.0 * rows / all).min(rows.saturating_sub(1));
    let mut bar: Vec<_> = (0..rows).map(|_| ours(" ", Role::Frame)).collect();
    let top = state.reading.top.entry;
    let last = state.reading.screen().last().map_or(top, |r| r.entry);
    let visible = row_of(top)..=row_of(last);
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
