//! `onrecord keys`: every key and what it does.

use std::io::{self, Write};

/// Prints the table.
///
/// # Errors
/// What `out` says.
pub fn print(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(crate::tui::popups::help::text().as_bytes())
}
