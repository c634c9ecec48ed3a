//! A passage with its citation, in the style that a reader needs. Pure: what becomes of it is not known here.
//!
//! The words stay letter for letter what the file has; the door alone changes them, where a character would act or not be
//! seen. White space at a passage's ends is left out. What is ours about them:
//!
//! - **Left out.** No ellipsis at the outer ends, in any style: who quotes half a sentence sees that. Words left out between
//!   two pieces of one turn are an `…`; turns, or a turn's rest, left out between two parts are `[…]`, and a gap of the file
//!   that lies between them says what it says. The file's own `…` stays as it is.
//! - **Speakers.** A passage over several turns names the speaker of each. One over several calls has a citation for each.
//! - **Quotation marks** are `"`; around words that have double marks themselves, `'`. A paraphrase has none, ever.
//! - **Page and line** are those at which a turn begins; the file says no more.
//! - What is not known is left out, and never guessed.

mod facts;
mod language;
mod part;
mod style;
mod template;
#[cfg(test)]
mod tests;

use crate::model::{Passage, Transcript};
use crate::text::clean::Clean;

pub use part::{abridged, lines};
pub use style::Style;
pub use template::{Template, TemplateError};

/// A passage with its citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// All of it.
    pub text: Clean,
    /// How many words of the passage it has.
    pub words: usize,
    /// Whose they are, in order, each once.
    pub speakers: Vec<Clean>,
}

/// Where words stand and what is to be known of them: whose they are, the call, turn and time, then how near they are to what
/// was spoken, who quotes and who disputes them. Of a passage in several calls, of the first.
pub fn whereabouts(transcript: &Transcript, passage: &Passage) -> Vec<Clean> {
    let groups = part::groups(transcript, passage);
    let Some(group) = groups.first() else {
        return Vec::new();
    };
    let facts = facts::Facts::new(transcript, group);
    let mut names: Vec<Clean> = Vec::new();
    for part in &group.parts {
        if !names.contains(&part.name) {
            names.push(part.name.clone());
        }
    }
    let s = if facts.turns { "s" } else { "" };
    let turn = Clean::format(format_args!("turn{s} {}", facts.turn));
    let mut told = vec![Clean::join(&names, " / "), facts.call.clone(), turn];
    told.extend(facts.time.clone());
    told.extend(facts.reserves());
    told.retain(|fact| !fact.is_empty());
    told
}

/// Cites a passage of this transcript; empty where its turns have not arrived.
pub fn cite(transcript: &Transcript, passage: &Passage, style: &Style) -> Citation {
    let mut citation = Citation::default();
    let mut texts = Vec::new();
    for group in part::groups(transcript, passage) {
        for part in &group.parts {
            citation.words += part.count;
            if !citation.speakers.contains(&part.name) {
                citation.speakers.push(part.name.clone());
            }
        }
        texts.push(style.write(&facts::Facts::new(transcript, &group), &group));
    }
    citation.text = Clean::join(&texts, "\n\n");
    citation
}
