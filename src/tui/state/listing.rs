//! What the panes of quotes and notes list: which of them, in which order, in groups with their counts.
//!
//! Knows no rows of the screen. A list is made anew when what it is made of has changed, never while it is drawn.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::covering::What;
use super::noting::{Listed, Spoken};
use super::sought::Sought;
use super::{PaneId, State};
use crate::model::{
    EntryIndex, Layer, Note, NoteId, On, Outside, OutsideStr, Passage, Quote, SpeakerIndex,
    State as Standing, Stretch,
};
use crate::text::clean::{Clean, clean};

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Where it stands; lost notes first.
    #[default]
    Place,
    /// Who speaks there.
    Speaker,
    /// Its codes; what has several stands under each.
    Code,
    /// How sure its place is.
    State,
}

impl By {
    /// As the pane's title says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "by place",
            Self::Speaker => "by speaker",
            Self::Code => "by code",
            Self::State => "by state",
        }
    }
}

/// A quote, a mark or a note of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub what: What,
    /// Its id, if it is the reader's.
    pub id: Option<NoteId>,
    /// Where it begins, if that was found.
    pub place: Option<Spoken>,
    /// How sure its place is.
    pub state: Standing,
    /// What the group that begins here is called, and how many are in it.
    pub heading: Option<(Clean, usize)>,
}

/// One pane's list.
#[derive(Debug, Default)]
pub struct Listing {
    /// Its order.
    pub by: By,
    /// Whether only what is near the cursor is listed: on the turns that are on the screen.
    pub near: bool,
    /// What was typed to narrow it.
    pub sought: Outside,
    /// From the top.
    pub rows: Vec<Row>,
    /// How many there are, and how many of them are listed.
    pub counts: (usize, usize),
    made_for: Option<MadeFor>,
}

/// State of the notes, quotes known, order, turns near the cursor, what was typed.
type MadeFor = (u64, usize, By, Option<RangeInclusive<EntryIndex>>, Outside);

impl Listing {
    /// Whether something is left out.
    pub fn is_narrowed(&self) -> bool {
        self.near || !self.sought.is_blank()
    }
}

/// The lists of quotes and of notes.
#[derive(Debug, Default)]
pub struct Lists {
    /// The file's quotes, and the reader's marks among them.
    pub quotes: Listing,
    /// All notes and marks.
    pub notes: Listing,
}

/// What a list may show, with what it is narrowed and grouped by.
struct Item<'a> {
    row: Row,
    speaker: Option<SpeakerIndex>,
    codes: &'a [Outside],
    words: Vec<OutsideStr<'a>>,
}

impl State {
    /// The list of a pane that has one that can be narrowed.
    pub fn listing(&self, pane: PaneId) -> Option<&Listing> {
        match pane {
            PaneId::Quotes => Some(&self.lists.quotes),
            PaneId::Notes => Some(&self.lists.notes),
            PaneId::Transcript | PaneId::Timeline | PaneId::Speakers | PaneId::Draft => None,
        }
    }

    /// The same, to be changed.
    pub fn listing_mut(&mut self, pane: PaneId) -> Option<&mut Listing> {
        match pane {
            PaneId::Quotes => Some(&mut self.lists.quotes),
            PaneId::Notes => Some(&mut self.lists.notes),
            PaneId::Transcript | PaneId::Timeline | PaneId::Speakers | PaneId::Draft => None,
        }
    }

    /// The chosen row of a list.
    pub fn chosen_row(&self, pane: PaneId) -> Option<&Row> {
        let chosen = match pane {
            PaneId::Quotes => self.chosen.quote,
            PaneId::Notes => self.chosen.note,
            PaneId::Transcript | PaneId::Timeline | PaneId::Speakers | PaneId::Draft => {
                return None;
            }
        };
        self.listing(pane)?.rows.get(chosen)
    }

