//! What `onrecord export` is told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Open;
use crate::store::export::{EXPORTERS, Order};

/// `onrecord export FILE --to FORMAT`.
#[derive(Debug, Args)]
pub struct Exporting {
    /// Transcript; "-" is standard input, none the built-in sample.
    pub file: Option<PathBuf>,
    /// The format; they are listed below.
    #[arg(long, value_name = "FORMAT")]
    pub to: String,
    /// Write to this file; without it, or with "-", to standard output.
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// The notes on it are in this file.
    #[arg(long, value_name = "PATH")]
    pub notes: Option<PathBuf>,
    /// Only words of this speaker, by id or name; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,
    /// Only this call, by id or number.
    #[arg(long, value_name = "CALL")]
    pub call: Option<String>,
    /// Only passages with this code, or with one below it; may be given more than once.
    #[arg(long, value_name = "CODE")]
    pub code: Vec<String>,
    /// Only your notes and what they are on.
    #[arg(long)]
    pub notes_only: bool,
    /// Passages in this order.
    #[arg(long, value_name = "ORDER", default_value = "place")]
    pub by: By,
    /// Number pages and lines, with so many lines a page.
    #[arg(long, value_name = "LINES", value_parser = clap::value_parser!(u32).range(1..))]
    pub lines_per_page: Option<u32>,
    /// Replace the output if it is there.
    #[arg(long)]
    pub force: bool,
    /// How it is opened.
    #[command(flatten)]
    pub opening: Open,
}

/// The orders of passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// As they stand in the transcript.
    Place,
    /// Under each of their codes.
    Code,
    /// Under each of their speakers.
    Speaker,
}

impl From<By> for Order {
    fn from(by: By) -> Self {
        match by {
            By::Place => Self::Place,
            By::Code => Self::Code,
            By::Speaker => Self::Speaker,
        }
    }
}

/// The table of formats that can be written, as help.
pub fn help() -> String {
    let rows = EXPORTERS.iter();
    let rows = rows.map(|e| format!("  {:<14} {}: {}", e.name, e.title, e.about));
    format!("Formats:\n{}", rows.collect::<Vec<_>>().join("\n"))
}
