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
    let mut parted = 0;
    for (at, cue) in cues.iter().enumerate() {
        let name = &work.transcript.speaker(cue.turn.speaker()).name;
        let words = lines(cue.turn.text());
        // On one line: a second one that begins `Name: ` would be taken for another speaker's.
        let words: Vec<&str> = words.lines().map(str::trim).collect();
        let words: Vec<&str> = words.into_iter().filter(|l| !l.is_empty()).collect();
        let words = words.join(" ");
        let words = if name.is_blank() {
            words
        } else {
            format!("{}: {words}", clean(name.borrow()))
        };
        let words = harmless(&words, &mut parted);
        let (start, end) = (clock(cue.start, ','), clock(cue.end, ','));
        let blank = if at > 0 { "\n" } else { "" };
        text.push_str(&format!("{blank}{}\n{start} --> {end}\n{words}\n", at + 1));
    }
    if parted > 0 {
        remarks.push(format!(
            "signs that players obey (`-->`, `<b>`, `{{\\an8}}`) are parted by a blank in the words, {parted} times"
        ));
    }
    Ok(Written { text, remarks })
}

/// The format has no escapes: what a player would take for times, a tag or a command gets a blank in it.
fn harmless(words: &str, parted: &mut usize) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        out.push(c);
        let next = rest.peek().map(|(_, c)| *c);
        let obeyed = match c {
            '-' => words[..=at].ends_with("--") && next == Some('>'),
            '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || c == '/'),
            '{' => next == Some('\\'),
            _ => false,
        };
        if obeyed {
            out.push(' ');
            *parted += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_players_obey_is_parted() {
        let mut parted = 0;
        let words = harmless("a --> b <i>c</i> 1 < 2 {\\an8} {d} <- ->", &mut parted);
        assert_eq!(words, "a -- > b < i>c< /i> 1 < 2 { \\an8} {d} <- ->");
        assert_eq!(parted, 4);
    }
}
