//! A transcript as it is read: an outline that may still grow, and batches of turns.

use std::ops::Range;
use std::sync::Arc;

use super::{
    Batch, CallIndex, Date, EntryIndex, EntryRef, Fidelity, Outside, OutsideStr, Passage, Problem,
    Severity, SpeakerIndex, Time, TurnNumber, TurnRef,
};

/// What is said of the whole transcript.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Its title.
    pub title: Option<Outside>,
    /// When it was published.
    pub published: Option<Date>,
    /// The language of its text.
    pub language: Option<Outside>,
    /// What it is, in a few words.
    pub summary: Option<Outside>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// Who carried it.
    pub media: Vec<Outside>,
    /// Who says what against all of it.
    pub disputed: Vec<Dispute>,
    /// Who is quoting these words, when they are second hand.
    pub via: Option<Outside>,
}

/// Where a transcript comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Who published it.
    pub name: Option<Outside>,
    /// Where it can be read.
    pub url: Option<Outside>,
    /// When it was published there.
    pub date: Option<Date>,
    /// How it was made.
    pub note: Option<Outside>,
}

/// Somebody's word on whether this is genuine.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// Who.
    pub by: Outside,
    /// What they say: denies, confirms, does not deny, …
    pub says: Outside,
    /// In what words, or since when.
    pub note: Option<Outside>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// What the turns call them.
    pub id: Outside,
    /// Full name; the id where none is given.
    pub name: Outside,
    /// A few letters; made from the name where none are given.
    pub initials: Outside,
    /// Their part in it.
    pub role: Option<Outside>,
    /// Whose side they are on.
    pub side: Option<Outside>,
    /// Other names for them.
    pub aliases: Vec<Outside>,
}

/// Whether all of a call is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    /// All of it.
    #[default]
    Full,
    /// Parts of it.
    Excerpts,
}

/// One conversation, or one statement made outside a conversation. Its turns are in the batches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    /// What quotes and notes call it; made from its place in the file where none is given.
    pub id: Outside,
    /// Its title.
    pub title: Option<Outside>,
    /// The day.
    pub date: Option<Date>,
    /// Phone, meeting, hearing, interview, radio, statement, …
    pub medium: Option<Outside>,
    /// What was spoken, when it differs from the transcript's language.
    pub language: Option<Outside>,
    /// How long it was.
    pub duration: Option<Time>,
    /// What times count from, when it is not the start of the call.
    pub clock: Option<Outside>,
    /// Whether all of it is here.
    pub coverage: Coverage,
    /// Who is quoting these words, when they are second hand.
    pub via: Option<Outside>,
    /// Who says what against it.
    pub disputed: Vec<Dispute>,
}

/// Everything of a transcript but its turns, as far as it has been read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// What is said of the whole.
    pub head: Head,
    /// In order of first mention; an index never changes its person.
    pub speakers: Vec<Speaker>,
    /// In file order.
    pub calls: Vec<Call>,
}

/// A passage that the transcript's author highlighted.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Where its words stand; a piece each where words were left out.
    pub passage: Passage,
    /// The words as the author of the file gave them.
    pub text: Outside,
    /// A short name.
    pub label: Option<Outside>,
    /// Its codes.
    pub codes: Vec<Outside>,
    /// What the author says of it.
    pub comment: Option<Outside>,
}

/// What kind of remark on the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemarkKind {
    /// Something said of it.
    #[default]
    Comment,
    /// A judgement.
    Assessment,
    /// Something left open.
    Question,
}

/// A remark on the whole transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Comment, assessment or question.
    pub kind: RemarkKind,
    /// What it says.
    pub text: Outside,
    /// Who says it.
    pub by: Option<Outside>,
}

/// What stands at a file's end or can be known only there.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    /// The author's quotes whose words were found, in the order of their places.
    pub quotes: Vec<Quote>,
    /// Remarks on the whole.
    pub remarks: Vec<Remark>,
    /// Everything that is wrong with the file, in file order, the first 100.
    pub problems: Vec<Problem>,
    /// Whether there are more problems than those.
    pub more_problems: bool,
}

/// One message of a reader of a format. Outlines replace each other; batches follow in order; the tail comes once, last.
#[derive(Clone, Debug)]
pub enum Part {
    /// All that is known by now of head, speakers and calls.
    Outline(Arc<Outline>),
    /// The next turns.
    Batch(Arc<Batch>),
    /// The end.
    Tail(Arc<Tail>),
}

/// A transcript as far as it has arrived. Cloning it copies no words.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    outline: Arc<Outline>,
    batches: Vec<Arc<Batch>>,
    calls: Vec<Range<usize>>,
    entries: usize,
    turns: usize,
    tail: Option<Arc<Tail>>,
}

impl Transcript {
    /// Takes in the next part. A batch must begin where the last one ended.
    pub fn add(&mut self, part: Part) {
        match part {
            Part::Outline(outline) => self.outline = outline,
            Part::Batch(batch) => {
                assert_eq!(batch.range().start, self.entries, "batches arrive in order");
                self.calls.resize(
                    self.calls.len().max(batch.call().get() + 1),
                    self.entries..self.entries,
                );
                self.entries = batch.range().end;
                self.turns += batch.turns().count();
                self.calls[batch.call().get()].end = self.entries;
                self.batches.push(batch);
            }
            Part::Tail(tail) => self.tail = Some(tail),
        }
    }

    /// What is said of the whole.
    pub fn head(&self) -> &Head {
        &self.outline.head
    }

