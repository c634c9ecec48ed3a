//! Which characters count as the same where words are compared: letters of any case, quotes and dashes of any shape,
//! blanks of any length.

/// A character as it is compared, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folded {
    /// As it is compared.
    pub char: char,
    /// Bytes of the text before it.
    pub start: usize,
    /// Bytes of the text up to its end; of a run of blanks, up to the end of the run.
    pub end: usize,
}

/// The characters of a text as they are compared.
pub fn fold(text: &str) -> impl Iterator<Item = Folded> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, char) = chars.next()?;
        let mut end = start + char.len_utf8();
        if char.is_whitespace() {
            while let Some((at, blank)) = chars.next_if(|(_, c)| c.is_whitespace()) {
                end = at + blank.len_utf8();
            }
        }
        Some(Folded {
            char: folded(char),
            start,
            end,
        })
    })
}

/// One character as it is compared.
pub(super) fn folded(char: char) -> char {
    match char {
        c if c.is_ascii() && !c.is_ascii_whitespace() => c.to_ascii_lowercase(),
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        c if c.is_whitespace() => ' ',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}
