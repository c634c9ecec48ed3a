//! Notes that are being typed or could not be saved, kept where a program that was killed finds them again.
//!
//! Knows a folder with one file for each transcript and each running program. A transcript is known by its content or its
//! path: it may have been moved, or corrected, since. Nothing here is worth a word to the
//! reader when it cannot be written: the note itself is saved as ever.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, test_kill_process};

use super::book::Notebook;
use super::new::Making;
use super::read::{read, text_to_save};
use super::save::{Fingerprint, on_disk, save_below};
use crate::model::{Note, NoteId, Outside};

/// The id of a note that is new.
const NEW: &str = "draft";

/// What is being typed on one transcript.
#[derive(Clone, Debug)]
pub struct Drafts {
    folder: PathBuf,
    content: Fingerprint,
    path: Option<Fingerprint>,
    process: u32,
    /// Files of programs that have ended, whose notes were taken over.
    taken: Vec<PathBuf>,
}

impl Drafts {
    /// Those on a transcript of this content at this path, if it has one, in this folder, which need not be there.
    pub fn new(folder: &Path, content: Fingerprint, transcript: Option<&Path>) -> Self {
        let whole = transcript.and_then(|path| fs::canonicalize(path).ok());
        Self {
            folder: folder.to_owned(),
            content,
            path: whole.map(|path| Fingerprint::of(path.as_os_str().as_encoded_bytes())),
            process: std::process::id(),
            taken: Vec::new(),
        }
    }

    /// Keeps notes as far as they are written; none once all are saved or dropped. From then on the files that were taken
    /// over are not needed any more: what was in them is among these notes, or saved, or dropped.
    pub fn keep(&mut self, notes: &[Note]) {
        let path = self.path();
        let kept = notes.is_empty() || self.write(&path, notes);
        for taken in self.taken.extract_if(.., |taken| kept && *taken != path) {
            fs::remove_file(taken).ok();
        }
        if notes.is_empty() {
            self.taken.clear();
            fs::remove_file(path).ok();
        }
    }

    /// Whether there is a draft on disk, of this program or taken over from one that has ended.
    pub fn is_there(&self) -> bool {
        !self.taken.is_empty() || self.path().exists()
    }

    /// Writes notes to this program's file; whether that went well.
    fn write(&self, path: &Path, notes: &[Note]) -> bool {
        let mut book = Notebook::new(None, None, self.content);
        notes.iter().for_each(|note| book.put(note.clone()));
        let there = on_disk(path).ok().flatten();
        text_to_save(&book)
            .is_ok_and(|(text, _)| save_below(path, text.as_bytes(), there, &self.folder).is_ok())
    }

    /// This program's file.
    fn path(&self) -> PathBuf {
        let name = format!("{}-{}.yaml", self.names().join("-"), self.process);
        self.folder.join(name)
    }

    /// The notes that programs were typing which have ended since; new ones get an id and a time. Their files go with the
    /// next keeping.
    pub fn left_behind(&mut self, making: fn() -> Making) -> Vec<Note> {
        let mut notes = Vec::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let whole = name.to_str().and_then(|n| n.strip_suffix(".yaml"));
            let Some((transcript, process)) = whole.and_then(|n| n.rsplit_once('-')) else {
                continue;
            };
            let Some(process) = process.parse().ok().filter(|_| self.is_ours(transcript)) else {
                continue;
            };
            // Where numbers begin anew, ours may be that of a program that has ended: nothing of ours is there yet.
            if process != self.process && is_running(process) {
                continue;
            }
            let text = fs::read_to_string(entry.path()).unwrap_or_default();
            notes.extend(read(text).notes().map(|note| made(note.clone(), making())));
            self.taken.push(entry.path());
        }
        notes
    }

    /// What a file's name says of the transcript: its content, and its path if it has one.
    fn names(&self) -> Vec<String> {
        let both = [Some(self.content), self.path].into_iter().flatten();
        both.map(|name| name.hex()[..16].to_owned()).collect()
    }

    /// Whether what a file's name says is this transcript: by content, or else by path.
    fn is_ours(&self, transcript: &str) -> bool {
        let mut said = transcript.split('-');
        let own = self.names();
        said.next() == own.first().map(String::as_str)
            || said
                .next()
                .is_some_and(|path| own.get(1).is_some_and(|own| own == path))
    }
}

/// A new note's id before it has one.
pub fn draft_id() -> NoteId {
    NoteId(Outside::new(NEW))
}

/// A draft as a note of its own: it may be older than the note that it was to become.
fn made(note: Note, making: Making) -> Note {
    let created = if note.id == draft_id() {
        making.created
    } else {
        note.created.clone()
    };
    let author = note.author.clone().or(making.author);
    Note {
        id: making.id,
        created,
        author,
        ..note
    }
}

fn is_running(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    // Any answer but "no such process" means that there is one.
    pid.is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::On;

    fn note(text: &str) -> Note {
        Note {
            id: draft_id(),
            created: Outside::new(NEW),
            changed: None,
            author: None,
            on: On::Transcript,
            codes: Vec::new(),
            text: Outside::new(text),
            now: None,
        }
    }

    #[test]
    fn what_an_ended_program_was_typing_is_found_and_goes_once_it_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = |process: u32| Drafts {
            process,
            ..Drafts::new(
                &folder.path().join("drafts"),
                Fingerprint::of(b"talk"),
                None,
            )
        };
        let ended = i32::MAX.unsigned_abs();
        drafts(ended).keep(&[note("half")]);
        drafts(ended).keep(&[note("half a\nthought ")]);
        drafts(1).keep(&[note("somebody is typing this")]);
        let mut mine = drafts(std::process::id());
        let found = mine.left_behind(Making::now);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text.raw(), "half a\nthought ");
        assert_ne!(found[0].id, draft_id());
        assert_eq!(
            drafts(ended).left_behind(Making::now).len(),
            1,
            "it is there until it is saved"
        );
        mine.keep(&[]);
        assert!(mine.left_behind(Making::now).is_empty());
        drafts(1).keep(&[]);
        assert_eq!(
            fs::read_dir(folder.path().join("drafts")).unwrap().count(),
            0
        );
    }

    #[test]
    fn a_draft_is_found_where_the_transcript_was_corrected_or_moved_and_on_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, "words").unwrap();
            path
        };
        let (here, there) = (at("a.yaml"), at("b.yaml"));
        let of = |content: &[u8], path: Option<&Path>, process: u32| Drafts {
            process,
            ..Drafts::new(
                &folder.path().join("drafts"),
                Fingerprint::of(content),
                path,
            )
        };
        of(b"talk", Some(&here), i32::MAX.unsigned_abs()).keep(&[note("half")]);
        let found = |content: &[u8], path| of(content, path, 1).left_behind(Making::now).len();
        assert_eq!(found(b"corrected", Some(&*here)), 1);
        assert_eq!(found(b"talk", Some(&*there)), 1);
        assert_eq!(found(b"talk", None), 1);
        assert_eq!(found(b"other", Some(&*there)), 0);
        assert_eq!(found(b"other", None), 0);
    }
}
