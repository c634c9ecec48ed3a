//! Writing YAML scalars so that every letter comes back, whoever reads them.
//!
//! Plain where no program could take the text for anything else, a literal block where that holds it exactly, else double
//! quotes with escapes (YAML 1.2.2, sections 5.7 and 8.1.2).

use std::fmt::Write as _;

use crate::text::clean::is_visible;

/// One line: plain, else in double quotes.
pub fn inline(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Pushes `key: text` in lines of their own, indented by `indent`: a literal block where it holds the text exactly.
pub fn push_text(out: &mut String, indent: &str, key: &str, text: &str) {
    if !fits_literal(text) {
        push(out, format_args!("{indent}{key}: {}\n", quoted(text)));
        return;
    }
    let (chomping, body) = match text.strip_suffix('\n') {
        Some(body) => ("", body),
        None => ("-", text),
    };
    push(out, format_args!("{indent}{key}: |{chomping}\n"));
    for line in body.split('\n') {
        if line.is_empty() {
            out.push('\n');
        } else {
            push(out, format_args!("{indent}  {line}\n"));
        }
    }
}

/// Writes to a string, which cannot fail.
pub fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes every write");
}

/// Double quotes; whatever cannot be seen is an escape.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if is_visible(c) => out.push(c),
            _ if u32::from(c) > 0xffff => push(&mut out, format_args!("\\U{:08X}", u32::from(c))),
            _ if u32::from(c) > 0xff => push(&mut out, format_args!("\\u{:04X}", u32::from(c))),
            _ => push(&mut out, format_args!("\\x{:02X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Letters first and nothing that YAML, 1.1 or 1.2, could read as a number, a boolean, a null, a date or a mark of its own.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let ulid = text.len() == 26
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && text.bytes().filter(u8::is_ascii_uppercase).count() > 2;
    let words = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.'))
        && !WORDS.contains(&text.to_ascii_lowercase().as_str());
    ulid || words || is_utc(text)
}

/// `2026-11-22T18:03:11Z`, which reads better without quotes and is a time to no program that minds.
fn is_utc(text: &str) -> bool {
    let form = b"0000-00-00T00:00:00Z";
    text.len() == form.len()
        && text.bytes().zip(form).all(|(b, f)| match f {
            b'0' => b.is_ascii_digit(),
            _ => b == *f,
        })
}

/// A literal block loses white space at ends and beginnings to editors and parsers; such text goes in quotes.
fn fits_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let first = body.split('\n').next().unwrap_or_default();
    !first.is_empty()
        && !body.ends_with('\n')
        && body.split('\n').all(|line| !line.ends_with([' ', '\t']))
        && !first.starts_with([' ', '\t'])
        && body.split('\n').all(|line| !line.starts_with('\t'))
        && text
            .chars()
            .all(|c| matches!(c, '\n' | '\t') || is_visible(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, "", "text", text);
        out
    }

    #[test]
    fn plain_is_only_what_nobody_takes_for_something_else() {
        for text in [
            "lease",
            "land/swap",
            "Ana Petrov",
            "01JDE8Q2M8ABCDEFGHJKMNPQRS",
            "2026-11-22T18:03:11Z",
        ] {
            assert_eq!(inline(text), text);
        }
        for text in [
            "",
            " a",
            "a ",
            "no",
            "True",
            "1e3",
            "0123",
            "12:30",
            "a: b",
            "a #b",
            "- a",
            "~",
            "[a]",
            "*a",
            "01234567890123456789012345",
        ] {
            assert_eq!(inline(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn a_text_is_a_literal_block_where_that_holds_it_exactly() {
        assert_eq!(text("one\n\n  two\n"), "text: |\n  one\n\n    two\n");
        assert_eq!(text("one: # two"), "text: |-\n  one: # two\n");
        assert_eq!(text("👩‍🚀 ❤️"), "text: |-\n  👩‍🚀 ❤️\n");
        for other in [
            "",
            "\n",
            "a\n\n",
            " a",
            "\ta",
            "a ",
            "a\n \nb",
            "\na",
            "a\r\nb",
            "a\u{2028}b",
            "a\u{1b}b",
            "a\n\tb",
        ] {
            assert!(text(other).starts_with("text: \""), "{other:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_an_escape() {
        assert_eq!(
            quoted("\"\\\t\u{1b}\u{9b}\u{202e}\u{fffe}\u{e0041}é😀"),
            "\"\\\"\\\\\\t\\x1B\\x9B\\u202E\\uFFFE\\U000E0041é😀\""
        );
    }
}
