//! All keys and signs, printed from the tables of commands: in the popup, by `onrecord keys`, in README.

use super::fuzzy;
use crate::model::OutsideStr;
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, drawn, ours};
use crate::text::wrap;
use crate::tui::bindings::Bindings;
use crate::tui::command::Command;
use crate::tui::key;
use crate::tui::keymap;
use crate::tui::state::PaneId;

/// What the signs on the screen are.
const SIGNS: &[(&str, &str)] = &[
    ("┃", "words as they were spoken"),
    ("║", "a translation of them"),
    ("╎", "the words in the language that was spoken"),
    ("┆", "a paraphrase: somebody else's words"),
    ("[…]", "in the words: the transcriber's, not the speaker's"),
    ("*  ~~  »", "an event, a gap, a remark: nobody's words"),
    ("▸", "the turn where you are; ↑ on the timeline"),
    ("◆", "a quote that the author of the file highlighted"),
    ("✎", "a note of yours"),
    ("•", "a search hit"),
    ("─", "below the lanes: what is on the screen"),
    ("‖", "below the lanes: several speak at once"),
    ("·", "below the lanes: nobody speaks"),
    (
        "␛ ⟨U+202E⟩",
        "a character that would not be seen, or would act",
    ),
];

/// The rows of the popup: the focused pane's keys first, those only that hold every word that was typed.
pub fn lines(
    bindings: &Bindings,
    focus: PaneId,
    typed: OutsideStr<'_>,
    columns: usize,
) -> Vec<Line> {
    let mut tables = keymap::tables();
    tables.sort_by_key(|(context, _)| *context != keymap::pane(focus).name);
    let width = key_columns(bindings).min(columns / 3);
    let row = |left: Clean, right: &'static str| {
        let left = drawn(wrap::pad(&left, width), Role::Key);
        vec![left, ours(" ", Role::Plain), ours(right, Role::Plain)]
    };
    let mut lines = Vec::new();
    for (context, commands) in tables {
        let held = commands
            .iter()
            .filter(|c| holds(bindings, context, c, typed.raw()));
        section(
            &mut lines,
            context,
            held.map(|c| row(keys(bindings, c), c.help)).collect(),
        );
    }
    let signs = SIGNS
        .iter()
        .filter(|(sign, help)| fuzzy::holds(typed.raw(), &format!("signs {sign} {help}")));
    section(
        &mut lines,
        "Signs",
        signs
            .map(|(sign, help)| row(Clean::ours(sign), help))
            .collect(),
    );
    if lines.is_empty() {
        lines.push(vec![ours(
            "no key and no sign is described like that",
            Role::Strong,
        )]);
    }
    lines
}

/// A heading and its rows, a blank row before it; nothing where there are no rows.
fn section(lines: &mut Vec<Line>, heading: &'static str, rows: Vec<Line>) {
    if rows.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(Line::new());
    }
    lines.push(vec![ours(heading, Role::Heading)]);
    lines.extend(rows);
}

fn holds(bindings: &Bindings, context: &str, command: &Command, typed: &str) -> bool {
    let keys = keys(bindings, command);
    let Command { name, help, .. } = command;
    fuzzy::holds(typed, &format!("{context} {keys} {name} {help}"))
}

/// Columns that the longest list of keys takes.
pub fn key_columns(bindings: &Bindings) -> usize {
    let commands = keymap::tables()
        .into_iter()
        .flat_map(|(_, commands)| commands);
    commands
        .map(|c| wrap::columns(&keys(bindings, c)))
        .max()
        .unwrap_or_default()
}

/// `j, ↓`.
pub fn keys(bindings: &Bindings, command: &Command) -> Clean {
    let sequences = command.sequences(bindings);
    let shown: Vec<String> = sequences.iter().map(|k| key::show(k)).collect();
    clean(OutsideStr::new(&shown.join(", ")))
}

/// All keys as plain text, for `onrecord keys`.
pub fn text(bindings: &Bindings) -> String {
    let mut text = String::new();
    for (context, commands) in keymap::tables() {
        text.push_str(&format!("{context}\n"));
        for command in commands {
            text.push_str(&format!(
                "  {} {}\n",
                wrap::pad(&keys(bindings, command), key_columns(bindings)),
                command.help
            ));
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len() + 1);
    text
}

/// The commands whose keys can be changed, by the names that the configuration calls them.
pub fn names(bindings: &Bindings) -> String {
    let commands = keymap::bindable();
    let widest = commands.iter().map(|c| c.name.len()).max();
    let rows = commands.iter().map(|command| {
        let name = wrap::pad(&Clean::ours(command.name), widest.unwrap_or_default());
        format!("{name}  {}\n", keys(bindings, command))
    });
    rows.collect()
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
