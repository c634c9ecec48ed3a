//! A notes file that others may write, too: opened, and saved without losing what they wrote.
//!
//! Knows what the file held when it was last read or written here. What is to be written and what is in the way is asked
//! of [`merge()`] and [`save()`].

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::book::Notebook;
use super::location::writable_folder;
use super::merge::{Merged, merge};
use super::read::{read_bytes, text_to_save};
use super::rescue::Recovery;
use super::save::{Fingerprint, SaveError, keep_aside, lock, save};
use crate::model::Problem;

/// How often a saving begins anew because somebody else saved in between.
const ATTEMPTS: usize = 8;

/// A notes file and what it held when it was last read or written here.
#[derive(Debug)]
pub struct NotesFile {
    path: PathBuf,
    base: Notebook,
    /// `None`: there was no file, or it could not be read.
    expected: Option<Fingerprint>,
    /// What was joined here and may not be known yet where the notes are changed, oldest first.
    joined: Vec<Joined>,
    merges: u64,
    /// The damaged content that was kept aside last.
    kept: Option<Fingerprint>,
}

/// Notes that were written together with somebody else's.
#[derive(Clone, Debug)]
pub struct Joined {
    /// What was to be written.
    pub sent: Notebook,
    /// What was written.
    pub merged: Merged,
}

impl Joined {
    /// The same for a notebook that has gone on from what was sent.
    pub fn with(&self, ours: &Notebook) -> Merged {
        let more = merge(&self.sent, ours, self.merged.book.clone());
        Merged {
            doubled: self.merged.doubled + more.doubled,
            ..more
        }
    }
}

/// What came of a saving: what others had written meanwhile, and in words for the status line why it did not go well.
pub type Outcome = (Option<Joined>, Result<(), String>);

/// What is to be written, and over what.
struct Prepared {
    expected: Option<Fingerprint>,
    /// How many notes both sides had changed, if what is there is not what was expected.
    doubled: Option<usize>,
    /// What of the file could not be read and was kept aside, in words.
    aside: Option<String>,
    text: String,
    /// How the text reads.
    written: Notebook,
}

/// What came of opening.
#[derive(Debug)]
pub struct Opened {
    /// The file, to be saved to.
    pub file: NotesFile,
    /// Its notes; `None` where there is no file yet or it could not be read.
    pub book: Option<Notebook>,
    /// Why nothing could be saved there as things stand.
    pub obstacle: Option<Problem>,
}

impl NotesFile {
    /// The file at `path`, of which nothing is known yet.
    fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            base: Notebook::default(),
            expected: None,
            joined: Vec::new(),
            merges: 0,
            kept: None,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Brings a notebook to another file than the one `before`, together with the notes that are there. The file that it
    /// belongs to from now on: that one, or, if it could not be written, the one before.
    pub fn save_as(before: Option<Self>, path: &Path, ours: Notebook) -> (Option<Self>, Outcome) {
        let mut there = Self::at(path);
        there.merges = ours.merges;
        if let Some(before) = &before {
            there.merges = before.merges.max(ours.merges);
            there.joined.clone_from(&before.joined);
        }
        let outcome = there.save(ours);
        match outcome.1 {
            Ok(()) => (Some(there), outcome),
            Err(_) => (before, outcome),
        }
    }

    /// Opens the notes file at `path`, which need not be there yet.
    pub fn open(path: &Path) -> Opened {
        let mut file = Self::at(path);
        let (book, obstacle) = match content(path) {
            Ok(None) => (None, None),
            Ok(Some((content, fingerprint))) => {
                file.expected = Some(fingerprint);
                let book = read_bytes(content);
                file.base = book.clone();
                let damage = book.damage().map(Problem::new);
                (Some(book), damage)
            }
            Err(problem) => (None, Some(problem)),
        };
        let denied = || {
            let shut = file.expected.is_some() && !writable_folder(path);
            shut.then(|| Problem::new(SaveError::Denied.to_string()))
        };
        let obstacle = obstacle.or_else(denied);
        Opened {
            file,
            book,
            obstacle,
        }
    }

    /// Brings a notebook to the disk. Where the file is not what was last read or written here, the notes of both are
    /// written and told, whether or not all of it went well; an error says in words for the status line why it did not.
    pub fn save(&mut self, ours: Notebook) -> (Option<Joined>, Result<(), String>) {
        let ours = self.caught_up(ours);
        for _ in 0..ATTEMPTS {
            match self.attempt(&ours) {
                (None, Err(reason)) if reason == SaveError::Changed.to_string() => {}
                outcome => return outcome,
            }
        }
        (None, Err(SaveError::Changed.to_string()))
    }

