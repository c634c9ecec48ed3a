//! Quotations cut from real transcripts, left alone or changed in known ways: how many of their verdicts are right.
//!
//! `cargo test --release --test quotations -- --ignored --nocapture` measures with the transcripts in the folder that
//! `$ONRECORD_SAMPLES` names; the built-in sample is measured always.

#[allow(dead_code)]
mod made;

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use made::Dice;
use onrecord::model::{OutsideStr, Transcript};
use onrecord::store::sample::Sample;
use onrecord::store::transcript;
use onrecord::text::check::check;
use onrecord::text::check::draft::{Draft, Form};
use onrecord::text::check::verdict::{Remark, Verdict};

/// What one speaker says in one go.
#[derive(Clone)]
struct Run {
    speaker: usize,
    words: Vec<String>,
}

/// A transcript that quotations are cut from.
struct Source {
    name: &'static str,
    speakers: Vec<String>,
    runs: Vec<Run>,
    transcript: Transcript,
    /// All that each speaker says, as it is compared here: to tell what stands elsewhere, too.
    said: Vec<String>,
}

/// Letters and digits in lower case: another way to compare than the one that is measured.
fn plain(words: &[String]) -> String {
    let mut out = String::from(" ");
    for word in words {
        let split = word.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
        for part in split {
            let letters: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
            if !letters.is_empty() {
                out.push_str(&letters.to_lowercase());
                out.push(' ');
            }
        }
    }
    out
}

impl Source {
    fn new(name: &'static str, turns: &[(String, String)]) -> Self {
        let mut speakers: Vec<String> = Vec::new();
        let mut runs: Vec<Run> = Vec::new();
        for (who, text) in turns {
            let known = speakers.iter().position(|s| s == who);
            let speaker = known.unwrap_or_else(|| {
                speakers.push(who.clone());
                speakers.len() - 1
            });
            let words = text.split_whitespace().map(str::to_owned);
            match runs.last_mut() {
                Some(last) if last.speaker == speaker => last.words.extend(words),
                _ => runs.push(Run {
                    speaker,
                    words: words.collect(),
                }),
            }
        }
        let mut said = vec![String::new(); speakers.len()];
        for run in &runs {
            said[run.speaker].push_str(&plain(&run.words));
            said[run.speaker].push('\n');
        }
        let transcript = made::call(turns.iter().map(|(who, text)| (who, None, text)));
        Self {
            name,
            speakers,
            runs,
            transcript,
            said,
        }
    }

    /// Some words of one run that can stand in a draft.
    fn cut(&self, least: usize, most: usize, dice: &mut Dice) -> (usize, usize, Vec<String>) {
        loop {
            let at = dice.below(self.runs.len());
            let run = &self.runs[at];
            if run.words.len() < least {
                continue;
            }
            let count = dice.between(least, most.min(run.words.len()));
            let from = dice.below(run.words.len() - count + 1);
            let words = run.words[from..from + count].to_vec();
            if is_quotable(&words) {
                return (at, from, words);
            }
        }
    }

    fn says(&self, speaker: usize, words: &[String]) -> bool {
        self.said[speaker].contains(&plain(words))
    }

    fn somebody_says(&self, words: &[String]) -> bool {
        (0..self.said.len()).any(|s| self.says(s, words))
    }
}

/// Words that do not end a quotation or are partly the transcriber's.
fn is_quotable(words: &[String]) -> bool {
    let odd = |c: char| "\"“”„«»[]()‘「」『』".contains(c);
    let edge = |w: &String| w.starts_with(['\'', '’']) || w.ends_with(['\'', '’']);
    let says = |w: &String| w.contains(char::is_alphanumeric);
    words
        .iter()
        .all(|w| !w.contains(odd) && !edge(w) && !w.contains(".."))
        && {
            words.iter().filter(|w| says(w)).count() >= 3
                && words.first().is_some_and(says)
                && words.last().is_some_and(says)
        }
}

/// A quotation with what is known of it.
struct Made {
    kind: &'static str,
    speaker: usize,
    words: String,
    right: Verdict,
}

fn text(words: &[String]) -> String {
    words.join(" ")
}

