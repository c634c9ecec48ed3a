//! What is being typed, on its way to the disk: once in a while, and in a thread that runs only while something changes.
//!
//! A draft that outlived its note would come back as a second one. So what is on disk is brought up to what is saved
//! *before* that is saved ([`Drafting::settle`]), and dropped after: whenever the program is killed, the draft is newer than
//! the note, or says the same.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::model::Note;
use crate::store::notes::Drafts;

/// When what is being typed is written to the disk: after this time, or so many changes.
const EVERY: Duration = Duration::from_secs(1);
const MANY: usize = 20;

/// What is being typed, on its way to the disk.
#[derive(Clone, Debug)]
pub(super) struct Drafting {
    waiting: Arc<Mutex<Waiting>>,
    /// Told when so much is typed that it is not to wait any longer.
    much: Arc<Condvar>,
    /// How often it is written to the disk.
    every: Duration,
}

/// What is to be written next, and where.
#[derive(Debug, Default)]
struct Waiting {
    drafts: Option<Arc<Mutex<Drafts>>>,
    /// Where something was left behind that the reader does not have yet: until then nothing may be written over it.
    left: Option<Drafts>,
    next: Option<Vec<Note>>,
    running: bool,
    /// Changes that are not on the disk.
    changes: usize,
}

impl Default for Drafting {
    fn default() -> Self {
        Self {
            waiting: Arc::default(),
            much: Arc::default(),
            every: EVERY,
        }
    }
}

impl Drafting {
    /// Writes there from now on.
    pub fn begin(&self, drafts: Drafts) {
        let mut waiting = self.waiting();
        waiting.drafts = Some(Arc::new(Mutex::new(drafts)));
        self.run(waiting);
    }

    /// Writes there once what was left behind there has been taken over.
    pub fn begin_later(&self, drafts: Drafts) {
        self.waiting().left = Some(drafts);
    }

    /// Says that what was left behind has been taken over.
    pub fn take_over(&self) {
        let left = self.waiting().left.take();
        left.into_iter().for_each(|drafts| self.begin(drafts));
    }

    /// Keeps these notes, once in a while or after so many changes; a thread runs only while that changes.
    pub fn keep(&self, notes: Vec<Note>) {
        let mut waiting = self.waiting();
        // What is to be dropped does not wait.
        waiting.changes = match notes.is_empty() {
            true => MANY,
            false => waiting.changes + 1,
        };
        waiting.next = Some(notes);
        self.run(waiting);
    }

    /// What [`Self::settle`] is to write.
    pub fn expect(&self, notes: Vec<Note>) {
        self.waiting().next = Some(notes);
    }

    /// Brings what is on disk, if anything is, up to what was kept or expected last.
    pub fn settle(&self) {
        self.write_where(Drafts::is_there);
    }

    /// Sees to it that something writes what waits.
    fn run(&self, mut waiting: MutexGuard<'_, Waiting>) {
        if waiting.changes >= MANY {
            self.much.notify_one();
        }
        let nothing = waiting.drafts.is_none() || waiting.next.is_none();
        if nothing || std::mem::replace(&mut waiting.running, true) {
            return;
        }
        drop(waiting);
        let this = self.clone();
        thread::spawn(move || {
            loop {
                this.write();
                let few = |waiting: &mut Waiting| waiting.changes < MANY;
                let waited = this
                    .much
                    .wait_timeout_while(this.waiting(), this.every, few);
                let (mut waiting, _) = waited.unwrap_or_else(PoisonError::into_inner);
                if waiting.next.is_none() {
                    waiting.running = false;
                    return;
                }
            }
        });
    }

    /// Writes what waits, if something new does.
    pub fn write(&self) {
        self.write_where(|_| true);
    }

    fn write_where(&self, is_wanted: impl FnOnce(&Drafts) -> bool) {
        let drafts = self.waiting().drafts.clone();
        let Some(drafts) = drafts else { return };
        // One at a time, each with the newest: what is dropped must not be written after that.
        let mut drafts = drafts.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_wanted(&drafts) {
            return;
        }
        let mut waiting = self.waiting();
        let next = waiting.next.take();
        waiting.changes = 0;
        drop(waiting);
        if let Some(next) = next {
            drafts.keep(&next);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::Instant;

    use super::*;
    use crate::model::{On, Outside};
    use crate::store::notes::{Fingerprint, Making, new_note};

    /// Writes at once, and then not for long.
    fn patient() -> Drafting {
        Drafting {
            every: Duration::from_secs(3600),
            ..Drafting::default()
        }
    }

    fn drafts(folder: &Path) -> Drafts {
        Drafts::new(folder, Fingerprint::of(b"talk"), None)
    }

    fn note(text: &str) -> Note {
        new_note(
            Making::now(),
            On::Transcript,
            Vec::new(),
            Outside::new(text),
        )
    }

    /// All that is on disk.
    fn there(folder: &Path) -> String {
        let files = fs::read_dir(folder).unwrap().flatten();
        let texts = files.map(|f| fs::read_to_string(f.path()).unwrap_or_default());
        texts.collect()
    }

    fn eventually(what: &str, is: impl Fn() -> bool) {
        let until = Instant::now() + Duration::from_secs(20);
        while !is() {
            assert!(Instant::now() < until, "{what}");
            thread::park_timeout(Duration::from_millis(5));
        }
    }

    #[test]
    fn after_so_many_changes_the_next_draft_is_written_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let drafting = patient();
        drafting.begin(drafts(folder.path()));
        let written = |text: &str| eventually(text, || there(folder.path()).contains(text));
        drafting.keep(vec![note("first")]);
        written("first");
        (1..=MANY).for_each(|at| drafting.keep(vec![note(&format!("change {at} of many"))]));
        written(&format!("change {MANY} of many"));
    }

    #[test]
    fn a_draft_says_what_is_saved_before_it_is_and_is_dropped_at_once_after() {
        let folder = tempfile::tempdir().unwrap();
        let drafting = patient();
        drafting.begin(drafts(folder.path()));
        drafting.expect(vec![note("a mark")]);
        drafting.settle();
        assert_eq!(there(folder.path()), "", "nothing was being typed");
        drafting.keep(vec![note("ha")]);
        eventually("ha", || there(folder.path()).contains("ha"));
        drafting.expect(vec![note("half a thought")]);
        drafting.settle();
        assert!(there(folder.path()).contains("half a thought"));
        drafting.keep(Vec::new());
        eventually("dropped", || there(folder.path()).is_empty());
    }

    #[test]
    fn what_was_left_behind_stays_until_it_is_taken_over_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        drafts(folder.path()).keep(&[note("left behind")]);
        let mut later = drafts(folder.path());
        let left = later.left_behind(Making::now);
        let drafting = patient();
        drafting.begin_later(later);
        drafting.keep(Vec::new());
        drafting.write();
        assert!(there(folder.path()).contains("left behind"));
        drafting.expect(left);
        drafting.take_over();
        drafting.write();
        assert!(there(folder.path()).contains("left behind"));
        drafting.keep(Vec::new());
        eventually("dropped", || there(folder.path()).is_empty());
    }
}
