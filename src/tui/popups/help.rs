//! All keys, printed from the tables of commands: in the popup, by `onrecord keys`, in README.

use super::fuzzy;
use crate::model::OutsideStr;
use crate::text::clean::Clean;
use crate::text::paint::{Line, Role, drawn, ours};
use crate::text::wrap;
use crate::tui::command::Command;
use crate::tui::key;
use crate::tui::keymap;
use crate::tui::state::PaneId;

/// The rows of the popup: the focused pane's keys first, those only that hold every word that was typed.
pub fn lines(focus: PaneId, typed: OutsideStr<'_>, columns: usize) -> Vec<Line> {
    let mut tables = keymap::tables();
    tables.sort_by_key(|(context, _)| *context != keymap::pane(focus).name);
    let mut lines = Vec::new();
    for (context, commands) in tables {
        let mut rows = commands
            .iter()
            .filter(|c| holds(context, c, typed.raw()))
            .peekable();
        if rows.peek().is_none() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        lines.push(vec![ours(context, Role::Heading)]);
        lines.extend(rows.map(|command| {
            vec![
                drawn(wrap::pad(&keys(command), KEYS.min(columns / 3)), Role::Key),
                ours(" ", Role::Plain),
                ours(command.help, Role::Plain),
            ]
        }));
    }
    if lines.is_empty() {
        lines.push(vec![ours("no key is described like that", Role::Strong)]);
    }
    lines
}

fn holds(context: &str, command: &Command, typed: &str) -> bool {
    let keys = keys(command);
    let Command { name, help, .. } = command;
    fuzzy::holds(typed, &format!("{context} {keys} {name} {help}"))
}

/// Columns for keys.
pub const KEYS: usize = 18;

/// `j, ↓`.
pub fn keys(command: &Command) -> Clean {
    let shown: Vec<String> = command
        .keys
        .iter()
        .filter_map(|k| key::parse(k).ok())
        .map(|k| key::show(&k))
        .collect();
    let shown = shown.join(", ");
    Clean::format(format_args!("{shown}"))
}

/// All keys as plain text, for `onrecord keys`.
pub fn text() -> String {
    let mut text = String::new();
    for (context, commands) in keymap::tables() {
        text.push_str(&format!("{context}\n"));
        for command in commands {
            text.push_str(&format!(
                "  {} {}\n",
                wrap::pad(&keys(command), KEYS + 6),
                command.help
            ));
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len() + 1);
    text
}

/// All keys as a Markdown table, for README.
pub fn markdown() -> String {
    let mut text = String::from("| where | keys | do |\n|---|---|---|\n");
    for (context, commands) in keymap::tables() {
        for command in commands {
            let all: Vec<String> = command
                .keys
                .iter()
                .filter_map(|k| key::parse(k).ok())
                .map(|k| format!("`{}`", key::show(&k)))
                .collect();
            text.push_str(&format!(
                "| {context} | {} | {} |\n",
                all.join(" "),
                command.help
            ));
        }
    }
    text
}
