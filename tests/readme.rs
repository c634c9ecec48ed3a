//! What README prints from the program is what the program prints. `ONRECORD_BLESS=1` writes it anew.

use std::fs;
use std::path::Path;

use onrecord::tui::popups::help;

const BEGIN: &str = "<!-- keys: printed from the tables of commands -->\n";
const END: &str = "<!-- /keys -->\n";

#[test]
fn the_table_of_keys_is_the_program_s() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("README is there");
    let (before, rest) = readme
        .split_once(BEGIN)
        .expect("the table's beginning is marked");
    let (table, after) = rest.split_once(END).expect("the table's end is marked");
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        let written = format!("{before}{BEGIN}{}{END}{after}", help::markdown());
        fs::write(&path, written).expect("README can be written");
    } else {
        assert_eq!(
            table,
            help::markdown(),
            "ONRECORD_BLESS=1 cargo test --test readme"
        );
    }
}

#[test]
fn every_command_that_readme_shows_is_one() {
    let readme = include_str!("../README.md");
    let known = ["read", "stats", "lint", "schema", "keys"];
    let shown = readme.lines().filter_map(|l| l.strip_prefix("onrecord "));
    let mut count = 0;
    for line in shown {
        let first = line.split_whitespace().next().unwrap_or_default();
        assert!(known.contains(&first) || first.ends_with(".yaml"), "{line}");
        count += 1;
    }
    assert!(count >= 6, "only {count} commands are shown");
}
