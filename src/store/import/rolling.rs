//! Captions that roll: a line is shown a second time while the next one comes in below it. It was said once.
//!
//! A line is taken for one that is still there only where the file proves it: the captions are on the screen at the same
//! time, or words of the file carry times and this line's do not, because they were said before. All else that is written
//! twice was, for all that is known, said twice.

use std::rc::Rc;

use super::captions::{Caption, Line, Run};
use super::found::Found;

/// Milliseconds that a caption is shown at most if it is only a step between two others.
const STEP: u64 = 50;

/// Lines of one caption that can be shown again in the next; screens are not larger.
const LINES: usize = 20;

/// Takes away the lines that are shown again, and counts them.
pub fn fold(found: &mut Found, captions: &mut Vec<Caption>) {
    let words_have_times = captions.iter().flat_map(|c| &c.lines).any(|l| l.timed);
    let mut before = Shown::default();
    captions.retain_mut(|caption| {
        let now = Shown::of(caption);
        let count = repeated(&before, &now);
        let proven = count > 0 && (overlap(&before, &now) || words_have_times && held(&before, &now, count));
        before = now;
        if count == 0 {
            return true;
        }
        if !proven {
            if count < before.lines.len() {
                let what = "cue that begins with the line before it, kept: nothing shows that it was said once|cues that begin with the line before them, kept: nothing shows that it was said once";
                found.note(what, Some(caption.at));
            }
            return true;
        }
        caption.lines.retain(|line| !line.is_blank());
        for _ in caption.lines.drain(..count) {
            found.leave_out("line that is shown again from the cue before|lines that are shown again from the cue before", Some(caption.at));
        }
        !caption.lines.is_empty()
    });
}

/// The words of a line, by voice.
type Words = Vec<(Option<Rc<str>>, String)>;

/// A caption as it was on the screen.
#[derive(Default)]
struct Shown {
    start: u64,
    end: u64,
    /// Its lines with words, and whether they carry times.
    lines: Vec<(Words, bool)>,
}

impl Shown {
    fn of(caption: &Caption) -> Self {
        let key = |run: &Run| (run.voice.clone(), run.text.trim().to_owned());
        let line = |line: &Line| {
            let mut keys: Words = Vec::new();
            for (voice, text) in line.runs.iter().map(key).filter(|k| !k.1.is_empty()) {
                match keys.last_mut() {
                    Some(last) if last.0 == voice => {
                        last.1.push(' ');
                        last.1.push_str(&text);
                    }
                    Some(_) | None => keys.push((voice, text)),
                }
            }
            (keys, line.timed)
        };
        let lines = caption.lines.iter().filter(|l| !l.is_blank()).map(line);
        Self {
            start: caption.start.map_or(0, |t| t.millis()),
            end: caption.end.map_or(0, |t| t.millis()),
            lines: lines.collect(),
        }
    }
}

/// How many lines at the beginning of `now` were the last ones of `before`. A line that begins with a dash is somebody
/// else's.
fn repeated(before: &Shown, now: &Shown) -> usize {
    let most = before.lines.len().min(now.lines.len()).min(LINES);
    let dash = |lines: &[(Words, bool)]| {
        lines.iter().any(|l| {
            l.0.iter()
                .any(|(_, text)| text.starts_with(['-', '‐', '–', '>']))
        })
    };
    (1..=most)
        .rev()
        .find(|count| {
            let tail = &before.lines[before.lines.len() - count..];
            let head = &now.lines[..*count];
            tail.iter().zip(head).all(|(a, b)| a.0 == b.0) && !dash(head)
        })
        .unwrap_or(0)
}

fn overlap(before: &Shown, now: &Shown) -> bool {
    before.start <= now.start && now.start < before.end
}

/// Whether the words of these lines were said before: now they carry no times, and they did, or others come below them,
/// or the caption is only a step between two others.
fn held(before: &Shown, now: &Shown, count: usize) -> bool {
    let tail = &before.lines[before.lines.len() - count..];
    let untimed = now.lines[..count].iter().all(|l| !l.1);
    let step = now.end.saturating_sub(now.start) <= STEP;
    untimed && (tail.iter().all(|l| l.1) || now.lines.len() > count || step)
}
