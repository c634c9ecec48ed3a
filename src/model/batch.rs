//! A run of turns and asides of one call, in one string that is shared and never changed.
//!
//! Turns arrive in batches while the file is still being read. Search, figures and layout walk the batches without
//! copying a word.

use std::ops::Range;

use super::{CallIndex, EntryIndex, Layer, OutsideStr, SpeakerIndex, Time, TurnNumber};

/// How near to the spoken words a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fidelity {
    /// The words as spoken.
    Verbatim,
    /// The words of a translator.
    Translation,
    /// What was said, in somebody else's words.
    Paraphrase,
}

/// What stands between turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AsideKind {
    /// Something that happened: a phone rings.
    Event,
    /// Something that is missing.
    Gap,
    /// What an editor says of it.
    Remark,
}

/// Turns and asides of one call that follow each other.
#[derive(Debug)]
pub struct Batch {
    call: CallIndex,
    first: EntryIndex,
    words: Box<str>,
    entries: Box<[Entry]>,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    length: u32,
}

#[derive(Debug)]
enum Entry {
    Turn(Turn),
    Aside(Aside),
}

#[derive(Debug)]
struct Turn {
    number: TurnNumber,
    speaker: SpeakerIndex,
    to: Box<[SpeakerIndex]>,
    start: Option<Time>,
    end: Option<Time>,
    page: Option<u32>,
    line: Option<u32>,
    fidelity: Option<Fidelity>,
    manner: Option<Span>,
    via: Option<Span>,
    text: Span,
    original: Option<Span>,
}

#[derive(Debug)]
struct Aside {
    kind: AsideKind,
    after: TurnNumber,
    text: Span,
    by: Option<Span>,
}

/// A turn as a reader of a format hands it over; its words are copied into the batch.
#[derive(Clone, Debug, Default)]
pub struct NewTurn<'a> {
    /// Who speaks.
    pub speaker: SpeakerIndex,
    /// To whom, if said.
    pub to: Vec<SpeakerIndex>,
    /// When it begins, on the call's clock.
    pub start: Option<Time>,
    /// When it ends.
    pub end: Option<Time>,
    /// Page of the printed record.
    pub page: Option<u32>,
    /// Line on that page.
    pub line: Option<u32>,
    /// As the file says; what follows from the languages is settled by `Transcript::fidelity`.
    pub fidelity: Option<Fidelity>,
    /// How it was said.
    pub manner: Option<OutsideStr<'a>>,
    /// Who is quoting these words.
    pub via: Option<OutsideStr<'a>>,
    /// The words.
    pub text: OutsideStr<'a>,
    /// The words in the language that was spoken.
    pub original: Option<OutsideStr<'a>>,
}

/// An aside as a reader of a format hands it over.
#[derive(Clone, Copy, Debug)]
pub struct NewAside<'a> {
    /// Event, gap or remark.
    pub kind: AsideKind,
    /// What it says.
    pub text: OutsideStr<'a>,
    /// Who says it.
    pub by: Option<OutsideStr<'a>>,
}

/// Collects a batch.
#[derive(Debug)]
pub struct BatchBuilder {
    call: CallIndex,
    first: EntryIndex,
    last: TurnNumber,
    words: String,
    entries: Vec<Entry>,
}

impl BatchBuilder {
    /// Begins a batch of `call` whose first entry is `first`, after turn `last` of that call (0: none yet).
    pub fn new(call: CallIndex, first: EntryIndex, last: TurnNumber) -> Self {
        Self {
            call,
            first,
            last,
            words: String::new(),
            entries: Vec::new(),
        }
    }

    /// How many turns and asides it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Bytes of words it holds. A single batch stays under 4 GiB: close it long before.
    pub fn bytes(&self) -> usize {
        self.words.len()
    }

    /// The number of the last turn in the call so far.
    pub fn last(&self) -> TurnNumber {
        self.last
    }

