//! The text of a cue: WebVTT's section 6.4, "cue text parsing rules", tokenizer and tree.
//!
//! The tree is not kept: of each text only what stands around it and matters here, whose voice it is and whether it is a
//! ruby text.

use super::timing::timestamp;
use crate::store::import::html::unescaped;

/// A leaf of the tree.
#[derive(Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Text.
    Text {
        /// The innermost voice around it.
        voice: Option<String>,
        /// Whether it tells how something is pronounced.
        ruby_text: bool,
        /// The letters.
        text: String,
    },
    /// From here on, what follows is said at this time, in milliseconds.
    Time(u64),
}

/// An object of the tree that can hold others.
#[derive(Debug, PartialEq, Eq)]
enum Object {
    Span(&'static str),
    Voice(String),
}

/// The spans that end with a tag of their own name and mean nothing here.
const SPANS: [&str; 7] = ["c", "i", "b", "u", "ruby", "rt", "lang"];

impl Object {
    fn is(&self, name: &str) -> bool {
        match self {
            Self::Span(own) => *own == name,
            Self::Voice(_) => name == "v",
        }
    }
}

/// The leaves of a cue's text, in order.
pub fn leaves(input: &str) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let mut open: Vec<Object> = Vec::new();
    let mut rest = input;
    while !rest.is_empty() {
        match token(&mut rest) {
            Token::Text(text) => leaves.push(Leaf::Text {
                voice: open.iter().rev().find_map(|o| match o {
                    Object::Voice(name) => Some(name.clone()),
                    Object::Span(_) => None,
                }),
                ruby_text: open.iter().any(|o| o.is("rt")),
                text,
            }),
            Token::Start { name: "v", note } => open.push(Object::Voice(note)),
            Token::Start { name: "rt", .. } if !open.last().is_some_and(|o| o.is("ruby")) => {}
            Token::Start { name, .. } => {
                open.extend(SPANS.iter().find(|s| **s == name).map(|s| Object::Span(s)));
            }
            Token::End(name) => match open.last() {
                Some(last) if last.is(name) => drop(open.pop()),
                Some(last) if name == "ruby" && last.is("rt") => open.truncate(open.len() - 2),
                Some(_) | None => {}
            },
            Token::Time(value) => {
                let mut after = value;
                let time = timestamp(&mut after).filter(|_| after.is_empty());
                leaves.extend(time.map(Leaf::Time));
            }
        }
    }
    leaves
}

enum Token<'a> {
    Text(String),
    /// A tag that begins a span, and its annotation; its classes are about how it looks.
    Start {
        name: &'a str,
        note: String,
    },
    End(&'a str),
    Time(&'a str),
}

/// The tokenizer. Each of its states for tags ends at the first `>`, or with the text.
fn token<'a>(rest: &mut &'a str) -> Token<'a> {
    let Some(tag) = rest.strip_prefix('<') else {
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        *rest = after;
        return Token::Text(unescaped(text));
    };
    let (body, after) = tag.split_once('>').unwrap_or((tag, ""));
    *rest = after;
    if let Some(name) = body.strip_prefix('/') {
        return Token::End(name);
    }
    if body.starts_with(|c: char| c.is_ascii_digit()) {
        return Token::Time(body);
    }
    let space = ['\t', '\n', '\u{c}', ' '];
    let (name, note) = body.split_at(body.find(space).unwrap_or(body.len()));
    let note = unescaped(note);
    let note: Vec<&str> = note.split_ascii_whitespace().collect();
    Token::Start {
        name: name.split('.').next().unwrap_or_default(),
        note: note.join(" "),
    }
}
