//! What the reader on a terminal is started with.

use std::path::PathBuf;

use crate::store::input::Input;

/// Everything that the command line says about a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Launch {
    /// What to read.
    pub input: Input,
    /// The notes file, if another than the usual one.
    pub notes: Option<PathBuf>,
    /// Keys to play once everything is loaded, as they were typed.
    pub keys: Option<String>,
    /// Draw one screen to standard output and exit.
    pub print: bool,
    /// That screen's columns and rows.
    pub size: Option<(u16, u16)>,
    /// Colours.
    pub theme: ThemeChoice,
}

/// The themes that can be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ThemeChoice {
    /// The terminal's own 16 colours.
    #[default]
    Default,
    /// No colours: bold, underlined, reversed.
    Plain,
}
