//! Standard output. A reader who closes the pipe has read enough: that is no error.

use std::io::{self, ErrorKind, Write};

use crate::model::Problem;

/// Writes clean text to standard output.
///
/// # Errors
/// It cannot be written, for any reason but a closed pipe.
pub fn print(text: &str) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Problem::new(format!(
            "standard output cannot be written: {}",
            e.kind()
        ))),
        Ok(()) | Err(_) => Ok(()),
    }
}
