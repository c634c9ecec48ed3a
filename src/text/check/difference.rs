//! A quotation and a transcript's words side by side, and what of the difference is to be called out.

use std::ops::Range;

use super::align::{FAR, Segment};
use super::judge::{Between, Grade, View};
use super::kinds::{is_hesitation, is_name, negations, numbers};
use super::needle::Joint;
use super::verdict::{Change, Remark, Side, Verdict};
use super::words::same_but_spelling;
use crate::model::{EntryRef, Outside, SpeakerIndex};

/// Words between two pieces that are shown.
const SHOWN: u32 = 40;

/// Collects pieces; what follows on the same side is one piece.
#[derive(Default)]
struct Pieces(Vec<(Side, String)>);

impl Pieces {
    /// Letters as they stand, with the blanks behind them.
    fn push(&mut self, side: Side, words: &str) {
        match self.0.last_mut() {
            Some(last) if last.0 == side => last.1.push_str(words),
            _ => self.0.push((side, words.to_owned())),
        }
    }

    /// All of them, with one blank for any run of blanks.
    fn done(self) -> Vec<Change> {
        let plain = |(side, words): (Side, String)| {
            let words: Vec<&str> = words.split_whitespace().collect();
            (!words.is_empty()).then(|| Change {
                side,
                words: Outside::new(words.join(" ")),
            })
        };
        self.0.into_iter().filter_map(plain).collect()
    }
}

/// Words of the transcript before and behind a place of the draft.
#[derive(Clone, Copy)]
struct Beside(Option<u32>, Option<u32>);

