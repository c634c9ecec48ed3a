//! The words of a passage: in their turns, or in other turns the same distance away.
//!
//! Surroundings count: an empty `prefix` says that the words begin their turn, an empty `suffix` that they end it.

use std::ops::Range;

use super::{Finder, opening};
use crate::model::{
    CallIndex, EntryIndex, Layer, Outside, OutsideStr, PassagePart, Stretch, TurnNumber, TurnRef,
};

/// Characters beside the words that must be the same when the rest of the surroundings has changed.
const BESIDE: usize = 12;
/// Characters from which words are told by themselves.
const TELLING: usize = 24;

/// A test of one part in one turn: where its words stand there.
type Judge = fn(&PassagePart, &str) -> Option<Range<usize>>;

impl<'a> Finder<'a> {
    /// All parts at their turns in the same surroundings; else all of them so at other turns, at one distance; else all of
    /// them at their turns in changed surroundings.
    pub(super) fn passage(&self, call: CallIndex, parts: &[PassagePart]) -> Option<Vec<Stretch>> {
        if parts.is_empty() || parts.iter().any(|p| p.exact.raw().is_empty()) {
            return None;
        }
        let here = self.shifted(call, parts, 0, unchanged);
        if here.is_some() && self.starts_agree(call, parts, 0) {
            return here;
        }
        let there = self
            .other_shift(call, parts)
            .filter(|shift| here.is_none() || self.starts_agree(call, parts, *shift))
            .and_then(|shift| self.shifted(call, parts, shift, unchanged));
        there
            .or(here)
            .or_else(|| self.shifted(call, parts, 0, in_changed_surroundings))
    }

    /// The parts at turns `shift` numbers later, if all of them stand there, in order.
    fn shifted(
        &self,
        call: CallIndex,
        parts: &[PassagePart],
        shift: i64,
        judge: Judge,
    ) -> Option<Vec<Stretch>> {
        let stretches: Vec<Stretch> = parts
            .iter()
            .map(|part| {
                let turn = self.shifted_turn(call, part, shift)?;
                (self.speaker(&part.speaker) == Some(turn.speaker())).then_some(())?;
                Some(Stretch {
                    entry: turn.index(),
                    layer: part.layer,
                    bytes: judge(part, turn.layer(part.layer).raw())?,
                })
            })
            .collect::<Option<_>>()?;
        let in_order = stretches.windows(2).all(|pair| {
            let place = |s: &Stretch| (s.entry, s.layer, s.bytes.start);
            place(&pair[0]) < place(&pair[1])
        });
        in_order.then_some(stretches)
    }

    fn shifted_turn(&self, call: CallIndex, part: &PassagePart, shift: i64) -> Option<TurnRef<'a>> {
        let number = u32::try_from(i64::from(part.turn.0) + shift).ok()?;
        let entry = self.transcript.find_turn(call, TurnNumber(number))?;
        self.transcript.turn(entry)
    }

    /// Whether no turn's start speaks against it.
    fn starts_agree(&self, call: CallIndex, parts: &[PassagePart], shift: i64) -> bool {
        parts.iter().all(|part| {
            let turn = self.shifted_turn(call, part, shift);
            let now = turn.and_then(TurnRef::start);
            part.start.is_none() || now.is_none() || part.start == now
        })
    }

    /// How far the turns have moved, told by the first part whose words and surroundings stand in one turn only; among
    /// several, in the only one that begins when the part did. A few words at another time tell nothing.
    fn other_shift(&self, call: CallIndex, parts: &[PassagePart]) -> Option<i64> {
        parts.iter().find_map(|part| {
            let turns = self.turns_with(call, part);
            let shift = |turn: &TurnRef<'_>| i64::from(turn.number().0) - i64::from(part.turn.0);
            let mut same_start = turns
                .iter()
                .filter(|t| part.start.is_some() && t.start() == part.start);
            match (turns.as_slice(), same_start.next(), same_start.next()) {
                (_, Some(turn), None) => Some(shift(turn)),
                ([turn], _, _) => {
                    let timeless = part.start.is_none() || turn.start().is_none();
                    (timeless || is_telling(&surrounded(part))).then(|| shift(turn))
                }
                _ => None,
            }
        })
    }

    /// The turns of the part's speaker that hold its words in its surroundings. A short turn that was taken whole is found
    /// by its opening.
    fn turns_with(&self, call: CallIndex, part: &PassagePart) -> Vec<TurnRef<'a>> {
        let Some(speaker) = self.speaker(&part.speaker) else {
            return Vec::new();
        };
        let words = surrounded(part);
        let entries = self.transcript.call_entries(call);
        let holds = |entry: EntryIndex| {
            let turn = self.transcript.turn(entry)?;
            let text = turn.layer(part.layer).raw();
            (turn.speaker() == speaker && unchanged(part, text).is_some()).then_some(turn)
        };
        if part.layer == Layer::Text && opening(part.exact.borrow()) == OutsideStr::new(&words) {
            let beginning_so = self.openings().get(&(call, part.exact.borrow()));
            return beginning_so
                .into_iter()
                .flatten()
                .copied()
                .filter_map(holds)
                .collect();
        }
        match self.shingles().candidates(&words) {
            Some(candidates) => candidates
                .filter(|e| entries.contains(&e.0))
                .filter_map(holds)
                .collect(),
            None => entries.map(EntryIndex).filter_map(holds).collect(),
        }
    }
}

fn surrounded(part: &PassagePart) -> String {
    [&part.prefix, &part.exact, &part.suffix]
        .map(Outside::raw)
        .concat()
}

/// The part's words in its surroundings: at its bytes, else at one place only.
fn unchanged(part: &PassagePart, text: &str) -> Option<Range<usize>> {
    let fits = |bytes: &Range<usize>| {
        let (before, after) = (&text[..bytes.start], &text[bytes.end..]);
        let side = |kept: &Outside, there: bool, end: bool| match kept.raw().is_empty() {
            true => end,
            false => there,
        };
        side(
            &part.prefix,
            before.ends_with(part.prefix.raw()),
            before.is_empty(),
        ) && side(
            &part.suffix,
            after.starts_with(part.suffix.raw()),
            after.is_empty(),
        )
    };
    at_its_bytes(part, text)
        .filter(fits)
        .or_else(|| {
            only(text, &surrounded(part)).map(|at| {
                let start = at + part.prefix.raw().len();
                start..start + part.exact.raw().len()
            })
        })
        .filter(fits)
}

/// The part's words in its own turn, whose other words have changed: with the same words beside them on one side, or
/// long enough to be told by themselves, at one place only; or at their very bytes where no surroundings were kept.
fn in_changed_surroundings(part: &PassagePart, text: &str) -> Option<Range<usize>> {
    let alone = part.prefix.raw().is_empty() && part.suffix.raw().is_empty();
    if let Some(bytes) = at_its_bytes(part, text).filter(|_| alone) {
        return Some(bytes);
    }
    let start = only(text, part.exact.raw())?;
    let bytes = start..start + part.exact.raw().len();
    let last = |text: &str| text.chars().rev().take(BESIDE).collect::<String>();
    let first = |text: &str| text.chars().take(BESIDE).collect::<String>();
    let enough = |kept: &str, now: &str| kept.chars().count() == BESIDE && kept == now;
    let beside = enough(&last(part.prefix.raw()), &last(&text[..bytes.start]))
        || enough(&first(part.suffix.raw()), &first(&text[bytes.end..]));
    (beside || is_telling(part.exact.raw())).then_some(bytes)
}

fn is_telling(words: &str) -> bool {
    words.chars().count() >= TELLING
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
