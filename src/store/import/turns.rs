//! From what was on a screen at once to what somebody said: cues of one speaker that follow each other become one turn.

use super::found::{Cue, Cut, Found, Piece};
use crate::model::AsideKind;

/// How cues become turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// Each stays a turn of its own.
    Never,
    /// Where at most so many milliseconds of silence lie between them.
    Within(u64),
}

impl Default for Joining {
    /// Two seconds.
    fn default() -> Self {
        Self::Within(2000)
    }
}

/// A turn or an aside as it will be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A turn.
    Turn(Cue),
    /// What stands between turns.
    Aside(AsideKind, String),
}

/// The turns and asides of what was found, and how many cues were joined to the turn before them.
///
/// Words are joined by a blank, where their script has any, and are else as they were. A cue without words is left out and counted.
pub fn turns(found: &mut Found, joining: Joining) -> (Vec<Entry>, usize) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut joined = 0;
    let joining = match found.cut {
        Cut::Cues => joining,
        Cut::Turns => Joining::Never,
    };
    let pieces = std::mem::take(&mut found.pieces);
    clock(found, &pieces);
    for piece in pieces {
        match (piece, entries.last_mut()) {
            (Piece::Aside(kind, text), _) if !text.trim().is_empty() => {
                entries.push(Entry::Aside(kind, text.trim().to_owned()));
            }
            (Piece::Aside(..), _) => {}
            (Piece::Cue(cue), _) if cue.text.trim().is_empty() => {
                found.leave_out(&format!("{} without words", found.unit), cue.at);
            }
            (Piece::Cue(cue), Some(Entry::Turn(turn))) if goes_on(turn, &cue, joining) => {
                joined += 1;
                let next = cue.text.trim();
                if !without_blanks(&turn.text, next) {
                    turn.text.push(' ');
                }
                turn.text.push_str(next);
                turn.end = match cue.end {
                    Some(end) => turn.end.max(Some(end)),
                    None => None,
                };
            }
            (Piece::Cue(mut cue), _) => {
                cue.text = cue.text.trim().to_owned();
                entries.push(Entry::Turn(cue));
            }
        }
    }
    (entries, joined)
}

/// Notes where times run backwards; they stay as they are.
fn clock(found: &mut Found, pieces: &[Piece]) {
    let unit = found.unit;
    let units = unit
        .strip_suffix('y')
        .map_or_else(|| format!("{unit}s"), |stem| format!("{stem}ies"));
    let mut last = None;
    for piece in pieces {
        let Piece::Cue(cue) = piece else { continue };
        if cue.end.is_some_and(|end| cue.start > Some(end)) {
            let what =
                format!("{unit} that ends before it begins|{units} that end before they begin");
            found.note(&what, cue.at);
        }
        if cue.start.is_some() && cue.start < last {
            let what = format!(
                "{unit} that begins before the one before it|{units} that begin before the one before them"
            );
            found.note(&what, cue.at);
        }
        last = cue.start.or(last);
    }
}

/// Whether a blank between these would be none of the writer's: Chinese, Japanese, Thai and their neighbours write none.
fn without_blanks(before: &str, next: &str) -> bool {
    let is = |c: Option<char>| {
        c.is_some_and(|c| {
            matches!(c,
                '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
                | '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
                | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
        })
    };
    is(before.chars().next_back()) && is(next.chars().next())
}

/// Whether `next` goes on with what is said in `turn`: the same speaker, not earlier, and no silence between them.
fn goes_on(turn: &Cue, next: &Cue, joining: Joining) -> bool {
    let Joining::Within(gap) = joining else {
        return false;
    };
    let silence = match (turn.end.or(turn.start), next.start) {
        (Some(end), Some(start)) => end.until(start).millis(),
        (None, _) | (_, None) => 0,
    };
    let order = match (turn.start, next.start) {
        (Some(before), Some(after)) => before <= after,
        (None, _) | (_, None) => true,
    };
    !next.begins
        && turn.speaker == next.speaker
        && turn.manner == next.manner
        && order
        && silence <= gap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Time;

    fn cue(speaker: &str, start: u64, end: u64, text: &str) -> Piece {
        Piece::Cue(Cue {
            speaker: Some(speaker.to_owned()),
            start: Some(Time(start)),
            end: Some(Time(end)),
            text: text.to_owned(),
            ..Cue::default()
        })
    }

    fn told(found: &mut Found, joining: Joining) -> Vec<String> {
        let (entries, _) = turns(found, joining);
        let tell = |entry: Entry| match entry {
            Entry::Turn(t) => {
                let (start, end) = (t.start.unwrap_or_default().0, t.end.unwrap_or_default().0);
                format!("{} {start}-{end} {}", t.speaker.unwrap_or_default(), t.text)
            }
            Entry::Aside(_, text) => format!("({text})"),
        };
        entries.into_iter().map(tell).collect()
    }

    fn found() -> Found {
        Found {
            cut: Cut::Cues,
            unit: "cue",
            pieces: vec![
                cue("a", 0, 900, " One "),
                cue("a", 2900, 4000, "two"),
                cue("a", 6001, 7000, "three"),
                cue("b", 7000, 8000, "four"),
                cue("b", 7500, 7800, "five"),
                cue("b", 8000, 8100, "  "),
                Piece::Aside(AsideKind::Event, "laughter".to_owned()),
                cue("b", 8100, 8200, "six"),
                cue("b", 100, 200, "seven"),
            ],
            ..Found::default()
        }
    }

    #[test]
    fn cues_of_one_speaker_join_within_the_gap() {
        let mut all = found();
        assert_eq!(
            told(&mut all, Joining::default()),
            [
                "a 0-4000 One two",
                "a 6001-7000 three",
                "b 7000-8000 four five",
                "(laughter)",
                "b 8100-8200 six",
                "b 100-200 seven",
            ]
        );
        assert_eq!(all.left_out[0].what, "cue without words");
        let backwards = "cue that begins before the one before it";
        assert!(all.noted[0].what.starts_with(backwards));
    }

    #[test]
    fn scripts_without_blanks_are_joined_without() {
        for (words, joined) in [
            (["你好，", "世界"], "你好，世界"),
            (["これは", "ペン"], "これはペン"),
            (["你好", "Ana"], "你好 Ana"),
            (["안녕", "하세요"], "안녕 하세요"),
            (["One", "two"], "One two"),
        ] {
            let pieces = vec![cue("a", 0, 9, words[0]), cue("a", 9, 18, words[1])];
            let mut all = Found {
                cut: Cut::Cues,
                pieces,
                ..Found::default()
            };
            let told = told(&mut all, Joining::default());
            assert_eq!(told, [format!("a 0-18 {joined}")]);
        }
    }

    #[test]
    fn where_a_turn_begins_nothing_is_joined() {
        let mut all = found();
        for piece in &mut all.pieces {
            if let Piece::Cue(cue) = piece {
                cue.begins = true;
            }
        }
        assert_eq!(told(&mut all, Joining::default()).len(), 8);
    }

    #[test]
    fn what_is_a_turn_already_stays_one() {
        for (cut, joining) in [
            (Cut::Cues, Joining::Never),
            (Cut::Turns, Joining::default()),
        ] {
            let mut all = Found { cut, ..found() };
            assert_eq!(told(&mut all, joining).len(), 8);
        }
    }
}
