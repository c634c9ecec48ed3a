//! The notes of a transcript that was moved or renamed, found by its content.
//!
//! Knows what the heads of the notes files in a folder say; reads little of each, and writes nothing.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::save::{Fingerprint, on_disk, save_below};

/// Notes files that are looked at, at most.
const MOST: usize = 1000;
/// Bytes of each that are looked at: its head stands there.
const HEAD: u64 = 64 << 10;

/// The notes file in this folder that was made on a transcript of this content. Of several, the first by name.
pub fn notes_on(folder: &Path, content: Fingerprint) -> Option<PathBuf> {
    let names = fs::read_dir(folder).ok()?.flatten().map(|e| e.path());
    let is = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.as_encoded_bytes());
        name.is_some_and(|name| name.ends_with(b".notes.yaml"))
    };
    let mut files: Vec<PathBuf> = names.filter(is).take(MOST).collect();
    files.sort();
    let content = content.hex();
    files
        .into_iter()
        .find(|path| names_content(path, &content) && is_left(path))
}

/// Whether the transcript that a notes file stands beside is gone: else the one that looks for notes is a copy, and has its
/// own.
fn is_left(notes: &Path) -> bool {
    let name = notes.to_string_lossy();
    let whole = name.strip_suffix(".notes.yaml").unwrap_or(&name);
    let beside = [whole.to_owned(), format!("{whole}.yaml")];
    !beside
        .iter()
        .any(|transcript| Path::new(transcript).is_file())
}

/// Where notes are, by the content of their transcript: one small file a transcript, in a folder of our own.
#[derive(Clone, Debug)]
pub struct Whereabouts {
    folder: PathBuf,
    content: Fingerprint,
    path: Option<Fingerprint>,
}

impl Whereabouts {
    /// Of the notes on a transcript of this content at `transcript`, kept in `folder`, which need not be there.
    pub fn new(folder: &Path, content: Fingerprint, transcript: &Path) -> Self {
        let whole = fs::canonicalize(transcript).ok();
        Self {
            folder: folder.to_owned(),
            content,
            path: whole.map(|path| Fingerprint::of(path.as_os_str().as_encoded_bytes())),
        }
    }

    /// The notes file that was saved last for a transcript of this content that is gone from beside it; else the one that
    /// was saved last for a transcript here, whatever has been changed in it since.
    pub fn find(&self) -> Option<PathBuf> {
        let kept = |file: &Path| Some(PathBuf::from(fs::read_to_string(file).ok()?));
        let by_content = kept(&self.file())
            .filter(|path| names_content(path, &self.content.hex()) && is_left(path));
        let by_path = || kept(&self.path_file()?).filter(|path| path.is_file());
        by_content.or_else(by_path)
    }

    /// Remembers where notes were saved. That it cannot be kept is no fault: it only helps to find them.
    pub fn keep(&self, notes: &Path) {
        let whole = std::path::absolute(notes).ok();
        let Some(path) = whole.as_deref().and_then(Path::to_str) else {
            return;
        };
        for file in [Some(self.file()), self.path_file()].into_iter().flatten() {
            let before = on_disk(&file).ok().flatten();
            if before != Some(Fingerprint::of(path.as_bytes())) {
                save_below(&file, path.as_bytes(), before, &self.folder).ok();
            }
        }
    }

    fn path_file(&self) -> Option<PathBuf> {
        let name = format!("path-{}", self.path?.hex());
        Some(self.folder.join(name))
    }

    fn file(&self) -> PathBuf {
        self.folder.join(self.content.hex())
    }
}

/// Whether the line of a file's head that says what it is on names this content.
fn names_content(path: &Path, content: &str) -> bool {
    if !fs::metadata(path).is_ok_and(|m| m.is_file()) {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).map(|file| file.take(HEAD).read_to_end(&mut head));
    if !matches!(read, Ok(Ok(_))) {
        return false;
    }
    let head = String::from_utf8_lossy(&head);
    let above = head.lines().take_while(|line| !line.starts_with("notes:"));
    let above: Vec<&str> = above.collect();
    let format = above
        .iter()
        .any(|line| line.starts_with("format: onrecord-notes/"));
    let said = |line: &&str| line.contains("sha256:") && line.contains(content);
    format && above.iter().any(said)
}

#[cfg(test)]
mod tests {
    use super::super::Notebook;
    use super::*;

    #[test]
    fn where_notes_were_saved_is_known_while_they_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let talk = Fingerprint::of(b"talk");
        let index = Whereabouts::new(&folder.path().join("state/notes"), talk, Path::new("none"));
        assert_eq!(index.find(), None);
        let path = folder.path().join("old.notes.yaml");
        fs::write(&path, Notebook::new(None, None, talk).to_text()).unwrap();
        index.keep(&path);
        index.keep(&path);
        assert_eq!(index.find(), Some(path.clone()));
        fs::write(
            &path,
            Notebook::new(None, None, Fingerprint::of(b"b")).to_text(),
        )
        .unwrap();
        assert_eq!(index.find(), None);
    }

    #[test]
    fn notes_are_found_by_the_content_that_they_are_on_and_by_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let talk = Fingerprint::of(b"talk");
        let text = Notebook::new(None, Some("old.yaml"), talk).to_text();
        let path = folder.path().join("old.notes.yaml");
        fs::write(
            folder.path().join("a.notes.yaml"),
            "format: onrecord-notes/1\nnotes:\n",
        )
        .unwrap();
        fs::write(
            folder.path().join("b.notes.yaml"),
            text.replace("format", "from"),
        )
        .unwrap();
        let quoted = format!(
            "format: onrecord-notes/1\nnotes:\n# sha256: {}\n",
            talk.hex()
        );
        fs::write(folder.path().join("c.notes.yaml"), quoted).unwrap();
        fs::create_dir(folder.path().join("d.notes.yaml")).unwrap();
        assert_eq!(notes_on(folder.path(), talk), None);
        fs::write(&path, text).unwrap();
        assert_eq!(notes_on(folder.path(), talk), Some(path));
        fs::write(folder.path().join("old.yaml"), "talk").unwrap();
        let copy = notes_on(folder.path(), talk);
        assert_eq!(copy, None, "the transcript still stands beside them");
        assert_eq!(notes_on(folder.path(), Fingerprint::of(b"other")), None);
        assert_eq!(notes_on(&folder.path().join("none"), talk), None);
    }
}
