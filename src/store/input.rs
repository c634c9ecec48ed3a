//! The text of a file, of standard input or of a sample, or one problem that says why there is none.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::sample::Sample;
use super::transcript::nearest;
use crate::model::{LineColumn, OutsideStr, Problem};
use crate::text::clean::clean;

/// Larger files are not read (bytes).
const LARGEST: u64 = 3 << 30;

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
/// One problem with a hint: it is not there, is a folder, may not be read, is empty, too large, binary or not UTF-8.
pub fn read(input: &Input) -> Result<String, Problem> {
    let bytes = match input {
        Input::Sample(sample) => return Ok(sample.text().to_owned()),
        Input::Stdin => limited(io::stdin().lock(), 0)?,
        Input::File(path) => file(path)?,
    };
    decode(bytes)
}

fn shown(path: &Path) -> String {
    clean(OutsideStr::new(&path.to_string_lossy())).to_string()
}

fn failed(error: &io::Error) -> Problem {
    let reason = clean(OutsideStr::new(&error.to_string())).to_string();
    Problem::new(format!("cannot be read: {reason}"))
}

fn too_large() -> Problem {
    Problem::new("is larger than 3 GiB").hint("split it into several transcripts")
}

/// All bytes, as long as they may be text: what cannot be is not read to its end.
fn limited(mut from: impl Read, length: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    loop {
        let before = bytes.len();
        let read = from.by_ref().take(BLOCK).read_to_end(&mut bytes);
        if read.map_err(|e| failed(&e))? == 0 {
            return Ok(bytes);
        }
        if bytes.len() as u64 > LARGEST {
            return Err(too_large());
        }
        if is_utf_16(&bytes) {
            return Err(Problem::new("is UTF-16, not UTF-8")
                .hint("save it as UTF-8: `iconv -f UTF-16 -t UTF-8 IN > OUT`"));
        }
        if memchr::memchr(0, &bytes[before..]).is_some() {
            return Err(Problem::new("is a binary file, not text")
                .hint("a transcript is a text file in YAML"));
        }
    }
}

fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

fn file(path: &Path) -> Result<Vec<u8>, Problem> {
    let open = |path: &Path| -> io::Result<(fs::File, fs::Metadata)> {
        let about = fs::metadata(path)?;
        if about.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        Ok((fs::File::open(path)?, about))
    };
    let (file, about) = open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => missing(path),
        ErrorKind::IsADirectory => folder(path),
        ErrorKind::PermissionDenied => Problem::new("you have no permission to read it")
            .hint("ask its owner, or copy it to a place of your own"),
        _ => failed(&error),
    })?;
    if about.len() > LARGEST {
        return Err(too_large());
    }
    // One byte more, so that the end is found without growing.
    limited(file, about.len() + 1)
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

fn missing(path: &Path) -> Problem {
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
        None => problem.hint("without a file, onrecord opens its sample"),
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

fn decode(bytes: Vec<u8>) -> Result<String, Problem> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        Problem::new("is not UTF-8 here")
            .at(end_of(&before))
            .hint("save it as UTF-8; if it is Latin-1: `iconv -f LATIN1 -t UTF-8 IN > OUT`")
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.trim().is_empty() {
        return Err(Problem::new("is empty").hint("a transcript needs at least `turns:`"));
    }
    Ok(text)
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
    use super::*;

    #[test]
    fn tells_why_bytes_are_no_text() {
        for (bytes, message) in [
            (&b""[..], "is empty"),
            (b" \n\t", "is empty"),
            ("\u{feff}\n".as_bytes(), "is empty"),
            (b"\xff\xfea\0", "is UTF-16, not UTF-8"),
            (b"\xfe\xff\0a", "is UTF-16, not UTF-8"),
            (b"a\0b", "is a binary file, not text"),
            (b"a: \xc3\xa4\nb\xc3\xa4: \xe4", "2:5: is not UTF-8 here"),
        ] {
            let text = limited(bytes, 0).and_then(decode);
            let problem = text.expect_err(message);
            assert!(problem.hint.is_some());
            assert_eq!(problem.message("").lines().next(), Some(message));
        }
        assert_eq!(decode("\u{feff}a: ä".into()), Ok("a: ä".to_owned()));
    }

    #[test]
    fn what_is_binary_is_not_read_to_its_end() {
        let mut zeros = io::repeat(0).take(1 << 40);
        let problem = limited(&mut zeros, 0).expect_err("no text");
        assert_eq!(problem.what, "is a binary file, not text");
        assert_eq!(zeros.limit(), (1 << 40) - BLOCK);
    }

    #[test]
    fn a_missing_file_and_a_folder_offer_what_is_near() {
        let folder = tempfile::tempdir().expect("a folder");
        let talk = folder.path().join("talk.yaml");
        fs::write(&talk, "turns: []").expect("written");
        let hint = |path: PathBuf| {
            let problem = read(&Input::File(path)).expect_err("a problem");
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
        assert_eq!(read(&Input::File(talk)), Ok("turns: []".to_owned()));
    }
}
