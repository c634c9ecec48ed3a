//! YAML as a tree of nodes that keep their spelling and their place, read whole or walked as they arrive.
//!
//! The only file that names `serde_saphyr`. Knows nothing of transcripts or notes. Anchors, aliases, merge keys and
//! unknown tags are refused, nesting ends at 32, and a file of a gigabyte loads.
//!
//! Every scalar is the text that was written: `no`, `0123` and `1e3` stay as they are. The parser tells a plain `no`
//! from a quoted one only by handing over a boolean, so such a scalar is read again from the source at its own bytes.

use std::borrow::Cow;
use std::fmt;
use std::ops::{ControlFlow, Range};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_saphyr::Spanned;
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};

use crate::model::{LineColumn, Problem};

mod fault;
#[cfg(test)]
mod tests;

/// A value of a YAML file.
#[derive(Clone, Debug)]
pub struct Node<'de> {
    kind: Kind<'de>,
    place: LineColumn,
    bytes: Range<usize>,
    /// A plain scalar that the parser took for something else than text.
    resolved: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'de> {
    /// Text, exactly as written; quotes and escapes are undone.
    Scalar(Cow<'de, str>),
    /// A list.
    Sequence(Vec<Node<'de>>),
    /// Keys and values in file order; a key may stand there twice.
    Mapping(Vec<(Node<'de>, Node<'de>)>),
    /// No value at all, as after `key:`.
    Nothing,
}

impl PartialEq for Node<'_> {
    /// Equal where the content is; the place does not matter.
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl<'de> Node<'de> {
    /// A scalar made by us and not found in a file, at `place`.
    pub fn made(text: impl Into<Cow<'de, str>>, place: LineColumn) -> Self {
        Self {
            kind: Kind::Scalar(text.into()),
            place,
            bytes: 0..0,
            resolved: false,
        }
    }

    /// What it is.
    pub fn kind(&self) -> &Kind<'de> {
        &self.kind
    }

    /// What it is, to take apart.
    pub fn into_kind(self) -> Kind<'de> {
        self.kind
    }

    /// Where it begins.
    pub fn line_column(&self) -> LineColumn {
        self.place
    }

    /// Its bytes in the source (without a byte order mark) as far as known: a scalar's are exact, with its quotes;
    /// a list or mapping may tell no more than its first byte.
    pub fn bytes(&self) -> Range<usize> {
        self.bytes.clone()
    }

    /// Its text, if it is a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            Kind::Sequence(_) | Kind::Mapping(_) | Kind::Nothing => None,
        }
    }

    /// Its elements, if it is a list.
    pub fn sequence(&self) -> Option<&[Node<'de>]> {
        match &self.kind {
            Kind::Sequence(elements) => Some(elements),
            Kind::Scalar(_) | Kind::Mapping(_) | Kind::Nothing => None,
        }
    }

    /// Its keys and values, if it is a mapping.
    pub fn mapping(&self) -> Option<&[(Node<'de>, Node<'de>)]> {
        match &self.kind {
            Kind::Mapping(entries) => Some(entries),
            Kind::Scalar(_) | Kind::Sequence(_) | Kind::Nothing => None,
        }
    }

    /// Whether it is a plain scalar that a parser takes for a number, a boolean or a null.
    pub fn is_resolved(&self) -> bool {
        self.resolved
    }

    /// Whether no value was written.
    pub fn is_nothing(&self) -> bool {
        self.kind == Kind::Nothing
    }

    /// What it is, in words for a message.
    pub fn described(&self) -> &'static str {
        match self.kind {
            Kind::Scalar(_) => "a text",
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping",
            Kind::Nothing => "nothing",
        }
    }

    /// Gives every scalar that was taken for a number, a boolean or a null its spelling back.
    fn settle(&mut self, source: &'de str) {
        if self.resolved {
            let text = source.get(self.bytes.clone()).unwrap_or_default().trim();
            self.kind = if text.is_empty() {
                Kind::Nothing
            } else {
                Kind::Scalar(Cow::Borrowed(text))
            };
        }
        match &mut self.kind {
            Kind::Sequence(elements) => elements.iter_mut().for_each(|e| e.settle(source)),
            Kind::Mapping(entries) => entries.iter_mut().for_each(|(key, value)| {
                key.settle(source);
                value.settle(source);
            }),
            Kind::Scalar(_) | Kind::Nothing => {}
        }
    }
}

