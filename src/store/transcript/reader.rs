//! Walks the file as it arrives: hands over batches of turns while there is more to read, and the rest at the end.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::calls::{self, Calls};
use super::field::Written;
use super::head;
use super::people::People;
use super::problems::Problems;
use super::quotes;
use super::turns::{Clock, Collect};
use super::written;
use crate::model::{
    Batch, BatchBuilder, CallIndex, EntryIndex, LineColumn, Outline, Part, Problem, Tail,
    Transcript, TurnNumber,
};
use crate::store::yaml::{Node, Opened, Step, Walk};

/// Entries in the first batch: a screenful, so that there is something to see at once.
const FIRST: usize = 64;
/// Entries in a later batch.
const LATER: usize = 1024;
/// Bytes of words in a batch.
const BYTES: usize = 256 << 10;

/// What a file must be.
const TOP: &str = "a mapping with `title`, `calls`, …";

/// Where the walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Top,
    Calls,
    Call,
    Turns,
    /// In something that cannot be there and was told as a problem.
    Lost,
}

/// A call whose turns are being read.
struct Open<'de> {
    index: CallIndex,
    /// None for the only call of a file with `turns` at the top.
    written: Option<Written<written::Call<'de>>>,
    batch: BatchBuilder,
    clock: Clock,
}

/// Reads a transcript.
pub struct Reader<'de, 's> {
    sink: &'s mut dyn FnMut(Part) -> ControlFlow<()>,
    at: Vec<At>,
    top: Written<written::Transcript<'de>>,
    people: People,
    calls: Calls,
    open: Option<Open<'de>>,
    /// The call whose turns stand at the top.
    single: Option<CallIndex>,
    /// All that was handed over, and batches that wait for an outline that is worth its making.
    read: Transcript,
    waiting: Vec<Arc<Batch>>,
    /// Where the next batch begins.
    entries: usize,
    problems: Problems,
    place: LineColumn,
    /// Grows with everything that changes the outline; and what it was when the outline was last sent.
    changes: usize,
    sent: Option<(usize, usize)>,
    stopped: bool,
    /// Whether the file is no mapping at all; then nothing else is said of its top.
    shapeless: bool,
    /// Whether calls or turns were told to be something else than lists of such.
    misshapen: bool,
}

impl<'de, 's> Reader<'de, 's> {
    /// Hands everything it reads to `sink`.
    pub fn new(sink: &'s mut dyn FnMut(Part) -> ControlFlow<()>) -> Self {
        let place = LineColumn { line: 1, column: 1 };
        Self {
            sink,
            at: Vec::new(),
            top: Written::new(place),
            people: People::default(),
            calls: Calls::default(),
            open: None,
            single: None,
            read: Transcript::default(),
            waiting: Vec::new(),
            entries: 0,
            problems: Problems::default(),
            place,
            changes: 0,
            sent: None,
            stopped: false,
            shapeless: false,
            misshapen: false,
        }
    }

    /// Whether the consumer wants nothing more.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// The end of the file, or the fault of syntax that ended it.
    pub fn finish(mut self, fault: Option<Problem>) -> ControlFlow<()> {
        let whole = fault.is_none() && !self.shapeless;
        self.problems_of_open_call();
        self.close_batch();
        if let Some(fault) = fault {
            self.problems.fault(fault);
        }
        let mut problems = std::mem::take(&mut self.problems);
        head::head(&self.top.fields, &mut problems);
        if whole || self.top.key("format").is_some() {
            head::check(&self.top, whole, &mut problems);
        }
        let place = self.top.key("calls").or(self.top.key("turns"));
        if let Some(place) = place.filter(|_| whole && self.entries == 0 && !self.misshapen) {
            let hint = "write them below `turns:`, as in `- {speaker: ana, text: Good morning.}`";
            problems.report(place, "there is nothing to read: no turns", hint);
        }
        if let Some(index) = self.single {
            let call = calls::single(&self.top.fields, &mut problems);
            self.calls.set(index, call);
            self.calls
                .end(index, self.top.fields.id.as_ref(), &mut problems);
        }
        self.people.check(&mut problems);
        self.send_waiting()?;
        self.send_outline()?;
        let list = self.top.fields.quotes.take().unwrap_or_default();
        let ground = quotes::Ground {
            transcript: &self.read,
            calls: &self.calls,
            people: &self.people,
        };
        let quotes = quotes::find(&list, &ground, &mut problems);
        let remarks = head::remarks(&self.top.fields, &mut problems);
        if let Some(notes) = head::notes_file(&self.top) {
            problems = Problems::default();
            problems.add(notes);
        }
        let (problems, more_problems) = problems.finish();
        (self.sink)(Part::Tail(Arc::new(Tail {
            quotes,
            remarks,
            problems,
            more_problems,
        })))
    }

