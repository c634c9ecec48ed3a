//! Collects what is wrong with a file, and words it: outside text cut and cleaned, the nearest known word in the hint.

use crate::model::{LineColumn, OutsideStr, Problem, Severity};
use crate::text::clean::clean;

/// How many problems a file may have before it is enough.
pub const MOST: usize = 100;

/// The problems of a file, of which the first in file order are kept.
#[derive(Debug, Default)]
pub struct Problems {
    broken: Vec<Problem>,
    warnings: Vec<Problem>,
    fault: Option<Problem>,
    more: bool,
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
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let (distance, near) = known
        .into_iter()
        .take(10_000)
        .map(|(k, value)| {
            let known: Vec<char> = k.chars().take(64).flat_map(char::to_lowercase).collect();
            (distance(&word, &known), value)
        })
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= (word.len() / 3).max(1) && distance < word.len().max(1)).then_some(near)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour to make one of the other
/// (optimal string alignment, Boytsov 2011, section 2.1).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        rows[i][0] = i;
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
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
