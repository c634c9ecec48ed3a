//! `[…]` in a turn's text is the transcriber's, not the speaker's: `[laughs]`, `[inaudible]`, `[sic]`.

use std::ops::Range;

use crate::model::OutsideStr;

/// A bracket that is still open after this many bytes was never the transcriber's.
const LONGEST: usize = 400;

/// The transcriber's brackets, in order: bytes from `[` to behind its `]`. Never nested.
pub fn brackets(text: OutsideStr<'_>) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.raw().as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = from + memchr::memchr(b'[', &bytes[from..])?;
            let window = &bytes[open + 1..bytes.len().min(open + LONGEST)];
            match memchr::memchr2(b']', b'[', window) {
                Some(at) if window[at] == b']' => {
                    from = open + at + 2;
                    return Some(open..from);
                }
                _ => from = open + 1,
            }
        }
    })
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
            ("open [ and [sic] then", vec!["[sic]"]),
            ("never closed [ here", vec![]),
            ("] [", vec![]),
            ("… [неразборчиво] …", vec!["[неразборчиво]"]),
        ] {
            let got: Vec<&str> = brackets(OutsideStr::new(text)).map(|r| &text[r]).collect();
            assert_eq!(got, found, "{text}");
        }
    }
}
