//! Quotes and notes as cards: in the margin beside their turn, or in a list where they have no place.

use super::Page;
use super::markup::{Markup, escaped};
use super::words;
use crate::model::{CallIndex, Outside, OutsideStr, State};
use crate::store::export::work::Item;
use crate::text::cite::lines;
use crate::text::clean::clean;
use crate::text::links::Link;

/// The cards beside a turn, whose element has this id.
pub fn beside(out: &mut Markup, page: &Page<'_>, cards: &[usize], turn: &str) {
    if cards.is_empty() {
        return;
    }
    out.raw("<div class=\"margin\">\n");
    for of in cards {
        let words = page.items.has_words(*of);
        let to = if words {
            format!("w{}", page.items.all[*of].id())
        } else {
            turn.to_owned()
        };
        card(out, page, *of, Some(&to));
    }
    out.raw("</div>\n");
}

/// The quotes and notes whose words are gone, or that are on no words of this page.
pub fn unplaced(out: &mut Markup, page: &Page<'_>) {
    if page.items.unplaced.is_empty() {
        return;
    }
    out.raw("<section class=\"unplaced\" aria-labelledby=\"unplaced\">\n<h2 id=\"unplaced\">Without a place in the words</h2>\n");
    for of in &page.items.unplaced {
        card(out, page, *of, None);
    }
    out.raw("</section>\n");
}

fn card(out: &mut Markup, page: &Page<'_>, of: usize, to: Option<&str>) {
    let shown = &page.items.all[of];
    let (id, letter, name) = (shown.id(), shown.letter(), shown.name());
    out.format(format_args!(
        "<div class=\"card {letter}\" id=\"{id}\" role=\"note\" aria-label=\"{name}\">\n<p class=\"card-head\">"
    ));
    let (sign, number) = (shown.sign(), shown.number);
    let hidden = format!("<span aria-hidden=\"true\">{sign} </span>{number}");
    match to {
        Some(to) => out.format(format_args!(
            "<a class=\"back\" href=\"#{to}\" aria-label=\"{name}, to its words\">{hidden}</a>"
        )),
        None => out.format(format_args!(
            "<a class=\"back\" href=\"#{id}\" aria-label=\"{name}\">{hidden}</a>"
        )),
    }
    if let Item::Note(noted) = shown.item {
        state(out, noted.state, noted.score);
    }
    match shown.item {
        Item::Note(_) if shown.item.comment().is_none() => {
            out.raw(" <span class=\"kind\">mark</span>");
        }
        Item::Quote(_) => out.raw(" <span class=\"kind\">quote</span>"),
        Item::Note(_) => {}
    }
    for code in shown.item.codes() {
        out.format(format_args!(
            " <span class=\"code\">{}</span>",
            escaped(&clean(code.borrow()))
        ));
    }
    out.raw("</p>\n");
    body(out, page, of, to.is_some());
    out.raw("</div>\n");
}

fn state(out: &mut Markup, state: State, score: u8) {
    match state {
        State::Ok => {}
        State::Moved => out.format(format_args!(
            " <span class=\"state moved\">moved, {score} % alike</span>"
        )),
        State::Ambiguous => out.raw(" <span class=\"state lost\">AMBIGUOUS</span>"),
        State::Lost => out.raw(" <span class=\"state lost\">LOST</span>"),
    }
}

fn body(out: &mut Markup, page: &Page<'_>, of: usize, placed: bool) {
    match page.items.all[of].item {
        Item::Quote(quote) => {
            if let Some(label) = &quote.label {
                paragraph(out, "label", label.borrow());
            }
            if !placed {
                paragraph(out, "kept", quote.text.borrow());
            }
            if let Some(comment) = &quote.comment {
                paragraph(out, "text", comment.borrow());
            }
        }
        Item::Note(noted) => {
            let changed = noted.state == State::Moved;
            if !placed {
                let on = noted.on(page.work.transcript);
                // These words came through the door already; nothing is lost by passing it twice.
                paragraph(out, "on", OutsideStr::new(&on));
            }
            for words in noted.words().into_iter().filter(|_| !placed || changed) {
                paragraph(out, "kept", words.borrow());
            }
            if let Some(text) = shown_text(noted.note.text.borrow()) {
                out.raw("<p class=\"text\" dir=\"auto\">");
                words::note(out, text, &|link| {
                    leads(page, noted.call(page.work.transcript), link)
                });
                out.raw("</p>\n");
            }
            signed(out, noted.note.author.as_ref(), &noted.note.created);
        }
    }
}

fn shown_text(text: OutsideStr<'_>) -> Option<OutsideStr<'_>> {
    (!text.is_blank()).then_some(text)
}

fn leads(page: &Page<'_>, own: Option<CallIndex>, link: &Link) -> Option<String> {
    let transcript = page.work.transcript;
    let call = match &link.call {
        Some(id) => {
            let at = transcript.calls().iter().position(|c| c.id == *id)?;
            CallIndex(u32::try_from(at).ok()?)
        }
        None => own?,
    };
    let entry = transcript.find_turn(call, link.turn)?;
    page.id_of(entry)
}

/// Who wrote it and on which day.
fn signed(out: &mut Markup, author: Option<&Outside>, created: &Outside) {
    let day = created.raw().get(..10).map(OutsideStr::new);
    let parts = [author.map(Outside::borrow), day];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|t| !t.is_blank())
        .map(|t| escaped(&clean(t)))
        .collect();
    if !parts.is_empty() {
        out.format(format_args!(
            "<p class=\"signed\">{}</p>\n",
            parts.join(" · ")
        ));
    }
}

fn paragraph(out: &mut Markup, class: &'static str, text: OutsideStr<'_>) {
    out.format(format_args!("<p class=\"{class}\" dir=\"auto\">"));
    out.text(&lines(text));
    out.raw("</p>\n");
}
