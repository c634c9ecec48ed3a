//! Our JSON: indented, and whatever cannot be seen is an escape.

use std::fmt::Write as _;

use serde_json::Value;

use crate::text::clean::is_visible;

/// The value as text that ends in a line feed.
pub fn to_text(value: &Value) -> String {
    let mut out = String::new();
    for c in format!("{value:#}\n").chars() {
        // Only strings hold anything else than ASCII, and in a string every character may be an escape (RFC 8259, section 7).
        if c == '\n' || is_visible(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").expect("a String takes every write");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_an_escape_and_reads_back() {
        let value = Value::from("é\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\n");
        let text = to_text(&value);
        assert_eq!(text, "\"é\\u001b\\u007f\\u009b\\u202e\\udb40\\udc41\\n\"\n");
        let again: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(again, value);
    }
}
