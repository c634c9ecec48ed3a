//! Finds the author's quotes by their words: in their call, of their speaker, and in their turn if one is given.
//!
//! The words are looked for in the turns' text, and if they are not there in the originals. Where `…` is not found as
//! it stands, words were left out there: each piece must follow the one before in the same turn.

mod nearest;

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem::Finder;

use super::calls::Calls;
use super::field::{Scalar, Written};
use super::people::People;
use super::problems::Problems;
use super::value::{count, outside, outsides};
use super::written;
use crate::model::{
    CallIndex, EntryIndex, Layer, OutsideStr, Passage, Quote, SpeakerIndex, Stretch, Transcript,
    TurnNumber,
};

/// What the quotes are found in.
pub struct Ground<'a> {
    /// All turns.
    pub transcript: &'a Transcript,
    /// The calls by id.
    pub calls: &'a Calls,
    /// The speakers by id.
    pub people: &'a People,
}

/// Whose words, in which call and layer. Without a speaker: everybody's.
type Whose = (CallIndex, Option<SpeakerIndex>, Layer);

/// The words of some turns in one string, to be searched at once.
#[derive(Default)]
struct Words {
    text: String,
    turns: Vec<(usize, EntryIndex, TurnNumber)>,
}

impl Words {
    fn of(transcript: &Transcript, (call, speaker, layer): Whose) -> Self {
        let mut words = Self::default();
        let batches = transcript.batches().iter().filter(|b| b.call() == call);
        for turn in batches.flat_map(|b| b.turns()) {
            if speaker.is_none_or(|s| s == turn.speaker()) {
                words
                    .turns
                    .push((words.text.len(), turn.index(), turn.number()));
                words.text.push_str(turn.layer(layer).raw());
                words.text.push('\n');
            }
        }
        words
    }

    /// The bytes of a turn, by its place in the list.
    fn bytes(&self, at: usize) -> Range<usize> {
        let end = self.turns.get(at + 1).map_or(self.text.len(), |t| t.0);
        self.turns[at].0..end - 1
    }

    /// Every place of `words`: the turn's place in the list and the bytes in it. Ends after a few.
    fn places(&self, words: &str, only: Option<TurnNumber>) -> Vec<Found> {
        let finder = Finder::new(words);
        let mut found = Vec::new();
        let mut from = self.range(only);
        while let Some(at) = finder.find(&self.text.as_bytes()[from.clone()]) {
            let start = from.start + at;
            let turn = self.turns.partition_point(|t| t.0 <= start) - 1;
            let bytes = self.bytes(turn);
            if start + words.len() <= bytes.end {
                let stretch = start - bytes.start..start - bytes.start + words.len();
                found.push(Found {
                    turn,
                    stretches: vec![stretch],
                });
            }
            // Places may overlap: `no, no` stands twice in `no, no, no`.
            from.start = start + 1;
            if found.len() > MANY || from.start >= from.end {
                break;
            }
        }
        found
    }

    /// Every turn in which the pieces follow each other; twice where they can do so in more than one way.
    fn pieces(&self, pieces: &[&str], only: Option<TurnNumber>) -> Vec<Found> {
        let Some((first, rest)) = pieces.split_first() else {
            return Vec::new();
        };
        let mut from = self.range(only);
        let finder = Finder::new(first);
        let mut found = Vec::new();
        while let Some(at) = finder.find(&self.text.as_bytes()[from.clone()]) {
            let start = from.start + at;
            let turn = self.turns.partition_point(|t| t.0 <= start) - 1;
            let bytes = self.bytes(turn);
            let text = &self.text[bytes.clone()];
            let begin = start - bytes.start;
            let all = begin + first.len() <= text.len();
            let stretches = all
                .then(|| follow(text, begin..begin + first.len(), rest))
                .flatten();
            if let Some(stretches) = stretches {
                let other = follow_back(text, pieces);
                let others = other.filter(|other| *other != stretches);
                found.push(Found { turn, stretches });
                found.extend(others.map(|stretches| Found { turn, stretches }));
            }
            from.start = (bytes.end + 1).max(start + 1);
            if found.len() > MANY || from.start >= from.end {
                break;
            }
        }
        found
    }

