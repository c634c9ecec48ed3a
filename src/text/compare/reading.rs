//! From aligned words to differences as a person reads them: row by row, turn by turn.

use std::collections::BTreeMap;
use std::ops::Range;

use super::By;
use super::align::Pairs;
use super::comparison::{Difference, Kind, Side, Telling};
use super::moved::Place;
use super::section::{Link, Section, Span, shared};
use super::stream::{Stream, Turn, What};
use super::telling::{Written, telling};
use crate::model::Stretch;

/// What moved, seen from both versions.
#[derive(Debug, Default)]
pub(super) struct Moves {
    pub from_a: BTreeMap<Place, Place>,
    pub from_b: BTreeMap<Place, Place>,
}

impl Moves {
    pub fn new(from_a: BTreeMap<Place, Place>) -> Self {
        let from_b = from_a.iter().map(|(a, b)| (*b, *a)).collect();
        Self { from_a, from_b }
    }

    /// The turns that moved in a row, from this one on; none if it is not the first of them.
    fn block(&self, a: Place) -> Vec<(Place, Place)> {
        let next = |(a, b): (Place, Place), step: isize| {
            let on = |p: Place| {
                Some(Place {
                    turn: p.turn.checked_add_signed(step)?,
                    ..p
                })
            };
            let (a, b) = (on(a)?, on(b)?);
            (self.from_a.get(&a) == Some(&b)).then_some((a, b))
        };
        let Some(b) = self.from_a.get(&a) else {
            return Vec::new();
        };
        if next((a, *b), -1).is_some() {
            return Vec::new();
        }
        std::iter::successors(Some((a, *b)), |pair| next(*pair, 1)).collect()
    }
}

/// Reads the differences of a section.
pub(super) struct Reader<'s, 'a> {
    sections: &'s [Section<'a>],
    section: usize,
    moves: &'s Moves,
    /// Whether signs are listed, and not only counted.
    strict: bool,
    /// Whether this is the layer that tells where turns stand.
    pub leads: bool,
    pub signs: usize,
    pub found: Vec<Difference>,
    /// The first of the links and of the pairs that no row was read of yet: rows come in order.
    next: (usize, usize),
}

/// Words of a turn, as tokens.
type Group = (usize, Range<usize>);

