//! The commands that change how the transcript is shown, and nothing of what it says.

use crate::text::clean::{Clean, clean};
use crate::text::layout::Layers;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::state::areas::Spread;
use crate::tui::state::filter::{Filter, Others};
use crate::tui::state::{PaneId, State};

/// What keys do everywhere to change what is seen.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "filter",
        keys: &["f"],
        help: "the speaker alone: others dimmed, hidden, shown again",
        run: filter,
    },
    Command {
        name: "add to filter",
        keys: &["F"],
        help: "add the speaker to the filter, or take out",
        run: add,
    },
    Command {
        name: "texts",
        keys: &["t"],
        help: "translation, original, both",
        run: texts,
    },
    Command {
        name: "narrower",
        keys: &["<lt>"],
        help: "narrower rows of words",
        run: |s| widen(s, -4),
    },
    Command {
        name: "wider",
        keys: &[">"],
        help: "wider rows of words",
        run: |s| widen(s, 4),
    },
    Command {
        name: "zoom in",
        keys: &["+"],
        help: "zoom the timeline in around the cursor",
        run: |s| zoom(s, true),
    },
    Command {
        name: "zoom out",
        keys: &["-"],
        help: "zoom the timeline out",
        run: |s| zoom(s, false),
    },
    Command {
        name: "zoom pane",
        keys: &["z"],
        help: "the pane alone on the screen, and back",
        run: |s| spread(s, Spread::Pane),
    },
    Command {
        name: "words alone",
        keys: &["Z"],
        help: "the words alone, without frames, and back",
        run: |s| spread(s, Spread::Words),
    },
];

/// The speaker that is meant: the chosen one in the list of speakers, elsewhere the one of the turn.
fn speaker(state: &State) -> Option<crate::model::SpeakerIndex> {
    if state.focus == PaneId::Speakers {
        let share = state.figures_here()?.shares.get(state.chosen.speaker)?;
        return Some(share.speaker);
    }
    state.speaker_here()
}

fn filter(state: &mut State) -> Vec<Effect> {
    if let Some(speaker) = speaker(state) {
        state
            .reading
            .change_filter(|filter| filter.turn_on(speaker));
        tell_filter(state);
    }
    Vec::new()
}

fn add(state: &mut State) -> Vec<Effect> {
    if let Some(speaker) = speaker(state) {
        state.reading.change_filter(|filter| filter.toggle(speaker));
        tell_filter(state);
    }
    Vec::new()
}

fn tell_filter(state: &mut State) {
    let name = |s| clean(state.transcript.speaker(s).name.borrow());
    let names =
        |filter: &Filter| Clean::join(&filter.speakers().map(name).collect::<Vec<_>>(), ", ");
    let filter = state.reading.filter();
    let key = state.taught("filter");
    let said = match filter.others() {
        Others::Shown => Clean::ours("everybody is shown"),
        Others::Dimmed => Clean::format(format_args!(
            "{}: others dimmed, {key} hides them",
            names(filter)
        )),
        Others::Hidden => Clean::format(format_args!(
            "{}: others hidden, {key} shows them",
            names(filter)
        )),
    };
    state.say(said);
}

fn texts(state: &mut State) -> Vec<Effect> {
    if !state.has_originals {
        state.say(Clean::ours(
            "this transcript has its words in one language only",
        ));
        return Vec::new();
    }
    let (next, said) = match state.reading.layers() {
        Layers::Text => (Layers::Original, "the original"),
        Layers::Original => (Layers::Both, "text and original"),
        Layers::Both => (Layers::Text, "the text"),
    };
    state.reading.show(next);
    state.say(Clean::ours(said));
    Vec::new()
}

fn widen(state: &mut State, by: isize) -> Vec<Effect> {
    let columns = state.reading.widen(by);
    state.say(Clean::format(format_args!("{columns} columns of words")));
    Vec::new()
}

fn zoom(state: &mut State, closer: bool) -> Vec<Effect> {
    let said = if closer {
        state.lanes.zoom_in()
    } else {
        state.lanes.zoom_out()
    };
    state.say(said);
    Vec::new()
}

fn spread(state: &mut State, spread: Spread) -> Vec<Effect> {
    state.spread = if state.spread == spread {
        Spread::All
    } else {
        spread
    };
    if state.spread == Spread::Words {
        state.focus = PaneId::Transcript;
    }
    Vec::new()
}
