//! Stand-ins for what the program draws, on terminals that have no drawing characters. The words of a transcript have none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::clean::Clean;

/// Each character that the program draws, and the one that stands for it.
const STAND_INS: &[(char, char)] = &[
    ('─', '-'),
    ('━', '='),
    ('│', '|'),
    ('┃', '|'),
    ('║', '"'),
    ('┆', ':'),
    ('┊', ':'),
    ('╎', '\''),
    ('‖', '='),
    ('┌', '+'),
    ('┐', '+'),
    ('└', '+'),
    ('┘', '+'),
    ('├', '+'),
    ('┤', '+'),
    ('┬', '+'),
    ('┴', '+'),
    ('┼', '+'),
    ('▏', '.'),
    ('▎', '.'),
    ('▍', ':'),
    ('▌', ':'),
    ('▋', '='),
    ('▊', '='),
    ('▉', '#'),
    ('█', '#'),
    ('░', '.'),
    ('▒', ':'),
    ('▓', '='),
    ('◆', '*'),
    ('✎', 'n'),
    ('•', 'o'),
    ('✓', 'x'),
    ('▸', '>'),
    ('»', '>'),
    ('↑', '^'),
    ('↓', 'v'),
    ('←', '<'),
    ('→', '>'),
    ('×', 'x'),
    ('·', '-'),
    ('–', '-'),
    ('—', '-'),
    ('…', '~'),
    ('⋯', '~'),
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
];

/// The program's own words and signs in ASCII, as many columns wide. A sign without a stand-in of its own is `?`.
pub fn of(own: &Clean) -> Clean {
    let text: String = own
        .chars()
        .map(|c| match STAND_INS.iter().find(|(sign, _)| *sign == c) {
            Some((_, stand_in)) => *stand_in,
            None if c.is_ascii() => c,
            None => '?',
        })
        .collect();
    Clean::format(format_args!("{text}"))
}

/// A frame of `+`, `-` and `|`. Where it meets another, there is a `+`.
pub fn frame(area: Rect, style: Style, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for at in area.positions() {
        let side = at.x == area.left() || at.x + 1 == area.right();
        let edge = at.y == area.top() || at.y + 1 == area.bottom();
        let sign = match (side, edge) {
            (true, true) => "+",
            (true, false) => "|",
            (false, true) => "-",
            (false, false) => continue,
        };
        let cell = &mut buffer[at];
        let joined = matches!((cell.symbol(), sign), ("+", _) | ("|", "-") | ("-", "|"));
        cell.set_symbol(if joined { "+" } else { sign });
        cell.set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_are_ascii_and_each_sign_has_one() {
        for (at, (sign, stand_in)) in STAND_INS.iter().enumerate() {
            assert!(stand_in.is_ascii() && !sign.is_ascii(), "{sign}");
            let again = STAND_INS[at + 1..].iter().any(|(s, _)| s == sign);
            assert!(!again, "{sign} stands there twice");
        }
        let bar = of(&Clean::ours("▏▎▍▌▋▊▉█ ◆ ✎"));
        assert_eq!(bar.as_str(), "..::==## * n");
        let quoted = of(&Clean::ours("“words” ⋯ 4 rows"));
        assert_eq!(quoted.as_str(), "\"words\" ~ 4 rows");
    }

    #[test]
    fn frames_that_share_a_side_are_joined() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 5));
        frame(Rect::new(0, 0, 5, 3), Style::new(), &mut buffer);
        frame(Rect::new(0, 2, 3, 3), Style::new(), &mut buffer);
        frame(Rect::new(2, 2, 3, 3), Style::new(), &mut buffer);
        let shown: Vec<&str> = buffer.content().iter().map(|c| c.symbol()).collect();
        let rows: Vec<String> = shown.chunks(5).map(|row| row.concat()).collect();
        assert_eq!(rows, ["+---+", "|   |", "+-+-+", "| | |", "+-+-+"]);
    }
}
