//! Calls: what is said of each, and ids that name only one.

use std::collections::HashMap;

use super::field::{Scalar, Written};
use super::problems::{Problems, listed, nearest, shown};
use super::value::{COVERAGES, choice, date, outside, time};
use super::written;
use crate::model::{Call, CallIndex, Dispute, LineColumn, Outside};

/// The calls as far as they are known.
#[derive(Debug, Default)]
pub struct Calls {
    calls: Vec<Call>,
    /// The first call of each id, of those that have ended.
    ids: HashMap<Box<str>, CallIndex>,
    places: Vec<LineColumn>,
}

impl Calls {
    /// Begins the next call.
    pub fn begin(&mut self, place: LineColumn) -> CallIndex {
        self.calls.push(Call {
            id: Outside::new((self.calls.len() + 1).to_string()),
            ..Call::default()
        });
        self.places.push(place);
        CallIndex(u32::try_from(self.calls.len() - 1).expect("a file under 4 GiB has fewer calls"))
    }

    /// What is known of a call by now; told again when more is. Wrong values are told once, by [`Calls::end`].
    pub fn set(&mut self, index: CallIndex, call: Call) {
        let made = std::mem::take(&mut self.calls[index.get()].id);
        let id = if call.id.raw().is_empty() {
            made
        } else {
            call.id.clone()
        };
        self.calls[index.get()] = Call { id, ..call };
    }

    /// Ends a call: its id must be its own.
    pub fn end(&mut self, index: CallIndex, id: Option<&Scalar<'_>>, problems: &mut Problems) {
        let own = self.calls[index.get()].id.raw();
        let first = *self.ids.entry(own.into()).or_insert(index);
        let Some(id) = id else { return };
        self.places[index.get()] = id.place;
        if id.text.is_empty() {
            let hint = "write a short word, or leave `id` out";
            problems.report(id.place, "a call's `id` is empty", hint);
            return;
        }
        if first != index {
            let line = self.places[first.get()].line;
            problems.report(
                id.place,
                format!("call {} is given twice", shown(&id.text)),
                format!("the first stands in line {line}; give each an id of its own"),
            );
        }
    }

    /// As the model has them.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// The call that a quote names; where there is only one, it need not name it.
    pub fn named(
        &self,
        named: Option<&Scalar<'_>>,
        place: LineColumn,
        problems: &mut Problems,
    ) -> Option<CallIndex> {
        let ids = || self.calls.iter().map(|c| c.id.raw());
        let Some(named) = named else {
            if self.calls.len() != 1 {
                let hint = format!("add `call:` with one of {}", listed(ids()));
                problems.report(
                    place,
                    "a quote needs `call` where there is more than one",
                    hint,
                );
                return None;
            }
            return Some(CallIndex(0));
        };
        let found = self.ids.get(&*named.text).copied();
        if found.is_none() {
            let titles = self.calls.iter().flat_map(|c| {
                let words = std::iter::once(&c.id).chain(&c.title);
                words.map(move |word| (word.raw(), c.id.raw()))
            });
            let near = problems
                .may_compare()
                .then(|| nearest(&named.text, titles))
                .flatten();
            let hint = match near {
                Some(id) => format!("did you mean {}?", shown(id)),
                None => format!("known are: {}", listed(ids())),
            };
            problems.report(
                named.place,
                format!("unknown call {}", shown(&named.text)),
                hint,
            );
        }
        found
    }
}

/// What a call's fields mean.
pub fn call(fields: &written::Call<'_>, problems: &mut Problems) -> Call {
    Call {
        id: outside(&fields.id).unwrap_or_default(),
        title: outside(&fields.title),
        date: date(fields.date.as_ref(), "date", problems),
        medium: outside(&fields.medium),
        language: outside(&fields.language),
        duration: time(fields.duration.as_ref(), "duration", problems),
        clock: outside(&fields.clock),
        coverage: choice(fields.coverage.as_ref(), "coverage", &COVERAGES, problems)
            .unwrap_or_default(),
        via: outside(&fields.via),
        disputed: disputes(&fields.disputed),
    }
}

/// What the fields mean that stand at the top of a file with a single call.
pub fn single(fields: &written::Transcript<'_>, problems: &mut Problems) -> Call {
    Call {
        id: outside(&fields.id).unwrap_or_default(),
        date: date(fields.date.as_ref(), "date", problems),
        medium: outside(&fields.medium),
        duration: time(fields.duration.as_ref(), "duration", problems),
        clock: outside(&fields.clock),
        coverage: choice(fields.coverage.as_ref(), "coverage", &COVERAGES, problems)
            .unwrap_or_default(),
        ..Call::default()
    }
}

/// Who says what against it; those that do not say who or what were told as problems.
pub fn disputes(list: &Option<Vec<Written<written::Dispute<'_>>>>) -> Vec<Dispute> {
    let fields = list.iter().flatten().map(|d| &d.fields);
    fields
        .filter_map(|d| {
            Some(Dispute {
                by: outside(&d.by)?,
                says: outside(&d.says)?,
                note: outside(&d.note),
            })
        })
        .collect()
}
