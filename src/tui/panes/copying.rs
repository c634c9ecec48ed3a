//! The commands that hand words out of the program, with their citation.

use crate::text::cite::Citation;
use crate::text::clean::Clean;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::state::citing::Choosing;
use crate::tui::state::{Mode, State};

/// What keys do everywhere to copy.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "copy",
        keys: &["y"],
        help: "copy selection, chosen quote or turn with its citation",
        run: |s| copy(s, s.citing.current),
    },
    Command {
        name: "copy as",
        keys: &["Y"],
        help: "choose the style of the citation, and copy",
        run: choose,
    },
];

/// Bytes that every terminal with a clipboard takes; some take no more.
const LARGE: usize = 50_000;

/// Copies what is meant in a style, by its number, and ends the selection.
pub fn copy(state: &mut State, style: usize) -> Vec<Effect> {
    let Some(citation) = state.cited(style) else {
        state.say(Clean::ours("there are no words here to copy"));
        return Vec::new();
    };
    let told = tell(&citation, state.citing.styles[style].name());
    state.say(told);
    state.selecting = None;
    vec![Effect::Copy(citation.text)]
}

/// `copied 23 words of Ana Petrov (journalist): sent to the terminal; some do not take it`.
fn tell(citation: &Citation, style: &str) -> Clean {
    let words = match citation.words {
        1 => Clean::ours("1 word"),
        n => Clean::format(format_args!("{n} words")),
    };
    let whose = match citation.speakers.as_slice() {
        [one] => one.clone(),
        [one, two] => Clean::format(format_args!("{one} and {two}")),
        more => Clean::format(format_args!("{} speakers", more.len())),
    };
    let bytes = citation.text.len();
    let sent = if bytes > LARGE {
        let size = bytes / 1000;
        Clean::format(format_args!("{size} kB, more than some terminals take"))
    } else {
        Clean::ours("sent to the terminal; some do not take it")
    };
    Clean::format(format_args!("copied {words} of {whose} ({style}): {sent}"))
}

fn choose(state: &mut State) -> Vec<Effect> {
    let chosen = state.citing.current;
    if state.cited(chosen).is_some() {
        state.mode = Mode::Citing(Choosing { chosen });
    } else {
        state.say(Clean::ours("there are no words here to copy"));
    }
    Vec::new()
}
