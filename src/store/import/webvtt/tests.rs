//! The files of the W3C's test suite (w3c/webvtt.js, CC0), each with what the standard says of it, and where.

use std::fs;
use std::path::Path;

use super::blocks::{Block, Kind, blocks, has_signature, normalised};
use super::cue_text::{Leaf, leaves};
use super::*;
use crate::store::import::found::Piece;

/// File, sections of the standard, and what they say that becomes of it: in order, blocks that are no cues by their kind
/// (`TIMELESS` has an arrow and fails), cues as `start-end (id) text` in milliseconds. In the text `⏎` is a line feed,
/// `{Ana: words}` a voice, `[words]` a ruby text, `@1000` a time.
const EXPECTED: &[(&str, &str, &[&str])] = &[
    // A line with an arrow that is no timing fails the block; the next arrow begins another (6.1, "collect a block").
    (
        "arrows",
        "6.1",
        &[
            "TIMELESS",
            "0-1000 text0",
            "TIMELESS",
            "0-1000 text1",
            "TIMELESS",
            "0-1000 text2",
            "TIMELESS",
            "0-1000 text3",
            "TIMELESS",
            "0-1000 text4",
            "0-1000 text5",
            "TIMELESS×4",
        ],
    ),
    // Character references are HTML's, not as part of an attribute.
    (
        "entities",
        "6.4",
        &[
            "0-1000 &",
            "1000-2000 &",
            "2000-3000 &",
            "3000-4000 &",
            "4000-5000 <",
            "5000-6000 >",
            "6000-7000 a\u{200e}b",
            "7000-8000 a\u{200f}b",
            "8000-9000 \"",
            "9000-10000 \u{a0}",
            "10000-11000 ©",
            "11000-12000 &&",
            "12000-13000 &1",
            "13000-14000 &1;",
            "14000-15000 &",
            "15000-16000 &",
            "16000-17000  ",
            "17000-18000  ",
            "18000-19000 &;",
            "19000-20000 ∲",
            "20000-21000 \u{2ac5}\u{338}",
            "21000-22000 ∉",
            "22000-23000 ¬",
            "23000-24000 ¬",
            "24000-25000 ¬it;",
        ],
    ),
    // The block below the signature is the header, up to a blank line or an arrow.
    ("header-garbage", "6.1", &["HEADER", "0-1000 text"]),
    ("header-space", "6.1", &["0-1000 text"]),
    ("header-tab", "6.1", &["0-1000 text"]),
    ("header-timings", "6.1", &["0-1000 text"]),
    // The line before the arrow is the identifier, letter for letter.
    (
        "ids",
        "6.1",
        &[
            "0-1000 ( leading space) text0",
            "0-1000 (trailing space ) text1",
            "0-1000 (-- >) text2",
            "0-1000 (->) text3",
            "0-1000 ( ) text4",
        ],
    ),
    // Every line end is a line feed.
    (
        "newlines",
        "6.1",
        &[
            "0-1000 (cr) text0",
            "0-1000 (lf) text1",
            "0-1000 (crlf) text2",
            "0-1000 (lfcr) text3",
        ],
    ),
    // NULL is U+FFFD, which is neither a digit nor white space nor part of an arrow.
    (
        "nulls",
        "6.1, 6.3",
        &[
            "HEADER",
            "0-1000 text0",
            "0-1000 (\u{fffd} (null in id)) text1",
            "0-1000 (\u{fffd} (null in cue data)) \u{fffd}text\u{fffd}2",
            "0-1000 text3",
            "0-1000 text4",
            "0-1000 text5",
            "0-1000 text6",
            "TIMELESS×16",
            "STRAY×2",
            "TIMELESS×26",
            "STRAY×3",
            "TIMELESS×13",
        ],
    ),
    (
        "regions-id",
        "6.1, 6.2",
        &["NOTE", "REGION×4", "0-1000 valid×4"],
    ),
    ("regions-lines", "6.1, 6.2", &["REGIONS 13"]),
    // This old form stands in the header, which is not read.
    (
        "regions-old",
        "6.1",
        &["HEADER", "0-1000 text0", "0-1000 text1"],
    ),
    ("regions-regionanchor", "6.1, 6.2", &["REGIONS 20"]),
    ("regions-scroll", "6.1, 6.2", &["REGIONS 6"]),
    ("regions-viewportanchor", "6.1, 6.2", &["REGIONS 20"]),
    // A setting that fails is passed over ("next setting"); the cue stays.
    ("settings-align", "6.3", &["SETTINGS 13"]),
    ("settings-line", "6.3", &["SETTINGS 46"]),
    (
        "settings-multiple",
        "6.3",
        &["0-1000 (id0) text0", "0-1000 (id1) text1"],
    ),
    ("settings-position", "6.3", &["SETTINGS 22"]),
    ("settings-region", "6.3", &["SETTINGS 9"]),
    ("settings-size", "6.3", &["SETTINGS 16"]),
    ("settings-vertical", "6.3", &["SETTINGS 8"]),
    // The signature is `WEBVTT`, and the end, a blank, a tab or a line feed after it.
    ("signature-bom", "6.1", &[]),
    ("signature-no-newline", "6.1", &[]),
    ("signature-space", "6.1", &[]),
    ("signature-space-no-newline", "6.1", &[]),
    ("signature-tab", "6.1", &[]),
    ("signature-tab-no-newline", "6.1", &[]),
    // What stands in the signature's line is not read.
    ("signature-timings", "6.1", &["HEADER"]),
    // A style sheet ends at a blank line, and is one only before the first cue.
    (
        "stylesheets",
        "6.1",
        &[
            "STYLE",
            "STRAY",
            "0-1000 (foo) text",
            "STRAY",
            "0-1000 (bar) text",
        ],
    ),
    // A tag ends at the first `>` or with the text; unknown ones and end tags of something else are ignored.
    (
        "tags",
        "6.4",
        &[
            "0-1000 ",
            "1000-2000 ",
            "2000-3000 ",
            "3000-4000 ",
            "4000-5000 ",
            "5000-6000 ",
            "6000-7000 ",
            "7000-8000 ",
            "8000-9000 x",
            "9000-10000 x",
            "10000-11000 test",
            "11000-12000 abc",
            "12000-13000 test",
            "13000-14000 abc",
            "14000-15000 test",
            "15000-16000 abc",
            "16000-17000 test",
            "17000-18000 abc",
            "18000-19000 test",
            "19000-20000 ab[c]de",
            "20000-21000 test",
            "21000-22000 {: test}",
            "22000-23000 {a: test}",
            "23000-24000 {a b: test}",
            "24000-25000 {: test}",
            "25000-26000 {: test}",
            "26000-27000 a{e: b}c",
            "27000-28000 abc",
        ],
    ),
    // A blank line ends a cue's text.
    (
        "text",
        "6.1, 6.4",
        &[
            "0-1000 text",
            "1000-2000 text1⏎text2",
            "2000-3000 foo\u{fffd}bar",
            "3000-4000 ✓",
            "4000-5000 text1",
            "STRAY",
        ],
    ),
    // A time tag is one whole time; else it is ignored.
    (
        "timestamps",
        "6.4",
        &[
            "0-1000 ",
            "1000-2000 ",
            "2000-3000 ",
            "3000-4000 ",
            "4000-5000 @500",
            "5000-6000 @500",
            "6000-7000 test@500test",
            "7000-8000 test@3600000test",
            "8000-9000 test@36000000test",
            "9000-10000 test@360000000test",
        ],
    ),
    // Minutes and seconds are at most 59, hours are not bounded.
    (
        "timings-60",
        "6.3",
        &[
            "TIMELESS×4",
            "0-216001000 text1",
            "216000000-216001000 text2",
        ],
    ),
    ("timings-eof", "6.3", &["TIMELESS"]),
    // Without `-->` in it, a line is no timing at all.
    (
        "timings-garbage",
        "6.1, 6.3",
        &[
            "TIMELESS×14",
            "STRAY×2",
            "TIMELESS×26",
            "STRAY×3",
            "TIMELESS×18",
        ],
    ),
    // The parser does not compare the two times.
    (
        "timings-negative",
        "6.3",
        &[
            "0-0 text0",
            "1000-999 text1",
            "60000-59999 text2",
            "3600000-3599999 text3",
        ],
    ),
    (
        "timings-omitted-hours",
        "6.3",
        &["0-1000 text0", "0-1000 text1", "0-1000 text2"],
    ),
    // Hours have any number of digits, minutes and seconds two, fractions three.
    (
        "timings-too-long",
        "6.3",
        &["0-1000 text0", "TIMELESS×13", "0-1000 text1"],
    ),
    (
        "timings-too-short",
        "6.3",
        &["0-1000 text0", "TIMELESS×30", "0-1000 text1"],
    ),
    // An end tag counts only for the innermost open object, and `</ruby>` for a ruby text's, too.
    (
        "tree-building",
        "6.4",
        &[
            "0-1000 test",
            "1000-2000 test[test]",
            "2000-3000 test[test]test",
            "3000-4000 test[test]test",
            "4000-5000 test[test]test",
            "5000-6000 test[test][test]",
            "6000-7000 test[test][test]",
            "7000-8000 test[test][test]",
            "8000-9000 test[test]test",
        ],
    ),
    // White space is ASCII's; a vertical tab is none.
    (
        "whitespace-chars",
        "6.3",
        &[
            "0-1000 (spaces)    text0",
            "0-1000 (tabs) text1",
            "0-1000 (form feed) text2",
            "TIMELESS",
        ],
    ),
];

