//! The format as it is written: one struct for each mapping, one row for each field.
//!
//! A row is the field's description (also in the JSON Schema), its name, its shape, and whether it must be there. What
//! the values mean is settled in the other files of this folder.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::field::{Fields, FromNode, OneOrMany, Scalar, Streamed, Written};
use super::problems::Problems;
use crate::store::yaml::Node;

macro_rules! required {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

macro_rules! mapping {
    ($what:literal $(#[$about:meta])* $name:ident {
        $( $(#[$doc:meta])* $field:ident: $shape:ty, $need:ident $(as $schema:literal)?; )*
    }) => {
        $(#[$about])*
        #[derive(Debug, Default, JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct $name<'de> {
            $(
                $(#[$doc])*
                $(#[schemars(with = $schema)])?
                pub $field: Option<$shape>,
            )*
        }

        impl<'de> Fields<'de> for $name<'de> {
            const WHAT: &'static str = $what;
            const KNOWN: &'static [(&'static str, bool)] =
                &[$((stringify!($field), required!($need))),*];

            fn take(&mut self, name: &str, value: Node<'de>, problems: &mut Problems) {
                match name {
                    $(stringify!($field) => self.$field = FromNode::from_node(value, name, problems),)*
                    _ => unreachable!("only the fields of KNOWN are taken"),
                }
            }
        }
    };
}

mapping! { "a transcript"
    /// A transcript: one or more calls, who speaks in them, and what its author says of them.
    Transcript {
        /// The format and its version.
        format: Scalar<'de>, optional as "Option<Format>";
        /// Its title.
        title: Scalar<'de>, optional;
        /// When it was published: YYYY, YYYY-MM or YYYY-MM-DD.
        published: Scalar<'de>, optional as "Option<Day>";
        /// The language of its text, as a BCP 47 tag: en, pt-BR.
        language: Scalar<'de>, optional;
        /// What it is, in a few words.
        summary: Scalar<'de>, optional;
        /// Where it comes from.
        source: Written<Source<'de>>, optional;
        /// Who carried it.
        media: Vec<Scalar<'de>>, optional;
        /// Who says what about all of it.
        disputed: Vec<Written<Dispute<'de>>>, optional;
        /// Second hand: who is quoting these words.
        via: Scalar<'de>, optional;
        /// Who speaks. Without this they are made from the turns, in order of appearance.
        speakers: Vec<Written<Speaker<'de>>>, optional;
        /// The calls, in order.
        calls: Streamed<Call<'de>>, optional as "Streamed<Call<'de>>";
        /// The turns of the only call, in place of `calls`.
        turns: Streamed<Element<'de>>, optional as "Streamed<Element<'de>>";
        /// The id of the only call, with `turns`.
        id: Scalar<'de>, optional;
        /// The day of the only call, with `turns`.
        date: Scalar<'de>, optional as "Option<Day>";
        /// The medium of the only call, with `turns`.
        medium: Scalar<'de>, optional;
        /// The length of the only call, with `turns`.
        duration: Scalar<'de>, optional as "Option<Clock>";
        /// What the times of the only call count from, with `turns`.
        clock: Scalar<'de>, optional;
        /// Whether all of the only call is here, with `turns`.
        coverage: Scalar<'de>, optional as "Option<Covered>";
        /// Passages that the author highlights.
        quotes: Vec<Written<Quote<'de>>>, optional;
        /// What the author says of the whole.
        remarks: Vec<Written<Remark<'de>>>, optional;
    }
}

mapping! { "a source"
    /// Where a transcript comes from.
    Source {
        /// Who published it.
        name: Scalar<'de>, optional;
        /// Where it can be read.
        url: Scalar<'de>, optional;
        /// When it was published there.
        date: Scalar<'de>, optional as "Option<Day>";
        /// How it was made.
        note: Scalar<'de>, optional;
    }
}

mapping! { "a dispute"
    /// Somebody's word on whether this is genuine.
    Dispute {
        /// Who.
        by: Scalar<'de>, required as "Scalar<'de>";
        /// What they say: denies, confirms, does not deny, …
        says: Scalar<'de>, required as "Scalar<'de>";
        /// In what words, or since when.
        note: Scalar<'de>, optional;
    }
}

mapping! { "a speaker"
    /// Somebody who speaks.
    Speaker {
        /// What the turns call them.
        id: Scalar<'de>, required as "Scalar<'de>";
        /// Full name; the id where none is given.
        name: Scalar<'de>, optional;
        /// Their part in it.
        role: Scalar<'de>, optional;
        /// Whose side they are on.
        side: Scalar<'de>, optional;
        /// A few letters; made from the name where none are given.
        initials: Scalar<'de>, optional;
        /// Other names for them.
        aliases: Vec<Scalar<'de>>, optional;
    }
}

mapping! { "a call"
    /// One conversation, or one statement made outside a conversation.
    Call {
        /// What quotes and notes call it; its number where none is given.
        id: Scalar<'de>, optional;
        /// Its title.
        title: Scalar<'de>, optional;
        /// The day.
        date: Scalar<'de>, optional as "Option<Day>";
        /// phone, meeting, hearing, interview, radio, statement, …
        medium: Scalar<'de>, optional;
        /// What was spoken, when it differs from the transcript's language.
        language: Scalar<'de>, optional;
        /// How long it was.
        duration: Scalar<'de>, optional as "Option<Clock>";
        /// What times count from, when it is not the start of the call.
        clock: Scalar<'de>, optional;
        /// Whether all of it is here; full where nothing is said.
        coverage: Scalar<'de>, optional as "Option<Covered>";
        /// Second hand: who is quoting these words.
        via: Scalar<'de>, optional;
        /// Who says what about it.
        disputed: Vec<Written<Dispute<'de>>>, optional;
        /// Turns, events, gaps and remarks in order.
        turns: Streamed<Element<'de>>, required as "Streamed<Element<'de>>";
    }
}

mapping! { "a turn"
    /// One unbroken stretch of words of one speaker.
    Turn {
        /// Who speaks, by id.
        speaker: Scalar<'de>, required as "Scalar<'de>";
        /// To whom, by id: one or a list.
        to: OneOrMany<Scalar<'de>>, optional;
        /// When it begins, on the call's clock.
        start: Scalar<'de>, optional as "Option<Clock>";
        /// When it ends.
        end: Scalar<'de>, optional as "Option<Clock>";
        /// Page of the printed record.
        page: Scalar<'de>, optional as "Option<Count>";
        /// Line on that page.
        line: Scalar<'de>, optional as "Option<Count>";
        /// How it was said.
        manner: Scalar<'de>, optional;
        /// How near to the spoken words it is.
        fidelity: Scalar<'de>, optional as "Option<Nearness>";
        /// Second hand: who is quoting these words.
        via: Scalar<'de>, optional;
        /// The words.
        text: Scalar<'de>, required as "Scalar<'de>";
        /// The words in the language that was spoken.
        original: Scalar<'de>, optional;
    }
}

mapping! { "an event"
    /// Something that happens between turns.
    Event {
        /// What happens.
        event: Scalar<'de>, required as "Scalar<'de>";
    }
}

mapping! { "a gap"
    /// Something that is missing between turns.
    Gap {
        /// What is missing.
        gap: Scalar<'de>, required as "Scalar<'de>";
    }
}

mapping! { "a remark between turns"
    /// What somebody says of the transcript, between turns.
    Aside {
        /// What it says.
        remark: Scalar<'de>, required as "Scalar<'de>";
        /// Who says it.
        by: Scalar<'de>, optional;
    }
}

mapping! { "a quote"
    /// A passage that the author highlights, found by its words.
    Quote {
        /// In which call, by id; may be left out where there is only one.
        call: Scalar<'de>, optional;
        /// Whose words, by id.
        speaker: Scalar<'de>, required as "Scalar<'de>";
        /// In which turn, by number, where the words stand more than once.
        turn: Scalar<'de>, optional as "Option<Count>";
        /// The words, letter for letter; … where words are left out.
        text: Scalar<'de>, required as "Scalar<'de>";
        /// A short name.
        label: Scalar<'de>, optional;
        /// Its codes; a slash makes a tree.
        codes: Vec<Scalar<'de>>, optional;
        /// What the author says of it.
        comment: Scalar<'de>, optional;
    }
}

mapping! { "a remark"
    /// What the author says of the whole.
    Remark {
        /// Comment where nothing is said.
        kind: Scalar<'de>, optional as "Option<Sort>";
        /// What it says.
        text: Scalar<'de>, required as "Scalar<'de>";
        /// Who says it.
        by: Scalar<'de>, optional;
    }
}

/// What stands in a call's turns. For the schema; the reader looks at the fields.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "its shape is the schema of an element")]
pub enum Element<'de> {
    /// A turn.
    Turn(Box<Turn<'de>>),
    /// An event.
    Event(Event<'de>),
    /// A gap.
    Gap(Gap<'de>),
    /// A remark.
    Aside(Aside<'de>),
}

/// Shapes of texts that the schema tells more exactly than the reader's structs do.
macro_rules! shape {
    ($name:ident $schema:tt) => {
        struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

shape! { Format { "const": "onrecord/1" } }
shape! { Day { "type": ["string", "number"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" } }
shape! { Clock { "type": ["string", "number"], "minimum": 0, "pattern": "^([0-9]+:){0,2}[0-9]+([.,][0-9]+)?$" } }
shape! { Count { "type": ["integer", "string"], "minimum": 1, "pattern": "^[1-9][0-9]*$" } }
shape! { Covered { "enum": ["full", "excerpts"] } }
shape! { Nearness { "enum": ["verbatim", "translation", "paraphrase"] } }
shape! { Sort { "enum": ["comment", "assessment", "question"] } }

/// The JSON Schema of a transcript, from the rows above.
pub fn schema() -> serde_json::Value {
    let made = schemars::schema_for!(Transcript<'static>).to_value();
    let mut schema = serde_json::json!({
        "$schema": made["$schema"],
        "title": "onrecord transcript",
        "description": made["description"],
        "oneOf": [{ "required": ["calls"] }, { "required": ["turns"] }],
    });
    for (key, value) in made.as_object().into_iter().flatten() {
        // Which of `calls` and `turns` must be there is said by `oneOf`.
        if key != "required" && schema.get(key).is_none() {
            schema[key] = value.clone();
        }
    }
    schema
}
