//! The only place that writes to a disk: beside the target, synced, renamed over it, its folder synced.
//!
//! Knows files and what can go wrong with them; does not know what is in them. `fs::write` and renaming the old file away
//! first both lose notes when the program is killed in between.

use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::location;

/// What a file that is written aside is called: chance between these.
const PREFIX: &str = ".onrecord-";
const SUFFIX: &str = ".tmp";
const CHANCE: usize = 6;

/// Copies of damaged files that are kept in one second, at most.
const ASIDES: usize = 99;

/// Older than this, such a file was left behind.
const LEFT_BEHIND: Duration = Duration::from_secs(60);

/// How long to wait for another window's saving, and how long until the next look.
const LOCK_PATIENCE: Duration = Duration::from_secs(4);
const LOCK_AGAIN: Duration = Duration::from_millis(5);

/// A file's content, told from any other: its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of these bytes.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    /// As `sha256sum` prints it.
    pub fn hex(self) -> String {
        self.0.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("a String takes every write");
            hex
        })
    }
}

/// Why nothing was saved, in words for the status line. None of them holds a path or any text from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// What is on disk is not what was last read or written there. It was left alone.
    #[error("the notes file was changed by another program")]
    Changed,
    /// Another window has not ended its saving for seconds.
    #[error("another program keeps the notes' folder locked")]
    Held,
    /// Its folder does not exist.
    #[error("there is no such folder")]
    NoFolder,
    /// The user may not write there.
    #[error("no permission to write there")]
    Denied,
    /// Nobody may write there.
    #[error("the file system is read-only")]
    ReadOnly,
    /// No space left, or the user's share of it is used up.
    #[error("the disk is full")]
    Full,
    /// Symbolic links that lead to each other.
    #[error("too many symbolic links")]
    Links,
    /// Written and renamed, but it may not outlive a power cut. The content's fingerprint is the new one.
    #[error("written, but the folder could not be synced")]
    NotSynced,
    /// Anything else.
    #[error("{0}")]
    Other(ErrorKind),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NoFolder,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full
            }
            kind => Self::Other(kind),
        }
    }
}

/// Replaces the file at `path`, or makes it, if what is there now is what `expected` says (`None`: no file). Returns what
/// to expect next time. A symbolic link is followed; an existing file keeps its mode, a new one is its owner's alone.
///
/// # Errors
/// Nothing was changed on disk, unless the error is [`SaveError::NotSynced`].
pub fn save(
    path: &Path,
    text: &[u8],
    expected: Option<Fingerprint>,
) -> Result<Fingerprint, SaveError> {
    save_with(path, text, expected, location::data_folder().as_deref())
}

/// As [`save`]; `ours` is a folder of our own: it is made where it is missing.
///
/// # Errors
/// As those of [`save`].
pub fn save_below(
    path: &Path,
    text: &[u8],
    expected: Option<Fingerprint>,
    ours: &Path,
) -> Result<Fingerprint, SaveError> {
    save_with(path, text, expected, Some(ours))
}

/// As [`save`]; missing folders are made below `ours` and nowhere else.
fn save_with(
    path: &Path,
    text: &[u8],
    expected: Option<Fingerprint>,
    ours: Option<&Path>,
) -> Result<Fingerprint, SaveError> {
    let target = follow(path)?;
    let folder = folder_of(&target);
    if ours.is_some_and(|ours| folder.starts_with(ours)) {
        fs::create_dir_all(folder)?;
    }
    let mut aside = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .rand_bytes(CHANCE)
        .tempfile_in(folder)?;
    aside.write_all(text)?;
    if let Ok(there) = fs::metadata(&target) {
        aside.as_file().set_permissions(there.permissions())?;
    }
    aside.as_file().sync_all()?;
    let new = Fingerprint::of(text);
    let there = on_disk(&target)?;
    if there != expected && there != Some(new) {
        return Err(SaveError::Changed);
    }
    let renamed = match there {
        Some(_) => aside.persist(&target),
        None => aside.persist_noclobber(&target),
    };
    match renamed {
        Ok(_) => {}
        Err(e) if e.error.kind() == ErrorKind::AlreadyExists => return Err(SaveError::Changed),
        Err(e) => return Err(e.error.into()),
    }
    sync_folder(folder).map_err(|_| SaveError::NotSynced)?;
    sweep(folder);
    Ok(new)
}

