//! Which turns of two streams belong together, told by their words.

use std::collections::HashSet;
use std::ops::Range;

use super::align::Pairs;
use super::stream::{Stream, What};
use crate::text::matching::differences;

/// A turn of the first stream and one of the second that have words in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub a: usize,
    pub b: usize,
    /// Words that are paired.
    pub words: usize,
}

/// Two streams, aligned.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub a: Stream<'a>,
    pub b: Stream<'a>,
    pub pairs: Pairs,
    pub links: Vec<Link>,
}

/// Turns that stand beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub a: Range<usize>,
    pub b: Range<usize>,
}

/// Gaps of more turns than these on both sides together are not paired turn by turn.
const FEW: usize = 400;
/// So many words in common are enough, however long the turns are.
const ENOUGH: usize = 8;

impl<'a> Section<'a> {
    /// Links turns by the words that are paired; pairs that link turns too weakly go.
    pub fn new(a: Stream<'a>, b: Stream<'a>, pairs: Pairs) -> Self {
        let mut section = Self {
            a,
            b,
            pairs,
            links: Vec::new(),
        };
        let links = section.links_of(&section.pairs);
        let links: Vec<Link> = links
            .into_iter()
            .filter(|link| section.holds(*link))
            .collect();
        section.keep(links);
        section
    }