    /// Adds a turn and gives it the call's next number.
    pub fn turn(&mut self, new: &NewTurn<'_>) -> TurnNumber {
        self.last = TurnNumber(self.last.0 + 1);
        let turn = Turn {
            number: self.last,
            speaker: new.speaker,
            to: new.to.as_slice().into(),
            start: new.start,
            end: new.end,
            page: new.page,
            line: new.line,
            fidelity: new.fidelity,
            manner: new.manner.map(|t| self.keep(t)),
            via: new.via.map(|t| self.keep(t)),
            text: self.keep(new.text),
            original: new.original.map(|t| self.keep(t)),
        };
        self.entries.push(Entry::Turn(turn));
        self.last
    }

    /// Adds an aside.
    pub fn aside(&mut self, new: &NewAside<'_>) {
        let aside = Aside {
            kind: new.kind,
            after: self.last,
            text: self.keep(new.text),
            by: new.by.map(|t| self.keep(t)),
        };
        self.entries.push(Entry::Aside(aside));
    }

    /// The batch, as it will stay.
    pub fn build(self) -> Batch {
        Batch {
            call: self.call,
            first: self.first,
            words: self.words.into(),
            entries: self.entries.into(),
        }
    }

    fn keep(&mut self, text: OutsideStr<'_>) -> Span {
        let start = self.words.len();
        self.words.push_str(text.raw());
        let as_u32 =
            |n: usize| u32::try_from(n).expect("a batch is closed long before it holds 4 GiB");
        Span {
            start: as_u32(start),
            length: as_u32(text.len()),
        }
    }
}

impl Batch {
    /// The call that these entries belong to.
    pub fn call(&self) -> CallIndex {
        self.call
    }

    /// The entries that it holds, among all of the transcript.
    pub fn range(&self) -> Range<usize> {
        self.first.0..self.first.0 + self.entries.len()
    }

    /// The entry at `index`, which must lie in [`Batch::range`].
    pub fn entry(&self, index: EntryIndex) -> EntryRef<'_> {
        match &self.entries[index.0 - self.first.0] {
            Entry::Turn(turn) => EntryRef::Turn(TurnRef {
                batch: self,
                turn,
                index,
            }),
            Entry::Aside(aside) => EntryRef::Aside(AsideRef {
                batch: self,
                aside,
                index,
            }),
        }
    }

    /// All entries in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = EntryRef<'_>> {
        self.range().map(|i| self.entry(EntryIndex(i)))
    }

    /// The turns in order.
    pub fn turns(&self) -> impl DoubleEndedIterator<Item = TurnRef<'_>> {
        self.entries().filter_map(EntryRef::turn)
    }

    /// The entry of turn `number`, if it is here.
    pub fn find(&self, number: TurnNumber) -> Option<EntryIndex> {
        let at = self.entries.partition_point(|e| match e {
            Entry::Turn(turn) => turn.number < number,
            Entry::Aside(aside) => aside.after < number,
        });
        match self.entries.get(at) {
            Some(Entry::Turn(turn)) if turn.number == number => Some(EntryIndex(self.first.0 + at)),
            _ => None,
        }
    }

    fn text(&self, span: Span) -> OutsideStr<'_> {
        OutsideStr::new(&self.words[span.start as usize..][..span.length as usize])
    }
}

