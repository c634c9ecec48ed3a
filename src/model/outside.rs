//! Text from outside the program: kept to the letter, compared, searched, and never printed as it is.
//!
//! Neither type implements `Display`, and `Debug` tells a length only. What a person is to read must pass the one door,
//! `text::clean`. [`Outside::raw`] is for matching, hashing and writing files that programs read.

use std::fmt;

/// Owned text from a file, the command line, the clipboard or the keyboard, exactly as it came.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Outside(Box<str>);

/// Borrowed text from outside.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutsideStr<'a>(&'a str);

impl Outside {
    /// Takes text as it came.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The same text, borrowed.
    pub fn borrow(&self) -> OutsideStr<'_> {
        OutsideStr(&self.0)
    }

    /// The letters themselves: to match, count, hash or store; never to show.
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Whether nothing but white space is there.
    pub fn is_blank(&self) -> bool {
        self.borrow().is_blank()
    }
}

impl<'a> OutsideStr<'a> {
    /// Takes text as it came.
    pub const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The letters themselves: to match, count, hash or store; never to show.
    pub const fn raw(self) -> &'a str {
        self.0
    }

    /// A copy that lives on its own.
    pub fn to_owned(self) -> Outside {
        Outside::new(self.0)
    }

    /// Whether nothing but white space is there.
    pub fn is_blank(self) -> bool {
        self.0.trim().is_empty()
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there is no byte.
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}

impl fmt::Debug for OutsideStr<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outside({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debugging_output_tells_the_length_and_no_letter() {
        let text = Outside::new("\u{1b}[31mred");
        assert_eq!(format!("{text:?}"), "Outside(8 bytes)");
        assert_eq!(text.raw(), "\u{1b}[31mred");
    }
}
