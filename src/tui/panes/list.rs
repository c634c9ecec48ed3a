//! What the panes that are lists have in common: a chosen row that stays in sight.

use crate::model::{EntryIndex, NoteId, On, OutsideStr};
use crate::text::clean::Clean;
use crate::text::paint::{Line, Piece, Role, drawn, fit, ours, piece};
use crate::text::{clean, wrap};
use crate::tui::command::Drawn;
use crate::tui::state::State;
use crate::tui::state::listing::{By, Listing};

/// Items of a list, each of some rows; only those near the chosen one are asked for.
pub struct List<'a> {
    /// How many items there are.
    pub count: usize,
    /// The chosen one.
    pub chosen: usize,
    /// Whether the list has the focus.
    pub focused: bool,
    /// The rows of an item, never none.
    pub item: &'a dyn Fn(usize) -> Vec<Line>,
    /// The row before an item with which a group begins.
    pub heading: &'a dyn Fn(usize) -> Option<Line>,
}

impl List<'_> {
    /// The rows that fit into `rows`, the chosen item among them.
    pub fn draw(&self, rows: usize) -> Drawn {
        let mut drawn = Drawn::default();
        if self.count == 0 || rows == 0 {
            return drawn;
        }
        let chosen = self.chosen.min(self.count - 1);
        let first = self.first(chosen, rows);
        for index in first..self.count {
            if drawn.lines.len() >= rows {
                break;
            }
            if let Some(heading) = (self.heading)(index) {
                drawn.items.push(index);
                drawn.lines.push(heading);
            }
            if index == chosen {
                drawn.cursor = (0, u16::try_from(drawn.lines.len()).unwrap_or(0));
            }
            let mut lines = (self.item)(index);
            if let (true, Some(first)) = (index == chosen, lines.first_mut()) {
                self.mark(first);
            }
            drawn.items.extend(lines.iter().map(|_| index));
            drawn.lines.extend(lines);
        }
        drawn.lines.truncate(rows);
        drawn.items.truncate(rows);
        drawn
    }

    /// The first item on the screen: half a screen is before the chosen one, or more where the list ends below it.
    fn first(&self, chosen: usize, rows: usize) -> usize {
        let headed = |index: usize| usize::from((self.heading)(index).is_some());
        let height = |index: usize| (self.item)(index).len() + headed(index);
        let mut below = 0;
        for index in chosen..self.count {
            below += height(index);
            if below >= rows {
                break;
            }
        }
        let own = height(chosen);
        let mut room = rows.saturating_sub(own.max(below.min(rows.div_ceil(2))));
        let mut first = chosen;
        while first > 0 && height(first - 1) <= room {
            first -= 1;
            room -= height(first);
        }
        first
    }

    /// The chosen item's first row is seen without colour: reversed where the keys are, bold elsewhere.
    fn mark(&self, line: &mut Line) {
        for piece in line {
            piece.role = match (piece.role, self.focused) {
                (Role::Plain | Role::Strong | Role::Number | Role::Speaker(_), true) => {
                    Role::Chosen
                }
                (Role::Plain | Role::Number, false) => Role::Strong,
                (role, _) => role,
            };
        }
    }
}

/// `Petrov ──────────── 3`: the row with which a group begins, and how many are in it.
pub fn heading(name: &Clean, count: usize, width: usize) -> Line {
    let count = Clean::format(format_args!(" {count}"));
    let room = width.saturating_sub(wrap::columns(&count) + 2);
    let name = wrap::fit(name, room);
    let rule = width.saturating_sub(wrap::columns(&name) + wrap::columns(&count) + 1);
    vec![
        piece(name, Role::Heading),
        ours(" ", Role::Plain),
        drawn(
            Clean::format(format_args!("{}", "─".repeat(rule))),
            Role::Frame,
        ),
        piece(count, Role::Number),
    ]
}

/// `3 of 12 near /lease by code`: how many a list shows, and why not all.
pub fn title(listing: &Listing) -> Line {
    let (all, listed) = listing.counts;
    let mut parts = vec![if listing.is_narrowed() {
        Clean::format(format_args!("{listed} of {all}"))
    } else {
        Clean::format(format_args!("{all}"))
    }];
    if listing.near {
        parts.push(Clean::ours("near"));
    }
    if !listing.sought.is_blank() {
        let sought = clean::clean(listing.sought.borrow());
        parts.push(Clean::format(format_args!("/{sought}")));
    }
    match listing.by {
        By::Place => {}
        by @ (By::Speaker | By::Code | By::State) => parts.push(Clean::ours(by.name())),
    }
    vec![piece(Clean::join(&parts, " "), Role::Faint)]
}

/// `2:1–3`: call and turns, or the turns alone where there is one call.
pub fn numbers(state: &State, first: EntryIndex, last: EntryIndex) -> Clean {
    let (Some(turn), Some(last)) = (state.transcript.turn(first), state.transcript.turn(last))
    else {
        return Clean::default();
    };
    let (call, turn, last) = (turn.call().0 + 1, turn.number(), last.number());
    match (state.transcript.calls().len() > 1, turn == last) {
        (true, true) => Clean::format(format_args!("{call}:{turn}")),
        (true, false) => Clean::format(format_args!("{call}:{turn}–{last}")),
        (false, true) => Clean::format(format_args!("{turn}")),
        (false, false) => Clean::format(format_args!("{turn}–{last}")),
    }
}

/// The entries in which a note's words begin and end.
pub fn ends(state: &State, note: &NoteId) -> Option<(EntryIndex, EntryIndex)> {
    let first = state.noting.place(note)?.0;
    let last = state.noting.stretches(note).last();
    Some((first, last.map_or(first, |s| s.entry)))
}

/// The words that a note is on; of several turns the first one's.
pub fn words(on: &On) -> Option<OutsideStr<'_>> {
    match on {
        On::Turn { exact, .. } => exact.as_ref().map(|e| e.borrow()),
        On::Passage { parts, .. } => parts.first().map(|p| p.exact.borrow()),
        On::Transcript | On::Speaker(_) | On::Call(_) => None,
    }
}

/// A row that says what an empty list is for.
pub fn empty(text: &'static str) -> Vec<Piece> {
    vec![ours(text, Role::Faint)]
}

/// Moves a chosen row, staying within the list.
pub fn moved(chosen: usize, by: isize, count: usize) -> usize {
    chosen
        .saturating_add_signed(by)
        .min(count.saturating_sub(1))
}

/// Wrapped text behind an indent, `…` where it goes on after `most` rows.
pub fn paragraph(
    text: OutsideStr<'_>,
    indent: &'static str,
    role: Role,
    width: usize,
    most: usize,
) -> Vec<Line> {
    let rows = wrap::wrap(text, width.saturating_sub(indent.len()));
    let more = rows.len() > most;
    let mut lines: Vec<Line> = rows
        .into_iter()
        .take(most)
        .map(|row| {
            vec![
                ours(indent, Role::Plain),
                piece(clean::shown_row(text, &row), role),
            ]
        })
        .collect();
    if let (true, Some(last)) = (more, lines.last_mut()) {
        *last = fit(std::mem::take(last), width.saturating_sub(2));
        last.push(ours(" …", Role::Faint));
    }
    lines
}