impl<'s, 'a> Reader<'s, 'a> {
    /// A reader of one of the sections, in the layer that tells where turns stand.
    pub fn new(sections: &'s [Section<'a>], section: usize, moves: &'s Moves, by: By) -> Self {
        Self {
            sections,
            section,
            moves,
            strict: by == By::Signs,
            leads: true,
            signs: 0,
            found: Vec::new(),
            next: (0, 0),
        }
    }

    fn here(&self) -> &'s Section<'a> {
        &self.sections[self.section]
    }

    /// The links and the pairs of a row; a turn that stands alone has none.
    fn of_row(&mut self, span: &Span) -> (&'s [Link], &'s [(usize, usize)]) {
        if span.a.is_empty() || span.b.is_empty() {
            return (&[], &[]);
        }
        let Section {
            a, pairs, links, ..
        } = self.here();
        let end = a.turns[span.a.end - 1].last;
        let first = self.next;
        let more = links[first.0..].iter().take_while(|l| l.a < span.a.end);
        self.next.0 += more.count();
        let more = pairs[first.1..].iter().take_while(|p| p.0 < end);
        self.next.1 += more.count();
        (&links[first.0..self.next.0], &pairs[first.1..self.next.1])
    }

    /// The differences of a row, in order.
    pub fn span(&mut self, span: &Span) {
        let (links, pairs) = self.of_row(span);
        let Section { a, b, .. } = self.here();
        if self.leads {
            self.cuts(links);
            self.attributions(links);
        }
        let (in_a, in_b) = (tokens(a, &span.a), tokens(b, &span.b));
        let mut from = (in_a.start, in_b.start);
        for pair in pairs {
            self.gap(from.0..pair.0, from.1..pair.1, links);
            from = (pair.0 + 1, pair.1 + 1);
        }
        self.gap(from.0..in_a.end, from.1..in_b.end, links);
        let same = || {
            let turns = span.a.clone().zip(span.b.clone());
            turns
                .into_iter()
                .all(|(t, u)| a.turns[t].text == b.turns[u].text)
        };
        if span.a.len() != span.b.len() || !same() {
            self.signs(a, b, pairs);
        }
    }

    /// Turns that were split, joined or cut elsewhere.
    fn cuts(&mut self, links: &[Link]) {
        let section = self.here();
        let same: Vec<Link> = links
            .iter()
            .copied()
            .filter(|l| section.is_same_person(*l))
            .collect();
        let mut from = 0;
        while from < same.len() {
            let hangs = |w: &&[Link]| w[0].a == w[1].a || w[0].b == w[1].b;
            let length = 1 + same[from..].windows(2).take_while(hangs).count();
            let part = &same[from..from + length];
            from += length;
            let mut left: Vec<usize> = part.iter().map(|l| l.a).collect();
            let mut right: Vec<usize> = part.iter().map(|l| l.b).collect();
            left.dedup();
            right.dedup();
            let kind = match (left.len(), right.len()) {
                (1, 1) => continue,
                (1, _) => Kind::Split,
                (_, 1) => Kind::Joined,
                (_, _) => Kind::Recut,
            };
            self.add(
                kind,
                Some(whole(&section.a, &left)),
                Some(whole(&section.b, &right)),
            );
        }
    }

    /// Words that are somebody else's in the other version.
    fn attributions(&mut self, links: &[Link]) {
        let section = self.here();
        for link in links
            .iter()
            .filter(|l| l.words > 0 && !section.is_same_person(**l))
        {
            let (t, u) = (&section.a.turns[link.a], &section.b.turns[link.b]);
            let pairs = &section.pairs;
            let pairs = &pairs[pairs.partition_point(|p| p.0 <= t.first)..];
            let inside = |p: &&(usize, usize)| p.0 < t.last && (u.first + 1..u.last).contains(&p.1);
            let mut inside = pairs.iter().take_while(|p| p.0 < t.last).filter(inside);
            let Some(first) = inside.next() else { continue };
            let last = inside.last().unwrap_or(first);
            let a = piece(&section.a, link.a, first.0..last.0 + 1);
            let b = piece(&section.b, link.b, first.1..last.1 + 1);
            self.add(Kind::Attributed, Some(a), Some(b));
        }
    }

    /// Words that are in one version only, or others in each.
    fn gap(&mut self, a: Range<usize>, b: Range<usize>, links: &[Link]) {
        if a.is_empty() && b.is_empty() {
            return;
        }
        let Section {
            a: left, b: right, ..
        } = self.here();
        let lone_a = |t: usize| links.binary_search_by_key(&t, |l| l.a).is_err();
        let lone_b = |u: usize| links.binary_search_by_key(&u, |l| l.b).is_err();
        for t in begun(left, &a).filter(|t| lone_a(*t)) {
            self.lone_a(t);
        }
        let groups_a: Vec<Group> = groups(left, a.clone())
            .filter(|(t, _)| !lone_a(*t))
            .collect();
        let mut groups_b: Vec<Group> = groups(right, b.clone())
            .filter(|(u, _)| !lone_b(*u))
            .collect();
        for (t, words_a) in groups_a {
            let linked = |u: usize| links.iter().any(|l| (l.a, l.b) == (t, u));
            let partner = groups_b.iter().position(|(u, _)| linked(*u));
            let (u, words_b) = match partner {
                Some(at) => groups_b.remove(at),
                None => {
                    let near = |l: &&Link| {
                        l.a == t
                            && l.b
                                >= right
                                    .tokens
                                    .get(b.start)
                                    .map_or(0, |k| k.turn as usize)
                                    .saturating_sub(1)
                    };
                    let link = links.iter().find(near).or(links.iter().find(|l| l.a == t));
                    let Some(link) = link else { continue };
                    (link.b, b.start..b.start)
                }
            };
            self.words((left, t, words_a), (right, u, words_b));
        }
        for (u, words_b) in groups_b {
            let near = |l: &&Link| {
                l.b == u
                    && l.a
                        >= left
                            .tokens
                            .get(self.start_of(&words_b))
                            .map_or(0, |k| k.turn as usize)
            };
            let link = links.iter().find(near).or(links.iter().find(|l| l.b == u));
            let Some(t) = link.map(|l| l.a) else { continue };
            self.words((left, t, a.start..a.start), (right, u, words_b));
        }
        for u in begun(right, &b).filter(|u| lone_b(*u)) {
            self.lone_b(u);
        }
    }

    /// Where in the first version the words before these stand.
    fn start_of(&self, words_b: &Range<usize>) -> usize {
        let pairs = &self.here().pairs;
        let at = pairs.partition_point(|p| p.1 < words_b.start);
        at.checked_sub(1).map_or(0, |at| pairs[at].0)
    }

    fn lone_a(&mut self, turn: usize) {
        let section = self.here();
        let place = Place {
            section: self.section,
            turn,
        };
        if !self.moves.from_a.contains_key(&place) {
            return self.add(Kind::Turn, Some(whole(&section.a, &[turn])), None);
        }
        let block = self.moves.block(place);
        let Some((_, first)) = block.first() else {
            return;
        };
        let other = &self.sections[first.section].b;
        let turns: (Vec<usize>, Vec<usize>) = block.iter().map(|(a, b)| (a.turn, b.turn)).unzip();
        self.add(
            Kind::Moved,
            Some(whole(&section.a, &turns.0)),
            Some(whole(other, &turns.1)),
        );
        for (t, u) in turns.0.into_iter().zip(turns.1) {
            self.within((&section.a, t), (other, u));
        }
    }

    fn lone_b(&mut self, turn: usize) {
        let place = Place {
            section: self.section,
            turn,
        };
        if !self.moves.from_b.contains_key(&place) {
            let side = whole(&self.here().b, &[turn]);
            self.add(Kind::Turn, None, Some(side));
        }
    }

    /// What differs in a turn that moved.
    fn within(&mut self, (a, t): (&Stream<'a>, usize), (b, u): (&Stream<'a>, usize)) {
        let (first, other) = (&a.turns[t], &b.turns[u]);
        if a.hashes[first.first] != b.hashes[other.first] {
            self.add(Kind::Attributed, Some(whole(a, &[t])), Some(whole(b, &[u])));
        }
        let start = (first.first + 1, other.first + 1);
        let pairs = shared(a.turn_hashes(t), b.turn_hashes(u)).into_iter();
        let pairs: Pairs = pairs.map(|(i, j)| (start.0 + i, start.1 + j)).collect();
        let mut from = start;
        for pair in pairs.iter().chain([&(first.last, other.last)]) {
            if from.0 < pair.0 || from.1 < pair.1 {
                self.words((a, t, from.0..pair.0), (b, u, from.1..pair.1));
            }
            from = (pair.0 + 1, pair.1 + 1);
        }
        self.signs(a, b, &pairs);
    }

    fn words(
        &mut self,
        (a, t, words_a): (&Stream<'a>, usize, Range<usize>),
        (b, u, words_b): (&Stream<'a>, usize, Range<usize>),
    ) {
        let brackets = |s: &Stream<'_>, r: &Range<usize>| {
            s.tokens[r.clone()].iter().all(|k| k.what == What::Bracket)
        };
        if brackets(a, &words_a) && brackets(b, &words_b) {
            return self.add(
                Kind::Brackets,
                Some(words(a, t, words_a)),
                Some(words(b, u, words_b)),
            );
        }
        self.found.push(Difference {
            kind: Kind::Words,
            telling: telling(
                &written(a, t, words_a.clone()),
                &written(b, u, words_b.clone()),
            ),
            a: Some(words(a, t, words_a)),
            b: Some(words(b, u, words_b)),
        });
    }

    /// Counts where the letters of the same words differ, or what stands around them; lists them if that is asked for.
    fn signs(&mut self, a: &Stream<'a>, b: &Stream<'a>, pairs: &[(usize, usize)]) {
        let mut last = None;
        for (i, j) in pairs.iter().filter(|(i, _)| !a.is_boundary(*i)) {
            let both_first = a.is_boundary(i - 1) && b.is_boundary(j - 1);
            let (unit_a, unit_b) = (unit(a, *i, both_first), unit(b, *j, both_first));
            let text = |s: &Stream<'a>, token: usize, unit: &Range<usize>| {
                s.turns[s.turn_of(token)].text.raw()[unit.clone()].trim()
            };
            if text(a, *i, &unit_a) == text(b, *j, &unit_b) {
                continue;
            }
            let goes_on = last == Some((i - 1, j - 1));
            last = Some((*i, *j));
            self.signs += usize::from(!goes_on);
            if !self.strict {
                continue;
            }
            let stretched = |side: &mut Option<Side>, end: usize| {
                let stretch = side.as_mut().and_then(|s| s.stretches.last_mut());
                stretch.into_iter().for_each(|s| s.bytes.end = end);
            };
            if let Some(before) = self
                .found
                .last_mut()
                .filter(|d| goes_on && d.kind == Kind::Signs)
            {
                stretched(&mut before.a, unit_a.end);
                stretched(&mut before.b, unit_b.end);
            } else {
                let side = |s: &Stream<'a>, token: usize, unit: Range<usize>| {
                    let turn = s.turn_of(token);
                    let mut side = whole(s, &[turn]);
                    side.stretches[0].bytes = unit;
                    Some(side)
                };
                self.add(Kind::Signs, side(a, *i, unit_a), side(b, *j, unit_b));
            }
        }
    }

    fn add(&mut self, kind: Kind, a: Option<Side>, b: Option<Side>) {
        let telling = Telling::default();
        self.found.push(Difference {
            kind,
            a,
            b,
            telling,
        });
    }
}

