//! What a draft quotes: words in quotation marks of all forms, and block quotes.
//!
//! A mark opens or closes by its shape where that says which, else by what stands beside it. What is opened in one paragraph
//! goes on in the next if that begins with the mark again, or if the mark is closed there before another opens.

mod marks;

use std::ops::Range;

use super::draft::{Block, Draft};
use marks::{Role, closes, is_single, role};

/// Words that are quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Its words without the marks, as bytes of the prose: a part a paragraph.
    pub parts: Vec<Range<usize>>,
    /// From the opening mark to behind the closing one; of a block quote, its words.
    pub outer: Range<usize>,
    /// Whether it is a block quote.
    pub block: bool,
    /// The paragraphs that it begins and ends in.
    pub blocks: (usize, usize),
    /// The quotation that it stands in, by its number.
    pub within: Option<usize>,
    /// Where the marks of its parts stand.
    pub marks: Vec<usize>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order in which they begin.
    pub quotations: Vec<Quotation>,
    /// Marks that nothing closes, as bytes of the prose.
    pub unclosed: Vec<usize>,
}

/// A mark that is open.
struct Open {
    mark: char,
    start: usize,
    block: usize,
    /// Where its words in this paragraph begin.
    inner: usize,
    parts: Vec<Range<usize>>,
    marks: Vec<usize>,
}

struct Finder<'d> {
    prose: &'d str,
    blocks: &'d [Block],
    open: Vec<Open>,
    found: Found,
}

/// Finds the quotations of a draft.
pub(super) fn find(draft: &Draft) -> Found {
    let mut finder = Finder {
        prose: draft.prose().raw(),
        blocks: draft.blocks(),
        open: Vec::new(),
        found: Found::default(),
    };
    for block in 0..finder.blocks.len() {
        finder.read(block);
        finder.end(block);
    }
    finder.block_quotes();
    let mut found = finder.found;
    found.quotations.retain(|q| has_letters(draft, q));
    found
        .quotations
        .sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    nest(&mut found.quotations);
    found.unclosed.sort_unstable();
    found.unclosed.dedup();
    found
}

/// Says of each quotation in which other one it stands.
pub(super) fn nest(quotations: &mut [Quotation]) {
    // Those that are not over yet.
    let mut open: Vec<usize> = Vec::new();
    for n in 0..quotations.len() {
        let inner = quotations[n].outer.clone();
        while open
            .last()
            .is_some_and(|o| quotations[*o].outer.end <= inner.start)
        {
            open.pop();
        }
        let around = open.iter().rev().copied().find(|o| {
            let outer = &quotations[*o].outer;
            inner.end <= outer.end && *outer != inner
        });
        quotations[n].within = around;
        open.push(n);
    }
}

/// Cuts block quotes before the paragraphs that begin with a speaker's name.
pub(super) fn cut_at_names(
    quotations: &mut Vec<Quotation>,
    is_named: impl Fn(&Range<usize>) -> bool,
) {
    let cut = |quotation: Quotation| {
        let all = quotation.parts.len();
        let named = (1..all).filter(|n| quotation.block && is_named(&quotation.parts[*n]));
        let starts: Vec<usize> = std::iter::once(0).chain(named).collect();
        let ends = starts.iter().skip(1).copied().chain([all]);
        let pieces = starts.iter().zip(ends).map(|(from, to)| {
            let mut piece = quotation.clone();
            if starts.len() > 1 {
                piece.parts = quotation.parts[*from..to].to_vec();
                piece.marks = quotation.marks[*from..to].to_vec();
                piece.outer = quotation.parts[*from].start..quotation.parts[to - 1].end;
                piece.blocks = (quotation.blocks.0 + from, quotation.blocks.0 + to - 1);
            }
            piece
        });
        pieces.collect::<Vec<_>>()
    };
    *quotations = std::mem::take(quotations)
        .into_iter()
        .flat_map(cut)
        .collect();
    quotations.sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    nest(quotations);
}

fn has_letters(draft: &Draft, quotation: &Quotation) -> bool {
    let prose = draft.prose().raw();
    let mut parts = quotation.parts.iter();
    parts.any(|p| prose[p.clone()].contains(char::is_alphanumeric))
}

