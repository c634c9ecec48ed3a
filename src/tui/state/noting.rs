//! The reader's notes: which there are, where they stand, whether they are on disk, and how to take a change back.

use std::collections::{HashMap, HashSet};

use super::covering::{self, Cover, Covers, What};
use crate::model::{EntryIndex, Layer, Note, NoteId, Outside, Problem, State as Standing, Stretch};
use crate::store::notes::{Fingerprint, Joined, Notebook};
use crate::text::anchor::{Edition, Placement};
use crate::tui::effect::Effect;

/// Whether the notes are on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// They are.
    #[default]
    Saved,
    /// They are being written.
    Underway,
    /// They are not, and why.
    Failed(Outside),
}

/// A note before and after a change; `None` where there was none.
#[derive(Clone, Debug)]
struct Change {
    before: Option<Note>,
    after: Option<Note>,
}

/// A letter: entry, layer and byte.
pub type Spoken = (EntryIndex, Layer, usize);

/// A note in the order of the list: lost ones first, then by place.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its index in the notebook.
    pub note: usize,
    /// How sure its place is.
    pub state: Standing,
    /// Where it stands.
    pub entry: Option<EntryIndex>,
}

/// The reader's notes.
#[derive(Debug, Default)]
pub struct Noting {
    /// All notes, as they will be written.
    pub book: Notebook,
    /// Whether where they stand is to be asked again.
    pub stale: bool,
    /// Whether they are on disk.
    pub saving: Saving,
    /// In the order of the list.
    pub listed: Vec<Listed>,
    /// What notes and marks on passages run over, in order of place.
    pub covers: Covers,
    /// Grows whenever the list changes.
    pub version: u64,
    /// What stands in the way of saving, if it is known before anything is to be saved.
    pub obstacle: Option<Problem>,
    pub(super) placed: HashMap<NoteId, Placement>,
    /// Made here and now: they need not be looked for.
    made: HashSet<NoteId>,
    content: Option<Fingerprint>,
    opened: bool,
    on_disk: HashMap<NoteId, Note>,
    /// Whether something is to be written that is not on disk.
    waits: bool,
    placing: u64,
    saved: u64,
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Noting {
    /// Takes the notes file that was read, and adds what was written before it was there.
    pub fn open(&mut self, book: Notebook, content: Fingerprint) -> Option<Effect> {
        let early = std::mem::replace(&mut self.book, book);
        self.opened = true;
        self.content = Some(content);
        self.remember_disk();
        early.notes().for_each(|note| self.book.put(note.clone()));
        self.list();
        self.waits.then(|| self.save()).flatten()
    }

    /// Changes one note and saves.
    pub fn change(&mut self, before: Option<Note>, after: Option<Note>) -> Vec<Effect> {
        let change = Change { before, after };
        self.apply(&change);
        self.done.push(change);
        self.undone.clear();
        self.save().into_iter().collect()
    }

    /// Takes the last change back; where it was, if there was one.
    pub fn undo(&mut self) -> Option<(Option<Spoken>, Vec<Effect>)> {
        let change = self.done.pop()?;
        let back = Change {
            before: change.after.clone(),
            after: change.before.clone(),
        };
        self.undone.push(change);
        Some(self.again(&back))
    }

    /// Makes the change that was taken back last, again.
    pub fn redo(&mut self) -> Option<(Option<Spoken>, Vec<Effect>)> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(self.again(&change))
    }

    fn again(&mut self, change: &Change) -> (Option<Spoken>, Vec<Effect>) {
        let id = change
            .after
            .as_ref()
            .or(change.before.as_ref())
            .map(|n| &n.id);
        let place = id.and_then(|id| self.place(id));
        let now = |n: &Option<Note>| n.as_ref().map(|n| n.now.clone());
        if let (Some(id), true) = (id, now(&change.before) != now(&change.after)) {
            self.made.remove(id);
            self.stale = true;
        }
        self.apply(change);
        (place, self.save().into_iter().collect())
    }

