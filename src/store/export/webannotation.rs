//! W3C Web Annotation Data Model (Recommendation of 23 February 2017) in JSON-LD: an annotation for each quote and note.
//!
//! Words are selected by a TextQuoteSelector and a TextPositionSelector in the text of their turn, which is the target's
//! source: one target a turn. Positions count Unicode code points, as sections 4.2.4 and 4.2.5 say ("in terms of unicode
//! code points […], not in terms of code units"); the context's own `unit` repeats it. A turn's time is a FragmentSelector of Media
//! Fragments URI 1.0 (section 4.2.1, Normal Play Time): only where the call's clock counts from its start, as a player's
//! does. Words that are lost have the quote that they were, and no position.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::format::{Exporter, Takes, Written};
use super::table::state;
use super::work::{Item, Work};
use crate::model::{Layer, On, Outside, PassagePart, Problem, State, Time, TurnRef};
use crate::store::json;
use crate::store::noted::Noted;
use crate::text::anchor::on_passage;

/// Its row.
pub const WEBANNOTATION: Exporter = Exporter {
    name: "webannotation",
    title: "Web Annotation",
    about: "quotes and notes as JSON-LD of the W3C, for annotation tools",
    takes: Takes::NOTHING,
    write,
};

/// What positions count.
const UNIT: &str = "unicode code points";

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let mut remarks = Remarks::default();
    let items: Vec<Value> = work
        .items()
        .into_iter()
        .map(|item| annotation(work, item, &mut remarks))
        .collect();
    let head = work.transcript.head();
    let mut collection = Map::new();
    let context = json!([
        "http://www.w3.org/ns/anno.jsonld",
        {
            "onrecord": "urn:x-onrecord:",
            "unit": "onrecord:unit",
            "speaker": "onrecord:speaker",
            "placed": "onrecord:placed",
            "score": "onrecord:score",
            "sha256": "onrecord:sha256"
        }
    ]);
    collection.insert("@context".into(), context);
    collection.insert("type".into(), "AnnotationCollection".into());
    if let Some(title) = &head.title {
        collection.insert("label".into(), title.raw().into());
    }
    collection.insert("total".into(), items.len().into());
    collection.insert(
        "first".into(),
        json!({ "type": "AnnotationPage", "startIndex": 0, "items": items }),
    );
    Ok(Written {
        text: json::to_text(&Value::Object(collection)),
        remarks: remarks.lines(),
    })
}

/// What could not be said, counted.
#[derive(Default)]
struct Remarks {
    clocks: usize,
    days: usize,
}

impl Remarks {
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.clocks > 0 {
            lines.push(format!(
                "{} times are on another clock than a recording's and are left out",
                self.clocks
            ));
        }
        if self.days > 0 {
            lines.push(format!(
                "{} times of making or changing a note are not in RFC 3339 and are left out",
                self.days
            ));
        }
        lines
    }
}

fn annotation(work: &Work<'_>, item: Item<'_>, remarks: &mut Remarks) -> Value {
    let mut made = Map::new();
    if let Item::Note(noted) = item {
        let id = format!("{}#note={}", source(work), encoded(noted.note.id.0.raw()));
        made.insert("id".into(), id.into());
    }
    made.insert("type".into(), "Annotation".into());
    made.insert("motivation".into(), motivation(item).into());
    if let Item::Note(noted) = item {
        let note = &noted.note;
        if let Some(author) = &note.author {
            let person = json!({ "type": "Person", "name": author.raw() });
            made.insert("creator".into(), person);
        }
        let times = [
            ("created", Some(&note.created)),
            ("modified", note.changed.as_ref()),
        ];
        for (key, time) in times.into_iter().filter_map(|(k, t)| Some((k, t?))) {
            if time.raw().parse::<Timestamp>().is_ok() {
                made.insert(key.into(), time.raw().into());
            } else {
                remarks.days += 1;
            }
        }
        made.insert("placed".into(), state(noted.state).into());
        if noted.state != State::Ok {
            let score = f64::from(noted.score) / 100.0;
            made.insert("score".into(), score.into());
        }
    }
    let bodies = bodies(item);
    if !bodies.is_empty() {
        made.insert("body".into(), bodies.into());
    }
    made.insert("target".into(), target(work, item, remarks));
    Value::Object(made)
}