fn file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/webvtt");
    let text = fs::read_to_string(folder.join(format!("{name}.vtt"))).expect("the file is there");
    // "UTF-8 decode" takes the byte order mark away.
    text.trim_start_matches('\u{feff}').to_owned()
}

fn told(block: &Block<'_>) -> String {
    match &block.kind {
        Kind::Header(_) => "HEADER".to_owned(),
        Kind::Style => "STYLE".to_owned(),
        Kind::Region => "REGION".to_owned(),
        Kind::Note(_) => "NOTE".to_owned(),
        Kind::Timeless => "TIMELESS".to_owned(),
        Kind::Stray => "STRAY".to_owned(),
        Kind::Cue { id, timing, text } => {
            let id = match id.as_str() {
                "" => String::new(),
                id => format!("({id}) "),
            };
            let leaf = |leaf: Leaf| match leaf {
                Leaf::Time(time) => format!("@{time}"),
                Leaf::Text {
                    ruby_text: true,
                    text,
                    ..
                } => format!("[{text}]"),
                Leaf::Text {
                    voice: Some(name),
                    text,
                    ..
                } => format!("{{{name}: {text}}}"),
                Leaf::Text { text, .. } => text,
            };
            let text: String = leaves(text).into_iter().map(leaf).collect();
            format!(
                "{}-{} {id}{}",
                timing.start,
                timing.end,
                text.replace('\n', "⏎")
            )
        }
    }
}

