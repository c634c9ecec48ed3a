//! The passages over the words: the file's quotes, and the reader's marks and notes, wherever they overlap.

use std::ops::Range;

use super::State;
use crate::model::{EntryIndex, Layer, Passage, Stretch};
use crate::text::clean::{Clean, clean};
use crate::text::paint::Role;
use crate::text::painter::Stripe;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A quote of the file, by its number.
    Quote(usize),
    /// A note or a mark, by its place in the notebook.
    Note(usize),
}

/// The part of a passage that lies in one turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// What it is part of.
    pub what: What,
    /// Where.
    pub stretch: Stretch,
}

/// Stretches with what they are part of, to be found by their entry.
pub type Covers = Vec<Cover>;

/// Puts covers in the order of their places, the longer before the shorter.
pub fn sort(covers: &mut Covers) {
    covers.sort_by_key(|c| {
        let Stretch {
            entry,
            layer,
            bytes,
        } = &c.stretch;
        (*entry, *layer, bytes.start, std::cmp::Reverse(bytes.end))
    });
}

fn of(covers: &Covers, entry: EntryIndex) -> &[Cover] {
    let from = covers.partition_point(|c| c.stretch.entry < entry);
    let to = covers.partition_point(|c| c.stretch.entry <= entry);
    &covers[from..to]
}

const LETTERS: [&str; 26] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t", "u", "v", "w", "x", "y", "z",
];

fn meet(one: &Cover, other: &Cover) -> bool {
    let (a, b) = (&one.stretch, &other.stretch);
    a.layer == b.layer && a.bytes.start < b.bytes.end && b.bytes.start < a.bytes.end
}

impl State {
    /// What lies over an entry's words, in order.
    pub fn covers(&self, entry: EntryIndex) -> Covers {
        let (quotes, notes) = (of(&self.quoted, entry), of(&self.noting.covers, entry));
        let mut covers: Covers = quotes.iter().chain(notes).cloned().collect();
        sort(&mut covers);
        covers
    }

    /// What lies over the letter where the reader is, each with its letter in the margin.
    pub fn covers_here(&self) -> Vec<(Cover, &'static str)> {
        let (entry, layer, byte) = self.reading.cursor.place();
        let covers = self.covers(entry);
        let here = |c: &Cover| c.stretch.layer == layer && c.stretch.bytes.contains(&byte);
        let signs = self.signs(&covers).into_iter();
        let signed = covers.iter().cloned().zip(signs.map(|(sign, _)| sign));
        signed.filter(|(cover, _)| here(cover)).collect()
    }

    /// The stripes of an entry's margin, in one of its layers.
    pub fn stripes(&self, covers: &Covers, layer: Layer) -> Vec<Stripe> {
        let signs = self.signs(covers);
        let signed = covers.iter().zip(signs);
        let own = signed.filter(|(cover, _)| cover.stretch.layer == layer);
        let stripe = |(cover, (sign, role)): (&Cover, (&'static str, Role))| Stripe {
            bytes: cover.stretch.bytes.clone(),
            sign,
            role,
        };
        own.map(stripe).collect()
    }

    /// The sign of each: a letter where it overlaps others.
    fn signs(&self, covers: &Covers) -> Vec<(&'static str, Role)> {
        let mut letters = LETTERS.iter().cycle();
        let sign = |cover: &Cover| {
            let (sign, role) = match cover.what {
                What::Quote(_) => ("◆", Role::QuoteSign),
                What::Note(note) if self.noting.is_mark(note) => ("▌", Role::NoteSign),
                What::Note(_) => ("✎", Role::NoteSign),
            };
            let mut others = covers.iter().filter(|c| *c != cover);
            match others.find(|c| meet(c, cover)) {
                Some(_) => (*letters.next().unwrap_or(&"+"), role),
                None => (sign, role),
            }
        };
        covers.iter().map(sign).collect()
    }

    /// Goes to the beginning of the next passage that lies over the letter where the reader is, round and round; its name,
    /// if there is one.
    pub fn next_cover(&mut self) -> Option<Clean> {
        let here = self.covers_here();
        let at = here.iter().position(|(c, _)| Some(c.what) == self.covered);
        let (next, sign) = here.get(at.map_or(0, |at| (at + 1) % here.len()))?.clone();
        self.covered = Some(next.what);
        let name = self.cover_name(&next, sign);
        Some(Clean::format(format_args!(
            "{name} · o the next of {}",
            here.len()
        )))
    }

    /// `a quote one problem`, `b note Says one problem`.
    pub fn cover_name(&self, cover: &Cover, sign: &'static str) -> Clean {
        let quotes = self.transcript.quotes();
        let (kind, codes, name) = match cover.what {
            What::Quote(at) => match quotes.get(at) {
                Some(quote) => {
                    let name = quote.label.as_ref().unwrap_or(&quote.text);
                    ("quote", quote.codes.as_slice(), Some(name))
                }
                None => return Clean::default(),
            },
            What::Note(at) => match self.noting.book.notes().nth(at) {
                Some(note) if note.text.is_blank() => ("mark", note.codes.as_slice(), None),
                Some(note) => ("note", note.codes.as_slice(), Some(&note.text)),
                None => return Clean::default(),
            },
        };
        let mut parts = vec![];
        if sign.chars().all(|c| c.is_ascii_lowercase()) {
            parts.push(Clean::ours(sign));
        }
        parts.push(Clean::ours(kind));
        parts.extend(codes.iter().map(|c| clean(c.borrow())));
        parts.extend(name.map(|n| crate::text::wrap::fit(&clean(n.borrow()), 30)));
        Clean::join(&parts, " ")
    }

    /// Keeps what the quotes run over, to be found by place.
    pub fn cover_quotes(&mut self) {
        let quotes = self.transcript.quotes().iter().enumerate();
        let covers = quotes.flat_map(|(at, q)| covers_of(What::Quote(at), &q.passage));
        self.quoted = covers.collect();
        sort(&mut self.quoted);
    }
}

fn covers_of(what: What, passage: &Passage) -> impl Iterator<Item = Cover> {
    let stretches = passage.stretches.iter().cloned();
    stretches.map(move |stretch| Cover { what, stretch })
}

/// The bytes of covers in one layer that a test holds for.
pub fn bytes(covers: &Covers, layer: Layer, test: impl Fn(What) -> bool) -> Vec<Range<usize>> {
    let own = covers
        .iter()
        .filter(|c| c.stretch.layer == layer && test(c.what));
    own.map(|c| c.stretch.bytes.clone()).collect()
}
