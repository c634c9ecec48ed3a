//! The text of a file, of standard input or of a sample, or one problem that says why there is none.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

use super::encoding;
use super::import;
use super::sample::Sample;
use super::transcript::nearest;
use crate::model::{OutsideStr, Problem};
use crate::text::clean::clean;

/// How an input is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The encoding, where it is not UTF-8 and the file does not say it itself.
    pub encoding: Option<&'static Encoding>,
    /// Larger inputs are not read (bytes).
    pub largest: u64,
    /// Whether a sample is what opens where no file is named.
    pub or_sample: bool,
}

impl Opening {
    /// The same where no file need be named: a sample opens then.
    pub fn or_sample(self) -> Self {
        Self {
            or_sample: true,
            ..self
        }
    }
}

impl Default for Opening {
    /// UTF-8, or UTF-16 with a byte order mark, of at most 2 GiB.
    fn default() -> Self {
        Self {
            encoding: None,
            largest: 2 << 30,
            or_sample: false,
        }
    }
}

/// Bytes that are looked at before more are read.
const BLOCK: u64 = 1 << 20;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A built-in transcript.
    Sample(Sample),
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// The input's name for messages, clean.
pub fn shown_name(input: &Input) -> String {
    match input {
        Input::Sample(sample) => sample.name().to_owned(),
        Input::Stdin => "standard input".to_owned(),
        Input::File(path) => shown(path),
    }
}

/// The whole text, without a byte order mark.
///
/// # Errors
/// One problem with a hint: it is not there, is a folder, may not be read, is empty, too large, binary or of another encoding.
pub fn read(input: &Input, opening: Opening) -> Result<String, Problem> {
    let bytes = match input {
        Input::Sample(sample) => return Ok(sample.text().to_owned()),
        Input::Stdin => limited(io::stdin().lock(), 0, opening)?,
        Input::File(path) => file(path, opening)?,
    };
    let path = match input {
        Input::File(path) => Some(path.as_path()),
        Input::Sample(_) | Input::Stdin => None,
    };
    decode(bytes, path, opening)
}

fn shown(path: &Path) -> String {
    clean(OutsideStr::new(&path.to_string_lossy())).to_string()
}

fn failed(error: &io::Error) -> Problem {
    let reason = clean(OutsideStr::new(&error.to_string())).to_string();
    Problem::new(format!("cannot be read: {reason}"))
}

fn too_large(size: Option<u64>, opening: Opening) -> Problem {
    let is = size.map_or("is".to_owned(), |size| format!("is {}:", shown_size(size)));
    let hint = match size.map(|size| size.div_ceil(1 << 30)) {
        Some(gibibytes) => {
            format!("`--max-size {gibibytes}G` reads it, with several times as much memory")
        }
        None => "`--max-size SIZE` reads it, with several times as much memory".to_owned(),
    };
    let most = shown_size(opening.largest);
    Problem::new(format!("{is} larger than the {most} that are read")).hint(hint)
}

/// `3.0 GiB`, `512 MiB`, `20 bytes`.
fn shown_size(bytes: u64) -> String {
    let tenths = |unit: u64| (u128::from(bytes) * 10).div_ceil(u128::from(unit));
    let (tenths, unit) = match bytes {
        0..1024 => return format!("{bytes} bytes"),
        1024..0x10_0000 => (tenths(1 << 10), "KiB"),
        0x10_0000..0x4000_0000 => (tenths(1 << 20), "MiB"),
        0x4000_0000.. => (tenths(1 << 30), "GiB"),
    };
    match tenths % 10 {
        0 => format!("{} {unit}", tenths / 10),
        tenth => format!("{}.{tenth} {unit}", tenths / 10),
    }
}

/// A size as it is typed: `500M`, `3G`, `3GiB`, or bytes; K, M, G and T are powers of 1024.
///
/// # Errors
/// In words, that it is none.
pub fn size(text: &str) -> Result<u64, String> {
    let wrong = || "a size is a number with K, M, G or T, as in 3G".to_owned();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[digits.len()..].to_ascii_uppercase();
    let power = match unit.trim_end_matches('B').trim_end_matches('I') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number
        .checked_mul(1 << power)
        .filter(|n| *n > 0)
        .ok_or_else(wrong)
}

