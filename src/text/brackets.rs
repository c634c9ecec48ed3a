//! `[…]` in a turn's text is the transcriber's, not the speaker's: `[laughs]`, `[inaudible]`, `[sic]`.

use std::ops::Range;

use crate::model::OutsideStr;

/// The transcriber's brackets, in order: bytes from `[` to behind its `]`, the outermost where one stands in another. A
/// bracket that is never closed, or never opened, is text.
pub fn brackets(text: OutsideStr<'_>) -> Vec<Range<usize>> {
    let bytes = text.raw().as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr2_iter(b'[', b']', bytes) {
        if bytes[at] == b'[' {
            open.push(at);
        } else if let Some(from) = open.pop() {
            while found.last().is_some_and(|inner| inner.start > from) {
                found.pop();
            }
            found.push(from..at + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_transcriber_added() {
        for (text, found) in [
            ("", vec![]),
            ("We [laughs] do", vec!["[laughs]"]),
            ("[a][b]", vec!["[a]", "[b]"]),
            ("[a [b] c] d [e]", vec!["[a [b] c]", "[e]"]),
            ("open [ and [sic] then", vec!["[sic]"]),
            ("never closed [ here", vec![]),
            ("] [", vec![]),
            ("… [неразборчиво] …", vec!["[неразборчиво]"]),
        ] {
            let ranges = brackets(OutsideStr::new(text));
            let got: Vec<&str> = ranges.into_iter().map(|r| &text[r]).collect();
            assert_eq!(got, found, "{text}");
        }
    }
}
