//! From a notes file's text to its notes, each with the lines that it stands in.
//!
//! Knows the parser's nodes and where blocks of lines begin. A file that is not understood whole gives what can be read of
//! it and is marked, so that nobody writes over it.

use std::path::Path;

use super::Fingerprint;
use super::book::{Block, Notebook};
use super::cut::Lines;
use super::shape::note;
use crate::model::{Note, Problem};
use crate::store::yaml::{self, Node};

const FORMAT: &str = "onrecord-notes/1";

/// Reads the notes file at `path`; `None` if there is none.
///
/// # Errors
/// It is there and cannot be opened.
pub fn open(path: &Path) -> Result<Option<(Notebook, Fingerprint)>, Problem> {
    let content = match std::fs::read(path) {
        Ok(content) => content,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => {
            return Err(
                Problem::new(format!("the notes file cannot be read: {}", e.kind()))
                    .hint("mend it or move it away, or name another one with --notes"),
            );
        }
    };
    let fingerprint = Fingerprint::of(&content);
    let book = match String::from_utf8(content) {
        Ok(text) => read(text),
        Err(_) => damaged(
            String::new(),
            vec![Problem::new("the notes file is not UTF-8")],
        ),
    };
    Ok(Some((book, fingerprint)))
}

/// Reads a notes file's text.
pub fn read(text: String) -> Notebook {
    let (root, mut problems) = yaml::parse(&text);
    let entries = root.as_ref().and_then(Node::mapping);
    if text.trim().is_empty() {
        return finish(text, String::new(), Vec::new(), Vec::new());
    }
    let Some(entries) = entries.filter(|_| problems.is_empty()) else {
        if problems.is_empty() {
            problems.push(Problem::new("this is no notes file").hint(HINT));
        }
        return recovered(text, problems);
    };
    let value = |key: &str| entries.iter().find(|(k, _)| k.scalar() == Some(key));
    if value("format").and_then(|(_, v)| v.scalar()) != Some(FORMAT) {
        problems.push(Problem::new(format!("`format` is not `{FORMAT}`")).hint(
            "written by a newer version, or not a notes file: its notes are shown and not changed",
        ));
    }
    problems.extend(
        yaml::duplicates(entries)
            .map(|(key, _)| Problem::new("a key stands here a second time").at(key.line_column())),
    );
    let Some((key, list)) = value("notes") else {
        return finish(text, String::new(), Vec::new(), problems);
    };
    let items = match list.sequence() {
        Some(items) => items,
        None if list.is_nothing() => &[],
        None => {
            problems.push(Problem::new("`notes` is not a list").at(list.line_column()));
            &[]
        }
    };
    let read: Vec<Option<Note>> = items
        .iter()
        .map(|item| note(item).map_err(|p| problems.extend(p)).ok())
        .collect();
    let after = entries
        .iter()
        .map(|(k, _)| k.line_column().line)
        .filter(|line| *line > key.line_column().line)
        .min();
    let lines = Lines::of(&text);
    let region = lines.region(&text, key.line_column().line, after);
    let cut = lines.blocks(&text, region.clone());
    let places: Vec<u32> = items.iter().map(|i| i.line_column().line).collect();
    if !lines.agree(&cut, &places) {
        problems.push(
            Problem::new("the notes do not stand below each other, each on lines of its own")
                .at(list.line_column())
                .hint("let each begin on a line of its own with `- id:`, all at one indentation"),
        );
        let blocks = read.into_iter().map(|note| Block {
            raw: String::new(),
            note,
        });
        return Notebook {
            blocks: blocks.collect(),
            ..damaged(text, problems)
        };
    }
    let blocks: Vec<Block> = cut
        .iter()
        .zip(read)
        .map(|(range, note)| Block {
            raw: text[range.clone()].to_owned(),
            note,
        })
        .collect();
    let foot = text[region.end..].to_owned();
    finish(text, foot, blocks, problems)
}

const HINT: &str = "a notes file begins with `format: onrecord-notes/1`";

/// A book of which every byte is accounted for.
fn finish(text: String, foot: String, blocks: Vec<Block>, problems: Vec<Problem>) -> Notebook {
    let size: usize = blocks.iter().map(|b| b.raw.len()).sum();
    let mut head = text[..text.len() - foot.len() - size].to_owned();
    if blocks.is_empty() {
        head = with_list(&head);
    }
    let dash = blocks.first().map_or("  ".to_owned(), |b| {
        b.raw[..b.raw.len() - b.raw.trim_start_matches(' ').len()].to_owned()
    });
    Notebook {
        head,
        originals: blocks.clone(),
        blocks,
        foot,
        dash,
        damaged: !problems.is_empty(),
        original: Some(text),
        problems,
    }
}

/// The head of a file without notes, so that blocks can follow it.
fn with_list(head: &str) -> String {
    let lines: Vec<&str> = head.split_inclusive('\n').collect();
    let key = |l: &&str| l.starts_with("notes:") || l.starts_with("\"notes\":");
    let (above, below) = match lines.iter().position(key) {
        Some(at) => (lines[..at].concat(), &lines[at + 1..]),
        None if head.trim().is_empty() => (format!("format: {FORMAT}\n"), &lines[..0]),
        None => (head.to_owned(), &lines[..0]),
    };
    let end = if above.is_empty() || above.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let comments = below.iter().filter(|l| l.trim_start().starts_with('#'));
    format!(
        "{above}{end}notes:\n{}",
        comments.copied().collect::<String>()
    )
}

fn damaged(text: String, problems: Vec<Problem>) -> Notebook {
    Notebook {
        original: Some(text),
        damaged: true,
        problems,
        ..Notebook::default()
    }
}

/// The notes of a file with a fault of syntax, each block read alone.
fn recovered(text: String, problems: Vec<Problem>) -> Notebook {
    let named = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    let key = text.lines().position(|l| l.starts_with("notes:"));
    let key = key.map_or(0, |at| at + 1);
    let after = text.lines().skip(key).position(named);
    let lines = Lines::of(&text);
    let region = lines.region(&text, key as u32, after.map(|at| (key + at + 1) as u32));
    let cut = lines.blocks(&text, region);
    let blocks = cut.into_iter().map(|range| {
        let raw = text[range].to_owned();
        let (root, faults) = yaml::parse(&raw);
        let item = root
            .as_ref()
            .and_then(Node::sequence)
            .and_then(|s| s.first());
        let note = item
            .filter(|_| faults.is_empty())
            .and_then(|i| note(i).ok());
        Block { raw, note }
    });
    let blocks = blocks.collect();
    Notebook {
        blocks,
        ..damaged(text, problems)
    }
}

/// The text to save.
///
/// # Errors
/// The file holds something that was not understood, or its text would not read back as these notes; it must stay as it is.
pub fn text_to_save(book: &Notebook) -> Result<String, Problem> {
    if book.is_read_only() {
        let what = book.problems().first().map_or("it is damaged", |p| &p.what);
        return Err(
            Problem::new(format!("the notes file is left as it is: {what}"))
                .hint("mend it, or name another one with --notes"),
        );
    }
    let text = book.to_text();
    let again = read(text.clone());
    if again.is_read_only() || !again.notes().eq(book.notes()) {
        return Err(Problem::new(
            "the notes file is left as it is: notes cannot be added to it without changing others",
        )
        .hint("name another one with --notes"));
    }
    Ok(text)
}
