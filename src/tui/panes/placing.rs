//! Notes on more than words, links between them, and where they stand in a changed transcript.

use crate::model::On;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::state::{PaneId, State};

/// What keys do everywhere with the places of notes.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "note on speaker",
        keys: &["As"],
        help: "write a note on the speaker",
        run: on_speaker,
    },
    Command {
        name: "note on call",
        keys: &["Ac"],
        help: "write a note on the call",
        run: on_call,
    },
    Command {
        name: "note on the whole",
        keys: &["Aw"],
        help: "write a note on the whole transcript",
        run: on_whole,
    },
    Command {
        name: "follow link",
        keys: &["gd"],
        help: "to the turn that the note's link names; again: the next",
        run: follow,
    },
    Command {
        name: "agree",
        keys: &["="],
        help: "agree to where a moved note stands; pick up a lost one",
        run: State::agree,
    },
    Command {
        name: "tie",
        keys: &["g="],
        help: "pick the note up; = then ties it to other words",
        run: pick_up,
    },
];

fn on_speaker(state: &mut State) -> Vec<Effect> {
    let chosen = state
        .figures_here()
        .and_then(|f| f.shares.get(state.chosen.speaker))
        .map(|s| s.speaker)
        .filter(|_| state.focus == PaneId::Speakers);
    if let Some(speaker) = chosen.or(state.speaker_here()) {
        state.write_note_on(On::Speaker(state.transcript.speaker(speaker).id.clone()));
    }
    Vec::new()
}

fn on_call(state: &mut State) -> Vec<Effect> {
    let call = state.call_here();
    if call.get() < state.transcript.calls().len() {
        state.write_note_on(On::Call(state.transcript.call(call).id.clone()));
    }
    Vec::new()
}

fn on_whole(state: &mut State) -> Vec<Effect> {
    state.write_note_on(On::Transcript);
    Vec::new()
}

fn follow(state: &mut State) -> Vec<Effect> {
    state.follow_link();
    Vec::new()
}

fn pick_up(state: &mut State) -> Vec<Effect> {
    state.pick_up();
    Vec::new()
}
