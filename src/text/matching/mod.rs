//! How like two texts are. Knows bytes only: what counts as the same letter is settled before.

pub mod myers;