    fn links_of(&self, pairs: &Pairs) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        for (i, j) in pairs {
            let (a, b) = (self.a.turn_of(*i), self.b.turn_of(*j));
            let boundary = self.a.tokens[*i].what == What::Boundary;
            match links.last_mut() {
                Some(last) if (last.a, last.b) == (a, b) => last.words += usize::from(!boundary),
                _ => links.push(Link {
                    a,
                    b,
                    words: usize::from(!boundary),
                }),
            }
        }
        links
    }

    fn holds(&self, link: Link) -> bool {
        let (n, m) = (self.a.turns[link.a].words(), self.b.turns[link.b].words());
        let few = n.min(m);
        if self.is_same_person(link) {
            let silent = n == 0 && m == 0;
            silent || link.words >= ENOUGH || link.words > 0 && link.words * 3 >= few
        } else {
            link.words > 0 && link.words * 5 >= few * 3
        }
    }

    /// Keeps these links, and of the pairs those that belong to them.
    fn keep(&mut self, links: Vec<Link>) {
        let (a, b) = (&self.a, &self.b);
        // Both are in order.
        let mut at = 0;
        self.pairs.retain(|(i, j)| {
            let turns = (a.turn_of(*i), b.turn_of(*j));
            while links.get(at).is_some_and(|l| (l.a, l.b) < turns) {
                at += 1;
            }
            links.get(at).is_some_and(|l| (l.a, l.b) == turns)
        });
        self.links = links;
    }

    pub fn is_same_person(&self, link: Link) -> bool {
        let (a, b) = (&self.a.turns[link.a], &self.b.turns[link.b]);
        self.a.hashes[a.first] == self.b.hashes[b.first]
    }

    /// Turns of the first stream that have no link.
    pub fn lone_a(&self) -> Vec<usize> {
        let linked: HashSet<usize> = self.links.iter().map(|l| l.a).collect();
        (0..self.a.turns.len())
            .filter(|t| !linked.contains(t))
            .collect()
    }

    /// Turns of the second stream that have no link.
    pub fn lone_b(&self) -> Vec<usize> {
        let linked: HashSet<usize> = self.links.iter().map(|l| l.b).collect();
        (0..self.b.turns.len())
            .filter(|t| !linked.contains(t))
            .collect()
    }

    /// Links turns that are left between the same neighbours, if one may be the other with other words or speaker.
    pub fn link_left_over(&mut self, moved_a: &HashSet<usize>, moved_b: &HashSet<usize>) {
        let mut links: Vec<Link> = Vec::with_capacity(self.links.len());
        let mut from = (0, 0);
        let end = Link {
            a: self.a.turns.len(),
            b: self.b.turns.len(),
            words: 0,
        };
        let mut more = Pairs::new();
        for link in self.links.iter().chain([&end]) {
            let left: Vec<usize> = (from.0..link.a).filter(|t| !moved_a.contains(t)).collect();
            let right: Vec<usize> = (from.1..link.b).filter(|u| !moved_b.contains(u)).collect();
            for (a, b) in self.alike(&left, &right) {
                let words = self.words_of(a, b);
                links.push(Link {
                    a,
                    b,
                    words: words.len(),
                });
                more.extend(words);
            }
            links.push(*link);
            from = (link.a + 1, link.b + 1);
        }
        links.pop();
        self.links = links;
        if !more.is_empty() {
            self.pairs.extend(more);
            self.pairs.sort_unstable();
        }
    }

    /// Pairs of turns, in order, that are or may be the same: as many as there can be, and those first that are.
    fn alike(&self, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
        if left.is_empty() || right.is_empty() || left.len() + right.len() > FEW {
            return Vec::new();
        }
        // What the pairs are worth from here on.
        let mut worth = vec![vec![0; right.len() + 1]; left.len() + 1];
        for x in (0..left.len()).rev() {
            for y in (0..right.len()).rev() {
                let own = self.likeness(left[x], right[y]);
                let pair = if own > 0 {
                    own + worth[x + 1][y + 1]
                } else {
                    0
                };
                worth[x][y] = pair.max(worth[x + 1][y]).max(worth[x][y + 1]);
            }
        }
        let (mut x, mut y) = (0, 0);
        let mut pairs = Vec::new();
        while x < left.len() && y < right.len() {
            let own = self.likeness(left[x], right[y]);
            if own > 0 && worth[x][y] == worth[x + 1][y + 1] + own {
                pairs.push((left[x], right[y]));
                (x, y) = (x + 1, y + 1);
            } else if worth[x + 1][y] >= worth[x][y + 1] {
                x += 1;
            } else {
                y += 1;
            }
        }
        pairs
    }

    /// What a pair of turns that are left is worth: most with the same words, something with one speaker and about as many.
    fn likeness(&self, a: usize, b: usize) -> usize {
        let (n, m) = (self.a.turns[a].words() + 2, self.b.turns[b].words() + 2);
        let same = n > 2 && self.a.turn_hashes(a) == self.b.turn_hashes(b);
        let person = self.is_same_person(Link { a, b, words: 0 });
        match (same, person) {
            (true, true) => 8,
            (true, false) => 4,
            (false, true) => usize::from(n <= 3 * m && m <= 3 * n),
            (false, false) => 0,
        }
    }

    /// The words that two turns share, in order.
    pub fn words_of(&self, a: usize, b: usize) -> Pairs {
        let (first, second) = (self.a.turns[a].first + 1, self.b.turns[b].first + 1);
        shared(self.a.turn_hashes(a), self.b.turn_hashes(b))
            .into_iter()
            .map(|(i, j)| (first + i, second + j))
            .collect()
    }

    /// All turns of both, in order: those that are linked, with what stands between them, and each that is not.
    pub fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut end = (0, 0);
        for link in &self.links {
            match spans.last_mut() {
                Some(last)
                    if !last.a.is_empty()
                        && !last.b.is_empty()
                        && (link.a < end.0 || link.b < end.1) =>
                {
                    last.a.end = link.a + 1;
                    last.b.end = link.b + 1;
                }
                _ => {
                    lone(&mut spans, end, (link.a, link.b));
                    spans.push(Span {
                        a: link.a..link.a + 1,
                        b: link.b..link.b + 1,
                    });
                }
            }
            end = (link.a + 1, link.b + 1);
        }
        lone(&mut spans, end, (self.a.turns.len(), self.b.turns.len()));
        spans
    }
}

fn lone(spans: &mut Vec<Span>, from: (usize, usize), to: (usize, usize)) {
    spans.extend((from.0..to.0).map(|t| Span {
        a: t..t + 1,
        b: from.1..from.1,
    }));
    spans.extend((from.1..to.1).map(|u| Span {
        a: to.0..to.0,
        b: u..u + 1,
    }));
}

/// The words that two short texts share, in order.
pub(super) fn shared(a: &[u64], b: &[u64]) -> Pairs {
    let runs = differences(a, b).into_iter().filter(|run| run.same);
    runs.flat_map(|run| run.before.zip(run.after)).collect()
}
