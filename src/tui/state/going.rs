//! Where a typed place is in this transcript; and where there is none, what there is instead.

use super::State;
use super::goal::Goal;
use crate::model::{
    Batch, CallIndex, EntryIndex, EntryRef, Outside, Time, TimeError, TurnNumber, TurnRef,
};
use crate::text::clean::{Clean, clean};
use crate::text::front;

impl State {
    /// The turn that a goal means.
    ///
    /// # Errors
    /// There is none, or the goal is not typed to its end; says what there is.
    pub fn find_goal(&self, goal: &Goal) -> Result<EntryIndex, Clean> {
        match goal {
            Goal::Turn { call, number } => self.find_number(call.as_ref(), *number),
            Goal::Time(Ok(time)) => self.find_time(*time),
            Goal::Time(Err(TimeError::Sixty)) => {
                Err(Clean::ours("minutes and seconds end at 59: 12:30, 1:12:30"))
            }
            Goal::Time(Err(TimeError::Form | TimeError::Long)) => Err(self.times()),
            Goal::Shift(shift) => self.find_shift(*shift),
            Goal::Page(page, line) => self.find_page(*page, *line),
            Goal::Percent(Some(hundredths)) => self.find_share((*hundredths).into()),
            Goal::Percent(None) => Err(Clean::ours("0 % to 100 %")),
        }
    }

    /// What a place is, for the prompt: `turn 21 · 55:55:20 · Swigert`, and its call where that is another.
    pub fn describe(&self, entry: EntryIndex) -> Clean {
        let Some(turn) = self.transcript.turn(entry) else {
            return Clean::default();
        };
        let mut text = Clean::format(format_args!("turn {}", turn.number()));
        if let Some(start) = turn.start() {
            text.push(&Clean::format(format_args!(" · {start}")));
        }
        let name = clean(self.transcript.speaker(turn.speaker()).name.borrow());
        text.push(&Clean::format(format_args!(" · {name}")));
        if turn.call() != self.call_here() {
            let call = front::call_title(&self.transcript, turn.call());
            text.push(&Clean::format(format_args!(" · {call}")));
        }
        text
    }

    fn find_number(
        &self,
        call: Option<&Outside>,
        number: Option<u32>,
    ) -> Result<EntryIndex, Clean> {
        let index = match call {
            Some(call) => self.call_named(call).ok_or_else(|| self.call_names())?,
            None => self.call_here(),
        };
        let found = number.and_then(|n| self.transcript.find_turn(index, TurnNumber(n)));
        found.ok_or_else(|| {
            let last = self.transcript.call_turns(index);
            let so_far = self.so_far();
            match (call, last.0) {
                (_, 0) => Clean::ours("no turns in this call"),
                (None, _) => Clean::format(format_args!("turns 1 to {last}{so_far}")),
                (Some(_), _) => {
                    let title = front::call_title(&self.transcript, index);
                    Clean::format(format_args!("turns 1 to {last}{so_far} · {title}"))
                }
            }
        })
    }

    /// A call by its id, else by its number, else by the beginning of one id only.
    fn call_named(&self, typed: &Outside) -> Option<CallIndex> {
        let calls = self.transcript.calls();
        let begins = |id: &Outside| {
            let begin = id.raw().get(..typed.raw().len());
            begin.is_some_and(|b| b.eq_ignore_ascii_case(typed.raw()))
        };
        let mut alike = (0..calls.len()).filter(|c| begins(&calls[*c].id));
        let only = alike.next().filter(|_| alike.next().is_none());
        let number = typed.raw().parse::<usize>().ok();
        let number = number
            .and_then(|n| n.checked_sub(1))
            .filter(|n| *n < calls.len());
        let found = calls
            .iter()
            .position(|c| c.id == *typed)
            .or(number)
            .or(only)?;
        u32::try_from(found).ok().map(CallIndex)
    }

    fn call_names(&self) -> Clean {
        let calls = self.transcript.calls();
        let ids: Vec<Clean> = calls.iter().map(|c| clean(c.id.borrow())).collect();
        let ids = Clean::join(&ids, ", ");
        Clean::format(format_args!("calls 1 to {}: {ids}", calls.len()))
    }

