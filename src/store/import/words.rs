//! Words that carry their own speakers and times: a text is cut where they change.
//!
//! The pieces are slices of the text, letter for letter, if its words are found in it one after the other; a text is
//! never put together from words where there is one that they spell.

use super::found::{Cue, Found, Piece};
use crate::model::Time;

/// A word as a speech-to-text program heard it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// Its letters; white space around them does not count.
    pub text: String,
    /// Who said it, as the file calls them.
    pub speaker: Option<String>,
    /// When it begins.
    pub start: Option<Time>,
    /// When it ends.
    pub end: Option<Time>,
}

/// A silence in milliseconds that ends a run of words.
const SILENCE: u64 = 2000;

/// Adds a segment, cut where its words' speaker changes. Where it changes and the words do not spell the text, it stays
/// whole, and that is counted.
pub fn add_segment(segment: Cue, words: &[Word], found: &mut Found) {
    let unit = found.unit;
    let cues = cut(segment.clone(), words);
    if cues.as_ref().is_some_and(|cues| cues.len() > 1) {
        let what =
            format!("{unit} cut where its speaker changes|{unit}s cut where their speaker changes");
        found.note(&what, None);
    }
    let cues = cues.unwrap_or_else(|| {
        let what = "change of speaker, as words are not their segment's text|changes of speaker, as words are not their segment's text";
        found.leave_out(what, None);
        vec![segment]
    });
    found.pieces.extend(cues.into_iter().map(Piece::Cue));
}

/// Adds a text that is one of `speaker` where its words do not say whose they are, cut where their speaker changes or
/// nobody speaks. Words that are not the text's take its place, and that is counted.
pub fn add_text(text: &str, words: &[Word], speaker: Option<&str>, found: &mut Found) {
    found.unit = "word";
    found.units += match words.len() {
        0 => text.split_whitespace().count(),
        some => some,
    };
    let speaker = speaker.map(str::to_owned);
    let cues = match stretches(text, words) {
        Some(cues) => cues,
        None if words.is_empty() => vec![Cue {
            speaker,
            text: text.to_owned(),
            ..Cue::default()
        }],
        None => {
            if !text.trim().is_empty() {
                found.leave_out("text that is not that of its words", None);
            }
            stretches(&joined(words), words).unwrap_or_default()
        }
    };
    found.pieces.extend(cues.into_iter().map(Piece::Cue));
}

/// A segment cut where its words' speaker changes; whole, if it does not. A word without a speaker is of the one before
/// it, or after it where there is none before. `None`: the speaker changes, but its words do not spell its text.
fn cut(segment: Cue, words: &[Word]) -> Option<Vec<Cue>> {
    let words = filled(words);
    let Some(first) = words.first().filter(|w| w.speaker.is_some()) else {
        return Some(vec![segment]);
    };
    if words.iter().all(|w| w.speaker == first.speaker) {
        let speaker = first.speaker.clone();
        return Some(vec![Cue { speaker, ..segment }]);
    }
    let mut cues = runs(&segment.text, &words, |before, next| {
        before.speaker != next.speaker
    })?;
    if let Some(first) = cues.first_mut() {
        first.start = segment.start;
    }
    if let Some(last) = cues.last_mut() {
        last.end = segment.end;
    }
    Some(cues)
}

/// What words make where there are no segments: a piece for each stretch of one speaker without a long silence. `None`:
/// they do not spell `text`.
fn stretches(text: &str, words: &[Word]) -> Option<Vec<Cue>> {
    let begins = |before: &Word, next: &Word| {
        let silence = match (before.end, next.start) {
            (Some(end), Some(start)) => end.until(start).millis(),
            (None, _) | (_, None) => 0,
        };
        before.speaker != next.speaker || silence > SILENCE
    };
    runs(text, &filled(words), begins)
}