/// A quotation of each kind, where the dice allow it.
fn quotation(kind: &'static str, source: &Source, other: &Source, dice: &mut Dice) -> Option<Made> {
    let (at, from, mut words) = source.cut(4, 30, dice);
    let mut speaker = source.runs[at].speaker;
    let (words, right) = match kind {
        "left alone" => (text(&words), Verdict::Verbatim),
        "punctuation typed anew" => (typed_anew(&text(&words), dice), Verdict::Verbatim),
        "words left out with …" | "words left out without a sign" => {
            let run = &source.runs[at].words;
            let count = dice.between(1, 10);
            let first = from + words.len() / 2;
            let second = first + count;
            let end = second + dice.between(2, 12);
            let rest = run.get(second..end)?;
            let all = [&run[from..first], rest].concat();
            if !is_quotable(&all) || first - from < 2 || !is_quotable(&run[from..end]) {
                return None;
            }
            let marked = kind == "words left out with …";
            let says_nothing = plain(&run[first..second]).trim().is_empty();
            // An ellipsis of the transcript's own at the seam says that something is left out.
            let own = run[first - 1].ends_with('…') || rest[0].starts_with('…');
            if says_nothing || own || source.somebody_says(&all) {
                return None;
            }
            let sign = *[" … ", "… ", " […] ", " ... ", " [...] "].get(dice.below(5))?;
            if marked {
                let words = format!("{}{sign}{}", text(&run[from..first]), text(rest));
                (words, Verdict::Elided)
            } else {
                (text(&all), Verdict::Altered)
            }
        }
        "a word changed" => {
            let place = dice.below(words.len());
            let (_, _, others) = source.cut(4, 4, dice);
            words[place] = others[1].clone();
            (text(&words), Verdict::Altered)
        }
        "three or four words changed" => {
            let count = dice.between(3, 4);
            if words.len() < 10 {
                return None;
            }
            let mut places: Vec<usize> = (0..words.len()).collect();
            for _ in 0..count {
                let place = places.swap_remove(dice.below(places.len()));
                let (_, _, others) = source.cut(4, 4, dice);
                words[place] = others[1].clone();
            }
            (text(&words), Verdict::Altered)
        }
        "a number changed" => {
            let is = |w: &String| {
                w.chars()
                    .all(|c| c.is_ascii_digit() || c == ',' || c == '.')
            };
            let place = words
                .iter()
                .position(|w| is(w) && w.contains(|c: char| c.is_ascii_digit()))?;
            let digits = words[place].clone();
            let other = dice.between(1, 9) as u32;
            let change = |c: char| {
                c.to_digit(10)
                    .map_or(c, |d| char::from_digit((d + other) % 10, 10).unwrap_or(c))
            };
            words[place] = digits.chars().map(change).collect();
            (text(&words), Verdict::Altered)
        }
        "a name changed" => {
            let name = |w: &String| w.starts_with(char::is_uppercase) && w.len() > 3;
            let place = 1 + words[1..].iter().position(name)?;
            words[place] = ["Ushakov", "Brisbane", "Elena", "Koroma"][dice.below(4)].to_owned();
            (text(&words), Verdict::Altered)
        }
        "a negation changed" => {
            let denies = |w: &String| matches!(w.to_lowercase().as_str(), "not" | "never" | "no");
            match words.iter().position(denies) {
                // Behind an ellipsis of the transcript's own something may be left out.
                Some(place) if place > 0 && words[place - 1].ends_with('…') => return None,
                Some(place) if words[place..].iter().any(|w| w.ends_with('…')) => return None,
                Some(place) => drop(words.remove(place)),
                None => words.insert(1 + dice.below(words.len() - 1), "not".to_owned()),
            }
            (text(&words), Verdict::Altered)
        }
        "turns joined" | "turns joined with …" => {
            let run = &source.runs[at].words;
            let next = source.runs.get(at + dice.between(1, 2))?;
            let end = run.get(run.len().checked_sub(dice.between(3, 12))?..)?;
            let begin = next.words.get(..dice.between(3, 12))?;
            let all = [end, begin].concat();
            let inner = !is_quotable(end) || !is_quotable(begin) || source.somebody_says(&all);
            if inner || std::ptr::eq(run, &next.words) {
                return None;
            }
            let sign = if kind == "turns joined" { " " } else { "… " };
            (
                format!("{}{sign}{}", text(end), text(begin)),
                Verdict::Spliced,
            )
        }
        "another speaker named" => {
            let others = (0..source.speakers.len()).filter(|s| !source.says(*s, &words));
            let others: Vec<usize> = others.collect();
            if others.is_empty() {
                return None;
            }
            speaker = others[dice.below(others.len())];
            (text(&words), Verdict::Misattributed)
        }
        "from another transcript" => {
            let (_, _, words) = other.cut(6, 30, dice);
            if source.somebody_says(&words) {
                return None;
            }
            (text(&words), Verdict::NotFound)
        }
        "a phrase of many" => {
            let short = &words[..3.min(words.len())];
            if !is_quotable(short) {
                return None;
            }
            let also = (0..source.speakers.len()).filter(|s| source.says(*s, short));
            if also.count() < 2 {
                return None;
            }
            let others = (0..source.speakers.len()).filter(|s| !source.says(*s, short));
            let others: Vec<usize> = others.collect();
            if dice.below(3) == 0 && !others.is_empty() {
                speaker = others[dice.below(others.len())];
                (text(short), Verdict::Misattributed)
            } else {
                (text(short), Verdict::Verbatim)
            }
        }
        _ => return None,
    };
    let again: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    if right == Verdict::Altered && source.somebody_says(&again) {
        return None;
    }
    Some(Made {
        kind,
        speaker,
        words,
        right,
    })
}

