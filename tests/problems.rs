//! Broken transcripts and what is said of them: `problems/NAME.yaml` and, exact, `problems/NAME.txt`.
//!
//! `ONRECORD_BLESS=1 cargo test --test problems` writes the expected messages anew; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use onrecord::cli::lint;
use onrecord::store::input::{Input, Opening};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems")
}

fn told(file: &Path) -> String {
    let mut out = Vec::new();
    let code = lint::run(
        &[Input::File(file.to_owned())],
        Opening::default(),
        &mut out,
    )
    .expect("written");
    let text = String::from_utf8(out).expect("text");
    let name = file.file_name().expect("a name").to_string_lossy();
    format!(
        "{}exit code {code}\n",
        text.replace(&*file.to_string_lossy(), &name)
    )
}

#[test]
fn every_broken_transcript_is_told_as_expected() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() >= 35, "only {} files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let told = told(&file);
        assert!(
            !told.contains(['\u{1b}', '\u{202e}', '\u{7}']),
            "{}",
            file.display()
        );
        let expected = file.with_extension("txt");
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
