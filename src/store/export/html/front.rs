//! What stands before and after the words: title, source, who disputes it, how to read the page, remarks, the file.

use super::Page;
use super::markup::{Markup, address, escaped, lang};
use crate::model::{Dispute, Head, Outside, OutsideStr, RemarkKind, Source};
use crate::text::cite::lines;
use crate::text::clean::{Clean, clean};
use crate::text::front;

/// The page's head.
pub fn head(out: &mut Markup, page: &Page<'_>, title: &Clean) {
    let head = page.work.transcript.head();
    let language = lang(head.language.as_ref().map(Outside::borrow));
    out.format(format_args!(
        "<header>\n<h1 dir=\"auto\"{language}>{}</h1>\n",
        escaped(title)
    ));
    if let Some(summary) = &head.summary {
        out.format(format_args!("<p class=\"summary\" dir=\"auto\"{language}>"));
        out.text(&lines(summary.borrow()));
        out.raw("</p>\n");
    }
    facts(out, head);
    disputes(out, &head.disputed);
    legend(out);
    out.raw("</header>\n");
}

fn facts(out: &mut Markup, head: &Head) {
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let shown = |text: &Outside| escaped(&clean(text.borrow()));
    facts.extend(head.source.as_ref().map(|s| ("Source", source(s))));
    facts.extend(head.published.map(|d| ("Published", d.to_string())));
    let media: Vec<String> = head.media.iter().map(shown).collect();
    facts.push(("Media", media.join(", ")));
    facts.extend(head.via.as_ref().map(|v| ("As quoted by", shown(v))));
    facts.retain(|(_, value)| !value.is_empty());
    if facts.is_empty() {
        return;
    }
    out.raw("<dl class=\"facts\">\n");
    for (label, value) in facts {
        out.format(format_args!(
            "<div><dt>{label}</dt> <dd>{value}</dd></div>\n"
        ));
    }
    out.raw("</dl>\n");
}

fn source(source: &Source) -> String {
    let shown = |text: &Outside| escaped(&clean(text.borrow()));
    let url = source.url.as_ref();
    let link = url.map(|url| match address(url.borrow()) {
        Some(href) => format!("<a href=\"{href}\" rel=\"noreferrer noopener\">{href}</a>"),
        None => shown(url),
    });
    let parts = [
        source.name.as_ref().map(shown),
        source.date.map(|d| d.to_string()),
        link,
        source.note.as_ref().map(shown),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// Who says what against it.
pub fn disputes(out: &mut Markup, disputes: &[Dispute]) {
    if disputes.is_empty() {
        return;
    }
    out.raw("<div class=\"disputed\" role=\"note\" aria-label=\"Disputed\"><strong>Disputed</strong>\n<ul>\n");
    for dispute in disputes {
        out.format(format_args!(
            "<li dir=\"auto\">{}</li>\n",
            escaped(&front::dispute(dispute))
        ));
    }
    out.raw("</ul></div>\n");
}

/// What looks different and why.
fn legend(out: &mut Markup) {
    out.raw(
        "<details class=\"legend\">\n<summary>How to read this page</summary>\n<ul>\n\
        <li><span class=\"key verbatim\">a plain line</span> beside words as they were spoken</li>\n\
        <li><span class=\"key translation\">a double line</span> beside a translation of them</li>\n\
        <li><span class=\"key paraphrase\">a dashed line</span> beside a paraphrase: somebody else’s words</li>\n\
        <li><span class=\"bracket\">[inaudible]</span> in the words is the transcriber’s, not the speaker’s</li>\n\
        <li>* something that happened</li>\n<li>~~ a gap ~~</li>\n<li>» a remark, and whose</li>\n\
        <li><mark class=\"q\">a quote</mark> ◆ that the transcript’s author highlighted</li>\n\
        <li><mark class=\"n\">words</mark> ✎ with a reader’s note in the margin</li>\n\
        </ul>\n<p>The line has the speaker’s colour, which is that of the bars of the timeline; a bar leads to its turn. \
        Turns are numbered from 1 in each call, and nothing renumbers them.</p>\n</details>\n",
    );
}

/// The calls, and all quotes and notes.
pub fn index(out: &mut Markup, page: &Page<'_>) {
    let calls = page.calls();
    if calls.len() > 1 {
        out.raw("<nav aria-label=\"Calls\">\n<ol class=\"calls\">\n");
        for call in calls {
            let (number, title) = (call.0 + 1, front::call_title(page.work.transcript, call));
            out.format(format_args!(
                "<li value=\"{number}\"><a href=\"#c{number}\" dir=\"auto\">{}</a></li>\n",
                escaped(&title)
            ));
        }
        out.raw("</ol>\n</nav>\n");
    }
    let count = page.items.all.len();
    if count == 0 {
        return;
    }
    let words = if count == 1 {
        "One quote or note"
    } else {
        "All quotes and notes"
    };
    out.format(format_args!(
        "<nav aria-label=\"Quotes and notes\">\n<details class=\"index\">\n<summary>{words} ({count})</summary>\n<ul>\n"
    ));
    for shown in &page.items.all {
        // Clean since it was cut; passing the door again changes nothing.
        let gist = clean(OutsideStr::new(&shown.gist()));
        out.format(format_args!(
            "<li><a href=\"#{}\">{}<span aria-hidden=\"true\"> {}</span></a> <span dir=\"auto\">{}</span></li>\n",
            shown.id(),
            shown.name(),
            shown.sign(),
            escaped(&gist)
        ));
    }
    out.raw("</ul>\n</details>\n</nav>\n");
}

/// The remarks on the whole.
pub fn remarks(out: &mut Markup, page: &Page<'_>) {
    let remarks = page.work.transcript.remarks();
    if remarks.is_empty() || page.work.filter.call.is_some() {
        return;
    }
    out.raw("<section class=\"remarks\" aria-labelledby=\"remarks\">\n<h2 id=\"remarks\">About this transcript</h2>\n");
    for remark in remarks {
        let kind = match remark.kind {
            RemarkKind::Comment => "Comment",
            RemarkKind::Assessment => "Assessment",
            RemarkKind::Question => "Question",
        };
        let by = remark.by.as_ref();
        let by = by.map_or(String::new(), |by| {
            format!(", {}", escaped(&clean(by.borrow())))
        });
        out.format(format_args!(
            "<p dir=\"auto\"><strong>{kind}{by}:</strong> "
        ));
        out.text(&lines(remark.text.borrow()));
        out.raw("</p>\n");
    }
    out.raw("</section>\n");
}

/// What it was made from.
pub fn foot(out: &mut Markup, page: &Page<'_>) {
    out.raw("<footer>\n<p>");
    if let Some(file) = page.work.file {
        out.raw("Made from ");
        out.line(OutsideStr::new(file));
        out.raw(" · ");
    }
    out.format(format_args!(
        "SHA-256 <span class=\"hash\">{}</span></p>\n</footer>\n",
        escaped(&clean(OutsideStr::new(page.work.sha256)))
    ));
}
