//! What is done beside the screen: reading the file, searching, finding the notes' places, saving.
//!
//! Each job is a function that sends messages. They run in threads of their own, or, for tests and `--print`, at once.

mod drafting;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use drafting::Drafting;

use super::effect::{Accepting, Judging, Msg};
use super::launch::Launch;
use crate::model::{Batch, CallIndex, Note, Outside, Part, Problem, Transcript};
use crate::store::drafts::{self, Accepted};
use crate::store::input::{self, Input, Opening};
use crate::store::notes::{
    self, Drafts, Fingerprint, Making, Notebook, NotesFile, Opened, Outcome, Subject, Whereabouts,
};
use crate::store::places::{self, Ends};
use crate::store::source::{self, Reading};
use crate::text::anchor::{Edition, Finder};
use crate::text::check::check;
use crate::text::compare::{self, By};
use crate::text::figures::{Tally, Timeline};
use crate::text::search::{self, Query};

/// Hits that are told together; the first are told at once.
const HITS: usize = 1 << 14;

/// Of so many quotations one is told that it is judged.
const TOLD: usize = 50;

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

/// After a saving that failed, how long until the next attempt.
const AGAIN: Duration = Duration::from_secs(3);

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
            load(&launch, (&file, &drafting, &whereabouts), tx);
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

    /// Compares the transcript with the file at `path`; an older comparison stops.
    pub fn compare(&self, number: u64, path: PathBuf, transcript: Transcript) {
        self.newest_comparison.store(number, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest_comparison);
        let failed = Problem::new("this program failed while it compared");
        self.start(Msg::Compared(number, Err(failed)), move |tx| {
            let mut told = 0;
            let mut progress = |hundredths: u8| {
                if newest.load(Ordering::Relaxed) != number {
                    return ControlFlow::Break(());
                }
                if hundredths > told {
                    told = hundredths;
                    send(tx, Msg::Comparing(number, hundredths));
                }
                ControlFlow::Continue(())
            };
            let other = match other_version(path) {
                Ok(other) => other,
                Err(problem) => return send(tx, Msg::Compared(number, Err(problem))),
            };
            if let Some(found) = compare::compare(&transcript, &other, By::Words, &mut progress) {
                send(tx, Msg::Compared(number, Ok(Box::new((other, found)))));
            }
        });
    }

    /// Stops the comparison that is being made.
    pub fn stop_comparing(&self) {
        self.newest_comparison.store(0, Ordering::Relaxed);
    }

    /// Checks a draft against the transcript; an older checking stops.
    pub fn check(&self, number: u64, path: PathBuf, transcript: Transcript) {
        self.stop_checking(number);
        let newest = Arc::clone(&self.newest_check);
        let failed = Problem::new("this program failed while it checked");
        self.start(Msg::Checking(number, Judging::Failed(failed)), move |tx| {
            let input = Input::File(path);
            let read = drafts::read(&input, Opening::default())
                .and_then(|d| Ok((d, Accepted::read(&input)?)));
            let (draft, accepted) = match read {
                Ok(read) => read,
                Err(problem) => {
                    return send(tx, Msg::Checking(number, Judging::Failed(problem)));
                }
            };
            let report = check(&draft, &[&transcript], false, &mut |done, of| {
                if newest.load(Ordering::Relaxed) != number {
                    return ControlFlow::Break(());
                }
                if done.is_multiple_of(TOLD) {
                    send(tx, Msg::Checking(number, Judging::Part(done, of)));
                }
                ControlFlow::Continue(())
            });
            if let Some(report) = report {
                let agreed = report.quotations.iter();
                let agreed = agreed
                    .map(|q| q.verdict.is_wrong() && accepted.has(q))
                    .collect();
                let done = Judging::Done(Arc::new(report), agreed);
                send(tx, Msg::Checking(number, done));
            }
        });
    }

    /// Keeps beside a draft what is agreed to in it.
    pub fn accept(&self, path: PathBuf, accepting: Accepting) {
        let (number, n, agreed) = (accepting.number, accepting.quotation, accepting.agreed);
        let done = move |outcome| Msg::Checking(number, Judging::Accepted(n, outcome));
        let failed = Problem::new("this program failed while it wrote that down");
        self.start(done(Err(failed)), move |tx| {
            let outcome = Accepted::read(&Input::File(path)).and_then(|mut accepted| {
                let checked = &accepting.report.quotations[n];
                if agreed {
                    accepted.add(checked);
                } else {
                    accepted.remove(checked);
                }
                accepted.save()
            });
            send(tx, done(outcome.map(|()| agreed)));
        });
    }

    /// Stops every checking with another number.
    pub fn stop_checking(&self, number: u64) {
        self.newest_check.store(number, Ordering::Relaxed);
    }

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

