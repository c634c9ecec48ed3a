//! HTML: what is printed of it.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::Prose;

/// Elements whose words are not printed.
const UNSEEN: &[&[u8]] = &[
    b"script",
    b"style",
    b"template",
    b"noscript",
    b"title",
    b"svg",
    b"math",
    b"code",
    b"pre",
    b"textarea",
    b"select",
    b"head",
];

/// Elements that stand in a line.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"big", b"cite", b"del", b"dfn", b"em", b"font", b"i",
    b"ins", b"kbd", b"label", b"mark", b"small", b"span", b"strike", b"strong", b"sub", b"sup",
    b"time", b"tt", b"u", b"var", b"wbr", b"img",
];

pub(super) fn read(source: &str, prose: &mut Prose) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut unseen: Vec<Vec<u8>> = Vec::new();
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) if UNSEEN.contains(&&**tag.name) => {
                if !tag.self_closing {
                    unseen.push(tag.name.to_vec());
                }
            }
            // A body ends a head that nobody closed.
            Token::StartTag(tag) if **tag.name == *b"body" => unseen.clear(),
            Token::StartTag(tag) if unseen.is_empty() => begin(&tag.name, tag.span.start, prose),
            Token::EndTag(tag) => match unseen.iter().rposition(|name| *name == **tag.name) {
                Some(at) => unseen.truncate(at),
                None if unseen.is_empty() => end(&tag.name, tag.span.start, prose),
                None => {}
            },
            Token::String(text) if unseen.is_empty() => {
                let bytes = text.span.start..text.span.end;
                words(
                    source,
                    &String::from_utf8_lossy(&text.value),
                    bytes.start,
                    prose,
                );
            }
            Token::StartTag(_)
            | Token::String(_)
            | Token::Comment(_)
            | Token::Doctype(_)
            | Token::Error(_) => {}
        }
    }
}

fn begin(name: &[u8], at: usize, prose: &mut Prose) {
    match name {
        b"blockquote" => prose.begin_quote(),
        b"q" => prose.push("“", at),
        b"br" => prose.blank(at),
        b"sup" => prose.raise(),
        b"a" => prose.linked = true,
        name if INLINE.contains(&name) => {}
        _ => prose.end_block(),
    }
}

fn end(name: &[u8], at: usize, prose: &mut Prose) {
    match name {
        b"blockquote" => prose.end_quote(),
        b"q" => prose.push("”", at),
        b"sup" => prose.lower(),
        name if INLINE.contains(&name) => {}
        _ => prose.end_block(),
    }
}

/// Letters of which some may be written as character references; blanks and line breaks become one blank.
fn words(source: &str, text: &str, start: usize, prose: &mut Prose) {
    let mut at = start;
    for c in text.chars() {
        let here = source.get(at..).unwrap_or_default();
        let reference = ["&amp;", "&#38;", "&#x26;"]
            .iter()
            .find(|r| here.starts_with(**r));
        let length = match here.strip_prefix(c) {
            Some(_) => reference.map_or(c.len_utf8(), |r| r.len()),
            None if here.starts_with('&') => {
                let ends = |n: &usize| *n < 40;
                here.find(';')
                    .filter(ends)
                    .map_or(1, |semicolon| semicolon + 1)
            }
            None if here.starts_with("\r\n") && c == '\n' => 2,
            None => 0,
        };
        if c.is_ascii_whitespace() {
            prose.blank(at);
        } else {
            prose.push(c.encode_utf8(&mut [0; 4]), at);
        }
        at += length;
    }
}
