//! The quotations of a draft with their verdicts, and which of them is looked at in the words.

use std::ops::Range;
use std::sync::Arc;

use super::{Loading, Mode, PaneId, State};
use crate::model::{EntryIndex, Layer, Outside, Problem, Stretch};
use crate::text::check::Report;
use crate::text::check::telling::Telling;
use crate::text::check::verdict::Checked;
use crate::text::clean::{Clean, clean};
use crate::tui::effect::{Effect, Judging};

/// A draft that is checked.
#[derive(Debug, Default)]
pub struct Checking {
    /// Of the newest checking.
    pub number: u64,
    /// What the draft is called.
    pub name: Clean,
    /// How many of how many quotations are judged; `None` when all are.
    pub running: Option<(usize, usize)>,
    /// What became of it.
    pub report: Arc<Report>,
    /// Which of the quotations are agreed to.
    pub accepted: Vec<bool>,
    /// The chosen row, among those that are told.
    pub chosen: usize,
    /// The quotation whose words are shown in the transcript.
    pub shown: Option<usize>,
}

impl Checking {
    /// The quotations that are told, by their numbers: what has to be looked at first.
    pub fn told(&self) -> Vec<usize> {
        let all = &self.report.quotations;
        let mut told: Vec<usize> = (0..all.len())
            .filter(|n| !self.report.is_covered(&all[*n]))
            .collect();
        told.sort_by_key(|n| !self.is_open(*n));
        told
    }

    fn is_open(&self, n: usize) -> bool {
        self.report.quotations[n].verdict.is_wrong() && !self.is_accepted(n)
    }

    /// Whether a quotation, by its number, is agreed to.
    pub fn is_accepted(&self, n: usize) -> bool {
        self.accepted.get(n).copied().unwrap_or_default()
    }

    /// The quotation in the chosen row, by its number.
    pub fn chosen(&self) -> Option<usize> {
        self.told().get(self.chosen).copied()
    }

    fn shown(&self) -> Option<&Checked> {
        self.report.quotations.get(self.shown?)
    }
}

impl State {
    /// `:check DRAFT`, or without a name what was checked last.
    pub fn check(&mut self, typed: Outside) -> Vec<Effect> {
        self.mode = Mode::Commands;
        if typed.is_blank() {
            if self.checking.number == 0 {
                self.say(Clean::ours("`:check DRAFT` names the draft"));
            } else {
                self.mode = Mode::Checking;
            }
            return Vec::new();
        }
        if !matches!(self.loading, Loading::Done) {
            self.say(Clean::ours("the transcript is still being read"));
            return Vec::new();
        }
        self.checking = Checking {
            number: self.checking.number + 1,
            name: clean(typed.borrow()),
            running: Some((0, 0)),
            ..Checking::default()
        };
        self.mode = Mode::Checking;
        let (number, transcript) = (self.checking.number, self.transcript.clone());
        vec![Effect::Check(number, typed, transcript)]
    }

    /// Takes in how far a checking is.
    pub fn judged(&mut self, number: u64, judging: Judging) {
        if number != self.checking.number {
            return;
        }
        match judging {
            Judging::Part(done, of) => self.checking.running = Some((done, of)),
            Judging::Done(report, accepted) => {
                self.checking.running = None;
                self.checking.accepted = accepted;
                self.checking.report = report;
                if self.checking.report.quotations.is_empty() {
                    self.close_checking("has no quotation", &Problem::new(""));
                }
            }
            Judging::Failed(problem) => self.close_checking("", &problem),
        }
    }

    fn close_checking(&mut self, what: &str, problem: &Problem) {
        let name = self.checking.name.clone();
        let told = if what.is_empty() { &problem.what } else { what };
        let told = clean(crate::model::OutsideStr::new(told));
        self.say(Clean::format(format_args!("{name}: {told}")));
        self.checking = Checking {
            number: self.checking.number,
            ..Checking::default()
        };
        if matches!(self.mode, Mode::Checking) {
            self.mode = Mode::Commands;
        }
    }

    /// Closes the list; a checking that still runs is stopped.
    pub fn leave_checking(&mut self) -> Vec<Effect> {
        self.mode = Mode::Commands;
        if self.checking.running.is_none() {
            return Vec::new();
        }
        self.checking = Checking {
            number: self.checking.number + 1,
            ..Checking::default()
        };
        self.say(Clean::ours("the checking is stopped"));
        vec![Effect::StopChecking(self.checking.number)]
    }

    /// Goes to the words of the chosen quotation, and shows there in what they differ.
    pub fn go_to_checked(&mut self) {
        let report = Arc::clone(&self.checking.report);
        let Some(n) = self.checking.chosen() else {
            return;
        };
        let checked = &report.quotations[n];
        let Some(finding) = &checked.finding else {
            self.say(Clean::ours("there are no words to go to"));
            return;
        };
        self.mode = Mode::Commands;
        self.checking.shown = Some(n);
        self.trail.meant = true;
        self.go(finding.passage.begin());
        self.focus = PaneId::Transcript;
        let transcripts = [&self.transcript];
        let names = [Clean::default()];
        let telling = Telling {
            report: &report,
            transcripts: &transcripts,
            names: &names,
            signs: true,
        };
        let difference = telling.difference(&finding.difference);
        let difference: Vec<Clean> = difference.into_iter().map(|p| p.text).collect();
        let title = checked.verdict.title();
        let told = Clean::join(&difference, "");
        self.say(Clean::format(format_args!("{title}: {told}")));
    }

    /// The words of the quotation that is looked at, in one entry: all of them, and those that the draft does not have.
    pub fn checked_in(
        &self,
        entry: EntryIndex,
        layer: Layer,
    ) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        let finding = self.checking.shown().and_then(|c| c.finding.as_ref());
        let here = |stretches: &[Stretch]| -> Vec<Range<usize>> {
            let here = stretches
                .iter()
                .filter(|s| s.entry == entry && s.layer == layer);
            here.map(|s| s.bytes.clone()).collect()
        };
        finding.map_or_else(Default::default, |f| {
            (here(&f.passage.stretches), here(&f.differing))
        })
    }
}