/// All blocks, those that are alike and follow each other as one.
fn all(name: &str) -> Vec<String> {
    let text = normalised(&file(name));
    assert!(has_signature(&text), "{name}");
    let blocks: Vec<String> = blocks(&text).iter().map(told).collect();
    let alike = blocks.chunk_by(|a, b| a == b);
    alike
        .map(|same| match same.len() {
            1 => same[0].clone(),
            count => format!("{}×{count}", same[0]),
        })
        .collect()
}

#[test]
fn every_file_of_the_test_suite_is_read_as_the_standard_says() {
    assert_eq!(EXPECTED.len(), 42);
    for (name, sections, expected) in EXPECTED {
        let all = all(name);
        let cues = |all: &[String]| all.iter().filter(|b| b.starts_with("0-1000 ")).count();
        match expected {
            // All settings and regions are of no matter here; the cues are there, each with its text and its number.
            [one] if one.starts_with("SETTINGS") => {
                assert_eq!(
                    format!("SETTINGS {}", cues(&all)),
                    *one,
                    "{name}, section {sections}"
                );
                let words = all.iter().filter(|b| b.starts_with("0-1000 "));
                for (number, cue) in words.enumerate() {
                    let text = cue.trim_start_matches("0-1000 ");
                    let plain =
                        text.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '(');
                    assert!(
                        text.contains(&number.to_string()) || plain.is_empty(),
                        "{name}: {cue}"
                    );
                }
            }
            [one] if one.starts_with("REGIONS") => {
                let count: usize = one[8..].parse().expect("a number");
                assert!(
                    all.contains(&format!("0-1000 text×{count}")),
                    "{name}, section {sections}: {all:?}"
                );
                assert!(
                    all.iter()
                        .all(|b| !b.starts_with("STRAY") && !b.starts_with("TIMELESS")),
                    "{all:?}"
                );
            }
            expected => assert_eq!(&all, expected, "{name}, section {sections}"),
        }
    }
}