/// The same words with other marks, dashes and blanks.
fn typed_anew(words: &str, dice: &mut Dice) -> String {
    let mut typed: String = words
        .chars()
        .map(|c| match c {
            '\'' => '’',
            '’' => '\'',
            '–' | '—' => '-',
            ' ' if dice.below(12) == 0 => '\u{a0}',
            c => c,
        })
        .collect();
    typed = typed.replace('…', "...");
    let mut chars = typed.chars();
    if let Some(first) = chars.next() {
        let first = if first.is_uppercase() {
            first.to_lowercase().to_string()
        } else {
            first.to_uppercase().to_string()
        };
        typed = first + chars.as_str();
    }
    if let Some(bare) = typed.strip_suffix('.') {
        typed = format!("{bare},");
    } else if typed.ends_with(char::is_alphanumeric) {
        typed.push('.');
    }
    typed
}

const KINDS: &[&str] = &[
    "left alone",
    "punctuation typed anew",
    "words left out with …",
    "words left out without a sign",
    "a word changed",
    "three or four words changed",
    "a number changed",
    "a name changed",
    "a negation changed",
    "turns joined",
    "turns joined with …",
    "another speaker named",
    "from another transcript",
    "a phrase of many",
];

#[derive(Clone, Copy, Default)]
struct Counts {
    all: usize,
    right: usize,
    /// Wrong quotations that pass as right ones.
    passed: usize,
}

/// Makes up to `many` quotations of each kind, and counts their verdicts.
fn measure(source: &Source, other: &Source, many: usize, counts: &mut HashMap<&str, Counts>) {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut made = Vec::new();
    for kind in KINDS {
        let tries = (0..many * 60).filter_map(|_| quotation(kind, source, other, &mut dice));
        made.extend(tries.take(many));
    }
    // A nickname in marks would be a quotation of its own.
    let name = |m: &Made| source.speakers[m.speaker].replace('"', "");
    let paragraphs = made
        .iter()
        .map(|m| format!("{} said: “{}”", name(m), m.words));
    let draft = paragraphs.collect::<Vec<_>>().join("\n\n");
    let draft = Draft::read(OutsideStr::new(&draft), Form::Text);
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let report = check(&draft, &[&source.transcript], true, go_on).expect("nobody ends it");
    let told: Vec<_> = report
        .quotations
        .iter()
        .filter(|q| q.within.is_none())
        .collect();
    assert_eq!(told.len(), made.len(), "{}: all are found", source.name);
    let show = std::env::var_os("ONRECORD_WRONG").is_some();
    for (made, told) in made.iter().zip(told) {
        let count = counts.entry(made.kind).or_default();
        count.all += 1;
        let called_out = || {
            let remarks = told.finding.iter().flat_map(|f| &f.remarks);
            remarks.into_iter().any(|r| {
                matches!(
                    (made.kind, r),
                    ("a number changed", Remark::Number(..))
                        | ("a name changed", Remark::Name(..))
                        | ("a negation changed", Remark::Negation(..))
                )
            })
        };
        let must_call = matches!(
            made.kind,
            "a number changed" | "a name changed" | "a negation changed"
        );
        let right = told.verdict == made.right && (!must_call || called_out());
        if right {
            count.right += 1;
        } else if show {
            let found = told.finding.as_ref();
            println!(
                "{} {}: {:?} for {:?}, {:?}\n   {} said: {}\n   {:?}",
                source.name,
                made.kind,
                told.verdict,
                made.right,
                found.map(|f| (f.score, f.words.raw())),
                source.speakers[made.speaker],
                made.words,
                found.map(|f| &f.remarks),
            );
        }
        count.passed += usize::from(!made.right.is_right() && told.verdict.is_right());
    }
}

