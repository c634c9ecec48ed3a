//! Reads the transcript and opens its notes.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::drafting::Drafting;
use super::{NO_FOLDER, send};
use crate::model::{Batch, CallIndex, Outside, Part, Problem};
use crate::store::input::{self, Input};
use crate::store::notes::{
    self, Drafts, Fingerprint, Making, Notebook, NotesFile, Opened, Subject, Whereabouts,
};
use crate::store::places::{self, Ends};
use crate::store::source::{self, Reading};
use crate::text::figures::{Tally, Timeline};
use crate::tui::effect::Msg;
use crate::tui::launch::Launch;

/// What the reader opens, and where what belongs to it is kept for later jobs.
pub(super) struct Loading<'a> {
    pub launch: &'a Launch,
    pub file: &'a Mutex<Option<NotesFile>>,
    pub drafting: &'a Drafting,
    pub whereabouts: &'a Mutex<Option<Whereabouts>>,
    pub tx: &'a Sender<Msg>,
}

impl Loading<'_> {
    /// Reads the transcript, and its notes as soon as there is something to read.
    pub fn run(&self) {
        let input = &self.launch.input;
        let text = match input::read(input, self.launch.opening) {
            Ok(text) => text,
            Err(problem) => return send(self.tx, Msg::Unreadable(problem)),
        };
        if let Some(folder) = &self.launch.places {
            let ends = Ends::of(&text, self.path());
            send(self.tx, Msg::Known(ends, places::read(folder, ends)));
        }
        let open = |title: Option<&Outside>| {
            let content = Fingerprint::of(text.as_bytes());
            self.open_notes(title, content);
            self.open_drafts(content);
        };
        parse(input, &text, open, self.tx);
    }

    /// The transcript's path, where it is a file.
    fn path(&self) -> Option<&Path> {
        match &self.launch.input {
            Input::File(path) => Some(path),
            Input::Sample(_) | Input::Stdin => None,
        }
    }

    /// The folder of what is kept from one time to the next.
    fn state(&self) -> Option<&Path> {
        self.launch.places.as_ref().and_then(|p| p.parent())
    }

    fn open_notes(&self, title: Option<&Outside>, content: Fingerprint) {
        let index = self.state().zip(self.path());
        let index =
            index.map(|(folder, file)| Whereabouts::new(&folder.join("notes"), content, file));
        let usual = self.usual_notes(content);
        let found = match (self.path(), &usual) {
            (Some(file), Some(usual)) if self.launch.notes.is_none() && !usual.exists() => {
                let known = || index.as_ref().and_then(Whereabouts::find);
                notes::notes_on(folder_of(file), content).or_else(known)
            }
            _ => None,
        };
        if let Some(found) = &found {
            let name = found.file_name().unwrap_or_default().to_string_lossy();
            send(self.tx, Msg::NotesFound(Outside::new(name)));
        }
        let path = found.or(usual);
        *self
            .whereabouts
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = index;
        let name = self.path().and_then(Path::file_name);
        let name = name.map(|n| n.to_string_lossy());
        let new = || Notebook::new(title, name.as_deref(), content);
        open_notes(path.as_deref(), new, content, self.file, self.tx);
    }

    /// The notes file that was named, else the one that is there for this input.
    fn usual_notes(&self, content: Fingerprint) -> Option<PathBuf> {
        let named = self.launch.notes.clone();
        named.or_else(|| {
            notes::notes_path(match &self.launch.input {
                Input::Sample(sample) => Subject::Sample(sample.name()),
                Input::File(path) => Subject::File(path),
                Input::Stdin => Subject::Stdin(content),
            })
        })
    }

    fn open_drafts(&self, content: Fingerprint) {
        let Some(folder) = self.state() else { return };
        let mut drafts = Drafts::new(&folder.join("drafts"), content, self.path());
        let left = drafts.left_behind(Making::now);
        if left.is_empty() {
            self.drafting.begin(drafts);
        } else {
            self.drafting.begin_later(drafts);
            send(self.tx, Msg::Drafts(left));
        }
    }
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
