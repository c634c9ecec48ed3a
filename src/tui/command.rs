//! What a command is and what a pane is. The commands and panes themselves are in `panes/`, their list in `keymap`.

use ratatui::layout::Rect;

use super::bindings::Bindings;
use super::effect::Effect;
use super::key::Key;
use super::state::{PaneId, State};
use crate::text::paint::Line;

/// Something that keys do. Help, hints, `onrecord keys` and README's table are printed from these rows.
#[derive(Debug)]
pub struct Command {
    /// What it is called.
    pub name: &'static str,
    /// The key sequences that do it; the first is the one that is taught.
    pub keys: &'static [&'static str],
    /// What it does, in at most 60 columns.
    pub help: &'static str,
    /// Does it.
    pub run: fn(&mut State) -> Vec<Effect>,
}

impl Command {
    /// The sequences that do it: the reader's, else its own.
    pub fn sequences(&self, bindings: &Bindings) -> Vec<Vec<Key>> {
        bindings.of(self.name, self.keys)
    }
}

/// A part of the screen with a border, a number and commands of its own.
#[derive(Debug)]
pub struct Pane {
    /// Which one.
    pub id: PaneId,
    /// What it is called.
    pub name: &'static str,
    /// What its border says behind its name.
    pub title: fn(&State) -> Line,
    /// Its rows in an area without border, and where the cursor stands in it.
    pub draw: fn(&State, Rect) -> Drawn,
    /// What keys do in it.
    pub commands: &'static [Command],
}

/// A pane's rows, none wider than its area.
#[derive(Debug, Default)]
pub struct Drawn {
    /// From the top.
    pub lines: Vec<Line>,
    /// Column and row of the focused item.
    pub cursor: (u16, u16),
    /// In a list, the item that each row belongs to.
    pub items: Vec<usize>,
}
