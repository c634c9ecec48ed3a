//! Are the quotations of a draft right, word for word?
//!
//! [`draft`] takes the words out of the markup, `quotations` finds what is quoted, `attribution` who is said to have spoken.
//! A quotation is a `needle`; an `index` of each transcript holds where its words stand. `place` finds them letter for
//! letter, `align` what is like them, `contractions` included; `judge` says what that means, `difference` and `passage` what there is to see, `seek`
//! takes the best of one transcript; `cores` does so for many quotations at once. Knows nothing of files; what it says is in [`verdict`], and in words in [`telling`].

mod align;
mod attribution;
mod contractions;
mod cores;
mod difference;
pub mod draft;
mod index;
mod judge;
mod kinds;
mod needle;
mod passage;
mod place;
mod quotations;
mod seek;
pub mod telling;
pub mod verdict;
mod words;

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::model::{EntryRef, LineColumn, Outside, Transcript};
use attribution::People;
use cores::side_by_side;
use draft::Draft;
use index::has_words;
use needle::{Needle, Vocabulary};
use quotations::Quotation;
use seek::{Edition, Wanted};
use verdict::{Attribution, Checked, Finding, Remark, Verdict};

/// Words up to which a quotation is too short to be judged.
const SHORT: usize = 2;

/// Paragraphs of a quotation that may belong to another one, which nothing closes.
const UNCLOSED: usize = 16;

/// What became of a draft.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Its quotations, in order.
    pub quotations: Vec<Checked>,
    /// Opening marks that nothing closes, with their lines' places.
    pub unclosed: Vec<LineColumn>,
}

impl Report {
    /// How many quotations have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        let all = self.quotations.iter();
        all.filter(|q| q.verdict == verdict).count()
    }

    /// Whether a quotation stands in another one that is right: then it is, too, and need not be told.
    pub fn is_covered(&self, quotation: &Checked) -> bool {
        let outer = quotation.within.and_then(|n| self.quotations.get(n));
        outer.is_some_and(|outer| outer.verdict.is_right())
    }
}

/// Judges the quotations of a draft by transcripts that have arrived wholly. `all`: short ones, too. `progress` is told how
/// many of how many are done, and may end it; then there is no report.
pub fn check(
    draft: &Draft,
    transcripts: &[&Transcript],
    all: bool,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Option<Report> {
    let prose = draft.prose().raw();
    let mut found = quotations::find(draft);
    drop_nicknames(prose, transcripts, &mut found.quotations);
    let people = People::new(transcripts);
    quotations::cut_at_names(&mut found.quotations, |paragraph| {
        attribution::labelled(prose, paragraph, &people).is_some()
    });
    let attributions = attribution::attribute(draft, &mut found.quotations, &people);
    let mut vocabulary = Vocabulary::default();
    let mut needles = Vec::with_capacity(found.quotations.len());
    for quotation in &found.quotations {
        let mut number = |word| vocabulary.add(word);
        needles.push(Needle::new(prose, &quotation.parts, &mut number));
    }
    let total = needles.len();
    let editions = Edition::all(transcripts, &vocabulary, &mut |_| progress(0, total))?;
    let judge = |n: usize| {
        let one = One {
            prose,
            quotation: &found.quotations[n],
            needle: &needles[n],
            attribution: &attributions[n],
            editions: &editions,
        };
        one.judge(&vocabulary, all)
    };
    let judged = side_by_side(total, judge, &mut |done| progress(done, total))?;
    let mut report = Report::default();
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut unclosed = found.unclosed;
    for (n, judged) in judged.into_iter().enumerate() {
        unclosed.extend(judged.unclosed);
        let same = seen.entry(judged.hash).or_insert(0);
        *same += 1;
        let told = judged.told(draft, &found.quotations[n], &attributions[n], *same);
        report.quotations.push(told);
    }
    unclosed.sort_unstable();
    report.unclosed = unclosed.into_iter().map(|at| draft.place(at)).collect();
    Some(report)
}

/// Takes out what stands in marks as part of a speaker's name: `John “Jack” Swigert`.
fn drop_nicknames(prose: &str, transcripts: &[&Transcript], quotations: &mut Vec<Quotation>) {
    let speakers = transcripts.iter().flat_map(|t| t.speakers());
    let marked = speakers.map(|s| s.name.raw()).filter(|n| n.contains('"'));
    let mut names: Vec<std::ops::Range<usize>> = Vec::new();
    for name in marked {
        let mut opens = false;
        let curled: String = name
            .chars()
            .map(|c| {
                opens ^= c == '"';
                match (c, opens) {
                    ('"', true) => '“',
                    ('"', false) => '”',
                    _ => c,
                }
            })
            .collect();
        for form in [name, &curled] {
            names.extend(prose.match_indices(form).map(|(at, f)| at..at + f.len()));
        }
    }
    let is_one = |q: &Quotation| {
        let own = |n: &std::ops::Range<usize>| n.start < q.outer.start && q.outer.end < n.end;
        names.iter().any(own)
    };
    quotations.retain(|q| !is_one(q));
    quotations::nest(quotations);
}

/// Whether no turn of a transcript has words: it may have events, gaps, or `[inaudible]`.
pub fn is_wordless(transcript: &Transcript) -> bool {
    let mut entries = transcript.batches().iter().flat_map(|b| b.entries());
    !entries.any(|e| matches!(e, EntryRef::Turn(turn) if has_words(turn)))
}

/// A quotation before it is judged.
struct One<'d> {
    prose: &'d str,
    quotation: &'d Quotation,
    needle: &'d Needle,
    attribution: &'d Attribution,
    editions: &'d [Edition<'d>],
}

