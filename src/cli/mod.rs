//! The command line: what was said, what it means, and a file for each subcommand.
//!
//! Opens inputs, prints to standard output, tells problems on standard error and ends with an exit code (0, 1, 2).

mod args;
mod check;
mod choose;
mod compare;
mod config;
mod export;
mod import;
mod keys;
pub mod lint;
mod listening;
mod man;
mod message;
mod notes;
mod pager;
mod progress;
pub mod schema;
mod search;
mod stats;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use terminal_colorsaurus::{QueryOptions, ThemeMode};

use crate::model::{Problem, Severity, Transcript};
use crate::store::export::{Reading, Work};
use crate::store::input::{self, Input, Opening};
use crate::store::noted;
use crate::store::output;
use crate::store::places;
use crate::store::sample::Sample;
use crate::store::source;
use crate::text::clean::Clean;
use crate::tui::launch::Launch;
use crate::tui::settings::Settings;
use crate::tui::theme::Theme;
use args::{Arguments, Command, Reader, Text};
use config::Configured;
pub use message::Outcome;

/// What could not be done, and with which file; the name is empty where it is none's fault.
struct Failure {
    name: Clean,
    problem: Problem,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self {
            name: Clean::default(),
            problem,
        }
    }
}

/// Does what the arguments, the program's name first, ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let given: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(error) => return message::clap_says(&error, &given),
    };
    if tells_of_configuration(arguments.command.as_ref()) {
        Configured::read().tell();
    }
    let result = match arguments.command {
        None => open(arguments.reader),
        Some(Command::Read {
            file,
            notes,
            text,
            opening,
        }) => {
            let input = given_or_sample(file);
            print_text(
                (&input, opening.opening().or_sample()),
                notes.as_deref(),
                &text,
            )
        }
        Some(Command::Stats {
            file,
            json,
            opening,
        }) => count(&given_or_sample(file), opening.opening().or_sample(), json),
        Some(Command::Notes {
            file,
            notes,
            json,
            opening,
        }) => {
            let input = given_or_sample(file);
            list_notes(
                (&input, opening.opening().or_sample()),
                notes.as_deref(),
                json,
            )
        }
        Some(Command::Compare(comparing)) => compare::run(&comparing),
        Some(Command::Check(checking)) => check::run(&checking),
        Some(Command::Export(exporting)) => export::run(&exporting),
        Some(Command::Import(importing)) => import::run(&importing),
        Some(Command::Search(searching)) => search::run(&searching),
        Some(Command::Lint {
            files,
            json,
            opening,
        }) => {
            let files: Vec<Input> = files.iter().map(|f| named(f)).collect();
            lint_all(&files, opening.opening(), json)
        }
        Some(Command::Schema { format }) => {
            print(|out| out.write_all(schema::of(format).as_bytes()))
        }
        Some(Command::Config(configuring)) => config::run(&configuring).map_err(Failure::from),
        Some(Command::Keys { names }) => pager::show(&keys::text(names))
            .map(|()| Outcome::Done)
            .map_err(Failure::from),
        Some(Command::Completions { shell }) => print(|out| man::completions(shell, out)),
        Some(Command::Man) => print(man::print),
    };
    result.unwrap_or_else(|failure| {
        message::tell(&failure.name, &failure.problem);
        Outcome::Failed
    })
}

/// Whether a command tells on standard error what is wrong in the configuration: all that read transcripts; the reader shows
/// it itself, and what is made for shells and programs is the same without it.
fn tells_of_configuration(command: Option<&Command>) -> bool {
    match command {
        Some(
            Command::Completions { .. }
            | Command::Man
            | Command::Schema { .. }
            | Command::Config(_),
        )
        | None => false,
        Some(_) => true,
    }
}

