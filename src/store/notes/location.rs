//! Where the notes on an input are kept.
//!
//! Knows file names and folders; does not open the notes. `talk.yaml` has its notes in `talk.notes.yaml`, `talk.vtt` in
//! `talk.vtt.notes.yaml`. What has no place beside it has one in the reader's own folder.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

use super::Fingerprint;
use crate::model::{OutsideStr, Problem};
use crate::text::clean::clean;

/// What the notes are on.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A file.
    File(&'a Path),
    /// A built-in sample, by its name.
    Sample(&'a str),
    /// Standard input, by its content.
    Stdin(Fingerprint),
}

/// The folder for notes that cannot stand beside their transcript: `$XDG_DATA_HOME/onrecord/notes`. `None` without a home.
pub fn data_folder() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.data_dir().join("onrecord/notes"))
}

/// The notes file of `subject`; `None` only where no folder of the reader's own is known and one is needed. Whether it
/// exists is not said.
pub fn notes_path(subject: Subject<'_>) -> Option<PathBuf> {
    notes_path_in(subject, data_folder().as_deref())
}

fn notes_path_in(subject: Subject<'_>, own: Option<&Path>) -> Option<PathBuf> {
    match subject {
        Subject::Sample(name) => Some(own?.join(format!("{name}.notes.yaml"))),
        Subject::Stdin(content) => {
            Some(own?.join(format!("stdin-{}.notes.yaml", &content.hex()[..12])))
        }
        Subject::File(file) => {
            let beside = beside(file);
            if writable_folder(&beside) {
                return Some(beside);
            }
            let elsewhere = own.map(|own| own.join(own_name(file)));
            match elsewhere {
                Some(path) if path.exists() || !beside.exists() => Some(path),
                _ => Some(beside),
            }
        }
    }
}

/// `talk.notes.yaml` for `talk.yaml`; the whole name and `.notes.yaml` for any other, `talk.yml` too: both may stand in
/// one folder.
pub fn beside(file: &Path) -> PathBuf {
    let yaml = file
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("yaml"));
    let stem = if yaml {
        file.file_stem()
    } else {
        file.file_name()
    };
    file.with_file_name(joined(stem.unwrap_or_default(), ".notes.yaml"))
}

/// A file name that two files of one name in different folders do not share.
fn own_name(file: &Path) -> OsString {
    let whole = file
        .canonicalize()
        .or_else(|_| std::path::absolute(file))
        .unwrap_or_else(|_| file.to_owned());
    let hash = Fingerprint::of(whole.as_os_str().as_encoded_bytes()).hex();
    let name = joined(
        whole.file_name().unwrap_or_default(),
        &format!("-{}.notes.yaml", &hash[..12]),
    );
    if name.len() <= 255 {
        name
    } else {
        OsString::from(format!("{}.notes.yaml", &hash[..12]))
    }
}

fn joined(name: &OsStr, ending: &str) -> OsString {
    let mut name = name.to_owned();
    name.push(ending);
    name
}

/// The path that a person typed: `~/` is the home folder.
pub fn typed(typed: OutsideStr<'_>) -> PathBuf {
    let typed = typed.raw().trim();
    let home = typed.strip_prefix("~/").zip(etcetera::home_dir().ok());
    home.map_or_else(|| PathBuf::from(typed), |(rest, home)| home.join(rest))
}

/// Whether the folder of a notes file that was named on the command line is there.
///
/// # Errors
/// It is not, so that no note could ever be saved.
pub fn check_folder(notes: &Path) -> Result<(), Problem> {
    let folder = match notes.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => return Ok(()),
    };
    if folder.is_dir() {
        return Ok(());
    }
    let folder = folder.to_string_lossy();
    let folder = clean(OutsideStr::new(&folder));
    Err(Problem::new(format!(
        "the notes cannot be kept in `{folder}`: there is no such folder"
    ))
    .hint("make it, or name a file in another folder with --notes"))
}

/// Whether files can be made beside this one.
pub(super) fn writable_folder(file: &Path) -> bool {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_stand_beside_their_transcript() {
        for (file, notes) in [
            ("talk.yaml", "talk.notes.yaml"),
            ("a/talk.yml", "a/talk.yml.notes.yaml"),
            ("a/talk.YAML", "a/talk.notes.yaml"),
            ("talk.vtt", "talk.vtt.notes.yaml"),
            ("a.b/talk", "a.b/talk.notes.yaml"),
            ("talk.v2.yaml", "talk.v2.notes.yaml"),
            (".yaml", ".yaml.notes.yaml"),
        ] {
            assert_eq!(beside(Path::new(file)), Path::new(notes), "{file}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = notes_path_in(
            Subject::File(&folder.path().join("talk.yaml")),
            Some(Path::new("/own")),
        );
        assert_eq!(path, Some(folder.path().join("talk.notes.yaml")));
    }

    #[test]
    fn samples_and_standard_input_have_theirs_in_the_readers_own_folder() {
        let own = Path::new("/own");
        assert_eq!(
            notes_path_in(Subject::Sample("apollo13"), Some(own)),
            Some(own.join("apollo13.notes.yaml"))
        );
        assert_eq!(
            notes_path_in(Subject::Stdin(Fingerprint::of(b"abc")), Some(own)),
            Some(own.join("stdin-ba7816bf8f01.notes.yaml"))
        );
        assert_eq!(notes_path_in(Subject::Sample("apollo13"), None), None);
    }

    #[test]
    fn a_folder_that_takes_no_files_has_them_there_too_by_name_and_place() {
        let own = tempfile::tempdir().unwrap();
        let name = |file: &str| {
            let path = notes_path_in(Subject::File(Path::new(file)), Some(own.path())).unwrap();
            assert_eq!(path.parent(), Some(own.path()));
            path.file_name().unwrap().to_str().unwrap().to_owned()
        };
        let (one, two) = (name("/missing/a/talk.vtt"), name("/missing/b/talk.vtt"));
        assert!(one.starts_with("talk.vtt-") && one.ends_with(".notes.yaml"));
        assert_ne!(one, two);
        assert_eq!(one, name("/missing/a/talk.vtt"));
    }
}
