//! Edit distances of a pattern and every stretch of a text, 64 characters of the pattern at a time (Myers 1999, *A fast
//! bit-vector algorithm for approximate string matching based on dynamic programming*, with its blocks for long patterns).

use std::collections::HashMap;

/// Where a stretch that is compared may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Anywhere.
    Anywhere,
    /// Where the text begins.
    AtText,
}

/// What is looked for.
pub struct Pattern {
    length: usize,
    blocks: usize,
    ascii: [u16; 128],
    others: HashMap<char, u16>,
    /// For each kind of character, the places of the pattern where it stands. The first kind stands nowhere.
    stands: Vec<u64>,
}

/// The column of the table that is being filled, as differences from row to row.
#[derive(Clone, Copy)]
struct Block {
    up: u64,
    down: u64,
}

impl Pattern {
    /// Prepares a pattern.
    pub fn new(pattern: &[char]) -> Self {
        let blocks = pattern.len().div_ceil(64).max(1);
        let mut made = Self {
            length: pattern.len(),
            blocks,
            ascii: [0; 128],
            others: HashMap::new(),
            stands: vec![0; blocks],
        };
        for (at, char) in pattern.iter().enumerate() {
            let kind = made.kind_or_new(*char);
            made.stands[usize::from(kind) * blocks + at / 64] |= 1 << (at % 64);
        }
        made
    }

    fn kind_or_new(&mut self, char: char) -> u16 {
        let next = u16::try_from(self.stands.len() / self.blocks).unwrap_or(0);
        let kind = match self.ascii.get_mut(char as usize) {
            Some(kind) => kind,
            None => self.others.entry(char).or_insert(0),
        };
        if *kind == 0 {
            *kind = next;
            self.stands.resize(self.stands.len() + self.blocks, 0);
        }
        *kind
    }

    fn kind(&self, char: char) -> u16 {
        match self.ascii.get(char as usize) {
            Some(kind) => *kind,
            None => self.others.get(&char).copied().unwrap_or(0),
        }
    }

    /// For each number of characters of the text, the fewest insertions, deletions and replacements that make the pattern
    /// of a stretch that ends there.
    pub fn distances(&self, text: impl Iterator<Item = char>, start: Start) -> Vec<usize> {
        let mut blocks = vec![
            Block {
                up: u64::MAX,
                down: 0
            };
            self.blocks
        ];
        let last = 1u64 << ((self.length + 63) % 64);
        let mut score = self.length;
        let mut scores = vec![score];
        for char in text {
            let from = usize::from(self.kind(char)) * self.blocks;
            let mut carry = match start {
                Start::Anywhere => 0,
                Start::AtText => 1,
            };
            for (at, block) in blocks.iter_mut().enumerate() {
                let top = if at + 1 == self.blocks { last } else { 1 << 63 };
                carry = block.step(self.stands[from + at], carry, top);
            }
            score = match carry {
                1 => score + 1,
                -1 => score - 1,
                _ => score,
            };
            scores.push(if self.length == 0 { 0 } else { score });
        }
        scores
    }
}

impl Block {
    /// One character of the text further; takes and gives the difference in the row above and in the row `top`.
    fn step(&mut self, mut equal: u64, carry: i8, top: u64) -> i8 {
        let vertical = equal | self.down;
        equal |= u64::from(carry < 0);
        let horizontal = ((equal & self.up).wrapping_add(self.up) ^ self.up) | equal;
        let mut more = self.down | !(horizontal | self.up);
        let mut less = self.up & horizontal;
        let out = i8::from(more & top != 0) - i8::from(less & top != 0);
        more = more << 1 | u64::from(carry > 0);
        less = less << 1 | u64::from(carry < 0);
        self.up = less | !(vertical | more);
        self.down = more & vertical;
        out
    }
}
