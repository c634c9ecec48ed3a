//! The listing for programs: one list of all quotations of all drafts.

use serde_json::{Value, json};

use super::Done;
use crate::model::Transcript;
use crate::store::json;
use crate::text::check::telling::Telling;
use crate::text::check::verdict::{Attribution, Change, Checked, Finding, Side, Verdict};
use crate::text::clean::Clean;

/// A list of objects, in the order of the drafts:
///
/// `{"id", "file", "line", "column", "quotation", "verdict", "of": "verbatim", "translation", "original", "paraphrase",
/// "brackets", "event", "gap" or "remark", "attributed_to": a speaker's name, "attribution": "named", "unsure", "stranger" or
/// "none", "said_by": whose words they are, "against": the transcript, "call": its id, "turn": its number, "words": those of the
/// transcript, "score": 0 to 1, "difference": [{"side", "words"}], "remarks", "nearest": of what is not found, "others": what the
/// other transcripts say, "accepted", "within": the id of the quotation that it stands in}`. What is not known is null.
pub fn listing(done: &[Done], transcripts: &[&Transcript], names: &[Clean]) -> String {
    let mut all = Vec::new();
    for done in done {
        for checked in &done.report.quotations {
            all.push(quotation(done, checked, transcripts, names));
        }
    }
    json::to_text(&Value::Array(all))
}

fn quotation(
    done: &Done,
    checked: &Checked,
    transcripts: &[&Transcript],
    names: &[Clean],
) -> Value {
    let (attribution, attributed) = match &checked.attribution {
        Attribution::To { name, .. } => ("named", Some(name.raw())),
        Attribution::Nobody => ("none", None),
        Attribution::Unsure(_) => ("unsure", None),
        Attribution::Stranger(_) => ("stranger", None),
    };
    let telling = Telling {
        report: &done.report,
        transcripts,
        names,
        signs: true,
    };
    let mut remarks = telling.remarks(checked);
    remarks.push(telling.attribution(checked));
    let remarks = remarks.iter().filter(|r| !r.is_empty()).map(|r| r.as_str());
    let remarks: Vec<&str> = remarks.collect();
    let found = checked
        .finding
        .as_ref()
        .filter(|_| checked.verdict != Verdict::NotFound);
    let nearest = checked
        .finding
        .as_ref()
        .filter(|_| checked.verdict == Verdict::NotFound);
    let place = |finding| place(finding, transcripts, names);
    let mut value = json!({
        "id": checked.id,
        "file": done.name.as_str(),
        "line": checked.place.line,
        "column": checked.place.column,
        "quotation": checked.quotation.raw(),
        "verdict": checked.verdict.name(),
        "of": null,
        "attributed_to": attributed,
        "attribution": attribution,
        "said_by": null,
        "against": null,
        "call": null,
        "turn": null,
        "words": null,
        "score": null,
    });
    if let (Some(finding), Value::Object(value)) = (found, &mut value)
        && let Value::Object(more) = place(finding)
    {
        value.extend(more);
        let difference = finding.difference.iter().map(change).collect();
        value.insert("difference".to_owned(), difference);
    }
    value["remarks"] = remarks.into();
    value["nearest"] = nearest.map_or(Value::Null, place);
    let others = checked.others.iter().map(|other| {
        let mut value = place(other);
        value["verdict"] = other.verdict.name().into();
        value
    });
    value["others"] = others.collect();
    value["accepted"] = done.is_accepted(checked).into();
    let outer = checked.within.and_then(|n| done.report.quotations.get(n));
    value["within"] = outer.map(|outer| outer.id.as_str()).into();
    value
}

fn place(finding: &Finding, transcripts: &[&Transcript], names: &[Clean]) -> Value {
    let transcript = transcripts[finding.edition];
    let entry = transcript.entry(finding.passage.first());
    let turn = entry.and_then(|e| e.turn());
    let speakers = finding
        .speakers
        .iter()
        .map(|s| transcript.speaker(*s).name.raw());
    let speakers: Vec<&str> = speakers.collect();
    json!({
        "of": finding.of.name(),
        "said_by": (!speakers.is_empty()).then(|| speakers.join(" / ")),
        "against": names[finding.edition].as_str(),
        "call": entry.map(|e| transcript.call(e.call()).id.raw()),
        "turn": turn.map(|t| t.number().0),
        "words": finding.words.raw(),
        "score": (f64::from(finding.score) * 1000.0).round() / 1000.0,
    })
}

fn change(change: &Change) -> Value {
    let side = match change.side {
        Side::Both => "both",
        Side::Draft => "draft",
        Side::Transcript => "transcript",
        Side::LeftOut => "left-out",
        Side::Between => "between",
        Side::Inserted => "inserted",
    };
    json!({ "side": side, "words": change.words.raw() })
}
