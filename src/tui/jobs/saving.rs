//! Writes the notes, one saving after the other.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use super::{Jobs, NO_FOLDER, send};
use crate::model::{Note, Outside};
use crate::store::notes::{Notebook, NotesFile, Outcome};
use crate::tui::effect::Msg;

/// After a saving that failed, how long until the next attempt.
const AGAIN: Duration = Duration::from_secs(3);

impl Jobs {
    /// Writes the notes; `draft` is what a draft would hold now. Of savings that wait for each other, only the newest writes.
    /// After one that failed, a message asks for another in a while.
    pub fn save(&self, number: u64, book: Box<Notebook>, draft: Vec<Note>) {
        self.drafting.expect(draft);
        self.write(number, move |file| match file.as_mut() {
            Some(file) => file.save(*book),
            None => (None, Err(NO_FOLDER.to_owned())),
        });
    }

    /// Writes the notes to the file at `path`, together with what is there; if that goes well, it is theirs from now on.
    pub fn save_as(&self, number: u64, path: PathBuf, book: Box<Notebook>, draft: Vec<Note>) {
        self.drafting.expect(draft);
        self.write(number, move |file| {
            let before = file.take();
            let (now, outcome) = NotesFile::save_as(before, &path, *book);
            *file = now;
            outcome
        });
    }

    fn write(
        &self,
        number: u64,
        write: impl FnOnce(&mut Option<NotesFile>) -> Outcome + Send + 'static,
    ) {
        self.newest_save.store(number, Ordering::Relaxed);
        let (file, newest) = (Arc::clone(&self.file), Arc::clone(&self.newest_save));
        let whereabouts = Arc::clone(&self.whereabouts);
        let drafting = self.drafting.clone();
        let failed = Err(Outside::new("this program failed while it saved"));
        let patient = !self.at_once;
        self.start(Msg::Saved(number, None, failed), move |tx| {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            if newest.load(Ordering::Relaxed) != number {
                return;
            }
            drafting.settle();
            let (joined, result) = write(&mut file);
            if let Some(file) = file.as_ref().filter(|_| result.is_ok()) {
                let known = whereabouts.lock().unwrap_or_else(PoisonError::into_inner);
                known.iter().for_each(|known| known.keep(file.path()));
            }
            drop(file);
            let failed = result.is_err();
            let result = result.map_err(Outside::new);
            send(tx, Msg::Saved(number, joined.map(Box::new), result));
            if failed && patient {
                thread::sleep(AGAIN);
                send(tx, Msg::TryAgain(number));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::store::notes::{self, Drafts, Fingerprint, Making};

    #[test]
    fn before_notes_are_written_their_draft_says_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let jobs = Jobs::new(channel().0, true);
        let mut drafts = Drafts::new(folder.path(), Fingerprint::of(b"talk"), None);
        let on = crate::model::On::Transcript;
        let note =
            |text| notes::new_note(Making::now(), on.clone(), Vec::new(), Outside::new(text));
        drafts.keep(&[note("ha")]);
        jobs.drafting.begin(drafts);
        jobs.drafting.expect(vec![note("half a thought")]);
        let file = std::fs::read_dir(folder.path()).unwrap().next();
        let path = file.unwrap().unwrap().path();
        let (seen, draft) = channel();
        jobs.write(1, move |_| {
            seen.send(std::fs::read_to_string(path).unwrap()).unwrap();
            (None, Ok(()))
        });
        assert!(draft.recv().unwrap().contains("half a thought"));
    }
}
