//! What the configuration means for keys and themes: which are taken, and what is wrong with the others.

use super::bindings::Bindings;
use super::command::Command;
use super::key::{self, Key};
use super::keymap;
use super::theme::{self, Theme};
use crate::model::{LineColumn, Problem};
use crate::store::config::{Binding, Config};
use crate::store::transcript::nearest;

/// What is taken of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The reader's keys.
    pub bindings: Bindings,
    /// The reader's themes, in the order of the file.
    pub themes: Vec<Theme>,
    /// Everything that is wrong in the file, in its order.
    pub problems: Vec<Problem>,
}

/// A command and the keys that it is to have.
struct Wanted<'c> {
    command: &'static Command,
    keys: Vec<Vec<Key>>,
    binding: &'c Binding,
}

impl Settings {
    /// Takes what can be taken: what clashes or is unknown is told, and left as it is without it.
    pub fn new(config: &Config) -> Self {
        let mut problems = config.problems.clone();
        let (themes, told) = theme::own(&config.themes);
        problems.extend(told);
        let mut wanted = Vec::new();
        for binding in &config.keys {
            match want(binding) {
                Ok(want) => wanted.push(want),
                Err(problem) => problems.push(problem),
            }
        }
        while let Some((at, problem)) = clash(&wanted) {
            wanted.remove(at);
            problems.push(problem);
        }
        let names = Theme::ALL.iter().chain(&themes).map(|t| t.name());
        let names: Vec<&str> = names.chain(["auto"]).collect();
        if let Some(theme) = &config.theme
            && !names.contains(&theme.text.as_str())
        {
            let problem = Problem::new(format!("there is no theme `{}`", theme.text));
            problems.push(problem.at(theme.place).hint(near(&theme.text, &names)));
        }
        problems.sort_by_key(|p| p.place);
        Self {
            bindings: bindings(&wanted),
            themes,
            problems,
        }
    }

    /// The theme of this name.
    pub fn theme(&self, name: &str) -> Option<Theme> {
        let all = Theme::ALL.iter().chain(&self.themes);
        all.copied().find(|theme| theme.name() == name)
    }
}

fn bindings(wanted: &[Wanted<'_>]) -> Bindings {
    let mut bindings = Bindings::default();
    for want in wanted {
        bindings.set(want.command.name, want.keys.clone());
    }
    bindings
}

/// The nearest of what there is, else all of it.
fn near(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().map(|k| (*k, *k))) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > 16 => "`onrecord keys --names` lists them".to_owned(),
        None => format!("there are {}", known.join(", ")),
    }
}

/// The command and the keys that a binding names.
fn want(binding: &Binding) -> Result<Wanted<'_>, Problem> {
    let name = &binding.command;
    let known = keymap::bindable();
    let Some(command) = known.iter().find(|c| c.name == name.text.as_str()) else {
        let names: Vec<&str> = known.iter().map(|c| c.name).collect();
        let fixed = keymap::tables().into_iter().flat_map(|(_, all)| all);
        let hint = if fixed.into_iter().any(|c| c.name == name.text.as_str()) {
            "keys of prompts and popups cannot be changed".to_owned()
        } else {
            near(&name.text, &names)
        };
        let problem = Problem::new(format!("no command is called `{}`", name.text));
        return Err(problem.at(name.place).hint(hint));
    };
    let mut keys = Vec::new();
    for placed in &binding.keys {
        let parsed = key::parse(&placed.text).map_err(|error| {
            let problem = Problem::new(format!(
                "`{}`: no key is called <{}>",
                name.text,
                error.name()
            ));
            let hint = match error.nearest() {
                Some(near) => format!("did you mean <{near}>?"),
                None => {
                    "letters as typed, <enter> <esc> <tab> <c-d> <a-left> <f2> <pgdn> for the rest"
                        .to_owned()
                }
            };
            problem.at(placed.place).hint(hint)
        })?;
        if !keys.contains(&parsed) {
            keys.push(parsed);
        }
    }
    Ok(Wanted {
        command,
        keys,
        binding,
    })
}

