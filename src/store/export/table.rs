//! CSV (RFC 4180): a row for each quote and note.
//!
//! A program reads it, and then a person in a spreadsheet, so cells show what would not be seen, and none begins as a
//! formula does: where it would, an apostrophe stands before it.

use super::format::{Exporter, Takes, Written};
use super::work::{Item, Work};
use crate::model::{Fidelity, Outside, OutsideStr, Problem, State, Stretch, TurnRef};
use crate::text::cite::lines;
use crate::text::clean::clean;
use crate::text::front::call_title;

/// Its row.
pub const CSV: Exporter = Exporter {
    name: "csv",
    title: "CSV",
    about: "a row for each quote and note, for spreadsheets",
    takes: Takes::NOTHING,
    write,
};

/// The columns, in order.
pub const COLUMNS: [&str; 18] = [
    "kind", "id", "call", "date", "turns", "page", "line", "start", "end", "speaker", "fidelity",
    "codes", "words", "note", "state", "score", "author", "created",
];

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut write = |row: &[String]| {
        table.write_record(row).expect("memory takes every row");
    };
    write(&COLUMNS.map(str::to_owned));
    for item in work.items() {
        let row: Vec<String> = row(work, item).into_iter().map(harmless).collect();
        write(&row);
    }
    let bytes = table.into_inner().expect("memory takes every row");
    Ok(String::from_utf8(bytes)
        .expect("only text was written")
        .into())
}

/// No formula: none of the signs that spreadsheets begin one with (OWASP, "CSV Injection").
fn harmless(cell: String) -> String {
    // White space before a sign is cut off by some of them.
    let begins = cell.trim_start();
    if begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || begins.len() < cell.len()
    {
        format!("'{cell}")
    } else {
        cell
    }
}

fn row(work: &Work<'_>, item: Item<'_>) -> [String; COLUMNS.len()] {
    let stretches = item.stretches(work.transcript);
    let turns: Vec<TurnRef<'_>> = stretches
        .iter()
        .filter_map(|s| work.transcript.turn(s.entry))
        .collect();
    let (first, last) = (turns.first(), turns.last());
    let of = |text: &Outside| clean(text.borrow()).into_string();
    let call = item.call(work.transcript);
    let names: Vec<String> = item
        .speakers(work.transcript)
        .into_iter()
        .map(|s| of(&work.transcript.speaker(s).name))
        .collect();
    let codes: Vec<String> = item.codes().iter().map(of).collect();
    let number = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
    let (id, state, score, author, created) = match item {
        Item::Quote(_) => Default::default(),
        Item::Note(noted) => (
            of(&noted.note.id.0),
            state(noted.state).to_owned(),
            format!("{:.2}", f32::from(noted.score) / 100.0),
            noted.note.author.as_ref().map(of).unwrap_or_default(),
            of(&noted.note.created),
        ),
    };
    [
        kind(item).to_owned(),
        id,
        call.map_or(String::new(), |c| call_title(work.transcript, c).into()),
        call.and_then(|c| work.transcript.call(c).date)
            .map_or(String::new(), |d| d.iso()),
        range(first.map(|t| t.number().0), last.map(|t| t.number().0)),
        number(first.and_then(|t| t.page())),
        number(first.and_then(|t| t.line())),
        first
            .and_then(|t| t.start())
            .map_or(String::new(), |t| t.to_string()),
        last.and_then(|t| t.end())
            .map_or(String::new(), |t| t.to_string()),
        names.join("; "),
        fidelity(work, &turns),
        codes.join("; "),
        words(work, item, &stretches),
        item.comment().map_or(String::new(), |t| lines(t).into()),
        state,
        score,
        author,
        created,
    ]
}

fn kind(item: Item<'_>) -> &'static str {
    match item {
        Item::Quote(_) => "quote",
        Item::Note(noted) if noted.note.text.is_blank() => "mark",
        Item::Note(_) => "note",
    }
}

/// What a state is called where programs read it.
pub fn state(state: State) -> &'static str {
    match state {
        State::Lost => "lost",
        State::Ambiguous => "ambiguous",
        State::Moved => "moved",
        State::Ok => "ok",
    }
}

fn range(from: Option<u32>, to: Option<u32>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from != to => format!("{from}–{to}"),
        (Some(from), _) => from.to_string(),
        (None, _) => String::new(),
    }
}

/// What holds of all the turns; each once where it differs.
fn fidelity(work: &Work<'_>, turns: &[TurnRef<'_>]) -> String {
    let mut names = Vec::new();
    for turn in turns {
        let name = match work.transcript.fidelity(*turn) {
            Fidelity::Verbatim => "verbatim",
            Fidelity::Translation => "translation",
            Fidelity::Paraphrase => "paraphrase",
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

/// The words where they stand now, each turn's on a line of its own, with its speaker where there are several; of a lost
/// note those that it was made on.
fn words(work: &Work<'_>, item: Item<'_>, stretches: &[Stretch]) -> String {
    if stretches.is_empty() {
        let kept = match item {
            Item::Note(noted) => noted.words(),
            Item::Quote(_) => Vec::new(),
        };
        let kept: Vec<String> = kept.into_iter().map(|w| lines(w.borrow()).into()).collect();
        return kept.join("\n");
    }
    let several = item.speakers(work.transcript).len() > 1;
    let piece = |stretch: &Stretch| {
        let turn = work.transcript.turn(stretch.entry);
        let text = turn.map(|t| t.layer(stretch.layer)).unwrap_or_default();
        let words = text.raw().get(stretch.bytes.clone()).unwrap_or_default();
        lines(OutsideStr::new(words)).into_string()
    };
    // Pieces of one turn follow each other as the quote has them, with what was left out between them.
    let turns = stretches.chunk_by(|a, b| a.entry == b.entry && a.layer == b.layer);
    let turns = turns.map(|pieces| {
        let words = pieces.iter().map(piece).collect::<Vec<_>>().join(" … ");
        match work.transcript.turn(pieces[0].entry) {
            Some(turn) if several => {
                let name = &work.transcript.speaker(turn.speaker()).name;
                format!("{}: {words}", clean(name.borrow()))
            }
            Some(_) | None => words,
        }
    });
    turns.collect::<Vec<_>>().join("\n")
}
