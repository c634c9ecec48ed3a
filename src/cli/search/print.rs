//! Hits for people: where each stands, and its words below, as they are.

use std::io::{self, Write};
use std::ops::Range;

use super::Searched;
use super::part::Long;
use crate::cli::message::counted;
use crate::model::{AsideKind, EntryIndex, EntryRef, Layer, OutsideStr, Transcript, TurnRef};
use crate::text::clean::{Clean, Glyph, clean, glyphs};
use crate::text::front;
use crate::text::paint::{Role, piece};
use crate::text::search::Hit;
use crate::tui::theme::painted;

/// How hits are printed.
pub struct Shape {
    /// With the file's name.
    pub named: bool,
    /// With colours.
    pub colours: bool,
    /// With so many turns around.
    pub context: usize,
}

/// How many hits there are.
///
/// # Errors
/// What `out` says.
pub fn count(one: &Searched, named: bool, out: &mut dyn Write) -> io::Result<()> {
    let hits = one.hits.len();
    if named {
        writeln!(out, "{}: {hits}", one.name)
    } else {
        writeln!(out, "{hits}")
    }
}

/// Each turn with a hit, once; between stretches that do not touch, a line `--` where turns around them are shown.
///
/// # Errors
/// What `out` says.
pub fn hits(one: &Searched, shape: &Shape, out: &mut dyn Write) -> io::Result<()> {
    let mut first = true;
    for range in stretches(one, shape.context) {
        if !first && shape.context > 0 {
            writeln!(out, "--")?;
        }
        first = false;
        for entry in one.transcript.entries(range) {
            let after = one.hits.partition_point(|h| h.entry < entry.index());
            let here = &one.hits[after..];
            let count = here.partition_point(|h| h.entry == entry.index());
            print(one, shape, entry, &here[..count], out)?;
        }
    }
    Ok(())
}

/// The entries that are shown, in order; what overlaps or touches is one.
fn stretches(one: &Searched, context: usize) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for hit in &one.hits {
        let range = around(&one.transcript, hit.entry, context);
        match stretches.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            Some(_) | None => stretches.push(range),
        }
    }
    stretches
}

/// An entry and as many turns of its call before and after it, with what stands between them.
fn around(transcript: &Transcript, entry: EntryIndex, context: usize) -> Range<usize> {
    let call = transcript.entry(entry).map(EntryRef::call);
    let all = call.map_or(entry.0..entry.0 + 1, |call| transcript.call_entries(call));
    let index = |e: EntryRef<'_>| e.turn().map(|t| t.index().0);
    let before = transcript.entries(all.start..entry.0).rev();
    let after = transcript.entries(entry.0 + 1..all.end);
    let first = before.filter_map(index).take(context).last();
    let last = after.filter_map(index).take(context).last();
    first.unwrap_or(entry.0)..last.unwrap_or(entry.0) + 1
}

fn print(
    one: &Searched,
    shape: &Shape,
    entry: EntryRef<'_>,
    hits: &[Hit],
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = if shape.named { one.name.as_str() } else { "" };
    let colon = if shape.named { ": " } else { "" };
    let place = place(&one.transcript, entry);
    let place = Clean::format(format_args!("{name}{colon}{place}"));
    if shape.colours && !hits.is_empty() {
        writeln!(out, "{}", painted(&[piece(place, Role::Strong)]))?;
    } else {
        writeln!(out, "{place}")?;
    }
    let original = entry.turn().and_then(TurnRef::original);
    let layers = [
        (Layer::Text, "    ", Some(entry.text())),
        (Layer::Original, "    original: ", original),
    ];
    for (layer, label, text) in layers {
        let inside: Vec<&Hit> = hits.iter().filter(|h| h.layer == layer).collect();
        let around = hits.is_empty() && layer == Layer::Text;
        if let Some(text) = text.filter(|_| around || !inside.is_empty()) {
            writeln!(out, "{label}{}", words(text, &inside, shape.colours))?;
        }
    }
    Ok(())
}

