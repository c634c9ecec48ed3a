//! `onrecord export`: the transcript, its quotes and the notes on it in the form that others need.

use super::args::Exporting;
use super::{Failure, Outcome, choose, given_or_sample, load_text, message, print, shown_name};
use crate::model::{Outside, Problem};
use crate::store::export::{self, Filter, Work};
use crate::store::input::{self, Input};
use crate::store::notes::Fingerprint;
use crate::store::{noted, output};

/// Exports what the arguments name.
pub fn run(exporting: &Exporting) -> Result<Outcome, Failure> {
    let exporter = export::named(&exporting.to)?;
    let of_output = |problem: Problem| Failure {
        name: exporting
            .output
            .as_ref()
            .map(|path| shown_name(&Input::File(path.clone())))
            .unwrap_or_default(),
        problem,
    };
    if let Some(path) = exporting.output.as_deref().filter(|_| !exporting.force) {
        output::check_new(path).map_err(of_output)?;
    }
    let input = given_or_sample(exporting.file.clone());
    let (text, transcript) = load_text(&input)?;
    let notes = noted::load(&input, &text, exporting.notes.as_deref(), &transcript)?;
    let speakers: Result<Vec<_>, Problem> = exporting
        .speaker
        .iter()
        .map(|typed| choose::speaker(&transcript, typed))
        .collect();
    let call = exporting.call.as_deref();
    let call = call
        .map(|typed| choose::call(&transcript, typed))
        .transpose()?;
    let filter = Filter {
        speakers: speakers?,
        call,
        codes: exporting
            .code
            .iter()
            .map(|c| Outside::new(c.as_str()))
            .collect(),
        notes_only: exporting.notes_only,
    };
    let name = input::shown_name(&input);
    let work = Work {
        transcript: &transcript,
        notes: &notes,
        file: Some(&name),
        sha256: &Fingerprint::of(text.as_bytes()).hex(),
        filter,
        order: exporting.by.into(),
        lines_per_page: exporting.lines_per_page,
    };
    let written = (exporter.write)(&work).map_err(|problem| Failure {
        name: shown_name(&input),
        problem,
    })?;
    let outcome = match exporting.output.as_deref() {
        Some(path) => {
            output::write_file(path, &written.text, exporting.force).map_err(of_output)?;
            Outcome::Done
        }
        None => print(|out| out.write_all(written.text.as_bytes()))?,
    };
    for remark in &written.remarks {
        message::say(&shown_name(&input), remark);
    }
    Ok(outcome)
}
