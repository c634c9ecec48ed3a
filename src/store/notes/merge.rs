//! Two changed copies of one notes file brought together, by what both of them once were.
//!
//! Knows notes and their blocks; no file and no clock. Each note is settled alone: who changed it is followed, a change
//! wins over a deletion, and where both changed it both versions stay.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use ulid::Ulid;

use super::book::{Block, Notebook};
use crate::model::{Note, NoteId, Outside};

/// A notebook in which two others are one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The notes of both.
    pub book: Notebook,
    /// Notes that both had changed: theirs stand behind ours, under ids of their own.
    pub doubled: usize,
}

/// Brings `ours` and `theirs` together; `base` is what both began as. All that is not a note is as it is in `theirs`, and
/// so is every block that only they touched.
pub fn merge(base: &Notebook, ours: &Notebook, theirs: Notebook) -> Merged {
    let mut merged = Merged {
        book: theirs,
        doubled: 0,
    };
    let (mut base_notes, our_notes) = (by_id(base), by_id(ours));
    let their_notes: HashMap<NoteId, Note> = merged
        .book
        .notes()
        .map(|n| (n.id.clone(), n.clone()))
        .collect();
    if merged.book.recovery.is_some() || merged.book.is_blank() {
        // What could not be read there was not deleted there, nor was a file that somebody emptied.
        base_notes.retain(|id, _| their_notes.contains_key(*id));
    }
    for (id, before) in &base_notes {
        let untouched_there = their_notes.get(*id) == Some(*before);
        if !our_notes.contains_key(*id) && untouched_there {
            merged.book.remove(id);
        }
    }
    let taken: HashSet<&NoteId> = our_notes.keys().chain(base_notes.keys()).copied().collect();
    for block in &ours.blocks {
        let Some(note) = &block.note else { continue };
        let before = base_notes.get(&note.id).copied();
        let there = their_notes.get(&note.id);
        if before == Some(note) || there.is_some_and(|there| there.says_the_same(note)) {
            continue;
        }
        merged.book.take(block);
        if let Some(there) = there.filter(|there| Some(*there) != before) {
            merged.double(there, &taken);
        }
    }
    if ours.sha256 != merged.book.sha256 {
        merged.book.state_content(&"0".repeat(64));
    }
    merged
}

fn by_id(book: &Notebook) -> HashMap<&NoteId, &Note> {
    // Of two notes with one id the first counts, as everywhere; such a book is never written.
    book.notes().rev().map(|n| (&n.id, n)).collect()
}

impl Merged {
    /// Puts their version of a note directly behind ours.
    fn double(&mut self, theirs: &Note, taken: &HashSet<&NoteId>) {
        let free = |id: &NoteId| !taken.contains(id) && self.book.note(id).is_none();
        let id = (0..).map(|n| id_of_version(theirs, n)).find(free);
        self.book
            .insert_copy(theirs, id.expect("ids do not run out"));
        self.doubled += 1;
    }
}

/// An id for one version of a note: a ULID of the same time, its chance part made of what the version says, so that two
/// programs that bring the same versions together call them the same.
pub(super) fn id_of_version(note: &Note, attempt: u32) -> NoteId {
    let time = Ulid::from_string(note.id.0.raw()).map_or(0, |id| id.timestamp_ms());
    let mut hash = Sha256::new();
    hash.update(super::block::write(note, ""));
    hash.update(attempt.to_le_bytes());
    let chance = hash
        .finalize()
        .iter()
        .take(10)
        .fold(0, |all: u128, byte| all << 8 | u128::from(*byte));
    NoteId(Outside::new(Ulid::from_parts(time, chance).to_string()))
}

impl Notebook {
    /// Takes over a block of another copy of this file, in its own lines where they fit in here.
    fn take(&mut self, block: &Block) {
        let Some(note) = &block.note else { return };
        if self.note(&note.id).is_some() {
            return self.put(note.clone());
        }
        let dash = &block.raw[..block.raw.len() - block.raw.trim_start_matches(' ').len()];
        if dash == self.dash && block.raw.ends_with('\n') {
            self.insert(block.clone());
        } else {
            self.put(note.clone());
        }
    }
}
