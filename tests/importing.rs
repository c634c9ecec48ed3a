//! Files of other formats and what becomes of them: `import/NAME` and, exact, `import/NAME.txt`: the account, then the
//! transcript; or the problem.
//!
//! `ONRECORD_BLESS=1 cargo test --test importing` writes what is expected anew; read the difference. Of the files here
//! those of Apollo 13, of the podcast and of the visit are free (NASA, Spacelog, podcast-namespace, archive.tw; public
//! domain or CC0), the rest was made for this. Others are read from the folder that `$ONRECORD_SAMPLES` names.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use onrecord::model::{Severity, Transcript};
use onrecord::store::import::{
    self, Given, IMPORTERS, Import, Imported, Importer, Joining, Text, speakers_line,
};
use onrecord::store::input::{self, Input, Opening};
use onrecord::store::transcript;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// The text of a file, and what becomes of it.
fn imported(file: &Path, options: &Import) -> Result<(String, Imported), String> {
    let input = Input::File(file.to_owned());
    let name = file.file_name().expect("a name").to_string_lossy();
    let told = |problem: onrecord::model::Problem| problem.message(&name) + "\n";
    let text = input::read(&input, Opening::default()).map_err(told)?;
    let given = Given::new(&text);
    let importer = import::recognise(Some(file), &given).ok_or("is of no format\n")?;
    let one = [Text {
        importer,
        name: "",
        given: &given,
    }];
    let imported = import::import(&one, options).map_err(told)?;
    Ok((text, imported))
}

/// The transcript, which must be without fault.
fn sound(imported: &Imported, name: &str) -> Transcript {
    let transcript = transcript::load(&imported.yaml);
    let faults: Vec<String> = transcript
        .problems()
        .iter()
        .filter(|p| p.severity == Severity::Problem)
        .map(|p| p.message(name))
        .collect();
    assert!(
        faults.is_empty(),
        "{}\n{}",
        faults.join("\n"),
        imported.yaml
    );
    transcript
}

fn told(file: &Path) -> String {
    match imported(file, &Import::default()) {
        Err(problem) => problem,
        Ok((_, imported)) => {
            sound(&imported, &file.to_string_lossy());
            let mut lines = imported.accounts[0].lines();
            lines.push(speakers_line(&imported.speakers));
            format!("{}\n\n{}", lines.join("\n"), imported.yaml)
        }
    }
}

