//! The one place where things change: a message in, effects out.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyModifiers};

use super::effect::{Effect, Msg};
use super::key::Key;
use super::keymap::{self, Meaning};
use super::pointer;
use super::popups;
use super::state::areas::inside;
use super::state::finding::Way;
use super::state::{Loading, Mode, Scroll, State};
use super::view;
use crate::model::{EntryIndex, Outside, Part, Stretch};
use crate::text::clean::{self, Clean};
use crate::text::search::{self, Query};

/// Takes in what happened; tells what is to be done.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => press(state, key),
        Msg::Mouse(event) => {
            if pointer::listens(state) {
                return pointer::point(state, event);
            }
            scroll_popup(state, |top| {
                top.saturating_add_signed(pointer::popup_rows(event))
            });
            Vec::new()
        }
        Msg::Paste(text) => paste(state, &text),
        Msg::Resize(columns, rows) => {
            state.screen = ratatui::layout::Rect::new(0, 0, columns, rows);
            Vec::new()
        }
        Msg::Part(part, hundredths) => arrive(state, part, hundredths),
        Msg::Figures(figures) => {
            state.figures = Some(figures);
            Vec::new()
        }
        Msg::Timeline(call, timeline) => {
            state.timelines.insert(call, timeline);
            Vec::new()
        }
        Msg::Hits(number, hits, last) => {
            if number == state.finding.number {
                state.finding.add(hits);
                state.finding.running &= !last;
                state.show_first_hit();
            }
            Vec::new()
        }
        Msg::Placed(number, placed) => {
            state.noting.placed(number, placed);
            Vec::new()
        }
        Msg::Notes(book, content) => {
            let mut effects: Vec<Effect> = state.noting.open(*book, content).into_iter().collect();
            effects.extend(place_notes(state));
            effects
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
            match joined {
                Some(joined) => {
                    state.take_joined(&joined);
                    place_notes(state)
                }
                None => Vec::new(),
            }
        }
        Msg::TryAgain(number) => state.noting.try_again(number).into_iter().collect(),
        Msg::Broken => {
            state.say(Clean::ours(
                "a part of this program failed: what it was doing is left undone",
            ));
            Vec::new()
        }
        Msg::Stamped(making) => state.take_stamp(making),
        Msg::HangUp => {
            let mut effects = leave_writing(state);
            effects.push(Effect::Quit);
            effects
        }
    }
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
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
        Mode::Help(_) | Mode::Problems(_) => reading(state, key),
    }
}

fn command(state: &mut State, key: Key) -> Vec<Effect> {
    state.message = None;
    state.pending.push(key);
    match keymap::meaning(state.focus, &state.pending) {
        Meaning::Prefix => Vec::new(),
        Meaning::Command(command) => {
            state.pending.clear();
            (command.run)(state)
        }
        Meaning::Nothing => {
            let keys = super::key::show(&state.pending);
            let cancelled = state.pending.len() > 1;
            state.pending.clear();
            if !cancelled {
                let keys = clean::clean(crate::model::OutsideStr::new(&keys));
                state.say(Clean::format(format_args!(
                    "{keys} does nothing here: ? shows the keys"
                )));
            }
            Vec::new()
        }
    }
}

