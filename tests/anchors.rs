//! Notes made on one edition of a transcript and looked for in another: how many are found, and how many at wrong words.
//!
//! `cargo test --release --test anchors -- --ignored --nocapture` measures with the editions in the folder that
//! `$ONRECORD_SAMPLES` names; the built-in sample is edited and measured always.

#[allow(dead_code)]
mod made;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use made::Dice;
use onrecord::model::{
    EntryIndex, Layer, Note, NoteId, Outside, Passage, State, Stretch, Time, Transcript,
};
use onrecord::text::anchor::{Edition, Finder, Placement, on_passage};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A turn's word: by its turn and its number there.
type WordAt = (usize, usize);

/// A turn, and for each of its words the word of the first edition that it is.
#[derive(Clone)]
struct Said {
    speaker: String,
    start: Option<Time>,
    words: Vec<(String, Option<WordAt>)>,
}

impl Said {
    fn new(speaker: &str, start: Option<Time>, text: &str) -> Self {
        let words = text.split_whitespace().map(|w| (w.to_owned(), None));
        Self {
            speaker: speaker.to_owned(),
            start,
            words: words.collect(),
        }
    }

    fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|w| &*w.0).collect();
        words.join(" ")
    }

    /// Which words some bytes of its text touch.
    fn touched(&self, bytes: &std::ops::Range<usize>) -> Vec<usize> {
        let mut at = 0;
        let mut touched = Vec::new();
        for (number, (word, _)) in self.words.iter().enumerate() {
            if at < bytes.end && bytes.start < at + word.len() {
                touched.push(number);
            }
            at += word.len() + 1;
        }
        touched
    }
}

/// A transcript of these turns.
fn made(turns: &[Said]) -> Transcript {
    let turns = turns.iter();
    made::call(turns.map(|turn| (&turn.speaker, turn.start, turn.text())))
}

/// A note on `count` words of a turn from word `first` on.
fn note(transcript: &Transcript, said: &Said, (turn, first): WordAt, count: usize) -> Note {
    let before: usize = said.words[..first].iter().map(|w| w.0.len() + 1).sum();
    let length: usize = said.words[first..first + count]
        .iter()
        .map(|w| w.0.len() + 1)
        .sum();
    let passage = Passage {
        stretches: vec![Stretch {
            entry: EntryIndex(turn),
            layer: Layer::Text,
            bytes: before..before + length - 1,
        }],
    };
    Note {
        id: NoteId(Outside::new(format!("{turn}-{first}"))),
        created: Outside::new("2026-11-22T18:03:11Z"),
        changed: None,
        author: None,
        on: on_passage(transcript, &passage).expect("a passage"),
        codes: Vec::new(),
        text: Outside::default(),
        now: None,
    }
}

#[derive(Default, Debug)]
struct Counts {
    ok: usize,
    moved: usize,
    wrong: usize,
    ambiguous: usize,
    lost: usize,
    gone: usize,
    gone_wrong: usize,
}

impl Counts {
    fn surviving(&self) -> usize {
        self.ok + self.moved + self.wrong + self.ambiguous + self.lost
    }

    fn row(&self, name: &str) {
        let there = self.surviving();
        let found = (self.ok + self.moved) as f64 * 100.0 / there.max(1) as f64;
        println!(
            "| {name} | {there} | {} | {} | {} | {} | {} | {found:.1} % | {} | {} |",
            self.ok, self.moved, self.wrong, self.ambiguous, self.lost, self.gone, self.gone_wrong
        );
    }

    fn add(&mut self, other: &Self) {
        self.ok += other.ok;
        self.moved += other.moved;
        self.wrong += other.wrong;
        self.ambiguous += other.ambiguous;
        self.lost += other.lost;
        self.gone += other.gone;
        self.gone_wrong += other.gone_wrong;
    }

    fn assert_aims(&self) {
        let all = self.surviving() + self.gone;
        assert!(
            (self.wrong + self.gone_wrong) * 1000 <= all,
            "wrong: {self:?}"
        );
        assert!(self.gone_wrong * 100 <= self.gone, "gone: {self:?}");
        let found = self.ok + self.moved;
        assert!(found * 100 >= self.surviving() * 98, "found: {self:?}");
    }
}

