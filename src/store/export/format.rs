//! What a format that can be written is made of.

use super::work::Work;
use crate::model::Problem;

/// A format that can be written: one row of the table.
#[derive(Debug)]
pub struct Exporter {
    /// What `--to` calls it: lower case, no blanks.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What for, in a few words.
    pub about: &'static str,
    /// Which of the options that not every format has a use for mean something in it.
    pub takes: Takes,
    /// Writes it. A problem where nothing of what is asked for can be written in this format.
    pub write: fn(&Work<'_>) -> Result<Written, Problem>,
}

/// The options that not every format has a use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takes {
    /// The order of passages.
    pub order: bool,
    /// Numbered pages and lines.
    pub pages: bool,
}

impl Takes {
    /// Neither of them.
    pub const NOTHING: Self = Self {
        order: false,
        pages: false,
    };
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// All of it.
    pub text: String,
    /// What the format has no place for, and what was guessed, in clean lines.
    pub remarks: Vec<String>,
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self {
            text,
            remarks: Vec::new(),
        }
    }
}
