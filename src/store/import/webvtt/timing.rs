//! Times of cues: WebVTT's section 6.3, "cue timings and settings parsing", step by step.

/// What the line with the arrow says; times in milliseconds.
#[derive(Debug, PartialEq, Eq)]
pub struct Timing<'a> {
    /// When the cue begins.
    pub start: u64,
    /// When it ends.
    pub end: u64,
    /// Where it stands on the screen, which is no matter here.
    pub settings: &'a str,
}

/// Reads a line that has an arrow; none where the standard says that it fails.
pub fn timing(line: &str) -> Option<Timing<'_>> {
    let mut rest = line;
    skip_space(&mut rest);
    let start = timestamp(&mut rest)?;
    skip_space(&mut rest);
    rest = rest.strip_prefix("-->")?;
    skip_space(&mut rest);
    let end = timestamp(&mut rest)?;
    Some(Timing {
        start,
        end,
        settings: rest.trim_matches(SPACE),
    })
}

/// ASCII whitespace.
const SPACE: [char; 5] = ['\t', '\n', '\u{c}', '\r', ' '];

fn skip_space(rest: &mut &str) {
    *rest = rest.trim_start_matches(SPACE);
}

/// "Collect a WebVTT timestamp" from the front of `rest`, which then begins behind it.
pub fn timestamp(rest: &mut &str) -> Option<u64> {
    let first = digits(rest);
    if first.is_empty() {
        return None;
    }
    let hours_first = first.len() != 2 || number(first) > 59;
    colon(rest)?;
    let second = two(rest)?;
    let (hours, minutes, seconds) = if hours_first || rest.starts_with(':') {
        colon(rest)?;
        (number(first), second, two(rest)?)
    } else {
        (0, number(first), second)
    };
    *rest = rest.strip_prefix('.')?;
    let fraction = digits(rest);
    if fraction.len() != 3 || minutes > 59 || seconds > 59 {
        return None;
    }
    let seconds = hours
        .saturating_mul(3600)
        .saturating_add(minutes * 60 + seconds);
    Some(
        seconds
            .saturating_mul(1000)
            .saturating_add(number(fraction)),
    )
}

fn colon(rest: &mut &str) -> Option<()> {
    *rest = rest.strip_prefix(':')?;
    Some(())
}

fn two(rest: &mut &str) -> Option<u64> {
    let found = digits(rest);
    (found.len() == 2).then(|| number(found))
}

fn digits<'a>(rest: &mut &'a str) -> &'a str {
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let (found, after) = rest.split_at(end.unwrap_or(rest.len()));
    *rest = after;
    found
}

/// A number; the largest there is where it is larger.
fn number(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_the_standard_says() {
        for (line, times) in [
            ("00:01.000 --> 00:02.500", Some((1000, 2500))),
            (
                "00:00:01.000-->1000:00:00.001 align:start",
                Some((1000, 3_600_000_001)),
            ),
            ("60:00:00.000 --> 00:00.000", Some((216_000_000, 0))),
            ("00:60:00.000 --> 00:00.000", None),
            ("00:00:01,000 --> 00:00:02,000", None),
            ("0:01.000 --> 00:02.000", None),
            ("00:01.00 --> 00:02.000", None),
            ("00:01.000 -->", None),
        ] {
            let read = timing(line).map(|t| (t.start, t.end));
            assert_eq!(read, times, "{line}");
        }
        let far = timing("99999999999999999999:00:00.000 --> 00:00.000");
        assert_eq!(far.map(|t| t.start), Some(u64::MAX));
    }
}