impl Finder<'_> {
    fn read(&mut self, block: usize) {
        let bytes = self.blocks[block].bytes.clone();
        let text = &self.prose[bytes.clone()];
        let from = self.resume(block);
        for (at, mark) in text.char_indices() {
            let place = bytes.start + at;
            if place < from {
                continue;
            }
            let open: Vec<char> = self.open.iter().map(|o| o.mark).collect();
            match role(text, at, mark, &open) {
                Role::Nothing => {}
                Role::Opens => self.open.push(Open {
                    mark,
                    start: place,
                    block,
                    inner: place + mark.len_utf8(),
                    parts: Vec::new(),
                    marks: vec![place],
                }),
                Role::Closes(level) => self.close(level, place, mark, block),
            }
        }
    }

    /// Takes up what an earlier paragraph left open; gives the first byte to look at.
    fn resume(&mut self, block: usize) -> usize {
        let bytes = self.blocks[block].bytes.clone();
        let text = &self.prose[bytes.clone()];
        let mut at = bytes.start + (text.len() - text.trim_start().len());
        for open in &mut self.open {
            let mark = self.prose[at..bytes.end].chars().next();
            open.inner = at;
            if let Some(mark) = mark.filter(|m| reopens(open.mark, *m)) {
                open.marks.push(at);
                at += mark.len_utf8();
                open.inner = at;
            }
        }
        at
    }

    fn close(&mut self, level: usize, place: usize, mark: char, block: usize) {
        for above in self.open.drain(level + 1..) {
            if !is_single(above.mark) {
                self.found.unclosed.push(above.start);
            }
        }
        let Some(mut open) = self.open.pop() else {
            return;
        };
        open.parts.push(open.inner..place);
        self.found.quotations.push(Quotation {
            parts: open.parts,
            outer: open.start..place + mark.len_utf8(),
            block: false,
            blocks: (open.block, block),
            within: None,
            marks: open.marks,
        });
    }

    /// Keeps open what goes on in the next paragraph.
    fn end(&mut self, block: usize) {
        let bytes = self.blocks[block].bytes.clone();
        let goes_on = self
            .open
            .first()
            .is_some_and(|o| self.goes_on(o.mark, block));
        for open in std::mem::take(&mut self.open) {
            if goes_on && (self.open.is_empty() || self.goes_on(open.mark, block)) {
                let mut open = open;
                open.parts.push(open.inner..bytes.end);
                self.open.push(open);
            } else if !is_single(open.mark) || self.is_meant(&open) {
                self.found.unclosed.push(open.start);
            }
        }
    }

    /// Whether a single mark that nothing closes is one, and no apostrophe.
    fn is_meant(&self, open: &Open) -> bool {
        matches!(open.mark, '‘' | '‚' | '‹' | '›') && self.open.is_empty()
    }

    fn goes_on(&self, mark: char, block: usize) -> bool {
        let quote = self.blocks[block].quote;
        let Some(next) = self.blocks.get(block + 1).filter(|b| b.quote == quote) else {
            return false;
        };
        let text = self.prose[next.bytes.clone()].trim_start();
        if text
            .chars()
            .next()
            .is_some_and(|first| reopens(mark, first))
        {
            return true;
        }
        // Not as it should be, but nothing else can be meant: the next mark closes.
        let first = text.char_indices().find(|(at, c)| {
            !is_single(*c) && role(text, *at, *c, &[]) != Role::Nothing || closes(mark, *c)
        });
        !is_single(mark)
            && first.is_some_and(|(at, c)| closes(mark, c) && role(text, at, c, &[]) != Role::Opens)
    }

    /// Block quotes: all their words, but for whose they are said to be behind them. Where the words stand in marks, those
    /// are the quotations.
    fn block_quotes(&mut self) {
        let mut at = 0;
        while at < self.blocks.len() {
            let Some(quote) = self.blocks[at].quote else {
                at += 1;
                continue;
            };
            let same = self.blocks[at..].iter();
            let count = same.take_while(|b| b.quote == Some(quote)).count();
            let mut last = at + count;
            let is_name = |b: &Block| {
                let text = self.prose[b.bytes.clone()].trim_start();
                text.starts_with(['—', '–', '―', '~']) || text.starts_with("--")
            };
            if count > 1 && is_name(&self.blocks[last - 1]) {
                last -= 1;
            }
            self.block_quote(at, last);
            at += count;
        }
    }

    fn block_quote(&mut self, first: usize, behind: usize) {
        let parts: Vec<Range<usize>> = self.blocks[first..behind]
            .iter()
            .map(|b| trimmed(self.prose, b.bytes.clone()))
            .collect();
        let (Some(begin), Some(end)) = (parts.first(), parts.last()) else {
            return;
        };
        let outer = begin.start..end.end;
        let inside = |q: &&Quotation| outer.start <= q.outer.start && q.outer.end <= outer.end;
        let marked: usize = self
            .found
            .quotations
            .iter()
            .filter(inside)
            .filter(|q| !is_single(self.prose[q.outer.start..].chars().next().unwrap_or(' ')))
            .map(|q| q.outer.len())
            .sum();
        if marked * 10 >= outer.len() * 6 {
            return;
        }
        self.found.quotations.push(Quotation {
            marks: parts.iter().map(|p| p.start).collect(),
            parts,
            outer,
            block: true,
            blocks: (first, behind - 1),
            within: None,
        });
    }
}

/// Whether a paragraph that begins so goes on with what was opened by `mark`.
fn reopens(mark: char, first: char) -> bool {
    first == mark || (mark == '«' && first == '»')
}

fn trimmed(prose: &str, bytes: Range<usize>) -> Range<usize> {
    let text = &prose[bytes.clone()];
    let start = bytes.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests;