    fn attempt(&mut self, ours: &Notebook) -> (Option<Joined>, Result<(), String>) {
        let prepared = lock(&self.path)
            .map_err(|e| e.to_string())
            .and_then(|lock| Ok((lock, self.prepare(ours)?)));
        let (_lock, prepared) = match prepared {
            Ok(prepared) => prepared,
            Err(reason) => return (None, Err(reason)),
        };
        let Prepared {
            expected,
            doubled,
            aside,
            text,
            mut written,
        } = prepared;
        let result = save(&self.path, text.as_bytes(), expected);
        if !matches!(result, Ok(_) | Err(SaveError::NotSynced)) {
            return (None, result.map(drop).map_err(|e| e.to_string()));
        }
        self.expected = Some(Fingerprint::of(text.as_bytes()));
        self.base = written.clone();
        let joined = doubled.map(|doubled| {
            self.merges += 1;
            written.merges = self.merges;
            written.problems.extend(aside.map(Problem::new));
            let book = written;
            Joined {
                sent: ours.clone(),
                merged: Merged { book, doubled },
            }
        });
        self.joined.extend(joined.clone());
        (joined, result.map(drop).map_err(|e| e.to_string()))
    }

    /// What is to be written. What is there and damaged is kept aside first.
    fn prepare(&mut self, ours: &Notebook) -> Result<Prepared, String> {
        let there = content(&self.path).map_err(|p| p.what)?;
        let expected = there.as_ref().map(|(_, fingerprint)| *fingerprint);
        let merged = match &there {
            Some((content, _)) if expected != self.expected => {
                Some(merge(&self.base, ours, read_bytes(content.clone())))
            }
            _ => None,
        };
        let whole = merged.as_ref().map_or(ours, |m| &m.book);
        let (text, written) = text_to_save(whole).map_err(|p| p.what)?;
        let read = merged.as_ref().map_or(&self.base, |m| &m.book);
        if let Some((content, fingerprint)) = there.filter(|_| read.recovery().is_some())
            && self.kept != Some(fingerprint)
        {
            keep_aside(&self.path, &content).map_err(|e| e.to_string())?;
            self.kept = Some(fingerprint);
        }
        let other = merged.as_ref().and_then(|m| m.book.recovery());
        Ok(Prepared {
            expected,
            doubled: merged.as_ref().map(|m| m.doubled),
            aside: other.map(Recovery::told_later),
            text,
            written,
        })
    }

    /// A notebook that was sent before its maker knew of what had been joined here, with all of that: else what others
    /// wrote would look as if it had been deleted.
    fn caught_up(&mut self, ours: Notebook) -> Notebook {
        self.joined.retain(|j| j.merged.book.merges > ours.merges);
        self.joined
            .iter()
            .fold(ours, |ours, joined| joined.with(&ours).book)
    }
}