#[test]
fn every_file_becomes_what_is_expected() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    files.retain(|path| {
        let name = path.to_string_lossy().into_owned();
        let made_from = name.strip_suffix(".txt").map(Path::new);
        !made_from.is_some_and(|p| p.extension().is_some() && p.is_file())
    });
    files.sort();
    assert!(files.len() >= 25, "only {} files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let told = told(&file);
        assert!(!told.contains(['\u{1b}', '\u{15}']), "{}", file.display());
        let expected = PathBuf::from(format!("{}.txt", file.display()));
        if std::env::var_os("ONRECORD_BLESS").is_some() {
            fs::write(&expected, &told).expect("written");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if told != expected {
            wrong.push(format!(
                "{}\n--- told\n{told}--- expected\n{expected}",
                file.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All words of a transcript's turns, in order.
fn words(transcript: &Transcript) -> Vec<String> {
    let texts = transcript.turns().map(|t| t.text().raw().to_owned());
    let texts: Vec<String> = texts.collect();
    texts
        .join(" ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// A sample's path; none, and a word about it, where the samples are not there.
fn sample(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ONRECORD_SAMPLES").map(PathBuf::from);
    let file = folder.map(|f| f.join(path)).filter(|f| f.is_file());
    if file.is_none() {
        eprintln!("skipped: ONRECORD_SAMPLES does not name the folder with {path}");
    }
    file
}

/// The words of a source, read in the plainest way that its own letters allow: line by line, `line` tells what of it is said.
fn plainly(text: &str, line: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let said: Vec<String> = text.lines().filter_map(line).collect();
    said.join(" ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// A line of captions: no number, no times, without a voice's tag.
fn caption(line: &str) -> Option<String> {
    let no_words =
        line.contains("-->") || line.starts_with("WEBVTT") || line.trim().parse::<u32>().is_ok();
    let line = line
        .split_once('>')
        .filter(|_| line.starts_with("<v "))
        .map_or(line, |l| l.1);
    let line = line
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    (!no_words).then_some(line)
}

fn check(path: &str, speakers: &[&str], line: impl Fn(&str) -> Option<String>) {
    let Some(file) = sample(path) else { return };
    let (text, imported) = imported(&file, &Import::default()).expect("it is imported");
    let names: Vec<&str> = imported.speakers.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, speakers, "{path}");
    let (found, expected) = (words(&sound(&imported, path)), plainly(&text, line));
    let differs = found.iter().zip(&expected).position(|(a, b)| a != b);
    if let Some(at) = differs {
        let around = at.saturating_sub(3)..at + 4;
        panic!(
            "{path}: word {at}: {:?} is not {:?}",
            found.get(around.clone()),
            expected.get(around)
        );
    }
    assert_eq!(found.len(), expected.len(), "{path}");
}

#[test]
fn the_words_of_the_samples_are_the_words_of_their_sources() {
    let apollo = [
        "LCC", "CDR", "CMP", "CC", "LMP", "SC", "MS", "F", "S-2", "IWO", "R", "S-1", "P-1", "R-1",
    ];
    if sample("apollo13-full.vtt").is_some() {
        let note = |line: &str| line.starts_with("NOTE") || line.starts_with("Times are");
        let names: Vec<&str> = apollo.to_vec();
        check("apollo13-full.vtt", &names, |l| {
            caption(l).filter(|_| !note(l))
        });
    }
    let zoom = [
        "Kamil Salakhiev",
        "Mega | ethrex",
        "Daniel Knopik",
        "jxs",
        "Anton Nashatyrev",
        "Csaba",
        "Pablo Deymo | Lambda",
        "kasey",
        "Bosul Mun",
        "Raúl Kripalani",
    ];
    for path in [
        "zoom/p2p-networking-raw.vtt",
        "zoom/p2p-networking-corrected.vtt",
    ] {
        check(path, &zoom, |line| {
            let line = caption(line)?;
            Some(
                line.split_once(": ")
                    .map_or(line.clone(), |(_, words)| words.to_owned()),
            )
        });
    }
    let changelog = ["Adam Stacoviak", "Jerod Santo", "Richard Hipp"];
    for path in [
        "changelog/the-changelog-201.first.md",
        "changelog/the-changelog-201.last.md",
    ] {
        check(path, &changelog, |line| {
            let words = line
                .split_once(":** ")
                .filter(|_| line.starts_with("**"))
                .map_or(line, |l| l.1);
            // A time after the name is the turn's; a break is nobody's.
            let time = words.strip_prefix("\\[").and_then(|w| w.split_once("\\] "));
            let is_time = |t: &str| {
                t.contains(':') && t.chars().all(|c| c.is_ascii_digit() || ":.".contains(c))
            };
            let words = match time {
                Some((time, rest)) if is_time(time) && line.starts_with("**") => rest,
                Some(_) | None => words,
            };
            let words = words
                .replace("\\\\", "\u{0}")
                .replace('\\', "")
                .replace('\u{0}', "\\");
            (!line.starts_with("**Break:**")).then_some(words)
        });
    }
    check("plain/visit-zh.txt", &["吳明錡", "唐鳳"], |line| {
        Some(
            line.split_once('：')
                .map_or(String::new(), |l| l.1.to_owned()),
        )
    });
    let chat = |line: &str| {
        let words = line
            .starts_with('*')
            .then(|| line.split_once('\t'))
            .flatten()?
            .1;
        Some(words.split('\u{15}').next().unwrap_or_default().to_owned())
    };
    check("chat/eng_multi_speaker.cha", &["FAT", "CHI"], chat);
    check("chat/eng_two_speakers.cha", &["MOT", "CHI"], chat);
    check("chat/eng_overlap_ca.cha", &["PAR", "INV"], chat);
    let name = |l: String| {
        ["Travis: ", "Sarah: ", "Gilon: "]
            .iter()
            .fold(l, |l, n| l.replace(n, ""))
    };
    check(
        "podcast-namespace/example.srt",
        &["Travis", "Sarah", "Gilon"],
        |l| caption(l).map(name),
    );
}

#[test]
fn apollo_13_keeps_every_time_and_voice() {
    let file = folder().join("apollo13-problem.vtt");
    let never = Import {
        joining: Joining::Never,
        ..Import::default()
    };
    let (text, imported) = imported(&file, &never).expect("it is imported");
    let transcript = sound(&imported, "apollo13-problem.vtt");
    let mut turns = transcript.turns();
    for cue in text.split("\n\n").filter(|block| block.contains("-->")) {
        let turn = turns.next().expect("a turn for each cue");
        let times = cue.lines().find(|l| l.contains("-->")).expect("times");
        let (start, end) = times.split_once(" --> ").expect("an arrow");
        let time = |text: &str| onrecord::model::Time::parse(text).ok();
        assert_eq!((turn.start(), turn.end()), (time(start), time(end)));
        let voice = cue
            .split_once("<v ")
            .expect("a voice")
            .1
            .split_once('>')
            .expect("closed")
            .0;
        assert_eq!(transcript.speaker(turn.speaker()).name.raw(), voice);
    }
    assert!(turns.next().is_none());
}

#[test]
fn the_gap_and_the_names_are_those_that_were_asked_for() {
    let file = folder().join("apollo13-problem.vtt");
    let count = |joining| {
        let options = Import {
            joining,
            namings: vec![("CC".to_owned(), "Jack Lousma".to_owned())],
        };
        let (_, imported) = imported(&file, &options).expect("it is imported");
        assert!(
            imported
                .yaml
                .contains("name: Jack Lousma\n    aliases: [CC]"),
            "{}",
            imported.yaml
        );
        imported.accounts[0].turns
    };
    let (never, short, long) = (
        count(Joining::Never),
        count(Joining::Within(0)),
        count(Joining::Within(600_000)),
    );
    assert!(
        never == 71 && long < short && short <= never,
        "{never} {short} {long}"
    );
}

/// The program with these arguments in a folder of its own, where `talk.vtt` is: exit code, output, errors.
fn ran(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = assert_cmd::Command::cargo_bin("onrecord")
        .expect("it is built")
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("XDG_DATA_HOME", folder.join("share"))
        .env("TERM", "xterm")
        .args(arguments)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

const TALK: &str = "1\n00:00:01,000 --> 00:00:02,000\n0: We only have\n\n2\n00:00:03,500 --> 00:00:04,000\n0: one problem.\n\n\
                    3\n00:00:04,000 --> 00:00:05,250\nBen Ott: Which?\n";

fn talk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = TALK
        .replace("0: ", "<v 0>")
        .replace("Ben Ott: ", "<v Ben Ott>")
        .replace(',', ".");
    fs::write(folder.path().join("talk.vtt"), format!("WEBVTT\n\n{text}")).expect("written");
    folder
}

#[test]
fn a_file_is_imported_with_names_gap_and_an_account() {
    let folder = talk();
    let import = |more: &[&str]| ran(folder.path(), &[&["import", "talk.vtt"], more].concat());
    let (code, yaml, account) = import(&["--speaker", "0=Ana Petrov"]);
    assert_eq!(code, Some(0), "{account}");
    assert!(
        yaml.contains("name: Ana Petrov\n    aliases: [\"0\"]"),
        "{yaml}"
    );
    assert!(
        yaml.contains("start: \"0:01\"\n    end: \"0:04\"\n    text: We only have one problem."),
        "{yaml}"
    );
    assert_eq!(
        account,
        "onrecord: talk.vtt: WebVTT: 3 cues read, 2 turns made\n\
         onrecord: talk.vtt: 1 cue joined to the turn before\n\
         onrecord: 2 speakers: Ana Petrov (`0`), Ben Ott\n"
    );
    let turns = |yaml: &str| yaml.matches("- speaker:").count();
    let (_, one, _) = import(&["--gap", "1.4"]);
    let (_, all, _) = import(&["--no-join"]);
    assert_eq!((turns(&yaml), turns(&one), turns(&all)), (2, 3, 3));
    let (code, _, problem) = import(&["--speaker", "7=Eva"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        problem,
        "onrecord: talk.vtt: nobody here is called `7`\n  hint: there are: Speaker 1, Ben Ott\n"
    );
    let (code, _, problem) = import(&["--from", "vtx"]);
    assert_eq!(code, Some(2));
    assert!(problem.contains("did you mean `vtt`?"), "{problem}");
    let (code, json, _) = import(&["-o", "talk.yaml", "--json"]);
    assert_eq!(code, Some(0));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(
        json["files"][0]["units"],
        serde_json::json!({"what": "cue", "count": 3})
    );
    assert_eq!(json["speakers"][0]["called"], serde_json::json!(["0"]));
    let (code, ..) = import(&["-o", "talk.yaml"]);
    assert_eq!(code, Some(2), "nothing is overwritten");
    assert_eq!(import(&["-o", "talk.yaml", "--force"]).0, Some(0));
    assert_eq!(ran(folder.path(), &["lint", "talk.yaml"]).0, Some(0));
}

#[test]
fn a_file_opens_as_it_is_with_the_notes_beside_it() {
    let folder = talk();
    let keys = "JaThe lease.<c-s>";
    let (code, screen, problem) = ran(
        folder.path(),
        &["talk.vtt", "--print", "--size", "100x20", "--keys", keys],
    );
    assert_eq!(code, Some(0), "{problem}");
    assert!(
        screen.contains("Ben Ott") && screen.contains("Which?"),
        "{screen}"
    );
    let notes =
        fs::read_to_string(folder.path().join("talk.vtt.notes.yaml")).expect("notes are beside it");
    assert!(
        notes.contains("The lease.") && notes.contains("exact: \"Which?\""),
        "{notes}"
    );
    let (code, text, _) = ran(folder.path(), &["read", "talk.vtt"]);
    assert_eq!(code, Some(0));
    assert!(text.contains("0:04–0:05.25  Ben Ott"), "{text}");
}

/// What becomes of a text that is read as a format; none where it cannot be read.
fn read_as(importer: &'static Importer, text: &str, joining: Joining) -> Option<Transcript> {
    let given = Given::new(text);
    let one = [Text {
        importer,
        name: "",
        given: &given,
    }];
    let options = Import {
        joining,
        namings: Vec::new(),
    };
    import::import(&one, &options)
        .ok()
        .map(|i| sound(&i, importer.name))
}

fn importer(name: &str) -> &'static Importer {
    import::named(name).expect("a format")
}

/// Pieces that formats are made of, in any order.
fn debris() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "WEBVTT",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "00:00:01.000 --> 00:00:02.000",
        "00:00:01,000 --> 00:00:02,000",
        "-->",
        "1",
        "<v Ana>",
        "</v>",
        "<c.x>",
        "<00:00:01.500>",
        "<",
        ">",
        "&amp;",
        "&",
        "NOTE ",
        "STYLE",
        "- ",
        ">> ",
        "Ana: ",
        "BEN (low): ",
        "[0:03] ",
        "(0:04)",
        "Q. ",
        "A. ",
        "BY MR. OTT:",
        "**Ana:** ",
        "*",
        "_",
        "`",
        "# ",
        "---",
        "title: x",
        "@Begin",
        "*ANA:\t",
        "%mor:\tx",
        "\u{15}1_2\u{15}",
        "\t",
        " ",
        "(",
        ")",
        "[",
        "]",
        "{\\an8}",
        "<br>",
        "<p>",
        "{\"text\":\"",
        "\",\"media\":\"m\"}",
        "\u{feff}",
        "\u{202e}",
        "\u{1b}[31m",
        "é",
        "漢：字",
        "\u{c}",
        "26",
        "\0",
        "word",
        ". ",
        ":",
        "：",
        "1994. ",
        "![",
        "](u)",
        "99999999999999999999",
        "<!--",
        "-->",
        "\\",
        "=",
        "~~~",
        "\u{a0}",
        "\u{2028}",
    ];
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A few words that neither name anybody nor are a mark of any format.
fn saying() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "we", "only", "have", "one", "problem,", "the", "lease.", "Why?", "1984", "it's", "said:",
        "a<b", "漢字", "Q&A",
    ];
    let words = prop::collection::vec(prop::sample::select(WORDS), 1..9);
    words.prop_map(|words| words.join(" "))
}

/// Who says what; the last one may be nobody.
fn sayings() -> impl Strategy<Value = Vec<(usize, String)>> {
    prop::collection::vec((0..3_usize, saying()), 1..30)
}

const NAMES: [&str; 3] = ["Ana Petrov", "BEN OTT", "Eva"];

/// Whether the words and the speakers of a transcript are those that were said.
fn same(transcript: &Transcript, said: &[(usize, String)]) -> Result<(), TestCaseError> {
    // Letter by letter: between Chinese words that are joined stands no blank.
    let letters = |who: &str, words: &str| -> Vec<(String, char)> {
        let letters = words.chars().filter(|c| !c.is_whitespace());
        letters.map(|c| (who.to_owned(), c)).collect()
    };
    let told = transcript.turns().flat_map(|t| {
        let name = transcript.speaker(t.speaker()).name.raw();
        letters(name, t.text().raw())
    });
    let expected = said
        .iter()
        .flat_map(|(who, words)| letters(NAMES[*who], words));
    prop_assert_eq!(told.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd_for_any_format(text in debris()) {
        for importer in IMPORTERS {
            read_as(importer, &text, Joining::default());
        }
        import::recognise(None, &Given::new(&text));
    }

    #[test]
    fn every_word_of_captions_is_kept_with_its_speaker(said in sayings(), gap in 0..5000_u64) {
        let clock = |at: usize, point: char| format!("00:{:02}:{:02}{point}250", at / 60, at % 60);
        let mut vtt = "WEBVTT\n".to_owned();
        let mut srt = String::new();
        for (at, (who, words)) in said.iter().enumerate() {
            let (name, from, to) = (NAMES[*who], at * 3, at * 3 + 2);
            let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
            let (start, end) = (clock(from, '.'), clock(to, '.'));
            vtt.push_str(&format!("\n{start} --> {end}\n<v {name}>{}\n", escaped.replace(' ', "\n")));
            let (start, end) = (clock(from, ','), clock(to, ','));
            srt.push_str(&format!("{}\r\n{start} --> {end}\r\n{name}: {words}\r\n\r\n", at + 1));
        }
        let joining = Joining::Within(gap);
        same(&read_as(importer("vtt"), &vtt, joining).expect("captions"), &said)?;
        same(&read_as(importer("srt"), &srt, joining).expect("subtitles"), &said)?;
    }

    #[test]
    fn every_word_of_a_written_transcript_is_kept_with_its_speaker(said in sayings()) {
        let text: Vec<String> = said.iter().map(|(who, words)| format!("{}: {words}", NAMES[*who])).collect();
        let wrapped = text.join("\n\n").replace("the ", "the\n");
        same(&read_as(importer("text"), &wrapped, Joining::default()).expect("a text"), &said)?;
        let plain: Vec<(usize, String)> = said.iter().map(|(who, w)| (*who, w.replace("a<b", "a"))).collect();
        let bold: Vec<String> = plain.iter().map(|(who, words)| format!("**{}:** {words}", NAMES[*who])).collect();
        same(&read_as(importer("markdown"), &bold.join("\n\n"), Joining::default()).expect("a page"), &plain)?;
        let chat: Vec<String> = said.iter().map(|(who, words)| format!("*{}:\t{words}", NAMES[*who])).collect();
        let chat = format!("@Begin\n{}\n@End\n", chat.join("\n%com:\tx\n"));
        same(&read_as(importer("chat"), &chat, Joining::default()).expect("a corpus"), &said)?;
    }
}
