//! What became of a quotation, in words and rows for people.

use super::Report;
use super::verdict::{Attribution, Change, Checked, Finding, Of, Remark, Side, Verdict};
use crate::model::{AsideKind, Outside, SpeakerIndex, Transcript};
use crate::text::cite::whereabouts;
use crate::text::clean::{Clean, clean, shown};
use crate::text::paint::{Line, Piece, Role, drawn, ours, piece};
use crate::text::wrap::{pad, wrap};

/// Columns before what is told.
const INDENT: usize = 8;
/// Columns of the longest verdict.
const WIDEST: usize = 13;
/// Columns of words, however narrow the page is.
const NARROWEST: usize = 12;

/// A report and what it is about.
#[derive(Clone, Copy)]
pub struct Telling<'r> {
    /// What became of the draft.
    pub report: &'r Report,
    /// The transcripts that it was checked against.
    pub transcripts: &'r [&'r Transcript],
    /// What they are called.
    pub names: &'r [Clean],
    /// Whether differences have signs; without, their roles alone tell them.
    pub signs: bool,
}

fn one(text: &Outside) -> Clean {
    clean(text.borrow())
}

fn counted(number: usize, what: &str) -> Clean {
    let s = if number == 1 { "" } else { "s" };
    Clean::format(format_args!("{number} {what}{s}"))
}

