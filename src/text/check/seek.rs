//! One quotation in one transcript: every way in which its words may stand there, and the best of them.

use std::ops::ControlFlow;

use super::align::{self, Segment};
use super::cores::side_by_side;
use super::index::{Section, Stream};
use super::judge::{Grade, View};
use super::needle::{Needle, Respelled, Vocabulary};
use super::place::{halves, in_one_stretch, scattered};
use super::verdict::{Finding, Of, Remark, Verdict};
use crate::model::{EntryRef, Fidelity, SpeakerIndex, Transcript};

/// From so much likeness on words of the right speaker are those of the quotation, altered.
const LIKE: f32 = 0.6;
/// From so much on where the draft names another speaker.
const LIKE_OF_OTHERS: f32 = 0.72;
/// From so many words on a quotation is long: six in ten of them in their order, at one place, are no chance.
const LONG: usize = 10;
/// Words off each other up to which pieces are of one place.
const NEAR: u64 = 500;

/// A transcript and its words.
pub(super) struct Edition<'t> {
    pub transcript: &'t Transcript,
    streams: Vec<Stream>,
}

/// Whose words a quotation should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Anybody's.
    Anyone,
    /// Those of one speaker; none where they do not speak in this transcript.
    One(Option<SpeakerIndex>),
}

impl Wanted {
    fn is(self, speakers: &[SpeakerIndex]) -> bool {
        match self {
            Self::Anyone => true,
            Self::One(None) => false,
            Self::One(Some(wanted)) => speakers.iter().all(|s| *s == wanted),
        }
    }
}

/// One way in which the words may stand.
struct Way {
    section: usize,
    grade: Grade,
    verdict: Verdict,
    /// Whether the speaker is the one.
    wanted: bool,
    places: usize,
    score: f32,
}

impl Way {
    /// The better, the smaller.
    fn order(&self) -> (u8, i32, u8) {
        let same_words = self.grade.added == 0 && self.grade.unmarked == 0;
        let rank = match self.verdict {
            Verdict::Verbatim => 0,
            Verdict::Edited => 1,
            Verdict::Elided => 2,
            Verdict::NotSpoken if self.wanted => 3,
            Verdict::Altered if same_words && !self.grade.spliced && self.wanted => 4,
            Verdict::Misattributed => 5,
            Verdict::NotSpoken => 6,
            Verdict::Altered | Verdict::Spliced => 7,
            Verdict::NotFound | Verdict::Short => 8,
        };
        // Between two that are nearly as like, the right speaker's is meant.
        let score = self.score + if self.wanted { 0.08 } else { 0.0 };
        (rank, -(score * 1000.0) as i32, u8::from(!self.wanted))
    }
}