/// All bytes, as long as they may be text: what cannot be is not read to its end.
fn limited(mut from: impl Read, length: u64, opening: Opening) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    loop {
        let before = bytes.len();
        let read = from.by_ref().take(BLOCK).read_to_end(&mut bytes);
        if read.map_err(|e| failed(&e))? == 0 {
            return Ok(bytes);
        }
        if bytes.len() as u64 > opening.largest {
            return Err(too_large(None, opening));
        }
        if opening.encoding.is_none()
            && let Some(problem) = encoding::refusal(&bytes, before)
            && !import::may_hold_nul(&bytes)
        {
            return Err(problem);
        }
    }
}

fn file(path: &Path, opening: Opening) -> Result<Vec<u8>, Problem> {
    let open = |path: &Path| -> io::Result<(fs::File, fs::Metadata)> {
        let about = fs::metadata(path)?;
        if about.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        Ok((fs::File::open(path)?, about))
    };
    let (file, about) = open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => missing(path, opening),
        ErrorKind::IsADirectory => folder(path),
        ErrorKind::PermissionDenied => Problem::new("you have no permission to read it")
            .hint("ask its owner, or copy it to a place of your own"),
        _ => failed(&error),
    })?;
    if about.len() > opening.largest {
        return Err(too_large(Some(about.len()), opening));
    }
    // One byte more, so that the end is found without growing.
    limited(file, about.len() + 1, opening)
}

/// The names in a folder, sorted; none where it cannot be read.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|e| e.path().is_file())
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn missing(path: &Path, opening: Opening) -> Problem {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    let names = names(folder);
    let problem = Problem::new("there is no such file");
    match nearest(&wanted, names.iter().map(|n| (n.as_str(), n))) {
        Some(near) => problem.hint(format!(
            "did you mean `{}`?",
            shown(&path.with_file_name(near))
        )),
        None if !folder.is_dir() => {
            problem.hint(format!("there is no folder `{}` either", shown(folder)))
        }
        None if opening.or_sample => problem.hint("without a file, onrecord opens its sample"),
        None => problem.hint("nothing in its folder has a name like that"),
    }
}

fn folder(path: &Path) -> Problem {
    let yaml = |n: &String| n.ends_with(".yaml") && !n.ends_with(".notes.yaml");
    let problem = Problem::new("is a folder");
    match names(path).into_iter().find(yaml) {
        Some(name) => problem.hint(format!("name a file in it: `{}`", shown(&path.join(name)))),
        None => problem.hint("name a file in it"),
    }
}

