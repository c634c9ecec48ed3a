//! Where the reader was when this transcript was last closed, until that place has arrived or a key was pressed.

use super::State;
use crate::model::Layer;
use crate::store::places::{Ends, Left, Place};
use crate::text::clean::Clean;
use crate::text::layout::Spot;

/// What is known of the last time.
#[derive(Debug, Default)]
pub struct Resuming {
    /// Tells this transcript from others; `None` where nothing is kept.
    pub ends: Option<Ends>,
    /// The place to go to, as long as it has not arrived.
    waiting: Option<Place>,
    /// Whether the reader has begun to go about already.
    given_up: bool,
}

impl Resuming {
    /// Takes what was kept the last time.
    pub fn begin(&mut self, ends: Ends, left: Option<Left>) {
        self.ends = Some(ends);
        self.waiting = left.and_then(|l| l.place).filter(|_| !self.given_up);
    }

    /// The reader has gone elsewhere.
    pub fn give_up(&mut self) {
        self.waiting = None;
        self.given_up = true;
    }
}

impl State {
    /// Goes to the place of the last time, if it is there by now.
    pub fn resume(&mut self) {
        let Some(place) = &self.resuming.waiting else {
            return;
        };
        let found = place.find(&self.transcript);
        if found.is_none() && !self.transcript.is_complete() {
            return;
        }
        self.resuming.give_up();
        if let Some(place) = found
            && place != self.reading.cursor.place()
        {
            self.go(place);
            self.say(Clean::ours(
                "where you were the last time: gg for the beginning",
            ));
        }
    }

    /// What to keep for the next time; `None` where nothing has been read yet, or the last place has not arrived.
    pub fn left(&self) -> Option<Left> {
        if self.resuming.waiting.is_some() {
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
        })
    }
}