/// Another version, of any format, in which something is said.
fn other_version(path: PathBuf) -> Result<Transcript, Problem> {
    let input = Input::File(path);
    let text = input::read(&input, Opening::default())?;
    let transcript = source::load(&input, &text)?;
    match transcript.gravest() {
        Some(problem) if transcript.is_unreadable() => Err(problem.clone()),
        _ if transcript.turns().all(|t| t.text().is_blank()) => {
            Err(Problem::new("there are no words in it to compare"))
        }
        _ => Ok(transcript),
    }
}

const NO_FOLDER: &str = "there is no folder for notes: name a file with --notes";

/// Nobody listens any more when the reader is closed: then there is nothing left to tell.
fn send(tx: &Sender<Msg>, msg: Msg) {
    drop(tx.send(msg));
}

fn load(
    launch: &Launch,
    (file, drafting, whereabouts): (
        &Mutex<Option<NotesFile>>,
        &Drafting,
        &Mutex<Option<Whereabouts>>,
    ),
    tx: &Sender<Msg>,
) {
    let input = &launch.input;
    let text = match input::read(input, launch.opening) {
        Ok(text) => text,
        Err(problem) => return send(tx, Msg::Unreadable(problem)),
    };
    if let Some(folder) = &launch.places {
        let path = if let Input::File(path) = input {
            Some(path.as_path())
        } else {
            None
        };
        let ends = Ends::of(&text, path);
        send(tx, Msg::Known(ends, places::read(folder, ends)));
    }
    let known = match input {
        Input::Sample(sample) => notes::notes_path(Subject::Sample(sample.name())),
        Input::File(path) => notes::notes_path(Subject::File(path)),
        Input::Stdin => None,
    };
    let path = launch.notes.clone().or(known);
    let name = match input {
        Input::File(path) => path.file_name().map(|n| n.to_string_lossy().into_owned()),
        Input::Sample(_) | Input::Stdin => None,
    };
    let open = |title: Option<&Outside>| {
        let content = Fingerprint::of(text.as_bytes());
        let path = path
            .clone()
            .or_else(|| notes::notes_path(Subject::Stdin(content)));
        let folder = launch.places.as_ref().and_then(|p| p.parent());
        let index = match (folder, input) {
            (Some(folder), Input::File(file)) => {
                Some(Whereabouts::new(&folder.join("notes"), content, file))
            }
            _ => None,
        };
        let found = match (input, &path) {
            (Input::File(file), Some(path)) if launch.notes.is_none() && !path.exists() => {
                let known = || index.as_ref().and_then(Whereabouts::find);
                notes::notes_on(folder_of(file), content).or_else(known)
            }
            _ => None,
        };
        if let Some(found) = &found {
            let name = found.file_name().unwrap_or_default().to_string_lossy();
            send(tx, Msg::NotesFound(Outside::new(name)));
        }
        let path = found.or(path);
        *whereabouts.lock().unwrap_or_else(PoisonError::into_inner) = index;
        let new = || Notebook::new(title, name.as_deref(), content);
        open_notes(path.as_deref(), new, content, file, tx);
        if let Some(folder) = launch.places.as_ref().and_then(|p| p.parent()) {
            let at = if let Input::File(path) = input {
                Some(path.as_path())
            } else {
                None
            };
            let mut drafts = Drafts::new(&folder.join("drafts"), content, at);
            let left = drafts.left_behind(Making::now);
            if left.is_empty() {
                drafting.begin(drafts);
            } else {
                drafting.begin_later(drafts);
                send(tx, Msg::Drafts(left));
            }
        }
    };
    parse(input, &text, open, tx);
}

