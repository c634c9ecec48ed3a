//! One note as one block of YAML: how it is written, and what a rewritten block keeps of the old one.
//!
//! Knows the shape of the notes file; does not read it.

use crate::model::{Layer, Note, On, Outside, PassagePart};
use crate::store::scalar::{inline, push, push_text, quoted};

/// The keys that a [`Note`] holds; all others in a block are another program's.
pub const KEYS: [&str; 8] = [
    "id", "created", "changed", "author", "on", "now", "codes", "text",
];

/// A note as a block whose dash stands after `dash` (spaces), ending in a line feed.
pub fn write(note: &Note, dash: &str) -> String {
    let indent = &format!("{dash}  ");
    let mut out = String::new();
    push(
        &mut out,
        format_args!("{dash}- id: {}\n", inline(note.id.0.raw())),
    );
    push_line(&mut out, indent, "created", &note.created);
    for (key, value) in [("changed", &note.changed), ("author", &note.author)] {
        if let Some(value) = value {
            push_line(&mut out, indent, key, value);
        }
    }
    push_on(&mut out, indent, "on", &note.on);
    if let Some(now) = &note.now {
        match now.on {
            // Braces would end before the score.
            On::Transcript => push(&mut out, format_args!("{indent}now:\n")),
            On::Speaker(_) | On::Call(_) | On::Turn { .. } | On::Passage { .. } => {
                push_on(&mut out, indent, "now", &now.on);
            }
        }
        let inner = &format!("{indent}  ");
        let score = f32::from(now.score) / 100.0;
        push(&mut out, format_args!("{inner}score: {score}\n"));
        if let Some(confirmed) = &now.confirmed {
            push_line(&mut out, inner, "confirmed", confirmed);
        }
    }
    if !note.codes.is_empty() {
        let codes: Vec<String> = note.codes.iter().map(|c| inline(c.raw())).collect();
        push(
            &mut out,
            format_args!("{indent}codes: [{}]\n", codes.join(", ")),
        );
    }
    if !note.text.raw().is_empty() {
        push_text(&mut out, indent, "text", note.text.raw());
    }
    out
}

fn push_line(out: &mut String, indent: &str, key: &str, value: &Outside) {
    push(
        out,
        format_args!("{indent}{key}: {}\n", inline(value.raw())),
    );
}

fn push_on(out: &mut String, indent: &str, key: &str, on: &On) {
    let inner = &format!("{indent}  ");
    if matches!(on, On::Transcript) {
        push(out, format_args!("{indent}{key}: {{}}\n"));
        return;
    }
    push(out, format_args!("{indent}{key}:\n"));
    match on {
        On::Transcript => {}
        On::Speaker(speaker) => push_line(out, inner, "speaker", speaker),
        On::Call(call) => push_line(out, inner, "call", call),
        On::Turn {
            call,
            turn,
            speaker,
            exact,
        } => {
            push_line(out, inner, "call", call);
            push(out, format_args!("{inner}turn: {turn}\n"));
            for (key, value) in [("speaker", speaker), ("exact", exact)] {
                if let Some(value) = value {
                    push_line(out, inner, key, value);
                }
            }
        }
        On::Passage { call, parts } => {
            push_line(out, inner, "call", call);
            push(out, format_args!("{inner}passage:\n"));
            for part in parts {
                push_part(out, &format!("{inner}  "), part);
            }
        }
    }
}

fn push_part(out: &mut String, dash: &str, part: &PassagePart) {
    let indent = &format!("{dash}  ");
    push(out, format_args!("{dash}- turn: {}\n", part.turn));
    push_line(out, indent, "speaker", &part.speaker);
    if let Some(start) = part.start {
        push(
            out,
            format_args!("{indent}start: {}\n", quoted(&start.to_string())),
        );
    }
    push_line(out, indent, "exact", &part.exact);
    push_line(out, indent, "prefix", &part.prefix);
    push_line(out, indent, "suffix", &part.suffix);
    push(
        out,
        format_args!("{indent}at: [{}, {}]\n", part.at.start, part.at.end),
    );
    match part.layer {
        Layer::Text => {}
        Layer::Original => push(out, format_args!("{indent}in: original\n")),
    }
}

/// The lines of `raw` that belong to keys not in [`KEYS`], with the comments that stand below those: a changed note takes
/// them along. None from a block in flow style.
pub fn foreign_lines(raw: &str) -> String {
    let dash = raw.len() - raw.trim_start_matches(' ').len();
    let Some(first) = raw[dash..].strip_prefix('-') else {
        return String::new();
    };
    let indent = dash + 1 + (first.len() - first.trim_start_matches(' ').len());
    let mut kept = String::new();
    let mut foreign = false;
    for (at, line) in raw.split_inclusive('\n').enumerate() {
        let (head, body) = line.split_at_checked(indent).unwrap_or((line, ""));
        let own_line = at == 0 || head.bytes().all(|b| b == b' ');
        let key = !body.starts_with("- ")
            && body.starts_with(|c: char| !c.is_whitespace() && !"#{".contains(c));
        if own_line && key {
            let key = body.split(':').next().unwrap_or_default();
            foreign = !KEYS.contains(&key.trim().trim_matches(['"', '\'']));
        }
        if foreign && at == 0 {
            push(&mut kept, format_args!("{:indent$}{body}", ""));
        } else if foreign {
            kept.push_str(line);
        }
    }
    if !kept.is_empty() && !kept.ends_with('\n') {
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NoteId, Time, TurnNumber};

    #[test]
    fn a_passage_is_written_as_the_format_says() {
        let text = |t: &str| Outside::new(t);
        let note = Note {
            id: NoteId(text("01JDE8Q2M8ABCDEFGHJKMNPQRS")),
            created: text("2026-11-22T18:03:11Z"),
            changed: Some(text("2026-11-22T18:04:02Z")),
            author: Some(text("reader")),
            on: On::Passage {
                call: text("ana-ben"),
                parts: vec![PassagePart {
                    turn: TurnNumber(1),
                    speaker: text("ana"),
                    start: Some(Time(3000)),
                    exact: text("only have one problem"),
                    prefix: text("We "),
                    suffix: text("… [inaudible] the lease."),
                    at: 3..24,
                    layer: Layer::Original,
                }],
            },
            codes: vec![text("lease"), text("no")],
            text: text("Says *one* problem; the minutes list three.\n"),
            now: None,
        };
        assert_eq!(
            write(&note, "  "),
            r#"  - id: 01JDE8Q2M8ABCDEFGHJKMNPQRS
    created: 2026-11-22T18:03:11Z
    changed: 2026-11-22T18:04:02Z
    author: reader
    on:
      call: ana-ben
      passage:
        - turn: 1
          speaker: ana
          start: "0:03"
          exact: only have one problem
          prefix: "We "
          suffix: "… [inaudible] the lease."
          at: [3, 24]
          in: original
    codes: [lease, "no"]
    text: |
      Says *one* problem; the minutes list three.
"#
        );
    }

    #[test]
    fn a_changed_block_takes_other_programs_keys_along() {
        let raw = "  - mood: [calm,\n      very]\n    id: a\n    # of the text\n    text: |\n      mood: none\n    \"later\":\n      call: b\n      # why\n    codes: [x]\n    last: 1";
        assert_eq!(
            foreign_lines(raw),
            "    mood: [calm,\n      very]\n    \"later\":\n      call: b\n      # why\n    last: 1\n"
        );
        assert_eq!(foreign_lines("  - {id: a, mood: calm}\n"), "");
        assert_eq!(foreign_lines("- id: a\n  mood: calm\n"), "  mood: calm\n");
    }
}
