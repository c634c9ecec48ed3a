//! What `onrecord check` is told.

use std::ffi::OsString;

use clap::Args;

use super::Open;

/// What its answers mean, as help.
pub const HELP: &str = "\
Verdicts:
  verbatim       the same words; only the first letter's case, quotation marks, dashes,
                 blanks, ellipsis signs and full stops at the end may differ
  elided         the same, with words left out where … or […] says so, in one turn
  edited         the same, with the writer's words in brackets
  spliced        the words of several turns, out of order, or far apart
  altered        other words, shown one by one
  misattributed  another speaker's words
  not spoken     the words of a paraphrase, or in the transcriber's brackets
  not found      nothing like it

[-words-] stand in the draft only, {+words+} in the transcript only, (words) are left
out where the draft says so. --accept ID agrees to a deviation: it is kept beside the
draft, in DRAFT.accepted.json, as long as neither side's words change.

Exit codes: 0 all are verbatim, elided, edited or accepted; 1 something is not, there
is no quotation, or a mark is never closed; 2 could not do it.";

/// `onrecord check DRAFT… --against FILE…`.
#[derive(Debug, Args)]
pub struct Checking {
    /// Drafts in Markdown, HTML or plain text; "-" is standard input.
    #[arg(required = true, value_name = "DRAFT")]
    pub drafts: Vec<OsString>,
    /// Transcripts, of any format that can be read.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub against: Vec<OsString>,
    /// Judge quotations of one or two words, too.
    #[arg(long)]
    pub all: bool,
    /// Agree to a deviation, by its id; may be given more than once.
    #[arg(long, value_name = "ID")]
    pub accept: Vec<String>,
    /// For programs.
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// As a Markdown file, for an editor.
    #[arg(long)]
    pub markdown: bool,
    /// How drafts and transcripts are opened.
    #[command(flatten)]
    pub opening: Open,
}
