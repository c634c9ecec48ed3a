//! The whole notes of a damaged file: cut off, bytes changed, not UTF-8, two versions between git's marks, one id twice.
//!
//! Knows lines, dashes and ids; a note counts as whole when its block, read alone, is a note without a fault. Writes
//! nothing: the file as it is is kept aside when the notes are saved, see [`super::NotesFile`].

use std::collections::HashSet;
use std::ops::Range;

use super::block;
use super::book::{Block, Notebook};
use super::merge::id_of_version;
use super::read::{FORMAT, strict};
use super::shape::note;
use crate::model::{Note, Problem};
use crate::store::yaml::{self, Node};

/// What could be read of a damaged file.
#[derive(Clone, Debug, Default)]
pub struct Recovery {
    /// Notes that are whole.
    pub notes: usize,
    /// What is not part of any, in file order: the line where it begins (from 1), and its text.
    pub unread: Vec<(usize, String)>,
}

impl Recovery {
    /// In words for the reader.
    pub fn told(&self) -> String {
        format!("{}; the file as it is will be kept aside", self.count())
    }

    /// The same, of a file that was damaged elsewhere while it was open here.
    pub fn told_later(&self) -> String {
        let count = self.count();
        format!("the notes file was damaged elsewhere: {count}; as it was it is kept aside")
    }

    fn count(&self) -> String {
        let notes = match self.notes {
            1 => "1 note recovered".to_owned(),
            n => format!("{n} notes recovered"),
        };
        let unread = match self.lines() {
            lines if lines.is_empty() => String::new(),
            lines => format!("; {lines} could not be read"),
        };
        format!("{notes}{unread}")
    }

    /// `line 4`, or `lines 3–5, 8 and more`.
    fn lines(&self) -> String {
        const SHOWN: usize = 4;
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for (first, text) in &self.unread {
            let last = first + text.lines().count().max(1) - 1;
            match ranges.last_mut() {
                Some(before) if *first <= before.1 + 1 => before.1 = before.1.max(last),
                _ => ranges.push((*first, last)),
            }
        }
        let said = |(first, last): &(usize, usize)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        };
        let shown: Vec<String> = ranges.iter().take(SHOWN).map(said).collect();
        let word = match ranges.as_slice() {
            [] => return String::new(),
            [(first, last)] if first == last => "line",
            _ => "lines",
        };
        let more = if ranges.len() > SHOWN {
            " and more"
        } else {
            ""
        };
        format!("{word} {}{more}", shown.join(", "))
    }
}

/// A book of the whole notes of `text`, to be written as an ordinary file; `None` where it is no damaged notes file but
/// none at all, or of another version, or the notes in it are none that stand on lines of their own. Of bytes that are no
/// text there are NULs in it. `found` is what was made of it as it stands.
pub fn rescue(text: &str, found: &Notebook) -> Option<Notebook> {
    if another_version(text) {
        return None;
    }
    let mut pieces = Pieces::default();
    match sides(text) {
        Some([ours, theirs]) => {
            pieces.read(&ours);
            let mut other = Pieces::default();
            other.read(&theirs);
            pieces.join(other);
        }
        None => pieces.read(&plain(text)),
    }
    // Without a note, what can be read as it stands is a file of another kind, not a damaged one.
    let cut_off = pieces.says_format && !yaml::parse(text).1.is_empty();
    let ours = cut_off || FORMAT_LINE.starts_with(text.trim_end());
    if pieces.blocks.len() < found.notes().count() || (pieces.blocks.is_empty() && !ours) {
        return None;
    }
    tell_apart(&mut pieces.blocks);
    let mut book = pieces.book();
    let unread = pieces.unread;
    let recovery = Recovery {
        notes: book.notes().count(),
        unread,
    };
    book.problems = vec![Problem::new(recovery.told())];
    book.problems.extend(found.problems.iter().cloned());
    book.recovery = Some(recovery);
    Some(book)
}

const FORMAT_LINE: &str = "format: onrecord-notes/1";

/// Whether a newer program, or an older one, wrote this.
fn another_version(text: &str) -> bool {
    let said = text.lines().find_map(|l| l.strip_prefix("format:"));
    let number = said.and_then(|said| {
        let said = said.trim().trim_matches(['"', '\'']);
        said.strip_prefix("onrecord-notes/")
    });
    number.is_some_and(|n| n != "1" && !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// A line and its number, from 1.
type Numbered<'a> = (usize, &'a str);

fn plain(text: &str) -> Vec<Numbered<'_>> {
    (1..).zip(text.split_inclusive('\n')).collect()
}

