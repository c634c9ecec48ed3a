//! What README prints from the program is what the program prints. `ONRECORD_BLESS=1` writes it anew.

mod opened;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::store::export;
use onrecord::store::import;
use onrecord::store::input::Input;
use onrecord::tui::app::Reader;
use onrecord::tui::popups::help;

/// Fails, or with `ONRECORD_BLESS` writes it, where a part of README is not as printed.
fn check(name: &str, begin: &str, printed: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("README is there");
    let (begin, end) = (
        format!("<!-- {name}: {begin} -->\n"),
        format!("<!-- /{name} -->\n"),
    );
    let (before, rest) = readme.split_once(&begin).expect("the beginning is marked");
    let (part, after) = rest.split_once(&end).expect("the end is marked");
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        let written = format!("{before}{begin}{printed}{end}{after}");
        fs::write(&path, written).expect("README can be written");
    } else {
        assert_eq!(part, printed, "ONRECORD_BLESS=1 cargo test --test readme");
    }
}

#[test]
fn what_is_printed_in_readme_is_the_program_s() {
    check(
        "keys",
        "printed from the tables of commands",
        &help::markdown(),
    );
    check("citations", "printed from the styles", &citations());
    check(
        "importers",
        "printed from the table of importers",
        &import::markdown(),
    );
    check(
        "exports",
        "printed from the table of exporters",
        &export::markdown(),
    );
}

/// The first turn of README's own transcript, in each style.
fn citations() -> String {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once("```yaml\n").expect("a transcript");
    let (transcript, _) = rest.split_once("```").expect("the transcript's end");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("harbour.yaml");
    fs::write(&file, transcript).expect("the folder is ours");
    let reader = read(file);
    let styles = &reader.state.citing.styles;
    let printed = styles.iter().enumerate().map(|(number, style)| {
        let citation = reader.state.cited(number).expect("the turn has words");
        format!("{}:\n\n```\n{}\n```\n", style.name(), citation.text)
    });
    printed.collect::<Vec<String>>().join("\n")
}

fn read(file: PathBuf) -> Reader {
    let launch = opened::launch(Input::File(file));
    let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("opens");
    reader.play();
    reader
}

#[test]
fn every_command_that_readme_shows_is_one() {
    let readme = include_str!("../README.md");
    let known = [
        "read",
        "stats",
        "lint",
        "schema",
        "keys",
        "export",
        "import",
        "notes",
        "search",
        "completions",
        "man",
        "config",
        "compare",
        "check",
    ];
    let shown = readme.lines().filter_map(|l| l.strip_prefix("onrecord "));
    let mut count = 0;
    for line in shown {
        let first = line.split_whitespace().next().unwrap_or_default();
        assert!(
            known.contains(&first) || first.ends_with(".yaml") || first.ends_with(".vtt"),
            "{line}"
        );
        count += 1;
    }
    assert!(count >= 6, "only {count} commands are shown");
}

#[test]
fn readme_says_each_thing_in_one_place_and_nothing_is_left_to_be_filled_in() {
    let readme = include_str!("../README.md");
    let mut titles = BTreeSet::new();
    for title in readme.lines().filter(|l| l.starts_with("## ")) {
        assert!(titles.insert(title), "twice: {title}");
    }
    let unfilled = |l: &&str| l.len() > 2 && l.starts_with('@') && l.ends_with('@');
    assert_eq!(readme.lines().find(unfilled), None);
}

#[test]
fn every_crate_that_is_used_stands_once_in_the_table_of_crates() {
    let readme = include_str!("../README.md");
    let (_, table) = readme
        .split_once("| crate | for |\n|---|---|\n")
        .expect("a table of crates");
    let (table, _) = table.split_once("\n\n").expect("its end");
    let first = table.lines().filter_map(|row| row.split('|').nth(1));
    let mut named: Vec<&str> = first.flat_map(|c| c.split(',')).map(str::trim).collect();
    named.sort_unstable();
    let manifest = include_str!("../Cargo.toml");
    let (_, used) = manifest.split_once("[dependencies]\n").expect("crates");
    let (used, _) = used.split_once("\n[").expect("the end of the crates");
    let mut used: Vec<&str> = used
        .lines()
        .filter_map(|l| Some(l.split_once(" = ")?.0))
        .collect();
    used.sort_unstable();
    assert_eq!(named, used);
}
