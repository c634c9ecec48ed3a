//! The timeline of a call as SVG: a lane for each speaker, whose bars are links to the turns.
//!
//! Geometry is in thousandths of a percent of the lane's width, so that it stretches with the page. What it shows for the
//! eye stands in words beside it; the links are left out of the order of Tab, in which every turn would be a stop.

use super::Page;
use super::markup::{Markup, escaped};
use crate::model::{CallIndex, SpeakerIndex, Time};
use crate::text::clean::{Clean, clean};
use crate::text::figures::{Basis, Share, Tally, Timeline};

/// Lanes; the others share the last.
const LANES: usize = 12;

/// Thousandths of a percent that a bar has at least.
const THINNEST: u64 = 200;

/// A whole lane, in thousandths of a percent.
const ALL: u64 = 100_000;

struct Lane {
    name: Clean,
    speakers: Vec<SpeakerIndex>,
    share: f64,
    turns: usize,
}

/// The timeline of a call with turns.
pub fn write(out: &mut Markup, page: &Page<'_>, index: CallIndex) {
    let transcript = page.work.transcript;
    let call = transcript.call(index);
    let (mut timeline, mut tally) = (Timeline::new(call), Tally::default());
    for batch in transcript.batches().iter().filter(|b| b.call() == index) {
        timeline.add(batch);
        tally.add(batch);
    }
    let figures = tally.figures(transcript.outline());
    let figures = &figures.calls[index.get()];
    if figures.turns == 0 {
        return;
    }
    let number = index.0 + 1;
    out.format(format_args!(
        "<figure class=\"timeline\" aria-labelledby=\"c{number}time\">\n<figcaption id=\"c{number}time\">Who speaks when · {}</figcaption>\n",
        figures.explained()
    ));
    for lane in lanes(page, &figures.shares) {
        out.format(format_args!(
            "<div class=\"lane\"><span class=\"lane-name\" dir=\"auto\">{}</span>",
            escaped(&lane.name)
        ));
        out.raw("<svg class=\"bars\" width=\"100%\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">");
        bars(out, page, &timeline, &lane);
        let (share, turns) = (lane.share * 100.0, lane.turns);
        let word = if turns == 1 { "turn" } else { "turns" };
        out.format(format_args!(
            "</svg><span class=\"lane-share\">{share:.0} % <span class=\"lane-turns\">{turns} {word}</span></span></div>\n"
        ));
    }
    signs(out, page, &timeline, index);
    axis(out, &timeline);
    out.raw("</figure>\n");
}

/// The largest share first; the rest in one.
fn lanes(page: &Page<'_>, shares: &[Share]) -> Vec<Lane> {
    let name = |speaker: SpeakerIndex| clean(page.work.transcript.speaker(speaker).name.borrow());
    let own = if shares.len() > LANES {
        LANES - 1
    } else {
        shares.len()
    };
    let lane = |share: &Share| Lane {
        name: name(share.speaker),
        speakers: vec![share.speaker],
        share: share.share,
        turns: share.turns,
    };
    let mut lanes: Vec<Lane> = shares[..own].iter().map(lane).collect();
    let rest = &shares[own..];
    if !rest.is_empty() {
        lanes.push(Lane {
            name: Clean::format(format_args!("{} others", rest.len())),
            speakers: rest.iter().map(|s| s.speaker).collect(),
            share: rest.iter().map(|s| s.share).sum(),
            turns: rest.iter().map(|s| s.turns).sum(),
        });
    }
    lanes
}

fn bars(out: &mut Markup, page: &Page<'_>, timeline: &Timeline, lane: &Lane) {
    let transcript = page.work.transcript;
    for (entry, speaker, values) in timeline.spans() {
        if !lane.speakers.contains(&speaker) {
            continue;
        }
        let Some(turn) = transcript.turn(entry) else {
            continue;
        };
        let (x, end) = (place(timeline, values.start), place(timeline, values.end));
        let width = (end - x).clamp(THINNEST, ALL);
        let x = x.min(ALL - width);
        let colour = super::colour(speaker);
        let rect = format!(
            "<rect class=\"{colour}\" x=\"{}\" width=\"{}\" y=\"2\" height=\"12\"/>",
            percent(x),
            percent(width)
        );
        match page.id_of(entry) {
            Some(id) => {
                let when = turn.start().map_or(String::new(), |t| format!(", {t}"));
                let name = escaped(&clean(transcript.speaker(speaker).name.borrow()));
                out.format(format_args!(
                    "<a href=\"#{id}\" tabindex=\"-1\">{rect}<title>{}{when}, {name}</title></a>",
                    turn.number()
                ));
            }
            // A turn that a filter leaves out still takes its time.
            None => out.format(format_args!("<g class=\"out\">{rect}</g>")),
        }
    }
}

/// Where quotes and notes stand: a lane each.
fn signs(out: &mut Markup, page: &Page<'_>, timeline: &Timeline, call: CallIndex) {
    for (letter, name, shape) in [
        ('q', "Quotes ◆", "M0 1L6 7L0 13L-6 7Z"),
        ('n', "Notes ■", "M-4 3H4V11H-4Z"),
    ] {
        let mut signs = Markup::default();
        for shown in page.items.all.iter().filter(|s| s.letter() == letter) {
            let stretches = shown.item.stretches(page.work.transcript);
            let turn = stretches
                .first()
                .and_then(|s| page.work.transcript.turn(s.entry));
            let turn = turn.filter(|turn| turn.call() == call);
            let Some(value) = turn.and_then(|turn| timeline.value_of(turn.index())) else {
                continue;
            };
            signs.format(format_args!(
                "<a href=\"#{}\" tabindex=\"-1\"><svg x=\"{}\" overflow=\"visible\"><path class=\"{letter}\" d=\"{shape}\"/></svg><title>{}</title></a>",
                shown.id(),
                percent(place(timeline, value)),
                shown.name()
            ));
        }
        if !signs.is_empty() {
            out.format(format_args!("<div class=\"lane signs\" aria-hidden=\"true\"><span class=\"lane-name\">{name}</span><svg class=\"bars\" width=\"100%\" height=\"14\" aria-hidden=\"true\" focusable=\"false\">"));
            out.push(&signs);
            out.raw("</svg><span class=\"lane-share\"></span></div>\n");
        }
    }
}

/// Five places along the lanes.
fn axis(out: &mut Markup, timeline: &Timeline) {
    let extent = timeline.extent();
    let length = extent.end - extent.start;
    out.raw("<div class=\"lane axis\" aria-hidden=\"true\"><span class=\"lane-name\"></span><span class=\"ticks\">");
    for quarter in 0..=4 {
        let value = extent.start + length * quarter / 4;
        match timeline.basis() {
            Basis::Time | Basis::Estimated => {
                // Whole seconds: more would be read as more than a mark on a scale says.
                let time = Time(value / 1000 * 1000);
                out.format(format_args!("<span>{time}</span>"));
            }
            Basis::Words => out.format(format_args!("<span>{value} words</span>")),
        }
    }
    out.raw("</span><span class=\"lane-share\"></span></div>\n");
}

/// Where a value stands, in thousandths of a percent.
fn place(timeline: &Timeline, value: u64) -> u64 {
    let extent = timeline.extent();
    let length = u128::from((extent.end - extent.start).max(1));
    let from = u128::from(value.clamp(extent.start, extent.end) - extent.start);
    u64::try_from(from * u128::from(ALL) / length).unwrap_or(ALL)
}

fn percent(thousandths: u64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_as_short_as_they_can_be() {
        for (thousandths, text) in [
            (0, "0%"),
            (12_340, "12.34%"),
            (100_000, "100%"),
            (5, "0.005%"),
        ] {
            assert_eq!(percent(thousandths), text);
        }
    }
}
