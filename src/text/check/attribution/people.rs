//! Everybody who speaks in the transcripts, by all that a draft may call them.

use std::ops::Range;

use super::clause::Token;
use crate::model::{Outside, Speaker, SpeakerIndex, Transcript};
use crate::text::check::words::{Lexeme, Lexer};

/// Somebody, the same in all transcripts.
struct Person {
    name: Outside,
    speakers: Vec<(usize, SpeakerIndex)>,
}

/// What a draft may call somebody.
struct Form {
    /// Words in any case.
    folded: Vec<u64>,
    /// Letter for letter: initials.
    exact: Option<u64>,
    /// Whether it may begin with a small letter: it has several words, or is written so.
    small: bool,
    person: usize,
}

/// Everybody.
#[derive(Default)]
pub(in crate::text::check) struct People {
    persons: Vec<Person>,
    forms: Vec<Form>,
}

/// A place where somebody is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Who may be meant.
    pub persons: Vec<usize>,
    pub tokens: Range<usize>,
}

/// Words before or behind a name that are none of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "sir",
    "lord",
    "lady",
    "gen",
    "general",
    "col",
    "lt",
    "sgt",
    "capt",
    "captain",
    "sen",
    "senator",
    "rep",
    "gov",
    "president",
    "judge",
    "justice",
    "jr",
    "sr",
    "herr",
    "frau",
    "monsieur",
    "madame",
    "the",
    "speaker",
    "unknown",
];

impl People {
    /// Takes in the speakers of transcripts.
    pub fn new(transcripts: &[&Transcript]) -> Self {
        let mut people = Self::default();
        for (edition, transcript) in transcripts.iter().enumerate() {
            for (at, speaker) in (0..).zip(transcript.speakers()) {
                people.add(edition, SpeakerIndex(at), speaker);
            }
        }
        people
            .forms
            .sort_by_key(|f| std::cmp::Reverse(f.folded.len()));
        people
    }

    pub fn name(&self, person: usize) -> &Outside {
        &self.persons[person].name
    }

    pub fn speakers(&self, person: usize) -> &[(usize, SpeakerIndex)] {
        &self.persons[person].speakers
    }

    fn add(&mut self, edition: usize, index: SpeakerIndex, speaker: &Speaker) {
        let full = folded(speaker.name.raw());
        let aliases: Vec<Vec<u64>> = speaker.aliases.iter().map(|a| folded(a.raw())).collect();
        let known = self.forms.iter().find(|f| {
            let same = f.folded == full || aliases.contains(&f.folded);
            let other = !self.persons[f.person]
                .speakers
                .iter()
                .any(|s| s.0 == edition);
            same && other && f.exact.is_none() && f.folded.len() > usize::from(full.len() > 1)
        });
        let person = known.map(|f| f.person).unwrap_or_else(|| {
            self.persons.push(Person {
                name: speaker.name.clone(),
                speakers: Vec::new(),
            });
            self.persons.len() - 1
        });
        self.persons[person].speakers.push((edition, index));
        let small = !speaker.name.raw().contains(char::is_uppercase);
        let mut forms: Vec<Vec<u64>> = aliases;
        forms.extend(shorter(speaker.name.raw()));
        forms.push(full);
        for folded in forms.into_iter().filter(|f| !f.is_empty()) {
            let known = |f: &Form| f.person == person && f.folded == folded && f.exact.is_none();
            if !self.forms.iter().any(known) {
                self.forms.push(Form {
                    small: small || folded.len() > 1,
                    folded,
                    exact: None,
                    person,
                });
            }
        }
        if let [(exact, folded)] = lexed(speaker.initials.raw())[..]
            && speaker.initials.raw().chars().count() > 1
        {
            self.forms.push(Form {
                folded: vec![folded],
                exact: Some(exact),
                small: true,
                person,
            });
        }
    }

    /// Where somebody is named, the longest name at each place.
    pub(super) fn mentions(&self, tokens: &[Token]) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let fits = |form: &&Form| {
                let here = tokens.get(at..at + form.folded.len());
                here.is_some_and(|here| {
                    let same = here
                        .iter()
                        .map(|t| t.folded)
                        .eq(form.folded.iter().copied());
                    let named = here[0].capital || form.small;
                    same && named && form.exact.is_none_or(|e| e == here[0].exact)
                })
            };
            let longest = self.forms.iter().find(fits).map(|f| f.folded.len());
            let Some(length) = longest else {
                at += 1;
                continue;
            };
            let same = self.forms.iter().filter(|f| f.folded.len() == length);
            let mut persons: Vec<usize> = same.filter(fits).map(|f| f.person).collect();
            persons.sort_unstable();
            persons.dedup();
            mentions.push(Mention {
                persons,
                tokens: at..at + length,
            });
            at += length;
        }
        mentions
    }
}

fn lexed(text: &str) -> Vec<(u64, u64)> {
    let words = Lexer::new(text, 0..text.len()).filter_map(|lexeme| match lexeme {
        Lexeme::Word { exact, folded, .. } => Some((exact, folded)),
        Lexeme::Sign(_) | Lexeme::Ellipsis => None,
    });
    words.collect()
}

fn folded(text: &str) -> Vec<u64> {
    lexed(text).into_iter().map(|w| w.1).collect()
}

/// First name, family name, and the name without its titles.
fn shorter(name: &str) -> Vec<Vec<u64>> {
    let name = name.split(['(', ',']).next().unwrap_or(name);
    let is_title = |w: &&str| {
        let plain = w.trim_end_matches('.').to_lowercase();
        TITLES.contains(&plain.as_str()) || plain.parse::<u64>().is_ok()
    };
    let parts: Vec<&str> = name.split_whitespace().filter(|w| !is_title(w)).collect();
    let mut forms = Vec::new();
    for from in 0..parts.len() {
        forms.push(folded(&parts[from..].join(" ")));
    }
    if let Some(first) = parts.first().filter(|f| f.chars().count() > 2) {
        forms.push(folded(first));
    }
    if let [first, .., last] = parts[..] {
        forms.push(folded(&format!("{first} {last}")));
    }
    forms
}
