//! Other formats: text in, a transcript file out.
//!
//! The type of a row is in `format`, what a row's reader hands over in `found`, and the table here; a file each for the
//! formats. What all formats share is done once: `turns` joins cues, `people` names speakers, `yaml` writes, `account`
//! tells what became of the file. What is opened is what `onrecord import` would write, read by the one reader of
//! transcripts.

mod account;
mod assemblyai;
mod captions;
mod chat;
mod columns;
mod csv;
mod deepgram;
mod format;
mod found;
mod front_matter;
mod heads;
mod html;
mod json;
mod markdown;
mod names;
mod otranscribe;
mod own;
mod people;
mod podcast;
mod podcast_html;
mod printed;
mod rolling;
mod speech;
mod subrip;
mod table;
mod text;
mod times;
mod turns;
mod unique;
mod webvtt;
mod whisper;
mod whole;
mod words;
mod yaml;

use std::path::Path;

use serde_json::Value;

use crate::model::{Date, OutsideStr, Problem};
use crate::store::transcript::nearest;
use crate::text::clean::clean;

pub use account::{Account, speakers_line};
pub use format::{Given, Importer, Likeness};
pub use found::LeftOut;
pub use people::{Naming, Speaker};
pub use turns::Joining;
pub use webvtt::may_hold_nul;
pub use whole::WholeNotes;

use people::People;
use turns::Entry;
use yaml::Call;

/// Every format that can be read. Of two that are as sure of a text, the first reads it.
pub const IMPORTERS: &[&Importer] = &[
    &webvtt::WEBVTT,
    &subrip::SUBRIP,
    &text::TEXT,
    &markdown::MARKDOWN,
    &whisper::WHISPER,
    &deepgram::DEEPGRAM,
    &assemblyai::ASSEMBLYAI,
    &podcast::PODCAST,
    &podcast_html::PODCAST_HTML,
    &csv::CSV,
    &chat::CHAT,
    &otranscribe::OTRANSCRIBE,
    &own::JSON,
];

/// How files are imported.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// How cues become turns.
    pub joining: Joining,
    /// Names that were given to speakers.
    pub namings: Vec<Naming>,
}

/// A transcript file, and what became of what it was made from.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text of the transcript file.
    pub yaml: String,
    /// An account for each file.
    pub accounts: Vec<Account>,
    /// Who speaks, in order of appearance.
    pub speakers: Vec<Speaker>,
    /// The notes that came with it.
    pub notes: WholeNotes,
}

/// The importer that `--from` names.
///
/// # Errors
/// There is none of that name; the hint lists all.
pub fn named(name: &str) -> Result<&'static Importer, Problem> {
    let found = IMPORTERS.iter().find(|i| i.name.eq_ignore_ascii_case(name));
    found.copied().ok_or_else(|| {
        let shown = clean(OutsideStr::new(name));
        let names = IMPORTERS.iter().map(|i| (i.name, i.name));
        let hint = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "there are: {}",
                names.map(|(n, _)| n).collect::<Vec<_>>().join(", ")
            ),
        };
        Problem::new(format!("there is no format `{shown}`")).hint(hint)
    })
}

/// The table of formats, as README has it.
pub fn markdown() -> String {
    let mut table = String::from("| `--from` | is | |\n|---|---|---|\n");
    for importer in IMPORTERS {
        let endings: Vec<String> = importer.endings.iter().map(|e| format!("`.{e}`")).collect();
        table.push_str(&format!(
            "| `{}` | {} ({}) | {} |\n",
            importer.name,
            importer.title,
            endings.join(", "),
            importer.about
        ));
    }
    table
}

/// The formats whose files' names end as this one's does.
pub fn of_ending(file: Option<&Path>) -> impl Iterator<Item = &'static Importer> {
    let ending = ending(file);
    let has = move |i: &&Importer| ending.as_deref().is_some_and(|e| i.endings.contains(&e));
    IMPORTERS.iter().copied().filter(has)
}

fn ending(file: Option<&Path>) -> Option<String> {
    let ending = file.and_then(Path::extension)?;
    Some(ending.to_string_lossy().to_lowercase())
}

