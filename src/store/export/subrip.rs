//! SubRip: a cue for each turn that has a time, its speaker's name before the words.

use super::cue::{clock, cues};
use super::format::{Exporter, Takes, Written};
use super::work::Work;
use crate::model::Problem;
use crate::text::cite::lines;
use crate::text::clean::clean;

/// Its row.
pub const SUBRIP: Exporter = Exporter {
    name: "srt",
    title: "SubRip",
    about: "turns with names, for players",
    takes: Takes::NOTHING,
    write,
};

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let (cues, mut remarks) = cues(work)?;
    let mut text = String::new();
    let mut arrows = 0;
    for (at, cue) in cues.iter().enumerate() {
        let name = &work.transcript.speaker(cue.turn.speaker()).name;
        let words = lines(cue.turn.text());
        let words = if name.is_blank() {
            words.into_string()
        } else {
            format!("{}: {words}", clean(name.borrow()))
        };
        arrows += words.matches(ARROW).count();
        // The format has no escapes, and a line with an arrow could be taken for a cue's times.
        let words = words.replace(ARROW, "-- >");
        let words: Vec<&str> = words
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        let (start, end) = (clock(cue.start, ','), clock(cue.end, ','));
        let blank = if at > 0 { "\n" } else { "" };
        text.push_str(&format!(
            "{blank}{}\n{start} --> {end}\n{}\n",
            at + 1,
            words.join("\n")
        ));
    }
    if arrows > 0 {
        remarks.push(format!(
            "`-->` in the words is written `-- >`, {arrows} times"
        ));
    }
    Ok(Written { text, remarks })
}

const ARROW: &str = "-->";
