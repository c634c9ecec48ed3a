//! The door, tried with every kind of text. What is forbidden is written down here a second time, on purpose.

use proptest::prelude::*;
use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn outside(text: &str) -> OutsideStr<'_> {
    OutsideStr::new(text)
}

/// Anything that a terminal would obey or a reader would not see, joiners and selectors apart.
fn forbidden(c: char) -> bool {
    let c = u32::from(c);
    c < 0x20
        || (0x7f..0xa0).contains(&c)
        || [
            0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x3164, 0xfeff, 0xffa0,
        ]
        .contains(&c)
        || (0x2028..=0x202e).contains(&c)
        || (0x2060..=0x206f).contains(&c)
        || (0xfff9..=0xfffb).contains(&c)
        || (0xfdd0..=0xfdef).contains(&c)
        || c % 0x10000 >= 0xfffe
        || (0xe0000..0xe0100).contains(&c)
        || (0xe01f0..0xe1000).contains(&c)
}

fn cells(text: &str) -> usize {
    text.graphemes(true)
        .map(|g| usize::from(g.cell_width()))
        .sum()
}

fn check(text: &str) {
    let (mut at, mut whole) = (0, String::new());
    for glyph in glyphs(outside(text)) {
        assert_eq!(glyph.bytes.start, at, "glyphs tile {text:?}");
        assert!(glyph.bytes.end > at);
        at = glyph.bytes.end;
        assert_eq!(glyph.columns, cells(&glyph.shown), "columns of {glyph:?}");
        assert_eq!(
            glyph.breaks,
            matches!(&text[glyph.bytes.clone()], "\n" | "\r" | "\r\n")
        );
        assert_eq!(glyph.breaks, glyph.columns == 0, "{glyph:?}");
        assert!(glyph.shown.chars().count() <= 30, "{glyph:?}");
        assert!(
            glyph
                .shown
                .chars()
                .next()
                .is_none_or(|c| !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'))
        );
        if !glyph.hidden && !glyph.breaks && &text[glyph.bytes.clone()] != "\t" {
            assert!(
                glyph.shown.ends_with(&text[glyph.bytes.clone()]),
                "altered: {glyph:?}"
            );
        }
        whole.push_str(&glyph.shown);
    }
    assert_eq!(at, text.len());
    assert!(!whole.chars().any(forbidden), "{whole:?}");
    assert_eq!(shown(outside(text), 0..text.len()).as_str(), whole);
    assert!(!clean(outside(text)).chars().any(forbidden));
    assert_eq!(
        hidden_count(outside(text)),
        glyphs(outside(text)).filter(|g| g.hidden).count(),
        "{text:?}"
    );
}

/// Pieces that have made trouble somewhere.
const PIECES: &[&str] = &[
    "a",
    "word",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x1bP",
    "\x1b\\",
    "\u{9b}2J",
    "\0",
    "\x7f",
    "\u{85}",
    "\u{301}",
    "\u{20e3}",
    "é",
    "ß",
    "漢字",
    "ｶﾞ",
    "ﾟ",
    "한",
    "\u{1100}",
    "\u{1161}",
    "\u{11a8}",
    "नमस्ते",
    "क्‍",
    "ക്‍",
    "می‌خواهم",
    "العربية",
    "שלום",
    "ไทย",
    "\u{0e33}",
    "👨‍👩‍👧‍👦",
    "🇩🇪",
    "🇩",
    "👍🏽",
    "❤️",
    "1️⃣",
    "🏴",
    "\u{200d}",
    "\u{200c}",
    "\u{200b}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{61c}",
    "\u{feff}",
    "\u{ad}",
    "\u{2060}",
    "\u{fe0f}",
    "\u{e0041}",
    "\u{e0100}",
    "\u{2028}",
    "\u{fff9}",
    "\u{ffff}",
    "\u{e000}",
    "\u{600}",
    "\u{3164}",
    "\u{115f}",
    "\u{13430}",
    "\u{1d173}",
    "\u{0903}",
    "\u{10ffff}",
    "\u{2800}",
    "“",
    "…",
    "\u{a0}",
];

fn mixture() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn any_text_is_tiled_and_clean(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_mixture_is_tiled_and_clean(text in mixture()) {
        check(&text);
    }

    #[test]
    fn a_terminal_prints_and_does_nothing_else(text in prop_oneof![mixture(), any::<String>()]) {
        let cleaned = clean(outside(&text));
        let mut parser = vt100::Parser::default();
        let before = parser.screen().clone();
        parser.process(cleaned.as_bytes());
        let after = parser.screen();
        prop_assert_eq!(after.title_and_modes(), before.title_and_modes());
        parser.process(b"\x1b[H\x1b[J");
        prop_assert_eq!(parser.screen().contents(), "");
    }
}

/// What escape sequences change beside cells.
trait Modes {
    fn title_and_modes(&self) -> (bool, bool, bool, bool, String, String);
}

impl Modes for vt100::Screen {
    fn title_and_modes(&self) -> (bool, bool, bool, bool, String, String) {
        (
            self.alternate_screen(),
            self.application_cursor(),
            self.hide_cursor(),
            self.bracketed_paste(),
            self.attributes_formatted(),
            self.input_mode_formatted(),
        )
    }
}

#[test]
fn what_is_not_seen_is_shown() {
    for (text, shown, hidden) in [
        ("plain", "plain", 0),
        ("\x1b[31mred", "␛[31mred", 1),
        ("\0\x07\x7f", "␀␇␡", 3),
        ("\u{9b}2J", "⟨U+009B⟩2J", 1),
        ("a\tb", "a    b", 0),
        ("a\nb\r\nc", "a␊b␍␊c", 0),
        ("abc\u{202e}def", "abc⟨U+202E⟩def", 1),
        ("\u{2066}x\u{2069}\u{61c}", "⟨U+2066⟩x⟨U+2069⟩⟨U+061C⟩", 3),
        ("a\u{200b}b\u{ad}\u{feff}", "a⟨U+200B⟩b⟨U+00AD⟩⟨U+FEFF⟩", 3),
        ("a\u{200d}b", "a⟨U+200D⟩b", 1),
        ("a\u{fe0f}", "a⟨U+FE0F⟩", 1),
        ("\u{2028}\u{85}", "⟨U+2028⟩⟨U+0085⟩", 2),
        ("\u{fffe}", "⟨U+FFFE⟩", 1),
        ("\u{3164}", "⟨U+3164⟩", 1),
        ("🏴\u{e0067}\u{e0062}\u{e007f}", "🏴⟨+3⟩", 1),
        ("😀\u{fe0f}\u{fe01}\u{fe02}", "😀\u{fe0f}⟨+2⟩", 1),
    ] {
        assert_eq!(clean(outside(text)).as_str(), shown);
        assert_eq!(hidden_count(outside(text)), hidden, "{text:?}");
    }
}

#[test]
fn what_words_and_emoji_need_stays() {
    for text in [
        "naïve e\u{301}",
        "“So—”, she said…",
        "می‌خواهم",
        "ക്‍",
        "नमस्ते",
        "क्‍ष",
        "👨‍👩‍👧‍👦",
        "👩🏻‍❤️‍💋‍👨🏻",
        "❤️",
        "1️⃣",
        "🇩🇪🇫🇷",
        "漢\u{e0100}",
        "ｶﾞ",
        "שלום",
        "ไทย",
        "\u{e000}",
        "한글",
    ] {
        assert_eq!(clean(outside(text)).as_str(), text);
        assert_eq!(hidden_count(outside(text)), 0, "{text}");
        check(text);
    }
}

#[test]
fn marks_get_a_base_and_an_end() {
    assert_eq!(clean(outside("\u{301}a")).as_str(), "◌\u{301}a");
    assert_eq!(clean(outside("\n\u{301}")).as_str(), "␊◌\u{301}");
    let stack = format!("e{}", "\u{301}".repeat(18));
    assert_eq!(
        clean(outside(&stack)).as_str(),
        format!("e{}⟨+12⟩", "\u{301}".repeat(6))
    );
    check(&"\u{1100}".repeat(1_000));
    check(&"👨\u{200d}".repeat(1_000));
}

#[test]
fn hidden_characters_are_counted_across_blocks() {
    for length in 0..80 {
        let text = format!("{}\u{200b}{}\x1b", "x".repeat(length), "y".repeat(length));
        assert_eq!(hidden_count(outside(&text)), 2);
    }
    assert_eq!(
        hidden_count(outside(&format!("{}a\u{fe0f}", "x".repeat(40)))),
        1
    );
}

#[test]
fn our_words_and_clean_ones_can_be_joined() {
    let name = clean(outside("A\u{202e}na"));
    let line = Clean::format(format_args!("{name} · {} turns", 12));
    assert_eq!(line.as_str(), "A⟨U+202E⟩na · 12 turns");
    let both = Clean::join(&[Clean::ours("to"), name.clone()], " ");
    assert_eq!(both.as_str(), "to A⟨U+202E⟩na");
    assert_eq!(
        Clean::join(&[Clean::ours("a"), name], ", ").into_string(),
        "a, A⟨U+202E⟩na"
    );
}