/// Both versions of a file with git's marks of a conflict, without what both began as.
fn sides(text: &str) -> Option<[Vec<Numbered<'_>>; 2]> {
    let is = |line: &str, mark: &str| {
        let rest = line.strip_prefix(mark);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r', '\n']))
    };
    if !text.lines().any(|l| is(l, "<<<<<<<")) || !text.lines().any(|l| is(l, ">>>>>>>")) {
        return None;
    }
    let mut sides = [Vec::new(), Vec::new()];
    let mut to = [true, true];
    let mut conflict = false;
    for (number, line) in plain(text) {
        match () {
            () if is(line, "<<<<<<<") => (to, conflict) = ([true, false], true),
            () if conflict && is(line, "|||||||") => to = [false, false],
            () if conflict && is(line, "=======") => to = [false, true],
            () if conflict && is(line, ">>>>>>>") => (to, conflict) = ([true, true], false),
            () => {
                let chosen = sides.iter_mut().zip(to).filter(|(_, to)| *to);
                chosen.for_each(|(side, _)| side.push((number, line)));
            }
        }
    }
    Some(sides)
}

/// What a text falls into.
#[derive(Default)]
struct Pieces {
    head: String,
    blocks: Vec<Block>,
    foot: String,
    unread: Vec<(usize, String)>,
    says_format: bool,
    dash: String,
}

impl Pieces {
    /// Takes a text apart.
    fn read(&mut self, lines: &[Numbered<'_>]) {
        let text: String = lines.iter().map(|(_, line)| *line).collect();
        self.says_format = text.lines().any(|l| l.trim_end() == FORMAT_LINE);
        self.dash = main_dash(&text);
        let number = |at: usize| {
            let before = text[..at].matches('\n').count();
            lines.get(before).map_or(1, |(number, _)| *number)
        };
        let starts = starts(&text, &self.dash);
        let first = starts.first().copied().unwrap_or(text.len());
        self.head = text[..first].to_owned();
        let end = foot(&text, starts.last().copied().unwrap_or(text.len()));
        self.foot = text[end..].to_owned();
        let ends = starts.iter().skip(1).copied().chain([end]);
        for (from, to) in starts.iter().copied().zip(ends) {
            self.salvage(&text, from..to, &number);
        }
    }

    /// Reads the note that begins at a place, as far as its lines go without a fault; what follows it is not read.
    fn salvage(&mut self, text: &str, range: Range<usize>, number: &impl Fn(usize) -> usize) {
        let raw = &text[range.clone()];
        let indent = self.dash.len() + 1;
        let mut ends: Vec<usize> = vec![raw.len()];
        let mut at = 0;
        for line in raw.split_inclusive('\n') {
            let leaves = line.len() - line.trim_start_matches(' ').len() < indent;
            if at > 0 && leaves && !line.trim().is_empty() {
                ends.push(at);
            }
            at += line.len();
        }
        let whole = ends
            .iter()
            .find_map(|end| Some((*end, whole(&raw[..*end])?)));
        let end = whole.as_ref().map_or(0, |(end, _)| *end);
        if let Some((_, note)) = whole {
            self.blocks.push(Block {
                raw: raw[..end].to_owned(),
                note: Some(note),
            });
        }
        if !raw[end..].trim().is_empty() {
            let at = number(range.start + end);
            self.unread.push((at, raw[end..].to_owned()));
        }
    }

    /// Takes in what another version of the file holds; what both have is there once.
    fn join(&mut self, other: Self) {
        for block in other.blocks {
            if self.blocks.iter().any(|b| b.note == block.note) {
                continue;
            }
            let key = |b: &Block| b.note.as_ref().map(|n| n.created.raw().to_owned());
            let at = self.blocks.iter().rposition(|b| key(b) <= key(&block));
            self.blocks.insert(at.map_or(0, |at| at + 1), block);
        }
        for unread in other.unread {
            if !self.unread.contains(&unread) {
                self.unread.push(unread);
            }
        }
        self.unread.sort();
        self.says_format |= other.says_format;
        if self.foot.is_empty() {
            self.foot = other.foot;
        }
    }

    /// An ordinary book: with the file's own head and foot where it can be read with them, else with a new head.
    fn book(&mut self) -> Notebook {
        let notes: Vec<Note> = self.blocks.iter().filter_map(|b| b.note.clone()).collect();
        let own: String = self.blocks.iter().map(|b| ended(&b.raw)).collect();
        let anew: String = notes.iter().map(|n| block::write(n, "  ")).collect();
        let new_head = new_head(&self.head);
        let (head, foot) = (ended(&self.head), self.foot.clone());
        let tries = [
            (&head, &own, foot.as_str()),
            (&head, &own, ""),
            (&new_head, &own, foot.as_str()),
            (&new_head, &own, ""),
            (&new_head, &anew, ""),
        ];
        for (head, blocks, foot) in tries {
            let mut book = strict(format!("{head}{blocks}{foot}"));
            if !book.is_read_only() && book.notes().eq(&notes) && book.says_what_it_is() {
                if *head != ended(&self.head) && !self.head.trim().is_empty() {
                    self.unread.insert(0, (1, self.head.clone()));
                }
                if foot.is_empty() && !self.foot.is_empty() {
                    self.unread.push((1, self.foot.clone()));
                }
                book.original = None;
                return book;
            }
        }
        Notebook {
            head: format!("{FORMAT_LINE}\nnotes:\n"),
            dash: "  ".to_owned(),
            ..Notebook::default()
        }
    }
}

/// Where, behind `last`, the file's own keys go on after the list.
fn foot(text: &str, last: usize) -> usize {
    let mut at = last;
    for line in text[last..].split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (root, faults) = yaml::parse(&text[at..]);
            if faults.is_empty() && root.as_ref().is_some_and(|r| r.mapping().is_some()) {
                return at;
            }
        }
        at += line.len();
    }
    text.len()
}

