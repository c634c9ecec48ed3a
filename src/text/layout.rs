//! The one place that turns an entry into rows. Moving, scrolling and drawing all ask it.
//!
//! A [`Block`] is an entry at a width: rows that tile its words, with a heading before the first entry of a call and an
//! afterword behind the last of all. Knows no pane and no scroll position.

use std::ops::Range;

use super::clean::{self, Clean, clean};
use super::front;
use super::paint::{self, Line, Over, Piece, Role, ours, piece};
use super::wrap;
use crate::model::{AsideKind, AsideRef, EntryRef, Fidelity, Layer, Transcript, TurnRef};

/// Columns before the words: two for signs, one for the bar and one space, then the words.
pub const MARGIN: usize = 5;

/// Columns between two texts that stand side by side.
const GUTTER: usize = 3;

/// The narrowest text that is set beside another, in columns.
const NARROWEST: usize = 32;

/// Which of a turn's texts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layers {
    /// The text alone.
    #[default]
    Text,
    /// The original where there is one.
    Original,
    /// Both: side by side where there is room, else the original below the text.
    Both,
}

/// How an entry is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Columns in all, the margin among them.
    pub columns: usize,
    /// Which texts.
    pub layers: Layers,
    /// Whether the entry's own rows are left out: a filter hides it.
    pub hidden: bool,
}

impl Setting {
    /// Columns of each of two texts side by side; `None` where they would be too narrow.
    fn half(self) -> Option<usize> {
        let half = self.columns.saturating_sub(MARGIN + GUTTER) / 2;
        (self.layers == Layers::Both && half >= NARROWEST).then_some(half)
    }
}

/// What one row of a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A row of the heading before the entry.
    Lead(usize),
    /// A turn's number, time and speaker.
    Head,
    /// How the turn was said, where there is no room behind its speaker.
    Manner,
    /// Bytes of the entry's words, in one of its layers.
    Words(Layer, Range<usize>),
    /// Bytes of the text and of the original, side by side; one of them may be at its end.
    Pair(Option<Range<usize>>, Option<Range<usize>>),
    /// Who says what an aside says.
    By,
    /// Nothing.
    Blank,
    /// A row of the afterword.
    Trail(usize),
}

impl Row {
    /// The bytes of a layer that stand in it.
    fn bytes(&self, layer: Layer) -> Option<&Range<usize>> {
        match self {
            Self::Words(own, bytes) => (*own == layer).then_some(bytes),
            Self::Pair(text, original) => match layer {
                Layer::Text => text.as_ref(),
                Layer::Original => original.as_ref(),
            },
            Self::Lead(_) | Self::Head | Self::Manner | Self::By | Self::Blank | Self::Trail(_) => {
                None
            }
        }
    }
}

/// A place in a block that holds at every width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A row of the heading.
    Lead(usize),
    /// A byte of the words, in one of the layers.
    Byte(Layer, usize),
    /// A row of the afterword.
    Trail(usize),
}

/// An entry at a width.
#[derive(Clone, Debug)]
pub struct Block {
    rows: Vec<Row>,
    lead: Vec<Line>,
    trail: Vec<Line>,
    brackets: [Vec<Range<usize>>; 2],
}

impl Block {
    /// Lays out an entry of the transcript.
    pub fn new(transcript: &Transcript, entry: EntryRef<'_>, setting: Setting) -> Self {
        let lead = front::lead(transcript, entry, setting.columns);
        let last = entry.index().0 + 1 == transcript.len() && transcript.is_complete();
        let trail = if last {
            front::trail(transcript, setting.columns)
        } else {
            Vec::new()
        };
        let mut rows: Vec<Row> = (0..lead.len()).map(Row::Lead).collect();
        let mut brackets = [Vec::new(), Vec::new()];
        match entry {
            _ if setting.hidden => {}
            EntryRef::Turn(turn) => {
                turn_rows(&mut rows, transcript, turn, setting);
                brackets = [turn.text(), turn.original().unwrap_or_default()]
                    .map(super::brackets::brackets);
            }
            EntryRef::Aside(aside) => aside_rows(&mut rows, aside, setting),
        }
        rows.extend((0..trail.len()).map(Row::Trail));
        Self {
            rows,
            lead,
            trail,
            brackets,
        }
    }

