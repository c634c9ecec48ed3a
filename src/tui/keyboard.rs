//! The keyboard: what is typed becomes messages, except while the terminal is lent to another program, whose keys stay its own.
//!
//! A thread waits in crossterm for the next event, and cannot be told anything there but that the window has changed: so it
//! is told that, and then sees that it is to stop. To wait for the terminal ourselves would need `select`, as macOS cannot
//! `poll` terminals.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, read};
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use super::effect::Msg;
use super::key::Key;
use crate::model::Outside;

/// How long the thread may take to answer until it is told again.
const AGAIN: Duration = Duration::from_millis(20);

/// Stops the thread that listens, and lets it go on.
#[derive(Debug)]
pub struct Keyboard {
    stopping: Arc<AtomicBool>,
    stopped: Receiver<()>,
    go_on: Sender<()>,
}

impl Keyboard {
    /// Begins to listen.
    pub fn listen(tx: &Sender<Msg>) -> Self {
        let stopping = Arc::new(AtomicBool::new(false));
        let (said, stopped) = channel();
        let (go_on, going) = channel();
        let (tx, stop) = (tx.clone(), Arc::clone(&stopping));
        thread::spawn(move || {
            while let Ok(event) = read() {
                if message(event).is_some_and(|msg| tx.send(msg).is_err()) {
                    return;
                }
                if stop.swap(false, Ordering::SeqCst) {
                    said.send(()).ok();
                    if going.recv().is_err() {
                        return;
                    }
                }
            }
            // Nobody listens any more when the reader is closed.
            drop(tx.send(Msg::HangUp));
        });
        Self {
            stopping,
            stopped,
            go_on,
        }
    }

    /// Reads no key any more, until it goes on. Returns once no key will be read.
    ///
    /// # Errors
    /// The thread cannot be reached.
    pub fn stop(&self) -> io::Result<()> {
        self.stopping.store(true, Ordering::SeqCst);
        // It may not have begun to wait, and what comes together with a key is lost: it is told until it answers.
        loop {
            raise(SIGWINCH)?;
            match self.stopped.recv_timeout(AGAIN) {
                Err(RecvTimeoutError::Timeout) => {}
                // The thread has ended: it reads no key, either.
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    }

    /// Reads keys again.
    pub fn go_on(&self) {
        self.go_on.send(()).ok();
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