/// A quotation with its verdict.
struct Judged {
    verdict: Verdict,
    finding: Option<Finding>,
    others: Vec<Finding>,
    words: String,
    hash: u64,
    at: usize,
    /// Where something is opened before it that nothing closes.
    unclosed: Option<usize>,
}

impl One<'_> {
    fn wanted(&self, edition: usize) -> Wanted {
        match self.attribution {
            Attribution::To { speakers, .. } => {
                let here = speakers.iter().find(|s| s.0 == edition);
                Wanted::One(here.map(|s| s.1))
            }
            Attribution::Nobody | Attribution::Unsure(_) | Attribution::Stranger(_) => {
                Wanted::Anyone
            }
        }
    }

    fn judge(&self, vocabulary: &Vocabulary, all: bool) -> Judged {
        let mut judged = self.judge_parts(self.needle, &self.quotation.parts, all);
        if !judged.verdict.is_wrong() {
            return judged;
        }
        let Some((first, last)) = self.cut(vocabulary, all) else {
            return judged;
        };
        if first == Verdict::NotFound {
            return last;
        }
        if let Some(finding) = judged.finding.as_mut() {
            finding.remarks.push(Remark::Paragraphs);
        }
        judged
    }

    fn judge_parts(&self, needle: &Needle, parts: &[std::ops::Range<usize>], all: bool) -> Judged {
        let words: Vec<&str> = parts.iter().map(|p| self.prose[p.clone()].trim()).collect();
        let (first, last) = self.quotation.blocks;
        let words = words.join(if first == last { " " } else { "\n" });
        let hash = words::hashes(&words.split_whitespace().collect::<Vec<_>>().join(" ")).0;
        let mut judged = Judged {
            verdict: Verdict::Short,
            finding: None,
            others: Vec::new(),
            hash,
            words,
            at: self.quotation.outer.start,
            unclosed: None,
        };
        if !all && needle.length(self.prose) <= SHORT {
            return judged;
        }
        let found = self
            .editions
            .iter()
            .enumerate()
            .filter_map(|(n, edition)| edition.look(n, self.prose, needle, self.wanted(n)));
        let mut found: Vec<Finding> = found.collect();
        found.sort_by(|a, b| {
            let rank = |f: &Finding| (rank(f.verdict), -(f.score * 1000.0) as i32, f.edition);
            rank(a).cmp(&rank(b))
        });
        let mut found = found.into_iter();
        judged.finding = found.next();
        judged.others = found.collect();
        let best = judged.finding.as_ref();
        judged.verdict = best.map_or(Verdict::NotFound, |f| f.verdict);
        judged
    }

    /// The last of its paragraphs, if they are right alone, and what the first are: what seems to go on from a paragraph before
    /// may be a quotation of its own behind one that nothing closes.
    fn cut(&self, vocabulary: &Vocabulary, all: bool) -> Option<(Verdict, Judged)> {
        let (parts, marks) = (&self.quotation.parts, &self.quotation.marks);
        let end = parts.len().min(marks.len());
        let mut firsts = (1..end).take(if self.quotation.block { 0 } else { UNCLOSED });
        let judged = |parts: &[std::ops::Range<usize>]| {
            let mut number = |word| vocabulary.asked(word);
            let needle = Needle::new(self.prose, parts, &mut number);
            self.judge_parts(&needle, parts, all)
        };
        let (from, last) = firsts.find_map(|from| {
            let last = judged(&parts[from..]);
            last.verdict.is_right().then_some((from, last))
        })?;
        let last = Judged {
            at: marks[from],
            unclosed: Some(marks[0]),
            ..last
        };
        Some((judged(&parts[..from]).verdict, last))
    }
}

impl Judged {
    fn told(
        self,
        draft: &Draft,
        quotation: &Quotation,
        attribution: &Attribution,
        same: usize,
    ) -> Checked {
        let id = (self.hash ^ self.hash >> 32) as u32;
        let again = if same > 1 {
            format!("-{same}")
        } else {
            String::new()
        };
        Checked {
            id: format!("{id:08x}{again}"),
            place: draft.place(self.at),
            quotation: Outside::new(self.words),
            verdict: self.verdict,
            attribution: attribution.clone(),
            finding: self.finding,
            others: self.others,
            within: quotation.within,
        }
    }
}

/// The better, the smaller.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Verbatim => 0,
        Verdict::Edited => 1,
        Verdict::Elided => 2,
        Verdict::Misattributed => 3,
        Verdict::NotSpoken => 4,
        Verdict::Spliced | Verdict::Altered => 5,
        Verdict::NotFound => 6,
        Verdict::Short => 7,
    }
}
