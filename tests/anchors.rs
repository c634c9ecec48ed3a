//! How many notes stay with their words when a transcript is edited, counted on edits that are known word for word.
//!
//! `ONRECORD_SAMPLES=DIR cargo test --test anchors -- --ignored --nocapture` prints the table in README.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use onrecord::model::{
    BatchBuilder, Call, CallIndex, EntryIndex, Layer, NewTurn, Note, NoteId, Outline, Outside,
    OutsideStr, Part, Passage, Speaker, SpeakerIndex, State, Stretch, Time, Transcript, TurnNumber,
};
use onrecord::text::anchor::{Edition, Finder, Placement, on_passage};

/// A word, and which of the first edition's it is.
type Word = (String, Option<usize>);

#[derive(Clone)]
struct Turn {
    speaker: String,
    start: String,
    words: Vec<Word>,
}

/// Numbers that are the same each time (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// A transcript, and where each of its words stands.
fn built(turns: &[Turn]) -> (Transcript, Vec<(usize, Range<usize>, Option<usize>)>) {
    let mut speakers: Vec<&str> = turns.iter().map(|t| &*t.speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    let person = |id: &&str| Speaker {
        id: Outside::new(*id),
        name: Outside::new(*id),
        initials: Outside::new(*id),
        role: None,
        side: None,
        aliases: Vec::new(),
    };
    let mut transcript = Transcript::default();
    transcript.add(Part::Outline(Arc::new(Outline {
        speakers: speakers.iter().map(person).collect(),
        calls: vec![Call {
            id: Outside::new("one"),
            ..Call::default()
        }],
        ..Outline::default()
    })));
    let mut batch = BatchBuilder::new(CallIndex(0), EntryIndex(0), TurnNumber(0));
    let mut places = Vec::new();
    for (entry, turn) in turns.iter().enumerate() {
        let mut text = String::new();
        for (word, id) in &turn.words {
            if !text.is_empty() {
                text.push(' ');
            }
            places.push((entry, text.len()..text.len() + word.len(), *id));
            text.push_str(word);
        }
        let speaker = speakers.binary_search(&&*turn.speaker).unwrap();
        batch.turn(&NewTurn {
            speaker: SpeakerIndex(u32::try_from(speaker).unwrap()),
            start: Time::parse(&turn.start).ok(),
            text: OutsideStr::new(&text),
            ..NewTurn::default()
        });
    }
    transcript.add(Part::Batch(Arc::new(batch.build())));
    (transcript, places)
}

/// Turns of `(speaker, start, words)`, the same speaker's joined where `join` says so.
fn turns(said: Vec<(String, String, String)>, join: bool) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut id = 0;
    for (speaker, start, text) in said {
        let words = text.split_whitespace();
        // A dash that stands alone is no word.
        let words = words
            .filter(|w| w.contains(char::is_alphanumeric))
            .map(|w| {
                id += 1;
                (w.to_owned(), Some(id - 1))
            });
        match turns.last_mut() {
            Some(last) if join && last.speaker == speaker => last.words.extend(words),
            _ => turns.push(Turn {
                speaker,
                start,
                words: words.collect(),
            }),
        }
    }
    turns.retain(|t| !t.words.is_empty());
    turns
}

fn markdown(path: &Path) -> Option<Vec<Turn>> {
    let text = fs::read_to_string(path).ok()?;
    let mut said: Vec<(String, String, String)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("**").and_then(|l| l.split_once(":**")) {
            Some((name, words)) => said.push((name.into(), String::new(), words.into())),
            None => {
                if let Some(last) = said.last_mut() {
                    last.2.push(' ');
                    last.2.push_str(line);
                }
            }
        }
    }
    Some(turns(said, false))
}

fn vtt(path: &Path, join: bool) -> Option<Vec<Turn>> {
    let text = fs::read_to_string(path).ok()?;
    let mut said = Vec::new();
    for cue in text.replace('\r', "").split("\n\n") {
        let Some((head, words)) = cue.split_once('\n').filter(|_| cue.contains("-->")) else {
            continue;
        };
        let (time, words) = match head.contains("-->") {
            true => (head, words),
            false => words.split_once('\n').unwrap_or((words, "")),
        };
        let start = time.split(" -->").next().unwrap().to_owned();
        let words = words
            .replace("<v ", "")
            .replace('>', ": ")
            .replace('\n', " ");
        if let Some((name, words)) = words.split_once(": ") {
            said.push((name.to_owned(), start, words.replace("</v", "")));
        }
    }
    Some(turns(said, join))
}

