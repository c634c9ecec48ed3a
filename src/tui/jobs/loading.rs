//! Reads the transcript and opens its notes.

use std::ops::ControlFlow;
use std::path::Path;
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

pub(super) fn load(
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
