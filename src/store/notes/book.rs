//! A notes file as it was read, and as it is to be written: what is not touched stays byte for byte.
//!
//! Knows blocks of lines and the notes in them; does not parse, and touches no disk.

use super::Fingerprint;
use super::block;
use super::rescue::Recovery;
use crate::model::{Note, NoteId, Outside, OutsideStr, Problem};
use crate::store::scalar::{inline, quoted};

/// The notes on a transcript, with the text that they were read from.
#[derive(Clone, Debug, Default)]
pub struct Notebook {
    /// Up to the first block.
    pub(super) head: String,
    /// As they stand now, in order of creation.
    pub(super) blocks: Vec<Block>,
    /// As they were read.
    pub(super) originals: Vec<Block>,
    /// From the end of the last block.
    pub(super) foot: String,
    /// The spaces before each dash.
    pub(super) dash: String,
    /// The whole text as it was read.
    pub(super) original: Option<String>,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
    /// Whether something of it was not understood, so that writing could lose it.
    pub(super) damaged: bool,
    /// What the head says of the transcript's content.
    pub(super) sha256: Option<String>,
    /// Of the notes that others wrote while this was open, how many times they were taken in.
    pub(super) merges: u64,
    /// Of a damaged file of which the whole notes are here.
    pub(super) recovery: Option<Recovery>,
}

/// The lines of one note.
#[derive(Clone, PartialEq)]
pub(super) struct Block {
    /// As read or written, with the line feed that ends it.
    pub(super) raw: String,
    /// `None` where they could not be understood.
    pub(super) note: Option<Note>,
}

impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Block({} bytes, {:?})", self.raw.len(), self.note)
    }
}

impl Notebook {
    /// An empty one for a transcript of this title, file name and content.
    pub fn new(title: Option<&Outside>, file: Option<&str>, content: Fingerprint) -> Self {
        Self::on(title, file, Some(content.hex()))
    }

    /// The same; the content's SHA-256, in hexadecimal digits, need not be known.
    pub fn on(title: Option<&Outside>, file: Option<&str>, sha256: Option<String>) -> Self {
        let mut about: Vec<String> = Vec::new();
        about.extend(title.map(|t| format!("title: {}", inline(t.raw()))));
        about.extend(file.map(|f| format!("file: {}", inline(f))));
        about.extend(sha256.as_ref().map(|s| format!("sha256: {}", quoted(s))));
        Self {
            head: format!(
                "format: onrecord-notes/1\ntranscript: {{{}}}\nnotes:\n",
                about.join(", ")
            ),
            dash: "  ".to_owned(),
            sha256,
            ..Self::default()
        }
    }

    /// Whether the notes were made on a transcript of this content; `None` where the file does not say.
    pub fn is_on(&self, content: Fingerprint) -> Option<bool> {
        self.sha256.as_ref().map(|said| *said == content.hex())
    }

    /// What the file says of the transcript's content: its SHA-256, in hexadecimal digits.
    pub fn content(&self) -> Option<&str> {
        self.sha256.as_deref()
    }

    /// Says that all notes stand in a transcript of this content, if the file says what it is on.
    pub fn now_on(&mut self, content: Fingerprint) {
        self.state_content(&content.hex());
    }

    pub(super) fn state_content(&mut self, sha256: &str) {
        if let Some(said) = self
            .sha256
            .as_mut()
            .filter(|said| !said.is_empty() && self.head.matches(said.as_str()).count() == 1)
        {
            self.head = self.head.replacen(said.as_str(), sha256, 1);
            *said = sha256.to_owned();
        }
    }

