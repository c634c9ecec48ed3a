//! What `onrecord compare` is told.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::Open;

/// What its answers mean, as help.
pub const HELP: &str = "\
[-words-] stand in A only, {+words+} in B only. The transcriber's [brackets] are
compared apart from the words. Numbers, names and negations that changed are counted.

Exit codes: 0 no difference; 1 they differ; 2 could not compare.";

/// `onrecord compare A B`.
#[derive(Debug, Args)]
pub struct Comparing {
    /// The first version, of any format that can be read; "-" is standard input.
    #[arg(value_name = "A")]
    pub a: OsString,
    /// The second version.
    #[arg(value_name = "B")]
    pub b: OsString,
    /// Case, punctuation and the encoding of accents count, too.
    #[arg(long)]
    pub strict: bool,
    /// For programs.
    #[arg(long, conflicts_with = "html")]
    pub json: bool,
    /// A page for the browser, side by side, all in one file.
    #[arg(long)]
    pub html: bool,
    /// Write to this file; without it, or with "-", to standard output.
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Replace the output if it is there.
    #[arg(long)]
    pub force: bool,
    /// Columns of the text; without this, 80.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// How both are opened.
    #[command(flatten)]
    pub opening: Open,
}
