//! Compares the transcript with another version of it.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Jobs, send};
use crate::model::{Problem, Transcript};
use crate::store::input::{self, Input, Opening};
use crate::store::source;
use crate::text::compare::{self, By};
use crate::tui::effect::Msg;

impl Jobs {
    /// Compares the transcript with the file at `path`; an older comparison stops.
    pub fn compare(&self, number: u64, path: PathBuf, transcript: Transcript) {
        self.newest_comparison.store(number, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest_comparison);
        let failed = Problem::new("this program failed while it compared");
        self.start(Msg::Compared(number, Err(failed)), move |tx| {
            let mut told = 0;
            let mut progress = |hundredths: u8| {
                if newest.load(Ordering::Relaxed) != number {
                    return ControlFlow::Break(());
                }
                if hundredths > told {
                    told = hundredths;
                    send(tx, Msg::Comparing(number, hundredths));
                }
                ControlFlow::Continue(())
            };
            let other = match other_version(path) {
                Ok(other) => other,
                Err(problem) => return send(tx, Msg::Compared(number, Err(problem))),
            };
            if let Some(found) = compare::compare(&transcript, &other, By::Words, &mut progress) {
                send(tx, Msg::Compared(number, Ok(Box::new((other, found)))));
            }
        });
    }

    /// Stops the comparison that is being made.
    pub fn stop_comparing(&self) {
        self.newest_comparison.store(0, Ordering::Relaxed);
    }
}

/// Another version, of any format, in which something is said.
fn other_version(path: PathBuf) -> Result<Transcript, Problem> {
    let input = Input::File(path);
    let text = input::read(&input, Opening::default())?;
    let transcript = source::load(&input, &text)?;
    match transcript.gravest() {
        Some(problem) if transcript.is_unreadable() => Err(problem.clone()),
        _ if transcript.turns().all(|t| t.text().is_blank()) => {
            Err(Problem::new("there are no words in it to compare"))
        }
        _ => Ok(transcript),
    }
}