#[test]
fn what_does_not_begin_as_the_standard_says_is_no_webvtt() {
    for text in ["WEBVT", "WEBVTTX", "webvtt", " WEBVTT", "\nWEBVTT"] {
        assert!(!has_signature(text), "{text}");
    }
}

fn said(text: &str) -> Vec<String> {
    let found = read(&Given::new(text)).expect("captions");
    let told = found.pieces.iter().filter_map(|piece| match piece {
        Piece::Cue(c) if !c.text.is_empty() => {
            let millis = |t: Option<crate::model::Time>| t.map_or(0, |t| t.millis());
            let name = c
                .speaker
                .as_deref()
                .map_or(String::new(), |s| format!(" {s}:"));
            Some(format!(
                "{}-{}{name} {}",
                millis(c.start),
                millis(c.end),
                c.text
            ))
        }
        Piece::Cue(_) | Piece::Aside(..) => None,
    });
    told.collect()
}

#[test]
fn voices_of_one_cue_come_apart_and_marks_do_not_count() {
    let text = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v.loud Ana Petrov>We <i>go</i>\n<c.x>on &amp; on</c></v> <v Ben>No.</v> Oh\n";
    assert_eq!(
        said(text),
        [
            "1000-4000 Ana Petrov: We go on & on",
            "1000-4000 Ben: No.",
            "1000-4000 Oh"
        ]
    );
    let before = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana>We <00:02.000>go.</v> <v Ben>No.</v>\n";
    assert_eq!(
        said(before),
        ["1000-4000 Ana: We go.", "1000-4000 Ben: No."]
    );
    let timed = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana>We go.</v> <00:02.500><v Ben>No.</v>\n";
    assert_eq!(said(timed), ["1000-2500 Ana: We go.", "2500-4000 Ben: No."]);
}

#[test]
fn rolling_captions_are_folded_where_the_file_proves_that_they_roll() {
    let youtube = "WEBVTT\nKind: captions\nLanguage: en\n\n\
        00:00.000 --> 00:02.000 align:start position:0%\n \nwe only<00:00.500><c> have</c><00:01.000><c> one</c>\n\n\
        00:02.000 --> 00:02.010 align:start position:0%\nwe only have one\n \n\n\
        00:02.010 --> 00:04.000 align:start position:0%\nwe only have one\nyes\n\n\
        00:04.000 --> 00:04.010 align:start position:0%\nyes\n \n\n\
        00:04.010 --> 00:06.000 align:start position:0%\nyes\nyes<00:05.000><c> indeed</c>\n";
    assert_eq!(
        said(youtube),
        [
            "0-2000 we only have one",
            "2010-4000 yes",
            "4010-6000 yes indeed"
        ]
    );
    let overlapping =
        "WEBVTT\n\n00:00.000 --> 00:04.000\none\ntwo\n\n00:02.000 --> 00:06.000\ntwo\nthree\n";
    assert_eq!(said(overlapping), ["0-4000 one two", "2000-6000 three"]);
    let again = "WEBVTT\n\n00:00.000 --> 00:02.000\nYes.\n\n00:02.000 --> 00:04.000\nYes.\nYes.\n";
    assert_eq!(said(again), ["0-2000 Yes.", "2000-4000 Yes. Yes."]);
    let sung = "WEBVTT\n\n00:00.000 --> 00:02.000\nla<00:01.000> la\n\n00:02.000 --> 00:04.000\nla<00:03.000> la\n";
    assert_eq!(said(sung), ["0-2000 la la", "2000-4000 la la"]);
}
