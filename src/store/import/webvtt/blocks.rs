//! The blocks of a file: WebVTT's section 6.1, "file parsing", step by step.
//!
//! What the standard passes over in silence is a block here, too, so that it can be counted.

use super::timing::{Timing, timing};

/// A block, and the line that it begins in, from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its first line.
    pub at: usize,
}

/// What a block is.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// What stands beside and below the signature, line by line.
    Header(Vec<&'a str>),
    /// A cue: when it is shown, and its text as it is written.
    Cue {
        /// Its identifier.
        id: String,
        /// When it is shown, and how.
        timing: Timing<'a>,
        /// Its text, its lines parted by line feeds.
        text: String,
    },
    /// A style sheet.
    Style,
    /// A region of the screen.
    Region,
    /// A comment, without its `NOTE`.
    Note(String),
    /// A cue whose times are none.
    Timeless,
    /// Lines that are none of these.
    Stray,
}

/// The letters that the standard reads: one kind of line end, and no NULL.
pub fn normalised(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

/// Whether a text begins as a WebVTT file must; its byte order mark is gone already.
pub fn has_signature(text: &str) -> bool {
    let rest = text.strip_prefix("WEBVTT");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Whether bytes begin as a WebVTT file must and hold so few NULLs that they are text all the same: the standard reads them
/// as U+FFFD.
pub fn may_hold_nul(bytes: &[u8]) -> bool {
    const MOST: usize = 16;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let beginning = bytes.get(..bytes.len().min("WEBVTT ".len()));
    let beginning = beginning.and_then(|b| std::str::from_utf8(b).ok());
    let count = memchr::memchr_iter(0, bytes).count();
    beginning.is_some_and(has_signature) && count <= bytes.len() / MOST
}

/// All blocks of a text that has the signature and is normalised.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut file = File {
        lines: &lines,
        at: 1,
        seen_cue: false,
    };
    let mut blocks = Vec::new();
    let beside = lines[0].trim_start_matches("WEBVTT");
    let mut header: Vec<&str> = vec![beside];
    if lines.get(1).is_some_and(|line| !line.is_empty()) {
        let below = file.block(true);
        let end = file.at.min(lines.len());
        header.extend(&lines[1..end]);
        drop(below);
    }
    header.retain(|line| !line.trim().is_empty());
    if !header.is_empty() {
        let kind = Kind::Header(header);
        blocks.push(Block { kind, at: 1 });
    }
    while file.at < lines.len() {
        let at = file.at + 1;
        if lines[file.at].is_empty() {
            file.at += 1;
        } else {
            let kind = file.block(false);
            blocks.push(Block { kind, at });
        }
    }
    blocks
}

/// Where the reading of a file is.
struct File<'l, 'a> {
    lines: &'l [&'a str],
    /// The next line, from 0.
    at: usize,
    seen_cue: bool,
}

impl<'a> File<'_, 'a> {
    /// "Collect a WebVTT block".
    fn block(&mut self, in_header: bool) -> Kind<'a> {
        let mut buffer: Vec<&str> = Vec::new();
        let mut seen_arrow = false;
        let mut cue = None;
        let mut special = None;
        let mut line_count = 0;
        while let Some(line) = self.lines.get(self.at) {
            line_count += 1;
            if line.contains("-->") {
                if in_header || !(line_count == 1 || line_count == 2 && !seen_arrow) {
                    break;
                }
                seen_arrow = true;
                if let Some(timing) = timing(line) {
                    cue = Some((buffer.join("\n"), timing));
                    buffer.clear();
                    self.seen_cue = true;
                }
            } else if line.is_empty() {
                self.at += 1;
                break;
            } else {
                if !in_header && line_count == 2 && !self.seen_cue {
                    special = self.special(&buffer);
                    if special.is_some() {
                        buffer.clear();
                    }
                }
                buffer.push(line);
            }
            self.at += 1;
        }
        let text = buffer.join("\n");
        match (cue, special) {
            (Some((id, timing)), _) => Kind::Cue { id, timing, text },
            (None, Some(kind)) => kind,
            (None, None) if seen_arrow => Kind::Timeless,
            (None, None) => of_text(&text),
        }
    }

    /// What the first line, when a second follows, says that a block is.
    fn special(&self, buffer: &[&str]) -> Option<Kind<'a>> {
        let is = |word: &str| {
            let rest = buffer.first().and_then(|line| line.strip_prefix(word));
            rest.is_some_and(|rest| rest.trim_ascii().is_empty())
        };
        if is("STYLE") {
            Some(Kind::Style)
        } else if is("REGION") {
            Some(Kind::Region)
        } else {
            None
        }
    }
}

/// What a block without times is: a comment (section 4.1), or nothing that is known.
fn of_text(text: &str) -> Kind<'static> {
    match text.strip_prefix("NOTE") {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '\t', '\n']) => {
            Kind::Note(rest.trim().to_owned())
        }
        Some(_) | None => Kind::Stray,
    }
}
