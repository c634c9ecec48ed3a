//! The scroll bar: where the screen is in the transcript, and where hits, quotes and notes are.

use crate::model::EntryIndex;
use crate::text::paint::{Piece, Role, ours};
use crate::tui::state::State;

/// One piece a row; a hit covers a quote, and a quote a note, where they fall on one row.
pub fn scroll_bar(state: &State, rows: usize) -> Vec<Piece> {
    let all = state.transcript.len().max(1);
    let row_of = |entry: EntryIndex| (entry.0 * rows / all).min(rows.saturating_sub(1));
    let mut bar: Vec<_> = (0..rows).map(|_| ours(" ", Role::Frame)).collect();
    let last = state.reading.screen().last().map_or(0, |r| r.entry.0);
    let visible = row_of(state.reading.top.entry)..=row_of(EntryIndex(last));
    for piece in &mut bar[visible.clone()] {
        *piece = ours("█", Role::Frame);
    }
    for note in state.noting.standing().iter().filter_map(|l| l.entry) {
        bar[row_of(note)] = ours("✎", Role::NoteSign);
    }
    for quote in state.transcript.quotes() {
        bar[row_of(quote.passage.first())] = ours("◆", Role::QuoteSign);
    }
    for row in state.finding.rows(rows, all) {
        bar[row] = ours("•", Role::HitSign);
    }
    for piece in bar[visible].iter_mut().filter(|p| p.role != Role::Frame) {
        piece.role = Role::Chosen;
    }
    bar
}
