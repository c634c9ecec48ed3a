//! A draft as prose: its words without markup, in paragraphs, each letter with its place in the file.
//!
//! Knows how Markdown, HTML and plain text are written. Does not know what a quotation is.

mod html;
mod markdown;
mod plain;

use std::ops::Range;

use crate::model::{LineColumn, OutsideStr};

/// How a draft is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Paragraphs with empty lines between them; `>` before a line makes a block quote.
    Text,
    /// CommonMark with tables and footnotes.
    Markdown,
    /// HTML.
    Html,
}

/// A paragraph, heading, list item or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the prose.
    pub bytes: Range<usize>,
    /// Which block quote it is in, counted from 0.
    pub quote: Option<usize>,
}

/// The prose of a draft.
#[derive(Clone, Debug)]
pub struct Draft {
    prose: String,
    blocks: Vec<Block>,
    /// From which byte of the prose on letters follow each other in the file from which byte on.
    origins: Vec<(usize, usize)>,
    /// Where lines begin in the file, with the characters before each of them left out.
    source: Box<str>,
    lines: Vec<usize>,
    /// How many characters begin before each block of so many bytes.
    counts: Vec<usize>,
}

impl Draft {
    /// Reads a draft.
    pub fn read(source: OutsideStr<'_>, form: Form) -> Self {
        let source = source.raw();
        let mut prose = Prose::default();
        match form {
            Form::Text => plain::read(source, &mut prose),
            Form::Markdown => markdown::read(source, &mut prose),
            Form::Html => html::read(source, &mut prose),
        }
        prose.end_block();
        let breaks = memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1);
        let mut counts = vec![0];
        for block in source.as_bytes().chunks(COUNTED) {
            counts.push(counts[counts.len() - 1] + begun(block));
        }
        Self {
            counts,
            prose: prose.text,
            blocks: prose.blocks,
            origins: prose.origins,
            source: source.into(),
            lines: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// Its words, without markup. Outside text.
    pub fn prose(&self) -> OutsideStr<'_> {
        OutsideStr::new(&self.prose)
    }

    /// Its paragraphs, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many characters begin before a byte of the file.
    fn characters(&self, byte: usize) -> usize {
        let block = byte / COUNTED;
        self.counts[block] + begun(&self.source.as_bytes()[block * COUNTED..byte])
    }

    /// Where a byte of the prose stands in the file.
    pub fn place(&self, at: usize) -> LineColumn {
        let next = self.origins.partition_point(|(prose, _)| *prose <= at);
        let (prose, origin) = next.checked_sub(1).map_or((0, 0), |n| self.origins[n]);
        let most = self
            .origins
            .get(next)
            .map_or(usize::MAX, |o| o.1.max(origin));
        let byte = (origin + (at - prose)).min(most).min(self.source.len());
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines[line.saturating_sub(1)];
        let before = self.characters(byte) - self.characters(start);
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        LineColumn {
            line: number(line),
            column: number(before + 1),
        }
    }
}

/// Bytes of the file whose characters are counted beforehand.
const COUNTED: usize = 1_024;

/// How many characters begin among some bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b & 0xc0 != 0x80).count()
}

/// Collects prose.
#[derive(Default)]
struct Prose {
    text: String,
    blocks: Vec<Block>,
    origins: Vec<(usize, usize)>,
    start: usize,
    quote: Option<usize>,
    /// Block quotes that are open, one in the other.
    depth: usize,
    quotes: usize,
    /// Letters above the line, from which byte of the text on.
    raised: Option<usize>,
    /// Whether some of them lead elsewhere.
    linked: bool,
}

impl Prose {
    /// Letters as they stand in the file from byte `at` on.
    fn push(&mut self, text: &str, at: usize) {
        self.origins.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// A blank in place of what stands at byte `at`; none where one stands already.
    fn blank(&mut self, at: usize) {
        if self.text.len() > self.start && !self.text.ends_with(char::is_whitespace) {
            self.push(" ", at);
        }
    }

    /// Letters above the line begin.
    fn raise(&mut self) {
        self.raised.get_or_insert(self.text.len());
        self.linked = false;
    }

    /// They end. A mark of a footnote is none of the draft's words.
    fn lower(&mut self) {
        let Some(from) = self.raised.take() else {
            return;
        };
        let (before, raised) = self.text.split_at(from);
        if refers(before, raised, self.linked) {
            self.text.truncate(from);
            let kept = self.origins.partition_point(|origin| origin.0 < from);
            self.origins.truncate(kept);
        }
    }

    fn end_block(&mut self) {
        self.raised = None;
        let bytes = self.start..self.text.len();
        if !self.text[bytes.clone()].trim().is_empty() {
            let quote = self.quote.filter(|_| self.depth > 0);
            self.blocks.push(Block { bytes, quote });
            self.text.push('\n');
        }
        self.start = self.text.len();
    }

    fn begin_quote(&mut self) {
        self.end_block();
        if self.depth == 0 {
            self.quote = Some(self.quotes);
            self.quotes += 1;
        }
        self.depth += 1;
    }

    fn end_quote(&mut self) {
        self.end_block();
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Whether letters above the line are the mark of a footnote, and neither a power nor `st`.
fn refers(before: &str, raised: &str, linked: bool) -> bool {
    let mark = raised.trim();
    let inner = mark.trim_matches(['[', ']', '(', ')', ',', ' ']);
    let digits = !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit() || b == b',');
    let sign = !inner.is_empty() && inner.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
    let word = before.chars().rev().take_while(|c| c.is_alphabetic());
    let behind_word = match word.take(3).count() {
        // A unit or an element is short: `m²`.
        0 => !before.ends_with(|c: char| c.is_ascii_digit()),
        letters => letters > 2,
    };
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let short = inner.contains(char::is_alphanumeric) && letters <= 2 || inner.starts_with("note ");
    sign || short && (linked || mark.starts_with('[')) || digits && (inner != mark || behind_word)
}

#[cfg(test)]
mod tests;