    /// The words that the chosen row of the focused list stands on: a quote's, a mark's, a note's, or the whole turn of a
    /// note on one, what a draft's quotation quotes. `None` outside of lists and where nothing is listed; `Some(None)` where it stands on no words.
    pub fn chosen_words(&self) -> Option<Option<Passage>> {
        if self.focus == PaneId::Draft {
            return Some(self.checking.quoted().cloned());
        }
        let row = self.chosen_row(self.focus)?;
        let quoted = match row.what {
            What::Quote(at) => self.transcript.quotes().get(at).map(|q| q.passage.clone()),
            What::Note(_) => row.id.as_ref().and_then(|id| self.words_of(id)),
        };
        Some(quoted)
    }

    fn words_of(&self, id: &NoteId) -> Option<Passage> {
        let note = self.noting.get(id)?;
        let stretches = self.noting.stretches(id).to_vec();
        match &note.on {
            On::Turn { .. } => {
                let turn = self.transcript.turn(self.noting.place(id)?.0)?;
                let whole = Stretch {
                    entry: turn.index(),
                    layer: Layer::Text,
                    bytes: 0..turn.text().len(),
                };
                Some(Passage {
                    stretches: vec![whole],
                })
            }
            On::Passage { .. } => (!stretches.is_empty()).then_some(Passage { stretches }),
            On::Transcript | On::Speaker(_) | On::Call(_) => None,
        }
    }

    /// Makes the lists anew where they are out of date. What was chosen stays chosen.
    pub(super) fn fit_lists(&mut self) {
        for pane in [PaneId::Quotes, PaneId::Notes] {
            let Some(listing) = self.listing(pane) else {
                continue;
            };
            let made_for = self.made_for(listing);
            if listing.made_for.as_ref() == Some(&made_for) {
                continue;
            }
            let chosen = self.chosen_row(pane).map(|r| (r.what, r.id.clone()));
            let (rows, counts) = self.list(pane, listing);
            let same = |r: &Row| match &chosen {
                Some((_, Some(id))) => r.id.as_ref() == Some(id),
                Some((what, None)) => r.what == *what,
                None => false,
            };
            // Of its rows under several codes, the nearest.
            let before = if pane == PaneId::Quotes {
                self.chosen.quote
            } else {
                self.chosen.note
            };
            let own = rows.iter().enumerate().filter(|(_, row)| same(row));
            let nearest = own.min_by_key(|(at, _)| at.abs_diff(before));
            let chosen = nearest.map(|(at, _)| at);
            if let Some(listing) = self.listing_mut(pane) {
                (listing.rows, listing.counts) = (rows, counts);
                listing.made_for = Some(made_for);
            }
            match (pane, chosen) {
                (PaneId::Quotes, Some(at)) => self.chosen.quote = at,
                (_, Some(at)) => self.chosen.note = at,
                (_, None) => {}
            }
        }
    }

    fn made_for(&self, listing: &Listing) -> MadeFor {
        let rows = self.reading.screen();
        let near = rows.first().zip(rows.last());
        let here = self.reading.cursor.entry;
        let near = near.map_or(here..=here, |(first, last)| first.entry..=last.entry);
        (
            self.noting.version,
            self.transcript.quotes().len(),
            listing.by,
            listing.near.then_some(near),
            listing.sought.clone(),
        )
    }

    fn list(&self, pane: PaneId, listing: &Listing) -> (Vec<Row>, (usize, usize)) {
        let mut items = if pane == PaneId::Quotes {
            self.quotes_and_marks()
        } else {
            self.noted()
        };
        let all = items.len();
        let (.., near, _) = self.made_for(listing);
        if let Some(near) = near {
            items.retain(|item| item.row.place.is_some_and(|p| near.contains(&p.0)));
        }
        let sought = Sought::new(&listing.sought);
        items.retain(|item| {
            let speaker = item.speaker.map(|s| self.transcript.speaker(s));
            sought.holds(speaker, item.codes, &item.words)
        });
        let listed = items.len();
        (self.grouped(items, listing.by), (all, listed))
    }