/// Passages of 3 to 25 words of one turn, at random; all of a turn that has fewer than 3.
fn passages(first: &[Said], many: usize, dice: &mut Dice) -> Vec<(WordAt, usize)> {
    let long: Vec<usize> = (0..first.len())
        .filter(|t| first[*t].words.len() >= 3)
        .collect();
    let chosen = (0..many).map(|_| {
        let turn = long[dice.below(long.len())];
        let words = first[turn].words.len();
        let count = (3 + dice.below(23)).min(words);
        ((turn, dice.below(words - count + 1)), count)
    });
    chosen.collect()
}

/// Looks for notes on passages of the first edition in the last, whose words know which of the first they are. Words survive
/// if at least half of them are there; they are found if at least half of what is found is them.
fn measure(first: &[Said], last: &[Said], passages: &[(WordAt, usize)]) -> Counts {
    let (before, after) = (made(first), made(last));
    let mut stands: HashMap<WordAt, WordAt> = HashMap::new();
    for (turn, said) in last.iter().enumerate() {
        for (at, (_, origin)) in said.words.iter().enumerate() {
            stands.extend(origin.map(|o| (o, (turn, at))));
        }
    }
    let notes: Vec<Note> = passages
        .iter()
        .map(|(at, count)| note(&before, &first[at.0], *at, *count))
        .collect();
    let placed = Finder::new(&after, Edition::Other).place_all(&notes);
    let mut counts = Counts::default();
    for ((((turn, from), count), place), note) in passages.iter().zip(&placed).zip(&notes) {
        let truth = (*from..from + count).filter_map(|w| stands.get(&(*turn, w)).copied());
        let truth: Vec<WordAt> = truth.collect();
        let found = found(last, place);
        let right = found.iter().filter(|w| truth.contains(w)).count();
        let is_right = right * 2 >= found.len() && right * 2 >= truth.len() && right > 0;
        let survives = truth.len() * 2 > *count;
        match (place.state, is_right) {
            (State::Ok | State::Moved, false) => {
                if std::env::var_os("ONRECORD_WRONG").is_some() {
                    let words: Vec<&str> = found.iter().map(|w| &*last[w.0].words[w.1].0).collect();
                    println!("{survives} {}: {:?}\n   -> {words:?}", place.score, note.on);
                }
                if survives {
                    counts.wrong += 1;
                } else if truth.is_empty() {
                    counts.gone_wrong += 1;
                }
            }
            (State::Ok, true) => counts.ok += 1,
            (State::Moved, true) => counts.moved += 1,
            (State::Ambiguous, _) if survives => counts.ambiguous += 1,
            (State::Lost, _) if survives => counts.lost += 1,
            (State::Ambiguous | State::Lost, _) => {}
        }
        counts.gone += usize::from(truth.is_empty());
        if survives && !is_right && std::env::var_os("ONRECORD_LOST").is_some() {
            println!("{:?}: {:?}", place.state, note.on);
        }
    }
    counts
}

fn found(last: &[Said], place: &Placement) -> Vec<WordAt> {
    let touched = place.stretches.iter().flat_map(|s| {
        let words = last[s.entry.0].touched(&s.bytes);
        words.into_iter().map(|w| (s.entry.0, w))
    });
    touched.collect()
}

/// Tells the words of the last edition which of the first they are, by aligning both word by word.
fn align(first: &[Said], last: &mut [Said]) {
    let plain = |w: &str| -> String {
        let letters = w.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let flat = |turns: &[Said]| -> (Vec<String>, Vec<WordAt>) {
        let words = turns.iter().enumerate().flat_map(|(turn, said)| {
            let words = said.words.iter().enumerate();
            words.map(move |(at, w)| (plain(&w.0), (turn, at)))
        });
        words.unzip()
    };
    let ((old, old_at), (new, new_at)) = (flat(first), flat(last));
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (from, to, len) = match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => (old_index, new_index, len),
            // As many words in the place of as many are those words, spelled anew.
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } if old_len == new_len => (old_index, new_index, old_len),
            DiffOp::Replace { .. } | DiffOp::Delete { .. } | DiffOp::Insert { .. } => continue,
        };
        for step in 0..len {
            let (turn, at) = new_at[to + step];
            last[turn].words[at].1 = Some(old_at[from + step]);
        }
    }
}

