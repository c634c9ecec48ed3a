//! The reader on a terminal.

pub mod launch;

use crate::model::Problem;
use launch::Launch;

/// Reads interactively, or draws one screen where `launch` asks for that.
///
/// # Errors
/// The input cannot be opened or the terminal cannot be used.
pub fn run(launch: &Launch) -> Result<(), Problem> {
    let _ = launch;
    Err(Problem::new("there is no screen yet").hint("onrecord read FILE prints the text"))
}

/// Every key and what it does, a line each.
pub fn key_table() -> String {
    String::new()
}
