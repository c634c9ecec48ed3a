//! Events, gaps and remarks of two versions, in order.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::calls::Group;
use super::comparison::{Difference, Kind, Side, Telling};
use crate::model::{AsideRef, CallIndex, EntryRef, Layer, Stretch, Transcript};
use crate::text::matching::{differences, fold};

/// What stands between the turns of some calls, and differs.
pub(super) fn read(a: &Transcript, b: &Transcript, group: &Group) -> Vec<Difference> {
    let (left, right) = (asides(a, &group.a), asides(b, &group.b));
    let hashes =
        |asides: &[AsideRef<'_>]| -> Vec<u64> { asides.iter().map(|x| hash(*x)).collect() };
    let mut found = Vec::new();
    let runs = differences(&hashes(&left), &hashes(&right));
    for run in runs.into_iter().filter(|run| !run.same) {
        let (x, y) = (&left[run.before], &right[run.after]);
        for at in 0..x.len().max(y.len()) {
            let (first, second) = (x.get(at), y.get(at));
            let alike = first.zip(second).is_none_or(|(p, q)| p.kind() == q.kind());
            let pairs = if alike {
                vec![(first, second)]
            } else {
                vec![(first, None), (None, second)]
            };
            found.extend(pairs.into_iter().map(|(p, q)| Difference {
                kind: Kind::Aside,
                a: p.map(|p| side(*p)),
                b: q.map(|q| side(*q)),
                telling: Telling::default(),
            }));
        }
    }
    found
}

fn asides<'t>(transcript: &'t Transcript, calls: &[CallIndex]) -> Vec<AsideRef<'t>> {
    let batches = transcript
        .batches()
        .iter()
        .filter(|b| calls.contains(&b.call()));
    let entries = batches.flat_map(|b| b.entries());
    entries
        .filter_map(|entry| match entry {
            EntryRef::Turn(_) => None,
            EntryRef::Aside(aside) => Some(aside),
        })
        .collect()
}

fn hash(aside: AsideRef<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    aside.kind().hash(&mut hasher);
    for text in [aside.text(), aside.by().unwrap_or_default()] {
        let letters = fold(text.raw())
            .map(|f| f.char)
            .filter(|c| c.is_alphanumeric());
        letters.for_each(|c| c.hash(&mut hasher));
        0u8.hash(&mut hasher);
    }
    hasher.finish()
}

fn side(aside: AsideRef<'_>) -> Side {
    Side {
        call: EntryRef::Aside(aside).call(),
        entries: vec![aside.index()],
        speaker: None,
        layer: Layer::Text,
        stretches: vec![Stretch {
            entry: aside.index(),
            layer: Layer::Text,
            bytes: 0..aside.text().len(),
        }],
    }
}
