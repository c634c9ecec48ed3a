//! A time on a call's clock.

use std::fmt;

/// A time or a length on a call's clock, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time(pub u64);

/// Why a text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// It is not of the form `[[h:]m:]s[.fff]`.
    #[error("is not a time")]
    Form,
    /// Minutes or seconds after a colon are 60 or more.
    #[error("has minutes or seconds of 60 or more")]
    Sixty,
    /// It is more than a million hours.
    #[error("is too long")]
    Long,
}

const LONGEST: u64 = 1_000_000 * 3_600_000;

impl Time {
    /// Reads `[[h:]m:]s[.fff]` or a number of seconds. Digits after the milliseconds are cut off.
    ///
    /// # Errors
    /// Tells whether the form, a part over 59 or the length is at fault.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let (whole, fraction) = match text.split_once(['.', ',']) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let parts: Vec<&str> = whole.split(':').collect();
        if parts.len() > 3
            || parts.iter().any(|p| !digits(p))
            || fraction.is_some_and(|f| !digits(f))
        {
            return Err(TimeError::Form);
        }
        let mut seconds: u64 = 0;
        for (i, part) in parts.iter().enumerate() {
            let value: u64 = part.parse().map_err(|_| TimeError::Long)?;
            if i > 0 && (value >= 60 || part.len() > 2) {
                return Err(TimeError::Sixty);
            }
            seconds = seconds
                .checked_mul(60)
                .and_then(|s| s.checked_add(value))
                .ok_or(TimeError::Long)?;
        }
        let millis = fraction.map_or(0, |f| {
            f.bytes()
                .chain(*b"00")
                .take(3)
                .fold(0, |n, b| n * 10 + u64::from(b - b'0'))
        });
        let total = seconds
            .checked_mul(1000)
            .and_then(|s| s.checked_add(millis))
            .ok_or(TimeError::Long)?;
        if total > LONGEST {
            Err(TimeError::Long)
        } else {
            Ok(Self(total))
        }
    }

    /// Milliseconds.
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// From this time to a later one; zero if it is earlier.
    pub const fn until(self, later: Self) -> Self {
        Self(later.0.saturating_sub(self.0))
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for Time {
    /// `0:03`, `55:46:01`, `0:09.5`: hours only where there are any, a fraction only where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, millis) = (self.0 / 1000, self.0 % 1000);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let fraction = if millis == 0 {
            String::new()
        } else {
            format!(".{millis:03}").trim_end_matches('0').to_owned()
        };
        let text = if hours > 0 {
            format!("{hours}:{minutes:02}:{seconds:02}{fraction}")
        } else {
            format!("{minutes}:{seconds:02}{fraction}")
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        for (text, millis) in [
            ("0", 0),
            ("7", 7_000),
            ("12.5", 12_500),
            ("0:03", 3_000),
            ("0:09.5", 9_500),
            ("5:12", 312_000),
            ("90:00", 5_400_000),
            ("55:46:01.250", 200_761_250),
            ("1:02:03.0009", 3_723_000),
            ("3725", 3_725_000),
        ] {
            assert_eq!(Time::parse(text), Ok(Time(millis)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        for (text, error) in [
            ("", TimeError::Form),
            ("-1", TimeError::Form),
            ("1:2:3:4", TimeError::Form),
            ("1:", TimeError::Form),
            ("1.", TimeError::Form),
            ("1e3", TimeError::Form),
            ("٣", TimeError::Form),
            ("0:60", TimeError::Sixty),
            ("1:60:00", TimeError::Sixty),
            ("1:002", TimeError::Sixty),
            ("99999999999999999999", TimeError::Long),
            ("9999999999:00:00", TimeError::Long),
        ] {
            assert_eq!(Time::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn shows_no_more_than_there_is() {
        for (millis, text) in [
            (0, "0:00"),
            (3_000, "0:03"),
            (9_500, "0:09.5"),
            (200_761_000, "55:46:01"),
            (3_600_050, "1:00:00.05"),
        ] {
            assert_eq!(Time(millis).to_string(), text);
            assert_eq!(Time::parse(text), Ok(Time(millis)));
        }
    }
}
