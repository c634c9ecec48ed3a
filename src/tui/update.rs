//! The one place where things change: a message in, effects out.

mod citing;
mod coding;
mod comparing;
mod help;
mod narrowing;
mod palette;

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyModifiers, MouseEvent};

use super::command::Command;
use super::effect::{Effect, Msg};
use super::key::Key;
use super::keymap::{self, Meaning};
use super::pointer;
use super::state::areas::inside;
use super::state::finding::Way;
use super::state::palette::Palette;
use super::state::writing::Writing;
use super::state::{Loading, Mode, State};
use crate::model::{Outside, Part};
use crate::text::clean::{self, Clean};
use crate::text::search::{self, Hit, Query};

/// Takes in what happened; tells what is to be done.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let from = state.reading.cursor;
    let effects = take(state, msg);
    state.keep_trail(from);
    effects
}

fn take(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => take_key(state, key),
        Msg::Mouse(event) => take_mouse(state, event),
        Msg::Paste(text) => paste(state, &text),
        Msg::Resize(columns, rows) => {
            state.screen = ratatui::layout::Rect::new(0, 0, columns, rows);
            Vec::new()
        }
        Msg::Part(part, hundredths) => {
            let effects = arrive(state, part, hundredths);
            state.resume();
            effects
        }
        Msg::Known(ends, left) => {
            state.take_left(ends, left);
            Vec::new()
        }
        Msg::Figures(figures) => {
            state.figures = Some(figures);
            Vec::new()
        }
        Msg::Timeline(call, timeline) => {
            state.timelines.insert(call, timeline);
            Vec::new()
        }
        Msg::Hits(number, hits, last) => {
            take_hits(state, number, hits, last);
            Vec::new()
        }
        Msg::Placed(number, placed) => {
            state.noting.placed(number, placed);
            Vec::new()
        }
        Msg::Notes(book, content) => {
            state.tell_recovery(&book);
            let mut effects: Vec<Effect> = state.noting.open(*book, content).into_iter().collect();
            effects.extend(state.place_notes());
            effects
        }
        Msg::NotesFound(name) => {
            state.say(Clean::format(format_args!(
                "the notes on this transcript are in {}",
                clean::clean(name.borrow())
            )));
            Vec::new()
        }
        Msg::NotesObstacle(problem) => {
            state.noting.meet(problem);
            Vec::new()
        }
        Msg::Unreadable(_) => {
            // The loop ends the program and says why.
            vec![Effect::Quit]
        }
        Msg::Saved(number, joined, result) => {
            state.noting.saved(number, result);
            let mut effects = Vec::new();
            if let Some(joined) = joined {
                state.take_joined(&joined);
                effects.extend(state.place_notes());
            }
            effects.push(state.draft());
            effects
        }
        Msg::Drafts(notes) => {
            let mut effects = state.take_drafts(notes);
            effects.extend(state.place_notes());
            effects
        }
        Msg::Comparing(number, hundredths) => {
            state.compares(number, hundredths);
            Vec::new()
        }
        Msg::Compared(number, result) => {
            state.compared(number, result);
            comparing::show_marked(state, true);
            Vec::new()
        }
        Msg::Checking(number, judging) => {
            state.judged(number, judging);
            Vec::new()
        }
        Msg::TryAgain(number) => state.noting.try_again(number).into_iter().collect(),
        Msg::Broken => {
            state.say(Clean::ours(
                "a part of this program failed: what it was doing is left undone",
            ));
            Vec::new()
        }
        Msg::Edited(text, trouble) => state.take_edited(text, trouble),
        Msg::Stamped(making) => state.take_stamp(making),
        Msg::HangUp => {
            let mut effects = leave_writing(state);
            effects.push(Effect::Quit);
            effects
        }
    }
}

fn take_key(state: &mut State, key: Key) -> Vec<Effect> {
    let before = state.whereabouts();
    let read = |state: &State| !matches!(state.mode, Mode::Commands);
    let asking = read(state);
    let effects = press(state, key);
    // Help, a redrawing or leaving are no wish to be elsewhere; every other key is.
    let aside = asking || read(state) || !effects.is_empty();
    state.stop_resuming_unless(before.filter(|_| aside));
    effects
}

fn take_mouse(state: &mut State, event: MouseEvent) -> Vec<Effect> {
    state.resuming.give_up();
    if pointer::listens(state) {
        return pointer::point(state, event);
    }
    let rows = pointer::popup_rows(event);
    if matches!(state.mode, Mode::Comparing) {
        comparing::scroll(state, rows);
    }
    help::scroll(state, |top| top.saturating_add_signed(rows));
    Vec::new()
}

