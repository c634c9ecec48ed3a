//! `onrecord export`: the transcript, its quotes and the notes on it in the form that others need.

use std::path::Path;

use super::args::{By, Exporting};
use super::{
    Failure, Outcome, choose, given_or_sample, load_text, message, print, shown_name, warn,
    written_to,
};
use crate::model::{Outside, Problem, Transcript};
use crate::store::export::{self, Exporter, Filter, Work};
use crate::store::input::Input;
use crate::store::notes::Fingerprint;
use crate::store::notes::location::beside;
use crate::store::{noted, output};

/// Exports what the arguments name.
pub fn run(exporting: &Exporting) -> Result<Outcome, Failure> {
    let exporter = export::named(&exporting.to)?;
    check_options(exporting, exporter)?;
    let output = written_to(exporting.output.as_deref());
    let of_output = |path: &Path, problem: Problem| Failure {
        name: shown_name(&Input::File(path.to_owned())),
        problem,
    };
    let input = given_or_sample(exporting.file.clone());
    if let Some(path) = output {
        let checked = output::check(path, exporting.force, &read_files(exporting, &input));
        checked.map_err(|problem| of_output(path, problem))?;
    }
    let (text, transcript) = load_text(&input, exporting.opening.opening())?;
    let book = noted::open(&input, &text, exporting.notes.as_deref())?.unwrap_or_default();
    let notes = noted::place(&book, &text, &transcript);
    let name = file_name(&input);
    let work = Work {
        transcript: &transcript,
        notes: &notes,
        book: Some(&book),
        file: name.as_deref(),
        sha256: &Fingerprint::of(text.as_bytes()).hex(),
        filter: filter(exporting, &transcript)?,
        order: exporting.by.into(),
        lines_per_page: exporting.lines_per_page,
    };
    if let Some(problem) = nothing_coded(&work) {
        message::tell(&shown_name(&input), &problem);
        return Ok(Outcome::Found);
    }
    let written = (exporter.write)(&work).map_err(|problem| Failure {
        name: shown_name(&input),
        problem,
    })?;
    let outcome = match output {
        Some(path) => {
            output::write_file(path, &written.text, exporting.force)
                .map_err(|problem| of_output(path, problem))?;
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

/// What of the transcript is asked for.
fn filter(exporting: &Exporting, transcript: &Transcript) -> Result<Filter, Problem> {
    let speakers = exporting.speaker.iter();
    let speakers = speakers.map(|typed| choose::speaker(transcript, typed));
    let call = exporting.call.as_deref();
    let call = call.map(|typed| choose::call(transcript, typed));
    let codes = exporting.code.iter();
    Ok(Filter {
        speakers: speakers.collect::<Result<_, _>>()?,
        call: call.transpose()?,
        codes: codes.map(|code| Outside::new(code.as_str())).collect(),
        notes_only: exporting.notes_only,
    })
}

/// That nothing has a code that is asked for, or not within the other limits.
fn nothing_coded(work: &Work<'_>) -> Option<Problem> {
    if let Some(wanted) = work.unknown_code() {
        return Some(choose::no_code(wanted, &work.codes()));
    }
    let asked = !work.filter.codes.is_empty();
    (asked && work.items().is_empty()).then(|| {
        Problem::new("no quote and no note with this code is within the other limits")
            .hint("leave out `--speaker`, `--call` or `--notes-only`")
    })
}

/// What must not be written over, whatever is asked for: the transcript and the notes on it.
fn read_files(exporting: &Exporting, input: &Input) -> Vec<Input> {
    let beside = match input {
        Input::File(path) => Some(beside(path)),
        Input::Sample(_) | Input::Stdin => None,
    };
    let notes = exporting.notes.clone().into_iter().chain(beside);
    std::iter::once(input.clone())
        .chain(notes.map(Input::File))
        .collect()
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