/// The first of the purposes, which is that of the whole.
fn motivation(item: Item<'_>) -> &'static str {
    match (item.comment(), item.codes()) {
        (Some(_), _) => "commenting",
        (None, []) => "highlighting",
        (None, _) => "tagging",
    }
}

fn bodies(item: Item<'_>) -> Vec<Value> {
    let body = |text: &str, purpose: &str| json!({ "type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose });
    let label = match item {
        Item::Quote(quote) => quote.label.as_ref(),
        Item::Note(_) => None,
    };
    let comment = item.comment().map(|c| body(c.raw(), "commenting"));
    let label = label.map(|l| body(l.raw(), "describing"));
    let codes = item.codes().iter().map(|c| body(c.raw(), "tagging"));
    comment.into_iter().chain(label).chain(codes).collect()
}

fn target(work: &Work<'_>, item: Item<'_>, remarks: &mut Remarks) -> Value {
    if let Some(passage) = item.passage(work.transcript) {
        let kept = on_passage(work.transcript, &passage);
        let parts = match &kept {
            Some(On::Passage { parts, .. }) => parts.as_slice(),
            Some(On::Transcript | On::Speaker(_) | On::Call(_) | On::Turn { .. }) | None => &[],
        };
        let turns = passage.stretches.iter();
        let turns = turns.filter_map(|s| work.transcript.turn(s.entry));
        let targets = parts.iter().zip(turns);
        let targets = targets.map(|(part, turn)| words(work, part, turn, remarks));
        let targets: Vec<Value> = targets.collect();
        if !targets.is_empty() {
            return one_or_all(targets);
        }
    }
    match item {
        Item::Quote(_) => source(work).into(),
        Item::Note(noted) => without_place(work, noted),
    }
}

fn one_or_all(mut targets: Vec<Value>) -> Value {
    match targets.len() {
        1 => targets.remove(0),
        _ => targets.into(),
    }
}

/// Words of a turn, where they stand now.
fn words(work: &Work<'_>, part: &PassagePart, turn: TurnRef<'_>, remarks: &mut Remarks) -> Value {
    let text = turn.layer(part.layer).raw();
    let count = |to: usize| text[..to].chars().count();
    let mut selectors = vec![
        quote_selector(part),
        json!({
            "type": "TextPositionSelector",
            "start": count(part.at.start),
            "end": count(part.at.end),
            "unit": UNIT,
        }),
    ];
    let call = work.transcript.call(turn.call());
    match (turn.start(), &call.clock) {
        (Some(start), None) => selectors.push(json!({
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": fragment(start, turn.end().filter(|end| *end > start)),
        })),
        (Some(_), Some(_)) => remarks.clocks += 1,
        (None, _) => {}
    }
    let (transcript, spoken) = (&work.transcript.head().language, &call.language);
    let language = match part.layer {
        Layer::Text => transcript.as_ref(),
        Layer::Original => spoken.as_ref(),
    };
    let layer = match part.layer {
        Layer::Text => "",
        Layer::Original => "&in=original",
    };
    let mut of = json!({
        "id": format!(
            "{}#call={}&turn={}{layer}", source(work), encoded(call.id.raw()), turn.number()
        ),
        "type": "Text",
        "format": "text/plain",
    });
    if let Some(language) = language {
        of["language"] = language.raw().into();
    }
    json!({
        "type": "SpecificResource",
        "source": of,
        "selector": selectors,
        "speaker": work.transcript.speaker(turn.speaker()).name.raw(),
        "sha256": work.sha256,
    })
}

fn quote_selector(part: &PassagePart) -> Value {
    json!({
        "type": "TextQuoteSelector",
        "exact": part.exact.raw(),
        "prefix": part.prefix.raw(),
        "suffix": part.suffix.raw(),
    })
}

/// What a note is on that has no words now.
fn without_place(work: &Work<'_>, noted: &Noted) -> Value {
    let source = source(work);
    let call_id = |call: &Outside| format!("{source}#call={}", encoded(call.raw()));
    let lost = |call: &Outside, selector: Value| json!({ "type": "SpecificResource", "source": call_id(call), "selector": selector });
    match &noted.note.on {
        On::Transcript => source.into(),
        On::Speaker(id) => format!("{source}#speaker={}", encoded(id.raw())).into(),
        On::Call(id) => call_id(id).into(),
        On::Turn { call, exact, .. } => match exact {
            Some(exact) => {
                let selector = json!({ "type": "TextQuoteSelector", "exact": exact.raw() });
                lost(call, selector)
            }
            None => call_id(call).into(),
        },
        On::Passage { call, parts } => one_or_all(
            parts
                .iter()
                .map(|part| lost(call, quote_selector(part)))
                .collect(),
        ),
    }
}

/// The transcript file as an IRI: its name, as a reference relative to where this file stands; else its content's hash.
fn source(work: &Work<'_>) -> String {
    match work.file {
        Some(file) => encoded(file),
        None => format!("urn:x-onrecord:sha256:{}", work.sha256),
    }
}

/// What may not stand in a part of an IRI as it is, in percents (RFC 3986, section 2.1).
fn encoded(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(b).to_string()
        }
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// `t=3,9.5`: seconds in Normal Play Time.
fn fragment(start: Time, end: Option<Time>) -> String {
    let seconds = |time: Time| {
        let (whole, millis) = (time.millis() / 1000, time.millis() % 1000);
        let text = format!("{whole}.{millis:03}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match end {
        Some(end) => format!("t={},{}", seconds(start), seconds(end)),
        None => format!("t={}", seconds(start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_as_short_as_they_can_be() {
        assert_eq!(fragment(Time(3000), Some(Time(9500))), "t=3,9.5");
        assert_eq!(fragment(Time(10), None), "t=0.01");
        assert_eq!(fragment(Time(100_000), None), "t=100");
    }

    #[test]
    fn names_of_files_are_parts_of_an_iri() {
        assert_eq!(encoded("a b/ü#.yaml"), "a%20b%2F%C3%BC%23.yaml");
    }
}
