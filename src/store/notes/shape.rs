//! From a parsed item of the list to a note: which fields there are and what they must be.
//!
//! Unknown fields are other programs' and no fault. Knows nothing of lines and blocks.

use std::ops::Range;

use crate::model::{Layer, Note, NoteId, Now, On, Outside, PassagePart, Problem, Time, TurnNumber};
use crate::store::yaml::{self, Node};

/// A mapping whose faults are collected.
struct Fields<'n, 'de> {
    node: &'n Node<'de>,
    entries: &'n [(Node<'de>, Node<'de>)],
    problems: &'n mut Vec<Problem>,
}

/// Reads an item of the list of notes.
pub fn note(item: &Node<'_>) -> Result<Note, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut fields = Fields::of(item, "a note", &mut problems);
    let note = Note {
        id: NoteId(fields.required("id")),
        created: fields.required("created"),
        changed: fields.text("changed"),
        author: fields.text("author"),
        codes: fields.texts("codes"),
        text: fields.text("text").unwrap_or_default(),
        now: now(&mut fields),
        on: match fields.value("on") {
            Some(node) => on(node, fields.problems),
            None => {
                fields.fault("a note has no `on`");
                On::Transcript
            }
        },
    };
    if problems.is_empty() {
        Ok(note)
    } else {
        Err(problems)
    }
}

/// Where the words were found again: what `on` holds, with `score` and `confirmed`.
fn now(fields: &mut Fields<'_, '_>) -> Option<Now> {
    let node = fields.value("now").filter(|n| !n.is_nothing())?;
    let place = on(node, fields.problems);
    let mut inner = Fields::of(node, "`now`", fields.problems);
    Some(Now {
        on: place,
        score: inner.score(),
        confirmed: inner.text("confirmed"),
    })
}

fn on(node: &Node<'_>, problems: &mut Vec<Problem>) -> On {
    let mut fields = Fields::of(node, "`on`", problems);
    let (call, speaker) = (fields.text("call"), fields.text("speaker"));
    if let Some(passage) = fields.value("passage") {
        let call = fields.required("call");
        let parts = parts(passage, fields.problems);
        return On::Passage { call, parts };
    }
    if fields.value("turn").is_some() {
        return On::Turn {
            call: fields.required("call"),
            turn: fields.turn(),
            speaker,
            exact: fields.text("exact"),
        };
    }
    match (call, speaker) {
        (Some(call), None) => On::Call(call),
        (None, Some(speaker)) => On::Speaker(speaker),
        (None, None) => On::Transcript,
        (Some(_), Some(_)) => {
            fields.fault("`on` names a call and a speaker, but no turn");
            On::Transcript
        }
    }
}

fn parts(passage: &Node<'_>, problems: &mut Vec<Problem>) -> Vec<PassagePart> {
    let items = passage.sequence().unwrap_or_default();
    if items.is_empty() {
        let what = "`passage` is not a list of one or more parts";
        problems.push(Problem::new(what).at(passage.line_column()));
    }
    items.iter().map(|item| part(item, problems)).collect()
}

fn part(item: &Node<'_>, problems: &mut Vec<Problem>) -> PassagePart {
    let mut fields = Fields::of(item, "a part of `passage`", problems);
    PassagePart {
        turn: fields.turn(),
        speaker: fields.required("speaker"),
        start: fields.time("start"),
        exact: fields.required("exact"),
        prefix: fields.text("prefix").unwrap_or_default(),
        suffix: fields.text("suffix").unwrap_or_default(),
        at: fields.range("at"),
        layer: fields.layer(),
    }
}

impl<'n, 'de> Fields<'n, 'de> {
    fn of(node: &'n Node<'de>, name: &str, problems: &'n mut Vec<Problem>) -> Self {
        let entries = match node.mapping() {
            Some(entries) => entries,
            None => {
                let what = format!("{name} is {}, not a mapping", node.described());
                problems.push(Problem::new(what).at(node.line_column()));
                &[]
            }
        };
        let twice = yaml::duplicates(entries)
            .map(|(key, _)| Problem::new("a key stands here a second time").at(key.line_column()));
        problems.extend(twice);
        Self {
            node,
            entries,
            problems,
        }
    }

