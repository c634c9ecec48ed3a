//! JSON: the whole model, and the notes with where their words stand. `import` reads it back without loss.

use super::format::{Exporter, Takes, Written};
use super::work::{Item, Work};
use crate::model::{
    self, AsideKind, AsideRef, CallIndex, EntryRef, Outside, OutsideStr, Problem, TurnRef,
};
use crate::store::json;
use crate::store::noted;
use crate::store::whole::{
    Aside, Call, Coverage, Dispute, Entry, FORMAT, Fidelity, Layer, Note, Noted, Now, On, Part,
    Quote, Remark, RemarkKind, Source, Speaker, State, Stretch, Transcript, Turn, Whole,
};

/// Its row.
pub const JSON: Exporter = Exporter {
    name: "json",
    title: "JSON",
    about: "everything, notes too, for programs; `import` reads it back without loss",
    takes: Takes::NOTHING,
    write,
};

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let items = work.items();
    let quotes = items.iter().filter_map(|item| match item {
        Item::Quote(quote) => quote_of(work, quote),
        Item::Note(_) => None,
    });
    let quotes = quotes.collect();
    let mut notes: Vec<&noted::Noted> = work.noted().collect();
    notes.sort_by_key(|noted| (&noted.note.created, &noted.note.id));
    let whole = Whole {
        format: FORMAT.to_owned(),
        file: work.file.map(str::to_owned),
        sha256: Some(work.sha256.to_owned()),
        notes_on: work.book.and_then(|b| b.content()).map(str::to_owned),
        transcript: transcript(work, quotes),
        notes: notes.into_iter().map(|n| noted_of(work, n)).collect(),
    };
    let value = serde_json::to_value(whole).expect("these types are JSON");
    Ok(json::to_text(&value).into())
}

fn own(text: &Outside) -> String {
    text.raw().to_owned()
}

fn owned(text: OutsideStr<'_>) -> String {
    text.raw().to_owned()
}

fn owned_all(texts: &[Outside]) -> Vec<String> {
    texts.iter().map(own).collect()
}

fn transcript(work: &Work<'_>, quotes: Vec<Quote>) -> Transcript {
    let head = work.transcript.head();
    let source = head.source.as_ref().map(|source| Source {
        name: source.name.as_ref().map(own),
        url: source.url.as_ref().map(own),
        date: source.date.map(|d| d.iso()),
        note: source.note.as_ref().map(own),
    });
    let speakers = work.transcript.speakers().iter().map(|speaker| Speaker {
        id: own(&speaker.id),
        name: Some(own(&speaker.name)),
        initials: Some(own(&speaker.initials)),
        role: speaker.role.as_ref().map(own),
        side: speaker.side.as_ref().map(own),
        aliases: owned_all(&speaker.aliases),
    });
    let remarks = work.transcript.remarks().iter().map(|remark| Remark {
        kind: match remark.kind {
            model::RemarkKind::Comment => RemarkKind::Comment,
            model::RemarkKind::Assessment => RemarkKind::Assessment,
            model::RemarkKind::Question => RemarkKind::Question,
        },
        text: own(&remark.text),
        by: remark.by.as_ref().map(own),
    });
    Transcript {
        title: head.title.as_ref().map(own),
        published: head.published.map(|d| d.iso()),
        language: head.language.as_ref().map(own),
        summary: head.summary.as_ref().map(own),
        source,
        media: owned_all(&head.media),
        disputed: head.disputed.iter().map(dispute).collect(),
        via: head.via.as_ref().map(own),
        speakers: speakers.collect(),
        calls: calls(work),
        quotes,
        remarks: remarks.collect(),
    }
}

fn dispute(dispute: &model::Dispute) -> Dispute {
    Dispute {
        by: own(&dispute.by),
        says: own(&dispute.says),
        note: dispute.note.as_ref().map(own),
    }
}

/// The calls that are asked for. A filter by speaker or code leaves out turns; the calls stay.
fn calls(work: &Work<'_>) -> Vec<Call> {
    let mut turns: Vec<Vec<Entry>> = Vec::new();
    turns.resize_with(work.transcript.calls().len(), Vec::new);
    for entry in work.entries() {
        turns[entry.call().get()].push(match entry {
            EntryRef::Turn(turn) => Entry::Turn(Box::new(turn_of(work, turn))),
            EntryRef::Aside(aside) => aside_of(aside),
        });
    }
    let calls = work.transcript.calls().iter().zip(turns);
    let calls = (0..).map(CallIndex).zip(calls);
    calls
        .filter(|(index, _)| work.filter.call.is_none_or(|only| only == *index))
        .map(|(_, (call, turns))| Call {
            id: own(&call.id),
            title: call.title.as_ref().map(own),
            date: call.date.map(|d| d.iso()),
            medium: call.medium.as_ref().map(own),
            language: call.language.as_ref().map(own),
            duration: call.duration.map(Into::into),
            clock: call.clock.as_ref().map(own),
            coverage: match call.coverage {
                model::Coverage::Full => Coverage::Full,
                model::Coverage::Excerpts => Coverage::Excerpts,
            },
            via: call.via.as_ref().map(own),
            disputed: call.disputed.iter().map(dispute).collect(),
            turns,
        })
        .collect()
}

