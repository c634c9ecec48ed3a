//! The notes of a transcript that was moved or renamed, found by its content.
//!
//! Knows what the heads of the notes files in a folder say; reads little of each, and writes nothing.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Fingerprint;

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
    files.into_iter().find(|path| names_content(path, &content))
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
        assert_eq!(notes_on(folder.path(), Fingerprint::of(b"other")), None);
        assert_eq!(notes_on(&folder.path().join("none"), talk), None);
    }
}
