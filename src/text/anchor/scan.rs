//! Where in a transcript something like the wanted words may stand: one walk over all its words, for all notes at once.
//!
//! An index is made of what is looked for, not of the transcript: pairs and triples of words. Whatever of these stands in
//! the transcript votes for a place, the rarer the louder.

use std::collections::HashMap;

use super::needle::Needle;
use crate::model::{EntryIndex, Layer, Transcript};
use crate::text::matching::words;

/// From so many places on, words that stand together tell nothing.
const COMMON: usize = 96;

/// Places that are looked at for one note.
pub(super) const PLACES: usize = 8;

/// Where a needle's words may stand: somewhere from one byte of a turn on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub entry: EntryIndex,
    pub byte: usize,
}

#[derive(Clone, Copy)]
struct Hit {
    /// Which word of the transcript.
    ordinal: u32,
    entry: u32,
    byte: u32,
}

#[derive(Default)]
struct Gram {
    hits: Vec<Hit>,
    is_common: bool,
}

/// Pairs and triples of words that are looked for.
struct Grams {
    numbers: HashMap<u64, usize>,
    found: Vec<Gram>,
    /// Quick to ask whether some words may be among them.
    sieve: Vec<u64>,
}

const SIEVE: usize = 1 << 14;

impl Grams {
    fn number(&mut self, gram: u64) -> usize {
        let next = self.found.len();
        let number = *self.numbers.entry(gram).or_insert(next);
        if number == next {
            self.found.push(Gram::default());
            let bit = (gram >> 44) as usize;
            self.sieve[bit / 64] |= 1 << (bit % 64);
        }
        number
    }

    fn hit(&mut self, gram: u64, hit: Hit) {
        let bit = (gram >> 44) as usize;
        if self.sieve[bit / 64] & 1 << (bit % 64) == 0 {
            return;
        }
        if let Some(number) = self.numbers.get(&gram) {
            let gram = &mut self.found[*number];
            if gram.hits.len() < COMMON {
                gram.hits.push(hit);
            } else {
                gram.is_common = true;
            }
        }
    }
}

/// Words that stand together, as one number (the last steps of splitmix64, Steele, Lea and Flood 2014).
fn together(words: &[u64]) -> u64 {
    words.iter().fold(words.len() as u64, |sum, word| {
        let mixed = (sum ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 29).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 32
    })
}

/// For each needle, in order, the places that share most with it.
pub(super) fn scan(transcript: &Transcript, needles: &[&Needle]) -> Vec<Vec<Candidate>> {
    let mut places = vec![Vec::new(); needles.len()];
    for layer in [Layer::Text, Layer::Original] {
        let wanted = |n: &usize| needles[*n].layer == layer;
        let wanted: Vec<usize> = (0..needles.len()).filter(wanted).collect();
        if wanted.is_empty() {
            continue;
        }
        let mut grams = Grams {
            numbers: HashMap::new(),
            found: Vec::new(),
            sieve: vec![0; SIEVE],
        };
        let asked: Vec<Vec<(usize, usize)>> = wanted
            .iter()
            .map(|n| grams_of(&needles[*n].words(), &mut grams))
            .collect();
        walk(transcript, layer, &mut grams);
        for (needle, asked) in wanted.iter().zip(&asked) {
            places[*needle] = vote(asked, &grams);
        }
    }
    places
}

/// The grams of some words, and at which word each begins.
fn grams_of(words: &[u64], grams: &mut Grams) -> Vec<(usize, usize)> {
    let sizes = if words.len() < 2 { 1..=1 } else { 2..=3 };
    let mut all = Vec::new();
    for size in sizes {
        for (at, gram) in words.windows(size).enumerate() {
            all.push((grams.number(together(gram)), at));
        }
    }
    all
}

fn walk(transcript: &Transcript, layer: Layer, grams: &mut Grams) {
    let mut ordinal = 0u32;
    let mut last = [(0u64, 0u32, 0u32); 3];
    let mut call = None;
    for turn in transcript.turns() {
        if call != Some(turn.call()) {
            call = Some(turn.call());
            ordinal = ordinal.saturating_add(1000);
            last = [(0, 0, 0); 3];
        }
        let entry = u32::try_from(turn.index().0).unwrap_or(u32::MAX);
        for word in words(turn.layer(layer).raw()) {
            last = [last[1], last[2], (word.hash, entry, word.start as u32)];
            for size in 1..=3 {
                let first = &last[3 - size..];
                let mut hashes = [0; 3];
                for (hash, word) in hashes.iter_mut().zip(first) {
                    *hash = word.0;
                }
                let hit = Hit {
                    ordinal: (ordinal + 1).saturating_sub(size as u32),
                    entry: first[0].1,
                    byte: first[0].2,
                };
                if first[0].0 != 0 {
                    grams.hit(together(&hashes[..size]), hit);
                }
            }
            ordinal = ordinal.saturating_add(1);
        }
    }
}

/// The places with most votes, by where the first word would have to stand.
fn vote(asked: &[(usize, usize)], grams: &Grams) -> Vec<Candidate> {
    let mut votes: Vec<(u32, f32, Hit)> = Vec::new();
    for (number, at) in asked {
        let gram = &grams.found[*number];
        if !gram.is_common {
            let weight = 1.0 / gram.hits.len() as f32;
            let vote = |hit: &Hit| (hit.ordinal.saturating_sub(*at as u32), weight, *hit);
            votes.extend(gram.hits.iter().map(vote));
        }
    }
    votes.sort_by_key(|(first, _, hit)| (*first, hit.ordinal));
    let mut places: Vec<(f32, u32, Hit)> = Vec::new();
    for (first, weight, hit) in votes {
        match places.last_mut() {
            Some((sum, same, _)) if first == *same => *sum += weight,
            _ => places.push((weight, first, hit)),
        }
    }
    places.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let least = places.first().map_or(0.0, |best| best.0 / 8.0);
    // Words left out or put in make several places of one: those are in one turn, near each other.
    let reach = (asked.len() as u32 / 4).min(64);
    let mut apart: Vec<(u32, Hit)> = Vec::new();
    for (_, first, hit) in places.into_iter().filter(|p| p.0 >= least) {
        let is_near =
            |(at, near): &(u32, Hit)| near.entry == hit.entry && at.abs_diff(first) <= reach;
        if !apart.iter().any(is_near) {
            apart.push((first, hit));
        }
        if apart.len() == PLACES {
            break;
        }
    }
    let place = |(_, hit): (u32, Hit)| Candidate {
        entry: EntryIndex(hit.entry as usize),
        byte: hit.byte as usize,
    };
    apart.into_iter().map(place).collect()
}
