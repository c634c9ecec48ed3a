//! How well some letters fit a name: all of them in order, best at the beginnings of words and in runs.
//!
//! Case and accents do not count. Letters strewn inside words fit badly enough not to be found at all.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const LETTER: i32 = 1;
const WORD_START: i32 = 6;
const RUN: i32 = 6;
const STREWN: i32 = -2;
const WORD_PASSED: i32 = -1;

/// The score of the best fit; `None` where the letters are not there in order, or are too far apart.
pub fn score(typed: &str, text: &str) -> Option<i32> {
    let text = folded(text);
    let letters: Vec<char> = folded(typed)
        .into_iter()
        .filter(|c| !c.is_whitespace())
        .collect();
    let starts = |at: usize| at == 0 || !text[at - 1].is_alphanumeric();
    // For each place in the text: the best score of the letters so far, the last of them standing there.
    let mut best: Vec<Option<i32>> = vec![None; text.len()];
    for (index, letter) in letters.iter().enumerate() {
        let mut next = vec![None; text.len()];
        let mut before = (index == 0).then_some(0);
        for (at, c) in text.iter().enumerate() {
            if c == letter {
                let run = at.checked_sub(1).and_then(|a| best[a]).map(|s| s + RUN);
                let bonus = if starts(at) { WORD_START } else { STREWN };
                next[at] = run.max(before.map(|s| s + bonus)).map(|s| s + LETTER);
            }
            let over = i32::from(index > 0 && starts(at)) * WORD_PASSED;
            before = before.map(|s| s + over).max(best[at]);
        }
        best = next;
    }
    let least = i32::try_from(letters.len()).unwrap_or(i32::MAX);
    best.into_iter().flatten().max().filter(|s| *s >= least)
}

/// Whether every word that was typed stands somewhere in the text.
pub fn holds(typed: &str, text: &str) -> bool {
    let text: String = folded(text).into_iter().collect();
    let typed: String = folded(typed).into_iter().collect();
    typed.split_whitespace().all(|word| text.contains(word))
}

/// Lower case, without accents.
fn folded(text: &str) -> Vec<char> {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_fits_score_higher() {
        for (typed, better, worse) in [
            ("nq", "next quote", "no such question asked by quitting"),
            ("quote", "next quote", "quick outer"),
            ("note", "note", "annotated"),
            ("help", "help", "heel or lap"),
            ("next", "next turn", "not the extra one"),
        ] {
            let (better, worse) = (score(typed, better), score(typed, worse));
            assert!(
                better > worse || worse.is_none(),
                "{typed}: {better:?} {worse:?}"
            );
            assert!(better.is_some(), "{typed}");
        }
    }

    #[test]
    fn case_accents_and_spaces_do_not_count() {
        assert_eq!(score("NÈXT  Q", "next quote"), score("nextq", "next quote"));
        assert_eq!(score("cafe", "Café"), score("cafe", "cafe"));
        assert!(score("cafe", "Café").is_some());
    }

    #[test]
    fn what_is_not_there_in_order_or_strewn_does_not_fit() {
        for (typed, text) in [
            ("zeppelin", "next quote"),
            ("qn", "next quote"),
            ("quote", "equal sounds cost more"),
            ("x", ""),
        ] {
            assert_eq!(score(typed, text), None, "{typed}");
        }
    }

    #[test]
    fn narrowing_wants_every_word() {
        assert!(holds("Quote next", "]q to the next quote"));
        assert!(holds("", "anything"));
        assert!(!holds("quote last", "]q to the next quote"));
    }
}