/// Writes a copy of a damaged file beside it: its name and `.damaged-YYYYMMDD-HHMMSS`, UTC. Overwrites nothing; nobody may
/// read the copy who may not read the file.
///
/// # Errors
/// There is no such copy on disk.
pub fn keep_aside(path: &Path, content: &[u8]) -> Result<(), SaveError> {
    let target = follow(path)?;
    let folder = folder_of(&target);
    let mut aside = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .rand_bytes(CHANCE)
        .tempfile_in(folder)?;
    aside.write_all(content)?;
    let there = fs::metadata(&target)?.permissions();
    aside.as_file().set_permissions(there)?;
    aside.as_file().sync_all()?;
    let now = Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
    let name = target.file_name().unwrap_or_default();
    for attempt in 1..=ASIDES {
        let mut name = name.to_owned();
        name.push(format!(".damaged-{now}"));
        if attempt > 1 {
            name.push(format!("-{attempt}"));
        }
        match aside.persist_noclobber(folder.join(name)) {
            Ok(_) => return sync_folder(folder).map_err(|_| SaveError::NotSynced),
            Err(e) if e.error.kind() == ErrorKind::AlreadyExists => aside = e.file,
            Err(e) => return Err(e.error.into()),
        }
    }
    Err(SaveError::Other(ErrorKind::AlreadyExists))
}

