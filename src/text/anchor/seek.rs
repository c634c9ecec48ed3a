//! All notes at once: each letter for letter, then by likeness, then once more by what the certain ones say.

use super::judge::Place;
use super::needle::Needle;
use super::order::{Guides, Sure};
use super::passage::{Whole, surrounded};
use super::scan::{Candidate, scan};
use super::{Edition, Finder, Placement};
use crate::model::{Note, On, OutsideStr, SpeakerIndex, State, TurnNumber};

/// What a note keeps of one place, to be found.
pub(super) struct Sought<'n> {
    /// Which of the notes.
    note: usize,
    /// Whether it was found there since it was made.
    is_now: bool,
    pub on: &'n On,
    pub call: OutsideStr<'n>,
    pub turns: Vec<TurnNumber>,
    needle: Option<Needle<'n>>,
}

/// What came of it.
#[derive(Default)]
struct Found {
    wholes: Vec<Whole>,
    /// There are no other wholes.
    all: bool,
    places: Option<Vec<Place>>,
    candidates: Vec<Candidate>,
}

impl<'n> Sought<'n> {
    fn new(note: usize, is_now: bool, on: &'n On) -> Option<Self> {
        let (call, turns, needle) = match on {
            On::Turn {
                call,
                turn,
                speaker,
                exact: Some(exact),
            } => {
                let opening = super::opening(exact.borrow());
                let is_all = opening.raw().chars().count() < super::keep::OPENING;
                let speaker = speaker.as_ref().map(|s| s.borrow());
                let needle = Needle::turn(call.borrow(), *turn, speaker, opening, is_all);
                (call, vec![*turn], needle)
            }
            On::Passage { call, parts } => {
                let turns = parts.iter().map(|p| p.turn).collect();
                (call, turns, Needle::passage(call.borrow(), parts))
            }
            On::Turn { .. } | On::Transcript | On::Speaker(_) | On::Call(_) => return None,
        };
        Some(Self {
            note,
            is_now,
            on,
            call: call.borrow(),
            turns,
            needle,
        })
    }

    /// The words and what stood around them.
    pub fn surrounded(&self) -> String {
        match self.on {
            On::Passage { parts, .. } => parts.iter().map(surrounded).collect(),
            On::Turn {
                exact: Some(exact), ..
            } => exact.raw().to_owned(),
            On::Turn { .. } | On::Transcript | On::Speaker(_) | On::Call(_) => String::new(),
        }
    }
}

