//! Files: the transcript as YAML, the notes beside it, the places where transcripts were left, what a reader has set. The
//! only floor that knows YAML or writes to a disk.
//!
//! [`input`] reads what was named ([`encoding`] its letters), [`source`] makes a transcript of it: [`transcript`] of our own
//! YAML, [`import`] of every other format. [`export`] is the way out, [`output`] writes the file that was asked for.

pub mod config;
pub mod drafts;
pub mod encoding;
pub mod export;
pub mod import;
pub mod input;
pub mod json;
pub mod noted;
pub mod notes;
pub mod output;
pub mod places;
pub mod sample;
pub mod scalar;
pub mod sheet;
pub mod source;
pub mod transcript;
pub mod whole;
pub mod yaml;
