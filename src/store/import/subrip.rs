//! SubRip (`.srt`): a number, a line of times, lines of text, a blank line.
//!
//! There is no standard; this reads what players do: numbers may be missing or wrong, the fraction may follow a comma or
//! a point, and the last cue needs no blank line after it.

use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found, Piece};
use crate::model::{Problem, Time};

/// Its row.
pub const SUBRIP: Importer = Importer {
    name: "srt",
    title: "SubRip",
    about: "subtitles; `Name: ` and `- ` before the words",
    endings: &["srt"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    let mut lines = given.text().lines().filter(|l| !l.trim().is_empty());
    let first_two = [lines.next(), lines.next()];
    if first_two.into_iter().flatten().any(|l| times(l).is_some()) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let mut found = Found {
        cut: Cut::Cues,
        unit: "cue",
        ..Found::default()
    };
    let mut open: Option<Cue> = None;
    for line in given.text().lines() {
        if let Some((start, end)) = times(line) {
            found.units += 1;
            found.pieces.extend(open.take().map(Piece::Cue));
            open = Some(Cue {
                start: Some(start),
                end: Some(end),
                ..Cue::default()
            });
        } else if let Some(cue) = open.as_mut() {
            cue.text.push_str(line.trim());
            cue.text.push(' ');
        }
    }
    found.pieces.extend(open.map(Piece::Cue));
    Ok(found)
}

/// `00:00:01,000 --> 00:00:02,500`, and what follows it.
fn times(line: &str) -> Option<(Time, Time)> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    Some((Time::parse(start.trim()).ok()?, Time::parse(end).ok()?))
}
