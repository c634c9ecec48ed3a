//! The rows of a comparison: turns of both versions side by side, on a narrow screen one below the other.

use crate::model::{EntryIndex, EntryRef, Layer, OutsideStr, Transcript};
use crate::text::clean::{Clean, Glyph, clean, glyphs_in};
use crate::text::compare::{Difference, Kind, Marks, Row, is_marked, naming};
use crate::text::headline;
use crate::text::paint::{self, Line, Role, blank, drawn, fit, ours, piece};
use crate::text::wrap::wrap;
use crate::tui::state::State;
use crate::tui::state::comparing::{Item, Shown};

/// From so many columns on versions stand side by side.
pub const SIDE_BY_SIDE: usize = 72;
/// What stands between them.
const BETWEEN: &str = " │ ";

/// The lines in which words of one version only begin.
pub fn marked(lines: &[Line]) -> Vec<usize> {
    // Whether the words before, in each column, are such words.
    let mut within = [false; 2];
    let mut begins = |line: &Line| {
        let mut found = false;
        let columns = line.split(|p| p.role == Role::Frame);
        for (column, within) in columns.zip(&mut within) {
            for piece in column.iter().filter(|p| !p.text.trim().is_empty()) {
                let marked = matches!(piece.role, Role::OnlyA | Role::OnlyB);
                found |= marked && !*within;
                *within = marked;
            }
        }
        found
    };
    (0..lines.len()).filter(|at| begins(&lines[*at])).collect()
}

/// The lines of an item.
pub fn lines(state: &State, shown: &Shown, item: usize, columns: usize) -> Vec<Line> {
    match shown.items.get(item) {
        Some(Item::Fold(rows)) => {
            let text = Clean::format(format_args!("⋯ {} rows without a difference", rows.len()));
            vec![fit(vec![drawn(text, Role::Faint)], columns), Line::new()]
        }
        Some(Item::Row(row)) => {
            let mut lines = heading(state, shown, item, columns);
            lines.extend(row_lines(state, shown, &shown.found.rows[*row], columns));
            lines
        }
        None => Vec::new(),
    }
}

/// The title of the calls over the first of their rows, where there are several.
fn heading(state: &State, shown: &Shown, item: usize, columns: usize) -> Vec<Line> {
    let versions = [&state.transcript, &shown.other];
    let calls = |item: &Item| match item {
        Item::Row(row) => Some(naming::calls(&shown.found.rows[*row], versions)),
        Item::Fold(_) => None,
    };
    let before = shown.items[..item].iter().rev().find_map(calls);
    let here = calls(&shown.items[item]);
    let title = here.and_then(|here| naming::heading(here, before, versions));
    let title = title.map(|title| fit(vec![drawn(title, Role::Heading)], columns));
    title.into_iter().collect()
}

/// Both names, above the rows.
pub fn names(mine: &Clean, other: &Clean, columns: usize) -> Vec<Line> {
    let [mine, other] = naming::files([mine, other]);
    let a = vec![ours("A ", Role::Key), piece(mine, Role::Strong)];
    let b = vec![ours("B ", Role::Key), piece(other, Role::Strong)];
    if columns < SIDE_BY_SIDE {
        return vec![fit(a, columns), fit(b, columns)];
    }
    beside(vec![a], vec![b], columns)
}

fn row_lines(state: &State, shown: &Shown, row: &Row, columns: usize) -> Vec<Line> {
    let differences = &shown.found.differences[row.differences.clone()];
    let narrow = columns < SIDE_BY_SIDE;
    let width = if narrow { columns } else { half(columns) };
    let version = |at: usize, transcript: &Transcript, entries: &[EntryIndex]| {
        let side = Version {
            transcript,
            marks: &shown.marks[at],
            marked: if at == 0 { Role::OnlyA } else { Role::OnlyB },
            label: match (narrow, at) {
                (false, _) => "",
                (true, 0) => "A ",
                (true, _) => "B ",
            },
            width,
        };
        side.lines(entries, asides(differences, at))
    };
    let a = version(0, &state.transcript, &row.a);
    let b = version(1, &shown.other, &row.b);
    let versions = [&state.transcript, &shown.other];
    let remarks = naming::remarks(row, &shown.found, &shown.elsewhere, versions);
    let remarks = remarks.into_iter();
    let mut lines: Vec<Line> = remarks
        .map(|remark| fit(vec![drawn(remark, Role::Manner)], columns))
        .collect();
    if narrow {
        // What is the same needs no second reading.
        let same = differences.is_empty() && !a.is_empty();
        lines.extend(a);
        lines.extend(if same { Vec::new() } else { b });
    } else {
        lines.extend(beside(a, b, columns));
    }
    lines.push(Line::new());
    lines
}

