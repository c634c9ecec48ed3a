//! The rows above and below the panes: title, banner and status line.

use crate::model::{CallIndex, Coverage, OutsideStr, Severity, State as Standing};
use crate::text::clean::{Clean, clean};
use crate::text::front;
use crate::text::paint::{self, Line, Piece, Role, drawn, fit, ours, piece, spread};
use crate::text::wrap;
use crate::tui::keymap;
use crate::tui::state::areas::Spread;
use crate::tui::state::noting::Saving;
use crate::tui::state::{Loading, Mode, PaneId, State};

/// ` The harbour calls ▸ Petrov – Ott · 11 Feb 2024      call 1/2 · turn 1/2 · excerpts · disputed`; where there is less
/// room, less of what stands elsewhere on the screen, too.
pub fn title(state: &State, columns: usize) -> Line {
    let Some(here) = state.here() else {
        let title = state
            .transcript
            .head()
            .title
            .as_ref()
            .map(|t| clean(t.borrow()));
        let title = piece(title.unwrap_or_default(), Role::Strong);
        return fit(vec![ours(" ", Role::Plain), title], columns);
    };
    let call = here.call();
    let (place, marks) = (place(state, call), marks(state, call));
    let grave = marks.iter().filter(|p| p.role == Role::Strong);
    let rights: [Line; 3] = [
        place.iter().chain(&marks).cloned().collect(),
        place.iter().chain(grave).cloned().collect(),
        place.clone(),
    ];
    let lefts = lefts(state, call);
    let fits = |left: &Line, right: &Line| paint::columns(left) + paint::columns(right) < columns;
    for right in rights {
        if let Some(left) = lefts.iter().find(|left| fits(left, &right)) {
            return spread(left.clone(), right, columns);
        }
    }
    spread(
        lefts.into_iter().next_back().unwrap_or_default(),
        place,
        columns,
    )
}

/// What stands on the left, from the longest to the shortest: title, call and date; title and call; the call.
fn lefts(state: &State, index: CallIndex) -> Vec<Line> {
    let transcript = &state.transcript;
    let call = transcript.call(index);
    let space = ours(" ", Role::Plain);
    let title = transcript.head().title.as_ref();
    let title = title.map(|t| piece(clean(t.borrow()), Role::Strong));
    let name = piece(front::call_title(transcript, index), Role::Plain);
    let named = call.title.is_some() || transcript.calls().len() > 1;
    let alone = vec![
        space.clone(),
        Piece {
            role: Role::Strong,
            ..name.clone()
        },
    ];
    let mut both = vec![space];
    both.extend(title.clone());
    if named {
        both.extend([ours(" ▸ ", Role::Plain), name]);
    }
    let mut dated = both.clone();
    dated.extend(
        call.date
            .map(|date| drawn(Clean::format(format_args!(" · {date}")), Role::Faint)),
    );
    vec![dated, both, alone]
}

/// `call 1/2 · turn 1/2`.
fn place(state: &State, call: CallIndex) -> Line {
    let turn = state.turn_here().map_or(0, |t| t.number().0);
    let turns = state.transcript.call_turns(call);
    let (number, calls) = (call.0 + 1, state.transcript.calls().len());
    let place = match turn {
        0 => Clean::format(format_args!("call {number}/{calls} · {turns} turns ")),
        _ => Clean::format(format_args!("call {number}/{calls} · turn {turn}/{turns} ")),
    };
    vec![drawn(place, Role::Plain)]
}

/// ` · excerpts · disputed · 3 hidden characters`: what a reader must know of these words.
fn marks(state: &State, call: CallIndex) -> Line {
    let (head, call) = (state.transcript.head(), state.transcript.call(call));
    let mut line = Line::new();
    if call.coverage == Coverage::Excerpts {
        line.push(ours("· excerpts ", Role::Faint));
    }
    if !call.disputed.is_empty() || !head.disputed.is_empty() {
        line.push(ours("· disputed ", Role::Strong));
    }
    let hidden = state.hidden.count();
    if hidden > 0 {
        let noun = if hidden == 1 {
            "character"
        } else {
            "characters"
        };
        let hidden = Clean::format(format_args!("{hidden} hidden {noun}"));
        line.extend([
            ours("· ", Role::Faint),
            drawn(hidden, Role::Alarm),
            ours(" ", Role::Plain),
        ]);
    }
    line
}

/// How many problems the file has, and the gravest of them.
pub fn banner(state: &State, columns: usize) -> Line {
    let problems = state.transcript.count(Severity::Problem);
    let more = if state.transcript.more_problems() {
        "more than "
    } else {
        ""
    };
    let what = if problems == 1 { "problem" } else { "problems" };
    let count = Clean::format(format_args!(" {more}{problems} {what} in this file "));
    let first = state.transcript.gravest().map_or("", |p| p.what.as_str());
    let left = vec![
        drawn(count, Role::Alarm),
        piece(Clean::format(format_args!(" {first}")), Role::Plain),
    ];
    spread(
        left,
        vec![
            drawn(keymap::taught(&state.bindings, "problems"), Role::Key),
            ours(" lists them ", Role::Plain),
        ],
        columns,
    )
}