/// A word with what stands behind it up to the next; with what stands before it, if it is its turn's first.
fn unit(stream: &Stream<'_>, token: usize, lead: bool) -> Range<usize> {
    let turn = &stream.turns[stream.turn_of(token)];
    let start = if lead {
        0
    } else {
        stream.tokens[token].start as usize
    };
    let end = if token + 1 < turn.last {
        stream.tokens[token + 1].start as usize
    } else {
        turn.text.len()
    };
    let text = &turn.text.raw()[start..end];
    start..start + text.trim_end().len()
}

/// The tokens of some turns.
fn tokens(stream: &Stream<'_>, turns: &Range<usize>) -> Range<usize> {
    match stream.turns[turns.clone()] {
        [] => 0..0,
        [ref first, ..] => first.first..stream.turns[turns.end - 1].last,
    }
}

/// Turns that begin in a range of tokens.
fn begun<'s>(stream: &'s Stream<'_>, range: &Range<usize>) -> impl Iterator<Item = usize> + 's {
    range
        .clone()
        .filter(|at| stream.is_boundary(*at))
        .map(|at| stream.turn_of(at))
}

/// The words of a range, turn by turn.
fn groups<'s>(stream: &'s Stream<'_>, range: Range<usize>) -> impl Iterator<Item = Group> + 's {
    let mut at = range.start;
    std::iter::from_fn(move || {
        while at < range.end && stream.is_boundary(at) {
            at += 1;
        }
        let from = at;
        while at < range.end && !stream.is_boundary(at) {
            at += 1;
        }
        (from < at).then(|| (stream.turn_of(from), from..at))
    })
}

