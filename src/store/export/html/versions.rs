//! Two versions side by side, as a page: a summary, then all rows, what is equal folded.

use super::frame;
use super::markup::{Markup, escaped};
use crate::model::{EntryIndex, EntryRef, Layer, OutsideStr, Transcript};
use crate::text::clean::{Clean, clean, glyphs};
use crate::text::compare::{
    Comparison, Difference, Elsewhere, Kind, Marks, Row, is_marked, naming,
};
use crate::text::front;
use crate::text::headline;

const STYLE: &str = include_str!("versions.css");

/// Equal rows beside a difference that are shown; what is further away is folded.
const NEAR: usize = 1;

/// Two versions, and what differs.
pub struct Versions<'v> {
    /// The first and the second.
    pub transcripts: [&'v Transcript; 2],
    /// Their names.
    pub names: &'v [Clean; 2],
    /// What differs.
    pub found: &'v Comparison,
    /// The same, told in words.
    pub told: Told,
}

/// A summary of what differs.
pub struct Told {
    /// How much there is of each version.
    pub versions: [Clean; 2],
    /// How much both have in common.
    pub common: Clean,
    /// What differs, a line a kind.
    pub lines: Vec<Clean>,
    /// How it was compared.
    pub how: Clean,
}

impl Versions<'_> {
    /// The page.
    pub fn page(&self) -> String {
        let [a, b] = self.names;
        let title = Clean::format(format_args!("{a} and {b}"));
        let mut page = Page {
            versions: self,
            marks: self.found.marks(),
            elsewhere: self.found.elsewhere(),
            out: frame::open(&title, STYLE),
        };
        page.summary();
        if self.found.related {
            page.rows();
        }
        frame::close(page.out)
    }
}

/// The letter of a version, and the element of words that it has alone.
const SIDES: [(&str, &str, &str); 2] = [("A", "a", "del"), ("B", "b", "ins")];

struct Page<'v> {
    versions: &'v Versions<'v>,
    marks: [Marks; 2],
    elsewhere: [Elsewhere; 2],
    out: Markup,
}

