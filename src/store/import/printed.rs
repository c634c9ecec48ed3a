//! The page and line numbers of a printed record, as depositions and hearings have them: lines numbered from 1 on each
//! page, the page's number alone on a line above or below.

/// A line without its number, and where it stands in print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed<'a> {
    /// The words.
    pub text: &'a str,
    /// The line of the file, from 1.
    pub at: usize,
    /// Its page.
    pub page: Option<u32>,
    /// Its number on the page.
    pub line: Option<u32>,
}

/// A record's lines, and those beside its numbered ones, as running heads are: they are no words.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Record<'a> {
    /// The numbered lines.
    pub lines: Vec<Printed<'a>>,
    /// The lines of the file that have no number and are no number of a page.
    pub beside: Vec<usize>,
}

/// A numbered record; none if the text has no such numbers.
pub fn record<'a>(lines: &[(usize, &'a str)]) -> Option<Record<'a>> {
    let lines: Vec<(usize, &str)> = lines
        .iter()
        .map(|(at, text)| (*at, text.trim_start_matches('\u{c}')))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    let kinds: Vec<Kind<'_>> = (0..lines.len()).map(|i| kind(&lines, i)).collect();
    let numbers = kinds.iter().filter_map(|k| match k {
        Kind::Numbered(n, _) => Some(*n),
        Kind::Page(_) | Kind::Beside => None,
    });
    let numbers: Vec<u32> = numbers.collect();
    let pairs = numbers.windows(2).filter(|w| w[1] == w[0] + 1 || w[1] == 1);
    let steady = pairs.count() * 10 >= numbers.len().saturating_sub(1) * 9;
    let enough = numbers.len() >= 5 && numbers.len() * 10 >= lines.len() * 6;
    (steady && enough && numbers[0] == 1).then(|| assemble(&lines, &kinds))
}

enum Kind<'a> {
    Numbered(u32, &'a str),
    Page(u32),
    Beside,
}

/// What a line is, by itself and by the one after it: `26` alone is a page's number where the next line is the first.
fn kind<'a>(lines: &[(usize, &'a str)], index: usize) -> Kind<'a> {
    let text = lines[index].1.trim();
    let next = lines.get(index + 1).and_then(|l| number(l.1));
    let before = index.checked_sub(1).and_then(|i| number(lines[i].1));
    if let Some(page) = page(text) {
        return Kind::Page(page);
    }
    match number(text) {
        Some((n, "")) => {
            let first_comes = next.is_some_and(|(next, _)| next == 1) && n != 1;
            let alone = next.is_none() && before.is_none_or(|(b, _)| b + 1 != n);
            let goes_on = before.is_some_and(|(b, _)| b + 1 == n) && !first_comes;
            if (first_comes || alone || n > 60) && !goes_on {
                Kind::Page(n)
            } else {
                Kind::Numbered(n, "")
            }
        }
        Some((n, rest)) if n <= 60 => Kind::Numbered(n, rest),
        Some(_) | None => Kind::Beside,
    }
}

/// `Page 12`, `PAGE 12 of 90`.
fn page(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("page ")?;
    rest.split_whitespace()
        .next()?
        .parse()
        .ok()
        .filter(|_| text.len() < 24)
}

/// A number at the beginning of a line, with white space after it, and what follows.
fn number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let number = digits.parse().ok().filter(|n| *n > 0 && digits.len() < 6);
    number.filter(|_| apart).map(|n| (n, rest.trim()))
}

fn assemble<'a>(lines: &[(usize, &'a str)], kinds: &[Kind<'a>]) -> Record<'a> {
    let mut record = Record::default();
    let above = kinds.iter().find(|k| !matches!(k, Kind::Beside));
    let above = matches!(above, Some(Kind::Page(_)));
    let mut page = None;
    let mut since = 0;
    for ((at, _), kind) in lines.iter().zip(kinds) {
        match kind {
            Kind::Page(number) if above => page = Some(*number),
            Kind::Page(number) => {
                for line in &mut record.lines[since..] {
                    line.page = Some(*number);
                }
                since = record.lines.len();
            }
            Kind::Numbered(line, text) => record.lines.push(Printed {
                text,
                at: *at,
                page,
                line: Some(*line),
            }),
            Kind::Beside => record.beside.push(*at),
        }
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<(String, Option<u32>, u32)>> {
        let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
        let told = |l: Printed<'_>| (l.text.to_owned(), l.page, l.line.unwrap_or(0));
        record(&lines).map(|r| r.lines.into_iter().map(told).collect())
    }

    #[test]
    fn pages_are_numbered_above_or_below_their_lines() {
        let above = "\u{c}    26\n 1 Q. One\n 2\n 3 two\n\nVERITAS\n\u{c} 27\n 1 A. three\n 2 four\n 3 27\n";
        let lines = read(above).expect("a record");
        let told: Vec<String> = lines
            .iter()
            .map(|(t, p, l)| format!("{}:{l} {t}", p.unwrap_or(0)))
            .collect();
        assert_eq!(
            told,
            [
                "26:1 Q. One",
                "26:2 ",
                "26:3 two",
                "27:1 A. three",
                "27:2 four",
                "27:3 27"
            ]
        );
        let below = "1 Q. One\n2 two\n3 three\nPage 4 of 9\n1 A. four\n2 five\nPage 5 of 9\n";
        let lines = read(below).expect("a record");
        assert_eq!(
            lines.iter().map(|l| l.1).collect::<Vec<_>>(),
            [4, 4, 4, 5, 5].map(Some)
        );
    }

    #[test]
    fn a_text_with_a_few_numbers_is_no_record() {
        for text in [
            "",
            "1 apple\n2 pears",
            "12 eggs\n3 loaves\n40 nails\n5 boats\n6 oars\n",
            "One.\nTwo.\n3 four.\n",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
