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
#[derive(Debug)]
pub struct Editor {
    area: TextArea<'static>,
    /// The column that the cursor keeps to while it moves over rows.
    goal: Option<usize>,
}

/// Changes to a text that can be taken back while it is being typed.
const TAKEN_BACK: usize = 100_000;

impl Default for Editor {
    fn default() -> Self {
        Self::new(&Outside::default())
    }
}

impl Editor {
    /// Begins with a text, the cursor behind it.
    pub fn new(text: &Outside) -> Self {
        let lines = text.raw().split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(lines);
        area.set_hard_tab_indent(true);
        area.set_max_histories(TAKEN_BACK);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, goal: None }
    }

    /// What has been typed.
    pub fn text(&self) -> Outside {
        Outside::new(self.area.lines().join("\n"))
    }

    /// Takes a key; Enter begins a new line. Nothing is selected with Shift: it would not be seen.
    pub fn key(&mut self, key: Key) {
        self.goal = None;
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
            shift: false,
        });
    }

    /// Moves the cursor by rows as they are wrapped at a width, keeping to its column; beyond the first and the last row
    /// to the beginning and the end.
    pub fn move_rows(&mut self, by: isize, columns: usize) {
        let (text, rows, row, column) = self.rows(columns);
        let last = rows.len() - 1;
        let goal = self.goal.unwrap_or(column);
        let to = row.saturating_add_signed(by);
        let byte = if by < 0 && row == 0 {
            0
        } else if to > last {
            text.raw().len()
        } else {
            in_row(&text, &rows[to], goal)
        };
        self.go(text.raw(), byte);
        self.goal = Some(goal);
    }

    /// Puts the cursor at a byte of the text.
    fn go(&mut self, text: &str, byte: usize) {
        let before = &text[..byte];
        let line = before.matches('\n').count();
        let letters = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count();
        // A line that is longer than the editor can count is moved in from its ends.
        if let (Ok(line), Ok(letters)) = (line.try_into(), letters.try_into()) {
            self.area.move_cursor(CursorMove::Jump(line, letters));
        }
    }

    /// Takes pasted text to the letter; carriage returns become line ends.
    pub fn paste(&mut self, text: &Outside) {
        self.goal = None;
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

/// The byte of a row at a column; behind the last letter only where the line ends there, too.
fn in_row(text: &Outside, row: &Range<usize>, column: usize) -> usize {
    let words = &text.raw()[row.clone()];
    let end = row.start + words.trim_end_matches('\n').len();
    let ends = words.ends_with('\n') || row.end == text.raw().len();
    if ends && column >= wrap::column_of(text.borrow(), row, end) {
        end
    } else {
        wrap::byte_at(text.borrow(), row, column)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor's row and column.
    fn cursor(editor: &Editor) -> (usize, usize) {
        let (_, _, row, column) = editor.rows(10);
        (row, column)
    }

    #[test]
    fn the_cursor_moves_over_wrapped_rows_and_keeps_to_its_column() {
        let mut editor = Editor::new(&Outside::new("one two three four\nx\nand a long one"));
        assert_eq!(cursor(&editor), (4, 3), "rows: {:?}", editor.rows(10).1);
        let places = [-1, -1, -1, -1, -1, 1, 1, 9, 9].map(|by| {
            editor.move_rows(by, 10);
            cursor(&editor)
        });
        assert_eq!(
            places,
            [
                (3, 3),
                (2, 1),
                (1, 3),
                (0, 3),
                (0, 0),
                (1, 3),
                (2, 1),
                (4, 3),
                (4, 3)
            ]
        );
    }

    #[test]
    fn nothing_is_selected_unseen_and_then_typed_over() {
        let mut editor = Editor::new(&Outside::new("words that stay"));
        let home = Key {
            code: KeyCode::Home,
            held: KeyModifiers::SHIFT,
        };
        editor.key(home);
        editor.key(Key::plain(KeyCode::Char('x')));
        assert_eq!(editor.text().raw(), "xwords that stay");
    }

    #[test]
    fn a_long_text_can_be_taken_back_letter_by_letter() {
        let mut editor = Editor::default();
        (0..300).for_each(|_| editor.key(Key::plain(KeyCode::Char('x'))));
        let undo = Key {
            code: KeyCode::Char('u'),
            held: KeyModifiers::CONTROL,
        };
        (0..300).for_each(|_| editor.key(undo));
        assert!(editor.text().raw().is_empty());
    }
}