impl Finder<'_> {
    /// Where notes stand, in their order. Those that are found for certain help to find the others.
    pub fn place_all(&self, notes: &[Note]) -> Vec<Placement> {
        let mut sought = Vec::new();
        let mut placed: Vec<Placement> = Vec::with_capacity(notes.len());
        for (at, note) in notes.iter().enumerate() {
            placed.push(self.wordless(&note.on).unwrap_or(Placement::LOST));
            let now = note.now.as_ref().map(|now| (true, &now.on));
            for (is_now, on) in now.into_iter().chain([(false, &note.on)]) {
                sought.extend(Sought::new(at, is_now, on));
            }
        }
        let mut verdicts = vec![Placement::LOST; sought.len()];
        let mut found = self.look(&sought);
        for (at, one) in sought.iter().enumerate() {
            verdicts[at] = self.verdict(one, &mut found[at], &Guides::default());
        }
        let guides = self.guides(&sought, &found, &verdicts);
        for (at, one) in sought.iter().enumerate() {
            if verdicts[at].state != State::Ok {
                verdicts[at] = self.verdict(one, &mut found[at], &guides);
            }
        }
        for (one, verdict) in sought.iter().zip(verdicts) {
            let now = notes[one.note].now.as_ref().filter(|_| one.is_now);
            let best = &mut placed[one.note];
            match now {
                Some(now) if verdict.state == State::Ok => {
                    let agreed = now.confirmed.is_some();
                    *best = Placement {
                        state: if agreed { State::Ok } else { State::Moved },
                        score: now.score,
                        ..verdict
                    };
                }
                Some(_) => {}
                None if best.state == State::Lost => *best = verdict,
                None => {}
            }
        }
        placed
    }

    /// Where a note stands that has no words to find.
    fn wordless(&self, on: &On) -> Option<Placement> {
        match on {
            On::Transcript => Some(Placement::at(None)),
            On::Speaker(id) => {
                let speaker = self.speaker(id)?;
                Some(Placement::at(self.first_turn(speaker)))
            }
            On::Call(id) => {
                let call = self.call(id.borrow())?;
                Some(Placement::at(self.first_entry(call)))
            }
            On::Turn {
                call,
                turn,
                speaker,
                exact: None,
            } if self.edition != Edition::Other => {
                let entry = self
                    .transcript
                    .find_turn(self.call(call.borrow())?, *turn)?;
                let spoken = self.transcript.turn(entry)?.speaker();
                let wanted: Option<SpeakerIndex> = match speaker {
                    Some(id) => Some(self.speaker(id)?),
                    None => None,
                };
                let same = wanted.is_none_or(|s| s == spoken);
                same.then(|| Placement::at(Some(entry)))
            }
            On::Turn { .. } | On::Passage { .. } => None,
        }
    }

    /// Where each may stand. Only those that are not at their number in an unchanged transcript are looked for.
    fn look(&self, sought: &[Sought]) -> Vec<Found> {
        let mut found: Vec<Found> = sought.iter().map(|_| Found::default()).collect();
        let mut asked = Vec::new();
        for (at, one) in sought.iter().enumerate() {
            let here = self.whole_here(one);
            match (&one.needle, here) {
                (_, Some(here)) if self.edition == Edition::Same => found[at].wholes.push(here),
                (None, here) => found[at].wholes.extend(here),
                (Some(needle), _) => asked.push((at, needle)),
            }
        }
        let needles: Vec<&Needle> = asked.iter().map(|a| a.1).collect();
        let candidates = if needles.is_empty() {
            Vec::new()
        } else {
            scan(self.transcript, &needles)
        };
        for ((at, needle), mut candidates) in asked.into_iter().zip(candidates) {
            if let Some(call) = self.call(sought[at].call) {
                let entries = self.transcript.call_entries(call);
                candidates.retain(|c| entries.contains(&c.entry.0));
            }
            let (mut wholes, all) = self.wholes(&sought[at], &candidates);
            let more = self.by_number_and_time(needle);
            for whole in self.wholes(&sought[at], &more).0 {
                if !wholes.iter().any(|w| w.is_at(&whole)) {
                    wholes.push(whole);
                }
            }
            candidates.extend(more);
            found[at] = Found {
                wholes,
                all,
                places: None,
                candidates,
            };
        }
        found
    }

    /// Where it stood by its number, and where its time is now.
    fn by_number_and_time(&self, needle: &Needle) -> Vec<Candidate> {
        let (Some(call), Some(piece)) = (self.call(needle.call), needle.pieces.first()) else {
            return Vec::new();
        };
        let numbered = self.transcript.find_turn(call, piece.turn);
        let timed = piece.start.and_then(|time| self.at_time(call, time));
        let entries = numbered.into_iter().chain(timed);
        entries.map(|entry| Candidate { entry, byte: 0 }).collect()
    }

    fn verdict(&self, sought: &Sought, found: &mut Found, guides: &Guides) -> Placement {
        let around = sought.needle.as_ref().and_then(|n| guides.around(n));
        let whole = self.choose_whole(sought, &found.wholes, found.all, around);
        if let Some(placement) = whole {
            return placement;
        }
        let Some(needle) = &sought.needle else {
            return Placement::LOST;
        };
        let places = found
            .places
            .get_or_insert_with(|| self.places(needle, &found.candidates));
        self.choose(needle, places, guides)
    }

    /// What the certain ones say.
    fn guides<'n>(
        &self,
        sought: &[Sought<'n>],
        found: &[Found],
        verdicts: &[Placement],
    ) -> Guides<'n> {
        let mut sure = Vec::new();
        let mut spoken = Vec::new();
        for ((one, found), verdict) in sought.iter().zip(found).zip(verdicts) {
            let (Some(entry), Some(turn)) = (verdict.entry, one.turns.first()) else {
                continue;
            };
            let Some(now) = self.transcript.turn(entry) else {
                continue;
            };
            let shift = i64::from(now.number().0) - i64::from(turn.0);
            let is_new = found.wholes.is_empty();
            if (verdict.state == State::Ok || verdict.score >= 80) && !one.is_now {
                sure.push(Sure {
                    call: one.call,
                    turn: *turn,
                    entry,
                    shift,
                });
            }
            let speakers = one.needle.iter().flat_map(|n| &n.pieces);
            let ids = speakers.filter_map(|p| p.speaker);
            let gone = ids.filter(|id| is_new && !self.speakers.contains_key(id));
            spoken.extend(gone.take(1).map(|id| (id, now.speaker())));
        }
        Guides::new(sure, &spoken)
    }
}