fn table(counts: &HashMap<&str, Counts>) -> Counts {
    println!("| quotations | made | right | wrong | passed as right |");
    println!("|---|---:|---:|---:|---:|");
    let mut sum = Counts::default();
    for kind in KINDS {
        let one = counts.get(kind).copied().unwrap_or_default();
        println!(
            "| {kind} | {} | {} | {} | {} |",
            one.all,
            one.right,
            one.all - one.right,
            one.passed
        );
        sum.all += one.all;
        sum.right += one.right;
        sum.passed += one.passed;
    }
    println!(
        "| all | {} | {} | {} | {} |",
        sum.all,
        sum.right,
        sum.all - sum.right,
        sum.passed
    );
    sum
}

fn built_in() -> Source {
    let transcript = made::apollo();
    let turns = transcript.turns().map(|turn| {
        let speaker = transcript.speaker(turn.speaker()).name.raw().to_owned();
        (speaker, turn.text().raw().to_owned())
    });
    Source::new("apollo13", &turns.collect::<Vec<_>>())
}

/// Cues `Name: words` or `<v Name>words`.
fn cues(text: &str) -> Vec<(String, String)> {
    let mut turns: Vec<(String, String)> = Vec::new();
    let text = text.replace('\r', "");
    for cue in text.split("\n\n") {
        let Some((_, words)) = cue.split_once(" --> ") else {
            continue;
        };
        let words = words.split_once('\n').map_or("", |w| w.1);
        let voice = words.strip_prefix("<v ").and_then(|w| w.split_once('>'));
        match voice.or_else(|| words.split_once(": ")) {
            Some((who, words)) => turns.push((who.to_owned(), words.to_owned())),
            None => {
                if let Some(last) = turns.last_mut() {
                    last.1.push(' ');
                    last.1.push_str(words);
                }
            }
        }
    }
    turns
}

/// Paragraphs, the first of a turn as `**Name:** words`.
fn paragraphs(text: &str) -> Vec<(String, String)> {
    let mut turns: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let named = line.strip_prefix("**").and_then(|l| l.split_once(":**"));
        match (named, turns.last_mut()) {
            (Some((who, words)), _) => turns.push((who.to_owned(), words.to_owned())),
            (None, Some(last)) => {
                last.1.push(' ');
                last.1.push_str(line);
            }
            (None, None) => {}
        }
    }
    turns
}

/// Segments as WhisperX writes them.
fn segments(text: &str) -> Vec<(String, String)> {
    let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let all = value["segments"].as_array().expect("segments");
    let turn = |s: &serde_json::Value| {
        let who = s["speaker"]
            .as_str()
            .unwrap_or("SPEAKER_99")
            .replace("SPEAKER_", "Member ");
        (who, s["text"].as_str().unwrap_or("").trim().to_owned())
    };
    all.iter().map(turn).collect()
}

#[test]
fn verdicts_on_the_sample_are_right() {
    let source = built_in();
    let leak = Sample::all()
        .iter()
        .find(|s| s.name() == "backchannel-leak");
    let leak = transcript::load(leak.expect("a built-in sample").text());
    let other = leak
        .turns()
        .map(|t| ("Ana".to_owned(), t.text().raw().to_owned()));
    let other = Source::new("leak", &other.collect::<Vec<_>>());
    let mut counts = HashMap::new();
    measure(&source, &other, 25, &mut counts);
    let sum = table(&counts);
    assert!(sum.all >= 250, "{}", sum.all);
    assert_eq!(sum.passed, 0);
    assert!(
        sum.right * 100 >= sum.all * 97,
        "{} of {}",
        sum.right,
        sum.all
    );
}

#[test]
#[ignore = "needs the transcripts in $ONRECORD_SAMPLES, and --release"]
fn measured() {
    let Some(folder) = std::env::var_os("ONRECORD_SAMPLES").map(PathBuf::from) else {
        eprintln!("skipped: ONRECORD_SAMPLES does not name the folder with the transcripts");
        return;
    };
    let read =
        |name: &str| fs::read_to_string(Path::new(&folder).join(name)).expect("a transcript");
    let sources = [
        Source::new("apollo", &cues(&read("apollo13-full.vtt"))),
        Source::new(
            "podcast",
            &paragraphs(&read("changelog/the-changelog-201.first.md")),
        ),
        Source::new("meeting", &cues(&read("zoom/p2p-networking-corrected.vtt"))),
        Source::new("board", &segments(&read("whisperx/school-board.json"))),
    ];
    let mut counts = HashMap::new();
    for (n, source) in sources.iter().enumerate() {
        let other = &sources[(n + 1) % sources.len()];
        let many = [140, 140, 140, 60][n];
        measure(source, other, many, &mut counts);
    }
    let sum = table(&counts);
    assert!(sum.all >= 4000, "{}", sum.all);
    assert_eq!(sum.passed, 0);
    assert!(
        sum.right * 100 >= sum.all * 99,
        "{} of {}",
        sum.right,
        sum.all
    );
}
