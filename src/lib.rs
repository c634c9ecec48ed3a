//! A terminal reader for transcripts of calls: who said what, when, word for word.
//!
//! The screen, and the module behind each part:
//!
//! ```text
//!  The harbour calls ▸ Petrov – Ott · 11 Feb 2024                       call 1/2 · turn 1/2 · excerpts    tui/view
//! ┌ 1 Timeline ─────────────────────────────────────────────────────────────────────────────────────────┐
//! │ Petrov   ██████████▏         ███████        ██           tui/panes/timeline, tui/state/lanes        │
//! │ Ott                ██████████       ████████             text/figures/timeline                      │
//! │                 ◆       ✎                 ◆                                                         │
//! ├ 2 Speakers ──────────┬ 0 Transcript ─────────────────────────────────────┬ 4 Notes ─────────────────┤
//! │ tui/panes/speakers   │   1  0:03  Ana Petrov  (laughing)     text/layout │ tui/panes/notes          │
//! │ text/figures/tally   │ ◆ ┃ We only have one problem…  tui/panes/transcript │ tui/state/noting       │
//! ├ 3 Quotes ────────────┤                              tui/state/reading    │ store/notes              │
//! │ tui/panes/quotes     │      ~~    two minutes not published  text/front  │                          │
//! │                      ├ 5 Draft ──────────────────────────────────────────┴──────────────────────────┤
//! │                      │ altered  3:1  “We have one problem”      tui/panes/draft, tui/state/checking │
//! │                      │   We {+only+} have one problem            text/check                          │
//! └──────────────────────┴──────────────────────────────────────────────────────────────────────────────┘
//!   3 notes · saved      s next Petrov   a note   / search   ? help                       40 %    tui/view
//! ```
//!
//! The floors; each uses only those above it, which `tests/floors.rs` proves:
//!
//! 1. [`model`]: transcripts, places in the text, notes. No YAML, no terminal, no paths.
//! 2. [`text`]: the one door for outside text, wrapping, layout, search, figures; comparing versions, checking quotations.
//!    Pure.
//! 3. [`store`]: files. YAML and other formats in ([`store::import`]) and out ([`store::export`]), notes, configuration.
//! 4. [`tui`]: the reader: keys in, effects out, the screen drawn from the state.
//! 5. [`cli`]: one file a subcommand.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod cli;
pub mod model;
pub mod store;
pub mod text;
pub mod tui;
