//! `onrecord check`: the quotations of drafts, each with its verdict.
//!
//! Knows the listing and what is said where there is nothing to list; the judging is done in `text::check`.

mod json;
mod markdown;

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use super::args::Checking;
use super::progress::Progress;
use super::{
    Failure, Outcome, check_stdin, choose, load_text, message, named, no_color, print, shown_name,
    warn,
};
use crate::model::{LineColumn, Problem, Transcript};
use crate::store::drafts::{self, Accepted};
use crate::store::input::Input;
use crate::text::check::draft::Draft;
use crate::text::check::telling::Telling;
use crate::text::check::verdict::{Checked, Verdict};
use crate::text::check::{self, Report};
use crate::text::clean::Clean;
use crate::text::paint::Line;
use crate::tui::theme;

/// Columns of the listing.
const PAGE: usize = 80;
/// From so many quotations on a terminal is told how far it is.
const MANY: usize = 500;

/// A draft and what became of it.
struct Done {
    name: Clean,
    report: Report,
    accepted: Accepted,
}

impl Done {
    fn is_accepted(&self, checked: &Checked) -> bool {
        checked.verdict.is_wrong() && self.accepted.has(checked)
    }

    /// Those that people are told of: not what stands in a quotation that is right.
    fn told(&self) -> impl Iterator<Item = &Checked> {
        let all = self.report.quotations.iter();
        all.filter(|q| !self.report.is_covered(q))
    }

    fn is_right(&self) -> bool {
        let right = |q: &Checked| !q.verdict.is_wrong() || self.is_accepted(q);
        let some = !self.report.quotations.is_empty();
        some && self.report.unclosed.is_empty() && self.told().all(right)
    }
}

/// Checks what the arguments name.
pub fn run(checking: &Checking) -> Result<Outcome, Failure> {
    let inputs: Vec<Input> = checking.against.iter().map(|f| named(f)).collect();
    let drafts: Vec<Input> = checking.drafts.iter().map(|f| named(f)).collect();
    check_stdin(drafts.iter().chain(&inputs))?;
    let mut transcripts = Vec::new();
    for input in &inputs {
        let (_, transcript) = load_text(input, checking.opening.opening())?;
        if check::is_wordless(&transcript) {
            let problem = Problem::new("has no words to check against");
            return Err(of(input, problem.hint("`onrecord lint` says what it has")));
        }
        warn(input, &transcript);
        transcripts.push(transcript);
    }
    let transcripts: Vec<&Transcript> = transcripts.iter().collect();
    let names: Vec<Clean> = inputs.iter().map(shown_name).collect();
    let mut done = Vec::new();
    for input in &drafts {
        let draft = drafts::read(input, checking.opening.opening());
        let draft = draft.map_err(|problem| of(input, problem))?;
        done.push(one((input, &draft), &transcripts, checking.all)?);
    }
    accept(&mut done, &checking.accept)?;
    let telling = |done: &Done, print: &mut dyn FnMut(&Done, Telling<'_>)| {
        let telling = Telling {
            report: &done.report,
            transcripts: &transcripts,
            names: &names,
            signs: true,
        };
        print(done, telling);
    };
    let mut text = String::new();
    if checking.json {
        text = json::listing(&done, &transcripts, &names);
    } else {
        for (n, one) in done.iter().enumerate() {
            if n > 0 {
                text.push('\n');
            }
            telling(one, &mut |done, telling| {
                text.push_str(&if checking.markdown {
                    markdown::listing(done, telling)
                } else {
                    listing(done, telling)
                });
            });
        }
    }
    print(|out| out.write_all(text.as_bytes()))?;
    done.iter().for_each(tell);
    Ok(if done.iter().all(Done::is_right) {
        Outcome::Done
    } else {
        Outcome::Found
    })
}

fn of(input: &Input, problem: Problem) -> Failure {
    Failure {
        name: shown_name(input),
        problem,
    }
}

