//! Tables: CSV (RFC 4180) with commas, semicolons or bars, and TSV. The first line names the columns.

use super::columns::Holds;
use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found, Piece};
use super::json::Unit;
use super::table::{Misquoted, Row, Table, misquoted};
use super::times;
use crate::model::{LineColumn, OutsideStr, Problem, Time};
use crate::text::clean::clean;

/// Its row.
pub const CSV: Importer = Importer {
    name: "csv",
    title: "CSV, TSV",
    about: "columns by name: speaker, start, end, text",
    endings: &["csv", "tsv", "tab"],
    likeness,
    read,
};

/// Fewer letters a second than this nobody speaks: whole numbers are thousandths then.
const LETTERS: f64 = 0.1;

fn likeness(given: &Given<'_>) -> Likeness {
    if given.looks_like_json() {
        return Likeness::No;
    }
    let table = Table::new(given.text());
    let has = |holds| table.columns.find(holds).is_some();
    if has(Holds::Text) && (has(Holds::Speaker) || has(Holds::Start)) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let table = Table::new(given.text());
    if table.columns.find(Holds::Text).is_none() {
        return Err(without_words(&table));
    }
    if let Some(wrong) = misquoted(&table) {
        return Err(told(wrong));
    }
    let rows = table.rows();
    let has_end = [Holds::End, Holds::Duration]
        .iter()
        .any(|h| table.columns.find(*h).is_some());
    let mut found = Found {
        cut: if has_end { Cut::Cues } else { Cut::Turns },
        unit: "row",
        units: rows.len(),
        ..Found::default()
    };
    let unit = unit(&table, &rows, &mut found);
    for row in &rows {
        let cue = cue(&table, row, unit, &mut found);
        found.pieces.push(Piece::Cue(cue));
    }
    unused(&table, &rows, &mut found);
    Ok(found)
}

fn told(wrong: Misquoted) -> Problem {
    let (line, what) = match wrong {
        Misquoted::Open(line) => (
            line,
            "a quotation mark opens in this row and is never closed",
        ),
        Misquoted::Inside(line) => (line, "a quotation mark closes in the middle of a cell"),
    };
    let place = LineColumn {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: 1,
    };
    let hint = "the file is cut off, or a mark is missing: inside of a cell in marks, `\"` is written `\"\"`";
    Problem::new(what).at(place).hint(hint)
}

fn without_words(table: &Table<'_>) -> Problem {
    let shown = |name: &String| format!("`{}`", clean(OutsideStr::new(name)));
    let names: Vec<String> = table.names.iter().take(12).map(shown).collect();
    Problem::new(format!(
        "has no column of words; its first line is {}",
        names.join(", ")
    ))
    .at(LineColumn { line: 1, column: 1 })
    .hint("name the columns in the first line, as in: speaker,start,end,text")
}

fn cue(table: &Table<'_>, row: &Row, unit: Unit, found: &mut Found) -> Cue {
    let line = row.line;
    let mut time = |holds| {
        let unit = table.columns.unit(holds).unwrap_or(unit);
        time(table.cell(row, holds), unit, line, found)
    };
    let (start, mut end, duration) = (time(Holds::Start), time(Holds::End), time(Holds::Duration));
    if let (Some(start), Some(duration), None) = (start, duration, end) {
        end = Some(Time(start.millis().saturating_add(duration.millis())));
    }
    let mut number = |holds| {
        let cell = table.cell(row, holds);
        let number = cell.parse().ok().filter(|n| *n > 0);
        if number.is_none() && !cell.is_empty() {
            found.leave_out(
                "page or line that is no number|pages or lines that are no numbers",
                Some(line),
            );
        }
        number
    };
    let (page, printed) = (number(Holds::Page), number(Holds::Line));
    let text = |holds| Some(table.cell(row, holds).to_owned()).filter(|t| !t.is_empty());
    Cue {
        speaker: text(Holds::Speaker),
        start,
        end,
        page,
        line: printed,
        manner: text(Holds::Manner),
        // How lines end in a cell is the file's affair.
        text: table.cell(row, Holds::Text).replace("\r\n", "\n"),
        at: Some(line),
        ..Cue::default()
    }
}