/// The first thing that a mapping repeats: the second key, and the place of the first.
pub fn duplicates<'n, 'de>(
    entries: &'n [(Node<'de>, Node<'de>)],
) -> impl Iterator<Item = (&'n Node<'de>, LineColumn)> {
    entries.iter().enumerate().filter_map(|(at, (key, _))| {
        let first = entries[..at].iter().find(|(k, _)| k == key)?;
        Some((key, first.0.place))
    })
}

/// Reads a whole text. `None` where nothing could be read; the problem is a fault of syntax.
pub fn parse(text: &str) -> (Option<Node<'_>>, Vec<Problem>) {
    struct Whole<'de>(Option<Node<'de>>);
    impl<'de> Walk<'de> for Whole<'de> {
        fn step(&mut self, _: Option<&Node<'de>>) -> Step {
            Step::Whole
        }
        fn enter(&mut self, _: Option<Node<'de>>, _: Opened) {}
        fn node(&mut self, _: Option<Node<'de>>, node: Node<'de>) -> ControlFlow<()> {
            self.0 = Some(node);
            ControlFlow::Continue(())
        }
        fn leave(&mut self) -> ControlFlow<()> {
            ControlFlow::Continue(())
        }
    }
    let mut whole = Whole(None);
    let problem = walk(text, &mut whole);
    (whole.0, problem.into_iter().collect())
}

/// How a walk takes the next value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Read it whole and hand it over.
    Whole,
    /// If it is a list or a mapping, enter it and ask again for each value in it.
    Into,
}

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A list.
    Sequence,
    /// A mapping.
    Mapping,
}

/// Who reads a file as it arrives. `key` is there for a mapping's values and not for a list's elements.
pub trait Walk<'de> {
    /// How to take the value that comes next.
    fn step(&mut self, key: Option<&Node<'de>>) -> Step;
    /// A list or mapping begins that is walked into.
    fn enter(&mut self, key: Option<Node<'de>>, opened: Opened);
    /// A value that was read whole; also a scalar where [`Step::Into`] was asked for. To break off ends the walk.
    fn node(&mut self, key: Option<Node<'de>>, node: Node<'de>) -> ControlFlow<()>;
    /// The end of what was entered last.
    fn leave(&mut self) -> ControlFlow<()>;
}

/// Walks a text. The problem is the fault of syntax that ended it; all before it was handed over.
pub fn walk<'de>(text: &'de str, walker: &mut dyn Walk<'de>) -> Option<Problem> {
    let source = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut stopped = false;
    let result = serde_saphyr::with_deserializer_from_str_with_options(source, options(), |d| {
        let seed = Next {
            source,
            walker,
            stopped: &mut stopped,
            key: None,
            place: LineColumn { line: 1, column: 1 },
        };
        seed.deserialize(d)
    });
    match result {
        Err(error) if !stopped => Some(fault::problem(&error)),
        Ok(()) | Err(_) => None,
    }
}

/// Limits: what a file of a gigabyte needs, and nothing for what is refused.
fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 32,
            flow_nesting_limit: 32,
            max_anchors: 0,
            max_aliases: 0,
            max_events: usize::MAX,
            max_nodes: usize::MAX,
            max_total_scalar_bytes: usize::MAX,
            max_total_comment_bytes: usize::MAX,
            max_merge_keys: usize::MAX,
            max_documents: 1,
        },
        emit_comments: false,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        reject_unsupported_tags: true,
        ignore_binary_tag_for_string: true,
        with_snippet: false,
    }
}

fn place(location: serde_saphyr::Location) -> LineColumn {
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    LineColumn {
        line: count(location.line()),
        column: count(location.column()),
    }
}

