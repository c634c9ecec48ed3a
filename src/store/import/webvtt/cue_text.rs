//! The text of a cue: WebVTT's section 6.4, "cue text parsing rules", tokenizer and tree.
//!
//! The tree is not kept: of each text only what stands around it and matters here, whose voice it is and whether it is a
//! ruby text.

use std::rc::Rc;

use super::timing::timestamp;
use crate::store::import::html::unescaped;

/// A leaf of the tree.
#[derive(Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Text.
    Text {
        /// The innermost voice around it.
        voice: Option<Rc<str>>,
        /// Whether it tells how something is pronounced.
        ruby_text: bool,
        /// The letters.
        text: String,
    },
    /// From here on, what follows is said at this time, in milliseconds.
    Time(u64),
}

/// An object of the tree that can hold others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Object {
    Span(&'static str),
    Voice,
}

/// The spans that end with a tag of their own name and mean nothing here.
const SPANS: [&str; 7] = ["c", "i", "b", "u", "ruby", "rt", "lang"];

impl Object {
    fn is(self, name: &str) -> bool {
        match self {
            Self::Span(own) => own == name,
            Self::Voice => name == "v",
        }
    }
}

/// The objects that are open, from the outermost, the voices' names, and how many ruby texts are among them.
#[derive(Default)]
struct Stack {
    open: Vec<Object>,
    voices: Vec<Rc<str>>,
    ruby_texts: usize,
}

impl Stack {
    fn push(&mut self, object: Object) {
        self.ruby_texts += usize::from(object.is("rt"));
        self.open.push(object);
    }

    fn pop(&mut self) {
        match self.open.pop() {
            Some(Object::Voice) => drop(self.voices.pop()),
            Some(object) => self.ruby_texts -= usize::from(object.is("rt")),
            None => {}
        }
    }

    fn last_is(&self, name: &str) -> bool {
        self.open.last().is_some_and(|o| o.is(name))
    }
}

/// The leaves of a cue's text, in order.
pub fn leaves(input: &str) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let mut stack = Stack::default();
    let mut rest = input;
    while !rest.is_empty() {
        match token(&mut rest) {
            Token::Text(text) => leaves.push(Leaf::Text {
                voice: stack.voices.last().cloned(),
                ruby_text: stack.ruby_texts > 0,
                text,
            }),
            Token::Start { name: "v", note } => {
                stack.voices.push(note.into());
                stack.push(Object::Voice);
            }
            Token::Start { name: "rt", .. } if !stack.last_is("ruby") => {}
            Token::Start { name, .. } => {
                if let Some(span) = SPANS.iter().find(|s| **s == name) {
                    stack.push(Object::Span(span));
                }
            }
            Token::End(name) if stack.last_is(name) => stack.pop(),
            Token::End("ruby") if stack.last_is("rt") => {
                stack.pop();
                stack.pop();
            }
            Token::End(_) => {}
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
