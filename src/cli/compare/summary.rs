//! What differs, counted: the lines that a comparison begins with.

use super::Compared;
use crate::cli::message::counted;
use crate::model::Transcript;
use crate::text::clean::{Clean, clean};
use crate::text::compare::{By, Difference, Kind, Side, Size};

/// `harbour.yaml: 12 turns, 345 words`.
pub fn version(name: &Clean, size: Size) -> String {
    format!(
        "{name}: {}, {}",
        counted(size.turns, "turn"),
        counted(size.words, "word")
    )
}

/// How much both have in common, and what that means where it is little.
pub fn in_common(compared: &Compared<'_>) -> String {
    let found = compared.found;
    let percent = percent(found.common);
    if !found.related {
        return format!(
            "These are not two versions of one call: {percent} % of the words are in both."
        );
    }
    if found.is_same() {
        return "No word differs.".to_owned();
    }
    format!("{percent} % of the words are in both.")
}

/// Rounded down, so that all is all.
fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).floor() as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// What differs, a line a kind; how it was compared comes last.
pub fn lines(compared: &Compared<'_>) -> Vec<String> {
    let found = compared.found;
    let mut lines = Vec::new();
    if !found.related {
        return lines;
    }
    for kind in Kind::ALL {
        let all: Vec<&Difference> = found
            .differences
            .iter()
            .filter(|d| d.kind == kind)
            .collect();
        if !all.is_empty() {
            lines.extend(line(compared, kind, &all));
        }
    }
    let originals = match (found.a.originals, found.b.originals) {
        (0, 0) | (1.., 1..) => None,
        (_, 0) => Some("A"),
        (0, _) => Some("B"),
    };
    lines.extend(
        originals.map(|which| format!("only {which} has words in the language that was spoken")),
    );
    lines
}

fn line(compared: &Compared<'_>, kind: Kind, all: &[&Difference]) -> Vec<String> {
    let only_a = all.iter().filter(|d| is_nothing(d.b.as_ref())).count();
    let only_b = all.iter().filter(|d| is_nothing(d.a.as_ref())).count();
    let alone = |what: &str| {
        // A call, or a turn without words, is there all the same.
        let in_a = all.iter().filter(|d| d.b.is_none()).count();
        let each = [(in_a, "A"), (all.len() - in_a, "B")];
        let each = each.into_iter().filter(|(n, _)| *n > 0);
        let each: Vec<String> = each
            .map(|(n, which)| format!("{} only in {which}", counted(n, what)))
            .collect();
        each.join(", ")
    };
    let one = match kind {
        Kind::Call => alone("call"),
        Kind::Turn => alone("turn"),
        Kind::Words => words(all, only_a, only_b),
        Kind::Attributed => format!(
            "{} where another speaker has the same words",
            counted(all.len(), "place")
        ),
        Kind::Moved => format!(
            "{} elsewhere in B",
            counted(all.iter().map(|d| turns(d.a.as_ref())).sum(), "turn")
        ),
        Kind::Split => format!("{} of A cut into several in B", counted(all.len(), "turn")),
        Kind::Joined => format!("{} of B made of several in A", counted(all.len(), "turn")),
        Kind::Recut => format!(
            "{} cut elsewhere",
            counted(all.iter().map(|d| turns(d.a.as_ref())).sum(), "turn")
        ),
        Kind::Brackets => format!("{} of the transcriber", counted(all.len(), "bracket")),
        Kind::Aside => format!(
            "{} between turns (events, gaps, remarks)",
            counted(all.len(), "difference")
        ),
        Kind::Signs => format!(
            "{} where case or signs differ, and no word",
            counted(all.len(), "place")
        ),
        Kind::Renamed => return all.iter().map(|d| renamed(compared, d)).collect(),
    };
    vec![one]
}

fn turns(side: Option<&Side>) -> usize {
    side.map_or(0, |s| s.entries.len())
}

/// Whether a version has nothing there.
fn is_nothing(side: Option<&Side>) -> bool {
    side.is_none_or(|s| s.stretches.iter().all(|stretch| stretch.bytes.is_empty()))
}

fn words(all: &[&Difference], only_a: usize, only_b: usize) -> String {
    let mut parts = Vec::new();
    let changed = all.len() - only_a - only_b;
    for (count, what) in [
        (changed, "changed"),
        (only_a, "only in A"),
        (only_b, "only in B"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let told = |is: fn(&&&Difference) -> bool, what| {
        let count = all.iter().filter(is).count();
        (count > 0).then(|| counted(count, what))
    };
    let telling = [
        told(|d| d.telling.number, "number"),
        told(|d| d.telling.negation, "negation"),
        told(|d| d.telling.name, "name"),
    ];
    let telling: Vec<String> = telling.into_iter().flatten().collect();
    let mut line = format!(
        "{} differ in words: {}",
        counted(all.len(), "place"),
        parts.join(", ")
    );
    if all.len() == 1 {
        line = line.replacen("differ", "differs", 1);
    }
    if !telling.is_empty() {
        line.push_str(&format!("; among them {}", telling.join(", ")));
    }
    line
}

fn renamed(compared: &Compared<'_>, difference: &Difference) -> String {
    let name = |transcript: &Transcript, side: &Option<Side>| {
        let speaker = side.as_ref().and_then(|s| s.speaker);
        speaker.map_or(Clean::default(), |s| {
            clean(transcript.speaker(s).name.borrow())
        })
    };
    let (a, b) = (
        name(compared.a, &difference.a),
        name(compared.b, &difference.b),
    );
    format!("speaker renamed: {a} in A is {b} in B")
}

/// How it was compared, and what was not counted as a difference.
pub fn how(compared: &Compared<'_>) -> String {
    match (compared.by, compared.found.signs) {
        (By::Signs, _) => "Compared by words and signs; blanks do not count.".to_owned(),
        (By::Words, _) if !compared.found.related => {
            "Compared by words: a translation shares none with what was spoken.".to_owned()
        }
        (By::Words, 0) => {
            "Compared by words: case, punctuation and blanks do not count.".to_owned()
        }
        (By::Words, signs) => format!(
            "Compared by words: case, punctuation and blanks do not count. Case or punctuation differ in {} (--strict lists them).",
            counted(signs, "place"),
        ),
    }
}
