//! What is told on standard error, and the exit code that goes with it.
//!
//! Every message passes the door, also clap's, which repeats arguments as they came.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::Arguments;
use super::pager;
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

/// Says something clean of the file called `name`, or of none where that is empty.
pub fn say(name: &Clean, line: &str) {
    let colon = if name.is_empty() { "" } else { ": " };
    write_error(&format!("onrecord: {name}{colon}{line}\n"));
}

/// Prints what clap has to say of these arguments: help and version to standard output, complaints to standard error.
pub fn clap_says(error: &clap::Error, arguments: &[OsString]) -> Outcome {
    let failed = error.use_stderr();
    if error.kind() == ErrorKind::DisplayHelp && io::stdout().is_terminal() {
        let help = error.render();
        let shown = pager::show(&if super::no_color() {
            help.to_string()
        } else {
            help.ansi().to_string()
        });
        return shown.map_or(Outcome::Failed, |()| Outcome::Done);
    }
    if let Some(problem) = one_at_a_time(error) {
        tell(&Clean::default(), &problem);
    } else if failed && arguments.iter().any(is_odd) {
        // Asked again with arguments as they may be shown, so that what it repeats of them is clean.
        let shown = arguments
            .iter()
            .map(|a| clean(OutsideStr::new(&a.to_string_lossy())).into_string());
        let command = Arguments::command().styles(Styles::plain());
        let again = command.try_get_matches_from(shown).err();
        let text = again.as_ref().unwrap_or(error).render().to_string();
        let lines = text
            .lines()
            .map(|l| clean(OutsideStr::new(l)).into_string());
        write_error(&format!("{}\n", lines.collect::<Vec<_>>().join("\n")));
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

/// Whether a terminal would obey something in it, or show nothing.
fn is_odd(argument: &OsString) -> bool {
    let text = argument.to_string_lossy();
    hidden_count(OutsideStr::new(&text)) > 0 || text.chars().any(char::is_control)
}

/// That a second file was given where one is read.
fn one_at_a_time(error: &clap::Error) -> Option<Problem> {
    let kind = match error.kind() {
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::ArgumentConflict => ContextKind::InvalidSubcommand,
        _ => return None,
    };
    let Some(ContextValue::String(given)) = error.get(kind) else {
        return None;
    };
    let is_file = !given.starts_with('-') && Arguments::command().find_subcommand(given).is_none();
    is_file.then(|| {
        let given = clean(OutsideStr::new(given));
        Problem::new(format!("one transcript at a time: {given} is one more"))
            .hint("read each in a window of its own; `onrecord lint` takes many")
    })
}

/// `1 problem`, `2 problems`.
pub fn counted(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}

/// Writes clean text to standard error.
pub fn write_error(text: &str) {
    // Standard error is the last place to complain: if it is closed, the exit code has to do.
    let _ = io::stderr().write_all(text.as_bytes());
}
