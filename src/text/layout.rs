//! The one place that turns an entry into rows. Moving, scrolling and drawing all ask it.
//!
//! A [`Block`] is an entry at a width: rows that tile its words, with a heading before the first entry of a call and an
//! afterword behind the last of all. Knows no pane and no scroll position.

use std::ops::Range;

use super::clean::{self, Clean, clean};
use super::front;
use super::paint::{self, Line, Over, Piece, Role, drawn, ours, piece};
use super::wrap;
use crate::model::{
    AsideKind, AsideRef, EntryIndex, EntryRef, Fidelity, OutsideStr, Transcript, TurnRef,
};

/// Columns before the words: two for signs, one for the bar and one space, then the words.
pub const MARGIN: usize = 5;

/// What one row of a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A row of the heading before the entry.
    Lead(usize),
    /// A turn's number, time and speaker.
    Head,
    /// How the turn was said, where there is no room behind its speaker.
    Manner,
    /// Bytes of the entry's words.
    Words(Range<usize>),
    /// Who says what an aside says.
    By,
    /// Nothing.
    Blank,
    /// A row of the afterword.
    Trail(usize),
}

/// A place in a block that holds at every width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A row of the heading.
    Lead(usize),
    /// A byte of the words.
    Byte(usize),
    /// A row of the afterword.
    Trail(usize),
}

/// An entry at a width.
#[derive(Clone, Debug)]
pub struct Block {
    rows: Vec<Row>,
    lead: Vec<Line>,
    trail: Vec<Line>,
    brackets: Vec<Range<usize>>,
}

impl Block {
    /// Lays out an entry of the transcript in `columns`.
    pub fn new(transcript: &Transcript, entry: EntryRef<'_>, columns: usize) -> Self {
        let lead = front::lead(transcript, entry, columns);
        let last = entry.index().0 + 1 == transcript.len() && transcript.is_complete();
        let trail = if last {
            front::trail(transcript, columns)
        } else {
            Vec::new()
        };
        let words = columns.saturating_sub(MARGIN).max(1);
        let mut rows: Vec<Row> = (0..lead.len()).map(Row::Lead).collect();
        if let EntryRef::Turn(turn) = entry {
            rows.push(Row::Head);
            let manner = paint::columns(&manner(transcript, turn));
            if manner > 0
                && paint::columns(&head(transcript, turn, &Marks::default())) + manner > columns
            {
                rows.push(Row::Manner);
            }
        }
        let text = entry.text();
        let indent = match entry {
            EntryRef::Turn(_) => 0,
            EntryRef::Aside(aside) => aside_affixes(aside).0.chars().count(),
        };
        rows.extend(
            wrap::wrap(text, words.saturating_sub(indent))
                .into_iter()
                .map(Row::Words),
        );
        if matches!(entry, EntryRef::Aside(aside) if aside.by().is_some()) {
            rows.push(Row::By);
        }
        rows.push(Row::Blank);
        rows.extend((0..trail.len()).map(Row::Trail));
        let brackets = match entry {
            EntryRef::Turn(turn) => super::brackets::brackets(turn.text()),
            EntryRef::Aside(_) => Vec::new(),
        };
        Self {
            rows,
            lead,
            trail,
            brackets,
        }
    }

    /// How many rows it has; at least two.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// A row.
    pub fn row(&self, row: usize) -> &Row {
        &self.rows[row]
    }

    /// The row that a spot is on.
    pub fn row_of(&self, spot: Spot) -> usize {
        let first = self.first_words();
        match spot {
            Spot::Lead(row) => row.min(self.lead.len().saturating_sub(1)),
            Spot::Byte(byte) => {
                let words = self.rows[first..]
                    .partition_point(|r| matches!(r, Row::Words(bytes) if bytes.end <= byte));
                (first + words).min(self.last_words())
            }
            Spot::Trail(row) => {
                self.rows.len() - self.trail.len().max(1)
                    + row.min(self.trail.len().saturating_sub(1))
            }
        }
    }

    /// The spot at which a row begins; `None` for rows that the cursor does not stand on.
    pub fn spot(&self, row: usize) -> Option<Spot> {
        match self.rows.get(row)? {
            Row::Lead(i) => Some(Spot::Lead(*i)),
            Row::Words(bytes) => Some(Spot::Byte(bytes.start)),
            Row::Trail(i) => Some(Spot::Trail(*i)),
            Row::Head | Row::Manner | Row::By | Row::Blank => None,
        }
    }

    /// The row with which what was said begins: the turn's head, or an aside's words.
    pub fn body(&self) -> usize {
        self.lead.len()
    }

    fn first_words(&self) -> usize {
        self.rows
            .iter()
            .position(|r| matches!(r, Row::Words(_)))
            .unwrap_or(0)
    }

    fn last_words(&self) -> usize {
        self.rows
            .iter()
            .rposition(|r| matches!(r, Row::Words(_)))
            .unwrap_or(0)
    }
}