    /// All notes, in the order of their list.
    fn noted(&self) -> Vec<Item<'_>> {
        let notes: Vec<&Note> = self.noting.book.notes().collect();
        let listed = self.noting.listed.iter();
        let item = listed.filter_map(|l| {
            let note = *notes.get(l.note)?;
            let place = self.noting.place(&note.id);
            Some(self.note_item(l.note, note, place, l.state))
        });
        item.collect()
    }

    fn note_item<'a>(
        &'a self,
        at: usize,
        note: &'a Note,
        place: Option<Spoken>,
        state: Standing,
    ) -> Item<'a> {
        let speakers = self.transcript.speakers();
        let (id, words) = match &note.on {
            On::Transcript | On::Call(_) => (None, Vec::new()),
            On::Speaker(id) => (Some(id), Vec::new()),
            On::Turn { speaker, exact, .. } => {
                let exact = exact.iter().map(Outside::borrow);
                (speaker.as_ref(), exact.collect())
            }
            On::Passage { parts, .. } => {
                let words = parts.iter().map(|p| p.exact.borrow());
                (parts.first().map(|p| &p.speaker), words.collect())
            }
        };
        let known = |id: &Outside| speakers.iter().position(|s| s.id == *id);
        let known = id.and_then(known).and_then(|at| u32::try_from(at).ok());
        let on_words = matches!(note.on, On::Turn { .. } | On::Passage { .. });
        let spoken = place
            .filter(|_| on_words)
            .and_then(|p| self.transcript.turn(p.0));
        let mut words: Vec<OutsideStr<'_>> = words;
        words.push(note.text.borrow());
        Item {
            row: Row {
                what: What::Note(at),
                id: Some(note.id.clone()),
                place,
                state,
                heading: None,
            },
            speaker: spoken.map(|t| t.speaker()).or(known.map(SpeakerIndex)),
            codes: &note.codes,
            words,
        }
    }

    /// The file's quotes, and among them the reader's marks whose words are found, in order of place.
    fn quotes_and_marks(&self) -> Vec<Item<'_>> {
        let quotes = self.transcript.quotes().iter().enumerate();
        let mut items: Vec<Item<'_>> = quotes.map(|(at, q)| self.quote_item(at, q)).collect();
        let notes: Vec<&Note> = self.noting.book.notes().collect();
        for listed in self.noting.standing() {
            let Some(note) = notes.get(listed.note).copied() else {
                continue;
            };
            let on_words = matches!(note.on, On::Turn { .. } | On::Passage { .. });
            if note.text.is_blank() && on_words {
                let place = self.noting.place(&note.id);
                items.push(self.note_item(listed.note, note, place, listed.state));
            }
        }
        items.sort_by_key(|i| i.row.place);
        items
    }

    /// Where the file's quotes and the reader's marks begin, in the order of the text, whatever the list is narrowed to.
    pub fn quote_places(&self) -> Vec<Spoken> {
        let items = self.quotes_and_marks();
        items.iter().filter_map(|i| i.row.place).collect()
    }

    /// Where the notes begin that stand in the text, in its order.
    pub fn note_places(&self) -> Vec<Spoken> {
        let notes: Vec<&Note> = self.noting.book.notes().collect();
        let standing = self.noting.standing().iter();
        let note = |listed: &Listed| notes.get(listed.note).copied();
        let place = |note: &Note| self.noting.place(&note.id);
        let mut places: Vec<Spoken> = standing.filter_map(note).filter_map(place).collect();
        places.sort();
        places
    }

    fn quote_item<'a>(&'a self, at: usize, quote: &'a Quote) -> Item<'a> {
        let turn = self.transcript.turn(quote.passage.first());
        let more = [&quote.label, &quote.comment].into_iter().flatten();
        Item {
            row: Row {
                what: What::Quote(at),
                id: None,
                place: Some(quote.passage.begin()),
                state: Standing::Ok,
                heading: None,
            },
            speaker: turn.map(|t| t.speaker()),
            codes: &quote.codes,
            words: more.chain([&quote.text]).map(Outside::borrow).collect(),
        }
    }

    /// The rows in their groups, the first of each with its name and their number.
    fn grouped(&self, items: Vec<Item<'_>>, by: By) -> Vec<Row> {
        let mut grouped: Vec<(Group, Row)> = Vec::new();
        for item in items {
            let groups = match by {
                By::Place => vec![Group(0, None)],
                By::State => vec![Group(
                    item.row.state as usize,
                    Some(state_name(item.row.state)),
                )],
                By::Speaker => vec![self.speaker_group(item.speaker)],
                By::Code if item.codes.is_empty() => vec![Group(1, Some(Clean::ours("no code")))],
                By::Code => {
                    let code = |code: &Outside| Group(0, Some(clean(code.borrow())));
                    item.codes.iter().map(code).collect()
                }
            };
            let row = |group| (group, item.row.clone());
            grouped.extend(groups.into_iter().map(row));
        }
        grouped.sort_by(|(one, _), (other, _)| one.cmp(other));
        let groups: Vec<Group> = grouped.iter().map(|(group, _)| group.clone()).collect();
        let mut rows: Vec<Row> = grouped.into_iter().map(|(_, row)| row).collect();
        let mut at = 0;
        for group in groups.chunk_by(PartialEq::eq) {
            let heading = group[0].1.clone().map(|name| (name, group.len()));
            rows[at].heading = heading;
            at += group.len();
        }
        rows
    }

    fn speaker_group(&self, speaker: Option<SpeakerIndex>) -> Group {
        match speaker {
            Some(speaker) => {
                let name = clean(self.transcript.speaker(speaker).name.borrow());
                Group(speaker.0 as usize, Some(name))
            }
            None => Group(usize::MAX, Some(Clean::ours("no speaker"))),
        }
    }

    /// The row of a list that belongs to where the reader is: the last that begins at or before it, else the first after.
    pub(super) fn row_here(&self, pane: PaneId, here: Spoken) -> usize {
        let rows = self.listing(pane).map_or(&[][..], |l| &l.rows);
        let placed = || {
            rows.iter()
                .enumerate()
                .filter_map(|(at, r)| Some((r.place?, at)))
        };
        let before = placed().filter(|(place, _)| *place <= here);
        let before = before.max_by(|a, b| a.0.cmp(&b.0).then(Ordering::Greater));
        let after = || placed().min_by_key(|(place, _)| *place);
        before.or_else(after).map_or(0, |(_, at)| at)
    }
}