/// Which format a text is of, by its file's name, if it has one, and its content; none for a transcript file of our own.
pub fn recognise(file: Option<&Path>, given: &Given<'_>) -> Option<&'static Importer> {
    let all = || IMPORTERS.iter().copied();
    let is = |i: &&Importer, likeness| (i.likeness)(given) == likeness;
    let own = matches!(ending(file).as_deref(), Some("yaml" | "yml")) || is_own(given);
    // What a text is for sure counts more than what its file's name says.
    let found = of_ending(file)
        .find(|i| is(i, Likeness::Sure))
        .or_else(|| all().find(|i| is(i, Likeness::Sure)))
        .or_else(|| of_ending(file).find(|i| is(i, Likeness::Maybe)));
    if own {
        return found;
    }
    // A broken file of a known ending is read as what its name says, so that its own reader tells what is wrong; as is JSON
    // of another shape, whatever it is called.
    let json = given.looks_like_json();
    let named: Vec<&str> = of_ending(file).map(|i| i.name).collect();
    let is_named = |i: &&Importer| named.contains(&i.name) || json && i.endings.contains(&"json");
    found
        .or_else(|| all().find(is_named))
        .or_else(|| all().find(|i| is(i, Likeness::Maybe)))
}

/// Whether a text looks like a transcript file of our own: in lines, or as YAML's flow style and JSON would write it.
fn is_own(given: &Given<'_>) -> bool {
    const KEYS: [&str; 3] = ["format:", "calls:", "turns:"];
    if given.looks_like_json() {
        let has = |key: &&str| {
            given
                .json()
                .is_ok_and(|value| value.get(key).is_some_and(Value::is_array))
        };
        return ["calls", "turns"].iter().any(has);
    }
    let text = given.text();
    let flow = text.trim_start().starts_with('{') && KEYS.iter().any(|key| text.contains(key));
    flow || text
        .lines()
        .any(|line| KEYS.iter().any(|key| line.starts_with(key)))
}

/// A text that is to be imported.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// What it is read as.
    pub importer: &'static Importer,
    /// The file's name without its ending; empty where it has none.
    pub name: &'a str,
    /// The text.
    pub given: &'a Given<'a>,
}

/// Makes a transcript file of texts; of several, each is a call, with an id made from its name.
///
/// # Errors
/// What an importer says; there are no words; a name was given to nobody.
pub fn import(texts: &[Text<'_>], import: &Import) -> Result<Imported, Problem> {
    let mut calls: Vec<Call> = Vec::new();
    let mut accounts = Vec::new();
    for text in texts {
        let of_text = |problem| {
            if texts.len() > 1 {
                named_in(problem, text.name)
            } else {
                problem
            }
        };
        let mut found = (text.importer.read)(text.given).map_err(of_text)?;
        if let Some(whole) = found.whole.take() {
            return whole::import(text, whole, texts.len() == 1, import);
        }
        let (entries, joined) = turns::turns(&mut found, import.joining);
        if let Some(date) = found.date.take_if(|d| Date::parse(d).is_none()) {
            let date = clean(OutsideStr::new(&date)).to_string().replace('|', "/");
            found.leave_out(&format!("date that is no day, `{date}`"), None);
        }
        let is_turn = |e: &&Entry| matches!(e, Entry::Turn(_));
        let turns = entries.iter().filter(is_turn).count();
        if turns == 0 {
            let what = format!("has no words: it was read as {}", text.importer.title);
            let hint = "is it the right file? `onrecord import --from` reads it as another format";
            return Err(of_text(Problem::new(what).hint(hint)));
        }
        accounts.push(Account {
            format: text.importer.title,
            unit: found.unit,
            units: found.units,
            turns,
            joined,
            asides: entries.len() - turns,
            left_out: std::mem::take(&mut found.left_out),
            noted: std::mem::take(&mut found.noted),
        });
        let id = call_id(text.name, &calls);
        calls.push(Call { found, id, entries });
    }
    let mut people = everybody(&calls, &import.namings)?;
    let yaml = yaml::write(&calls, &mut people);
    let speakers = people.into_speakers();
    Ok(Imported {
        yaml,
        accounts,
        speakers,
        notes: WholeNotes::default(),
    })
}

/// A problem of one of several texts, which says of which.
fn named_in(problem: Problem, name: &str) -> Problem {
    let what = format!("{}: {}", clean(OutsideStr::new(name)), problem.what);
    Problem { what, ..problem }
}

/// Names everybody who speaks in one of the calls.
fn everybody(calls: &[Call], namings: &[Naming]) -> Result<People, Problem> {
    let entries = calls.iter().flat_map(|c| &c.entries);
    let words: Vec<Option<String>> = entries
        .filter_map(|e| match e {
            Entry::Turn(cue) => Some(cue.speaker.clone()),
            Entry::Aside(..) => None,
        })
        .collect();
    let known: Vec<_> = calls.iter().flat_map(|c| c.found.people.clone()).collect();
    People::new(&words, &known, namings)
}

/// The id of a call: its file's name, with a number where that is taken.
fn call_id(name: &str, calls: &[Call]) -> String {
    let name = if name.is_empty() { "call" } else { name };
    let taken = |id: &str| calls.iter().any(|c| c.id == id);
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let mut ids = std::iter::once(name.to_owned()).chain(numbered);
    ids.find(|id| !taken(id)).expect("numbers do not end")
}
