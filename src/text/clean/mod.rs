//! The one door between text from outside and anything a person reads.
//!
//! Knows what may reach a terminal and what stands for the rest. Does not know rows, columns of a screen or colours.
//! What goes in is [`OutsideStr`], what comes out is [`Clean`] or a row of [`Glyph`]s; there is no third way.

mod character;
mod glyph;

use std::fmt;
use std::ops::{Deref, Range};

use crate::model::OutsideStr;

pub use character::is_visible;
pub(in crate::text) use glyph::cell_columns;
pub use glyph::{Glyph, Glyphs, glyphs, glyphs_in};

/// Text that may reach a person: nothing in it is a command, and nothing in it is unseen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clean(String);

impl Clean {
    /// Words of our own.
    pub fn ours(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// Words of our own around values that are clean or numbers: `Clean::format(format_args!("{title} · {n} turns"))`.
    /// Never hand it what [`OutsideStr::raw`] gave.
    pub fn format(text: fmt::Arguments<'_>) -> Self {
        Self(text.to_string())
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, to keep.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The parts with `between` between them.
    pub fn join(parts: &[Self], between: &'static str) -> Self {
        let parts: Vec<&str> = parts.iter().map(Self::as_str).collect();
        Self(parts.join(between))
    }

    /// Adds clean text at the end.
    pub fn push(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// Words of a clean text are clean: for cutting and padding, inside this floor.
    pub(in crate::text) fn trusted(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Clean> for String {
    fn from(text: Clean) -> Self {
        text.0
    }
}

/// All of a text on one line: for names, titles and messages. Line breaks are shown as `␊` and `␍`.
pub fn clean(text: OutsideStr<'_>) -> Clean {
    let mut shown = String::with_capacity(text.len());
    for glyph in glyphs(text) {
        if glyph.breaks {
            shown.extend(text.raw()[glyph.bytes].chars().map(character::picture));
        } else {
            shown.push_str(&glyph.shown);
        }
    }
    Clean(shown)
}

/// What is painted for `bytes` of a text, which must begin and end between glyphs. Line breaks are left out.
pub fn shown(text: OutsideStr<'_>, bytes: Range<usize>) -> Clean {
    let mut shown = String::with_capacity(bytes.len());
    for glyph in glyphs_in(text, bytes) {
        shown.push_str(&glyph.shown);
    }
    Clean(shown)
}

/// A row of wrapped text as it is painted: without the spaces and the break that overhang at its end.
pub fn shown_row(text: OutsideStr<'_>, row: &Range<usize>) -> Clean {
    let length = text.raw()[row.clone()].trim_end().len();
    shown(text, row.start..row.start + length)
}

/// How many glyphs stand for something that would not be seen or would act as a command.
pub fn hidden_count(text: OutsideStr<'_>) -> usize {
    let raw = text.raw().as_bytes();
    let mut at = 0;
    let mut hidden = 0;
    while let Some(next) = character::next_odd(raw, at) {
        // The letter before may be the base of what follows.
        let from = next.saturating_sub(1).max(at);
        let from = if raw[from].is_ascii() { from } else { next };
        at = raw.len();
        for glyph in glyphs_in(text, from..raw.len()) {
            hidden += usize::from(glyph.hidden);
            let end = glyph.bytes.end;
            if raw[end..].iter().take(2).all(|b| character::is_plain(*b)) {
                at = end;
                break;
            }
        }
    }
    hidden
}

#[cfg(test)]
mod tests;
