//! `onrecord export`: the transcript, its quotes and the notes on it in the form that others need.

use super::args::{By, Exporting};
use super::{
    Failure, Outcome, choose, given_or_sample, load_text, message, print, shown_name, warn,
};
use crate::model::{Outside, Problem};
use crate::store::export::{self, Exporter, Filter, Work};
use crate::store::input::Input;
use crate::store::notes::Fingerprint;
use crate::store::{noted, output};

/// Exports what the arguments name.
pub fn run(exporting: &Exporting) -> Result<Outcome, Failure> {
    let exporter = export::named(&exporting.to)?;
    check_options(exporting, exporter)?;
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
    let book = noted::open(&input, &text, exporting.notes.as_deref())?.unwrap_or_default();
    let notes = noted::place(&book, &text, &transcript);
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
    let name = file_name(&input);
    let work = Work {
        transcript: &transcript,
        notes: &notes,
        book: Some(&book),
        file: name.as_deref(),
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
    warn(&input, &transcript);
    if let Some(first) = book.problems().first() {
        let count = message::counted(book.problems().len(), "problem");
        let what = format!("the notes file has {count}, the first: {}", first.what);
        message::tell(&shown_name(&input), &Problem::new(what).warning());
    }
    Ok(outcome)
}

/// That an option means something in the format.
fn check_options(exporting: &Exporting, exporter: &Exporter) -> Result<(), Problem> {
    let without_use = [
        ("--by", exporting.by != By::Place && !exporter.takes.order),
        (
            "--lines-per-page",
            exporting.lines_per_page.is_some() && !exporter.takes.pages,
        ),
    ];
    match without_use.iter().find(|(_, wrong)| *wrong) {
        Some((option, _)) => {
            let what = format!("`{option}` means nothing in {}", exporter.title);
            Err(Problem::new(what).hint("`onrecord export --help` lists what each format is for"))
        }
        None => Ok(()),
    }
}

/// The file's name without its folder, which is nobody else's business; a sample's.
fn file_name(input: &Input) -> Option<String> {
    match input {
        Input::Sample(sample) => Some(format!("{}.yaml", sample.name())),
        Input::Stdin => None,
        Input::File(path) => Some(path.file_name()?.to_string_lossy().into_owned()),
    }
}
