//! The fast way measures what the slow way does.

use proptest::prelude::*;

use super::*;

/// The table, filled row by row.
fn slowly(pattern: &[char], text: &[char], start: Start) -> Vec<usize> {
    let mut above: Vec<usize> = (0..=text.len())
        .map(|at| if start == Start::Anywhere { 0 } else { at })
        .collect();
    for (row, wanted) in pattern.iter().enumerate() {
        let mut next = vec![row + 1];
        for (at, char) in text.iter().enumerate() {
            let changed = above[at] + usize::from(char != wanted);
            next.push(changed.min(above[at + 1] + 1).min(next[at] + 1));
        }
        above = next;
    }
    above
}

proptest! {
    #[test]
    fn the_fast_way_measures_what_the_slow_way_does(
        pattern in "[abcé]{1,200}",
        text in "[abcdé]{0,120}",
        anywhere: bool,
    ) {
        let start = if anywhere { Start::Anywhere } else { Start::AtText };
        let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
        let fast = Pattern::new(&pattern).distances(text.iter().copied(), start);
        prop_assert_eq!(fast, slowly(&pattern, &text, start));
    }
}

#[test]
fn words_are_the_same_in_any_case_and_letters_of_chinese_count_one_by_one() {
    let hashes = |text| words(text).map(|w| w.hash).collect::<Vec<_>>();
    assert_eq!(hashes("One  problem…"), hashes("one PROBLEM"));
    assert_eq!(hashes("中国, ok").len(), 3);
    assert_eq!(words("a — bc").map(|w| w.start).collect::<Vec<_>>(), [0, 6]);
}

#[test]
fn blanks_and_quotes_fold() {
    let folded = |text| fold(text).map(|f| f.char).collect::<String>();
    assert_eq!(folded("“It’s \n\t ON”"), "\"it's on\"");
    assert_eq!(
        fold("a \n b").map(|f| (f.start, f.end)).collect::<Vec<_>>(),
        [(0, 1), (1, 4), (4, 5)]
    );
}

#[test]
fn runs_make_up_both_texts_and_tell_what_differs() {
    let words = |text: &str| words(text).map(|w| w.hash).collect::<Vec<_>>();
    let (before, after) = (
        words("we only have one problem"),
        words("We ONLY had one new problem"),
    );
    let runs = differences(&before, &after).into_iter();
    let told: Vec<_> = runs.map(|r| (r.before, r.after, r.same)).collect();
    assert_eq!(
        told,
        [
            (0..2, 0..2, true),
            (2..3, 2..3, false),
            (3..4, 3..4, true),
            (4..4, 4..5, false),
            (4..5, 5..6, true),
        ]
    );
}