    /// While the file is still being read, what there is is not yet all.
    fn so_far(&self) -> &'static str {
        if self.transcript.is_complete() {
            ""
        } else {
            " so far"
        }
    }

    /// The turn that is being spoken at a time: of those that begin before it, the one that begins last. Times may be out of
    /// order, so every turn of the call is looked at; its words are not.
    fn find_time(&self, time: Time) -> Result<EntryIndex, Clean> {
        let last = self.extent_of_times().ok_or_else(|| self.times())?.1;
        let started = self
            .call_turns_of(self.call_here())
            .filter_map(|t| Some((t.start()?, t.index())))
            .filter(|(start, _)| *start <= time && time <= last);
        started
            .max()
            .map(|(_, entry)| entry)
            .ok_or_else(|| self.times())
    }

    fn find_shift(&self, shift: Option<i64>) -> Result<EntryIndex, Clean> {
        if self.extent_of_times().is_none() {
            return Err(self.times());
        }
        let shift = shift.ok_or(Clean::ours("+2m, -30s, +1h or +1:30, from this turn"))?;
        let from = self.transcript.call_entries(self.call_here()).start;
        let here = self.reading.cursor.entry.0;
        let start = self
            .transcript
            .entries(from..here + 1)
            .rev()
            .find_map(|e| e.turn()?.start())
            .ok_or(Clean::ours("no time here to count from"))?;
        let time = start.millis().checked_add_signed(shift);
        time.map_or_else(|| Err(self.times()), |t| self.find_time(Time(t)))
    }

    /// `times 55:46:01 to 56:10:00`.
    fn times(&self) -> Clean {
        match self.extent_of_times() {
            Some((first, last)) => {
                Clean::format(format_args!("times {first} to {last}{}", self.so_far()))
            }
            None => Clean::ours("no times in this call"),
        }
    }

    fn extent_of_times(&self) -> Option<(Time, Time)> {
        let turns = || self.call_turns_of(self.call_here());
        let first = turns().filter_map(TurnRef::start).min()?;
        let last = turns().filter_map(|t| t.end().max(t.start())).max()?;
        Some((first, last))
    }

    /// The turn on a page: with a line, the one that the line is part of; else the first that begins there, or the one that
    /// runs over it. This call is looked at before the others.
    fn find_page(&self, page: u32, line: Option<u32>) -> Result<EntryIndex, Clean> {
        let here = self.call_here();
        let all =
            (0..self.transcript.calls().len()).filter_map(|c| u32::try_from(c).ok().map(CallIndex));
        let calls: Vec<CallIndex> = std::iter::once(here)
            .chain(all.filter(|c| *c != here))
            .collect();
        let printed = |call| {
            self.call_turns_of(call)
                .filter_map(|t| Some(((t.page()?, t.line().unwrap_or(0)), t.index())))
        };
        for call in &calls {
            let ends = printed(*call).any(|((p, _), _)| p >= page);
            let begun = |wanted: (u32, u32)| {
                let before = printed(*call).filter(move |(at, _)| *at <= wanted);
                before.max_by_key(|(at, _)| *at).map(|(_, entry)| entry)
            };
            let on_page = || printed(*call).find(|((p, _), _)| *p == page);
            let found = match line {
                Some(line) => begun((page, line)).or_else(|| on_page().map(|(_, e)| e)),
                None => on_page()
                    .map(|(_, entry)| entry)
                    .or_else(|| begun((page, 0))),
            };
            if let Some(found) = found.filter(|_| ends) {
                return Ok(found);
            }
        }
        let pages = || calls.iter().flat_map(|c| printed(*c)).map(|((p, _), _)| p);
        Err(match (pages().min(), pages().max()) {
            (Some(first), Some(last)) => {
                Clean::format(format_args!("pages {first} to {last}{}", self.so_far()))
            }
            _ => Clean::ours("no pages of a printed record in this transcript"),
        })
    }

    /// The first turn from which on the status line says so many hundredths.
    fn find_share(&self, hundredths: usize) -> Result<EntryIndex, Clean> {
        let last = self.transcript.len().saturating_sub(1);
        let entry = EntryIndex((last * hundredths).div_ceil(100));
        self.turn_or_after(entry, |_| true)
            .or_else(|| self.turn_before(entry, |_| true))
            .ok_or(Clean::ours("no turns in this transcript"))
    }

    fn call_turns_of(&self, call: CallIndex) -> impl Iterator<Item = TurnRef<'_>> {
        let batches = self.transcript.batches();
        let from = batches.partition_point(|b: &std::sync::Arc<Batch>| b.call() < call);
        batches[from..]
            .iter()
            .take_while(move |b| b.call() == call)
            .flat_map(|b| b.entries().filter_map(EntryRef::turn))
    }
}
