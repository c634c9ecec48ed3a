//! From YAML nodes to the fields of a mirror struct: unknown, repeated, missing and misshapen ones are told.
//!
//! Knows no field by name; the rows are in `written`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::problems::{Problems, nearest_hint, shown};
use crate::model::{LineColumn, Outside};
use crate::store::yaml::{Kind, Node};

/// A text as written and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar<'de> {
    /// To the letter.
    pub text: Cow<'de, str>,
    /// Where it begins.
    pub place: LineColumn,
}

impl Scalar<'_> {
    /// A copy for the model.
    pub fn outside(&self) -> Outside {
        Outside::new(&*self.text)
    }
}

impl JsonSchema for Scalar<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Scalar".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

/// A list that is read piece by piece and never kept here.
#[derive(Debug)]
pub struct Streamed<T>(std::marker::PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Streamed<T> {
    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

/// One or a list of them.
#[derive(Debug, Default)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        "OneOrMany".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (one, many) = (T::json_schema(generator), Vec::<T>::json_schema(generator));
        json_schema!({ "anyOf": [one, many] })
    }
}

/// Something that can be read from a node. `None` where it cannot; then a problem was told, unless nothing was written.
pub trait FromNode<'de>: Sized {
    /// Reads the value of the field `name`.
    fn from_node(node: Node<'de>, name: &str, problems: &mut Problems) -> Option<Self>;
}

/// The fields of one mapping of the format.
pub trait Fields<'de>: Default {
    /// What it is, in a message: `a turn`.
    const WHAT: &'static str;
    /// The fields' names, and whether each must be there.
    const KNOWN: &'static [(&'static str, bool)];
    /// Reads one field.
    fn take(&mut self, name: &str, value: Node<'de>, problems: &mut Problems);
}

/// A mapping of the format, where it begins, and where its fields stand.
#[derive(Debug)]
pub struct Written<F> {
    /// The values.
    pub fields: F,
    /// Where the mapping begins.
    pub place: LineColumn,
    keys: Vec<(&'static str, LineColumn)>,
}

impl<F: JsonSchema> JsonSchema for Written<F> {
    fn schema_name() -> Cow<'static, str> {
        F::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        F::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        F::json_schema(generator)
    }
}

impl<'de, F: Fields<'de>> Written<F> {
    /// One without fields yet.
    pub fn new(place: LineColumn) -> Self {
        let fields = F::default();
        Self {
            fields,
            place,
            keys: Vec::new(),
        }
    }

    /// Whether no field was written yet.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Where a field's key stands, if it was written.
    pub fn key(&self, name: &str) -> Option<LineColumn> {
        self.keys.iter().find(|k| k.0 == name).map(|k| k.1)
    }