fn take_hits(state: &mut State, number: u64, hits: Vec<Hit>, last: bool) {
    if number != state.finding.number {
        return;
    }
    state.finding.add(hits);
    state.finding.running &= !last;
    state.show_first_hit();
    if last && matches!(state.mode, Mode::Commands) {
        tell_hits(state);
    }
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    if key.code == KeyCode::Char('c') && key.held == KeyModifiers::CONTROL {
        state.pending.clear();
    }
    let interrupt = key.code == KeyCode::Char('c') && key.held == KeyModifiers::CONTROL;
    if interrupt && !matches!(state.mode, Mode::Commands) {
        let mut effects = leave_writing(state);
        effects.push(Effect::Quit);
        return effects;
    }
    match &mut state.mode {
        Mode::Commands => command(state, key),
        Mode::Searching(_) => searching(state, key),
        Mode::Writing(_) => writing(state, key),
        Mode::Coding(_) => coding::press(state, key),
        Mode::Narrowing(_) => {
            narrowing::press(state, key);
            Vec::new()
        }
        Mode::Palette(_) => palette::press(state, key),
        Mode::Citing(_) => citing::press(state, key),
        Mode::Comparing => comparing::press(state, key),
        Mode::Help(..) | Mode::Problems(_) => {
            help::press(state, key);
            Vec::new()
        }
    }
}

/// Runs a command.
fn run(state: &mut State, command: &Command) -> Vec<Effect> {
    state.trail.meant |= keymap::is_jump(command);
    (command.run)(state)
}

fn command(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    state.finding.origin = None;
    state.pending.push(key);
    match keymap::meaning(
        &state.bindings,
        state.focus,
        state.selecting.is_some(),
        &state.pending,
    ) {
        Meaning::Prefix => {
            tell_next(state);
            Vec::new()
        }
        Meaning::Command(command) => {
            state.pending.clear();
            run(state, command)
        }
        Meaning::Nothing => {
            let keys = super::key::show(&state.pending);
            let escaped = key.code == KeyCode::Esc;
            state.pending.clear();
            if !escaped {
                let keys = clean::clean(crate::model::OutsideStr::new(&keys));
                let help = keymap::taught(&state.bindings, "help");
                state.say(Clean::format(format_args!(
                    "{keys} does nothing here: {help} shows the keys"
                )));
            }
            Vec::new()
        }
    }
}

/// Says what keys may follow those that were pressed.
fn tell_next(state: &mut State) {
    let next = keymap::following(&state.bindings, state.focus, &state.pending);
    let next: Vec<Clean> = next
        .map(|(keys, command)| {
            let rest = super::key::show(&keys);
            let rest = clean::clean(crate::model::OutsideStr::new(&rest));
            Clean::format(format_args!("{rest} {}", command.name))
        })
        .collect();
    state.say(Clean::join(&next, " · "));
}

fn searching(state: &mut State, key: Key) -> Vec<Effect> {
    let Mode::Searching(editor) = &mut state.mode else {
        return Vec::new();
    };
    match key.code {
        KeyCode::Enter if editor.line().is_empty() => {
            state.mode = Mode::Commands;
            state.trail.meant = true;
            return state.search_again();
        }
        KeyCode::Enter => {
            state.mode = Mode::Commands;
            state.trail.meant = true;
            tell_hits(state);
            return Vec::new();
        }
        KeyCode::Esc => {
            state.mode = Mode::Commands;
            if let Some(origin) = state.finding.origin {
                state.reading.cursor = origin;
            }
            state.finding.clear();
            return Vec::new();
        }
        KeyCode::Backspace if editor.line().is_empty() => {
            return searching(state, Key::plain(KeyCode::Esc));
        }
        KeyCode::Tab | KeyCode::Up | KeyCode::Down => return Vec::new(),
        _ => editor.key(key),
    }
    look_for(state)
}

/// Looks for what has been typed so far.
fn look_for(state: &mut State) -> Vec<Effect> {
    let Mode::Searching(editor) = &state.mode else {
        return Vec::new();
    };
    let typed = editor.line().to_owned();
    if let Some(origin) = state.finding.origin {
        state.reading.cursor = origin;
    }
    state.message = None;
    let query = if typed.raw().is_empty() {
        Ok(None)
    } else {
        Query::typed(typed.raw()).map(Some)
    };
    match query {
        Ok(query) => {
            let query = query.map(Arc::new);
            let number = state.finding.begin(query.clone());
            query.map_or(Vec::new(), |q| {
                vec![Effect::Search(
                    number,
                    q,
                    state.transcript.batches().to_vec(),
                )]
            })
        }
        Err(reason) => {
            state.finding.begin(None);
            let reason = clean::clean(crate::model::OutsideStr::new(&reason));
            state.say(reason);
            Vec::new()
        }
    }
}

fn tell_hits(state: &mut State) {
    if state.finding.query.is_none() || state.finding.running {
        return;
    }
    match (state.finding.hits.len(), state.finding.current) {
        (0, _) => state.say(Clean::ours("nothing found")),
        (of, Some(at)) => state.say(Clean::format(format_args!("hit {} of {of}", at + 1))),
        (of, None) => state.say(Clean::format(format_args!("{of} hits"))),
    }
}