/// The later of two settings of which one keeps a command's keys from being pressed, and what is wrong with it.
fn clash(wanted: &[Wanted<'_>]) -> Option<(usize, Problem)> {
    let bindings = bindings(wanted);
    let (one, other, keys) = keymap::clash(&bindings)?;
    let place = |command: &Command| wanted.iter().position(|w| w.command.name == command.name);
    let at = place(one).max(place(other))?;
    let told: LineColumn = wanted[at].binding.keys.first()?.place;
    let problem = Problem::new(format!(
        "`{}` would be both `{}` and `{}`",
        key::show(&keys),
        one.name,
        other.name
    ));
    let hint = "give one of them other keys; until then this command keeps its own";
    Some((at, problem.at(told).hint(hint)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::config::parse;
    use crate::tui::state::PaneId;

    fn told(text: &str) -> Vec<String> {
        let settings = Settings::new(&parse(text));
        settings.problems.iter().map(|p| p.message("c")).collect()
    }

    #[test]
    fn own_keys_take_the_place_of_a_command_s_keys() {
        let settings = Settings::new(&parse(
            "[keys]\nundo = [\"U\", \"<f5>\"]\n\"next hit\" = \"gn\"\n",
        ));
        assert_eq!(settings.problems, []);
        let means = |keys: &str| {
            let keys = key::parse(keys).expect("keys");
            match keymap::meaning(&settings.bindings, PaneId::Transcript, false, &keys) {
                keymap::Meaning::Command(command) => command.name,
                keymap::Meaning::Prefix => "…",
                keymap::Meaning::Nothing => "",
            }
        };
        for (keys, name) in [
            ("U", "undo"),
            ("<f5>", "undo"),
            ("u", ""),
            ("gn", "next hit"),
            ("n", ""),
            ("N", "previous hit"),
        ] {
            assert_eq!(means(keys), name, "{keys}");
        }
    }

    #[test]
    fn keys_may_be_exchanged() {
        assert_eq!(
            told("[keys]\n\"next hit\" = \"N\"\n\"previous hit\" = \"n\"\n"),
            [""; 0]
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_the_nearest() {
        for (text, message) in [
            (
                "[keys]\nundoo = \"U\"",
                "c:2:1: no command is called `undoo`\n  hint: did you mean `undo`?",
            ),
            (
                "[keys]\nundo = \"<entr>\"",
                "c:2:8: `undo`: no key is called <entr>\n  hint: did you mean <enter>?",
            ),
            (
                "[keys]\nundo = \"n\"",
                "c:2:8: `n` would be both `next hit` and `undo`",
            ),
            ("[keys]\nundo = \"g\"", "c:2:8: `g` would be both `"),
            (
                "[keys]\nundo = \"nn\"",
                "c:2:8: `n` would be both `next hit` and `undo`",
            ),
            (
                "[keys]\n\"save note\" = \"x\"",
                "c:2:1: no command is called `save note`\n  hint: keys of prompts",
            ),
            (
                "theme = \"drak\"",
                "c:1:9: there is no theme `drak`\n  hint: did you mean `dark`?",
            ),
            (
                "[themes.mine]\nkeey = \"red\"",
                "c:2:1: no role is called `keey`\n  hint: did you mean `key`?",
            ),
            ("[themes.mine]\nkey = \"rde\"", "c:2:7: `rde` is no colour"),
            (
                "[themes.dark]\nkey = \"red\"",
                "c:1:9: `dark` is a theme that is always there",
            ),
            (
                "[themes.mine]\nbased-on = \"drak\"",
                "c:2:12: there is no theme `drak`",
            ),
        ] {
            let told = told(text);
            assert_eq!(
                told.len(),
                usize::from(!message.is_empty()),
                "{text}: {told:?}"
            );
            assert!(
                told.first().is_none_or(|t| t.starts_with(message)),
                "{told:?}"
            );
        }
    }

    #[test]
    fn a_clash_leaves_the_earlier_setting() {
        let settings = Settings::new(&parse("[keys]\nundo = \"U\"\nredo = \"U\"\n"));
        assert!(settings.bindings.has("undo") && !settings.bindings.has("redo"));
        assert_eq!(settings.problems.len(), 1);
    }
}