    /// Notes that a key was written. `None`, and a problem, where it is unknown or repeated.
    pub fn accept(&mut self, key: &Node<'de>, problems: &mut Problems) -> Option<&'static str> {
        let place = key.line_column();
        let known = F::KNOWN.iter().map(|k| k.0);
        let Some(text) = key.scalar() else {
            problems.report(
                place,
                format!(
                    "a field of {} must be named by a text, not by {}",
                    F::WHAT,
                    key.described()
                ),
                "put the value in quotes if it begins with a bracket",
            );
            return None;
        };
        let Some(name) = known.clone().find(|k| *k == text) else {
            if text == "<<" {
                problems.report(place, "merge keys are refused", "write the fields out");
            } else {
                problems.report(
                    place,
                    format!("{} has no field {}", F::WHAT, shown(text)),
                    nearest_hint(text, known),
                );
            }
            return None;
        };
        if let Some(first) = self.key(name) {
            problems.report(
                place,
                format!("`{name}` is given twice"),
                format!("it stands in line {} already; keep one", first.line),
            );
            return None;
        }
        self.keys.push((name, place));
        Some(name)
    }

    /// Reads one field.
    pub fn take(&mut self, key: &Node<'de>, value: Node<'de>, problems: &mut Problems) {
        if let Some(name) = self.accept(key, problems) {
            if value.is_nothing() && F::KNOWN.contains(&(name, true)) {
                let what = format!("`{name}` of {} is empty", F::WHAT);
                problems.report(key.line_column(), what, "write its value after the colon");
                return;
            }
            self.fields.take(name, value, problems);
        }
    }

    /// Tells which fields are missing.
    pub fn check(&self, problems: &mut Problems) {
        for (name, _) in F::KNOWN.iter().filter(|k| k.1 && self.key(k.0).is_none()) {
            problems.report(
                self.place,
                format!("{} needs `{name}`", F::WHAT),
                format!("add `{name}:`"),
            );
        }
    }

    /// Reads all fields of a mapping but those named in `apart`, and tells which are missing.
    pub fn read(
        place: LineColumn,
        entries: Vec<(Node<'de>, Node<'de>)>,
        apart: &[&str],
        problems: &mut Problems,
    ) -> Self {
        let mut new = Self::new(place);
        for (key, value) in entries {
            if !key.scalar().is_some_and(|k| apart.contains(&k)) {
                new.take(&key, value, problems);
            }
        }
        new.check(problems);
        new
    }
}

/// Tells that a value has the wrong shape.
pub fn misshapen(node: &Node<'_>, name: &str, wanted: &str, hint: &str, problems: &mut Problems) {
    problems.report(
        node.line_column(),
        format!("`{name}` must be {wanted}, not {}", node.described()),
        hint,
    );
}

impl<'de> FromNode<'de> for Scalar<'de> {
    fn from_node(node: Node<'de>, name: &str, problems: &mut Problems) -> Option<Self> {
        let place = node.line_column();
        match node.kind() {
            Kind::Scalar(_) => {}
            Kind::Nothing => return None,
            Kind::Sequence(_) | Kind::Mapping(_) => {
                let hint = "put it in quotes if it contains `: ` or begins with a bracket";
                misshapen(&node, name, "a text", hint, problems);
                return None;
            }
        }
        match node.into_kind() {
            Kind::Scalar(text) => Some(Scalar { text, place }),
            Kind::Nothing | Kind::Sequence(_) | Kind::Mapping(_) => None,
        }
    }
}

impl<'de, F: Fields<'de>> FromNode<'de> for Written<F> {
    fn from_node(node: Node<'de>, name: &str, problems: &mut Problems) -> Option<Self> {
        let place = node.line_column();
        if node.is_nothing() {
            return None;
        }
        if node.mapping().is_none() {
            let required = F::KNOWN.iter().find(|k| k.1).or(F::KNOWN.first());
            let field = required.map_or("name", |k| k.0);
            let hint = format!("write it with its fields, as in `{{{field}: …}}`");
            misshapen(&node, name, "a mapping", &hint, problems);
            return None;
        }
        match node.into_kind() {
            Kind::Mapping(entries) => Some(Self::read(place, entries, &[], problems)),
            Kind::Scalar(_) | Kind::Nothing | Kind::Sequence(_) => None,
        }
    }
}

impl<'de, T: FromNode<'de>> FromNode<'de> for Vec<T> {
    fn from_node(node: Node<'de>, name: &str, problems: &mut Problems) -> Option<Self> {
        if node.is_nothing() {
            return None;
        }
        if node.sequence().is_none() {
            let hint = "write it in square brackets, or each on a line of its own after `- `";
            misshapen(&node, name, "a list", hint, problems);
            return None;
        }
        match node.into_kind() {
            Kind::Sequence(elements) => Some(
                elements
                    .into_iter()
                    .filter_map(|e| element(e, name, problems))
                    .collect(),
            ),
            Kind::Scalar(_) | Kind::Nothing | Kind::Mapping(_) => None,
        }
    }
}

fn element<'de, T: FromNode<'de>>(
    node: Node<'de>,
    name: &str,
    problems: &mut Problems,
) -> Option<T> {
    if node.is_nothing() {
        problems.report(
            node.line_column(),
            format!("an element of `{name}` is empty"),
            "remove it, or write its value",
        );
        return None;
    }
    T::from_node(node, name, problems)
}

impl<'de, T: FromNode<'de>> FromNode<'de> for OneOrMany<T> {
    fn from_node(node: Node<'de>, name: &str, problems: &mut Problems) -> Option<Self> {
        if node.sequence().is_some() {
            Vec::from_node(node, name, problems).map(Self)
        } else {
            T::from_node(node, name, problems).map(|one| Self(vec![one]))
        }
    }
}

impl<'de, T> FromNode<'de> for Streamed<T> {
    fn from_node(node: Node<'de>, name: &str, problems: &mut Problems) -> Option<Self> {
        misshapen(
            &node,
            name,
            "a list",
            "begin each element with `- `",
            problems,
        );
        None
    }
}
