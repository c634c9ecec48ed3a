//! Where notes stand in a changed transcript, as the reader says: agreed to, or tied by hand. And the links in notes.

use super::{PaneId, State};
use crate::model::{
    CallIndex, EntryIndex, Layer, Note, NoteId, Now, On, Outside, Passage, State as Standing,
    Stretch, TurnRef,
};
use crate::text::anchor;
use crate::text::clean::Clean;
use crate::text::links;
use crate::tui::effect::Effect;

/// A place that waits for the time at which the reader agreed to it.
#[derive(Clone, Debug)]
pub struct Tie {
    note: NoteId,
    on: On,
    score: u8,
    entry: EntryIndex,
    stretches: Vec<Stretch>,
}

impl State {
    /// The place of a note that is picked up becomes what is selected, else the turn. Without one: agrees to where the note
    /// that is meant here was found, or picks it up if it was not.
    pub fn agree(&mut self) -> Vec<Effect> {
        if let Some(id) = self.tying.take() {
            return self.tie(id);
        }
        let Some(note) = self.note_here().cloned() else {
            self.say(Clean::ours("no note here whose place is to be agreed to"));
            return Vec::new();
        };
        let placed = self.noting.placed.get(&note.id);
        match placed.map(|p| (p.state, p.entry, p.score, p.stretches.clone())) {
            Some((Standing::Moved, Some(entry), score, stretches)) => {
                let note = note.id;
                let undo = self.taught("undo");
                self.say(Clean::format(format_args!(
                    "agreed: its words stand here now; {undo} takes it back",
                )));
                self.begin_tie(note, entry, stretches, score)
            }
            Some((Standing::Lost | Standing::Ambiguous, ..)) => {
                self.pick_up();
                Vec::new()
            }
            Some((Standing::Ok | Standing::Moved, ..)) | None => {
                self.say(Clean::ours(
                    "this note stands at its words: g= ties it to others",
                ));
                Vec::new()
            }
        }
    }

    /// Picks up the note that is meant here, to tie it to other words.
    pub fn pick_up(&mut self) {
        let note = self.note_here();
        let tied = |n: &&Note| matches!(n.on, On::Turn { .. } | On::Passage { .. });
        match note.filter(tied).map(|n| n.id.clone()) {
            Some(id) => {
                self.tying = Some(id);
                self.focus = PaneId::Transcript;
                self.say(Clean::ours(
                    "picked up: go to its words, v selects them, = ties it there, Esc drops it",
                ));
            }
            None => self.say(Clean::ours("no note on words here")),
        }
    }

    fn tie(&mut self, id: NoteId) -> Vec<Effect> {
        let (Some(writing), Some(note)) = (self.to_mark(), self.noting.get(&id).cloned()) else {
            self.say(Clean::ours("no words to tie the note to"));
            return Vec::new();
        };
        self.selecting = None;
        let score = anchor::likeness(&note.on, &writing.on);
        let undo = self.taught("undo");
        self.say(Clean::format(format_args!(
            "tied to these words; {undo} takes it back"
        )));
        self.begin_tie(id, writing.entry, writing.stretches, score)
    }

    fn begin_tie(
        &mut self,
        note: NoteId,
        entry: EntryIndex,
        stretches: Vec<Stretch>,
        score: u8,
    ) -> Vec<Effect> {
        let passage = Passage {
            stretches: stretches.clone(),
        };
        let on = if stretches.is_empty() {
            anchor::on_turn(&self.transcript, entry)
        } else {
            anchor::on_passage(&self.transcript, &passage)
        };
        let Some(on) = on else { return Vec::new() };
        self.tied = Some(Tie {
            note,
            on,
            score,
            entry,
            stretches,
        });
        vec![Effect::Stamp]
    }

    /// Keeps what waited for its time.
    pub(super) fn take_tie(&mut self, tie: Tie, confirmed: Outside) -> Vec<Effect> {
        let Some(before) = self.noting.get(&tie.note).cloned() else {
            return Vec::new();
        };
        let after = Note {
            now: Some(Now {
                on: tie.on,
                score: tie.score,
                confirmed: Some(confirmed),
            }),
            ..before.clone()
        };
        self.noting
            .place_here(tie.note, Some(tie.entry), tie.stretches);
        self.noting.change(Some(before), Some(after))
    }

    /// Asks where the notes stand, once the whole transcript is there.
    pub fn place_notes(&mut self) -> Vec<Effect> {
        if !self.transcript.is_complete() || self.noting.listed.is_empty() {
            return Vec::new();
        }
        let (number, notes, edition) = self.noting.begin_placing();
        let transcript = self.transcript.clone();
        vec![Effect::Place(number, notes, edition, transcript)]
    }

    /// Begins a note on the speaker that is meant here, the call or the whole transcript.
    pub fn write_note_on(&mut self, on: On) {
        let entry = match &on {
            On::Speaker(id) => {
                let said = |t: TurnRef<'_>| self.transcript.speaker(t.speaker()).id == *id;
                self.turn_or_after(EntryIndex(0), said)
            }
            On::Call(_) => Some(EntryIndex(
                self.transcript.call_entries(self.call_here()).start,
            )),
            On::Transcript | On::Turn { .. } | On::Passage { .. } => None,
        };
        let Some(writing) = self.to_mark().or_else(|| self.to_mark_turn()) else {
            self.say(Clean::ours("nothing to write a note on yet"));
            return;
        };
        self.selecting = None;
        self.mode = super::Mode::Writing(super::writing::Writing {
            entry: entry.unwrap_or(writing.entry),
            stretches: Vec::new(),
            on,
            ..writing
        });
    }

    /// Follows the next link of the note that is meant here.
    pub fn follow_link(&mut self) {
        let Some(note) = self.linked().cloned() else {
            self.say(Clean::ours(
                "no link in a note here: [[#42]] leads to turn 42",
            ));
            return;
        };
        let links = links::links(note.text.borrow());
        let at = match &self.followed {
            Some((id, at)) if *id == note.id => (at + 1) % links.len(),
            _ => 0,
        };
        let Some(link) = links.get(at) else { return };
        let own = match &note.on {
            On::Turn { call, .. } | On::Passage { call, .. } | On::Call(call) => Some(call),
            On::Transcript | On::Speaker(_) => None,
        };
        let id = link.call.as_ref().or(own);
        let calls = self.transcript.calls();
        let call = match id {
            Some(id) => calls.iter().position(|c| c.id == *id),
            None => Some(self.call_here().get()),
        };
        let call = call.and_then(|c| u32::try_from(c).ok()).map(CallIndex);
        let entry = call.and_then(|call| self.transcript.find_turn(call, link.turn));
        self.followed = Some((note.id, at));
        match entry {
            Some(entry) => {
                self.trail.meant = true;
                self.focus = PaneId::Transcript;
                self.go((entry, Layer::Text, 0));
            }
            None => self.say(Clean::format(format_args!(
                "this link leads nowhere: there is no such turn {}",
                link.turn
            ))),
        }
    }

    /// The note whose links are followed: the one whose link was followed last where there is none here.
    fn linked(&self) -> Option<&Note> {
        let has_links = |n: &&Note| !links::links(n.text.borrow()).is_empty();
        let followed = self
            .followed
            .as_ref()
            .and_then(|(id, _)| self.noting.get(id));
        self.note_here()
            .filter(has_links)
            .or(followed.filter(has_links))
    }
}
