//! What the reader does with notes: begins, changes and ends them, and takes in what came from elsewhere.

use super::covering::What;
use super::writing::{Editor, Writing};
use super::{Mode, PaneId, State};
use crate::model::{EntryIndex, Note, On, Outside, OutsideStr, TurnRef};
use crate::store::notes::{Joined, Making, Notebook, draft_id, new_note};
use crate::text::clean::{Clean, clean};
use crate::tui::effect::Effect;

impl State {
    /// The note that `e` and `d` mean: in a list the chosen one, else one on the words or the entry where the reader is.
    pub fn note_here(&self) -> Option<&Note> {
        if matches!(self.focus, PaneId::Notes | PaneId::Quotes) {
            let chosen = self.chosen_row(self.focus)?;
            return self.noting.get(chosen.id.as_ref()?);
        }
        let innermost = self.covers_here().into_iter().rev();
        let mut notes = innermost.filter_map(|(cover, _)| match cover.what {
            What::Note(at) => self.noting.book.notes().nth(at),
            What::Quote(_) => None,
        });
        if let Some(note) = notes.next() {
            return Some(note);
        }
        let here = self.reading.cursor.entry;
        let chosen = self.chosen_row(PaneId::Notes);
        let chosen = chosen.filter(|row| row.place.is_some_and(|p| p.0 == here));
        let on_here = || {
            let mut standing = self.noting.standing().iter().rev();
            let listed = standing.find(|l| l.entry == Some(here))?;
            self.noting.note(listed)
        };
        let chosen = chosen.and_then(|row| self.noting.get(row.id.as_ref()?));
        chosen.or_else(on_here)
    }

    /// Begins a note on what is selected, else on the turn where the reader is.
    pub fn write_note(&mut self) {
        let Some(writing) = self.to_mark() else {
            self.say(Clean::ours("no words to write a note on"));
            return;
        };
        let selected = self.selecting.take().is_some();
        if !selected && writing.entry != self.reading.cursor.entry {
            self.go_to(writing.entry);
        }
        self.mode = Mode::Writing(writing);
    }

    /// The turn that a note made here is on: the one where the reader is, else the first after that.
    pub(super) fn turn_to_note(&self) -> Option<EntryIndex> {
        let here = self.turn_here().map(TurnRef::index);
        here.or_else(|| self.turn_or_after(self.reading.cursor.entry, |_| true))
    }

    /// Begins to change the note that is meant here; `false` if there is none.
    pub fn edit_note(&mut self) -> bool {
        let Some(note) = self.note_here() else {
            return false;
        };
        let (on, codes) = (note.on.clone(), note.codes.clone());
        let (id, editor) = (note.id.clone(), Editor::new(&note.text));
        let standing = self.noting.placed.get(&id).and_then(|p| p.entry);
        let entry = standing.unwrap_or(self.reading.cursor.entry);
        self.mode = Mode::Writing(Writing {
            entry,
            stretches: Vec::new(),
            note: Some(id),
            on,
            codes,
            editor,
        });
        true
    }

    /// Hands the note that is being written to the reader's editor.
    pub fn hand_out(&mut self) -> Vec<Effect> {
        let Mode::Writing(writing) = &self.mode else {
            return Vec::new();
        };
        self.edited_elsewhere = true;
        vec![Effect::Edit(writing.editor.text())]
    }

    /// Takes a note back from the reader's editor. Where something went wrong it stays open, to be saved or mended here.
    pub fn take_edited(&mut self, text: Option<Outside>, trouble: Option<Outside>) -> Vec<Effect> {
        self.edited_elsewhere = false;
        if let (Mode::Writing(writing), Some(text)) = (&mut self.mode, text) {
            writing.editor = Editor::new(&text);
        }
        if let Some(trouble) = trouble {
            let trouble = clean(trouble.borrow());
            self.say(Clean::format(format_args!(
                "{trouble}: go on here, Esc saves"
            )));
            return vec![self.draft()];
        }
        match std::mem::take(&mut self.mode) {
            Mode::Writing(writing) => self.finish_note(writing),
            other => {
                self.mode = other;
                Vec::new()
            }
        }
    }

    /// The note that a writing changes, if it is still there.
    fn changed_by(&self, writing: &Writing) -> Option<&Note> {
        writing.note.as_ref().and_then(|id| self.noting.get(id))
    }

