//! Which quotes and notes a page shows, and where: beside the turn on which each begins, its words marked.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{EntryIndex, EntryRef, Layer, OutsideStr, Stretch};
use crate::store::export::work::{Item, Work};
use crate::text::cite::lines;

/// A quote or a note on the page.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What it is.
    pub item: Item<'a>,
    /// Its number among those of its kind, from 1.
    pub number: usize,
}

/// Words of a turn that belong to one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its place in [`Items::all`].
    pub of: usize,
    /// In the text or the original.
    pub layer: Layer,
    /// Bytes of that.
    pub bytes: Range<usize>,
    /// Whether it begins here.
    pub first: bool,
    /// Whether it ends here.
    pub last: bool,
}

/// All quotes and notes of a page.
#[derive(Debug, Default)]
pub struct Items<'a> {
    /// In the order of their places, those without one first.
    pub all: Vec<Shown<'a>>,
    /// Those that stand beside no turn.
    pub unplaced: Vec<usize>,
    beside: HashMap<EntryIndex, Vec<usize>>,
    marks: HashMap<EntryIndex, Vec<Mark>>,
}

impl<'a> Items<'a> {
    /// Those that are asked for, beside the entries of the page.
    pub fn new(work: &Work<'a>, entries: &[EntryRef<'a>]) -> Self {
        let (mut quotes, mut notes) = (0, 0);
        let all = work.items().into_iter().map(|item| Shown {
            item,
            number: match item {
                Item::Quote(_) => next(&mut quotes),
                Item::Note(_) => next(&mut notes),
            },
        });
        let mut items = Self {
            all: all.collect(),
            ..Self::default()
        };
        let has = |entry: EntryIndex| {
            let at = entries.binary_search_by_key(&entry, |e| e.index());
            at.is_ok_and(|at| entries[at].turn().is_some())
        };
        for of in 0..items.all.len() {
            let item = items.all[of].item;
            let stretches: Vec<&Stretch> = words(item).iter().filter(|s| has(s.entry)).collect();
            let entry = stretches.first().map(|s| s.entry);
            let entry = entry.or_else(|| item.entry().filter(|e| has(*e)));
            match entry {
                Some(entry) => items.beside.entry(entry).or_default().push(of),
                None => items.unplaced.push(of),
            }
            for (at, stretch) in stretches.iter().enumerate() {
                items.marks.entry(stretch.entry).or_default().push(Mark {
                    of,
                    layer: stretch.layer,
                    bytes: stretch.bytes.clone(),
                    first: at == 0,
                    last: at + 1 == stretches.len(),
                });
            }
        }
        items
    }

    /// Those that stand beside a turn.
    pub fn beside(&self, entry: EntryIndex) -> &[usize] {
        self.beside.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// The marked words of a turn's text or original.
    pub fn marks(&self, entry: EntryIndex, layer: Layer) -> Vec<&Mark> {
        let marks = self.marks.get(&entry).into_iter().flatten();
        marks.filter(|mark| mark.layer == layer).collect()
    }

    /// Whether it has marked words, and not only a turn.
    pub fn has_words(&self, of: usize) -> bool {
        !words(self.all[of].item).is_empty()
    }
}

/// The very words; of a note on a turn none.
fn words<'a>(item: Item<'a>) -> &'a [Stretch] {
    match item {
        Item::Quote(quote) => &quote.passage.stretches,
        Item::Note(noted) => &noted.stretches,
    }
}

fn next(count: &mut usize) -> usize {
    *count += 1;
    *count
}

impl Shown<'_> {
    /// `q3`, `n7`: the id of its card.
    pub fn id(&self) -> String {
        format!("{}{}", self.letter(), self.number)
    }

    /// `q` or `n`.
    pub fn letter(&self) -> char {
        match self.item {
            Item::Quote(_) => 'q',
            Item::Note(_) => 'n',
        }
    }

    /// Its sign, as on the screen of the reader.
    pub fn sign(&self) -> char {
        match self.item {
            Item::Quote(_) => '◆',
            Item::Note(_) => '✎',
        }
    }

    /// `Quote 3`, `Note 7`, `Mark 8`.
    pub fn name(&self) -> String {
        let kind = match self.item {
            Item::Quote(_) => "Quote",
            Item::Note(noted) if noted.note.text.is_blank() => "Mark",
            Item::Note(_) => "Note",
        };
        format!("{kind} {}", self.number)
    }

    /// What it says in a few words: its label, else the beginning of what is said of it or of its words.
    pub fn gist(&self) -> String {
        let label = match self.item {
            Item::Quote(quote) => quote
                .label
                .as_ref()
                .or(Some(&quote.text))
                .map(|t| t.borrow()),
            Item::Note(noted) => {
                let words = noted.words().first().map(|w| w.borrow());
                self.item.comment().or(words)
            }
        };
        let text = lines(label.unwrap_or(OutsideStr::new("")));
        let line = text.lines().next().unwrap_or_default();
        match line.char_indices().nth(60) {
            Some((at, _)) => format!("{}…", &line[..at]),
            None => line.to_owned(),
        }
    }
}
