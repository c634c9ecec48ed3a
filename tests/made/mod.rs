//! Made-up transcripts, and numbers that are the same each time: for the tests and benches that measure.

use std::sync::Arc;

use onrecord::model::{
    BatchBuilder, Call, CallIndex, EntryIndex, NewTurn, Outline, Outside, OutsideStr, Part,
    Speaker, SpeakerIndex, Time, Transcript, TurnNumber,
};
use onrecord::store::sample::Sample;
use onrecord::store::transcript;

/// Turns that arrive together.
const BATCH: usize = 4096;

/// Numbers that are the same each time (xorshift, Marsaglia 2003).
pub struct Dice(pub u64);

impl Dice {
    /// From 0 to `end`, which it never is, unless that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("less than a usize")
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    /// Either end may be it.
    pub fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to + 1 - from)
    }

    /// A made-up word; few are said often and many seldom.
    pub fn word(&mut self) -> String {
        let most = 1 << (3 + self.below(12));
        format!("w{}", self.below(most))
    }

    /// So many of these.
    pub fn words(&mut self, of: &[&str], count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| of[self.below(of.len())]).collect();
        words.join(" ")
    }
}

/// A call of these turns: who speaks, when it begins, the words.
pub fn call<N: AsRef<str>, W: AsRef<str>>(
    turns: impl IntoIterator<Item = (N, Option<Time>, W)>,
) -> Transcript {
    let turns: Vec<(N, Option<Time>, W)> = turns.into_iter().collect();
    let mut names: Vec<&str> = Vec::new();
    for (name, ..) in &turns {
        if !names.contains(&name.as_ref()) {
            names.push(name.as_ref());
        }
    }
    let speaker = |name: &&str| Speaker {
        id: Outside::new(*name),
        name: Outside::new(*name),
        initials: Outside::new(*name),
        role: None,
        side: None,
        aliases: Vec::new(),
    };
    let mut transcript = Transcript::default();
    transcript.add(Part::Outline(Arc::new(Outline {
        speakers: names.iter().map(speaker).collect(),
        calls: vec![Call {
            id: Outside::new("call"),
            ..Call::default()
        }],
        ..Outline::default()
    })));
    let mut last = TurnNumber(0);
    for (at, part) in turns.chunks(BATCH).enumerate() {
        let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(at * BATCH), last);
        for (name, start, words) in part {
            let speaker = names.iter().position(|n| *n == name.as_ref());
            batch.turn(&NewTurn {
                speaker: SpeakerIndex(speaker.expect("listed above") as u32),
                start: *start,
                text: OutsideStr::new(words.as_ref()),
                ..NewTurn::default()
            });
        }
        last = batch.last();
        transcript.add(Part::Batch(Arc::new(batch.build())));
    }
    transcript
}

/// The built-in transcript that is edited and measured everywhere.
pub fn apollo() -> Transcript {
    let mut samples = Sample::all().iter();
    let sample = samples.find(|s| s.name() == "apollo13");
    transcript::load(sample.expect("a built-in sample").text())
}
