//! The one place that knows colours. Everything else says what a text is.

use ratatui::style::{Color, Modifier, Style};

use crate::text::paint::{Over, Role};

/// What roles look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own sixteen colours, readable on black and on white.
    #[default]
    Default,
    /// No colours: bold, underlined and reversed letters only.
    Plain,
    /// For tests: each role is a colour of its own number, so that a picture can show what a text is.
    Roles,
}

/// Colours that tell speakers apart; none is black, white, or hard to read on either.
const SPEAKERS: [Color; 8] = [
    Color::Cyan,
    Color::Magenta,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Red,
    Color::LightCyan,
    Color::LightMagenta,
];

impl Theme {
    /// The style of a role with what lies over it.
    pub fn style(self, role: Role, over: Over) -> Style {
        if self == Self::Roles {
            return Style::new()
                .fg(Color::Indexed(role.number()))
                .bg(Color::Indexed(over.number()));
        }
        let mut style = plain(role);
        if self == Self::Default {
            style = style.patch(colour(role));
        }
        if over.quoted {
            style = style.add_modifier(Modifier::UNDERLINED);
        }
        if over.hit {
            style = style.add_modifier(Modifier::REVERSED);
        }
        if over.dimmed {
            style = style.add_modifier(Modifier::DIM).fg(Color::Reset);
        }
        if over.current_hit {
            style = style.add_modifier(Modifier::BOLD | Modifier::REVERSED);
        }
        style
    }
}

/// What tells roles apart without any colour.
fn plain(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Strong | Role::Heading | Role::Speaker(_) | Role::Title | Role::Here | Role::Key => {
            style.bold()
        }
        Role::TitleFocused | Role::Chosen => style.reversed(),
        Role::Alarm => style.bold().reversed(),
        Role::FrameFocused | Role::QuoteSign | Role::NoteSign | Role::HitSign => style.bold(),
        Role::Original
        | Role::Transcriber
        | Role::Paraphrase
        | Role::Remark
        | Role::Event
        | Role::Gap => style.italic(),
        Role::Faint | Role::Frame | Role::Number | Role::Manner => style.dim(),
        Role::Plain | Role::Verbatim | Role::Translation | Role::Bar(_) | Role::Good => style,
    }
}

fn colour(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Speaker(slot) | Role::Bar(slot) => {
            style.fg(SPEAKERS[usize::from(slot) % SPEAKERS.len()])
        }
        Role::QuoteSign | Role::Gap => style.fg(Color::Yellow),
        Role::NoteSign | Role::Good => style.fg(Color::Green),
        Role::HitSign | Role::Alarm => style.fg(Color::Red),
        Role::FrameFocused | Role::TitleFocused | Role::Here => style.fg(Color::Cyan),
        Role::Key => style.fg(Color::Cyan),
        Role::Plain
        | Role::Faint
        | Role::Strong
        | Role::Heading
        | Role::Frame
        | Role::Title
        | Role::Verbatim
        | Role::Translation
        | Role::Paraphrase
        | Role::Original
        | Role::Transcriber
        | Role::Number
        | Role::Manner
        | Role::Event
        | Role::Remark
        | Role::Chosen => style,
    }
}
