//! A text being typed: a note, or what to look for.
//!
//! The editing is `ratatui-textarea`'s; what is drawn is wrapped and cleaned like everything else.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui_textarea::{CursorMove, Input, Key as AreaKey, TextArea};

use crate::model::{EntryIndex, NoteId, On, Outside, OutsideStr, Stretch};
use crate::text::wrap;
use crate::tui::key::Key;

/// A text being typed.
#[derive(Debug, Default)]
pub struct Editor {
    area: TextArea<'static>,
}

impl Editor {
    /// Begins with a text, the cursor behind it.
    pub fn new(text: &Outside) -> Self {
        let lines = text.raw().split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(lines);
        area.set_hard_tab_indent(true);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What has been typed.
    pub fn text(&self) -> Outside {
        Outside::new(self.area.lines().join("\n"))
    }

    /// Takes a key; Enter begins a new line.
    pub fn key(&mut self, key: Key) {
        let code = match key.code {
            KeyCode::Char(c) => AreaKey::Char(c),
            KeyCode::Backspace => AreaKey::Backspace,
            KeyCode::Enter => AreaKey::Enter,
            KeyCode::Left => AreaKey::Left,
            KeyCode::Right => AreaKey::Right,
            KeyCode::Up => AreaKey::Up,
            KeyCode::Down => AreaKey::Down,
            KeyCode::Tab => AreaKey::Tab,
            KeyCode::Delete => AreaKey::Delete,
            KeyCode::Home => AreaKey::Home,
            KeyCode::End => AreaKey::End,
            _ => AreaKey::Null,
        };
        self.area.input(Input {
            key: code,
            ctrl: key.held.contains(KeyModifiers::CONTROL),
            alt: key.held.contains(KeyModifiers::ALT),
            shift: key.held.contains(KeyModifiers::SHIFT),
        });
    }

    /// Takes pasted text to the letter; carriage returns become line ends.
    pub fn paste(&mut self, text: &Outside) {
        self.area
            .insert_str(text.raw().replace("\r\n", "\n").replace('\r', "\n"));
    }

    /// Rows of the text at a width, and the cursor's row and column among them.
    pub fn rows(&self, columns: usize) -> (Outside, Vec<Range<usize>>, usize, usize) {
        let text = self.text();
        let mut rows = wrap::wrap(text.borrow(), columns);
        if text.raw().ends_with('\n') {
            rows.push(text.raw().len()..text.raw().len());
        }
        let at = self.area.cursor();
        let lines = self.area.lines();
        let before: usize = lines[..at.0].iter().map(|l| l.len() + 1).sum();
        let in_line = lines[at.0]
            .chars()
            .take(at.1)
            .map(char::len_utf8)
            .sum::<usize>();
        let byte = before + in_line;
        let row = wrap::row_of(&rows, byte);
        let column = wrap::column_of(text.borrow(), &rows[row], byte);
        let (row, column) = if column >= columns {
            (row + 1, 0)
        } else {
            (row, column)
        };
        (text, rows, row, column)
    }

    /// The one line of a prompt.
    pub fn line(&self) -> OutsideStr<'_> {
        OutsideStr::new(self.area.lines().first().map_or("", String::as_str))
    }
}

/// A note being written.
#[derive(Debug)]
pub struct Writing {
    /// The turn or aside that it is on.
    pub entry: EntryIndex,
    /// The words that it is on, where it is new and on a passage.
    pub stretches: Vec<Stretch>,
    /// The note that is changed; `None` for a new one.
    pub note: Option<NoteId>,
    /// What the note is on, and its codes, whatever becomes of the note that is changed.
    pub on: On,
    /// Its codes.
    pub codes: Vec<Outside>,
    /// Its text.
    pub editor: Editor,
}
