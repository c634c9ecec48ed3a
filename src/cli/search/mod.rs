//! `onrecord search`: where words stand in transcripts.
//!
//! Knows which turns are asked for and how it ends; the looking is done in `text::search`, the printing in `print` and `json`.

mod json;
mod part;
mod print;

use std::io::{self, IsTerminal};

use super::args::{Searching, When};
use super::{
    Failure, Outcome, check_stdin, choose, load_text, message, named, no_color, shown_name,
};
use crate::model::{CallIndex, EntryRef, Layer, Problem, SpeakerIndex, Transcript};
use crate::store::input::Input;
use crate::store::output;
use crate::text::clean::Clean;
use crate::text::search::{Hit, Query, hits};

/// A transcript and where the words stand in it, in order.
struct Searched {
    name: Clean,
    transcript: Transcript,
    hits: Vec<Hit>,
}

/// Which turns are asked for.
struct Limits {
    speakers: Vec<SpeakerIndex>,
    call: Option<CallIndex>,
    original: bool,
}

/// Searches what the arguments name. A file that cannot be read does not keep the others from being searched.
pub fn run(searching: &Searching) -> Result<Outcome, Failure> {
    let query = query(searching)?;
    let (mut found, mut failed, mut known) = (false, false, false);
    let mut unknown = None;
    let mut told = Vec::new();
    let inputs: Vec<Input> = searching.files.iter().map(|f| named(f)).collect();
    check_stdin(&inputs)?;
    let several = searching.files.len() > 1;
    for input in &inputs {
        let transcript = match load_text(input, searching.opening.opening()) {
            Ok((_, transcript)) => transcript,
            Err(failure) => {
                message::tell(&failure.name, &failure.problem);
                failed = true;
                continue;
            }
        };
        let hits = match Limits::new(searching, &transcript) {
            Ok(limits) => {
                known = true;
                limits.hits(&transcript, &query)
            }
            // In one of several transcripts, somebody may well not speak.
            Err(problem) => {
                unknown.get_or_insert((shown_name(input), problem));
                Vec::new()
            }
        };
        found |= !hits.is_empty();
        let one = Searched {
            name: shown_name(input),
            transcript,
            hits,
        };
        if searching.json {
            told.push(json::file(&one));
        } else if !write(searching, &one, several)? {
            return Ok(Outcome::Done);
        }
    }
    if let Some((name, problem)) = unknown.filter(|_| !known) {
        return Err(Failure { name, problem });
    }
    if searching.json {
        output::write(|out| json::print(&searching.pattern, told, out))?;
    }
    Ok(match (failed, found) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Done,
        (false, false) => Outcome::Found,
    })
}

/// Prints the hits of one file; false where nobody reads on.
fn write(searching: &Searching, one: &Searched, several: bool) -> Result<bool, Problem> {
    let mut closed = false;
    output::write(|out| {
        let printed = if searching.count {
            print::count(one, several, out)
        } else {
            let shape = print::Shape {
                named: several,
                colours: colours(searching.color),
                context: searching.context,
            };
            print::hits(one, &shape, out)
        };
        closed = matches!(&printed, Err(e) if e.kind() == io::ErrorKind::BrokenPipe);
        printed
    })?;
    Ok(!closed)
}

fn query(searching: &Searching) -> Result<Query, Problem> {
    let pattern = &searching.pattern;
    let typed = if searching.regex {
        format!("re:{pattern}")
    } else {
        pattern.clone()
    };
    Query::typed(&typed).map_err(|what| {
        Problem::new(what).hint("a phrase is given as it is: onrecord search 'one problem' FILE")
    })
}

fn colours(when: When) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => io::stdout().is_terminal() && !no_color(),
    }
}

impl Limits {
    fn new(searching: &Searching, transcript: &Transcript) -> Result<Self, Problem> {
        let speakers = searching.speaker.iter();
        let speakers = speakers.map(|typed| choose::speaker(transcript, typed));
        let call = searching.call.as_deref();
        Ok(Self {
            speakers: speakers.collect::<Result<_, _>>()?,
            call: call.map(|c| choose::call(transcript, c)).transpose()?,
            original: searching.original,
        })
    }

    /// The hits in what is asked for; with a speaker, what stands between turns is not.
    fn hits(&self, transcript: &Transcript, query: &Query) -> Vec<Hit> {
        let batches = transcript.batches().iter();
        let batches = batches.filter(|b| self.call.is_none_or(|only| only == b.call()));
        let all = batches.flat_map(|batch| hits(batch, query));
        all.filter(|hit| !self.original || hit.layer == Layer::Original)
            .filter(|hit| match transcript.entry(hit.entry) {
                _ if self.speakers.is_empty() => true,
                Some(EntryRef::Turn(turn)) => self.speakers.contains(&turn.speaker()),
                Some(EntryRef::Aside(_)) | None => false,
            })
            .collect()
    }
}