/// Each word of the first edition is itself.
fn own(turns: &[Said]) -> Vec<Said> {
    let mut turns = turns.to_vec();
    for (turn, said) in turns.iter_mut().enumerate() {
        for (at, word) in said.words.iter_mut().enumerate() {
            word.1 = Some((turn, at));
        }
    }
    turns
}

/// A letter in one of so many words is another, is left out or stands twice.
fn with_typos(turns: &[Said], one_in: usize, dice: &mut Dice) -> Vec<Said> {
    let mut turns = turns.to_vec();
    for word in turns.iter_mut().flat_map(|t| &mut t.words) {
        if dice.one_in(one_in) {
            let mut letters: Vec<char> = word.0.chars().collect();
            let at = dice.below(letters.len());
            match dice.below(3) {
                0 => letters[at] = 'x',
                1 => letters.insert(at, letters[at]),
                _ if letters.len() > 1 => drop(letters.remove(at)),
                _ => {}
            }
            word.0 = letters.into_iter().collect();
        }
    }
    turns
}

/// Turns are cut in two, and turns of one speaker that follow each other are joined.
fn cut_anew(turns: &[Said], dice: &mut Dice) -> Vec<Said> {
    let mut cut: Vec<Said> = Vec::new();
    for turn in turns {
        let mut turn = turn.clone();
        let joins = cut.last().is_some_and(|l: &Said| l.speaker == turn.speaker);
        if let (true, Some(last)) = (joins && dice.one_in(2), cut.last_mut()) {
            last.words.append(&mut turn.words);
            continue;
        }
        if turn.words.len() > 5 && dice.one_in(3) {
            let at = 1 + dice.below(turn.words.len() - 1);
            let rest = turn.words.split_off(at);
            let second = Said {
                start: None,
                words: rest,
                ..turn.clone()
            };
            cut.push(turn);
            cut.push(second);
        } else {
            cut.push(turn);
        }
    }
    cut
}

/// The speaker with most turns has another id.
fn renamed(turns: &[Said]) -> Vec<Said> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for turn in turns {
        *counts.entry(&turn.speaker).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(id, n)| (*n, *id));
    let most = most.map_or(String::new(), |(id, _)| id.to_owned());
    let mut turns = turns.to_vec();
    for turn in turns.iter_mut().filter(|t| t.speaker == most) {
        turn.speaker = "renamed".to_owned();
    }
    turns
}

/// One turn in so many is left out; words that were repeated elsewhere stay there.
fn shortened(turns: &[Said], one_in: usize, dice: &mut Dice) -> Vec<Said> {
    turns
        .iter()
        .filter(|_| !dice.one_in(one_in))
        .cloned()
        .collect()
}

/// The words of passages are cut out of their turns.
fn without(turns: &[Said], passages: &[(WordAt, usize)]) -> Vec<Said> {
    let mut turns = turns.to_vec();
    for ((turn, from), count) in passages {
        let cut = |w: &(String, Option<WordAt>)| {
            !w.1.is_some_and(|(t, at)| t == *turn && (*from..from + count).contains(&at))
        };
        turns[*turn].words.retain(cut);
    }
    turns.retain(|t| !t.words.is_empty());
    turns
}

/// One turn in so many stands a second time, later on.
fn repeated(turns: &[Said], one_in: usize, dice: &mut Dice) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut waiting: Vec<Said> = Vec::new();
    for turn in turns {
        out.push(turn.clone());
        if dice.one_in(one_in) {
            let mut again = turn.clone();
            again.start = None;
            again.words.iter_mut().for_each(|w| w.1 = None);
            waiting.push(again);
        }
        if waiting.len() > 5 {
            out.push(waiting.remove(0));
        }
    }
    out
}

