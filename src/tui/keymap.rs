//! All panes, all commands, and which command some keys mean.

use super::bindings::Bindings;
use super::command::{Command, Pane};
use super::effect::Effect;
use super::key::{self, Key};
use super::panes::{
    copying, draft, everywhere, marking, notes, placing, quotes, showing, speakers, timeline,
    transcript,
};
use super::state::{PaneId, State};
use crate::model::OutsideStr;
use crate::text::clean::{Clean, clean};

/// All panes, by number.
pub const PANES: [&Pane; 6] = [
    &transcript::PANE,
    &timeline::PANE,
    &speakers::PANE,
    &quotes::PANE,
    &notes::PANE,
    &draft::PANE,
];

/// A pane.
pub fn pane(id: PaneId) -> &'static Pane {
    PANES[id.index()]
}

/// What some keys mean.
#[derive(Debug)]
pub enum Meaning {
    /// A command.
    Command(&'static Command),
    /// The beginning of a longer sequence.
    Prefix,
    /// Nothing.
    Nothing,
}

/// The commands that do the same in every pane, by what they are for.
const EVERYWHERE: [&[Command]; 6] = [
    everywhere::COMMANDS,
    marking::COMMANDS,
    showing::COMMANDS,
    copying::COMMANDS,
    placing::COMMANDS,
    draft::FROM_ANYWHERE,
];

/// The commands that do the same in every pane.
pub fn everywhere() -> impl Iterator<Item = &'static Command> {
    EVERYWHERE.into_iter().flatten()
}

/// A pane's commands, then those that do the same everywhere.
fn commands(pane: &'static Pane) -> impl Iterator<Item = &'static Command> {
    pane.commands.iter().chain(everywhere())
}

/// What `keys` mean while a pane has the focus: its own commands come first, and before them those of a selection in it.
pub fn meaning(bindings: &Bindings, focus: PaneId, selecting: bool, keys: &[Key]) -> Meaning {
    let mut prefix = false;
    let selecting = selecting && focus == PaneId::Transcript;
    let first = if selecting { marking::SELECTING } else { &[] };
    for command in first.iter().chain(commands(pane(focus))) {
        for sequence in command.sequences(bindings) {
            if sequence == keys {
                return Meaning::Command(command);
            }
            prefix |= sequence.starts_with(keys);
        }
    }
    if prefix {
        Meaning::Prefix
    } else {
        Meaning::Nothing
    }
}

/// What keys may follow `keys` while a pane has the focus, and what they do then.
pub fn following(
    bindings: &Bindings,
    focus: PaneId,
    keys: &[Key],
) -> impl Iterator<Item = (Vec<Key>, &'static Command)> {
    let sequences = commands(pane(focus)).flat_map(|c| {
        let sequences = c.sequences(bindings).into_iter();
        sequences.map(move |keys| (keys, c))
    });
    sequences.filter_map(move |(sequence, command)| {
        let rest = sequence
            .strip_prefix(keys)
            .filter(|rest| !rest.is_empty())?;
        Some((rest.to_vec(), command))
    })
}

/// The commands whose keys a reader may change.
pub fn bindable() -> Vec<&'static Command> {
    let panes = PANES.into_iter().flat_map(|p| p.commands);
    everywhere()
        .chain(marking::SELECTING)
        .chain(panes)
        .collect()
}

/// The keys of a command that are taught, as people write them.
pub fn taught(bindings: &Bindings, name: &str) -> Clean {
    let named = bindable().into_iter().find(|c| c.name == name);
    let sequences = named.map_or(Vec::new(), |c| c.sequences(bindings));
    let shown = sequences.first().map_or(String::new(), |k| key::show(k));
    clean(OutsideStr::new(&shown))
}

