//! The keys that a reader has given to commands in place of those that they have. Does not know which commands there are.

use std::collections::BTreeMap;

use super::key::{self, Key};

/// Keys by the names of commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings {
    own: BTreeMap<&'static str, Vec<Vec<Key>>>,
}

impl Bindings {
    /// Gives a command these keys, each a sequence, and takes its own.
    pub fn set(&mut self, command: &'static str, keys: Vec<Vec<Key>>) {
        self.own.insert(command, keys);
    }

    /// Whether the reader gave a command its keys.
    pub fn has(&self, command: &str) -> bool {
        self.own.contains_key(command)
    }

    /// The sequences that do a command: the reader's, else those that it has.
    pub fn of(&self, command: &str, own: &[&str]) -> Vec<Vec<Key>> {
        match self.own.get(command) {
            Some(keys) => keys.clone(),
            None => own.iter().filter_map(|k| key::parse(k).ok()).collect(),
        }
    }
}
