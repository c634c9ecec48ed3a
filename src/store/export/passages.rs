//! Quotes and notes under headings, in the order that is asked for.

use super::work::{Item, Order, Work};
use crate::model::{CallIndex, Outside};
use crate::text::clean::{Clean, clean};
use crate::text::front::call_title;

/// Passages that belong together.
pub struct Group<'a> {
    /// What they have in common.
    pub heading: Clean,
    /// In the order of their places.
    pub items: Vec<Item<'a>>,
}

/// All that is asked for, the lost first. By code or by speaker, a passage stands under each of its own.
pub fn groups<'a>(work: &Work<'a>) -> Vec<Group<'a>> {
    let items = work.items();
    match work.order {
        Order::Place => by_place(work, items),
        Order::Code => by_code(items),
        Order::Speaker => by_speaker(work, items),
    }
}

fn by_place<'a>(work: &Work<'a>, items: Vec<Item<'a>>) -> Vec<Group<'a>> {
    let call = |item: &Item<'_>| {
        let entry = item.entry().and_then(|e| work.transcript.entry(e));
        entry.map(|e| e.call())
    };
    let mut groups: Vec<(Option<CallIndex>, Vec<Item<'a>>)> = Vec::new();
    for item in items {
        let of = call(&item);
        match groups.last_mut().filter(|(last, _)| *last == of) {
            Some((_, items)) => items.push(item),
            None => groups.push((of, vec![item])),
        }
    }
    let heading = |call: Option<CallIndex>| match call {
        Some(call) => call_title(work.transcript, call),
        None => Clean::ours("Without a place in the words"),
    };
    groups
        .into_iter()
        .map(|(call, items)| Group {
            heading: heading(call),
            items,
        })
        .collect()
}

fn by_code(items: Vec<Item<'_>>) -> Vec<Group<'_>> {
    let mut codes: Vec<&Outside> = items.iter().flat_map(|i| i.codes()).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut groups: Vec<Group<'_>> = codes
        .into_iter()
        .map(|code| Group {
            heading: clean(code.borrow()),
            items: items
                .iter()
                .copied()
                .filter(|i| i.codes().contains(code))
                .collect(),
        })
        .collect();
    let none = items.iter().copied().filter(|i| i.codes().is_empty());
    push_rest(&mut groups, "Without a code", none.collect());
    groups
}

fn by_speaker<'a>(work: &Work<'a>, items: Vec<Item<'a>>) -> Vec<Group<'a>> {
    let speakers: Vec<_> = items.iter().map(|i| i.speakers(work.transcript)).collect();
    let all = work.transcript.speakers().iter().enumerate();
    let mut groups: Vec<Group<'a>> = all
        .map(|(at, speaker)| Group {
            heading: clean(speaker.name.borrow()),
            items: items
                .iter()
                .zip(&speakers)
                .filter(|(_, speakers)| speakers.iter().any(|s| s.get() == at))
                .map(|(item, _)| *item)
                .collect(),
        })
        .filter(|group| !group.items.is_empty())
        .collect();
    let none = items.iter().zip(&speakers).filter(|(_, s)| s.is_empty());
    push_rest(
        &mut groups,
        "On nobody's words",
        none.map(|(item, _)| *item).collect(),
    );
    groups
}

fn push_rest<'a>(groups: &mut Vec<Group<'a>>, heading: &'static str, items: Vec<Item<'a>>) {
    if !items.is_empty() {
        groups.push(Group {
            heading: Clean::ours(heading),
            items,
        });
    }
}