/// `  3 notes · saved · 1 lost      s next Petrov   a note   ? help      40 %`.
pub fn status(state: &State, columns: usize) -> Line {
    if let Mode::Searching(editor) = &state.mode {
        return searching(state, editor.line(), columns);
    }
    if let Mode::Narrowing(editor) = &state.mode {
        return narrowing(state, editor.line(), columns);
    }
    let mut left = vec![ours(" ", Role::Plain)];
    let notes = saving(state);
    left.extend(if state.message.is_some() {
        fit(notes, columns / 2)
    } else {
        notes
    });
    let mut right = vec![piece(percent(state), Role::Faint), ours(" ", Role::Plain)];
    if columns < 30 {
        right = vec![drawn(keymap::taught(&state.bindings, "help"), Role::Key)];
    }
    match state.loading {
        Loading::Nothing => right = vec![ours("loading ", Role::Strong)],
        Loading::Part(hundredths) => {
            let loading = Clean::format(format_args!("loading {hundredths} % "));
            right = vec![piece(loading, Role::Strong)];
        }
        Loading::Done => {}
    }
    let used = paint::columns(&left) + paint::columns(&right);
    let room = columns.saturating_sub(used + 4);
    let middle = match (&state.message, &state.mode) {
        (Some(message), _) => vec![piece(message.clone(), Role::Strong)],
        (None, Mode::Commands) if state.selecting.is_some() => selecting(state, room),
        (None, Mode::Commands) => {
            let mut line = passages(state, room);
            let left = room.saturating_sub(paint::columns(&line));
            line.extend(hints(state, left));
            line
        }
        (None, _) => hints(state, room),
    };
    if room > 0 && !middle.is_empty() {
        left.push(ours("   ", Role::Plain));
        left.extend(fit(middle, room));
    }
    spread(left, right, columns)
}

fn searching(state: &State, typed: OutsideStr<'_>, columns: usize) -> Line {
    let count = match (
        &state.finding.query,
        state.finding.hits.len(),
        state.finding.running,
    ) {
        (None, ..) => Clean::default(),
        (_, 0, true) => Clean::ours("searching …"),
        (_, 0, false) => Clean::ours("nothing found"),
        (_, n, _) => {
            let at = state.finding.current.map_or(0, |c| c + 1);
            Clean::format(format_args!("hit {at} of {n}"))
        }
    };
    let count = match &state.message {
        Some(message) => piece(message.clone(), Role::Strong),
        None => drawn(count, Role::Strong),
    };
    let left = vec![ours(" /", Role::Key), piece(clean(typed), Role::Plain)];
    spread(left, vec![count, ours(" ", Role::Plain)], columns)
}

/// `/lease         3 of 12 · words, #code, @speaker `.
fn narrowing(state: &State, typed: OutsideStr<'_>, columns: usize) -> Line {
    let counts = state.listing(state.focus).map_or((0, 0), |l| l.counts);
    let (all, listed) = counts;
    let left = vec![ours(" /", Role::Key), piece(clean(typed), Role::Plain)];
    let count = Clean::format(format_args!("{listed} of {all}"));
    let count = drawn(count, Role::Strong);
    let hint = ours(" · words, #code, @speaker ", Role::Faint);
    spread(left, vec![count, hint], columns)
}

/// The state of the notes, in the words that people and scripts look for.
fn saving(state: &State) -> Line {
    if matches!(state.mode, Mode::Writing(_)) {
        return vec![ours("typing", Role::Strong)];
    }
    let count = state.noting.listed.len();
    let noun = if count == 1 { "note" } else { "notes" };
    let mut line = vec![drawn(
        Clean::format(format_args!("{count} {noun} · ")),
        Role::Plain,
    )];
    line.push(match &state.noting.saving {
        Saving::Saved => ours("saved", Role::Good),
        Saving::Underway => ours("saving", Role::Plain),
        Saving::Failed(reason) => {
            let reason = clean(reason.borrow());
            piece(
                Clean::format(format_args!("NOT SAVED: {reason}")),
                Role::Alarm,
            )
        }
    });
    for (standing, name, role) in [
        (Standing::Lost, "lost", Role::Alarm),
        (Standing::Ambiguous, "ambiguous", Role::Alarm),
        (Standing::Moved, "moved", Role::Strong),
    ] {
        let count = state.noting.count(standing);
        if count > 0 {
            line.push(drawn(
                Clean::format(format_args!(" · {count} {name}")),
                role,
            ));
        }
    }
    line
}

fn percent(state: &State) -> Clean {
    let last = state.transcript.len().saturating_sub(1).max(1);
    let here = state.reading.cursor.entry.0.min(last);
    Clean::format(format_args!("{} %", here * 100 / last))
}

