//! `onrecord import`: a transcript file from other formats, and an account of what became of them.

use std::path::Path;

use serde_json::json;

use super::args::Importing;
use super::{Failure, Outcome, check_stdin, message, named, print, shown_name, written_to};
use crate::model::Problem;
use crate::store::import::{self, Given, Import, Imported, Importer, Joining, Text};
use crate::store::input::{self, Input};
use crate::store::notes::{self, location::beside};
use crate::store::source::stem;
use crate::store::{json, output};
use crate::text::clean::Clean;

/// Imports what the arguments name.
pub fn run(importing: &Importing) -> Result<Outcome, Failure> {
    let from = importing.from.as_deref().map(import::named).transpose()?;
    let inputs: Vec<Input> = importing.files.iter().map(|f| named(f)).collect();
    check_stdin(&inputs)?;
    let output = written_to(importing.output.as_deref());
    if let Some(path) = output {
        let checked = output::check(path, importing.force, &inputs);
        checked.map_err(|problem| of_output(path, problem))?;
    }
    let mut texts = Vec::new();
    let opening = importing.opening.opening();
    for input in &inputs {
        texts.push(input::read(input, opening).map_err(|problem| of_input(input, problem))?);
    }
    let givens: Vec<Given> = texts.iter().map(|t| Given::new(t)).collect();
    let mut calls = Vec::new();
    let names: Vec<String> = inputs.iter().map(stem).collect();
    for ((input, given), name) in inputs.iter().zip(&givens).zip(&names) {
        let importer = from.map_or_else(|| recognised(input, given), Ok);
        let importer = importer.map_err(|problem| of_input(input, problem))?;
        calls.push(Text {
            importer,
            name,
            given,
        });
    }
    let options = Import {
        joining: if importing.no_join {
            Joining::Never
        } else {
            Joining::Within(importing.gap)
        },
        namings: importing.speaker.clone(),
    };
    let mut imported = import::import(&calls, &options).map_err(|problem| match &inputs[..] {
        [only] => of_input(only, problem),
        _ => Failure::from(problem),
    })?;
    let outcome = match output {
        Some(path) => {
            write(path, &imported, importing.force)?;
            Outcome::Done
        }
        None => {
            let notes = imported.notes.notes.len();
            if let Some(account) = imported.accounts.first_mut().filter(|_| notes > 0) {
                account.leave_out(notes, "note (with -o OUT.yaml they are kept beside it)");
            }
            print(|out| out.write_all(imported.yaml.as_bytes()))?
        }
    };
    account(importing, &inputs, &imported)?;
    Ok(outcome)
}

/// Writes the transcript file and, beside it, the notes that came with it; where notes are already, neither.
fn write(path: &Path, imported: &Imported, force: bool) -> Result<(), Failure> {
    let name = path.file_name().map(|n| n.to_string_lossy());
    let notes = imported.notes.to_text(name.as_deref(), &imported.yaml)?;
    let beside = beside(path);
    if notes.is_some() {
        output::check(&beside, false, &[]).map_err(|problem| {
            let hint = "notes are never overwritten: choose another OUT.yaml";
            of_output(&beside, problem.hint(hint))
        })?;
    }
    let written = output::write_file(path, &imported.yaml, force);
    written.map_err(|problem| of_output(path, problem))?;
    if let Some(notes) = notes {
        notes::save(&beside, notes.as_bytes(), None)
            .map_err(|error| of_output(&beside, Problem::new(error.to_string())))?;
        let count = message::counted(imported.notes.notes.len(), "note");
        message::say(
            &shown_name(&Input::File(beside)),
            &format!("{count} written"),
        );
    }
    Ok(())
}

fn of_input(input: &Input, problem: Problem) -> Failure {
    Failure {
        name: shown_name(input),
        problem,
    }
}

fn of_output(path: &Path, problem: Problem) -> Failure {
    of_input(&Input::File(path.to_owned()), problem)
}

fn recognised(input: &Input, given: &Given<'_>) -> Result<&'static Importer, Problem> {
    let file = match input {
        Input::File(path) => Some(path.as_path()),
        Input::Sample(_) | Input::Stdin => None,
    };
    import::recognise(file, given).ok_or_else(|| {
        Problem::new("is of no format that is known, or a transcript file already")
            .hint("`onrecord import --help` lists the formats, `--from` names one")
    })
}

/// Tells what became of the files.
fn account(importing: &Importing, inputs: &[Input], imported: &Imported) -> Result<(), Problem> {
    if importing.json {
        let files = inputs
            .iter()
            .zip(&imported.accounts)
            .map(|(input, account)| {
                let mut value = account.json();
                value["file"] = input::shown_name(input).into();
                value
            });
        let speakers = imported
            .speakers
            .iter()
            .map(|s| json!({ "id": s.id, "name": s.name, "called": s.called, "turns": s.turns }));
        let value = json!({
            "files": files.collect::<Vec<_>>(),
            "speakers": speakers.collect::<Vec<_>>(),
        });
        let text = json::to_text(&value);
        if written_to(importing.output.as_deref()).is_some() {
            return output::write(|out| out.write_all(text.as_bytes()));
        }
        message::write_error(&text);
        return Ok(());
    }
    for (input, account) in inputs.iter().zip(&imported.accounts) {
        let name = shown_name(input);
        for line in account.lines() {
            message::say(&name, &line);
        }
    }
    message::say(
        &Clean::default(),
        &import::speakers_line(&imported.speakers),
    );
    Ok(())
}
