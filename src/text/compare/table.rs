//! All differences in order, row by row, and how much both versions share.

use std::collections::HashSet;

use super::By;
use super::asides;
use super::calls::Group;
use super::comparison::{Comparison, Difference, Kind, Row, Side, Size, Telling};
use super::people::People;
use super::reading::{Moves, Reader};
use super::section::{Section, shared};
use super::stream::{Stream, What};
use crate::model::{CallIndex, EntryIndex, Layer, SpeakerIndex, Transcript};

/// Two texts with less in common, in hundredths of their words, are not two versions of one thing, unless one is a part.
const FLOOR: usize = 10;
/// Of the words of a version that is a part of the other, one of so many is in both at least.
const PART: usize = 3;

/// What is told, as it grows.
pub(super) struct Table<'s, 'a> {
    a: &'a Transcript,
    b: &'a Transcript,
    sections: &'s [Section<'a>],
    moves: &'s Moves,
    by: By,
    signs: usize,
    differences: Vec<Difference>,
    rows: Vec<Row>,
}

impl<'s, 'a> Table<'s, 'a> {
    pub fn new(
        a: &'a Transcript,
        b: &'a Transcript,
        sections: &'s [Section<'a>],
        moves: &'s Moves,
        by: By,
    ) -> Self {
        Self {
            a,
            b,
            sections,
            moves,
            by,
            signs: 0,
            differences: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn add(&mut self, kind: Kind, a: Option<Side>, b: Option<Side>) {
        let telling = Telling::default();
        self.differences.push(Difference {
            kind,
            a,
            b,
            telling,
        });
    }

    /// Speakers with another name.
    pub fn renamed(&mut self, people: &People) {
        let side = |transcript: &Transcript, speaker: SpeakerIndex| {
            let turn = transcript.turns().find(|t| t.speaker() == speaker)?;
            Some(Side {
                call: turn.call(),
                entries: vec![turn.index()],
                speaker: Some(speaker),
                layer: Layer::Text,
                stretches: Vec::new(),
            })
        };
        for (x, y) in &people.renamed {
            let (a, b) = (side(self.a, *x), side(self.b, *y));
            if a.is_some() && b.is_some() {
                self.add(Kind::Renamed, a, b);
            }
        }
    }

    /// The rows of a group of calls, with what differs in them; `others` are its other layers.
    pub fn group(&mut self, at: usize, group: &Group, others: &[&Section<'a>]) {
        let section = &self.sections[at];
        let from = self.rows.len();
        let spans = section.spans();
        self.rows.extend(spans.iter().map(|span| {
            Row {
                a: section.a.turns[span.a.clone()]
                    .iter()
                    .map(|t| t.entry)
                    .collect(),
                b: section.b.turns[span.b.clone()]
                    .iter()
                    .map(|t| t.entry)
                    .collect(),
                differences: 0..0,
            }
        }));
        if (group.a.is_empty() || group.b.is_empty()) && !self.has_moved(at) {
            return self.call(group, from);
        }
        let mut reader = Reader::new(self.sections, at, self.moves, self.by);
        let mut found = Vec::with_capacity(spans.len());
        for span in &spans {
            reader.span(span);
            found.push(std::mem::take(&mut reader.found));
        }
        self.signs += reader.signs;
        let mut later = self.second(section, others);
        later.extend(asides::read(self.a, self.b, group));
        self.settle(from, found, later);
    }

    fn has_moved(&self, at: usize) -> bool {
        let moves = self.moves;
        let mut all = moves.from_a.keys().chain(moves.from_b.keys());
        all.any(|place| place.section == at)
    }

    /// A call that one version has alone is one difference, however many turns it has.
    fn call(&mut self, group: &Group, from: usize) {
        let start = self.differences.len();
        let side = |call: &CallIndex| Side {
            call: *call,
            entries: Vec::new(),
            speaker: None,
            layer: Layer::Text,
            stretches: Vec::new(),
        };
        for call in &group.a {
            self.add(Kind::Call, Some(side(call)), None);
        }
        for call in &group.b {
            self.add(Kind::Call, None, Some(side(call)));
        }
        let end = self.differences.len();
        if from == self.rows.len() {
            self.rows.push(Row {
                a: Vec::new(),
                b: Vec::new(),
                differences: 0..0,
            });
        }
        for (at, row) in self.rows[from..].iter_mut().enumerate() {
            row.differences = if at == 0 { start..end } else { end..end };
        }
    }

    /// What differs in other layers; of turns that one version has alone, nothing more is told there.
    fn second(&mut self, section: &Section<'a>, others: &[&Section<'a>]) -> Vec<Difference> {
        let mut found = Vec::new();
        let still = Moves::default();
        for other in others {
            let mut reader = Reader::new(std::slice::from_ref(*other), 0, &still, self.by);
            reader.leads = false;
            other.spans().iter().for_each(|span| reader.span(span));
            self.signs += reader.signs;
            found.extend(reader.found);
        }
        let entries_a = section
            .lone_a()
            .into_iter()
            .map(|t| section.a.turns[t].entry);
        let entries_b = section
            .lone_b()
            .into_iter()
            .map(|u| section.b.turns[u].entry);
        let lone: (HashSet<EntryIndex>, HashSet<EntryIndex>) =
            (entries_a.collect(), entries_b.collect());
        let told = |side: &Option<Side>, lone: &HashSet<EntryIndex>| {
            side.iter()
                .flat_map(|s| &s.entries)
                .any(|e| lone.contains(e))
        };
        found.retain(|d| d.kind != Kind::Turn || !told(&d.a, &lone.0) && !told(&d.b, &lone.1));
        found
    }

    /// Puts what was found into the rows; what comes `later` goes behind what its row has already.
    fn settle(&mut self, from: usize, mut found: Vec<Vec<Difference>>, later: Vec<Difference>) {
        if from == self.rows.len() && !later.is_empty() {
            self.rows.push(Row {
                a: Vec::new(),
                b: Vec::new(),
                differences: 0..0,
            });
            found.push(Vec::new());
        }
        let numbered = |entries: fn(&Row) -> &Vec<EntryIndex>| -> Vec<(EntryIndex, usize)> {
            let rows = self.rows[from..].iter().enumerate();
            rows.flat_map(|(at, row)| entries(row).iter().map(move |e| (*e, at)))
                .collect()
        };
        let (in_a, in_b) = (numbered(|row| &row.a), numbered(|row| &row.b));
        for difference in later {
            let row = |side: &Option<Side>, rows: &[(EntryIndex, usize)]| {
                let entry = side.as_ref()?.entries.first()?;
                let at = rows.partition_point(|(e, _)| e <= entry);
                Some(at.checked_sub(1).map_or(0, |at| rows[at].1))
            };
            let at = row(&difference.a, &in_a).or(row(&difference.b, &in_b));
            found[at.unwrap_or(0)].push(difference);
        }
        for (row, found) in self.rows[from..].iter_mut().zip(found) {
            let start = self.differences.len();
            self.differences.extend(found);
            row.differences = start..self.differences.len();
        }
    }

    /// How much there is of a version; its words were counted where they were compared.
    fn size(&self, transcript: &Transcript, first: bool) -> Size {
        let streams = self.sections.iter();
        let streams = streams.map(|s| if first { &s.a } else { &s.b });
        let mut size = Size {
            turns: transcript.turn_count(),
            ..Size::default()
        };
        for stream in streams {
            match stream.layer {
                Layer::Text => size.words += stream.spoken,
                Layer::Original => {
                    let mut calls: Vec<CallIndex> = stream.turns.iter().map(|t| t.call).collect();
                    calls.dedup();
                    size.words += Stream::new(transcript, &calls, Layer::Text).spoken;
                }
            }
        }
        let originals = transcript.turns().filter(|t| t.original().is_some());
        size.originals = originals.count();
        size
    }

    /// All that was found.
    pub fn finish(self) -> Comparison {
        let (a, b) = (self.size(self.a, true), self.size(self.b, false));
        let shared: usize = self.sections.iter().map(paired).sum();
        let moved = self.moves.from_a.iter().map(|(x, y)| {
            let (left, right) = (&self.sections[x.section].a, &self.sections[y.section].b);
            shared_words(left.turn_hashes(x.turn), right.turn_hashes(y.turn))
        });
        let both = shared + moved.sum::<usize>();
        let words = self.sections.iter().map(|s| (s.a.spoken, s.b.spoken));
        let (n, m) = words.fold((0, 0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
        // A short version and a long one: it may be a part of the other, but any few words stand somewhere in a long text.
        let related = 2 * both * 100 >= (n + m) * FLOOR || both * PART >= n.min(m);
        Comparison {
            a,
            b,
            common: if n + m == 0 {
                1.0
            } else {
                (2 * both) as f64 / (n + m) as f64
            },
            related,
            signs: self.signs,
            differences: self.differences,
            rows: self.rows,
        }
    }
}

fn shared_words(a: &[u64], b: &[u64]) -> usize {
    if a == b { a.len() } else { shared(a, b).len() }
}

/// Spoken words that are paired.
fn paired(section: &Section<'_>) -> usize {
    let spoken = |i: usize| section.a.tokens[i].what == What::Spoken;
    section.pairs.iter().filter(|(i, _)| spoken(*i)).count()
}