fn time(cell: &str, unit: Unit, line: usize, found: &mut Found) -> Option<Time> {
    if cell.is_empty() {
        return None;
    }
    let number = match unit {
        Unit::Millis => times::millis(cell),
        Unit::Seconds => None,
    };
    let time = number.or_else(|| times::usual(cell));
    let framed = || times::with_frames(cell);
    match time.map(|t| (t, false)).or_else(framed) {
        Some((time, frames)) => {
            if frames {
                found.leave_out(
                    "frame count behind a time|frame counts behind times",
                    Some(line),
                );
            }
            Some(time)
        }
        None => {
            found.leave_out("time that is none", Some(line));
            None
        }
    }
}

/// What numbers count whose column does not say so: seconds, unless nobody speaks as slowly as that, which is noted.
fn unit(table: &Table<'_>, rows: &[Row], found: &mut Found) -> Unit {
    let open = |holds: &Holds| table.columns.unit(*holds).is_none();
    if ![Holds::Start, Holds::End]
        .iter()
        .all(|h| table.columns.find(*h).is_some() && open(h))
    {
        return Unit::Seconds;
    }
    let (mut letters, mut length) = (0, 0_u64);
    for row in rows {
        let cells = [Holds::Start, Holds::End].map(|h| table.cell(row, h));
        let [Ok(start), Ok(end)] = cells.map(str::parse::<u64>) else {
            if cells.iter().all(|c| c.is_empty()) {
                continue;
            }
            return Unit::Seconds;
        };
        letters += table.cell(row, Holds::Text).chars().count();
        length = length.saturating_add(end.saturating_sub(start));
    }
    if length > 0 && (letters as f64) < LETTERS * length as f64 {
        let what = "time in whole numbers, taken as milliseconds|times in whole numbers, taken as milliseconds";
        (0..rows.len() * 2).for_each(|_| found.note(what, None));
        return Unit::Millis;
    }
    Unit::Seconds
}