/// A turn or an aside, borrowed from its batch.
#[derive(Clone, Copy, Debug)]
pub enum EntryRef<'a> {
    /// One unbroken stretch of words of one speaker.
    Turn(TurnRef<'a>),
    /// What stands between turns and is nobody's words.
    Aside(AsideRef<'a>),
}

impl<'a> EntryRef<'a> {
    /// The turn, if it is one.
    pub fn turn(self) -> Option<TurnRef<'a>> {
        match self {
            Self::Turn(turn) => Some(turn),
            Self::Aside(_) => None,
        }
    }

    /// Which entry it is.
    pub fn index(self) -> EntryIndex {
        match self {
            Self::Turn(turn) => turn.index,
            Self::Aside(aside) => aside.index,
        }
    }

    /// Its words: the turn's, or what the aside says.
    pub fn text(self) -> OutsideStr<'a> {
        match self {
            Self::Turn(turn) => turn.text(),
            Self::Aside(aside) => aside.text(),
        }
    }

    /// Its call.
    pub fn call(self) -> CallIndex {
        match self {
            Self::Turn(turn) => turn.batch.call,
            Self::Aside(aside) => aside.batch.call,
        }
    }
}

/// A turn, borrowed from its batch.
#[derive(Clone, Copy, Debug)]
pub struct TurnRef<'a> {
    batch: &'a Batch,
    turn: &'a Turn,
    index: EntryIndex,
}

impl<'a> TurnRef<'a> {
    /// Which entry it is.
    pub fn index(self) -> EntryIndex {
        self.index
    }

    /// Its call.
    pub fn call(self) -> CallIndex {
        self.batch.call
    }

    /// Its number in the call.
    pub fn number(self) -> TurnNumber {
        self.turn.number
    }

    /// Who speaks.
    pub fn speaker(self) -> SpeakerIndex {
        self.turn.speaker
    }

    /// To whom; empty where the file does not say.
    pub fn to(self) -> &'a [SpeakerIndex] {
        &self.turn.to
    }

    /// When it begins, on the call's clock.
    pub fn start(self) -> Option<Time> {
        self.turn.start
    }

    /// When it ends; `None` where the file does not say.
    pub fn end(self) -> Option<Time> {
        self.turn.end
    }

    /// Page of the printed record.
    pub fn page(self) -> Option<u32> {
        self.turn.page
    }

    /// Line on that page.
    pub fn line(self) -> Option<u32> {
        self.turn.line
    }

    /// As the file says; `Transcript::fidelity` settles what it does not say.
    pub fn stated_fidelity(self) -> Option<Fidelity> {
        self.turn.fidelity
    }

    /// How it was said.
    pub fn manner(self) -> Option<OutsideStr<'a>> {
        self.turn.manner.map(|s| self.batch.text(s))
    }

    /// As the file says of this turn; `Transcript::via` adds what is inherited.
    pub fn stated_via(self) -> Option<OutsideStr<'a>> {
        self.turn.via.map(|s| self.batch.text(s))
    }

    /// The words.
    pub fn text(self) -> OutsideStr<'a> {
        self.batch.text(self.turn.text)
    }

    /// The words in the language that was spoken.
    pub fn original(self) -> Option<OutsideStr<'a>> {
        self.turn.original.map(|s| self.batch.text(s))
    }

    /// The words of one layer; none where there is no original.
    pub fn layer(self, layer: Layer) -> OutsideStr<'a> {
        match layer {
            Layer::Text => self.text(),
            Layer::Original => self.original().unwrap_or_default(),
        }
    }
}

/// An aside, borrowed from its batch.
#[derive(Clone, Copy, Debug)]
pub struct AsideRef<'a> {
    batch: &'a Batch,
    aside: &'a Aside,
    index: EntryIndex,
}

impl<'a> AsideRef<'a> {
    /// Which entry it is.
    pub fn index(self) -> EntryIndex {
        self.index
    }

    /// Event, gap or remark.
    pub fn kind(self) -> AsideKind {
        self.aside.kind
    }

    /// The number of the last turn before it; 0 at a call's start.
    pub fn after(self) -> TurnNumber {
        self.aside.after
    }

    /// What it says.
    pub fn text(self) -> OutsideStr<'a> {
        self.batch.text(self.aside.text)
    }

    /// Who says it.
    pub fn by(self) -> Option<OutsideStr<'a>> {
        self.aside.by.map(|s| self.batch.text(s))
    }
}
