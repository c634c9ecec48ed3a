//! Times as programs and people write them, to the nearest millisecond.

use crate::model::Time;

/// A decimal number of seconds, half a millisecond rounded up. No floating point is involved: 1.0005 is 1001 ms.
pub fn seconds(text: &str) -> Option<Time> {
    let text = text
        .strip_prefix('-')
        .filter(|t| is_zero(t))
        .unwrap_or(text);
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    rounded(Time::parse(whole).ok()?, fraction)
}

/// A decimal number of milliseconds.
pub fn millis(text: &str) -> Option<Time> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let number: u64 = whole.parse().ok()?;
    let half = u64::from(fraction.starts_with(['5', '6', '7', '8', '9']));
    let time = Time(number.checked_add(half)?);
    // As long as a time can be.
    Time::parse(&time.to_string()).ok()
}

/// `1:02:03.5`, `00:01:02,500`, `62.5`, `62.5 s`, `1h 2m 3.5s`, with brackets around it or without.
pub fn usual(text: &str) -> Option<Time> {
    let text = text
        .trim()
        .trim_matches(['[', ']', '(', ')', '<', '>'])
        .trim();
    let plain = text.strip_suffix(['s', 'S']).unwrap_or(text).trim_end();
    if !plain.contains(':') {
        return seconds(plain).or_else(|| in_words(text));
    }
    let (whole, fraction) = plain.split_once(['.', ',']).unwrap_or((plain, ""));
    rounded(Time::parse(whole).ok()?, fraction)
}

/// `00:01:02:12` and `00;01;02;12`: hours, minutes, seconds and frames of a film, of which nothing says how long they are.
/// The time without them, and whether there were any.
pub fn with_frames(text: &str) -> Option<(Time, bool)> {
    let text = text.trim().replace(';', ":");
    let (time, frames) = text.rsplit_once(':')?;
    let is_frames = frames.len() == 2 && frames.bytes().all(|b| b.is_ascii_digit());
    if !is_frames || time.split(':').count() != 3 {
        return None;
    }
    Some((Time::parse(time).ok()?, frames != "00"))
}

fn is_zero(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| matches!(b, b'0' | b'.'))
}

/// A time and the digits after its point, to the nearest millisecond.
fn rounded(whole: Time, fraction: &str) -> Option<Time> {
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits = fraction.bytes().map(|b| u64::from(b - b'0')).chain([0; 4]);
    let millis = digits.by_ref().take(3).fold(0, |n, digit| n * 10 + digit);
    let half = u64::from(digits.next().is_some_and(|digit| digit >= 5));
    Some(Time(whole.millis().checked_add(millis + half)?))
}

/// `1h 2m 3.5s`, `2 min`, `3m20s`.
fn in_words(text: &str) -> Option<Time> {
    let mut rest = text;
    let mut sum = 0_u64;
    let mut last = u64::MAX;
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(end);
        let after = after.trim_start();
        let end = after.find(|c: char| !c.is_ascii_alphabetic());
        let (unit, after) = after.split_at(end.unwrap_or(after.len()));
        let length = match unit.to_ascii_lowercase().as_str() {
            "h" | "hr" | "hour" | "hours" => 3_600_000,
            "m" | "min" | "mins" | "minute" | "minutes" => 60_000,
            "s" | "sec" | "secs" | "second" | "seconds" => 1000,
            _ => return None,
        };
        let part = match length {
            1000 => seconds(number)?.millis(),
            length => number.parse::<u64>().ok()?.checked_mul(length)?,
        };
        if length >= last {
            return None;
        }
        last = length;
        sum = sum.checked_add(part)?;
        rest = after;
    }
    let some = last != u64::MAX;
    some.then(|| Time::parse(&Time(sum).to_string()).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_forms_are_read() {
        for (text, millis) in [
            ("62.5", 62_500),
            ("62,5s", 62_500),
            ("1.2345", 1235),
            ("1.0005", 1001),
            ("0.9995", 1000),
            ("0.9994", 999),
            ("1:02:03.5", 3_723_500),
            ("[00:01:02,4996]", 62_500),
            (" 0:53 ", 53_000),
            ("1h 2m 3.5s", 3_723_500),
            ("3m20s", 200_000),
            ("2 min", 120_000),
            ("7 sec", 7000),
        ] {
            assert_eq!(usual(text), Some(Time(millis)), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "-1",
            "1e3",
            "soon",
            "1:60",
            "1:2:3:4",
            "3s 2m",
            "3x",
            ".",
            "1.2.3",
            "٣",
            "99999999999999999999",
            "99999999999h",
            "2024-02-11",
        ] {
            assert_eq!(usual(text), None, "{text}");
        }
        assert_eq!(millis("18446744073709551615"), None);
    }

    #[test]
    fn frames_are_told_apart_from_the_time() {
        assert_eq!(with_frames("00:01:02:12"), Some((Time(62_000), true)));
        assert_eq!(with_frames("00;01;02;00"), Some((Time(62_000), false)));
        for text in ["1:2:3", "00:01:02:123", "1:2:3:4:05", ""] {
            assert_eq!(with_frames(text), None, "{text}");
        }
    }
}
