//! What `onrecord import` is told.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Open;
use crate::model::Time;
use crate::store::import::IMPORTERS;

/// `onrecord import IN…`.
#[derive(Debug, Args)]
pub struct Importing {
    /// Files to read; of several, each becomes a call. "-" is standard input.
    #[arg(required = true, value_name = "IN", value_hint = ValueHint::FilePath)]
    pub files: Vec<OsString>,
    /// Write the transcript to this file; without it, or with "-", to standard output.
    #[arg(short, long, value_name = "OUT.yaml")]
    pub output: Option<PathBuf>,
    /// Read it as this format, whatever it looks like.
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// Seconds of silence up to which cues of one speaker are one turn.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, conflicts_with = "no_join")]
    pub gap: u64,
    /// Every cue is a turn of its own.
    #[arg(long)]
    pub no_join: bool,
    /// Name a speaker: what the file calls them, or the name that they got, and the name that they have; may be given more
    /// than once.
    #[arg(long, value_name = "CALLED=NAME", value_parser = naming)]
    pub speaker: Vec<(String, String)>,
    /// Replace the output if it is there.
    #[arg(long)]
    pub force: bool,
    /// What became of it, for programs: on standard output where the transcript is not, else on standard error.
    #[arg(long)]
    pub json: bool,
    /// How they are opened.
    #[command(flatten)]
    pub opening: Open,
}

/// The table of formats that can be read, as help.
pub fn help() -> String {
    let rows = IMPORTERS.iter().map(|i| {
        let endings: Vec<String> = i.endings.iter().map(|e| format!(".{e}")).collect();
        format!(
            "  {:<12} {} ({}): {}",
            i.name,
            i.title,
            endings.join(" "),
            i.about
        )
    });
    let rows: Vec<String> = rows.collect();
    format!("Formats:\n{}\n\n{JSON}", rows.join("\n"))
}

const JSON: &str = r#"--json tells, as one object:
  {"files": [{"file", "format", "units": {"what", "count"}, "turns", "joined",
              "asides", "noted": [{"what", "count", "line"}],
              "left_out": [{"what", "count", "line"}]}],
   "speakers": [{"id", "name", "called": [...], "turns"}]}
"noted" is in the transcript and should be known, "left_out" is not in it;
"line" is that of the first, or null."#;

fn seconds(text: &str) -> Result<u64, String> {
    match Time::parse(text) {
        Ok(time) => Ok(time.millis()),
        Err(error) => Err(error.to_string()),
    }
}

fn naming(text: &str) -> Result<(String, String), String> {
    let (called, name) = text
        .split_once('=')
        .ok_or("write CALLED=NAME, as in 0=\"Ana Petrov\"")?;
    if name.trim().is_empty() {
        return Err("there is no name after `=`".to_owned());
    }
    Ok((called.to_owned(), name.trim().to_owned()))
}