/// The words, parted by blanks: their text where there is no other.
fn joined(words: &[Word]) -> String {
    let words = words.iter().map(|w| w.text.trim());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn filled(words: &[Word]) -> Vec<Word> {
    let mut words: Vec<Word> = words
        .iter()
        .filter(|w| !w.text.trim().is_empty())
        .cloned()
        .collect();
    let mut last = words.iter().find_map(|w| w.speaker.clone());
    for word in &mut words {
        match &word.speaker {
            Some(speaker) => last = Some(speaker.clone()),
            None => word.speaker.clone_from(&last),
        }
    }
    words
}

/// The text in pieces that begin where `begins` says so of two words that follow each other.
fn runs(text: &str, words: &[Word], begins: impl Fn(&Word, &Word) -> bool) -> Option<Vec<Cue>> {
    let mut at = 0;
    let mut from = 0;
    let mut cues: Vec<Cue> = Vec::new();
    for (number, word) in words.iter().enumerate() {
        let blank = text[at..].len() - text[at..].trim_start().len();
        let letters = word.text.trim();
        if !text[at + blank..].starts_with(letters) {
            return None;
        }
        if number == 0 || begins(&words[number - 1], word) {
            if let Some(cue) = cues.last_mut() {
                cue.text = text[from..at].trim().to_owned();
            }
            from = at + blank;
            cues.push(Cue {
                speaker: word.speaker.clone(),
                ..Cue::default()
            });
        }
        at += blank + letters.len();
        if let Some(cue) = cues.last_mut() {
            cue.start = cue.start.or(word.start);
            cue.end = word.end.or(cue.end);
        }
    }
    if !text[at..].trim().is_empty() {
        return None;
    }
    if let Some(cue) = cues.last_mut() {
        cue.text = text[from..].trim().to_owned();
    }
    Some(cues)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_words_do_not_spell_is_counted() {
        let words = [word("yes", "a", None), word("no", "b", None)];
        let mut found = Found {
            unit: "segment",
            ..Found::default()
        };
        add_segment(segment("Yes. No."), &words, &mut found);
        add_segment(segment("yes no"), &words, &mut found);
        assert_eq!(found.pieces.len(), 3);
        assert!(found.left_out[0].what.starts_with("change of speaker"));
        assert!(found.noted[0].what.starts_with("segment cut"));
        let mut found = Found::default();
        add_text("Yes. No.", &words, None, &mut found);
        add_text("", &words, None, &mut found);
        add_text("All of it", &[], Some("1"), &mut found);
        assert_eq!((found.pieces.len(), found.units), (5, 7));
        assert_eq!(found.left_out[0].count, 1);
    }

    fn word(text: &str, speaker: &str, start: Option<u64>) -> Word {
        Word {
            text: text.to_owned(),
            speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
            start: start.map(Time),
            end: start.map(|s| Time(s + 100)),
        }
    }

    fn segment(text: &str) -> Cue {
        Cue {
            speaker: Some("a".to_owned()),
            start: Some(Time(0)),
            end: Some(Time(9000)),
            text: text.to_owned(),
            ..Cue::default()
        }
    }

    fn told(cues: &[Cue]) -> Vec<String> {
        let time = |t: Option<Time>| t.map_or("?".to_owned(), |t| t.millis().to_string());
        cues.iter()
            .map(|c| {
                let speaker = c.speaker.clone().unwrap_or_default();
                format!("{speaker} {}-{} {}", time(c.start), time(c.end), c.text)
            })
            .collect()
    }

    #[test]
    fn a_segment_is_cut_where_its_words_speaker_changes() {
        let words = [
            word("Copy.", "", Some(10)),
            word(" 55", "a", None),
            word("$5", "b", None),
            word("now,", "b", Some(500)),
            word("Jack?", "", None),
            word("Yes.", "c", None),
        ];
        let cues = cut(segment(" Copy.  55 $5 now, Jack? Yes."), &words).unwrap();
        assert_eq!(
            told(&cues),
            [
                "a 0-110 Copy.  55",
                "b 500-600 $5 now, Jack?",
                "c ?-9000 Yes."
            ]
        );
        assert_eq!(cut(segment("Copy, 55 $5"), &words), None);
        assert_eq!(
            cut(segment("Copy. 55 $5 now, Jack? Yes. No."), &words),
            None
        );
    }

    #[test]
    fn a_segment_of_one_speaker_stays_whole() {
        let whole = |words: &[Word]| told(&cut(segment("Roger that."), words).unwrap());
        assert_eq!(whole(&[]), ["a 0-9000 Roger that."]);
        assert_eq!(whole(&[word("Roger", "", None)]), ["a 0-9000 Roger that."]);
        let other = [word("Rodger", "b", None), word("that", "", None)];
        assert_eq!(whole(&other), ["b 0-9000 Roger that."]);
    }

    #[test]
    fn words_alone_part_at_speakers_and_silences() {
        let words = [
            word("你", "0", Some(0)),
            word("好", "0", Some(200)),
            word("喂", "1", Some(400)),
            word("一", "1", Some(2501)),
        ];
        let parts = ["0 0-300 你好", "1 400-500 喂", "1 2501-2601 一"];
        assert_eq!(told(&stretches("你好喂一", &words).unwrap()), parts);
        assert_eq!(stretches("else", &words), None);
        assert_eq!(stretches("x", &[]), None);
        assert_eq!(joined(&words), "你 好 喂 一");
    }
}
