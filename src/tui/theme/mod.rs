//! The one place that knows colours. Everything else says what a text is.
//!
//! What tells roles apart without any colour is here and holds in every theme; the colours are a row a theme in `palettes`
//! and, for the terminal's own sixteen, in `terminal`.

mod escapes;
mod own;
mod palette;
mod palettes;
mod terminal;

pub use escapes::painted;

use ratatui::style::{Color, Modifier, Style};

use crate::text::paint::{Over, Role};
pub use own::{Own, own};

/// What roles look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own sixteen colours, readable on black and on white.
    #[default]
    Default,
    /// Dark ink on a light ground of its own.
    Light,
    /// Light ink on a dark ground of its own.
    Dark,
    /// As much contrast as there is.
    Contrast,
    /// Colours that are told apart with every kind of colour vision.
    ColourBlind,
    /// No colours: bold, underlined and reversed letters only.
    Plain,
    /// One of the reader's own.
    Own(&'static Own),
    /// For tests: each role is a colour of its own number, so that a picture can show what a text is.
    Roles,
}

impl Theme {
    /// Those for readers, in the order in which they come round.
    pub const ALL: [Self; 6] = [
        Self::Default,
        Self::Light,
        Self::Dark,
        Self::Contrast,
        Self::ColourBlind,
        Self::Plain,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
            Self::ColourBlind => "colour-blind",
            Self::Plain => "plain",
            Self::Own(own) => own.name(),
            Self::Roles => "roles",
        }
    }

    /// The theme after this one; the reader's own come after the others.
    pub fn next(self, own: &[Self]) -> Self {
        let all: Vec<Self> = Self::ALL.iter().chain(own).copied().collect();
        let at = all.iter().position(|t| *t == self);
        all[at.map_or(0, |at| (at + 1) % all.len())]
    }

    /// What stands under everything.
    pub fn ground(self) -> Style {
        if let Self::Own(own) = self {
            return own.ground();
        }
        match self.colours() {
            Colours::Own(palette) => palette.ground(),
            Colours::Terminal | Colours::None | Colours::Numbers => Style::new(),
        }
    }

    /// The style of a role with what lies over it. It says of every modifier whether it is on.
    pub fn style(self, role: Role, over: Over) -> Style {
        if let Self::Own(own) = self {
            return own.style(role, over);
        }
        let style = match self.colours() {
            Colours::Numbers => {
                return Style::new()
                    .fg(Color::Indexed(role.number()))
                    .bg(Color::Indexed(over.number()));
            }
            Colours::None => marked(plain(role), over),
            Colours::Terminal => marked(plain(role).patch(terminal::colour(role)), over),
            Colours::Own(palette) => palette.style(role, plain(role), over),
        };
        style.remove_modifier(Modifier::all().difference(style.add_modifier))
    }

    fn colours(self) -> Colours {
        match self {
            Self::Default => Colours::Terminal,
            Self::Light => Colours::Own(&palettes::LIGHT),
            Self::Dark => Colours::Own(&palettes::DARK),
            Self::Contrast => Colours::Own(&palettes::CONTRAST),
            Self::ColourBlind => Colours::Own(&palettes::COLOUR_BLIND),
            Self::Plain => Colours::None,
            Self::Own(own) => own.base().colours(),
            Self::Roles => Colours::Numbers,
        }
    }
}

/// Where a theme's colours come from.
enum Colours {
    None,
    Terminal,
    Own(&'static palette::Palette),
    Numbers,
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
        Role::OnlyA => style.crossed_out(),
        Role::OnlyB => style.bold().underlined(),
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

/// What tells what lies over a text without any colour.
fn marked(mut style: Style, over: Over) -> Style {
    if over.quoted {
        style = style.underlined();
    }
    if over.dimmed {
        style = style.dim();
        style.fg = None;
    }
    if over.marked {
        style = style.bold().underlined();
    }
    if over.hit || over.selected {
        style = style.reversed();
    }
    if over.current_hit {
        style = style.bold().reversed();
    }
    style
}

#[cfg(test)]
mod tests;
