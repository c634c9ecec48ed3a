//! What a format that can be written is made of.

use super::work::Work;

/// A format that can be written: one row of the table.
#[derive(Debug)]
pub struct Exporter {
    /// What `--to` calls it: lower case, no blanks.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What for, in a few words.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Work<'_>) -> String,
}
