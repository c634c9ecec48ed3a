//! The reader's notes on disk: where they are, what is in them, how they are kept.

pub mod location;
mod save;

pub use save::{Fingerprint, SaveError, on_disk, save};