/// Whole turns as a side.
fn whole(stream: &Stream<'_>, turns: &[usize]) -> Side {
    let first = &stream.turns[turns[0]];
    let stretch = |t: &usize| Stretch {
        entry: stream.turns[*t].entry,
        layer: stream.layer,
        bytes: 0..stream.turns[*t].text.len(),
    };
    Side {
        call: first.call,
        entries: turns.iter().map(|t| stream.turns[*t].entry).collect(),
        speaker: Some(first.speaker),
        layer: stream.layer,
        stretches: turns.iter().map(stretch).collect(),
    }
}

/// Words of a turn as a side; of none, the place where they would stand.
fn words(stream: &Stream<'_>, turn: usize, range: Range<usize>) -> Side {
    let mut side = whole(stream, &[turn]);
    side.stretches[0].bytes = match &stream.tokens[range.clone()] {
        [] => {
            let at = point(stream, turn, range.start);
            at..at
        }
        [first, .., last] | [first @ last] => first.start as usize..last.end as usize,
    };
    side
}

/// The byte of a turn's text behind the words that stand before a token.
fn point(stream: &Stream<'_>, turn: usize, token: usize) -> usize {
    let Turn { first, last, .. } = stream.turns[turn];
    let before = token.min(last).checked_sub(1).filter(|at| *at > first);
    before.map_or(0, |at| stream.tokens[at].end as usize)
}

/// Words of a turn as a side; all of them with the signs around them.
fn piece(stream: &Stream<'_>, turn: usize, range: Range<usize>) -> Side {
    let Turn { first, last, .. } = stream.turns[turn];
    if range == (first + 1..last) {
        return whole(stream, &[turn]);
    }
    words(stream, turn, range)
}

/// The spoken words of a range as they are written.
fn written<'t>(stream: &Stream<'t>, turn: usize, range: Range<usize>) -> Vec<Written<'t>> {
    let text = stream.turns[turn].text.raw();
    let spoken = stream.tokens[range]
        .iter()
        .filter(|k| k.what == What::Spoken);
    let written = spoken.map(|k| {
        let before =
            text[..k.start as usize].trim_end_matches(|c: char| !c.is_alphanumeric() && !is_end(c));
        Written {
            word: &text[k.start as usize..k.end as usize],
            begins: before.is_empty() || before.ends_with(is_end),
        }
    });
    written.collect()
}

/// What may end a sentence.
fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ':' | '。' | '！' | '？')
}
