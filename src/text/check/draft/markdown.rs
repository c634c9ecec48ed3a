//! Markdown: what is printed of it, without code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::Prose;

pub(super) fn read(source: &str, prose: &mut Prose) {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    // What is fenced is code; what is only indented may be a paragraph that somebody pushed in.
    let mut fenced = false;
    let mut numbered = false;
    for (event, bytes) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => prose.begin_quote(),
            Event::End(TagEnd::BlockQuote(_)) => prose.end_quote(),
            Event::Start(Tag::CodeBlock(kind)) => {
                prose.end_block();
                fenced = matches!(kind, CodeBlockKind::Fenced(_));
            }
            Event::End(TagEnd::CodeBlock) => {
                prose.end_block();
                fenced = false;
            }
            Event::Text(text) if !fenced => words(source, &text, &bytes, prose),
            Event::Code(text) => {
                let unmarked = text.replace(['"', '\'', '“', '”', '‘', '’', '«', '»'], " ");
                prose.push(&unmarked, bytes.start);
            }
            // `[1]` that leads to where it is defined.
            Event::Start(Tag::Link { .. }) => {
                let written = source.get(bytes.clone()).unwrap_or_default();
                if prose.raised.is_none() && is_number(written) {
                    prose.raise();
                    numbered = true;
                }
                prose.linked = true;
            }
            Event::End(TagEnd::Link) if numbered => {
                prose.lower();
                numbered = false;
            }
            Event::InlineHtml(tag) if tag.eq_ignore_ascii_case("<sup>") => prose.raise(),
            Event::InlineHtml(tag) if tag.eq_ignore_ascii_case("</sup>") => prose.lower(),
            Event::InlineHtml(tag) if tag.starts_with("<a ") => prose.linked = true,
            Event::SoftBreak | Event::HardBreak => prose.blank(bytes.start),
            Event::Start(tag) if stands_alone(&tag) => prose.end_block(),
            Event::End(tag) if ends_alone(tag) => prose.end_block(),
            Event::Rule => prose.end_block(),
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
}

/// `[1]`, or `[1][note]`.
fn is_number(written: &str) -> bool {
    let inner = written.strip_prefix('[').and_then(|w| w.split_once(']'));
    inner.is_some_and(|(inner, _)| !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit()))
}

/// Letters that may be written as a character reference.
fn words(source: &str, text: &str, bytes: &Range<usize>, prose: &mut Prose) {
    if text.contains('\n') {
        // An indented block comes as it is, with its line breaks.
        let mut at = bytes.start;
        for line in text.split_inclusive('\n') {
            prose.push(line.trim_end(), at);
            at += line.len();
            prose.blank(at);
        }
    } else if source.get(bytes.clone()) == Some(text) {
        prose.push(text, bytes.start);
    } else {
        for c in text.chars() {
            prose.push(c.encode_utf8(&mut [0; 4]), bytes.start);
        }
    }
}

fn stands_alone(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::TableCell
            | Tag::FootnoteDefinition(_)
            | Tag::HtmlBlock
            | Tag::List(_)
    )
}

fn ends_alone(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
    )
}
