//! Plain text: what `read` prints, and numbered by page and line where that is asked for.

use super::format::{Exporter, Takes, Written};
use super::reading::Reading;
use super::work::Work;
use crate::model::Problem;

/// Its row.
pub const TEXT: Exporter = Exporter {
    name: "text",
    title: "Plain text",
    about: "what `read` prints; --lines-per-page 25 numbers it for citing",
    takes: Takes {
        order: false,
        pages: true,
    },
    write,
};

/// Columns of the text, numbers excepted.
const COLUMNS: usize = 80;

fn write(work: &Work<'_>) -> Result<Written, Problem> {
    let reading = Reading::new(work);
    let mut out = Vec::new();
    reading
        .print(COLUMNS, &mut out)
        .expect("memory takes every line");
    let text = String::from_utf8(out).expect("only text was written");
    Ok(match work.lines_per_page {
        Some(lines) => numbered(&text, lines as usize).into(),
        None => text.into(),
    })
}

/// Every line behind its page and line, `12:03  `; a form feed before each page but the first.
fn numbered(text: &str, per_page: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let pages = lines.len().div_ceil(per_page).to_string().len();
    let digits = per_page.to_string().len();
    let mut out = String::new();
    for (page, lines) in lines.chunks(per_page).enumerate() {
        if page > 0 {
            out.push('\u{c}');
        }
        for (line, text) in lines.iter().enumerate() {
            let place = format!("{:>pages$}:{:0>digits$}", page + 1, line + 1);
            out.push_str(format!("{place}  {text}").trim_end());
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_page_by_page() {
        let text = "a\n\nb\nc\n";
        assert_eq!(numbered(text, 3), "1:1  a\n1:2\n1:3  b\n\u{c}2:1  c\n");
        assert_eq!(numbered(text, 25).lines().last(), Some("1:04  c"));
    }
}
