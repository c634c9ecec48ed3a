//! What single characters are: what is seen, what is not, and what stands for it.
//!
//! The ranges are those of Unicode 16's `Default_Ignorable_Code_Point`, `Bidi_Control` and `Noncharacter_Code_Point`
//! (DerivedCoreProperties.txt, PropList.txt), and of the scripts and emoji that need joiners and selectors.

/// Whether a byte is printable ASCII, a tab or a line's end.
pub(super) const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r')
}

/// The first byte from `at` on that is not plain. Looks at blocks first, so that plain text passes at memory's speed.
pub(super) fn next_odd(text: &[u8], at: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = at;
    for block in text[at..].chunks_exact(BLOCK) {
        if block.iter().fold(false, |odd, b| odd | !is_plain(*b)) {
            break;
        }
        at += BLOCK;
    }
    text[at..]
        .iter()
        .position(|b| !is_plain(*b))
        .map(|i| at + i)
}

/// The Control Picture of a C0 control or DEL; any other character as it is.
pub(super) fn picture(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\x7f' => '␡',
        _ => c,
    }
}

/// Whether a character is not seen by itself or changes how its neighbours are seen: controls, bidi marks, tags, joiners,
/// selectors, fillers, separators, noncharacters.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether a file that programs read may carry a character as it is, where all others are written as escapes: whether a
/// person sees it in an editor. Two things differ from what is shown on a screen: the joiner and the selectors are part
/// of the emoji before them, whatever that is; and the format characters that some scripts show are escaped, too
/// (Unicode, general category Cf).
pub fn is_visible(c: char) -> bool {
    let part_of_emoji = matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    let shown_format = matches!(c,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}');
    part_of_emoji || !is_unseen(c) && !shown_format
}

/// Letters that are seen as they are and never join what follows, unless that is a mark: whole blocks of Latin, Greek,
/// Cyrillic, Kana, Han, Hangul and the common dashes and quotation marks. Two of them in a row need no segmentation.
pub(super) const fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{3ff}' | '\u{400}'..='\u{482}'
        | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Zero width joiner or non-joiner.
pub(super) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// A variation selector.
pub(super) const fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a selector means something after `base`: text or emoji style, a keycap, or a Han variant.
pub(super) const fn takes_selector(base: char, selector: char, next: Option<char>) -> bool {
    match selector {
        '\u{fe0e}' | '\u{fe0f}' if matches!(base, '0'..='9' | '#' | '*') => {
            matches!(next, Some('\u{20e3}'))
        }
        '\u{fe0e}' | '\u{fe0f}' => is_emoji(base),
        _ => is_han(base),
    }
}

/// Whether a joiner means something between `before` and `next`: in an emoji sequence, in a word of a script whose
/// letters join, after a virama.
pub(super) fn takes_joiner(before: char, joiner: char, next: Option<char>) -> bool {
    let emoji = |c| is_emoji(c) || matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    match next {
        Some(next) if joiner == '\u{200d}' && emoji(before) && is_emoji(next) => true,
        Some(next) if has_joining_letters(before) && has_joining_letters(next) => true,
        _ => joiner == '\u{200d}' && is_virama(before),
    }
}

const fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Arabic, Syriac, N'Ko, the scripts of India, Sri Lanka, Tibet, Myanmar, Khmer, Mongolian, and their extensions.
const fn has_joining_letters(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{6ff}' | '\u{700}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
        | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17dd}' | '\u{1820}'..='\u{18aa}' | '\u{a8e0}'..='\u{a8ff}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11dff}')
}

const fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_orders_hides_or_commands_is_not_visible_and_letters_of_all_scripts_are() {
        for c in "\0\n\u{1b}\u{7f}\u{9b}\u{ad}\u{200b}\u{200c}\u{202e}\u{2028}\u{2066}\u{feff}\u{fffe}\u{e0041}\u{6dd}"
            .chars()
        {
            assert!(!is_visible(c), "{c:?}");
        }
        for c in "a é日ש😀\u{301}\u{200d}\u{fe0f}…".chars() {
            assert!(is_visible(c), "{c:?}");
        }
    }
}
