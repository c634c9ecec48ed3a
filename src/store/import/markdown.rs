//! Markdown (`.md`), read as CommonMark: `**Name:** words`, paragraphs that go on, headings between.
//!
//! What Markdown's signs mean is read: character references, escapes, breaks. Stress stays as it is written, `*so*`: it
//! belongs to how the words were set down.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::format::{Given, Importer, Likeness};
use super::found::{Cut, Found};
use super::front_matter;
use super::heads::time_before;
use super::html::{Bit, bits};
use super::speech::{Kind, Spoken, names_speaker, speak};
use super::text::whole;
use crate::model::Problem;

/// Its row.
pub const MARKDOWN: Importer = Importer {
    name: "markdown",
    title: "Markdown",
    about: "`**Name:** words` and what Text has; front matter",
    endings: &["md", "markdown"],
    likeness,
    read,
};

/// Lines that are looked at to know a text.
const LINES: usize = 2000;

fn likeness(given: &Given<'_>) -> Likeness {
    let bold = |line: &str| {
        let (name, rest) = line.strip_prefix("**")?.split_once("**")?;
        let is_head = name.ends_with(':') || rest.starts_with(':');
        Some(is_head && names_speaker(name.trim_end_matches(':')))
    };
    let heads = given
        .lines()
        .take(LINES)
        .filter(|l| bold(l.1) == Some(true));
    if heads.take(2).count() == 2 {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(given: &Given<'_>) -> Result<Found, Problem> {
    let mut found = Found::new(Cut::Turns, "turn");
    let lines: Vec<(usize, &str)> = given.lines().collect();
    let rest = front_matter::take(&mut found, &lines);
    // Line ends as Markdown's own.
    let text: Vec<&str> = rest.iter().map(|l| l.1).collect();
    let text = text.join("\n");
    let mut page = Page {
        found: &mut found,
        text: &text,
        first: rest.first().map_or(1, |l| l.0),
        counted: (0, 0),
        lines: Vec::new(),
        open: None,
        heading: None,
        stress: Vec::new(),
        marker: None,
        picture: 0,
    };
    for (event, range) in Parser::new_ext(&text, Options::empty()).into_offset_iter() {
        page.event(event, range);
    }
    page.end_line();
    let spoken = page.lines;
    speak(&mut found, &spoken);
    whole(&mut found, &spoken);
    Ok(found)
}

/// A page that is being read.
struct Page<'p> {
    found: &'p mut Found,
    text: &'p str,
    /// The number of its first line in the file.
    first: usize,
    /// Bytes and the line feeds in them, so that lines need not be counted anew.
    counted: (usize, usize),
    lines: Vec<Spoken>,
    open: Option<Open>,
    heading: Option<bool>,
    /// Where in the line stress began, and its sign.
    stress: Vec<(usize, String)>,
    /// The sign of an item of a list.
    marker: Option<String>,
    /// How many pictures enclose the text.
    picture: usize,
}

/// A line that is being read.
#[derive(Default)]
struct Open {
    line: Spoken,
    /// What is stressed first in it, without signs, and the bytes that it takes.
    lead: Option<(String, Range<usize>)>,
}

impl Page<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text, range.start),
            Event::Code(text) => {
                self.left_out("sign of code|signs of code", range.start);
                self.words(&text, range.start);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.end_line();
                self.begin(Kind::GoesOn, range.end);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range.start),
            Event::Rule => self.left_out("ruled line", range.start),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {
                let text = self.text;
                self.words(&text[range.clone()], range.start);
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.heading = Some(*level == HeadingLevel::H1);
                self.begin(Kind::Heading(*level == HeadingLevel::H1), range.start);
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.begin(Kind::Opens, range.start)
            }
            Tag::Item => {
                self.end_line();
                let sign: String = self.text[range.clone()]
                    .chars()
                    .take_while(|c| !c.is_whitespace())
                    .collect();
                // A number may be a word: `1994. That was the year.`
                if sign.starts_with(|c: char| c.is_ascii_digit()) {
                    self.marker = Some(sign);
                } else {
                    self.left_out("sign of a list|signs of lists", range.start);
                }
            }
            Tag::Emphasis | Tag::Strong => {
                let length = if *tag == Tag::Strong { 2 } else { 1 };
                let sign = self.text[range.start..range.start + length].to_owned();
                let open = self.opened(range.start);
                let from = open.line.text.len();
                open.line.text.push_str(&sign);
                self.stress.push((from, sign));
            }
            Tag::BlockQuote(_) => {
                self.left_out("sign of a quotation|signs of quotations", range.start)
            }
            Tag::Link { .. } => self.left_out("address of a link|addresses of links", range.start),
            Tag::Image { .. } => {
                self.left_out("picture", range.start);
                self.picture += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => {
                if let Some((from, sign)) = self.stress.pop() {
                    let open = self.opened(0);
                    let inside = open.line.text.get(from + sign.len()..).unwrap_or_default();
                    let inside = inside.to_owned();
                    open.line.text.push_str(&sign);
                    let all = from..open.line.text.len();
                    if open.lead.is_none() || from == 0 {
                        open.lead = Some((inside, all));
                    }
                }
            }
            TagEnd::Heading(_) => {
                self.end_line();
                self.heading = None;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Item => {
                self.end_line()
            }
            TagEnd::Image => self.picture = self.picture.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, text: &str, at: usize) {
        if self.picture > 0 {
            return;
        }
        for (number, part) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line();
                if part.is_empty() {
                    continue;
                }
                self.begin(Kind::GoesOn, at);
            }
            self.opened(at).line.text.push_str(part);
        }
    }

    fn html(&mut self, html: &str, at: usize) {
        for bit in bits(html) {
            match bit {
                Bit::Text(text) => self.words(&text, at),
                Bit::Start(..) | Bit::End(_) => self.left_out("tag of HTML|tags of HTML", at),
            }
        }
        if html.contains("<!--") {
            self.left_out("comment of HTML|comments of HTML", at);
        }
    }

    fn left_out(&mut self, what: &str, at: usize) {
        let line = self.line_at(at);
        self.found.leave_out(what, Some(line));
    }

    /// The line of the file that a byte stands in. Bytes come nearly in order.
    fn line_at(&mut self, byte: usize) -> usize {
        let (at, feeds) = self.counted;
        let count =
            |range: Range<usize>| memchr::memchr_iter(b'\n', &self.text.as_bytes()[range]).count();
        let feeds = if byte >= at {
            feeds + count(at..byte)
        } else {
            count(0..byte)
        };
        self.counted = (byte, feeds);
        self.first + feeds
    }

    fn begin(&mut self, kind: Kind, at: usize) {
        self.end_line();
        let at = self.line_at(at);
        let text = self.marker.take().map_or(String::new(), |m| m + " ");
        let line = Spoken {
            text,
            kind,
            at,
            ..Spoken::default()
        };
        self.open = Some(Open { line, lead: None });
    }

    fn opened(&mut self, at: usize) -> &mut Open {
        if self.open.is_none() {
            let kind = self.heading.map_or(Kind::Opens, Kind::Heading);
            self.begin(kind, at);
        }
        self.open.as_mut().expect("it was just begun")
    }

    /// Ends a line: what is stressed at its beginning may be a name, or all of a paragraph that is nobody's words.
    fn end_line(&mut self) {
        self.stress.clear();
        let Some(Open { mut line, lead }) = self.open.take() else {
            return;
        };
        if line.text.trim().is_empty() {
            return;
        }
        if let Some((lead, at)) = lead {
            name(&mut line, &lead, &at);
        }
        self.lines.push(line);
    }
}

