//! The reader's notes on disk: where they are, what is in them, how they are kept.
//!
//! [`open`] reads them into a [`Notebook`], [`new_note`] makes one, [`text_to_save`] and [`save`] bring the book back to the
//! disk. A note that nobody touched keeps every byte.

mod block;
mod book;
mod cut;
pub mod location;
mod new;
mod read;
mod save;
mod scalar;
mod shape;
#[cfg(test)]
mod tests;

pub use book::Notebook;
pub use location::{Subject, notes_path};
pub use new::{Making, new_note, utc};
pub use read::{open, read, text_to_save};
pub use save::{Fingerprint, SaveError, on_disk, save, save_below};
