//! How far a long command is: one line on standard error, where that is a terminal, gone when the work is done.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::{flag, low_level};

use super::message;

/// The line, from the first share that is told on.
pub struct Progress {
    what: &'static str,
    screen: bool,
    told: Option<(usize, Stop)>,
}

impl Progress {
    /// Of what is done from now on, such as `comparing`.
    pub fn new(what: &'static str) -> Self {
        Self {
            what,
            screen: io::stderr().is_terminal(),
            told: None,
        }
    }

    /// Tells how many hundredths are done. Where Ctrl-C was pressed, the program ends here.
    pub fn tell(&mut self, percent: usize) {
        if !self.screen || self.told.as_ref().is_some_and(|told| told.0 == percent) {
            return self.obey();
        }
        let stop = self.told.take().map_or_else(Stop::wait, |told| told.1);
        message::write_error(&format!("\r{} {percent} %", self.what));
        self.told = Some((percent, stop));
        self.obey();
    }

    fn obey(&mut self) {
        let told = self.told.as_ref();
        if told.is_some_and(|(_, stop)| stop.pressed.load(Ordering::Relaxed)) {
            self.end();
        }
    }

    /// Takes the line away, and does what Ctrl-C asked for meanwhile.
    fn end(&mut self) {
        if let Some((_, stop)) = self.told.take() {
            message::write_error("\r\u{1b}[K");
            stop.end();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

/// Keeps Ctrl-C from ending the program while there is a line to take away first.
struct Stop {
    pressed: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

impl Stop {
    fn wait() -> Self {
        let stop = Self {
            pressed: Arc::default(),
            over: Arc::default(),
        };
        // Without a handler Ctrl-C ends the program at once, and the line stays; pressed twice, too, however long the work
        // does not look.
        let _ = flag::register_conditional_default(SIGINT, Arc::clone(&stop.over))
            .and_then(|_| flag::register_conditional_default(SIGINT, Arc::clone(&stop.pressed)))
            .and_then(|_| flag::register(SIGINT, Arc::clone(&stop.pressed)));
        stop
    }

    /// From now on Ctrl-C does what it does anywhere; also if it was pressed already, so that the shell learns of it.
    fn end(self) {
        self.over.store(true, Ordering::SeqCst);
        if self.pressed.load(Ordering::SeqCst) {
            let _ = low_level::emulate_default_handler(SIGINT);
        }
    }
}