fn bytes(location: serde_saphyr::Location) -> Range<usize> {
    let span = location.span();
    let number = |n: Option<u64>| usize::try_from(n.unwrap_or(0)).unwrap_or(0);
    let start = number(span.byte_offset());
    start..start + number(span.byte_len())
}

/// A value without its place.
struct Bare<'de> {
    kind: Kind<'de>,
    resolved: bool,
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned {
            value, referenced, ..
        } = Spanned::<Bare<'de>>::deserialize(deserializer)?;
        Ok(Self {
            kind: value.kind,
            place: place(referenced),
            bytes: bytes(referenced),
            resolved: value.resolved,
        })
    }
}

impl<'de> Deserialize<'de> for Bare<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BareVisitor)
    }
}

struct BareVisitor;

impl BareVisitor {
    fn text<'de, E>(text: Cow<'de, str>) -> Result<Bare<'de>, E> {
        let kind = Kind::Scalar(text);
        Ok(Bare {
            kind,
            resolved: false,
        })
    }

    fn resolved<'de, E>() -> Result<Bare<'de>, E> {
        Ok(Bare {
            kind: Kind::Nothing,
            resolved: true,
        })
    }
}

impl<'de> Visitor<'de> for BareVisitor {
    type Value = Bare<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Self::text(Cow::Borrowed(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Self::text(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Self::text(Cow::Owned(text))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
        Self::resolved()
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Self::Value, E> {
        Self::resolved()
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Self::Value, E> {
        Self::resolved()
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
        Self::resolved()
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Self::resolved()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Bare {
            kind: Kind::Sequence(elements),
            resolved: false,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key()? {
            entries.push((key, map.next_value()?));
        }
        Ok(Bare {
            kind: Kind::Mapping(entries),
            resolved: false,
        })
    }
}

/// Takes the next value as the walker wants it.
struct Next<'w, 'de> {
    source: &'de str,
    walker: &'w mut dyn Walk<'de>,
    stopped: &'w mut bool,
    key: Option<Node<'de>>,
    place: LineColumn,
}

impl<'de> Next<'_, 'de> {
    fn stop<E: de::Error>(&mut self, flow: ControlFlow<()>) -> Result<(), E> {
        match flow {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => {
                *self.stopped = true;
                Err(E::custom("stopped"))
            }
        }
    }

    /// A scalar where a list or a mapping was looked for: its spelling does not matter, only that it is one.
    fn scalar<E: de::Error>(mut self, text: &str) -> Result<(), E> {
        let mut node = Node::made(text.to_owned(), self.place);
        if text.is_empty() {
            node.kind = Kind::Nothing;
        }
        let flow = self.walker.node(self.key.take(), node);
        self.stop(flow)
    }

    fn within(&mut self, key: Option<Node<'de>>) -> Next<'_, 'de> {
        let place = key.as_ref().map_or(self.place, Node::line_column);
        Next {
            source: self.source,
            walker: self.walker,
            stopped: self.stopped,
            key,
            place,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Next<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        match self.walker.step(self.key.as_ref()) {
            Step::Into => deserializer.deserialize_any(self),
            Step::Whole => {
                let mut node = Node::deserialize(deserializer)?;
                node.settle(self.source);
                let flow = self.walker.node(self.key.take(), node);
                self.stop(flow)
            }
        }
    }
}

impl<'de> Visitor<'de> for Next<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.scalar(text)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.scalar(&value.to_string())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.scalar(&value.to_string())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.scalar(&value.to_string())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.scalar(&value.to_string())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.scalar("")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let key = self.key.take();
        self.walker.enter(key, Opened::Sequence);
        while list.next_element_seed(self.within(None))?.is_some() {}
        let flow = self.walker.leave();
        self.stop(flow)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let key = self.key.take();
        self.walker.enter(key, Opened::Mapping);
        while let Some(mut key) = map.next_key::<Node<'de>>()? {
            key.settle(self.source);
            map.next_value_seed(self.within(Some(key)))?;
        }
        let flow = self.walker.leave();
        self.stop(flow)
    }
}
