//! What a theme with a ground of its own is made of, and which role takes which colour. The colours are in `palettes`.

use ratatui::style::{Color, Modifier, Style};

use crate::text::paint::{Over, Role};

/// Ink on a ground, as `0xRRGGBB` each.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The letters.
    pub ink: u32,
    /// What is under them.
    pub ground: u32,
}

/// The colours of a theme, as `0xRRGGBB` each.
#[derive(Debug)]
pub struct Palette {
    /// Under everything.
    pub ground: u32,
    /// Words.
    pub text: u32,
    /// What is less important.
    pub faint: u32,
    /// Frames and rules.
    pub frame: u32,
    /// Where the keys go, and which there are.
    pub focus: u32,
    /// Signs of quotes.
    pub quote: u32,
    /// Signs of notes, and that all is well.
    pub note: u32,
    /// Signs of hits.
    pub hit_sign: u32,
    /// Somebody else's words, and what stands between turns.
    pub aside: u32,
    /// Names and bars.
    pub speakers: [u32; 8],
    /// Under a quote's words.
    pub quoted: u32,
    /// A hit.
    pub hit: Pair,
    /// The hit that the reader stands on.
    pub current_hit: Pair,
    /// The chosen row.
    pub chosen: Pair,
    /// What is not well.
    pub alarm: Pair,
}

impl Palette {
    /// What stands under everything.
    pub fn ground(&self) -> Style {
        Style::new().fg(colour(self.text)).bg(colour(self.ground))
    }

    /// The style of a role over `plain`, which tells it apart without colours. Nothing is dimmed or reversed here: what that
    /// does to colours is the terminal's to say, and its contrast nobody's.
    pub fn style(&self, role: Role, plain: Style, over: Over) -> Style {
        let dimmed = Modifier::DIM | Modifier::REVERSED;
        let mut letters = plain.add_modifier.difference(dimmed);
        let Pair {
            mut ink,
            mut ground,
        } = self.pair(role);
        if over.dimmed && ground == self.ground {
            ink = self.faint;
        }
        if over.quoted {
            letters |= Modifier::UNDERLINED;
            if ground == self.ground {
                ground = self.quoted;
            }
        }
        if over.marked {
            letters |= Modifier::BOLD | Modifier::UNDERLINED;
        }
        if over.selected {
            Pair { ink, ground } = self.chosen;
        }
        if over.hit {
            Pair { ink, ground } = self.hit;
        }
        if over.current_hit {
            Pair { ink, ground } = self.current_hit;
            letters |= Modifier::BOLD;
        }
        let style = Style::new().fg(colour(ink)).bg(colour(ground));
        style.add_modifier(letters)
    }

    /// What a role's letters are drawn with.
    pub fn pair(&self, role: Role) -> Pair {
        let ink = match role {
            Role::Plain
            | Role::Strong
            | Role::Heading
            | Role::Title
            | Role::Verbatim
            | Role::Translation => self.text,
            Role::Faint | Role::Transcriber | Role::Number | Role::Manner => self.faint,
            Role::Original | Role::Paraphrase | Role::Event | Role::Gap | Role::Remark => {
                self.aside
            }
            Role::Frame => self.frame,
            Role::FrameFocused | Role::Here | Role::Key => self.focus,
            Role::Speaker(slot) | Role::Bar(slot) => {
                self.speakers[usize::from(slot) % self.speakers.len()]
            }
            Role::QuoteSign => self.quote,
            Role::NoteSign | Role::Good | Role::OnlyB => self.note,
            Role::HitSign | Role::OnlyA => self.hit_sign,
            Role::TitleFocused => {
                return Pair {
                    ink: self.ground,
                    ground: self.focus,
                };
            }
            Role::Chosen => return self.chosen,
            Role::Alarm => return self.alarm,
        };
        Pair {
            ink,
            ground: self.ground,
        }
    }
}

fn colour(rgb: u32) -> Color {
    Color::from_u32(rgb)
}
