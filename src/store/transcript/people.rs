//! Who speaks: each id becomes an index where it is first met, and the `speakers` list fills in the rest.
//!
//! The list may stand before or after the calls. An index never changes its person.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

use super::field::{Scalar, Written};
use super::problems::{MOST, Problems, listed, nearest, shown};
use super::value::{outside, outsides};
use super::written;
use crate::model::{LineColumn, Outside, Speaker, SpeakerIndex};

/// The speakers as far as they are known.
#[derive(Debug, Default)]
pub struct People {
    indices: HashMap<Box<str>, SpeakerIndex>,
    people: Vec<Person>,
    listed: bool,
    initials: Initials,
}

/// The initials of the first people; made once each.
#[derive(Debug, Default)]
struct Initials {
    /// Of how many people they are known.
    made: usize,
    taken: HashSet<String>,
    /// The last number that was put behind letters.
    numbers: HashMap<String, usize>,
}

#[derive(Debug)]
struct Person {
    speaker: Speaker,
    initials_given: bool,
    declared: Option<LineColumn>,
    met: Vec<LineColumn>,
}

impl People {
    /// The index of somebody whom a turn names.
    pub fn meet(&mut self, id: &str, place: LineColumn) -> SpeakerIndex {
        let index = self.index(id);
        let person = &mut self.people[index.get()];
        if person.declared.is_none() && person.met.len() <= MOST {
            person.met.push(place);
        }
        index
    }

    /// The index of somebody who is known, if they are.
    pub fn find(&self, id: &str) -> Option<SpeakerIndex> {
        self.indices.get(id).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    fn index(&mut self, id: &str) -> SpeakerIndex {
        if let Some(index) = self.find(id) {
            return index;
        }
        let next =
            u32::try_from(self.people.len()).expect("a file under 4 GiB names fewer speakers");
        let index = SpeakerIndex(next);
        self.indices.insert(id.into(), index);
        let name = if id.is_empty() { "?" } else { id };
        self.people.push(Person {
            speaker: Speaker {
                id: Outside::new(id),
                name: Outside::new(name),
                initials: Outside::default(),
                role: None,
                side: None,
                aliases: Vec::new(),
            },
            initials_given: false,
            declared: None,
            met: Vec::new(),
        });
        index
    }

    /// Takes in the `speakers` list.
    pub fn declare(&mut self, list: Vec<Written<written::Speaker<'_>>>, problems: &mut Problems) {
        self.listed |= !list.is_empty();
        // Names change and initials are given: those made so far are forgotten.
        self.initials = Initials::default();
        for written in list {
            let fields = &written.fields;
            let Some(id) = fields.id.as_ref().filter(|id| !id.text.is_empty()) else {
                if fields.id.is_some() {
                    let hint = "write a short word that the turns can name";
                    problems.report(written.place, "a speaker's `id` is empty", hint);
                }
                continue;
            };
            let index = self.index(&id.text);
            let person = &mut self.people[index.get()];
            if let Some(first) = person.declared {
                problems.report(
                    id.place,
                    format!("speaker {} is given twice", shown(&id.text)),
                    format!(
                        "the first stands in line {}; give each an id of their own",
                        first.line
                    ),
                );
                continue;
            }
            person.declared = Some(id.place);
            person.initials_given = fields.initials.is_some();
            person.speaker = Speaker {
                id: id.outside(),
                name: outside(&fields.name).unwrap_or_else(|| id.outside()),
                initials: outside(&fields.initials).unwrap_or_default(),
                role: outside(&fields.role),
                side: outside(&fields.side),
                aliases: outsides(&fields.aliases),
            };
        }
    }

    /// Tells who is named in the turns and not in the list, if there is a list.
    pub fn check(&self, problems: &mut Problems) {
        let unknown = self
            .people
            .iter()
            .filter(|p| self.listed && p.declared.is_none());
        for person in unknown.filter(|p| !p.speaker.id.raw().is_empty()) {
            let id = person.speaker.id.raw();
            let hint = self.hint(id, problems);
            for place in &person.met {
                let what = format!("unknown speaker {}", shown(id));
                problems.report(*place, what, hint.clone());
            }
        }
    }

    /// Tells that a quote names somebody who is not there.
    pub fn unknown(&self, named: &Scalar<'_>, problems: &mut Problems) {
        let what = format!("unknown speaker {}", shown(&named.text));
        let hint = self.hint(&named.text, problems);
        problems.report(named.place, what, hint);
    }

    /// Names the one who was meant: by id, name or alias; else all of them.
    fn hint(&self, word: &str, problems: &mut Problems) -> String {
        if !problems.may_compare() {
            return "name one of `speakers`, or add them there".to_owned();
        }
        let known = || {
            self.people
                .iter()
                .filter(|p| !self.listed || p.declared.is_some())
        };
        let words = known().flat_map(|p| {
            let speaker = &p.speaker;
            let names = std::iter::once(&speaker.name).chain(&speaker.aliases);
            let id = speaker.id.raw();
            std::iter::once(id)
                .chain(names.map(Outside::raw))
                .map(move |n| (n, (n == id, id)))
        });
        let exact = words.clone().find(|(n, (is_id, _))| *n == word && !is_id);
        if let Some((_, (_, id))) = exact {
            return format!("a speaker is named by the id; write {}", shown(id));
        }
        match nearest(word, words) {
            Some((_, id)) => format!("did you mean {}?", shown(id)),
            None => format!("known are: {}", listed(known().map(|p| p.speaker.id.raw()))),
        }
    }

    /// As the model has them, with initials for all.
    pub fn speakers(&mut self) -> Vec<Speaker> {
        let Self {
            initials, people, ..
        } = self;
        if initials.made == 0 {
            let given = people.iter().filter(|p| p.initials_given);
            let given = given.map(|p| p.speaker.initials.raw().to_owned());
            initials.taken.extend(given);
        }
        for person in &mut people[initials.made..] {
            if !person.initials_given {
                let made = initials.of(person.speaker.name.raw());
                person.speaker.initials = Outside::new(made);
            }
        }
        initials.made = people.len();
        people.iter().map(|p| p.speaker.clone()).collect()
    }
}

impl Initials {
    /// The first letters of the first and last word; with more letters, or a number, where those are taken.
    fn of(&mut self, name: &str) -> String {
        let words = || name.unicode_words();
        let letters = |word: &str, count| -> String {
            let letters = word.graphemes(true).take(count);
            letters.map(str::to_uppercase).collect()
        };
        let last = words().next_back().unwrap_or("?");
        let first = match words().next() {
            Some(first) if words().nth(1).is_some() => letters(first, 1),
            _ => String::new(),
        };
        let mut lengths = (1..=3).map(|count| format!("{first}{}", letters(last, count)));
        let base = format!("{first}{}", letters(last, 1));
        let made = lengths
            .find(|i| !self.taken.contains(i))
            .unwrap_or_else(|| {
                let number = self.numbers.entry(base.clone()).or_insert(1);
                loop {
                    *number += 1;
                    let made = format!("{base}{number}");
                    if !self.taken.contains(&made) {
                        return made;
                    }
                }
            });
        self.taken.insert(made.clone());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_first_letters_and_unlike_each_other() {
        let mut initials = Initials::default();
        for (name, expected) in [
            ("Ana Petrov", "AP"),
            ("Anton van der Post", "APO"),
            ("Alma Po", "AP2"),
            ("émile", "É"),
            ("Ewa Ž. Żuk", "EŻ"),
            ("…", "?"),
            ("", "?2"),
        ] {
            assert_eq!(initials.of(name), expected, "{name}");
        }
    }
}