/// The bare command: the reader on a terminal that can place its cursor, plain text anywhere else.
fn open(reader: Reader) -> Result<Outcome, Failure> {
    let input = match &reader.sample {
        Some(name) => Input::Sample(sample(name)?),
        None => given_or_sample(reader.file),
    };
    let opening = reader.opening.opening().or_sample();
    let screen = io::stdout().is_terminal() && !is_dumb(std::env::var_os("TERM").as_deref());
    if reader.text.accessible || !reader.print && !screen {
        return print_text((&input, opening), reader.notes.as_deref(), &reader.text);
    }
    let name = shown_name(&input);
    if input == Input::Stdin && !reader.print && io::stdin().is_terminal() {
        // It would be read as the transcript and as keys, by turns.
        let problem = Problem::new("is the keyboard, which the reader needs for its keys")
            .hint("hand it a transcript: `onrecord - < talk.vtt`, or name the file");
        return Err(Failure { name, problem });
    }
    let mut configured = Configured::read();
    let theme = themed(
        &configured.settings,
        &configured.theme(reader.theme.as_deref()).0,
    )?;
    if config::author_in_environment().is_some() {
        configured.config.author = None;
    }
    if reader.print {
        configured.tell();
    }
    let launch = Launch {
        input,
        opening,
        notes: reader.notes,
        places: places::folder().filter(|_| !reader.print),
        keys: reader.keys,
        print: reader.print,
        size: reader.size.filter(|_| reader.print),
        no_mouse: reader.no_mouse || configured.config.mouse == Some(false),
        theme,
        ascii: reader.ascii || configured.config.ascii == Some(true),
        config: configured.config,
    };
    match crate::tui::run(&launch) {
        Ok(()) => Ok(Outcome::Done),
        Err(problem) => Err(Failure { name, problem }),
    }
}

/// The theme of this name.
fn themed(settings: &Settings, name: &str) -> Result<Theme, Problem> {
    if name == "auto" {
        return Ok(as_the_terminal_is());
    }
    let known = Theme::ALL.iter().chain(&settings.themes);
    settings
        .theme(name)
        .ok_or_else(|| choose::unknown("theme", name, known.map(|t| t.name())))
}

/// Asks the terminal whether it is light or dark, before anything else listens to it. Some never answer: then its own
/// colours have to do.
fn as_the_terminal_is() -> Theme {
    let mut options = QueryOptions::default();
    options.timeout = std::time::Duration::from_millis(100);
    match terminal_colorsaurus::theme_mode(options) {
        Ok(ThemeMode::Light) => Theme::Light,
        Ok(ThemeMode::Dark) => Theme::Dark,
        Err(_) => Theme::Default,
    }
}

/// Whether the terminal can do no more than print lines. Only where terminals say what they are does silence mean so.
fn is_dumb(term: Option<&OsStr>) -> bool {
    match term {
        Some(term) => term.is_empty() || term == "dumb",
        None => cfg!(unix),
    }
}

/// Whether what is listed is to have no colours: the user wants none, or the terminal can only print lines.
fn no_color() -> bool {
    asked_for_no_color() || is_dumb(std::env::var_os("TERM").as_deref())
}

/// Whether the user asks every program for no colours (no-color.org): set, and not empty.
fn asked_for_no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Columns of plain text, where no others are asked for.
const COLUMNS: u16 = 80;

fn print_text(
    (input, opening): (&Input, Opening),
    notes: Option<&Path>,
    text: &Text,
) -> Result<Outcome, Failure> {
    let (written, transcript) = load_text(input, opening)?;
    let noted = match noted::load(input, &written, notes, &transcript) {
        Ok(noted) => noted,
        Err(problem) => {
            message::tell(&shown_name(input), &problem.warning());
            Vec::new()
        }
    };
    let speakers: Result<Vec<_>, Problem> = text
        .speaker
        .iter()
        .map(|typed| choose::speaker(&transcript, typed))
        .collect();
    let call = text.call.as_deref().map(|c| choose::call(&transcript, c));
    let mut work = Work::new(&transcript, &noted);
    work.filter.speakers = speakers?;
    work.filter.call = call.transpose()?;
    let reading = Reading::new(&work);
    let outcome = if text.accessible {
        let width = text.width.map_or(usize::MAX, usize::from);
        print(|out| listening::print(&reading, width, out))?
    } else {
        let width = text.width.unwrap_or(COLUMNS).into();
        print(|out| reading.print(width, out))?
    };
    warn(input, &transcript);
    Ok(outcome)
}

