//! WebVTT (W3C): a cue for each turn that has a time, its speaker as a voice.

use super::cue::{clock, cues};
use super::format::{Exporter, Takes, Written};
use super::work::Work;
use crate::model::Problem;
use crate::text::cite::lines;
use crate::text::clean::clean;

/// Its row.
pub const WEBVTT: Exporter = Exporter {
    name: "vtt",
    title: "WebVTT",
    about: "turns with voices, for players",
    takes: Takes::NOTHING,
    write,
};

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let (cues, remarks) = cues(work)?;
    let mut text = String::from("WEBVTT\n");
    for cue in cues {
        let name = &work.transcript.speaker(cue.turn.speaker()).name;
        let voice = if name.is_blank() {
            String::new()
        } else {
            format!("<v {}>", escaped(&clean(name.borrow())))
        };
        let words = lines(cue.turn.text());
        let words: Vec<String> = words.lines().map(escaped).collect();
        let words: Vec<&str> = words
            .iter()
            .map(|l| l.trim())
            .filter(|l| !l.is_empty())
            .collect();
        let (start, end) = (clock(cue.start, '.'), clock(cue.end, '.'));
        text.push_str(&format!(
            "\n{}\n{start} --> {end}\n{voice}{}\n",
            cue.turn.number(),
            words.join("\n")
        ));
    }
    Ok(Written { text, remarks })
}

/// As the standard wants it in a cue's text (section 4.2.2).
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
