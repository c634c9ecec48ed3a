//! Where a transcript was left, found again by its content: the file may have moved. Or by its path: its words may have
//! been changed.
//!
//! Two small JSON files a transcript, in `$XDG_STATE_HOME/onrecord/places`, one named after its size and both its ends, one
//! after its path. A place carries the words it stands at, so that it is never taken for another. Fields that are not known
//! are passed over.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;
use serde::{Deserialize, Serialize};

use super::json;
use super::notes::{Fingerprint, SaveError, on_disk, save_below};
use crate::model::{
    CallIndex, EntryIndex, Layer, Outside, SpeakerIndex, Transcript, TurnNumber, TurnRef,
};

/// Bytes of each end that are looked at.
const END: usize = 64 << 10;
/// Bytes of a turn's words that are kept, at most.
const OPENING: usize = 120;
/// Larger files are none of ours (bytes).
const LARGEST: u64 = 64 << 10;
/// Files kept; the oldest make room.
const MOST: usize = 1000;

/// Tells a transcript from others, cheaply: by its size and both ends, and by where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    content: Fingerprint,
    path: Option<Fingerprint>,
}

impl Ends {
    /// Of this text, in a file at `path` if it is in one.
    pub fn of(text: &str, path: Option<&Path>) -> Self {
        let bytes = text.as_bytes();
        let mut all = bytes.len().to_string().into_bytes();
        all.push(b'\n');
        all.extend_from_slice(&bytes[..bytes.len().min(END)]);
        all.extend_from_slice(&bytes[bytes.len().saturating_sub(END)..]);
        let path = path.and_then(|path| fs::canonicalize(path).ok());
        Self {
            content: Fingerprint::of(&all),
            path: path.map(|path| Fingerprint::of(path.as_os_str().as_encoded_bytes())),
        }
    }

    /// The files of its place: by content, then by path.
    fn files(self, folder: &Path) -> impl Iterator<Item = PathBuf> {
        let file = |kind: &str, name: Fingerprint| {
            folder.join(format!("{kind}{}.json", &name.hex()[..32]))
        };
        let by_path = self.path.map(|path| file("path-", path));
        std::iter::once(file("", self.content)).chain(by_path)
    }
}

/// How a transcript was left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    /// Where the reader was.
    pub place: Option<Place>,
    /// How it was shown.
    pub look: Look,
}

/// How a transcript was shown. Every part that is missing is as it is at the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Text, original or both.
    pub texts: Texts,
    /// Columns of words.
    pub columns: Option<usize>,
    /// How often the timeline has been halved.
    pub zoom: u32,
    /// Who is brought forward, by their ids.
    pub speakers: Vec<String>,
    /// Whether the others are hidden; else they are dimmed.
    pub hidden: bool,
    /// How the panes share the screen.
    pub panes: Panes,
    /// Rows or columns of timeline, side, speakers, notes, where the reader chose them.
    pub sizes: [Option<u16>; 4],
}

/// Which of the turns' texts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Texts {
    /// The text.
    #[default]
    Text,
    /// The original.
    Original,
    /// Both.
    Both,
}

/// How the panes share the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Panes {
    /// All of them.
    #[default]
    All,
    /// One of them alone.
    One,
    /// The words alone.
    Words,
}

/// A place that can be told from others when the transcript has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    call: Outside,
    turn: TurnNumber,
    layer: Layer,
    byte: usize,
    opening: Outside,
    /// Who speaks, by id; older files do not say.
    speaker: Option<Outside>,
}

impl Place {
    /// A byte of a turn's text or original; beyond its end, it is its end.
    pub fn new(transcript: &Transcript, turn: TurnRef<'_>, layer: Layer, byte: usize) -> Self {
        let words = turn.text().raw();
        Self {
            call: transcript.call(turn.call()).id.clone(),
            turn: turn.number(),
            layer,
            byte: boundary(turn.layer(layer).raw(), byte),
            opening: Outside::new(opening(words)),
            speaker: Some(transcript.speaker(turn.speaker()).id.clone()),
        }
    }