fn one(
    (input, draft): (&Input, &Draft),
    transcripts: &[&Transcript],
    all: bool,
) -> Result<Done, Failure> {
    let accepted = Accepted::read(input).map_err(|problem| Failure {
        name: Accepted::path(input)
            .map(|path| shown_name(&Input::File(path)))
            .unwrap_or_default(),
        problem,
    })?;
    let mut progress = Progress::new("checking");
    let report = check::check(draft, transcripts, all, &mut |n, of| {
        if of >= MANY && n > 0 && n.is_multiple_of(100) {
            progress.tell(n * 100 / of);
        }
        ControlFlow::Continue(())
    });
    drop(progress);
    Ok(Done {
        name: shown_name(input),
        report: report.unwrap_or_default(),
        accepted,
    })
}

/// Agrees to what `ids` name, in all drafts that have it.
fn accept(done: &mut [Done], ids: &[String]) -> Result<(), Failure> {
    for id in ids {
        let all = done.iter().flat_map(|d| &d.report.quotations);
        let known: Vec<(&str, Verdict)> = all.map(|q| (q.id.as_str(), q.verdict)).collect();
        match known.iter().find(|k| k.0 == id) {
            None => {
                let wrong = known.iter().filter(|k| k.1.is_wrong()).map(|k| k.0);
                let mut problem = choose::unknown("quotation", id, wrong);
                if known.is_empty() {
                    problem.hint = Some("there is no quotation".to_owned());
                }
                return Err(problem.into());
            }
            Some((_, verdict)) if !verdict.is_wrong() => {
                let title = verdict.title();
                let problem = Problem::new(format!("{id} is {title}: there is nothing to accept"));
                return Err(problem.into());
            }
            Some(_) => {}
        }
    }
    for done in done.iter_mut() {
        let named = |q: &&Checked| ids.contains(&q.id);
        let chosen: Vec<Checked> = done
            .report
            .quotations
            .iter()
            .filter(named)
            .cloned()
            .collect();
        if chosen.is_empty() {
            continue;
        }
        chosen.iter().for_each(|q| done.accepted.add(q));
        done.accepted.save().map_err(|problem| Failure {
            name: done
                .accepted
                .file()
                .map(|path| shown_name(&Input::File(path.to_owned())))
                .unwrap_or_default(),
            problem,
        })?;
    }
    Ok(())
}

/// Says on standard error which marks are never closed, and that there is no quotation.
fn tell(done: &Done) {
    for place in &done.report.unclosed {
        message::tell(&done.name, &unclosed(*place));
    }
    if done.report.quotations.is_empty() {
        let problem = Problem::new("has no quotation")
            .hint("quotations stand in “…”, \"…\", ‘…’, «…», „…“, 「…」 or are block quotes");
        message::tell(&done.name, &problem);
    }
}

fn unclosed(place: LineColumn) -> Problem {
    Problem::new("a quotation begins here and never ends; it is not judged")
        .at(place)
        .hint("close it, or begin its next paragraph with the mark again")
}

/// The listing for people.
fn listing(done: &Done, telling: Telling<'_>) -> String {
    let coloured = io::stdout().is_terminal() && !no_color();
    let telling = Telling {
        signs: !coloured,
        ..telling
    };
    let mut out = String::new();
    let accepted = done.told().filter(|q| done.is_accepted(q)).count();
    out.push_str(&format!("{}: {}\n", done.name, telling.summary(accepted)));
    let wrong = |q: &Checked| q.verdict.is_wrong() && !done.is_accepted(q);
    type Group<'g> = (&'g str, &'g dyn Fn(&Checked) -> bool);
    let groups: [Group<'_>; 4] = [
        ("To be looked at", &wrong),
        ("Accepted", &|q| done.is_accepted(q)),
        ("Right", &|q| q.verdict.is_right()),
        ("Of one or two words; --all judges them", &|q| {
            q.verdict == Verdict::Short
        }),
    ];
    for (title, belongs) in groups {
        let mut titled = false;
        for checked in done.told().filter(|q| belongs(q)) {
            if !titled {
                out.push_str(&format!("\n== {title} ==\n"));
                titled = true;
            }
            if checked.verdict != Verdict::Short {
                out.push('\n');
            }
            for row in telling.rows(checked, done.is_accepted(checked), PAGE) {
                out.push_str(&shown(&row, coloured));
            }
        }
    }
    out
}

fn shown(row: &Line, coloured: bool) -> String {
    let text = if coloured {
        theme::painted(row)
    } else {
        row.iter().map(|piece| &*piece.text).collect()
    };
    format!("{}\n", text.trim_end())
}
