//! What is to be written: a transcript, the notes on it, and which part of both is asked for.
//!
//! The filters mean the same in every format, so they are here and nowhere else.

use crate::model::{
    CallIndex, EntryIndex, EntryRef, Layer, On, Outside, OutsideStr, Passage, Quote, SpeakerIndex,
    Stretch, Transcript,
};
use crate::store::noted::Noted;
use crate::store::notes::Notebook;

/// Which part is asked for; everything that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of one of these speakers; of all where there are none.
    pub speakers: Vec<SpeakerIndex>,
    /// Of this call.
    pub call: Option<CallIndex>,
    /// Passages with one of these codes, or with one below it: `land` stands for `land/swap`, too.
    pub codes: Vec<Outside>,
    /// The reader's notes only, and no quotes of the file's author.
    pub notes_only: bool,
}

/// In which order passages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the transcript.
    #[default]
    Place,
    /// By code; a passage stands under each of its codes.
    Code,
    /// By speaker; a passage stands under each of its speakers.
    Speaker,
}

/// What is to be written.
#[derive(Debug)]
pub struct Work<'a> {
    /// The transcript.
    pub transcript: &'a Transcript,
    /// The notes on it: the lost first, then in the order of their places.
    pub notes: &'a [Noted],
    /// The notes file that they are of.
    pub book: Option<&'a Notebook>,
    /// The transcript file's name, without its folder.
    pub file: Option<&'a str>,
    /// SHA-256 of the transcript file, in hexadecimal digits; empty where nobody asked.
    pub sha256: &'a str,
    /// What of it.
    pub filter: Filter,
    /// The order of passages.
    pub order: Order,
    /// Lines of a numbered page; none where pages are not numbered.
    pub lines_per_page: Option<u32>,
}

/// What somebody highlighted or wrote.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// The author of the file.
    Quote(&'a Quote),
    /// The reader.
    Note(&'a Noted),
}

impl<'a> Item<'a> {
    /// Where its words stand now; a note on a turn has all of the turn's words. Empty where they are lost, or where it is
    /// on no words.
    pub fn stretches(self, transcript: &Transcript) -> Vec<Stretch> {
        match self {
            Self::Quote(quote) => quote.passage.stretches.clone(),
            Self::Note(noted) if !noted.stretches.is_empty() => noted.stretches.clone(),
            Self::Note(_) => {
                let turn = self.entry().and_then(|e| transcript.turn(e));
                let stretch = |turn: crate::model::TurnRef<'_>| Stretch {
                    entry: turn.index(),
                    layer: Layer::Text,
                    bytes: 0..turn.text().len(),
                };
                turn.map(stretch).into_iter().collect()
            }
        }
    }

    /// The same as a passage, for its citation.
    pub fn passage(self, transcript: &Transcript) -> Option<Passage> {
        let stretches = self.stretches(transcript);
        (!stretches.is_empty()).then_some(Passage { stretches })
    }

    /// Its codes.
    pub fn codes(self) -> &'a [Outside] {
        match self {
            Self::Quote(quote) => &quote.codes,
            Self::Note(noted) => &noted.note.codes,
        }
    }

    /// What is said of it.
    pub fn comment(self) -> Option<OutsideStr<'a>> {
        match self {
            Self::Quote(quote) => quote.comment.as_ref().map(Outside::borrow),
            Self::Note(noted) => Some(noted.note.text.borrow()).filter(|t| !t.is_blank()),
        }
    }

    /// Whose words it is on, each once: where they are lost, whose they were; of a note on a speaker, that one.
    pub fn speakers(self, transcript: &Transcript) -> Vec<SpeakerIndex> {
        let mut speakers = Vec::new();
        if let Self::Note(noted) = self
            && self.entry().is_none()
        {
            let ids: Vec<&Outside> = match &noted.note.on {
                On::Speaker(id) => vec![id],
                On::Turn { speaker, .. } => speaker.iter().collect(),
                On::Passage { parts, .. } => parts.iter().map(|p| &p.speaker).collect(),
                On::Transcript | On::Call(_) => Vec::new(),
            };
            let named = (0..).map(SpeakerIndex).zip(transcript.speakers());
            let named = named.filter(|(_, speaker)| ids.contains(&&speaker.id));
            speakers.extend(named.map(|(index, _)| index));
        }
        for stretch in self.stretches(transcript) {
            let speaker = transcript.turn(stretch.entry).map(|t| t.speaker());
            speakers.extend(speaker.filter(|s| !speakers.contains(s)));
        }
        speakers
    }

    /// The turn that it begins on; none where it is lost, or on no words.
    pub fn entry(self) -> Option<EntryIndex> {
        match self {
            Self::Quote(quote) => Some(quote.passage.first()),
            Self::Note(noted) => match noted.note.on {
                On::Turn { .. } | On::Passage { .. } => noted.entry,
                // A speaker's or a call's first turn is where it is listed, and not what it is on.
                On::Transcript | On::Speaker(_) | On::Call(_) => None,
            },
        }
    }

    /// The call that its words stand in, or that it is on.
    pub fn call(self, transcript: &Transcript) -> Option<CallIndex> {
        match self {
            Self::Quote(quote) => Some(transcript.entry(quote.passage.first())?.call()),
            Self::Note(noted) => match noted.note.on {
                On::Transcript | On::Speaker(_) => None,
                On::Call(_) | On::Turn { .. } | On::Passage { .. } => noted.call(transcript),
            },
        }
    }
}