fn searching(state: &mut State, key: Key) -> Vec<Effect> {
    let Mode::Searching(editor) = &mut state.mode else {
        return Vec::new();
    };
    match key.code {
        KeyCode::Enter => {
            state.mode = Mode::Commands;
            return finish_search(state);
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

fn finish_search(state: &mut State) -> Vec<Effect> {
    if state.finding.query.is_some() && !state.finding.running {
        match state.finding.hits.len() {
            0 => state.say(Clean::ours("nothing found")),
            of => {
                let at = state.finding.current.map_or(1, |c| c + 1);
                state.say(Clean::format(format_args!("hit {at} of {of}")));
            }
        }
    }
    Vec::new()
}

impl State {
    /// While a search is typed, shows the first hit from where it began.
    fn show_first_hit(&mut self) {
        if self.finding.current.is_some() {
            return;
        }
        let from = self.finding.origin.unwrap_or(self.reading.cursor);
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
    let save = key.code == KeyCode::Esc
        || (key.code == KeyCode::Char('s') && key.held == KeyModifiers::CONTROL);
    if save {
        return leave_writing(state);
    }
    if let Mode::Writing(writing) = &mut state.mode {
        writing.editor.key(key);
    }
    Vec::new()
}

/// Ends the writing of a note: what was typed becomes the note.
fn leave_writing(state: &mut State) -> Vec<Effect> {
    match std::mem::take(&mut state.mode) {
        Mode::Writing(writing) => state.finish_note(writing),
        Mode::Commands | Mode::Searching(_) | Mode::Help(_) | Mode::Problems(_) => Vec::new(),
    }
}

fn paste(state: &mut State, text: &Outside) -> Vec<Effect> {
    match &mut state.mode {
        Mode::Writing(writing) => {
            writing.editor.paste(text);
            Vec::new()
        }
        Mode::Searching(editor) => {
            let line: String = text.raw().split(['\r', '\n']).collect::<Vec<_>>().join(" ");
            editor.paste(&Outside::new(line));
            look_for(state)
        }
        Mode::Commands | Mode::Help(_) | Mode::Problems(_) => {
            state.say(Clean::ours(
                "pasted text is taken while a note or a search is typed",
            ));
            Vec::new()
        }
    }
}

fn reading(state: &mut State, key: Key) -> Vec<Effect> {
    let page = usize::from(inside(view::popup(state)).height)
        .saturating_sub(1)
        .max(1);
    match (key.code, key.held) {
        (KeyCode::Char('j') | KeyCode::Down, _) => scroll_popup(state, |top| top + 1),
        (KeyCode::Char('k') | KeyCode::Up, _) => scroll_popup(state, |top| top.saturating_sub(1)),
        (KeyCode::Char(' ') | KeyCode::PageDown, _) => scroll_popup(state, |top| top + page),
        (KeyCode::PageUp, _) => scroll_popup(state, |top| top.saturating_sub(page)),
        (KeyCode::Char('d'), KeyModifiers::CONTROL) => scroll_popup(state, |top| top + page / 2),
        (KeyCode::Char('u'), KeyModifiers::CONTROL) => {
            scroll_popup(state, |top| top.saturating_sub(page / 2))
        }
        (KeyCode::Home | KeyCode::Char('g'), _) => scroll_popup(state, |_| 0),
        (KeyCode::End | KeyCode::Char('G'), _) => scroll_popup(state, |_| usize::MAX),
        (KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q' | '?' | '!'), _) => {
            state.mode = Mode::Commands
        }
        _ => {}
    }
    Vec::new()
}

/// Scrolls the popup that is open, as far as it goes.
fn scroll_popup(state: &mut State, to: impl FnOnce(usize) -> usize) {
    let area = inside(view::popup(state));
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let all = match &state.mode {
        Mode::Help(_) => popups::help::lines(state.focus, columns).len(),
        Mode::Problems(_) => popups::problems::lines(state, columns).len(),
        Mode::Commands | Mode::Searching(_) | Mode::Writing(_) => return,
    };
    if let Mode::Help(Scroll { top }) | Mode::Problems(Scroll { top }) = &mut state.mode {
        *top = to(*top).min(all.saturating_sub(rows));
    }
}

/// Takes the next part of the transcript.
fn arrive(state: &mut State, part: Part, hundredths: u8) -> Vec<Effect> {
    let before = state.transcript.len();
    let mut effects = Vec::new();
    let complete = matches!(part, Part::Tail(_));
    if let Part::Batch(batch) = &part {
        state.has_originals |= batch.turns().any(|t| t.original().is_some());
        let words = batch.entries().map(|e| clean::hidden_count(e.text()));
        state.hidden += words.sum::<usize>();
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
        let starts = (0..state.transcript.calls().len()).map(|c| crate::model::CallIndex(c as u32));
        let starts: Vec<_> = starts
            .map(|c| state.transcript.call_entries(c).start)
            .collect();
        state.reading.forget(starts.into_iter().map(EntryIndex));
        state
            .reading
            .forget(state.transcript.len().checked_sub(1).map(EntryIndex));
    }
    if before == 0 && !state.transcript.is_empty() {
        state.go_to(state.first_turn());
    }
    if complete {
        state.quoted = quoted(state);
        effects.extend(place_notes(state));
    }
    effects
}

/// Every stretch that a quote runs over, in order of place.
fn quoted(state: &State) -> Vec<Stretch> {
    let quotes = state.transcript.quotes().iter();
    let mut quoted: Vec<Stretch> = quotes.flat_map(|q| q.passage.stretches.clone()).collect();
    quoted.sort_unstable_by_key(|s| (s.entry, s.layer, s.bytes.start));
    quoted
}

/// Asks where the notes stand, once the whole transcript is there.
fn place_notes(state: &mut State) -> Vec<Effect> {
    if !state.transcript.is_complete() || state.noting.listed.is_empty() {
        return Vec::new();
    }
    let (number, notes, edition) = state.noting.begin_placing();
    vec![Effect::Place(
        number,
        notes,
        edition,
        state.transcript.clone(),
    )]
}
