//! A day, a month or a year, as precise as the source is (ISO 8601 calendar dates of reduced precision).

use std::fmt;

/// A calendar date: `2024`, `2024-02` or `2024-02-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` for any other form and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut part = |length: usize| match parts.next() {
            None => Some(None),
            Some(p) if p.len() == length && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse::<u16>().ok().map(Some)
            }
            Some(_) => None,
        };
        let (year, month, day) = (part(4)??, part(2)?, part(2)?);
        if parts.next().is_some() || month.is_some_and(|m| !(1..=12).contains(&m)) {
            return None;
        }
        let (month, day) = (month.map(|m| m as u8), day.map(|d| d as u8));
        if let (Some(m), Some(d)) = (month, day) {
            jiff::civil::Date::new(i16::try_from(year).ok()?, m as i8, i8::try_from(d).ok()?)
                .ok()?;
        }
        Some(Self { year, month, day })
    }

    /// `2024-02-11`, as precise as it is.
    pub fn iso(self) -> String {
        let mut text = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            text.push_str(&format!("-{part:02}"));
        }
        text
    }
}

impl fmt::Display for Date {
    /// `11 Feb 2024`, `Feb 2024`, `2024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = self.month.map_or(String::new(), |m| {
            format!("{} ", MONTHS[usize::from(m) - 1])
        });
        let day = self.day.map_or(String::new(), |d| format!("{d} "));
        f.pad(&format!("{day}{month}{}", self.year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_shows_days_months_and_years() {
        for (text, shown) in [
            ("2024-02-11", "11 Feb 2024"),
            ("1970-04", "Apr 1970"),
            ("1945", "1945"),
            ("2024-02-29", "29 Feb 2024"),
        ] {
            let date = Date::parse(text).expect(text);
            assert_eq!(date.to_string(), shown);
            assert_eq!(date.iso(), text);
        }
    }

    #[test]
    fn refuses_other_forms_and_days_that_are_none() {
        for text in [
            "",
            "24-02-11",
            "2024-13",
            "2024-02-30",
            "2024-00-01",
            "2024-2-1",
            "2024-02-11-",
            "2024/02/11",
            "11.2.2024",
            "2024-02-11T10:00",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
