//! The quotations of a draft with their verdicts, and which of them is looked at in the words.

use std::ops::Range;
use std::sync::Arc;

use super::{Loading, Mode, PaneId, State};
use crate::model::{EntryIndex, Layer, LineColumn, Outside, OutsideStr, Passage, Problem, Stretch};
use crate::text::check::Report;
use crate::text::check::verdict::{Checked, Finding, Verdict};
use crate::text::clean::{Clean, clean};
use crate::tui::effect::{Accepting, Effect, Judging};

/// Rows of what is said of one quotation, mostly.
const TELLING: usize = 6;

/// A draft that is checked.
#[derive(Debug, Default)]
pub struct Checking {
    /// Whether its pane is there.
    pub open: bool,
    /// Of the newest checking.
    pub number: u64,
    /// The draft, as it was typed.
    pub draft: Outside,
    /// How many of how many quotations are judged; `None` when all are.
    pub running: Option<(usize, usize)>,
    /// What became of it.
    pub report: Arc<Report>,
    /// What is told of it: what has to be looked at first.
    pub told: Vec<Told>,
    /// Which of the quotations are agreed to.
    pub accepted: Vec<bool>,
    /// Whether one is being agreed to.
    pub accepting: bool,
    /// The chosen row, among those that are told.
    pub chosen: usize,
}

/// What is told of a draft in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A quotation, by its number.
    Quotation(usize),
    /// An opening mark that nothing closes.
    Unclosed(LineColumn),
}

impl Checking {
    /// Whether a quotation, by its number, is agreed to.
    pub fn is_accepted(&self, n: usize) -> bool {
        self.accepted.get(n).copied().unwrap_or_default()
    }

    /// Rows that its pane would like, with its border; `None` where there is none.
    pub fn wanted(&self) -> Option<usize> {
        self.open.then(|| self.told.len() + TELLING + 2)
    }

    /// Whether something of it is still to come.
    pub fn is_underway(&self) -> bool {
        self.running.is_some() || self.accepting
    }

    /// How many have to be looked at: what is wrong and not agreed to.
    pub fn count_open(&self) -> usize {
        let open = |told: &&Told| match told {
            Told::Quotation(n) => {
                self.report.quotations[*n].verdict.is_wrong() && !self.is_accepted(*n)
            }
            Told::Unclosed(_) => true,
        };
        self.told.iter().filter(open).count()
    }

    /// The chosen quotation and its number.
    pub fn chosen(&self) -> Option<(usize, &Checked)> {
        match self.told.get(self.chosen)? {
            Told::Quotation(n) => Some((*n, self.report.quotations.get(*n)?)),
            Told::Unclosed(_) => None,
        }
    }

    /// Where the words of the chosen quotation stand.
    fn finding(&self) -> Option<&Finding> {
        self.chosen()?.1.finding.as_ref()
    }

    /// The passage that it quotes; none of a quotation that is not found, whose nearest words are others.
    pub fn quoted(&self) -> Option<&Passage> {
        let found = |f: &&Finding| f.verdict != Verdict::NotFound;
        self.finding().filter(found).map(|f| &f.passage)
    }

    /// Their passage, or that of the nearest words.
    pub fn passage(&self) -> Option<&Passage> {
        self.finding().map(|f| &f.passage)
    }

    /// Takes in a report: what is wrong comes before what is agreed to, right, or too short.
    fn take(&mut self, report: Arc<Report>, accepted: Vec<bool>) {
        let all = &report.quotations;
        let mut told: Vec<usize> = (0..all.len())
            .filter(|n| !report.is_covered(&all[*n]))
            .collect();
        told.sort_by_key(|n| match all[*n].verdict {
            Verdict::Short => 3,
            verdict if verdict.is_right() => 2,
            _ => u8::from(accepted.get(*n) == Some(&true)),
        });
        let unclosed = report.unclosed.iter().map(|at| Told::Unclosed(*at));
        self.told = unclosed
            .chain(told.into_iter().map(Told::Quotation))
            .collect();
        self.chosen = self.chosen.min(self.told.len().saturating_sub(1));
        self.running = None;
        (self.report, self.accepted) = (report, accepted);
    }
}

impl State {
    /// `:check DRAFT`, or without a name what was checked last.
    pub fn check(&mut self, typed: Outside) -> Vec<Effect> {
        self.mode = Mode::Commands;
        if typed.is_blank() {
            return self.show_draft();
        }
        if !matches!(self.loading, Loading::Done) {
            self.say(Clean::ours("the transcript is still being read"));
            return Vec::new();
        }
        // The same draft again: what was chosen stays so.
        let again = self.checking.draft == typed;
        let chosen = if again { self.checking.chosen } else { 0 };
        self.checking = Checking {
            open: true,
            number: self.checking.number + 1,
            draft: typed.clone(),
            running: Some((0, 0)),
            chosen,
            ..Checking::default()
        };
        self.focus = PaneId::Draft;
        let (number, transcript) = (self.checking.number, self.transcript.clone());
        vec![Effect::Check(number, typed, transcript)]
    }

