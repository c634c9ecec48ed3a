//! The HTML of Podcasting 2.0 (podcast-namespace, transcripts, "HTML"): `<cite>` who speaks, `<time>` when, `<p>` the words.
//!
//! A paragraph with neither before it goes on with the turn before. Inside a paragraph that has begun, `<cite>` and `<time>`
//! are words like others, but for a `<cite>` that ends with a colon: there a `</p>` is missing. White space is collapsed as HTML does it (WHATWG HTML, section 4.4.1 and CSS Text 3).

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use super::format::{Given, Importer, Likeness};
use super::found::{Cue, Cut, Found, Piece};
use super::times;
use crate::model::{Problem, Time};

/// Its row.
pub const PODCAST_HTML: Importer = Importer {
    name: "podcast-html",
    title: "Podcasting 2.0 HTML",
    about: "`<cite>`, `<time>` and `<p>` of an episode",
    endings: &["html", "htm"],
    likeness,
    read,
};

fn likeness(given: &Given<'_>) -> Likeness {
    let text = given.text().trim_start();
    if !text.starts_with('<') {
        return Likeness::No;
    }
    let has = |tag: &str| {
        let mut tags = memchr::memchr_iter(b'<', text.as_bytes());
        tags.any(|at| {
            let after = text.as_bytes()[at + 1..].get(..tag.len());
            after.is_some_and(|name| name.eq_ignore_ascii_case(tag.as_bytes()))
        })
    };
    match (has("cite"), has("html") || has("p>")) {
        (true, _) => Likeness::Sure,
        (false, true) => Likeness::Maybe,
        (false, false) => Likeness::No,
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page::new(given.text());
    for token in Tokenizer::new_with_emitter(given.text(), emitter) {
        let Ok(token) = token;
        page.take(token);
    }
    page.end();
    if page.turns == 0 {
        return Err(Problem::new(
            "has no turns as Podcasting 2.0 writes them: `<cite>`, `<time>`, `<p>`",
        )
        .hint("save the words of the page as text, with `Name: ` before each turn"));
    }
    Ok(page.found)
}

/// What the text that comes next is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Of no turn.
    Outside,
    Name,
    Time,
    Paragraph,
    Title,
    /// Nothing that is read.
    Hidden,
}

/// A page as it is read.
struct Page<'a> {
    source: &'a str,
    /// Bytes of the source of which the lines are counted, and how many lines end in them.
    counted: (usize, usize),
    found: Found,
    part: Part,
    text: String,
    /// The line in which the text begins.
    line: usize,
    speaker: Option<String>,
    start: Option<Time>,
    /// Whether a name or a time stands before the next paragraph.
    begins: bool,
    /// Whether the name or time that is read stands in a paragraph, before its words.
    inside: bool,
    /// Where in the words of a paragraph a `<cite>` begins (bytes).
    cited: Option<usize>,
    /// Names and times that were found.
    turns: usize,
}

