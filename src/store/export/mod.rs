//! What a reader takes out: model in, text out.
//!
//! The type of a row is in `format`, what is to be written, with its filters, in `work`, the table here; a file each for
//! the formats.

mod cue;
mod format;
mod html;
mod json;
mod markdown;
mod page;
mod passages;
mod reading;
mod subrip;
mod table;
mod text;
mod webannotation;
mod webvtt;
mod work;

use crate::model::{OutsideStr, Problem};
use crate::store::transcript::nearest;
use crate::text::clean::clean;

pub use format::{Exporter, Written};
pub use html::{Told, Versions};
pub use markdown::escaped;
pub use page::{Page, dotted};
pub use reading::{Reading, heading, of};
pub use work::{Filter, Item, Order, Work};

/// Every format that can be written.
pub const EXPORTERS: &[&Exporter] = &[
    &markdown::MARKDOWN,
    &table::CSV,
    &json::JSON,
    &webannotation::WEBANNOTATION,
    &html::HTML,
    &webvtt::WEBVTT,
    &subrip::SUBRIP,
    &text::TEXT,
];

/// The table of the formats as Markdown.
pub fn markdown() -> String {
    let rows = EXPORTERS.iter();
    let rows = rows.map(|e| format!("| `{}` | {} | {} |\n", e.name, e.title, e.about));
    format!(
        "| `--to` | is | for |\n|---|---|---|\n{}",
        rows.collect::<String>()
    )
}

/// The exporter that `--to` names.
///
/// # Errors
/// There is none of that name; the hint lists all.
pub fn named(name: &str) -> Result<&'static Exporter, Problem> {
    let found = EXPORTERS.iter().find(|e| e.name.eq_ignore_ascii_case(name));
    found.copied().ok_or_else(|| {
        let shown = clean(OutsideStr::new(name));
        let names = EXPORTERS.iter().map(|e| (e.name, e.name));
        let hint = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let names: Vec<&str> = names.map(|(n, _)| n).collect();
                format!("there are: {}", names.join(", "))
            }
        };
        Problem::new(format!("there is no format `{shown}`")).hint(hint)
    })
}
