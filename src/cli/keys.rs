//! `onrecord keys`: every key and what it does.

use super::config::Configured;
use crate::tui::popups::help;

/// The table with the reader's own keys, or the names of the commands.
pub fn text(names: bool) -> String {
    let bindings = Configured::read().settings.bindings;
    if names {
        help::names(&bindings)
    } else {
        help::text(&bindings)
    }
}
