//! A theme of the reader's own: a built-in one with some roles changed. Its contrast is the reader's matter.
//!
//! A role's look is written `bright-cyan on #202020 bold`: ink, ground and modifiers, each if it is to change.

use ratatui::style::{Color, Modifier, Style};

use super::Theme;
use crate::model::Problem;
use crate::store::config::{OwnTheme, Placed};
use crate::store::transcript::nearest;
use crate::text::clean::Clean;
use crate::text::paint::{Over, Role};

/// A theme and what it changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Own {
    name: Clean,
    base: Theme,
    changes: Vec<(Part, Look)>,
}

/// What can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Ground,
    Role(Role),
    Quoted,
    Marked,
    Dimmed,
    Selected,
    Hit,
    CurrentHit,
}

/// How it is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    ink: Option<Color>,
    ground: Option<Color>,
    letters: Modifier,
    plain: bool,
}

const PARTS: [(&str, Part); 33] = [
    ("ground", Part::Ground),
    ("plain", Part::Role(Role::Plain)),
    ("faint", Part::Role(Role::Faint)),
    ("strong", Part::Role(Role::Strong)),
    ("heading", Part::Role(Role::Heading)),
    ("frame", Part::Role(Role::Frame)),
    ("frame-focused", Part::Role(Role::FrameFocused)),
    ("title", Part::Role(Role::Title)),
    ("title-focused", Part::Role(Role::TitleFocused)),
    ("verbatim", Part::Role(Role::Verbatim)),
    ("translation", Part::Role(Role::Translation)),
    ("paraphrase", Part::Role(Role::Paraphrase)),
    ("original", Part::Role(Role::Original)),
    ("transcriber", Part::Role(Role::Transcriber)),
    ("number", Part::Role(Role::Number)),
    ("manner", Part::Role(Role::Manner)),
    ("event", Part::Role(Role::Event)),
    ("gap", Part::Role(Role::Gap)),
    ("remark", Part::Role(Role::Remark)),
    ("quote-sign", Part::Role(Role::QuoteSign)),
    ("note-sign", Part::Role(Role::NoteSign)),
    ("hit-sign", Part::Role(Role::HitSign)),
    ("here", Part::Role(Role::Here)),
    ("chosen", Part::Role(Role::Chosen)),
    ("good", Part::Role(Role::Good)),
    ("alarm", Part::Role(Role::Alarm)),
    ("key", Part::Role(Role::Key)),
    ("quoted", Part::Quoted),
    ("marked", Part::Marked),
    ("dimmed", Part::Dimmed),
    ("selected", Part::Selected),
    ("hit", Part::Hit),
    ("current-hit", Part::CurrentHit),
];

/// The sixteen colours of a terminal, and its own ink or ground.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const LETTERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// The themes that are written, and what is wrong with them. A theme lives as long as the program.
pub fn own(written: &[OwnTheme]) -> (Vec<Theme>, Vec<Problem>) {
    let (mut themes, mut problems) = (Vec::new(), Vec::new());
    for theme in written {
        let name = &theme.name;
        if name.text.as_str() == "auto" || built_in(&name.text).is_some() {
            let problem = Problem::new(format!("`{}` is a theme that is always there", name.text));
            problems.push(problem.at(name.place).hint("give yours another name"));
            continue;
        }
        let base = theme.based_on.as_ref().map(|base| {
            built_in(&base.text).ok_or_else(|| {
                let what = format!("there is no theme `{}`", base.text);
                near(base, what, Theme::ALL.iter().map(|t| t.name()))
            })
        });
        let mut changes = Vec::new();
        for (role, look) in &theme.roles {
            match (parts(&role.text), parse(look)) {
                (Some(parts), Ok(look)) => changes.extend(parts.into_iter().map(|p| (p, look))),
                (None, _) => {
                    let known = PARTS.iter().map(|(known, _)| *known);
                    let known = known.chain(["speaker-1", "bar-1"]);
                    problems.push(near(
                        role,
                        format!("no role is called `{}`", role.text),
                        known,
                    ));
                }
                (_, Err(problem)) => problems.push(problem),
            }
        }
        let base = base.transpose().unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        let own = Own {
            name: name.text.clone(),
            base: base.unwrap_or_default(),
            changes,
        };
        themes.push(Theme::Own(Box::leak(Box::new(own))));
    }
    (themes, problems)
}

fn built_in(name: &str) -> Option<Theme> {
    Theme::ALL.into_iter().find(|theme| theme.name() == name)
}

fn near<'a>(named: &Placed, what: String, known: impl Iterator<Item = &'a str> + Clone) -> Problem {
    let problem = Problem::new(what).at(named.place);
    match nearest(&named.text, known.clone().map(|k| (k, k))) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => {
            let known: Vec<&str> = known.collect();
            problem.hint(format!("there are {}", known.join(", ")))
        }
    }
}

/// The parts of this name; `speaker` and `bar` are all eight of them.
fn parts(name: &str) -> Option<Vec<Part>> {
    let one = PARTS.iter().find(|(known, _)| *known == name);
    if let Some((_, part)) = one {
        return Some(vec![*part]);
    }
    let (kind, slots) = match name.rsplit_once('-') {
        Some((kind, number)) => {
            let number = number.parse::<u8>().ok().filter(|n| (1..=8).contains(n))?;
            (kind, number - 1..number)
        }
        None => (name, 0..8),
    };
    let role: fn(u8) -> Role = match kind {
        "speaker" => Role::Speaker,
        "bar" => Role::Bar,
        _ => return None,
    };
    Some(slots.map(|slot| Part::Role(role(slot))).collect())
}