/// Columns that hold something and say nothing here, and cells behind the last column.
fn unused(table: &Table<'_>, rows: &[Row], found: &mut Found) {
    let is_filled = |row: &Row, at| row.cells.get(at).is_some_and(|c| !c.trim().is_empty());
    for (at, name) in table.names.iter().enumerate() {
        let line = rows
            .iter()
            .find(|row| is_filled(row, at))
            .map(|row| row.line);
        if let (None, Some(line)) = (table.columns.holds[at], line) {
            let name = clean(OutsideStr::new(name)).to_string().replace('|', "¦");
            found.leave_out(&format!("column `{name}`|columns `{name}`"), Some(line));
        }
    }
    for row in rows {
        for _ in (table.names.len()..row.cells.len()).filter(|at| is_filled(row, *at)) {
            found.leave_out("cell without a column", Some(row.line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Vec<String> {
        let found = match read(&Given::new(text)) {
            Ok(found) => found,
            Err(problem) => return vec![problem.message("")],
        };
        let tell = |piece: &Piece| match piece {
            Piece::Cue(c) => {
                let time = |t: Option<Time>| t.map_or("-".to_owned(), |t| t.to_string());
                let speaker = c.speaker.clone().unwrap_or_default();
                let (start, end) = (time(c.start), time(c.end));
                format!(
                    "{} {speaker} {start} {end} {}",
                    c.at.unwrap_or_default(),
                    c.text
                )
            }
            Piece::Aside(_, text) => text.clone(),
        };
        let count = |l: &super::super::found::LeftOut| {
            let what = l.what.split('|').next().unwrap_or_default();
            format!("{} {what} {}", l.count, l.line.unwrap_or_default())
        };
        let pieces = found.pieces.iter().map(tell);
        let counted = found.noted.iter().chain(&found.left_out).map(count);
        pieces.chain(counted).collect()
    }

    #[test]
    fn tables_are_read_however_their_cells_are_parted() {
        for table in [
            "speaker,start,end,text\nAna,1,2.5,\"We, \"\"they\"\"\nsay\"\nBen,,,No",
            "speaker;start;end;text\r\nAna;1;2,5;\"We, \"\"they\"\"\nsay\"\r\nBen;;;No\r\n",
            "sep=;\nspeaker;start;end;text\nAna;1;2,5;\"We, \"\"they\"\"\nsay\"\nBen;;;No\n",
            "speaker\tstart\tend\ttext\nAna\t1\t2.5\t\"We, \"\"they\"\"\nsay\"\nBen\t\t\tNo\n",
        ] {
            let line = if table.starts_with("sep") { 3 } else { 2 };
            let rows = [
                format!("{line} Ana 0:01 0:02.5 We, \"they\"\nsay"),
                format!("{} Ben - - No", line + 2),
            ];
            assert_eq!(read_as(table), rows, "{table}");
        }
    }

    #[test]
    fn spoken_quotation_marks_stay_in_a_table_parted_by_tabs() {
        assert_eq!(
            read_as("start\tend\ttext\n0\t1\t\"Yes\" he said\n1\t2\t\"No.\"\n2\t3\tthe \"Port\"\n"),
            [
                "2  0:00 0:01 \"Yes\" he said",
                "3  0:01 0:02 \"No.\"",
                "4  0:02 0:03 the \"Port\"",
            ]
        );
    }

    #[test]
    fn whole_numbers_are_milliseconds_only_where_nobody_speaks_as_slowly() {
        let whisper =
            "start\tend\ttext\n0\t2340\tWe only have one problem.\n2340\t5001\tThe lease.\n";
        let noted = "4 time in whole numbers, taken as milliseconds 0";
        let rows = [
            "2  0:00 0:02.34 We only have one problem.",
            "3  0:02.34 0:05.001 The lease.",
            noted,
        ];
        assert_eq!(read_as(whisper), rows);
        assert_eq!(
            read_as("start,end,text\n0,7,No.\n60,90,Yes."),
            ["2  0:00 0:07 No.", "3  1:00 1:30 Yes."]
        );
        assert_eq!(read_as("start_ms,text\n1500.6,No."), ["2  0:01.501 - No."]);
        assert_eq!(
            read_as("start (s),end (s),text\n0,9000,No."),
            ["2  0:00 2:30:00 No."]
        );
    }

    #[test]
    fn what_has_no_place_is_counted() {
        assert_eq!(
            read_as(
                "id,who,in,duration,text,page\n1,Ana,00:00:01:12,2,We,3,more\n2,Ben,soon,,No,x\n"
            ),
            [
                "2 Ana 0:01 0:03 We",
                "3 Ben - - No",
                "1 frame count behind a time 2",
                "1 time that is none 3",
                "1 page or line that is no number 3",
                "1 column `id` 2",
                "1 cell without a column 2",
            ]
        );
    }

    #[test]
    fn what_is_no_table_of_words_is_read_as() {
        assert_eq!(
            read_as("a,b\u{1b}\n1,2"),
            [
                "1:1: has no column of words; its first line is `a`, `b␛`\n  hint: name the columns in the first line, as in: speaker,start,end,text"
            ]
        );
        for text in [
            "speaker,text\nAna,\"We\nBen,No\n",
            "speaker,text\nAna,\"We \"\"",
            "speaker,text\nAna,\"",
        ] {
            let told = read_as(text);
            assert!(
                told[0].starts_with("2:1: a quotation mark opens in this row"),
                "{told:?}"
            );
        }
        for (text, line) in [
            ("speaker,text\nAna,\"We only\nBen,\"No\"\n", 3),
            ("speaker,text\nAna,\"We \"only\" one\"\n", 2),
        ] {
            let told = read_as(text).concat();
            let expected = format!("{line}:1: a quotation mark closes in the middle");
            assert!(told.starts_with(&expected), "{told}");
        }
        assert_eq!(read_as("speaker,text\nAna,\"We\" \n"), ["2 Ana - - We"]);
        assert_eq!(
            read_as("speaker,text\nAna,5\" pipe"),
            ["2 Ana - - 5\" pipe"]
        );
        assert_eq!(
            read_as(""),
            [
                "1:1: has no column of words; its first line is \n  hint: name the columns in the first line, as in: speaker,start,end,text"
            ]
        );
    }
}
