//! The styles in which words are copied, and which of them is in use.

use super::State;
use super::areas::Sizes;
use crate::model::{Layer, OutsideStr, Passage, Stretch};
use crate::store::config::Config;
use crate::text::cite::{Citation, Style, abridged, cite};
use crate::text::clean::{Clean, clean};
use crate::text::layout::Layers;

/// Stretches that a sample of a style is made of, at most.
const SAMPLE: usize = 3;

/// The styles that there are.
#[derive(Debug)]
pub struct Citing {
    /// All of them.
    pub styles: Vec<Style>,
    /// The one in use.
    pub current: usize,
}

impl Default for Citing {
    /// The built-in ones; a reporter's in use.
    fn default() -> Self {
        let styles = Style::BUILT_IN.to_vec();
        let current = styles.iter().position(|s| *s == Style::Journalist);
        Self {
            styles,
            current: current.unwrap_or_default(),
        }
    }
}

/// The list in which a style is chosen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choosing {
    /// The chosen row.
    pub chosen: usize,
}

impl State {
    /// Takes what is set for all transcripts, and tells what is wrong with it.
    pub fn configure(&mut self, config: &Config) {
        self.citing.styles.extend(config.styles.iter().cloned());
        self.citing.current = config.style.unwrap_or(self.citing.current);
        let panes = &config.panes;
        self.sizes = Sizes {
            timeline: panes.timeline,
            side: panes.side,
            speakers: panes.speakers,
            notes: panes.notes,
            draft: None,
            hidden: Sizes::all_but(panes.shown.as_deref()),
        };
        if let Some(problem) = self.configuration.first() {
            let told = problem.message("config.toml");
            let told = clean(OutsideStr::new(told.lines().next().unwrap_or_default()));
            self.say(match self.configuration.len() {
                1 => told,
                more => Clean::format(format_args!("{told} (and {} more)", more - 1)),
            });
        }
    }

    /// What would be copied: the selection, else what is chosen in the focused list, else the turn, in the language that is
    /// shown.
    pub fn meant(&self) -> Option<Passage> {
        let selection = self.selection();
        if let (None, Some(chosen)) = (&selection, self.chosen_words()) {
            return chosen;
        }
        selection.or_else(|| {
            let turn = self.turn_here()?;
            let layer = match (self.reading.layers(), turn.original()) {
                (Layers::Original, Some(_)) => Layer::Original,
                (Layers::Original | Layers::Text | Layers::Both, _) => Layer::Text,
            };
            let stretch = Stretch {
                entry: turn.index(),
                layer,
                bytes: 0..turn.layer(layer).len(),
            };
            Some(Passage {
                stretches: vec![stretch],
            })
        })
    }

    /// What a style makes of that, shortened.
    pub fn sample_of(&self, style: &Style) -> Clean {
        let passage = self.meant().map(|mut passage| {
            passage.stretches.truncate(SAMPLE);
            abridged(&self.transcript, &passage)
        });
        passage.map_or_else(Clean::default, |p| cite(&self.transcript, &p, style).text)
    }

    /// That with its citation in a style, by its number; `None` where there are no words.
    pub fn cited(&self, style: usize) -> Option<Citation> {
        let style = self.citing.styles.get(style)?;
        let citation = cite(&self.transcript, &self.meant()?, style);
        (!citation.text.is_empty()).then_some(citation)
    }
}