fn ended(raw: &str) -> String {
    match raw.is_empty() || raw.ends_with('\n') {
        true => raw.to_owned(),
        false => format!("{raw}\n"),
    }
}

/// A head that keeps what the old one says of the transcript, if that can be read.
fn new_head(old: &str) -> String {
    let about = |line: &&str| line.starts_with("transcript:") && yaml::parse(line).1.is_empty();
    let about = old.lines().find(about).filter(|line| !line.contains('\0'));
    let about = about.map_or(String::new(), |line| format!("{line}\n"));
    format!("format: {FORMAT}\n{about}notes:\n")
}

/// The note in a block, if there is one and all of the block is it.
fn whole(raw: &str) -> Option<Note> {
    if raw.contains('\0') {
        return None;
    }
    let (root, faults) = yaml::parse(raw);
    let items = root.as_ref().and_then(Node::sequence)?;
    match items {
        [item] if faults.is_empty() => note(item).ok(),
        _ => None,
    }
}

/// The spaces before the dashes of most notes.
fn main_dash(text: &str) -> String {
    let indents = |ids: bool| {
        text.lines().filter_map(move |line| {
            let body = line.trim_start_matches(' ');
            let rest = body.strip_prefix('-')?;
            let is = rest.is_empty() || rest.starts_with(' ');
            (is && (!ids || rest.trim_start().starts_with("id:"))).then(|| line.len() - body.len())
        })
    };
    let all: Vec<usize> = indents(true).collect();
    let count = |indent: &usize| all.iter().filter(|i| *i == indent).count();
    // Of those that are as many, the smallest.
    let most = all
        .iter()
        .max_by_key(|i| (count(i), std::cmp::Reverse(**i)));
    " ".repeat(most.copied().or_else(|| indents(false).next()).unwrap_or(2))
}

/// Where notes seem to begin: at a dash that stands as the others do, and wherever else a dash and `id:` follow each
/// other, for what stood before them may be what was changed.
fn starts(text: &str, dash: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\r', '\n']);
        let rest = body.strip_prefix(dash).and_then(|b| b.strip_prefix('-'));
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
            starts.push(at);
        } else if let Some(inside) = body.find(&format!("{dash}- id: ")) {
            starts.push(at + inside);
        }
        at += line.len();
    }
    starts
}

/// Gives every note after the first of an id one of its own.
fn tell_apart(blocks: &mut [Block]) {
    let mut taken: HashSet<_> = HashSet::new();
    let ids = blocks.iter().filter_map(|b| b.note.as_ref());
    let all: HashSet<_> = ids.map(|n| n.id.clone()).collect();
    for block in blocks {
        let Some(note) = &mut block.note else {
            continue;
        };
        if taken.insert(note.id.clone()) {
            continue;
        }
        let old = note.clone();
        let free = |id: &_| !all.contains(id) && !taken.contains(id);
        note.id = (0..)
            .map(|n| id_of_version(&old, n))
            .find(free)
            .expect("ids do not run out");
        let id = old.id.0.raw();
        block.raw = if !id.is_empty() && block.raw.matches(id).count() == 1 {
            block.raw.replacen(id, note.id.0.raw(), 1)
        } else {
            let dash = block.raw.len() - block.raw.trim_start_matches(' ').len();
            block::write(note, &" ".repeat(dash)) + &block::foreign_lines(&block.raw)
        };
        taken.insert(note.id.clone());
    }
}