    /// The first letter of what a note is on, if that was found.
    pub fn place(&self, id: &NoteId) -> Option<Spoken> {
        let placed = self.placed.get(id)?;
        let first = placed.stretches.first();
        let of = |s: &Stretch| (s.entry, s.layer, s.bytes.start);
        first.map(of).or(placed.entry.map(|e| (e, Layer::Text, 0)))
    }

    /// Where a note's words stand, a stretch a turn; none where it is on a turn or on more than words.
    pub fn stretches(&self, id: &NoteId) -> &[Stretch] {
        self.placed.get(id).map_or(&[], |p| &p.stretches)
    }

    fn apply(&mut self, change: &Change) {
        match (&change.before, &change.after) {
            (_, Some(after)) => self.book.put(after.clone()),
            (Some(before), None) => drop(self.book.remove(&before.id)),
            (None, None) => {}
        }
        self.list();
    }

    /// Says at once why nothing could be saved.
    pub fn meet(&mut self, obstacle: Problem) {
        if self.saving == Saving::Saved {
            self.saving = Saving::Failed(Outside::new(obstacle.what.as_str()));
        }
        self.obstacle = Some(obstacle);
    }

    /// Whether something is wrong with the notes file.
    pub fn has_problems(&self) -> bool {
        self.obstacle.is_some() || !self.book.problems().is_empty()
    }

    /// Asks for the notes to be written, once it is known what the file holds.
    pub fn save(&mut self) -> Option<Effect> {
        self.saved += 1;
        self.waits = true;
        self.saving = match &self.obstacle {
            Some(obstacle) if !self.opened => Saving::Failed(Outside::new(obstacle.what.as_str())),
            _ => Saving::Underway,
        };
        let stands = |n: &Note| {
            self.placed
                .get(&n.id)
                .is_some_and(|p| p.state == Standing::Ok)
        };
        if let Some(content) = self.content.filter(|_| self.book.notes().all(stands)) {
            self.book.now_on(content);
        }
        self.opened
            .then(|| Effect::Save(self.saved, Box::new(self.book.clone())))
    }

    /// Asks for the notes to be written to the file that was typed, and there from now on.
    pub fn save_as(&mut self, typed: Outside) -> Option<Effect> {
        match self.save()? {
            Effect::Save(number, book) => Some(Effect::SaveAs(number, typed, book)),
            other => Some(other),
        }
    }

    /// The saving with this number ended; older ones say nothing about what there is now.
    pub fn saved(&mut self, number: u64, result: Result<(), Outside>) {
        if number != self.saved {
            return;
        }
        self.saving = match result {
            Ok(()) => {
                self.waits = false;
                self.obstacle = None;
                self.book.settle();
                self.remember_disk();
                Saving::Saved
            }
            Err(reason) => Saving::Failed(reason),
        };
    }

    /// Saves again if the saving with this number is the last one and failed.
    pub fn try_again(&mut self, number: u64) -> Option<Effect> {
        let failed = self.waits && matches!(self.saving, Saving::Failed(_));
        (failed && number == self.saved).then(|| self.save())?
    }

    /// The notes that are not on disk as they are here; none once all is saved.
    pub(super) fn unsaved(&self) -> Vec<Note> {
        if !self.waits {
            return Vec::new();
        }
        let saved = |note: &&Note| self.on_disk.get(&note.id) != Some(*note);
        self.book.notes().filter(saved).cloned().collect()
    }

    /// Remembers what is on disk now.
    fn remember_disk(&mut self) {
        self.on_disk = self
            .book
            .notes()
            .map(|n| (n.id.clone(), n.clone()))
            .collect();
    }

    /// The number of the last saving.
    pub fn last_saving(&self) -> u64 {
        self.saved
    }

