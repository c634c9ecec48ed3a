//! What the columns of a table hold, by the names in its first line.

use super::json::Unit;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Who speaks.
    Speaker,
    /// When they begin.
    Start,
    /// When they end.
    End,
    /// How long they speak.
    Duration,
    /// The words.
    Text,
    /// Page of the printed record.
    Page,
    /// Line on that page.
    Line,
    /// How it was said.
    Manner,
}

/// The names of a column, without blanks; of two columns, the one whose name stands first here.
const NAMES: &[(Holds, &[&str])] = &[
    (
        Holds::Text,
        &[
            "text",
            "words",
            "transcript",
            "transcription",
            "utterance",
            "content",
            "body",
            "sentence",
            "speech",
            "dialogue",
            "dialog",
            "caption",
            "captiontext",
            "captions",
            "subtitle",
            "message",
            "segmenttext",
            "said",
        ],
    ),
    (
        Holds::Speaker,
        &[
            "speaker",
            "speakername",
            "speakerlabel",
            "speakerid",
            "name",
            "participant",
            "who",
            "voice",
            "person",
            "talker",
            "character",
            "author",
            "sender",
            "user",
            "username",
        ],
    ),
    (
        Holds::Start,
        &[
            "start",
            "starttime",
            "begin",
            "begintime",
            "begins",
            "startsat",
            "starttimestamp",
            "starttimecode",
            "timein",
            "tcin",
            "timecodein",
            "in",
            "inpoint",
            "onset",
            "time",
            "timestamp",
            "timecode",
            "at",
        ],
    ),
    (
        Holds::End,
        &[
            "end",
            "endtime",
            "ends",
            "endsat",
            "endtimestamp",
            "endtimecode",
            "stop",
            "stoptime",
            "finish",
            "timeout",
            "tcout",
            "timecodeout",
            "out",
            "outpoint",
        ],
    ),
    (Holds::Duration, &["duration", "dur", "length"]),
    (Holds::Page, &["page", "pagenumber", "pageno"]),
    (Holds::Line, &["line", "linenumber", "lineno"]),
    (Holds::Manner, &["manner"]),
];

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// What each holds; none for a name that says nothing here.
    pub holds: Vec<Option<Holds>>,
    /// What its numbers count, where its name says so.
    pub units: Vec<Option<Unit>>,
}

impl Columns {
    /// From the first line.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let (names, units): (Vec<String>, Vec<_>) = names.map(plain).unzip();
        let mut holds = vec![None; names.len()];
        for (what, known) in NAMES {
            let mut found = known
                .iter()
                .filter_map(|k| names.iter().position(|n| n == k));
            if let Some(at) = found.next() {
                holds[at] = Some(*what);
            }
        }
        Self { holds, units }
    }

    /// Where a column stands.
    pub fn find(&self, what: Holds) -> Option<usize> {
        self.holds.iter().position(|h| *h == Some(what))
    }

    /// How many say what they hold.
    pub fn known(&self) -> usize {
        self.holds.iter().flatten().count()
    }

    /// What the numbers of a column count, where its name says so.
    pub fn unit(&self, what: Holds) -> Option<Unit> {
        self.units.get(self.find(what)?).copied().flatten()
    }
}

/// A name in small letters without blanks, and the unit behind it: `Start Time (ms)` is `starttime` in milliseconds.
fn plain(name: &str) -> (String, Option<Unit>) {
    let mut words: Vec<String> = vec![String::new()];
    let mut small = false;
    for c in name.trim().chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && small {
            words.push(String::new());
        }
        small = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|w| !w.is_empty());
    let unit = words.last().and_then(|word| match word.as_str() {
        "ms" | "msec" | "millis" | "milliseconds" => Some(Unit::Millis),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(Unit::Seconds),
        _ => None,
    });
    if unit.is_some() && words.len() > 1 {
        words.pop();
    }
    (words.concat(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str]) -> String {
        let columns = Columns::new(names.iter().copied());
        let tell = |(holds, unit): (&Option<Holds>, &Option<Unit>)| {
            let unit = unit.map_or(String::new(), |u| format!(" {u:?}"));
            holds.map_or("-".to_owned(), |h| format!("{h:?}{unit}"))
        };
        let all: Vec<String> = columns.holds.iter().zip(&columns.units).map(tell).collect();
        all.join(", ")
    }

    #[test]
    fn columns_are_known_by_many_names() {
        for (names, holds) in [
            (
                &["speaker", "start", "end", "text"][..],
                "Speaker, Start, End, Text",
            ),
            (
                &[
                    "#",
                    "Speaker Name",
                    "Start Time (ms)",
                    "End Time (ms)",
                    "Transcript",
                ],
                "-, Speaker, Start Millis, End Millis, Text",
            ),
            (
                &["startTime", "duration_s", "Body", "WHO"],
                "Start, Duration Seconds, Text, Speaker",
            ),
            (&["name", "speaker", "words", "text"], "-, Speaker, -, Text"),
            (
                &["Time", "Page No.", "line", "Manner", "Seconds"],
                "Start, Page, Line, Manner, -",
            ),
            (&["", " "], "-, -"),
        ] {
            assert_eq!(told(names), holds);
        }
    }
}
