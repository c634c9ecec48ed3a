//! What other programs wrote into a note, as JSON and back.
//!
//! Values keep their kind: what YAML's core schema takes for a number, a boolean or a null is one in JSON; all else is text.

use serde_json::{Map, Value};

use super::block::KEYS;
use super::book::Notebook;
use crate::model::{Note, NoteId};
use crate::store::scalar::{inline, push, quoted};
use crate::store::yaml::{self, Kind, Node};

impl Notebook {
    /// The fields of a note that are not ours.
    pub fn others(&self, id: &NoteId) -> Map<String, Value> {
        let of = |note: &Note| note.id == *id;
        let block = self.blocks.iter().find(|b| b.note.as_ref().is_some_and(of));
        let raw = block.map_or("", |b| b.raw.as_str());
        let (list, _) = yaml::parse(raw);
        let item = list
            .as_ref()
            .and_then(Node::sequence)
            .and_then(<[_]>::first);
        let entries = item.and_then(Node::mapping).unwrap_or_default();
        entries
            .iter()
            .filter_map(|(key, value)| Some((key.scalar()?, value)))
            .filter(|(key, _)| !KEYS.contains(key))
            .map(|(key, value)| (key.to_owned(), json(value)))
            .collect()
    }

    /// Adds a note with fields of other programs.
    pub fn put_with(&mut self, note: Note, others: &Map<String, Value>) {
        let id = note.id.clone();
        self.put(note);
        let indent = format!("{}  ", self.dash);
        let of = |note: &Note| note.id == id;
        let mut blocks = self.blocks.iter_mut();
        if let Some(block) = blocks.find(|b| b.note.as_ref().is_some_and(of)) {
            let foreign = others
                .iter()
                .filter(|(key, _)| !KEYS.contains(&key.as_str()));
            for (key, value) in foreign {
                let (key, value) = (inline(key), flow(value));
                push(&mut block.raw, format_args!("{indent}{key}: {value}\n"));
            }
        }
    }
}

fn json(node: &Node<'_>) -> Value {
    match node.kind() {
        Kind::Scalar(text) if node.is_resolved() => serde_json::from_str(text)
            .ok()
            .filter(|v: &Value| !v.is_object() && !v.is_array())
            .unwrap_or_else(|| Value::from(text.as_ref())),
        Kind::Scalar(text) => Value::from(text.as_ref()),
        Kind::Sequence(items) => items.iter().map(json).collect(),
        Kind::Mapping(entries) => {
            let entry = |(key, value): &(Node<'_>, Node<'_>)| {
                (key.scalar().unwrap_or_default().to_owned(), json(value))
            };
            Value::Object(entries.iter().map(entry).collect())
        }
        Kind::Nothing => Value::Null,
    }
}

/// In flow style, on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => inline(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entry =
                |(key, value): (&String, &Value)| format!("{}: {}", quoted(key), flow(value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::notes::{Fingerprint, read};

    #[test]
    fn what_others_wrote_comes_back_from_json_as_it_was() {
        let text = "format: onrecord-notes/1\nnotes:\n  - id: A\n    mood: [calm, 5, 1.5, true, null, \"7\", 0123]\n    created: x\n    on: {}\n    \"no\": {deep: {er: \"a\\eb 😀\"}, no: ~}\n    text: |\n      mood: none\n";
        let book = read(text.to_owned());
        let note = book.notes().next().unwrap().clone();
        let others = book.others(&note.id);
        let expected = serde_json::json!({
            "mood": ["calm", 5, 1.5, true, null, "7", "0123"],
            "no": {"deep": {"er": "a\u{1b}b 😀"}, "no": "~"},
        });
        assert_eq!(Value::Object(others.clone()), expected);
        let mut other = Notebook::new(None, None, Fingerprint::of(b""));
        other.put_with(note.clone(), &others);
        let again = read(other.to_text());
        assert!(again.problems().is_empty(), "{:?}", again.problems());
        assert_eq!(again.notes().next(), Some(&note));
        assert_eq!(again.others(&note.id), others);
    }
}
