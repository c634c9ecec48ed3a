//! Which calls of two transcripts are compared with which: those that share words, else those of one id or title.

use std::collections::{BTreeMap, HashMap};

use super::two::{both, some_words};
use super::words::words;
use crate::model::{Call, CallIndex, Transcript};

/// Words in a row that calls are known by.
const GRAM: usize = 3;
/// Of so many of them, one is looked at in a long call.
const SAMPLE: u64 = 8;
const LONG: usize = 4_000;
/// Calls that share so many hundredths of the shorter one's are the same, or parts of the same.
const SHARED: usize = 20;

/// Calls that are compared with each other. One side may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub a: Vec<CallIndex>,
    pub b: Vec<CallIndex>,
}

/// All calls of both, each in one group, in the order of the first transcript.
pub(super) fn groups(a: &Transcript, b: &Transcript) -> Vec<Group> {
    let (n, m) = (a.calls().len(), b.calls().len());
    let mut joined = Joined((0..n + m).collect());
    if n == 1 && m == 1 {
        joined.join(0, 1);
    } else {
        by_words(a, b, &mut joined);
        by_name(a.calls(), b.calls(), &mut joined);
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for at in 0..n {
        let group = groups.entry(joined.root(at)).or_default();
        group.a.push(CallIndex(at as u32));
    }
    for at in 0..m {
        let group = groups.entry(joined.root(n + at)).or_default();
        group.b.push(CallIndex(at as u32));
    }
    groups.into_values().collect()
}

/// Which calls were joined with which: each leads to one with a smaller number, or to itself.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, x: usize, y: usize) {
        let (x, y) = (self.root(x), self.root(y));
        self.0[x.max(y)] = x.min(y);
    }

    fn is_alone(&self, at: usize) -> bool {
        self.0[at] == at
            && self
                .0
                .iter()
                .enumerate()
                .all(|(other, root)| other == at || *root != at)
    }
}

fn by_words(a: &Transcript, b: &Transcript, joined: &mut Joined) {
    let (grams_a, grams_b) = both(some_words(a, b), || grams(a), || grams(b));
    let mut calls_of: HashMap<u64, Vec<usize>> = HashMap::new();
    for (call, grams) in grams_a.iter().enumerate() {
        for gram in grams {
            calls_of.entry(*gram).or_default().push(call);
        }
    }
    for (other, grams) in grams_b.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for call in grams.iter().filter_map(|g| calls_of.get(g)).flatten() {
            *shared.entry(*call).or_default() += 1;
        }
        for (call, shared) in shared {
            let few = grams_a[call].len().min(grams.len());
            if shared * 100 >= few * SHARED {
                joined.join(call, grams_a.len() + other);
            }
        }
    }
}

/// The runs of words of each call, each once; of a long call a part of them.
fn grams(transcript: &Transcript) -> Vec<Vec<u64>> {
    let mut all = vec![Vec::new(); transcript.calls().len()];
    for batch in transcript.batches() {
        let hashes = &mut all[batch.call().get()];
        for turn in batch.turns() {
            words(turn.text(), &mut |word| {
                if !word.bracket {
                    hashes.push(word.hash);
                }
            });
        }
    }
    all.iter().map(|hashes| grams_of(hashes)).collect()
}

fn grams_of(hashes: &[u64]) -> Vec<u64> {
    let gram = |w: &[u64]| w.iter().fold(0u64, |h, x| h.rotate_left(9) ^ x);
    let length = GRAM.min(hashes.len().max(1));
    let chosen = |g: &u64| hashes.len() <= LONG || (g ^ (g >> 32)).is_multiple_of(SAMPLE);
    let mut grams: Vec<u64> = hashes.windows(length).map(gram).filter(chosen).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Joins calls that are alone on both sides and have one id, or one title.
fn by_name(a: &[Call], b: &[Call], joined: &mut Joined) {
    let title = |call: &Call| call.title.clone().filter(|t| !t.is_blank());
    for by_title in [false, true] {
        for (x, call) in a.iter().enumerate() {
            let same = |other: &Call| {
                if by_title {
                    title(call).is_some() && title(call) == title(other)
                } else {
                    call.id == other.id
                }
            };
            let found = (0..b.len()).find(|y| joined.is_alone(a.len() + y) && same(&b[*y]));
            if let Some(y) = found.filter(|_| joined.is_alone(x)) {
                joined.join(x, a.len() + y);
            }
        }
    }
}
