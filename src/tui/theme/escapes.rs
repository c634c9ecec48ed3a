//! A row of pieces for a terminal that prints lines, in its own sixteen colours (ECMA-48, 8.3.117).

use ratatui::style::{Color, Modifier};

use super::Theme;
use crate::text::paint::Piece;

/// The row, with what colours and weighs it.
pub fn painted(line: &[Piece]) -> String {
    let mut out = String::new();
    for piece in line {
        let codes = codes(piece);
        if codes.is_empty() || piece.text.trim().is_empty() {
            out.push_str(&piece.text);
        } else {
            out.push_str(&format!(
                "\u{1b}[{}m{}\u{1b}[0m",
                codes.join(";"),
                piece.text
            ));
        }
    }
    out
}

fn codes(piece: &Piece) -> Vec<&'static str> {
    let style = Theme::Default.style(piece.role, piece.over);
    let letters = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    let on = letters
        .iter()
        .filter(|(m, _)| style.add_modifier.contains(*m));
    let mut codes: Vec<&'static str> = on.map(|(_, code)| *code).collect();
    let ink = match style.fg {
        Some(Color::Red) => Some("31"),
        Some(Color::Green) => Some("32"),
        Some(Color::Yellow) => Some("33"),
        Some(Color::Blue) => Some("34"),
        Some(Color::Magenta) => Some("35"),
        Some(Color::Cyan) => Some("36"),
        Some(_) | None => None,
    };
    codes.extend(ink);
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::paint::{Role, ours};

    #[test]
    fn what_is_gone_is_red_and_struck_and_plain_words_are_plain() {
        let line = [ours("a ", Role::Plain), ours("b", Role::OnlyA)];
        assert_eq!(painted(&line), "a \u{1b}[9;31mb\u{1b}[0m");
    }
}