/// Events, gaps and remarks that differ.
fn asides(differences: &[Difference], at: usize) -> Vec<EntryIndex> {
    let differences = differences.iter().filter(|d| d.kind == Kind::Aside);
    let sides = differences.filter_map(|d| if at == 0 { d.a.as_ref() } else { d.b.as_ref() });
    sides.flat_map(|s| s.entries.clone()).collect()
}

/// Columns of one version, side by side with the other.
fn half(columns: usize) -> usize {
    columns.saturating_sub(paint::columns(&[ours(BETWEEN, Role::Frame)])) / 2
}

fn beside(a: Vec<Line>, b: Vec<Line>, columns: usize) -> Vec<Line> {
    let width = half(columns);
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    std::iter::from_fn(|| {
        let (left, right) = match (a.next(), b.next()) {
            (None, None) => return None,
            (left, right) => (left.unwrap_or_default(), right.unwrap_or_default()),
        };
        let mut line = fit(left, width);
        let missing = width.saturating_sub(paint::columns(&line));
        line.push(piece(blank(missing), Role::Plain));
        line.push(ours(BETWEEN, Role::Frame));
        line.extend(fit(right, width));
        Some(line)
    })
    .collect()
}

/// One version, as it is drawn.
struct Version<'s> {
    transcript: &'s Transcript,
    marks: &'s Marks,
    marked: Role,
    label: &'static str,
    width: usize,
}

impl Version<'_> {
    fn lines(&self, entries: &[EntryIndex], asides: Vec<EntryIndex>) -> Vec<Line> {
        let all = entries.iter().copied().chain(asides);
        let entries = all.filter_map(|e| self.transcript.entry(e));
        entries.flat_map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, entry: EntryRef<'_>) -> Vec<Line> {
        let mut head = vec![ours(self.label, Role::Key)];
        match entry {
            EntryRef::Turn(turn) => {
                let number = Clean::format(format_args!("{}  ", turn.number()));
                head.push(drawn(number, Role::Number));
                if let Some(time) = turn.start() {
                    head.push(drawn(Clean::format(format_args!("{time}  ")), Role::Number));
                }
                let name = clean(self.transcript.speaker(turn.speaker()).name.borrow());
                head.push(piece(name, Role::speaker(turn.speaker())));
            }
            EntryRef::Aside(aside) => {
                let (sign, role) = headline::sign(aside);
                head.push(ours(sign, role));
            }
        }
        let mut lines = vec![head];
        lines.extend(self.words(entry, Layer::Text, entry.text()));
        if let Some(original) = entry.turn().and_then(|t| t.original()) {
            lines.extend(self.words(entry, Layer::Original, original));
        }
        lines
    }

    fn words(&self, entry: EntryRef<'_>, layer: Layer, text: OutsideStr<'_>) -> Vec<Line> {
        let none = Vec::new();
        let marks = self.marks.get(&(entry.index(), layer)).unwrap_or(&none);
        let plain = match layer {
            Layer::Text => Role::Plain,
            Layer::Original => Role::Original,
        };
        let row = |row: std::ops::Range<usize>| {
            let mut line = Line::new();
            let mut run = (false, Vec::<Clean>::new());
            let mut end = |run: &mut (bool, Vec<Clean>), marked: bool| {
                let (was, shown) = std::mem::replace(run, (marked, Vec::new()));
                if !shown.is_empty() {
                    line.push(piece(
                        Clean::join(&shown, ""),
                        if was { self.marked } else { plain },
                    ));
                }
            };
            // Blanks at a row's end may stand out over its width.
            let glyphs = glyphs_in(text, row).filter(|g| !g.breaks);
            let mut glyphs: Vec<Glyph<'_>> = glyphs.collect();
            while glyphs.pop_if(|g| g.shown.trim().is_empty()).is_some() {}
            for glyph in glyphs {
                let at = glyph.bytes.start;
                let marked = is_marked(marks, at);
                if marked != run.0 {
                    end(&mut run, marked);
                }
                run.1.push(Clean::format(format_args!("{}", glyph.shown)));
            }
            end(&mut run, false);
            line
        };
        wrap(text, self.width).into_iter().map(row).collect()
    }
}
