//! What is written where a person asked for it: standard output, and files.
//!
//! A reader who closes the pipe has read enough: that is no error. A file is written aside and then put in its place, so
//! that there is never half of it, and nothing is replaced unless that is asked for.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use tempfile::Builder;

use super::input::Input;
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

/// Whether what is made of `inputs` may be written to `path`; `replace`: also where a file stands already.
///
/// # Errors
/// A file stands there, or what is no file, or it is one of those that are read; the hint says what to do.
pub fn check(path: &Path, replace: bool, inputs: &[Input]) -> Result<(), Problem> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let is_read = inputs.iter().any(|input| match input {
        Input::File(input) => fs::canonicalize(input).is_ok_and(|input| input == target),
        Input::Sample(_) | Input::Stdin => false,
    });
    if is_read {
        return Err(Problem::new("is the file that is read").hint("write to another one"));
    }
    check_file(&target)?;
    if replace { Ok(()) } else { Err(exists()) }
}

/// A device or a pipe cannot be replaced as a file is.
fn check_file(target: &Path) -> Result<(), Problem> {
    match fs::metadata(target) {
        Ok(about) if !about.is_file() => Err(Problem::new("is no file that could be replaced")
            .hint("without `-o` it goes to standard output, and from there anywhere")),
        Ok(_) | Err(_) => Ok(()),
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
        if error.kind() == ErrorKind::NotFound {
            return Problem::new("cannot be written: there is no such folder")
                .hint("make it first");
        }
        Problem::new(format!("cannot be written: {}", error.kind()))
            .hint("is there such a folder, may you write to it, is there room?")
    };
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    check_file(&target)?;
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
        assert_eq!(check(&path, false, &[]), Err(exists()));
        assert_eq!(check(&path, true, &[]), Ok(()));
        let read = check(&path, true, &[Input::Stdin, Input::File(path.clone())]);
        assert_eq!(read.unwrap_err().what, "is the file that is read");
        assert_eq!(check(&folder.path().join("new"), false, &[]), Ok(()));
        for special in [Path::new("/dev/null"), folder.path()] {
            let refused = "is no file that could be replaced";
            assert_eq!(check(special, true, &[]).unwrap_err().what, refused);
            assert_eq!(write_file(special, "x", true).unwrap_err().what, refused);
        }
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
