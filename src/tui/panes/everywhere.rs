//! The commands that do the same in every pane.

use crate::model::{EntryIndex, TurnRef};
use crate::text::clean::{Clean, clean};
use crate::text::front;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::state::areas::Spread;
use crate::tui::state::finding::Way;
use crate::tui::state::noting::{Saving, Spoken};
use crate::tui::state::palette::{Narrowing, Palette};
use crate::tui::state::writing::Editor;
use crate::tui::state::{Mode, PaneId, Scroll, State};

/// What keys do everywhere.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "next turn",
        keys: &["J", "}"],
        help: "to the next turn",
        run: next_turn,
    },
    Command {
        name: "previous turn",
        keys: &["K", "{"],
        help: "to the previous turn",
        run: previous_turn,
    },
    Command {
        name: "same speaker, next",
        keys: &["s"],
        help: "to the next turn of the same speaker",
        run: same_speaker_next,
    },
    Command {
        name: "same speaker, previous",
        keys: &["S"],
        help: "to the previous turn of the same speaker",
        run: same_speaker_previous,
    },
    Command {
        name: "next quote",
        keys: &["]q"],
        help: "to the next quote or mark",
        run: next_quote,
    },
    Command {
        name: "previous quote",
        keys: &["[q"],
        help: "to the previous quote or mark",
        run: previous_quote,
    },
    Command {
        name: "next note",
        keys: &["]n"],
        help: "to the next note",
        run: next_note,
    },
    Command {
        name: "previous note",
        keys: &["[n"],
        help: "to the previous note",
        run: previous_note,
    },
    Command {
        name: "next call",
        keys: &["]c"],
        help: "to the next call",
        run: next_call,
    },
    Command {
        name: "previous call",
        keys: &["[c"],
        help: "to the start of the call, then the previous one",
        run: previous_call,
    },
    Command {
        name: "search",
        keys: &["/"],
        help: "search for words",
        run: search,
    },
    Command {
        name: "next hit",
        keys: &["n"],
        help: "to the next hit",
        run: next_hit,
    },
    Command {
        name: "previous hit",
        keys: &["N"],
        help: "to the previous hit",
        run: previous_hit,
    },
    Command {
        name: "note",
        keys: &["a"],
        help: "write a note on the selection, chosen quote or turn",
        run: write_note,
    },
    Command {
        name: "edit note",
        keys: &["e"],
        help: "edit the note",
        run: edit_note,
    },
    Command {
        name: "note in editor",
        keys: &["E"],
        help: "edit the note, or write one, in $VISUAL or $EDITOR",
        run: edit_elsewhere,
    },
    Command {
        name: "delete note",
        keys: &["d"],
        help: "delete the note",
        run: delete_note,
    },
    Command {
        name: "theme",
        keys: &["T"],
        help: "the next theme of colours",
        run: next_theme,
    },
    Command {
        name: "undo",
        keys: &["u"],
        help: "take the last change to the notes back",
        run: undo,
    },
    Command {
        name: "redo",
        keys: &["<c-r>"],
        help: "make it again",
        run: redo,
    },
    Command {
        name: "transcript",
        keys: &["0"],
        help: "focus the transcript",
        run: |s| focus(s, PaneId::Transcript),
    },
    Command {
        name: "timeline",
        keys: &["1"],
        help: "focus the timeline",
        run: |s| focus(s, PaneId::Timeline),
    },
    Command {
        name: "speakers",
        keys: &["2"],
        help: "focus the speakers",
        run: |s| focus(s, PaneId::Speakers),
    },
    Command {
        name: "quotes",
        keys: &["3"],
        help: "focus the quotes",
        run: |s| focus(s, PaneId::Quotes),
    },
    Command {
        name: "notes",
        keys: &["4"],
        help: "focus the notes",
        run: |s| focus(s, PaneId::Notes),
    },
    Command {
        name: "next pane",
        keys: &["<tab>"],
        help: "focus the next pane",
        run: |s| focus_by(s, true),
    },
    Command {
        name: "previous pane",
        keys: &["<backtab>"],
        help: "focus the previous pane",
        run: |s| focus_by(s, false),
    },
    Command {
        name: "palette",
        keys: &[":"],
        help: "a command, 12:30, #42 a turn, :check DRAFT, :compare FILE",
        run: palette,
    },
    Command {
        name: "jump back",
        keys: &["<c-o>", "<a-left>", "[j"],
        help: "back to where you jumped from",
        run: jump_back,
    },
    Command {
        name: "jump forward",
        keys: &["<a-right>", "]j"],
        help: "forward again",
        run: jump_forward,
    },
    Command {
        name: "problems",
        keys: &["!"],
        help: "what is wrong with the file",
        run: problems,
    },
    Command {
        name: "help",
        keys: &["?", "<f1>"],
        help: "all keys",
        run: help,
    },
    Command {
        name: "mouse",
        keys: &["<f2>"],
        help: "the mouse for onrecord or to select text (or Shift-drag)",
        run: mouse,
    },
    Command {
        name: "redraw",
        keys: &["<c-l>"],
        help: "draw the screen anew",
        run: |_| vec![Effect::Redraw],
    },
    Command {
        name: "suspend",
        keys: &["<c-z>"],
        help: "back to the shell; fg returns",
        run: |_| vec![Effect::Suspend],
    },
    Command {
        name: "back",
        keys: &["<esc>"],
        help: "one step back: a list, the search, to the transcript",
        run: back,
    },
    Command {
        name: "quit",
        keys: &["q", "<c-c>"],
        help: "quit; the notes are saved",
        run: |_| vec![Effect::Quit],
    },
];