    /// Takes in notes that others wrote; tells which of those that were here are not what they were, and how many both
    /// sides had changed. What is not any more as it was left cannot be taken back.
    pub(super) fn join(&mut self, joined: &Joined) -> (HashSet<NoteId>, usize) {
        let merged = joined.with(&self.book);
        let mut before: HashMap<NoteId, Note> = self
            .book
            .notes()
            .map(|n| (n.id.clone(), n.clone()))
            .collect();
        for note in merged.book.notes() {
            if before.get(&note.id).is_some_and(|n| n.says_the_same(note)) {
                before.remove(&note.id);
            }
        }
        let altered: HashSet<NoteId> = before.into_keys().collect();
        let as_left = |change: &Change| {
            let notes = [&change.before, &change.after];
            !notes.into_iter().flatten().any(|n| altered.contains(&n.id))
        };
        self.done.retain(as_left);
        self.undone.retain(as_left);
        self.book = merged.book;
        self.list();
        (altered, merged.doubled)
    }

    /// Puts a note at an entry without looking for it: it was made there.
    pub fn place_here(&mut self, id: NoteId, entry: Option<EntryIndex>, stretches: Vec<Stretch>) {
        let here = Placement {
            state: Standing::Ok,
            entry,
            stretches,
            score: 100,
        };
        self.made.insert(id.clone());
        self.placed.insert(id, here);
        self.list();
    }

    /// Begins to look where the notes stand: the number, which tells the answer from older ones, and what to look for.
    pub fn begin_placing(&mut self) -> (u64, Vec<Note>, Edition) {
        self.placing += 1;
        let edition = Edition::of(self.content.and_then(|c| self.book.is_on(c)));
        let notes = self.book.notes().filter(|n| !self.made.contains(&n.id));
        (self.placing, notes.cloned().collect(), edition)
    }

    /// Takes where the notes stand.
    pub fn placed(&mut self, number: u64, placed: Vec<(NoteId, Placement)>) {
        if number == self.placing {
            self.placed.extend(placed);
            self.list();
        }
    }

    fn list(&mut self) {
        let place = |id| self.placed.get(id);
        let mut listed: Vec<Listed> = self
            .book
            .notes()
            .enumerate()
            .map(|(note, n)| Listed {
                note,
                state: place(&n.id).map_or(Standing::Ok, |p| p.state),
                entry: place(&n.id).and_then(|p| p.entry),
            })
            .collect();
        let notes: Vec<&Note> = self.book.notes().collect();
        let place = |l: &Listed| self.placed.get(&notes.get(l.note)?.id);
        listed.sort_by_cached_key(|l| {
            let first = place(l).and_then(|p| p.stretches.first());
            let lost = l.state <= Standing::Ambiguous;
            let unsure = if lost { l.state } else { Standing::Ok };
            (
                !lost,
                unsure,
                l.entry,
                first.map(|s| (s.layer, s.bytes.start)),
            )
        });
        self.cover();
        self.listed = listed;
        self.version += 1;
    }

    /// How like a note's words are to those that it was made on: from 0 to 100.
    pub fn score(&self, id: &NoteId) -> u8 {
        self.placed.get(id).map_or(100, |p| p.score)
    }

    /// Keeps what notes on passages run over, to be found by place.
    fn cover(&mut self) {
        let notes = self.book.notes().enumerate();
        let stretches = notes.filter_map(|(at, n)| Some((at, self.placed.get(&n.id)?)));
        let covers = stretches.flat_map(|(at, placed)| {
            let what = What::Note(at);
            let stretches = placed.stretches.iter().cloned();
            stretches.map(move |stretch| Cover { what, stretch })
        });
        let mut covers: Covers = covers.collect();
        covering::sort(&mut covers);
        self.covers = covers;
    }

    /// Whether a note of the notebook is a mark: it says nothing.
    pub fn is_mark(&self, note: usize) -> bool {
        let note = self.book.notes().nth(note);
        note.is_some_and(|n| n.text.is_blank())
    }

    /// How many notes are that sure of their place.
    pub fn count(&self, state: Standing) -> usize {
        self.listed.iter().filter(|l| l.state == state).count()
    }

    /// Those of the list that stand in the text, by place.
    pub fn standing(&self) -> &[Listed] {
        let from = self
            .listed
            .partition_point(|l| l.state <= Standing::Ambiguous || l.entry.is_none());
        &self.listed[from..]
    }

