//! Who spoke, said within the marks: `«Да, — сказала Анна. — Нет»`, `“Yes, – Ana said, – no”`.

use std::ops::Range;

use super::speech::{SPEECH, is_in};

/// Words of such a clause at most.
const MOST: usize = 9;
/// Words before its verb at most.
const BEFORE: usize = 2;

/// The first clause between dashes that says who spoke: its words, and what has to be cut out with them, both as bytes of the
/// prose. It begins small, behind a sign and a dash, and ends at a dash or with the quotation.
pub(super) fn inset(prose: &str, part: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let text = &prose[part.clone()];
    let dashes: Vec<Range<usize>> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '—' | '–' | '-'))
        .map(|(at, c)| at..at + c.len_utf8())
        .filter(|dash| text[..dash.start].ends_with(char::is_whitespace))
        .collect();
    for (n, dash) in dashes.iter().enumerate() {
        let before = text[..dash.start].trim_end();
        if !before.ends_with([',', '!', '?', '…', '.', ';', ':']) {
            continue;
        }
        let next = dashes.get(n + 1);
        let words = dash.end..next.map_or(text.len(), |next| next.start);
        if says_who(&text[words.clone()]) {
            let cut = before.len()..next.map_or(text.len(), |next| next.end);
            let in_prose = |bytes: Range<usize>| part.start + bytes.start..part.start + bytes.end;
            return Some((in_prose(words), in_prose(cut)));
        }
    }
    None
}

fn says_who(clause: &str) -> bool {
    let words: Vec<String> = clause
        .split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    let begins = clause.trim_start().starts_with(char::is_lowercase);
    let verb = words.iter().take(BEFORE + 1).any(|w| is_in(SPEECH, w));
    begins && verb && words.len() <= MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_with_a_verb_of_speaking_between_dashes_is_cut_out() {
        let told = |text: &str| {
            let (words, cut) = inset(text, &(0..text.len()))?;
            Some((
                text[words].trim().to_owned(),
                text[..cut.start].to_owned() + &text[cut.end..],
            ))
        };
        for (text, clause, rest) in [
            ("Да, — сказала Анна. — Нет", "сказала Анна.", "Да, Нет"),
            ("Да! – тихо ответил он", "тихо ответил он", "Да!"),
        ] {
            assert_eq!(told(text), Some((clause.to_owned(), rest.to_owned())));
        }
        for text in [
            "Цена — сказала бы я — высока",
            "Да, — и ещё раз да, — нет",
            "Well, - I said it - no",
            "No, – Ana said nothing of it to anybody in that long and winding year – so",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