fn next_turn(state: &mut State) -> Vec<Effect> {
    let next = state.turn_after(state.reading.cursor.entry, |t| state.is_shown(t));
    go_or_say(state, next, "the last turn")
}

fn previous_turn(state: &mut State) -> Vec<Effect> {
    let previous = state.turn_before(state.reading.cursor.entry, |t| state.is_shown(t));
    go_or_say(state, previous, "the first turn")
}

fn same_speaker_next(state: &mut State) -> Vec<Effect> {
    step_speaker(state, Way::Forward)
}

fn same_speaker_previous(state: &mut State) -> Vec<Effect> {
    step_speaker(state, Way::Back)
}

/// Steps through one person's turns, from call to call and round at the ends.
fn step_speaker(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(here) = state.turn_here() else {
        return Vec::new();
    };
    let (speaker, here) = (here.speaker(), here.index());
    let same = |t: TurnRef<'_>| t.speaker() == speaker;
    let end = EntryIndex(state.transcript.len());
    let name = clean(state.transcript.speaker(speaker).name.borrow());
    let (next, round) = match way {
        Way::Forward => match state.turn_after(here, same) {
            Some(next) => (Some(next), None),
            None => (state.turn_or_after(EntryIndex(0), same), Some("first")),
        },
        Way::Back => match state.turn_before(here, same) {
            Some(next) => (Some(next), None),
            None => (state.turn_before(end, same), Some("last")),
        },
    };
    if let Some(end) = round {
        let only = next == Some(here);
        state.say(if only {
            Clean::format(format_args!("{name} has no other turn"))
        } else {
            Clean::format(format_args!("round to the {end} turn of {name}"))
        });
    }
    go_if(state, next)
}

fn next_quote(state: &mut State) -> Vec<Effect> {
    let next = state.quote_places().into_iter().find(after(state));
    go_to_place(state, next, "no quote and no mark further down")
}

fn previous_quote(state: &mut State) -> Vec<Effect> {
    let previous = state.quote_places().into_iter().rfind(before(state));
    go_to_place(state, previous, "no quote and no mark further up")
}

fn next_note(state: &mut State) -> Vec<Effect> {
    let next = state.note_places().into_iter().find(after(state));
    go_to_place(state, next, "no note further down")
}

fn previous_note(state: &mut State) -> Vec<Effect> {
    let previous = state.note_places().into_iter().rfind(before(state));
    go_to_place(state, previous, "no note further up")
}

fn after(state: &State) -> impl Fn(&Spoken) -> bool + use<> {
    let here = state.reading.cursor.place();
    move |place| *place > here
}