    /// Where it is in what has arrived: the same turn of the same call if its words begin alike and are the same speaker's;
    /// else, in a whole transcript, the only turn that begins so. A turn that many begin like is not guessed at.
    pub fn find(&self, transcript: &Transcript) -> Option<(EntryIndex, Layer, usize)> {
        let alike = |turn: TurnRef<'_>| opening(turn.text().raw()) == self.opening.raw();
        // Whoever is not there any more may have another name now.
        let wanted = self.speaker.as_ref().and_then(|id| {
            let mut speakers = (0..).map(SpeakerIndex).zip(transcript.speakers());
            speakers.find(|(_, s)| s.id == *id).map(|(index, _)| index)
        });
        let theirs = |turn: TurnRef<'_>| wanted.is_none_or(|s| s == turn.speaker());
        let call = transcript.calls().iter().position(|c| c.id == self.call);
        let call = call.and_then(|c| u32::try_from(c).ok());
        let same = call
            .and_then(|c| transcript.find_turn(CallIndex(c), self.turn))
            .and_then(|entry| transcript.turn(entry))
            .filter(|turn| alike(*turn) && theirs(*turn));
        let only = || {
            let mut all = transcript.turns().filter(|turn| alike(*turn));
            all.next().filter(|t| all.next().is_none() && theirs(*t))
        };
        let turn = match same {
            None if transcript.is_complete() => only()?,
            same => same?,
        };
        let byte = boundary(turn.layer(self.layer).raw(), self.byte);
        Some((turn.index(), self.layer, byte))
    }
}

fn opening(words: &str) -> &str {
    &words[..boundary(words, OPENING)]
}

/// The nearest place before `byte` where a character begins, or the end.
fn boundary(words: &str, byte: usize) -> usize {
    let mut at = (0..=byte.min(words.len())).rev();
    at.find(|at| words.is_char_boundary(*at)).unwrap_or(0)
}

/// The file, as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    format: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<WrittenPlace>,
    look: Look,
}

#[derive(Debug, Serialize, Deserialize)]
struct WrittenPlace {
    call: String,
    turn: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    original: bool,
    byte: usize,
    opening: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
}

const FORMAT: &str = "onrecord-place/1";

/// The folder of the files: `$XDG_STATE_HOME/onrecord/places`. `None` without a home.
pub fn folder() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.state_dir()?.join("onrecord/places"))
}

/// How a transcript was left; `None` where that is not known, or no file is what was written.
pub fn read(folder: &Path, ends: Ends) -> Option<Left> {
    ends.files(folder).find_map(|path| read_file(&path))
}

fn read_file(path: &Path) -> Option<Left> {
    if fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let written: Written = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    if written.format != FORMAT {
        return None;
    }
    let place = written.place.map(|place| Place {
        call: Outside::new(place.call),
        turn: TurnNumber(place.turn),
        layer: if place.original {
            Layer::Original
        } else {
            Layer::Text
        },
        byte: place.byte,
        opening: Outside::new(place.opening),
        speaker: place.speaker.map(Outside::new),
    });
    Some(Left {
        place,
        look: written.look,
    })
}

/// Keeps how a transcript was left, and makes room for it.
///
/// # Errors
/// It is not kept; what was kept before is still there.
pub fn write(folder: &Path, ends: Ends, left: &Left) -> Result<(), SaveError> {
    let place = left.place.as_ref().map(|place| WrittenPlace {
        call: place.call.raw().to_owned(),
        turn: place.turn.0,
        original: place.layer == Layer::Original,
        byte: place.byte,
        opening: place.opening.raw().to_owned(),
        speaker: place.speaker.as_ref().map(|id| id.raw().to_owned()),
    });
    let written = Written {
        format: FORMAT.to_owned(),
        place,
        look: left.look.clone(),
    };
    let value = serde_json::to_value(written).expect("strings and numbers are JSON");
    let text = json::to_text(&value);
    for path in ends.files(folder) {
        // Of two windows that are closed, the later one's place is the last.
        let there = on_disk(&path)?;
        save_below(&path, text.as_bytes(), there, folder)?;
    }
    make_room(folder);
    Ok(())
}

