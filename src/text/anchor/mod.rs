//! Where a note's words stand now, and what a note keeps of its place so that they can be found again.
//!
//! Knows ids, numbers, speakers and words. First words are looked for letter for letter, with their speaker and their
//! surroundings; then where like words stand in like surroundings; then between the notes before and after. A wrong anchor
//! is worse than a lost one: what two places could be is ambiguous, and what none surely is is lost.

mod again;
mod flow;
mod keep;
mod passage;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

pub use keep::{likeness, on_passage, on_turn, opening};

use crate::model::{
    CallIndex, EntryIndex, Layer, Note, Now, On, Outside, OutsideStr, SpeakerIndex, State, Stretch,
    Time, Transcript, TurnNumber,
};
use again::Asked;
use flow::Flow;

/// Where a note stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// How sure it is.
    pub state: State,
    /// The turn or aside to go to; none for the whole transcript, for the lost, and where nothing is there yet.
    pub entry: Option<EntryIndex>,
    /// The words, for a passage that was found.
    pub stretches: Vec<Stretch>,
    /// How like they are to those that the note was made on: from 0 to 100.
    pub score: u8,
}

impl Placement {
    const LOST: Self = Self {
        state: State::Lost,
        entry: None,
        stretches: Vec::new(),
        score: 0,
    };

    fn at(entry: Option<EntryIndex>) -> Self {
        Self {
            state: State::Ok,
            entry,
            stretches: Vec::new(),
            score: 100,
        }
    }
}

/// Whether the notes were made on the transcript as it is now: then their numbers are right as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// They were.
    Same,
    /// They were made on another content.
    Other,
    /// The notes file does not say.
    Unknown,
}

impl Edition {
    /// As a notes file says whether it is on this content.
    pub fn of(same: Option<bool>) -> Self {
        match same {
            Some(true) => Self::Same,
            Some(false) => Self::Other,
            None => Self::Unknown,
        }
    }
}

/// Characters from which words are told by themselves.
const TELLING: usize = 24;

fn is_telling(words: &str) -> bool {
    words.chars().nth(TELLING - 1).is_some()
}