    fn range(&self, only: Option<TurnNumber>) -> Range<usize> {
        match only {
            None => 0..self.text.len(),
            Some(number) => match self.turns.binary_search_by_key(&number, |t| t.2) {
                Ok(at) => self.bytes(at),
                Err(_) => 0..0,
            },
        }
    }
}

/// More places than a message names.
const MANY: usize = 8;

/// A turn's place in the list, and bytes of its words.
#[derive(Debug, PartialEq)]
struct Found {
    turn: usize,
    stretches: Vec<Range<usize>>,
}

fn follow(text: &str, first: Range<usize>, rest: &[&str]) -> Option<Vec<Range<usize>>> {
    let mut from = first.end;
    let mut stretches = vec![first];
    for piece in rest {
        let start = from + text[from..].find(piece)?;
        from = start + piece.len();
        stretches.push(start..from);
    }
    Some(stretches)
}

/// The same from the end, each piece as late as it can stand. Every other way lies between this and the earliest: where
/// the two are one, it is the only one.
fn follow_back(text: &str, pieces: &[&str]) -> Option<Vec<Range<usize>>> {
    let mut until = text.len();
    let mut stretches = Vec::new();
    for piece in pieces.iter().rev() {
        let start = text[..until].rfind(piece)?;
        stretches.push(start..start + piece.len());
        until = start;
    }
    stretches.reverse();
    Some(stretches)
}

/// The quotes whose words were found, in the order of their places.
pub fn find(
    list: &[Written<written::Quote<'_>>],
    ground: &Ground<'_>,
    problems: &mut Problems,
) -> Vec<Quote> {
    let mut search = Search {
        ground,
        words: HashMap::new(),
        hints: 0,
        left: 6 << 20,
    };
    let mut quotes: Vec<Quote> = list
        .iter()
        .filter_map(|written| search.quote(written, problems))
        .collect();
    quotes.sort_by_key(|q| {
        let first = &q.passage.stretches[0];
        (first.entry, first.bytes.start)
    });
    quotes
}

struct Search<'a> {
    ground: &'a Ground<'a>,
    words: HashMap<Whose, Words>,
    hints: usize,
    /// Bytes that may still be compared word by word: hints of a thousand wrong quotes must not take seconds.
    left: usize,
}

/// What a quote asks for.
struct Asked<'a> {
    call: CallIndex,
    speaker: Option<SpeakerIndex>,
    turn: Option<TurnNumber>,
    text: &'a Scalar<'a>,
}

