//! SubRip (`.srt`): a number, a line of times, lines of text, a blank line.
//!
//! There is no standard; this reads what players do: numbers may be missing or wrong, the fraction may follow a comma or
//! a point, a blank line may stand within the text or be missing after it.

use super::captions::{Caption, Line, Run, pieces};
use super::format::{Given, Importer, Likeness};
use super::found::{Cut, Found};
use crate::model::{Problem, Time};

/// Its row.
pub const SUBRIP: Importer = Importer {
    name: "srt",
    title: "SubRip",
    about: "subtitles; speakers from `Name: `, `- ` and `>>` before the words",
    endings: &["srt"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    let mut lines = given
        .lines()
        .map(|(_, l)| l)
        .filter(|l| !l.trim().is_empty());
    let first_two = [lines.next(), lines.next()];
    let signature = first_two[0].is_some_and(|l| l.starts_with("WEBVTT"));
    if !signature && first_two.into_iter().flatten().any(|l| times(l).is_some()) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let mut found = Found::new(Cut::Cues, "cue");
    let lines: Vec<(usize, &str)> = given.lines().collect();
    let mut starts: Vec<usize> = Vec::new();
    for (at, (_, line)) in lines.iter().enumerate() {
        if is_times(line) {
            starts.push(at);
        }
    }
    if starts.is_empty() {
        return Err(
            Problem::new("has no line of times, as `00:00:01,000 --> 00:00:02,500`")
                .hint("it is cut off, or it is of another format: `--from` names one"),
        );
    }
    let mut expected = None;
    let mut from = 0;
    let mut captions = Vec::new();
    for (number, &at) in starts.iter().enumerate() {
        let before = &lines[from..at];
        let own = own_number(before, expected, number == 0);
        if number == 0 {
            let first = before.len() - usize::from(own.is_some());
            for (line, _) in before[..first].iter().filter(|l| !l.1.trim().is_empty()) {
                found.leave_out(
                    "line before the first cue|lines before the first cue",
                    Some(*line),
                );
            }
        }
        if own != expected && expected.is_some() {
            found.note(
                "cue with a wrong number or none|cues with a wrong number or none",
                Some(lines[at].0),
            );
        }
        expected = own.or(expected).map(|n| n.saturating_add(1));
        let end = starts.get(number + 1).map_or(lines.len(), |&next| {
            let between = &lines[at + 1..next];
            next - usize::from(own_number(between, expected, false).is_some())
        });
        captions.push(caption(&mut found, &lines[at..end]));
        from = at + 1;
    }
    found.units = captions.len();
    pieces(&mut found, captions);
    Ok(found)
}

/// The number of the cue that follows these lines: the last one, if it is a number after a blank line or the next one.
fn own_number(before: &[(usize, &str)], expected: Option<u64>, first: bool) -> Option<u64> {
    let (_, last) = before.last()?;
    let number: u64 = last.trim().parse().ok()?;
    let above = before.len().checked_sub(2).map(|at| before[at].1);
    let apart = first || above.is_some_and(|line| line.trim().is_empty());
    (apart || Some(number) == expected).then_some(number)
}

/// The line of times and those after it.
fn caption(found: &mut Found, lines: &[(usize, &str)]) -> Caption {
    let (at, line) = lines[0];
    let (start, end) = times(line).unzip();
    if start.is_none() {
        found.note(
            "cue whose times cannot be read|cues whose times cannot be read",
            Some(at),
        );
    }
    let lines = lines[1..].iter().map(|(at, text)| {
        let text = untagged(found, text, *at);
        let run = Run {
            text,
            ..Run::default()
        };
        Line {
            runs: vec![run],
            timed: false,
        }
    });
    Caption {
        at,
        start,
        end,
        lines: lines.collect(),
    }
}

/// Whether a line stands where times do, be they right or wrong.
fn is_times(line: &str) -> bool {
    let digits = |text: &str| text.trim().starts_with(|c: char| c.is_ascii_digit());
    let arrow = line.split_once("-->");
    times(line).is_some() || arrow.is_some_and(|(a, b)| digits(a) && digits(b) && a.contains(':'))
}

/// `00:00:01,000 --> 00:00:02,500`, and what follows it. There may be blanks within a time.
fn times(line: &str) -> Option<(Time, Time)> {
    let (start, rest) = line.split_once("-->").or_else(|| line.split_once("->"))?;
    let time = |text: &str| {
        let text: String = text.split_whitespace().collect();
        Time::parse(&text).ok().filter(|_| text.contains(':'))
    };
    let rest = rest.trim();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || ":,. ".contains(c)));
    let end = time(&rest[..end.unwrap_or(rest.len())]);
    // What stands behind may begin with digits, too.
    let end = end.or_else(|| time(rest.split_whitespace().next()?));
    Some((time(start)?, end?))
}

