//! Whatever a reader does to notes, in whatever order, against a model that is only a table of notes: writing, editing,
//! coding, deleting, undo, redo, closing and opening again, while another program writes to the same file.

mod opened;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::model::{Note, NoteId, On, Outside};
use onrecord::store::input::Input;
use onrecord::store::notes::{Fingerprint, Making, Notebook, NotesFile, new_note};
use onrecord::tui::app::Reader;
use onrecord::tui::effect::Msg;
use onrecord::tui::key;
use onrecord::tui::state::noting::Saving;
use proptest::prelude::*;
use tempfile::TempDir;

const TALK: &str = "turns:\n- {speaker: Ana, text: the lease}\n- {speaker: Ben, text: the port}\n- {speaker: Ana, text: the sea}\n";

/// A note of another program, which is nobody's to change but who touches it.
const FOREIGN: &str = "  - id: \"F\"      # by hand\n    created: '2026-01-01T00:00:00Z'\n    on: {}\n    mood: calm      # another program's\n    text: kept\n";

/// What the model knows of a note: the turn that it is on, its codes and its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    turn: Option<u32>,
    codes: Vec<String>,
    text: String,
}

type Table = BTreeMap<String, Kept>;

#[derive(Clone, Debug)]
enum Step {
    Add(usize, &'static str),
    Edit(usize, &'static str),
    Code(usize, &'static str),
    Delete(usize),
    Undo,
    Redo,
    Reload,
    OtherAdds(&'static str),
    OtherChanges(usize, &'static str),
    OtherDeletes(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let text = || prop::sample::select(vec!["", "one", "two words", "drei: [x] #"]);
    let some = || prop::sample::select(vec!["sea", "lease"]);
    prop_oneof![
        4 => (0..3_usize, text()).prop_map(|(turn, text)| Step::Add(turn, text)),
        3 => (0..6_usize, text()).prop_map(|(at, text)| Step::Edit(at, text)),
        3 => (0..3_usize, some()).prop_map(|(turn, code)| Step::Code(turn, code)),
        2 => (0..6_usize).prop_map(Step::Delete),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Reload),
        1 => some().prop_map(Step::OtherAdds),
        1 => (0..6_usize, some()).prop_map(|(at, text)| Step::OtherChanges(at, text)),
        1 => (0..6_usize).prop_map(Step::OtherDeletes),
    ]
}

/// A note before and after a change.
type Change = (String, Option<Kept>, Option<Kept>);

struct Machine {
    folder: TempDir,
    reader: Reader,
    /// What is in the window, what was on disk when it last looked, and what is on disk.
    ours: Table,
    base: Table,
    disk: Table,
    done: Vec<Change>,
    undone: Vec<Change>,
    foreign_touched: bool,
}

fn open(folder: &Path) -> Reader {
    let launch = opened::launch(Input::File(folder.join("talk.yaml")));
    let (mut reader, _) = Reader::new(&launch, (120, 36), true).expect("no keys are keys");
    reader.play();
    reader
}

fn table<'a>(notes: impl Iterator<Item = &'a Note>) -> Table {
    table_in_order(notes).into_iter().collect()
}

fn table_in_order<'a>(notes: impl Iterator<Item = &'a Note>) -> Vec<(String, Kept)> {
    let entry = |note: &Note| {
        let turn = match &note.on {
            On::Turn { turn, .. } => Some(turn.0),
            On::Transcript | On::Speaker(_) | On::Call(_) | On::Passage { .. } => None,
        };
        let kept = Kept {
            turn,
            codes: note.codes.iter().map(|c| c.raw().to_owned()).collect(),
            text: note.text.raw().trim_end().to_owned(),
        };
        (note.id.0.raw().to_owned(), kept)
    };
    notes.map(entry).collect()
}

/// What must be there in the end: what either side alone changed as that side left it, both versions where both did, and
/// a change before a deletion.
fn merged(base: &Table, ours: &Table, theirs: &Table) -> Vec<Kept> {
    let ids: std::collections::BTreeSet<&String> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    let mut kept = Vec::new();
    for id in ids {
        let (was, our, their) = (base.get(id), ours.get(id), theirs.get(id));
        match (our == was, their == was) {
            (true, _) => kept.extend(their),
            (false, true) => kept.extend(our),
            (false, false) if our == their => kept.extend(our),
            (false, false) => kept.extend(our.into_iter().chain(their)),
        }
    }
    kept.into_iter().cloned().collect()
}

fn sorted(notes: impl Iterator<Item = Kept>) -> Vec<Kept> {
    let mut notes: Vec<Kept> = notes.collect();
    notes.sort();
    notes
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("talk.yaml"), TALK).expect("ours");
        let file = format!("format: onrecord-notes/1\nnotes:\n{FOREIGN}");
        fs::write(folder.path().join("talk.notes.yaml"), file).expect("ours");
        let reader = open(folder.path());
        let ours = table(reader.state.noting.book.notes());
        assert_eq!(ours.len(), 1);
        Self {
            folder,
            reader,
            base: ours.clone(),
            disk: ours.clone(),
            ours,
            done: Vec::new(),
            undone: Vec::new(),
            foreign_touched: false,
        }
    }

    fn press(&mut self, keys: &str) {
        for key in key::parse(keys).expect("the keys are keys") {
            self.reader.take(Msg::Key(key));
            self.reader.play();
        }
    }

    fn now(&self) -> Table {
        table(self.reader.state.noting.book.notes())
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("talk.notes.yaml")
    }

    /// Chooses a note of the list; its id.
    fn choose(&mut self, at: usize) -> Option<String> {
        self.press(&format!("4gg{}", "j".repeat(at % self.ours.len().max(1))));
        let row = self
            .reader
            .state
            .chosen_row(onrecord::tui::state::PaneId::Notes)?;
        row.id.as_ref().map(|id| id.0.raw().to_owned())
    }

    fn turn(&mut self, turn: usize) {
        self.press(&format!("0gg{}", "J".repeat(turn)));
    }

    /// What a step must have done to the notes of this window alone: one change, or none.
    fn expect(&mut self, step: &Step) -> Option<Change> {
        match step {
            Step::Add(turn, text) => {
                self.turn(*turn);
                self.press(&format!("a{text}<esc>"));
                let kept = Kept {
                    turn: u32::try_from(turn + 1).ok(),
                    codes: Vec::new(),
                    text: (*text).to_owned(),
                };
                (!text.is_empty()).then(|| (self.new_id(), None, Some(kept)))
            }
            Step::Edit(at, text) => {
                let id = self.choose(*at)?;
                self.press(&format!("e<home><c-k>{text}<esc>"));
                let before = self.ours[&id].clone();
                let after = Kept {
                    text: (*text).to_owned(),
                    ..before.clone()
                };
                let goes = text.is_empty() && before.codes.is_empty();
                (before != after || goes).then(|| (id, Some(before), (!goes).then_some(after)))
            }
            Step::Code(turn, code) => Some(self.coded(*turn, code)),
            Step::Delete(at) => {
                let id = self.choose(*at)?;
                self.press("d");
                let before = self.ours[&id].clone();
                Some((id, Some(before), None))
            }
            Step::Undo | Step::Redo | Step::Reload => None,
            Step::OtherAdds(_) | Step::OtherChanges(..) | Step::OtherDeletes(_) => None,
        }
    }

    /// The id of the note that came in: one that neither side had.
    fn new_id(&self) -> String {
        let now = self.now();
        let mut new = now
            .keys()
            .filter(|id| !self.ours.contains_key(*id) && !self.disk.contains_key(*id));
        new.next().expect("a note was made").clone()
    }

    /// A code comes to the first note on just this turn, or goes where it is; a note of its own where there is none.
    fn coded(&mut self, turn: usize, code: &str) -> Change {
        self.turn(turn);
        let number = u32::try_from(turn + 1).expect("small");
        let notes = table_in_order(self.reader.state.noting.book.notes());
        let first = notes
            .into_iter()
            .find(|(_, kept)| kept.turn == Some(number));
        self.press(&format!("c{code}<enter>"));
        let Some((id, before)) = first else {
            let kept = Kept {
                turn: Some(number),
                codes: vec![code.to_owned()],
                text: String::new(),
            };
            return (self.new_id(), None, Some(kept));
        };
        let mut after = before.clone();
        match after.codes.iter().position(|c| c == code) {
            Some(at) => drop(after.codes.remove(at)),
            None => after.codes.push(code.to_owned()),
        }
        let goes = after.codes.is_empty() && after.text.is_empty();
        (id, Some(before), (!goes).then_some(after))
    }

    fn apply(&mut self, (id, _, after): &Change) {
        self.foreign_touched |= id == "F";
        match after {
            Some(after) => drop(self.ours.insert(id.clone(), after.clone())),
            None => drop(self.ours.remove(id)),
        }
    }

    fn step(&mut self, step: &Step) {
        let (undo, redo) = (matches!(step, Step::Undo), matches!(step, Step::Redo));
        if undo || redo {
            self.press(if undo { "u" } else { "<c-r>" });
            let change = if undo {
                self.done.pop()
            } else {
                self.undone.pop()
            };
            let Some(change) = change else { return };
            if undo {
                let (id, before, after) = change.clone();
                self.apply(&(id, after, before));
                self.undone.push(change);
            } else {
                self.apply(&change);
                self.done.push(change);
            }
            return self.saved();
        }
        match step {
            Step::Reload => {
                self.reader = open(self.folder.path());
                (self.ours, self.base) = (self.disk.clone(), self.disk.clone());
                self.done.clear();
                self.undone.clear();
            }
            Step::OtherAdds(_) | Step::OtherChanges(..) | Step::OtherDeletes(_) => self.other(step),
            _ => {
                if let Some(change) = self.expect(step) {
                    self.apply(&change);
                    self.done.push(change);
                    self.undone.clear();
                    self.saved();
                }
            }
        }
    }

    /// Another program writes to the file.
    fn other(&mut self, step: &Step) {
        let opened = NotesFile::open(&self.path());
        let (mut file, mut book) = (opened.file, opened.book.expect("it is there"));
        let nth = |at: usize| {
            let ids: Vec<&String> = self.disk.keys().collect();
            let id = (!ids.is_empty()).then(|| ids[at % ids.len()].clone());
            id.map(|id| NoteId(Outside::new(id)))
        };
        match step {
            Step::OtherAdds(text) => {
                book.put(new_note(
                    Making::now(),
                    On::Transcript,
                    Vec::new(),
                    Outside::new(*text),
                ));
            }
            Step::OtherChanges(at, text) => {
                let Some(note) = nth(*at).and_then(|id| book.note(&id).cloned()) else {
                    return;
                };
                self.foreign_touched |= note.id.0.raw() == "F";
                book.put(Note {
                    text: Outside::new(*text),
                    ..note
                });
            }
            Step::OtherDeletes(at) => {
                let Some(id) = nth(*at) else { return };
                self.foreign_touched |= id.0.raw() == "F";
                book.remove(&id);
            }
            _ => return,
        }
        file.save(book).1.expect("it can be saved");
        self.disk = self.on_disk();
    }

    fn on_disk(&self) -> Table {
        let opened = NotesFile::open(&self.path());
        let new = || Notebook::new(None, None, Fingerprint::of(b""));
        let book = opened.book.unwrap_or_else(new);
        assert!(book.recovery().is_none() && !book.is_read_only());
        table(book.notes())
    }

    /// After a change of ours: what is in the window and on disk is what both sides' changes come to.
    fn saved(&mut self) {
        assert_eq!(self.reader.state.noting.saving, Saving::Saved);
        let expected = merged(&self.base, &self.ours, &self.disk);
        let now = self.now();
        assert_eq!(sorted(now.values().cloned()), sorted(expected.into_iter()));
        let altered = |id: &String| self.ours.get(id) != now.get(id);
        let ids: Vec<String> = self.ours.keys().filter(|id| altered(id)).cloned().collect();
        // What is not any more as it was left here cannot be taken back here.
        self.done.retain(|(id, ..)| !ids.contains(id));
        self.undone.retain(|(id, ..)| !ids.contains(id));
        self.ours = now;
        self.disk = self.on_disk();
        self.base = self.disk.clone();
        assert_eq!(self.ours, self.disk);
    }

    fn holds(&self) {
        assert_eq!(self.now(), self.ours);
        assert_eq!(self.on_disk(), self.disk);
        let text = fs::read_to_string(self.path()).expect("the notes are there");
        assert!(self.foreign_touched || text.contains(FOREIGN), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn notes_are_what_was_done_to_them(steps in prop::collection::vec(step(), 1..30)) {
        let mut machine = Machine::new();
        for step in &steps {
            machine.step(step);
            machine.holds();
        }
    }
}
