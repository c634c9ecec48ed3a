//! What is done beside the screen: reading the file, searching, finding the notes' places, saving.
//!
//! Each job is a function that sends messages. They run in threads of their own, or, for tests and `--print`, at once.

mod checking;
mod comparing;
mod drafting;
mod loading;
mod saving;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::thread;

use drafting::Drafting;
use loading::Loading;

use super::effect::Msg;
use super::launch::Launch;
use crate::model::{Batch, Note, Problem, Transcript};
use crate::store::notes::{NotesFile, Whereabouts};
use crate::text::anchor::{Edition, Finder};
use crate::text::search::{self, Query};

/// Hits that are told together; the first are told at once.
const HITS: usize = 1 << 14;

/// Starts jobs and knows which are out of date.
#[derive(Debug)]
pub struct Jobs {
    tx: Sender<Msg>,
    at_once: bool,
    newest_search: Arc<AtomicU64>,
    newest_save: Arc<AtomicU64>,
    newest_comparison: Arc<AtomicU64>,
    newest_check: Arc<AtomicU64>,
    file: Arc<Mutex<Option<NotesFile>>>,
    whereabouts: Arc<Mutex<Option<Whereabouts>>>,
    drafting: Drafting,
}

impl Jobs {
    /// Jobs that answer to `tx`; with `at_once`, before the call returns.
    pub fn new(tx: Sender<Msg>, at_once: bool) -> Self {
        Self {
            tx,
            at_once,
            newest_search: Arc::default(),
            newest_save: Arc::default(),
            newest_comparison: Arc::default(),
            newest_check: Arc::default(),
            file: Arc::default(),
            whereabouts: Arc::default(),
            drafting: Drafting::default(),
        }
    }

    /// Runs a job; if it panics, `instead` is sent.
    fn start(&self, instead: Msg, job: impl FnOnce(&Sender<Msg>) + Send + 'static) {
        let tx = self.tx.clone();
        if self.at_once {
            job(&tx);
            return;
        }
        thread::spawn(move || {
            // What a job shares with others is locks and numbers, which stay sound.
            if catch_unwind(AssertUnwindSafe(|| job(&tx))).is_err() {
                send(&tx, Msg::Broken);
                send(&tx, instead);
            }
        });
    }

    /// Reads the transcript and its notes.
    pub fn load(&self, launch: &Launch) {
        let launch = launch.clone();
        let (file, drafting) = (Arc::clone(&self.file), self.drafting.clone());
        let whereabouts = Arc::clone(&self.whereabouts);
        let reason = "this program failed while it read the file";
        let instead = Msg::NotesObstacle(Problem::new(reason));
        self.start(instead, move |tx| {
            let loading = Loading {
                launch: &launch,
                file: &file,
                drafting: &drafting,
                whereabouts: &whereabouts,
                tx,
            };
            loading.run();
        });
    }

    /// Keeps what is not on disk, once in a while or after so many changes.
    pub fn draft(&self, notes: Vec<Note>) {
        self.drafting.keep(notes);
    }

    /// Says that the reader has what was left behind.
    pub fn drafts_taken(&self) {
        self.drafting.take_over();
    }

    /// What keeps, or drops, what waits; for before the end.
    pub fn draft_keeper(&self) -> impl FnOnce() + Send + 'static {
        let drafting = self.drafting.clone();
        move || {
            drafting.write();
        }
    }

    /// Looks for a query; an older search stops.
    pub fn search(&self, number: u64, query: Arc<Query>, batches: Vec<Arc<Batch>>) {
        self.newest_search.store(number, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest_search);
        let mut due = 1;
        self.start(Msg::Hits(number, Vec::new(), true), move |tx| {
            let mut found = Vec::new();
            for batch in batches {
                if newest.load(Ordering::Relaxed) != number {
                    return;
                }
                found.extend(search::hits(&batch, &query));
                if found.len() >= due {
                    send(tx, Msg::Hits(number, std::mem::take(&mut found), false));
                    due = HITS;
                }
            }
            send(tx, Msg::Hits(number, found, true));
        });
    }

    /// Finds where notes stand.
    pub fn place(&self, number: u64, notes: Vec<Note>, edition: Edition, transcript: Transcript) {
        self.start(Msg::Placed(number, Vec::new()), move |tx| {
            let finder = Finder::new(&transcript, edition);
            let places = finder.place_all(&notes);
            let ids = notes.iter().map(|n| n.id.clone());
            let placed = ids.zip(places).collect();
            send(tx, Msg::Placed(number, placed));
        });
    }
}

const NO_FOLDER: &str = "there is no folder for notes: name a file with --notes";

/// Nobody listens any more when the reader is closed: then there is nothing left to tell.
fn send(tx: &Sender<Msg>, msg: Msg) {
    drop(tx.send(msg));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_job_that_panics_says_so_and_ends_what_waits_for_it() {
        let (tx, rx) = channel();
        let jobs = Jobs::new(tx, false);
        jobs.start(Msg::TryAgain(7), |_| panic!("as this test wants it"));
        assert!(matches!(rx.recv(), Ok(Msg::Broken)));
        assert!(matches!(rx.recv(), Ok(Msg::TryAgain(7))));
    }
}
