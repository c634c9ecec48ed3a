//! The keyboard: what is typed becomes messages, except while the terminal is lent to another program, whose keys stay its own.
//!
//! A thread waits for the terminal and for being told to stop; it reads only what is there.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, poll, read};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;

use super::effect::Msg;
use super::key::Key;
use crate::model::Outside;

/// How long the rest of what has begun to arrive is waited for.
const REST: Duration = Duration::from_millis(1);

/// So often there may be something to read that is nothing: then the terminal is gone.
const NOTHINGS: usize = 1_000;

/// Stops the thread that listens, and lets it go on.
#[derive(Debug)]
pub struct Keyboard {
    stop: PipeWriter,
    stopped: Receiver<()>,
    go_on: Sender<()>,
}

impl Keyboard {
    /// Begins to listen.
    ///
    /// # Errors
    /// There is no terminal.
    pub fn listen(tx: &Sender<Msg>) -> io::Result<Self> {
        let terminal = if io::stdin().is_terminal() {
            Terminal::Input(io::stdin())
        } else {
            Terminal::File(File::open("/dev/tty")?)
        };
        let (wake, stop) = io::pipe()?;
        let (said, stopped) = channel();
        let (go_on, going) = channel();
        let tx = tx.clone();
        thread::spawn(move || {
            let mut thread = Thread {
                terminal,
                wake,
                said,
                going,
                nothings: 0,
            };
            while thread.listen(&tx).unwrap_or(false) {}
            // Nobody listens any more when the reader is closed.
            drop(tx.send(Msg::HangUp));
        });
        Ok(Self {
            stop,
            stopped,
            go_on,
        })
    }

    /// Reads no key any more, until it goes on. Returns once no key will be read.
    pub fn stop(&mut self) {
        if self.stop.write_all(&[0]).is_ok() {
            // An error means that the thread has ended: it reads no key, either.
            self.stopped.recv().ok();
        }
    }

    /// Reads keys again.
    pub fn go_on(&self) {
        self.go_on.send(()).ok();
    }
}

/// The terminal as crossterm finds it.
enum Terminal {
    Input(io::Stdin),
    File(File),
}

impl AsFd for Terminal {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Input(input) => input.as_fd(),
            Self::File(file) => file.as_fd(),
        }
    }
}

struct Thread {
    terminal: Terminal,
    wake: PipeReader,
    said: Sender<()>,
    going: Receiver<()>,
    nothings: usize,
}

impl Thread {
    /// Waits, then tells what was typed; `false` once the terminal or the reader is gone.
    fn listen(&mut self, tx: &Sender<Msg>) -> io::Result<bool> {
        let mut waiting = [
            PollFd::new(&self.terminal, PollFlags::IN),
            PollFd::new(&self.wake, PollFlags::IN),
        ];
        match rustix::event::poll(&mut waiting, None) {
            Err(Errno::INTR) => return Ok(true),
            other => other?,
        };
        let [terminal, wake] = waiting.map(|fd| fd.revents());
        if wake.intersects(PollFlags::IN | PollFlags::HUP) {
            self.wake.read_exact(&mut [0])?;
            self.said.send(()).ok();
            return Ok(self.going.recv().is_ok());
        }
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        if terminal.intersects(gone) {
            return Ok(false);
        }
        self.nothings += 1;
        while poll(REST)? {
            self.nothings = 0;
            if message(read()?).is_some_and(|msg| tx.send(msg).is_err()) {
                return Ok(false);
            }
        }
        Ok(self.nothings < NOTHINGS)
    }
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) => Key::from_event(&event).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(Outside::new(text))),
        // crossterm 0.29 loses a resize that comes together with a key: the signal itself is listened to.
        Event::Resize(..) => None,
        Event::Mouse(event) => Some(Msg::Mouse(event)),
        Event::FocusGained | Event::FocusLost => None,
    }
}
