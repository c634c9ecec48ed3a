//! A text that is to be read, in whatever format: recognised, made a transcript file where it is none, and read.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::import::{self, Account, Given, Import, Imported, Importer, Text};
use super::input::Input;
use super::transcript;
use crate::model::{Part, Problem, Tail, Transcript};

/// What a text is read as.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The format; recognised where none is named.
    pub from: Option<&'static Importer>,
    /// How it is made a transcript.
    pub import: Import,
}

/// Reads a transcript of any format and hands its parts to `sink` as [`transcript::parse`] does. What an import left out
/// is among the problems, as warnings.
///
/// # Errors
/// The importer could not read it; then no part was handed over.
pub fn parse(
    input: &Input,
    text: &str,
    reading: &Reading,
    sink: &mut dyn FnMut(Part) -> ControlFlow<()>,
) -> Result<(), Problem> {
    let given = Given::new(text);
    let file = match input {
        Input::File(path) => Some(path.as_path()),
        Input::Sample(_) | Input::Stdin => None,
    };
    let Some(importer) = reading.from.or_else(|| import::recognise(file, &given)) else {
        transcript::parse(text, sink);
        return Ok(());
    };
    let one = [Text {
        importer,
        name: "",
        given: &given,
    }];
    let imported = import::import(&one, &reading.import)?;
    transcript::parse(&imported.yaml, &mut |part| {
        sink(match part {
            Part::Tail(tail) => Part::Tail(told(&tail, &imported)),
            Part::Outline(_) | Part::Batch(_) => part,
        })
    });
    Ok(())
}

/// Reads a whole transcript of any format.
///
/// # Errors
/// As [`parse`].
pub fn load(input: &Input, text: &str) -> Result<Transcript, Problem> {
    let mut transcript = Transcript::default();
    parse(input, text, &Reading::default(), &mut |part| {
        transcript.add(part);
        ControlFlow::Continue(())
    })?;
    Ok(transcript)
}

/// The tail, with what was left out in place of the warnings that the file made of it could have: their lines are not the
/// file's.
fn told(tail: &Tail, imported: &Imported) -> Arc<Tail> {
    let mut tail = tail.clone();
    for problem in &mut tail.problems {
        problem.place = None;
    }
    tail.problems
        .splice(0..0, imported.accounts.iter().flat_map(Account::warnings));
    let notes = imported.notes.notes.len();
    if notes > 0 {
        let what = format!("the notes in it, {notes}, are not shown");
        let hint = "`onrecord import IN -o OUT.yaml` brings them back";
        tail.problems
            .insert(0, Problem::new(what).warning().hint(hint));
    }
    Arc::new(tail)
}

/// The name of a file without its folder and ending; empty for what is no file.
pub fn stem(input: &Input) -> String {
    let path = match input {
        Input::File(path) => path.as_path(),
        Input::Sample(_) | Input::Stdin => Path::new(""),
    };
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
