//! How the reader is started: what the command line says, and nothing of how it says it.

use std::path::PathBuf;

use super::theme::Theme;
use crate::store::config::Config;
use crate::store::input::{Input, Opening};

/// What to open, and how.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The transcript.
    pub input: Input,
    /// Its encoding and how large it may be.
    pub opening: Opening,
    /// The notes file, where it is not the one beside the transcript.
    pub notes: Option<PathBuf>,
    /// The folder in which it is kept where transcripts were left; `None`: neither read nor written.
    pub places: Option<PathBuf>,
    /// Keys to play once everything is loaded.
    pub keys: Option<String>,
    /// Draw one screen to standard output and end.
    pub print: bool,
    /// Columns and rows, where they are not the terminal's.
    pub size: Option<(u16, u16)>,
    /// Leave the mouse to the terminal.
    pub no_mouse: bool,
    /// What roles look like.
    pub theme: Theme,
    /// What the reader of the transcript has set.
    pub config: Config,
    /// Draw with letters and signs of ASCII only.
    pub ascii: bool,
}
