//! What is said of the whole: its title and source, and the author's remarks.

use super::calls::disputes;
use super::field::Written;
use super::problems::{Problems, shown};
use super::value::{REMARK_KINDS, choice, date, outside, outsides};
use super::written;
use crate::model::{Head, Problem, Remark, Source};

/// The format's name and version.
const FORMAT: &str = "onrecord/1";

/// Fields of a single call that may stand at the top only beside `turns`.
const OF_A_CALL: [&str; 6] = ["id", "date", "medium", "duration", "clock", "coverage"];

/// What the fields at the top mean.
pub fn head(fields: &written::Transcript<'_>, problems: &mut Problems) -> Head {
    Head {
        title: outside(&fields.title),
        published: date(fields.published.as_ref(), "published", problems),
        language: outside(&fields.language),
        summary: outside(&fields.summary),
        source: fields.source.as_ref().map(|s| source(&s.fields, problems)),
        media: outsides(&fields.media),
        disputed: disputes(&fields.disputed),
        via: outside(&fields.via),
    }
}

fn source(fields: &written::Source<'_>, problems: &mut Problems) -> Source {
    Source {
        name: outside(&fields.name),
        url: outside(&fields.url),
        date: date(fields.date.as_ref(), "date", problems),
        note: outside(&fields.note),
    }
}

/// Rules of the top: the format, and one of `calls` and `turns`. `whole`: whether the file was read to its end.
pub fn check(written: &Written<written::Transcript<'_>>, whole: bool, problems: &mut Problems) {
    if let Some(format) = written.fields.format.as_ref().filter(|f| f.text != FORMAT) {
        problems.report(
            format.place,
            format!("unknown format {}", shown(&format.text)),
            format!("write `format: {FORMAT}`, or leave it out"),
        );
    }
    let (calls, turns) = (written.key("calls"), written.key("turns"));
    if let (Some(calls), Some(turns)) = (calls, turns) {
        let hint = "put the turns into a call of their own under `calls`";
        problems.report(calls.max(turns), "`calls` and `turns` are both given", hint);
    }
    if calls.is_none() && turns.is_none() && whole {
        let hint = "add `calls:`, or `turns:` for a single call";
        problems.report(written.place, "a transcript needs `calls`", hint);
    }
    for name in OF_A_CALL.into_iter().filter(|_| turns.is_none() && whole) {
        if let Some(place) = written.key(name) {
            let hint = "move it into its call under `calls`";
            problems.report(place, format!("`{name}` belongs to a call"), hint);
        }
    }
}

/// That this is a notes file, if it is one: then nothing else need be said of it.
pub fn notes_file(written: &Written<written::Transcript<'_>>) -> Option<Problem> {
    let format = written.fields.format.as_ref()?;
    format.text.starts_with("onrecord-notes/").then(|| {
        Problem::new("this is a notes file, not a transcript")
            .at(format.place)
            .hint("open the transcript that it stands beside")
    })
}

/// The author's remarks on the whole.
pub fn remarks(fields: &written::Transcript<'_>, problems: &mut Problems) -> Vec<Remark> {
    let list = fields.remarks.iter().flatten();
    list.filter_map(|written| {
        let remark = &written.fields;
        let kind = choice(remark.kind.as_ref(), "kind", &REMARK_KINDS, problems);
        let text = remark.text.as_ref().filter(|t| !t.text.trim().is_empty());
        if text.is_none() && remark.text.is_some() {
            problems.report(
                written.place,
                "a remark is empty",
                "write its text, or remove it",
            );
        }
        Some(Remark {
            kind: kind.unwrap_or_default(),
            text: text?.outside(),
            by: outside(&remark.by),
        })
    })
    .collect()
}
