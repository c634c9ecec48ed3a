//! What a citation can say of its words: where, when and how near to what was spoken.

use super::part::{Group, Part};
use crate::model::{Dispute, SpeakerIndex, Transcript};
use crate::text::clean::{Clean, clean};
use crate::text::front::call_title;

/// The facts of the parts of one call; empty or `None` where the file does not say.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The speaker, where there is one only.
    pub speaker: Option<Clean>,
    /// The speaker's role, where there is one only.
    pub role: Option<Clean>,
    /// What the call is called.
    pub call: Clean,
    /// The call's day.
    pub date: Option<Clean>,
    /// `0:03`, `0:03–2:40`, `13:05 (time of day)`: when the first and the last turn begin.
    pub time: Option<Clean>,
    /// `1`, `1–2`.
    pub turn: Clean,
    /// Whether that is several turns.
    pub turns: bool,
    /// `12:3`, `12:3–12:9`, `p. 12`.
    pub record: Option<Clean>,
    /// Page and line of the first turn.
    pub page: Option<u32>,
    /// Its line.
    pub line: Option<u32>,
    /// Where the transcript comes from, and its title.
    pub source: Option<Clean>,
    /// The transcript's title.
    pub title: Option<Clean>,
    /// What is true of all parts: `translated from German`, never `paraphrase`.
    pub fidelity: Option<Clean>,
    /// The same: `as quoted by …`.
    pub via: Option<Clean>,
    /// `disputed by Port of Rive (denies)`, `Ministry confirms`.
    pub disputed: Vec<Clean>,
}

impl Facts {
    /// The facts of a group.
    pub fn new(transcript: &Transcript, group: &Group<'_>) -> Self {
        let (Some(first), Some(last)) = (group.parts.first(), group.parts.last()) else {
            return Self::default();
        };
        let (call, head) = (transcript.call(group.call), transcript.head());
        let one = one_speaker(group).map(|s| transcript.speaker(s));
        let disputes = head.disputed.iter().chain(&call.disputed);
        let source = head.source.as_ref();
        Self {
            speaker: one.map(|s| clean(s.name.borrow())),
            role: one.and_then(|s| s.role.as_ref()).map(|r| clean(r.borrow())),
            call: call_title(transcript, group.call),
            date: call.date.map(|d| Clean::format(format_args!("{d}"))),
            time: time(first, last).map(|time| match &call.clock {
                Some(clock) => Clean::format(format_args!("{time} ({})", clean(clock.borrow()))),
                None => time,
            }),
            turn: range(
                Clean::format(format_args!("{}", first.turn.number())),
                Clean::format(format_args!("{}", last.turn.number())),
            ),
            turns: first.turn.number() != last.turn.number(),
            record: record(first).map(|from| match record(last) {
                Some(to) => range(from, to),
                None => from,
            }),
            page: first.turn.page(),
            line: first.turn.line(),
            source: source
                .and_then(|s| s.name.as_ref().or(s.url.as_ref()))
                .map(|s| clean(s.borrow())),
            title: head.title.as_ref().map(|t| clean(t.borrow())),
            fidelity: common(group, |p| p.fidelity.as_ref()).filter(|_| !first.paraphrase),
            via: common(group, |p| p.via.as_ref()),
            disputed: disputes.map(disputed).collect(),
        }
    }

    /// Fidelity, who quotes, who disputes: what no citation leaves out.
    pub fn reserves(&self) -> Vec<Clean> {
        let two = [&self.fidelity, &self.via];
        let two = two.into_iter().flatten().cloned();
        two.chain(self.disputed.iter().cloned()).collect()
    }

    /// What is said of one part, beyond what is true of all: `translated from German, as quoted by …`.
    pub fn of_part(&self, part: &Part<'_>) -> Option<Clean> {
        let fidelity = part.fidelity.as_ref().filter(|_| !part.paraphrase);
        let fidelity = fidelity.filter(|_| self.fidelity.is_none());
        let via = part.via.as_ref().filter(|_| self.via.is_none());
        let more: Vec<Clean> = fidelity.into_iter().chain(via).cloned().collect();
        (!more.is_empty()).then(|| Clean::join(&more, ", "))
    }
}

fn one_speaker(group: &Group<'_>) -> Option<SpeakerIndex> {
    let first = group.parts.first()?.turn.speaker();
    let same = group.parts.iter().all(|p| p.turn.speaker() == first);
    same.then_some(first)
}

/// What is the same for all parts.
fn common<'a>(
    group: &'a Group<'_>,
    of: impl Fn(&'a Part<'_>) -> Option<&'a Clean>,
) -> Option<Clean> {
    let first = of(group.parts.first()?)?;
    let same = group.parts.iter().all(|p| of(p) == Some(first));
    same.then(|| first.clone())
}

fn range(from: Clean, to: Clean) -> Clean {
    if from == to {
        from
    } else {
        Clean::format(format_args!("{from}–{to}"))
    }
}

/// When the first turn begins; and the last, where both are known.
fn time(first: &Part<'_>, last: &Part<'_>) -> Option<Clean> {
    let from = Clean::format(format_args!("{}", first.turn.start()?));
    Some(match last.turn.start() {
        Some(to) => range(from, Clean::format(format_args!("{to}"))),
        None => from,
    })
}

fn record(part: &Part<'_>) -> Option<Clean> {
    let page = part.turn.page()?;
    Some(match part.turn.line() {
        Some(line) => Clean::format(format_args!("{page}:{line}")),
        None => Clean::format(format_args!("p. {page}")),
    })
}

fn disputed(dispute: &Dispute) -> Clean {
    let (by, says) = (clean(dispute.by.borrow()), clean(dispute.says.borrow()));
    let denials = [
        "denies", "deny", "denied", "disputes", "rejects", "contests",
    ];
    if denials.contains(&says.as_str()) {
        Clean::format(format_args!("disputed by {by} ({says})"))
    } else {
        Clean::format(format_args!("{by} {says}"))
    }
}