fn count(input: &Input, opening: Opening, json: bool) -> Result<Outcome, Failure> {
    let (_, transcript) = load_text(input, opening)?;
    let outcome = print(|out| {
        if json {
            stats::print_json(&transcript, out)
        } else {
            stats::print(&transcript, out)
        }
    })?;
    warn(input, &transcript);
    Ok(outcome)
}

fn list_notes(
    (input, opening): (&Input, Opening),
    notes: Option<&Path>,
    json: bool,
) -> Result<Outcome, Failure> {
    let (written, transcript) = load_text(input, opening)?;
    let noted = noted::load(input, &written, notes, &transcript)?;
    print(|out| {
        if json {
            notes::print_json(&transcript, &noted, out)
        } else {
            notes::print(&transcript, &noted, out)
        }
    })
}

fn lint_all(files: &[Input], opening: Opening, json: bool) -> Result<Outcome, Failure> {
    check_stdin(files)?;
    let mut code = 0;
    print(|out| {
        code = if json {
            lint::print_json(files, opening, out)?
        } else {
            lint::run(files, opening, out)?
        };
        Ok(())
    })?;
    Ok(match code {
        0 => Outcome::Done,
        1 => Outcome::Found,
        _ => Outcome::Failed,
    })
}

/// A file, or the first sample.
fn given_or_sample(file: Option<PathBuf>) -> Input {
    match file {
        Some(file) => named(file.as_os_str()),
        None => Input::Sample(Sample::all()[0]),
    }
}

fn named(file: &OsStr) -> Input {
    if file == "-" {
        Input::Stdin
    } else {
        Input::File(Path::new(file).to_owned())
    }
}

/// Standard input gives its words once.
fn check_stdin<'i>(inputs: impl IntoIterator<Item = &'i Input>) -> Result<(), Problem> {
    let inputs = inputs.into_iter().filter(|i| **i == Input::Stdin);
    if inputs.count() > 1 {
        return Err(Problem::new("standard input can be read once only")
            .hint("name a file in the place of the second `-`"));
    }
    Ok(())
}

/// The file that `-o` names; none for standard output.
fn written_to(output: Option<&Path>) -> Option<&Path> {
    output.filter(|path| *path != Path::new("-"))
}

fn sample(name: &str) -> Result<Sample, Problem> {
    let known = Sample::all().iter();
    let found = known.clone().find(|s| s.name() == name).copied();
    found.ok_or_else(|| choose::unknown("sample", name, known.map(|s| s.name())))
}

fn shown_name(input: &Input) -> Clean {
    Clean::format(format_args!("{}", input::shown_name(input)))
}

/// The whole transcript and the text that it was read from; a failure where nothing of it could be read.
fn load_text(input: &Input, opening: Opening) -> Result<(String, Transcript), Failure> {
    let failure = |problem| Failure {
        name: shown_name(input),
        problem,
    };
    let text = input::read(input, opening).map_err(failure)?;
    let transcript = source::load(input, &text).map_err(failure)?;
    match transcript.gravest() {
        Some(problem) if transcript.is_unreadable() => Err(failure(problem.clone())),
        _ => Ok((text, transcript)),
    }
}

/// Says on standard error that the file has faults, else that there are warnings, and how to see them.
fn warn(input: &Input, transcript: &Transcript) {
    let count = match transcript.count(Severity::Problem) {
        0 => message::counted(transcript.count(Severity::Warning), "warning"),
        problems => message::counted(problems, "problem"),
    };
    let more = if transcript.more_problems() {
        "more than "
    } else {
        ""
    };
    if !transcript.problems().is_empty() {
        let problem = Problem::new(format!("{more}{count}"))
            .warning()
            .hint("onrecord lint lists them");
        message::tell(&shown_name(input), &problem);
    }
}

fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Outcome, Failure> {
    output::write(write)?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_says_nothing_good_of_itself_is_dumb() {
        for (term, dumb) in [
            ("dumb", true),
            ("", true),
            ("xterm", false),
            ("screen", false),
        ] {
            assert_eq!(is_dumb(Some(OsStr::new(term))), dumb, "{term}");
        }
        assert_eq!(is_dumb(None), cfg!(unix));
    }
}
