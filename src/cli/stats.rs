//! `onrecord stats`: turns, words, time and shares by speaker, for all calls and for each.
//!
//! Knows the table and the JSON; the counting is done in `text::figures`. Every figure says how it was made.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::model::{CallIndex, Outside, Time, Transcript};
use crate::store::export::{Page, heading};
use crate::store::json;
use crate::text::clean::{Clean, clean};
use crate::text::figures::{Basis, CallFigures, Figures, Share, Tally};
use crate::text::wrap::{columns, pad};

/// A name's columns at most.
const NAME: usize = 32;
/// Columns of the page: a title longer than that goes on in the next row.
const PAGE: usize = 100;

/// Prints a table for all calls and, where there are more than one, for each.
///
/// # Errors
/// What `out` says.
pub fn print(transcript: &Transcript, out: &mut dyn Write) -> io::Result<()> {
    let figures = figures(transcript);
    let title = transcript.head().title.as_ref();
    let title = title.map_or(Clean::ours("(no title)"), |t| clean(t.borrow()));
    Page::new(out, PAGE).paragraph("", &title)?;
    if transcript.calls().len() != 1 {
        table(transcript, "All calls", &figures.whole, out)?;
    }
    for (at, figures) in figures.calls.iter().enumerate() {
        let name = heading(transcript, CallIndex(at as u32));
        table(transcript, &name.unwrap_or_default(), figures, out)?;
    }
    Ok(())
}

fn table(
    transcript: &Transcript,
    name: &str,
    figures: &CallFigures,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, PAGE);
    page.gap()?;
    if !name.is_empty() {
        page.paragraph("", &format!("== {name} =="))?;
    }
    page.paragraph("", &format!("shares {}", figures.explained()))?;
    let names: Vec<Clean> = figures
        .shares
        .iter()
        .map(|share| clean(transcript.speaker(share.speaker).name.borrow()))
        .collect();
    let widest = names.iter().map(|n| columns(n)).max().unwrap_or(0);
    let width = widest.clamp("speaker".len(), NAME);
    let mut row = |name: &Clean, [turns, words, time, share]: [String; 4]| {
        let name = pad(name, width);
        let line = format!("{name}  {turns:>6}  {words:>8}  {time:>12}  {share:>7}");
        writeln!(out, "{}", line.trim_end())
    };
    let heads = ["turns", "words", "time", "share"].map(str::to_owned);
    row(&Clean::ours("speaker"), heads)?;
    for (name, share) in names.iter().zip(&figures.shares) {
        let percent = format!("{:.1} %", share.share * 100.0);
        row(name, cells(share.turns, share.words, share.time, percent))?;
    }
    let sum = cells(figures.turns, figures.words, figures.time, String::new());
    row(&Clean::ours("all"), sum)
}

fn cells(turns: usize, words: usize, time: Option<Time>, share: String) -> [String; 4] {
    let time = time.map_or("–".to_owned(), |t| t.to_string());
    [turns.to_string(), words.to_string(), time, share]
}

/// Prints the same for programs:
///
/// `{"format": "onrecord-stats/1", "title", "whole": FIGURES, "calls": [{"call": its id, "title", …FIGURES}]}`, where FIGURES are
/// `"basis"` (`"time"`, `"estimated"` or `"words"`: how `seconds` and `share` were made), `"turns"`, `"words"`, `"seconds"` (null by
/// words) and `"speakers"`, the largest share first: `{"speaker": their id, "name", "turns", "words", "seconds", "share": 0 to 1}`.
///
/// # Errors
/// What `out` says.
pub fn print_json(transcript: &Transcript, out: &mut dyn Write) -> io::Result<()> {
    let Figures { calls, whole } = figures(transcript);
    let calls: Vec<Value> = transcript
        .calls()
        .iter()
        .zip(&calls)
        .map(|(call, figures)| {
            let mut value = json!({ "call": call.id.raw(), "title": raw(&call.title) });
            merge(&mut value, figures_json(transcript, figures));
            value
        })
        .collect();
    let value = json!({
        "format": "onrecord-stats/1",
        "title": raw(&transcript.head().title),
        "whole": figures_json(transcript, &whole),
        "calls": calls,
    });
    out.write_all(json::to_text(&value).as_bytes())
}

fn figures_json(transcript: &Transcript, figures: &CallFigures) -> Value {
    let seconds = |time: Option<Time>| time.map(|t| t.millis() as f64 / 1000.0);
    let speaker = |share: &Share| {
        let speaker = transcript.speaker(share.speaker);
        json!({
            "speaker": speaker.id.raw(),
            "name": speaker.name.raw(),
            "turns": share.turns,
            "words": share.words,
            "seconds": seconds(share.time),
            "share": share.share,
        })
    };
    json!({
        "basis": match figures.basis {
            Basis::Time => "time",
            Basis::Estimated => "estimated",
            Basis::Words => "words",
        },
        "turns": figures.turns,
        "words": figures.words,
        "seconds": seconds(figures.time),
        "speakers": figures.shares.iter().map(speaker).collect::<Vec<_>>(),
    })
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

fn raw(text: &Option<Outside>) -> Option<&str> {
    text.as_ref().map(Outside::raw)
}

fn figures(transcript: &Transcript) -> Figures {
    let mut tally = Tally::default();
    for batch in transcript.batches() {
        tally.add(batch);
    }
    tally.figures(transcript.outline())
}