fn turn_of(work: &Work<'_>, turn: TurnRef<'_>) -> Turn {
    let id = |index| own(&work.transcript.speaker(index).id);
    Turn {
        number: Some(turn.number().0),
        speaker: id(turn.speaker()),
        to: turn.to().iter().map(|to| id(*to)).collect(),
        start: turn.start().map(Into::into),
        end: turn.end().map(Into::into),
        page: turn.page(),
        line: turn.line(),
        manner: turn.manner().map(owned),
        fidelity: turn.stated_fidelity().map(fidelity),
        taken_as: Some(fidelity(work.transcript.fidelity(turn))),
        via: turn.stated_via().map(owned),
        text: owned(turn.text()),
        original: turn.original().map(owned),
    }
}

fn fidelity(fidelity: model::Fidelity) -> Fidelity {
    match fidelity {
        model::Fidelity::Verbatim => Fidelity::Verbatim,
        model::Fidelity::Translation => Fidelity::Translation,
        model::Fidelity::Paraphrase => Fidelity::Paraphrase,
    }
}

fn aside_of(aside: AsideRef<'_>) -> Entry {
    let written = Aside {
        text: owned(aside.text()),
        by: aside.by().map(owned),
    };
    match aside.kind() {
        AsideKind::Event => Entry::Event(written),
        AsideKind::Gap => Entry::Gap(written),
        AsideKind::Remark => Entry::Remark(written),
    }
}

fn quote_of(work: &Work<'_>, quote: &model::Quote) -> Option<Quote> {
    let turn = work.transcript.turn(quote.passage.first())?;
    Some(Quote {
        call: own(&work.transcript.call(turn.call()).id),
        turn: turn.number().0,
        speaker: own(&work.transcript.speaker(turn.speaker()).id),
        text: own(&quote.text),
        label: quote.label.as_ref().map(own),
        codes: owned_all(&quote.codes),
        comment: quote.comment.as_ref().map(own),
        stands: stands(work, &quote.passage.stretches),
    })
}

fn stands(work: &Work<'_>, stretches: &[model::Stretch]) -> Vec<Stretch> {
    let stretch = |s: &model::Stretch| {
        let turn = work.transcript.turn(s.entry)?;
        Some(Stretch {
            call: own(&work.transcript.call(turn.call()).id),
            turn: turn.number().0,
            layer: layer(s.layer),
            at: [s.bytes.start, s.bytes.end],
        })
    };
    stretches.iter().filter_map(stretch).collect()
}

fn layer(layer: model::Layer) -> Layer {
    match layer {
        model::Layer::Text => Layer::Text,
        model::Layer::Original => Layer::Original,
    }
}

fn noted_of(work: &Work<'_>, noted: &noted::Noted) -> Noted {
    let note = &noted.note;
    Noted {
        state: Some(match noted.state {
            model::State::Lost => State::Lost,
            model::State::Ambiguous => State::Ambiguous,
            model::State::Moved => State::Moved,
            model::State::Ok => State::Ok,
        }),
        score: Some(share(noted.score)),
        stands: stands(work, &Item::Note(noted).stretches(work.transcript)),
        note: Note {
            id: own(&note.id.0),
            created: own(&note.created),
            changed: note.changed.as_ref().map(own),
            author: note.author.as_ref().map(own),
            on: on(&note.on),
            now: note.now.as_ref().map(|now| Now {
                on: on(&now.on),
                score: share(now.score),
                confirmed: now.confirmed.as_ref().map(own),
            }),
            codes: owned_all(&note.codes),
            text: own(&note.text),
            others: work.book.map(|b| b.others(&note.id)).unwrap_or_default(),
        },
    }
}

/// Hundredths as a share of 1.
fn share(score: u8) -> f64 {
    f64::from(score) / 100.0
}

fn on(on: &model::On) -> On {
    match on {
        model::On::Transcript => On::default(),
        model::On::Speaker(speaker) => On {
            speaker: Some(own(speaker)),
            ..On::default()
        },
        model::On::Call(call) => On {
            call: Some(own(call)),
            ..On::default()
        },
        model::On::Turn {
            call,
            turn,
            speaker,
            exact,
        } => On {
            call: Some(own(call)),
            turn: Some(turn.0),
            speaker: speaker.as_ref().map(own),
            exact: exact.as_ref().map(own),
            passage: None,
        },
        model::On::Passage { call, parts } => On {
            call: Some(own(call)),
            passage: Some(parts.iter().map(part).collect()),
            ..On::default()
        },
    }
}

fn part(part: &model::PassagePart) -> Part {
    Part {
        turn: part.turn.0,
        speaker: own(&part.speaker),
        start: part.start.map(Into::into),
        exact: own(&part.exact),
        prefix: own(&part.prefix),
        suffix: own(&part.suffix),
        at: [part.at.start, part.at.end],
        layer: layer(part.layer),
    }
}
