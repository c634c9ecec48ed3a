//! Who of one version is who of the other: by name, and by whose words stand beside whose.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::align::Pairs;
use super::stream::{Stream, What};
use crate::model::{Outside, Speaker, SpeakerIndex};

/// Fewer words than these do not tell that two speakers of one name are others.
const CLEAR: usize = 20;

/// Words that speakers of both versions share.
#[derive(Debug, Default)]
pub(super) struct Votes(BTreeMap<(u32, u32), usize>);

impl Votes {
    /// Counts the words that are paired.
    pub fn add(&mut self, a: &Stream<'_>, b: &Stream<'_>, pairs: &Pairs) {
        // Words of one turn follow each other.
        let turns = |(i, j): (usize, usize)| (a.turn_of(i), b.turn_of(j));
        for pairs in pairs.chunk_by(|x, y| turns(*x) == turns(*y)) {
            let (t, u) = turns(pairs[0]);
            let spoken = |(i, _): &&(usize, usize)| a.tokens[*i].what == What::Spoken;
            let words = pairs.iter().filter(spoken).count();
            if words > 0 {
                let speakers = (a.turns[t].speaker.0, b.turns[u].speaker.0);
                *self.0.entry(speakers).or_default() += words;
            }
        }
    }
}

/// Which speakers are the same person.
#[derive(Debug)]
pub(super) struct People {
    /// A person's number, for each speaker of the first and of the second version.
    a: Vec<u32>,
    b: Vec<u32>,
    /// The same person under two names, with words to show for it.
    pub renamed: Vec<(SpeakerIndex, SpeakerIndex)>,
}

impl People {
    pub fn new(a: &[Speaker], b: &[Speaker], votes: &Votes) -> Self {
        let pairs = same(a, b, votes);
        let mut people = Self {
            a: (0..a.len() as u32).collect(),
            b: (a.len() as u32..(a.len() + b.len()) as u32).collect(),
            renamed: Vec::new(),
        };
        for (x, y) in pairs {
            let (from, to) = (people.b[y], people.a[x]);
            let all = people.a.iter_mut().chain(&mut people.b);
            all.filter(|p| **p == from).for_each(|p| *p = to);
            if label(&a[x].name) != label(&b[y].name) {
                people
                    .renamed
                    .push((SpeakerIndex(x as u32), SpeakerIndex(y as u32)));
            }
        }
        people
    }

    pub fn in_a(&self, speaker: SpeakerIndex) -> u32 {
        self.a[speaker.get()]
    }

    pub fn in_b(&self, speaker: SpeakerIndex) -> u32 {
        self.b[speaker.get()]
    }
}

/// A name as it is compared.
fn label(name: &Outside) -> String {
    name.raw()
        .nfc()
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Pairs of speakers who are the same person.
fn same(a: &[Speaker], b: &[Speaker], votes: &Votes) -> Vec<(usize, usize)> {
    let named = |x: usize| {
        let name = label(&a[x].name);
        let by_name = b.iter().position(|s| label(&s.name) == name);
        // Ids are made from names where a file has none: they tell nothing more then.
        by_name.or_else(|| b.iter().position(|s| s.id == a[x].id))
    };
    let by_name: Vec<Option<usize>> = (0..a.len()).map(named).collect();
    let mut pairs = Vec::new();
    for (x, named) in by_name.iter().enumerate() {
        let best = best(votes, |(p, q)| (p as usize == x).then_some(q as usize));
        let mutual = |y: usize| best_back(votes, y) == Some((x, true));
        match (named, best) {
            (Some(y), None) => pairs.push((x, *y)),
            (Some(y), Some((z, words, clear))) => {
                let other = z != *y && clear && words >= CLEAR && mutual(z);
                pairs.push((x, if other { z } else { *y }));
            }
            (None, Some((y, _, true))) => pairs.push((x, y)),
            (None, _) => {}
        }
    }
    for y in 0..b.len() {
        if by_name.contains(&Some(y)) || pairs.iter().any(|p| p.1 == y) {
            continue;
        }
        if let Some((x, true)) = best_back(votes, y) {
            pairs.push((x, y));
        }
    }
    pairs
}

fn best_back(votes: &Votes, y: usize) -> Option<(usize, bool)> {
    let best = best(votes, |(p, q)| (q as usize == y).then_some(p as usize));
    best.map(|(x, _, clear)| (x, clear))
}

/// With whom most words are shared, how many, and whether they are four in five.
fn best(
    votes: &Votes,
    other: impl Fn((u32, u32)) -> Option<usize>,
) -> Option<(usize, usize, bool)> {
    let mut all = 0;
    let mut most: Option<(usize, usize)> = None;
    for (pair, words) in &votes.0 {
        let Some(who) = other(*pair) else { continue };
        all += words;
        if most.is_none_or(|(_, m)| *words > m) {
            most = Some((who, *words));
        }
    }
    most.map(|(who, words)| (who, words, words * 5 >= all * 4))
}
