//! The words or turns that the reader selects: from where that began to the cursor, both letters included.

use super::State;
use crate::model::{EntryIndex, EntryRef, Layer, Passage, Stretch};

/// What is being selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selecting {
    /// Whole turns, or words.
    pub turns: bool,
    /// The end that stays where it is: entry, layer and byte.
    pub fixed: (EntryIndex, Layer, usize),
}

impl State {
    /// The selected words, a stretch for each turn that is shown; `None` where nothing is selected.
    pub fn selection(&self) -> Option<Passage> {
        let Selecting { turns, fixed } = self.selecting?;
        let cursor = self.reading.cursor.place();
        let ((first, _, from), (last, layer, to)) = (fixed.min(cursor), fixed.max(cursor));
        let entries = self.transcript.entries(first.0..last.0 + 1);
        let spoken = entries
            .filter_map(EntryRef::turn)
            .filter(|t| self.is_shown(*t));
        let stretches = spoken.filter_map(|turn| {
            let text = turn.layer(layer).raw();
            let start = if turn.index() == first && !turns {
                from
            } else {
                0
            };
            let end = if turn.index() == last && !turns {
                let rest = text.get(to..)?;
                to + rest.chars().next().map_or(0, char::len_utf8)
            } else {
                text.len()
            };
            (start < end).then(|| Stretch {
                entry: turn.index(),
                layer,
                bytes: start..end,
            })
        });
        let stretches: Vec<Stretch> = stretches.collect();
        (!stretches.is_empty()).then_some(Passage { stretches })
    }
}
