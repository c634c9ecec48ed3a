//! What the YAML parser says of a fault, in our words and with something to try.
//!
//! None of the parser's text is passed on: it may contain the file's.

use serde_saphyr::Error;
use serde_saphyr::budget::BudgetBreach;

use super::place;
use crate::model::{LineColumn, Problem};

/// What the parser's message contains; what is wrong; what to try.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "tab",
        "a tab stands where YAML wants spaces",
        "indent with spaces only",
    ),
    (
        "unclosed quote",
        "a quotation mark is opened here and never closed",
        "close it; inside double quotes write \\\" for a quotation mark, inside single quotes ''",
    ),
    (
        "unexpected end of",
        "the text ends inside quotes or brackets",
        "close what was opened",
    ),
    (
        "unknown escape",
        "a backslash in these double quotes begins no known escape",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "surrogate",
        "an escape in these double quotes is half a character",
        "write the character itself",
    ),
    (
        "trailing content after",
        "more text follows a closed quotation",
        "put the whole value in quotes; inside double quotes write \\\" for a quotation mark",
    ),
    (
        "simple key expected",
        "a key without a colon",
        "write `key: value`, with a space after the colon; a value that runs over several lines must be indented",
    ),
    (
        "mapping values are not allowed",
        "a colon where no key can stand",
        "put the value in quotes if it contains `: `, or mend the indentation",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin here",
        "begin it on a line of its own, or put the value in quotes",
    ),
    (
        "flow mapping",
        "a curly bracket is opened and never closed, or a comma is missing",
        "close it with } or separate the entries with commas",
    ),
    (
        "flow sequence",
        "a square bracket is opened and never closed, or a comma is missing",
        "close it with ] or separate the elements with commas",
    ),
    (
        "placement of ':'",
        "a colon where none can stand; a bracket before it may not be closed",
        "close the bracket, or put the value in quotes",
    ),
    (
        "misplaced bracket",
        "a bracket is closed that was not opened",
        "put the value in quotes if it contains brackets",
    ),
    (
        "did not find expected key",
        "the indentation fits nothing above it",
        "indent it like its neighbours",
    ),
    (
        "did not find expected '-'",
        "a list goes on without a dash",
        "begin each element with `- `, or mend the indentation",
    ),
    (
        "unexpected character",
        "a value cannot begin with this character",
        "put the value in double quotes; write control characters as escapes, \\e or \\u001b",
    ),
    (
        "unsupported tag",
        "tags are refused",
        "remove the word that begins with `!`, or put the value in quotes",
    ),
    (
        "unknown anchor",
        "aliases are refused",
        "write the value out, or put it in quotes if it begins with `*`",
    ),
    ("recursion limit", DEEP, DEEP_HINT),
];

const DEEP: &str = "lists and mappings are nested too deeply";
const DEEP_HINT: &str =
    "no transcript needs more than 32 levels; look for brackets that are not closed";
const ANCHORS: &str = "anchors are refused";
const ANCHORS_HINT: &str = "write the value out, or put it in quotes if it begins with `&`";
const BEYOND: &str = "the file could not be read beyond this place";

/// The problem that ends the list of problems.
pub(super) fn problem(error: &Error) -> Problem {
    let (what, hint) = words(error);
    let problem = Problem::new(format!("{what}; {BEYOND}")).hint(hint);
    match error.location().map(place) {
        Some(at) => problem.at(at),
        None => problem.at(LineColumn { line: 1, column: 1 }),
    }
}

fn words(error: &Error) -> (&'static str, &'static str) {
    match error.without_snippet() {
        Error::Budget { breach, .. } => match breach {
            BudgetBreach::Anchors { .. }
            | BudgetBreach::RecordedAnchorEvents { .. }
            | BudgetBreach::RecordedAnchorBytes { .. } => (ANCHORS, ANCHORS_HINT),
            BudgetBreach::Aliases { .. } | BudgetBreach::AliasAnchorRatio { .. } => (
                "aliases are refused",
                "write the value out, or put it in quotes if it begins with `*`",
            ),
            BudgetBreach::Depth { .. } => (DEEP, DEEP_HINT),
            BudgetBreach::Documents { .. } => SECOND,
            _ => ("the file is too large", "split it"),
        },
        Error::MultipleDocuments { .. } => SECOND,
        Error::UnknownAnchor { .. } => (
            "aliases are refused",
            "write the value out, or put it in quotes if it begins with `*`",
        ),
        Error::InvalidScalar { .. }
        | Error::InvalidBooleanStrict { .. }
        | Error::TaggedScalarCannotDeserializeIntoString { .. } => (
            "a tag does not fit its value",
            "remove the word that begins with `!`",
        ),
        other => {
            let message = other.to_string();
            KNOWN
                .iter()
                .find(|(part, _, _)| message.contains(part))
                .map_or(
                    (
                        "this is not YAML",
                        "look at the indentation, quotes and brackets before it",
                    ),
                    |(_, what, hint)| (what, hint),
                )
        }
    }
}

const SECOND: (&str, &str) = (
    "a second document begins here",
    "a file holds one transcript or one set of notes; remove the line `---` or `...`",
);
