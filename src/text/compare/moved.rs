//! Turns that stand elsewhere in the other version: among those that found no place in order.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::section::{Section, shared};

/// A turn of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub section: usize,
    pub turn: usize,
}

/// A turn of fewer words is known again only if the same speaker says it.
const KNOWN: usize = 4;
/// A turn with other words is known again from so many on.
const LIKE: usize = 6;
/// Of more turns that found no place only those with the same words are looked for.
const MANY: usize = 20_000;
/// Words in a row by which like turns are looked for, and how many turns may have them.
const GRAM: usize = 3;
const OFTEN: usize = 8;

/// Turns of the first version, each with the turn of the second that it is, in order.
pub(super) fn moved(sections: &[Section<'_>]) -> BTreeMap<Place, Place> {
    let mut seek = Seek {
        sections,
        left: places(sections, |s| s.lone_a()),
        right: places(sections, |s| s.lone_b()),
        found: BTreeMap::new(),
    };
    if seek.left.is_empty() || seek.right.is_empty() {
        return seek.found;
    }
    seek.same();
    seek.neighbours();
    if seek.left.len().min(seek.right.len()) <= MANY {
        seek.like();
        seek.neighbours();
    }
    seek.found
}

fn places(sections: &[Section<'_>], lone: impl Fn(&Section<'_>) -> Vec<usize>) -> HashSet<Place> {
    let all = sections.iter().enumerate();
    all.flat_map(|(section, s)| lone(s).into_iter().map(move |turn| Place { section, turn }))
        .collect()
}

struct Seek<'s, 'a> {
    sections: &'s [Section<'a>],
    left: HashSet<Place>,
    right: HashSet<Place>,
    found: BTreeMap<Place, Place>,
}

impl Seek<'_, '_> {
    fn words_a(&self, place: Place) -> &[u64] {
        self.sections[place.section].a.turn_hashes(place.turn)
    }

    fn words_b(&self, place: Place) -> &[u64] {
        self.sections[place.section].b.turn_hashes(place.turn)
    }

    fn is_same_person(&self, a: Place, b: Place) -> bool {
        let (x, y) = (&self.sections[a.section].a, &self.sections[b.section].b);
        x.hashes[x.turns[a.turn].first] == y.hashes[y.turns[b.turn].first]
    }

    fn take(&mut self, a: Place, b: Place) {
        self.left.remove(&a);
        self.right.remove(&b);
        self.found.insert(a, b);
    }

    /// Turns with the same words, if one on each side has them.
    fn same(&mut self) {
        let mut by_words: HashMap<&[u64], (Vec<Place>, Vec<Place>)> = HashMap::new();
        for place in &self.left {
            by_words
                .entry(self.words_a(*place))
                .or_default()
                .0
                .push(*place);
        }
        for place in &self.right {
            by_words
                .entry(self.words_b(*place))
                .or_default()
                .1
                .push(*place);
        }
        let mut found = Vec::new();
        for (words, (a, b)) in by_words {
            if let ([a], [b]) = (&a[..], &b[..])
                && (words.len() >= KNOWN || !words.is_empty() && self.is_same_person(*a, *b))
            {
                found.push((*a, *b));
            }
        }
        for (a, b) in found {
            self.take(a, b);
        }
    }

    /// The same words before and behind what was found.
    fn neighbours(&mut self) {
        let known: Vec<(Place, Place)> = self.found.iter().map(|(a, b)| (*a, *b)).collect();
        let step = |place: Place, on: bool| {
            let turn = if on {
                place.turn.checked_add(1)
            } else {
                place.turn.checked_sub(1)
            };
            turn.map(|turn| Place { turn, ..place })
        };
        for pair in known {
            for on in [true, false] {
                let mut at = pair;
                while let (Some(a), Some(b)) = (step(at.0, on), step(at.1, on))
                    && self.left.contains(&a)
                    && self.right.contains(&b)
                    && self.words_a(a) == self.words_b(b)
                {
                    self.take(a, b);
                    at = (a, b);
                }
            }
        }
    }

    /// Turns of which most words are the same.
    fn like(&mut self) {
        let mut grams: HashMap<&[u64], Vec<Place>> = HashMap::new();
        let mut right: Vec<Place> = self.right.iter().copied().collect();
        right.sort_unstable();
        for place in &right {
            for gram in self.words_b(*place).windows(GRAM) {
                let places = grams.entry(gram).or_default();
                if places.len() <= OFTEN && places.last() != Some(place) {
                    places.push(*place);
                }
            }
        }
        let mut left: Vec<Place> = self.left.iter().copied().collect();
        left.sort_unstable();
        let mut found: Vec<(usize, Place, Place)> = Vec::new();
        for a in left {
            let words = self.words_a(a);
            let mut votes: BTreeMap<Place, usize> = BTreeMap::new();
            for gram in words.windows(GRAM) {
                let places = grams.get(gram).filter(|p| p.len() <= OFTEN);
                for place in places.into_iter().flatten() {
                    *votes.entry(*place).or_default() += 1;
                }
            }
            let best = votes
                .into_iter()
                .max_by_key(|(place, votes)| (*votes, std::cmp::Reverse(*place)));
            if let Some((b, _)) = best {
                let other = self.words_b(b);
                let most = words.len().max(other.len());
                let same = shared(words, other).len();
                if words.len().min(other.len()) >= LIKE && same * 5 >= most * 3 {
                    found.push((same, a, b));
                }
            }
        }
        found.sort_unstable_by(|x, y| y.cmp(x));
        for (_, a, b) in found {
            if self.right.contains(&b) {
                self.take(a, b);
            }
        }
    }
}
