//! What is written where a person asked for it: standard output, and files.
//!
//! A reader who closes the pipe has read enough: that is no error. A file is written aside and then put in its place, so
//! that there is never half of it, and nothing is replaced unless that is asked for.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use tempfile::Builder;

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

/// Whether nothing stands at `path` yet.
///
/// # Errors
/// Something does; the hint says how to replace it.
pub fn check_new(path: &Path) -> Result<(), Problem> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(exists()),
        Err(_) => Ok(()),
    }
}

fn exists() -> Problem {
    Problem::new("is there already").hint("`--force` replaces it")
}

/// Writes a whole file, on the disk when this returns; `replace`: also where one stands already. A link stays one.
///
/// # Errors
/// It stands there already; or why it cannot be written. Then nothing has changed.
pub fn write_file(path: &Path, text: &str, replace: bool) -> Result<(), Problem> {
    let failed = |error: &io::Error| {
        if error.kind() == ErrorKind::AlreadyExists {
            return exists();
        }
        Problem::new(format!("cannot be written: {}", error.kind()))
            .hint("is there such a folder, may you write to it, is there room?")
    };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    // As the shell would make it, but for what the user's mask takes away; of a file that is replaced, as that was.
    let mode = fs::metadata(&target).map(|about| about.permissions());
    let mut builder = Builder::new();
    builder.prefix(".onrecord-");
    let write = || -> io::Result<()> {
        let mut file = builder.make_in(folder, |path| fs::File::create_new(path))?;
        file.write_all(text.as_bytes())?;
        if let Ok(mode) = mode {
            file.as_file().set_permissions(mode)?;
        }
        file.as_file().sync_all()?;
        let placed = if replace {
            file.persist(&target)
        } else {
            file.persist_noclobber(&target)
        };
        placed.map(drop).map_err(|e| e.error)?;
        fs::File::open(folder)?.sync_all()
    };
    write().map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_not_there_and_never_replaced_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.yaml");
        assert_eq!(write_file(&path, "one", false), Ok(()));
        assert_eq!(write_file(&path, "two", false), Err(exists()));
        assert_eq!(check_new(&path), Err(exists()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        let link = folder.path().join("link.yaml");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert_eq!(write_file(&link, "three", true), Ok(()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
        assert!(link.is_symlink());
        let nowhere = folder.path().join("no/out.yaml");
        assert!(write_file(&nowhere, "x", false).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
