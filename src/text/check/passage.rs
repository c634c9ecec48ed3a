//! Which words of the transcript a quotation is to be compared with: those that are the same, and those beside them in
//! whose place the draft has others.

use std::ops::Range;

use super::align::Segment;
use super::contractions::Alike;
use super::judge::{Between, Grade, View};
use super::words::{is_quotation_mark, with_sign};
use crate::model::{Outside, Passage, Stretch};

impl View<'_> {
    /// Words before the first that is the same, as many as the draft has others there, in the same sentence.
    pub fn lead(&self, segments: &[Segment]) -> Range<u32> {
        let Some(first) = segments.first() else {
            return 0..0;
        };
        let run = self.stream.run_of(first.at.start);
        let mut start = first.at.start;
        for start in (run.start..start).rev().take(first.asked.start + 2) {
            if self.contracts(&(0..first.asked.start), start..first.at.start) == Alike::Wholly {
                return start..first.at.start;
            }
        }
        let own = first.asked.start.checked_sub(1);
        let opens = own.is_some_and(|own| self.quotes_between(own));
        for _ in 0..if opens { 0 } else { first.asked.start } {
            if start == run.start || self.ends_sentence(start - 1) {
                break;
            }
            start -= 1;
        }
        start..first.at.start
    }

    /// Words behind the last that is the same, likewise.
    pub fn tail(&self, segments: &[Segment]) -> Range<u32> {
        let Some(last) = segments.last() else {
            return 0..0;
        };
        let run = self.stream.run_of(last.at.end - 1);
        let mut end = last.at.end;
        let asked = last.asked.end..self.needle.words.len();
        for end in (end + 1..=run.end).take(asked.len() + 2) {
            if self.contracts(&asked, last.at.end..end) == Alike::Wholly {
                return last.at.end..end;
            }
        }
        let closes = !asked.is_empty() && self.quotes_between(asked.start - 1);
        for _ in if closes { 0..0 } else { asked } {
            if end == run.end || self.ends_sentence(end - 1) {
                break;
            }
            end += 1;
        }
        last.at.end..end
    }

    /// Whether another quotation begins or ends behind a word of this one: then what is beside it says who spoke.
    fn quotes_between(&self, word: usize) -> bool {
        let words = &self.needle.words;
        let between = &self.prose[words[word].bytes.end..words[word + 1].bytes.start];
        between.contains(is_quotation_mark)
    }

    fn ends_sentence(&self, word: u32) -> bool {
        let signs = self.stream.words[word as usize].signs;
        ['.', '?', '!'].iter().any(|s| signs == with_sign(0, *s))
    }

    /// The stretches of the transcript, and their words.
    pub fn passage(&self, grade: &Grade) -> (Passage, Outside) {
        let mut ranges: Vec<(Range<u32>, &str)> = Vec::new();
        for (n, segment) in grade.segments.iter().enumerate() {
            let before = n.checked_sub(1).map(|b| &grade.segments[b]);
            let between = before.map(|b| self.between(b, segment));
            let open = self.needle.is_open_at(segment.asked.start);
            match (between, ranges.last_mut()) {
                (Some(Between::Words(words)), Some((last, _))) if !open || words == 0 => {
                    last.end = segment.at.end;
                }
                (Some(Between::Words(_)), _) => ranges.push((segment.at.clone(), " […] ")),
                (Some(Between::Stretches | Between::Back), _) => {
                    ranges.push((segment.at.clone(), " / "));
                }
                (None, _) => ranges.push((segment.at.clone(), "")),
            }
        }
        if let Some((first, _)) = ranges.first_mut() {
            first.start = self.lead(&grade.segments).start;
        }
        if let Some((last, _)) = ranges.last_mut() {
            last.end = self.tail(&grade.segments).end;
        }
        let mut stretches = Vec::new();
        let mut words = String::new();
        for (range, glue) in ranges {
            words.push_str(glue);
            for (n, stretch) in self.stretches(range.clone()).into_iter().enumerate() {
                if n > 0 {
                    words.push(' ');
                }
                let letters = super::index::letters(self.transcript, stretch.entry, stretch.layer);
                words.push_str(&letters.raw()[stretch.bytes.clone()]);
                stretches.push(stretch);
            }
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (Passage { stretches }, Outside::new(words))
    }

    /// Words of the passage that the draft does not have: changed, left out, or with another sign behind them.
    pub fn differing(&self, grade: &Grade) -> Vec<Stretch> {
        let segments = &grade.segments;
        let mut ranges = vec![self.lead(segments)];
        for (n, segment) in segments.iter().enumerate() {
            let before = n.checked_sub(1).map(|b| &segments[b]);
            if let Some(before) = before
                && matches!(self.between(before, segment), Between::Words(_))
            {
                ranges.push(before.at.end..segment.at.start);
            }
            for (asked, at) in segment.asked.clone().zip(segment.at.clone()) {
                let (begins, ends) = self.borders(segment, asked);
                if !(self.same_word(asked, at, begins) && self.fits_behind(asked, at, ends)) {
                    ranges.push(at..at + 1);
                }
            }
        }
        ranges.push(self.tail(segments));
        ranges.into_iter().flat_map(|r| self.stretches(r)).collect()
    }

    /// Some words, a stretch a turn, with the full stop behind them.
    fn stretches(&self, words: Range<u32>) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut from = words.start;
        while from < words.end {
            let span = self.stream.span_of(from);
            let to = self.stream.words_of(span).end.min(words.end);
            let start = self.stream.words[from as usize].start as usize;
            let end = self.stream.words[to as usize - 1].end as usize;
            let behind = self.letters(from)[end..].chars().next();
            let stop = behind.filter(|c| matches!(c, '.' | '?' | '!' | '。' | '？' | '！'));
            stretches.push(Stretch {
                entry: self.stream.spans[span].entry,
                layer: self.stream.section.layer(),
                bytes: start..end + stop.map_or(0, char::len_utf8),
            });
            from = to;
        }
        stretches
    }
}
