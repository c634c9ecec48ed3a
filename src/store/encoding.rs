//! From bytes to text: UTF-8, UTF-16 where the file says so itself, and any other encoding where the reader names it.
//!
//! Nothing is guessed and nothing is replaced: a byte that has no letter in the encoding is a problem with its place.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::{LineColumn, OutsideStr, Problem};
use crate::text::clean::clean;

/// The encoding of a label of the Encoding Standard (WHATWG), such as `latin1`, `windows-1251` or `shift_jis`.
///
/// # Errors
/// In words, there is none of that name.
pub fn named(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| {
        let shown = clean(OutsideStr::new(label));
        format!("there is no encoding `{shown}`; try utf-16le, windows-1252 (Latin-1), windows-1251, shift_jis, gbk")
    })
}

/// Why bytes cannot be text in no encoding that was named, as far as their beginning tells; `new` are those that were not
/// looked at before.
pub fn refusal(bytes: &[u8], new: usize) -> Option<Problem> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        let hint = "save it as UTF-8: `iconv -f UTF-32 -t UTF-8 IN > OUT`";
        return Some(Problem::new("is UTF-32, not UTF-8").hint(hint));
    }
    if marked(bytes).is_some() {
        return None;
    }
    let at = new + memchr::memchr(0, &bytes[new..])?;
    Some(match bytes {
        [b, 0, c, 0, ..] if at == 1 && *b != 0 && *c != 0 => unmarked("utf-16le"),
        [0, b, 0, c, ..] if at == 0 && *b != 0 && *c != 0 => unmarked("utf-16be"),
        _ => Problem::new("is a binary file, not text")
            .hint("where it is text all the same, with NUL in it, `--encoding utf-8` reads it"),
    })
}

fn unmarked(label: &str) -> Problem {
    Problem::new("is UTF-16 without a byte order mark, not UTF-8")
        .hint(format!("`--encoding {label}` reads it"))
}

/// The encoding that a byte order mark names, UTF-8 excepted.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The text without a byte order mark. What the file says of itself counts more than `named`.
///
/// # Errors
/// A byte is no letter; with its place, and what the encoding may be.
pub fn decode(bytes: Vec<u8>, named: Option<&'static Encoding>) -> Result<String, Problem> {
    let is_utf_8 = bytes.starts_with("\u{feff}".as_bytes());
    match marked(&bytes).or(named.filter(|_| !is_utf_8)) {
        None => utf_8(bytes),
        Some(encoding) if encoding == UTF_8 => utf_8(bytes),
        Some(encoding) => other(&bytes, encoding),
    }
}

fn utf_8(bytes: Vec<u8>) -> Result<String, Problem> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let bytes = error.as_bytes();
        let problem = if error.utf8_error().error_len().is_none() {
            Problem::new("is cut off in the middle of a character").hint("get the whole of it")
        } else if !before.is_ascii() {
            Problem::new("is not UTF-8 here, as it is before this place").hint(
                "it is damaged, or was put together from files of several encodings; `--encoding LABEL` reads all of it as one",
            )
        } else if is_latin_1(bytes) {
            Problem::new("is not UTF-8 here, but Latin-1 (Windows-1252) by the look of it")
                .hint("`--encoding windows-1252` reads it; check its accents then")
        } else {
            Problem::new("is not UTF-8 here").hint(
                "`--encoding LABEL` reads it, if you know the encoding: windows-1251, shift_jis, gbk, …",
            )
        };
        problem.at(end_of(&before))
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// Whether the bytes look like words of a language of Western Europe: few letters beyond ASCII, and among them nothing that
/// Windows-1252 has no sign for.
fn is_latin_1(bytes: &[u8]) -> bool {
    let high = || bytes.iter().copied().filter(|b| *b >= 0x80);
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let unused = |b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    high().count() * 3 < letters.max(3) && !high().any(unused)
}

