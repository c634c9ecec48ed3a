//! `onrecord compare`: two versions of a call, side by side.
//!
//! Knows files, exit codes and where the answer goes; the comparing is done in `text::compare`, the answer is written in
//! `text` (for people) and `json` (for programs), the page by `store::export`.

mod json;
mod summary;
mod text;

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::{panic, thread};

use super::args::Comparing;
use super::progress::Progress;
use super::{Failure, Outcome, load_text, named, no_color, print, shown_name, warn, written_to};
use crate::model::{Problem, Transcript};
use crate::store::export::{Told, Versions};
use crate::store::input::{Input, Opening};
use crate::store::output;
use crate::text::clean::Clean;
use crate::text::compare::{By, Comparison, compare, naming};

/// Two versions with their names, and what differs.
struct Compared<'t> {
    a: &'t Transcript,
    b: &'t Transcript,
    names: [Clean; 2],
    by: By,
    found: &'t Comparison,
}

/// Compares what the arguments name.
pub fn run(comparing: &Comparing) -> Result<Outcome, Failure> {
    if comparing.a == "-" && comparing.b == "-" {
        let problem = Problem::new("both versions are to be read from standard input");
        return Err(problem.hint("name a file for one of them").into());
    }
    let output = written_to(comparing.output.as_deref());
    let of_output = |problem: Problem| Failure {
        name: output
            .map(|path| shown_name(&Input::File(path.to_owned())))
            .unwrap_or_default(),
        problem,
    };
    let inputs = [named(&comparing.a), named(&comparing.b)];
    if let Some(path) = output {
        output::check(path, comparing.force, &inputs).map_err(of_output)?;
    }
    let opening = comparing.opening.opening();
    let (a, b) = both_read(&inputs, opening);
    let (a, b) = (a?, b?);
    let by = if comparing.strict {
        By::Signs
    } else {
        By::Words
    };
    let found = with_progress(&a, &b, by);
    let compared = Compared {
        a: &a,
        b: &b,
        names: [shown_name(&inputs[0]), shown_name(&inputs[1])],
        by,
        found: &found,
    };
    let answer = if comparing.json {
        json::answer(&compared)
    } else if comparing.html {
        page(&compared)
    } else {
        let screen = output.is_none() && io::stdout().is_terminal();
        let colours = screen && !no_color();
        text::answer(&compared, comparing.width.map_or(80, usize::from), colours)
    };
    match output {
        Some(path) => output::write_file(path, &answer, comparing.force).map_err(of_output)?,
        None => drop(print(|out| out.write_all(answer.as_bytes()))?),
    }
    warn(&inputs[0], &a);
    warn(&inputs[1], &b);
    Ok(if found.is_same() {
        Outcome::Done
    } else {
        Outcome::Found
    })
}

/// Both versions, read at the same time.
fn both_read(
    [a, b]: &[Input; 2],
    opening: Opening,
) -> (Result<Transcript, Failure>, Result<Transcript, Failure>) {
    thread::scope(|scope| {
        let other = scope.spawn(|| with_words(b, opening));
        let one = with_words(a, opening);
        let other = other.join();
        (
            one,
            other.unwrap_or_else(|fault| panic::resume_unwind(fault)),
        )
    })
}

/// From so many turns of both on a terminal is told how far it is.
const MANY: usize = 10_000;

fn with_progress(a: &Transcript, b: &Transcript, by: By) -> Comparison {
    let long = a.turn_count() + b.turn_count() >= MANY;
    let mut progress = Progress::new("comparing");
    let found = compare(a, b, by, &mut |percent| {
        if long {
            progress.tell(percent.into());
        }
        ControlFlow::Continue(())
    });
    found.expect("nothing stops it")
}

/// The page for the browser.
fn page(compared: &Compared<'_>) -> String {
    let lines = |lines: Vec<String>| lines.iter().map(|line| told(line)).collect();
    // A page may be handed on: where the files are is nobody's business.
    let names = naming::files([&compared.names[0], &compared.names[1]]);
    let [a, b] = &names;
    let found = compared.found;
    let versions = Versions {
        transcripts: [compared.a, compared.b],
        names: &names,
        found,
        told: Told {
            versions: [(a, found.a), (b, found.b)]
                .map(|(n, size)| told(&summary::version(n, size))),
            common: told(&summary::in_common(compared)),
            lines: lines(summary::lines(compared)),
            how: told(&summary::how(compared)),
        },
    };
    versions.page()
}

fn told(line: &str) -> Clean {
    Clean::format(format_args!("{line}"))
}

/// A transcript in which something is said.
fn with_words(input: &Input, opening: Opening) -> Result<Transcript, Failure> {
    let (_, transcript) = load_text(input, opening)?;
    if transcript.turns().all(|t| t.text().is_blank()) {
        return Err(Failure {
            name: shown_name(input),
            problem: Problem::new("there are no words in it to compare"),
        });
    }
    Ok(transcript)
}
