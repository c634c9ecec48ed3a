//! A text as what is shown for it, one grapheme cluster (UAX #29) at a time.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::character::{
    is_joiner, is_plain, is_selector, is_simple, is_unseen, picture, takes_joiner, takes_selector,
};
use crate::model::OutsideStr;

/// Marks that one base may carry; Hebrew with its accents and Tibetan stacks need as many.
const MARKS: usize = 6;
/// Characters that one cluster may show; a family of four with skin tones has eleven.
const LONGEST: usize = 16;
/// What a tab is shown as.
const TAB: &str = "    ";

/// One grapheme cluster and what stands for it on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// What to print for it. No control, no bidi mark, no zero-width character alone; empty for a line break.
    pub shown: Cow<'a, str>,
    /// Columns that `shown` takes on the screen: at least 1, but 0 for a line break.
    pub columns: usize,
    /// Whether it stands for something that would not be seen or would act as a command.
    pub hidden: bool,
    /// LF, CR or both: the row ends here.
    pub breaks: bool,
}

/// The glyphs of a text in order; they tile its bytes.
pub fn glyphs(text: OutsideStr<'_>) -> Glyphs<'_> {
    glyphs_in(text, 0..text.len())
}

/// The glyphs of `bytes` of a text, which must begin and end between glyphs of the whole.
pub fn glyphs_in(text: OutsideStr<'_>, bytes: Range<usize>) -> Glyphs<'_> {
    Glyphs {
        text: text.raw(),
        at: bytes.start,
        end: bytes.end,
    }
}

/// Iterator over [`Glyph`]s.
#[derive(Clone, Debug)]
pub struct Glyphs<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    #[inline]
    fn next(&mut self) -> Option<Glyph<'a>> {
        if self.at >= self.end {
            return None;
        }
        let from = self.at;
        let raw = self.text.as_bytes();
        // A letter of ASCII before another, or before a control, stands alone: only what is not ASCII can join it.
        let glyph =
            if matches!(raw[from], b' '..=b'~') && raw.get(from + 1).is_none_or(u8::is_ascii) {
                self.at = from + 1;
                seen(from..self.at, &self.text[from..self.at], 1)
            } else {
                self.other(from)
            };
        Some(glyph)
    }
}

impl<'a> Glyphs<'a> {
    fn other(&mut self, from: usize) -> Glyph<'a> {
        let rest = &self.text[from..];
        let mut chars = rest.chars();
        let first = chars.next().expect("there is a byte, so a character");
        let second = chars.next();
        if is_simple(first) && second.is_none_or(|c| is_simple(c) || c.is_ascii()) {
            self.at = from + first.len_utf8();
            let shown = &self.text[from..self.at];
            return seen(from..self.at, shown, first.width().unwrap_or(1));
        }
        let cluster = rest.graphemes(true).next().expect("the text goes on");
        self.at = from + cluster.len();
        let bytes = from..self.at;
        match first {
            '\n' | '\r' => Glyph {
                bytes,
                shown: Cow::Borrowed(""),
                columns: 0,
                hidden: false,
                breaks: true,
            },
            '\t' => seen(bytes, TAB, TAB.len()),
            '\0'..='\x1f' | '\x7f' => stand_in(bytes, picture(first).to_string()),
            _ => judged(bytes, cluster, self.text[self.at..].chars().next()),
        }
    }
}

fn seen(bytes: Range<usize>, shown: &str, columns: usize) -> Glyph<'_> {
    Glyph {
        bytes,
        shown: Cow::Borrowed(shown),
        columns,
        hidden: false,
        breaks: false,
    }
}

fn stand_in<'a>(bytes: Range<usize>, shown: String) -> Glyph<'a> {
    Glyph {
        bytes,
        columns: cell_columns(&shown),
        shown: Cow::Owned(shown),
        hidden: true,
        breaks: false,
    }
}

/// A cluster as it is where every character of it may be shown; else what may be shown, and the rest named or counted.
fn judged<'a>(bytes: Range<usize>, cluster: &'a str, after: Option<char>) -> Glyph<'a> {
    let first = cluster.chars().next().unwrap_or_default();
    let baseless = needs_base(first);
    let refused = verdicts(cluster, after).filter(|(_, keep)| !keep).count();
    if refused == 0 && !baseless {
        let columns = cell_columns(cluster);
        if columns > 0 {
            return seen(bytes, cluster, columns);
        }
    }
    let mut shown = String::new();
    if baseless && !is_unseen(first) {
        shown.push('◌');
    }
    shown.extend(
        verdicts(cluster, after)
            .filter(|(_, keep)| *keep)
            .map(|(c, _)| c),
    );
    if refused == 0 && cell_columns(&shown) > 0 {
        return Glyph {
            columns: cell_columns(&shown),
            bytes,
            shown: Cow::Owned(shown),
            hidden: false,
            breaks: false,
        };
    }
    let mut left = refused;
    if cell_columns(&shown) == 0 || refused == 1 {
        let all = cell_columns(&shown) == 0;
        if all {
            shown.clear();
            left = cluster.chars().count();
        }
        let named = verdicts(cluster, after).find(|(_, keep)| all || !keep);
        shown.push_str(&code(named.map_or(first, |(c, _)| c)));
        left -= 1;
    }
    if left > 0 {
        shown.push_str(&format!("⟨+{left}⟩"));
    }
    stand_in(bytes, shown)
}

/// Each character of a cluster, and whether it may be shown.
fn verdicts(cluster: &str, after: Option<char>) -> impl Iterator<Item = (char, bool)> {
    let mut chars = cluster.chars().peekable();
    let (mut before, mut marks, mut kept) = (None, 0, 0);
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let next = chars.peek().copied().or(after);
        let keep = kept < LONGEST
            && match before {
                Some(before) if is_joiner(c) => takes_joiner(before, c, next),
                Some(before) if is_selector(c) => takes_selector(before, c, next),
                _ if is_unseen(c) => false,
                _ if c.width() == Some(0) => {
                    marks += 1;
                    marks <= MARKS
                }
                _ => {
                    marks = 0;
                    true
                }
            };
        kept += usize::from(keep);
        before = Some(c);
        Some((c, keep))
    })
}

/// Whether a character would join whatever is printed before it.
fn needs_base(c: char) -> bool {
    if is_simple(c) || is_plain_block(c) {
        return false;
    }
    let mut pair = String::from("x");
    pair.push(c);
    pair.graphemes(true).count() == 1
}

/// Blocks without any mark, to spare most texts the segmentation.
const fn is_plain_block(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{a66e}' | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// `⟨U+202E⟩`.
fn code(c: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(c))
}

/// Columns of printable text as ratatui fills cells with it: cluster by cluster, so ligatures across clusters take the
/// room of their parts, and the halfwidth sound marks of Kana take a cell of their own.
pub(in crate::text) fn cell_columns(text: &str) -> usize {
    if text.bytes().all(is_plain) {
        return text.len();
    }
    text.graphemes(true)
        .map(|g| g.width() + g.matches(['\u{ff9e}', '\u{ff9f}']).count())
        .sum()
}
