//! Markdown for Obsidian, zk and pandoc: a front matter in YAML, then each passage as a block quote with its citation, and
//! what is said of it.
//!
//! Words are escaped where Markdown (CommonMark 0.31, section 2.4) would take their letters for signs of its own, so that
//! what is rendered is what was said.

use super::format::{Exporter, Takes, Written};
use super::passages::{Group, groups};
use super::work::{Item, Work};
use crate::model::{Outside, OutsideStr, Problem, State};
use crate::store::scalar::{inline, push};
use crate::text::cite::{self, Style, lines};
use crate::text::clean::{Clean, clean};

/// Its row.
pub const MARKDOWN: Exporter = Exporter {
    name: "markdown",
    title: "Markdown",
    about: "quotes and notes with their citations, for Obsidian, zk, pandoc",
    takes: Takes {
        order: true,
        pages: false,
    },
    write,
};

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let mut out = String::new();
    front_matter(&mut out, work);
    let title = &work.transcript.head().title;
    let title = title
        .as_ref()
        .map_or(Clean::ours("Notes"), |t| clean(t.borrow()));
    push(&mut out, format_args!("\n# {}\n", escaped(&title)));
    let groups = groups(work);
    if groups.is_empty() {
        out.push_str("\nNo quotes and no notes.\n");
    }
    for group in &groups {
        write_group(&mut out, work, group);
    }
    Ok(out.into())
}

fn front_matter(out: &mut String, work: &Work<'_>) {
    let (head, calls) = (work.transcript.head(), work.transcript.calls());
    let shown = |text: &Outside| inline(&clean(text.borrow()));
    out.push_str("---\n");
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            push(out, format_args!("{key}: {value}\n"));
        }
    };
    line("title", head.title.as_ref().map(shown));
    let day = match calls {
        [call] => call.date,
        _ => None,
    };
    line("date", day.or(head.published).map(|d| d.to_string()));
    let source = head.source.as_ref();
    line("source", source.and_then(|s| s.name.as_ref()).map(shown));
    line("url", source.and_then(|s| s.url.as_ref()).map(shown));
    line("transcript", work.file.map(inline));
    line("sha256", Some(inline(work.sha256)));
    out.push_str("---\n");
}

fn write_group(out: &mut String, work: &Work<'_>, group: &Group<'_>) {
    push(out, format_args!("\n## {}\n", escaped(&group.heading)));
    for item in &group.items {
        out.push('\n');
        write_item(out, work, *item);
    }
}

fn write_item(out: &mut String, work: &Work<'_>, item: Item<'_>) {
    if let Item::Quote(quote) = item
        && let Some(label) = &quote.label
    {
        push(
            out,
            format_args!("### {}\n\n", escaped(&clean(label.borrow()))),
        );
    }
    match item.passage(work.transcript) {
        Some(passage) => {
            let cited = cite::cite(work.transcript, &passage, &Style::Markdown);
            for line in cited.text.lines() {
                let words = line.strip_prefix('>').unwrap_or(line).trim_start();
                push(
                    out,
                    format_args!("{}\n", format!("> {}", escaped(words)).trim_end()),
                );
            }
        }
        None => kept_words(out, work, item),
    }
    let about = about(item);
    if !about.is_empty() {
        push(out, format_args!("\n{about}\n"));
    }
    if let Some(comment) = item.comment() {
        // The reader's own Markdown stays what it is; the author's comment is the file's.
        let text = match item {
            Item::Note(_) => lines(comment).into_string(),
            Item::Quote(_) => escaped(&lines(comment)),
        };
        push(out, format_args!("\n{}\n", text.trim_end()));
    }
}

/// The words of a note that stands nowhere now, as they were when it was made.
fn kept_words(out: &mut String, work: &Work<'_>, item: Item<'_>) {
    let Item::Note(noted) = item else {
        return;
    };
    let on = escaped(&noted.on(work.transcript));
    for words in noted.words() {
        let words = lines(words.borrow());
        for line in words.lines() {
            push(
                out,
                format_args!("{}\n", format!("> {}", escaped(line)).trim_end()),
            );
        }
        out.push_str(">\n");
    }
    push(out, format_args!("> — {on}\n"));
}

/// `#lease #land/swap · moved 91 % · ana, 2026-11-22`.
fn about(item: Item<'_>) -> String {
    let mut parts = Vec::new();
    let codes: Vec<String> = item
        .codes()
        .iter()
        .map(|c| format!("`{}`", clean(c.borrow()).replace('`', "'")))
        .collect();
    if !codes.is_empty() {
        parts.push(codes.join(" "));
    }
    if let Item::Note(noted) = item {
        let score = match noted.state {
            State::Moved => format!(" {} %", noted.score),
            State::Lost | State::Ambiguous | State::Ok => String::new(),
        };
        parts.extend(noted.state().map(|state| format!("**{state}{score}**")));
        let author = noted
            .note
            .author
            .as_ref()
            .map(|a| escaped(&clean(a.borrow())));
        let day = noted.note.created.raw().get(..10);
        let day = day.map(|d| clean(OutsideStr::new(d)).into_string());
        parts.extend(author.into_iter().chain(day));
    }
    parts.join(" · ")
}

/// Clean text whose signs stay signs.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins = text[..at].trim_start().is_empty();
        let listed = text[..at].trim_start().bytes().all(|b| b.is_ascii_digit()) && !begins;
        let sign = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$'
        ) || begins && matches!(c, '#' | '-' | '+' | '=')
            || listed && matches!(c, '.' | ')');
        if sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
