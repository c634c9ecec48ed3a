//! What `onrecord search` is told.

use std::ffi::OsString;

use clap::{Args, ValueEnum, ValueHint};

use super::Open;

/// `onrecord search PATTERN FILE…`.
#[derive(Debug, Args)]
pub struct Searching {
    /// The words to look for. Lower case finds any case; straight quotes, hyphens and ... find typographic ones; after re:
    /// stands a regular expression.
    pub pattern: String,
    /// Transcripts of any format that can be read; "-" is standard input.
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<OsString>,
    /// PATTERN is a regular expression.
    #[arg(short = 'E', long)]
    pub regex: bool,
    /// Only this speaker's turns, by id or name; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,
    /// Only this call, by id or number.
    #[arg(long, value_name = "CALL")]
    pub call: Option<String>,
    /// Only in the words as they were spoken, where the turn is a translation of them; without this, in both.
    #[arg(long)]
    pub original: bool,
    /// Show so many turns before and after, too, with what stands between them.
    #[arg(short = 'C', long, value_name = "TURNS", default_value_t = 0, conflicts_with_all = ["count", "json"])]
    pub context: usize,
    /// Print only how many hits there are, for each file.
    #[arg(short, long, conflicts_with = "json")]
    pub count: bool,
    /// Mark the hits with colours; auto: on a terminal, unless NO_COLOR is set.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// For programs.
    #[arg(long)]
    pub json: bool,
    /// How they are opened.
    #[command(flatten)]
    pub opening: Open,
}

/// When something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where it can be seen.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}