impl State {
    /// Shows the first hit from where the search began, unless the reader has moved on since.
    fn show_first_hit(&mut self) {
        let Some(from) = self
            .finding
            .origin
            .filter(|_| self.finding.current.is_none())
        else {
            return;
        };
        if let Some((hit, round)) = self.finding.next(from, Way::Forward)
            && (!round || !self.finding.running)
        {
            self.go_to_hit(hit);
        }
    }

    /// Goes to a hit and stands on it.
    pub fn go_to_hit(&mut self, hit: usize) {
        self.finding.current = Some(hit);
        if let Some(hit) = self.finding.hits.get(hit) {
            self.go((hit.entry, hit.layer, hit.bytes.start));
        }
    }
}

fn writing(state: &mut State, key: Key) -> Vec<Effect> {
    if state.edited_elsewhere {
        return Vec::new();
    }
    let save = key.code == KeyCode::Esc
        || (key.code == KeyCode::Char('s') && key.held == KeyModifiers::CONTROL);
    if save {
        return leave_writing(state);
    }
    if key.code == KeyCode::Char('g') && key.held == KeyModifiers::CONTROL {
        return state.hand_out();
    }
    let area = inside(state.areas.writing);
    let page = isize::try_from(area.height.saturating_sub(1).max(1)).unwrap_or(1);
    let rows = match key.code {
        KeyCode::Up => Some(-1),
        KeyCode::Down => Some(1),
        KeyCode::PageUp => Some(-page),
        KeyCode::PageDown => Some(page),
        _ => None,
    };
    if let Mode::Writing(Writing { editor, .. }) = &mut state.mode {
        match rows.filter(|_| key.held.is_empty()) {
            Some(by) => editor.move_rows(by, area.width.into()),
            None => editor.key(key),
        }
    }
    vec![state.draft()]
}

/// Ends the writing of a note: what was typed becomes the note.
fn leave_writing(state: &mut State) -> Vec<Effect> {
    match std::mem::take(&mut state.mode) {
        Mode::Writing(writing) => state.finish_note(writing),
        Mode::Commands
        | Mode::Searching(_)
        | Mode::Narrowing(_)
        | Mode::Coding(_)
        | Mode::Palette(_)
        | Mode::Citing(_)
        | Mode::Help(..)
        | Mode::Problems(_)
        | Mode::Comparing => Vec::new(),
    }
}

fn paste(state: &mut State, text: &Outside) -> Vec<Effect> {
    match &mut state.mode {
        Mode::Writing(_) if state.edited_elsewhere => Vec::new(),
        Mode::Writing(writing) => {
            writing.editor.paste(text);
            vec![state.draft()]
        }
        Mode::Searching(editor) => {
            editor.paste(&in_one_line(text));
            look_for(state)
        }
        Mode::Coding(coding) => {
            coding.editor.paste(&in_one_line(text));
            coding.chosen = None;
            Vec::new()
        }
        Mode::Narrowing(editor) => {
            editor.paste(&in_one_line(text));
            narrowing::retyped(state);
            Vec::new()
        }
        Mode::Palette(Palette { editor, .. }) => {
            editor.paste(&in_one_line(text));
            palette::retyped(state);
            Vec::new()
        }
        Mode::Commands | Mode::Citing(_) | Mode::Help(..) | Mode::Problems(_) | Mode::Comparing => {
            state.say(Clean::ours(
                "pasted text is taken while a note or a search is typed",
            ));
            Vec::new()
        }
    }
}

/// Pasted text for a prompt.
fn in_one_line(text: &Outside) -> Outside {
    let lines: Vec<&str> = text.raw().split(['\r', '\n']).collect();
    Outside::new(lines.join(" "))
}

/// Takes the next part of the transcript.
fn arrive(state: &mut State, part: Part, hundredths: u8) -> Vec<Effect> {
    let before = state.transcript.len();
    let mut effects = Vec::new();
    let complete = matches!(part, Part::Tail(_));
    state.hidden.add(&part);
    if let Part::Batch(batch) = &part {
        state.has_originals |= batch.turns().any(|t| t.original().is_some());
        if let Some(query) = state.finding.query.clone() {
            state.finding.add(search::hits(batch, &query));
        }
    }
    let outline = matches!(part, Part::Outline(_));
    state.transcript.add(part);
    state.loading = if complete {
        Loading::Done
    } else {
        Loading::Part(hundredths)
    };
    if outline || complete {
        state.reading.forget();
    }
    if before == 0 && !state.transcript.is_empty() {
        state.go_to(state.first_turn());
    }
    if complete {
        state.cover_quotes();
        effects.extend(state.place_notes());
    }
    effects
}
