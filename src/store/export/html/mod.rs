//! One page of HTML that stands alone: the words with quotes and notes in the margin, and who speaks when.
//!
//! Nothing is loaded and nothing runs (`frame`). Ids are numbers of ours, and what a file says is text wherever it stands.
//! Another such page, in the same frame, shows two versions side by side (`versions`).

mod cards;
mod frame;
mod front;
mod items;
mod markup;
mod timeline;
mod turns;
mod versions;
mod words;

use super::format::{Exporter, Takes, Written};
use super::work::Work;
use crate::model::{CallIndex, EntryIndex, EntryRef, Outside, OutsideStr, Problem, SpeakerIndex};
use crate::text::clean::{Clean, clean};
use items::Items;
pub use versions::{Told, Versions};

/// Its row.
pub const HTML: Exporter = Exporter {
    name: "html",
    title: "HTML",
    about: "one page that stands alone: words, notes in the margin, who speaks when",
    takes: Takes::NOTHING,
    write,
};

const STYLE: &str = include_str!("style.css");

/// What a page is made of.
struct Page<'a> {
    work: &'a Work<'a>,
    /// The turns and asides that it shows, in order.
    entries: Vec<EntryRef<'a>>,
    items: Items<'a>,
}

impl Page<'_> {
    /// The element of a turn, if the page has it.
    fn id_of(&self, entry: EntryIndex) -> Option<String> {
        let at = self
            .entries
            .binary_search_by_key(&entry, |e| e.index())
            .ok()?;
        let turn = self.entries[at].turn()?;
        Some(turn_id(turn.call(), turn.number().0))
    }

    /// The calls that it shows: those that are asked for and have anything to show.
    fn calls(&self) -> Vec<CallIndex> {
        let mut calls: Vec<CallIndex> = self.entries.iter().map(|e| e.call()).collect();
        calls.dedup();
        calls
    }
}

fn turn_id(call: CallIndex, number: u32) -> String {
    format!("c{}t{number}", call.0 + 1)
}

/// One of eight colours of the style sheet.
fn colour(speaker: SpeakerIndex) -> String {
    format!("s{}", speaker.0 % 8)
}

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let entries = work.entries();
    let items = Items::new(work, &entries);
    let page = Page {
        work,
        entries,
        items,
    };
    let title = work.transcript.head().title.as_ref();
    let file = work.file.map(OutsideStr::new);
    let title = title.map(Outside::borrow).or(file);
    let title = title.map_or(Clean::ours("Transcript"), clean);
    let mut out = frame::open(&title, STYLE);
    out.raw("<a class=\"skip\" href=\"#words\">To the words</a>\n");
    front::head(&mut out, &page, &title);
    front::index(&mut out, &page);
    cards::unplaced(&mut out, &page);
    out.raw("<main id=\"words\">\n");
    if page.entries.is_empty() {
        out.raw("<p class=\"facts\">Nothing of the transcript is asked for.</p>\n");
    }
    for call in page.calls() {
        turns::call(&mut out, &page, call);
    }
    out.raw("</main>\n");
    front::remarks(&mut out, &page);
    front::foot(&mut out, &page);
    Ok(frame::close(out).into())
}
