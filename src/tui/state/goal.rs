//! What a reader types to name a place: a time, a turn, a page, a share of the whole.
//!
//! Knows the spelling only. Whether there is such a place is `going`'s to say.

use crate::model::{Outside, Time, TimeError};

/// A place as it was typed; what is still missing is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// `#42`, `42`: a turn of this call; `2#42`, `call-id#42`: of another.
    Turn {
        /// The call's number or id, where one was typed.
        call: Option<Outside>,
        /// The turn's number.
        number: Option<u32>,
    },
    /// `12:30`: a time on the call's clock.
    Time(Result<Time, TimeError>),
    /// `+2m`, `-30s`, `+1h`, `+1:30`: so many milliseconds later or earlier.
    Shift(Option<i64>),
    /// `p45`, `p45:3`: page and line of the printed record.
    Page(u32, Option<u32>),
    /// `50%`: that much of all turns and asides; `None` where it is more than all.
    Percent(Option<u8>),
}

/// What was typed, if it begins like a place; else it is words to find a command by.
pub fn parse(typed: &str) -> Option<Goal> {
    let typed = typed.trim();
    if let Some((call, number)) = typed.split_once('#') {
        let call = call.trim();
        return Some(Goal::Turn {
            call: (!call.is_empty()).then(|| Outside::new(call)),
            number: whole(number.trim()),
        });
    }
    match typed.chars().next()? {
        '+' => Some(Goal::Shift(shift(&typed[1..]))),
        '-' => Some(Goal::Shift(shift(&typed[1..]).map(|s| -s))),
        'p' => page(&typed[1..]),
        c if c.is_ascii_digit() => Some(number(typed)),
        _ => None,
    }
}

fn number(typed: &str) -> Goal {
    if let Some(hundredths) = typed.strip_suffix('%') {
        let hundredths = whole(hundredths.trim()).and_then(|n| u8::try_from(n).ok());
        return Goal::Percent(hundredths.filter(|n| *n <= 100));
    }
    match whole(typed) {
        Some(number) => Goal::Turn {
            call: None,
            number: Some(number),
        },
        None => Goal::Time(Time::parse(typed)),
    }
}

fn page(typed: &str) -> Option<Goal> {
    match typed.split_once(':') {
        Some((page, "")) => Some(Goal::Page(whole(page)?, None)),
        Some((page, line)) => Some(Goal::Page(whole(page)?, Some(whole(line)?))),
        None => Some(Goal::Page(whole(typed)?, None)),
    }
}

/// A number in digits; one that is too large to be any place's is the largest.
fn whole(typed: &str) -> Option<u32> {
    let digits = !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| typed.parse().unwrap_or(u32::MAX))
}

/// `1h2m30s` or `1:30` in milliseconds.
fn shift(typed: &str) -> Option<i64> {
    let millis = if typed.contains(':') {
        Time::parse(typed).ok()?.millis()
    } else {
        let mut millis: u64 = 0;
        let mut rest = typed;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let unit = match rest[digits..].chars().next()? {
                'h' => 3_600_000,
                'm' => 60_000,
                's' => 1_000,
                _ => return None,
            };
            let count: u64 = rest[..digits].parse().ok()?;
            millis = millis.checked_add(count.checked_mul(unit)?)?;
            rest = &rest[digits + 1..];
        }
        millis
    };
    i64::try_from(millis).ok().filter(|_| !typed.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(call: Option<&str>, number: impl Into<Option<u32>>) -> Goal {
        Goal::Turn {
            call: call.map(Outside::new),
            number: number.into(),
        }
    }

    #[test]
    fn every_spelling_of_a_place() {
        let time = |millis| Goal::Time(Ok(Time(millis)));
        for (typed, goal) in [
            ("12:30", time(750_000)),
            ("12:30.5", time(750_500)),
            ("55:55:20", time(201_320_000)),
            (" 0:03 ", time(3_000)),
            ("#42", turn(None, 42)),
            ("42", turn(None, 42)),
            ("2#42", turn(Some("2"), 42)),
            ("ana-ben#7", turn(Some("ana-ben"), 7)),
            ("ana # 7", turn(Some("ana"), 7)),
            ("#99999999999", turn(None, u32::MAX)),
            ("+2m", Goal::Shift(Some(120_000))),
            ("-30s", Goal::Shift(Some(-30_000))),
            ("+1h", Goal::Shift(Some(3_600_000))),
            ("+1h2m3s", Goal::Shift(Some(3_723_000))),
            ("-1:30", Goal::Shift(Some(-90_000))),
            ("p45", Goal::Page(45, None)),
            ("p45:", Goal::Page(45, None)),
            ("p45:3", Goal::Page(45, Some(3))),
            ("50%", Goal::Percent(Some(50))),
            ("100 %", Goal::Percent(Some(100))),
        ] {
            assert_eq!(parse(typed), Some(goal), "{typed}");
        }
    }

    #[test]
    fn what_is_not_all_there_yet() {
        for (typed, goal) in [
            ("#", turn(None, None)),
            ("#x", turn(None, None)),
            ("2#", turn(Some("2"), None)),
            ("12:", Goal::Time(Err(TimeError::Form))),
            ("12:75", Goal::Time(Err(TimeError::Sixty))),
            ("12h", Goal::Time(Err(TimeError::Form))),
            ("+", Goal::Shift(None)),
            ("+2", Goal::Shift(None)),
            ("+2x", Goal::Shift(None)),
            ("+é", Goal::Shift(None)),
            ("+m", Goal::Shift(None)),
            ("+99999999999999999999s", Goal::Shift(None)),
            ("-9999999999999999h", Goal::Shift(None)),
            ("101%", Goal::Percent(None)),
            ("999%", Goal::Percent(None)),
        ] {
            assert_eq!(parse(typed), Some(goal), "{typed}");
        }
    }

    #[test]
    fn words_are_no_place() {
        for typed in ["", " ", "next", "p", "page", "pé", "p4x", "p4:x", "é", "%"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
