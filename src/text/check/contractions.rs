//! Words that are the same but for a contraction: `do not` and `don’t`, `let us` and `let’s`. They are other words, and one
//! stands for the other: what differs in nothing else is altered, and not something else.

/// Words and what is left of them behind an apostrophe.
const SHORTER: &[(&str, &str)] = &[
    ("am", "'m"),
    ("are", "'re"),
    ("is", "'s"),
    ("has", "'s"),
    ("us", "'s"),
    ("es", "'s"),
    ("have", "'ve"),
    ("will", "'ll"),
    ("shall", "'ll"),
    ("had", "'d"),
    ("would", "'d"),
    ("not", "n't"),
    ("cannot", "can't"),
];

/// Words run together as short as they may be written.
fn shortest<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut all = String::new();
    for word in words {
        let word = word.to_lowercase().replace(['’', '‘', 'ʼ', '`'], "'");
        let shorter = SHORTER.iter().find(|(long, _)| *long == word);
        all.push_str(shorter.map_or(&word, |(_, short)| short));
    }
    all.replace("'lln't", "won't").replace("cann't", "can't")
}

/// Two words as one, if they may be contracted: `do not`, `we have`.
pub(super) fn contracted(first: &str, second: &str) -> Option<String> {
    let second = second.to_lowercase();
    let shorter = SHORTER.iter().find(|(long, _)| *long == second)?.1;
    let plain = first.chars().all(char::is_alphabetic) && shorter.contains('\'');
    let one = match (&*first.to_lowercase(), shorter) {
        ("let", "'s") => "let's".to_owned(),
        (_, "'s") if second == "us" || second == "es" => return None,
        ("can", "n't") => "can't".to_owned(),
        ("will", "n't") => "won't".to_owned(),
        ("shall", "n't") => "shan't".to_owned(),
        (_, "can't") => return None,
        (first, _) => format!("{first}{shorter}"),
    };
    plain.then_some(one)
}

/// A contracted word as two: `don’t`, `we’ve`.
pub(super) fn in_full(word: &str) -> Option<[String; 2]> {
    let word = word.to_lowercase().replace(['’', '‘', 'ʼ', '`'], "'");
    let pair = |first: &str, second: &str| Some([first.to_owned(), second.to_owned()]);
    match &*word {
        "let's" => return pair("let", "us"),
        "can't" | "cannot" => return pair("can", "not"),
        "won't" => return pair("will", "not"),
        "shan't" => return pair("shall", "not"),
        _ => {}
    }
    let long = |shorter: &str| match shorter {
        "'s" => "is",
        "'d" => "would",
        "'ll" => "will",
        other => SHORTER.iter().find(|s| s.1 == other).map_or("", |s| s.0),
    };
    let suffixes = ["n't", "'m", "'re", "'s", "'ve", "'ll", "'d"];
    let (first, shorter) = suffixes
        .iter()
        .find_map(|s| Some((word.strip_suffix(s)?, *s)))?;
    let whole = !first.is_empty() && first.chars().all(char::is_alphabetic);
    whole.then(|| [first.to_owned(), long(shorter).to_owned()])
}

/// How alike some words are that may be the same but for a contraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alike {
    No,
    /// The same, with more words before or behind them: `we have` and `we’ve had`.
    Partly,
    Wholly,
}

/// How alike words of a quotation are to words of a transcript.
pub(super) fn alike<'w>(
    own: impl Iterator<Item = &'w str>,
    there: impl Iterator<Item = &'w str>,
) -> Alike {
    let (own, there) = (shortest(own), shortest(there));
    let within = own.contains('\'') && (there.starts_with(&own) || there.ends_with(&own));
    if own.is_empty() {
        Alike::No
    } else if own == there {
        Alike::Wholly
    } else if within {
        Alike::Partly
    } else {
        Alike::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contraction_is_two_words_and_two_words_are_one() {
        for (one, first, second) in [
            ("don't", "do", "not"),
            ("won't", "will", "not"),
            ("we've", "we", "have"),
            ("let's", "let", "us"),
            ("it's", "it", "is"),
        ] {
            assert_eq!(contracted(first, second).as_deref(), Some(one));
            assert_eq!(in_full(one), Some([first.to_owned(), second.to_owned()]));
        }
        assert_eq!(contracted("told", "us"), None);
        assert_eq!(in_full("boys"), None);
        assert_eq!(in_full("'s"), None);
    }

    #[test]
    fn contracted_words_are_alike_and_others_are_not() {
        let told = |a: &str, b: &str| alike(a.split(' '), b.split(' '));
        for (a, b) in [
            ("do not", "don’t"),
            ("I will not", "I won't"),
            ("we have", "We’ve"),
            ("let us", "Let's"),
            ("can not", "cannot"),
        ] {
            let both = (told(a, b), told(b, a));
            assert_eq!(both, (Alike::Wholly, Alike::Wholly), "{a}, {b}");
        }
        assert_eq!(told("we have", "we've had"), Alike::Partly);
        for (a, b) in [
            ("do", "don't"),
            ("I will", "I won't"),
            ("we", "we've"),
            ("", ""),
        ] {
            assert_eq!(told(a, b), Alike::No, "{a}, {b}");
        }
    }
}
