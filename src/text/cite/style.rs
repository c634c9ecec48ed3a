//! The styles of a citation, and how each is written.

use super::facts::Facts;
use super::part::{Group, Part};
use super::template::Template;
use crate::text::clean::Clean;

/// How a passage is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// The words alone; who speaks, where several turns are cited.
    Plain,
    /// `"words," speaker, call, date, time`.
    Journalist,
    /// `"words" (speaker, call, date, turn 1, time)`.
    Scholar,
    /// `"words" call, date, 12:3–12:9 (speaker)`.
    Legal,
    /// A block of `> ` with the citation below.
    Markdown,
    /// A template of the reader's, with its name.
    Own(Clean, Template),
}

impl Style {
    /// Those that are always there.
    pub const BUILT_IN: [Self; 5] = [
        Self::Plain,
        Self::Journalist,
        Self::Scholar,
        Self::Legal,
        Self::Markdown,
    ];

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Plain => "plain",
            Self::Journalist => "journalist",
            Self::Scholar => "scholar",
            Self::Legal => "legal",
            Self::Markdown => "Markdown",
            Self::Own(name, _) => name.as_str(),
        }
    }

    pub(super) fn write(&self, facts: &Facts, group: &Group<'_>) -> Clean {
        match (self, group.parts.as_slice()) {
            (Self::Plain, [part]) => part.words.clone(),
            (Self::Plain, parts) => plain(parts),
            (Self::Journalist, [part]) if !part.paraphrase => {
                let quoted = quoted(&part.words, &comma(&part.words));
                let place = listed(facts, &[&facts.speaker], &[&facts.date, &facts.time]);
                Clean::format(format_args!("{quoted} {place}"))
            }
            (Self::Journalist, _) => {
                let place = listed(facts, &[], &[&facts.date, &facts.time]);
                Clean::format(format_args!("{} — {place}", spoken(facts, group)))
            }
            (Self::Scholar, _) => {
                let label = if facts.turns { "turns" } else { "turn" };
                let turn = Some(Clean::format(format_args!("{label} {}", facts.turn)));
                let speaker = facts.speaker.clone().filter(|_| stands_alone(group));
                let place = listed(facts, &[&speaker], &[&facts.date, &turn, &facts.time]);
                Clean::format(format_args!("{} ({place})", spoken(facts, group)))
            }
            (Self::Legal, _) => legal(facts, group),
            (Self::Markdown, _) => markdown(facts, group),
            (Self::Own(_, template), _) => template.write(facts, group, &spoken_bare(facts, group)),
        }
    }
}

/// Whether the words are one part in quotation marks: else each part names its speaker.
fn stands_alone(group: &Group<'_>) -> bool {
    matches!(group.parts.as_slice(), [part] if !part.paraphrase)
}

/// `before, call, after, reserves`, as far as they are known.
fn listed(facts: &Facts, before: &[&Option<Clean>], after: &[&Option<Clean>]) -> Clean {
    let mut all: Vec<Clean> = before.iter().filter_map(|f| (*f).clone()).collect();
    all.push(facts.call.clone());
    all.extend(after.iter().filter_map(|f| (*f).clone()));
    all.extend(facts.reserves());
    Clean::join(&all, ", ")
}

/// Words in quotation marks, with a comma before the closing one where there is one.
fn quoted(words: &Clean, comma: &Clean) -> Clean {
    let doubled = words.contains(['"', '“', '”', '„', '«', '»']);
    let mark = if doubled { '\'' } else { '"' };
    Clean::format(format_args!("{mark}{words}{comma}{mark}"))
}

/// A comma behind words that do not end in a mark of their own.
fn comma(words: &Clean) -> Clean {
    let own = [
        '.', '?', '!', '…', ',', ';', ':', '—', '–', '。', '？', '！', '؟', '।',
    ];
    let bare = words.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']);
    Clean::ours(if bare.ends_with(own) || words.ends_with(own) {
        ""
    } else {
        ","
    })
}

/// All parts in quotation marks, a line each where there are several; a paraphrase without.
fn spoken(facts: &Facts, group: &Group<'_>) -> Clean {
    match group.parts.as_slice() {
        [part] if !part.paraphrase => quoted(&part.words, &Clean::ours("")),
        parts => labelled(facts, parts, true, "\n"),
    }
}

/// The same without quotation marks.
fn spoken_bare(facts: &Facts, group: &Group<'_>) -> Clean {
    match group.parts.as_slice() {
        [part] if !part.paraphrase => part.words.clone(),
        parts => labelled(facts, parts, false, "\n"),
    }
}

/// `Ana Petrov (in German): "words"`, `paraphrase of Ben Ott: words`, and what was left out between them.
fn labelled(facts: &Facts, parts: &[Part<'_>], marks: bool, between: &'static str) -> Clean {
    let mut lines = Vec::new();
    for part in parts {
        lines.extend(part.before.iter().cloned());
        let more = facts.of_part(part);
        let more = more.map_or_else(Clean::default, |m| Clean::format(format_args!(" ({m})")));
        let name = &part.name;
        lines.push(if part.paraphrase {
            let words = &part.words;
            Clean::format(format_args!("paraphrase of {name}{more}: {words}"))
        } else if marks {
            let words = quoted(&part.words, &Clean::ours(""));
            Clean::format(format_args!("{name}{more}: {words}"))
        } else {
            Clean::format(format_args!("{name}{more}: {}", part.words))
        });
    }
    Clean::join(&lines, between)
}

/// A line with the name and the words below it, for each part.
fn plain(parts: &[Part<'_>]) -> Clean {
    let mut blocks = Vec::new();
    for part in parts {
        blocks.extend(part.before.iter().cloned());
        let (name, words) = (&part.name, &part.words);
        blocks.push(match &part.fidelity {
            Some(how) => Clean::format(format_args!("{name} ({how}):\n{words}")),
            None => Clean::format(format_args!("{name}:\n{words}")),
        });
    }
    Clean::join(&blocks, "\n\n")
}

/// Page and line of the printed record; where there is none, the turn.
fn legal(facts: &Facts, group: &Group<'_>) -> Clean {
    let label = if facts.turns { "turns" } else { "turn" };
    let place = facts.record.clone();
    let place = place.unwrap_or_else(|| Clean::format(format_args!("{label} {}", facts.turn)));
    let place = match facts.speaker.as_ref().filter(|_| stands_alone(group)) {
        Some(name) => Clean::format(format_args!("{place} ({name})")),
        None => place,
    };
    let place = listed(facts, &[], &[&facts.date, &Some(place)]);
    let between = if stands_alone(group) { " " } else { " — " };
    Clean::format(format_args!("{}{between}{place}", spoken(facts, group)))
}

/// Each line behind `> `. The letters stay as they are, those that Markdown takes for signs of its own, too.
fn markdown(facts: &Facts, group: &Group<'_>) -> Clean {
    let alone = stands_alone(group);
    let words = match group.parts.as_slice() {
        [part] if alone => part.words.clone(),
        parts => labelled(facts, parts, false, "\n\n"),
    };
    let speaker = facts.speaker.clone().filter(|_| alone);
    let place = listed(facts, &[&speaker], &[&facts.date, &facts.time]);
    let all = Clean::format(format_args!("{words}\n\n— {place}"));
    let lines = all.lines().map(|line| format!("> {line}"));
    let lines: Vec<String> = lines.map(|l| l.trim_end().to_owned()).collect();
    Clean::trusted(lines.join("\n"))
}
