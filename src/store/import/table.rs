//! A text as a table: how its cells are parted, what its columns hold, and its rows with their lines.
//!
//! TSV has no quotation marks of its own (IANA, text/tab-separated-values), but spreadsheets write them: they are taken for
//! such only where the table is one of a spreadsheet, so that a spoken quotation keeps its marks.

use csv::{ReaderBuilder, StringRecord};

use super::columns::{Columns, Holds};

/// What may part cells.
const PARTING: [u8; 4] = [b'\t', b',', b';', b'|'];

/// Bytes in which the names of the columns stand.
const HEAD: usize = 1 << 16;

/// A text as a table.
pub struct Table<'a> {
    text: &'a str,
    /// Lines before the table.
    before: usize,
    parting: u8,
    quoting: bool,
    /// The names of its columns.
    pub names: Vec<String>,
    /// What they hold.
    pub columns: Columns,
}

impl<'a> Table<'a> {
    /// However it is parted.
    pub fn new(text: &'a str) -> Self {
        // `sep=;` is for spreadsheets, and no line of the table.
        let is_sep = text
            .get(..4)
            .is_some_and(|t| t.eq_ignore_ascii_case("sep="));
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let (text, before) = if is_sep && first.trim_end().len() == 5 {
            (rest, 1)
        } else {
            (text, 0)
        };
        let head = beginning(text);
        let with = |parting: u8| {
            let first = records(head, parting, true).next().unwrap_or_default();
            let names: Vec<String> = first.iter().map(|n| n.trim().to_owned()).collect();
            let columns = Columns::new(names.iter().map(String::as_str));
            (parting, names, columns)
        };
        let best = PARTING
            .into_iter()
            .map(with)
            .max_by_key(|(_, names, columns)| {
                (
                    columns.find(Holds::Text).is_some(),
                    columns.known(),
                    names.len(),
                )
            });
        let (parting, names, columns) = best.unwrap_or((b',', Vec::new(), Columns::default()));
        Self {
            text,
            before,
            parting,
            quoting: parting != b'\t' || is_of_a_spreadsheet(text, names.len()),
            names,
            columns,
        }
    }

    /// A cell of a row, without blanks at its ends; empty where there is none.
    pub fn cell<'r>(&self, row: &'r Row, holds: Holds) -> &'r str {
        let at = self.columns.find(holds);
        at.and_then(|at| row.cells.get(at))
            .unwrap_or_default()
            .trim()
    }

    /// The rows below the names.
    pub fn rows(&self) -> Vec<Row> {
        let (mut at, mut lines) = (0, self.before + 1);
        let row = |cells: StringRecord| {
            let byte = cells.position().map_or(0, csv::Position::byte);
            let byte = usize::try_from(byte)
                .unwrap_or(at)
                .clamp(at, self.text.len());
            // Of a line's end of two characters the second may still stand before the row.
            let rest = &self.text.as_bytes()[byte..];
            let byte = byte
                + rest
                    .iter()
                    .take_while(|b| matches!(b, b'\r' | b'\n'))
                    .count();
            lines += memchr::memchr_iter(b'\n', &self.text.as_bytes()[at..byte]).count();
            at = byte;
            Row { cells, line: lines }
        };
        let all = records(self.text, self.parting, self.quoting);
        all.map(row).skip(1).collect()
    }
}

/// A row of a table, and where it begins.
pub struct Row {
    /// Its cells.
    pub cells: StringRecord,
    /// The line of the file in which it begins.
    pub line: usize,
}

/// As much of a text as the names of the columns stand in.
fn beginning(text: &str) -> &str {
    let end = (0..=HEAD.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

fn records(text: &str, parting: u8, quoting: bool) -> impl Iterator<Item = StringRecord> {
    let mut builder = ReaderBuilder::new();
    builder
        .delimiter(parting)
        .quoting(quoting)
        .flexible(true)
        .has_headers(false);
    let reader = builder.from_reader(text.as_bytes());
    // From a text in memory there is nothing that could fail: rows may have any number of cells.
    reader.into_records().map_while(Result::ok)
}

/// Whether a table parted by tabs has quotation marks that are not spoken: around the name of a column, doubled inside a
/// cell, or around a line's end.
fn is_of_a_spreadsheet(text: &str, columns: usize) -> bool {
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    let quoted = |cell: &str| cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"');
    if lines
        .next()
        .is_some_and(|first| first.split('\t').any(quoted))
    {
        return true;
    }
    let doubled = |cell: &str| {
        quoted(cell) && cell.len() > 3 && {
            let inner = &cell[1..cell.len() - 1];
            inner.contains("\"\"") && !inner.replace("\"\"", "").contains('"')
        }
    };
    let opens = |line: &str| {
        let last = line.rsplit('\t').next().unwrap_or_default();
        last.starts_with('"') && last.matches('"').count() % 2 == 1
    };
    let mut opened = false;
    lines.any(|line| {
        let short = line.split('\t').count() < columns;
        let broken = std::mem::replace(&mut opened, opens(line)) && short;
        broken || line.split('\t').any(doubled)
    })
}

/// How quotation marks are wrong in a table, so that cells, and with them words, would not be those that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misquoted {
    /// One opens in the row of this line and is never closed.
    Open(usize),
    /// One closes in this line, and more follows in the same cell.
    Inside(usize),
}

/// The first quotation mark of a table that is wrong.
pub fn misquoted(table: &Table<'_>) -> Option<Misquoted> {
    let mut at = At::Begin;
    let (mut line, mut opened) = (table.before + 1, 1);
    let bytes = table.text.bytes().filter(|_| table.quoting);
    for byte in bytes {
        let ends = byte == table.parting || matches!(byte, b'\n' | b'\r');
        at = match (at, byte) {
            (At::Begin, b'"') => {
                opened = line;
                At::Quoted
            }
            // Two marks in a quoted cell are one of its letters.
            (At::Closed, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) => At::Quoted,
            (At::Begin | At::Plain | At::Closed | At::After, _) if ends => At::Begin,
            (At::Closed | At::After, b' ') => At::After,
            (At::Closed | At::After, _) => return Some(Misquoted::Inside(line)),
            (At::Begin | At::Plain, _) => At::Plain,
        };
        line += usize::from(byte == b'\n');
    }
    (at == At::Quoted).then_some(Misquoted::Open(opened))
}

/// Where in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before a cell's first letter.
    Begin,
    Plain,
    Quoted,
    /// Behind a mark that may close the cell.
    Closed,
    /// Behind blanks after that.
    After,
}
