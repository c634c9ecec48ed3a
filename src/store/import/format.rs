//! What a format that can be read is made of: its names, how its files are known, and who reads them.

use std::cell::OnceCell;

use serde_json::Value;

use super::found::Found;
use super::unique;
use crate::model::{LineColumn, OutsideStr, Problem};
use crate::text::clean::clean;

/// A format that can be read: one row of the table.
#[derive(Debug)]
pub struct Importer {
    /// What `--from` calls it: lower case, no blanks.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it is written by, or what of it is read, in a few words.
    pub about: &'static str,
    /// The endings of its files, lower case, without the dot.
    pub endings: &'static [&'static str],
    /// How surely a text is of this format.
    pub likeness: fn(&Given<'_>) -> Likeness,
    /// Reads it. A problem where nothing of it is a transcript.
    pub read: fn(&Given<'_>) -> Result<Found, Problem>,
}

/// How surely a text is of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It is not.
    No,
    /// It may be, if its file's ending says so, or if it is of no other format.
    Maybe,
    /// It is, whatever its file is called.
    Sure,
}

/// A text that is to be read. What several importers look at is found once.
#[derive(Debug)]
pub struct Given<'a> {
    text: &'a str,
    json: OnceCell<Result<Value, Problem>>,
}

impl<'a> Given<'a> {
    /// A text, without a byte order mark.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            json: OnceCell::new(),
        }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The text's lines with their numbers, from 1. They end as Windows, Unix or the old Macintosh end them.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let mut rest = Some(self.text);
        let lines = std::iter::from_fn(move || {
            let text = rest?;
            let Some(end) = memchr::memchr2(b'\r', b'\n', text.as_bytes()) else {
                rest = None;
                return Some(text).filter(|t| !t.is_empty());
            };
            let length = if text[end..].starts_with("\r\n") {
                2
            } else {
                1
            };
            rest = Some(&text[end + length..]);
            Some(&text[..end])
        });
        (1..).zip(lines)
    }

    /// The text as JSON.
    ///
    /// # Errors
    /// It is none; with its place.
    pub fn json(&self) -> Result<&Value, &Problem> {
        self.json.get_or_init(|| json(self.text)).as_ref()
    }

    /// Whether it begins as an object or a list of JSON does, be it whole or not. `[0:03] Ana: …` and YAML's
    /// `{turns: …}` do not.
    pub fn looks_like_json(&self) -> bool {
        let text = self.text.trim_start();
        let inner = text.strip_prefix(['{', '[']).map(str::trim_start);
        inner.is_some_and(|inner| match text.as_bytes()[0] {
            b'{' => inner.is_empty() || inner.starts_with(['"', '}']),
            _ => inner.is_empty() || inner.starts_with(['"', '{', '[', ']']),
        })
    }
}

fn json(text: &str) -> Result<Value, Problem> {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    unique::read(text).map_err(|error| {
        let place = LineColumn {
            line: number(error.line()),
            column: number(error.column()),
        };
        if error.is_eof() {
            return Problem::new("ends here, in the middle of its JSON")
                .at(place)
                .hint("the file is cut off: get the whole of it");
        }
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or_default();
        let reason = clean(OutsideStr::new(reason));
        let problem = if error.is_data() {
            Problem::new(reason.to_string())
                .hint("which of them counts cannot be known: take one out")
        } else {
            Problem::new(format!("is no JSON here: {reason}"))
                .hint("the file is damaged, or of another format")
        };
        problem.at(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_every_way() {
        let lines = |text| Given::new(text).lines().collect::<Vec<_>>();
        assert_eq!(
            lines("a\r\n\rb\n\nc"),
            [(1, "a"), (2, ""), (3, "b"), (4, ""), (5, "c")]
        );
        assert_eq!(lines("a\n"), [(1, "a")]);
        assert_eq!(lines(""), []);
    }
}
