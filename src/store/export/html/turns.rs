//! A call's turns, and what stands between them.

use super::markup::{Markup, escaped, lang};
use super::{Page, cards, colour, front, timeline, turn_id, words};
use crate::model::{
    AsideKind, AsideRef, CallIndex, EntryRef, Fidelity, Layer, Outside, OutsideStr, SpeakerIndex,
    TurnRef,
};
use crate::text::cite::lines;
use crate::text::clean::clean;
use crate::text::front::{call_title, facts};

/// A call: its title, what is said of it, its timeline, its turns.
pub fn call(out: &mut Markup, page: &Page<'_>, index: CallIndex) {
    let transcript = page.work.transcript;
    let (call, number) = (transcript.call(index), index.0 + 1);
    out.format(format_args!(
        "<section class=\"call\" id=\"c{number}\" aria-labelledby=\"c{number}h\">\n<h2 id=\"c{number}h\" dir=\"auto\">{}</h2>\n",
        escaped(&call_title(transcript, index))
    ));
    let facts: Vec<String> = facts(transcript.head(), call).iter().map(escaped).collect();
    if !facts.is_empty() {
        out.format(format_args!(
            "<p class=\"facts\">{}</p>\n",
            facts.join(" · ")
        ));
    }
    front::disputes(out, &call.disputed);
    timeline::write(out, page, index);
    for entry in page.entries.iter().filter(|e| e.call() == index) {
        match entry {
            EntryRef::Turn(given) => turn(out, page, *given),
            EntryRef::Aside(given) => aside(out, *given),
        }
    }
    out.raw("</section>\n");
}

fn turn(out: &mut Markup, page: &Page<'_>, turn: TurnRef<'_>) {
    let id = turn_id(turn.call(), turn.number().0);
    let fidelity = page.work.transcript.fidelity(turn);
    let class = match fidelity {
        Fidelity::Verbatim => "verbatim",
        Fidelity::Translation => "translation",
        Fidelity::Paraphrase => "paraphrase",
    };
    out.format(format_args!(
        "<article class=\"turn {class} {}\" id=\"{id}\" aria-labelledby=\"{id}h\">\n<div class=\"said\">\n",
        colour(turn.speaker())
    ));
    heading(out, page, turn, &id);
    let [spoken, written] = languages(page, turn);
    let (text, original) = match fidelity {
        // Words as they were spoken are in the language that was spoken.
        Fidelity::Verbatim => (spoken, spoken),
        Fidelity::Translation | Fidelity::Paraphrase => (written, spoken),
    };
    layer(out, page, turn, Layer::Text, &lang(text));
    if turn.original().is_some() {
        layer(out, page, turn, Layer::Original, &lang(original));
    }
    out.raw("</div>\n");
    cards::beside(out, page, page.items.beside(turn.index()), &id);
    out.raw("</article>\n");
}

/// The language that was spoken, and that of the transcript.
fn languages<'a>(page: &'a Page<'_>, turn: TurnRef<'_>) -> [Option<OutsideStr<'a>>; 2] {
    let transcript = page.work.transcript;
    let call = transcript.call(turn.call()).language.as_ref();
    let whole = transcript.head().language.as_ref();
    [call.or(whole), whole].map(|l| l.map(Outside::borrow))
}

/// `3 AP Ana Petrov to Ben Ott · laughing · translation · 0:03–0:09.5 · page 3, line 14`.
fn heading(out: &mut Markup, page: &Page<'_>, turn: TurnRef<'_>, id: &str) {
    let speaker = |index: SpeakerIndex| page.work.transcript.speaker(index);
    let name = |index| escaped(&clean(speaker(index).name.borrow()));
    let number = turn.number();
    out.format(format_args!(
        "<h3 id=\"{id}h\"><a class=\"number\" href=\"#{id}\" tabindex=\"-1\"><span class=\"unseen\">Turn </span>{number}</a><span class=\"unseen\">: </span> \
        <span class=\"chip\" aria-hidden=\"true\">{}</span> <span class=\"name\" dir=\"auto\">{}</span>",
        escaped(&clean(speaker(turn.speaker()).initials.borrow())),
        name(turn.speaker())
    ));
    let to: Vec<String> = turn.to().iter().map(|s| name(*s)).collect();
    if !to.is_empty() {
        out.format(format_args!(
            " <span class=\"more\">to {}</span>",
            to.join(", ")
        ));
    }
    for more in about(page, turn) {
        out.format(format_args!(" <span class=\"more\">{more}</span>"));
    }
    out.raw("</h3>\n");
}

/// What else is said of a turn, as markup.
fn about(page: &Page<'_>, turn: TurnRef<'_>) -> Vec<String> {
    let mut about: Vec<String> = Vec::new();
    let shown = |text: OutsideStr<'_>| escaped(&clean(text));
    about.extend(turn.manner().map(|m| format!("<i>{}</i>", shown(m))));
    about.extend(match page.work.transcript.fidelity(turn) {
        Fidelity::Verbatim => None,
        Fidelity::Translation => Some("<b>translation</b>".to_owned()),
        Fidelity::Paraphrase => Some("<b>paraphrase</b>".to_owned()),
    });
    about.extend(
        turn.stated_via()
            .map(|v| format!("as quoted by {}", shown(v))),
    );
    about.extend(match (turn.start(), turn.end()) {
        (None, _) => None,
        (Some(start), None) => Some(start.to_string()),
        (Some(start), Some(end)) => Some(format!("{start}–{end}")),
    });
    about.extend(turn.page().map(|page| match turn.line() {
        Some(line) => format!("page {page}, line {line}"),
        None => format!("page {page}"),
    }));
    about
}

fn layer(out: &mut Markup, page: &Page<'_>, turn: TurnRef<'_>, layer: Layer, lang: &str) {
    let class = match layer {
        Layer::Text => "words",
        Layer::Original => "words original",
    };
    out.format(format_args!("<p class=\"{class}\" dir=\"auto\"{lang}>"));
    if layer == Layer::Original {
        out.raw("<span class=\"unseen\" lang=\"en\">In the original: </span>");
    }
    let marks = page.items.marks(turn.index(), layer);
    words::write(out, turn.layer(layer), &marks, &page.items);
    out.raw("</p>\n");
}

fn aside(out: &mut Markup, aside: AsideRef<'_>) {
    let text = escaped(&lines(aside.text()));
    let by = aside.by().map(|by| escaped(&clean(by)));
    let by = by.map_or(String::new(), |by| {
        format!(" <span class=\"by\">— {by}</span>")
    });
    let (class, before, after) = match aside.kind() {
        AsideKind::Event => (
            "event",
            "<span class=\"unseen\">Event: </span><span aria-hidden=\"true\">* </span>",
            "",
        ),
        AsideKind::Gap => ("gap", "<span class=\"unseen\">Gap: </span>~~ ", " ~~"),
        AsideKind::Remark => (
            "remark",
            "<span class=\"unseen\">Remark: </span><span aria-hidden=\"true\">» </span>",
            "",
        ),
    };
    out.format(format_args!(
        "<p class=\"aside {class}\" dir=\"auto\">{before}{text}{after}{by}</p>\n"
    ));
}
