//! Drafts that are to be checked: their text, how they are written, and which of their deviations were agreed to.
//!
//! What was agreed to stands beside the draft, in `NAME.accepted.json`. It holds as long as the draft's words, their verdict
//! and the transcript's words stay as they were then.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::input::{self, Input, Opening};
use super::{json, output};
use crate::model::{OutsideStr, Problem};
use crate::text::check::draft::{Draft, Form};
use crate::text::check::verdict::Checked;

const FORMAT: &str = "onrecord-accepted/1";

/// Reads a draft.
///
/// # Errors
/// It is not there, empty, binary, or not UTF-8.
pub fn read(input: &Input, opening: Opening) -> Result<Draft, Problem> {
    let text = input::read(input, opening).map_err(of_draft)?;
    let form = form(input, &text);
    Ok(Draft::read(OutsideStr::new(&text), form))
}

/// A problem of a file, as one of a draft.
fn of_draft(mut problem: Problem) -> Problem {
    if problem.what == "is empty" {
        problem.hint = Some("a draft has words".to_owned());
    } else if problem.what.starts_with("is a binary file") {
        problem.hint = Some("save the draft as plain text, Markdown or HTML".to_owned());
    }
    problem
}

/// By the name's ending; else by what it looks like.
fn form(input: &Input, text: &str) -> Form {
    let ending = match input {
        Input::File(path) => path.extension().map(|e| e.to_string_lossy().to_lowercase()),
        Input::Stdin | Input::Sample(_) => None,
    };
    match ending.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd" | "qmd" | "rmd") => Form::Markdown,
        Some("html" | "htm" | "xhtml") => Form::Html,
        _ => looks_like(text),
    }
}

fn looks_like(text: &str) -> Form {
    let start = text.trim_start().to_lowercase();
    let tags = ["</p>", "</div>", "</blockquote>", "<br>", "<br/>", "</q>"];
    let html = start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with('<') && tags.iter().any(|t| start.contains(t));
    let heading = |l: &str| l.trim_start_matches('#').starts_with(' ') && l.starts_with('#');
    if html {
        Form::Html
    } else if text.contains("](") || text.contains("**") || text.lines().any(heading) {
        Form::Markdown
    } else {
        Form::Text
    }
}

/// One deviation that was agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Agreed {
    id: String,
    verdict: String,
    words: String,
    /// As it stands in the file.
    value: Value,
}

/// What was agreed to in one draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    path: Option<PathBuf>,
    agreed: Vec<Agreed>,
}

impl Accepted {
    /// Where it stands beside a draft; none for standard input.
    pub fn path(draft: &Input) -> Option<PathBuf> {
        match draft {
            Input::File(path) => {
                let mut name = path.file_name()?.to_owned();
                name.push(".accepted.json");
                Some(path.with_file_name(name))
            }
            Input::Stdin | Input::Sample(_) => None,
        }
    }

    /// Reads what stands beside a draft; nothing where there is none.
    ///
    /// # Errors
    /// It is there and cannot be read; then it is never written.
    pub fn read(draft: &Input) -> Result<Self, Problem> {
        let path = Self::path(draft);
        let Some(found) = path.as_deref().filter(|p| p.exists()) else {
            return Ok(Self {
                path,
                agreed: Vec::new(),
            });
        };
        let wrong = || {
            Problem::new("is no list of accepted deviations")
                .hint("move it away; --accept begins a new one")
        };
        let text = fs::read_to_string(found)
            .map_err(|e| Problem::new(format!("cannot be read: {}", e.kind())))?;
        let value: Value = serde_json::from_str(&text).map_err(|_| wrong())?;
        if value["format"] != FORMAT {
            return Err(wrong());
        }
        let all = value["accepted"].as_array().ok_or_else(wrong)?;
        let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let agreed = all.iter().map(|value| Agreed {
            id: text(value, "id"),
            verdict: text(value, "verdict"),
            words: text(value, "words"),
            value: value.clone(),
        });
        Ok(Self {
            path,
            agreed: agreed.collect(),
        })
    }

    /// Whether this very deviation was agreed to.
    pub fn has(&self, checked: &Checked) -> bool {
        let words = words(checked);
        self.agreed
            .iter()
            .any(|a| a.id == checked.id && a.verdict == checked.verdict.name() && a.words == words)
    }

    /// Agrees to a deviation, in place of what was agreed to of the same quotation.
    pub fn add(&mut self, checked: &Checked) {
        self.remove(checked);
        let (verdict, words) = (checked.verdict.name().to_owned(), words(checked).to_owned());
        let value = json!({
            "id": checked.id,
            "verdict": verdict,
            "quotation": checked.quotation.raw(),
            "words": words,
        });
        self.agreed.push(Agreed {
            id: checked.id.clone(),
            verdict,
            words,
            value,
        });
    }

    /// Agrees to it no longer.
    pub fn remove(&mut self, checked: &Checked) {
        self.agreed.retain(|a| a.id != checked.id);
    }

    /// Writes it beside the draft, on the disk when this returns.
    ///
    /// # Errors
    /// The draft is no file, or it cannot be written there.
    pub fn save(&self) -> Result<(), Problem> {
        let path = self.path.as_deref().ok_or_else(no_file)?;
        let all: Vec<&Value> = self.agreed.iter().map(|a| &a.value).collect();
        let value = json!({ "format": FORMAT, "accepted": all });
        output::write_file(path, &json::to_text(&value), true)
    }

    /// The file that it is in.
    pub fn file(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

fn no_file() -> Problem {
    Problem::new("what is accepted is kept beside a draft, and standard input is no file")
        .hint("save the draft, then name it")
}

fn words(checked: &Checked) -> &str {
    checked.finding.as_ref().map_or("", |f| f.words.raw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_draft_is_written_is_seen_from_its_name_or_its_looks() {
        let named = |name: &str, text: &str| form(&Input::File(name.into()), text);
        assert_eq!(named("a.md", ""), Form::Markdown);
        assert_eq!(named("a.HTM", ""), Form::Html);
        assert_eq!(named("a.txt", "“a” <b> > c"), Form::Text);
        assert_eq!(form(&Input::Stdin, "\n<p>a</p>"), Form::Html);
        assert_eq!(form(&Input::Stdin, "# A\n\nb"), Form::Markdown);
        assert_eq!(form(&Input::Stdin, "#42 is b"), Form::Text);
    }
}
