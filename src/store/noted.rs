//! The reader's notes, each with where its words stand now. Reads the notes file and never writes it.

use std::path::Path;

use super::input::Input;
use super::notes::{self, Fingerprint, Notebook, NotesFile, Subject, Whereabouts};
use super::places;
use crate::model::{
    CallIndex, EntryIndex, Note, On, Outside, Problem, State, Stretch, Transcript, TurnNumber,
};
use crate::text::anchor::{Edition, Finder};
use crate::text::clean::{Clean, clean};
use crate::text::front;

/// A note and its place.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The note.
    pub note: Note,
    /// How sure its place is.
    pub state: State,
    /// The turn or aside that it is on.
    pub entry: Option<EntryIndex>,
    /// The words, for a passage that was found.
    pub stretches: Vec<Stretch>,
    /// How like they are to those that it was made on: from 0 to 100.
    pub score: u8,
}

/// The notes file on an input that reads `text`: the file `given`, or the one where they are kept. None where there is no
/// such file.
///
/// # Errors
/// It is there and cannot be read.
pub fn open(input: &Input, text: &str, given: Option<&Path>) -> Result<Option<Notebook>, Problem> {
    let kept = || match input {
        Input::Sample(sample) => notes::notes_path(Subject::Sample(sample.name())),
        Input::File(path) => {
            let own = notes::notes_path(Subject::File(path)).filter(|own| own.exists());
            let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            let content = Fingerprint::of(text.as_bytes());
            let known = || {
                let state = places::folder()?;
                Whereabouts::new(&state.parent()?.join("notes"), content, path).find()
            };
            let found = || notes::notes_on(folder, content).or_else(known);
            own.or_else(found)
        }
        Input::Stdin => notes::notes_path(Subject::Stdin(Fingerprint::of(text.as_bytes()))),
    };
    let Some(path) = given.map(Path::to_owned).or_else(kept) else {
        return Ok(None);
    };
    let opened = NotesFile::open(&path);
    match (opened.book, opened.obstacle, given) {
        (Some(book), ..) => Ok(Some(book)),
        (None, Some(problem), _) => Err(problem),
        (None, None, Some(_)) => Err(Problem::new("there is no such notes file")),
        (None, None, None) => Ok(None),
    }
}

/// The notes of a notes file, placed in the transcript that was read from `text`: the lost first, then in the order of
/// their places.
pub fn place(book: &Notebook, text: &str, transcript: &Transcript) -> Vec<Noted> {
    let content = Fingerprint::of(text.as_bytes());
    let finder = Finder::new(transcript, Edition::of(book.is_on(content)));
    let notes: Vec<Note> = book.notes().cloned().collect();
    let places = finder.place_all(&notes);
    let mut noted: Vec<Noted> = notes
        .into_iter()
        .zip(places)
        .map(|(note, placement)| Noted {
            note,
            state: placement.state,
            entry: placement.entry,
            stretches: placement.stretches,
            score: placement.score,
        })
        .collect();
    noted.sort_by_key(|n| (n.state, n.entry));
    noted
}

/// The notes on an input that reads `text`, from the file `given` or from where they are kept: the lost first, then in the
/// order of their places. None where there is no such file.
///
/// # Errors
/// It is there and cannot be read.
pub fn load(
    input: &Input,
    text: &str,
    given: Option<&Path>,
    transcript: &Transcript,
) -> Result<Vec<Noted>, Problem> {
    let book = open(input, text, given)?;
    Ok(book.map_or_else(Vec::new, |book| place(&book, text, transcript)))
}

impl Noted {
    /// What is to be said of its place, if it is not where it was.
    pub fn state(&self) -> Option<String> {
        match self.state {
            State::Lost => Some("LOST".to_owned()),
            State::Ambiguous => Some("AMBIGUOUS".to_owned()),
            State::Moved => Some("moved".to_owned()),
            State::Ok => None,
        }
    }

    /// In words, what it is on.
    pub fn on(&self, transcript: &Transcript) -> String {
        if let (On::Turn { .. } | On::Passage { .. }, Some(turn)) =
            (&self.note.on, self.entry.and_then(|e| transcript.turn(e)))
        {
            return front::turn_place(transcript, turn).into();
        }
        match &self.note.on {
            On::Transcript => "the whole transcript".to_owned(),
            On::Speaker(id) => format!("speaker {}", speaker_name(transcript, id)),
            On::Call(id) => match call_of(transcript, id) {
                Some(call) => match front::call_name(transcript, call) {
                    Some(name) => format!("call {name}"),
                    None => format!("call {}", call.0 + 1),
                },
                None => format!("call {}", clean(id.borrow())),
            },
            On::Turn {
                call,
                turn,
                speaker,
                ..
            } => lost_place(transcript, call, *turn, speaker.as_ref()),
            On::Passage { call, parts } => {
                let turn = parts.first().map_or(TurnNumber(0), |p| p.turn);
                lost_place(transcript, call, turn, parts.first().map(|p| &p.speaker))
            }
        }
    }

    /// The call that its words stand in, or that it is on.
    pub fn call(&self, transcript: &Transcript) -> Option<CallIndex> {
        let entry = self.entry.and_then(|e| transcript.entry(e));
        entry.map(|e| e.call()).or_else(|| {
            let id = match &self.note.on {
                On::Call(id) | On::Turn { call: id, .. } | On::Passage { call: id, .. } => id,
                On::Transcript | On::Speaker(_) => return None,
            };
            call_of(transcript, id)
        })
    }

    /// The words that it was made on: a passage's; a turn's only where they are lost.
    pub fn words(&self) -> Vec<&Outside> {
        match (&self.note.on, self.state) {
            (On::Passage { parts, .. }, _) => parts.iter().map(|p| &p.exact).collect(),
            (On::Turn { exact, .. }, State::Lost) => exact.iter().collect(),
            (On::Turn { .. } | On::Transcript | On::Speaker(_) | On::Call(_), _) => Vec::new(),
        }
    }
}

fn call_of(transcript: &Transcript, id: &Outside) -> Option<CallIndex> {
    let at = transcript.calls().iter().position(|c| c.id == *id)?;
    Some(CallIndex(u32::try_from(at).ok()?))
}

/// Their name, or the id of somebody who is not in this transcript.
fn speaker_name(transcript: &Transcript, id: &Outside) -> Clean {
    let known = transcript.speakers().iter().find(|s| s.id == *id);
    clean(known.map_or(id, |s| &s.name).borrow())
}

/// Where the words stood when the note was made, in the words of this transcript as far as it knows them.
fn lost_place(
    transcript: &Transcript,
    call: &Outside,
    turn: TurnNumber,
    speaker: Option<&Outside>,
) -> String {
    let place = match call_of(transcript, call) {
        Some(call) => front::place_in_call(transcript, call, turn).to_string(),
        None => format!("call {}, turn {turn}", clean(call.borrow())),
    };
    match speaker {
        Some(id) => format!("{place}, {}", speaker_name(transcript, id)),
        None => place,
    }
}
