//! What is being typed, on its way to the disk: once in a while, and in a thread that runs only while something changes.

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
        self.waiting().drafts = Some(Arc::new(Mutex::new(drafts)));
    }

    /// Keeps these notes, once in a while or after so many changes; a thread runs only while that changes.
    pub fn keep(&self, notes: Vec<Note>) {
        let mut waiting = self.waiting();
        waiting.next = Some(notes);
        waiting.changes += 1;
        if waiting.changes >= MANY {
            self.much.notify_one();
        }
        if waiting.drafts.is_none() || std::mem::replace(&mut waiting.running, true) {
            return;
        }
        drop(waiting);
        let this = self.clone();
        thread::spawn(move || {
            while this.write() {
                let few = |waiting: &mut Waiting| waiting.changes < MANY;
                drop(
                    this.much
                        .wait_timeout_while(this.waiting(), this.every, few),
                );
            }
        });
    }

    /// Writes what waits, if something new does; else ends the running.
    pub fn write(&self) -> bool {
        let drafts = self.waiting().drafts.clone();
        let Some(drafts) = drafts else { return false };
        // One at a time, each with the newest: what is dropped must not be written after that.
        let mut drafts = drafts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut waiting = self.waiting();
        let Some(next) = waiting.next.take() else {
            waiting.running = false;
            return false;
        };
        waiting.changes = 0;
        drop(waiting);
        drafts.keep(&next);
        true
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Instant;

    use super::*;
    use crate::model::{On, Outside};
    use crate::store::notes::{Fingerprint, Making, new_note};

    #[test]
    fn after_so_many_changes_the_next_draft_is_written_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let drafting = Drafting {
            every: Duration::from_secs(3600),
            ..Drafting::default()
        };
        let drafts = Drafts::new(folder.path(), Fingerprint::of(b"talk"), None);
        drafting.begin(drafts);
        let making = Making::now();
        let note = |text: String| {
            let making = making.clone();
            new_note(making, On::Transcript, Vec::new(), Outside::new(text))
        };
        let until = Instant::now() + Duration::from_secs(20);
        let written = |text: &str| {
            let read = |f: fs::DirEntry| fs::read_to_string(f.path()).unwrap_or_default();
            while !fs::read_dir(folder.path())
                .unwrap()
                .flatten()
                .any(|f| read(f).contains(text))
            {
                assert!(Instant::now() < until, "{text} is not written");
                thread::park_timeout(Duration::from_millis(5));
            }
        };
        drafting.keep(vec![note("first".to_owned())]);
        written("first");
        (1..=MANY).for_each(|at| drafting.keep(vec![note(format!("change {at} of many"))]));
        written(&format!("change {MANY} of many"));
    }
}
