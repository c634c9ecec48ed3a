//! The words of a passage: at their turns, or all of them at other turns the same distance away.
//!
//! Surroundings count: an empty `prefix` says that the words begin their turn, an empty `suffix` that they end it.

use std::ops::Range;

use super::flow::{hashes, threes};
use super::{Edition, Finder, is_telling, opening};
use crate::model::{
    CallIndex, EntryIndex, Layer, Outside, OutsideStr, PassagePart, SpeakerIndex, Stretch,
    TurnNumber, TurnRef,
};

impl<'a> Finder<'a> {
    /// All parts in the same surroundings: at their turns where the transcript is the same; else at the only turns of the
    /// call where they stand, or among several at those that begin when the parts did. Words too short to tell never move.
    pub(super) fn passage(&self, call: CallIndex, parts: &[PassagePart]) -> Option<Vec<Stretch>> {
        if parts.is_empty() || parts.iter().any(|p| p.exact.raw().is_empty()) {
            return None;
        }
        let here = self.shifted(call, parts, 0);
        if self.edition == Edition::Same && here.is_some() {
            return here;
        }
        let telling = is_telling(&parts.iter().map(surrounded).collect::<String>());
        let shifts = self.shifts(call, parts);
        let mut at_their_time = shifts.iter().filter(|s| self.starts_are(call, parts, **s));
        let shift = match (
            shifts.as_slice(),
            at_their_time.next(),
            at_their_time.next(),
        ) {
            (_, Some(shift), None) => *shift,
            ([shift], _, _) => *shift,
            _ if here.is_some() && telling => 0,
            _ => return None,
        };
        (telling || shift == 0).then(|| self.shifted(call, parts, shift))?
    }

    /// How far the turns may have moved: every distance at which all parts stand.
    fn shifts(&self, call: CallIndex, parts: &[PassagePart]) -> Vec<i64> {
        let longest = parts.iter().max_by_key(|p| surrounded(p).len());
        let Some((part, speaker)) = longest.and_then(|p| Some((p, self.speaker(&p.speaker)?)))
        else {
            return Vec::new();
        };
        let mut entries = self.sharing(call, part);
        entries.dedup();
        entries
            .into_iter()
            .filter_map(|entry| self.transcript.turn(entry))
            .filter(|turn| stands(part, speaker, *turn).is_some())
            .map(|turn| i64::from(turn.number().0) - i64::from(part.turn.0))
            .filter(|shift| self.shifted(call, parts, *shift).is_some())
            .collect()
    }

    /// The turns of a call that may hold the part: they share its rarest three words, or where it has no three, are it.
    fn sharing(&self, call: CallIndex, part: &PassagePart) -> Vec<EntryIndex> {
        let words = surrounded(part);
        let flow = self.flow(part.layer);
        let bounds = flow.of_call(Some(call));
        let hashes = hashes(&words);
        // The first and the last word may have been cut off.
        let whole = hashes.get(1..hashes.len().saturating_sub(1)).unwrap_or(&[]);
        let rarest = threes(whole).min_by_key(|(_, three)| flow.places(*three).len());
        match rarest {
            Some((_, three)) => {
                let places = flow.places(three).filter(|p| bounds.contains(p));
                places.map(|p| flow.entry(p)).collect()
            }
            None if part.layer == Layer::Text => {
                let key = (call, opening(OutsideStr::new(&words)));
                self.openings().get(&key).cloned().unwrap_or_default()
            }
            None => {
                let entries = self.transcript.call_entries(call);
                entries.map(EntryIndex).collect()
            }
        }
    }

    /// The parts at turns `shift` numbers later, if all of them stand there, in order.
    fn shifted(&self, call: CallIndex, parts: &[PassagePart], shift: i64) -> Option<Vec<Stretch>> {
        let stretches: Vec<Stretch> = parts
            .iter()
            .map(|part| {
                let turn = self.shifted_turn(call, part, shift)?;
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

    fn shifted_turn(&self, call: CallIndex, part: &PassagePart, shift: i64) -> Option<TurnRef<'a>> {
        let number = u32::try_from(i64::from(part.turn.0) + shift).ok()?;
        let entry = self.transcript.find_turn(call, TurnNumber(number))?;
        self.transcript.turn(entry)
    }

    /// Whether every part had a start and its turn has the same.
    fn starts_are(&self, call: CallIndex, parts: &[PassagePart], shift: i64) -> bool {
        parts.iter().all(|part| {
            let turn = self.shifted_turn(call, part, shift);
            part.start.is_some() && turn.and_then(TurnRef::start) == part.start
        })
    }
}

fn surrounded(part: &PassagePart) -> String {
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
