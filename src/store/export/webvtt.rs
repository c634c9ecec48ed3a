//! WebVTT (W3C): a cue for each turn that has a time, its speaker as a voice.

use super::format::Exporter;
use super::work::Work;
use crate::model::{EntryRef, OutsideStr, Time};
use crate::text::clean::clean;

/// Its row.
pub const WEBVTT: Exporter = Exporter {
    name: "vtt",
    title: "WebVTT",
    about: "turns with voices, for players",
    write,
};

fn write(work: &Work<'_>) -> String {
    let mut out = String::from("WEBVTT\n");
    for entry in work.entries() {
        let EntryRef::Turn(turn) = entry else {
            continue;
        };
        let (Some(start), Some(end)) = (turn.start(), turn.end()) else {
            continue;
        };
        let name = escaped(work.transcript.speaker(turn.speaker()).name.borrow());
        let words = escaped(turn.text());
        let (start, end) = (clock(start), clock(end));
        out.push_str(&format!("\n{start} --> {end}\n<v {name}>{words}\n"));
    }
    out
}

/// `00:01:02.500`.
fn clock(time: Time) -> String {
    let (seconds, millis) = (time.millis() / 1000, time.millis() % 1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}.{millis:03}")
}

fn escaped(text: OutsideStr<'_>) -> String {
    clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