/// Two commands of which one keeps the other from being pressed, and with which keys, where a reader has changed one of
/// them. While words are selected, the keys of that may mean what else they mean elsewhere.
pub fn clash(bindings: &Bindings) -> Option<(&'static Command, &'static Command, Vec<Key>)> {
    for pane in PANES {
        let selecting = marking::SELECTING.iter().map(|c| (c, true));
        let all = commands(pane).map(|c| (c, false)).chain(selecting);
        let all: Vec<_> = all.map(|(c, s)| (c, s, c.sequences(bindings))).collect();
        for (at, (one, selects, keys)) in all.iter().enumerate() {
            for (other, other_selects, other_keys) in &all[at + 1..] {
                if !bindings.has(one.name) && !bindings.has(other.name) {
                    continue;
                }
                let pairs = keys
                    .iter()
                    .flat_map(|a| other_keys.iter().map(move |b| (a, b)));
                let mut hiding = pairs
                    .filter(|(a, b)| a.starts_with(b) || b.starts_with(a))
                    .filter(|(a, b)| selects == other_selects || a != b);
                if let Some((a, b)) = hiding.next() {
                    let keys = if a.len() < b.len() { a } else { b };
                    return Some((one, other, keys.clone()));
                }
            }
        }
    }
    None
}

/// A context and its commands, for help and for `onrecord keys`.
pub fn tables() -> Vec<(&'static str, &'static [Command])> {
    let mut tables: Vec<(&'static str, &'static [Command])> = vec![
        ("Everywhere", everywhere::COMMANDS),
        ("Marks and codes", marking::COMMANDS),
        ("Places of notes", placing::COMMANDS),
        ("While selecting", marking::SELECTING),
        ("How it is shown", showing::COMMANDS),
        ("Copying", copying::COMMANDS),
        ("A checked draft", draft::FROM_ANYWHERE),
    ];
    tables.extend(PANES.map(|p| (p.name, p.commands)));
    tables.push(("While writing", WRITING));
    tables.push(("While searching", SEARCHING));
    tables.push(("While narrowing a list", NARROWING));
    tables.push(("While coding", CODING));
    tables.push(("In the palette", CHOOSING));
    tables.push(("In the list of styles", STYLES));
    tables.push(("Two versions", COMPARING));
    tables.push(("In help and lists", READING));
    tables
}

/// Commands that go somewhere by its meaning: however near that is, the way back is kept. Others are jumps when they go far.
const JUMPS: &[&str] = &[
    "same speaker, next",
    "same speaker, previous",
    "next quote",
    "previous quote",
    "next note",
    "previous note",
    "next call",
    "previous call",
    "next hit",
    "previous hit",
    "first",
    "last",
    "call's first turn",
    "call's last turn",
    "speaker's next turn",
    "go to quote",
    "go to note",
    "go to what was spoken",
    "next quotation",
    "previous quotation",
    "follow link",
];

/// Whether a command goes somewhere by its meaning.
pub fn is_jump(command: &Command) -> bool {
    JUMPS.contains(&command.name)
}

/// The rows below are for help alone: in a mode where keys type, `update` takes them one by one. `tests/modes.rs` proves
/// that each of them does something there.
fn in_its_mode(_: &mut State) -> Vec<Effect> {
    Vec::new()
}

/// What keys do while a note is written; the typing itself is the editor's.
const WRITING: &[Command] = &[
    Command {
        name: "save note",
        keys: &["<c-s>", "<esc>"],
        help: "save the note; an empty one is dropped",
        run: in_its_mode,
    },
    Command {
        name: "go on in editor",
        keys: &["<c-g>"],
        help: "go on in $VISUAL or $EDITOR",
        run: in_its_mode,
    },
    Command {
        name: "undo typing",
        keys: &["<c-u>"],
        help: "take back what was typed or deleted last",
        run: in_its_mode,
    },
    Command {
        name: "redo typing",
        keys: &["<c-r>"],
        help: "make it again",
        run: in_its_mode,
    },
    Command {
        name: "rows of the note",
        keys: &["<up>", "<down>", "<pgup>", "<pgdn>"],
        help: "by rows as they are shown",
        run: in_its_mode,
    },
    Command {
        name: "words of the note",
        keys: &["<c-left>", "<c-right>", "<a-b>", "<a-f>"],
        help: "by words",
        run: in_its_mode,
    },
    Command {
        name: "delete a word",
        keys: &["<c-w>", "<a-d>"],
        help: "delete the word before, the word after",
        run: in_its_mode,
    },
    Command {
        name: "delete to the ends",
        keys: &["<c-k>", "<c-y>"],
        help: "delete to the line's end; put back what was deleted",
        run: in_its_mode,
    },
];

