//! The words of a note letter for letter: at their turns, or all of them at other turns the same distance away.
//!
//! Surroundings count: an empty `prefix` says that the words begin their turn, an empty `suffix` that they end it.

use std::ops::Range;

use super::order::Around;
use super::scan::Candidate;
use super::{Edition, Finder, Placement, Sought, is_telling, opening};
use crate::model::{
    CallIndex, EntryIndex, On, Outside, PassagePart, SpeakerIndex, State, Stretch, TurnNumber,
    TurnRef,
};

/// Characters up to which words never move by their time alone.
const SHORT: usize = 8;

/// Characters up to which words are often said more than once.
const OFTEN: usize = 64;

/// A place where a note stands letter for letter, said by the same speaker in the same surroundings.
pub(super) struct Whole {
    /// By how many its turn's number has changed.
    pub shift: i64,
    entry: EntryIndex,
    /// None for a note on a turn.
    stretches: Vec<Stretch>,
    at_time: bool,
    /// Both the note and the place have a time.
    is_timed: bool,
}

impl Whole {
    /// Whether both are one place.
    pub fn is_at(&self, other: &Self) -> bool {
        self.entry == other.entry
    }

    /// Whether it is at another time than the note's, and the words, being few, may have been said again.
    fn is_late(&self, surrounded: &str) -> bool {
        self.is_timed && !self.at_time && surrounded.chars().nth(OFTEN).is_none()
    }

    fn placed(&self, state: State) -> Placement {
        Placement {
            state,
            entry: Some(self.entry),
            stretches: self.stretches.clone(),
            score: 100,
        }
    }
}

impl<'a> Finder<'a> {
    /// Where it stands letter for letter at its own number.
    pub(super) fn whole_here(&self, sought: &Sought) -> Option<Whole> {
        self.whole(sought, self.call(sought.call)?, 0)
    }

    /// All places where it stands letter for letter, and whether there can be no others.
    pub(super) fn wholes(&self, sought: &Sought, candidates: &[Candidate]) -> (Vec<Whole>, bool) {
        let mut wholes: Vec<Whole> = self.whole_here(sought).into_iter().collect();
        let mut others = candidates.is_empty();
        for candidate in candidates {
            let Some(turn) = self.transcript.turn(candidate.entry) else {
                continue;
            };
            let shifts = sought.turns.iter().take(16);
            let shifts = shifts.map(|n| i64::from(turn.number().0) - i64::from(n.0));
            let all: Vec<Whole> = shifts
                .filter_map(|shift| self.whole(sought, turn.call(), shift))
                .collect();
            others |= all.is_empty();
            for whole in all {
                if !wholes.iter().any(|w| w.entry == whole.entry) {
                    wholes.push(whole);
                }
            }
        }
        let all = !candidates.is_empty() && (others || candidates.len() < super::scan::PLACES);
        (wholes, all)
    }

    fn whole(&self, sought: &Sought, call: CallIndex, shift: i64) -> Option<Whole> {
        match sought.on {
            On::Passage { parts, .. } => {
                let stretches = self.shifted(call, parts, shift)?;
                let worded = parts.iter().all(|p| !p.exact.raw().is_empty());
                let entry = stretches.first().filter(|_| worded)?.entry;
                Some(Whole {
                    shift,
                    entry,
                    at_time: self.starts_are(call, parts, shift),
                    is_timed: parts.first().is_some_and(|p| p.start.is_some())
                        && self.transcript.turn(entry)?.start().is_some(),
                    stretches,
                })
            }
            On::Turn {
                turn,
                speaker,
                exact: Some(exact),
                ..
            } => {
                let turn = self.shifted_turn(call, *turn, shift)?;
                let speaker = match speaker {
                    Some(id) => Some(self.speaker(id)?),
                    None => None,
                };
                let fits = speaker.is_none_or(|s| s == turn.speaker())
                    && opening(turn.text()) == opening(exact.borrow());
                fits.then(|| Whole {
                    shift,
                    entry: turn.index(),
                    stretches: Vec::new(),
                    at_time: false,
                    is_timed: false,
                })
            }
            On::Turn { .. } | On::Transcript | On::Speaker(_) | On::Call(_) => None,
        }
    }