    /// The lines that could not be understood as a note, each block for itself.
    pub fn unread(&self) -> impl Iterator<Item = OutsideStr<'_>> {
        let unread = self.blocks.iter().filter(|b| b.note.is_none());
        let left = self.recovery.iter().flat_map(|r| &r.unread);
        unread
            .map(|b| OutsideStr::new(&b.raw))
            .chain(left.map(|(_, raw)| OutsideStr::new(raw)))
            .filter(|raw| !raw.is_blank())
    }

    /// What could be read of a file that is damaged; `None` where it is not, or where nothing of it may be written.
    pub fn recovery(&self) -> Option<&Recovery> {
        self.recovery.as_ref()
    }

    /// Says that the recovered notes are on disk now, as an ordinary file.
    pub fn settle(&mut self) {
        if self.recovery.take().is_some() {
            self.problems.clear();
        }
    }

    /// Whether the text names its format.
    pub(super) fn says_what_it_is(&self) -> bool {
        self.head.lines().any(|line| line.starts_with("format:"))
    }

    /// Whether the file that was read held nothing at all.
    pub(super) fn is_blank(&self) -> bool {
        self.original.as_ref().is_some_and(|t| t.trim().is_empty())
    }

    /// The notes that could be read, in file order.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = &Note> {
        self.blocks.iter().filter_map(|b| b.note.as_ref())
    }

    /// The note of this id.
    pub fn note(&self, id: &NoteId) -> Option<&Note> {
        self.notes().find(|n| &n.id == id)
    }

    /// What is wrong with the file, in file order.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is damaged, and where: the reason why nothing is written.
    pub fn damage(&self) -> Option<String> {
        let first = self.problems.first().filter(|_| self.damaged)?;
        let place = first
            .place
            .map(|p| format!(", line {}, column {}", p.line, p.column));
        Some(format!("{}{}", first.what, place.unwrap_or_default()))
    }

    /// Whether the file holds something that was not understood. Such a file must not be written.
    pub fn is_read_only(&self) -> bool {
        self.damaged
    }

    /// Adds a note in order of creation, or replaces the one of its id, which keeps its place and other programs' keys. A
    /// note that is put back as it was read gets its old text back.
    pub fn put(&mut self, note: Note) {
        let same = |b: &&Block| b.note.as_ref() == Some(&note);
        let at = self.position(&note.id);
        if at.is_some_and(|at| same(&&self.blocks[at])) {
            return;
        }
        let read = self.originals.iter().find(same).map(|b| b.raw.clone());
        let old = match at {
            Some(at) => Some(&self.blocks[at]),
            None => self.original(&note.id),
        };
        let raw = read.unwrap_or_else(|| rewritten(&note, &self.dash, old.map(|b| b.raw.as_str())));
        let block = Block {
            raw,
            note: Some(note),
        };
        match at {
            Some(at) => self.blocks[at] = block,
            None => self.insert(block),
        }
    }

    /// Puts a block in order of creation.
    pub(super) fn insert(&mut self, block: Block) {
        let created = block.note.as_ref().map(|n| &n.created);
        let later = |b: &Block| b.note.as_ref().is_some_and(|n| Some(&n.created) > created);
        let at = self.blocks.iter().rposition(|b| !later(b));
        self.blocks.insert(at.map_or(0, |at| at + 1), block);
    }

    /// Puts a copy of a note as it was read behind it, under another id; all else stays as it is written there.
    pub(super) fn insert_copy(&mut self, of: &Note, id: NoteId) {
        let is = |b: &&Block| b.note.as_ref() == Some(of);
        let read = self
            .originals
            .iter()
            .find(is)
            .map_or("", |b| b.raw.as_str());
        let copy = Note { id, ..of.clone() };
        let old = of.id.0.raw();
        let raw = if read.matches(old).count() == 1 {
            read.replacen(old, copy.id.0.raw(), 1)
        } else {
            rewritten(&copy, &self.dash, Some(read))
        };
        let at = self.position(&of.id).map_or(self.blocks.len(), |at| at + 1);
        let block = Block {
            raw,
            note: Some(copy),
        };
        self.blocks.insert(at, block);
    }

    /// A note's block as it was read.
    pub(super) fn original(&self, id: &NoteId) -> Option<&Block> {
        let is = |b: &&Block| b.note.as_ref().is_some_and(|n| &n.id == id);
        self.originals.iter().find(is)
    }

    /// Takes a note out; `None` if it is not there.
    pub fn remove(&mut self, id: &NoteId) -> Option<Note> {
        let at = self.position(id)?;
        self.blocks.remove(at).note
    }

    /// The file's text. Without a change, or where the file is damaged, it is what was read.
    pub fn to_text(&self) -> String {
        if let Some(original) = &self.original
            && (self.damaged || self.blocks == self.originals)
        {
            return original.clone();
        }
        let mut text = self.head.clone();
        for (at, block) in self.blocks.iter().enumerate() {
            let last = at + 1 == self.blocks.len() && self.foot.is_empty();
            match &block.note {
                // A line feed more would be a letter more in a literal block that ends the file.
                Some(note) if !last && !block.raw.ends_with('\n') => {
                    text.push_str(&rewritten(note, &self.dash, Some(&block.raw)));
                }
                _ => text.push_str(&block.raw),
            }
        }
        text.push_str(&self.foot);
        text
    }

    fn position(&self, id: &NoteId) -> Option<usize> {
        self.blocks
            .iter()
            .position(|b| b.note.as_ref().is_some_and(|n| &n.id == id))
    }
}

fn rewritten(note: &Note, dash: &str, old: Option<&str>) -> String {
    block::write(note, dash) + &old.map(block::foreign_lines).unwrap_or_default()
}
