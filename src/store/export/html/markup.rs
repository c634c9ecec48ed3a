//! HTML as it is written: outside text goes through the door first, and then stays text.

use crate::model::OutsideStr;
use crate::text::clean::{Clean, Glyph, clean, glyphs};

/// A page as it grows. What is ours is pushed as it is; what is clean is escaped.
#[derive(Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// Markup of our own.
    pub fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Markup of our own around numbers and what [`escaped`] gave.
    pub fn format(&mut self, markup: std::fmt::Arguments<'_>) {
        self.0.push_str(&markup.to_string());
    }

    /// Clean text.
    pub fn text(&mut self, text: &Clean) {
        self.0.push_str(&escaped(text));
    }

    /// Outside text on one line.
    pub fn line(&mut self, text: OutsideStr<'_>) {
        self.text(&clean(text));
    }

    /// What stands for a glyph; a line break is one.
    pub fn glyph(&mut self, glyph: &Glyph<'_>) {
        if glyph.breaks {
            self.0.push('\n');
        } else {
            push_escaped(&mut self.0, &glyph.shown);
        }
    }

    /// Another piece of markup.
    pub fn push(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Clean text for the inside of elements and of attributes in double quotes.
pub fn escaped(text: &Clean) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Adds clean text, or a glyph as it is shown, in which nothing is HTML's.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// ` lang="de"`, where it is the form of a language tag (BCP 47); else nothing.
pub fn lang(language: Option<OutsideStr<'_>>) -> String {
    let form = |tag: &&str| {
        (2..=35).contains(&tag.len())
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && tag.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let tag = language.map(|l| l.raw()).filter(form);
    tag.map_or(String::new(), |tag| format!(" lang=\"{tag}\""))
}

/// A web address that may be a link: `http` or `https`, and nothing in it that the door would show otherwise.
pub fn address(url: OutsideStr<'_>) -> Option<String> {
    let raw = url.raw();
    let scheme = ["http://", "https://"].iter().any(|scheme| {
        raw.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    });
    let shown = clean(url);
    let plain = scheme && shown.as_str() == raw && !raw.contains(char::is_whitespace);
    plain.then(|| escaped(&shown))
}

/// The glyphs of a text between the white space at its ends.
pub fn trimmed(text: OutsideStr<'_>) -> impl Iterator<Item = Glyph<'_>> {
    let raw = text.raw();
    let from = raw.len() - raw.trim_start().len();
    let to = raw.trim_end().len();
    glyphs(text).filter(move |g| g.bytes.end > from && g.bytes.start < to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut page = Markup::default();
        page.line(OutsideStr::new("<b a='1\"'>&\u{1b}\u{202e}"));
        let shown = "&lt;b a=&#39;1&quot;&#39;&gt;&amp;␛⟨U+202E⟩";
        assert_eq!(page.into_string(), shown);
    }

    #[test]
    fn only_web_addresses_are_links() {
        for (url, good) in [
            ("https://example.org/a?b=c&d", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            (" https://example.org", false),
            ("https://exa\u{202e}mple.org", false),
            ("https://e/ onload=x", false),
            ("//example.org", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(address(OutsideStr::new(url)).is_some(), good, "{url}");
        }
    }

    #[test]
    fn a_language_is_one_by_its_form() {
        let of = |tag| lang(Some(OutsideStr::new(tag)));
        assert_eq!(of("pt-BR"), " lang=\"pt-BR\"");
        for tag in ["", "x", "a\" onload=\"", "1e", "de de"] {
            assert_eq!(of(tag), "");
        }
    }
}
