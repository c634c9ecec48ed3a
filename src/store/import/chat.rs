//! CHAT (`.cha`), the format of TalkBank's corpora: `*MOT:` lines of what is said, `%` lines about them, `@` headers.
//!
//! What is said is kept as it is written, the transcriber's codes with it: who studies speech needs them. Times, which
//! stand between two U+0015, become times; `[>]`, `[<]`, `+<` and the half brackets tell of an overlap, which is said with
//! the speaker's name, too. Described in "Tools for Analyzing Talk, Part 1: The CHAT Transcription Format".

use super::captions::within;
use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found, Person, Piece};
use crate::model::{AsideKind, OutsideStr, Problem};
use crate::text::clean::clean;

/// Its row.
pub const CHAT: Importer = Importer {
    name: "chat",
    title: "CHAT",
    about: "TalkBank's corpora; without their dependent tiers",
    endings: &["cha"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    let lines = || given.lines().map(|l| l.1).take(200);
    let begins = lines().any(|l| l.trim_end() == "@Begin");
    let says = lines().any(|l| l.starts_with('*') && l.contains(":\t"));
    if begins || says && lines().any(|l| l.starts_with("@Participants:")) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let mut found = Found::new(Cut::Cues, "utterance");
    let mut ended = false;
    for (at, line) in tiers(given) {
        let line = line.trim_end();
        match line.chars().next() {
            None => {}
            Some('*') => utterance(&mut found, at, &line[1..]),
            Some('%') => {
                let tier: String = line
                    .chars()
                    .take_while(|c| *c != ':' && !c.is_whitespace())
                    .collect();
                let tier = clean(OutsideStr::new(&tier)).to_string().replace('|', "");
                let what = format!("dependent tier `{tier}`|dependent tiers `{tier}`");
                found.leave_out(&what, Some(at));
            }
            Some('@') => {
                ended |= line == "@End";
                header(&mut found, at, line);
            }
            Some(_) => found.leave_out("line that is no tier|lines that are no tiers", Some(at)),
        }
    }
    let pieces = &found.pieces;
    let speaks = |code: &str| {
        pieces
            .iter()
            .any(|p| matches!(p, Piece::Cue(c) if c.speaker.as_deref() == Some(code)))
    };
    let silent = found.people.iter().filter(|p| !speaks(&p.called)).count();
    for _ in 0..silent {
        found.leave_out(
            "participant who says nothing|participants who say nothing",
            None,
        );
    }
    if !ended {
        found.note("file without `@End`: it may be cut off", None);
    }
    Ok(found)
}

/// The tiers: a line that begins with a tab or a blank goes on with the one before it.
fn tiers(given: &Given<'_>) -> Vec<(usize, String)> {
    let mut tiers: Vec<(usize, String)> = Vec::new();
    for (at, line) in given.lines() {
        match tiers.last_mut().filter(|_| line.starts_with(['\t', ' '])) {
            Some((_, tier)) => {
                tier.push(' ');
                tier.push_str(line.trim());
            }
            None => tiers.push((at, line.to_owned())),
        }
    }
    tiers
}

fn utterance(found: &mut Found, at: usize, line: &str) {
    found.units += 1;
    let Some((code, said)) = line.split_once(':') else {
        found.leave_out(
            "line of words without a speaker|lines of words without a speaker",
            Some(at),
        );
        return;
    };
    let (text, times) = bullets(said);
    let start = times.map(|t| t.0).and_then(|t| within(found, t, at));
    let end = times.map(|t| t.1).and_then(|t| within(found, t, at));
    found.pieces.push(Piece::Cue(Cue {
        speaker: Some(code.trim().to_owned()),
        start,
        end,
        manner: overlap(&text).map(str::to_owned),
        text,
        at: Some(at),
        ..Cue::default()
    }));
}

/// The words, and the first and the last time of the marks between two U+0015 (shown as `•`), in milliseconds:
/// `600_2219`, or with the recording's name before it.
fn bullets(said: &str) -> (String, Option<(u64, u64)>) {
    let mut words = String::new();
    let mut times: Option<(u64, u64)> = None;
    for (number, part) in said.split(['\u{15}', '•']).enumerate() {
        let mut numbers = part.trim().rsplit('_').map_while(|n| n.parse::<u64>().ok());
        match (numbers.next(), numbers.next()) {
            (Some(end), Some(start)) if number % 2 == 1 => {
                let first = times.map_or(start, |t| t.0);
                times = Some((first, end));
            }
            _ => {
                words.push(' ');
                words.push_str(part.trim());
            }
        }
    }
    (words.trim().to_owned(), times)
}

/// Whether an utterance overlaps the one before it, the one after it, or both.
fn overlap(text: &str) -> Option<&'static str> {
    let code = |sign: char| {
        let mut codes = text.match_indices('[').map(|(i, _)| &text[i + 1..]);
        codes.any(|c| {
            c.starts_with(sign)
                && c[1..]
                    .trim_start_matches(|d: char| d.is_ascii_digit())
                    .starts_with(']')
        })
    };
    let before = text.starts_with("+<") || code('<') || text.contains('⌊');
    let after = code('>') || text.contains('⌈');
    match (before, after) {
        (true, true) => Some("overlapping both ways"),
        (true, false) => Some("overlapping what was before"),
        (false, true) => Some("overlapped by what follows"),
        (false, false) => None,
    }
}