    /// Whether a note is on this entry.
    pub fn is_on(&self, entry: EntryIndex) -> bool {
        self.standing()
            .binary_search_by_key(&Some(entry), |l| l.entry)
            .is_ok()
    }

    /// The note of this id.
    pub fn get(&self, id: &NoteId) -> Option<&Note> {
        self.book.note(id)
    }

    /// A note of the list.
    pub fn note(&self, listed: &Listed) -> Option<&Note> {
        self.book.notes().nth(listed.note)
    }

    /// Whether something that was written here is not on disk.
    pub fn waits(&self) -> bool {
        self.waits
    }
}

#[cfg(test)]
mod tests {
    use super::super::writing::{Editor, Writing};
    use super::super::{Mode, State};
    use super::*;
    use crate::model::On;
    use crate::store::notes::{Making, merge};

    fn note(id: &str, text: &str) -> Note {
        Note {
            id: NoteId(Outside::new(id)),
            created: Outside::new("2026-11-22T18:03:11Z"),
            changed: None,
            author: None,
            on: On::Transcript,
            codes: Vec::new(),
            text: Outside::new(text),
            now: None,
        }
    }

    fn book(notes: &[Note]) -> Notebook {
        let mut book = Notebook::new(None, None, Fingerprint::of(b"old"));
        notes.iter().for_each(|n| book.put(n.clone()));
        book
    }

    /// A state with two notes, the first of them changed here and not yet saved.
    fn changed() -> State {
        let mut state = State::new(100, 30);
        let notes = [note("A", "a"), note("B", "b")];
        state.noting.open(book(&notes), Fingerprint::of(b"new"));
        state
            .noting
            .change(Some(notes[0].clone()), Some(note("A", "a2")));
        state
    }

    /// What comes back when somebody else had written these notes meanwhile.
    fn joined(state: &State, theirs: &[Note]) -> Joined {
        let base = book(&[note("A", "a"), note("B", "b")]);
        let sent = state.noting.book.clone();
        let merged = merge(&base, &sent, book(theirs));
        Joined { sent, merged }
    }

    fn texts(state: &State) -> Vec<&str> {
        state.noting.book.notes().map(|n| n.text.raw()).collect()
    }

    #[test]
    fn notes_made_since_a_saving_began_stay_when_others_come_in() {
        let mut state = changed();
        let joined = joined(&state, &[note("A", "a"), note("B", "b2"), note("C", "c")]);
        state.noting.change(None, Some(note("D", "d")));
        state.take_joined(&joined);
        assert_eq!(texts(&state), ["a2", "b2", "c", "d"]);
    }

    #[test]
    fn what_others_changed_is_not_taken_back_with_ours() {
        let mut state = changed();
        state
            .noting
            .change(Some(note("B", "b")), Some(note("B", "b2")));
        let joined = joined(&state, &[note("A", "a"), note("B", "theirs")]);
        state.take_joined(&joined);
        assert_eq!(texts(&state), ["a2", "b2", "theirs"]);
        let later = Joined {
            sent: state.noting.book.clone(),
            merged: merge(
                &state.noting.book,
                &state.noting.book,
                book(&[note("A", "a2"), note("B", "b3")]),
            ),
        };
        state.take_joined(&later);
        assert_eq!(texts(&state), ["a2", "b3"]);
        state.noting.undo();
        assert_eq!(
            texts(&state),
            ["a", "b3"],
            "the change of B is not ours any more"
        );
    }

    fn making(id: &str) -> Making {
        Making {
            id: NoteId(Outside::new(id)),
            created: Outside::new("2026-11-22T18:05:00Z"),
            author: None,
        }
    }

    /// As if the note were being edited, with this text.
    fn editing(state: &mut State, id: &str, text: &str) {
        let note = state
            .noting
            .get(&NoteId(Outside::new(id)))
            .expect("it is there")
            .clone();
        state.mode = Mode::Writing(Writing {
            stretches: Vec::new(),
            entry: EntryIndex(0),
            note: Some(note.id),
            on: note.on,
            codes: note.codes,
            editor: Editor::new(&Outside::new(text)),
        });
    }

