//! Words whose change changes what was said: numbers, names, negations; and sounds that say nothing.

use crate::model::Transcript;
use crate::text::matching::{self, denies, is_number};

const HESITATIONS: &[&str] = &[
    "uh", "um", "er", "erm", "eh", "ah", "hm", "hmm", "mm", "mhm", "mmm", "uhm", "uhh", "umm",
    "äh", "ähm", "öh", "euh", "heu", "эм", "э", "ммм", "嗯", "呃",
];

/// A word without the signs around it, in lower case.
fn plain(word: &str) -> String {
    matching::plain(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn parts(words: &str) -> impl Iterator<Item = String> + '_ {
    let parts = words.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '…'));
    parts.map(plain).filter(|w| !w.is_empty())
}

/// Its numbers, in digits or in words.
pub(super) fn numbers(words: &str) -> Vec<String> {
    let digits = |w: String| {
        if w.contains(|c: char| c.is_ascii_digit()) {
            w.replace(',', "")
        } else {
            w
        }
    };
    parts(words).filter(|w| is_number(w)).map(digits).collect()
}

/// How many of its words deny.
pub(super) fn negations(words: &str) -> usize {
    let letters = words
        .chars()
        .filter(|c| matches!(c, '不' | '没' | '無' | '无'));
    parts(words)
        .filter(|w| denies(w))
        .count()
        .max(letters.count())
}

/// Whether it is such a sound as `uh`.
pub(super) fn is_hesitation(written: &str) -> bool {
    let word = plain(written);
    // A minus is none.
    word.is_empty() && written != "-" || HESITATIONS.contains(&word.as_str())
}

/// Whether it may be a name: a speaker's, or any word with a capital that is no common word.
pub(super) fn is_name(word: &str, transcript: &Transcript) -> bool {
    #[rustfmt::skip]
    const CAPITALS: &[&str] = &[
        "i", "i'm", "i'll", "i've", "i'd", "ok", "okay", "the", "an", "and", "but", "so", "or", "we", "you", "he",
        "she", "it", "they", "that", "this", "these", "those", "there", "here", "what", "when", "where", "who",
        "why", "how", "if", "in", "on", "at", "to", "for", "of", "from", "by", "with", "as", "no", "not", "yes",
        "yeah", "well", "now", "then", "my", "your", "our", "his", "her", "their", "its", "is", "are", "was",
        "were", "do", "does", "did", "have", "has", "had", "can", "could", "will", "would", "should", "may",
        "it's", "that's", "there's", "we're", "you're", "they're", "he's", "she's", "don't", "let", "let's",
        "because", "about", "just", "also", "maybe", "please", "all", "some", "any", "one", "two", "three", "once",
        "never", "nothing", "nobody", "only", "like", "oh", "uh", "um", "right", "sure", "alright", "только",
        "если", "когда", "это", "этот", "эта", "что", "как", "но", "он", "она", "они", "мы", "вы", "ну", "да",
        "нет", "не", "все", "всё", "тогда", "там", "тут", "здесь", "вот", "так", "потом", "для", "по", "на", "до",
        "же", "ещё", "еще", "уже", "мне", "нам", "вам", "его", "её", "ее", "наш", "ваш", "мой", "хорошо", "ладно",
        "или", "где", "кто", "почему", "сейчас", "теперь", "можно", "нельзя", "надо", "нужно", "просто", "пусть",
        "давайте", "давай", "le", "les", "un", "une", "des", "et", "mais", "ou", "donc", "je", "tu", "il", "elle",
        "nous", "vous", "ils", "elles", "ce", "c'est", "ça", "que", "qui", "quoi", "où", "quand", "comment",
        "pourquoi", "si", "dans", "sur", "avec", "pour", "par", "pas", "non", "oui", "ne", "ses", "très", "bien",
        "alors", "el", "los", "las", "una", "pero", "yo", "ella", "nosotros", "ellos", "qué", "quién", "cuándo",
        "dónde", "cómo", "con", "sin", "sí", "en", "es", "muy", "entonces", "pues",
    ];
    let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric());
    let small = plain(word);
    let is_part = |name: &str| parts(name).any(|p| p == small && p.chars().count() > 2);
    let speaker = || transcript.speakers().iter().any(|s| is_part(s.name.raw()));
    // In German every noun has a capital.
    let nouns = transcript.head().language.as_ref();
    let nouns = nouns.is_some_and(|l| l.raw().starts_with("de"));
    let capital = !nouns && trimmed.starts_with(char::is_uppercase) && trimmed.chars().count() > 1;
    capital && !CAPITALS.contains(&small.as_str()) || speaker()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_negations_and_sounds() {
        assert_eq!(numbers("twenty-one of 1,000"), ["twenty", "one", "1000"]);
        assert!(numbers("the lease").is_empty());
        assert_eq!(negations("I don’t, not"), 2);
        assert_eq!(negations("a knot"), 0);
        assert!(is_hesitation("Uh,") && !is_hesitation("us") && !is_hesitation("-"));
        let transcript = Transcript::default();
        assert!(is_name("Moscow.", &transcript) && !is_name("I’m", &transcript));
    }
}
