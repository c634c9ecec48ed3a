//! Versions of a transcript whose differences are known: how many of them a comparison finds, and how many of those that
//! it reports are none.
//!
//! `cargo test --release --test compared -- --ignored --nocapture` measures with the editions in the folder that
//! `$ONRECORD_SAMPLES` names; the built-in sample is edited and measured always.

#[allow(dead_code)]
mod made;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;

use made::Dice;
use onrecord::model::{Time, Transcript};
use onrecord::text::compare::{By, Comparison, Difference, Kind, Side, compare};
use similar::{Algorithm, DiffOp, capture_diff_slices};

#[derive(Clone, Debug, PartialEq)]
struct Said {
    speaker: String,
    start: Option<Time>,
    text: String,
}

impl Said {
    fn new(speaker: &str, start: Option<Time>, text: &str) -> Self {
        Self {
            speaker: speaker.to_owned(),
            start,
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    fn words(&self) -> Vec<&str> {
        self.text
            .split(' ')
            .filter(|w| w.contains(char::is_alphanumeric))
            .collect()
    }
}

/// A transcript of these turns.
fn made(turns: &[Said]) -> Transcript {
    let turns = turns.iter();
    made::call(turns.map(|turn| (&turn.speaker, turn.start, &turn.text)))
}

fn compared(a: &[Said], b: &[Said]) -> Comparison {
    let found = compare(&made(a), &made(b), By::Words, &mut |_| {
        ControlFlow::Continue(())
    });
    found.expect("nothing stops it")
}

/// A difference that was made.
#[derive(Debug)]
struct Known {
    kind: Kind,
    /// Turns of the first version, with its numbers from 0; of an added turn, none.
    turns: Vec<usize>,
    /// Words that the first and the second version alone have.
    words: (String, String),
}

/// A version in which turns were edited, one way each, and what differs.
struct Edited {
    turns: Vec<Said>,
    known: Vec<Known>,
}

/// Edits one turn in so many.
fn edited(first: &[Said], one_in: usize, dice: &mut Dice) -> Edited {
    let mut turns: Vec<Said> = Vec::new();
    let mut known = Vec::new();
    let mut later: Vec<(usize, Said)> = Vec::new();
    let mut at = 0;
    while at < first.len() {
        while later.first().is_some_and(|(due, _)| *due <= at) {
            turns.push(later.remove(0).1);
        }
        let turn = &first[at];
        at += 1;
        let untouched = turn.words().is_empty() || dice.below(one_in) > 0;
        let (mut new, mut kind, mut of, mut words) =
            (vec![turn.clone()], None, vec![at - 1], Default::default());
        if !untouched {
            match dice.below(9) {
                0 => (new[0].text, words, kind) = with_typo(turn, dice),
                1 => (new[0].text, words, kind) = without_words(turn, dice),
                2 => (new[0].text, words, kind) = with_words(turn, dice),
                3 => (new, kind) = split(turn, dice),
                4 => {
                    let next = first
                        .get(at)
                        .filter(|n| n.speaker == turn.speaker && !n.words().is_empty());
                    if let Some(next) = next {
                        new[0].text = format!("{} {}", turn.text, next.text);
                        (kind, of) = (Some(Kind::Joined), vec![at - 1, at]);
                        at += 1;
                    }
                }
                5 => {
                    if turn.words().len() > 3 {
                        later.push((at + 5 + dice.below(40), turn.clone()));
                        later.sort_by_key(|(due, _)| *due);
                        (new, kind) = (Vec::new(), Some(Kind::Moved));
                    }
                }
                6 => {
                    (new, kind) = (Vec::new(), Some(Kind::Turn));
                    words.0.clone_from(&turn.text);
                }
                7 => {
                    let added = Said::new(&turn.speaker, None, ADDED[dice.below(ADDED.len())]);
                    words.1.clone_from(&added.text);
                    new.push(added);
                    (kind, of) = (Some(Kind::Turn), Vec::new());
                }
                _ => {
                    let other = first.iter().find(|s| s.speaker != turn.speaker);
                    if let Some(other) = other {
                        new[0].speaker.clone_from(&other.speaker);
                        kind = Some(Kind::Attributed);
                    }
                }
            }
        }
        turns.extend(new);
        known.extend(kind.map(|kind| Known {
            kind,
            turns: of,
            words,
        }));
    }
    turns.extend(later.into_iter().map(|(_, turn)| turn));
    Edited { turns, known }
}

/// Turns that nobody said.
const ADDED: [&str; 6] = [
    "Hm.",
    "I would rather hear that from the harbour master himself.",
    "Sorry, go ahead.",
    "Somebody ought to write down who was in the room when it was decided.",
    "No, wait, that was never agreed between us.",
    "Exactly.",
];

type Change = (String, (String, String), Option<Kind>);

fn with_typo(turn: &Said, dice: &mut Dice) -> Change {
    let mut words: Vec<String> = turn.text.split(' ').map(str::to_owned).collect();
    let at = a_word(&words, dice);
    let old = words[at].clone();
    let letters: Vec<char> = old.chars().collect();
    let place = (0..letters.len()).filter(|i| letters[*i].is_alphanumeric());
    let place: Vec<usize> = place.collect();
    let place = place[dice.below(place.len())];
    let mut new = letters.clone();
    match dice.below(3) {
        0 => new[place] = if letters[place] == 'x' { 'q' } else { 'x' },
        1 => new.insert(place, letters[place]),
        _ if new.iter().filter(|c| c.is_alphanumeric()).count() > 1 => drop(new.remove(place)),
        _ => new.push('x'),
    }
    words[at] = new.into_iter().collect();
    let change = (old, words[at].clone());
    (words.join(" "), change, Some(Kind::Words))
}

fn a_word(words: &[String], dice: &mut Dice) -> usize {
    let real: Vec<usize> = (0..words.len())
        .filter(|i| words[*i].contains(char::is_alphanumeric))
        .collect();
    real[dice.below(real.len())]
}

fn without_words(turn: &Said, dice: &mut Dice) -> Change {
    let mut words: Vec<&str> = turn.text.split(' ').collect();
    if words.len() < 3 {
        return (turn.text.clone(), Default::default(), None);
    }
    let count = 1 + dice.below(3.min(words.len() - 2));
    let at = dice.below(words.len() - count + 1);
    let gone: Vec<&str> = words.drain(at..at + count).collect();
    let is = gone.iter().any(|w| w.contains(char::is_alphanumeric));
    (
        words.join(" "),
        (gone.join(" "), String::new()),
        is.then_some(Kind::Words),
    )
}

fn with_words(turn: &Said, dice: &mut Dice) -> Change {
    let mut words: Vec<&str> = turn.text.split(' ').collect();
    let added = ["never", "forty", "you know", "on the contrary", "Marta"][dice.below(5)];
    words.insert(dice.below(words.len() + 1), added);
    (
        words.join(" "),
        (String::new(), added.to_owned()),
        Some(Kind::Words),
    )
}

fn split(turn: &Said, dice: &mut Dice) -> (Vec<Said>, Option<Kind>) {
    let words: Vec<&str> = turn.text.split(' ').collect();
    if words.len() < 6 {
        return (vec![turn.clone()], None);
    }
    let at = 2 + dice.below(words.len() - 3);
    let parts = [&words[..at], &words[at..]].map(|w| Said::new(&turn.speaker, None, &w.join(" ")));
    let both = parts.iter().all(|p| !p.words().is_empty());
    if !both {
        return (vec![turn.clone()], None);
    }
    (parts.to_vec(), Some(Kind::Split))
}

/// Words without case and signs, in order.
fn plain(text: &str) -> Vec<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

#[derive(Debug, Default)]
struct Counts {
    known: usize,
    found: usize,
    reported: usize,
    none: usize,
}

impl Counts {
    fn row(&self, name: &str) {
        let share = |part: usize, all: usize| part as f64 * 100.0 / all.max(1) as f64;
        println!(
            "| {name} | {} | {} | {:.1} % | {} | {} | {:.1} % |",
            self.known,
            self.found,
            share(self.found, self.known),
            self.reported,
            self.none,
            share(self.none, self.reported)
        );
    }

    fn add(&mut self, other: &Self) {
        self.known += other.known;
        self.found += other.found;
        self.reported += other.reported;
        self.none += other.none;
    }

    /// Ninety-nine in a hundred, both ways.
    fn assert_aims(&self) {
        assert!(self.found * 100 >= self.known * 99, "{self:?}");
        assert!(self.none * 100 <= self.reported, "{self:?}");
    }
}

/// The text of a side.
fn text(turns: &[Said], side: Option<&Side>) -> String {
    let stretches = side.iter().flat_map(|s| &s.stretches);
    let words: Vec<&str> = stretches
        .map(|s| &turns[s.entry.0].text[s.bytes.clone()])
        .collect();
    words.join(" ")
}

fn numbers(side: Option<&Side>) -> Vec<usize> {
    side.iter().flat_map(|s| &s.entries).map(|e| e.0).collect()
}

/// Whether a difference is the one that was made. Where equal turns or words stand beside each other, any of them is.
fn is(known: &Known, told: &Difference, first: &[Said], last: &[Said]) -> bool {
    let (a, b) = (text(first, told.a.as_ref()), text(last, told.b.as_ref()));
    let turns = numbers(told.a.as_ref());
    let near = |at: usize| known.turns.iter().any(|t| t.abs_diff(at) <= 2);
    let words = plain(&a) == plain(&known.words.0) && plain(&b) == plain(&known.words.1);
    if known.kind != told.kind {
        return false;
    }
    match known.kind {
        Kind::Words => {
            turns == known.turns
                && (words || holds(&a, &known.words.0) && holds(&b, &known.words.1))
        }
        Kind::Turn => words && (turns.is_empty() || turns.iter().all(|t| near(*t))),
        Kind::Moved => known.turns.iter().all(|t| turns.contains(t)),
        Kind::Split | Kind::Joined | Kind::Attributed => turns == known.turns,
        Kind::Recut | Kind::Renamed | Kind::Brackets | Kind::Aside | Kind::Call | Kind::Signs => {
            false
        }
    }
}

/// Whether a text has all of these words.
fn holds(text: &str, words: &str) -> bool {
    let text = plain(text);
    let near = text.len() <= plain(words).len() + 2;
    near && plain(words).iter().all(|w| text.contains(w))
}

fn measure(first: &[Said], edited: &Edited) -> Counts {
    let found = compared(first, &edited.turns);
    let mut open: Vec<&Known> = edited.known.iter().collect();
    let mut counts = Counts {
        known: edited.known.len(),
        reported: found.differences.len(),
        ..Counts::default()
    };
    for told in &found.differences {
        let before = open.len();
        let many = told.kind == Kind::Moved;
        let mut taken = false;
        open.retain(|known| {
            let take = (many || !taken) && is(known, told, first, &edited.turns);
            taken |= take;
            !take
        });
        counts.found += before - open.len();
        counts.none += usize::from(!taken);
        if !taken && std::env::var_os("ONRECORD_WRONG").is_some() {
            let (a, b) = (
                text(first, told.a.as_ref()),
                text(&edited.turns, told.b.as_ref()),
            );
            println!(
                "none: {:?} {:?} {a:?} {b:?}",
                told.kind,
                numbers(told.a.as_ref())
            );
        }
    }
    if std::env::var_os("ONRECORD_WRONG").is_some() {
        for known in open {
            let turns: Vec<&str> = known.turns.iter().map(|t| &*first[*t].text).collect();
            println!("not found: {known:?} {turns:?}");
        }
    }
    counts
}

/// A speaker with another name everywhere.
fn renamed(turns: &[Said]) -> Vec<Said> {
    let most = |s: &Said| turns.iter().filter(|t| t.speaker == s.speaker).count();
    let who = turns
        .iter()
        .max_by_key(|s| most(s))
        .map(|s| s.speaker.clone());
    let mut turns = turns.to_vec();
    for turn in turns
        .iter_mut()
        .filter(|t| Some(&t.speaker) == who.as_ref())
    {
        turn.speaker = "Somebody Else".to_owned();
    }
    turns
}

/// A typo in a word of so many: counted word by word.
fn with_typos(turns: &[Said], one_in: usize, dice: &mut Dice) -> Vec<Said> {
    let mut turns = turns.to_vec();
    for turn in &mut turns {
        let words = turn.text.split(' ').map(|word| {
            let one = Said::new("", None, word);
            let changed = !one.words().is_empty() && dice.below(one_in) == 0;
            if changed {
                with_typo(&one, dice).0
            } else {
                word.to_owned()
            }
        });
        turn.text = words.collect::<Vec<_>>().join(" ");
    }
    turns
}

/// A word by its turn and its first byte.
type WordAt = (usize, usize);

/// The words of a part of a turn: letters, digits, and the apostrophes, points and colons inside.
fn words_in(turns: &[Said], turn: usize, bytes: Range<usize>) -> Vec<(String, WordAt)> {
    let text = &turns[turn].text;
    let inner = |c: char| matches!(c, '\'' | '’' | '.' | ',' | ':');
    let cut = |c: char| !c.is_alphanumeric() && !inner(c);
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(cut) {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let begin = word.find(char::is_alphanumeric);
        if let Some(begin) = begin.filter(|b| bytes.contains(&(start + b))) {
            let letters = word[begin..].to_lowercase().replace('’', "'");
            found.push((letters, (turn, start + begin)));
        }
        start += part.len();
    }
    found
}

/// Words that are in one of two versions only, by Myers's algorithm on all of both: with the number of the version.
fn aligned(first: &[Said], last: &[Said]) -> HashSet<(usize, WordAt)> {
    let flat = |turns: &[Said]| -> (Vec<String>, Vec<WordAt>) {
        let all = (0..turns.len()).flat_map(|t| words_in(turns, t, 0..turns[t].text.len()));
        all.unzip()
    };
    let ((old, old_at), (new, new_at)) = (flat(first), flat(last));
    let mut alone = HashSet::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if !matches!(op, DiffOp::Equal { .. }) {
            alone.extend(old_at[op.old_range()].iter().map(|at| (0, *at)));
            alone.extend(new_at[op.new_range()].iter().map(|at| (1, *at)));
        }
    }
    alone
}

/// The same as a comparison reports them.
fn reported(found: &Comparison, first: &[Said], last: &[Said]) -> HashSet<(usize, WordAt)> {
    let mut alone = HashSet::new();
    let told = |d: &&Difference| matches!(d.kind, Kind::Words | Kind::Turn | Kind::Brackets);
    for difference in found.differences.iter().filter(told) {
        for (version, turns, side) in [(0, first, &difference.a), (1, last, &difference.b)] {
            for stretch in side.iter().flat_map(|s| &s.stretches) {
                let words = words_in(turns, stretch.entry.0, stretch.bytes.clone());
                alone.extend(words.into_iter().map(|(_, at)| (version, at)));
            }
        }
    }
    alone
}

/// Counted word by word, against an alignment of its own.
fn measure_words(first: &[Said], last: &[Said]) -> Counts {
    let known = aligned(first, last);
    let told = reported(&compared(first, last), first, last);
    if std::env::var_os("ONRECORD_WRONG").is_some() {
        let sorted: BTreeSet<_> = told.symmetric_difference(&known).collect();
        for (version, (turn, byte)) in sorted {
            let turns = if *version == 0 { first } else { last };
            let sign = if told.contains(&(*version, (*turn, *byte))) {
                "none"
            } else {
                "not found"
            };
            let text = &turns[*turn].text;
            let end = text[*byte..].find(' ').map_or(text.len(), |e| byte + e);
            println!("{sign}: {version} {turn} {:?}", &text[*byte..end]);
        }
    }
    Counts {
        known: known.len(),
        found: known.intersection(&told).count(),
        reported: told.len(),
        none: told.difference(&known).count(),
    }
}

/// All kinds of edits of one transcript.
fn made_edits(first: &[Said], times: usize) -> Vec<(&'static str, Counts)> {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let (mut few, mut many) = (Counts::default(), Counts::default());
    let mut both = Counts::default();
    for _ in 0..times {
        few.add(&measure(first, &edited(first, 30, &mut dice)));
        many.add(&measure(first, &edited(first, 6, &mut dice)));
        let edits = edited(first, 12, &mut dice);
        let turns = renamed(&edits.turns);
        let mut counts = measure(first, &Edited { turns, ..edits });
        // The new name is the one more that is told.
        counts.none -= 1;
        (counts.known, counts.found) = (counts.known + 1, counts.found + 1);
        both.add(&counts);
    }
    let typos = measure_words(first, &with_typos(first, 10, &mut dice));
    vec![
        ("an edit in a turn of thirty", few),
        ("an edit in a turn of six", many),
        ("an edit in a turn of twelve, a speaker renamed", both),
        ("typos in a word of ten, by words", typos),
    ]
}

/// Cues `Name: words` or `<v Name>words`.
fn cues(text: &str) -> Vec<Said> {
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
        turns.push(Said::new(speaker, Time::parse(times).ok(), words));
    }
    turns.retain(|t| !t.words().is_empty());
    turns
}

