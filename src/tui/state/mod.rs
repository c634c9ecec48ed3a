//! All that the screen shows and the keys change. `update` alone writes here; `view` only reads.

mod annotating;
pub mod areas;
pub mod checking;
pub mod citing;
pub mod coding;
pub mod comparing;
pub mod covering;
pub mod filter;
pub mod finding;
pub mod goal;
pub mod going;
pub mod lanes;
pub mod listing;
pub mod noting;
pub mod palette;
pub mod reading;
pub mod resuming;
pub mod selecting;
mod sought;
pub mod trail;
pub mod tying;
pub mod writing;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::layout::Rect;

use self::areas::{Areas, Border, Sizes, Spread, Wanted};
use self::checking::Checking;
use self::citing::{Choosing, Citing};
use self::coding::Coding;
use self::comparing::Comparing;
use self::covering::{Covers, What};
use self::filter::Filter;
use self::finding::Finding;
use self::lanes::Lanes;
use self::listing::Lists;
use self::noting::Noting;
use self::palette::{Narrowing, Palette};
use self::reading::Reading;
use self::resuming::Resuming;
use self::selecting::Selecting;
use self::trail::Trail;
use self::tying::Tie;
use self::writing::{Editor, Writing};
use super::bindings::Bindings;
use super::key::{self, Key};
use super::theme::Theme;
use crate::model::{
    CallIndex, EntryIndex, EntryRef, Layer, NoteId, Outside, Problem, Severity, SpeakerIndex,
    Transcript, TurnRef,
};
use crate::text::clean::Clean;
use crate::text::figures::{CallFigures, Figures, Timeline};
use crate::text::hidden::Hidden;
use crate::text::layout::Layers;

/// A pane. Its number is the key that focuses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaneId {
    /// The words.
    #[default]
    Transcript,
    /// Who speaks when.
    Timeline,
    /// Who speaks how much.
    Speakers,
    /// What the author highlighted.
    Quotes,
    /// What the reader added.
    Notes,
    /// The quotations of a checked draft; there while one is checked.
    Draft,
}

impl PaneId {
    /// In the order of their numbers.
    pub const ALL: [Self; 6] = [
        Self::Transcript,
        Self::Timeline,
        Self::Speakers,
        Self::Quotes,
        Self::Notes,
        Self::Draft,
    ];

    /// Its number.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// What the keys mean now.
#[derive(Debug, Default)]
pub enum Mode {
    /// They are commands.
    #[default]
    Commands,
    /// They type what to look for.
    Searching(Editor),
    /// They type a note.
    Writing(Writing),
    /// They type what narrows the list of the focused pane.
    Narrowing(Editor),
    /// They type codes, or choose among those in use.
    Coding(Coding),
    /// They find a command, or name a place.
    Palette(Palette),
    /// They move in the help, or narrow it.
    Help(Scroll, Narrowing),
    /// They choose the style of a citation.
    Citing(Choosing),
    /// They move in the list of the file's problems.
    Problems(Scroll),
    /// They move in two versions side by side.
    Comparing,
}

/// How far a text in a popup is scrolled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scroll {
    /// Its first row on the screen.
    pub top: usize,
}

/// How far the file is read.
#[derive(Clone, Debug, Default)]
pub enum Loading {
    /// Nothing has come yet.
    #[default]
    Nothing,
    /// In hundredths of the file.
    Part(u8),
    /// All of it.
    Done,
}

/// Commands whose keys are named in messages, and the keys that they have where the reader gave them no others.
pub const TAUGHT: [(&str, &str); 6] = [
    ("undo", "u"),
    ("note", "a"),
    ("search", "/"),
    ("filter", "f"),
    ("mouse", "<f2>"),
    ("next call", "]c"),
];

