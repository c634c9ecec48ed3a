//! Paints the rows of a block: words with what lies over them, heads, asides. Knows no pane and no colour.

use std::ops::Range;

use super::clean::{self, Clean, clean};
use super::headline::{self, head, manner};
use super::layout::{Block, GUTTER, Layers, MARGIN, NARROWEST, Row, Setting};
use super::paint::{self, Line, Over, Piece, Role, drawn, ours, piece};
use crate::model::{AsideRef, EntryRef, Fidelity, Layer, Transcript, TurnRef};

/// What lies over the words of one layer: bytes, each kind in order and apart from each other.
#[derive(Clone, Debug, Default)]
pub struct LayerMarks {
    /// Of quotes.
    pub quotes: Vec<Range<usize>>,
    /// Of the reader's marks and notes.
    pub marked: Vec<Range<usize>>,
    /// Of what is being selected.
    pub selected: Option<Range<usize>>,
    /// What the margin tells apart: passages by where they begin.
    pub stripes: Vec<Stripe>,
    /// Of what a draft that quotes them has otherwise.
    pub differing: Vec<Range<usize>>,
    /// Of search hits.
    pub hits: Vec<Range<usize>>,
    /// Of the hit that the reader stands on.
    pub current_hit: Option<Range<usize>>,
}

/// The bar before words, and what the words are.
pub fn look(layer: Layer, fidelity: Fidelity) -> (&'static str, Role) {
    match (layer, fidelity) {
        (Layer::Original, _) => (ORIGINAL, Role::Original),
        (Layer::Text, Fidelity::Verbatim) => ("┃ ", Role::Verbatim),
        (Layer::Text, Fidelity::Translation) => ("║ ", Role::Translation),
        (Layer::Text, Fidelity::Paraphrase) => ("┆ ", Role::Paraphrase),
    }
}

/// A passage as the margin shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripe {
    /// What it runs over.
    pub bytes: Range<usize>,
    /// A sign of what it is, or a letter where it overlaps others.
    pub sign: &'static str,
    /// What the sign stands for.
    pub role: Role,
}

/// What is to be seen of an entry beside its words.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Over its text.
    pub text: LayerMarks,
    /// Over its original.
    pub original: LayerMarks,
    /// Whether a note is on the entry.
    pub note: bool,
    /// Whether the reader stands on the entry.
    pub here: bool,
    /// Whether a filter sets it back.
    pub dimmed: bool,
}

impl Marks {
    fn layer(&self, layer: Layer) -> &LayerMarks {
        match layer {
            Layer::Text => &self.text,
            Layer::Original => &self.original,
        }
    }
}

/// Ranges in any order, made apart from each other and in order.
pub fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|r| r.start);
    ranges.dedup_by(|next, kept| {
        let meets = next.start < kept.end;
        if meets {
            kept.end = kept.end.max(next.end);
        }
        meets
    });
    ranges
}

/// An entry with its block, ready to be painted row by row.
#[derive(Clone, Copy, Debug)]
pub struct Painter<'a> {
    /// Where the entry comes from.
    pub transcript: &'a Transcript,
    /// What is painted.
    pub entry: EntryRef<'a>,
    /// Its rows.
    pub block: &'a Block,
    /// How they were set.
    pub setting: Setting,
    /// What lies over its words.
    pub marks: &'a Marks,
}