/// Paragraphs, the first of a turn as `**Name:** words`; a backslash makes a sign of Markdown a letter.
fn paragraphs(text: &str) -> Vec<Said> {
    let mut turns: Vec<Said> = Vec::new();
    for line in text
        .replace('\\', "")
        .lines()
        .filter(|l| !l.trim().is_empty())
    {
        let named = line.strip_prefix("**").and_then(|l| l.split_once(":**"));
        match (named, turns.last_mut()) {
            (Some((name, words)), _) => turns.push(Said::new(name, None, words)),
            (None, Some(last)) => last.text = format!("{} {}", last.text, line.trim()),
            (None, None) => {}
        }
    }
    turns.retain(|t| !t.words().is_empty());
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
fn edits_of_the_sample_are_found_and_hardly_anything_else() {
    let mut sum = Counts::default();
    for (name, counts) in made_edits(&sample(), 12) {
        counts.row(name);
        sum.add(&counts);
    }
    sum.assert_aims();
}

/// How many corrections of a list, as `original<tab>corrected` after a line of names, a comparison tells.
fn corrections(list: &str, first: &[Said], last: &[Said]) -> (usize, usize) {
    let found = compared(first, last);
    let told = |old: &str, new: &str| {
        found.differences.iter().any(|d| {
            let (a, b) = (text(first, d.a.as_ref()), text(last, d.b.as_ref()));
            a.contains(old) && b.contains(new)
        })
    };
    let rows = list.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    });
    // Some of the list were made in no version of the words.
    let made = |old: &str| {
        let count = |turns: &[Said]| turns.iter().filter(|t| t.text.contains(old)).count();
        count(first) > count(last)
    };
    let rows: Vec<(&str, &str)> = rows.filter(|(old, _)| made(old)).collect();
    let all = rows.len();
    let missing = rows.into_iter().filter(|(old, new)| !told(old, new));
    let missing: Vec<_> = missing
        .inspect(|row| println!("missing: {row:?}"))
        .collect();
    (all, all - missing.len())
}

