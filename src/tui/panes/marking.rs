//! Selecting words and turns, marking and coding them.

use crate::text::clean::Clean;
use crate::text::motion::Step;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::state::State;
use crate::tui::state::finding::Way;

/// What keys do everywhere to select and mark.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "select words",
        keys: &["v"],
        help: "select words; the same again ends it",
        run: |s| select(s, false),
    },
    Command {
        name: "select turns",
        keys: &["V"],
        help: "select turns",
        run: |s| select(s, true),
    },
    Command {
        name: "mark",
        keys: &["m"],
        help: "mark selection, chosen quote or turn; again: no mark",
        run: State::mark,
    },
    Command {
        name: "code",
        keys: &["c"],
        help: "code the selection, what a list chose, or the turn",
        run: code,
    },
    Command {
        name: "last code",
        keys: &["."],
        help: "the last code again",
        run: last_code,
    },
    Command {
        name: "overlapping passages",
        keys: &["o"],
        help: "the next of the passages that overlap here",
        run: next_cover,
    },
];

/// What keys do in the transcript while something is selected, before all else.
pub const SELECTING: &[Command] = &[
    Command {
        name: "letter right",
        keys: &["l", "<right>"],
        help: "a letter further",
        run: |s| step(s, Step::Letter, Way::Forward),
    },
    Command {
        name: "letter left",
        keys: &["h", "<left>"],
        help: "a letter back",
        run: |s| step(s, Step::Letter, Way::Back),
    },
    Command {
        name: "word right",
        keys: &["w"],
        help: "to the next word",
        run: |s| step(s, Step::Word, Way::Forward),
    },
    Command {
        name: "word left",
        keys: &["b"],
        help: "to the word before",
        run: |s| step(s, Step::Word, Way::Back),
    },
    Command {
        name: "sentence right",
        keys: &[")"],
        help: "to the next sentence",
        run: |s| step(s, Step::Sentence, Way::Forward),
    },
    Command {
        name: "sentence left",
        keys: &["("],
        help: "to the sentence before",
        run: |s| step(s, Step::Sentence, Way::Back),
    },
    Command {
        name: "row's first letter",
        keys: &["0"],
        help: "to the row's first letter",
        run: |s| row_end(s, Way::Back),
    },
    Command {
        name: "row's last letter",
        keys: &["$"],
        help: "to the row's last letter",
        run: |s| row_end(s, Way::Forward),
    },
    Command {
        name: "row below",
        keys: &["j", "<down>"],
        help: "a row down",
        run: |s| row_step(s, Way::Forward),
    },
    Command {
        name: "row above",
        keys: &["k", "<up>"],
        help: "a row up",
        run: |s| row_step(s, Way::Back),
    },
    Command {
        name: "other end",
        keys: &["o"],
        help: "to the other end of the selection",
        run: other_end,
    },
    Command {
        name: "end the selection",
        keys: &["<esc>"],
        help: "select nothing",
        run: end,
    },
];

fn select(state: &mut State, turns: bool) -> Vec<Effect> {
    state.focus = crate::tui::state::PaneId::Transcript;
    if !state.select(turns) {
        state.say(Clean::ours("no turn to select here"));
    }
    Vec::new()
}

fn step(state: &mut State, step: Step, way: Way) -> Vec<Effect> {
    state.step(step, way);
    Vec::new()
}

fn row_end(state: &mut State, way: Way) -> Vec<Effect> {
    state.row_end(way);
    Vec::new()
}

fn row_step(state: &mut State, way: Way) -> Vec<Effect> {
    state.row_step(way);
    Vec::new()
}

fn other_end(state: &mut State) -> Vec<Effect> {
    state.other_end();
    Vec::new()
}

fn end(state: &mut State) -> Vec<Effect> {
    state.selecting = None;
    Vec::new()
}

fn code(state: &mut State) -> Vec<Effect> {
    if !state.begin_coding() {
        state.say(Clean::ours("no words to code here"));
    }
    Vec::new()
}

fn last_code(state: &mut State) -> Vec<Effect> {
    if state.last_codes.is_empty() {
        state.say(Clean::ours("no code given yet: c gives one"));
        return Vec::new();
    }
    let codes = state.last_codes.clone();
    state.code(codes)
}

fn next_cover(state: &mut State) -> Vec<Effect> {
    match state.next_cover() {
        Some(name) => state.say(name),
        None => state.say(Clean::ours("no mark, note or quote on these words")),
    }
    Vec::new()
}
