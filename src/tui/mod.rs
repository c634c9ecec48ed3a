//! The reader in the terminal.
//!
//! In the order in which they may use each other: keys, effects and themes; the state; what a command is; the panes; the
//! list of all commands; popups; update, view; jobs, terminal, keyboard and the reader's editor; the loop.

pub mod app;
pub mod ascii;
pub mod bindings;
pub mod command;
pub mod editing;
pub mod effect;
pub mod jobs;
pub mod key;
pub mod keyboard;
pub mod keymap;
pub mod launch;
pub mod panes;
pub mod pointer;
pub mod popups;
pub mod settings;
pub mod state;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;

pub use app::run;
pub use launch::Launch;
