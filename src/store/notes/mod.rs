//! The reader's notes on disk: where they are, what is in them, how they are kept.
//!
//! [`NotesFile::open`] reads them into a [`Notebook`], [`new_note`] makes one, [`NotesFile::save`] brings the book back to
//! the disk together with what others wrote there meanwhile. A note that nobody touched keeps every byte.

mod block;
mod book;
mod cut;
mod draft;
mod file;
pub mod location;
mod merge;
mod moved;
mod new;
mod others;
mod read;
mod rescue;
mod save;
mod shape;
#[cfg(test)]
mod tests;

pub use book::Notebook;
pub use draft::{Drafts, draft_id};
pub use file::{Joined, NotesFile, Opened, Outcome};
pub use location::{Subject, check_folder, notes_path};
pub use merge::{Merged, merge};
pub use moved::{Whereabouts, notes_on};
pub use new::{Making, new_note, utc};
pub use read::{read, text_to_save};
pub use rescue::Recovery;
pub use save::{Fingerprint, SaveError, on_disk, save, save_below};
