//! How this transcript was left the last time: the place, until it has arrived or a key was pressed, and how it was shown.

use super::areas::{Sizes, Spread};
use super::filter::{Filter, Others};
use super::reading::Cursor;
use super::{PaneId, State};
use crate::model::{Layer, SpeakerIndex};
use crate::store::places::{Ends, Left, Look, Panes, Place, Texts};
use crate::text::clean::Clean;
use crate::text::layout::{Layers, Spot};

/// What is known of the last time.
#[derive(Debug, Default)]
pub struct Resuming {
    /// Tells this transcript from others; `None` where nothing is kept.
    pub ends: Option<Ends>,
    /// The place to go to, as long as it has not arrived.
    waiting: Option<Place>,
    /// Who was brought forward, as long as they have not all been named; and whether the others were hidden.
    filter: Option<(Vec<String>, bool)>,
    /// Whether the reader has begun to go about already.
    given_up: bool,
}

impl Resuming {
    /// The reader has gone elsewhere.
    pub fn give_up(&mut self) {
        (self.waiting, self.filter) = (None, None);
        self.given_up = true;
    }
}

impl State {
    /// Where the reader is and how it is shown, as long as that may still change to what it was the last time.
    pub fn whereabouts(&self) -> Option<(Cursor, Look)> {
        let waits = self.resuming.waiting.is_some() || self.resuming.filter.is_some();
        (waits || !self.resuming.given_up && self.resuming.ends.is_none())
            .then(|| (self.reading.cursor, self.look()))
    }

    /// A reader who is not where `before` says, or does not see it so, has gone about: the last time is over.
    pub fn stop_resuming_unless(&mut self, before: Option<(Cursor, Look)>) {
        if before != Some((self.reading.cursor, self.look())) {
            self.resuming.give_up();
        }
    }

    /// Takes what was kept the last time, unless a key has been pressed already.
    pub fn take_left(&mut self, ends: Ends, left: Option<Left>) {
        self.resuming.ends = Some(ends);
        let Some(Left { place, look }) = left.filter(|_| !self.resuming.given_up) else {
            return;
        };
        self.resuming.waiting = place;
        self.reading.show(match look.texts {
            Texts::Text => Layers::Text,
            Texts::Original => Layers::Original,
            Texts::Both => Layers::Both,
        });
        if let Some(columns) = look.columns {
            self.reading.set_measure(columns);
        }
        self.lanes.set_zoom(look.zoom);
        self.spread = match look.panes {
            Panes::All => Spread::All,
            Panes::One => Spread::Pane,
            Panes::Words => Spread::Words,
        };
        let [timeline, side, speakers, notes] = look.sizes;
        self.sizes = Sizes {
            timeline: timeline.or(self.sizes.timeline),
            side: side.or(self.sizes.side),
            speakers: speakers.or(self.sizes.speakers),
            notes: notes.or(self.sizes.notes),
            draft: self.sizes.draft,
            hidden: self.sizes.hidden,
        };
        let filter = (look.speakers, look.hidden);
        self.resuming.filter = Some(filter).filter(|(speakers, _)| !speakers.is_empty());
    }

    /// Goes to the place of the last time, and brings forward who was, if they are there by now.
    pub fn resume(&mut self) {
        self.resume_filter();
        let Some(place) = &self.resuming.waiting else {
            return;
        };
        let found = place.find(&self.transcript);
        if found.is_none() && !self.transcript.is_complete() {
            return;
        }
        self.resuming.waiting = None;
        if let Some(place) = found
            && place != self.reading.cursor.place()
        {
            self.go(place);
            self.say(Clean::ours(
                "where you were the last time: gg for the beginning",
            ));
        }
    }

    /// After the first turns: going to the first of them would show it, whoever speaks.
    fn resume_filter(&mut self) {
        let Some((ids, hidden)) = &self.resuming.filter else {
            return;
        };
        if self.transcript.is_empty() {
            return;
        }
        let speakers = self.transcript.speakers();
        let found: Vec<SpeakerIndex> = (0..)
            .zip(speakers)
            .filter(|(_, speaker)| ids.iter().any(|id| speaker.id.raw() == id))
            .map(|(index, _)| SpeakerIndex(index))
            .collect();
        if found.len() == ids.len() || self.transcript.is_complete() {
            let filter = Filter::of(found, *hidden);
            self.reading.change_filter(|f| *f = filter);
            self.resuming.filter = None;
        }
    }

    /// What to keep for the next time; `None` where nothing has been read yet, or the last place has not arrived.
    pub fn left(&self) -> Option<Left> {
        if self.resuming.waiting.is_some() || self.resuming.filter.is_some() {
            return None;
        }
        let turn = self.turn_here()?;
        let (entry, layer, byte) = self.reading.cursor.place();
        let (layer, byte) = match self.reading.cursor.spot {
            Spot::Byte(..) if entry == turn.index() => (layer, byte),
            _ => (Layer::Text, 0),
        };
        Some(Left {
            place: Some(Place::new(&self.transcript, turn, layer, byte)),
            look: self.look(),
        })
    }

    fn look(&self) -> Look {
        let Sizes {
            timeline,
            side,
            speakers,
            notes,
            draft: _,
            hidden: _,
        } = self.sizes;
        let filter = self.reading.filter();
        let forward = filter.speakers().map(|s| self.transcript.speaker(s));
        let forward = forward.map(|s| s.id.raw().to_owned());
        Look {
            texts: match self.reading.layers() {
                Layers::Text => Texts::Text,
                Layers::Original => Texts::Original,
                Layers::Both => Texts::Both,
            },
            columns: Some(self.reading.measure()),
            zoom: self.lanes.zoom(),
            speakers: forward.collect(),
            hidden: filter.others() == Others::Hidden,
            panes: match self.spread {
                // Which pane it was is not kept: the words come first again.
                Spread::Pane if self.focus != PaneId::Transcript => Panes::All,
                Spread::All => Panes::All,
                Spread::Pane => Panes::One,
                Spread::Words => Panes::Words,
            },
            sizes: [timeline, side, speakers, notes],
        }
    }
}