    /// Which of those places it is, if that is certain; none where it has to be looked for among words that are only like.
    /// Words too short to tell stay at their number, or go with the notes on both sides of them.
    pub(super) fn choose_whole(
        &self,
        sought: &Sought,
        wholes: &[Whole],
        all: bool,
        around: Option<Around>,
    ) -> Option<Placement> {
        let here = wholes.iter().find(|w| w.shift == 0);
        self.call(sought.call)?;
        if let (Some(here), Edition::Same) = (here, self.edition) {
            return Some(here.placed(State::Ok));
        }
        let surrounded = sought.surrounded();
        let telling = is_telling(&surrounded);
        let is_short = surrounded.chars().nth(SHORT).is_none();
        let mut at_time = wholes.iter().filter(|w| w.at_time);
        let (at_time, twice) = (at_time.next(), at_time.next().is_some());
        let certain = match (wholes, at_time.filter(|_| !twice), here) {
            ([], ..) => return None,
            (_, Some(only), _) if !is_short || only.shift == 0 => Some(only),
            ([only], ..) if all && (only.shift == 0 || telling && !only.is_late(&surrounded)) => {
                Some(only)
            }
            (_, _, Some(here)) if telling => Some(here),
            _ => None,
        };
        if let Some(whole) = certain {
            return Some(whole.placed(State::Ok));
        }
        let mut with_both = wholes.iter().filter(|w| {
            around.is_some_and(|a| a.shift == Some(w.shift) && (!is_short || a.is_narrow()))
        });
        let mut between = wholes.iter().filter(|w| {
            let tells = telling && !w.is_late(&surrounded);
            around.is_some_and(|a| a.holds(w.entry) && (tells || !is_short && a.is_narrow()))
        });
        match (with_both.next(), between.next(), between.next()) {
            (Some(whole), ..) => Some(whole.placed(State::Ok)),
            (None, Some(only), None) => Some(only.placed(State::Moved)),
            _ if wholes.len() > 1 => Some(Placement::AMBIGUOUS),
            _ => Some(Placement::LOST),
        }
    }

    /// The parts at turns `shift` numbers later, if all of them stand there, in order.
    fn shifted(&self, call: CallIndex, parts: &[PassagePart], shift: i64) -> Option<Vec<Stretch>> {
        let stretches: Vec<Stretch> = parts
            .iter()
            .map(|part| {
                let turn = self.shifted_turn(call, part.turn, shift)?;
                Some(Stretch {
                    entry: turn.index(),
                    layer: part.layer,
                    bytes: stands(part, self.speaker(&part.speaker)?, turn)?,
                })
            })
            .collect::<Option<_>>()?;
        let in_order = stretches.windows(2).all(|pair| {
            let place = |s: &Stretch| (s.entry, s.layer, s.bytes.start);
            place(&pair[0]) < place(&pair[1])
        });
        in_order.then_some(stretches)
    }

    fn shifted_turn(&self, call: CallIndex, turn: TurnNumber, shift: i64) -> Option<TurnRef<'a>> {
        let number = u32::try_from(i64::from(turn.0) + shift).ok()?;
        let entry = self.transcript.find_turn(call, TurnNumber(number))?;
        self.transcript.turn(entry)
    }

    /// Whether every part had a start and its turn has the same.
    fn starts_are(&self, call: CallIndex, parts: &[PassagePart], shift: i64) -> bool {
        parts.iter().all(|part| {
            let turn = self.shifted_turn(call, part.turn, shift);
            part.start.is_some() && turn.and_then(TurnRef::start) == part.start
        })
    }
}

pub(super) fn surrounded(part: &PassagePart) -> String {
    [&part.prefix, &part.exact, &part.suffix]
        .map(Outside::raw)
        .concat()
}

/// Where in a turn the part's words stand in its surroundings, if its speaker says them there: at its bytes, else at one
/// place only.
fn stands(part: &PassagePart, speaker: SpeakerIndex, turn: TurnRef<'_>) -> Option<Range<usize>> {
    let text = turn.layer(part.layer).raw();
    let fits = |bytes: &Range<usize>| {
        let (before, after) = (&text[..bytes.start], &text[bytes.end..]);
        let (prefix, suffix) = (part.prefix.raw(), part.suffix.raw());
        before.ends_with(prefix)
            && after.starts_with(suffix)
            && (before.is_empty() || !prefix.is_empty())
            && (after.is_empty() || !suffix.is_empty())
    };
    if turn.speaker() != speaker {
        return None;
    }
    at_its_bytes(part, text).filter(fits).or_else(|| {
        let start = only(text, &surrounded(part))? + part.prefix.raw().len();
        Some(start..start + part.exact.raw().len()).filter(fits)
    })
}

fn at_its_bytes(part: &PassagePart, text: &str) -> Option<Range<usize>> {
    (text.get(part.at.clone())? == part.exact.raw()).then(|| part.at.clone())
}

/// Where `words` stand in a text, if they stand there once, overlaps counted.
fn only(text: &str, words: &str) -> Option<usize> {
    let at = text.find(words)?;
    let next = at + words.chars().next().map_or(1, char::len_utf8);
    text[next..].find(words).is_none().then_some(at)
}
