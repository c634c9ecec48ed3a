//! A turn's words with what is marked in them, and a note's with its links.

use std::collections::BTreeSet;

use super::items::{Items, Mark};
use super::markup::{Markup, trimmed};
use crate::model::OutsideStr;
use crate::text::brackets::brackets;
use crate::text::clean::glyphs_in;
use crate::text::links::{Link, links};

/// The words of a turn's text or original. Where marks overlap, each piece says all that it belongs to.
pub fn write(page: &mut Markup, text: OutsideStr<'_>, marks: &[&Mark], items: &Items<'_>) {
    let brackets = brackets(text);
    let mut edges: Vec<usize> = brackets
        .iter()
        .chain(marks.iter().map(|m| &m.bytes))
        .flat_map(|range| [range.start, range.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut edges = edges.into_iter().peekable();
    let mut open = Open::default();
    let mut begun = vec![false; marks.len()];
    let mut ended = vec![false; marks.len()];
    for glyph in trimmed(text) {
        let at = glyph.bytes.start;
        let mut changes = false;
        while edges.next_if(|edge| *edge <= at).is_some() {
            changes = true;
        }
        if changes {
            open.close(page);
            end(page, marks, &mut ended, at, items);
            for (mark, begun) in marks.iter().zip(&mut begun) {
                if mark.first && !*begun && mark.bytes.start <= at {
                    *begun = true;
                    let id = items.all[mark.of].id();
                    page.format(format_args!("<span class=\"at\" id=\"w{id}\"></span>"));
                }
            }
            let inside = marks.iter().filter(|m| m.bytes.contains(&at));
            open = Open {
                classes: inside.map(|m| items.all[m.of].letter()).collect(),
                bracket: brackets.iter().any(|b| b.contains(&at)),
            };
            open.open(page);
        }
        page.glyph(&glyph);
    }
    open.close(page);
    end(page, marks, &mut ended, usize::MAX, items);
}

/// The numbers of the quotes and notes that end by here, each a link to its card.
fn end(page: &mut Markup, marks: &[&Mark], ended: &mut [bool], at: usize, items: &Items<'_>) {
    for (mark, ended) in marks.iter().zip(ended) {
        if *ended || mark.bytes.end > at {
            continue;
        }
        *ended = true;
        if mark.last {
            let shown = &items.all[mark.of];
            let (id, letter, name) = (shown.id(), shown.letter(), shown.name());
            page.format(format_args!(
                "<a class=\"ref {letter}\" href=\"#{id}\" aria-label=\"{name}\">{}</a>",
                shown.number
            ));
        }
    }
}

/// The elements that are open.
#[derive(Default)]
struct Open {
    classes: BTreeSet<char>,
    bracket: bool,
}

impl Open {
    fn open(&self, page: &mut Markup) {
        if !self.classes.is_empty() {
            let classes: Vec<String> = self.classes.iter().map(char::to_string).collect();
            page.format(format_args!("<mark class=\"{}\">", classes.join(" ")));
        }
        if self.bracket {
            page.raw("<span class=\"bracket\">");
        }
    }

    fn close(&self, page: &mut Markup) {
        if self.bracket {
            page.raw("</span>");
        }
        if !self.classes.is_empty() {
            page.raw("</mark>");
        }
    }
}

/// A note's text; what `leads` knows the element of is a link to it.
pub fn note(page: &mut Markup, text: OutsideStr<'_>, leads: &dyn Fn(&Link) -> Option<String>) {
    let piece = |page: &mut Markup, from: usize, to: usize| {
        for glyph in glyphs_in(text, from..to) {
            page.glyph(&glyph);
        }
    };
    let mut from = 0;
    for link in links(text) {
        let Some(id) = leads(&link) else { continue };
        piece(page, from, link.bytes.start);
        page.format(format_args!("<a href=\"#{id}\">"));
        piece(page, link.bytes.start, link.bytes.end);
        page.raw("</a>");
        from = link.bytes.end;
    }
    piece(page, from, text.raw().trim_end().len().max(from));
}
