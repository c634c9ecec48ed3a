//! The configuration from outside: `config`, `keys`, and the reader with it.

#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

struct Home {
    folder: TempDir,
}

impl Home {
    fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("onrecord")).unwrap();
        fs::write(folder.path().join("onrecord/config.toml"), config).unwrap();
        Self { folder }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin!("onrecord"));
        command.env("XDG_CONFIG_HOME", self.folder.path());
        command.env("XDG_DATA_HOME", self.folder.path().join("data"));
        command.env("USER", "u");
        command.env_remove("NO_COLOR").env_remove("ONRECORD_AUTHOR");
        command.args(arguments).stdin(Stdio::null());
        command
    }

    fn ran(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            text(output.stdout),
            text(output.stderr),
            output.status.code(),
        )
    }
}

/// A setting's value and where it comes from.
fn setting(mut command: Command, name: &str) -> (Value, String) {
    let value: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(value["format"], "onrecord-config/1");
    let all = value["settings"].as_array().unwrap();
    let found = all.iter().find(|s| s["name"] == name).unwrap();
    (
        found["value"].clone(),
        found["from"].as_str().unwrap().to_owned(),
    )
}

#[test]
#[cfg(unix)]
fn what_is_no_text_is_one_message_and_the_defaults_count() {
    let home = Home::new("");
    let path = home.folder.path().join("onrecord/config.toml");
    let told = |what: &str| {
        let (out, err, code) = home.ran(&["config"]);
        assert_eq!(code, Some(1));
        assert!(
            out.contains("theme           default      default"),
            "{out}"
        );
        let hint = "until it is mended or moved away, the defaults count";
        let message = format!("onrecord: {}{what}\n  hint: {hint}\n", path.display());
        assert_eq!(err, message);
        let (out, err, code) = home.ran(&["read"]);
        assert!(code == Some(0) && !out.is_empty());
        assert_eq!(err, message);
    };
    fs::write(&path, b"theme = \"dark\"\nauthor = \"J\xf6rg\"\n").unwrap();
    told(":2:12: is not UTF-8 here, but Latin-1 (Windows-1252) by the look of it");
    fs::write(&path, b"\x7fELF\x02\0\0\0\xff\xfe").unwrap();
    told(": is a binary file, not text");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    told(": is a folder, where a file of settings is expected");
    fs::remove_dir(&path).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &path,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    told(": cannot be read: it is no ordinary file");
}

#[test]
fn options_beat_environment_beats_file_beats_defaults() {
    let json = &["config", "--json"];
    let none = Home::new("");
    let some = Home::new("theme = \"dark\"\nauthor = \"Ana\"\n");
    let is = |value: &str, from: &str| (Value::from(value), from.to_owned());
    assert_eq!(
        setting(none.command(json), "theme"),
        is("default", "default")
    );
    assert_eq!(setting(some.command(json), "theme"), is("dark", "file"));
    let mut plain = some.command(json);
    plain.env("NO_COLOR", "1").env("ONRECORD_AUTHOR", "Ben");
    assert_eq!(setting(plain, "theme"), is("plain", "environment"));
    let mut option = some.command(&["config", "--json", "--theme", "light"]);
    option.env("NO_COLOR", "1");
    assert_eq!(setting(option, "theme"), is("light", "option"));
    assert_eq!(setting(some.command(json), "author"), is("Ana", "file"));
    let mut author = some.command(json);
    author.env("ONRECORD_AUTHOR", "Ben");
    assert_eq!(setting(author, "author"), is("Ben", "environment"));
}

#[test]
fn the_reader_s_keys_are_shown_and_do_their_work() {
    let home = Home::new("[keys]\nhelp = \"H\"\nquit = \"Q\"\n\"next turn\" = \"<f5>\"\n");
    let (keys, _, _) = home.ran(&["keys"]);
    assert!(keys.lines().any(|l| l.starts_with("  F5 ")), "{keys}");
    let (screen, err, code) = home.ran(&["--print", "--size", "120x36"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    let status = screen.lines().last().unwrap();
    assert!(status.contains("H help"), "{status}");
    let (screen, _, _) = home.ran(&["--print", "--size", "120x36", "--keys", "H"]);
    assert!(screen.contains("F5 "), "{screen}");
    let (screen, _, _) = home.ran(&["--print", "--size", "120x36", "--keys", "<f5><f5>"]);
    assert!(screen.contains("turn 3/"), "{screen}");
}

#[test]
fn messages_name_the_reader_s_keys() {
    let home = Home::new(
        "[keys]\nundo = \"U\"\nfilter = \"X\"\nnote = \"W\"\nsearch = \"<f5>\"\nmouse = \"<f4>\"\n",
    );
    for (keys, told) in [
        ("4", "Press W to"),
        ("X", "others dimmed, X hides them"),
        ("n", "no search yet: press F5 and type"),
        ("<f4>", "the terminal now: F4 takes it back"),
        ("m", "marked: U takes it back"),
    ] {
        let (screen, _, _) = home.ran(&["--print", "--size", "200x60", "--keys", keys]);
        assert!(screen.contains(told), "{keys}: {screen}");
    }
}

#[test]
fn what_is_wrong_is_told_everywhere_and_the_rest_counts() {
    let home = Home::new("ascii = true\nmouse = \"no\"\n[keys]\nundo = \"n\"\n");
    for command in [&["config"] as &[&str], &["keys"], &["stats"], &["--print"]] {
        let (_, err, _) = home.ran(command);
        assert!(
            err.contains("config.toml:2:9: is not what it must be"),
            "{err}"
        );
        assert!(
            err.contains("config.toml:4:8: `n` would be both `next hit` and `undo`"),
            "{err}"
        );
    }
    let (screen, _, _) = home.ran(&["--print", "--size", "120x36", "--keys", "!"]);
    assert!(screen.contains("The configuration"), "{screen}");
    assert!(screen.contains("+--"), "ascii counts: {screen}");
    assert_eq!(home.ran(&["config"]).2, Some(1));
}

#[test]
fn panes_and_themes_of_one_s_own() {
    let home = Home::new(
        "theme = \"mine\"\n[panes]\nshown = [\"speakers\"]\n[themes.mine]\nkey = \"red\"\n",
    );
    let (screen, _, _) = home.ran(&["--print", "--size", "120x36"]);
    assert!(
        screen.contains("2 Speakers") && !screen.contains("1 Timeline"),
        "{screen}"
    );
    assert!(
        !screen.contains("3 Quotes") && !screen.contains("4 Notes"),
        "{screen}"
    );
    let (screen, _, _) = home.ran(&["--print", "--size", "120x36", "--keys", "4"]);
    assert!(screen.contains("4 Notes"), "{screen}");
    assert_eq!(home.ran(&["--print", "--theme", "mine"]).2, Some(0));
    let (_, err, code) = home.ran(&["--print", "--theme", "mien"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("no theme is called mien"), "{err}");
}
