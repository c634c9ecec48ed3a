//! The terminal's own sixteen colours. On black and on white alike only some of them can be read: yellow, cyan, green and
//! the bright ones vanish on white, blue on black. So what must be read is in the terminal's own ink, bold, italic or dim;
//! red and magenta mark signs, and the rest is for bars, which are large and stand beside a name.

use ratatui::style::{Color, Style};

use crate::text::paint::Role;

/// The bars of speakers; names and initials tell them apart.
const BARS: [Color; 8] = [
    Color::Cyan,
    Color::Magenta,
    Color::Green,
    Color::Red,
    Color::Blue,
    Color::DarkGray,
    Color::Yellow,
    Color::Reset,
];

/// What a role adds to its letters.
pub fn colour(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Bar(slot) => style.fg(BARS[usize::from(slot) % BARS.len()]),
        Role::QuoteSign | Role::Here => style.fg(Color::Magenta),
        Role::HitSign | Role::Alarm | Role::OnlyA => style.fg(Color::Red),
        Role::Plain
        | Role::Faint
        | Role::Strong
        | Role::Heading
        | Role::Frame
        | Role::FrameFocused
        | Role::Title
        | Role::TitleFocused
        | Role::Verbatim
        | Role::Translation
        | Role::Paraphrase
        | Role::Original
        | Role::Transcriber
        | Role::Speaker(_)
        | Role::Number
        | Role::Manner
        | Role::Event
        | Role::Gap
        | Role::Remark
        | Role::NoteSign
        | Role::Chosen
        | Role::Good
        | Role::Key
        | Role::OnlyB => style,
    }
}