impl View<'_> {
    /// Both side by side, in the order of the quotation.
    pub fn difference(&self, grade: &Grade) -> Vec<Change> {
        let mut pieces = Pieces::default();
        let mut asked = 0;
        let mut before: Option<&Segment> = None;
        for segment in &grade.segments {
            match before {
                None => {
                    self.only_draft(
                        asked..segment.asked.start,
                        Beside(None, Some(segment.at.start)),
                        &mut pieces,
                    );
                    self.spoken(Side::Transcript, self.lead(&grade.segments), &mut pieces);
                }
                Some(before) => self.between_two(before, segment, &mut pieces),
            }
            for (word, at) in segment.asked.clone().zip(segment.at.clone()) {
                let (begins, ends) = self.borders(segment, word);
                let here = &self.with_blank(at);
                if self.same_word(word, at, begins) && self.fits_behind(word, at, ends) {
                    pieces.push(Side::Both, here);
                } else {
                    pieces.push(Side::Draft, &self.asked_with_blank(word));
                    pieces.push(Side::Transcript, here);
                }
            }
            asked = segment.asked.end;
            before = Some(segment);
        }
        let end = self.needle.words.len();
        let last = before.map(|b| b.at.end - 1);
        self.only_draft(asked..end, Beside(last, None), &mut pieces);
        self.spoken(Side::Transcript, self.tail(&grade.segments), &mut pieces);
        pieces.done()
    }

    /// A word of the transcript with what stands behind it; where its turn ends, a blank.
    fn with_blank(&self, word: u32) -> String {
        let (letters, bytes) = (self.letters(word), self.up_to_next(word));
        let ends = if bytes.end == letters.len() { " " } else { "" };
        format!("{}{ends}", &letters[bytes])
    }

    /// A word of the draft with what stands behind it.
    fn asked_with_blank(&self, word: usize) -> String {
        let bytes = self.asked_up_to_next(word);
        let behind = self.prose[bytes.end..].chars().next();
        let glued = behind.is_some_and(char::is_alphanumeric);
        format!("{}{}", &self.prose[bytes], if glued { "" } else { " " })
    }

    /// Bytes of the draft: a word with the signs behind it.
    fn asked_up_to_next(&self, word: usize) -> Range<usize> {
        let bytes = self.needle.words[word].bytes.clone();
        let behind = self.prose[bytes.end..].char_indices();
        let signs = behind.take_while(|(_, c)| matches!(c, ',' | ';' | ':' | '.' | '?' | '!'));
        let length: usize = signs.map(|(_, c)| c.len_utf8()).sum();
        bytes.start..bytes.end + length
    }

    /// Words of the draft that stand nowhere, and what the writer put in before, between and behind them.
    fn only_draft(&self, words: Range<usize>, beside: Beside, pieces: &mut Pieces) {
        for word in words.start..=words.end {
            for joint in self.needle.joints_at(word) {
                if let Joint::Insertion(bytes) = joint {
                    let inserted = &self.prose[bytes.clone()];
                    if self.is_writers(inserted, beside.0, beside.1) {
                        pieces.push(Side::Inserted, &format!("{inserted} "));
                    }
                }
            }
            if word < words.end {
                pieces.push(Side::Draft, &self.asked_with_blank(word));
            }
        }
    }

    fn spoken(&self, side: Side, words: Range<u32>, pieces: &mut Pieces) {
        for word in words {
            pieces.push(side, &self.with_blank(word));
        }
    }

    fn between_two(&self, before: &Segment, after: &Segment, pieces: &mut Pieces) {
        let words = before.at.end..after.at.start;
        let asked = before.asked.end..after.asked.start;
        let beside = Beside(Some(before.at.end - 1), Some(after.at.start));
        match self.between(before, after) {
            Between::Words(_) => {
                let gap = self.gap(before, after);
                let open = asked.clone().find(|a| self.needle.is_open_at(*a));
                let open = open.unwrap_or(asked.end);
                let from = words.start + gap.replaced;
                let to = from + gap.left_out + gap.edited;
                if gap.left_out > 0 || gap.replaced > 0 {
                    self.only_draft(asked.start..open, beside, pieces);
                    self.spoken(Side::Transcript, words.start..from, pieces);
                    self.spoken(Side::LeftOut, from..to, pieces);
                    if open < asked.end {
                        self.only_draft(open..asked.end, beside, pieces);
                    }
                } else {
                    self.only_draft(asked, beside, pieces);
                    self.spoken(Side::LeftOut, from..to, pieces);
                }
                self.spoken(Side::Transcript, to..words.end, pieces);
            }
            Between::Stretches | Between::Back => {
                self.only_draft(asked, beside, pieces);
                let near = words.start <= words.end && words.len() as u32 <= SHOWN;
                if near {
                    self.spoken(Side::Between, words, pieces);
                }
                pieces.push(Side::Between, " ¶ ");
            }
        }
    }

    /// What else is to be said of an alignment and its difference.
    pub fn remarks(&self, grade: &Grade, difference: &[Change]) -> Vec<Remark> {
        let mut remarks = respelt(difference);
        let left_out = (grade.left_out > 0).then_some(Remark::LeftOut(grade.left_out));
        if grade.added == 0 && grade.unmarked == 0 {
            if grade.case && remarks.is_empty() {
                remarks.push(Remark::CaseOnly);
            }
            if grade.signs {
                remarks.push(Remark::SignsOnly);
            }
        }
        remarks.splice(0..0, left_out);
        if let Some((span, bytes)) = &grade.unheard {
            let word = self.stream.spans[*span].first;
            let unheard = &self.letters(word)[bytes.clone()];
            remarks.push(Remark::Unheard(Outside::new(unheard)));
        }
        if grade.unmarked > 0 && grade.added == 0 {
            let gone = difference.iter().filter(|c| c.side == Side::Transcript);
            let mut gone = gone.flat_map(|c| c.words.raw().split_whitespace());
            remarks.push(if gone.all(is_hesitation) {
                Remark::Hesitations
            } else {
                Remark::Unmarked
            });
        }
        if grade.added > 0 || grade.unmarked > 0 {
            self.called_out(difference, &mut remarks);
        }
        for pair in difference.windows(2) {
            let (own, gone) = (&pair[0], &pair[1]);
            let instead = own.side == Side::Inserted && gone.side == Side::LeftOut;
            if instead && negations(own.words.raw()) != negations(gone.words.raw()) {
                remarks.push(Remark::Negation(own.words.clone(), gone.words.clone()));
            }
        }
        if grade.spliced {
            self.spliced(&grade.segments, &mut remarks);
        }
        if grade.verdict == Verdict::Verbatim && self.is_gapped(grade) {
            remarks.push(Remark::Gapped);
        }
        remarks
    }

    /// Changed numbers, names and negations.
    fn called_out(&self, difference: &[Change], remarks: &mut Vec<Remark>) {
        for (at, change) in difference.iter().enumerate() {
            let next = difference.get(at + 1);
            let before = at.checked_sub(1).map(|b| difference[b].side);
            let (draft, there) = match (change.side, next.map(|n| n.side)) {
                (Side::Draft, Some(Side::Transcript)) => (Some(change), next),
                (Side::Inserted, Some(Side::Transcript)) => (Some(change), next),
                (Side::Draft, _) => (Some(change), None),
                (Side::Transcript, _) if !matches!(before, Some(Side::Draft | Side::Inserted)) => {
                    (None, Some(change))
                }
                _ => continue,
            };
            let raw = |c: Option<&Change>| c.map_or(String::new(), |c| c.words.raw().to_owned());
            let (draft, there) = (raw(draft), raw(there));
            let told = || (Outside::new(draft.as_str()), Outside::new(there.as_str()));
            if numbers(&draft) != numbers(&there) {
                let (draft, there) = told();
                remarks.push(Remark::Number(draft, there));
            }
            if negations(&draft) != negations(&there) {
                let (draft, there) = told();
                remarks.push(Remark::Negation(draft, there));
            }
            let named = |words: &str| {
                words
                    .split_whitespace()
                    .any(|w| is_name(w, self.transcript))
            };
            let same = draft.to_lowercase() == there.to_lowercase() || is_respelt(&draft, &there);
            if !same && (named(&draft) || named(&there)) {
                let (draft, there) = told();
                remarks.push(Remark::Name(draft, there));
            }
        }
    }

    fn spliced(&self, segments: &[Segment], remarks: &mut Vec<Remark>) {
        let spans = |s: &Segment| {
            let first = self.stream.span_of(s.at.start);
            (first, self.stream.span_of(s.at.end - 1))
        };
        let speakers = self.speakers(segments);
        let mut runs: Vec<u32> = segments
            .iter()
            .map(|s| self.stream.run(s.at.start))
            .collect();
        let mut calls: Vec<u32> = segments
            .iter()
            .map(|s| self.stream.spans[spans(s).0].call.0)
            .collect();
        let (mut between, mut back, mut aside) = (Vec::new(), false, false);
        for pair in segments.windows(2) {
            match self.between(&pair[0], &pair[1]) {
                Between::Back => back = true,
                Between::Words(words) if words > FAR => {
                    remarks.push(Remark::FarApart(words as usize));
                }
                Between::Words(_) => {}
                Between::Stretches => {
                    let (from, to) = (spans(&pair[0]).1, spans(&pair[1]).0);
                    let same_call = self.stream.spans[from].call == self.stream.spans[to].call;
                    let inner = &self.stream.spans[from + 1..to.max(from + 1)];
                    if same_call && inner.len() < 20 {
                        between.extend(inner.iter().filter_map(|s| s.speaker));
                        aside |= inner.is_empty() && self.has_aside(from, to);
                    }
                }
            }
        }
        runs.sort_unstable();
        runs.dedup();
        calls.sort_unstable();
        calls.dedup();
        between.retain(|s| !speakers.contains(s));
        between.sort_unstable();
        between.dedup();
        if calls.len() > 1 {
            remarks.push(Remark::Calls(calls.len(), speakers));
        } else if runs.len() > 1 {
            remarks.push(Remark::Turns(runs.len(), speakers));
        }
        if !between.is_empty() {
            remarks.push(Remark::Over(between));
        }
        if aside {
            remarks.push(Remark::OverAside);
        }
        if back {
            remarks.push(Remark::OutOfOrder);
        }
    }

    fn has_aside(&self, from: usize, to: usize) -> bool {
        let entries = self.stream.spans[from].entry.0..self.stream.spans[to].entry.0;
        let mut between = self.transcript.entries(entries);
        between.any(|e| matches!(e, EntryRef::Aside(_)))
    }

    /// Whose the words are, each once, in order.
    pub fn speakers(&self, segments: &[Segment]) -> Vec<SpeakerIndex> {
        let mut speakers = Vec::new();
        for segment in segments {
            let span = self.stream.spans[self.stream.span_of(segment.at.start)];
            if let Some(speaker) = span.speaker
                && !speakers.contains(&speaker)
            {
                speakers.push(speaker);
            }
        }
        speakers
    }

    /// Whether the transcript has an ellipsis between these words.
    fn is_gapped(&self, grade: &Grade) -> bool {
        grade.segments.iter().enumerate().any(|(n, segment)| {
            let last = segment.at.end - 1;
            let through = if n + 1 < grade.segments.len() {
                last + 1
            } else {
                last
            };
            (segment.at.start..through).any(|at| {
                let behind = &self.letters(at)[self.up_to_next(at)];
                behind.contains('…') || behind.contains("...") || behind.contains(". . .")
            })
        })
    }
}

/// Words of the draft that the transcript spells otherwise.
fn respelt(difference: &[Change]) -> Vec<Remark> {
    let pairs = difference.windows(2).filter(|pair| {
        let (own, there) = (&pair[0], &pair[1]);
        own.side == Side::Draft
            && there.side == Side::Transcript
            && is_respelt(own.words.raw(), there.words.raw())
    });
    let bare = |change: &Change| {
        let signs = |c: char| !c.is_alphanumeric();
        Outside::new(change.words.raw().trim_matches(signs))
    };
    let told = pairs.map(|pair| Remark::Spelling(bare(&pair[0]), bare(&pair[1])));
    told.collect()
}

/// Whether nothing but the spelling of words differs.
fn is_respelt(draft: &str, there: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let signs = |c: char| !c.is_alphanumeric();
        let words = text.split_whitespace().map(|w| w.trim_matches(signs));
        words.map(str::to_owned).collect()
    };
    let (own, there) = (words(draft), words(there));
    own.len() == there.len() && own.iter().zip(&there).all(|(a, b)| same_but_spelling(a, b))
}