/// `12 words of 2 turns   a note   m mark   c code`.
fn selecting(state: &State, room: usize) -> Line {
    let (words, turns) = state.selected();
    let count = |n: usize, one, more| {
        Clean::format(format_args!("{n} {}", if n == 1 { one } else { more }))
    };
    let words = count(words, "word", "words");
    let turns = count(turns, "turn", "turns");
    let said = Clean::format(format_args!("selecting {words} · {turns}   "));
    let mut line = vec![drawn(said, Role::Strong)];
    for (command, what) in [
        ("note", " note   "),
        ("mark", " mark   "),
        ("code", " code   "),
        ("copy", " copy   "),
        ("other end", " other end   "),
        ("end the selection", " nothing"),
    ] {
        let key = keymap::taught(&state.bindings, command);
        line.extend([drawn(key, Role::Key), ours(what, Role::Faint)]);
    }
    fit(line, room)
}

/// The passages that lie over the letter where the reader is.
fn passages(state: &State, room: usize) -> Line {
    let here = state.covers_here();
    let names = here
        .iter()
        .map(|(cover, sign)| state.cover_name(cover, sign));
    let names: Vec<Clean> = names.collect();
    if names.is_empty() {
        return Line::new();
    }
    let names = Clean::join(&names, " · ");
    let mut line = fit(
        vec![piece(names, Role::Strong)],
        (room * 2 / 3).saturating_sub(3),
    );
    line.push(ours("   ", Role::Plain));
    line
}

/// What a reader may want to press next: as many as there is room for.
fn hints(state: &State, room: usize) -> Line {
    let speaker = state
        .speaker_here()
        .map(|s| clean(state.transcript.speaker(s).name.borrow()));
    let next = match (&state.mode, speaker) {
        (Mode::Writing(_), _) => {
            return vec![ours("Esc", Role::Key), ours(" saves the note", Role::Faint)];
        }
        (
            Mode::Narrowing(_)
            | Mode::Coding(_)
            | Mode::Palette(_)
            | Mode::Help(..)
            | Mode::Problems(_)
            | Mode::Comparing,
            _,
        ) => {
            return Line::new();
        }
        (_, Some(name)) => Clean::format(format_args!("next {name}")),
        (_, None) => Clean::default(),
    };
    let mut line = Line::new();
    let mut left = room;
    for (key, what) in offered(state, next) {
        let width = wrap::columns(&key) + wrap::columns(&what) + 4;
        if width > left {
            continue;
        }
        left -= width;
        line.push(drawn(key, Role::Key));
        line.push(piece(
            Clean::format(format_args!(" {what}   ")),
            Role::Faint,
        ));
    }
    line
}

/// Keys and what they do, the most wanted first. `next` says whose words come next.
fn offered(state: &State, next: Clean) -> Vec<(Clean, Clean)> {
    let taught = |name| keymap::taught(&state.bindings, name);
    let enter = match state.focus {
        PaneId::Transcript => None,
        PaneId::Timeline => Some((Clean::ours("←→"), Clean::ours("turn"))),
        PaneId::Speakers | PaneId::Quotes | PaneId::Notes | PaneId::Draft => {
            Some((Clean::ours("Enter"), Clean::ours("goes there")))
        }
    };
    let lists = state.listing(state.focus).is_some();
    let draft = state.focus == PaneId::Draft;
    let order = match state.focus {
        PaneId::Quotes => "order of quotes",
        PaneId::Notes
        | PaneId::Transcript
        | PaneId::Timeline
        | PaneId::Speakers
        | PaneId::Draft => "order of notes",
    };
    let back = match state.spread {
        Spread::All => None,
        Spread::Pane | Spread::Words => Some((taught("back"), Clean::ours("all panes"))),
    };
    let unsaved = matches!(state.noting.saving, Saving::Failed(_)) && state.noting.waits();
    let elsewhere = Clean::ours("keeps them elsewhere");
    let hints = [
        Some((Clean::ours(":save-as PATH"), elsewhere)).filter(|_| unsaved),
        Some((taught("help"), Clean::ours("help"))),
        enter,
        Some((taught("accept quotation"), Clean::ours("accept"))).filter(|_| draft),
        Some((taught("check again"), Clean::ours("again"))).filter(|_| draft),
        Some((taught("leave the draft"), Clean::ours("closes"))).filter(|_| draft),
        Some((taught("same speaker, next"), next)).filter(|(_, next)| !next.is_empty()),
        back,
        Some((taught("note"), Clean::ours("note"))),
        Some((taught(order), Clean::ours("order"))).filter(|_| lists),
        Some((taught("notes near here"), Clean::ours("near")))
            .filter(|_| state.focus == PaneId::Notes),
        Some((
            taught("search"),
            Clean::ours(if lists { "narrow" } else { "search" }),
        )),
        Some((taught("next pane"), Clean::ours("pane"))),
        Some((taught("quit"), Clean::ours("quit"))).filter(|_| !draft),
    ];
    hints.into_iter().flatten().collect()
}