/// `Petrov – Ott, turn 3, Ana Petrov, 0:03, page 3:14`.
fn place(transcript: &Transcript, entry: EntryRef<'_>) -> Clean {
    match entry {
        EntryRef::Turn(turn) => {
            let place = front::turn_place(transcript, turn);
            let time = turn.start().map_or(String::new(), |t| format!(", {t}"));
            let line = turn.line().map_or(String::new(), |l| format!(":{l}"));
            let page = turn.page();
            let page = page.map_or(String::new(), |p| format!(", page {p}{line}"));
            Clean::format(format_args!("{place}{time}{page}"))
        }
        EntryRef::Aside(aside) => {
            let what = match aside.kind() {
                AsideKind::Event => "event",
                AsideKind::Gap => "gap",
                AsideKind::Remark => "remark",
            };
            let alone = transcript.calls().len() == 1;
            let call = front::call_name(transcript, entry.call());
            let call = match call {
                Some(name) => format!("{name}, "),
                None if alone => String::new(),
                None => format!("call {}, ", entry.call().0 + 1),
            };
            let by = aside
                .by()
                .map_or(String::new(), |by| format!(" by {}", clean(by)));
            Clean::format(format_args!(
                "{call}after turn {}, {what}{by}",
                aside.after()
            ))
        }
    }
}

/// A text's letters as they may be shown, with the hits marked; a further line stands below the first. Of a long text, the
/// words around the hits, and on lines of their own how much is not shown.
fn words(text: OutsideStr<'_>, hits: &[&Hit], colours: bool) -> String {
    let whole = std::iter::once(0..text.len()).collect();
    let long = Long::new(text);
    let shown = long.map_or(whole, |long| long.shown(hits.iter().map(|h| &h.bytes)));
    let mut lines = Lines::default();
    let (mut part, mut hit) = (0, 0);
    for glyph in glyphs(text) {
        while shown.get(part).is_some_and(|p| p.end <= glyph.bytes.start) {
            part += 1;
        }
        if shown.get(part).is_none_or(|p| glyph.bytes.end <= p.start) {
            lines.skip();
            continue;
        }
        while hits
            .get(hit)
            .is_some_and(|h| h.bytes.end <= glyph.bytes.start)
        {
            hit += 1;
        }
        let inside = hits
            .get(hit)
            .is_some_and(|h| h.bytes.start < glyph.bytes.end);
        lines.put(&glyph, colours && inside);
    }
    lines.finished()
}

/// Lines as they are put together.
#[derive(Default)]
struct Lines {
    text: String,
    /// Letters of a hit, which are painted together.
    hit: Clean,
    skipped: usize,
}

impl Lines {
    fn skip(&mut self) {
        self.end_hit();
        self.skipped += 1;
    }

    fn put(&mut self, glyph: &Glyph<'_>, marked: bool) {
        if self.skipped > 0 {
            self.tell_skipped();
            self.text.push_str("\n    ");
        }
        if marked && !glyph.breaks {
            self.hit
                .push(&Clean::format(format_args!("{}", glyph.shown)));
            return;
        }
        self.end_hit();
        self.text.push_str(match glyph.breaks {
            true => "\n    ",
            false => &glyph.shown,
        });
    }

    fn end_hit(&mut self) {
        let hit = std::mem::take(&mut self.hit);
        if !hit.is_empty() {
            self.text.push_str(&painted(&[piece(hit, Role::HitSign)]));
        }
    }

    /// A line of its own, so that it is nobody's words.
    fn tell_skipped(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n    ");
        }
        let letters = counted(self.skipped, "letter");
        self.text.push_str(&format!("[… {letters} not shown …]"));
        self.skipped = 0;
    }

    fn finished(mut self) -> String {
        self.end_hit();
        if self.skipped > 0 {
            self.tell_skipped();
        }
        self.text
    }
}
