//! Plain text (`.txt`): transcripts as people type and print them, depositions with numbered pages and lines among them.

use super::format::{Given, Importer, Likeness};
use super::found::{Cut, Found, Piece};
use super::front_matter;
use super::printed::{self, Printed};
use super::speech::{Kind, Spoken, speak};
use crate::model::{AsideKind, Problem};

/// Its row.
pub const TEXT: Importer = Importer {
    name: "text",
    title: "Text",
    about: "`NAME: words`, `Name (0:03):`, `[0:03] Name:`, depositions",
    endings: &["txt", "text"],
    likeness,
    read,
};

/// Bytes that are looked at to know whether turns begin in a text.
const BEGINNING: usize = 1 << 16;

/// A text of any kind may be one, if turns begin in it.
fn likeness(given: &Given<'_>) -> Likeness {
    if given.looks_like_json() || given.text().trim_start().starts_with('<') {
        return Likeness::No;
    }
    let text = given.text();
    let most = BEGINNING.min(text.len());
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
    let beginning = Given::new(&text[..end.unwrap_or(0)]);
    let begins = read(&beginning).is_ok_and(|found| {
        let named = |p: &&Piece| matches!(p, Piece::Cue(c) if c.speaker.is_some());
        found.pieces.iter().filter(named).count() > 1
    });
    if begins {
        Likeness::Maybe
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let mut found = Found::new(Cut::Turns, "turn");
    let lines: Vec<(usize, &str)> = given.lines().collect();
    let spoken = match printed::record(&lines) {
        Some(record) => {
            for at in record.beside {
                found.leave_out(
                    "line beside the numbered ones|lines beside the numbered ones",
                    Some(at),
                );
            }
            record.lines.iter().map(of_print).collect()
        }
        None => of_text(&mut found, &lines),
    };
    speak(&mut found, &spoken);
    whole(&mut found, &spoken);
    Ok(found)
}

/// Where nobody is named, every paragraph is a turn of the one who is not.
pub fn whole(found: &mut Found, spoken: &[Spoken]) {
    if found.pieces.iter().any(|p| matches!(p, Piece::Cue(_))) {
        return;
    }
    found.pieces.clear();
    for line in spoken {
        let goes_on = line.kind == Kind::GoesOn;
        if let Kind::Heading(_) = line.kind {
            if found.title.as_deref() != Some(line.text.trim()) {
                let text = line.text.trim().to_owned();
                found.pieces.push(Piece::Aside(AsideKind::Remark, text));
            }
            continue;
        }
        match found.pieces.last_mut() {
            Some(Piece::Cue(cue)) if goes_on => {
                cue.text.push(' ');
                cue.text.push_str(line.text.trim());
            }
            _ => {
                found.units += 1;
                found.pieces.push(Piece::Cue(super::found::Cue {
                    text: line.text.trim().to_owned(),
                    at: Some(line.at),
                    page: line.page,
                    line: line.line,
                    ..Default::default()
                }));
            }
        }
    }
    found.note(
        "text in which nobody is named: each paragraph is a turn",
        None,
    );
}

fn of_print(line: &Printed<'_>) -> Spoken {
    Spoken {
        text: line.text.to_owned(),
        kind: Kind::Opens,
        at: line.at,
        page: line.page,
        line: line.line,
        ..Spoken::default()
    }
}

fn of_text(found: &mut Found, lines: &[(usize, &str)]) -> Vec<Spoken> {
    let lines = front_matter::take(found, lines);
    // Without blank lines, each line is a paragraph.
    let dense = lines.iter().all(|l| !l.1.trim().is_empty());
    let mut opens = true;
    let mut spoken = Vec::new();
    for (at, line) in lines {
        let text = line.trim();
        if text.is_empty() {
            opens = true;
            continue;
        }
        if text.len() > 2 && text.chars().all(|c| "-=*_~#".contains(c)) {
            found.leave_out("ruled line", Some(*at));
            opens = true;
            continue;
        }
        spoken.push(Spoken {
            text: text.to_owned(),
            kind: if opens || dense {
                Kind::Opens
            } else {
                Kind::GoesOn
            },
            at: *at,
            ..Spoken::default()
        });
        opens = false;
    }
    spoken
}