    /// All but the turns.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// In order of first mention.
    pub fn speakers(&self) -> &[Speaker] {
        &self.outline.speakers
    }

    /// A speaker. The index must come from this transcript.
    pub fn speaker(&self, index: SpeakerIndex) -> &Speaker {
        &self.outline.speakers[index.get()]
    }

    /// In file order.
    pub fn calls(&self) -> &[Call] {
        &self.outline.calls
    }

    /// A call. The index must come from this transcript.
    pub fn call(&self, index: CallIndex) -> &Call {
        &self.outline.calls[index.get()]
    }

    /// The call's entries that have arrived.
    pub fn call_entries(&self, call: CallIndex) -> Range<usize> {
        self.calls
            .get(call.get())
            .cloned()
            .unwrap_or(self.entries..self.entries)
    }

    /// How many turns and asides have arrived.
    pub fn len(&self) -> usize {
        self.entries
    }

    /// Whether none has arrived.
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// How many turns have arrived, in all calls.
    pub fn turn_count(&self) -> usize {
        self.turns
    }

    /// The batches, to be walked or handed to another thread.
    pub fn batches(&self) -> &[Arc<Batch>] {
        &self.batches
    }

    /// The entry at `index`, if it has arrived.
    pub fn entry(&self, index: EntryIndex) -> Option<EntryRef<'_>> {
        if index.0 >= self.entries {
            return None;
        }
        let batch = self.batches.partition_point(|b| b.range().end <= index.0);
        Some(self.batches[batch].entry(index))
    }

    /// The turn at `index`, if one stands there.
    pub fn turn(&self, index: EntryIndex) -> Option<TurnRef<'_>> {
        self.entry(index)?.turn()
    }

    /// All entries from `range`, in order; as many as have arrived.
    pub fn entries(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = EntryRef<'_>> {
        (range.start..range.end.min(self.entries)).filter_map(|i| self.entry(EntryIndex(i)))
    }

    /// All turns in order.
    pub fn turns(&self) -> impl DoubleEndedIterator<Item = TurnRef<'_>> {
        self.batches.iter().flat_map(|b| b.turns())
    }

    /// The entry of a call's turn, if it has arrived.
    pub fn find_turn(&self, call: CallIndex, number: TurnNumber) -> Option<EntryIndex> {
        let from = self.batches.partition_point(|b| b.call() < call);
        self.batches[from..]
            .iter()
            .take_while(|b| b.call() == call)
            .find_map(|b| b.find(number))
    }

    /// How many turns the call has, as far as it has arrived.
    pub fn call_turns(&self, call: CallIndex) -> TurnNumber {
        match self
            .call_entries(call)
            .end
            .checked_sub(1)
            .and_then(|last| self.entry(EntryIndex(last)))
        {
            Some(EntryRef::Turn(turn)) if turn.call() == call => turn.number(),
            Some(EntryRef::Aside(aside)) if EntryRef::Aside(aside).call() == call => aside.after(),
            _ => TurnNumber(0),
        }
    }

    /// A turn's fidelity: as stated; else a translation where it has an original or its call another language; else verbatim.
    pub fn fidelity(&self, turn: TurnRef<'_>) -> Fidelity {
        let translated = || {
            let spoken = self
                .outline
                .calls
                .get(turn.call().get())
                .and_then(|c| c.language.as_ref());
            turn.original().is_some()
                || spoken.is_some_and(|l| Some(l) != self.outline.head.language.as_ref())
        };
        turn.stated_fidelity().unwrap_or_else(|| {
            if translated() {
                Fidelity::Translation
            } else {
                Fidelity::Verbatim
            }
        })
    }

    /// Who is quoting a turn's words: as stated for it, its call or the transcript.
    pub fn via<'a>(&'a self, turn: TurnRef<'a>) -> Option<OutsideStr<'a>> {
        let call = || {
            self.outline
                .calls
                .get(turn.call().get())
                .and_then(|c| c.via.as_ref())
        };
        turn.stated_via().or_else(|| {
            call()
                .or(self.outline.head.via.as_ref())
                .map(Outside::borrow)
        })
    }

    /// The author's quotes; empty until all is read.
    pub fn quotes(&self) -> &[Quote] {
        self.tail.as_ref().map_or(&[], |t| &t.quotes)
    }

    /// The remarks on the whole; empty until all is read.
    pub fn remarks(&self) -> &[Remark] {
        self.tail.as_ref().map_or(&[], |t| &t.remarks)
    }

    /// What is wrong with the file; empty until all is read.
    pub fn problems(&self) -> &[Problem] {
        self.tail.as_ref().map_or(&[], |t| &t.problems)
    }

    /// How many broken rules, or warnings, it tells.
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.problems().iter();
        all.filter(|p| p.severity == severity).count()
    }

    /// The first broken rule; where none is broken, the first warning.
    pub fn gravest(&self) -> Option<&Problem> {
        let problems = self.problems();
        let broken = problems.iter().find(|p| p.severity == Severity::Problem);
        broken.or(problems.first())
    }

    /// Whether all has arrived and there is nothing to read: no turn, no aside.
    pub fn is_unreadable(&self) -> bool {
        self.is_complete() && self.is_empty()
    }

    /// Whether there are more problems than [`Transcript::problems`] tells.
    pub fn more_problems(&self) -> bool {
        self.tail.as_ref().is_some_and(|t| t.more_problems)
    }

    /// Whether all of it has arrived.
    pub fn is_complete(&self) -> bool {
        self.tail.is_some()
    }
}
