//! Turns, words and time by speaker, counted as the batches arrive.

use std::collections::BTreeMap;

use super::{Basis, last_end, spoken_words};
use crate::model::{Batch, Call, EntryIndex, Outline, SpeakerIndex, Time, TurnRef};

/// What has been counted so far.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    calls: Vec<CallTally>,
}

#[derive(Clone, Debug)]
struct CallTally {
    speakers: BTreeMap<SpeakerIndex, Count>,
    basis: Basis,
    /// The last turn, if it has a start and no end yet.
    open: Option<(SpeakerIndex, Time)>,
}

/// One speaker's.
#[derive(Clone, Copy, Debug)]
struct Count {
    turns: usize,
    words: usize,
    millis: u64,
    longest_words: usize,
    longest_turn: EntryIndex,
    first: EntryIndex,
    last: EntryIndex,
}

/// The figures of a transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Of each call, in file order.
    pub calls: Vec<CallFigures>,
    /// Of all of them; by words if any call with turns is.
    pub whole: CallFigures,
}

/// The figures of a call, or of all calls.
#[derive(Clone, Debug, PartialEq)]
pub struct CallFigures {
    /// How times and shares were made. By words, too, where no time passes at all.
    pub basis: Basis,
    /// Whether every turn has a start, even where no time passes.
    pub timed: bool,
    /// How many turns.
    pub turns: usize,
    /// How many words were spoken.
    pub words: usize,
    /// How long the turns are together; overlaps count for each. None by words.
    pub time: Option<Time>,
    /// The largest share first, equal ones in the order of the file.
    pub shares: Vec<Share>,
}

/// What a speaker has of a call, or of all calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Who.
    pub speaker: SpeakerIndex,
    /// How many turns.
    pub turns: usize,
    /// How many words.
    pub words: usize,
    /// How long. None by words.
    pub time: Option<Time>,
    /// From 0 to 1, of the time or of the words.
    pub share: f64,
    /// Words of the longest turn.
    pub longest_words: usize,
    /// The turn with the most words, the first of equal ones.
    pub longest_turn: EntryIndex,
    /// The first turn.
    pub first: EntryIndex,
    /// The last turn.
    pub last: EntryIndex,
}

impl Default for CallTally {
    fn default() -> Self {
        Self {
            speakers: BTreeMap::new(),
            basis: Basis::Time,
            open: None,
        }
    }
}

impl Tally {
    /// Counts the next batch. Batches come once each, in order.
    pub fn add(&mut self, batch: &Batch) {
        let call = batch.call().get();
        self.calls
            .resize_with(self.calls.len().max(call + 1), CallTally::default);
        for turn in batch.turns() {
            self.calls[call].add(turn);
        }
    }

    /// The figures as far as turns have arrived. `outline` is the one they belong to.
    pub fn figures(&self, outline: &Outline) -> Figures {
        let none = CallTally::default();
        let mut whole = CallTally::default();
        let calls = outline.calls.iter().enumerate().map(|(i, call)| {
            let tally = self.calls.get(i).unwrap_or(&none).closed(call);
            whole.merge(&tally);
            tally.figures()
        });
        Figures {
            calls: calls.collect(),
            whole: whole.figures(),
        }
    }
}

impl CallFigures {
    /// How its shares were made, and why so.
    pub const fn explained(&self) -> &'static str {
        match self.basis {
            Basis::Time => "by time",
            Basis::Estimated => {
                "by time, estimated: a turn without an end lasts until the next one"
            }
            Basis::Words if self.turns == 0 => "by words: nobody speaks",
            Basis::Words if self.timed => "by words: no time passes between the turns' times",
            Basis::Words => "by words: not every turn has a time",
        }
    }
}

impl CallTally {
    fn add(&mut self, turn: TurnRef<'_>) {
        if let (Some((speaker, start)), Some(next)) = (self.open.take(), turn.start()) {
            self.lasts(speaker, start.until(next));
        }
        self.basis = self.basis.max(Basis::of(turn));
        let words = spoken_words(turn.text());
        let one = Count {
            turns: 1,
            words,
            millis: match (turn.start(), turn.end()) {
                (Some(start), Some(end)) => start.until(end).0,
                _ => 0,
            },
            longest_words: words,
            longest_turn: turn.index(),
            first: turn.index(),
            last: turn.index(),
        };
        self.open = turn
            .start()
            .filter(|_| turn.end().is_none())
            .map(|start| (turn.speaker(), start));
        self.count(turn.speaker(), &one);
    }