impl<'a> Page<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            counted: (0, 0),
            found: Found::new(Cut::Turns, "paragraph"),
            part: Part::Outside,
            text: String::new(),
            line: 1,
            speaker: None,
            start: None,
            begins: true,
            inside: false,
            cited: None,
            turns: 0,
        }
    }

    fn take(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.open(&tag),
            Token::EndTag(tag) => self.close(&tag.name),
            Token::String(text) => {
                let letters = String::from_utf8_lossy(&text.value);
                if self.text.trim().is_empty() {
                    let blank = letters.len() - letters.trim_start().len();
                    self.line = self.line_of(text.span.start + blank);
                }
                self.text.push_str(&letters);
            }
            Token::Comment(comment) => {
                let line = self.line_of(comment.span.start);
                self.found.leave_out("comment", Some(line));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let in_words = self.part == Part::Paragraph && !self.text.trim().is_empty();
        let part = match &*tag.name.0 {
            b"cite" if in_words => return self.cited = Some(self.text.len()),
            b"cite" => Part::Name,
            b"time" if !in_words => Part::Time,
            b"title" | b"h1" if self.part != Part::Paragraph => Part::Title,
            b"script" | b"style" | b"template" => {
                let line = self.line_of(tag.span.start);
                self.found
                    .leave_out("script or style|scripts or styles", Some(line));
                Part::Hidden
            }
            b"p" => Part::Paragraph,
            b"br" => return self.text.push(' '),
            b"html" => return self.language(tag),
            _ => return,
        };
        if self.part == Part::Paragraph && matches!(part, Part::Name | Part::Time) {
            self.inside = true;
            self.text.clear();
        } else {
            self.end();
        }
        self.part = part;
    }

    fn close(&mut self, name: &HtmlString) {
        if let (b"cite", Some(at)) = (&*name.0, self.cited.take()) {
            return self.cite_in_words(at);
        }
        let closed = matches!(
            (&*name.0, self.part),
            (b"cite", Part::Name)
                | (b"time", Part::Time)
                | (b"p", Part::Paragraph)
                | (b"title" | b"h1", Part::Title)
                | (b"script" | b"style" | b"template", Part::Hidden)
                | (b"body" | b"html", _)
        );
        if closed {
            self.end();
        }
        if closed && std::mem::take(&mut self.inside) {
            self.part = Part::Paragraph;
        }
    }

    /// Ends the paragraph before a `<cite>` that is a speaker's name.
    fn cite_in_words(&mut self, at: usize) {
        let name = self.text[at..].trim();
        if name.is_empty() || name.ends_with([':', '\u{ff1a}']) {
            let name = self.text.split_off(at);
            self.end();
            (self.part, self.text) = (Part::Name, name);
            self.end();
        }
    }

    fn language(&mut self, tag: &StartTag<usize>) {
        let language = tag.attributes.get(&b"lang"[..]);
        let language = language.map(|l| String::from_utf8_lossy(&l.value).trim().to_owned());
        self.found.language = language.filter(|l| !l.is_empty());
    }

    /// Ends the part that is open.
    fn end(&mut self) {
        self.cited = None;
        let text = collapsed(&std::mem::take(&mut self.text));
        match std::mem::replace(&mut self.part, Part::Outside) {
            Part::Hidden => {}
            Part::Title if self.found.title.is_none() => self.found.title = Some(text),
            Part::Title | Part::Outside if !text.is_empty() => {
                self.found.leave_out(
                    "text outside of the turns|texts outside of the turns",
                    Some(self.line),
                );
            }
            Part::Title | Part::Outside => {}
            Part::Name => {
                let name = text.trim_end_matches([':', '\u{ff1a}']).trim_end();
                self.speaker = (!name.is_empty()).then(|| name.to_owned());
                (self.start, self.begins) = (None, true);
                self.turns += 1;
            }
            Part::Time => {
                self.start = times::usual(&text);
                if self.start.is_none() && !text.is_empty() {
                    self.found.leave_out("time that is none", Some(self.line));
                }
                self.begins = true;
                self.turns += 1;
            }
            Part::Paragraph => self.paragraph(text),
        }
    }

    fn paragraph(&mut self, text: String) {
        self.found.units += 1;
        let goes_on = !self.begins && !text.is_empty();
        match self.found.pieces.last_mut() {
            Some(Piece::Cue(cue)) if goes_on => {
                cue.text.push_str("\n\n");
                cue.text.push_str(&text);
            }
            Some(_) | None => {
                self.found.pieces.push(Piece::Cue(Cue {
                    speaker: self.speaker.clone(),
                    start: self.start.take(),
                    text,
                    begins: true,
                    at: Some(self.line),
                    ..Cue::default()
                }));
                self.begins = false;
            }
        }
    }

    /// The line of a byte of the source; bytes are asked for in order.
    fn line_of(&mut self, byte: usize) -> usize {
        let (from, lines) = self.counted;
        let byte = byte.clamp(from, self.source.len());
        let more = memchr::memchr_iter(b'\n', &self.source.as_bytes()[from..byte]).count();
        self.counted = (byte, lines + more);
        lines + more + 1
    }
}

/// With a single blank for white space, and none at the ends.
fn collapsed(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', '\x0c', '\r']);
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<String> {
        let found = read(&Given::new(html)).unwrap();
        let tell = |piece: &Piece| match piece {
            Piece::Cue(c) => format!(
                "{} {} {} {:?}",
                c.at.unwrap_or_default(),
                c.speaker.clone().unwrap_or_default(),
                c.start.map_or("-".to_owned(), |t| t.to_string()),
                c.text,
            ),
            Piece::Aside(_, text) => text.clone(),
        };
        let left = found
            .left_out
            .iter()
            .map(|l| format!("{} {}", l.count, l.what));
        found.pieces.iter().map(tell).chain(left).collect()
    }

    #[test]
    fn turns_are_read_in_every_form_they_are_written_in() {
        assert_eq!(
            told(
                "<cite>Ana:</cite>\n<time>0:03</time>\n<p>We&#39;ll\n see &lt;it&gt;.<br>Yes.</p>\n<p>And\n"
            ),
            ["3 Ana 0:03 \"We'll see <it>. Yes.\\n\\nAnd\""]
        );
        assert_eq!(
            told(
                "<P><CITE>Ana :</CITE> <time>soon</time> I read <cite>Dune</cite> at <time>9:00</time>.<p><cite>Ben</cite>Oh."
            ),
            [
                "1 Ana - \"I read Dune at 9:00.\"",
                "1 Ben - \"Oh.\"",
                "1 time that is none"
            ]
        );
        assert_eq!(
            told(
                "<!doctype html><html lang=de><title>A</title>\n<body>By B<!-- c --><script>'<p>'</script><cite></cite><p>x</p></body>"
            ),
            [
                "2  - \"x\"",
                "1 comment",
                "1 script or style|scripts or styles",
                "1 text outside of the turns|texts outside of the turns",
            ]
        );
    }

    #[test]
    fn a_page_without_turns_is_told() {
        for html in ["<html><p>x</p>", "<p>", "<cite", "<!--"] {
            let problem = read(&Given::new(html)).unwrap_err();
            assert!(problem.what.starts_with("has no turns"), "{html}");
        }
    }
}