impl Telling<'_> {
    /// `9 quotations: 5 verbatim, 1 altered, 3 not found`; `accepted` of those that are not right are agreed to.
    pub fn summary(&self, accepted: usize) -> Clean {
        let all = self.report.quotations.iter();
        let told = all.filter(|q| !self.report.is_covered(q)).count();
        let mut parts = Vec::new();
        for verdict in Verdict::ALL {
            let all = self.report.quotations.iter();
            let count = all
                .filter(|q| q.verdict == verdict && !self.report.is_covered(q))
                .count();
            if count > 0 {
                let title = match verdict {
                    Verdict::Short => "of one or two words",
                    other => other.title(),
                };
                parts.push(Clean::format(format_args!("{count} {title}")));
            }
        }
        if accepted > 0 {
            parts.push(Clean::format(format_args!("{accepted} accepted")));
        }
        if !self.report.unclosed.is_empty() {
            let marks = counted(self.report.unclosed.len(), "mark");
            parts.push(Clean::format(format_args!("{marks} never closed")));
        }
        let all = counted(told, "quotation");
        if parts.is_empty() {
            return all;
        }
        Clean::format(format_args!("{all}: {}", Clean::join(&parts, ", ")))
    }

    /// A quotation with all that is to be said of it, in rows.
    pub fn rows(&self, checked: &Checked, accepted: bool, columns: usize) -> Vec<Line> {
        let place = Clean::format(format_args!(
            "{}:{}",
            checked.place.line, checked.place.column
        ));
        let role = match checked.verdict {
            verdict if verdict.is_right() || accepted => Role::Good,
            Verdict::Short => Role::Faint,
            _ => Role::HitSign,
        };
        let place = pad(&Clean::format(format_args!("{place:>6}")), INDENT - 1);
        let lead = vec![drawn(place, Role::Number), ours(" ", Role::Plain)];
        let agreed = if accepted { ", accepted" } else { "" };
        let title = Clean::format(format_args!("{}{agreed}", checked.verdict.title()));
        let title = pad(&title, WIDEST.max(title.len()));
        let mut head = vec![drawn(title, role), ours(" ", Role::Plain)];
        head.extend([
            ours("“", Role::Faint),
            piece(one(&checked.quotation), Role::Plain),
            ours("”", Role::Faint),
        ]);
        let id = Clean::format(format_args!("  {}", checked.id));
        head.push(drawn(id, Role::Faint));
        let mut rows = wrapped(lead, &head, INDENT, columns);
        for line in self.details(checked) {
            let blank = vec![piece(pad(&Clean::default(), INDENT), Role::Plain)];
            rows.extend(wrapped(blank, &line, INDENT, columns));
        }
        rows
    }

    /// All that is said of a quotation below its own words, not yet cut into rows.
    pub fn details(&self, checked: &Checked) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let faint = |text: Clean| vec![piece(text, Role::Faint)];
        if checked.verdict == Verdict::Short {
            return lines;
        }
        if let Some(finding) = &checked.finding {
            if checked.verdict == Verdict::NotFound {
                let percent = (finding.score * 100.0).round();
                let nearest = Clean::format(format_args!("nearest, {percent} % alike: "));
                let mut line = faint(nearest);
                line.push(piece(one(&finding.words), Role::Plain));
                lines.push(line);
            } else if self.is_worth_showing(finding) {
                lines.push(self.difference(&finding.difference));
            }
            lines.push(faint(self.whereabouts(finding)));
        }
        let wrong = Role::Strong;
        for remark in self.remarks(checked) {
            lines.push(vec![ours("- ", Role::Faint), piece(remark, wrong)]);
        }
        let attribution = self.attribution(checked);
        if !attribution.is_empty() {
            lines.push(faint(attribution));
        }
        lines
    }

    /// Whether the details have the difference, in which all words of the draft stand.
    pub fn shows_difference(&self, checked: &Checked) -> bool {
        let told = !matches!(checked.verdict, Verdict::NotFound | Verdict::Short);
        let finding = checked.finding.as_ref().filter(|_| told);
        finding.is_some_and(|f| self.is_worth_showing(f))
    }

    fn is_worth_showing(&self, finding: &Finding) -> bool {
        let plain = finding.verdict == Verdict::Verbatim;
        !plain || finding.difference.iter().any(|c| c.side != Side::Both)
    }

    /// Where the words of the transcript stand.
    pub fn whereabouts(&self, finding: &Finding) -> Clean {
        let transcript = self.transcripts[finding.edition];
        let mut told = whereabouts(transcript, &finding.passage);
        let what = match finding.of {
            Of::Aside(AsideKind::Event) => Some("an event, nobody's words"),
            Of::Aside(AsideKind::Gap) => Some("a gap, nobody's words"),
            Of::Aside(AsideKind::Remark) => Some("an editor's remark, nobody's words"),
            Of::Brackets => Some("partly in the transcriber's brackets"),
            Of::Paraphrase => Some("a paraphrase, nobody's exact words"),
            Of::Verbatim | Of::Translation | Of::Original => None,
        };
        told.extend(what.map(Clean::ours));
        if self.transcripts.len() > 1 {
            told.insert(0, self.names[finding.edition].clone());
        }
        Clean::join(&told, ", ")
    }

    /// Both side by side.
    pub fn difference(&self, changes: &[Change]) -> Line {
        let mut line = Line::new();
        for change in changes {
            let (open, close, role) = match change.side {
                Side::Both => ("", "", Role::Plain),
                Side::Draft => ("[-", "-]", Role::OnlyA),
                Side::Transcript => ("{+", "+}", Role::OnlyB),
                Side::LeftOut => ("(", ")", Role::Faint),
                Side::Between => ("| ", " |", Role::Paraphrase),
                Side::Inserted => ("", "", Role::Transcriber),
            };
            if !line.is_empty() {
                line.push(ours(" ", Role::Plain));
            }
            let always = matches!(change.side, Side::LeftOut | Side::Between);
            if self.signs || always {
                line.push(ours(open, role));
            }
            line.push(piece(one(&change.words), role));
            if self.signs || always {
                line.push(ours(close, role));
            }
        }
        line
    }

    /// Who the draft says spoke, where that is not as it should be or cannot be told.
    pub fn attribution(&self, checked: &Checked) -> Clean {
        let has_words = checked.finding.is_some() && checked.verdict != Verdict::NotFound;
        match &checked.attribution {
            Attribution::To { name, .. }
                if matches!(checked.verdict, Verdict::NotFound | Verdict::NotSpoken) =>
            {
                Clean::format(format_args!("the draft says: {}", one(name)))
            }
            // Then the place names the same speaker, or a remark says it.
            Attribution::To { .. } => Clean::default(),
            Attribution::Nobody if checked.within.is_some() => {
                Clean::ours("stands in another quotation; who spoke is not judged")
            }
            Attribution::Nobody if has_words => {
                Clean::ours("the draft does not say who spoke; that is not judged")
            }
            Attribution::Nobody => Clean::default(),
            Attribution::Unsure(why) => Clean::format(format_args!(
                "who spoke is not sure in the draft ({}); that is not judged",
                one(why)
            )),
            Attribution::Stranger(name) => Clean::format(format_args!(
                "the draft says {}, who speaks in none of these transcripts; that is not judged",
                one(name)
            )),
        }
    }

    /// What else is to be said, a sentence each.
    pub fn remarks(&self, checked: &Checked) -> Vec<Clean> {
        let mut told = Vec::new();
        if let Some(finding) = checked
            .finding
            .as_ref()
            .filter(|_| checked.verdict != Verdict::NotFound)
        {
            if checked.verdict == Verdict::Misattributed {
                told.push(self.whose(checked, finding));
            }
            let all = finding.remarks.iter();
            told.extend(all.map(|r| self.remark(checked, finding, r)));
        }
        for other in &checked.others {
            let best = checked.finding.as_ref().map(|f| f.verdict);
            if best != Some(other.verdict) {
                let name = &self.names[other.edition];
                told.push(if other.verdict == Verdict::NotFound {
                    Clean::format(format_args!("{name} does not have these words"))
                } else {
                    let title = other.verdict.title();
                    Clean::format(format_args!("{name}: {title}: “{}”", one(&other.words)))
                });
            }
        }
        told
    }

    fn whose(&self, checked: &Checked, finding: &Finding) -> Clean {
        let theirs = self.speakers(finding, &finding.speakers);
        match &checked.attribution {
            Attribution::To { name, speakers } => {
                let name = one(name);
                let mut others = finding.speakers.clone();
                others.retain(|s| !speakers.contains(&(finding.edition, *s)));
                if others.len() < finding.speakers.len() {
                    let others = self.speakers(finding, &others);
                    return Clean::format(format_args!(
                        "not all are the words of {name}: some are of {others}"
                    ));
                }
                Clean::format(format_args!(
                    "these are the words of {theirs}, not of {name}"
                ))
            }
            Attribution::Nobody | Attribution::Unsure(_) | Attribution::Stranger(_) => {
                Clean::format(format_args!("these are the words of {theirs}"))
            }
        }
    }

    /// ` of Ana and Ben`; nothing for one.
    fn of_several(&self, finding: &Finding, speakers: &[SpeakerIndex]) -> Clean {
        if speakers.len() < 2 {
            return Clean::default();
        }
        Clean::format(format_args!(" of {}", self.speakers(finding, speakers)))
    }

    fn speakers(&self, finding: &Finding, speakers: &[SpeakerIndex]) -> Clean {
        let transcript = self.transcripts[finding.edition];
        let names: Vec<Clean> = speakers
            .iter()
            .map(|s| one(&transcript.speaker(*s).name))
            .collect();
        Clean::join(&names, " and ")
    }

    fn remark(&self, checked: &Checked, finding: &Finding, remark: &Remark) -> Clean {
        let put = |what: &str, draft: &Outside, there: &Outside| {
            let (draft, there) = (one(draft), one(there));
            match (draft.is_empty(), there.is_empty()) {
                (_, true) => {
                    Clean::format(format_args!("{what}: “{draft}” is not in the transcript"))
                }
                (true, _) => Clean::format(format_args!("{what}: the transcript has “{there}”")),
                _ => Clean::format(format_args!("{what}: “{draft}” for “{there}”")),
            }
        };
        match remark {
            Remark::LeftOut(words) => {
                Clean::format(format_args!("{} left out", counted(*words, "word")))
            }
            Remark::Spelling(draft, there) => put("spelt otherwise", draft, there),
            Remark::CaseOnly => Clean::ours("the words are the same; capitals differ"),
            Remark::SignsOnly => Clean::ours("the words are the same; punctuation differs"),
            Remark::Unmarked => Clean::ours("words are left out without a sign"),
            Remark::Hesitations => Clean::ours("only hesitation is left out, without a sign"),
            Remark::Unheard(what) => {
                Clean::format(format_args!("{} is passed over without a sign", one(what)))
            }
            Remark::Number(draft, there) => put("a number is changed", draft, there),
            Remark::Name(draft, there) => put("a name is changed", draft, there),
            Remark::Negation(draft, there) => put("a negation is changed", draft, there),
            Remark::Turns(turns, speakers) => Clean::format(format_args!(
                "joined from {turns} separate turns{}",
                self.of_several(finding, speakers)
            )),
            Remark::Calls(calls, speakers) => Clean::format(format_args!(
                "joined from {calls} calls{}",
                self.of_several(finding, speakers)
            )),
            Remark::Over(speakers) => Clean::format(format_args!(
                "joined over words of {}",
                self.speakers(finding, speakers)
            )),
            Remark::OverAside => {
                Clean::ours("something stands between the pieces that is nobody's words")
            }
            Remark::OutOfOrder => {
                Clean::ours("the pieces stand in another order in the transcript")
            }
            Remark::FarApart(words) => Clean::format(format_args!(
                "{words} words stand between two of the pieces"
            )),
            Remark::OtherSpeaker => self.whose(checked, finding),
            Remark::SaidInstead(words, turn) => Clean::format(format_args!(
                "nearest words of that speaker, turn {turn}: “{}”",
                one(words)
            )),
            Remark::Places(places) => Clean::format(format_args!(
                "the words stand at {places} places; this is the first"
            )),
            Remark::Gapped => Clean::ours(
                "the transcript itself has an ellipsis here: what was said between is not in it",
            ),
            Remark::Paragraphs => Clean::ours(
                "its last paragraphs are right alone: is the first one's mark never closed?",
            ),
        }
    }
}

/// A line cut into rows: `lead` before the first, blanks before the others.
pub fn wrapped(lead: Line, line: &[Piece], indent: usize, columns: usize) -> Vec<Line> {
    let mut text = String::new();
    let mut ends = Vec::new();
    for part in line {
        text.push_str(&part.text);
        ends.push(text.len());
    }
    let text = crate::model::OutsideStr::new(&text);
    let width = columns.saturating_sub(indent).max(NARROWEST);
    let mut rows = Vec::new();
    let mut lead = Some(lead);
    for row in wrap(text, width) {
        let blank = || vec![piece(pad(&Clean::default(), indent), Role::Plain)];
        let mut pieces = lead.take().unwrap_or_else(blank);
        let end = row.start + text.raw()[row.clone()].trim_end().len();
        let mut from = row.start;
        for (part, stop) in line.iter().zip(&ends) {
            let to = (*stop).min(end);
            if to > from {
                let words = shown(text, from..to);
                pieces.push(Piece {
                    text: words,
                    ..part.clone()
                });
                from = to;
            }
        }
        rows.push(pieces);
    }
    rows
}