    /// How many rows it has; none where it is hidden and has neither heading nor afterword.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// A row.
    pub fn row(&self, row: usize) -> &Row {
        &self.rows[row]
    }

    /// The row that a spot is on.
    pub fn row_of(&self, spot: Spot) -> usize {
        match spot {
            Spot::Lead(row) => row.min(self.lead.len().saturating_sub(1)),
            Spot::Byte(layer, byte) => self.row_of_byte(layer, byte),
            Spot::Trail(row) => {
                let first = self.rows.len() - self.trail.len();
                (first + row).min(self.rows.len().saturating_sub(1))
            }
        }
    }

    /// The row of a byte; where its layer is not shown, the first row of the one that is.
    fn row_of_byte(&self, layer: Layer, byte: usize) -> usize {
        let has = |row: &Row| row.bytes(layer).is_some();
        let Some(first) = self.rows.iter().position(has) else {
            let words = |row: &Row| matches!(row, Row::Words(..) | Row::Pair(..));
            return self.rows.iter().position(words).unwrap_or(0);
        };
        let last = self.rows.iter().rposition(has).unwrap_or(first);
        let before = |row: &Row| row.bytes(layer).is_some_and(|bytes| bytes.end <= byte);
        (first + self.rows[first..=last].partition_point(before)).min(last)
    }

    /// The spot at which a row begins; `None` for rows that the cursor does not stand on.
    pub fn spot(&self, row: usize) -> Option<Spot> {
        match self.rows.get(row)? {
            Row::Lead(i) => Some(Spot::Lead(*i)),
            Row::Words(layer, bytes) => Some(Spot::Byte(*layer, bytes.start)),
            Row::Pair(Some(bytes), _) => Some(Spot::Byte(Layer::Text, bytes.start)),
            Row::Pair(None, Some(bytes)) => Some(Spot::Byte(Layer::Original, bytes.start)),
            Row::Trail(i) => Some(Spot::Trail(*i)),
            Row::Head | Row::Manner | Row::By | Row::Blank | Row::Pair(None, None) => None,
        }
    }

    /// The column at which a byte stands in its row, if the row has its layer.
    pub fn column_of(&self, entry: EntryRef<'_>, row: usize, spot: Spot) -> Option<usize> {
        let Spot::Byte(layer, byte) = spot else {
            return None;
        };
        let bytes = self.rows.get(row)?.bytes(layer)?;
        Some(match entry {
            EntryRef::Turn(turn) => MARGIN + wrap::column_of(turn.layer(layer), bytes, byte),
            EntryRef::Aside(_) => MARGIN,
        })
    }

    /// The row with which what was said begins: the turn's head, or an aside's words.
    pub fn body(&self) -> usize {
        self.lead.len()
    }
}

fn turn_rows(rows: &mut Vec<Row>, transcript: &Transcript, turn: TurnRef<'_>, setting: Setting) {
    rows.push(Row::Head);
    let manner = paint::columns(&manner(transcript, turn, setting.layers));
    let head = paint::columns(&head(transcript, turn, &Marks::default()));
    if manner > 0 && head + manner > setting.columns {
        rows.push(Row::Manner);
    }
    let words = setting.columns.saturating_sub(MARGIN).max(1);
    let original = turn.original().filter(|_| setting.layers != Layers::Text);
    match (original, setting.half()) {
        (None, half) => {
            let text = wrap::wrap(turn.text(), half.unwrap_or(words)).into_iter();
            rows.extend(text.map(|r| Row::Words(Layer::Text, r)));
        }
        (Some(original), Some(half)) => {
            let mut left = wrap::wrap(turn.text(), half).into_iter();
            let mut right = wrap::wrap(original, half).into_iter();
            loop {
                match (left.next(), right.next()) {
                    (None, None) => break,
                    (text, original) => rows.push(Row::Pair(text, original)),
                }
            }
        }
        (Some(original), None) => {
            if setting.layers == Layers::Both {
                let text = wrap::wrap(turn.text(), words).into_iter();
                rows.extend(text.map(|r| Row::Words(Layer::Text, r)));
            }
            let original = wrap::wrap(original, words).into_iter();
            rows.extend(original.map(|r| Row::Words(Layer::Original, r)));
        }
    }
    rows.push(Row::Blank);
}