/// What keys do while a search is typed.
const SEARCHING: &[Command] = &[
    Command {
        name: "go",
        keys: &["<enter>"],
        help: "to the first hit; n and N go on",
        run: in_its_mode,
    },
    Command {
        name: "give up",
        keys: &["<esc>"],
        help: "back to where the search began",
        run: in_its_mode,
    },
];

/// What keys do while what narrows a list is typed.
const NARROWING: &[Command] = &[
    Command {
        name: "keep the list so",
        keys: &["<enter>"],
        help: "back to the list, which stays so",
        run: in_its_mode,
    },
    Command {
        name: "choose in the list",
        keys: &["<down>", "<up>"],
        help: "choose below and above",
        run: in_its_mode,
    },
    Command {
        name: "show all",
        keys: &["<esc>"],
        help: "the whole list again",
        run: in_its_mode,
    },
];

/// What keys do while codes are typed.
const CODING: &[Command] = &[
    Command {
        name: "a code in use",
        keys: &["1"],
        help: "1 to 9: one of the nine most used, if nothing is typed",
        run: in_its_mode,
    },
    Command {
        name: "complete",
        keys: &["<tab>", "<down>", "<backtab>", "<up>"],
        help: "complete from the codes in use; a comma begins another",
        run: in_its_mode,
    },
    Command {
        name: "give codes",
        keys: &["<enter>"],
        help: "give these codes; one that is there already goes",
        run: in_its_mode,
    },
    Command {
        name: "no code",
        keys: &["<esc>"],
        help: "close; nothing is coded",
        run: in_its_mode,
    },
];

/// What keys do while a command is looked for or a place is named.
const CHOOSING: &[Command] = &[
    Command {
        name: "place",
        keys: &["12:30", "+2m", "#42", "2#42", "p45:3", "50%"],
        help: "a time, later, a turn, one of call 2, page:line, a share",
        run: in_its_mode,
    },
    Command {
        name: "choose below",
        keys: &["<down>", "<tab>", "<c-n>"],
        help: "choose the next command",
        run: in_its_mode,
    },
    Command {
        name: "choose above",
        keys: &["<up>", "<backtab>", "<c-p>"],
        help: "choose the previous command",
        run: in_its_mode,
    },
    Command {
        name: "do it",
        keys: &["<enter>"],
        help: "go to the place, or do the chosen command",
        run: in_its_mode,
    },
    Command {
        name: "leave the palette",
        keys: &["<esc>"],
        help: "close; nothing is done",
        run: in_its_mode,
    },
];

/// What keys do while two versions stand side by side.
const COMPARING: &[Command] = &[
    Command {
        name: "next difference",
        keys: &["]d", "n"],
        help: "to the next difference",
        run: in_its_mode,
    },
    Command {
        name: "previous difference",
        keys: &["[d", "N"],
        help: "to the previous difference",
        run: in_its_mode,
    },
    Command {
        name: "further in both",
        keys: &["j", "<down>", "<space>", "<pgdn>", "<c-d>"],
        help: "further down, in both versions",
        run: in_its_mode,
    },
    Command {
        name: "back in both",
        keys: &["k", "<up>", "<pgup>", "<c-u>"],
        help: "further up, in both versions",
        run: in_its_mode,
    },
    Command {
        name: "first row of both",
        keys: &["gg", "<home>"],
        help: "to the first row",
        run: in_its_mode,
    },
    Command {
        name: "last row of both",
        keys: &["G", "<end>"],
        help: "to the last row",
        run: in_its_mode,
    },
    Command {
        name: "to the words",
        keys: &["<enter>"],
        help: "unfold what is at the top, or to its words in the reader",
        run: in_its_mode,
    },
    Command {
        name: "fold",
        keys: &["z"],
        help: "show all that is equal, or fold it again",
        run: in_its_mode,
    },
    Command {
        name: "leave the comparison",
        keys: &["<esc>", "q"],
        help: "stop comparing, or close; :compare shows it again",
        run: in_its_mode,
    },
];