/// Gives the words of `now` the ids of the same words of `then`: from four words in a row that stand once in each, in order.
fn align(then: &[Turn], now: &mut [Turn]) {
    let key = |w: &str| -> String {
        let letters = w.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let keys = |turns: &[Turn]| -> Vec<String> {
        let words = turns.iter().flat_map(|t| &t.words);
        words.map(|w| key(&w.0)).collect()
    };
    let (old, new) = (keys(then), keys(now));
    let once = |words: &[String]| {
        let mut seen: HashMap<Vec<String>, Option<usize>> = HashMap::new();
        for (at, four) in words.windows(4).enumerate() {
            seen.entry(four.to_vec())
                .and_modify(|a| *a = None)
                .or_insert(Some(at));
        }
        seen
    };
    let (a, b) = (once(&old), once(&new));
    let both = a.iter().filter_map(|(k, at)| Some(((*at)?, (*b.get(k)?)?)));
    let mut both: Vec<(usize, usize)> = both.collect();
    both.sort_unstable();
    // The longest run that rises in both: patience sorting.
    let (mut piles, mut before): (Vec<usize>, Vec<Option<usize>>) = (vec![], vec![]);
    for (at, pair) in both.iter().enumerate() {
        let pile = piles.partition_point(|p| both[*p].1 < pair.1);
        before.push(pile.checked_sub(1).map(|p| piles[p]));
        piles.truncate(piles.len().max(pile));
        if pile == piles.len() {
            piles.push(at);
        } else {
            piles[pile] = at;
        }
    }
    let mut ids: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let mut next = piles.last().copied();
    while let Some(at) = next {
        for i in 0..4 {
            ids[both[at].1 + i] = Some(both[at].0 + i);
            taken[both[at].0 + i] = true;
        }
        next = before[at];
    }
    for backwards in [false, true] {
        for i in 0..new.len() {
            let i = if backwards { new.len() - 1 - i } else { i };
            let beside = if backwards {
                ids.get(i + 1)
                    .copied()
                    .flatten()
                    .and_then(|x| x.checked_sub(1))
            } else {
                i.checked_sub(1).and_then(|i| ids[i]).map(|x| x + 1)
            };
            if let (None, Some(id)) = (ids[i], beside)
                && old.get(id) == Some(&new[i])
                && !taken[id]
            {
                ids[i] = Some(id);
                taken[id] = true;
            }
        }
    }
    let words = now.iter_mut().flat_map(|t| &mut t.words);
    for (word, id) in words.zip(ids) {
        word.1 = id;
    }
}

/// Typing errors, turns cut and joined, turns dropped and said again later, and a speaker with another name.
fn edited(then: &[Turn], dice: &mut Dice, rename: &str) -> Vec<Turn> {
    let mut now: Vec<Turn> = Vec::new();
    let mut again: Option<(usize, Turn)> = None;
    for turn in then {
        if let Some((_, turn)) = again.take_if(|(due, _)| *due <= now.len()) {
            now.push(turn);
        }
        let mut turn = turn.clone();
        if turn.speaker == rename {
            turn.speaker.push_str("-renamed");
        }
        if dice.below(25) == 0 {
            continue;
        }
        for (word, _) in &mut turn.words {
            if dice.below(40) == 0 {
                word.insert(word.char_indices().last().unwrap().0, 'x');
            }
        }
        if dice.below(30) == 0 && turn.words.len() > 6 {
            let at = dice.below(turn.words.len() - 4);
            turn.words.drain(at..at + 4);
        }
        let twice = dice.below(60) == 0;
        let cut = (dice.below(12) == 0 && turn.words.len() > 4).then(|| turn.words.len() / 2);
        let rest = cut.map(|at| Turn {
            words: turn.words.split_off(at),
            start: String::new(),
            ..turn.clone()
        });
        let join = dice.below(3) == 0;
        match now.last_mut() {
            Some(last) if join && last.speaker == turn.speaker => {
                last.words.extend(turn.words.clone());
            }
            _ => now.push(turn.clone()),
        }
        now.extend(rest);
        if twice {
            for word in &mut turn.words {
                word.1 = None;
            }
            again = Some((now.len() + 5, turn));
        }
    }
    now
}

#[derive(Default, Debug)]
struct Count {
    asked: usize,
    ok: usize,
    moved: usize,
    ambiguous: usize,
    lost: usize,
    wrong: usize,
    deleted: usize,
    told: usize,
}

fn count(then: &[Turn], now: &[Turn], asked: usize) -> Count {
    let (old, places) = built(then);
    let (new, stand) = built(now);
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut notes: Vec<(Note, Range<usize>)> = Vec::new();
    for _ in 0..asked {
        let length = 3 + dice.below(22);
        let from = dice.below(places.len() - length);
        let mut stretches: Vec<Stretch> = Vec::new();
        for (entry, bytes, _) in &places[from..from + length] {
            match stretches.last_mut().filter(|s| s.entry.0 == *entry) {
                Some(last) => last.bytes.end = bytes.end,
                None => stretches.push(Stretch {
                    entry: EntryIndex(*entry),
                    layer: Layer::Text,
                    bytes: bytes.clone(),
                }),
            }
        }
        let on = on_passage(&old, &Passage { stretches }).unwrap();
        let note = Note {
            id: NoteId(Outside::new("n")),
            created: Outside::default(),
            changed: None,
            author: None,
            on,
            codes: Vec::new(),
            text: Outside::default(),
            now: None,
        };
        notes.push((note, from..from + length));
    }
    let alone: Vec<Note> = notes.iter().map(|n| n.0.clone()).collect();
    let placed = Finder::new(&new, Edition::Other).place_all(&alone);
    let mut count = Count::default();
    for ((_, ids), placement) in notes.iter().zip(&placed) {
        let left = stand
            .iter()
            .filter(|s| s.2.is_some_and(|id| ids.contains(&id)));
        let left = left.count();
        let found = is_found(placement);
        if left == 0 {
            count.deleted += 1;
            count.told += usize::from(!found);
            count.wrong += usize::from(found);
        } else if left * 5 >= ids.len() * 4 {
            count.asked += 1;
            let right = covered(placement, &stand, ids) * 2 >= left;
            match placement.state {
                State::Lost => count.lost += 1,
                State::Ambiguous => count.ambiguous += 1,
                _ if !right => count.wrong += 1,
                State::Ok => count.ok += 1,
                State::Moved => count.moved += 1,
            }
        }
    }
    count
}

fn is_found(placement: &Placement) -> bool {
    matches!(placement.state, State::Ok | State::Moved)
}

/// How many of its words stand where it was placed.
fn covered(
    placement: &Placement,
    stand: &[(usize, Range<usize>, Option<usize>)],
    ids: &Range<usize>,
) -> usize {
    let inside = |(entry, bytes, id): &&(usize, Range<usize>, Option<usize>)| {
        let at = |s: &Stretch| {
            s.entry.0 == *entry && s.bytes.start <= bytes.start && bytes.start < s.bytes.end
        };
        id.is_some_and(|id| ids.contains(&id)) && placement.stretches.iter().any(at)
    };
    stand.iter().filter(inside).count()
}

fn row(name: &str, c: &Count) -> String {
    let Count {
        asked,
        ok,
        moved,
        ambiguous,
        lost,
        wrong,
        deleted,
        told,
    } = c;
    format!(
        "| {name} | {asked} | {ok} | {moved} | {ambiguous} | {lost} | {wrong} | {told} of {deleted} |"
    )
}

#[test]
#[ignore = "reads transcripts that are not part of the project"]
fn the_table() {
    let Some(folder) = std::env::var_os("ONRECORD_SAMPLES") else {
        return println!("ONRECORD_SAMPLES is not set");
    };
    let folder = Path::new(&folder);
    let mut table = String::from(
        "| edits | still there | ok | moved | ambiguous | lost | wrong | deleted, and told so |\n",
    );
    let changelog = |n| markdown(&folder.join(format!("changelog/the-changelog-201.{n}.md")));
    let zoom = |n| vtt(&folder.join(format!("zoom/p2p-networking-{n}.vtt")), true);
    for (name, then, now) in [
        (
            "podcast, first and last edition",
            changelog("first"),
            changelog("last"),
        ),
        (
            "video call, raw and corrected",
            zoom("raw"),
            zoom("corrected"),
        ),
    ] {
        if let (Some(then), Some(mut now)) = (then, now) {
            align(&then, &mut now);
            writeln!(table, "{}", row(name, &count(&then, &now, 1000))).unwrap();
        }
    }
    if let Some(then) = vtt(&folder.join("apollo13-full.vtt"), false) {
        let now = edited(&then, &mut Dice(7), "CMP");
        let counted = count(&then, &now, 2000);
        writeln!(table, "{}", row("radio, made edits", &counted)).unwrap();
    }
    println!("{table}");
}

#[test]
fn notes_on_an_edited_transcript_stay_with_their_words_or_are_lost() {
    let text = include_str!("../data/apollo13.yaml");
    let transcript = onrecord::store::transcript::load(text);
    let said = transcript.turns().map(|turn| {
        let speaker = transcript.speaker(turn.speaker()).id.raw().to_owned();
        (speaker, String::new(), turn.text().raw().to_owned())
    });
    let then = turns(said.collect(), false);
    let now = edited(&then, &mut Dice(7), "nobody");
    let c = count(&then, &now, 300);
    println!("{}", row("sample", &c));
    assert!(c.wrong * 100 <= c.asked, "{c:?}");
    assert!((c.ok + c.moved) * 100 >= c.asked * 90, "{c:?}");
}
