//! Checks a draft against the transcript.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Jobs, send};
use crate::model::{Problem, Transcript};
use crate::store::drafts::{self, Accepted};
use crate::store::input::{Input, Opening};
use crate::text::check::{check, is_wordless};
use crate::tui::effect::{Accepting, Judging, Msg};

/// Of so many quotations one is told that it is judged.
const TOLD: usize = 50;

impl Jobs {
    /// Checks a draft against the transcript; an older checking stops.
    pub fn check(&self, number: u64, path: PathBuf, transcript: Transcript) {
        self.stop_checking(number);
        let newest = Arc::clone(&self.newest_check);
        let failed = Problem::new("this program failed while it checked");
        self.start(Msg::Checking(number, Judging::Failed(failed)), move |tx| {
            if is_wordless(&transcript) {
                let problem = Problem::new("the transcript has no words to check against");
                return send(tx, Msg::Checking(number, Judging::Failed(problem)));
            }
            let input = Input::File(path);
            let read = drafts::read(&input, Opening::default())
                .and_then(|d| Ok((d, Accepted::read(&input)?)));
            let (draft, accepted) = match read {
                Ok(read) => read,
                Err(problem) => {
                    return send(tx, Msg::Checking(number, Judging::Failed(problem)));
                }
            };
            let report = check(&draft, &[&transcript], false, &mut |done, of| {
                if newest.load(Ordering::Relaxed) != number {
                    return ControlFlow::Break(());
                }
                if done.is_multiple_of(TOLD) {
                    send(tx, Msg::Checking(number, Judging::Part(done, of)));
                }
                ControlFlow::Continue(())
            });
            if let Some(report) = report {
                let agreed = report.quotations.iter();
                let agreed = agreed
                    .map(|q| q.verdict.is_wrong() && accepted.has(q))
                    .collect();
                let done = Judging::Done(Arc::new(report), agreed);
                send(tx, Msg::Checking(number, done));
            }
        });
    }

    /// Keeps beside a draft what is agreed to in it.
    pub fn accept(&self, path: PathBuf, accepting: Accepting) {
        let (number, n, agreed) = (accepting.number, accepting.quotation, accepting.agreed);
        let done = move |outcome| Msg::Checking(number, Judging::Accepted(n, outcome));
        let failed = Problem::new("this program failed while it wrote that down");
        self.start(done(Err(failed)), move |tx| {
            let outcome = Accepted::read(&Input::File(path)).and_then(|mut accepted| {
                let checked = &accepting.report.quotations[n];
                if agreed {
                    accepted.add(checked);
                } else {
                    accepted.remove(checked);
                }
                accepted.save()
            });
            send(tx, done(outcome.map(|()| agreed)));
        });
    }

    /// Stops every checking with another number.
    pub fn stop_checking(&self, number: u64) {
        self.newest_check.store(number, Ordering::Relaxed);
    }
}
