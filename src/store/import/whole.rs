//! What comes of a format that holds a transcript file as a whole: nothing in it is joined, named or cut anew.

use serde_json::{Map, Value};

use super::account::Account;
use super::people::Speaker;
use super::{Import, Imported, Text};
use crate::model::{Note, Outside, Problem, Severity};
use crate::store::notes::{Fingerprint, Notebook, text_to_save};
use crate::store::transcript;

/// A whole transcript file.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeFile {
    /// Its text.
    pub yaml: String,
    /// How many turns it has.
    pub turns: usize,
    /// How many events, gaps and remarks stand between them.
    pub asides: usize,
    /// The notes on it.
    pub notes: WholeNotes,
}

/// The notes on a whole transcript file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholeNotes {
    /// The transcript's title.
    pub title: Option<Outside>,
    /// What they say they were made on.
    pub on: NotesOn,
    /// Each, with what other programs wrote into it.
    pub notes: Vec<(Note, Map<String, Value>)>,
}

/// What notes say they were made on.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum NotesOn {
    /// Nothing.
    #[default]
    Unknown,
    /// The transcript as it is.
    This,
    /// A file of this SHA-256, before it was changed.
    Other(String),
}

impl WholeNotes {
    /// The text of their file, beside a transcript file of this name and text; none where there is no note.
    ///
    /// # Errors
    /// They would not read back as they are.
    pub fn to_text(&self, name: Option<&str>, yaml: &str) -> Result<Option<String>, Problem> {
        if self.notes.is_empty() {
            return Ok(None);
        }
        let this = Fingerprint::of(yaml.as_bytes()).hex();
        let on = match &self.on {
            NotesOn::Unknown => None,
            NotesOn::This => Some(this),
            NotesOn::Other(sha256) => Some(sha256.clone()),
        };
        let mut book = Notebook::on(self.title.as_ref(), name, on);
        for (note, others) in &self.notes {
            book.put_with(note.clone(), others);
        }
        let (text, _) = text_to_save(&book)?;
        Ok(Some(text))
    }
}

/// The import of such a file.
///
/// # Errors
/// It is not the only one, nobody's names are changed in it, or it holds no words.
pub fn import(
    text: &Text<'_>,
    whole: WholeFile,
    only: bool,
    how: &Import,
) -> Result<Imported, Problem> {
    if !only {
        return Err(Problem::new(format!(
            "{} holds a whole transcript, which cannot become a call of another",
            text.importer.title
        ))
        .hint("import it by itself"));
    }
    if !how.namings.is_empty() {
        let what = format!("{} has its speakers' names already", text.importer.title);
        return Err(Problem::new(what).hint("change them in the transcript file that it becomes"));
    }
    let transcript = transcript::load(&whole.yaml);
    if transcript.is_unreadable() {
        let hint = transcript.gravest().map(|p| p.what.clone());
        return Err(Problem::new("has no words").hint(hint.unwrap_or_default()));
    }
    let mut account = Account {
        format: text.importer.title,
        unit: "entry",
        units: whole.turns + whole.asides,
        turns: whole.turns,
        joined: 0,
        asides: whole.asides,
        noted: Vec::new(),
        left_out: Vec::new(),
    };
    let broken = transcript.count(Severity::Problem);
    if broken > 0 {
        account.leave_out(
            broken,
            "value that breaks a rule, which `onrecord lint` names",
        );
    }
    let mut turns = vec![0; transcript.speakers().len()];
    for turn in transcript.turns() {
        turns[turn.speaker().get()] += 1;
    }
    let speakers = transcript.speakers().iter().zip(turns);
    let speakers = speakers.map(|(speaker, turns)| Speaker {
        called: vec![speaker.name.raw().to_owned()],
        id: speaker.id.raw().to_owned(),
        name: speaker.name.raw().to_owned(),
        role: speaker.role.as_ref().map(|r| r.raw().to_owned()),
        turns,
    });
    Ok(Imported {
        speakers: speakers.collect(),
        yaml: whole.yaml,
        accounts: vec![account],
        notes: whole.notes,
    })
}
