//! The comparison as a page for the browser: one file, side by side, nothing loaded from elsewhere.
//!
//! All outside text passes the door, then its letters that HTML would read as its own are escaped. The page may load
//! nothing and run nothing: it says so itself (Content Security Policy, `default-src 'none'`).

use std::fmt::Write as _;

use super::Compared;
use super::summary;
use crate::model::{EntryIndex, EntryRef, Layer, OutsideStr, Transcript};
use crate::store::export::push_html;
use crate::text::clean::{clean, glyphs};
use crate::text::compare::{Difference, Kind, Marks, Row};
use crate::text::front;
use crate::text::headline;

/// Equal rows beside a difference that are shown; what is further away is folded.
const NEAR: usize = 1;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1b1b1b;--faint:#5c5c5c;--ground:#fff;--line:#d6d6d6;--a:#ffdfdb;--b:#d4f3d8;--a-ink:#8a0f00;--b-ink:#00531a}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--faint:#a8a8a8;--ground:#16181b;--line:#3b3f45;--a:#53201b;--b:#173d22;--a-ink:#ffc9c1;--b-ink:#b5f0c4}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem;color:var(--ink);background:var(--ground);overflow-wrap:anywhere}
h1{font-size:1.3rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
.row,.names{display:grid;grid-template-columns:1fr 1fr;gap:0 1.5rem;border-top:1px solid var(--line);padding:.4rem 0}
.names{position:sticky;top:0;background:var(--ground);font-weight:600}
.turn{margin:0 0 .4rem;white-space:pre-wrap}.head{color:var(--faint);font-size:.85rem;display:block}
.original{font-style:italic}.kind{grid-column:1/-1;color:var(--faint);font-size:.85rem}
del{background:var(--a);color:var(--a-ink)}ins{background:var(--b);color:var(--b-ink)}
summary{cursor:pointer;color:var(--faint);padding:.3rem 0;border-top:1px solid var(--line)}
@media(max-width:45rem){.row,.names{grid-template-columns:1fr}.names{position:static}.b{border-left:3px solid var(--b);padding-left:.5rem}.a{border-left:3px solid var(--a);padding-left:.5rem}}
@media print{.names{position:static}}
";

/// The page.
pub fn page(compared: &Compared<'_>) -> String {
    let mut page = Page {
        compared,
        marks: compared.found.marks(),
        out: String::new(),
    };
    page.head();
    if compared.found.related {
        page.rows();
    }
    page.out.push_str("</body>\n</html>\n");
    page.out
}

struct Page<'c, 't> {
    compared: &'c Compared<'t>,
    marks: [Marks; 2],
    out: String,
}

impl<'t> Page<'_, 't> {
    fn head(&mut self) {
        let compared = self.compared;
        let found = compared.found;
        let [a, b] = &compared.names;
        let (a, b) = (escaped(a), escaped(b));
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{a} and {b}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{a} and {b}</h1>\n"
        );
        self.paragraph(&format!(
            "A: {}",
            summary::version(&compared.names[0], found.a)
        ));
        self.paragraph(&format!(
            "B: {}",
            summary::version(&compared.names[1], found.b)
        ));
        let _ = writeln!(
            self.out,
            "<p><strong>{}</strong></p>",
            escaped(&summary::in_common(compared))
        );
        if found.related {
            self.out.push_str("<ul>\n");
            for line in summary::lines(compared) {
                let _ = writeln!(self.out, "<li>{}</li>", escaped(&line));
            }
            self.out.push_str("</ul>\n");
        }
        self.paragraph(&summary::how(compared));
        let _ = writeln!(
            self.out,
            "<p><del>Struck out</del>: in A only. <ins>Underlined</ins>: in B only.</p>"
        );
    }

    fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.out, "<p>{}</p>", escaped(text));
    }

    fn rows(&mut self) {
        let [a, b] = &self.compared.names;
        let _ = writeln!(
            self.out,
            "<div class=\"names\"><div>A {}</div><div>B {}</div></div>",
            escaped(a),
            escaped(b)
        );
        let rows = &self.compared.found.rows;
        let differs = |at: usize| {
            rows.get(at)
                .is_some_and(|r| !r.differences.is_empty() || r.a.is_empty() || r.b.is_empty())
        };
        let near: Vec<bool> = (0..rows.len())
            .map(|at| (at.saturating_sub(NEAR)..=at + NEAR).any(differs))
            .collect();
        let mut at = 0;
        while at < rows.len() {
            let same = near[at..].iter().take_while(|near| !**near).count();
            if same > 0 {
                let s = if same == 1 { "row" } else { "rows" };
                let _ = writeln!(
                    self.out,
                    "<details><summary>{same} {s} without a difference</summary>"
                );
                rows[at..at + same].iter().for_each(|row| self.row(row));
                self.out.push_str("</details>\n");
                at += same;
                continue;
            }
            self.row(&rows[at]);
            at += 1;
        }
    }

    fn row(&mut self, row: &Row) {
        self.out.push_str("<div class=\"row\">\n");
        let differences = &self.compared.found.differences[row.differences.clone()];
        let mut kinds: Vec<&str> = differences.iter().filter_map(|d| d.kind.remark()).collect();
        kinds.dedup();
        if !kinds.is_empty() {
            let _ = writeln!(self.out, "<div class=\"kind\">{}</div>", kinds.join(" · "));
        }
        for (version, entries) in [(0, &row.a), (1, &row.b)] {
            self.out.push_str(if version == 0 {
                "<div class=\"a\">"
            } else {
                "<div class=\"b\">"
            });
            for entry in entries {
                self.turn(version, *entry);
            }
            self.asides(version, differences);
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn turn(&mut self, version: usize, entry: EntryIndex) {
        let transcript = self.transcript(version);
        let Some(turn) = transcript.turn(entry) else {
            return;
        };
        let name = clean(transcript.speaker(turn.speaker()).name.borrow());
        let time = turn.start().map_or(String::new(), |t| format!(" · {t}"));
        let call = match transcript.calls().len() {
            1 => String::new(),
            _ => format!("{} · ", front::call_title(transcript, turn.call())),
        };
        let head = escaped(&format!("{call}{}{time} · {name}", turn.number()));
        let words = self.words(version, (entry, Layer::Text), turn.text());
        let _ = writeln!(
            self.out,
            "<div class=\"turn\"><span class=\"head\">{head}</span>{words}</div>"
        );
        if let Some(original) = turn.original() {
            let words = self.words(version, (entry, Layer::Original), original);
            let _ = writeln!(self.out, "<div class=\"turn original\">{words}</div>");
        }
    }

    fn asides(&mut self, version: usize, differences: &[Difference]) {
        let transcript = self.transcript(version);
        for difference in differences.iter().filter(|d| d.kind == Kind::Aside) {
            let side = if version == 0 {
                &difference.a
            } else {
                &difference.b
            };
            let entry = side.as_ref().and_then(|s| s.entries.first());
            if let Some(EntryRef::Aside(aside)) = entry.and_then(|e| transcript.entry(*e)) {
                let (sign, _) = headline::sign(aside);
                let words = self.words(version, (aside.index(), Layer::Text), aside.text());
                let _ = writeln!(
                    self.out,
                    "<div class=\"turn\"><span class=\"head\">{sign}</span>{words}</div>"
                );
            }
        }
    }

    fn transcript(&self, version: usize) -> &'t Transcript {
        if version == 0 {
            self.compared.a
        } else {
            self.compared.b
        }
    }

    /// A text with what is marked in it.
    fn words(&self, version: usize, place: (EntryIndex, Layer), text: OutsideStr<'_>) -> String {
        let (open, close) = if version == 0 {
            ("<del>", "</del>")
        } else {
            ("<ins>", "</ins>")
        };
        let none = Vec::new();
        let marks = self.marks[version].get(&place).unwrap_or(&none);
        let mut words = String::new();
        let mut inside = false;
        for glyph in glyphs(text) {
            let at = glyph.bytes.start;
            let marked = marks.iter().any(|m| m.contains(&at));
            if marked != inside {
                words.push_str(if marked { open } else { close });
                inside = marked;
            }
            push_html(&mut words, if glyph.breaks { "\n" } else { &glyph.shown });
        }
        if inside {
            words.push_str(close);
        }
        words
    }
}

/// Clean text in which nothing is HTML's.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_html(&mut escaped, text);
    escaped
}
