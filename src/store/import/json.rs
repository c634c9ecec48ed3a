//! What the formats of JSON share: members by name, times, and what to say of JSON of another shape.

use serde_json::{Map, Value};

use super::format::{Given, Likeness};
use super::found::Found;
use super::times;
use crate::model::{OutsideStr, Problem, Time};
use crate::text::clean::clean;

/// What a file of each format has that no other has, for messages.
pub const SHAPES: &[(&str, &str)] = &[
    ("whisper", "`segments` with `text`"),
    ("deepgram", "`results` with `channels`"),
    ("assemblyai", "`utterances` or `words`, in milliseconds"),
    ("podcast", "`segments` with `body`"),
    ("otr", "`text`, as a page"),
    ("json", "`format`, `onrecord-json/1`"),
];

/// Members that are named in a message.
const MEMBERS: usize = 6;

/// What numbers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds, with a fraction.
    Seconds,
    /// Thousandths of a second.
    Millis,
}

/// How surely a text is of the format whose files `is` knows. What is broken may be of any.
pub fn likeness(given: &Given<'_>, is: fn(&Value) -> bool) -> Likeness {
    if !given.looks_like_json() {
        return Likeness::No;
    }
    match given.json() {
        Ok(value) if is(value) => Likeness::Sure,
        Ok(_) => Likeness::No,
        Err(_) => Likeness::Maybe,
    }
}

/// A text as JSON of the shape that `is` knows.
///
/// # Errors
/// It is no JSON, or of another shape.
pub fn value<'a>(given: &'a Given<'_>, is: fn(&Value) -> bool) -> Result<&'a Value, Problem> {
    let value = given.json().map_err(Clone::clone)?;
    if is(value) {
        return Ok(value);
    }
    let shapes: Vec<String> = SHAPES
        .iter()
        .map(|(name, shape)| format!("{name} ({shape})"))
        .collect();
    let what = format!("is JSON of another shape: {}", outline(value));
    Err(Problem::new(what).hint(format!("known are {}", shapes.join(", "))))
}

/// `an object with `a`, `b` and 3 more`, `a list of objects with `a``, `a number`.
fn outline(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(members) => format!("an object with {}", names(members)),
        Value::Array(items) => match items.first() {
            None => "an empty list".to_owned(),
            Some(Value::Object(members)) => {
                format!("a list whose first object has {}", names(members))
            }
            Some(other) => format!("a list that begins with {}", outline_of_plain(other)),
        },
        plain => outline_of_plain(plain).to_owned(),
    }
}

fn outline_of_plain(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn names(members: &Map<String, Value>) -> String {
    let name = |name: &String| format!("`{}`", clean(OutsideStr::new(name)));
    let shown: Vec<String> = members.keys().take(MEMBERS).map(name).collect();
    match members.len().saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The list that a member is; none where it is no list.
pub fn list<'a>(value: &'a Value, name: &str) -> Option<&'a [Value]> {
    value.get(name)?.as_array().map(Vec::as_slice)
}

/// The text that the first of these members is.
pub fn text<'a>(value: &'a Value, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| value.get(name)?.as_str())
}

/// What a member calls a speaker: a text that is not blank, or a number.
pub fn speaker(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            None
        }
    }
}

/// The time that a member is. What is there and is no time is counted.
pub fn time(value: &Value, name: &str, unit: Unit, found: &mut Found) -> Option<Time> {
    let member = value.get(name).filter(|v| !v.is_null())?;
    let time = match (member, unit) {
        (Value::Number(number), Unit::Seconds) => match number.as_f64() {
            // The shortest decimals that are this number: those that were written, or their equals.
            Some(seconds) => times::seconds(&seconds.to_string()),
            None => None,
        },
        (Value::Number(number), Unit::Millis) => match (number.as_u64(), number.as_f64()) {
            (Some(millis), _) => times::millis(&millis.to_string()),
            (None, Some(millis)) => times::millis(&millis.to_string()),
            (None, None) => None,
        },
        (Value::String(text), _) => times::usual(text),
        (Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_), _) => None,
    };
    if time.is_none() {
        found.leave_out("time that is none", None);
    }
    time
}

/// Notes the language, if it is a tag.
pub fn language(value: &Value, name: &str, found: &mut Found) {
    let Some(written) = text(value, &[name]).filter(|t| !t.trim().is_empty()) else {
        return;
    };
    let tag = written.trim().replace('_', "-");
    let parts: Vec<&str> = tag.split('-').collect();
    let is_part =
        |p: &&str| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    if (2..=3).contains(&parts[0].len()) && parts.iter().all(is_part) {
        found.language = Some(tag);
    } else {
        let shown = clean(OutsideStr::new(written));
        found.leave_out(&format!("language that is no tag: {shown}|"), None);
    }
}

/// Counts what a member holds and a transcript has no place for: each item of a list, or a text.
pub fn unused(value: &Value, members: &[(&str, &str)], found: &mut Found) {
    for (name, what) in members {
        let count = match value.get(name) {
            Some(Value::Array(items)) => items.len(),
            Some(Value::String(text)) => usize::from(!text.trim().is_empty()),
            Some(Value::Object(members)) => usize::from(!members.is_empty()),
            Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => 0,
        };
        (0..count).for_each(|_| found.leave_out(what, None));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_are_right_to_the_millisecond() {
        for (written, unit, millis) in [
            (json!(1.2345), Unit::Seconds, Some(1235)),
            (json!(1.0005), Unit::Seconds, Some(1001)),
            (json!(0.1), Unit::Seconds, Some(100)),
            (json!(17.279999), Unit::Seconds, Some(17_280)),
            (json!(2.9999999999999996), Unit::Seconds, Some(3000)),
            (json!(1e-7), Unit::Seconds, Some(0)),
            (json!(3), Unit::Seconds, Some(3000)),
            (json!(-0.0), Unit::Seconds, Some(0)),
            (json!(86_399.999_4), Unit::Seconds, Some(86_399_999)),
            (json!(718), Unit::Millis, Some(718)),
            (json!(718.5), Unit::Millis, Some(719)),
            (json!("00:01:02,500"), Unit::Seconds, Some(62_500)),
            (json!(-1), Unit::Seconds, None),
            (json!(1e300), Unit::Seconds, None),
            (json!("soon"), Unit::Millis, None),
            (json!([]), Unit::Millis, None),
        ] {
            let mut found = Found::default();
            let time = time(&json!({ "start": written }), "start", unit, &mut found);
            assert_eq!(time.map(Time::millis), millis, "{written}");
            assert_eq!(found.left_out.len(), usize::from(millis.is_none()));
        }
    }

    #[test]
    fn another_shape_is_told_with_those_that_are_known() {
        for (value, told) in [
            (json!({}), "an empty object"),
            (json!([]), "an empty list"),
            (json!(3), "a number"),
            (
                json!([{ "a\u{1b}": 1 }]),
                "a list whose first object has `a␛`",
            ),
            (json!([[1]]), "a list that begins with a list"),
            (
                json!({ "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1 }),
                "an object with `a`, `b`, `c`, `d`, `e`, `f` and 2 more",
            ),
        ] {
            let text = value.to_string();
            let given = Given::new(&text);
            let problem = super::value(&given, |_| false).unwrap_err();
            assert_eq!(problem.what, format!("is JSON of another shape: {told}"));
            let hint = problem.hint.unwrap();
            assert!(SHAPES.iter().all(|(name, _)| hint.contains(name)), "{hint}");
        }
    }
}