/// A group's place among the others, and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group(usize, Option<Clean>);

fn state_name(state: Standing) -> Clean {
    Clean::ours(match state {
        Standing::Lost => "lost",
        Standing::Ambiguous => "ambiguous",
        Standing::Moved => "moved",
        Standing::Ok => "ok",
    })
}

/// Where an entry ends, for what counts as at or before it.
pub(super) fn end_of(entry: EntryIndex) -> Spoken {
    (entry, Layer::Original, usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassagePart;
    use crate::store::notes::{Fingerprint, Notebook};
    use crate::text::anchor::Placement;

    fn note(id: &str, codes: &[&str], text: &str) -> Note {
        let part = PassagePart {
            turn: crate::model::TurnNumber(1),
            speaker: Outside::new("ana"),
            start: None,
            exact: Outside::new("the lease"),
            prefix: Outside::default(),
            suffix: Outside::default(),
            at: 0..9,
            layer: Layer::Text,
        };
        Note {
            id: NoteId(Outside::new(id)),
            created: Outside::new("2026-11-22T18:03:11Z"),
            changed: None,
            author: None,
            on: On::Passage {
                call: Outside::new("one"),
                parts: vec![part],
            },
            codes: codes.iter().map(|c| Outside::new(*c)).collect(),
            text: Outside::new(text),
            now: None,
        }
    }

    /// Notes with a state each; those that are not lost stand at entries in their order.
    fn state(notes: &[(Note, Standing)]) -> State {
        let mut state = State::new(120, 36);
        let mut book = Notebook::new(None, None, Fingerprint::of(b"talk"));
        notes.iter().for_each(|(n, _)| book.put(n.clone()));
        state.noting.open(book, Fingerprint::of(b"talk"));
        let (number, ..) = state.noting.begin_placing();
        let placed = notes.iter().enumerate().map(|(at, (note, state))| {
            let placement = Placement {
                state: *state,
                entry: (*state > Standing::Ambiguous).then_some(EntryIndex(at)),
                stretches: Vec::new(),
                score: 100,
            };
            (note.id.clone(), placement)
        });
        state.noting.placed(number, placed.collect());
        state.fit();
        state
    }

    /// The ids in their order, with the heading of each group before it.
    fn listed(state: &State) -> String {
        let row = |row: &Row| {
            let heading = row.heading.as_ref();
            let heading =
                heading.map_or(String::new(), |(name, count)| format!("{name} {count}: "));
            let id = row.id.as_ref().map_or("", |id| id.0.raw());
            format!("{heading}{id}")
        };
        let rows: Vec<String> = state.lists.notes.rows.iter().map(row).collect();
        rows.join(" ")
    }

    fn three() -> State {
        state(&[
            (note("A", &["sea", "land/swap"], "first"), Standing::Ok),
            (note("B", &[], "second"), Standing::Lost),
            (note("C", &["land/swap"], ""), Standing::Moved),
        ])
    }

    #[test]
    fn groups_have_their_counts_and_what_has_two_codes_stands_under_both() {
        let mut state = three();
        let orders = [By::Place, By::State, By::Code, By::Speaker].map(|by| {
            state.lists.notes.by = by;
            state.fit();
            listed(&state)
        });
        assert_eq!(
            orders,
            [
                "B A C",
                "lost 1: B moved 1: C ok 1: A",
                "land/swap 2: A C sea 1: A no code 1: B",
                "no speaker 3: B A C",
            ]
        );
        assert_eq!(state.lists.notes.counts, (3, 3));
    }

    #[test]
    fn a_list_is_narrowed_by_words_of_note_and_passage_by_codes_and_by_all_of_them_together() {
        let mut state = three();
        for (typed, rows) in [
            ("first", "A"),
            ("the lease", "B A C"),
            ("#land", "A C"),
            ("#land first", "A"),
            ("SWAP", ""),
            ("swap", "A C"),
            ("@ana", ""),
            ("re:(", ""),
            ("", "B A C"),
        ] {
            state.lists.notes.sought = Outside::new(typed);
            state.fit();
            assert_eq!(listed(&state), rows, "{typed}");
        }
    }

    #[test]
    fn what_was_chosen_stays_chosen_in_another_order() {
        let mut state = three();
        state.focus = PaneId::Notes;
        state.chosen.note = 2;
        state.lists.notes.by = By::State;
        state.fit();
        assert_eq!(state.chosen.note, 1);
        let chosen = state.note_here().map(|n| n.id.0.raw());
        assert_eq!(chosen, Some("C"));
    }

    #[test]
    fn of_its_rows_under_several_codes_the_chosen_one_stays_chosen() {
        let mut state = three();
        state.focus = PaneId::Notes;
        state.lists.notes.by = By::Code;
        state.fit();
        assert_eq!(listed(&state), "land/swap 2: A C sea 1: A no code 1: B");
        state.chosen.note = 2;
        let deleted = note("B", &[], "second");
        state.noting.change(Some(deleted), None);
        state.fit();
        assert_eq!(state.chosen.note, 2);
    }

    #[test]
    fn marks_stand_among_the_quotes_and_notes_with_text_do_not() {
        let state = three();
        let ids = state.lists.quotes.rows.iter().filter_map(|r| r.id.as_ref());
        let ids: Vec<&str> = ids.map(|id| id.0.raw()).collect();
        assert_eq!(ids, ["C"]);
    }

    #[test]
    fn what_is_gone_to_as_quotes_are_the_marks_too_and_as_notes_all_that_stand() {
        let entries = |places: Vec<Spoken>| -> Vec<usize> {
            let entries = places.iter().map(|(entry, ..)| entry.0);
            entries.collect()
        };
        let mut state = three();
        state.lists.quotes.sought = Outside::new("nothing like it");
        state.fit();
        assert_eq!(entries(state.quote_places()), [2]);
        assert_eq!(entries(state.note_places()), [0, 2]);
    }
}
