//! The comparison for people: a summary, then the readings, turn by turn and in context.

use std::ops::Range;

use super::Compared;
use super::summary;
use crate::cli::message::counted;
use crate::model::{EntryIndex, EntryRef, Layer, OutsideStr, Stretch, Transcript};
use crate::text::clean::{Clean, clean, glyphs_in};
use crate::text::compare::{Difference, Kind, Piece, Row, Side, naming, unified};
use crate::text::front;
use crate::text::headline;
use crate::text::paint::{Role, piece};
use crate::text::wrap::wrap;
use crate::tui::theme::painted;

/// Words beside a difference.
const CONTEXT: usize = 8;
/// What is said of turns that are others in each version.
const CUT: &str = "cut into turns elsewhere";
/// What is said where words look as if they were marked.
const MISLEADING: &str = "Some words have [-, -], {+ or +} in the files themselves: --html and --json tell them from those that are set here.";
/// Columns before words.
const INDENT: usize = 4;
/// Columns that are kept for words however narrow the page is.
const NARROWEST: usize = 10;

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Plain,
    Head,
    OnlyA,
    OnlyB,
}

impl Ink {
    /// What it is to the theme, which tells nothing by colour alone.
    fn role(self) -> Role {
        match self {
            Self::Plain => Role::Plain,
            Self::Head => Role::Strong,
            Self::OnlyA => Role::OnlyA,
            Self::OnlyB => Role::OnlyB,
        }
    }

    /// What stands around it where there are no colours.
    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain | Self::Head => ("", ""),
            Self::OnlyA => ("[-", "-]"),
            Self::OnlyB => ("{+", "+}"),
        }
    }
}

/// Clean text with inks over it.
#[derive(Default)]
struct Inked {
    text: String,
    inks: Vec<(Range<usize>, Ink)>,
    colours: bool,
    /// Whether text has signs of its own that look like ours.
    misleading: bool,
}

impl Inked {
    fn new(colours: bool) -> Self {
        Self {
            colours,
            ..Self::default()
        }
    }

    /// Adds clean text, with a blank before words that stand beside others.
    fn add(&mut self, text: &str, ink: Ink) {
        let last = self.inks.last().map(|(_, ink)| *ink);
        let beside = ink == Ink::OnlyB
            || last == Some(Ink::OnlyB) && text.starts_with(char::is_alphanumeric);
        let open = self.text.is_empty() || self.text.ends_with([' ', '(', '“', '"', '«', '„']);
        if beside && !open {
            self.put(" ", Ink::Plain);
        }
        let (before, after) = if self.colours { ("", "") } else { ink.signs() };
        let signs = [Ink::OnlyA.signs(), Ink::OnlyB.signs()];
        let has = |(before, after): (&str, &str)| text.contains(before) || text.contains(after);
        self.misleading |= !self.colours && signs.into_iter().any(has);
        self.put(&format!("{before}{text}{after}"), ink);
    }

    /// A sign that words of both were left out.
    fn cut(&mut self) {
        let open = self.text.is_empty() || self.text.ends_with(' ');
        self.put(if open { "… " } else { " … " }, Ink::Plain);
    }

    fn put(&mut self, text: &str, ink: Ink) {
        let start = self.text.len();
        self.text.push_str(text);
        self.inks.push((start..self.text.len(), ink));
    }
}

/// All of it, in so many columns.
pub fn answer(compared: &Compared<'_>, width: usize, colours: bool) -> String {
    let mut page = Page {
        compared,
        width,
        colours,
        out: String::new(),
        compact: false,
        misleading: false,
    };
    page.summary();
    let head = page.out.len();
    if compared.found.related {
        page.readings();
    }
    if page.misleading {
        let readings = page.out.split_off(head);
        page.line(0, MISLEADING, Ink::Plain);
        page.out.push_str(&readings);
    }
    page.out
}

struct Page<'c, 't> {
    compared: &'c Compared<'t>,
    width: usize,
    colours: bool,
    out: String,
    /// Whether the last thing was a line that another may follow at once.
    compact: bool,
    /// Whether words have signs of their own that look like ours.
    misleading: bool,
}

