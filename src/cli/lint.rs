//! `onrecord lint`: every problem of every file, with its place.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::message::counted;
use crate::model::{Problem, Severity, Transcript};
use crate::store::input::{self, Input, Opening};
use crate::store::json;
use crate::store::source;

/// Prints the problems of each file and a line that counts them. 0: no file has more than warnings; 1: one has
/// problems; 2: nothing could be read of one.
///
/// # Errors
/// When `out` cannot be written to.
pub fn run(files: &[Input], opening: Opening, out: &mut dyn Write) -> io::Result<u8> {
    let mut code = 0;
    for file in files {
        let name = input::shown_name(file);
        let loaded = input::read(file, opening).and_then(|text| source::load(file, &text));
        code = code.max(match loaded {
            Err(problem) => {
                writeln!(out, "{}", problem.message(&name))?;
                2
            }
            Ok(transcript) => one(&name, &transcript, out)?,
        });
    }
    Ok(code)
}

fn one(name: &str, transcript: &Transcript, out: &mut dyn Write) -> io::Result<u8> {
    for problem in transcript.problems() {
        writeln!(out, "{}", problem.message(name))?;
    }
    let problems = transcript.count(Severity::Problem);
    let warnings = transcript.count(Severity::Warning);
    let more = if transcript.more_problems() {
        ", and more that are not shown"
    } else {
        ""
    };
    if problems + warnings == 0 {
        writeln!(
            out,
            "{name}: no problems: {}, {}, {}",
            counted(transcript.calls().len(), "call"),
            counted(transcript.turn_count(), "turn"),
            counted(transcript.speakers().len(), "speaker"),
        )?;
    } else {
        let (problems, warnings) = (counted(problems, "problem"), counted(warnings, "warning"));
        writeln!(out, "{name}: {problems}, {warnings}{more}")?;
    }
    Ok(code(transcript))
}

/// 0: no more than warnings; 1: problems; 2: nothing could be read.
fn code(transcript: &Transcript) -> u8 {
    match (
        transcript.count(Severity::Problem),
        transcript.is_unreadable(),
    ) {
        (_, true) => 2,
        (0, false) => 0,
        (_, false) => 1,
    }
}

/// Prints the same for programs: `{"format": "onrecord-lint/1", "files": [{"file", "readable", "problems": [PROBLEM], "more",
/// "calls", "turns", "speakers"}]}`, where PROBLEM is `{"severity": "problem" or "warning", "what", "line", "column", "hint"}`
/// without what is not known, and `more` says that there are others. The codes are those of [`run`].
///
/// # Errors
/// When `out` cannot be written to.
pub fn print_json(files: &[Input], opening: Opening, out: &mut dyn Write) -> io::Result<u8> {
    let mut worst = 0;
    let mut told = Vec::new();
    for file in files {
        let loaded = input::read(file, opening).and_then(|text| source::load(file, &text));
        let transcript = loaded.as_ref().ok();
        let problems: Vec<Value> = match &loaded {
            Ok(transcript) => transcript.problems().iter().map(problem_json).collect(),
            Err(problem) => vec![problem_json(problem)],
        };
        worst = worst.max(transcript.map_or(2, code));
        told.push(json!({
            "file": input::shown_name(file),
            "readable": transcript.is_some_and(|t| !t.is_unreadable()),
            "problems": problems,
            "more": transcript.is_some_and(Transcript::more_problems),
            "calls": transcript.map_or(0, |t| t.calls().len()),
            "turns": transcript.map_or(0, Transcript::turn_count),
            "speakers": transcript.map_or(0, |t| t.speakers().len()),
        }));
    }
    let value = json!({ "format": "onrecord-lint/1", "files": told });
    out.write_all(json::to_text(&value).as_bytes())?;
    Ok(worst)
}

/// A problem for programs.
pub fn problem_json(problem: &Problem) -> Value {
    let mut value = json!({
        "severity": match problem.severity {
            Severity::Problem => "problem",
            Severity::Warning => "warning",
        },
        "what": problem.what,
    });
    if let Some(place) = problem.place {
        value["line"] = place.line.into();
        value["column"] = place.column.into();
    }
    if let Some(hint) = &problem.hint {
        value["hint"] = hint.as_str().into();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample::Sample;
    use crate::store::transcript;

    fn lint(text: &str) -> (u8, String) {
        let mut out = Vec::new();
        let code = one("a.yaml", &transcript::load(text), &mut out).expect("written");
        (code, String::from_utf8(out).expect("text"))
    }

    #[test]
    fn counts_and_codes() {
        let good = "turns: [{speaker: a, text: b}]";
        assert_eq!(
            lint(good),
            (
                0,
                "a.yaml: no problems: 1 call, 1 turn, 1 speaker\n".to_owned()
            )
        );
        let odd = "turns: [{speaker: a, start: 2, text: b}, {speaker: a, start: 1, text: c}]";
        let (code, out) = lint(odd);
        assert_eq!(code, 0);
        assert!(out.ends_with("a.yaml: 0 problems, 1 warning\n"), "{out}");
        let (code, out) = lint("turns: [{speaker: a, text: b, x: 1}]");
        assert_eq!(code, 1);
        assert!(out.ends_with("a.yaml: 1 problem, 0 warnings\n"), "{out}");
        for nothing in [
            "hello",
            "turns: []",
            "calls: []",
            "title: A talk",
            "calls: [{turns: []}]",
        ] {
            let (code, out) = lint(nothing);
            assert_eq!(code, 2, "{nothing}");
            assert!(out.ends_with("a.yaml: 1 problem, 0 warnings\n"), "{out}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_outweighs_the_others() {
        let files = [
            Input::File("no/such.yaml".into()),
            Input::Sample(Sample::all()[0]),
        ];
        let mut out = Vec::new();
        assert_eq!(
            run(&files, Opening::default(), &mut out).expect("written"),
            2
        );
    }
}
