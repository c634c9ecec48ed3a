//! The prompt's rows: commands that match what is typed, or the place that it names.

use super::{fuzzy, help};
use crate::model::OutsideStr;
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, drawn, fit, ours, piece, spread};
use crate::text::wrap;
use crate::tui::bindings::Bindings;
use crate::tui::command::Command;
use crate::tui::keymap;
use crate::tui::state::palette::Palette;
use crate::tui::state::{PaneId, State};

/// A command that can be chosen.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The pane that it belongs to; `None` for those that do the same everywhere.
    pub pane: Option<PaneId>,
    /// The command.
    pub command: &'static Command,
}

/// What a command's place is worth when several match alike: the focused pane's come first.
const FOCUSED: i32 = 4;
const EVERYWHERE: i32 = 2;

/// The commands that match, the best first, without those that fit far worse than the best; all of them where nothing is typed, the focused pane's first.
pub fn found(state: &State, typed: OutsideStr<'_>) -> Vec<Found> {
    let letters = typed.raw();
    let mut scored: Vec<(i32, Found)> = commands()
        .filter(|found| found.pane.is_none_or(|pane| state.has(pane)))
        .filter_map(|found| {
            let Command { name, help, .. } = found.command;
            let name = fuzzy::score(letters, name).map(|s| s * 2);
            let score = name.max(fuzzy::score(letters, help));
            let home = match found.pane {
                Some(pane) if pane == state.focus => FOCUSED,
                Some(_) => 0,
                None => EVERYWHERE,
            };
            let score = if typed.is_blank() { 0 } else { score? };
            Some((score + home, found))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let best = scored.first().map_or(0, |(score, _)| *score);
    if !typed.is_blank() {
        scored.retain(|(score, _)| *score * 5 >= best * 2);
    }
    scored.into_iter().map(|(_, found)| found).collect()
}

/// Every command that keys do in a pane or everywhere; those of prompts and popups have no meaning outside them.
fn commands() -> impl Iterator<Item = Found> {
    let of = |pane| move |command| Found { pane, command };
    let panes = keymap::PANES
        .iter()
        .flat_map(move |p| p.commands.iter().map(of(Some(p.id))));
    keymap::everywhere().map(of(None)).chain(panes)
}

/// What follows `check`, if that is typed: the path of a draft.
pub fn check(typed: OutsideStr<'_>) -> Option<&str> {
    behind("check", typed)
}

/// What follows `save-as`, if that is typed: the path of another file for the notes.
pub fn save_as(typed: OutsideStr<'_>) -> Option<&str> {
    behind("save-as", typed)
}

/// What follows `compare`, if that is typed: the path of another version.
pub fn compare(typed: OutsideStr<'_>) -> Option<&str> {
    behind("compare", typed)
}

fn behind<'t>(command: &str, typed: OutsideStr<'t>) -> Option<&'t str> {
    let rest = typed.raw().strip_prefix(command)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
}

/// The row of what is typed.
pub fn prompt(typed: OutsideStr<'_>, columns: usize) -> Line {
    let left = vec![ours(":", Role::Key), piece(clean(typed), Role::Plain)];
    fit(left, columns)
}

/// The row below it: the place that is named, how many commands match, or what can be typed.
pub fn answer(palette: &Palette, described: Option<Clean>, found: usize, columns: usize) -> Line {
    let typed = palette.editor.line();
    let line = match (&palette.place, described, found) {
        (Some(Err(message)), ..) => vec![piece(message.clone(), Role::Strong)],
        (Some(Ok(_)), place, _) => vec![
            ours("→ ", Role::Key),
            piece(place.unwrap_or_default(), Role::Strong),
        ],
        (None, ..) if typed.is_blank() => {
            vec![ours(
                "a command, or a place: 12:30, +2m, #42, p45:3, 50%",
                Role::Faint,
            )]
        }
        (None, ..) if check(typed).is_some() => vec![ours(
            "Enter checks the quotations of that draft; without a name, shows the last",
            Role::Faint,
        )],
        (None, ..) if save_as(typed).is_some() => vec![ours(
            "Enter keeps the notes in that file from now on",
            Role::Faint,
        )],
        (None, ..) if compare(typed).is_some() => vec![ours(
            "Enter lays that file beside this transcript; without one, the last again",
            Role::Faint,
        )],
        (None, _, 0) => vec![ours("no command is called that", Role::Strong)],
        (None, _, 1) => vec![ours("1 command", Role::Faint)],
        (None, _, n) => vec![piece(
            Clean::format(format_args!("{n} commands")),
            Role::Faint,
        )],
    };
    fit(line, columns)
}

/// The commands' rows that there is room for, the chosen one among them.
pub fn lines(
    bindings: &Bindings,
    (found, chosen): (&[Found], usize),
    columns: usize,
    rows: usize,
) -> Vec<Line> {
    let first = (chosen + 1).saturating_sub(rows);
    let shown = found.iter().enumerate().skip(first).take(rows);
    shown
        .map(|(index, found)| row(bindings, *found, index == chosen, columns))
        .collect()
}

/// `]q  next quote · to the next quote        Transcript`.
fn row(bindings: &Bindings, found: Found, chosen: bool, columns: usize) -> Line {
    let role = |role| if chosen { Role::Chosen } else { role };
    let keys = wrap::pad(
        &help::keys(bindings, found.command),
        help::key_columns(bindings).min(columns / 3),
    );
    let left = vec![
        drawn(keys, role(Role::Key)),
        ours(" ", role(Role::Plain)),
        ours(found.command.name, role(Role::Strong)),
        ours("  ", role(Role::Plain)),
        ours(found.command.help, role(Role::Faint)),
    ];
    let place = found.pane.map_or("", |pane| keymap::pane(pane).name);
    let right = vec![ours(place, role(Role::Faint))];
    let mut line = if columns < 60 {
        fit(left, columns)
    } else {
        spread(left, right, columns)
    };
    if chosen {
        line.iter_mut().for_each(|p| p.role = Role::Chosen);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_quotes() -> State {
        State {
            focus: PaneId::Quotes,
            ..State::default()
        }
    }

    fn names(typed: &str) -> Vec<&'static str> {
        let found = found(&at_quotes(), OutsideStr::new(typed));
        found.iter().map(|f| f.command.name).collect()
    }

    #[test]
    fn the_focused_pane_comes_first_then_what_is_everywhere() {
        let mut state = at_quotes();
        let all = found(&state, OutsideStr::new(""));
        let places: Vec<Option<PaneId>> = all.iter().map(|f| f.pane).collect();
        let of_pane = keymap::pane(PaneId::Quotes).commands.len();
        assert!(places[..of_pane].iter().all(|p| *p == Some(PaneId::Quotes)));
        let rest = &places[of_pane..];
        assert!(
            rest[..keymap::everywhere().count()]
                .iter()
                .all(Option::is_none)
        );
        let of_draft = keymap::pane(PaneId::Draft).commands.len();
        assert_eq!(all.len(), commands().count() - of_draft);
        state.checking.open = true;
        let all = found(&state, OutsideStr::new(""));
        assert_eq!(all.len(), commands().count());
    }

    #[test]
    fn what_is_meant_comes_first() {
        for (typed, name) in [
            ("quit", "quit"),
            ("nq", "next quote"),
            ("undo", "undo"),
            ("go quote", "go to quote"),
            ("previous call", "previous call"),
            ("take back", "undo"),
        ] {
            assert_eq!(names(typed).first(), Some(&name), "{typed}");
        }
        assert!(names("zeppelin").is_empty());
    }
}
