//! What in a change of words deserves a second look: a number, a name, a negation.

use std::collections::BTreeSet;

use super::comparison::Telling;
use crate::text::matching::{denies, is_number, plain};

/// Words that begin with a capital wherever they stand, and are no names.
const NO_NAMES: &[&str] = &["i", "i'm", "i'd", "i've", "i'll", "ok", "okay"];

/// A word of a change, as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    pub word: &'a str,
    /// Whether a sentence begins with it, as far as one can see.
    pub begins: bool,
}

/// What a change from some words to others does.
pub(super) fn telling(a: &[Written<'_>], b: &[Written<'_>]) -> Telling {
    let differs = |of: fn(Written<'_>) -> Option<String>| {
        let set = |words: &[Written<'_>]| -> BTreeSet<String> {
            words.iter().filter_map(|w| of(*w)).collect()
        };
        set(a) != set(b)
    };
    Telling {
        number: differs(number),
        negation: differs(negation),
        name: differs(name),
    }
}

fn number(written: Written<'_>) -> Option<String> {
    let word = plain(written.word);
    let is = is_number(&word) || matches!(&*word, "-" | "\u{2212}" | "." | "%");
    is.then_some(word)
}

/// All denials are one: `don't` for `do not` changes nothing.
fn negation(written: Written<'_>) -> Option<String> {
    denies(&plain(written.word)).then(String::new)
}

fn name(written: Written<'_>) -> Option<String> {
    let word = plain(written.word);
    let mut letters = written.word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    // A capital inside a word is a name's wherever it stands: `GetBlobs`, `SQLite`, `NATO`.
    let inside = letters.any(char::is_uppercase);
    let is = capital && (inside || !written.begins) && !NO_NAMES.contains(&&*word);
    is.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(a: &str, b: &str) -> Vec<&'static str> {
        let written = |text: &'static str| -> Vec<Written<'static>> {
            text.split(' ')
                .filter(|w| !w.is_empty())
                .map(|word| Written {
                    word,
                    begins: false,
                })
                .collect()
        };
        let (a, b) = (a.to_owned().leak(), b.to_owned().leak());
        telling(&written(a), &written(b)).names().collect()
    }

    #[test]
    fn numbers_names_and_negations_are_told() {
        assert_eq!(told("two", "ten"), ["number"]);
        assert_eq!(told("3.5", "35"), ["number"]);
        assert_eq!(told(". 5", "5"), ["number"]);
        assert_eq!(told("can", "can’t"), ["negation"]);
        assert_eq!(told("do not", "don't"), Vec::<&str>::new());
        assert_eq!(told("не", ""), ["negation"]);
        assert_eq!(told("Kutuz", "Kurtosis"), ["name"]);
        assert_eq!(told("I think", "we thought"), Vec::<&str>::new());
    }

    #[test]
    fn a_capital_at_a_sentences_start_is_no_name() {
        let at_start = |word| [Written { word, begins: true }];
        assert!(!telling(&at_start("Yes"), &at_start("Right")).name);
        assert!(telling(&at_start("NATO"), &at_start("Right")).name);
    }
}
