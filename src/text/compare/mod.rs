//! Two versions of a transcript, side by side: which turn of one is which of the other, and in which words they differ.
//!
//! Knows words, turns and speakers; nothing of files or screens. The words of each version make one stream (`stream`, of
//! `words`), with a boundary where a turn begins; calls that share words are compared with each other (`calls`). Runs of
//! words that stand once in both tell who is who (`people`); then the streams are aligned (`align`, `anchors`, `tidy`).
//! Turns whose words are paired belong together (`section`); of the others some stand elsewhere (`moved`). What is left
//! is read as differences (`reading`, `telling`, `asides`), row by row (`table`); [`naming`] says in words of which turns
//! they are. A word is a word in any case and with any signs around it. Long versions are gone through side by side (`two`).
//!
//! Of two versions always the same is taken first, whichever is asked for first: so one comparison is the other's mirror.

mod align;
mod anchors;
mod asides;
mod calls;
mod comparison;
mod moved;
pub mod naming;
mod people;
mod reading;
mod section;
mod stream;
mod table;
mod telling;
mod tidy;
mod two;
mod unified;
mod words;

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::ControlFlow;

use crate::model::{CallIndex, EntryRef, Layer, Transcript};
use align::{Sketch, align, sketch};
use calls::{Group, groups};
pub use comparison::{
    Comparison, Difference, Elsewhere, Kind, Marks, Row, Side, Size, Telling, is_marked,
};
use moved::{Place, moved};
use people::{People, Votes};
use reading::Moves;
use section::Section;
use stream::Stream;
use table::Table;
use tidy::{slide, without_islands};
use two::{both, some_words};
pub use unified::{Piece, unified};

/// How strict a comparison is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// By words: case, punctuation and the encoding of accents are counted, not listed.
    #[default]
    Words,
    /// By letters and signs.
    Signs,
}

/// Told how much is done, in hundredths; stops the comparison.
pub type Progress<'p> = &'p mut dyn FnMut(u8) -> ControlFlow<()>;

/// Compares two versions; none when it was stopped.
pub fn compare(
    a: &Transcript,
    b: &Transcript,
    by: By,
    progress: Progress<'_>,
) -> Option<Comparison> {
    if order(a, b) == Ordering::Greater {
        return between(b, a, by, progress).map(Comparison::mirrored);
    }
    between(a, b, by, progress)
}

/// An order of versions by all that is compared.
fn order(a: &Transcript, b: &Transcript) -> Ordering {
    turns(a)
        .cmp(turns(b))
        .then_with(|| asides_of(a).cmp(asides_of(b)))
        .then_with(|| named(a).cmp(named(b)))
}

fn turns(transcript: &Transcript) -> impl Iterator<Item = impl Ord> {
    transcript.turns().map(|t| {
        let speaker = transcript.speaker(t.speaker());
        (t.call(), t.text(), t.original(), &speaker.name, &speaker.id)
    })
}

fn asides_of(transcript: &Transcript) -> impl Iterator<Item = impl Ord> {
    let entries = transcript.batches().iter().flat_map(|b| b.entries());
    entries.filter_map(|entry| match entry {
        EntryRef::Turn(_) => None,
        EntryRef::Aside(aside) => Some((entry.call(), aside.after(), aside.text(), aside.by())),
    })
}

fn named(transcript: &Transcript) -> impl Iterator<Item = impl Ord> {
    transcript.calls().iter().map(|c| (&c.id, &c.title))
}

/// The layers of two versions that are compared with each other; those first that tell where turns stand.
fn layers(a: &Transcript, b: &Transcript, group: &Group) -> Vec<(Layer, Layer)> {
    let originals = |t: &Transcript, calls: &[_]| {
        let batches = t.batches().iter().filter(|x| calls.contains(&x.call()));
        batches
            .flat_map(|x| x.turns())
            .any(|turn| turn.original().is_some())
    };
    let near = |x: Layer, y: Layer| {
        let (left, right) = (Stream::new(a, &group.a, x), Stream::new(b, &group.b, y));
        sketch(&left, &right).pairs.len()
    };
    let (text, original) = (Layer::Text, Layer::Original);
    match (originals(a, &group.a), originals(b, &group.b)) {
        (true, true) => vec![(text, text), (original, original)],
        // Where one version is in the language that was spoken, it is compared with what the other has of that.
        (true, false) if near(original, text) > near(text, text) => vec![(original, text)],
        (false, true) if near(text, original) > near(text, text) => vec![(text, original)],
        (_, _) => vec![(text, text)],
    }
}