impl Page<'_> {
    fn summary(&mut self) {
        let Versions { names, told, .. } = self.versions;
        let [a, b] = names;
        self.out.format(format_args!(
            "<h1>{} <span>and</span> {}</h1>\n<div class=\"facts\">\n",
            escaped(a),
            escaped(b)
        ));
        for ((letter, class, _), version) in SIDES.into_iter().zip(&told.versions) {
            self.out.format(format_args!(
                "<p class=\"{class}\"><span class=\"which\">{letter}</span>{}</p>\n",
                escaped(version)
            ));
        }
        self.out.format(format_args!(
            "</div>\n<p class=\"common\">{}</p>\n",
            escaped(&told.common)
        ));
        if !told.lines.is_empty() {
            self.out.raw("<ul class=\"lines\">\n");
            for line in &told.lines {
                self.out
                    .format(format_args!("<li>{}</li>\n", escaped(line)));
            }
            self.out.raw("</ul>\n");
        }
        self.out.format(format_args!(
            "<div class=\"facts\">\n<p>{}</p>\n",
            escaped(&told.how)
        ));
        if self.versions.found.related && !self.versions.found.is_same() {
            self.out.raw(
                "<p><del>Struck out</del>: in A only. <ins>Underlined</ins>: in B only.</p>\n",
            );
        }
        self.out.raw("</div>\n");
    }

    fn rows(&mut self) {
        self.out.raw("<div class=\"names\">\n");
        for ((letter, class, _), name) in SIDES.into_iter().zip(self.versions.names) {
            self.out.format(format_args!(
                "<div class=\"{class}\"><span class=\"which\">{letter}</span>{}</div>\n",
                escaped(name)
            ));
        }
        self.out.raw("</div>\n<main>\n");
        let rows = &self.versions.found.rows;
        let near: Vec<bool> = (0..rows.len()).map(|at| self.is_near(at)).collect();
        let mut at = 0;
        while at < rows.len() {
            let same = near[at..].iter().take_while(|near| !**near).count();
            if same > 0 {
                let s = if same == 1 { "" } else { "s" };
                self.out.format(format_args!(
                    "<details class=\"folded\"><summary>{same} row{s} without a difference</summary>\n"
                ));
                rows[at..at + same].iter().for_each(|row| self.row(row));
                self.out.raw("</details>\n");
                at += same;
                continue;
            }
            self.row(&rows[at]);
            at += 1;
        }
        self.out.raw("</main>\n");
    }

    /// Whether a difference is here or beside it.
    fn is_near(&self, at: usize) -> bool {
        let rows = &self.versions.found.rows;
        let last = rows.len().min(at + NEAR + 1);
        rows[at.saturating_sub(NEAR)..last].iter().any(Row::differs)
    }

    fn row(&mut self, row: &Row) {
        let Versions {
            transcripts, found, ..
        } = self.versions;
        let same = if row.differs() { "" } else { " same" };
        self.out.format(format_args!("<div class=\"row{same}\">\n"));
        let differences = &found.differences[row.differences.clone()];
        let remarks = naming::remarks(row, found, &self.elsewhere, *transcripts);
        for remark in remarks {
            self.out
                .format(format_args!("<p class=\"kind\">{}</p>\n", escaped(&remark)));
        }
        for (version, entries) in [(0, &row.a), (1, &row.b)] {
            self.out
                .format(format_args!("<div class=\"{}\">\n", SIDES[version].1));
            for entry in entries {
                self.turn(version, *entry);
            }
            self.asides(version, differences);
            self.out.raw("</div>\n");
        }
        self.out.raw("</div>\n");
    }

    fn turn(&mut self, version: usize, entry: EntryIndex) {
        let transcript = self.versions.transcripts[version];
        let Some(turn) = transcript.turn(entry) else {
            return;
        };
        let call = match transcript.calls().len() {
            1 => Clean::default(),
            _ => {
                let title = front::call_title(transcript, turn.call());
                Clean::format(format_args!("{title} · "))
            }
        };
        let time = turn.start().map_or(String::new(), |t| format!(" · {t}"));
        let name = clean(transcript.speaker(turn.speaker()).name.borrow());
        self.out.format(format_args!(
            "<div class=\"turn\"><h3><span class=\"which\">{}</span>{}{}{time} · <span class=\"name\">{}</span></h3>\n",
            SIDES[version].0,
            escaped(&call),
            turn.number(),
            escaped(&name)
        ));
        self.words(version, (entry, Layer::Text), turn.text());
        if let Some(original) = turn.original() {
            self.words(version, (entry, Layer::Original), original);
        }
        self.out.raw("</div>\n");
    }

    fn asides(&mut self, version: usize, differences: &[Difference]) {
        let transcript = self.versions.transcripts[version];
        for difference in differences.iter().filter(|d| d.kind == Kind::Aside) {
            let side = [&difference.a, &difference.b][version];
            let entry = side.as_ref().and_then(|s| s.entries.first());
            if let Some(EntryRef::Aside(aside)) = entry.and_then(|e| transcript.entry(*e)) {
                let (sign, _) = headline::sign(aside);
                self.out.format(format_args!(
                    "<div class=\"turn\"><h3><span class=\"which\">{}</span>{}</h3>\n",
                    SIDES[version].0,
                    escaped(&Clean::ours(sign))
                ));
                self.words(version, (aside.index(), Layer::Text), aside.text());
                self.out.raw("</div>\n");
            }
        }
    }

    /// A text with what is marked in it.
    fn words(&mut self, version: usize, place: (EntryIndex, Layer), text: OutsideStr<'_>) {
        self.out.raw(match place.1 {
            Layer::Text => "<p class=\"words\">",
            Layer::Original => "<p class=\"words original\">",
        });
        let element = SIDES[version].2;
        let marks = self.marks[version].get(&place).map_or(&[][..], |m| m);
        let mut inside = false;
        for glyph in glyphs(text) {
            let at = glyph.bytes.start;
            let marked = is_marked(marks, at);
            if marked != inside {
                let slash = if marked { "" } else { "/" };
                self.out.format(format_args!("<{slash}{element}>"));
                inside = marked;
            }
            self.out.glyph(&glyph);
        }
        if inside {
            self.out.format(format_args!("</{element}>"));
        }
        self.out.raw("</p>\n");
    }
}
