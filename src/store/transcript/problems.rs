//! Collects what is wrong with a file, and words it: outside text cut and cleaned, the nearest known word in the hint.

use crate::model::{LineColumn, OutsideStr, Problem, Severity};
use crate::text::clean::clean;

/// How many problems a file may have before it is enough.
pub const MOST: usize = 100;

/// How many hints of a file may look for the nearest of many names.
const COMPARED: usize = 20;

/// The problems of a file, of which the first in file order are kept.
#[derive(Debug, Default)]
pub struct Problems {
    broken: Vec<Problem>,
    warnings: Vec<Problem>,
    fault: Option<Problem>,
    more: bool,
    compared: usize,
}

impl Problems {
    /// Adds one.
    pub fn add(&mut self, problem: Problem) {
        let list = match problem.severity {
            Severity::Problem => &mut self.broken,
            Severity::Warning => &mut self.warnings,
        };
        list.push(problem);
        if list.len() >= 8 * MOST {
            list.sort_by_key(|p| p.place);
            list.truncate(MOST);
            self.more = true;
        }
    }

    /// Whether a hint may still look for the nearest of many names: in few hints only, and never for a problem that will
    /// not be told. Each call counts.
    pub fn may_compare(&mut self) -> bool {
        self.compared += 1;
        self.compared <= COMPARED && self.broken.len() < MOST && !self.more
    }

    /// Adds a broken rule at a place.
    pub fn report(&mut self, place: LineColumn, what: impl Into<String>, hint: impl Into<String>) {
        self.add(Problem::new(what).at(place).hint(hint));
    }

    /// Adds something worth knowing.
    pub fn warn(&mut self, place: LineColumn, what: impl Into<String>) {
        self.add(Problem::new(what).warning().at(place));
    }

    /// Adds the fault of syntax that ended the reading. It is always among those that are kept.
    pub fn fault(&mut self, problem: Problem) {
        self.fault = Some(problem);
    }

    /// The first of them in file order, broken rules before warnings where there is no room for all; and whether there
    /// are more.
    pub fn finish(mut self) -> (Vec<Problem>, bool) {
        let mut room = MOST - usize::from(self.fault.is_some());
        let mut kept = Vec::new();
        for mut list in [self.broken, self.warnings] {
            list.sort_by_key(|p| p.place);
            self.more |= list.len() > room;
            list.truncate(room);
            room -= list.len();
            kept.extend(list);
        }
        kept.extend(self.fault);
        kept.sort_by_key(|p| p.place);
        (kept, self.more)
    }
}

/// Outside text as a message shows it: clean, on one line, at most 60 characters, in backquotes.
pub fn shown(text: &str) -> String {
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    let clean = clean(OutsideStr::new(&cut)).to_string();
    format!("`{}`", clean.replace('\n', "↵").replace('\t', " "))
}

/// The words in a row, at most eight of them: `a`, `b`, …
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut words = words.into_iter();
    let mut list: Vec<String> = words.by_ref().take(8).map(shown).collect();
    if words.next().is_some() {
        list.push("…".to_owned());
    }
    list.join(", ")
}

/// A hint that names the nearest of the known words, or lists them when none is near.
pub fn nearest_hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(word, known.clone().into_iter().map(|k| (k, k))) {
        Some(near) => format!("did you mean {}?", shown(near)),
        None => format!("known are: {}", listed(known)),
    }
}

/// What belongs to the known word that is nearest to `word`, if one is near.
pub fn nearest<'a, T>(word: &str, known: impl IntoIterator<Item = (&'a str, T)>) -> Option<T> {
    let letters = |text: &str, into: &mut Vec<char>| {
        into.clear();
        into.extend(text.chars().take(64).flat_map(char::to_lowercase));
    };
    let (mut wanted, mut other, mut rows) = (Vec::new(), Vec::new(), Rows::default());
    letters(word, &mut wanted);
    let mut room = (wanted.len() / 3).max(1).min(wanted.len().checked_sub(1)?);
    let mut near = None;
    for (known, value) in known.into_iter().take(10_000) {
        letters(known, &mut other);
        if let Some(distance) = rows.distance(&wanted, &other, room) {
            near = Some(value);
            match distance.checked_sub(1) {
                Some(less) => room = less,
                None => break,
            }
        }
    }
    near
}

/// The last three rows of a table of distances, kept so that a thousand words need no more memory than one.
#[derive(Default)]
struct Rows {
    older: Vec<usize>,
    before: Vec<usize>,
    this: Vec<usize>,
}

impl Rows {
    /// How many letters must be put in, taken out, changed or swapped with their neighbour to make one of the other, if
    /// they are no more than `most` (optimal string alignment, Boytsov 2011, section 2.1).
    fn distance(&mut self, a: &[char], b: &[char], most: usize) -> Option<usize> {
        if a.len().abs_diff(b.len()) > most {
            return None;
        }
        self.this.clear();
        self.this.extend(0..=b.len());
        for i in 1..=a.len() {
            std::mem::swap(&mut self.older, &mut self.before);
            std::mem::swap(&mut self.before, &mut self.this);
            self.this.clear();
            self.this.push(i);
            for j in 1..=b.len() {
                let changed = self.before[j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = changed.min(self.before[j] + 1).min(self.this[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(self.older[j - 2] + 1);
                }
                self.this.push(least);
            }
            let least = |row: &[usize]| row.iter().min().is_some_and(|least| *least > most);
            if least(&self.this) && least(&self.before) {
                return None;
            }
        }
        self.this.last().copied().filter(|d| *d <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_word_if_it_is_near() {
        let known = ["speaker", "text", "start", "id"];
        for (word, near) in [
            ("speeker", Some("speaker")),
            ("Speaker", Some("speaker")),
            ("satrt", Some("start")),
            ("txt", Some("text")),
            ("di", Some("id")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known.map(|k| (k, k))), near, "{word}");
        }
        assert_eq!(
            nearest_hint("colour", known),
            "known are: `speaker`, `text`, `start`, `id`"
        );
    }

    #[test]
    fn long_and_hostile_text_is_cut_and_cleaned() {
        assert_eq!(shown("a\u{1b}\u{202e}b"), "`a␛⟨U+202E⟩b`");
        assert_eq!(shown(&"x".repeat(61)), format!("`{}…`", "x".repeat(60)));
    }

    #[test]
    fn keeps_the_first_hundred_in_file_order_and_problems_before_warnings() {
        let mut problems = Problems::default();
        for line in (1..=5000).rev() {
            let place = LineColumn { line, column: 1 };
            problems.report(place, "wrong", "mend it");
            problems.warn(LineColumn { line: 1, column: 1 }, "odd");
        }
        problems.fault(Problem::new("fault").at(LineColumn {
            line: 9000,
            column: 1,
        }));
        let (kept, more) = problems.finish();
        assert!(more);
        assert_eq!(kept.len(), MOST);
        assert!(kept.iter().all(|p| p.severity == Severity::Problem));
        assert_eq!(kept[98].place.map(|p| p.line), Some(99));
        assert_eq!(kept[99].what, "fault");
    }
}