fn decode(bytes: Vec<u8>, path: Option<&Path>, opening: Opening) -> Result<String, Problem> {
    let text = encoding::decode(bytes, opening.encoding)?;
    if text.trim().is_empty() {
        let hint = match import::of_ending(path).next() {
            Some(importer) => {
                format!(
                    "nothing of {} is in it: was it saved whole?",
                    importer.title
                )
            }
            None => "a transcript needs at least `turns:`".to_owned(),
        };
        return Err(Problem::new("is empty").hint(hint));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_why_bytes_are_no_text() {
        let opening = Opening::default();
        for (bytes, message) in [
            (&b""[..], "is empty"),
            (b" \n\t", "is empty"),
            ("\u{feff}\n".as_bytes(), "is empty"),
            (b"\xff\xfe", "is empty"),
            (b"a\0b", "is a binary file, not text"),
            (b"a\xff", "1:2: is not UTF-8 here"),
        ] {
            let text = limited(bytes, 0, opening).and_then(|b| decode(b, None, opening));
            let problem = text.expect_err(message);
            assert!(problem.hint.is_some());
            assert_eq!(problem.message("").lines().next(), Some(message));
        }
        let text = decode("\u{feff}a: ä".into(), None, opening);
        assert_eq!(text, Ok("a: ä".to_owned()));
    }

    #[test]
    fn what_is_too_large_is_refused_by_its_size_with_the_option_that_lifts_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talk.yaml");
        let file = fs::File::create(&path).unwrap();
        file.set_len(3_000_000_000).unwrap();
        let input = Input::File(path);
        let problem = read(&input, Opening::default()).unwrap_err();
        assert_eq!(
            problem.what,
            "is 2.8 GiB: larger than the 2 GiB that are read"
        );
        assert!(
            problem
                .hint
                .unwrap()
                .starts_with("`--max-size 3G` reads it")
        );
        let lifted = Opening {
            largest: size("3G").unwrap(),
            ..Opening::default()
        };
        assert_eq!(
            read(&input, lifted).unwrap_err().what,
            "is a binary file, not text"
        );
        let little = Opening {
            largest: 3,
            ..Opening::default()
        };
        assert_eq!(limited(&b"abc"[..], 0, little), Ok(b"abc".to_vec()));
        let problem = limited(&b"abcd"[..], 0, little).unwrap_err();
        assert_eq!(problem.what, "is larger than the 3 bytes that are read");
    }

    #[test]
    fn sizes_are_typed_with_a_unit() {
        for (text, bytes) in [
            ("7", 7),
            ("2k", 2048),
            ("3G", 3 << 30),
            ("1 MiB", 0),
            ("1MiB", 1 << 20),
            ("5gb", 5 << 30),
        ] {
            assert_eq!(size(text).unwrap_or(0), bytes, "{text}");
        }
        for text in ["", "G", "-1", "1.5G", "3X", "0", "99999999999T"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_binary_is_not_read_to_its_end() {
        let mut zeros = io::repeat(0).take(1 << 40);
        let problem = limited(&mut zeros, 0, Opening::default()).expect_err("no text");
        assert_eq!(problem.what, "is a binary file, not text");
        assert_eq!(zeros.limit(), (1 << 40) - BLOCK);
    }

    #[test]
    fn a_few_nuls_are_text_where_the_format_says_what_they_are() {
        let read = |text: &str| limited(text.as_bytes(), 0, Opening::default());
        let cue = "00:01.000 --> 00:02.000\nsaid\0 so";
        for text in [
            format!("WEBVTT\n\n{cue}"),
            format!("\u{feff}WEBVTT a title\n\n{cue}"),
        ] {
            assert_eq!(read(&text), Ok(text.into_bytes()));
        }
        for text in [
            format!("WEBVTTX\n\n{cue}"),
            format!("1\n{cue}"),
            format!("WEBVTT\n\n{cue}{}", "\0".repeat(20)),
        ] {
            let problem = read(&text).expect_err("it is binary");
            assert_eq!(problem.what, "is a binary file, not text");
        }
    }

    #[test]
    fn what_is_empty_is_told_of_in_the_words_of_its_format() {
        for (name, format) in [
            ("a.vtt", "WebVTT"),
            ("a.SRT", "SubRip"),
            ("a.csv", "CSV"),
            ("a.yaml", "`turns:`"),
            ("a", "`turns:`"),
        ] {
            let empty = decode(b"\n".to_vec(), Some(Path::new(name)), Opening::default());
            let problem = empty.expect_err(name);
            assert_eq!(problem.what, "is empty");
            let hint = problem.hint.expect("a hint");
            assert!(hint.contains(format), "{name}: {hint}");
            assert_eq!(hint.contains("turns"), format.starts_with('`'), "{hint}");
        }
    }

    #[test]
    fn a_missing_file_and_a_folder_offer_what_is_near() {
        let folder = tempfile::tempdir().expect("a folder");
        let talk = folder.path().join("talk.yaml");
        fs::write(&talk, "turns: []").expect("written");
        let hint = |path: PathBuf| {
            let problem = read(&Input::File(path), Opening::default()).expect_err("a problem");
            (problem.what, problem.hint.expect("a hint"))
        };
        let (what, near) = hint(folder.path().join("tlak.yaml"));
        assert_eq!(what, "there is no such file");
        assert!(near.contains("talk.yaml"), "{near}");
        let (what, first) = hint(folder.path().to_owned());
        assert_eq!(what, "is a folder");
        assert!(first.contains("talk.yaml"), "{first}");
        assert!(
            hint(folder.path().join("no/talk.yaml"))
                .1
                .contains("no folder")
        );
        assert_eq!(
            read(&Input::File(talk), Opening::default()),
            Ok("turns: []".to_owned())
        );
    }
}