/// Where a file stands.
fn folder_of(file: &Path) -> &Path {
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Opens the notes, or begins them.
fn open_notes(
    path: Option<&Path>,
    new: impl FnOnce() -> Notebook,
    content: Fingerprint,
    file: &Mutex<Option<NotesFile>>,
    tx: &Sender<Msg>,
) {
    let opened = path.map(NotesFile::open);
    let (known, book, obstacle) = match opened {
        Some(Opened {
            file,
            book,
            obstacle,
        }) => (Some(file), book, obstacle),
        None => (None, None, Some(Problem::new(NO_FOLDER))),
    };
    *file.lock().unwrap_or_else(PoisonError::into_inner) = known;
    send(tx, Msg::Notes(Box::new(book.unwrap_or_else(new)), content));
    if let Some(obstacle) = obstacle {
        send(tx, Msg::NotesObstacle(obstacle));
    }
}

/// Reads the transcript into messages. `open`, which may take a moment, is called with its title as soon as there is
/// something to read, and in any case.
fn parse(input: &Input, text: &str, open: impl FnOnce(Option<&Outside>), tx: &Sender<Msg>) {
    let mut progress = Progress::new(text.len());
    let mut title = None;
    let mut open = Some(open);
    let read = source::parse(input, text, &Reading::default(), &mut |part| {
        match &part {
            Part::Outline(outline) => {
                title.clone_from(&outline.head.title);
                progress.outline = Arc::clone(outline);
            }
            Part::Batch(batch) => progress.add(batch),
            Part::Tail(_) => progress.tell(tx),
        }
        let due = progress.is_due();
        let outline = matches!(part, Part::Outline(_));
        let sent = tx.send(Msg::Part(part, progress.hundredths()));
        if due {
            progress.tell(tx);
        }
        if let Some(open) = open.take_if(|_| !outline) {
            open(title.as_ref());
        }
        if sent.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    match (read, open) {
        (Err(problem), _) => send(tx, Msg::Unreadable(problem)),
        (Ok(()), Some(open)) => open(title.as_ref()),
        (Ok(()), None) => {}
    }
}

/// Figures and timelines that grow with the batches; told each time that there is twice as much.
struct Progress {
    length: usize,
    read: usize,
    entries: usize,
    due: usize,
    outline: Arc<crate::model::Outline>,
    tally: Tally,
    call: Option<(CallIndex, Timeline)>,
    /// Of the calls that have ended, and how many of them are told.
    timelines: Vec<(CallIndex, Arc<Timeline>)>,
    told: usize,
}

impl Progress {
    fn new(length: usize) -> Self {
        Self {
            length: length.max(1),
            read: 0,
            entries: 0,
            due: 1,
            outline: Arc::default(),
            tally: Tally::default(),
            call: None,
            timelines: Vec::new(),
            told: 0,
        }
    }

    fn add(&mut self, batch: &Arc<Batch>) {
        self.entries = batch.range().end;
        self.read += batch.entries().map(|e| e.text().len()).sum::<usize>();
        self.tally.add(batch);
        if self
            .call
            .as_ref()
            .is_none_or(|(call, _)| *call != batch.call())
        {
            let ended = self.call.take();
            self.timelines
                .extend(ended.map(|(call, timeline)| (call, Arc::new(timeline))));
            self.call = Some((
                batch.call(),
                Timeline::new(&self.outline.calls[batch.call().get()]),
            ));
        }
        if let Some((_, timeline)) = &mut self.call {
            timeline.add(batch);
        }
    }

    fn is_due(&self) -> bool {
        self.entries >= self.due
    }

    fn tell(&mut self, tx: &Sender<Msg>) {
        self.due = self.entries * 2;
        send(
            tx,
            Msg::Figures(Arc::new(self.tally.figures(&self.outline))),
        );
        for (at, (call, timeline)) in self.timelines.iter_mut().enumerate() {
            let said = &self.outline.calls[call.get()];
            let changed = timeline.would_change(said);
            if changed {
                Arc::make_mut(timeline).settle(said);
            }
            if changed || at >= self.told {
                send(tx, Msg::Timeline(*call, Arc::clone(timeline)));
            }
        }
        self.told = self.timelines.len();
        if let Some((call, timeline)) = &mut self.call {
            timeline.settle(&self.outline.calls[call.get()]);
            send(tx, Msg::Timeline(*call, Arc::new(timeline.clone())));
        }
    }

    fn hundredths(&self) -> u8 {
        u8::try_from(self.read * 100 / self.length)
            .unwrap_or(99)
            .min(99)
    }
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

    #[test]
    fn the_notes_are_opened_while_a_long_transcript_is_still_read() {
        let text = format!(
            "turns:\n{}",
            "- {speaker: a, text: words of a turn}\n".repeat(20_000)
        );
        let (tx, rx) = channel();
        parse(&Input::Stdin, &text, |_| send(&tx, Msg::TryAgain(0)), &tx);
        drop(tx);
        let order: Vec<Msg> = rx.iter().collect();
        let at = |is: fn(&Msg) -> bool| order.iter().position(is);
        let opened = at(|m| matches!(m, Msg::TryAgain(_)));
        let first = at(|m| matches!(m, Msg::Part(Part::Batch(_), _)));
        let batches = order
            .iter()
            .filter(|m| matches!(m, Msg::Part(Part::Batch(_), _)));
        assert!(batches.count() > 2);
        assert!(
            first < opened && opened < first.map(|at| at + 5),
            "{first:?} {opened:?}"
        );
        let nobody = channel().0;
        parse(&Input::Stdin, "}", |_| send(&nobody, Msg::Broken), &nobody);
    }

    #[test]
    fn what_a_file_says_of_its_calls_after_their_turns_counts_in_figures_and_timelines() {
        let text = "calls:\n  - turns: [{speaker: a, start: 0, end: 30, text: b}, {speaker: c, start: 30, text: d}]\n    duration: '1:40'\n  - turns: [{speaker: a, start: 5, text: b}]\n    duration: '0:15'\n";
        let (tx, rx) = channel();
        parse(&Input::Stdin, text, |_| {}, &tx);
        drop(tx);
        let (mut figures, mut ends) = (None, [0; 2]);
        for msg in rx {
            match msg {
                Msg::Figures(new) => figures = Some(new),
                Msg::Timeline(call, timeline) => ends[call.get()] = timeline.extent().end,
                _ => {}
            }
        }
        assert_eq!(ends, [100_000, 15_000]);
        let whole = figures.and_then(|f| f.whole.time);
        assert_eq!(whole.map(|t| t.0), Some(110_000));
    }
}
