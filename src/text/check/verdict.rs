//! What is found of a quotation, and what is to be said of it.

use crate::model::{AsideKind, LineColumn, Outside, Passage, SpeakerIndex, Stretch};

/// Whether a quotation is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The same words.
    Verbatim,
    /// The same words, some left out where the draft says so.
    Elided,
    /// The same words, and the writer's in brackets.
    Edited,
    /// The same words, from places that do not belong together.
    Spliced,
    /// Other words.
    Altered,
    /// Another speaker's words.
    Misattributed,
    /// Nobody's words: a paraphrase, or the transcriber's.
    NotSpoken,
    /// Nothing like it stands there.
    NotFound,
    /// One or two words, which are not judged.
    Short,
}

impl Verdict {
    /// All, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::Verbatim,
        Self::Elided,
        Self::Edited,
        Self::Spliced,
        Self::Altered,
        Self::Misattributed,
        Self::NotSpoken,
        Self::NotFound,
        Self::Short,
    ];

    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Elided => "elided",
            Self::Edited => "edited",
            Self::Spliced => "spliced",
            Self::Altered => "altered",
            Self::Misattributed => "misattributed",
            Self::NotSpoken => "not-spoken",
            Self::NotFound => "not-found",
            Self::Short => "short",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::NotSpoken => "not spoken",
            Self::NotFound => "not found",
            other => other.name(),
        }
    }

    /// Whether it may be printed as it is.
    pub fn is_right(self) -> bool {
        match self {
            Self::Verbatim | Self::Elided | Self::Edited => true,
            Self::Spliced
            | Self::Altered
            | Self::Misattributed
            | Self::NotSpoken
            | Self::NotFound
            | Self::Short => false,
        }
    }

    /// Whether somebody has to look at it.
    pub fn is_wrong(self) -> bool {
        !self.is_right() && self != Self::Short
    }
}

/// What the words are that a quotation was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// As they were spoken.
    Verbatim,
    /// A translation.
    Translation,
    /// The original of a translation.
    Original,
    /// A paraphrase.
    Paraphrase,
    /// The transcriber's brackets.
    Brackets,
    /// An event, a gap or a remark.
    Aside(AsideKind),
}

impl Of {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Translation => "translation",
            Self::Original => "original",
            Self::Paraphrase => "paraphrase",
            Self::Brackets => "brackets",
            Self::Aside(AsideKind::Event) => "event",
            Self::Aside(AsideKind::Gap) => "gap",
            Self::Aside(AsideKind::Remark) => "remark",
        }
    }
}

/// Whose words a piece of a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Both have it; as the transcript has it.
    Both,
    /// The draft alone.
    Draft,
    /// The transcript alone.
    Transcript,
    /// The transcript, where the draft says that words are left out.
    LeftOut,
    /// The transcript, between two places that the draft joins.
    Between,
    /// The writer's, in brackets.
    Inserted,
}

/// A piece of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose it is.
    pub side: Side,
    /// The words.
    pub words: Outside,
}

/// What is to be said of a quotation beside its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// So many words are left out where the draft says so.
    LeftOut(usize),
    /// A word is spelt otherwise, as `Все` for `Всё`: the draft's and the transcript's.
    Spelling(Outside, Outside),
    /// The words are the same; case differs.
    CaseOnly,
    /// The words are the same; signs between them differ.
    SignsOnly,
    /// Words are left out and the draft does not say so.
    Unmarked,
    /// Only such sounds as `uh` are left out.
    Hesitations,
    /// What the transcriber could not hear is passed over.
    Unheard(Outside),
    /// A number is another: the draft's and the transcript's words.
    Number(Outside, Outside),
    /// A name is another: the draft's and the transcript's words.
    Name(Outside, Outside),
    /// A negation is in one only.
    Negation(Outside, Outside),
    /// The pieces are from so many turns of these speakers.
    Turns(usize, Vec<SpeakerIndex>),
    /// Somebody else speaks between the pieces.
    Over(Vec<SpeakerIndex>),
    /// Something that is nobody's words stands between the pieces.
    OverAside,
    /// The pieces stand in another order.
    OutOfOrder,
    /// So many words stand between two pieces.
    FarApart(usize),
    /// The pieces are from so many calls, and of these speakers.
    Calls(usize, Vec<SpeakerIndex>),
    /// The words are another speaker's than the draft says.
    OtherSpeaker,
    /// The speaker that the draft names said something like it: the words, and in which turn.
    SaidInstead(Outside, u32),
    /// The words stand at so many places; this is the first that fits.
    Places(usize),
    /// The transcript itself leaves something out here.
    Gapped,
    /// Its last paragraphs are right alone, and not with the first.
    Paragraphs,
}

/// What one transcript says of a quotation.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which transcript, counted from 0.
    pub edition: usize,
    /// As this transcript alone has it.
    pub verdict: Verdict,
    /// Where the words are; several stretches where they run over turns or some are left out.
    pub passage: Passage,
    /// The words there, `[…]` where some are left out, `/` where another turn begins.
    pub words: Outside,
    /// What they are.
    pub of: Of,
    /// How like they are: from 0 to 1.
    pub score: f32,
    /// Whose they are, each once.
    pub speakers: Vec<SpeakerIndex>,
    /// Of them, those that the draft does not have.
    pub differing: Vec<Stretch>,
    /// The quotation and these words, side by side.
    pub difference: Vec<Change>,
    /// What else is to be said.
    pub remarks: Vec<Remark>,
}

/// Who the draft says spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// One of the speakers; what the draft calls them, and who that is in each transcript.
    To {
        /// As a transcript has it.
        name: Outside,
        /// In the transcripts where they speak.
        speakers: Vec<(usize, SpeakerIndex)>,
    },
    /// It does not say.
    Nobody,
    /// It cannot be told: the names or the word that leave it open.
    Unsure(Outside),
    /// Somebody who does not speak in any of the transcripts.
    Stranger(Outside),
}

/// A quotation with what became of it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The same as long as its words stay the same.
    pub id: String,
    /// Where it begins in the draft.
    pub place: LineColumn,
    /// Its words as they stand in the draft.
    pub quotation: Outside,
    /// The best verdict of all transcripts.
    pub verdict: Verdict,
    /// Who the draft says spoke.
    pub attribution: Attribution,
    /// What the transcript says that has the best verdict; for what is not found, the nearest.
    pub finding: Option<Finding>,
    /// What the other transcripts say.
    pub others: Vec<Finding>,
    /// The quotation that it stands in, by its number among all.
    pub within: Option<usize>,
}
