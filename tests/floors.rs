//! Each floor uses only what stands above it: the house of the crate, proven on the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From the top. A module may use itself and whatever stands before it.
const FLOORS: &[&[&str]] = &[&["model"], &["text"], &["store"], &["tui"], &["cli"]];

/// The order within floors whose parts have one.
const WITHIN: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "clean", "wrap", "brackets", "paint", "front", "headline", "layout", "painter",
            "search", "anchor", "figures",
        ],
    ),
    (
        "tui",
        &[
            "key", "effect", "theme", "ascii", "state", "command", "panes", "keymap", "pointer",
            "popups", "view", "update", "launch", "jobs", "terminal", "app",
        ],
    ),
];

/// A source file, as the path of modules that it is.
struct Source {
    path: PathBuf,
    module: Vec<String>,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path
                    .strip_prefix(&root)
                    .expect("below the root")
                    .with_extension("");
                let mut module: Vec<String> = inside
                    .iter()
                    .map(|p| p.to_string_lossy().into_owned())
                    .collect();
                module.retain(|name| name != "mod" && name != "lib" && name != "main");
                let text = without_tests(&fs::read_to_string(&path).expect("a source is UTF-8"));
                sources.push(Source { path, module, text });
            }
        }
    }
    assert!(sources.len() > 40, "found {} sources only", sources.len());
    sources
}

/// The code without comments and without what stands behind `#[cfg(test)]` at a file's end.
fn without_tests(text: &str) -> String {
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    code.lines()
        .map(|l| l.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path that a file names, from the crate's root: `crate::…`, and `super::…` resolved.
fn paths(source: &Source) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for start in ["crate::", "onrecord::", "super::"] {
        for (at, _) in source.text.match_indices(start) {
            let before = source.text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            for path in expand(&source.text[at..]) {
                found.insert(resolve(source, &path));
            }
        }
    }
    found
}

/// The paths of an expression that begins here; a list in braces is several.
fn expand(text: &str) -> Vec<Vec<String>> {
    let mut path = Vec::new();
    let mut rest = text;
    loop {
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        path.push(rest[..end].to_owned());
        let Some(after) = rest[end..].strip_prefix("::") else {
            return vec![path];
        };
        rest = after;
    }
    let Some(list) = rest.strip_prefix('{') else {
        return vec![path];
    };
    let mut depth = 0;
    let mut items = vec![String::new()];
    for c in list.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => items.push(String::new()),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                items.last_mut().expect("never empty").push(c);
            }
        }
    }
    let items = items.iter().map(|i| i.trim()).filter(|i| !i.is_empty());
    items
        .flat_map(expand)
        .map(|tail| path.iter().cloned().chain(tail).collect())
        .collect()
}

fn resolve(source: &Source, path: &[String]) -> Vec<String> {
    let mut base = source.module.clone();
    let ups = path.iter().take_while(|p| *p == "super").count();
    if ups == 0 {
        return path[1..].to_vec();
    }
    base.truncate(base.len().saturating_sub(ups));
    base.extend(path[ups..].iter().cloned());
    base
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

#[test]
fn no_floor_uses_one_below_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = source.module.first().and_then(|m| floor(m)) else {
            continue;
        };
        for path in paths(&source) {
            if path
                .first()
                .and_then(|m| floor(m))
                .is_some_and(|other| other > own)
            {
                wrong.push(format!(
                    "{} uses {}",
                    source.path.display(),
                    path.join("::")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn within_a_floor_the_order_holds() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (floor, order) in WITHIN {
            if source.module.first().is_none_or(|m| m != floor) {
                continue;
            }
            let place = |name: &String| order.iter().position(|o| o == name);
            let Some(part) = source.module.get(1) else {
                continue;
            };
            let own =
                place(part).unwrap_or_else(|| panic!("{floor}/{part} has no place in the order"));
            for path in paths(&source)
                .iter()
                .filter(|p| p.first().is_some_and(|m| m == floor))
            {
                if path.get(1).and_then(place).is_some_and(|other| other > own) {
                    wrong.push(format!(
                        "{} uses {}",
                        source.path.display(),
                        path.join("::")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Outside text is read as letters only where it is matched, measured or written for programs; never where it is shown.
#[test]
fn raw_letters_stay_behind_the_door() {
    let mut wrong = Vec::new();
    for source in sources() {
        let floor = source.module.first().map(String::as_str);
        if matches!(floor, Some("cli" | "tui")) {
            for (number, line) in source.text.lines().enumerate() {
                let allowed = RAW_ALLOWED
                    .iter()
                    .any(|(module, _)| source.module.join("/") == *module);
                if line.contains(".raw()") && !allowed {
                    wrong.push(format!(
                        "{}:{}: {}",
                        source.path.display(),
                        number + 1,
                        line.trim()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Modules below the door that may read raw letters, and why.
const RAW_ALLOWED: &[(&str, &str)] = &[
    (
        "tui/state/writing",
        "what was typed or pasted goes back into the editor",
    ),
    ("tui/update", "what was typed becomes a query"),
    ("tui/update/palette", "what was typed may name a place"),
    (
        "tui/state/resuming",
        "ids of speakers are compared with those that were kept",
    ),
    (
        "tui/state/going",
        "what was typed is compared with the calls' ids",
    ),
    (
        "tui/popups/palette",
        "what was typed is compared with names of commands",
    ),
    (
        "tui/popups/help",
        "what was typed is compared with names of commands",
    ),
    (
        "cli/choose",
        "what was typed is compared with ids and names",
    ),
    ("cli/stats", "programs read its JSON"),
];

#[test]
fn one_module_names_the_yaml_parser_and_one_knows_colours() {
    for source in sources() {
        let module = source.module.join("/");
        if source.text.contains("serde_saphyr") {
            assert!(
                module.starts_with("store/yaml"),
                "{module} names the YAML parser"
            );
        }
        if source.text.contains("Color::") {
            let theme = module.starts_with("tui/theme");
            assert!(theme, "{module} names colours");
        }
    }
}

#[test]
fn the_check_itself_sees_every_way_to_name_a_module() {
    let source = Source {
        path: PathBuf::from("src/text/wrap.rs"),
        module: vec!["text".into(), "wrap".into()],
        text: "use super::{layout, clean::{a, b}};\nfn f() { crate::tui::run(); super::super::store::x }".into(),
    };
    let paths: Vec<String> = paths(&source).iter().map(|p| p.join("::")).collect();
    let all = [
        "store::x",
        "text::clean::a",
        "text::clean::b",
        "text::layout",
        "tui::run",
    ];
    assert_eq!(paths, all);
}
