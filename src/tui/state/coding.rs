//! Giving codes: what is typed, and the codes in use that it may become.

use std::collections::BTreeMap;

use super::covering::What;
use super::writing::{Editor, Writing};
use super::{Mode, PaneId, State};
use crate::model::{Note, On, Outside, Passage};
use crate::text::clean::{Clean, clean};
use crate::tui::effect::Effect;

/// Codes being typed.
#[derive(Debug, Default)]
pub struct Coding {
    /// What is typed; commas stand between codes.
    pub editor: Editor,
    /// The code in use that it was completed with last, and what was typed before that.
    pub chosen: Option<(usize, Outside)>,
}

impl Coding {
    /// The code that is being typed, behind the last comma, and what stands before it.
    pub fn last(&self) -> (String, String) {
        let typed = match &self.chosen {
            Some((_, typed)) => clean(typed.borrow()),
            None => clean(self.editor.line()),
        };
        match typed.rsplit_once(',') {
            Some((before, last)) => (format!("{before}, "), last.trim().to_owned()),
            None => (String::new(), typed.trim().to_owned()),
        }
    }
}

impl State {
    /// The codes in use, in notes and quotes, and how often: the most used first.
    pub fn codes_in_use(&self) -> Vec<(Outside, usize)> {
        let notes = self.noting.book.notes().flat_map(|n| &n.codes);
        let quotes = self.transcript.quotes().iter().flat_map(|q| &q.codes);
        let mut counts: BTreeMap<Clean, (Outside, usize)> = BTreeMap::new();
        for code in notes.chain(quotes) {
            let name = clean(code.borrow());
            counts.entry(name).or_insert_with(|| (code.clone(), 0)).1 += 1;
        }
        let mut codes: Vec<(Outside, usize)> = counts.into_values().collect();
        codes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        codes
    }

    /// The codes in use that what is typed may become.
    pub fn codes_found(&self, coding: &Coding) -> Vec<(Outside, usize)> {
        let (_, typed) = coding.last();
        let typed = typed.to_lowercase();
        let mut codes = self.codes_in_use();
        let lower = |code: &Outside| clean(code.borrow()).to_lowercase();
        codes.retain(|(code, _)| lower(code).contains(&typed));
        codes.sort_by_key(|(code, _)| !lower(code).starts_with(&typed));
        codes
    }

    /// Begins to type codes for what is selected, else for what is chosen in a list, else for the turn; `false` where nothing
    /// can be coded.
    pub fn begin_coding(&mut self) -> bool {
        let can = self.to_code().is_some();
        if can {
            self.mode = Mode::Coding(Coding::default());
        }
        can
    }

    /// What codes are given to: the chosen note of the focused list, else what is marked.
    fn to_code(&self) -> Option<Writing> {
        let in_list = self.selecting.is_none() && self.listing(self.focus).is_some();
        let Some(note) = self.note_here().filter(|_| in_list) else {
            return self.to_mark();
        };
        let place = self.noting.place(&note.id);
        Some(Writing {
            entry: place.map_or(self.reading.cursor.entry, |p| p.0),
            stretches: Vec::new(),
            note: Some(note.id.clone()),
            on: note.on.clone(),
            codes: note.codes.clone(),
            editor: Editor::new(&note.text),
        })
    }

    /// The words of the quote or quotation that is chosen in the focused list.
    fn chosen_quote(&self) -> Option<Passage> {
        if self.focus == PaneId::Draft {
            return self.chosen_words()?;
        }
        let chosen = self.chosen_row(self.focus)?;
        let quoted = matches!(chosen.what, What::Quote(_));
        self.chosen_words()?.filter(|_| quoted)
    }

    /// What is selected, else the chosen quote, else the turn where the reader is, as a note on it begins. Nothing where a
    /// draft's quotation is chosen that nobody spoke.
    pub fn to_mark(&self) -> Option<Writing> {
        if let Some(passage) = self.selection().or_else(|| self.chosen_quote()) {
            let on = crate::text::anchor::on_passage(&self.transcript, &passage)?;
            return Some(Writing {
                entry: passage.first(),
                stretches: passage.stretches,
                note: None,
                on,
                codes: Vec::new(),
                editor: Editor::default(),
            });
        }
        if self.focus == PaneId::Draft {
            return None;
        }
        self.to_mark_turn()
    }

    /// The turn where the reader is, as a note on it begins.
    pub fn to_mark_turn(&self) -> Option<Writing> {
        let entry = self.turn_to_note()?;
        let on = crate::text::anchor::on_turn(&self.transcript, entry)?;
        Some(Writing {
            entry,
            stretches: Vec::new(),
            note: None,
            on,
            codes: Vec::new(),
            editor: Editor::default(),
        })
    }

    /// A note on exactly the same words or turn.
    fn note_on(&self, on: &On) -> Option<&Note> {
        self.noting.book.notes().find(|n| n.on == *on)
    }

    /// Gives codes to what is selected, else to what is chosen in a list, else to the turn. Where a note on just that has one of them already, it goes; a note
    /// that has nothing else goes with its last code.
    pub fn code(&mut self, codes: Vec<Outside>) -> Vec<Effect> {
        let Some(mut writing) = self.to_code().filter(|_| !codes.is_empty()) else {
            return Vec::new();
        };
        self.selecting = None;
        self.last_codes.clone_from(&codes);
        let names: Vec<Clean> = codes.iter().map(|c| clean(c.borrow())).collect();
        let names = Clean::join(&names, ", ");
        let known = match &writing.note {
            Some(id) => self.noting.get(id),
            None => self.note_on(&writing.on),
        };
        let Some(note) = known.cloned() else {
            writing.codes = codes;
            self.waiting = Some(writing);
            let undo = self.taught("undo");
            self.say(Clean::format(format_args!(
                "coded {names}: {undo} takes it back"
            )));
            return vec![Effect::Stamp];
        };
        let all_there = codes.iter().all(|c| note.codes.contains(c));
        writing.codes.clone_from(&note.codes);
        if all_there {
            writing.codes.retain(|c| !codes.contains(c));
            let undo = self.taught("undo");
            self.say(Clean::format(format_args!(
                "no longer coded {names}: {undo} takes it back"
            )));
            if writing.codes.is_empty() && note.text.is_blank() {
                return self.noting.change(Some(note), None);
            }
        } else {
            let new = codes.into_iter().filter(|c| !note.codes.contains(c));
            writing.codes.extend(new);
            let undo = self.taught("undo");
            self.say(Clean::format(format_args!(
                "coded {names}: {undo} takes it back"
            )));
        }
        writing.editor = Editor::new(&note.text);
        writing.note = Some(note.id);
        self.waiting = Some(writing);
        vec![Effect::Stamp]
    }

    /// Marks what is selected, else the turn; where that is marked already, the mark goes.
    pub fn mark(&mut self) -> Vec<Effect> {
        let Some(writing) = self.to_mark() else {
            self.say(Clean::ours("no words to mark here"));
            return Vec::new();
        };
        self.selecting = None;
        match self.note_on(&writing.on).cloned() {
            Some(note) if note.text.is_blank() && note.codes.is_empty() => {
                let undo = self.taught("undo");
                self.say(Clean::format(format_args!(
                    "no longer marked: {undo} takes it back"
                )));
                self.noting.change(Some(note), None)
            }
            Some(_) => {
                self.say(Clean::ours("a note is on just these words already"));
                Vec::new()
            }
            None => {
                let undo = self.taught("undo");
                self.say(Clean::format(format_args!("marked: {undo} takes it back")));
                self.waiting = Some(writing);
                vec![Effect::Stamp]
            }
        }
    }
}
