//! A terminal reader for transcripts of calls.

pub mod cli;
pub mod model;
pub mod store;
pub mod text;
pub mod tui;