/// What stands at `path`; `None` if nothing does.
fn content(path: &Path) -> Result<Option<(Vec<u8>, Fingerprint)>, Problem> {
    let unreadable = |why: String| {
        Problem::new(format!("the notes file cannot be read: {why}"))
            .hint("mend it or move it away, or name another one with --notes")
    };
    // Opening a pipe would wait for whoever writes into it.
    let special = |m: std::fs::Metadata| !m.is_file() && !m.is_dir();
    if std::fs::metadata(path).is_ok_and(special) {
        return Err(unreadable("it is no ordinary file".to_owned()));
    }
    match std::fs::read(path) {
        Ok(content) => {
            let fingerprint = Fingerprint::of(&content);
            Ok(Some((content, fingerprint)))
        }
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(unreadable(e.kind().to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{Note, NoteId, On, Outside};

    fn note(id: &str, text: &str) -> Note {
        let outside = |t: &str| Outside::new(t);
        Note {
            id: NoteId(outside(id)),
            created: outside("2026-11-22T18:03:11Z"),
            changed: None,
            author: None,
            on: On::Transcript,
            codes: Vec::new(),
            text: outside(text),
            now: None,
        }
    }

    /// A window: its notes and the file as it knows it.
    struct Window {
        file: NotesFile,
        book: Notebook,
    }

    impl Window {
        fn open(path: &Path) -> Self {
            let opened = NotesFile::open(path);
            let new = || Notebook::new(None, None, Fingerprint::of(b"talk"));
            Self {
                file: opened.file,
                book: opened.book.unwrap_or_else(new),
            }
        }

        fn save(&mut self) -> usize {
            let (joined, result) = self.file.save(self.book.clone());
            assert_eq!(result, Ok(()));
            let merged = joined.map(|j| j.with(&self.book));
            let doubled = merged.as_ref().map_or(0, |m| m.doubled);
            self.book = merged.map_or_else(|| self.book.clone(), |m| m.book);
            doubled
        }

        fn remove(&mut self, id: &str) {
            self.book.remove(&NoteId(Outside::new(id)));
        }

        fn texts(&self) -> Vec<&str> {
            self.book.notes().map(|n| n.text.raw()).collect()
        }
    }

    fn two(folder: &tempfile::TempDir, notes: &[(&str, &str)]) -> (PathBuf, Window, Window) {
        let path = folder.path().join("talk.notes.yaml");
        let mut first = Window::open(&path);
        notes
            .iter()
            .for_each(|(id, text)| first.book.put(note(id, text)));
        first.save();
        (path.clone(), Window::open(&path), Window::open(&path))
    }

    #[test]
    fn what_either_window_adds_changes_and_deletes_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut one, mut two) = two(&folder, &[("A", "a"), ("B", "b"), ("C", "c")]);
        one.book.put(note("D", "d"));
        one.remove("A");
        one.save();
        two.book.put(note("E", "e"));
        two.book.put(note("B", "b2"));
        two.remove("C");
        assert_eq!(two.save(), 0);
        assert_eq!(two.texts(), ["b2", "d", "e"]);
        one.book.put(note("F", "f"));
        one.save();
        assert_eq!(one.texts(), ["b2", "d", "e", "f"]);
        assert_eq!(Window::open(&path).texts(), one.texts());
    }

    #[test]
    fn a_change_wins_over_a_deletion() {
        let folder = tempfile::tempdir().unwrap();
        let (_, mut one, mut two) = two(&folder, &[("A", "a"), ("B", "b")]);
        one.remove("A");
        one.book.put(note("B", "b2"));
        one.save();
        two.book.put(note("A", "a2"));
        two.remove("B");
        two.save();
        assert_eq!(two.texts(), ["b2", "a2"]);
    }

    #[test]
    fn both_versions_stay_where_both_sides_changed_a_note() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut one, mut two) = two(&folder, &[("A", "a"), ("B", "b")]);
        one.book.put(note("A", "one"));
        one.save();
        let written = fs::read_to_string(&path).unwrap();
        fs::write(
            &path,
            written.replace("text: |-\n      one", "mood: calm # theirs\n    text: one"),
        )
        .unwrap();
        two.book.put(note("A", "two"));
        assert_eq!(two.save(), 1);
        assert_eq!(two.texts(), ["two", "one", "b"]);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text.matches("mood: calm # theirs\n    text: one\n").count(),
            1,
            "{text}"
        );
        assert_eq!(two.save(), 0);
        assert_eq!(two.texts(), ["two", "one", "b"]);
        one.book.put(note("C", "c"));
        assert_eq!(one.save(), 0);
        assert_eq!(one.texts(), ["two", "one", "b", "c"]);
    }

    #[test]
    fn what_another_program_writes_around_the_notes_stays_byte_for_byte() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut one, _) = two(&folder, &[("A", "a")]);
        let written = fs::read_to_string(&path).unwrap();
        fs::write(
            &path,
            format!("# mine\n{written}  # and mine\nextra: kept\n"),
        )
        .unwrap();
        one.book.put(note("B", "b"));
        one.save();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("# mine\n") && text.ends_with("extra: kept\n"),
            "{text}"
        );
        assert!(text.contains("  # and mine\n"));
        assert_eq!(one.texts(), ["a", "b"]);
    }

    #[test]
    fn a_file_that_is_gone_is_written_anew_and_a_damaged_one_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut one, _) = two(&folder, &[("A", "a")]);
        fs::remove_file(&path).unwrap();
        one.book.put(note("B", "b"));
        one.save();
        assert_eq!(Window::open(&path).texts(), ["a", "b"]);
        let good = fs::read_to_string(&path).unwrap();
        let bad = good.replace("id: A", "name: A");
        fs::write(&path, &bad).unwrap();
        one.book.put(note("C", "c"));
        one.save();
        assert_eq!(
            one.texts(),
            ["b", "a", "c"],
            "what cannot be read there was not deleted"
        );
        let names = fs::read_dir(folder.path()).unwrap();
        let aside = names.map(|e| e.unwrap().path()).find(|p| *p != path);
        assert_eq!(fs::read_to_string(aside.unwrap()).unwrap(), bad);
        let told = one.book.problems().first().expect("the reader is told");
        assert!(
            told.what
                .starts_with("the notes file was damaged elsewhere"),
            "{}",
            told.what
        );
        fs::write(&path, "\n").unwrap();
        one.book.put(note("D", "d"));
        one.save();
        assert_eq!(
            Window::open(&path).texts().len(),
            4,
            "emptied is not deleted"
        );
        assert!(one.book.problems().is_empty());
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_in_the_place_of_a_notes_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.notes.yaml");
        let _listens = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let obstacle = NotesFile::open(&path).obstacle.unwrap();
        assert_eq!(
            obstacle.what,
            "the notes file cannot be read: it is no ordinary file"
        );
    }

    #[test]
    fn a_file_that_could_not_be_read_takes_the_notes_once_it_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        let (path, ..) = two(&folder, &[("A", "a")]);
        let good = fs::read_to_string(&path).unwrap();
        fs::write(&path, good.replace("notes/1", "notes/2")).unwrap();
        let mut window = Window::open(&path);
        window.book.put(note("B", "b"));
        assert!(window.file.save(window.book.clone()).1.is_err());
        fs::write(&path, &good).unwrap();
        window.save();
        assert_eq!(Window::open(&path).texts(), ["a", "b"]);
    }

    #[test]
    fn a_saving_that_was_sent_before_others_notes_were_known_deletes_none_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut one, mut two) = two(&folder, &[("A", "a")]);
        one.book.put(note("B", "b"));
        one.save();
        two.book.put(note("C", "c"));
        let first = two.book.clone();
        two.book.put(note("D", "d"));
        let second = two.book.clone();
        let (joined, _) = two.file.save(first);
        let (none, result) = two.file.save(second);
        assert!(none.is_none() && result.is_ok());
        assert_eq!(Window::open(&path).texts(), ["a", "b", "c", "d"]);
        two.book = joined.unwrap().with(&two.book).book;
        two.save();
        assert_eq!(Window::open(&path).texts(), ["a", "b", "c", "d"]);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Put(bool, u8, u8),
        Remove(bool, u8),
        Save(bool),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (any::<bool>(), 0..6_u8, 0..250_u8).prop_map(|(w, id, t)| Step::Put(w, id, t)),
            (any::<bool>(), 0..6_u8).prop_map(|(w, id)| Step::Remove(w, id)),
            any::<bool>().prop_map(Step::Save),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Two windows; each remembers what it did since its last saving. A text that a window wrote is on disk after its
        /// saving; what it deleted and nobody changed is not; what the other had on disk and this one left alone is as it was.
        #[test]
        fn interleaved_windows_lose_nothing(steps in prop::collection::vec(step(), 1..40)) {
            let folder = tempfile::tempdir().unwrap();
            let (path, one, two) = two(&folder, &[("N0", "start")]);
            let mut windows = [one, two];
            let mut done: [BTreeMap<String, Option<String>>; 2] = Default::default();
            for (count, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Put(w, id, t) => {
                        let (id, text) = (format!("N{id}"), format!("{t} in step {count}"));
                        windows[usize::from(w)].book.put(note(&id, &text));
                        done[usize::from(w)].insert(id, Some(text));
                    }
                    Step::Remove(w, id) => {
                        let id = format!("N{id}");
                        if windows[usize::from(w)].book.note(&NoteId(Outside::new(&*id))).is_some() {
                            windows[usize::from(w)].remove(&id);
                            done[usize::from(w)].insert(id, None);
                        }
                    }
                    Step::Save(w) => {
                        let window = &mut windows[usize::from(w)];
                        let before = Window::open(&path);
                        let base = window.file.base.clone();
                        window.save();
                        let after = Window::open(&path);
                        prop_assert_eq!(after.texts(), window.texts());
                        let ours = std::mem::take(&mut done[usize::from(w)]);
                        for (id, text) in &ours {
                            let id = NoteId(Outside::new(&**id));
                            let untouched = before.book.note(&id) == base.note(&id);
                            match text {
                                Some(text) => prop_assert!(after.texts().contains(&&**text)),
                                None if untouched => prop_assert!(after.book.note(&id).is_none()),
                                None => prop_assert_eq!(after.book.note(&id), before.book.note(&id)),
                            }
                        }
                        for theirs in before.book.notes().filter(|n| !ours.contains_key(n.id.0.raw())) {
                            prop_assert_eq!(after.book.note(&theirs.id), Some(theirs));
                        }
                        for theirs in before.book.notes().filter(|n| base.note(&n.id) != Some(n)) {
                            prop_assert!(after.texts().contains(&theirs.text.raw()));
                        }
                    }
                }
            }
        }
    }
}