    fn lasts(&mut self, speaker: SpeakerIndex, time: Time) {
        if let Some(count) = self.speakers.get_mut(&speaker) {
            count.millis = count.millis.saturating_add(time.0);
        }
    }

    fn count(&mut self, speaker: SpeakerIndex, more: &Count) {
        self.speakers
            .entry(speaker)
            .and_modify(|count| count.add(more))
            .or_insert(*more);
    }

    /// The same, with the last turn ended.
    fn closed(&self, call: &Call) -> Self {
        let mut closed = self.clone();
        if let (Some((speaker, start)), Some(end)) = (closed.open.take(), last_end(call)) {
            closed.lasts(speaker, start.until(end));
        }
        closed
    }

    fn merge(&mut self, call: &Self) {
        // A call without turns has the best basis, so it changes nothing.
        self.basis = self.basis.max(call.basis);
        for (speaker, count) in &call.speakers {
            self.count(*speaker, count);
        }
    }

    fn figures(&self) -> CallFigures {
        let counts = || self.speakers.values();
        let words = counts().map(|c| c.words).sum();
        let millis = counts().fold(0, |sum: u64, c| sum.saturating_add(c.millis));
        let basis = if millis == 0 {
            Basis::Words
        } else {
            self.basis
        };
        let time = |millis| match basis {
            Basis::Time | Basis::Estimated => Some(Time(millis)),
            Basis::Words => None,
        };
        let share = |count: &Count| match time(count.millis) {
            Some(_) => count.millis as f64 / millis as f64,
            None if words == 0 => 0.0,
            None => count.words as f64 / words as f64,
        };
        let mut shares: Vec<Share> = self
            .speakers
            .iter()
            .map(|(speaker, count)| Share {
                speaker: *speaker,
                turns: count.turns,
                words: count.words,
                time: time(count.millis),
                share: share(count),
                longest_words: count.longest_words,
                longest_turn: count.longest_turn,
                first: count.first,
                last: count.last,
            })
            .collect();
        shares.sort_by(|a, b| b.share.total_cmp(&a.share));
        CallFigures {
            basis,
            timed: self.basis < Basis::Words,
            turns: counts().map(|c| c.turns).sum(),
            words,
            time: time(millis),
            shares,
        }
    }
}

