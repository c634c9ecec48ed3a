//! How many characters of a transcript would not be seen or would act on a terminal, in all that its file says.

use super::clean::hidden_count;
use crate::model::{Call, Dispute, EntryRef, Head, Outline, Outside, OutsideStr, Part, Speaker};

/// What is counted as a transcript arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// In the outline; the next one takes its place.
    outline: usize,
    /// In batches and the tail, which come once each.
    once: usize,
}

impl Hidden {
    /// Counts the next part.
    pub fn add(&mut self, part: &Part) {
        match part {
            Part::Outline(outline) => self.outline = in_outline(outline),
            Part::Batch(batch) => self.once += batch.entries().map(in_entry).sum::<usize>(),
            Part::Tail(tail) => {
                let quotes = tail
                    .quotes
                    .iter()
                    .map(|q| one(&q.text) + all(&q.label) + all(&q.codes) + all(&q.comment));
                let remarks = tail.remarks.iter().map(|r| one(&r.text) + all(&r.by));
                self.once += quotes.chain(remarks).sum::<usize>();
            }
        }
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.outline + self.once
    }
}

fn in_entry(entry: EntryRef<'_>) -> usize {
    let count = |text: Option<OutsideStr<'_>>| text.map_or(0, hidden_count);
    let others = match entry {
        EntryRef::Turn(turn) => {
            count(turn.original()) + count(turn.manner()) + count(turn.stated_via())
        }
        EntryRef::Aside(aside) => count(aside.by()),
    };
    hidden_count(entry.text()) + others
}

fn in_outline(outline: &Outline) -> usize {
    let speakers = outline.speakers.iter().map(in_speaker);
    let calls = outline.calls.iter().map(in_call);
    in_head(&outline.head) + speakers.chain(calls).sum::<usize>()
}

fn in_head(head: &Head) -> usize {
    let source = head
        .source
        .iter()
        .map(|s| all(&s.name) + all(&s.url) + all(&s.note));
    let texts = [&head.title, &head.language, &head.summary, &head.via];
    texts.into_iter().map(all).sum::<usize>()
        + source.sum::<usize>()
        + all(&head.media)
        + disputes(&head.disputed)
}

fn in_speaker(speaker: &Speaker) -> usize {
    // A name that is not given is the id. Initials that are made of a name hide nothing: they are its letters.
    let name = Some(&speaker.name).filter(|name| **name != speaker.id);
    one(&speaker.id)
        + all(name)
        + one(&speaker.initials)
        + all(&speaker.role)
        + all(&speaker.side)
        + all(&speaker.aliases)
}

fn in_call(call: &Call) -> usize {
    let texts = [
        &call.title,
        &call.medium,
        &call.language,
        &call.clock,
        &call.via,
    ];
    one(&call.id) + texts.into_iter().map(all).sum::<usize>() + disputes(&call.disputed)
}

fn disputes(disputed: &[Dispute]) -> usize {
    let counts = disputed
        .iter()
        .map(|d| one(&d.by) + one(&d.says) + all(&d.note));
    counts.sum()
}

fn one(text: &Outside) -> usize {
    hidden_count(text.borrow())
}

fn all<'a>(texts: impl IntoIterator<Item = &'a Outside>) -> usize {
    texts.into_iter().map(one).sum()
}