/// All that there is.
#[derive(Debug, Default)]
pub struct State {
    /// The transcript as far as it has arrived.
    pub transcript: Transcript,
    /// How far that is.
    pub loading: Loading,
    /// What its file is called.
    pub file: Clean,
    /// Whether any turn has its words in the language that was spoken, too.
    pub has_originals: bool,
    /// Characters in it that would not be seen or would act on a terminal.
    pub hidden: Hidden,
    /// Turns and words by speaker and call.
    pub figures: Option<Arc<Figures>>,
    /// Who speaks when, by call.
    pub timelines: HashMap<CallIndex, Arc<Timeline>>,
    /// The lanes of the call on the screen, at its size.
    pub lanes: Lanes,
    /// What the quotes run over, in order of place; known once all is read.
    pub quoted: Covers,
    /// The note that is picked up, to be tied to other words.
    pub tying: Option<NoteId>,
    /// A place that waits for the time at which it was agreed to.
    pub tied: Option<Tie>,
    /// The note and the number of the link in it that was followed last.
    pub followed: Option<(NoteId, usize)>,
    /// The passage that was named last.
    pub covered: Option<What>,
    /// The codes that were given last.
    pub last_codes: Vec<Outside>,
    /// Where the reader is in the words.
    pub reading: Reading,
    /// What the reader selects.
    pub selecting: Option<Selecting>,
    /// The styles in which words are copied.
    pub citing: Citing,
    /// The comparison with another version that was asked for last.
    pub comparing: Option<Comparing>,
    /// How many were asked for.
    pub comparisons: u64,
    /// The places that the reader jumped from.
    pub trail: Trail,
    /// Where the reader was when this transcript was last closed.
    pub resuming: Resuming,
    /// The search.
    pub finding: Finding,
    /// The draft that is checked.
    pub checking: Checking,
    /// The notes.
    pub noting: Noting,
    /// What the lists of quotes and notes show.
    pub lists: Lists,
    /// The pane that takes the keys.
    pub focus: PaneId,
    /// The chosen row of the speakers, quotes and notes.
    pub chosen: Chosen,
    /// What the keys mean now.
    pub mode: Mode,
    /// Keys pressed that may begin a longer command.
    pub pending: Vec<Key>,
    /// What happened last, for the status line.
    pub message: Option<Clean>,
    /// Whether another program edits the note that is being written.
    pub edited_elsewhere: bool,
    /// A note that waits for its id and time.
    pub waiting: Option<Writing>,
    /// What roles look like.
    pub theme: Theme,
    /// The reader's own themes.
    pub themes: Vec<Theme>,
    /// The reader's own keys.
    pub bindings: Bindings,
    /// What is wrong in the configuration.
    pub configuration: Vec<Problem>,
    /// Whether the terminal has letters and no drawing characters.
    pub ascii: bool,
    /// The screen.
    pub screen: Rect,
    /// How the panes share it.
    pub spread: Spread,
    /// Sizes of panes that the reader has chosen.
    pub sizes: Sizes,
    /// Whether the mouse is left to the terminal.
    pub no_mouse: bool,
    /// What the mouse drags.
    pub drag: Option<Drag>,
    /// What stands where on it.
    pub areas: Areas,
}

/// What the mouse drags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drag {
    /// A border between panes.
    Border(Border),
    /// The scroll bar.
    ScrollBar,
    /// Words, from the letter where the mouse was pressed.
    Words((EntryIndex, Layer, usize)),
}

/// The chosen rows of the lists.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chosen {
    /// Of the speakers.
    pub speaker: usize,
    /// Of the quotes.
    pub quote: usize,
    /// Of the notes.
    pub note: usize,
}

impl State {
    /// A state with nothing read yet, on a screen of this size.
    pub fn new(columns: u16, rows: u16) -> Self {
        let mut state = Self {
            screen: Rect::new(0, 0, columns, rows),
            ..Self::default()
        };
        state.fit();
        state
    }