    /// Ends the writing: asks for the time, unless nothing was written or changed.
    pub fn finish_note(&mut self, writing: Writing) -> Vec<Effect> {
        let text = writing.editor.text();
        let before = self.changed_by(&writing).cloned();
        match before {
            None if text.is_blank() => {
                self.say(Clean::ours("empty: no note made"));
                vec![self.draft()]
            }
            Some(before) if text.is_blank() && before.codes.is_empty() => {
                let undo = self.taught("undo");
                self.say(Clean::format(format_args!(
                    "emptied, so deleted: {undo} brings it back"
                )));
                self.noting.change(Some(before), None)
            }
            Some(before) if before.text == text => vec![self.draft()],
            _ => {
                self.waiting = Some(writing);
                vec![Effect::Stamp]
            }
        }
    }

    /// Makes or changes the note that waited for its time.
    pub fn take_stamp(&mut self, stamp: Making) -> Vec<Effect> {
        if let Some(tie) = self.tied.take() {
            return self.take_tie(tie, stamp.created);
        }
        let Some(writing) = self.waiting.take() else {
            return Vec::new();
        };
        let text = writing.editor.text();
        let before = self.changed_by(&writing).cloned();
        let after = match &before {
            Some(before) => Note {
                text,
                codes: writing.codes,
                changed: Some(stamp.created),
                ..before.clone()
            },
            None => {
                let id = stamp.id.clone();
                let entry = match writing.on {
                    On::Transcript => None,
                    On::Speaker(_) | On::Call(_) | On::Turn { .. } | On::Passage { .. } => {
                        Some(writing.entry)
                    }
                };
                self.noting.place_here(id, entry, writing.stretches);
                new_note(stamp, writing.on, writing.codes, text)
            }
        };
        self.noting.change(before, Some(after))
    }

    /// Asks to keep what is not on disk.
    pub fn draft(&self) -> Effect {
        Effect::Draft(self.not_on_disk())
    }

    /// What would be lost if the program were killed now: the notes that are not on disk, and the text that is being typed.
    pub fn not_on_disk(&self) -> Vec<Note> {
        let mut notes = self.noting.unsaved();
        if let Mode::Writing(writing) = &self.mode {
            let text = writing.editor.text();
            let typed = match self.changed_by(writing) {
                Some(note) if note.text == text => None,
                Some(note) => Some(Note {
                    text,
                    ..note.clone()
                }),
                None if text.is_blank() => None,
                None => {
                    let making = Making {
                        created: draft_id().0,
                        id: draft_id(),
                        author: None,
                    };
                    Some(new_note(
                        making,
                        writing.on.clone(),
                        writing.codes.clone(),
                        text,
                    ))
                }
            };
            notes.retain(|note| Some(&note.id) != writing.note.as_ref() || typed.is_none());
            notes.extend(typed);
        }
        notes
    }

    /// Makes notes of what was not on disk when the program was killed, unless it had come that far itself. None of them
    /// takes the place of a note that is there: that one may be newer.
    pub fn take_drafts(&mut self, drafts: Vec<Note>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for draft in drafts {
            let is_there = |n: &Note| n.on == draft.on && n.text == draft.text;
            if !self.noting.book.notes().any(is_there) {
                effects.extend(self.noting.change(None, Some(draft)));
                let undo = self.taught("undo");
                self.say(Clean::format(format_args!(
                    "what was not saved when the program was killed is kept as a note: {undo} takes it away",
                )));
            }
        }
        if effects.is_empty() {
            effects.push(self.draft());
        }
        // Only now: they are to be kept before they are dropped where they were.
        effects.push(Effect::DraftsTaken);
        effects
    }

    /// Says what could be read of a damaged notes file.
    pub fn tell_recovery(&mut self, book: &Notebook) {
        if let Some(recovery) = book.recovery() {
            self.say(clean(OutsideStr::new(&recovery.told())));
        }
    }

    /// Takes in notes that others wrote to the file while it was open here, and says so.
    pub fn take_joined(&mut self, joined: &Joined) {
        let (altered, doubled) = self.noting.join(joined);
        let damaged = joined.merged.book.problems().first();
        self.say(match (damaged, doubled) {
            (Some(problem), _) => clean(OutsideStr::new(&problem.what)),
            (None, 0) => Clean::ours("notes written elsewhere were taken in"),
            (None, 1) => Clean::ours("a note was changed elsewhere, too: both versions are kept"),
            (None, n) => Clean::format(format_args!(
                "{n} notes were changed elsewhere, too: both versions are kept"
            )),
        });
        if let Mode::Writing(writing) = &mut self.mode
            && writing.note.as_ref().is_some_and(|id| altered.contains(id))
        {
            writing.note = None;
            self.say(Clean::ours(
                "this note was changed elsewhere: what you type becomes one of its own",
            ));
        }
    }
}
