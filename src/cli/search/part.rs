//! Of a long turn, what is shown of it: the words around its hits.

use std::ops::Range;

use crate::model::OutsideStr;
use crate::text::clean::glyphs;

/// Bytes of the longest text that is shown whole.
const LONG: usize = 4000;

/// Bytes shown before and after a hit, at least; a word is not cut in two where one ends within as many more.
const AROUND: usize = 400;

/// Where a long text may be cut.
pub struct Long {
    length: usize,
    /// Where a word may begin, in order.
    words: Vec<usize>,
}

impl Long {
    /// Where `text` may be cut; none where it is shown whole.
    pub fn new(text: OutsideStr<'_>) -> Option<Self> {
        let length = text.len();
        (length > LONG).then(|| {
            let spaces = glyphs(text).filter(|g| g.breaks || g.shown == " ");
            let words = spaces.map(|g| g.bytes.end).collect();
            Self { length, words }
        })
    }

    /// The bytes around a hit.
    pub fn around(&self, hit: &Range<usize>) -> Range<usize> {
        let (from, to) = (hit.start.saturating_sub(AROUND), hit.end + AROUND);
        let before = self.words.partition_point(|w| *w <= from).checked_sub(1);
        let from = match before.map(|at| self.words[at]) {
            Some(word) if from - word <= AROUND => word,
            Some(_) | None => from,
        };
        let from = if from > AROUND { from } else { 0 };
        let after = self.words.partition_point(|w| *w < to);
        let to = match self.words.get(after) {
            Some(word) if word - to <= AROUND => *word,
            Some(_) | None => to,
        };
        from..if to + AROUND < self.length {
            to
        } else {
            self.length
        }
    }

    /// The bytes that are shown, in order; what overlaps or nearly touches is one. Without hits, how the text begins and ends.
    pub fn shown<'h>(&self, hits: impl Iterator<Item = &'h Range<usize>>) -> Vec<Range<usize>> {
        let mut shown: Vec<Range<usize>> = Vec::new();
        for hit in hits {
            let range = self.around(hit);
            match shown.last_mut() {
                Some(last) if range.start <= last.end + AROUND => {
                    last.end = last.end.max(range.end);
                }
                Some(_) | None => shown.push(range),
            }
        }
        if shown.is_empty() {
            let end = self.length;
            shown = vec![self.around(&(0..0)), self.around(&(end..end))];
        }
        shown
    }
}