/// What lies over an entry's words: sorted by start, each of one kind.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Bytes of quotes.
    pub quotes: Vec<Range<usize>>,
    /// Bytes of search hits.
    pub hits: Vec<Range<usize>>,
    /// Bytes of the hit that the reader stands on.
    pub current_hit: Option<Range<usize>>,
    /// Whether a note is on the entry.
    pub note: bool,
    /// Whether the reader stands on the entry.
    pub here: bool,
}

/// Paints one row of a block. The pieces fill at most `columns`.
pub fn paint(
    transcript: &Transcript,
    entry: EntryIndex,
    block: &Block,
    row: usize,
    marks: &Marks,
) -> Line {
    let Some(at) = transcript.entry(entry) else {
        return Line::new();
    };
    match (&block.rows[row], at) {
        (Row::Lead(i), _) => block.lead[*i].clone(),
        (Row::Trail(i), _) => block.trail[*i].clone(),
        (Row::Blank, _) => Line::new(),
        (Row::Head, EntryRef::Turn(turn)) => {
            let mut line = head(transcript, turn, marks);
            if block.row(row + 1) != &Row::Manner {
                line.extend(manner(transcript, turn));
            }
            line
        }
        (Row::Manner, EntryRef::Turn(turn)) => {
            let mut line = vec![piece(paint::blank(MARGIN - 2), Role::Plain)];
            line.extend(manner(transcript, turn));
            line
        }
        (Row::By, EntryRef::Aside(aside)) => by(aside),
        (Row::Head | Row::Manner, EntryRef::Aside(_)) | (Row::By, EntryRef::Turn(_)) => Line::new(),
        (Row::Words(bytes), EntryRef::Turn(turn)) => words(transcript, turn, bytes, block, marks),
        (Row::Words(bytes), EntryRef::Aside(aside)) => aside_row(aside, bytes),
    }
}

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
        line.push(drawn(
            Clean::format(format_args!("{start}  ")),
            Role::Number,
        ));
    }
    line.push(piece(name(turn.speaker()), Role::speaker(turn.speaker())));
    if !turn.to().is_empty() {
        let names: Vec<Clean> = turn.to().iter().map(|s| name(*s)).collect();
        line.push(ours(" → ", Role::Faint));
        line.push(piece(Clean::join(&names, ", "), Role::Faint));
    }
    line
}

/// `  (laughing, translation)  p. 3:14`: how a turn was said, how near its words are, and where it is printed.
fn manner(transcript: &Transcript, turn: TurnRef<'_>) -> Line {
    let mut how: Vec<Clean> = turn.manner().map(clean).into_iter().collect();
    match transcript.fidelity(turn) {
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

fn words(
    transcript: &Transcript,
    turn: TurnRef<'_>,
    bytes: &Range<usize>,
    block: &Block,
    marks: &Marks,
) -> Line {
    let (bar, role) = match transcript.fidelity(turn) {
        Fidelity::Verbatim => ("┃ ", Role::Verbatim),
        Fidelity::Translation => ("║ ", Role::Translation),
        Fidelity::Paraphrase => ("┆ ", Role::Paraphrase),
    };
    let quoted = overlaps(&marks.quotes, bytes);
    let sign = if quoted {
        ours(" ◆ ", Role::QuoteSign)
    } else {
        ours("   ", Role::Plain)
    };
    let mut line = vec![sign, ours(bar, Role::bar(turn.speaker()))];
    line.extend(runs(turn.text(), bytes, role, block, marks));
    line
}

/// Cuts a row's bytes wherever what lies over them changes. Spaces at its end overhang and are not shown.
fn runs(
    text: OutsideStr<'_>,
    row: &Range<usize>,
    role: Role,
    block: &Block,
    marks: &Marks,
) -> Vec<Piece> {
    let current = marks.current_hit.as_slice();
    let kinds = [&block.brackets[..], &marks.quotes, &marks.hits, current];
    let shown = text.raw()[row.clone()].trim_end().len();
    let row = &(row.start..row.start + shown);
    let mut cuts: Vec<usize> = kinds
        .iter()
        .flat_map(|ranges| within(ranges, row))
        .flat_map(|r| [r.start.max(row.start), r.end.min(row.end)])
        .chain([row.start, row.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let bytes = cut[0]..cut[1];
            let bracket = overlaps(&block.brackets, &bytes);
            Piece {
                text: clean::shown(text, bytes.clone()),
                role: if bracket { Role::Transcriber } else { role },
                over: Over {
                    quoted: overlaps(&marks.quotes, &bytes),
                    hit: overlaps(&marks.hits, &bytes),
                    current_hit: overlaps(current, &bytes),
                },
                ours: false,
            }
        })
        .collect()
}

/// The ranges that meet `row`; `ranges` are sorted by start, and their ends do not run backwards by more than overlaps do.
fn within<'a>(
    ranges: &'a [Range<usize>],
    row: &Range<usize>,
) -> impl Iterator<Item = &'a Range<usize>> {
    let (start, end) = (row.start, row.end);
    let last = ranges.partition_point(|r| r.start < end);
    ranges[..last].iter().filter(move |r| r.end > start)
}

fn overlaps(ranges: &[Range<usize>], row: &Range<usize>) -> bool {
    within(ranges, row).next().is_some()
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