fn aside_rows(rows: &mut Vec<Row>, aside: AsideRef<'_>, setting: Setting) {
    let indent = MARGIN + aside_affixes(aside).0.chars().count();
    let words = wrap::wrap(aside.text(), setting.columns.saturating_sub(indent).max(1));
    rows.extend(words.into_iter().map(|r| Row::Words(Layer::Text, r)));
    if aside.by().is_some() {
        rows.push(Row::By);
    }
    rows.push(Row::Blank);
}

/// What lies over the words of one layer: bytes, each kind in order and apart from each other.
#[derive(Clone, Debug, Default)]
pub struct LayerMarks {
    /// Of quotes.
    pub quotes: Vec<Range<usize>>,
    /// Of search hits.
    pub hits: Vec<Range<usize>>,
    /// Of the hit that the reader stands on.
    pub current_hit: Option<Range<usize>>,
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
        let mut line = match (&self.block.rows[row], self.entry) {
            (Row::Lead(i), _) => return self.block.lead[*i].clone(),
            (Row::Trail(i), _) => return self.block.trail[*i].clone(),
            (Row::Head, EntryRef::Turn(turn)) => self.head(turn, row),
            (Row::Manner, EntryRef::Turn(turn)) => {
                let mut line = vec![piece(paint::blank(MARGIN - 2), Role::Plain)];
                line.extend(manner(self.transcript, turn, self.setting.layers));
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
        let mut line = head(self.transcript, turn, self.marks);
        line.push(ours("  …", Role::Faint));
        Some(line)
    }

    fn head(&self, turn: TurnRef<'_>, row: usize) -> Line {
        let mut line = head(self.transcript, turn, self.marks);
        if self.block.rows.get(row + 1) != Some(&Row::Manner) {
            line.extend(manner(self.transcript, turn, self.setting.layers));
        }
        line
    }

    fn words(&self, turn: TurnRef<'_>, layer: Layer, bytes: &Range<usize>) -> Line {
        let quoted = overlaps(&self.marks.layer(layer).quotes, bytes);
        let mut line = vec![if quoted {
            ours(" ◆ ", Role::QuoteSign)
        } else {
            ours("   ", Role::Plain)
        }];
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
        match (layer, self.transcript.fidelity(turn)) {
            (Layer::Original, _) => (ORIGINAL, Role::Original),
            (Layer::Text, Fidelity::Verbatim) => ("┃ ", Role::Verbatim),
            (Layer::Text, Fidelity::Translation) => ("║ ", Role::Translation),
            (Layer::Text, Fidelity::Paraphrase) => ("┆ ", Role::Paraphrase),
        }
    }

    /// Cuts a row's bytes wherever what lies over them changes. Spaces at its end overhang and are not shown.
    fn runs(&self, turn: TurnRef<'_>, layer: Layer, row: &Range<usize>) -> Vec<Piece> {
        let text = turn.layer(layer);
        let (_, role) = self.look(turn, layer);
        let marks = self.marks.layer(layer);
        let brackets = &self.block.brackets[layer as usize];
        let current = marks.current_hit.as_slice();
        let shown = text.raw()[row.clone()].trim_end().len();
        let row = &(row.start..row.start + shown);
        let mut cuts: Vec<usize> = [&brackets[..], &marks.quotes, &marks.hits, current]
            .iter()
            .flat_map(|ranges| within(ranges, row))
            .flat_map(|r| [r.start.max(row.start), r.end.min(row.end)])
            .chain([row.start, row.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let run = |bytes: Range<usize>| Piece {
            text: clean::shown(text, bytes.clone()),
            role: if overlaps(brackets, &bytes) {
                Role::Transcriber
            } else {
                role
            },
            over: Over {
                quoted: overlaps(&marks.quotes, &bytes),
                hit: overlaps(&marks.hits, &bytes),
                current_hit: overlaps(current, &bytes),
                dimmed: false,
            },
        };
        cuts.windows(2).map(|cut| run(cut[0]..cut[1])).collect()
    }
}

/// The bar before words in the language that was spoken.
const ORIGINAL: &str = "╎ ";

/// `  12  0:03  Ana Petrov → Ben Ott`.
fn head(transcript: &Transcript, turn: TurnRef<'_>, marks: &Marks) -> Line {
    let name = |speaker| clean(transcript.speaker(speaker).name.borrow());
    let number = Clean::format(format_args!("{:>3}  ", turn.number()));
    let mut line = vec![
        if marks.note {
            ours("✎", Role::NoteSign)
        } else {
            ours(" ", Role::Plain)
        },
        if marks.here {
            ours("▸", Role::Here)
        } else {
            ours(" ", Role::Plain)
        },
        piece(number, Role::Number),
    ];
    if let Some(start) = turn.start() {
        line.push(piece(
            Clean::format(format_args!("{start}  ")),
            Role::Number,
        ));
    }
    line.push(piece(name(turn.speaker()), Role::speaker(turn.speaker())));
    if !turn.to().is_empty() {
        let names: Vec<Clean> = turn.to().iter().map(|s| name(*s)).collect();
        let names = Clean::join(&names, ", ");
        line.push(piece(
            Clean::format(format_args!(" → {names}")),
            Role::Faint,
        ));
    }
    line
}

/// `  (laughing, translation)  p. 3:14`: how a turn was said, how near its words are, and where it is printed.
fn manner(transcript: &Transcript, turn: TurnRef<'_>, layers: Layers) -> Line {
    let mut how: Vec<Clean> = turn.manner().map(clean).into_iter().collect();
    match transcript.fidelity(turn) {
        _ if layers == Layers::Original && turn.original().is_some() => {
            how.push(Clean::ours("original"))
        }
        Fidelity::Verbatim => {}
        Fidelity::Translation => how.push(Clean::ours("translation")),
        Fidelity::Paraphrase => how.push(Clean::ours("paraphrase")),
    }
    how.extend(
        turn.stated_via()
            .map(|v| Clean::format(format_args!("as quoted by {}", clean(v)))),
    );
    let mut line = Line::new();
    if !how.is_empty() {
        let how = Clean::join(&how, ", ");
        line.push(piece(
            Clean::format(format_args!("  ({how})")),
            Role::Manner,
        ));
    }
    if let Some(page) = turn.page() {
        let place = match turn.line() {
            Some(at) => Clean::format(format_args!("  p. {page}:{at}")),
            None => Clean::format(format_args!("  p. {page}")),
        };
        line.push(piece(place, Role::Number));
    }
    line
}

/// The ranges that meet `row`, of some that are apart and in order.
fn within<'a>(ranges: &'a [Range<usize>], row: &Range<usize>) -> &'a [Range<usize>] {
    let first = ranges.partition_point(|r| r.end <= row.start);
    let last = ranges.partition_point(|r| r.start < row.end);
    ranges.get(first..last).unwrap_or_default()
}

fn overlaps(ranges: &[Range<usize>], row: &Range<usize>) -> bool {
    !within(ranges, row).is_empty()
}

fn aside_affixes(aside: AsideRef<'_>) -> (&'static str, Role) {
    match aside.kind() {
        AsideKind::Event => ("* ", Role::Event),
        AsideKind::Gap => ("~~ ", Role::Gap),
        AsideKind::Remark => ("» ", Role::Remark),
    }
}

fn aside_row(aside: AsideRef<'_>, bytes: &Range<usize>) -> Line {
    let (sign, role) = aside_affixes(aside);
    let first = bytes.start == 0;
    let lead = if first {
        Clean::ours(sign)
    } else {
        paint::blank(sign.chars().count())
    };
    vec![
        piece(paint::blank(MARGIN), Role::Plain),
        piece(lead, role),
        piece(clean::shown_row(aside.text(), bytes), role),
    ]
}

fn by(aside: AsideRef<'_>) -> Line {
    let name = aside.by().map(clean).unwrap_or_default();
    vec![
        piece(paint::blank(MARGIN), Role::Plain),
        piece(Clean::format(format_args!("  — {name}")), Role::Faint),
    ]
}
