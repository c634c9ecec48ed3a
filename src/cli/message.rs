//! What is told on standard error, and the exit code that goes with it.
//!
//! Every message passes the door, also clap's, which repeats arguments as they came.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::model::{OutsideStr, Problem};
use crate::text::clean::{Clean, clean};

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

/// A file's name as it may be shown.
pub fn shown_path(path: &Path) -> Clean {
    clean(OutsideStr::new(&path.to_string_lossy()))
}

/// Tells a problem of the file called `name`, or of none where that is empty.
pub fn tell(name: &Clean, problem: &Problem) {
    write_error(&format!("onrecord: {}\n", problem.message(name)));
}

/// Prints what clap has to say: help and version to standard output, complaints to standard error.
pub fn clap_says(error: &clap::Error) -> Outcome {
    let failed = error.use_stderr();
    let plain = error.render().to_string();
    let odd = |c: char| c != '\n' && crate::text::clean::hidden_count(OutsideStr::new(c.encode_utf8(&mut [0; 4]))) > 0;
    if plain.contains(odd) {
        let lines: Vec<String> = plain.lines().map(|l| clean(OutsideStr::new(l)).into_string()).collect();
        write_error(&format!("{}\n", lines.join("\n")));
    } else {
        // A closed pipe has nobody to complain to.
        let _ = error.print();
    }
    if failed { Outcome::Failed } else { Outcome::Done }
}

/// What writing to standard output came to: a reader that went away wanted no more, which is no error.
pub fn written(result: io::Result<()>) -> Result<(), Problem> {
    match result {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Problem::new(format!("cannot write to standard output: {}", e.kind())))
        }
        _ => Ok(()),
    }
}

fn write_error(text: &str) {
    // Standard error is the last place to complain: if it is closed, the exit code has to do.
    let _ = io::stderr().write_all(text.as_bytes());
}
