//! What `update` asks for and what comes back: plain data, no thread and no file.

use std::sync::Arc;

use crossterm::event::MouseEvent;

use super::key::Key;
use crate::model::{Batch, CallIndex, Note, NoteId, Outside, Part, Problem, Transcript};
use crate::store::notes::{Fingerprint, Joined, Making, Notebook};
use crate::store::places::{Ends, Left};
use crate::text::anchor::{Edition, Placement};
use crate::text::check::Report;
use crate::text::clean::Clean;
use crate::text::compare::Comparison;
use crate::text::figures::{Figures, Timeline};
use crate::text::search::{Hit, Query};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(Outside),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The next part of the transcript, and how much of the file that is, in hundredths.
    Part(Part, u8),
    /// The transcript's text is there: what its file of places is called, and where the reader was when it was last closed.
    Known(Ends, Option<Left>),
    /// The figures as far as the transcript is read.
    Figures(Arc<Figures>),
    /// A call's timeline as far as it is read.
    Timeline(CallIndex, Arc<Timeline>),
    /// The file could not be read.
    Unreadable(Problem),
    /// Hits of the search with this number; `true` with the last of them.
    Hits(u64, Vec<Hit>, bool),
    /// Where the notes stand, for the placing with this number.
    Placed(u64, Vec<(NoteId, Placement)>),
    /// The notes file was read, or begun; and what the transcript's content is.
    Notes(Box<Notebook>, Fingerprint),
    /// The transcript has another name than its notes, which were found by its content in the file of this name.
    NotesFound(Outside),
    /// As things stand no note can be saved.
    NotesObstacle(Problem),
    /// The saving with this number ended; with the notes that others had written there meanwhile.
    Saved(u64, Option<Box<Joined>>, Result<(), Outside>),
    /// Notes that were being typed when the program was killed.
    Drafts(Vec<Note>),
    /// The comparison with this number is so far, in hundredths.
    Comparing(u64, u8),
    /// What it found, with the other version; or why it could not be made.
    Compared(u64, Result<Box<(Transcript, Comparison)>, Problem>),
    /// The checking with this number has judged so many of so many quotations; or it is done, or the draft cannot be read.
    Checking(u64, Judging),
    /// It is time to try the saving with this number again, if it failed.
    TryAgain(u64),
    /// A job came to an end that it must not come to.
    Broken,
    /// The clock and the maker of ids answer.
    Stamped(Making),
    /// The reader's editor ended: the text, if it can be read, and what went wrong.
    Edited(Option<Outside>, Option<Outside>),
    /// The terminal goes away or the system ends the program: leave, losing nothing.
    HangUp,
}

/// How far the checking of a draft is.
#[derive(Debug)]
pub enum Judging {
    /// So many of so many quotations.
    Part(usize, usize),
    /// All of them; and which are agreed to.
    Done(Arc<Report>, Vec<bool>),
    /// The draft cannot be read.
    Failed(Problem),
    /// Whether a quotation, by its number, is agreed to now; or why that could not be kept.
    Accepted(usize, Result<bool, Problem>),
}

/// What a writer agrees to, or no longer.
#[derive(Debug)]
pub struct Accepting {
    /// Of the checking.
    pub number: u64,
    /// The draft, as it was typed.
    pub draft: Outside,
    /// What became of it.
    pub report: Arc<Report>,
    /// The quotation, by its number.
    pub quotation: usize,
    /// Whether it is agreed to.
    pub agreed: bool,
}

/// Something to be done outside the state.
#[derive(Debug)]
pub enum Effect {
    /// Look for a query in these batches; drop every search with a smaller number.
    Search(u64, Arc<Query>, Vec<Arc<Batch>>),
    /// Find where these notes stand.
    Place(u64, Vec<Note>, Edition, Transcript),
    /// Write the notes to disk.
    Save(u64, Box<Notebook>),
    /// Write them to another file, named by what was typed, and to that one from now on.
    SaveAs(u64, Outside, Box<Notebook>),
    /// Compare the transcript with the file that was typed.
    Compare(u64, Outside, Transcript),
    /// Make no comparison any more.
    StopComparing,
    /// Check a draft, named by what was typed, against the transcript; drop every checking with a smaller number.
    Check(u64, Outside, Transcript),
    /// Drop every checking with a smaller number.
    StopChecking(u64),
    /// Keep beside a draft what is agreed to in it.
    Accept(Accepting),
    /// Keep a note that is being typed; none, when it is saved or dropped.
    Draft(Vec<Note>),
    /// What was left behind when the program was killed is among the notes.
    DraftsTaken,
    /// Hand a text to the reader's editor, and the terminal with it.
    Edit(Outside),
    /// Ask for an id and the time.
    Stamp,
    /// Hand words to the terminal's clipboard.
    Copy(Clean),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Stop the program until the shell continues it.
    Suspend,
    /// End, once what is being saved is saved.
    Quit,
}