/// What is stressed at a line's beginning, or after a time there, may be a name, or all of a paragraph that is nobody's
/// words.
fn name(line: &mut Spoken, lead: &str, at: &Range<usize>) {
    let before = line.text[..at.start].trim().to_owned();
    let time = time_before(&before).filter(|(_, rest)| rest.is_empty());
    if !before.is_empty() && time.is_none() {
        return;
    }
    let rest = line.text[at.end..].trim().to_owned();
    let inner = time_before(lead).filter(|(_, rest)| !rest.is_empty());
    let bare = inner.map_or(lead, |(_, rest)| rest).trim();
    let colon = [':', '：'];
    let outside = rest.trim_start_matches(colon);
    let name = match bare.strip_suffix(colon) {
        Some(name) => Some((name, rest.as_str())),
        None => Some((bare, outside)).filter(|_| outside.len() < rest.len()),
    };
    if let Some((name, words)) = name.filter(|n| names_speaker(without_time(n.0))) {
        line.name = Some(name.trim().to_owned());
        line.time = inner.or(time).map(|t| t.0);
        line.text = words.trim().to_owned();
    } else if before.is_empty() && rest.starts_with(['(', '[']) {
        // `**Name** (00:01:02): words` is read as text is.
        line.text = format!("{lead} {rest}");
    } else if before.is_empty() && rest.is_empty() && at.start == 0 && line.kind == Kind::Opens {
        let is_sentence = lead.ends_with(['.', '?', '!', '”', '"']);
        if !is_sentence && !line.text.starts_with("**") {
            line.kind = Kind::Aside;
            line.text = lead.trim_matches(['(', ')', '[', ']']).to_owned();
        }
    }
}

/// `Ana Petrov (00:01:02)` without the time.
fn without_time(name: &str) -> &str {
    let bare = name.find(['(', '[']).map(|at| name.split_at(at));
    let bare = bare.filter(|(_, time)| time_before(time).is_some_and(|(_, rest)| rest.is_empty()));
    bare.map_or(name, |(name, _)| name.trim_end())
}
