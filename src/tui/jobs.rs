//! What is done beside the screen: reading the file, searching, finding the notes' places, saving.
//!
//! Each job is a function that sends messages. They run in threads of their own, or, for tests and `--print`, at once.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::effect::Msg;
use super::launch::Launch;
use crate::model::{Batch, CallIndex, Note, Outside, Part, Transcript};
use crate::store::input::{self, Input};
use crate::store::notes::{self, Fingerprint, Notebook, SaveError, Subject};
use crate::store::places::{self, Ends};
use crate::store::transcript;
use crate::text::anchor;
use crate::text::figures::{Tally, Timeline};
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
    file: Arc<Mutex<Option<NotesFile>>>,
}

/// The notes file and what it held when it was last read or written here.
#[derive(Debug)]
struct NotesFile {
    path: PathBuf,
    expected: Option<Fingerprint>,
}

impl Jobs {
    /// Jobs that answer to `tx`; with `at_once`, before the call returns.
    pub fn new(tx: Sender<Msg>, at_once: bool) -> Self {
        Self {
            tx,
            at_once,
            newest_search: Arc::default(),
            newest_save: Arc::default(),
            file: Arc::default(),
        }
    }

    fn start(&self, job: impl FnOnce(&Sender<Msg>) + Send + 'static) {
        let tx = self.tx.clone();
        if self.at_once {
            job(&tx);
        } else {
            thread::spawn(move || job(&tx));
        }
    }

    /// Reads the transcript and its notes.
    pub fn load(&self, launch: &Launch) {
        let launch = launch.clone();
        let file = Arc::clone(&self.file);
        self.start(move |tx| load(&launch, &file, tx));
    }

    /// Looks for a query; an older search stops.
    pub fn search(&self, number: u64, query: Arc<Query>, batches: Vec<Arc<Batch>>) {
        self.newest_search.store(number, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest_search);
        let mut due = 1;
        self.start(move |tx| {
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
    pub fn place(&self, number: u64, notes: Vec<Note>, transcript: Transcript) {
        self.start(move |tx| {
            let finder = anchor::Finder::new(&transcript);
            let placed = notes
                .iter()
                .map(|n| (n.id.clone(), finder.place(n)))
                .collect();
            send(tx, Msg::Placed(number, placed));
        });
    }

    /// Writes the notes. Of savings that wait for each other, only the newest writes.
    pub fn save(&self, number: u64, book: Box<Notebook>) {
        self.newest_save.store(number, Ordering::Relaxed);
        let (file, newest) = (Arc::clone(&self.file), Arc::clone(&self.newest_save));
        self.start(move |tx| {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            if newest.load(Ordering::Relaxed) == number {
                let result = save(file.as_mut(), &book);
                send(tx, Msg::Saved(number, result.map_err(Outside::new)));
            }
        });
    }
}

/// Nobody listens any more when the reader is closed: then there is nothing left to tell.
fn send(tx: &Sender<Msg>, msg: Msg) {
    drop(tx.send(msg));
}

fn load(launch: &Launch, file: &Mutex<Option<NotesFile>>, tx: &Sender<Msg>) {
    let input = &launch.input;
    let text = match input::read(input) {
        Ok(text) => text,
        Err(problem) => return send(tx, Msg::Unreadable(problem)),
    };
    if let Some(folder) = &launch.places {
        let ends = Ends::of(&text);
        send(tx, Msg::Known(ends, places::read(folder, ends)));
    }
    let known = match input {
        Input::Sample(sample) => notes::notes_path(Subject::Sample(sample.name())),
        Input::File(path) => notes::notes_path(Subject::File(path)),
        Input::Stdin => None,
    };
    let path = launch.notes.clone().or(known);
    let opened = path
        .as_deref()
        .is_some_and(|path| open_notes(path, file, tx));
    let title = parse(&text, tx);
    if !opened {
        let content = Fingerprint::of(text.as_bytes());
        let path = path.or_else(|| notes::notes_path(Subject::Stdin(content)));
        let name = match input {
            Input::File(path) => path.file_name().map(|n| n.to_string_lossy().into_owned()),
            Input::Sample(_) | Input::Stdin => None,
        };
        let book = Notebook::new(title.as_ref(), name.as_deref(), content);
        let new = path.map(|path| NotesFile {
            path,
            expected: None,
        });
        *file.lock().unwrap_or_else(PoisonError::into_inner) = new;
        send(tx, Msg::Notes(Box::new(book)));
    }
}

/// Opens the notes that are there already; `false` if there are none.
fn open_notes(path: &std::path::Path, file: &Mutex<Option<NotesFile>>, tx: &Sender<Msg>) -> bool {
    match notes::open(path) {
        Ok(Some((book, expected))) => {
            let known = NotesFile {
                path: path.to_owned(),
                expected: Some(expected),
            };
            *file.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
            send(tx, Msg::Notes(Box::new(book)));
            true
        }
        Ok(None) => false,
        Err(problem) => {
            send(tx, Msg::NotesUnreadable(problem));
            true
        }
    }
}

/// Reads the transcript into messages; its title, if it has one.
fn parse(text: &str, tx: &Sender<Msg>) -> Option<Outside> {
    let mut progress = Progress::new(text.len());
    let mut title = None;
    transcript::parse(text, &mut |part| {
        match &part {
            Part::Outline(outline) => {
                title.clone_from(&outline.head.title);
                progress.outline = Arc::clone(outline);
            }
            Part::Batch(batch) => progress.add(batch),
            Part::Tail(_) => progress.tell(tx),
        }
        let due = progress.is_due();
        let sent = tx.send(Msg::Part(part, progress.hundredths()));
        if due {
            progress.tell(tx);
        }
        if sent.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    title
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

fn save(file: Option<&mut NotesFile>, book: &Notebook) -> Result<(), String> {
    let file = file.ok_or("there is no folder for notes: name a file with --notes")?;
    let text = notes::text_to_save(book).map_err(|p| p.what)?;
    match notes::save(&file.path, text.as_bytes(), file.expected) {
        Ok(now) => {
            file.expected = Some(now);
            Ok(())
        }
        Err(error) => {
            if error == SaveError::NotSynced {
                file.expected = Some(Fingerprint::of(text.as_bytes()));
            }
            Err(error.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn what_a_file_says_of_its_calls_after_their_turns_counts_in_figures_and_timelines() {
        let text = "calls:\n  - turns: [{speaker: a, start: 0, end: 30, text: b}, {speaker: c, start: 30, text: d}]\n    duration: '1:40'\n  - turns: [{speaker: a, start: 5, text: b}]\n    duration: '0:15'\n";
        let (tx, rx) = channel();
        parse(text, &tx);
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