impl Painter<'_> {
    /// One row. The pieces fill at most the setting's columns, but for heads, which are the caller's to cut.
    pub fn row(&self, row: usize) -> Line {
        let mut line = match (self.block.row(row), self.entry) {
            (Row::Lead(i), _) => return self.block.lead(*i),
            (Row::Trail(i), _) => return self.block.trail(*i),
            (Row::Head, EntryRef::Turn(turn)) => self.head(turn, row),
            (Row::Manner, EntryRef::Turn(turn)) => {
                let mut line = vec![piece(paint::blank(MARGIN - 2), Role::Plain)];
                line.extend(manner(
                    self.transcript,
                    turn,
                    self.setting.layers == Layers::Original,
                ));
                line
            }
            (Row::Words(layer, bytes), EntryRef::Turn(turn)) => self.words(turn, *layer, bytes),
            (Row::Pair(text, original), EntryRef::Turn(turn)) => self.pair(turn, text, original),
            (Row::Words(_, bytes), EntryRef::Aside(aside)) => aside_row(aside, bytes),
            (Row::By, EntryRef::Aside(aside)) => by(aside),
            (Row::Head | Row::Manner | Row::Pair(..), EntryRef::Aside(_))
            | (Row::By, EntryRef::Turn(_))
            | (Row::Blank, _) => Line::new(),
        };
        if self.marks.dimmed {
            line.iter_mut().for_each(|p| p.over.dimmed = true);
        }
        line
    }

    /// The head of the entry's turn in one row, for a row that keeps it in sight.
    pub fn head_again(&self) -> Option<Line> {
        let turn = self.entry.turn()?;
        let mut line = head(self.transcript, turn, self.signs());
        line.push(ours("  …", Role::Faint));
        Some(line)
    }

    /// Whether a note is on the entry, and whether the reader stands on it.
    fn signs(&self) -> (bool, bool) {
        (self.marks.note, self.marks.here)
    }

    fn head(&self, turn: TurnRef<'_>, row: usize) -> Line {
        let mut line = head(self.transcript, turn, self.signs());
        if self.block.row(row + 1) != &Row::Manner {
            line.extend(manner(
                self.transcript,
                turn,
                self.setting.layers == Layers::Original,
            ));
        }
        line
    }

    fn words(&self, turn: TurnRef<'_>, layer: Layer, bytes: &Range<usize>) -> Line {
        let mut line = stripes(&self.marks.layer(layer).stripes, bytes);
        let (bar, _) = self.look(turn, layer);
        line.push(ours(bar, Role::bar(turn.speaker())));
        line.extend(self.runs(turn, layer, bytes));
        line
    }

    fn pair(
        &self,
        turn: TurnRef<'_>,
        text: &Option<Range<usize>>,
        original: &Option<Range<usize>>,
    ) -> Line {
        let half = self.setting.half().unwrap_or(NARROWEST);
        let nothing = 0..0;
        let mut line = self.words(turn, Layer::Text, text.as_ref().unwrap_or(&nothing));
        let room = (MARGIN + half).saturating_sub(paint::columns(&line));
        line.push(piece(paint::blank(room + GUTTER - 2), Role::Plain));
        line.push(ours(ORIGINAL, Role::bar(turn.speaker())));
        if let Some(bytes) = original {
            line.extend(self.runs(turn, Layer::Original, bytes));
        }
        line
    }

    /// The bar before a turn's words, and what the words are.
    fn look(&self, turn: TurnRef<'_>, layer: Layer) -> (&'static str, Role) {
        look(layer, self.transcript.fidelity(turn))
    }

    /// Cuts a row's bytes wherever what lies over them changes. Spaces at its end overhang and are not shown.
    fn runs(&self, turn: TurnRef<'_>, layer: Layer, row: &Range<usize>) -> Vec<Piece> {
        let text = turn.layer(layer);
        let (_, role) = self.look(turn, layer);
        let marks = self.marks.layer(layer);
        let brackets = self.block.brackets(layer);
        let (current, selected) = (marks.current_hit.as_slice(), marks.selected.as_slice());
        let shown = text.raw()[row.clone()].trim_end().len();
        let row = &(row.start..row.start + shown);
        let mut cuts: Vec<usize> = [
            brackets,
            &marks.quotes,
            &marks.marked,
            selected,
            &marks.differing,
            &marks.hits,
            current,
        ]
        .iter()
        .flat_map(|ranges| within(ranges, row))
        .flat_map(|r| [r.start.max(row.start), r.end.min(row.end)])
        .chain([row.start, row.end])
        .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let run = |bytes: Range<usize>| Piece {
            text: clean::shown(text, bytes.clone()),
            role: if overlaps(&marks.differing, &bytes) {
                Role::OnlyB
            } else if overlaps(brackets, &bytes) {
                Role::Transcriber
            } else {
                role
            },
            over: Over {
                quoted: overlaps(&marks.quotes, &bytes),
                marked: overlaps(&marks.marked, &bytes),
                selected: overlaps(selected, &bytes),
                hit: overlaps(&marks.hits, &bytes),
                current_hit: overlaps(current, &bytes),
                dimmed: false,
            },
            ours: false,
        };
        cuts.windows(2).map(|cut| run(cut[0]..cut[1])).collect()
    }
}

/// The three columns before a row's bar: the signs of up to two passages, `+` where there are more.
fn stripes(stripes: &[Stripe], row: &Range<usize>) -> Line {
    let meets = |s: &&Stripe| s.bytes.start < row.end && row.start < s.bytes.end;
    let here: Vec<&Stripe> = stripes.iter().filter(meets).collect();
    match here.as_slice() {
        [] => vec![ours("   ", Role::Plain)],
        [one] => vec![
            ours(" ", Role::Plain),
            ours(one.sign, one.role),
            ours(" ", Role::Plain),
        ],
        [one, two, more @ ..] => vec![
            ours(one.sign, one.role),
            ours(two.sign, two.role),
            ours(if more.is_empty() { " " } else { "+" }, Role::Strong),
        ],
    }
}

/// The bar before words in the language that was spoken.
const ORIGINAL: &str = "╎ ";

/// The ranges that meet `row`, of some that are apart and in order.
fn within<'a>(ranges: &'a [Range<usize>], row: &Range<usize>) -> &'a [Range<usize>] {
    let first = ranges.partition_point(|r| r.end <= row.start);
    let last = ranges.partition_point(|r| r.start < row.end);
    ranges.get(first..last).unwrap_or_default()
}

fn overlaps(ranges: &[Range<usize>], row: &Range<usize>) -> bool {
    !within(ranges, row).is_empty()
}

fn aside_row(aside: AsideRef<'_>, bytes: &Range<usize>) -> Line {
    let (sign, role) = headline::sign(aside);
    let first = bytes.start == 0;
    let lead = if first {
        Clean::ours(sign)
    } else {
        paint::blank(sign.chars().count())
    };
    vec![
        piece(paint::blank(MARGIN), Role::Plain),
        drawn(lead, role),
        piece(clean::shown_row(aside.text(), bytes), role),
    ]
}

fn by(aside: AsideRef<'_>) -> Line {
    let name = aside.by().map(clean).unwrap_or_default();
    vec![
        piece(paint::blank(MARGIN), Role::Plain),
        ours("  — ", Role::Faint),
        piece(name, Role::Faint),
    ]
}