/// Removes the oldest files beyond those that are kept. What cannot be removed stays: it does no harm.
fn make_room(folder: &Path) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, PathBuf)> = files
        .filter(|f| f.path().extension().is_some_and(|e| e == "json"))
        .filter_map(|f| Some((f.metadata().ok()?.modified().ok()?, f.path())))
        .collect();
    files.sort();
    let surplus = files.len().saturating_sub(MOST);
    for (_, path) in files.into_iter().take(surplus) {
        drop(fs::remove_file(path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::transcript;

    const CALL: &str = "calls:
  - id: one
    turns:
      - {speaker: a, text: Good morning.}
      - {speaker: b, text: 'Yes, good morning to you.'}
      - {speaker: a, text: 'Yes.'}
      - {speaker: b, text: 'Yes.'}
      - {speaker: b, text: Ünïque words.}
";

    fn place(text: &str, turn: usize, byte: usize) -> Place {
        let transcript = transcript::load(text);
        let turn = transcript.turns().nth(turn).unwrap();
        Place::new(&transcript, turn, Layer::Text, byte)
    }

    fn found(place: &Place, text: &str) -> Option<(usize, usize)> {
        let found = place.find(&transcript::load(text));
        found.map(|(entry, _, byte)| (entry.0, byte))
    }

    #[test]
    fn a_place_is_found_again_and_never_taken_for_another() {
        let inserted = CALL.replace("turns:\n", "turns:\n      - {speaker: b, text: Hello.}\n");
        let changed = CALL.replace("Yes, good", "No, good");
        let renamed = CALL.replace("id: one", "id: two");
        let pushed = CALL.replace(
            "- {speaker: a, text: 'Yes.'}",
            "- {speaker: b, text: 'Yes.'}\n      - {speaker: a, text: 'Yes.'}",
        );
        let others = CALL.replace(
            "{speaker: b, text: 'Yes, good",
            "{speaker: a, text: 'Yes, good",
        );
        let as_c = CALL.replace("speaker: b", "speaker: c");
        let yes = place(CALL, 2, 0);
        let greeting = place(CALL, 1, 5);
        for (place, text, at) in [
            (&greeting, CALL, Some((1, 5))),
            (&greeting, &inserted, Some((2, 5))),
            (&greeting, &renamed, Some((1, 5))),
            (&greeting, &changed, None),
            (&greeting, &others, None),
            (&greeting, &as_c, Some((1, 5))),
            (&yes, &pushed, None),
            (&yes, CALL, Some((2, 0))),
            (&yes, &renamed, None),
            (&yes, &inserted, None),
            (&place(CALL, 4, 1), CALL, Some((4, 0))),
            (&place(CALL, 0, usize::MAX), CALL, Some((0, 13))),
        ] {
            assert_eq!(found(place, text), at, "{place:?}");
        }
    }

    #[test]
    fn what_is_kept_is_read_again_and_what_is_broken_is_not() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/places");
        let ends = Ends::of(CALL, None);
        assert_eq!(read(&folder, ends), None);
        let left = Left {
            place: Some(place(CALL, 4, 6)),
            look: Look {
                texts: Texts::Both,
                speakers: vec!["ana".to_owned()],
                sizes: [None, Some(30), None, None],
                ..Look::default()
            },
        };
        for _ in 0..2 {
            write(&folder, ends, &left).unwrap();
            assert_eq!(read(&folder, ends), Some(left.clone()));
        }
        assert_eq!(read(&folder, Ends::of("other", None)), None);
        let file = ends.files(&folder).next().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen('{', "{\"zoom\": 3,", 1)).unwrap();
        assert_eq!(
            read(&folder, ends),
            Some(left),
            "unknown fields are passed over"
        );
        let huge = "x".repeat(70_000);
        for broken in [
            "",
            "{",
            "[]",
            "{}",
            "{\"format\": \"onrecord-place/9\"}",
            "\u{0}",
            &huge,
        ] {
            fs::write(&file, broken).unwrap();
            assert_eq!(read(&folder, ends), None, "{:.20}", broken);
        }
    }

    #[test]
    fn both_ends_and_the_size_count() {
        let long = "x".repeat(3 * END);
        let changed = |at: usize| {
            let mut text = long.clone();
            text.replace_range(at..at + 1, "y");
            Ends::of(&text, None)
        };
        assert_ne!(changed(0), Ends::of(&long, None));
        assert_ne!(changed(3 * END - 1), Ends::of(&long, None));
        assert_ne!(Ends::of(&long[1..], None), Ends::of(&long, None));
        assert_eq!(
            changed(END + 9),
            Ends::of(&long, None),
            "what lies between is not looked at"
        );
    }

    #[test]
    fn the_oldest_make_room() {
        let home = tempfile::tempdir().unwrap();
        let old = SystemTime::UNIX_EPOCH;
        for number in 0..MOST {
            let file = fs::File::create(home.path().join(format!("{number}.json"))).unwrap();
            let age = std::time::Duration::from_secs(number as u64);
            file.set_modified(old + age).unwrap();
        }
        write(home.path(), Ends::of("new", None), &Left::default()).unwrap();
        assert!(!home.path().join("0.json").exists());
        assert!(home.path().join("1.json").exists());
        assert!(Ends::of("new", None).files(home.path()).all(|f| f.exists()));
    }
}