#[test]
#[ignore = "needs the editions in $ONRECORD_SAMPLES, and --release"]
fn measured() {
    let Some(folder) = std::env::var_os("ONRECORD_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: ONRECORD_SAMPLES does not name the folder with the editions");
        return;
    };
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("an edition");
    println!("| versions | known | found | | reported | none | |");
    println!("|---|---|---|---|---|---|---|");
    let mut sum = Counts::default();
    let mut tell = |name: &str, counts: Counts| {
        counts.row(name);
        sum.add(&counts);
    };
    let podcast = paragraphs(&read("changelog/the-changelog-201.first.md"));
    let last = paragraphs(&read("changelog/the-changelog-201.last.md"));
    tell(
        "a podcast, first and last edition, by words",
        measure_words(&podcast, &last),
    );
    let meeting = cues(&read("zoom/p2p-networking-raw.vtt"));
    let last = cues(&read("zoom/p2p-networking-corrected.vtt"));
    tell(
        "a meeting, by machine and corrected, by words",
        measure_words(&meeting, &last),
    );
    let (all, told) = corrections(&read("zoom/p2p-networking-changes.tsv"), &meeting, &last);
    println!("corrections of the list: {told} of {all}");
    assert_eq!(told, all);
    for (name, counts) in made_edits(&podcast, 20) {
        tell(&format!("the podcast: {name}"), counts);
    }
    for (name, counts) in made_edits(&cues(&read("apollo13-full.vtt")), 2) {
        tell(&format!("Apollo 13: {name}"), counts);
    }
    sum.row("all");
    sum.assert_aims();
}