impl<'t> Edition<'t> {
    /// Of each transcript one. `progress` is told now and then, and may end it; then there are none.
    pub fn all(
        transcripts: &[&'t Transcript],
        vocabulary: &Vocabulary,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Option<Vec<Self>> {
        let sections = Section::ALL.len();
        let walk = |n: usize| {
            let (transcript, section) = (transcripts[n / sections], Section::ALL[n % sections]);
            Stream::new(transcript, section, vocabulary)
        };
        let walked = side_by_side(transcripts.len() * sections, walk, progress)?;
        let mut streams = walked.into_iter();
        let edition = |transcript: &&'t Transcript| Self {
            transcript,
            streams: streams.by_ref().take(sections).collect(),
        };
        Some(transcripts.iter().map(edition).collect())
    }

    /// What it says of a quotation; none where nothing of it stands here.
    pub fn look(
        &self,
        number: usize,
        prose: &str,
        needle: &Needle,
        wanted: Wanted,
    ) -> Option<Finding> {
        let views = self.streams.iter().map(|stream| View {
            transcript: self.transcript,
            stream,
            prose,
            needle,
        });
        let views: Vec<View<'_>> = views.collect();
        let mut ways = Vec::new();
        for (section, view) in views.iter().enumerate() {
            ways.extend(exact(section, view, wanted));
        }
        let good = |way: &Way| way.order().0 < 7;
        if !ways.iter().any(good) {
            for (section, view) in views.iter().enumerate() {
                ways.extend(near(section, view, wanted));
            }
        }
        let best = ways.into_iter().min_by_key(Way::order)?;
        Some(self.finding(number, &views, best, wanted))
    }

    fn finding(&self, number: usize, views: &[View<'_>], best: Way, wanted: Wanted) -> Finding {
        let view = &views[best.section];
        let (passage, words) = view.passage(&best.grade);
        let differing = view.differing(&best.grade);
        let difference = view.difference(&best.grade);
        let mut remarks = view.remarks(&best.grade, &difference);
        let speakers = view.speakers(&best.grade.segments);
        if best.places > 1 {
            remarks.push(Remark::Places(best.places));
        }
        if !best.wanted && matches!(best.verdict, Verdict::Altered | Verdict::Spliced) {
            remarks.push(Remark::OtherSpeaker);
        }
        if best.verdict == Verdict::Misattributed {
            remarks.extend(said_instead(&views[0], wanted));
        }
        let brackets = view.stream.section == Section::Unspoken;
        Finding {
            edition: number,
            verdict: best.verdict,
            of: self.of(&passage.stretches, brackets),
            passage,
            words,
            score: best.score.clamp(0.0, 1.0),
            speakers,
            differing,
            difference,
            remarks,
        }
    }

    fn of(&self, stretches: &[crate::model::Stretch], unspoken: bool) -> Of {
        let Some(stretch) = stretches.first() else {
            return Of::Verbatim;
        };
        if stretch.layer == crate::model::Layer::Original {
            return Of::Original;
        }
        match self.transcript.entry(stretch.entry) {
            Some(EntryRef::Aside(aside)) => Of::Aside(aside.kind()),
            Some(EntryRef::Turn(turn)) => match self.transcript.fidelity(turn) {
                Fidelity::Paraphrase => Of::Paraphrase,
                Fidelity::Verbatim | Fidelity::Translation if unspoken => Of::Brackets,
                Fidelity::Verbatim => Of::Verbatim,
                Fidelity::Translation => Of::Translation,
            },
            None => Of::Verbatim,
        }
    }
}

/// The best place where all pieces stand in one stretch.
fn exact(section: usize, view: &View<'_>, wanted: Wanted) -> Option<Way> {
    let weights = align::weights(view.stream, view.needle);
    let mut best: Option<Way> = None;
    let mut places = 0;
    for segments in in_one_stretch(view.stream, view.needle) {
        let way = way(section, view, view.grade(segments, &weights), wanted);
        // What was looked for with its brackets may be nobody's words or, without any, somebody's.
        let unspoken = view.stream.section == Section::Unspoken;
        if unspoken && (way.verdict != Verdict::NotSpoken || !view.is_unspoken(&way.grade)) {
            continue;
        }
        let order = best.as_ref().map(|b| b.order().0);
        if order == Some(way.order().0) {
            places += 1;
        }
        if order.is_none_or(|o| way.order().0 < o) {
            places = 1;
            best = Some(way);
        }
    }
    best.map(|way| Way { places, ..way })
}

/// A graded place with its verdict.
fn way(section: usize, view: &View<'_>, grade: Grade, wanted: Wanted) -> Way {
    let is_wanted = wanted.is(&view.speakers(&grade.segments));
    let unspoken = view.stream.section == Section::Unspoken;
    // Nobody's words stay nobody's with other signs between them.
    let same_words = grade.added == 0 && grade.unmarked == 0 && !grade.spliced;
    let verdict = match grade.verdict {
        Verdict::Altered if unspoken && same_words => Verdict::NotSpoken,
        Verdict::Verbatim | Verdict::Elided | Verdict::Edited if unspoken => Verdict::NotSpoken,
        Verdict::Verbatim | Verdict::Elided | Verdict::Edited if !is_wanted => {
            Verdict::Misattributed
        }
        other => other,
    };
    Way {
        section,
        verdict,
        wanted: is_wanted,
        places: 1,
        score: grade.score,
        grade,
    }
}

/// What is like it: all pieces wherever they stand, or the nearest words.
fn near(section: usize, view: &View<'_>, wanted: Wanted) -> Vec<Way> {
    let weights = align::weights(view.stream, view.needle);
    let mut ways = Vec::new();
    let spoken = view.stream.section != Section::Unspoken;
    let scattered = scattered(view.stream, view.needle);
    let apart = scattered.or_else(|| halves(view.stream, view.needle));
    if let Some((off, segments)) = apart.filter(|_| spoken) {
        let shortest = segments.iter().map(|s| s.asked.len()).min().unwrap_or(0);
        let mut way = way(section, view, view.grade(segments, &weights), wanted);
        way.score = match (off <= NEAR, shortest >= 3) {
            (true, _) => 0.95,
            (false, true) => 0.85,
            (false, false) => 0.5,
        };
        if way.verdict == Verdict::Altered {
            way.score = way.score.min(way.grade.score);
        }
        ways.push(way);
    }
    let mut aligned = align::align(view.stream, view.needle);
    for other in &view.needle.respelled {
        aligned.extend(respelled(view, other));
    }
    for segments in aligned {
        let mut way = way(
            section,
            view,
            view.grade(view.tidy(segments), &weights),
            wanted,
        );
        way.score = way.grade.score;
        let somebodys = !spoken && !view.is_unspoken(&way.grade);
        if way.verdict != Verdict::NotSpoken && !somebodys {
            ways.push(judged(way, view));
        }
    }
    ways
}

/// Where a quotation stands with its contractions in full, or contracted: those of its words that are the same there.
fn respelled(view: &View<'_>, other: &Respelled) -> Vec<Vec<Segment>> {
    let all = align::align(view.stream, &other.needle).into_iter();
    let own = all.map(|segments| {
        let pairs = segments.into_iter().flat_map(|s| s.asked.zip(s.at));
        let pairs: Vec<(usize, u32)> = pairs
            .filter_map(|(asked, at)| Some((other.origin[asked]?, at)))
            .collect();
        align::segments(view.stream, view.needle, &pairs)
    });
    own.filter(|segments| !segments.is_empty()).collect()
}

/// Whether what is like it is like enough.
fn judged(mut way: Way, view: &View<'_>) -> Way {
    let same: usize = way.grade.segments.iter().map(|s| s.asked.len()).sum();
    let alone = same + way.grade.contracted < 2 && view.needle.words.len() > 1;
    let least = if way.wanted { LIKE } else { LIKE_OF_OTHERS };
    let (all, passed) = (view.needle.words.len(), way.grade.unmarked);
    let one_place = way.wanted && !way.grade.spliced && passed * 2 <= all;
    let long = all >= LONG && one_place && same * 10 >= all * 6;
    if way.score < least && !long || alone {
        way.verdict = Verdict::NotFound;
    }
    way
}

/// What the speaker whom the draft names said that is like it.
fn said_instead(view: &View<'_>, wanted: Wanted) -> Option<Remark> {
    let Wanted::One(Some(speaker)) = wanted else {
        return None;
    };
    let weights = align::weights(view.stream, view.needle);
    let mut all = align::align(view.stream, view.needle).into_iter();
    let is_theirs = |s: &[Segment]| view.speakers(s) == [speaker];
    let segments = all.find(|s| is_theirs(s))?;
    let grade = view.grade(view.tidy(segments), &weights);
    let (passage, words) = view.passage(&grade);
    let turn = view.transcript.turn(passage.first())?;
    (grade.score >= LIKE).then(|| Remark::SaidInstead(words, turn.number().0))
}