/// Finds notes in a transcript as it is at one moment. What it needs beside ids is made when the first note is not at its
/// number.
pub struct Finder<'a> {
    transcript: &'a Transcript,
    calls: HashMap<OutsideStr<'a>, CallIndex>,
    speakers: HashMap<OutsideStr<'a>, SpeakerIndex>,
    first_turns: OnceCell<HashMap<SpeakerIndex, EntryIndex>>,
    edition: Edition,
    openings: OnceCell<HashMap<(CallIndex, OutsideStr<'a>), Vec<EntryIndex>>>,
    flows: [OnceCell<Flow<'a>>; 2],
    starts: OnceCell<HashMap<Time, Vec<EntryIndex>>>,
}

impl<'a> Finder<'a> {
    /// Takes a transcript as far as it has arrived: turns that are still to come cannot be found.
    pub fn new(transcript: &'a Transcript, edition: Edition) -> Self {
        let calls = (0..).map(CallIndex).zip(transcript.calls());
        let speakers = (0..).map(SpeakerIndex).zip(transcript.speakers());
        Self {
            transcript,
            calls: calls.map(|(i, call)| (call.id.borrow(), i)).collect(),
            speakers: speakers.map(|(i, who)| (who.id.borrow(), i)).collect(),
            first_turns: OnceCell::new(),
            edition,
            openings: OnceCell::new(),
            flows: [OnceCell::new(), OnceCell::new()],
            starts: OnceCell::new(),
        }
    }

    /// Where a note stands.
    pub fn place(&self, note: &Note) -> Placement {
        self.place_between(note, None)
    }

    /// Where notes stand. What is not found by itself is looked for once more between the notes before and after it.
    pub fn place_all(&self, notes: &[Note]) -> Vec<Placement> {
        let mut placed: Vec<Placement> = notes.iter().map(|n| self.place(n)).collect();
        let mut sure: Vec<(&Outside, TurnNumber, EntryIndex)> = notes
            .iter()
            .zip(&placed)
            .filter(|(_, p)| p.state == State::Ok)
            .filter_map(|(n, p)| position(&n.on).zip(p.entry))
            .map(|((call, turn), entry)| (call, turn, entry))
            .collect();
        sure.sort_by_key(|(call, turn, entry)| (call.raw(), *turn, *entry));
        for (note, placement) in notes.iter().zip(&mut placed) {
            let unsure = matches!(placement.state, State::Lost | State::Ambiguous);
            let Some((call, turn)) = position(&note.on).filter(|_| unsure) else {
                continue;
            };
            let at = sure.partition_point(|(c, t, _)| (c.raw(), *t) < (call.raw(), turn));
            let after = sure.get(at).filter(|s| s.0 == call);
            let before = at.checked_sub(1).and_then(|i| sure.get(i));
            if let (Some(before), Some(after)) = (before.filter(|s| s.0 == call), after)
                && before.2 <= after.2
            {
                let between = before.2.0..after.2.0 + 1;
                let found = self.place_between(note, Some(&between));
                if found.state == State::Moved {
                    *placement = found;
                }
            }
        }
        placed
    }

    fn place_between(&self, note: &Note, entries: Option<&Range<usize>>) -> Placement {
        if let Some(Now {
            on,
            score,
            confirmed,
        }) = &note.now
        {
            let agreed = match confirmed {
                Some(_) => State::Ok,
                None => State::Moved,
            };
            if let Some(found) = self.exactly(on) {
                return Placement {
                    state: agreed,
                    score: *score,
                    ..found
                };
            }
        }
        let exactly = self.exactly(&note.on);
        exactly.unwrap_or_else(|| {
            let now = note
                .now
                .as_ref()
                .map(|now| self.elsewhere(&now.on, entries));
            now.filter(|p| p.state == State::Moved)
                .unwrap_or_else(|| self.elsewhere(&note.on, entries))
        })
    }

    /// Where what it is on stands as it was.
    fn exactly(&self, on: &On) -> Option<Placement> {
        match on {
            On::Transcript => Some(Placement::at(None)),
            On::Speaker(id) => self.speaker(id).map(|s| Placement::at(self.first_turn(s))),
            On::Call(id) => self.call(id).map(|c| Placement::at(self.first_entry(c))),
            On::Turn {
                call,
                turn,
                speaker,
                exact,
            } => self.call(call).and_then(|call| {
                let speaker = match speaker {
                    Some(id) => Some(self.speaker(id)?),
                    None => None,
                };
                let entry = self.turn(call, *turn, speaker, exact.as_ref())?;
                Some(Placement::at(Some(entry)))
            }),
            On::Passage { call, parts } => self
                .call(call)
                .and_then(|call| self.passage(call, parts))
                .map(|stretches| Placement {
                    state: State::Ok,
                    entry: stretches.first().map(|s| s.entry),
                    stretches,
                    score: 100,
                }),
        }
    }

    /// Where words like its words stand: in its call, or in all where that is gone.
    fn elsewhere(&self, on: &On, entries: Option<&Range<usize>>) -> Placement {
        match on {
            On::Transcript | On::Speaker(_) | On::Call(_) => Placement::LOST,
            On::Turn {
                call,
                speaker,
                exact,
                ..
            } => exact.as_ref().map_or(Placement::LOST, |exact| {
                let asked = Asked::turn(self.call(call), speaker.as_ref(), exact);
                Placement {
                    stretches: Vec::new(),
                    ..self.again(&asked, entries)
                }
            }),
            On::Passage { call, parts } => Asked::passage(self.call(call), parts)
                .map_or(Placement::LOST, |asked| self.again(&asked, entries)),
        }
    }

    fn flow(&self, layer: Layer) -> &Flow<'a> {
        let flow = &self.flows[match layer {
            Layer::Text => 0,
            Layer::Original => 1,
        }];
        flow.get_or_init(|| Flow::new(self.transcript, layer))
    }

    fn call(&self, id: &Outside) -> Option<CallIndex> {
        self.calls.get(&id.borrow()).copied()
    }

    fn speaker(&self, id: &Outside) -> Option<SpeakerIndex> {
        self.speakers.get(&id.borrow()).copied()
    }

    fn first_entry(&self, call: CallIndex) -> Option<EntryIndex> {
        self.transcript.call_entries(call).next().map(EntryIndex)
    }

    fn first_turn(&self, speaker: SpeakerIndex) -> Option<EntryIndex> {
        let firsts = self.first_turns.get_or_init(|| {
            let mut firsts = HashMap::new();
            for turn in self.transcript.turns() {
                firsts.entry(turn.speaker()).or_insert(turn.index());
            }
            firsts
        });
        firsts.get(&speaker).copied()
    }

    /// The turn of that number if it begins with the same words, and in another edition only if these are telling or no
    /// other turn of the call begins so; else the only turn that does, if they are telling. A note without words has
    /// nothing but its number.
    fn turn(
        &self,
        call: CallIndex,
        number: TurnNumber,
        speaker: Option<SpeakerIndex>,
        exact: Option<&Outside>,
    ) -> Option<EntryIndex> {
        let spoken = |entry: &EntryIndex| {
            let turn = self.transcript.turn(*entry);
            turn.is_some_and(|t| speaker.is_none_or(|s| s == t.speaker()))
        };
        let numbered = self
            .transcript
            .find_turn(call, number)
            .filter(|entry| spoken(entry));
        let Some(exact) = exact else {
            return numbered.filter(|_| self.edition != Edition::Other);
        };
        let exact = opening(exact.borrow());
        let telling = is_telling(exact.raw());
        let here = numbered.filter(|entry| {
            let turn = self.transcript.turn(*entry);
            turn.is_some_and(|t| opening(t.text()) == exact)
        });
        if here.is_some() && (telling || self.edition == Edition::Same) {
            return here;
        }
        let beginning_so = self.openings().get(&(call, exact))?;
        let mut beginning_so = beginning_so.iter().filter(|e| spoken(e));
        let only = beginning_so
            .next()
            .filter(|_| beginning_so.next().is_none())?;
        (telling || here == Some(*only)).then_some(*only)
    }

    fn openings(&self) -> &HashMap<(CallIndex, OutsideStr<'a>), Vec<EntryIndex>> {
        self.openings.get_or_init(|| {
            let mut openings: HashMap<_, Vec<_>> = HashMap::new();
            for turn in self.transcript.turns() {
                openings
                    .entry((turn.call(), opening(turn.text())))
                    .or_default()
                    .push(turn.index());
            }
            openings
        })
    }
}

/// The call and the turn that a note was made on.
fn position(on: &On) -> Option<(&Outside, TurnNumber)> {
    match on {
        On::Turn { call, turn, .. } => Some((call, *turn)),
        On::Passage { call, parts } => parts.first().map(|p| (call, p.turn)),
        On::Transcript | On::Speaker(_) | On::Call(_) => None,
    }
}

#[cfg(test)]
mod tests;