    /// A mapping that is walked into begins where its first key does.
    fn begins_at(&mut self, place: LineColumn) {
        self.place = place;
        let here = self.here();
        let call = self.open.as_mut().and_then(|o| o.written.as_mut());
        match (here, call) {
            (Some(At::Top), _) if self.top.is_empty() => self.top.place = place,
            (Some(At::Call), Some(call)) if call.is_empty() => call.place = place,
            _ => {}
        }
    }

    fn here(&self) -> Option<At> {
        self.at.last().copied()
    }

    fn begin_call(&mut self, written: Option<Written<written::Call<'de>>>) {
        let index = self.calls.begin(self.place);
        self.changes += 1;
        if written.is_none() {
            self.single = Some(index);
        }
        self.open = Some(Open {
            index,
            written,
            batch: BatchBuilder::new(index, EntryIndex(self.entries), TurnNumber(0)),
            clock: Clock::default(),
        });
    }

    /// Tells the model what is known of the open call by now.
    fn settle_call(&mut self, problems: &mut Problems) {
        let Some(open) = &self.open else { return };
        let call = match &open.written {
            Some(written) => calls::call(&written.fields, problems),
            None => calls::single(&self.top.fields, problems),
        };
        self.calls.set(open.index, call);
    }

    fn problems_of_open_call(&mut self) {
        let mut problems = std::mem::take(&mut self.problems);
        if self.open.as_ref().is_some_and(|o| o.written.is_some()) {
            self.settle_call(&mut problems);
        }
        if let Some(Open {
            index,
            written: Some(written),
            ..
        }) = &self.open
        {
            self.calls
                .end(*index, written.fields.id.as_ref(), &mut problems);
        }
        self.problems = problems;
    }

    /// Ends the open call's batch and begins its next. It is handed over when enough of them wait.
    fn flush(&mut self) -> ControlFlow<()> {
        self.close_batch();
        if self.entries - self.read.len() >= self.enough() {
            self.send_waiting()?;
        }
        ControlFlow::Continue(())
    }

    /// How many entries are worth handing over: where the outline must go with them, as many as it names calls and
    /// speakers, so that all outlines together are no longer than twice the file.
    fn enough(&self) -> usize {
        if self.read.is_empty() {
            FIRST
        } else if self.is_outline_sent() {
            1
        } else {
            LATER.max(self.calls.calls().len() + self.people.len())
        }
    }

    fn close_batch(&mut self) {
        let Some(open) = &mut self.open else { return };
        if open.batch.is_empty() {
            return;
        }
        self.entries += open.batch.len();
        let empty = BatchBuilder::new(open.index, EntryIndex(self.entries), open.batch.last());
        let batch = std::mem::replace(&mut open.batch, empty).build();
        self.waiting.push(Arc::new(batch));
    }

    fn send_waiting(&mut self) -> ControlFlow<()> {
        if self.waiting.is_empty() {
            return ControlFlow::Continue(());
        }
        self.settle_call(&mut Problems::default());
        self.send_outline()?;
        for batch in std::mem::take(&mut self.waiting) {
            self.send(Part::Batch(batch))?;
        }
        ControlFlow::Continue(())
    }

    fn is_outline_sent(&self) -> bool {
        self.sent == Some((self.changes, self.people.len()))
    }

    fn send_outline(&mut self) -> ControlFlow<()> {
        if self.is_outline_sent() {
            return ControlFlow::Continue(());
        }
        self.sent = Some((self.changes, self.people.len()));
        let outline = Outline {
            head: head::head(&self.top.fields, &mut Problems::default()),
            speakers: self.people.speakers(),
            calls: self.calls.calls().to_vec(),
        };
        self.send(Part::Outline(Arc::new(outline)))
    }

    fn send(&mut self, part: Part) -> ControlFlow<()> {
        self.read.add(part.clone());
        let flow = (self.sink)(part);
        self.stopped |= flow.is_break();
        flow
    }

    fn element(&mut self, node: Node<'de>) -> ControlFlow<()> {
        let Some(open) = &mut self.open else {
            return ControlFlow::Continue(());
        };
        Collect {
            batch: &mut open.batch,
            people: &mut self.people,
            clock: &mut open.clock,
            problems: &mut self.problems,
        }
        .element(node);
        let most = if self.entries == 0 { FIRST } else { LATER };
        if open.batch.len() >= most || open.batch.bytes() >= BYTES {
            self.flush()?;
        }
        ControlFlow::Continue(())
    }

    /// A value at the top that was read whole.
    fn top_value(&mut self, key: &Node<'de>, node: Node<'de>) {
        self.misshapen |= matches!(key.scalar(), Some("calls" | "turns"));
        self.top.take(key, node, &mut self.problems);
        if let Some(speakers) = self.top.fields.speakers.take() {
            self.people.declare(speakers, &mut self.problems);
        }
    }