fn before(state: &State) -> impl Fn(&Spoken) -> bool + use<> {
    let here = state.reading.cursor.place();
    move |place| *place < here
}

fn go_to_place(state: &mut State, to: Option<Spoken>, otherwise: &'static str) -> Vec<Effect> {
    match to {
        Some(place) => state.go(place),
        None => state.say(Clean::ours(otherwise)),
    }
    Vec::new()
}

fn next_call(state: &mut State) -> Vec<Effect> {
    let here = state.call_here();
    let next = state.transcript.call_entries(here).end;
    let next = (next < state.transcript.len()).then_some(EntryIndex(next));
    go_to_call(state, next, "the last call")
}

fn previous_call(state: &mut State) -> Vec<Effect> {
    let start = state.transcript.call_entries(state.call_here()).start;
    let at_start = state.reading.cursor.entry.0 == start;
    let previous = match (at_start, start.checked_sub(1)) {
        (false, _) => Some(start),
        (true, Some(before)) => state
            .transcript
            .entry(EntryIndex(before))
            .map(|e| state.transcript.call_entries(e.call()).start),
        (true, None) => None,
    };
    go_to_call(state, previous.map(EntryIndex), "the first call")
}

fn go_to_call(state: &mut State, to: Option<EntryIndex>, otherwise: &'static str) -> Vec<Effect> {
    if let Some(call) = to.and_then(|e| state.transcript.entry(e)).map(|e| e.call()) {
        state.say(front::call_title(&state.transcript, call));
    }
    go_or_say(state, to, otherwise)
}

fn go_or_say(state: &mut State, to: Option<EntryIndex>, otherwise: &'static str) -> Vec<Effect> {
    if to.is_none() {
        state.say(Clean::ours(otherwise));
    }
    go_if(state, to)
}

fn go_if(state: &mut State, to: Option<EntryIndex>) -> Vec<Effect> {
    if let Some(entry) = to {
        state.go_to(entry);
    }
    Vec::new()
}

fn search(state: &mut State) -> Vec<Effect> {
    state.finding.clear();
    state.finding.origin = Some(state.reading.cursor);
    state.mode = Mode::Searching(Editor::default());
    Vec::new()
}

fn next_hit(state: &mut State) -> Vec<Effect> {
    step_hit(state, Way::Forward)
}

fn previous_hit(state: &mut State) -> Vec<Effect> {
    step_hit(state, Way::Back)
}

fn step_hit(state: &mut State, way: Way) -> Vec<Effect> {
    match state.finding.next(state.reading.cursor, way) {
        Some((hit, round)) => {
            state.go_to_hit(hit);
            let (at, of) = (hit + 1, state.finding.hits.len());
            let round = if round { ", round the end" } else { "" };
            state.say(Clean::format(format_args!("hit {at} of {of}{round}")));
            Vec::new()
        }
        None if state.finding.query.is_some() => {
            state.say(Clean::ours(if state.finding.running {
                "searching …"
            } else {
                "nothing found"
            }));
            Vec::new()
        }
        None => state.search_again(),
    }
}

fn write_note(state: &mut State) -> Vec<Effect> {
    state.write_note();
    Vec::new()
}

fn edit_note(state: &mut State) -> Vec<Effect> {
    if !state.edit_note() {
        let key = state.taught("note");
        state.say(Clean::format(format_args!(
            "no note here: {key} writes one"
        )));
    }
    Vec::new()
}

/// The note that is here; a new one on what is selected, or where there is none.
fn edit_elsewhere(state: &mut State) -> Vec<Effect> {
    if state.selecting.is_some() || !state.edit_note() {
        state.write_note();
    }
    state.hand_out()
}

fn delete_note(state: &mut State) -> Vec<Effect> {
    match state.note_here() {
        Some(note) => {
            let note = note.clone();
            let undo = state.taught("undo");
            state.say(Clean::format(format_args!(
                "note deleted: {undo} brings it back"
            )));
            state.noting.change(Some(note), None)
        }
        None => {
            state.say(Clean::ours("no note here"));
            Vec::new()
        }
    }
}

fn undo(state: &mut State) -> Vec<Effect> {
    let undone = state.noting.undo();
    after_undo(
        state,
        undone,
        "taken back: Ctrl-r makes it again",
        "nothing to take back",
    )
}