impl Search<'_> {
    fn quote(
        &mut self,
        written: &Written<written::Quote<'_>>,
        problems: &mut Problems,
    ) -> Option<Quote> {
        let fields = &written.fields;
        let call = self
            .ground
            .calls
            .named(fields.call.as_ref(), written.place, problems);
        let speaker = match &fields.speaker {
            Some(id) => match self.ground.people.find(&id.text) {
                Some(index) => Some(index),
                None => {
                    self.ground.people.unknown(id, problems);
                    return None;
                }
            },
            None => None,
        };
        let turn = count(fields.turn.as_ref(), "turn", problems).map(TurnNumber);
        let (call, text) = (call?, fields.text.as_ref()?);
        if text.text.trim().is_empty() {
            problems.report(
                text.place,
                "a quote has no words",
                "write them, letter for letter",
            );
            return None;
        }
        if let Some(number) = turn {
            self.has_turn(call, number, speaker, fields.turn.as_ref(), problems)?;
        }
        let asked = Asked {
            call,
            speaker,
            turn,
            text,
        };
        let (layer, found) = self.found(&asked);
        let words = &self.words[&(call, speaker, layer)];
        match found.as_slice() {
            [one] => {
                let entry = words.turns[one.turn].1;
                let stretch = |bytes: &Range<usize>| Stretch {
                    entry,
                    layer,
                    bytes: bytes.clone(),
                };
                let stretches = one.stretches.iter().map(stretch).collect();
                Some(Quote {
                    passage: Passage { stretches },
                    text: text.outside(),
                    label: outside(&fields.label),
                    codes: outsides(&fields.codes),
                    comment: outside(&fields.comment),
                })
            }
            [] => {
                self.missing(&asked, problems);
                None
            }
            many => {
                ambiguous(&asked, many, words, problems);
                None
            }
        }
    }

    /// The turn that a quote names must be there, and be the speaker's.
    fn has_turn(
        &self,
        call: CallIndex,
        number: TurnNumber,
        speaker: Option<SpeakerIndex>,
        written: Option<&Scalar<'_>>,
        problems: &mut Problems,
    ) -> Option<()> {
        let (transcript, place) = (self.ground.transcript, written?.place);
        let shown = |index| super::problems::shown(transcript.speaker(index).id.raw());
        let entry = transcript.find_turn(call, number);
        let Some(turn) = entry.and_then(|entry| transcript.turn(entry)) else {
            let what = format!("the quote's call has no turn {number}");
            let hint = match transcript.call_turns(call) {
                TurnNumber(0) => "it has no turns at all".to_owned(),
                last => format!("its turns are 1 to {last}; or leave `turn` out"),
            };
            problems.report(place, what, hint);
            return None;
        };
        if let Some(speaker) = speaker.filter(|s| *s != turn.speaker()) {
            let (owner, named) = (shown(turn.speaker()), shown(speaker));
            let what = format!("turn {number} is spoken by {owner}, not by {named}");
            let hint = "name the turn's own speaker, or leave `turn` out";
            problems.report(place, what, hint);
            return None;
        }
        Some(())
    }

    fn found(&mut self, asked: &Asked<'_>) -> (Layer, Vec<Found>) {
        let text = &*asked.text.text;
        let pieces: Vec<&str> = text
            .split('…')
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        for layer in [Layer::Text, Layer::Original] {
            let whose = (asked.call, asked.speaker, layer);
            let words = self
                .words
                .entry(whose)
                .or_insert_with(|| Words::of(self.ground.transcript, whose));
            let mut found = words.places(text, asked.turn);
            if found.is_empty() && text.contains('…') {
                found = words.pieces(&pieces, asked.turn);
            }
            if !found.is_empty() {
                return (layer, found);
            }
        }
        (Layer::Text, Vec::new())
    }

    /// The words are not there: says where they are, or what comes nearest.
    fn missing(&mut self, asked: &Asked<'_>, problems: &mut Problems) {
        self.hints += 1;
        let text = OutsideStr::new(&asked.text.text);
        let words = &self.words[&(asked.call, asked.speaker, Layer::Text)];
        let hint = if self.hints > super::problems::MOST {
            None
        } else {
            nearest::elsewhere(self.ground, (asked.call, asked.speaker), text).or_else(|| {
                let compared = words.text.len().min(self.left).min(nearest::MOST);
                self.left -= compared;
                nearest::window(&words.text, compared, text, |at| {
                    let turn = words.turns.partition_point(|t| t.0 <= at) - 1;
                    (words.bytes(turn), words.turns[turn].2)
                })
            })
        };
        let hint =
            hint.unwrap_or_else(|| "nothing near was found; look at the words again".to_owned());
        let shown = super::problems::shown(text.raw());
        let place = match asked.turn {
            Some(turn) => format!(" in turn {turn}"),
            None => String::new(),
        };
        problems.report(
            asked.text.place,
            format!("the quote is not there letter for letter{place}: {shown}"),
            hint,
        );
    }
}

fn ambiguous(asked: &Asked<'_>, many: &[Found], words: &Words, problems: &mut Problems) {
    let mut numbers: Vec<String> = many
        .iter()
        .map(|f| words.turns[f.turn].2.to_string())
        .collect();
    numbers.dedup();
    let shown = super::problems::shown(&asked.text.text);
    let hint = if numbers.len() == 1 {
        format!("all in turn {}; quote more words", numbers[0])
    } else {
        let more = if many.len() > MANY { ", …" } else { "" };
        format!("add `turn:` with one of {}{more}", numbers.join(", "))
    };
    problems.report(
        asked.text.place,
        format!("the quote stands there more than once: {shown}"),
        hint,
    );
}