    fn value(&self, key: &str) -> Option<&'n Node<'de>> {
        let entry = self.entries.iter().find(|(k, _)| k.scalar() == Some(key));
        entry.map(|(_, value)| value)
    }

    fn fault(&mut self, what: &str) {
        self.problems
            .push(Problem::new(what).at(self.node.line_column()));
    }

    fn wrong(&mut self, key: &str, wanted: &str, node: &Node<'_>) {
        self.problems
            .push(Problem::new(format!("`{key}` is not {wanted}")).at(node.line_column()));
    }

    fn text(&mut self, key: &str) -> Option<Outside> {
        let node = self.value(key)?;
        match node.scalar() {
            Some(text) => Some(Outside::new(text)),
            None if node.is_nothing() => None,
            None => {
                self.wrong(key, "a text", node);
                None
            }
        }
    }

    fn required(&mut self, key: &str) -> Outside {
        let empty = self.value(key).is_none_or(Node::is_nothing);
        if empty && !self.entries.is_empty() {
            self.fault(&format!("`{key}` is missing"));
        }
        self.text(key).unwrap_or_default()
    }

    fn texts(&mut self, key: &str) -> Vec<Outside> {
        let Some(node) = self.value(key).filter(|n| !n.is_nothing()) else {
            return Vec::new();
        };
        let items = node.sequence().unwrap_or(std::slice::from_ref(node));
        if items.iter().any(|i| i.scalar().is_none()) {
            self.wrong(key, "a list of texts", node);
        }
        let texts = items.iter().filter_map(Node::scalar);
        texts.map(Outside::new).collect()
    }

    fn turn(&mut self) -> TurnNumber {
        let node = self.value("turn");
        let number = node.and_then(Node::scalar).and_then(|t| t.parse().ok());
        match number.filter(|n| *n > 0) {
            Some(number) => TurnNumber(number),
            None => {
                self.wrong("turn", "a number from 1", node.unwrap_or(self.node));
                TurnNumber(1)
            }
        }
    }

    fn time(&mut self, key: &str) -> Option<Time> {
        let node = self.value(key).filter(|n| !n.is_nothing())?;
        let time = node.scalar().and_then(|t| Time::parse(t).ok());
        if time.is_none() {
            self.wrong(key, "a time", node);
        }
        time
    }

    /// A share of 1 as hundredths.
    fn score(&mut self) -> u8 {
        let Some(node) = self.value("score").filter(|n| !n.is_nothing()) else {
            return 0;
        };
        let share = node.scalar().and_then(|s| s.parse::<f64>().ok());
        match share.filter(|s| (0.0..=1.0).contains(s)) {
            Some(share) => (share * 100.0).round() as u8,
            None => {
                self.wrong("score", "a number from 0 to 1", node);
                0
            }
        }
    }

    fn range(&mut self, key: &str) -> Range<usize> {
        let Some(node) = self.value(key) else {
            return 0..0;
        };
        let bytes: Option<Vec<usize>> = node
            .sequence()
            .and_then(|s| s.iter().map(|n| n.scalar()?.parse().ok()).collect());
        match bytes.as_deref() {
            Some(&[start, end]) if start <= end => start..end,
            _ => {
                self.wrong(key, "two numbers of bytes in order", node);
                0..0
            }
        }
    }

    fn layer(&mut self) -> Layer {
        match self.value("in").map(|node| (node, node.scalar())) {
            None | Some((_, Some("text"))) => Layer::Text,
            Some((_, Some("original"))) => Layer::Original,
            Some((node, _)) => {
                self.wrong("in", "`original`", node);
                Layer::Text
            }
        }
    }
}
