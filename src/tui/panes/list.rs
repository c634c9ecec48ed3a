//! What the panes that are lists have in common: a chosen row that stays in sight.

use crate::model::OutsideStr;
use crate::text::paint::{Line, Piece, Role, fit, ours, piece};
use crate::text::{clean, wrap};
use crate::tui::command::Drawn;

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
        let height = |index: usize| (self.item)(index).len();
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