/// What stands at `path` now; `None` if nothing does.
///
/// # Errors
/// It is there and cannot be read.
pub fn on_disk(path: &Path) -> io::Result<Option<Fingerprint>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(Fingerprint::of(&content))),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// Keeps other windows from saving in the folder of this file until it is dropped. `None` where there is no folder yet or
/// its file system knows no locks: then [`save`] alone sees what others write.
///
/// # Errors
/// Another program has held the folder for longer than any saving takes.
pub fn lock(path: &Path) -> Result<Option<File>, SaveError> {
    let target = follow(path)?;
    let Ok(folder) = File::open(folder_of(&target)) else {
        return Ok(None);
    };
    let until = Instant::now() + LOCK_PATIENCE;
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(LOCK_AGAIN),
            Err(TryLockError::WouldBlock) => return Err(SaveError::Held),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Removes what a program that was killed while it saved left in this folder: files of our name for them, older than any
/// saving takes. What cannot be removed stays.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let chance = name
            .to_str()
            .and_then(|n| n.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
        let ours = chance
            .is_some_and(|c| c.len() == CHANCE && c.bytes().all(|b| b.is_ascii_alphanumeric()));
        let age = || {
            entry
                .metadata()
                .ok()
                .filter(fs::Metadata::is_file)?
                .modified()
                .ok()?
                .elapsed()
                .ok()
        };
        if ours && age().is_some_and(|age| age > LEFT_BEHIND) {
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// The file that a chain of symbolic links leads to, whether or not it exists.
fn follow(path: &Path) -> Result<PathBuf, SaveError> {
    let mut target = path.to_owned();
    for _ in 0..40 {
        match fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(SaveError::Links)
}

/// A rename is on disk only when its folder is. Some file systems cannot sync a folder and need not.
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(e) if matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_its_owners_alone_and_a_second_save_replaces_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talk.notes.yaml");
        let first = save(&path, b"one", None).unwrap();
        assert_eq!(mode(&path), 0o600);
        let second = save(&path, b"two", Some(first)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(second, Fingerprint::of(b"two"));
        assert_eq!(names(folder.path()), ["talk.notes.yaml"]);
    }

    #[test]
    fn an_existing_file_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        save(&path, b"two", Some(Fingerprint::of(b"one"))).unwrap();
        assert_eq!(mode(&path), 0o644);
    }

    #[test]
    fn copies_of_damaged_files_overwrite_nothing_and_keep_the_mode() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"\xff").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        for _ in 0..3 {
            keep_aside(&path, b"\xff").unwrap();
        }
        let names = names(folder.path());
        assert_eq!(names.len(), 4);
        for name in &names[1..] {
            assert!(name.starts_with("a.damaged-20"), "{name}");
            assert_eq!(mode(&folder.path().join(name)), 0o640);
        }
    }

    #[test]
    fn a_symbolic_link_stays_and_its_target_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("far")).unwrap();
        let (link, target) = (folder.path().join("link"), folder.path().join("far/target"));
        symlink("far/target", &link).unwrap();
        let first = save(&link, b"made through a dangling link", None).unwrap();
        save(&link, b"two", Some(first)).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&target).unwrap(), b"two");
        assert_eq!(names(&folder.path().join("far")), ["target"]);
        assert_eq!(names(folder.path()), ["far", "link"]);
    }

    #[test]
    fn links_in_a_circle_are_an_error() {
        let folder = tempfile::tempdir().unwrap();
        symlink("b", folder.path().join("a")).unwrap();
        symlink("a", folder.path().join("b")).unwrap();
        assert_eq!(
            save(&folder.path().join("a"), b"x", None),
            Err(SaveError::Links)
        );
    }

    #[test]
    fn what_a_killed_program_left_is_removed_by_the_next_saving() {
        let folder = tempfile::tempdir().unwrap();
        let old = std::time::SystemTime::now() - LEFT_BEHIND * 2;
        for name in [
            ".onrecord-a1B2c3.tmp",
            ".onrecord-.tmp",
            ".onrecord-toolong.tmp",
            "a.tmp",
        ] {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(old).unwrap();
        }
        File::create(folder.path().join(".onrecord-abcdef.tmp")).unwrap();
        save(&folder.path().join("b"), b"x", None).unwrap();
        let left = [
            ".onrecord-.tmp",
            ".onrecord-abcdef.tmp",
            ".onrecord-toolong.tmp",
            "a.tmp",
            "b",
        ];
        assert_eq!(names(folder.path()), left);
    }

    #[test]
    fn a_locked_folder_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let held = lock(&path).unwrap();
        assert!(held.is_some());
        let (told, heard) = std::sync::mpsc::channel();
        let waiting = thread::spawn(move || {
            let lock = lock(&path);
            told.send(()).unwrap();
            lock.map(|l| l.is_some())
        });
        assert!(heard.try_recv().is_err());
        drop(held);
        heard.recv().unwrap();
        assert_eq!(waiting.join().unwrap(), Ok(true));
        assert!(lock(&folder.path().join("none/a")).unwrap().is_none());
    }

    #[test]
    fn what_another_program_wrote_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let ours = save(&path, b"ours", None).unwrap();
        fs::write(&path, "theirs").unwrap();
        for expected in [Some(ours), None] {
            assert_eq!(save(&path, b"new", expected), Err(SaveError::Changed));
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(save(&path, b"new", Some(ours)), Err(SaveError::Changed));
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn the_same_content_from_another_program_is_no_conflict() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "same").unwrap();
        assert_eq!(save(&path, b"same", None), Ok(Fingerprint::of(b"same")));
    }

    #[test]
    fn a_folder_that_is_none_is_told_in_plain_words_and_never_made() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing/a");
        assert_eq!(save(&missing, b"x", None), Err(SaveError::NoFolder));
        fs::write(folder.path().join("file"), "").unwrap();
        let error = save(&folder.path().join("file/a"), b"x", None).unwrap_err();
        assert_eq!(error.to_string(), "not a directory");
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    fn folders_of_our_own_are_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("onrecord/notes/a");
        save_with(&path, b"x", None, Some(folder.path())).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"x");
    }

    #[test]
    fn a_fingerprint_reads_as_sha256sum_prints_it() {
        assert_eq!(
            Fingerprint::of(b"abc").hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
