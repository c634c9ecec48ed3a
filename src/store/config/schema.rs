//! The JSON Schema of the configuration, for editors that check TOML.

use serde_json::{Value, json};

/// What may stand in the file.
pub fn schema() -> Value {
    let keys = json!({ "type": "string", "minLength": 1 });
    let size = |least: u16, about: &str| json!({ "type": "integer", "minimum": least, "maximum": 1000, "description": about });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onrecord: config.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "theme": { "type": "string", "description": "The colours: a built-in theme, auto, or one of [themes]" },
            "style": { "type": "string", "description": "The style of citations that y begins with" },
            "author": { "type": "string", "pattern": "\\S", "description": "Who writes the notes, where $ONRECORD_AUTHOR does not say it" },
            "mouse": { "type": "boolean", "description": "false leaves the mouse to the terminal" },
            "ascii": { "type": "boolean", "description": "Draw with ASCII only" },
            "citations": {
                "type": "object",
                "description": "Styles of your own: a name and a template with {words}",
                "additionalProperties": { "type": "string" },
            },
            "keys": {
                "type": "object",
                "description": "A command's name as in the palette, and its key or a list of keys in place of those that it has",
                "additionalProperties": { "anyOf": [keys, { "type": "array", "items": keys, "minItems": 1 }] },
            },
            "themes": {
                "type": "object",
                "description": "Themes of your own: a name and its roles",
                "additionalProperties": {
                    "type": "object",
                    "properties": { "based-on": { "type": "string", "description": "The built-in theme that it changes; default, without this" } },
                    "additionalProperties": { "type": "string", "description": "A colour, `on` a colour, and bold, dim, italic, underlined, reversed, or plain" },
                },
            },
            "panes": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "shown": {
                        "type": "array",
                        "items": { "enum": super::PANES },
                        "uniqueItems": true,
                        "description": "Panes that are there beside the transcript; the others come when they are focused",
                    },
                    "timeline": size(4, "Rows of the timeline, with its border"),
                    "side": size(12, "Columns of speakers and quotes, with their border"),
                    "speakers": size(3, "Rows of the speakers, with their border"),
                    "notes": size(12, "Columns of the notes, with their border"),
                },
            },
        },
    })
}
