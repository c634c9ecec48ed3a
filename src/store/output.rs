//! Standard output. A reader who closes the pipe has read enough: that is no error.

use std::io::{self, BufWriter, ErrorKind, Write};

use crate::model::Problem;

/// Lets `print` write clean text to standard output.
///
/// # Errors
/// It cannot be written, for any reason but a closed pipe.
pub fn write(print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Problem> {
    let mut out = BufWriter::new(io::stdout().lock());
    match print(&mut out).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Problem::new(format!(
            "standard output cannot be written: {}",
            e.kind()
        ))),
        Ok(()) | Err(_) => Ok(()),
    }
}