impl<'t> Page<'_, 't> {
    fn summary(&mut self) {
        let compared = self.compared;
        let found = compared.found;
        for (letter, name, size) in [
            ("A", &compared.names[0], found.a),
            ("B", &compared.names[1], found.b),
        ] {
            self.line(
                0,
                &format!("{letter}  {}", summary::version(name, size)),
                Ink::Plain,
            );
        }
        self.out.push('\n');
        self.line(0, &summary::in_common(compared), Ink::Head);
        for line in summary::lines(compared) {
            self.line(2, &line, Ink::Plain);
        }
        self.line(0, &summary::how(compared), Ink::Plain);
    }

    fn readings(&mut self) {
        let found = self.compared.found;
        let mut call = None;
        for row in found.rows.iter().filter(|r| !r.differences.is_empty()) {
            let differences = &found.differences[row.differences.clone()];
            self.call(row, &mut call);
            self.row(differences);
        }
    }

    /// The heading of a call, where there are several.
    fn call(&mut self, row: &Row, before: &mut Option<naming::Calls>) {
        let versions = [self.compared.a, self.compared.b];
        let calls = naming::calls(row, versions);
        if let Some(title) = naming::heading(calls, *before, versions) {
            *before = Some(calls);
            self.out.push('\n');
            self.line(0, &format!("== {title} =="), Ink::Head);
            self.compact = false;
        }
    }

    fn row(&mut self, differences: &[Difference]) {
        let mut read: Vec<([&[EntryIndex]; 2], Layer)> = Vec::new();
        for difference in differences {
            match difference.kind {
                Kind::Words | Kind::Brackets | Kind::Signs => {
                    let layer = difference.a.as_ref().map_or(Layer::Text, |s| s.layer);
                    let turns = naming::turns(difference, differences);
                    if !read.contains(&(turns, layer)) {
                        read.push((turns, layer));
                        self.reading(turns, layer, differences);
                    }
                }
                Kind::Split | Kind::Joined | Kind::Recut => self.cut(difference, differences),
                Kind::Turn | Kind::Aside => self.alone(difference),
                Kind::Moved => self.moved(difference),
                Kind::Attributed => self.attributed(difference),
                Kind::Call => self.whole_call(difference),
                Kind::Renamed => {}
            }
        }
    }

    /// Turns that were cut elsewhere; where words in them differ, that is told with the words.
    fn cut(&mut self, difference: &Difference, differences: &[Difference]) {
        let turns = naming::turns(difference, differences);
        let mut others = differences.iter().filter(|d| d.kind != difference.kind);
        if others.all(|d| naming::turns(d, differences) != turns) {
            self.told(&format!("{}: {CUT}", self.heads(difference)));
        }
    }

    /// Turns of both that belong together, with what differs in them.
    fn reading(&mut self, [a, b]: [&[EntryIndex]; 2], layer: Layer, differences: &[Difference]) {
        let mut text = Inked::new(self.colours);
        for (at, entry) in a.iter().enumerate() {
            let Some(turn) = self.compared.a.turn(*entry) else {
                continue;
            };
            let words = turn.layer(layer);
            if at > 0 {
                text.add(" / ", Ink::Plain);
            }
            for piece in unified(words, (*entry, layer), differences, CONTEXT) {
                match piece {
                    Piece::Same(bytes) => text.add(&flat(words, bytes), Ink::Plain),
                    Piece::Cut => text.cut(),
                    Piece::OnlyA(bytes) => text.add(&flat(words, bytes), Ink::OnlyA),
                    Piece::OnlyB(stretch) => {
                        text.add(&stretched(self.compared.b, &stretch), Ink::OnlyB);
                    }
                }
            }
        }
        let original = if layer == Layer::Original {
            " · original"
        } else {
            ""
        };
        let cut = match (a.len(), b.len()) {
            (1, 1) => String::new(),
            (_, _) => format!(": {CUT}"),
        };
        self.block(&format!("{}{original}{cut}", self.both(a, b)), &text);
    }

    /// A turn or an aside that one version has alone, or that says something else in each.
    fn alone(&mut self, difference: &Difference) {
        let mut text = Inked::new(self.colours);
        let sides = [
            (self.compared.a, &difference.a, Ink::OnlyA),
            (self.compared.b, &difference.b, Ink::OnlyB),
        ];
        for (transcript, side, ink) in sides {
            for stretch in side.iter().flat_map(|s| &s.stretches) {
                text.add(&stretched(transcript, stretch), ink);
            }
        }
        let head = match (&difference.a, &difference.b) {
            (Some(_), None) => format!("only in {}", self.heads(difference)),
            (None, Some(_)) => format!("only in {}", self.heads(difference)),
            (_, _) => self.heads(difference),
        };
        self.block(&head, &text);
    }

    fn moved(&mut self, difference: &Difference) {
        let mut text = Inked::new(self.colours);
        let stretches = difference.a.iter().flat_map(|s| &s.stretches);
        let words: Vec<String> = stretches.map(|s| stretched(self.compared.a, s)).collect();
        text.add(&first_words(&words.join(" / ")), Ink::Plain);
        let head = format!("{}: stands elsewhere", self.heads(difference));
        self.block(&head, &text);
    }

    fn attributed(&mut self, difference: &Difference) {
        let mut text = Inked::new(self.colours);
        for stretch in difference.a.iter().flat_map(|s| &s.stretches) {
            text.add(&stretched(self.compared.a, stretch), Ink::Plain);
        }
        let head = format!("{}: of another speaker", self.heads(difference));
        self.block(&head, &text);
    }

    fn whole_call(&mut self, difference: &Difference) {
        for (transcript, letter, side) in [
            (self.compared.a, "A", &difference.a),
            (self.compared.b, "B", &difference.b),
        ] {
            if let Some(side) = side {
                let turns = transcript.call_turns(side.call).0 as usize;
                let title = front::call_title(transcript, side.call);
                self.told(&format!(
                    "only in {letter}: the call {title}, {}",
                    counted(turns, "turn")
                ));
            }
        }
    }

    /// `A 3 | B 4 · 0:12 · Ana Petrov`, or the one that there is.
    fn heads(&self, difference: &Difference) -> String {
        let entries =
            |side: &Option<Side>| side.as_ref().map(|s| s.entries.clone()).unwrap_or_default();
        self.both(&entries(&difference.a), &entries(&difference.b))
    }

    /// Numbers, times and speakers of both sides; what is the same in both stands once.
    fn both(&self, a: &[EntryIndex], b: &[EntryIndex]) -> String {
        let sides = [(self.compared.a, "A", a), (self.compared.b, "B", b)];
        let heads = sides
            .into_iter()
            .filter(|(_, _, entries)| !entries.is_empty());
        let heads: Vec<(String, String)> = heads.map(|(t, letter, e)| head(t, letter, e)).collect();
        match &heads[..] {
            [(first, more), (second, same)] if more == same => format!("{first} | {second}{more}"),
            heads => {
                let heads: Vec<String> = heads
                    .iter()
                    .map(|(numbers, more)| format!("{numbers}{more}"))
                    .collect();
                heads.join(" | ")
            }
        }
    }

    /// A line of its own; such lines follow each other without a gap.
    fn told(&mut self, line: &str) {
        if !self.compact {
            self.out.push('\n');
        }
        self.compact = true;
        self.line(0, line, Ink::Head);
    }

    /// A head, and words below it.
    fn block(&mut self, head: &str, text: &Inked) {
        self.out.push('\n');
        self.compact = false;
        self.line(0, head, Ink::Head);
        self.misleading |= text.misleading;
        self.rows(INDENT, text);
    }

    fn line(&mut self, indent: usize, line: &str, ink: Ink) {
        let mut text = Inked::new(self.colours);
        text.add(line, ink);
        self.rows(indent, &text);
    }

    /// Wraps clean text; other rows of a line are indented further than its first.
    fn rows(&mut self, indent: usize, text: &Inked) {
        let width = self.width.saturating_sub(indent).max(NARROWEST);
        // A row may end behind a hyphen, but not inside our signs.
        let signs = [("[-", "(("), ("-]", "))")];
        let whole = signs.iter().fold(text.text.clone(), |t, (sign, stand_in)| {
            t.replace(sign, stand_in)
        });
        for row in wrap(OutsideStr::new(&whole), width) {
            let end = row.start + text.text[row.clone()].trim_end().len();
            let mut line = " ".repeat(indent);
            for (range, ink) in &text.inks {
                let part = range.start.max(row.start)..range.end.min(end);
                if part.is_empty() {
                    continue;
                }
                let part = &text.text[part];
                if self.colours {
                    let part = piece(Clean::format(format_args!("{part}")), ink.role());
                    line.push_str(&painted(&[part]));
                } else {
                    line.push_str(part);
                }
            }
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }
}

