//! `onrecord keys`: every key and what it does.

/// The table.
pub fn text() -> String {
    crate::tui::popups::help::text()
}