fn redo(state: &mut State) -> Vec<Effect> {
    let redone = state.noting.redo();
    after_undo(state, redone, "made again", "nothing to make again")
}

fn after_undo(
    state: &mut State,
    change: Option<(Option<Spoken>, Vec<Effect>)>,
    done: &'static str,
    nothing: &'static str,
) -> Vec<Effect> {
    let Some((place, mut effects)) = change else {
        state.say(Clean::ours(nothing));
        return Vec::new();
    };
    state.say(Clean::ours(done));
    if let Some(place) = place {
        state.go(place);
    }
    if std::mem::take(&mut state.noting.stale) {
        effects.extend(state.place_notes());
    }
    effects
}

fn focus(state: &mut State, pane: PaneId) -> Vec<Effect> {
    state.focus = pane;
    Vec::new()
}

/// Goes round the panes in the order of their numbers.
fn focus_by(state: &mut State, forward: bool) -> Vec<Effect> {
    let there: Vec<PaneId> = PaneId::ALL
        .into_iter()
        .filter(|id| state.has(*id))
        .collect();
    let at = there.iter().position(|id| *id == state.focus);
    let by = if forward { 1 } else { there.len() - 1 };
    focus(state, there[(at.unwrap_or(0) + by) % there.len()])
}

fn problems(state: &mut State) -> Vec<Effect> {
    let fine = state.transcript.problems().is_empty() && state.configuration.is_empty();
    if fine && !state.noting.has_problems() {
        let unsaved = state.noting.waits() && matches!(state.noting.saving, Saving::Failed(_));
        state.say(Clean::ours(if unsaved {
            "the notes are tried again every few seconds; :save-as PATH keeps them elsewhere"
        } else {
            "nothing is wrong with the file"
        }));
    } else {
        state.mode = Mode::Problems(Scroll::default());
    }
    Vec::new()
}

fn next_theme(state: &mut State) -> Vec<Effect> {
    state.theme = state.theme.next(&state.themes);
    state.say(Clean::format(format_args!("theme {}", state.theme.name())));
    Vec::new()
}

fn mouse(state: &mut State) -> Vec<Effect> {
    state.no_mouse = !state.no_mouse;
    state.say(if state.no_mouse {
        let key = state.taught("mouse");
        Clean::format(format_args!(
            "the mouse selects text in the terminal now: {key} takes it back"
        ))
    } else {
        Clean::ours("the mouse goes where you click; Shift-drag selects in most terminals")
    });
    vec![Effect::Mouse(!state.no_mouse)]
}

fn help(state: &mut State) -> Vec<Effect> {
    state.mode = Mode::Help(Scroll::default(), Narrowing::default());
    Vec::new()
}

fn palette(state: &mut State) -> Vec<Effect> {
    state.mode = Mode::Palette(Palette::default());
    Vec::new()
}

fn jump_back(state: &mut State) -> Vec<Effect> {
    if !state.jump_back() {
        state.say(Clean::ours("nowhere further back"));
    }
    Vec::new()
}

fn jump_forward(state: &mut State) -> Vec<Effect> {
    if !state.jump_forward() {
        state.say(Clean::ours("nowhere further forward"));
    }
    Vec::new()
}

/// Lists all again in the focused pane; `false` where nothing is left out.
fn show_all(state: &mut State) -> bool {
    let listing = state.listing_mut(state.focus);
    let Some(listing) = listing.filter(|l| l.is_narrowed()) else {
        return false;
    };
    (listing.near, listing.sought) = Default::default();
    true
}

fn back(state: &mut State) -> Vec<Effect> {
    if state.tying.take().is_some() {
        state.say(Clean::ours("dropped: the note stays as it is"));
    } else if show_all(state) {
        state.say(Clean::ours("all of them"));
    } else if state.finding.query.is_some() {
        state.finding.clear();
    } else if state.spread != Spread::All {
        state.spread = Spread::All;
    } else if state.checking.open && state.focus == PaneId::Transcript {
        state.focus = PaneId::Draft;
    } else {
        state.focus = PaneId::Transcript;
    }
    Vec::new()
}
