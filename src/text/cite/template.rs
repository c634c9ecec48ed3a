//! A reader's own style: a text with placeholders.

use super::facts::Facts;
use super::part::{Group, lines};
use crate::model::{Outside, OutsideStr};
use crate::text::clean::{Clean, clean};

/// A text with placeholders, `{words}` for one; `{{` and `}}` are braces.
///
/// What is not known is empty, and the punctuation before it goes with it: `{call}, {date}` without a date is the call.
/// Where a part is a paraphrase, quotation marks around `{words}` are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(Clean),
    Field(Field),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Words,
    Speaker,
    Role,
    Call,
    Date,
    Time,
    Turn,
    Page,
    Line,
    Source,
    Title,
    Fidelity,
    Via,
    Disputed,
}

const FIELDS: &[(&str, Field)] = &[
    ("words", Field::Words),
    ("speaker", Field::Speaker),
    ("role", Field::Role),
    ("call", Field::Call),
    ("date", Field::Date),
    ("time", Field::Time),
    ("turn", Field::Turn),
    ("page", Field::Page),
    ("line", Field::Line),
    ("source", Field::Source),
    ("title", Field::Title),
    ("fidelity", Field::Fidelity),
    ("via", Field::Via),
    ("disputed", Field::Disputed),
];

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A placeholder that there is not.
    #[error("{{{0}}} is no placeholder: there are {known}", known = known())]
    Unknown(Clean),
    /// A brace that has no partner.
    #[error("a brace stands alone: write {{{{ or }}}} for one")]
    Brace,
    /// No `{words}`.
    #[error("it has no {{words}}")]
    NoWords,
}

fn known() -> String {
    let names: Vec<String> = FIELDS.iter().map(|(n, _)| format!("{{{n}}}")).collect();
    names.join(" ")
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// A placeholder is not known, a brace stands alone, or the words are missing.
    pub fn parse(text: &Outside) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text.raw();
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = from.strip_prefix("{{").or(from.strip_prefix("}}")) {
                plain.push_str(&from[..1]);
                rest = after;
                continue;
            }
            let inside = from.strip_prefix('{').ok_or(TemplateError::Brace)?;
            let (name, after) = inside.split_once('}').ok_or(TemplateError::Brace)?;
            let field = FIELDS.iter().find(|(known, _)| *known == name);
            let (_, field) =
                field.ok_or_else(|| TemplateError::Unknown(clean(OutsideStr::new(name))))?;
            pieces.push(Piece::text(&std::mem::take(&mut plain)));
            pieces.push(Piece::Field(*field));
            rest = after;
        }
        plain.push_str(rest);
        pieces.push(Piece::text(&plain));
        if pieces.contains(&Piece::Field(Field::Words)) {
            Ok(Self(pieces))
        } else {
            Err(TemplateError::NoWords)
        }
    }

    pub(super) fn write(&self, facts: &Facts, group: &Group<'_>, words: &Clean) -> Clean {
        let bare = group.parts.iter().any(|p| p.paraphrase);
        let mut written = Clean::default();
        for (at, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Field(field) => written.push(&value(*field, facts, group, words)),
                Piece::Text(text) => {
                    let next = self.0.get(at + 1);
                    let missing = match next {
                        Some(Piece::Field(field)) => value(*field, facts, group, words).is_empty(),
                        _ => false,
                    };
                    if missing && text.chars().all(|c| " ,;:.·–—-".contains(c)) {
                        continue;
                    }
                    let is_words = |p: Option<&Piece>| p == Some(&Piece::Field(Field::Words));
                    let before = at.checked_sub(1).and_then(|at| self.0.get(at));
                    let mut text = text.as_str();
                    if bare && is_words(next) {
                        text = text.trim_end_matches(MARKS);
                    }
                    if bare && is_words(before) {
                        text = text.trim_start_matches(MARKS);
                    }
                    written.push(&Clean::trusted(text.to_owned()));
                }
            }
        }
        written
    }
}

/// Quotation marks.
const MARKS: [char; 12] = ['"', '\'', '“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›'];

impl Piece {
    fn text(text: &str) -> Self {
        let (start, end) = (
            text.len() - text.trim_start().len(),
            text.trim_end()
                .len()
                .max(text.len() - text.trim_start().len()),
        );
        let inner = lines(OutsideStr::new(text));
        let space = |text: &str| -> String {
            let kept = text.chars().filter(|c| matches!(c, ' ' | '\n'));
            kept.collect()
        };
        let (before, after) = (space(&text[..start]), space(&text[end..]));
        Self::Text(Clean::trusted(format!("{before}{inner}{after}")))
    }
}

fn value(field: Field, facts: &Facts, group: &Group<'_>, words: &Clean) -> Clean {
    let number = |n: Option<u32>| n.map(|n| Clean::format(format_args!("{n}")));
    let found = match field {
        Field::Words => Some(words.clone()),
        Field::Speaker => Some(speakers(group)),
        Field::Role => facts.role.clone(),
        Field::Call => Some(facts.call.clone()),
        Field::Date => facts.date.clone(),
        Field::Time => facts.time.clone(),
        Field::Turn => Some(facts.turn.clone()),
        Field::Page => number(facts.page),
        Field::Line => number(facts.line),
        Field::Source => facts.source.clone(),
        Field::Title => facts.title.clone(),
        Field::Fidelity => Some(fidelity(group)),
        Field::Via => facts.via.clone(),
        Field::Disputed => Some(Clean::join(&facts.disputed, ", ")),
    };
    found.unwrap_or_default()
}

fn speakers(group: &Group<'_>) -> Clean {
    let mut names: Vec<Clean> = group.parts.iter().map(|p| p.name.clone()).collect();
    let mut seen = Vec::new();
    names.retain(|n| {
        !seen.contains(n) && {
            seen.push(n.clone());
            true
        }
    });
    Clean::join(&names, ", ")
}

/// Each kind once: `verbatim, paraphrase`.
fn fidelity(group: &Group<'_>) -> Clean {
    let mut kinds: Vec<Clean> = Vec::new();
    for part in &group.parts {
        let kind = part.fidelity.clone();
        let kind = kind.unwrap_or_else(|| Clean::ours("verbatim"));
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Clean::join(&kinds, ", ")
}