    fn misplaced(&mut self, name: &str, opened: Opened, wanted: &str) -> At {
        let found = match opened {
            Opened::Sequence => "a list",
            Opened::Mapping => "a mapping",
        };
        let hint = match opened {
            Opened::Mapping => "begin each element with `- `",
            Opened::Sequence => "write `name: value`, without a dash before it",
        };
        let what = format!("{name} must be {wanted}, not {found}");
        self.problems.report(self.place, what, hint);
        self.misshapen = true;
        At::Lost
    }
}

impl<'de> Walk<'de> for Reader<'de, '_> {
    fn step(&mut self, key: Option<&Node<'de>>) -> Step {
        let name = key.and_then(Node::scalar);
        if let Some(key) = key {
            self.begins_at(key.line_column());
        }
        let into = match (self.here(), name) {
            (None, _) | (Some(At::Calls), _) => true,
            (Some(At::Top), Some(name @ ("calls" | "turns"))) => self.top.key(name).is_none(),
            (Some(At::Call), Some("turns")) => {
                let written = self.open.as_ref().and_then(|o| o.written.as_ref());
                written.is_some_and(|w| w.key("turns").is_none())
            }
            _ => false,
        };
        if into { Step::Into } else { Step::Whole }
    }

    fn enter(&mut self, key: Option<Node<'de>>, opened: Opened) {
        let list = opened == Opened::Sequence;
        let here = self.here();
        if let Some(key) = &key {
            self.changes += 1;
            let open = self.open.as_mut().and_then(|o| o.written.as_mut());
            match (here, open) {
                (Some(At::Call), Some(written)) => {
                    written.accept(key, &mut self.problems);
                }
                _ => {
                    self.top.accept(key, &mut self.problems);
                }
            }
        }
        let next = match (here, key.as_ref().and_then(Node::scalar)) {
            (None, _) if !list => At::Top,
            (None, _) => {
                self.shapeless = true;
                self.misplaced("a transcript", opened, TOP)
            }
            (Some(At::Top), Some("calls")) if list => At::Calls,
            (Some(At::Top), Some("turns")) if list => {
                self.begin_call(None);
                At::Turns
            }
            (Some(At::Calls), _) if !list => {
                self.begin_call(Some(Written::new(self.place)));
                At::Call
            }
            (Some(At::Calls), _) => self.misplaced("a call", opened, "a mapping with `turns`"),
            (Some(At::Call), _) if list => At::Turns,
            (_, Some(name)) => {
                let name = if name == "calls" {
                    "`calls`"
                } else {
                    "`turns`"
                };
                self.misplaced(name, opened, "a list")
            }
            (_, None) => At::Lost,
        };
        self.at.push(next);
    }

    fn node(&mut self, key: Option<Node<'de>>, node: Node<'de>) -> ControlFlow<()> {
        self.changes += usize::from(key.is_some());
        match (self.here(), key) {
            (Some(At::Turns), _) => return self.element(node),
            (Some(At::Top), Some(key)) => self.top_value(&key, node),
            (Some(At::Call), Some(key)) => {
                let open = self.open.as_mut().and_then(|o| o.written.as_mut());
                if let Some(written) = open {
                    written.take(&key, node, &mut self.problems);
                }
            }
            (Some(At::Calls), _) => {
                self.misshapen = true;
                let what = format!(
                    "a call must be a mapping with `turns`, not {}",
                    node.described()
                );
                self.problems.report(
                    node.line_column(),
                    what,
                    "write `- turns:` and the turns below it",
                );
            }
            (None, _) => {
                let problem = if node.is_nothing() {
                    Problem::new("there is nothing but comments").hint("add `turns:`")
                } else {
                    let found = node.described();
                    Problem::new(format!("a transcript must be {TOP}, not {found}"))
                        .hint("a transcript is a YAML file with `turns:`, or with `calls:` and their turns")
                };
                self.problems.add(problem.at(node.line_column()));
                self.shapeless = true;
                self.at.push(At::Lost);
            }
            (Some(At::Lost | At::Top | At::Call), _) => {}
        }
        ControlFlow::Continue(())
    }

    fn leave(&mut self) -> ControlFlow<()> {
        match self.at.pop() {
            Some(At::Turns) => {
                self.flush()?;
                if self.here() == Some(At::Top) {
                    self.open = None;
                }
            }
            Some(At::Call) => {
                if let Some(Open {
                    written: Some(written),
                    ..
                }) = &self.open
                {
                    written.check(&mut self.problems);
                }
                self.problems_of_open_call();
                self.open = None;
            }
            Some(At::Top | At::Calls | At::Lost) | None => {}
        }
        ControlFlow::Continue(())
    }
}
