//! Our own JSON, as `export --to json` writes it: the whole transcript and the notes come back.

mod file;
mod notes;

use serde_json::Value;

use super::format::{Given, Importer, Likeness};
use super::found::Found;
use super::json;
use super::whole::WholeFile;
use crate::model::{LineColumn, OutsideStr, Problem};
use crate::store::whole::{Call, Entry, FORMAT, Whole};
use crate::text::clean::clean;

/// Its row.
pub const JSON: Importer = Importer {
    name: "json",
    title: "onrecord JSON",
    about: "what `export --to json` writes; with -o, the notes come back beside it",
    endings: &["json"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    // Cheap first: a long text of another format is not read as JSON for this.
    if !given.looks_like_json() || !given.text().contains("\"onrecord-json/") {
        return Likeness::No;
    }
    json::likeness(given, is)
}

/// Whether it is JSON of this format, of any version.
fn is(value: &Value) -> bool {
    format(value).is_some_and(|f| f.starts_with("onrecord-json/"))
}

fn format(value: &Value) -> Option<&str> {
    value.get("format")?.as_str()
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let format = format(json::value(given, is)?);
    if format != Some(FORMAT) {
        let shown = clean(OutsideStr::new(format.unwrap_or("nothing")));
        let what = format!("`format` is {shown}, not {FORMAT}");
        return Err(Problem::new(what).hint(
            "it was written by a newer version, or by another program: `--from` names its format",
        ));
    }
    // Read from the text again and not from the value: a fault then has its place.
    let whole: Whole = serde_json::from_str(given.text()).map_err(|error| misshapen(&error))?;
    whole.transcript.calls.iter().try_for_each(is_whole)?;
    let entries = whole.transcript.calls.iter().flat_map(|c| &c.turns);
    let units = entries.clone().count();
    let turns = entries.filter(|e| matches!(e, Entry::Turn(_))).count();
    Ok(Found {
        unit: "entry",
        units,
        whole: Some(WholeFile {
            yaml: file::write(&whole.transcript),
            turns,
            asides: units - turns,
            notes: notes::read(whole)?,
        }),
        ..Found::default()
    })
}

/// That no turn is missing: the others would get other numbers.
fn is_whole(call: &Call) -> Result<(), Problem> {
    let turns = call.turns.iter().filter_map(|entry| match entry {
        Entry::Turn(turn) => Some(turn),
        Entry::Event(_) | Entry::Gap(_) | Entry::Remark(_) => None,
    });
    for (expected, turn) in (1..).zip(turns) {
        if let Some(number) = turn.number.filter(|number| *number != expected) {
            let call = clean(OutsideStr::new(&call.id));
            let what =
                format!("in call {call}, turn {number} stands where turn {expected} should be");
            return Err(Problem::new(what).hint(
                "a part of a transcript cannot be read back, its turns would be renumbered: export all of it",
            ));
        }
    }
    Ok(())
}

fn misshapen(error: &serde_json::Error) -> Problem {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    let place = LineColumn {
        line: number(error.line()),
        column: number(error.column()),
    };
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    let reason = clean(OutsideStr::new(reason));
    Problem::new(format!("is JSON of another shape here: {reason}"))
        .at(place)
        .hint("`onrecord schema json` prints the shape")
}
