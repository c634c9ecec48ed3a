//! Who speaks in an imported file: from what the file calls them to an id and a name.
//!
//! A number is no name: `0` and `SPEAKER_00` become `Speaker 1`, counted as people count. Whoever imports may name anybody.

use std::collections::{BTreeMap, HashMap};

use super::found::Person;
use crate::model::{OutsideStr, Problem};
use crate::text::clean::clean;

/// A name that was given to a speaker by hand: what the file calls them, and the name.
pub type Naming = (String, String);

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// What the file calls them, as often as it has another word for them; empty where it says nothing.
    pub called: Vec<String>,
    /// What turns call them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their part in it.
    pub role: Option<String>,
    /// How many turns are theirs.
    pub turns: usize,
}

/// All who speak, in order of appearance.
#[derive(Debug, Default)]
pub struct People {
    speakers: Vec<Speaker>,
    by_word: HashMap<Option<String>, usize>,
    by_name: HashMap<String, usize>,
    /// The ids that are taken, each with how often it was wanted.
    ids: HashMap<String, usize>,
}

impl People {
    /// Names everybody whom `words` call, in order of appearance.
    ///
    /// # Errors
    /// A name was given to somebody who does not speak here.
    pub fn new(
        words: &[Option<String>],
        known: &[Person],
        namings: &[Naming],
    ) -> Result<Self, Problem> {
        let mut people = Self::default();
        let first = lowest_number(words);
        let nobody = words.iter().all(Option::is_none);
        let mut used = vec![false; namings.len()];
        for word in words {
            if people.by_word.contains_key(word) {
                continue;
            }
            let person = known.iter().find(|p| Some(&p.called) == word.as_ref());
            let made = match word {
                None if nobody => "Speaker".to_owned(),
                None => "Unknown speaker".to_owned(),
                Some(word) => person
                    .and_then(|p| p.name.clone())
                    .unwrap_or_else(|| name_of(word, first)),
            };
            let naming = namings.iter().position(|(called, _)| {
                Some(called) == word.as_ref() || called.eq_ignore_ascii_case(&made)
            });
            let name = naming.map_or(made, |at| {
                used[at] = true;
                namings[at].1.clone()
            });
            let role = person.and_then(|p| p.role.clone());
            people.add(word, name, role);
        }
        match used.iter().position(|used| !used) {
            Some(at) => Err(people.unknown(&namings[at].0)),
            None => Ok(people),
        }
    }

    fn add(&mut self, word: &Option<String>, name: String, role: Option<String>) {
        let at = self.by_name.get(&name).copied();
        let at = at.unwrap_or_else(|| {
            let id = self.free_id(&name);
            self.by_name.insert(name.clone(), self.speakers.len());
            self.speakers.push(Speaker {
                called: Vec::new(),
                id,
                name,
                role,
                turns: 0,
            });
            self.speakers.len() - 1
        });
        self.speakers[at].called.extend(word.clone());
        self.by_word.insert(word.clone(), at);
    }

    /// The speaker of a turn, who has one more by that. They must be one of those that were named.
    pub fn speaks(&mut self, word: &Option<String>) -> &str {
        let speaker = &mut self.speakers[self.by_word[word]];
        speaker.turns += 1;
        &speaker.id
    }

    /// All of them.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// All of them, at the end.
    pub fn into_speakers(self) -> Vec<Speaker> {
        self.speakers
    }

    /// Small letters and hyphens, unlike all others: `ana-petrov`, `ana-petrov-2`.
    fn free_id(&mut self, name: &str) -> String {
        let letters: String = name
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let id = letters.split_whitespace().collect::<Vec<_>>().join("-");
        let id = if id.is_empty() {
            "speaker".to_owned()
        } else {
            id
        };
        let mut number = self.ids.get(&id).copied().unwrap_or(0);
        let mut free = id.clone();
        while number > 0 && self.ids.contains_key(&free) {
            number += 1;
            free = format!("{id}-{number}");
        }
        self.ids.insert(id, number.max(1));
        self.ids.entry(free.clone()).or_insert(1);
        free
    }

    fn unknown(&self, called: &str) -> Problem {
        let shown = |text: &str| clean(OutsideStr::new(text)).to_string();
        let names: Vec<String> = self.speakers.iter().map(|s| shown(&s.name)).collect();
        Problem::new(format!("nobody here is called `{}`", shown(called)))
            .hint(format!("there are: {}", names.join(", ")))
    }
}

/// The number that a word is for a speaker: `3`, `SPEAKER_03`.
fn number(word: &str) -> Option<u32> {
    let lower = word.trim().to_ascii_lowercase();
    let digits = lower.strip_prefix("speaker_").unwrap_or(&lower);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

fn lowest_number(words: &[Option<String>]) -> u32 {
    let numbers: BTreeMap<u32, ()> = words
        .iter()
        .flatten()
        .filter_map(|w| Some((number(w)?, ())))
        .collect();
    numbers.first_key_value().map_or(1, |(first, ())| *first)
}

/// A number becomes `Speaker 1`, one more where the file counts from 0; any other word is a name already.
fn name_of(word: &str, lowest: u32) -> String {
    match number(word) {
        Some(number) => format!("Speaker {}", u64::from(number) + u64::from(lowest == 0)),
        None => word.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(words: &[&str], namings: &[(&str, &str)]) -> Result<Vec<String>, Problem> {
        let words: Vec<Option<String>> = words
            .iter()
            .map(|w| (!w.is_empty()).then(|| (*w).to_owned()))
            .collect();
        let namings: Vec<Naming> = namings
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        let people = People::new(&words, &[], &namings)?;
        let told = |s: &Speaker| format!("{} {}", s.id, s.name);
        Ok(people.speakers().iter().map(told).collect())
    }

    #[test]
    fn numbers_become_speakers_and_names_stay() {
        for (words, speakers) in [
            (
                &["0", "1", "0"][..],
                &["speaker-1 Speaker 1", "speaker-2 Speaker 2"][..],
            ),
            (&["2", "1"], &["speaker-2 Speaker 2", "speaker-1 Speaker 1"]),
            (
                &["SPEAKER_01", "SPEAKER_00"],
                &["speaker-2 Speaker 2", "speaker-1 Speaker 1"],
            ),
            (
                &["Ana Petrov", "ana petrov", "А. П."],
                &[
                    "ana-petrov Ana Petrov",
                    "ana-petrov-2 ana petrov",
                    "а-п А. П.",
                ],
            ),
            (&["", ""], &["speaker Speaker"]),
            (
                &["", "Ana"],
                &["unknown-speaker Unknown speaker", "ana Ana"],
            ),
            (&["!?"], &["speaker !?"]),
        ] {
            assert_eq!(
                named(words, &[]),
                Ok(speakers.iter().map(|s| (*s).to_owned()).collect())
            );
        }
    }

    #[test]
    fn anybody_can_be_named_and_two_words_can_be_one_person() {
        let words = ["0", "1", "Ben"];
        assert_eq!(
            named(&words, &[("0", "Ana"), ("speaker 2", "Ben")]),
            Ok(vec!["ana Ana".to_owned(), "ben Ben".to_owned()])
        );
        let problem = named(&words, &[("7", "Ana")]).expect_err("nobody");
        assert_eq!(problem.what, "nobody here is called `7`");
        assert_eq!(
            problem.hint.as_deref(),
            Some("there are: Speaker 1, Speaker 2, Ben")
        );
    }
}