    /// Checks the draft again, as it is now.
    pub fn check_again(&mut self) -> Vec<Effect> {
        self.check(self.checking.draft.clone())
    }

    /// Shows the draft that was checked last, and gives it the keys; it is checked again if that came to nothing.
    pub fn show_draft(&mut self) -> Vec<Effect> {
        if self.checking.draft.is_blank() {
            self.say(Clean::ours("`:check DRAFT` checks a draft's quotations"));
            return Vec::new();
        }
        if self.checking.told.is_empty() && self.checking.running.is_none() {
            return self.check_again();
        }
        self.checking.open = true;
        self.focus = PaneId::Draft;
        Vec::new()
    }

    /// Takes in how far a checking is.
    pub fn judged(&mut self, number: u64, judging: Judging) {
        if number != self.checking.number {
            return;
        }
        match judging {
            Judging::Part(done, of) => self.checking.running = Some((done, of)),
            Judging::Done(report, _)
                if report.quotations.is_empty() && report.unclosed.is_empty() =>
            {
                self.refuse_draft("has no quotation");
            }
            Judging::Done(report, accepted) => self.checking.take(report, accepted),
            Judging::Failed(problem) => {
                let place = problem.place.map_or_else(String::new, |p| {
                    format!("line {}, column {}: ", p.line, p.column)
                });
                self.refuse_draft(&format!("{place}{}", problem.what));
            }
            Judging::Accepted(n, outcome) => self.kept(n, outcome),
        }
    }

    /// Says why there is nothing to show of a draft; there is none then.
    fn refuse_draft(&mut self, why: &str) {
        let name = clean(self.checking.draft.borrow());
        let why = clean(OutsideStr::new(why));
        self.forget_draft();
        self.say(Clean::format(format_args!("{name}: {why}")));
    }

    /// Nothing is known of it then but its name.
    fn forget_draft(&mut self) {
        self.checking = Checking {
            number: self.checking.number,
            draft: std::mem::take(&mut self.checking.draft),
            ..Checking::default()
        };
        if self.focus == PaneId::Draft {
            self.focus = PaneId::Transcript;
        }
    }

    /// Takes the draft off the screen; a checking that still runs is stopped.
    pub fn leave_draft(&mut self) -> Vec<Effect> {
        if self.checking.running.is_some() {
            self.checking.number += 1;
            self.forget_draft();
            self.say(Clean::ours("the checking is stopped"));
            return vec![Effect::StopChecking(self.checking.number)];
        }
        self.checking.open = false;
        self.focus = PaneId::Transcript;
        Vec::new()
    }

    /// Whether the draft's verdicts are still to come, which is said.
    pub fn is_being_checked(&mut self) -> bool {
        let running = self.checking.running.is_some();
        if running {
            self.say(Clean::ours("the draft is still being checked"));
        }
        running
    }

    /// Goes to the words of the chosen quotation; the keys stay where they are.
    pub fn go_to_checked(&mut self) -> bool {
        if self.is_being_checked() {
            return false;
        }
        let begin = self.checking.passage().map(Passage::begin);
        if let Some(begin) = begin {
            self.go(begin);
        } else {
            self.say(Clean::ours("there are no words to go to"));
        }
        begin.is_some()
    }

    /// Agrees to what is wrong in the chosen quotation, or takes that back.
    pub fn accept(&mut self) -> Vec<Effect> {
        if self.is_being_checked() {
            return Vec::new();
        }
        let Some((n, checked)) = self.checking.chosen() else {
            self.say(Clean::ours("only a quotation can be accepted"));
            return Vec::new();
        };
        if !checked.verdict.is_wrong() {
            let title = checked.verdict.title();
            self.say(Clean::format(format_args!(
                "it is {title}: there is nothing to accept"
            )));
            return Vec::new();
        }
        if std::mem::replace(&mut self.checking.accepting, true) {
            return Vec::new();
        }
        vec![Effect::Accept(Accepting {
            number: self.checking.number,
            draft: self.checking.draft.clone(),
            report: Arc::clone(&self.checking.report),
            quotation: n,
            agreed: !self.checking.is_accepted(n),
        })]
    }

    fn kept(&mut self, n: usize, outcome: Result<bool, Problem>) {
        self.checking.accepting = false;
        match outcome {
            Ok(agreed) => {
                if let Some(accepted) = self.checking.accepted.get_mut(n) {
                    *accepted = agreed;
                }
                self.say(Clean::ours(if agreed {
                    "accepted as it is, as long as neither side's words change"
                } else {
                    "no longer accepted"
                }));
            }
            Err(problem) => {
                let why = clean(OutsideStr::new(&problem.what));
                self.say(Clean::format(format_args!("not accepted: {why}")));
            }
        }
    }

    /// The words of the quotation that is looked at, in one entry: all of them, and those that the draft does not have.
    pub fn checked_in(
        &self,
        entry: EntryIndex,
        layer: Layer,
    ) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        let finding = self.checking.finding().filter(|_| self.checking.open);
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
