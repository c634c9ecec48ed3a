//! The one owner of character width: how wide text is, where its rows break, which byte stands in which column.
//!
//! Rows break where UAX #14 allows it. Everything is counted in the columns of [`columns`]; ask here, never
//! `Span::width`, which joins what ratatui's cells keep apart.

use std::iter::Peekable;
use std::ops::Range;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::clean::{Clean, cell_columns, glyphs, glyphs_in};
use crate::model::OutsideStr;

/// Columns of clean text, or of words of our own.
pub fn columns(text: &str) -> usize {
    cell_columns(text)
}

/// The text, or as much of it as `columns` have room for, with `…` at the end. Never wider than `columns`.
pub fn fit(text: &Clean, columns: usize) -> Clean {
    if cell_columns(text) <= columns {
        return text.clone();
    }
    match columns.checked_sub(1) {
        Some(room) => Clean::trusted(format!("{}…", &*cut(text, room))),
        None => Clean::default(),
    }
}

/// As much of the text as `columns` have room for.
pub fn cut(text: &Clean, columns: usize) -> Clean {
    let (mut width, mut end) = (0, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        width += cell_columns(cluster);
        if width > columns {
            break;
        }
        end = at + cluster.len();
    }
    Clean::trusted(text[..end].to_owned())
}

/// The text cut or filled with spaces to exactly `columns`.
pub fn pad(text: &Clean, columns: usize) -> Clean {
    let fitted = fit(text, columns);
    let missing = columns - cell_columns(&fitted);
    Clean::trusted(format!("{}{}", &*fitted, " ".repeat(missing)))
}

/// The rows of a text at a width, as ranges that tile its bytes.
///
/// Spaces and tabs at a row's end belong to it and may stand out over the width; a line break ends its row. A word wider
/// than the row is cut between glyphs, and a glyph wider than the row stands alone. There is at least one row.
pub fn wrap(text: OutsideStr<'_>, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Rows {
        columns: columns.max(1),
        rows: Vec::with_capacity(text.len() / columns.max(1) + 1),
        start: 0,
        width: 0,
        opportunity: None,
    };
    let raw = text.raw();
    let mut opportunities = linebreaks(raw).map(|(at, _)| at).peekable();
    for glyph in glyphs(text) {
        let at = glyph.bytes.start;
        if may_break(&mut opportunities, at) && at > rows.start {
            rows.opportunity = Some((at, rows.width));
        }
        if glyph.breaks {
            rows.end_at(glyph.bytes.end, rows.width);
        } else if matches!(raw.as_bytes()[at], b' ' | b'\t') {
            rows.width += glyph.columns;
        } else {
            rows.place(at, glyph.columns);
        }
    }
    if rows.start < raw.len() || rows.rows.is_empty() {
        rows.end_at(raw.len(), rows.width);
    }
    rows.rows
}

/// Whether there is an opportunity at `at`; forgets those before. One inside a glyph is none.
#[inline]
fn may_break(opportunities: &mut Peekable<impl Iterator<Item = usize>>, at: usize) -> bool {
    while let Some(next) = opportunities.peek() {
        if *next >= at {
            return *next == at;
        }
        opportunities.next();
    }
    false
}

/// Rows being made: where the last one starts, how wide it is, and where it could end (with the width until there).
struct Rows {
    columns: usize,
    rows: Vec<Range<usize>>,
    start: usize,
    width: usize,
    opportunity: Option<(usize, usize)>,
}

impl Rows {
    /// Puts a glyph on the row, or on a new one.
    #[inline]
    fn place(&mut self, at: usize, columns: usize) {
        while self.width + columns > self.columns && at > self.start {
            let (end, width) = self.opportunity.unwrap_or((at, self.width));
            self.end_at(end, width);
        }
        self.width += columns;
    }

    /// Ends the row at a byte; what stands after it, and is not `width`, goes to the next.
    fn end_at(&mut self, end: usize, width: usize) {
        self.rows.push(self.start..end);
        self.start = end;
        self.width -= width;
        self.opportunity = None;
    }
}