/// A line without the marks of its looks: `<i>`, `<font color="red">`, `{\an8}`.
fn untagged(found: &mut Found, line: &str, at: usize) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(['<', '{']) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        match mark(rest) {
            Some(length) => {
                found.leave_out(
                    "mark of how words look, as `<i>`|marks of how words look, as `<i>`",
                    Some(at),
                );
                rest = &rest[length..];
            }
            None => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// How long the mark is that a text begins with.
fn mark(text: &str) -> Option<usize> {
    const TAGS: [&str; 6] = ["b", "font", "i", "s", "strike", "u"];
    // A mark is short; looking no further keeps a line of nothing but `<` cheap.
    let find = |close: u8| text.bytes().take(200).position(|b| b == close);
    if text.starts_with("{\\") {
        return find(b'}').map(|end| end + 1);
    }
    let end = find(b'>').filter(|_| text.starts_with('<'))?;
    let inside = text[1..end].trim_start_matches('/');
    let name = inside.split([' ', '=', '/']).next()?;
    let bare = inside.trim_end() == name || name.eq_ignore_ascii_case("font");
    let is_tag = bare && TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag));
    is_tag.then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::import::found::Piece;

    /// Speaker, start and end in milliseconds, words.
    fn said(text: &str) -> Vec<String> {
        let found = read(&Given::new(text)).expect("subtitles");
        let told = found.pieces.iter().map(|piece| match piece {
            Piece::Cue(c) => {
                let millis = |t: Option<Time>| t.map_or("?".to_owned(), |t| t.millis().to_string());
                let name = c
                    .speaker
                    .as_deref()
                    .map_or(String::new(), |s| format!(" {s}:"));
                format!("{}-{}{name} {}", millis(c.start), millis(c.end), c.text)
            }
            Piece::Aside(..) => unreachable!("subtitles have no asides"),
        });
        told.collect()
    }

    #[test]
    fn broken_numbers_and_missing_blank_lines_lose_no_word() {
        let text = "1\n00:00:01,000 --> 00:00:02.500\nIn\n1984\n2\n00:00:02,500-->00:00:03,000 X1:40\nwe moved\n\nto\n\n\
                    00:00:04,000 --> 00:00:05,000\nRive.\n\n17\n0:00:05,1 -> 0:0:06\n42\n\n19\n00:00:75,000 --> 00:00:80,000\nEnd.";
        assert_eq!(
            said(text),
            [
                "1000-2500 In 1984",
                "2500-3000 we moved to",
                "4000-5000 Rive.",
                "5100-6000 42",
                "?-? End."
            ]
        );
        let found = read(&Given::new(text)).expect("subtitles");
        let noted: Vec<usize> = found.noted.iter().map(|n| n.count).collect();
        assert_eq!((found.units, noted), (5, vec![3, 1]));
    }

    #[test]
    fn marks_of_looks_are_no_words_and_other_brackets_are() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>We</i> <FONT color=\"red\">go</font> {if} a<b & b>c\n";
        assert_eq!(
            said(text),
            ["1000-2000 We go {if} ac"].map(|s| s.replace("ac", "a<b & b>c"))
        );
    }

    #[test]
    fn names_and_dashes_change_the_speaker() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nANA: We go.\n\n2\n00:00:02,000 --> 00:00:03,000\nOne thing: now.\n\n\
                    3\n00:00:03,000 --> 00:00:04,000\n- Really?\n- Yes.\n\n4\n00:00:04,000 --> 00:00:05,000\n>> BEN: -5 degrees\n- ANA: No.";
        assert_eq!(
            said(text),
            [
                "1000-2000 ANA: We go.",
                "2000-3000 ANA: One thing: now.",
                "3000-4000 Really?",
                "3000-4000 Yes.",
                "4000-5000 BEN: -5 degrees",
                "4000-5000 ANA: No.",
            ]
        );
    }
}
