//! Keys, and the one grammar in which they are written: on the command line, in help, in tests.
//!
//! Letters stand as typed; `<enter> <esc> <tab> <backtab> <up> <down> <left> <right> <home> <end> <pgup> <pgdn> <del>
//! <bs> <space> <f2> <lt>` and `<c-d> <a-left> <s-up>` for the rest.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::store::transcript::nearest;

/// A key as it is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With what held down; Shift only for keys that are no letters.
    pub held: KeyModifiers,
}

const NAMES: [(&str, KeyCode); 17] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("bs", KeyCode::Backspace),
    ("space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
];

/// Why a text names no keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no key is called <{0}>; known are letters as typed, <enter> <esc> <tab> <up> <pgdn> <space> <f2> <c-d> <a-left> and the like"
)]
pub struct UnknownKey(String);

impl UnknownKey {
    /// What stands between `<` and `>`.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The name of a key that is nearly called so.
    pub fn nearest(&self) -> Option<&'static str> {
        nearest(&self.0, NAMES.iter().map(|(name, _)| (*name, *name)))
    }
}

impl Key {
    /// A key with nothing held down.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            held: KeyModifiers::NONE,
        }
    }

    /// What was pressed or repeats; releases are none.
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut held = event.modifiers & known;
        if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
            held -= KeyModifiers::SHIFT;
        }
        // A terminal that pastes as if it were typed sends its line ends so.
        let line_end = event.code == KeyCode::Char('j') && held == KeyModifiers::CONTROL;
        if line_end {
            return Some(Self::plain(KeyCode::Enter));
        }
        Some(Self {
            code: event.code,
            held,
        })
    }

    fn named(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let mut rest = lower.as_str();
        let mut held = KeyModifiers::NONE;
        while let Some((flag, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty())
        {
            held |= match flag {
                "c" => KeyModifiers::CONTROL,
                "a" => KeyModifiers::ALT,
                "s" => KeyModifiers::SHIFT,
                _ => return None,
            };
            rest = after;
        }
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(c), None) if !held.is_empty() => KeyCode::Char(c),
            _ => match NAMES.iter().find(|(known, _)| *known == rest) {
                Some((_, code)) => *code,
                None => KeyCode::F(
                    rest.strip_prefix('f')?
                        .parse()
                        .ok()
                        .filter(|n| (1..=12).contains(n))?,
                ),
            },
        };
        Some(Self { code, held })
    }
}

/// Reads keys as they are written.
///
/// # Errors
/// Names the first `<…>` that is no key. A `<` that begins none is itself.
pub fn parse(text: &str) -> Result<Vec<Key>, UnknownKey> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let name = rest
            .strip_prefix('<')
            .and_then(|r| r.split_once('>'))
            .map(|(name, _)| name)
            .filter(|name| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            });
        if let Some(name) = name {
            keys.push(Key::named(name).ok_or_else(|| UnknownKey(name.to_owned()))?);
            rest = &rest[name.len() + 2..];
        } else {
            keys.push(Key::plain(if c == '\n' {
                KeyCode::Enter
            } else {
                KeyCode::Char(c)
            }));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(keys)
}

impl fmt::Display for Key {
    /// As people write it: `Ctrl-d`, `Enter`, `j`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (flag, name) in [
            (KeyModifiers::CONTROL, "Ctrl-"),
            (KeyModifiers::ALT, "Alt-"),
            (KeyModifiers::SHIFT, "Shift-"),
        ] {
            if self.held.contains(flag) {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::Backspace => f.write_str("Backspace"),
            KeyCode::Delete => f.write_str("Del"),
            KeyCode::F(n) => write!(f, "F{n}"),
            code => write!(f, "{code:?}"),
        }
    }
}

/// A sequence as people write it: `gg`, `]q`, `Ctrl-d`.
pub fn show(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_letters_and_names() {
        let keys = parse("J/pe<enter><c-d><A-left><space><F2><<lt>a<b").expect("all are keys");
        let shown: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let all = "J / p e Enter Ctrl-d Alt-← Space F2 < < a < b";
        assert_eq!(shown.join(" "), all);
    }

    #[test]
    fn the_line_ends_of_pasted_text_are_enter_and_releases_are_nothing() {
        let ctrl_j = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL);
        assert_eq!(Key::from_event(&ctrl_j), Some(Key::plain(KeyCode::Enter)));
        let mut released = ctrl_j;
        released.kind = KeyEventKind::Release;
        assert_eq!(Key::from_event(&released), None);
    }

    #[test]
    fn refuses_what_is_no_key() {
        for text in ["<nokey>", "<f13>", "<x-a>", "<c->"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