impl Count {
    /// Adds what stands later in the file.
    fn add(&mut self, later: &Self) {
        self.turns += later.turns;
        self.words += later.words;
        self.millis = self.millis.saturating_add(later.millis);
        if later.longest_words > self.longest_words {
            self.longest_words = later.longest_words;
            self.longest_turn = later.longest_turn;
        }
        self.last = later.last;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{batch, calls};
    use super::*;

    /// Figures of one call, its turns given as `speaker start-end words…`.
    fn figures(duration: &str, clock: bool, turns: &[&str]) -> CallFigures {
        let mut tally = Tally::default();
        tally.add(&batch(0, 0, turns));
        let mut outline = calls(1);
        outline.calls[0].duration = Time::parse(duration).ok();
        outline.calls[0].clock = clock.then(|| crate::model::Outside::new("time of day"));
        tally.figures(&outline).calls.remove(0)
    }

    /// Basis, and of each share: speaker, seconds, share in percent.
    fn brief(figures: &CallFigures) -> (Basis, Vec<(u32, Option<u64>, u32)>) {
        let share = |s: &Share| {
            let percent = (s.share * 100.0).round() as u32;
            (s.speaker.0, s.time.map(|t| t.0 / 1000), percent)
        };
        (figures.basis, figures.shares.iter().map(share).collect())
    }

    #[test]
    fn a_figure_says_how_it_was_made() {
        use Basis::{Estimated, Time, Words};
        let none = &[] as &[(u32, Option<u64>, u32)];
        for (turns, basis, shares) in [
            (&[] as &[&str], Words, none),
            (
                &["0 0-30 a", "1 30-40 b c"],
                Time,
                &[(0, Some(30), 75), (1, Some(10), 25)],
            ),
            (
                &["0 0- a", "1 30-40 b"],
                Estimated,
                &[(0, Some(30), 75), (1, Some(10), 25)],
            ),
            (
                &["0 0-30 a", "1 30- b"],
                Estimated,
                &[(1, Some(70), 70), (0, Some(30), 30)],
            ),
            (
                &["0 0-30 a", "1 - b c d"],
                Words,
                &[(1, None, 75), (0, None, 25)],
            ),
            (
                &["0 -30 a", "1 30-40 b"],
                Words,
                &[(0, None, 50), (1, None, 50)],
            ),
            (
                &["0 0-20 a", "1 10-30 b"],
                Time,
                &[(0, Some(20), 50), (1, Some(20), 50)],
            ),
            (
                &["0 20-10 a", "1 10-30 b"],
                Time,
                &[(1, Some(20), 100), (0, Some(0), 0)],
            ),
            (
                &["0 50- a", "1 10-30 b"],
                Estimated,
                &[(1, Some(20), 100), (0, Some(0), 0)],
            ),
            (
                &["0 5-5 a b", "1 5-5 b"],
                Words,
                &[(0, None, 67), (1, None, 33)],
            ),
            (&["0 - …"], Words, &[(0, None, 0)]),
        ] {
            let figures = figures("1:40", false, turns);
            assert_eq!(brief(&figures), (basis, shares.to_vec()), "{turns:?}");
        }
    }

    #[test]
    fn the_last_turn_ends_with_the_call_only_on_the_calls_own_clock() {
        let turns = &["0 0-30 a", "1 30- b"];
        for (duration, clock, seconds) in [
            ("1:40", false, 70),
            ("1:40", true, 0),
            ("", false, 0),
            ("0:10", false, 0),
        ] {
            let figures = figures(duration, clock, turns);
            let last = figures.shares.iter().find(|s| s.speaker.0 == 1);
            assert_eq!(
                last.and_then(|s| s.time),
                Some(Time(seconds * 1000)),
                "{duration}"
            );
        }
    }

    #[test]
    fn why_words_were_counted_is_said() {
        for (turns, why) in [
            (&["0 5-5 a", "1 5- b"] as &[&str], "no time passes"),
            (&["0 5-6 a", "1 - b"], "not every turn has a time"),
            (&[], "nobody speaks"),
        ] {
            let why_told = figures("", false, turns).explained();
            assert!(why_told.contains(why), "{turns:?}: {why_told}");
        }
    }

    #[test]
    fn batches_add_up() {
        let turns = [
            "1 0- a b",
            "0 2- c",
            "1 5- d e f [g]",
            "0 9-11 h",
            "1 11-12 i j k",
        ];
        let mut whole = Tally::default();
        whole.add(&batch(0, 0, &turns));
        let mut parts = Tally::default();
        for (i, turn) in turns.iter().enumerate() {
            parts.add(&batch(0, i, &[turn]));
        }
        let outline = calls(1);
        assert_eq!(whole.figures(&outline), parts.figures(&outline));
        let call = &parts.figures(&outline).calls[0];
        assert_eq!(
            (call.turns, call.words, call.time),
            (5, 10, Some(Time(12_000)))
        );
        let share = &call.shares[0];
        assert_eq!((share.speaker.0, share.turns, share.words), (1, 3, 8));
        assert_eq!(
            (share.longest_words, share.longest_turn),
            (3, EntryIndex(2))
        );
        assert_eq!((share.first, share.last), (EntryIndex(0), EntryIndex(4)));
    }

    #[test]
    fn the_whole_is_as_sure_as_its_least_sure_call() {
        let timed = ["0 0-10 a"];
        for (second, basis, shares) in [
            (&["1 0-30 b"] as &[&str], Basis::Time, vec![1, 0]),
            (&["1 0- b", "1 3-5 b"], Basis::Estimated, vec![0, 1]),
            (&["1 - b"], Basis::Words, vec![0, 1]),
            (&[], Basis::Time, vec![0]),
        ] {
            let mut tally = Tally::default();
            tally.add(&batch(0, 0, &timed));
            tally.add(&batch(1, 1, second));
            let figures = tally.figures(&calls(3));
            assert_eq!(figures.calls.len(), 3);
            assert_eq!(figures.calls[0].basis, Basis::Time);
            assert_eq!(figures.whole.basis, basis);
            let order: Vec<u32> = figures.whole.shares.iter().map(|s| s.speaker.0).collect();
            assert_eq!(order, shares);
        }
    }

    #[test]
    fn ten_thousand_speakers_have_a_share_each() {
        let turns: Vec<String> = (0..10_000)
            .map(|i| format!("{i} {i}-{} a", i + 1))
            .collect();
        let turns: Vec<&str> = turns.iter().map(String::as_str).collect();
        let figures = figures("", false, &turns);
        assert_eq!(figures.shares.len(), 10_000);
        assert!(
            figures
                .shares
                .iter()
                .enumerate()
                .all(|(i, s)| s.speaker.get() == i)
        );
    }
}