/// What keys do while the style of a citation is chosen.
const STYLES: &[Command] = &[
    Command {
        name: "style below",
        keys: &["j", "<down>", "<tab>"],
        help: "choose the next style",
        run: in_its_mode,
    },
    Command {
        name: "style above",
        keys: &["k", "<up>", "<backtab>"],
        help: "choose the previous style",
        run: in_its_mode,
    },
    Command {
        name: "copy so",
        keys: &["<enter>"],
        help: "copy in the chosen style, which y uses from then on",
        run: in_its_mode,
    },
    Command {
        name: "copy by number",
        keys: &["1", "2", "3", "4", "5"],
        help: "copy in the style with this number; your own go on to 9",
        run: in_its_mode,
    },
    Command {
        name: "close styles",
        keys: &["<esc>", "q", "Y"],
        help: "close; nothing is copied",
        run: in_its_mode,
    },
];

/// What keys do in a popup that is read.
const READING: &[Command] = &[
    Command {
        name: "narrow",
        keys: &["/"],
        help: "show only the keys that are described so; Esc shows all",
        run: in_its_mode,
    },
    Command {
        name: "down",
        keys: &["j", "<down>", "<space>", "<pgdn>", "<c-d>"],
        help: "further down",
        run: in_its_mode,
    },
    Command {
        name: "up",
        keys: &["k", "<up>", "<pgup>", "<c-u>"],
        help: "further up",
        run: in_its_mode,
    },
    Command {
        name: "top",
        keys: &["g", "<home>"],
        help: "to the first row",
        run: in_its_mode,
    },
    Command {
        name: "bottom",
        keys: &["G", "<end>"],
        help: "to the last row",
        run: in_its_mode,
    },
    Command {
        name: "close",
        keys: &["q", "<esc>", "?", "<enter>"],
        help: "close",
        run: in_its_mode,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::tui::state::TAUGHT;

    #[test]
    fn keys_that_messages_name_are_those_of_the_table() {
        for (name, keys) in TAUGHT {
            let command = bindable().into_iter().find(|c| c.name == name);
            assert_eq!(command.expect(name).keys.first(), Some(&keys), "{name}");
        }
    }

    #[test]
    fn every_key_parses_and_means_one_thing_in_its_context() {
        for (context, commands) in tables() {
            let mut seen = HashSet::new();
            for command in commands {
                assert!(!command.keys.is_empty(), "{}", command.name);
                for keys in command.keys {
                    let parsed = key::parse(keys).expect(keys);
                    assert!(seen.insert(parsed), "{keys} stands twice in {context}");
                }
            }
        }
    }

    #[test]
    fn no_key_is_a_command_and_the_beginning_of_another() {
        for pane in PANES {
            let commands = || {
                pane.commands
                    .iter()
                    .chain(super::everywhere())
                    .chain(marking::SELECTING)
            };
            let all: Vec<Vec<Key>> = commands()
                .flat_map(|c| c.keys)
                .map(|k| key::parse(k).expect("parses"))
                .collect();
            for keys in &all {
                for longer in all.iter().filter(|l| l.len() > keys.len()) {
                    assert!(
                        !longer.starts_with(keys),
                        "{} hides {}",
                        key::show(keys),
                        key::show(longer)
                    );
                }
            }
        }
    }

    #[test]
    fn every_jump_is_a_command() {
        let commands: Vec<&str> = tables()
            .iter()
            .flat_map(|(_, commands)| commands.iter().map(|c| c.name))
            .collect();
        for jump in JUMPS {
            assert!(commands.contains(jump), "{jump}");
        }
    }

    #[test]
    fn names_and_help_fit_and_no_name_stands_twice() {
        let mut names = HashSet::new();
        for (_, commands) in tables() {
            for command in commands {
                assert!(names.insert(command.name), "{} stands twice", command.name);
                assert!(
                    !command.help.is_empty() && command.help.chars().count() <= 60,
                    "{}",
                    command.name
                );
                assert!(!command.help.ends_with('.'), "{}", command.name);
            }
        }
    }

    #[test]
    fn a_pane_s_number_is_its_place_and_its_key() {
        for (index, pane) in PANES.iter().enumerate() {
            assert_eq!(pane.id.index(), index);
            let digit = key::parse(&index.to_string()).expect("a digit is a key");
            let Meaning::Command(command) =
                meaning(&Bindings::default(), PaneId::Transcript, false, &digit)
            else {
                panic!("{index} focuses nothing")
            };
            assert_eq!(command.name.to_lowercase(), pane.name.to_lowercase());
        }
    }
}
