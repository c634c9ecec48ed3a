//! From a notes file's text to its notes, each with the lines that it stands in.
//!
//! Knows the parser's nodes and where blocks of lines begin. A file that is not understood whole gives what can be read of
//! it and is marked, so that nobody writes over it.

use std::collections::HashSet;

use super::block::KEYS;
use super::book::{Block, Notebook};
use super::cut::Lines;
use super::rescue::rescue;
use super::shape::note;
use crate::model::{Note, Problem};
use crate::store::yaml::{self, Node};

pub(super) const FORMAT: &str = "onrecord-notes/1";

/// Reads a notes file's text; of a damaged one, the notes that are whole.
pub fn read(text: String) -> Notebook {
    let book = strict(text);
    // The list's own key may be what was damaged.
    let listless = |text: &str| book.blocks.is_empty() && text.contains("- id: ");
    let text = book.original.as_deref();
    let text = text.filter(|text| book.damaged || listless(text));
    text.and_then(|text| rescue(text, &book)).unwrap_or(book)
}

/// Reads the bytes of a notes file, which may be no text.
pub fn read_bytes(content: Vec<u8>) -> Notebook {
    let content = match String::from_utf8(content) {
        Ok(text) => return read(text),
        Err(error) => error.into_bytes(),
    };
    let mut text = String::new();
    for chunk in content.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\0'));
    }
    let book = damaged(
        String::new(),
        vec![Problem::new("the notes file is not UTF-8")],
    );
    rescue(&text, &book).unwrap_or(book)
}

/// Reads a notes file's text as it stands.
pub(super) fn strict(text: String) -> Notebook {
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
    problems.extend(of_keys(entries));
    let about = value("transcript").and_then(|(_, v)| v.mapping());
    let sha256 = about.and_then(|about| {
        let entry = about.iter().find(|(k, _)| k.scalar() == Some("sha256"))?;
        entry.1.scalar().map(str::to_owned)
    });
    let finish = |text, foot, blocks, problems| Notebook {
        sha256,
        ..finish(text, foot, blocks, problems)
    };
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
    problems.extend(doubled(&read, items));
    let after = entries
        .iter()
        .map(|(k, _)| k.line_column().line)
        .filter(|line| *line > key.line_column().line)
        .min();
    match blocks(&text, (key.line_column().line, after), items, read) {
        Ok((blocks, end)) => {
            let foot = text[end..].to_owned();
            finish(text, foot, blocks, problems)
        }
        Err(blocks) => {
            problems.push(
                Problem::new("the notes do not stand below each other, each on lines of its own")
                    .at(list.line_column())
                    .hint(
                        "let each begin on a line of its own with `- id:`, all at one indentation",
                    ),
            );
            Notebook {
                blocks,
                ..damaged(text, problems)
            }
        }
    }
}

/// What is wrong with the file's own keys.
fn of_keys(entries: &[(Node<'_>, Node<'_>)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let format = entries.iter().find(|(k, _)| k.scalar() == Some("format"));
    if format.and_then(|(_, v)| v.scalar()) != Some(FORMAT) {
        problems.push(Problem::new(format!("`format` is not `{FORMAT}`")).hint(
            "written by a newer version, or not a notes file: its notes are shown and not changed",
        ));
    }
    problems.extend(
        yaml::duplicates(entries)
            .map(|(key, _)| Problem::new("a key stands here a second time").at(key.line_column())),
    );
    problems
}

/// The notes with the lines that each stands in, and where the last of them ends. The list begins below the first of two
/// lines; the file goes on in the second.
///
/// # Errors
/// They do not stand on lines of their own: the notes without any.
fn blocks(
    text: &str,
    (first, after): (u32, Option<u32>),
    items: &[Node<'_>],
    read: Vec<Option<Note>>,
) -> Result<(Vec<Block>, usize), Vec<Block>> {
    let lines = Lines::of(text);
    let region = lines.region(text, first, after);
    let cut = lines.blocks(text, region.clone());
    let places: Vec<u32> = items.iter().map(|i| i.line_column().line).collect();
    if !lines.agree(&cut, &places) {
        let blocks = read.into_iter().map(|note| Block {
            raw: String::new(),
            note,
        });
        return Err(blocks.collect());
    }
    let blocks = cut.iter().zip(read).map(|(range, note)| Block {
        raw: text[range.clone()].to_owned(),
        note,
    });
    Ok((blocks.collect(), region.end))
}

/// Two notes with one id, as a merge of two people's files can leave them: whichever were changed, the other could be lost.
fn doubled<'n>(read: &'n [Option<Note>], items: &'n [Node<'_>]) -> impl Iterator<Item = Problem> {
    let mut seen = HashSet::new();
    let notes = read.iter().zip(items);
    let again = notes.filter_map(move |(note, item)| {
        let id = &note.as_ref()?.id;
        (!seen.insert(id)).then(|| item.line_column())
    });
    again.map(|place| {
        Problem::new("a note stands here under an id that another note has, too")
            .at(place)
            .hint("if it is the same note, keep one of the two; else change a letter of its `id`")
    })
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
        sha256: None,
        merges: 0,
        recovery: None,
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

pub(super) fn damaged(text: String, problems: Vec<Problem>) -> Notebook {
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

/// The text to save, and the book that it reads back as.
///
/// # Errors
/// The file holds something that was not understood, or its text would not read back as these notes; it must stay as it is.
pub fn text_to_save(book: &Notebook) -> Result<(String, Notebook), Problem> {
    let as_it_is = |why: &str| Problem::new(format!("the notes file is left as it is: {why}"));
    if let Some(damage) = book.damage() {
        return Err(as_it_is(&damage).hint("mend it, or name another one with --notes"));
    }
    if let Some(note) = book.blocks.iter().find(|b| !keeps_foreign_keys(book, b)) {
        let place = note.note.as_ref().and_then(|n| book.original(&n.id));
        let at = place.and_then(|block| book.original.as_ref()?.find(&block.raw));
        let line = at.map(|at| {
            book.original
                .as_ref()
                .map_or(0, |t| t[..at].matches('\n').count())
                + 1
        });
        let line = line.map_or(String::new(), |line| format!(" in line {line}"));
        return Err(as_it_is(&format!(
            "the note{line} has fields of another program and stands in braces"
        ))
        .hint("write its fields in lines of their own"));
    }
    let text = book.to_text();
    let again = read(text.clone());
    if again.is_read_only() || !again.notes().eq(book.notes()) {
        return Err(
            as_it_is("notes cannot be added to it without changing others")
                .hint("name another one with --notes"),
        );
    }
    Ok((text, again))
}

/// Whether a block that was changed has all keys that it had when it was read and that are not ours.
fn keeps_foreign_keys(book: &Notebook, block: &Block) -> bool {
    let read = block.note.as_ref().and_then(|n| book.original(&n.id));
    let Some(read) = read.filter(|read| read.raw != block.raw) else {
        return true;
    };
    let (before, now) = (foreign_keys(&read.raw), foreign_keys(&block.raw));
    before.iter().all(|key| now.contains(key))
}

fn foreign_keys(raw: &str) -> Vec<String> {
    let (root, _) = yaml::parse(raw);
    let items = root.as_ref().and_then(Node::sequence).unwrap_or_default();
    let keys = items.iter().filter_map(Node::mapping).flatten();
    keys.filter_map(|(key, _)| key.scalar())
        .filter(|key| !KEYS.contains(key))
        .map(str::to_owned)
        .collect()
}