/// `A 3, 4` and ` · 0:12 · Ana Petrov`; of an aside, its sign.
fn head(transcript: &Transcript, letter: &str, entries: &[EntryIndex]) -> (String, String) {
    let turn = match entries.first().and_then(|e| transcript.entry(*e)) {
        Some(EntryRef::Turn(turn)) => turn,
        Some(EntryRef::Aside(aside)) => {
            let (sign, _) = headline::sign(aside);
            return (
                format!("{letter} {} after {}", sign.trim(), aside.after()),
                String::new(),
            );
        }
        None => return (letter.to_owned(), String::new()),
    };
    let time = turn.start().map_or(String::new(), |t| format!(" · {t}"));
    let name = clean(transcript.speaker(turn.speaker()).name.borrow());
    (
        format!("{letter} {}", naming::numbers(transcript, entries)),
        format!("{time} · {name}"),
    )
}

/// Words of a turn or an aside.
fn stretched(transcript: &Transcript, stretch: &Stretch) -> String {
    match transcript.entry(stretch.entry) {
        Some(EntryRef::Turn(turn)) => flat(turn.layer(stretch.layer), stretch.bytes.clone()),
        Some(EntryRef::Aside(aside)) => flat(aside.text(), stretch.bytes.clone()),
        None => String::new(),
    }
}

/// The first words of a long text.
fn first_words(text: &str) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(3 * CONTEXT).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" "))
}

/// A part of a text as it may be shown, on one line: blanks and line breaks are one blank.
fn flat(text: OutsideStr<'_>, bytes: Range<usize>) -> String {
    let mut flat = String::new();
    for glyph in glyphs_in(text, bytes) {
        let blank = glyph.breaks || glyph.shown.trim().is_empty();
        if !blank {
            flat.push_str(&glyph.shown);
        } else if !flat.ends_with(' ') {
            flat.push(' ');
        }
    }
    flat
}