impl<'a> Work<'a> {
    /// All of a transcript with these notes, in the order of their places.
    pub fn new(transcript: &'a Transcript, notes: &'a [Noted]) -> Self {
        Self {
            transcript,
            notes,
            book: None,
            file: None,
            sha256: "",
            filter: Filter::default(),
            order: Order::Place,
            lines_per_page: None,
        }
    }

    /// The notes and quotes that are asked for: those without a place first, then in the order of their places.
    pub fn items(&self) -> Vec<Item<'a>> {
        let quotes = self.transcript.quotes().iter().map(Item::Quote);
        let quotes = quotes.filter(|_| !self.filter.notes_only);
        let notes = self.notes.iter().map(Item::Note);
        let mut items: Vec<Item<'a>> = quotes.chain(notes).filter(|i| self.shows(*i)).collect();
        let byte = |item: &Item<'_>| {
            let stretches = item.stretches(self.transcript);
            stretches.first().map_or(0, |s| s.bytes.start)
        };
        items.sort_by_cached_key(|item| (item.entry(), byte(item)));
        items
    }

    /// The codes of all notes and quotes, asked for or not, each once and in order.
    pub fn codes(&self) -> Vec<&'a Outside> {
        let quotes = self.transcript.quotes().iter().map(Item::Quote);
        let items = quotes.chain(self.notes.iter().map(Item::Note));
        let mut codes: Vec<&Outside> = items.flat_map(Item::codes).collect();
        codes.sort_by_key(|code| code.raw());
        codes.dedup();
        codes
    }

    /// The first code that is asked for and that no note or quote has.
    pub fn unknown_code(&self) -> Option<&Outside> {
        let known = self.codes();
        let has = |wanted: &&Outside| known.iter().any(|code| is_within(code, wanted));
        self.filter.codes.iter().find(|wanted| !has(wanted))
    }

    /// Whether a passage is asked for.
    fn shows(&self, item: Item<'_>) -> bool {
        let of_speaker = self.filter.speakers.is_empty()
            || item
                .speakers(self.transcript)
                .iter()
                .any(|s| self.filter.speakers.contains(s));
        let call = item.call(self.transcript);
        let of_call = self.filter.call.is_none() || self.filter.call == call;
        let coded = self.filter.codes.is_empty()
            || item.codes().iter().any(|code| {
                self.filter
                    .codes
                    .iter()
                    .any(|wanted| is_within(code, wanted))
            });
        of_speaker && of_call && coded
    }

    /// The notes that are asked for.
    pub fn noted(&self) -> impl Iterator<Item = &'a Noted> {
        self.notes
            .iter()
            .filter(|noted| self.shows(Item::Note(noted)))
    }

    /// The turns with a passage that is asked for, in order, where codes or notes only limit the words to those.
    pub fn only(&self) -> Option<Vec<EntryIndex>> {
        if self.filter.codes.is_empty() && !self.filter.notes_only {
            return None;
        }
        let items = self.items();
        let stretches = items
            .iter()
            .flat_map(|item| item.stretches(self.transcript));
        let mut only: Vec<EntryIndex> = stretches.map(|s| s.entry).collect();
        only.sort_unstable();
        only.dedup();
        Some(only)
    }

    /// The turns and asides that are asked for, in order. Asides stand only where whole calls are asked for.
    pub fn entries(&self) -> Vec<EntryRef<'a>> {
        let only = self.only();
        let whole = only.is_none() && self.filter.speakers.is_empty();
        let entries = self.transcript.batches().iter().flat_map(|b| b.entries());
        entries
            .filter(|entry| self.filter.call.is_none_or(|call| entry.call() == call))
            .filter(|entry| match entry {
                EntryRef::Aside(_) => whole,
                EntryRef::Turn(turn) => {
                    let speakers = &self.filter.speakers;
                    (speakers.is_empty() || speakers.contains(&turn.speaker()))
                        && only
                            .as_ref()
                            .is_none_or(|o| o.binary_search(&turn.index()).is_ok())
                }
            })
            .collect()
    }
}

/// Whether a code is `wanted` or stands below it in the tree that slashes make.
fn is_within(code: &Outside, wanted: &Outside) -> bool {
    match code.raw().strip_prefix(wanted.raw()) {
        Some(rest) => rest.is_empty() || rest.starts_with('/'),
        None => false,
    }
}
