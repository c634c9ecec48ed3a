//! One element of a call's turns: a turn, an event, a gap or a remark.

use super::field::{Fields, Scalar, Written};
use super::people::People;
use super::problems::{Problems, nearest};
use super::value::{FIDELITIES, choice, count, time};
use super::written::{Aside, Event, Gap, Turn};
use crate::model::{
    AsideKind, BatchBuilder, LineColumn, NewAside, NewTurn, OutsideStr, Time, TurnNumber,
};
use crate::store::yaml::{Kind, Node};

/// What an element can be: the field that says so, and what the others then are.
const KINDS: [&str; 4] = ["speaker", "event", "gap", "remark"];

/// The times of the turns so far in one call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    last: Option<(TurnNumber, Time, Option<Time>)>,
}

/// Where an element's meaning goes.
pub struct Collect<'a> {
    /// The turns being collected.
    pub batch: &'a mut BatchBuilder,
    /// Who speaks.
    pub people: &'a mut People,
    /// The times of the call.
    pub clock: &'a mut Clock,
    /// What is wrong.
    pub problems: &'a mut Problems,
}

impl Collect<'_> {
    /// Reads an element; a faulty one as far as it can be read.
    pub fn element(&mut self, node: Node<'_>) {
        let place = node.line_column();
        if node.mapping().is_none() {
            let what = format!(
                "an element of `turns` must be a mapping, not {}",
                node.described()
            );
            let hint =
                "write `- {speaker: …, text: …}`, `- {event: …}`, `- {gap: …}` or `- {remark: …}`";
            self.problems.report(place, what, hint);
            return;
        }
        let Kind::Mapping(entries) = node.into_kind() else {
            return;
        };
        let has = |name: &str| entries.iter().any(|(key, _)| key.scalar() == Some(name));
        let kinds: Vec<&str> = KINDS.into_iter().filter(|k| has(k)).collect();
        if kinds.len() > 1 {
            let what = format!(
                "an element of `turns` cannot be both `{}` and `{}`",
                kinds[0], kinds[1]
            );
            let hint = "make two elements of it, each after its own `- `";
            self.problems.report(place, what, hint);
        }
        let others: Vec<&str> = kinds.iter().skip(1).copied().collect();
        match kinds.first() {
            Some(&"event") => {
                let aside = Written::<Event<'_>>::read(place, entries, &others, self.problems);
                self.aside(AsideKind::Event, &aside, aside.fields.event.as_ref(), None);
            }
            Some(&"gap") => {
                let aside = Written::<Gap<'_>>::read(place, entries, &others, self.problems);
                self.aside(AsideKind::Gap, &aside, aside.fields.gap.as_ref(), None);
            }
            Some(&"remark") => {
                let aside = Written::<Aside<'_>>::read(place, entries, &others, self.problems);
                let by = aside.fields.by.as_ref();
                self.aside(AsideKind::Remark, &aside, aside.fields.remark.as_ref(), by);
            }
            Some(_) => {
                let turn = Written::<Turn<'_>>::read(place, entries, &others, self.problems);
                self.turn(&turn);
            }
            None => self.kindless(place, entries),
        }
    }

    /// An element that says neither who speaks nor what else it is. Words in it are not dropped.
    fn kindless<'de>(&mut self, place: LineColumn, entries: Vec<(Node<'de>, Node<'de>)>) {
        if entries
            .iter()
            .any(|(key, _)| matches!(key.scalar(), Some("text" | "original")))
        {
            let turn = Written::<Turn<'_>>::read(place, entries, &[], self.problems);
            self.turn(&turn);
            return;
        }
        let keys = entries.iter().filter_map(|(key, _)| key.scalar());
        let near = keys
            .flat_map(|key| nearest(key, KINDS.map(|k| (k, k))))
            .next();
        let hint = match near {
            Some(kind) => format!("did you mean `{kind}`?"),
            None => "a turn has `speaker` and `text`; what stands between turns has `event`, `gap` or `remark`".to_owned(),
        };
        let what = "an element of `turns` is neither a turn nor an event, a gap or a remark";
        self.problems.report(place, what, hint);
    }

    fn aside<'de, F: Fields<'de>>(
        &mut self,
        kind: AsideKind,
        written: &Written<F>,
        text: Option<&Scalar<'_>>,
        by: Option<&Scalar<'_>>,
    ) {
        let text = borrow(text);
        if text.is_some_and(OutsideStr::is_blank) {
            let hint = "say in a few words what stands here, or remove it";
            self.problems
                .report(written.place, format!("{} is empty", F::WHAT), hint);
        }
        self.batch.aside(&NewAside {
            kind,
            text: text.unwrap_or_default(),
            by: borrow(by),
        });
    }

    fn turn(&mut self, written: &Written<Turn<'_>>) {
        let turn = &written.fields;
        let speaker = turn.speaker.as_ref();
        if speaker.is_some_and(|s| s.text.is_empty()) {
            let hint =
                "name the speaker by id; one who is not known can have an id such as `unknown`";
            self.problems
                .report(written.place, "a turn's `speaker` is empty", hint);
        }
        let (id, place) = speaker.map_or(("", written.place), |s| (&*s.text, s.place));
        let speaker = self.people.meet(id, place);
        self.words(written);
        let to = turn.to.iter().flat_map(|to| &to.0);
        let start = time(turn.start.as_ref(), "start", self.problems);
        let end = time(turn.end.as_ref(), "end", self.problems);
        let new = NewTurn {
            speaker,
            to: to.map(|id| self.people.meet(&id.text, id.place)).collect(),
            start,
            end,
            page: count(turn.page.as_ref(), "page", self.problems),
            line: count(turn.line.as_ref(), "line", self.problems),
            fidelity: choice(
                turn.fidelity.as_ref(),
                "fidelity",
                &FIDELITIES,
                self.problems,
            ),
            manner: borrow(turn.manner.as_ref()),
            via: borrow(turn.via.as_ref()),
            text: borrow(turn.text.as_ref()).unwrap_or_default(),
            original: borrow(turn.original.as_ref()),
        };
        let number = self.batch.turn(&new);
        if let Some(start) = start {
            let place = turn.start.as_ref().map_or(written.place, |s| s.place);
            self.order(number, start, end, place);
        }
    }

    /// A turn has words in the transcript's language.
    fn words(&mut self, written: &Written<Turn<'_>>) {
        let text = written.fields.text.as_ref();
        if let Some(place) = text.filter(|t| t.text.trim().is_empty()).map(|t| t.place) {
            let hint = "write the words; for words that are missing use `- {gap: …}`";
            self.problems.report(place, "a turn has no words", hint);
        }
    }

    fn order(&mut self, number: TurnNumber, start: Time, end: Option<Time>, place: LineColumn) {
        if let Some(end) = end.filter(|end| *end < start) {
            self.problems.warn(
                place,
                format!("turn {number} ends at {end}, before it starts at {start}"),
            );
        }
        if let Some((before, began, ended)) = self.clock.last {
            if start < began {
                let what =
                    format!("turn {number} starts at {start}, before turn {before} at {began}");
                self.problems.warn(place, what);
            } else if let Some(ended) = ended.filter(|ended| start < *ended) {
                let what = format!(
                    "turn {number} starts at {start}, before turn {before} ends at {ended}"
                );
                self.problems.warn(place, what);
            }
        }
        self.clock.last = Some((number, start, end));
    }
}

fn borrow<'a>(scalar: Option<&'a Scalar<'_>>) -> Option<OutsideStr<'a>> {
    scalar.map(|s| OutsideStr::new(&s.text))
}
