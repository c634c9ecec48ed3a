//! A passage as parts: what one speaker says in one turn, and what was left out before it.

use std::ops::Range;

use super::language;
use crate::model::{
    AsideKind, CallIndex, EntryIndex, EntryRef, Fidelity, Layer, OutsideStr, Passage, Stretch,
    Transcript, TurnRef,
};
use crate::text::clean::{Clean, clean, glyphs};
use crate::text::wrap;

/// The parts of a passage that are of one call.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The call.
    pub call: CallIndex,
    /// One or more, in the order of the file.
    pub parts: Vec<Part<'a>>,
}

/// What one speaker says in one turn.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Its turn.
    pub turn: TurnRef<'a>,
    /// Who speaks.
    pub name: Clean,
    /// The words, cleaned.
    pub words: Clean,
    /// How many they are.
    pub count: usize,
    /// Whether they are somebody else's words for what was said.
    pub paraphrase: bool,
    /// `translated from German`, `in Russian`, or `paraphrase`.
    pub fidelity: Option<Clean>,
    /// `as quoted by The Daily Ledger`.
    pub via: Option<Clean>,
    /// What lies between the part before and this one: `[…]`, `[two minutes not published]`.
    pub before: Vec<Clean>,
}

/// Several stretches of one layer of one turn.
struct Pieces {
    entry: EntryIndex,
    layer: Layer,
    bytes: Vec<Range<usize>>,
}

/// The parts of a passage, call by call.
pub fn groups<'a>(transcript: &'a Transcript, passage: &Passage) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut last: Option<Pieces> = None;
    for pieces in pieces(transcript, &passage.stretches) {
        let Some(turn) = transcript.turn(pieces.entry) else {
            continue;
        };
        let mut part = part(transcript, turn, &pieces);
        match groups.last_mut().filter(|g| g.call == turn.call()) {
            Some(group) => {
                if let Some(last) = &last {
                    part.before = between(transcript, last, &pieces);
                }
                group.parts.push(part);
            }
            None => groups.push(Group {
                call: turn.call(),
                parts: vec![part],
            }),
        }
        last = Some(pieces);
    }
    groups
}

/// Stretches by turn and layer; those with nothing but white space between them are one.
fn pieces(transcript: &Transcript, stretches: &[Stretch]) -> Vec<Pieces> {
    let mut all: Vec<Pieces> = Vec::new();
    for stretch in stretches {
        let Some(turn) = transcript.turn(stretch.entry) else {
            continue;
        };
        let text = turn.layer(stretch.layer).raw();
        if text
            .get(stretch.bytes.clone())
            .is_none_or(|t| t.trim().is_empty())
        {
            continue;
        }
        match all
            .last_mut()
            .filter(|p| p.entry == stretch.entry && p.layer == stretch.layer)
        {
            Some(pieces) => pieces.add(text, stretch.bytes.clone()),
            None => all.push(Pieces {
                entry: stretch.entry,
                layer: stretch.layer,
                bytes: vec![stretch.bytes.clone()],
            }),
        }
    }
    all
}

impl Pieces {
    fn add(&mut self, text: &str, bytes: Range<usize>) {
        if let Some(last) = self.bytes.last_mut() {
            let gap = text.get(last.end..bytes.start).unwrap_or_default();
            if bytes.start >= last.start && gap.trim().is_empty() {
                last.end = last.end.max(bytes.end);
                return;
            }
        }
        self.bytes.push(bytes);
    }

    /// Whether words of the turn stand before the first piece, and after the last.
    fn cut(&self, text: &str) -> (bool, bool) {
        let start = self.bytes.first().map_or(0, |b| b.start);
        let end = self.bytes.last().map_or(0, |b| b.end);
        let some = |text: Option<&str>| text.is_some_and(|t| !t.trim().is_empty());
        (some(text.get(..start)), some(text.get(end..)))
    }
}