    /// The turn or aside where the reader is.
    pub fn here(&self) -> Option<EntryRef<'_>> {
        self.transcript.entry(self.reading.cursor.entry)
    }

    /// The turn where the reader is; on an aside, the one before it.
    pub fn turn_here(&self) -> Option<TurnRef<'_>> {
        let here = self.reading.cursor.entry;
        let from = self.transcript.call_entries(self.call_here()).start;
        self.transcript
            .entries(from..here.0 + 1)
            .rev()
            .find_map(EntryRef::turn)
    }

    /// Whether no filter hides a turn.
    pub fn is_shown(&self, turn: TurnRef<'_>) -> bool {
        !self.reading.filter().hides(EntryRef::Turn(turn))
    }

    /// The call where the reader is.
    pub fn call_here(&self) -> CallIndex {
        self.here().map_or(CallIndex(0), EntryRef::call)
    }

    /// The figures of the call where the reader is.
    pub fn figures_here(&self) -> Option<&CallFigures> {
        self.figures.as_ref()?.calls.get(self.call_here().get())
    }

    /// The next turn from an entry, that one left out, that a test holds for.
    pub fn turn_after(
        &self,
        entry: EntryIndex,
        test: impl Fn(TurnRef<'_>) -> bool,
    ) -> Option<EntryIndex> {
        let range = entry.0 + 1..self.transcript.len();
        self.transcript
            .entries(range)
            .filter_map(EntryRef::turn)
            .find(|t| test(*t))
            .map(TurnRef::index)
    }

    /// The turn at an entry or the next one after it that a test holds for.
    pub fn turn_or_after(
        &self,
        entry: EntryIndex,
        test: impl Fn(TurnRef<'_>) -> bool,
    ) -> Option<EntryIndex> {
        let at = self.transcript.turn(entry).filter(|t| test(*t));
        at.map(TurnRef::index)
            .or_else(|| self.turn_after(entry, test))
    }

    /// The first turn of all; the first aside where there is no turn.
    pub fn first_turn(&self) -> EntryIndex {
        self.turn_or_after(EntryIndex(0), |_| true)
            .unwrap_or(EntryIndex(0))
    }

    /// The turn before an entry that a test holds for.
    pub fn turn_before(
        &self,
        entry: EntryIndex,
        test: impl Fn(TurnRef<'_>) -> bool,
    ) -> Option<EntryIndex> {
        let turns = self
            .transcript
            .entries(0..entry.0)
            .rev()
            .filter_map(EntryRef::turn);
        turns.into_iter().find(|t| test(*t)).map(TurnRef::index)
    }

    /// Goes to an entry's first words.
    pub fn go_to(&mut self, entry: EntryIndex) {
        self.go((entry, Layer::Text, 0));
    }

    /// Goes to a place in the words, and makes sure that it is shown: the original, and what a filter hides.
    pub fn go(&mut self, (entry, layer, byte): (EntryIndex, Layer, usize)) {
        if layer == Layer::Original && self.reading.layers() == Layers::Text {
            self.reading.show(Layers::Both);
        }
        if self
            .transcript
            .entry(entry)
            .is_some_and(|e| self.reading.filter().hides(e))
        {
            self.reading.change_filter(Filter::dim);
            self.say(Clean::ours(
                "the others are dimmed now, not hidden: this is one of them",
            ));
        }
        self.reading.go(entry, layer, byte);
    }

    /// Whether a pane can be had: a draft's only while one is checked.
    pub fn has(&self, pane: PaneId) -> bool {
        pane != PaneId::Draft || self.checking.open
    }

    /// Says something in the status line.
    pub fn say(&mut self, message: Clean) {
        self.message = Some(message);
    }

    /// The keys that do one of `TAUGHT`, as this reader has them.
    pub fn taught(&self, command: &str) -> Clean {
        let own: Vec<&str> = TAUGHT
            .iter()
            .filter(|t| t.0 == command)
            .map(|t| t.1)
            .collect();
        let sequences = self.bindings.of(command, &own);
        let shown = sequences.first().map_or(String::new(), |k| key::show(k));
        Clean::format(format_args!("{shown}"))
    }

    /// Settles what follows from size and place: areas, rows, lanes, chosen rows. Changes nothing else.
    pub fn fit(&mut self) {
        let lanes = Lanes::wanted(self.figures_here());
        let banner = self.transcript.count(Severity::Problem) > 0;
        let strip = usize::from(self.transcript.calls().len() > 1);
        let shape = (self.spread, self.sizes);
        let wanted = Wanted {
            lanes: lanes + strip,
            draft: self.checking.wanted(),
        };
        self.areas = Areas::new(self.screen, self.focus, shape, banner, wanted);
        if let Some(text) = self.areas.inside(PaneId::Transcript) {
            let writing = matches!(self.mode, Mode::Writing(_));
            // Beside the words a note covers none of them: what the two areas share is a border, or nothing.
            let shared = text.intersection(self.areas.writing);
            let covered = if writing && !shared.is_empty() {
                shared.height
            } else {
                0
            };
            self.reading.resize(
                usize::from(text.width.saturating_sub(1)),
                usize::from(text.height.saturating_sub(covered)),
            );
            self.reading.settle(&self.transcript);
        }
        self.follow();
        self.fit_lanes();
    }

    fn fit_lanes(&mut self) {
        let call = self.call_here();
        let area = self.areas.inside(PaneId::Timeline);
        let figures = self.figures.as_ref().and_then(|f| f.calls.get(call.get()));
        let (Some(area), Some(timeline), Some(figures)) =
            (area, self.timelines.get(&call), figures)
        else {
            self.lanes.forget();
            return;
        };
        let here = Some(self.reading.cursor.entry);
        let rows = area.height.saturating_sub(u16::from(self.shows_strip()));
        let entries = self.transcript.call_entries(call);
        self.lanes
            .fit((call, timeline), figures, here, (area.width, rows));
        self.lanes.fit_marks(
            &self.finding,
            &self.noting,
            self.transcript.quotes(),
            entries,
        );
    }

    /// Whether the timeline begins with a strip of the calls.
    pub fn shows_strip(&self) -> bool {
        let rows = self.areas.inside(PaneId::Timeline).map_or(0, |a| a.height);
        self.transcript.calls().len() > 1 && rows > 3
    }

    /// The lists follow the cursor, unless they have the focus.
    fn follow(&mut self) {
        let here = self.reading.cursor.entry;
        if self.focus != PaneId::Speakers
            && let Some(row) = self.speaker_here().and_then(|s| self.row_of_speaker(s))
        {
            self.chosen.speaker = row;
        }
        self.fit_lists();
        if self.focus != PaneId::Quotes {
            self.chosen.quote = self.row_here(PaneId::Quotes, self.reading.cursor.place());
        }
        if self.focus != PaneId::Notes {
            self.chosen.note = self.row_here(PaneId::Notes, listing::end_of(here));
        }
        let last = |n: usize| n.saturating_sub(1);
        self.chosen.speaker = self
            .chosen
            .speaker
            .min(last(self.figures_here().map_or(0, |f| f.shares.len())));
        self.chosen.quote = self.chosen.quote.min(last(self.lists.quotes.rows.len()));
        self.chosen.note = self.chosen.note.min(last(self.lists.notes.rows.len()));
    }

    /// Who speaks where the reader is.
    pub fn speaker_here(&self) -> Option<SpeakerIndex> {
        self.turn_here().map(TurnRef::speaker)
    }

    fn row_of_speaker(&self, speaker: SpeakerIndex) -> Option<usize> {
        self.figures_here()?
            .shares
            .iter()
            .position(|s| s.speaker == speaker)
    }
}
