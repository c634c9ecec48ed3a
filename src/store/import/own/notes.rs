//! The notes as they were: from JSON to the model, with what other programs wrote into them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::model::{self, NoteId, Outside, OutsideStr, PassagePart, Problem, TurnNumber};
use crate::store::import::whole::{NotesOn, WholeNotes};
use crate::store::whole::{Layer, Note, On, Part, Whole};
use crate::text::clean::clean;

/// The notes of a file.
///
/// # Errors
/// One of them is on nothing that a note can be on, or two have one id.
pub fn read(whole: Whole) -> Result<WholeNotes, Problem> {
    let on = match (&whole.notes_on, &whole.sha256) {
        (None, _) => NotesOn::Unknown,
        (Some(on), Some(file)) if on == file => NotesOn::This,
        (Some(on), _) => NotesOn::Other(on.clone()),
    };
    let notes = whole.notes.into_iter().map(|noted| note(noted.note));
    let notes: Vec<(model::Note, Map<String, Value>)> = notes.collect::<Result<_, _>>()?;
    let mut ids = HashSet::new();
    if let Some((twice, _)) = notes.iter().find(|(note, _)| !ids.insert(note.id.clone())) {
        return Err(Problem::new(format!(
            "two notes have the id {}",
            clean(twice.id.0.borrow())
        ))
        .hint("give each an id of its own"));
    }
    Ok(WholeNotes {
        title: whole.transcript.title.map(Outside::new),
        on,
        notes,
    })
}

fn note(note: Note) -> Result<(model::Note, Map<String, Value>), Problem> {
    let failed = |what: &str| {
        let id = clean(OutsideStr::new(&note.id));
        Problem::new(format!("note {id}: {what}")).hint("`onrecord schema json` prints the shape")
    };
    let now = match &note.now {
        Some(now) => Some(model::Now {
            on: place(&now.on).map_err(failed)?,
            score: (now.score.clamp(0.0, 1.0) * 100.0).round() as u8,
            confirmed: now.confirmed.clone().map(Outside::new),
        }),
        None => None,
    };
    let read = model::Note {
        on: place(&note.on).map_err(failed)?,
        id: NoteId(Outside::new(note.id)),
        created: Outside::new(note.created),
        changed: note.changed.map(Outside::new),
        author: note.author.map(Outside::new),
        codes: note.codes.into_iter().map(Outside::new).collect(),
        text: Outside::new(note.text),
        now,
    };
    Ok((read, note.others))
}

fn place(on: &On) -> Result<model::On, &'static str> {
    let outside = |text: &Option<String>| text.as_deref().map(Outside::new);
    let call = || outside(&on.call).ok_or("`on` names a turn or a passage, but no call");
    if let Some(parts) = &on.passage {
        if parts.is_empty() {
            return Err("`passage` has no part");
        }
        return Ok(model::On::Passage {
            call: call()?,
            parts: parts.iter().map(part).collect::<Result<_, _>>()?,
        });
    }
    if let Some(turn) = on.turn {
        return Ok(model::On::Turn {
            call: call()?,
            turn: number(turn)?,
            speaker: outside(&on.speaker),
            exact: outside(&on.exact),
        });
    }
    match (outside(&on.call), outside(&on.speaker)) {
        (Some(call), None) => Ok(model::On::Call(call)),
        (None, Some(speaker)) => Ok(model::On::Speaker(speaker)),
        (None, None) => Ok(model::On::Transcript),
        (Some(_), Some(_)) => Err("`on` names a call and a speaker, but no turn"),
    }
}

fn part(part: &Part) -> Result<PassagePart, &'static str> {
    let [start, end] = part.at;
    if start > end {
        return Err("`at` is not two numbers of bytes in order");
    }
    Ok(PassagePart {
        turn: number(part.turn)?,
        speaker: Outside::new(part.speaker.as_str()),
        start: part.start.map(Into::into),
        exact: Outside::new(part.exact.as_str()),
        prefix: Outside::new(part.prefix.as_str()),
        suffix: Outside::new(part.suffix.as_str()),
        at: start..end,
        layer: match part.layer {
            Layer::Text => model::Layer::Text,
            Layer::Original => model::Layer::Original,
        },
    })
}

fn number(turn: u32) -> Result<TurnNumber, &'static str> {
    match turn {
        0 => Err("turns are numbered from 1"),
        turn => Ok(TurnNumber(turn)),
    }
}
