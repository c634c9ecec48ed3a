//! What is told on standard error, and the exit code that goes with it.
//!
//! Every message passes the door, also clap's, which repeats arguments as they came.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::builder::Styles;

use super::args::Arguments;
use crate::model::{OutsideStr, Problem};
use crate::text::clean::{Clean, clean, hidden_count};

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked to.
    Done,
    /// It found a fault, a difference or nothing.
    Found,
    /// It could not.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Found => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Tells a problem of the file called `name`, or of none where that is empty.
pub fn tell(name: &Clean, problem: &Problem) {
    write_error(&format!("onrecord: {}\n", problem.message(name)));
}

/// Prints what clap has to say of these arguments: help and version to standard output, complaints to standard error.
pub fn clap_says(error: &clap::Error, arguments: &[OsString]) -> Outcome {
    let failed = error.use_stderr();
    let odd = |argument: &OsString| hidden_count(OutsideStr::new(&argument.to_string_lossy())) > 0;
    if arguments.iter().any(odd) && failed {
        // Asked again without styles, so that every escape in its text is an argument's.
        let command = Arguments::command().styles(Styles::plain());
        if let Err(plain) = command.try_get_matches_from(arguments) {
            let text = plain.render().ansi().to_string();
            let lines = text
                .lines()
                .map(|l| clean(OutsideStr::new(l)).into_string());
            write_error(&format!("{}\n", lines.collect::<Vec<_>>().join("\n")));
        }
    } else {
        // A closed pipe has nobody to complain to.
        let _ = error.print();
    }
    if failed {
        Outcome::Failed
    } else {
        Outcome::Done
    }
}

/// What writing to standard output came to: a reader that went away wanted no more, which is no error.
pub fn written(result: io::Result<()>) -> Result<(), Problem> {
    match result {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Problem::new(format!(
            "cannot write to standard output: {}",
            e.kind()
        ))),
        _ => Ok(()),
    }
}

fn write_error(text: &str) {
    // Standard error is the last place to complain: if it is closed, the exit code has to do.
    let _ = io::stderr().write_all(text.as_bytes());
}
