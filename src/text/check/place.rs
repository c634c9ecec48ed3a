//! Where all pieces of a quotation stand letter for letter, but for case: in one stretch and in order, else wherever.

use super::align::Segment;
use super::index::Stream;
use super::needle::Needle;

/// Places of the rarest piece that are looked at.
const MOST: usize = 2_000;

/// Pieces and where each of them stands.
struct Pieces {
    asked: Vec<std::ops::Range<usize>>,
    found: Vec<Vec<u32>>,
    /// The one that stands least often.
    rarest: usize,
}

impl Pieces {
    fn new(stream: &Stream, needle: &Needle) -> Option<Self> {
        let asked = needle.pieces();
        let mut found = Vec::with_capacity(asked.len());
        for piece in &asked {
            let words = &needle.words[piece.clone()];
            let numbers: Vec<u32> = words.iter().map(|w| w.number).collect();
            let places = stream.find(&numbers);
            if places.is_empty() {
                return None;
            }
            found.push(places);
        }
        let rarest = (0..found.len()).min_by_key(|n| found[*n].len())?;
        Some(Self {
            asked,
            found,
            rarest,
        })
    }

    fn segment(&self, piece: usize, at: u32) -> Segment {
        let asked = self.asked[piece].clone();
        let at = at..at + asked.len() as u32;
        Segment { asked, at }
    }

    /// The pieces around one place of the rarest, each as near to the next as can be.
    fn around(&self, stream: &Stream, at: u32) -> Option<Vec<Segment>> {
        let run = stream.run_of(at);
        let mut segments = vec![self.segment(self.rarest, at)];
        let mut end = segments[0].at.end;
        for piece in self.rarest + 1..self.asked.len() {
            let places = &self.found[piece];
            let next = places.partition_point(|p| *p < end);
            let segment = self.segment(piece, *places.get(next)?);
            if segment.at.end > run.end {
                return None;
            }
            end = segment.at.end;
            segments.push(segment);
        }
        let mut start = at;
        for piece in (0..self.rarest).rev() {
            let length = self.asked[piece].len() as u32;
            let places = &self.found[piece];
            let next = places.partition_point(|p| *p + length <= start);
            start = *places.get(next.checked_sub(1)?)?;
            if start < run.start {
                return None;
            }
            segments.insert(0, self.segment(piece, start));
        }
        Some(segments)
    }

    /// The pieces as near as can be to one place of the rarest, in any order; and how far off they are.
    fn near(&self, at: u32) -> (u64, Vec<Segment>) {
        let mut off = 0;
        let segments = (0..self.asked.len()).map(|piece| {
            let places = &self.found[piece];
            let next = places.partition_point(|p| *p < at);
            let near = [next.checked_sub(1), Some(next)];
            let near = near.into_iter().flatten().filter_map(|n| places.get(n));
            let place = near.min_by_key(|p| p.abs_diff(at)).copied().unwrap_or(at);
            off += u64::from(place.abs_diff(at));
            self.segment(piece, place)
        });
        let segments = segments.collect();
        (off, segments)
    }
}

/// Every place where the pieces stand in one stretch, in order.
pub(super) fn in_one_stretch(stream: &Stream, needle: &Needle) -> Vec<Vec<Segment>> {
    let Some(pieces) = Pieces::new(stream, needle) else {
        return Vec::new();
    };
    let places = pieces.found[pieces.rarest].iter().take(MOST);
    places.filter_map(|at| pieces.around(stream, *at)).collect()
}

/// The place where the pieces stand nearest to each other, and how many words they are off; none where there is one only.
pub(super) fn scattered(stream: &Stream, needle: &Needle) -> Option<(u64, Vec<Segment>)> {
    if needle.pieces().len() < 2 {
        return None;
    }
    let pieces = Pieces::new(stream, needle)?;
    let places = pieces.found[pieces.rarest].iter().take(MOST);
    places.map(|at| pieces.near(*at)).min_by_key(|near| near.0)
}

/// Words that half a quotation has at least.
const HALF: usize = 3;

/// A quotation without joints as two halves, the first as long as can be, and how many words they are off.
pub(super) fn halves(stream: &Stream, needle: &Needle) -> Option<(u64, Vec<Segment>)> {
    let numbers: Vec<u32> = needle.words.iter().map(|w| w.number).collect();
    let all = numbers.len();
    if all < 2 * HALF || !needle.joints.is_empty() {
        return None;
    }
    let begun = stream.begun(&numbers, HALF);
    let known = begun.iter().map(|(_, words)| *words).max()?;
    let longest = known.min(all - HALF);
    // A first word of the second half may have been taken for one more of the first.
    let cuts = (HALF..=longest).rev().take(3);
    let pairs = cuts.filter_map(|cut| {
        let firsts = begun.iter().filter(|(_, words)| *words >= cut);
        let seconds = stream.find(&numbers[cut..]);
        let near = firsts.take(MOST).filter_map(|(first, _)| {
            let next = seconds.partition_point(|s| s < first);
            let around = [next.checked_sub(1), Some(next)].into_iter().flatten();
            let second = around.filter_map(|n| seconds.get(n));
            let second = second.min_by_key(|s| s.abs_diff(*first))?;
            Some((u64::from(second.abs_diff(*first)), *first, *second))
        });
        let (off, first, second) = near.min_by_key(|n| n.0)?;
        let end = |from: u32, words: usize| from..from + words as u32;
        let segments = vec![
            Segment {
                asked: 0..cut,
                at: end(first, cut),
            },
            Segment {
                asked: cut..all,
                at: end(second, all - cut),
            },
        ];
        Some((off, segments))
    });
    pairs.min_by_key(|p| p.0)
}