fn other(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Problem> {
    let mark = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding);
    let bytes = &bytes[mark.map_or(0, |(_, length)| length)..];
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(Cow::into_owned).ok_or_else(|| {
        let (before, _) = encoding.decode_without_bom_handling(bytes);
        let bad = before.find('\u{fffd}').unwrap_or(before.len());
        let hint = if encoding == UTF_16LE || encoding == UTF_16BE {
            "it is cut off or damaged: get the whole of it"
        } else {
            "it is of another encoding, or damaged"
        };
        Problem::new(format!("is not {} here", encoding.name()))
            .at(end_of(&before[..bad]))
            .hint(hint)
    })
}

/// Where the next character would stand.
fn end_of(text: &str) -> LineColumn {
    let number = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
    let text = text.trim_start_matches('\u{feff}');
    let line = &text[text.rfind('\n').map_or(0, |at| at + 1)..];
    LineColumn {
        line: number(memchr::memchr_iter(b'\n', text.as_bytes()).count()),
        column: number(line.chars().count()),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;

    fn first_line(problem: &Problem) -> String {
        assert!(problem.hint.is_some(), "{}", problem.what);
        problem.message("").lines().next().unwrap().to_owned()
    }

    #[test]
    fn what_says_itself_that_it_is_utf_16_is_read() {
        let text = "a: ä\n😀";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, bytes) in [(&[0xff, 0xfe][..], &little), (&[0xfe, 0xff], &big)] {
            let marked = [mark, bytes.as_slice()].concat();
            assert_eq!(refusal(&marked, 0), None);
            assert_eq!(decode(marked.clone(), None).as_deref(), Ok(text));
            assert_eq!(
                decode(marked.clone(), Some(WINDOWS_1252)).as_deref(),
                Ok(text)
            );
            let cut = marked[..marked.len() - 1].to_vec();
            let problem = decode(cut, None).expect_err("cut off");
            assert!(first_line(&problem).starts_with("2:1: is not UTF-16"));
        }
        assert_eq!(decode(little.clone(), Some(UTF_16LE)).as_deref(), Ok(text));
        let problem = refusal(&little, 0).unwrap();
        assert_eq!(
            problem.hint.as_deref(),
            Some("`--encoding utf-16le` reads it")
        );
        assert!(refusal(&big, 0).unwrap().what.contains("UTF-16 without"));
    }

    #[test]
    fn what_is_no_utf_8_is_told_with_its_place_and_a_guess() {
        for (bytes, told) in [
            (
                &b"a: b\nb: caf\xe9 noir"[..],
                "2:7: is not UTF-8 here, but Latin-1 (Windows-1252) by the look of it",
            ),
            (
                b"a: \xc3\xa4\nb\xc3\xa4: caf\xe9 noir",
                "2:8: is not UTF-8 here, as it is before this place",
            ),
            (b"a: b\xc3", "1:5: is cut off in the middle of a character"),
            (b"\xcf\xf0\xe8\xe2\xe5\xf2", "1:1: is not UTF-8 here"),
        ] {
            let problem = decode(bytes.to_vec(), None).expect_err(told);
            assert_eq!(first_line(&problem), told);
        }
        let utf_32 = refusal(&[0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 0).unwrap();
        assert_eq!(first_line(&utf_32), "is UTF-32, not UTF-8");
        let binary = refusal(b"a\0b", 0).unwrap();
        assert_eq!(first_line(&binary), "is a binary file, not text");
    }

    #[test]
    fn an_encoding_that_was_named_reads_its_letters_or_tells_the_first_that_is_none() {
        let read = |label, bytes: &[u8]| decode(bytes.to_vec(), Some(named(label).unwrap()));
        assert_eq!(read("latin1", b"caf\xe9 \x85").as_deref(), Ok("café …"));
        assert_eq!(read("Windows-1251", b"\xcf\xf0\xe8").as_deref(), Ok("При"));
        assert_eq!(read("utf-8", "\u{feff}ä".as_bytes()).as_deref(), Ok("ä"));
        assert_eq!(read("latin1", "\u{feff}ä".as_bytes()).as_deref(), Ok("ä"));
        let problem = read("shift_jis", b"ok\n\x82\xa0 \xff").expect_err("no letter");
        assert_eq!(first_line(&problem), "2:3: is not Shift_JIS here");
        assert!(named("klingon").unwrap_err().contains("`klingon`"));
    }
}