fn header(found: &mut Found, at: usize, line: &str) {
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    let value = value.trim();
    match name {
        "@UTF8" | "@Begin" | "@End" => {}
        "@Participants" => participants(found, value),
        "@Languages" => found.language = value.split([',', ' ']).next().map(language),
        "@Date" => found.date = Some(date(value)),
        "@Title" => found.title = Some(value.to_owned()),
        "@Comment" | "@Situation" | "@Activities" | "@New Episode" | "@G" | "@Bg" | "@Eg"
        | "@Transcriber" => {
            let text = format!("{}: {value}", &name[1..]);
            let text = text.trim_end_matches([':', ' ']).to_owned();
            found.pieces.push(Piece::Aside(AsideKind::Remark, text));
        }
        _ => {
            let shown: String = name
                .chars()
                .take(30)
                .filter(|c| c.is_ascii_graphic() || *c == ' ')
                .collect();
            let shown = shown.replace('|', "");
            found.leave_out(&format!("header `{shown}`|headers `{shown}`"), Some(at));
        }
    }
}

/// `CHI Eve Target_Child, MOT Mother`: a code, a name that may be missing, and a role.
fn participants(found: &mut Found, value: &str) {
    for one in value.split(',') {
        let words: Vec<&str> = one.split_whitespace().collect();
        let Some((code, rest)) = words.split_first() else {
            continue;
        };
        let name = rest
            .len()
            .checked_sub(1)
            .map(|n| rest[..n].join(" ").replace('_', " "));
        found.people.push(Person {
            called: (*code).to_owned(),
            name: name.filter(|n| !n.is_empty()),
            role: rest.last().map(|role| role.replace('_', " ")),
        });
    }
}

/// The BCP 47 tag of an ISO 639-3 code: the shorter one where there is one.
fn language(code: &str) -> String {
    const SHORT: [(&str, &str); 24] = [
        ("ara", "ar"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("heb", "he"),
        ("hun", "hu"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("nld", "nl"),
        ("nor", "no"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("spa", "es"),
        ("swe", "sv"),
        ("zho", "zh"),
    ];
    let short = SHORT.iter().find(|(long, _)| *long == code);
    short.map_or(code, |(_, short)| short).to_owned()
}

/// `15-OCT-1962` as `1962-10-15`; any other text as it is.
fn date(value: &str) -> String {
    const MONTHS: &str = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    let parts: Vec<&str> = value.split('-').collect();
    let [day, month, year] = parts[..] else {
        return value.to_owned();
    };
    match MONTHS
        .find(&month.to_ascii_uppercase())
        .filter(|at| month.len() == 3 && at % 3 == 0)
    {
        Some(at) => format!("{year}-{:02}-{day:0>2}", at / 3 + 1),
        None => value.to_owned(),
    }
}