    #[test]
    fn who_edits_a_note_that_others_changed_writes_one_of_its_own_on_the_same_thing() {
        let mut state = changed();
        editing(&mut state, "B", "typing");
        let joined = joined(&state, &[note("A", "a"), note("B", "theirs")]);
        state.take_joined(&joined);
        let Mode::Writing(writing) = std::mem::take(&mut state.mode) else {
            panic!("still writing")
        };
        assert!(writing.note.is_none());
        assert!(matches!(state.finish_note(writing)[..], [Effect::Stamp]));
        state.take_stamp(making("C"));
        assert_eq!(texts(&state), ["a2", "theirs", "typing"]);
        assert_eq!(
            state.noting.book.notes().last().map(|n| &n.on),
            Some(&On::Transcript)
        );
    }

    #[test]
    fn a_draft_holds_every_note_that_is_not_on_disk_and_what_is_typed() {
        let mut state = changed();
        let drafted = |state: &State| match state.draft() {
            Effect::Draft(notes) => notes
                .iter()
                .map(|n| n.text.raw().to_owned())
                .collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(drafted(&state), ["a2"], "B is on disk as it is");
        state.noting.change(None, Some(note("C", "c")));
        editing(&mut state, "A", "a3");
        assert_eq!(drafted(&state), ["c", "a3"]);
        editing(&mut state, "B", "b");
        assert_eq!(drafted(&state), ["a2", "c"], "nothing is typed yet");
        state.mode = Mode::Commands;
        state.noting.saved(state.noting.last_saving(), Ok(()));
        assert!(drafted(&state).is_empty());
    }

    #[test]
    fn what_was_not_saved_takes_the_place_of_no_note() {
        let mut state = changed();
        state.take_drafts(vec![note("D", "an older b"), note("E", "b")]);
        assert_eq!(texts(&state), ["a2", "b", "an older b"]);
    }

    #[test]
    fn a_saving_that_failed_is_underway_again_with_the_next_and_tried_again_only_while_it_is_the_last()
     {
        let mut noting = changed().noting;
        assert_eq!(noting.saving, Saving::Underway);
        let first = noting.last_saving();
        noting.saved(first, Err(Outside::new("the disk is full")));
        assert!(matches!(noting.saving, Saving::Failed(_)) && noting.waits());
        noting.change(None, Some(note("C", "c")));
        assert_eq!(noting.saving, Saving::Underway);
        assert!(noting.try_again(first).is_none());
        let last = noting.last_saving();
        noting.saved(last, Err(Outside::new("the disk is full")));
        assert!(matches!(noting.try_again(last), Some(Effect::Save(..))));
        noting.saved(noting.last_saving(), Ok(()));
        assert!(noting.saving == Saving::Saved && !noting.waits());
    }

    #[test]
    fn an_obstacle_is_said_at_once_and_nothing_waits() {
        let mut noting = Noting::default();
        noting.open(book(&[]), Fingerprint::of(b"new"));
        noting.meet(Problem::new("no permission to write there"));
        assert!(matches!(noting.saving, Saving::Failed(_)));
        assert!(noting.has_problems() && !noting.waits());
    }

    #[test]
    fn the_head_names_the_new_content_once_all_notes_stand_in_it() {
        let mut noting = changed().noting;
        let new = Fingerprint::of(b"new");
        assert_eq!(
            noting.book.is_on(new),
            Some(false),
            "nobody has looked for them yet"
        );
        let (number, notes, edition) = noting.begin_placing();
        assert_eq!((notes.len(), edition), (2, Edition::Other));
        let at = |state| Placement {
            score: 100,
            state,
            entry: None,
            stretches: Vec::new(),
        };
        let placed = |b| {
            vec![
                (notes[0].id.clone(), at(Standing::Ok)),
                (notes[1].id.clone(), at(b)),
            ]
        };
        noting.placed(number, placed(Standing::Lost));
        noting.save();
        assert_eq!(noting.book.is_on(new), Some(false), "one is lost");
        noting.placed(number, placed(Standing::Ok));
        noting.save();
        assert_eq!(noting.book.is_on(new), Some(true));
    }
}
