//! What a transcript is, in memory: the words of the field as types.
//!
//! Knows calls, turns, asides, speakers, quotes, notes, places in the text and time. Does not know YAML, terminals,
//! paths or how anything is shown. Text from outside stays [`Outside`] here: it can be kept and compared, never printed.

mod batch;
mod date;
mod note;
mod outside;
mod place;
mod problem;
mod time;
mod transcript;

pub use batch::{
    AsideKind, AsideRef, Batch, BatchBuilder, EntryRef, Fidelity, NewAside, NewTurn, TurnRef,
};
pub use date::Date;
pub use note::{Note, NoteId, Now, On, PassagePart, State};
pub use outside::{Outside, OutsideStr};
pub use place::{CallIndex, EntryIndex, Layer, Passage, SpeakerIndex, Stretch, TurnNumber};
pub use problem::{LineColumn, Problem, Severity};
pub use time::{Time, TimeError};
pub use transcript::{
    Call, Coverage, Dispute, Head, Outline, Part, Quote, Remark, RemarkKind, Source, Speaker, Tail,
    Transcript,
};
