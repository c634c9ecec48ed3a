//! The terminal: entered, left on every way out, drawn to in one piece.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;

use super::state::State;
use super::theme::Theme;
use super::view::paint;
use crate::text::clean::Clean;

/// Whether the terminal is ours now: raw, with the alternate screen.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The screen that is drawn to, and what stands on it.
pub struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Buffer,
    cursor: Option<Position>,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// There is no terminal, or it cannot be set.
    pub fn enter() -> io::Result<Self> {
        crossterm::style::force_color_output(true);
        enter().inspect_err(|_| leave())?;
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        let backend = CrosstermBackend::new(out);
        Ok(Self {
            backend,
            shown: Buffer::default(),
            cursor: None,
        })
    }

    /// Takes the mouse, or leaves it to the terminal. Movements without a button are not asked for: each would come over
    /// the line and mean nothing.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn take_mouse(&mut self, take: bool) -> io::Result<()> {
        if take {
            execute!(self.backend, Print("\x1b[?1000h\x1b[?1002h\x1b[?1006h"))
        } else {
            execute!(self.backend, DisableMouseCapture)
        }
    }

    /// Hands a text to the terminal's clipboard (OSC 52 of xterm's control sequences). Whether the terminal takes it, it does
    /// not say.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn copy(&mut self, text: &Clean) -> io::Result<()> {
        let text = STANDARD.encode(text.as_str());
        execute!(self.backend, Print(format_args!("\x1b]52;c;{text}\x07")))
    }

    /// Draws what has changed since the last time, in one synchronized piece; nothing where nothing has.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, state: &State, theme: Theme) -> io::Result<()> {
        let mut next = Buffer::empty(state.screen);
        let cursor = paint(state, theme, &mut next);
        let anew = next.area != self.shown.area;
        if anew {
            self.shown = Buffer::empty(next.area);
        }
        let rewritten = rewrite_doubtful_rows(&mut self.shown, &next);
        let changes = self.shown.diff(&next);
        if changes.is_empty() && !anew && self.cursor == Some(cursor) {
            return Ok(());
        }
        queue!(self.backend, BeginSynchronizedUpdate, cursor::Hide)?;
        if anew {
            queue!(self.backend, Clear(ClearType::All))?;
        }
        for row in rewritten {
            queue!(
                self.backend,
                cursor::MoveTo(0, row),
                Clear(ClearType::CurrentLine)
            )?;
        }
        // Behind a doubtful character the cursor is put where the next one belongs, wherever the terminal thinks it is.
        for run in changes.split_inclusive(|(_, _, cell)| is_doubtful(cell)) {
            self.backend.draw(run.iter().copied())?;
        }
        queue!(
            self.backend,
            cursor::MoveTo(cursor.x, cursor.y),
            cursor::Show
        )?;
        execute!(self.backend, EndSynchronizedUpdate)?;
        (self.shown, self.cursor) = (next, Some(cursor));
        Ok(())
    }

    /// Makes the next drawing draw everything.
    pub fn forget(&mut self) {
        (self.shown, self.cursor) = (Buffer::default(), None);
    }

    /// Gives the terminal back for a while, to a program that has it to itself.
    pub fn lend(&mut self) {
        leave();
    }

    /// Takes it over again.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn take_back(&mut self) -> io::Result<()> {
        enter()?;
        self.forget();
        Ok(())
    }

    /// Gives the terminal back, stops until the shell continues the program, and takes it over again.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        leave();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.take_back()
    }
}

/// Terminals do not agree how wide a character of several code points is (a flag, a family, a Devanagari cluster), nor on
/// emoji and on the letters of scripts that are shaped.
fn is_doubtful(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    let shaped = |c| matches!(c, '\u{590}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1f000}'..='\u{1faff}');
    chars.next().is_some_and(shaped) || chars.next().is_some()
}

/// What terminals leave of a doubtful character when something else is written over it would stand in other people's words, so a
/// row that changes and holds such a character, or did, is cleared and written whole. Returns those rows; `shown` forgets them.
fn rewrite_doubtful_rows(shown: &mut Buffer, next: &Buffer) -> Vec<u16> {
    let width = usize::from(next.area.width.max(1));
    let doubtful = |row: &[Cell]| row.iter().any(is_doubtful);
    let mut rows = Vec::new();
    for (y, (before, after)) in shown
        .content
        .chunks_mut(width)
        .zip(next.content.chunks(width))
        .enumerate()
    {
        if before != after && (doubtful(before) || doubtful(after)) {
            before.fill(FORGOTTEN);
            rows.push(u16::try_from(y).unwrap_or(u16::MAX));
        }
    }
    rows
}

/// A cell unlike any that is drawn.
const FORGOTTEN: Cell = Cell::new("\u{fffd}\u{fffd}");

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether the terminal is ours now.
pub fn is_ours() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back as it was; does nothing if it is not ours. Errors are of no use any more: the terminal is gone.
pub fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        drop(execute!(
            out,
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        ));
        drop(disable_raw_mode());
        drop(out.flush());
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn screen(rows: [&str; 3]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 3));
        for (y, row) in (0..).zip(rows) {
            buffer.set_string(0, y, row, Style::new());
        }
        buffer
    }

    #[test]
    fn a_row_with_a_doubtful_character_is_written_whole_once_it_changes() {
        let before = screen(["देवेन्द्र", "plain", "🇫🇮 flag"]);
        for (after, rows) in [
            (screen(["Ana", "other", "🇫🇮 flag"]), vec![0]),
            (screen(["देवेन्द्र", "plain", "🇫🇮 more"]), vec![2]),
            (before.clone(), vec![]),
        ] {
            let mut shown = before.clone();
            assert_eq!(rewrite_doubtful_rows(&mut shown, &after), rows);
            let written: Vec<(u16, u16)> = shown
                .diff(&after)
                .iter()
                .map(|(x, y, _)| (*x, *y))
                .collect();
            for row in rows {
                assert!(
                    written.contains(&(0, row)) && written.contains(&(11, row)),
                    "{row}: {written:?}"
                );
            }
        }
    }
}
