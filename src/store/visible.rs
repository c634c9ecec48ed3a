//! Which characters a file that programs read may carry as they are; all others are written as escapes.

/// Whether a person sees it in an editor: no control, no separator but the space, no format character (Unicode, general
/// categories Cc, Cf, Zl, Zp and the noncharacters). A joiner and a variation selector are part of the emoji before them.
pub fn is_visible(c: char) -> bool {
    let code = u32::from(c);
    !c.is_control()
        && !matches!(code,
            0xad | 0x34f | 0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x890..=0x891 | 0x8e2
            | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b | 0x200c | 0x200e | 0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
            | 0x110bd | 0x110cd | 0x13430..=0x1343f | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a
            | 0xe0000..=0xe0fff)
        && code & 0xfffe != 0xfffe
        && !(0xfdd0..=0xfdef).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_orders_hides_or_commands_is_not_visible_and_letters_of_all_scripts_are() {
        for c in
            "\0\n\u{1b}\u{7f}\u{9b}\u{ad}\u{200b}\u{202e}\u{2028}\u{2066}\u{feff}\u{fffe}\u{e0041}"
                .chars()
        {
            assert!(!is_visible(c), "{c:?}");
        }
        for c in "a é日ש😀\u{301}\u{200d}\u{fe0f}…".chars() {
            assert!(is_visible(c), "{c:?}");
        }
    }
}