/// The streams of one version: of each group, all layers that are compared.
fn streams<'t, 'g>(
    transcript: &'t Transcript,
    groups: impl Iterator<Item = (&'g Group, &'g Vec<(Layer, Layer)>)>,
    calls: impl Fn(&Group) -> &Vec<CallIndex>,
    layer: impl Fn((Layer, Layer)) -> Layer,
) -> Vec<Vec<Stream<'t>>> {
    let of = |(group, layers): (&'g Group, &'g Vec<_>)| {
        let layers = layers.iter().map(|both| layer(*both));
        layers
            .map(|layer| Stream::new(transcript, calls(group), layer))
            .collect()
    };
    groups.map(of).collect()
}

fn between(a: &Transcript, b: &Transcript, by: By, progress: Progress<'_>) -> Option<Comparison> {
    let groups = groups(a, b);
    let go_on = |flow: ControlFlow<()>| flow.is_continue().then_some(());
    go_on(progress(5))?;
    let layers: Vec<_> = groups.iter().map(|group| layers(a, b, group)).collect();
    let (in_a, in_b) = both(
        some_words(a, b),
        || streams(a, groups.iter().zip(&layers), |g| &g.a, |l| l.0),
        || streams(b, groups.iter().zip(&layers), |g| &g.b, |l| l.1),
    );
    let mut leading = Vec::new();
    let mut second = Vec::new();
    for (at, (x, y)) in in_a.into_iter().zip(in_b).enumerate() {
        let mut both = x.into_iter().zip(y);
        leading.extend(both.next());
        second.extend(both.map(|streams| (at, streams)));
    }
    go_on(progress(15))?;
    let mut votes = Votes::default();
    let mut sketches = Vec::new();
    for (x, y) in &leading {
        let sketch = sketch(x, y);
        votes.add(x, y, &sketch.pairs);
        sketches.push(sketch);
    }
    let people = People::new(a.speakers(), b.speakers(), &votes);
    go_on(progress(30))?;
    let all = leading.iter().chain(second.iter().map(|(_, s)| s));
    let mut aligning = Aligning {
        people: &people,
        total: all.map(|(x, _)| x.hashes.len()).sum::<usize>().max(1),
        done: 0,
        progress,
    };
    let mut sections = Vec::new();
    for ((x, y), sketch) in leading.into_iter().zip(sketches) {
        sections.push(aligning.section(x, y, &sketch)?);
    }
    let mut others = Vec::new();
    for (at, (x, y)) in second {
        let sketch = sketch(&x, &y);
        others.push((at, aligning.section(x, y, &sketch)?));
    }
    go_on((aligning.progress)(90))?;
    let moves = Moves::new(moved(&sections));
    for (at, section) in sections.iter_mut().enumerate() {
        let of = |places: &mut dyn Iterator<Item = &Place>| -> HashSet<usize> {
            places.filter(|p| p.section == at).map(|p| p.turn).collect()
        };
        section.link_left_over(&of(&mut moves.from_a.keys()), &of(&mut moves.from_b.keys()));
    }
    for (_, section) in &mut others {
        section.link_left_over(&HashSet::new(), &HashSet::new());
    }
    let mut table = Table::new(a, b, &sections, &moves, by);
    table.renamed(&people);
    for (at, group) in groups.iter().enumerate() {
        let mine: Vec<&Section<'_>> = others
            .iter()
            .filter(|(g, _)| *g == at)
            .map(|(_, s)| s)
            .collect();
        table.group(at, group, &mine);
    }
    go_on((aligning.progress)(100))?;
    Some(table.finish())
}

/// Aligns section after section, and tells how much is done.
struct Aligning<'p, 'q> {
    people: &'q People,
    total: usize,
    done: usize,
    progress: Progress<'p>,
}

impl Aligning<'_, '_> {
    fn section<'a>(
        &mut self,
        mut a: Stream<'a>,
        mut b: Stream<'a>,
        sketch: &Sketch,
    ) -> Option<Section<'a>> {
        a.name_speakers(|s| self.people.in_a(s));
        b.name_speakers(|s| self.people.in_b(s));
        let mut pairs = align((&a, &b), sketch, &mut |tokens| {
            let share = (self.done + tokens) * 55 / self.total;
            (self.progress)(30 + u8::try_from(share).unwrap_or(55).min(55))
        })?;
        self.done += a.hashes.len();
        slide(&mut pairs, &a, &b);
        let pairs = without_islands(&pairs, &a, &b);
        Some(Section::new(a, b, pairs))
    }
}

#[cfg(test)]
mod tests;
