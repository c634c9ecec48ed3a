//! One turn of both versions as one text: what both have once, what differs from both.

use std::ops::Range;

use super::comparison::{Difference, Kind};
use crate::model::{EntryIndex, Layer, OutsideStr, Stretch};

/// A piece of a unified text, as bytes of the version that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both have it; bytes of the first version.
    Same(Range<usize>),
    /// Words of both were left out here.
    Cut,
    /// The first version has it.
    OnlyA(Range<usize>),
    /// The second version has it.
    OnlyB(Stretch),
}

/// A turn of the first version in one layer, with `differences` in it, in the order of its words; those of other turns
/// and kinds are passed over. Of what both have, no more than `context` words stand beside a difference.
pub fn unified<'d>(
    text: OutsideStr<'_>,
    (entry, layer): (EntryIndex, Layer),
    differences: impl IntoIterator<Item = &'d Difference>,
    context: usize,
) -> Vec<Piece> {
    let mut here: Vec<(Range<usize>, &Difference)> = Vec::new();
    for difference in differences {
        let read = matches!(difference.kind, Kind::Words | Kind::Brackets | Kind::Signs);
        let stretch = difference.a.as_ref().and_then(|s| s.stretches.first());
        if let Some(stretch) = stretch.filter(|s| read && s.entry == entry && s.layer == layer) {
            here.push((stretch.bytes.clone(), difference));
        }
    }
    here.sort_by_key(|(bytes, _)| bytes.start);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (bytes, difference) in here {
        let first = pieces.is_empty() && from == 0;
        same(
            &mut pieces,
            text,
            from..bytes.start.max(from),
            (first, context),
        );
        if !bytes.is_empty() {
            pieces.push(Piece::OnlyA(bytes.clone()));
        }
        let other = difference.b.as_ref().and_then(|s| s.stretches.first());
        if let Some(other) = other.filter(|s| !s.bytes.is_empty()) {
            pieces.push(Piece::OnlyB(other.clone()));
        }
        from = from.max(bytes.end);
    }
    let rest = from..text.len();
    let mut last = Vec::new();
    same(&mut last, text, rest, (false, context));
    if let [.., Piece::Cut, Piece::Same(_)] = last[..] {
        last.pop();
    }
    pieces.extend(last);
    pieces
}

/// What both have, without its middle if that is long; before the first difference, without its beginning.
fn same(
    pieces: &mut Vec<Piece>,
    text: OutsideStr<'_>,
    range: Range<usize>,
    (first, context): (bool, usize),
) {
    if range.is_empty() {
        return;
    }
    let part = &text.raw()[range.clone()];
    let starts: Vec<usize> = word_starts(part);
    let keep = if first { 0 } else { context };
    if starts.len() <= keep + context + 3 {
        pieces.push(Piece::Same(range));
        return;
    }
    let head = range.start + starts[keep];
    let tail = range.start + starts[starts.len() - context];
    if !first {
        pieces.push(Piece::Same(range.start..head));
    }
    pieces.push(Piece::Cut);
    pieces.push(Piece::Same(tail..range.end));
}

fn word_starts(text: &str) -> Vec<usize> {
    let mut blank = true;
    let mut starts = Vec::new();
    for (at, c) in text.char_indices() {
        if blank && !c.is_whitespace() {
            starts.push(at);
        }
        blank = c.is_whitespace();
    }
    starts
}