fn part<'a>(transcript: &'a Transcript, turn: TurnRef<'a>, pieces: &Pieces) -> Part<'a> {
    let text = turn.layer(pieces.layer).raw();
    let cut = |bytes: &Range<usize>| OutsideStr::new(text.get(bytes.clone()).unwrap_or_default());
    let texts: Vec<Clean> = pieces.bytes.iter().map(|b| lines(cut(b))).collect();
    let paraphrase = transcript.fidelity(turn) == Fidelity::Paraphrase;
    Part {
        turn,
        name: clean(transcript.speaker(turn.speaker()).name.borrow()),
        words: Clean::join(&texts, " … "),
        count: pieces
            .bytes
            .iter()
            .map(|b| wrap::words(cut(b)).count())
            .sum(),
        paraphrase,
        fidelity: fidelity(transcript, turn, pieces.layer),
        via: transcript
            .via(turn)
            .map(|v| Clean::format(format_args!("as quoted by {}", clean(v)))),
        before: Vec::new(),
    }
}

/// The passage with the first words and the last of each stretch: enough to show what a style makes of it.
pub fn abridged(transcript: &Transcript, passage: &Passage) -> Passage {
    let ends = |stretch: &Stretch| {
        let turn = transcript.turn(stretch.entry)?;
        let text = turn.layer(stretch.layer).raw().get(stretch.bytes.clone())?;
        let words: Vec<Range<usize>> = wrap::words(OutsideStr::new(text)).collect();
        let [_, second, _, .., last] = words.as_slice() else {
            return None;
        };
        let start = stretch.bytes.start;
        let piece = |bytes| Stretch {
            bytes,
            ..stretch.clone()
        };
        Some(vec![
            piece(start..start + second.end),
            piece(start + last.start..stretch.bytes.end),
        ])
    };
    let stretches = passage.stretches.iter();
    let stretches = stretches.flat_map(|s| ends(s).unwrap_or_else(|| vec![s.clone()]));
    Passage {
        stretches: stretches.collect(),
    }
}

/// A text with its lines, without white space at its ends.
pub fn lines(text: OutsideStr<'_>) -> Clean {
    let mut shown = String::with_capacity(text.len());
    for glyph in glyphs(OutsideStr::new(text.raw().trim())) {
        if glyph.breaks {
            shown.push('\n');
        } else {
            shown.push_str(&glyph.shown);
        }
    }
    Clean::trusted(shown)
}

fn fidelity(transcript: &Transcript, turn: TurnRef<'_>, layer: Layer) -> Option<Clean> {
    let spoken = transcript.call(turn.call()).language.as_ref();
    let spoken = spoken.map(|l| language::name(l.borrow()));
    match (transcript.fidelity(turn), layer, spoken) {
        (Fidelity::Paraphrase, ..) => Some(Clean::ours("paraphrase")),
        (_, Layer::Original, Some(spoken)) => Some(Clean::format(format_args!("in {spoken}"))),
        (_, Layer::Original, None) => Some(Clean::ours("original")),
        (Fidelity::Translation, Layer::Text, Some(spoken)) => {
            Some(Clean::format(format_args!("translated from {spoken}")))
        }
        (Fidelity::Translation, Layer::Text, None) => Some(Clean::ours("translation")),
        (Fidelity::Verbatim, Layer::Text, _) => None,
    }
}

/// What lies between two parts that follow each other: left out by the reader, or missing in the file.
fn between(transcript: &Transcript, last: &Pieces, next: &Pieces) -> Vec<Clean> {
    let text = |p: &Pieces| {
        let turn = transcript.turn(p.entry);
        turn.map_or("", |t| t.layer(p.layer).raw())
    };
    let cut = last.cut(text(last)).1 || next.cut(text(next)).0;
    let mut left_out = cut && last.entry != next.entry;
    let mut said = Vec::new();
    for entry in transcript.entries(last.entry.0 + 1..next.entry.0) {
        match entry {
            EntryRef::Turn(_) => left_out = true,
            EntryRef::Aside(aside) if aside.kind() == AsideKind::Gap => {
                said.push(Clean::format(format_args!("[{}]", clean(aside.text()))));
            }
            EntryRef::Aside(_) => {}
        }
    }
    if left_out {
        said.insert(0, Clean::ours("[…]"));
    }
    said
}
