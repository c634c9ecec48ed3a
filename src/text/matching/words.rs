//! Words as a text is looked through by them: runs of letters and digits, each known by a number made of it.

use super::fold::folded;

/// A word, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The same for the same letters in any case (FNV-1a, Fowler, Noll and Vo 1991).
    pub hash: u64,
    /// Bytes of the text before it.
    pub start: usize,
    /// Bytes of the text up to its end.
    pub end: usize,
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// From here on scripts are written without blanks: each letter is a word.
const WITHOUT_BLANKS: char = '\u{2e80}';

/// The words of a text. Letters of scripts without blanks between words count as one each.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        let mut hash = mix(OFFSET, folded(first));
        let mut end = start + first.len_utf8();
        if first < WITHOUT_BLANKS {
            let goes_on = |c: char| c.is_alphanumeric() && c < WITHOUT_BLANKS;
            while let Some((at, char)) = chars.next_if(|(_, c)| goes_on(*c)) {
                hash = mix(hash, folded(char));
                end = at + char.len_utf8();
            }
        }
        Some(Word { hash, start, end })
    })
}

fn mix(hash: u64, char: char) -> u64 {
    (hash ^ u64::from(u32::from(char))).wrapping_mul(PRIME)
}