/// All kinds of edits of one transcript.
fn made_edits(first: &[Said], many: usize) -> Vec<(&'static str, Counts)> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mine = own(first);
    let all = passages(first, many, &mut dice);
    let few = &all[..many / 4];
    let mut edits: Vec<(&'static str, Vec<Said>)> = vec![
        ("typos in a word of ten", with_typos(&mine, 10, &mut dice)),
        ("turns cut anew", cut_anew(&mine, &mut dice)),
        ("a speaker renamed", renamed(&mine)),
        ("turns repeated elsewhere", repeated(&mine, 10, &mut dice)),
        ("a turn of five left out", shortened(&mine, 5, &mut dice)),
    ];
    let together = with_typos(&renamed(&mine), 20, &mut dice);
    let together = shortened(&cut_anew(&together, &mut dice), 20, &mut dice);
    edits.push(("all of these", together));
    let measured = edits
        .iter()
        .map(|(name, last)| (*name, measure(first, last, &all)));
    let mut measured: Vec<(&'static str, Counts)> = measured.collect();
    let cut = without(&mine, few);
    measured.push(("the very passages cut out", measure(first, &cut, few)));
    measured
}

/// Cues `Name: words` or `<v Name>words`; those of one speaker that follow each other are joined if asked for.
fn cues(text: &str, joined: bool) -> Vec<Said> {
    let mut turns: Vec<Said> = Vec::new();
    let text = text.replace('\r', "");
    for cue in text.split("\n\n") {
        let Some((times, words)) = cue
            .split_once(" --> ")
            .and_then(|(before, rest)| Some((before.lines().last()?, rest.split_once('\n')?.1)))
        else {
            continue;
        };
        let voice = words.strip_prefix("<v ").and_then(|w| w.split_once('>'));
        let (speaker, words) = voice
            .or_else(|| words.split_once(": "))
            .unwrap_or(("", words));
        let mut turn = Said::new(speaker, Time::parse(times).ok(), words);
        match turns.last_mut() {
            Some(last) if joined && (last.speaker == turn.speaker || speaker.is_empty()) => {
                last.words.append(&mut turn.words);
            }
            _ => turns.push(turn),
        }
    }
    turns.retain(|t| !t.words.is_empty());
    turns
}

/// Paragraphs, the first of a turn as `**Name:** words`.
fn paragraphs(text: &str) -> Vec<Said> {
    let mut turns: Vec<Said> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let named = line.strip_prefix("**").and_then(|l| l.split_once(":**"));
        match (named, turns.last_mut()) {
            (Some((name, words)), _) => turns.push(Said::new(name, None, words)),
            (None, Some(last)) => last.words.append(&mut Said::new("", None, line).words),
            (None, None) => {}
        }
    }
    turns.retain(|t| !t.words.is_empty());
    turns
}

fn sample() -> Vec<Said> {
    let transcript = made::apollo();
    let turns = transcript.turns().map(|turn| {
        let speaker = transcript.speaker(turn.speaker()).id.raw();
        Said::new(speaker, turn.start(), turn.text().raw())
    });
    turns.collect()
}

#[test]
fn edits_of_the_sample_lose_few_notes_and_misplace_none() {
    let mut sum = Counts::default();
    for (name, counts) in made_edits(&sample(), 200) {
        counts.row(name);
        sum.add(&counts);
    }
    sum.assert_aims();
}

#[test]
#[ignore = "needs the editions in $ONRECORD_SAMPLES, and --release"]
fn measured() {
    let Some(folder) = std::env::var_os("ONRECORD_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: ONRECORD_SAMPLES does not name the folder with the editions");
        return;
    };
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("an edition");
    println!(
        "| edition | there | ok | moved | wrong | ambiguous | lost | found | gone | gone, but placed |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut sum = Counts::default();
    let mut tell = |name: &str, counts: Counts| {
        counts.row(name);
        sum.add(&counts);
    };
    let first = paragraphs(&read("changelog/the-changelog-201.first.md"));
    let mut last = paragraphs(&read("changelog/the-changelog-201.last.md"));
    align(&first, &mut last);
    let chosen = passages(&first, 1000, &mut dice);
    tell(
        "a podcast, first to last edition",
        measure(&first, &last, &chosen),
    );
    let first = cues(&read("zoom/p2p-networking-raw.vtt"), true);
    let mut last = cues(&read("zoom/p2p-networking-corrected.vtt"), true);
    align(&first, &mut last);
    let chosen = passages(&first, 1000, &mut dice);
    tell(
        "a meeting, by machine to corrected",
        measure(&first, &last, &chosen),
    );
    for (name, counts) in made_edits(&cues(&read("apollo13-full.vtt"), false), 1000) {
        tell(&format!("Apollo 13: {name}"), counts);
    }
    sum.row("all");
    sum.assert_aims();
}
