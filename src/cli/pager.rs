//! Long help goes through the reader's pager where standard output is a terminal, as git does it.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use crate::model::Problem;
use crate::store::output;

/// Shows clean text of our own in `$PAGER`, else in `less`; prints it where that is empty or `cat`, is not there, or standard
/// output is no terminal.
///
/// # Errors
/// It cannot be printed.
pub fn show(text: &str) -> Result<(), Problem> {
    let pager = chosen(std::env::var_os("PAGER")).filter(|_| io::stdout().is_terminal());
    match pager {
        Some(pager) if paged(&pager, text) => Ok(()),
        Some(_) | None => output::write(|out| out.write_all(text.as_bytes())),
    }
}

/// The pager that is meant, if any.
fn chosen(variable: Option<OsString>) -> Option<OsString> {
    let pager = variable.unwrap_or_else(|| "less".into());
    let none = pager.to_string_lossy();
    let none = none.trim().is_empty() || none.trim() == "cat";
    (!none).then_some(pager)
}

/// Whether the pager could be started. A pager that is left before its end has shown enough.
fn paged(pager: &OsString, text: &str) -> bool {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    if let Some(mut pipe) = child.stdin.take() {
        // Closed early, it has nobody to complain to.
        let _ = pipe.write_all(text.as_bytes());
    }
    // 126 and 127 are the shell's own: there is no such program (POSIX, Shell Command Language, 2.8.2).
    !matches!(
        child.wait().map(|status| status.code()),
        Err(_) | Ok(Some(126 | 127))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_cat_are_no_pager() {
        for (variable, pager) in [
            (None, Some("less")),
            (Some(""), None),
            (Some(" "), None),
            (Some("cat"), None),
            (Some("less -S"), Some("less -S")),
        ] {
            let chosen = chosen(variable.map(OsString::from));
            assert_eq!(chosen, pager.map(OsString::from), "{variable:?}");
        }
    }
}
