//! WebVTT (`.vtt`), read as the parser of the W3C's standard reads it (WebVTT: The Web Video Text Tracks Format, section
//! 6): what that takes for a cue is one, and what it passes over is counted.

mod blocks;
mod cue_text;
mod timing;

use super::captions::{Caption, Line, Run, pieces, within};
use super::format::{Given, Importer, Likeness};
use super::found::{Cut, Found};
use crate::model::{LineColumn, Problem};
use blocks::Kind;
use cue_text::Leaf;

pub use blocks::may_hold_nul;

/// Its row.
pub const WEBVTT: Importer = Importer {
    name: "vtt",
    title: "WebVTT",
    about: "captions; speakers from voices and `Name: ` before the words",
    endings: &["vtt"],
    likeness,
    read,
};

/// Bytes that a voice's name has at most.
const LONGEST: usize = 500;

fn likeness(given: &Given<'_>) -> Likeness {
    if blocks::has_signature(given.text()) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    if !blocks::has_signature(given.text()) {
        let place = LineColumn { line: 1, column: 1 };
        return Err(
            Problem::new("does not begin with `WEBVTT`, as a WebVTT file must")
                .at(place)
                .hint(
                    "its beginning is lost, or it is of another format: `--from srt` reads SubRip",
                ),
        );
    }
    let mut found = Found::new(Cut::Cues, "cue");
    for (line, text) in given.lines() {
        for _ in memchr::memchr_iter(0, text.as_bytes()) {
            let what =
                "NUL, which is U+FFFD by the standard|NULs, which are U+FFFD by the standard";
            found.note(what, Some(line));
        }
    }
    let text = blocks::normalised(given.text());
    let mut captions = Vec::new();
    for block in blocks::blocks(&text) {
        let at = Some(block.at);
        match block.kind {
            Kind::Header(lines) => header(&mut found, &lines),
            Kind::Cue { timing, text, .. } => {
                found.units += 1;
                if !timing.settings.is_empty() {
                    let what = "setting of a cue's place on the screen|settings of cues' places on the screen";
                    found.leave_out(what, at);
                }
                let lines = lines(&mut found, &text, block.at);
                captions.push(Caption {
                    at: block.at,
                    start: within(&mut found, timing.start, block.at),
                    end: within(&mut found, timing.end, block.at),
                    lines,
                });
            }
            Kind::Style => found.leave_out("style sheet", at),
            Kind::Region => found.leave_out("region of the screen|regions of the screen", at),
            Kind::Note(text) if captions.is_empty() && !text.is_empty() => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let before = found.summary.take().map(|s| s + " ").unwrap_or_default();
                found.summary = Some(before + &text);
            }
            Kind::Note(_) => found.leave_out("note between cues|notes between cues", at),
            Kind::Timeless => {
                let what = "cue whose times are none by the standard|cues whose times are none by the standard";
                found.leave_out(what, at);
            }
            Kind::Stray => found.leave_out("block without times|blocks without times", at),
        }
    }
    pieces(&mut found, captions);
    Ok(found)
}

/// What stands with the signature: YouTube writes the language there.
fn header(found: &mut Found, lines: &[&str]) {
    for line in lines {
        // `WEBVTT - The harbour calls`
        if let Some(title) = line
            .trim()
            .strip_prefix("- ")
            .filter(|_| found.title.is_none())
        {
            found.title = Some(title.trim().to_owned());
            continue;
        }
        match line.split_once(':') {
            Some((key, value)) if key.trim().eq_ignore_ascii_case("language") => {
                found.language = Some(value.trim().to_owned());
            }
            Some(_) | None => found.leave_out("line of the header|lines of the header", Some(1)),
        }
    }
}

/// A cue's lines as they are shown.
fn lines(found: &mut Found, text: &str, at: usize) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut time = None;
    for leaf in cue_text::leaves(text) {
        let (voice, text) = match leaf {
            Leaf::Time(millis) => {
                time = within(found, millis, at);
                continue;
            }
            Leaf::Text {
                ruby_text: true, ..
            } => {
                found.leave_out(
                    "ruby text: how a word is pronounced|ruby texts: how words are pronounced",
                    Some(at),
                );
                continue;
            }
            Leaf::Text {
                voice: Some(name),
                text,
                ..
            } if name.len() > LONGEST => {
                found.leave_out(
                    "voice too long for a name|voices too long for names",
                    Some(at),
                );
                (None, text)
            }
            Leaf::Text { voice, text, .. } => (voice, text),
        };
        for (number, part) in text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Line::default());
            }
            let line = lines.last_mut().expect("there is one from the beginning");
            if !part.is_empty() {
                line.timed |= time.is_some() && !part.trim().is_empty();
                line.runs.push(Run {
                    voice: voice.clone().filter(|v| !v.is_empty()),
                    text: part.to_owned(),
                    time,
                });
                // A time is that of the words right behind it.
                time = time.filter(|_| part.trim().is_empty());
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests;
