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
    line("date", day.or(head.published).map(|d| d.iso()));
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
        // The reader's own Markdown stays what it is, but that no HTML acts; the author's comment is the file's.
        let text = match item {
            Item::Note(_) => without_html(&lines(comment)),
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
        if item.comment().is_none() && codes.is_empty() {
            parts.push("mark".to_owned());
        }
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

/// Markdown in which only a web address may stand in angle brackets.
fn without_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let link = from.starts_with("<http://") || from.starts_with("<https://");
        out.push_str(if link { "<" } else { "\\<" });
        rest = &from[1..];
    }
    out + rest
}

/// Clean text whose signs stay signs: those of CommonMark, and of the dialects that give `#`, `==`, `%%`, `^`, `$`, `@`
/// and `{` a meaning of their own (GitHub, Obsidian, pandoc).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Whether only white space, then only digits, stand before this character in its line.
    let (mut blank, mut number) = (true, true);
    let mut before = ' ';
    for c in text.chars() {
        let sign = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '#' | '^'
            | '{' | '}' => true,
            '=' | '%' => blank || before == c,
            '-' | '+' => blank,
            '.' | ')' => number && !blank,
            '@' => !before.is_alphanumeric(),
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(c);
        blank = c == '\n' || blank && c.is_whitespace();
        number = blank || number && c.is_ascii_digit();
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_markdown_without_html() {
        assert_eq!(
            without_html("*a* <https://b.c> <img src=x> 1<2"),
            r"*a* <https://b.c> \<img src=x> 1\<2"
        );
    }

    #[test]
    fn signs_of_markdown_stay_signs() {
        for (text, written) in [
            ("a *b* _c_", r"a \*b\* \_c\_"),
            ("- x", r"\- x"),
            ("a - b", "a - b"),
            ("12. x", r"12\. x"),
            ("in 12. x", "in 12. x"),
            ("a\n1) b\n  # c", "a\n1\\) b\n  \\# c"),
            ("<b>&amp;", r"\<b\>\&amp;"),
            ("a==b 5%% c", r"a=\=b 5%\% c"),
            ("a@b @c [^1]", r"a@b \@c \[\^1\]"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }

    /// What a reader of Markdown makes of it.
    fn rendered(markdown: &str) -> String {
        use pulldown_cmark::{Event, Options, Parser};
        let mut out = String::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::Start(_) | Event::End(_) => {}
                other => out.push_str(&format!("<{other:?}>")),
            }
        }
        out
    }

    proptest::proptest! {
        /// CommonMark, with the extensions of GitHub and others, renders the words as they were.
        #[test]
        fn what_is_rendered_is_what_was_said(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "a", "b ", "1", ".", ")", "-", "+", "*", "_", "`", "#", "=", "~", "|", "$", "^", "<b>", "&amp;", "&",
                    "[", "]", "(", "![", "\\", "{", "}", "@", "%", ":", "http://a.b", "!", "> ", "\"", "é",
                ]),
                0..10,
            )
        ) {
            let words = words.concat();
            let words = format!("x{}", words.trim());
            let written = format!("> {}\n", escaped(&words));
            proptest::prop_assert_eq!(rendered(&written), words.clone(), "{}", written);
            let alone = &words[1..];
            let written = format!("> {}\n", escaped(alone.trim()));
            proptest::prop_assert_eq!(rendered(&written), alone.trim(), "{}", written);
        }
    }
}
