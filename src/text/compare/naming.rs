//! How a difference is told in words: which turns it is of, and what is said of it beyond the words that are marked.

use super::comparison::{Comparison, Difference, Elsewhere, Kind, Row};
use crate::model::{CallIndex, EntryIndex, Transcript};
use crate::text::clean::Clean;
use crate::text::front;

/// The turns that a difference is of, in both versions: those in which its words stand and, where turns were cut
/// elsewhere, all that belong to them. `row` are the differences of its row.
pub fn turns<'d>(difference: &'d Difference, row: &'d [Difference]) -> [&'d [EntryIndex]; 2] {
    let own = sides(difference);
    if !difference.kind.is_within() {
        return own;
    }
    let has = |all: &[EntryIndex], some: &[EntryIndex]| some.iter().any(|e| all.contains(e));
    let mut cuts = row.iter().filter(|d| d.kind.is_cut()).map(sides);
    let cut = cuts.find(|cut| has(cut[0], own[0]) || has(cut[1], own[1]));
    cut.unwrap_or(own)
}

fn sides(difference: &Difference) -> [&[EntryIndex]; 2] {
    [&difference.a, &difference.b].map(|side| match side {
        Some(side) => &side.entries[..],
        None => &[],
    })
}

/// `3`, `3, 4`, `3–12`: the numbers of some turns; of asides there are none.
pub fn numbers(transcript: &Transcript, entries: &[EntryIndex]) -> String {
    let turns = entries.iter().filter_map(|e| transcript.turn(*e));
    let numbers: Vec<u32> = turns.map(|turn| turn.number().0).collect();
    match &numbers[..] {
        [first, _, .., last] if (last - first) as usize == numbers.len() - 1 => {
            format!("{first}–{last}")
        }
        numbers => {
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            numbers.join(", ")
        }
    }
}

/// Names of two files without their folders, unless those alone tell them apart.
pub fn files(names: [&Clean; 2]) -> [Clean; 2] {
    let files = names.map(|name| {
        let last = name.rsplit(std::path::is_separator).next();
        Clean::format(format_args!("{}", last.unwrap_or_default()))
    });
    if files[0] == files[1] {
        names.map(Clean::clone)
    } else {
        files
    }
}

/// The calls that a row is of, in both versions.
pub type Calls = [Option<CallIndex>; 2];

/// The calls that a row is of.
pub fn calls(row: &Row, [a, b]: [&Transcript; 2]) -> Calls {
    let of = |transcript: &Transcript, entries: &[EntryIndex]| {
        let entry = entries.first().and_then(|e| transcript.entry(*e));
        entry.map(|entry| entry.call())
    };
    [of(a, &row.a), of(b, &row.b)]
}

/// The title over rows of these calls, where a version has several; none if `before` were the same.
pub fn heading(calls: Calls, before: Option<Calls>, [a, b]: [&Transcript; 2]) -> Option<Clean> {
    // A turn of one version only tells nothing of the other's call.
    let fits = |x: Option<CallIndex>, y: Option<CallIndex>| x.is_none() || y.is_none() || x == y;
    let same = before.is_some_and(|before| fits(before[0], calls[0]) && fits(before[1], calls[1]));
    if same || a.calls().len() < 2 && b.calls().len() < 2 {
        return None;
    }
    let [x, y] = calls;
    let first = x.map(|call| front::call_title(a, call));
    let second = y.map(|call| front::call_title(b, call));
    match (first, second) {
        (Some(x), Some(y)) if x != y => Some(Clean::format(format_args!("{x} | {y}"))),
        (first, second) => first.or(second),
    }
}

/// What is said of a row where both versions stand side by side; of a turn that moved, in both places.
pub fn remarks(
    row: &Row,
    found: &Comparison,
    elsewhere: &[Elsewhere; 2],
    [a, b]: [&Transcript; 2],
) -> Vec<Clean> {
    let mut remarks: Vec<Clean> = Vec::new();
    let alone = match (&row.a[..], &row.b[..]) {
        ([turn, ..], []) => elsewhere[0].get(turn),
        ([], [turn, ..]) => elsewhere[1].get(turn),
        (_, _) => None,
    };
    let moved = alone.and_then(|at| found.differences.get(*at));
    for difference in found.differences[row.differences.clone()]
        .iter()
        .chain(moved)
    {
        let Some(remark) = difference.kind.remark() else {
            continue;
        };
        let [of_a, of_b] = sides(difference);
        let (of_a, of_b) = (numbers(a, of_a), numbers(b, of_b));
        remarks.push(if of_a.is_empty() || of_b.is_empty() {
            Clean::ours(remark)
        } else {
            Clean::format(format_args!("A {of_a} | B {of_b}: {remark}"))
        });
    }
    remarks.dedup();
    remarks
}

impl Kind {
    /// Whether its words stand within turns that both versions have.
    const fn is_within(self) -> bool {
        match self {
            Self::Words | Self::Brackets | Self::Signs => true,
            Self::Turn | Self::Moved | Self::Attributed | Self::Renamed => false,
            Self::Split | Self::Joined | Self::Recut | Self::Aside | Self::Call => false,
        }
    }

    /// Whether turns were cut elsewhere.
    const fn is_cut(self) -> bool {
        matches!(self, Self::Split | Self::Joined | Self::Recut)
    }
}
