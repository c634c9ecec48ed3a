//! The one place that turns an entry into rows. Moving, scrolling and painting all ask it.
//!
//! A [`Block`] is an entry at a width: rows that tile its words, with a heading before the first entry of a call and an
//! afterword behind the last of all. Knows no pane and no scroll position.

use std::ops::Range;

use super::front;
use super::headline;
use super::paint::{self, Line};
use super::wrap;
use crate::model::{AsideRef, EntryRef, Layer, Transcript, TurnRef};

/// Columns before the words: two for signs, one for the bar and one space, then the words.
pub const MARGIN: usize = 5;

/// Columns between two texts that stand side by side.
pub const GUTTER: usize = 3;

/// The narrowest text that is set beside another, in columns.
pub const NARROWEST: usize = 32;

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
    pub fn half(self) -> Option<usize> {
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
    pub fn bytes(&self, layer: Layer) -> Option<&Range<usize>> {
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

    /// A row of the heading before the entry.
    pub fn lead(&self, row: usize) -> Line {
        self.lead[row].clone()
    }

    /// A row of the afterword.
    pub fn trail(&self, row: usize) -> Line {
        self.trail[row].clone()
    }

    /// The transcriber's brackets in a layer of the turn.
    pub fn brackets(&self, layer: Layer) -> &[Range<usize>] {
        match layer {
            Layer::Text => &self.brackets[0],
            Layer::Original => &self.brackets[1],
        }
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

    /// The letter of a turn at a column of a row of words.
    pub fn letter_at(
        &self,
        turn: TurnRef<'_>,
        row: usize,
        column: usize,
        setting: Setting,
    ) -> Option<Spot> {
        let at = |layer, bytes: &Range<usize>, from: usize| {
            let byte = wrap::byte_at(turn.layer(layer), bytes, column.saturating_sub(from));
            Spot::Byte(layer, byte)
        };
        match self.rows.get(row)? {
            Row::Words(layer, bytes) => Some(at(*layer, bytes, MARGIN)),
            Row::Pair(text, original) => {
                let second = MARGIN + setting.half()? + GUTTER;
                match (text, original) {
                    (_, Some(bytes)) if column >= second => {
                        Some(at(Layer::Original, bytes, second))
                    }
                    (Some(bytes), _) => Some(at(Layer::Text, bytes, MARGIN)),
                    (None, Some(bytes)) => Some(at(Layer::Original, bytes, second)),
                    (None, None) => None,
                }
            }
            Row::Lead(_) | Row::Head | Row::Manner | Row::By | Row::Blank | Row::Trail(_) => None,
        }
    }

    /// The row with which what was said begins: the turn's head, or an aside's words.
    pub fn body(&self) -> usize {
        self.lead.len()
    }
}

fn turn_rows(rows: &mut Vec<Row>, transcript: &Transcript, turn: TurnRef<'_>, setting: Setting) {
    rows.push(Row::Head);
    let original = setting.layers == Layers::Original;
    let manner = paint::columns(&headline::manner(transcript, turn, original));
    let head = paint::columns(&headline::head(transcript, turn, (false, false)));
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
    let indent = MARGIN + headline::sign(aside).0.chars().count();
    let words = wrap::wrap(aside.text(), setting.columns.saturating_sub(indent).max(1));
    rows.extend(words.into_iter().map(|r| Row::Words(Layer::Text, r)));
    if aside.by().is_some() {
        rows.push(Row::By);
    }
    rows.push(Row::Blank);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{
        BatchBuilder, Call, CallIndex, EntryIndex, NewTurn, Outline, OutsideStr, Part, Speaker,
        TurnNumber,
    };

    /// A transcript of one turn.
    fn transcript(text: &str, original: Option<&str>) -> Transcript {
        let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(0), TurnNumber(0));
        batch.turn(&NewTurn {
            text: OutsideStr::new(text),
            original: original.map(OutsideStr::new),
            ..NewTurn::default()
        });
        let name = crate::model::Outside::new("Ana");
        let ana = Speaker {
            id: name.clone(),
            name: name.clone(),
            initials: name,
            role: None,
            side: None,
            aliases: Vec::new(),
        };
        let outline = Outline {
            speakers: vec![ana],
            calls: vec![Call::default()],
            ..Outline::default()
        };
        let mut transcript = Transcript::default();
        transcript.add(Part::Outline(Arc::new(outline)));
        transcript.add(Part::Batch(Arc::new(batch.build())));
        transcript
    }

    fn block(transcript: &Transcript, columns: usize, layers: Layers) -> Block {
        let entry = transcript.entry(EntryIndex(0)).expect("one turn");
        Block::new(
            transcript,
            entry,
            Setting {
                columns,
                layers,
                hidden: false,
            },
        )
    }

    fn layers() -> impl Strategy<Value = Layers> {
        prop_oneof![
            Just(Layers::Text),
            Just(Layers::Original),
            Just(Layers::Both)
        ]
    }

    proptest! {
        /// Whatever is shown, at every width: a layer's rows tile its words, and a place is found on the row that holds it.
        #[test]
        fn rows_tile_the_words_and_hold_every_place(
            text in "[a-z \u{301}\u{200d}松א😀\n]{1,80}",
            original in "[а-я … ]{1,80}",
            columns in 1..140_usize,
            layers in layers(),
        ) {
            let transcript = transcript(&text, Some(&original));
            let block = block(&transcript, columns, layers);
            for (layer, words) in [(Layer::Text, &text), (Layer::Original, &original)] {
                let rows: Vec<(usize, &Range<usize>)> =
                    (0..block.height()).filter_map(|r| Some((r, block.row(r).bytes(layer)?))).collect();
                let shown = !matches!((layers, layer), (Layers::Text, Layer::Original) | (Layers::Original, Layer::Text));
                prop_assert_eq!(!rows.is_empty(), shown);
                let mut end = 0;
                for (row, bytes) in rows {
                    prop_assert_eq!(bytes.start, end);
                    end = bytes.end;
                    for byte in bytes.clone().filter(|b| words.is_char_boundary(*b)) {
                        prop_assert_eq!(block.row_of(Spot::Byte(layer, byte)), row);
                    }
                }
                prop_assert!(!shown || end == words.len());
            }
        }
    }

    #[test]
    fn originals_stand_below_the_text_or_beside_it_where_there_is_room() {
        let transcript = transcript(
            "We only have one problem.",
            Some("Wir haben nur ein Problem."),
        );
        let pairs = |columns| {
            let block = block(&transcript, columns, Layers::Both);
            (0..block.height())
                .filter(|r| matches!(block.row(*r), Row::Pair(..)))
                .count()
        };
        assert_eq!((pairs(60), pairs(100)), (0, 1));
    }

    #[test]
    fn a_hidden_turn_keeps_its_call_s_heading_and_no_words() {
        let transcript = transcript("words", None);
        let entry = transcript.entry(EntryIndex(0)).expect("one turn");
        let setting = Setting {
            columns: 40,
            layers: Layers::Text,
            hidden: true,
        };
        assert_eq!(Block::new(&transcript, entry, setting).height(), 0);
    }
}
