//! Plain text in columns for standard output: paragraphs under an indentation, and nothing that a terminal obeys.
//!
//! Everything passes the door here, words of our own with the outside text in them, row by row.

use std::io::{self, Write};

use crate::model::OutsideStr;
use crate::text::clean::{Clean, clean, shown};
use crate::text::wrap::{pad, wrap};

/// Columns that are kept for words however narrow the page is.
const NARROWEST: usize = 10;

/// A page that is written as it comes.
pub struct Page<'w> {
    out: &'w mut dyn Write,
    width: usize,
}

impl<'w> Page<'w> {
    /// A page `width` columns wide.
    pub fn new(out: &'w mut dyn Write, width: usize) -> Self {
        Self { out, width }
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A paragraph of our own words and clean ones; what is clean stays as it is when it passes the door again.
    pub fn paragraph(&mut self, first: &str, text: &str) -> io::Result<()> {
        self.words(first, OutsideStr::new(text))
    }

    /// A paragraph that begins with `first`; its other rows are indented by as much. Line breaks in `text` stay.
    pub fn words(&mut self, first: &str, text: OutsideStr<'_>) -> io::Result<()> {
        self.rows(
            first,
            crate::text::wrap::columns(&clean(OutsideStr::new(first))),
            text,
        )
    }

    /// A label before a text's first row; the other rows are not indented.
    pub fn label(&mut self, label: &str, text: OutsideStr<'_>) -> io::Result<()> {
        self.rows(label, 0, text)
    }

    fn rows(&mut self, first: &str, indent: usize, text: OutsideStr<'_>) -> io::Result<()> {
        let first = clean(OutsideStr::new(first));
        let used = crate::text::wrap::columns(&first);
        let mut before = first;
        for row in wrap(text, self.width.saturating_sub(used).max(NARROWEST)) {
            let line = Clean::format(format_args!("{before}{}", shown(text, row)));
            writeln!(self.out, "{}", line.trim_end_matches(' '))?;
            before = pad(&Clean::default(), indent);
        }
        Ok(())
    }
}

/// Joins what there is with ` · `.
pub fn dotted(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_indented_and_nothing_in_them_is_obeyed() {
        let mut out = Vec::new();
        let mut page = Page::new(&mut out, 16);
        page.paragraph(" 12  ", "two words more\n\nand \u{1b}[31m red")
            .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            " 12  two words\n     more\n\n     and ␛[31m\n     red\n"
        );
    }

    #[test]
    fn what_is_not_there_leaves_no_dot() {
        assert_eq!(
            dotted([None, Some("a".into()), None, Some("b".into())]),
            "a · b"
        );
    }
}