/// The row that holds a byte; the last one for the text's end.
pub fn row_of(rows: &[Range<usize>], byte: usize) -> usize {
    rows.partition_point(|row| row.end <= byte)
        .min(rows.len().saturating_sub(1))
}

/// The column in its row where a byte's glyph begins.
pub fn column_of(text: OutsideStr<'_>, row: &Range<usize>, byte: usize) -> usize {
    glyphs_in(text, row.clone())
        .take_while(|glyph| glyph.bytes.end <= byte)
        .map(|glyph| glyph.columns)
        .sum()
}

/// The start of the glyph that covers a column of a row; of the row's last glyph for the columns after it.
pub fn byte_at(text: OutsideStr<'_>, row: &Range<usize>, column: usize) -> usize {
    let (mut width, mut byte) = (0, row.start);
    for glyph in glyphs_in(text, row.clone()) {
        byte = glyph.bytes.start;
        width += glyph.columns;
        if width > column {
            break;
        }
    }
    byte
}

/// The words of a text as UAX #29 has them: only those with a letter or a digit.
pub fn words(text: OutsideStr<'_>) -> impl DoubleEndedIterator<Item = Range<usize>> {
    text.raw()
        .unicode_word_indices()
        .map(|(at, word)| at..at + word.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::clean::clean;
    use super::*;

    fn outside(text: &str) -> OutsideStr<'_> {
        OutsideStr::new(text)
    }

    fn row_texts(text: &str, columns: usize) -> Vec<&str> {
        wrap(outside(text), columns)
            .into_iter()
            .map(|row| &text[row])
            .collect()
    }

    #[test]
    fn rows_break_where_a_printer_would() {
        for (text, columns, rows) in [
            ("", 10, &[""] as &[&str]),
            ("one two three", 8, &["one two ", "three"]),
            ("one two", 7, &["one two"]),
            ("one two", 6, &["one ", "two"]),
            ("one     two", 3, &["one     ", "two"]),
            ("ab\ncd\r\n\nef\n", 9, &["ab\n", "cd\r\n", "\n", "ef\n"]),
            ("\n", 9, &["\n"]),
            ("ab\n", 2, &["ab\n"]),
            ("abcdefgh ij", 3, &["abc", "def", "gh ", "ij"]),
            ("well-known", 6, &["well-", "known"]),
            ("(see) “this”", 6, &["(see) ", "“this”"]),
            ("ab\u{a0}cd ef", 5, &["ab\u{a0}cd ", "ef"]),
            ("漢字仮名。", 4, &["漢字", "仮", "名。"]),
            ("漢字", 1, &["漢", "字"]),
            ("ab", 0, &["a", "b"]),
            ("a👨‍👩‍👧‍👦b", 2, &["a", "👨‍👩‍👧‍👦", "b"]),
            (
                "e\u{301}e\u{301}e\u{301}",
                2,
                &["e\u{301}e\u{301}", "e\u{301}"],
            ),
            ("a\tb c", 5, &["a\t", "b c"]),
            ("a\u{2028}b", 20, &["a\u{2028}b"]),
            ("a\u{2028}b", 9, &["a\u{2028}", "b"]),
            ("   x", 2, &["   ", "x"]),
            ("xx ab        !", 10, &["xx ", "ab        ", "!"]),
        ] {
            assert_eq!(row_texts(text, columns), rows, "{text:?} at {columns}");
        }
    }

    #[test]
    fn clean_text_is_cut_and_filled() {
        for (text, columns, fitted, padded) in [
            ("harbour", 7, "harbour", "harbour"),
            ("harbour", 9, "harbour", "harbour  "),
            ("harbour", 4, "har…", "har…"),
            ("harbour", 1, "…", "…"),
            ("harbour", 0, "", ""),
            ("漢字仮名", 6, "漢字…", "漢字… "),
            ("e\u{301}ab", 2, "e\u{301}…", "e\u{301}…"),
        ] {
            let text = clean(outside(text));
            assert_eq!(fit(&text, columns).as_str(), fitted);
            assert_eq!(pad(&text, columns).as_str(), padded);
        }
    }

    #[test]
    fn columns_and_bytes_answer_each_other() {
        let text = outside("a漢\x1bb\n");
        let row = 0..text.len();
        for (byte, column) in [(0, 0), (1, 1), (4, 3), (5, 4), (6, 5)] {
            assert_eq!(column_of(text, &row, byte), column);
            assert_eq!(byte_at(text, &row, column), byte);
        }
        assert_eq!(byte_at(text, &row, 2), 1, "the second half of 漢");
        assert_eq!(byte_at(text, &row, 99), 6, "after the last letter");
        assert_eq!(byte_at(outside(""), &(0..0), 3), 0);
    }

    #[test]
    fn a_byte_is_in_one_row() {
        let rows = [0..3, 3..7, 7..9];
        for (byte, row) in [(0, 0), (2, 0), (3, 1), (6, 1), (7, 2), (9, 2), (40, 2)] {
            assert_eq!(row_of(&rows, byte), row);
        }
    }

    #[test]
    fn words_have_a_letter_or_a_digit() {
        let text = "Don't – pay 1,000.50 to [him]; élan 漢字";
        let found: Vec<&str> = words(outside(text)).map(|w| &text[w]).collect();
        assert_eq!(
            found,
            ["Don't", "pay", "1,000.50", "to", "him", "élan", "漢", "字"]
        );
    }

    const PIECES: &[&str] = &[
        "word",
        "a",
        " ",
        "  ",
        "longer-word",
        "\n",
        "\r\n",
        "\t",
        "漢字",
        "。",
        "「",
        "e\u{301}",
        "👨‍👩‍👧‍👦",
        "🇩🇪",
        "👍🏽",
        "שלום",
        "ไทยไทย",
        "नमस्ते",
        "क्‍ष",
        "\u{200b}",
        "\u{2060}",
        "\x1b",
        "\u{ad}",
        "\u{2028}",
        "…",
        "?!",
        "(",
        ")",
        "/",
        "\u{301}",
        "\u{200d}",
        "ｶﾞ",
        "\u{600}",
        "한글",
        "العربية",
    ];

    fn mixture() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|p| p.concat()),
            any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn rows_tile_and_fit(text in mixture(), columns in 1usize..24) {
            let text = outside(&text);
            let rows = wrap(text, columns);
            let mut at = 0;
            for row in &rows {
                prop_assert_eq!(row.start, at);
                prop_assert!(row.end > at || text.is_empty());
                at = row.end;
                let row_glyphs: Vec<_> = glyphs_in(text, row.clone()).collect();
                let blank = |g: &&crate::text::clean::Glyph<'_>| g.breaks || matches!(text.raw().as_bytes()[g.bytes.start], b' ' | b'\t');
                let overhang = row_glyphs.iter().rev().take_while(blank).count();
                let inside = &row_glyphs[..row_glyphs.len() - overhang];
                let width: usize = inside.iter().map(|g| g.columns).sum();
                prop_assert!(width <= columns || inside.len() == 1, "{} > {}", width, columns);
                prop_assert!(row_glyphs.iter().rev().skip(1).all(|g| !g.breaks));
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn a_resize_keeps_the_place(text in mixture(), columns in 1usize..24) {
            let text = outside(&text);
            let rows = wrap(text, columns);
            for glyph in glyphs(text) {
                let byte = glyph.bytes.start;
                let row = &rows[row_of(&rows, byte)];
                prop_assert!(row.contains(&byte));
                prop_assert!(row.end >= glyph.bytes.end, "a glyph is not cut");
                prop_assert_eq!(byte_at(text, row, column_of(text, row, byte)), byte);
            }
        }

        #[test]
        fn rows_are_as_full_as_they_may_be(text in "[a-z]{1,6}( [a-z]{1,6}){0,12}", columns in 6usize..20) {
            let rows = row_texts(&text, columns);
            for pair in rows.windows(2) {
                let next = pair[1].split(' ').next().unwrap_or_default();
                prop_assert!(pair[0].len() + next.len() > columns, "{:?}", rows);
            }
        }

        #[test]
        fn fitting_never_exceeds(text in mixture(), room in 0usize..12) {
            let text = clean(outside(&text));
            prop_assert!(columns(&fit(&text, room)) <= room);
            prop_assert_eq!(columns(&pad(&text, room)), room);
        }
    }
}
