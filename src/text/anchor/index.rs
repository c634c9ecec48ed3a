//! Which turns may hold some words, without reading all of them for each note.
//!
//! Of all runs of eight bytes a sixteenth is kept, chosen by their hash, so that the same runs are kept of the words
//! that are looked for: a sampled fingerprint (Manber, "Finding Similar Files in a Large File System", 1994).

use crate::model::{EntryIndex, TurnRef};

const RUN: usize = 8;
const SAMPLE: u64 = 16;

/// Kept runs and the turns that they stand in, sorted.
pub(super) struct Shingles(Vec<(u32, u32)>);

impl Shingles {
    pub(super) fn new<'a>(turns: impl Iterator<Item = TurnRef<'a>>) -> Self {
        let mut runs = Vec::new();
        for turn in turns {
            let entry = u32::try_from(turn.index().0).expect("a transcript has fewer entries");
            for text in [turn.text(), turn.original().unwrap_or_default()] {
                runs.extend(kept_runs(text.raw()).map(|run| (run, entry)));
            }
        }
        runs.sort_unstable();
        runs.dedup();
        Self(runs)
    }

    /// The turns that may hold `words`, in order; `None` where the words are too short to tell.
    pub(super) fn candidates(&self, words: &str) -> Option<impl Iterator<Item = EntryIndex>> {
        let rarest = kept_runs(words)
            .map(|run| {
                let from = self.0.partition_point(|(r, _)| *r < run);
                let length = self.0[from..].partition_point(|(r, _)| *r == run);
                &self.0[from..from + length]
            })
            .min_by_key(|turns| turns.len())?;
        Some(rarest.iter().map(|(_, entry)| EntryIndex(*entry as usize)))
    }
}

fn kept_runs(text: &str) -> impl Iterator<Item = u32> {
    text.as_bytes().windows(RUN).filter_map(|run| {
        let run = run.try_into().map_or(0, u64::from_le_bytes);
        let hash = run.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 28;
        (hash % SAMPLE == 0).then_some((hash / SAMPLE) as u32)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_the_runs_that_their_text_keeps() {
        let text = "The minutes list three problems, and the Ministry would rather hear of one of them only.";
        let all: Vec<u32> = kept_runs(text).collect();
        assert!(!all.is_empty());
        for from in 0..text.len() {
            for run in kept_runs(&text[from..]) {
                assert!(all.contains(&run));
            }
        }
        assert_eq!(kept_runs("short").count(), 0);
    }
}