fn parse(written: &Placed) -> Result<Look, Problem> {
    let mut look = Look::default();
    let mut on = false;
    for word in written.text.split_whitespace() {
        let letters = LETTERS.iter().find(|(known, _)| *known == word);
        match (word, letters, colour(word)) {
            ("on", ..) if !on => on = true,
            ("plain", ..) => look.plain = true,
            (_, Some((_, modifier)), _) => look.letters |= *modifier,
            (_, _, Some(colour)) if on && look.ground.is_none() => look.ground = Some(colour),
            (_, _, Some(colour)) if !on && look.ink.is_none() => look.ink = Some(colour),
            (_, _, Some(_)) | ("on", ..) => {
                let problem = Problem::new(format!("`{}` has a colour too many", written.text));
                return Err(problem.at(written.place).hint(EXAMPLE));
            }
            _ => {
                let names = COLOURS.iter().map(|(name, _)| *name);
                let names = names.chain(LETTERS.iter().map(|(name, _)| *name));
                let near = nearest(word, names.map(|n| (n, n)));
                let hint = near.map_or(EXAMPLE.to_owned(), |n| format!("did you mean `{n}`?"));
                let problem = Problem::new(format!("`{word}` is no colour"));
                return Err(problem.at(written.place).hint(hint));
            }
        }
    }
    Ok(look)
}

const EXAMPLE: &str = "as in \"bright-cyan on #202020 bold\"; letters are bold, dim, italic, underlined, reversed or plain";

fn colour(word: &str) -> Option<Color> {
    if let Some(digits) = word.strip_prefix('#') {
        let hex = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        return hex.then(|| u32::from_str_radix(digits, 16).ok().map(Color::from_u32))?;
    }
    let named = COLOURS.iter().find(|(name, _)| *name == word);
    named.map(|(_, colour)| *colour)
}

impl Own {
    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The built-in theme that it changes.
    pub(super) fn base(&self) -> Theme {
        self.base
    }

    /// What stands under everything.
    pub fn ground(&self) -> Style {
        self.patched(self.base.ground(), Part::Ground)
    }

    /// The style of a role with what lies over it.
    pub fn style(&self, role: Role, over: Over) -> Style {
        let (before, after) = (self.base.ground(), self.ground());
        let mut style = self.base.style(role, over);
        // What stood on the old ground, or was in its ink, stands on the new one.
        if style.bg == before.bg {
            style.bg = after.bg;
        }
        if style.fg == before.fg {
            style.fg = after.fg;
        }
        style = self.patched(style, Part::Role(role));
        for (lies, part) in [
            (over.dimmed, Part::Dimmed),
            (over.quoted, Part::Quoted),
            (over.marked, Part::Marked),
            (over.selected, Part::Selected),
            (over.hit, Part::Hit),
            (over.current_hit, Part::CurrentHit),
        ] {
            if lies {
                style = self.patched(style, part);
            }
        }
        style.remove_modifier(Modifier::all().difference(style.add_modifier))
    }

    fn patched(&self, mut style: Style, part: Part) -> Style {
        for (_, look) in self.changes.iter().filter(|(changed, _)| *changed == part) {
            if look.plain {
                style.add_modifier = Modifier::empty();
            }
            style.fg = look.ink.or(style.fg);
            style.bg = look.ground.or(style.bg);
            style = style.add_modifier(look.letters);
        }
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::config;

    fn theme(text: &str) -> Theme {
        let (themes, problems) = own(&config::parse(text).themes);
        assert_eq!(problems, []);
        themes[0]
    }

    #[test]
    fn a_change_is_over_its_base_and_the_rest_is_the_base_s() {
        let mine = theme(
            "[themes.mine]\nbased-on = \"dark\"\nkey = \"#ff0000 on blue plain italic\"\nhit = \"black on red\"\n",
        );
        let key = mine.style(Role::Key, Over::default());
        assert_eq!(
            (key.fg, key.bg),
            (Some(Color::Rgb(255, 0, 0)), Some(Color::Blue))
        );
        assert_eq!(key.add_modifier, Modifier::ITALIC);
        let words = Over::default();
        assert_eq!(
            mine.style(Role::Verbatim, words),
            Theme::Dark.style(Role::Verbatim, words)
        );
        let hit = Over { hit: true, ..words };
        assert_eq!(mine.style(Role::Verbatim, hit).bg, Some(Color::Red));
    }

    #[test]
    fn another_ground_is_under_every_role() {
        let mine = theme("[themes.mine]\nbased-on = \"light\"\nground = \"white on black\"\n");
        let words = mine.style(Role::Verbatim, Over::default());
        assert_eq!(
            (words.fg, words.bg),
            (Some(Color::Gray), Some(Color::Black))
        );
        assert_eq!(
            mine.style(Role::Faint, Over::default()).bg,
            Some(Color::Black)
        );
    }

    #[test]
    fn speakers_are_changed_together_or_one_by_one() {
        assert_eq!(parts("speaker").map(|p| p.len()), Some(8));
        assert_eq!(parts("bar-8"), Some(vec![Part::Role(Role::Bar(7))]));
        for none in ["bar-9", "bar-0", "speaker-", "words"] {
            assert_eq!(parts(none), None, "{none}");
        }
    }
}
