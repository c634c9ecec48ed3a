//! The prompt in which commands are found and places named.

use super::State;
use super::writing::Editor;
use crate::model::EntryIndex;
use crate::text::clean::Clean;

/// What is typed in it, and what follows from that.
#[derive(Debug, Default)]
pub struct Palette {
    /// What is typed.
    pub editor: Editor,
    /// The chosen row of the commands that match.
    pub chosen: usize,
    /// Where what is typed is a place: the turn it means, or what there is instead.
    pub place: Option<Result<EntryIndex, Clean>>,
}

/// What is typed in help to narrow it.
#[derive(Debug, Default)]
pub struct Narrowing {
    /// What is typed.
    pub editor: Editor,
    /// Whether letters are typed now; else they are keys.
    pub typing: bool,
}

impl State {
    /// Goes where the palette's place is; `false` if there is none.
    pub fn go_to_place(&mut self, place: Option<&Result<EntryIndex, Clean>>) -> bool {
        let Some(Ok(entry)) = place else {
            return false;
        };
        self.trail.meant = true;
        self.go_to(*entry);
        true
    }
}
