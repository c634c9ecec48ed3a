//! Which speakers are brought forward: the others are dimmed, or hidden. Numbers of turns never change.

use std::collections::BTreeSet;

use crate::model::{EntryRef, SpeakerIndex};

/// What happens to everybody else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// Nothing: the filter is off.
    #[default]
    Shown,
    /// They are set back.
    Dimmed,
    /// They are left out.
    Hidden,
}

/// The filter by speaker.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    speakers: BTreeSet<SpeakerIndex>,
    others: Others,
}

impl Filter {
    /// Brings speakers forward; the others are hidden, or dimmed.
    pub fn of(speakers: impl IntoIterator<Item = SpeakerIndex>, hidden: bool) -> Self {
        let others = if hidden {
            Others::Hidden
        } else {
            Others::Dimmed
        };
        Self {
            speakers: speakers.into_iter().collect(),
            others,
        }
    }

    /// What happens to everybody else.
    pub fn others(&self) -> Others {
        if self.speakers.is_empty() {
            Others::Shown
        } else {
            self.others
        }
    }

    /// Who is brought forward.
    pub fn speakers(&self) -> impl Iterator<Item = SpeakerIndex> {
        self.speakers.iter().copied()
    }

    /// Whether a speaker is brought forward.
    pub fn has(&self, speaker: SpeakerIndex) -> bool {
        self.speakers.contains(&speaker)
    }

    /// From off to dimmed to hidden to off; `speaker` is the one brought forward where there is none yet.
    pub fn turn_on(&mut self, speaker: SpeakerIndex) {
        match self.others() {
            Others::Shown => {
                self.speakers = BTreeSet::from([speaker]);
                self.others = Others::Dimmed;
            }
            Others::Dimmed => self.others = Others::Hidden,
            Others::Hidden => *self = Self::default(),
        }
    }

    /// Shows everybody again, those who are not brought forward dimmed.
    pub fn dim(&mut self) {
        self.others = Others::Dimmed;
    }

    /// Adds a speaker to those brought forward, or takes one out.
    pub fn toggle(&mut self, speaker: SpeakerIndex) {
        if !self.speakers.remove(&speaker) {
            self.speakers.insert(speaker);
        }
        if self.others == Others::Shown {
            self.others = Others::Dimmed;
        }
    }

    /// Whether an entry is left out. What stands between turns goes with them.
    pub fn hides(&self, entry: EntryRef<'_>) -> bool {
        self.others() == Others::Hidden && !self.shows(entry)
    }

    /// Whether an entry is set back.
    pub fn dims(&self, entry: EntryRef<'_>) -> bool {
        self.others() == Others::Dimmed && !self.shows(entry)
    }

    fn shows(&self, entry: EntryRef<'_>) -> bool {
        entry.turn().is_some_and(|turn| self.has(turn.speaker()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_goes_from_off_to_dimmed_to_hidden_to_off() {
        let (ana, ben) = (SpeakerIndex(0), SpeakerIndex(1));
        let mut filter = Filter::default();
        let seen: Vec<Others> = (0..4)
            .map(|_| {
                filter.turn_on(ana);
                filter.others()
            })
            .collect();
        assert_eq!(
            seen,
            [
                Others::Dimmed,
                Others::Hidden,
                Others::Shown,
                Others::Dimmed
            ]
        );
        filter.toggle(ben);
        assert!(filter.has(ana) && filter.has(ben));
        filter.toggle(ana);
        filter.toggle(ben);
        assert_eq!(filter.others(), Others::Shown, "nobody left");
    }
}
