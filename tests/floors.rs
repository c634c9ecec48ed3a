//! Each floor uses only what stands above it: the house of the crate, proven on the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// From the top. A module may use itself and whatever stands before it.
const FLOORS: &[&[&str]] = &[&["model"], &["text"], &["store"], &["tui"], &["cli"]];

/// The order within floors whose parts have one.
const WITHIN: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "clean", "hidden", "wrap", "brackets", "paint", "front", "headline", "layout",
            "motion", "painter", "matching", "search", "anchor", "compare", "links", "cite",
            "check", "figures",
        ],
    ),
    (
        "tui",
        &[
            "key", "bindings", "effect", "theme", "ascii", "state", "command", "panes", "keymap",
            "settings", "pointer", "popups", "view", "update", "launch", "jobs", "terminal",
            "keyboard", "editing", "app",
        ],
    ),
];

/// A source file: the path of modules that it is, what it names, and how it does so where that cannot be followed.
struct Source {
    path: PathBuf,
    module: Vec<String>,
    /// From the crate's root.
    paths: BTreeSet<Vec<String>>,
    words: BTreeSet<String>,
    /// Names that lead elsewhere: globs and modules under another name.
    unclear: Vec<String>,
    /// Modules that are there in tests only.
    tests: Vec<Vec<String>>,
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
                let inside = path.strip_prefix(&root).expect("below the root");
                let module = inside.with_extension("");
                let module = module.iter().map(|p| p.to_string_lossy().into_owned());
                let module = module.filter(|name| !matches!(&**name, "mod" | "lib" | "main"));
                let module: Vec<String> = module.collect();
                let text = fs::read_to_string(&path).expect("a source is UTF-8");
                sources.push(Source::read(path, module, &text));
            }
        }
    }
    assert!(sources.len() > 40, "found {} sources only", sources.len());
    let tests: Vec<_> = sources.iter().flat_map(|s| s.tests.clone()).collect();
    sources.retain(|s| !tests.contains(&s.module));
    sources
}

impl Source {
    fn read(path: PathBuf, module: Vec<String>, text: &str) -> Self {
        let mut source = Self {
            path,
            module: module.clone(),
            paths: BTreeSet::new(),
            words: BTreeSet::new(),
            unclear: Vec::new(),
            tests: Vec::new(),
        };
        let tokens: TokenStream = text.parse().expect("a source can be read");
        source.walk(&module, tokens);
        source
    }

    /// Everything in `module` but what is there in tests only.
    fn walk(&mut self, module: &[String], tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if is_test_only(&tokens[at..]) {
                at = self.skip(module, &tokens, at);
                continue;
            }
            at += 1;
            match (token, tokens.get(at), tokens.get(at + 1)) {
                (
                    TokenTree::Ident(word),
                    Some(TokenTree::Ident(name)),
                    Some(TokenTree::Group(group)),
                ) if word == "mod" => {
                    let mut inner = module.to_vec();
                    inner.push(name.to_string());
                    self.walk(&inner, group.stream());
                    at += 2;
                }
                (TokenTree::Ident(word), Some(TokenTree::Ident(krate)), _)
                    if word == "extern" && krate == "crate" =>
                {
                    self.unclear.push("extern crate".to_owned());
                }
                (TokenTree::Ident(word), ..) => {
                    self.words.insert(word.to_string());
                    let goes_on = at >= 2 && is_punct(&tokens[at - 2], ':');
                    let begins =
                        matches!(&*word.to_string(), "crate" | "super" | "self" | "onrecord");
                    // In a list, `self` is what the list hangs on.
                    let lists = word == "self" && !tokens.get(at).is_some_and(|t| is_punct(t, ':'));
                    // `pub(in crate::text)` names who may use it.
                    let shows =
                        at == 2 && matches!(&tokens[0], TokenTree::Ident(word) if word == "in");
                    if begins && !goes_on && !lists && !shows {
                        self.path(module, &[], &tokens[at - 1..]);
                    }
                }
                (TokenTree::Group(group), ..) => self.walk(module, group.stream()),
                (TokenTree::Punct(_) | TokenTree::Literal(_), ..) => {}
            }
        }
    }

    /// Past an item that is there in tests only.
    fn skip(&mut self, module: &[String], tokens: &[TokenTree], from: usize) -> usize {
        let ends = |token: &TokenTree| {
            let body = matches!(token, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace);
            body || is_punct(token, ';')
        };
        let length = tokens[from..].iter().position(ends).unwrap_or(tokens.len());
        for pair in tokens[from..(from + length).min(tokens.len())].windows(2) {
            if let [TokenTree::Ident(word), TokenTree::Ident(name)] = pair
                && word == "mod"
            {
                let mut tests = module.to_vec();
                tests.push(name.to_string());
                self.tests.push(tests);
            }
        }
        from + length + 1
    }

    /// The paths that begin here, behind `before`; a list in braces is several.
    fn path(&mut self, module: &[String], before: &[String], tokens: &[TokenTree]) {
        let mut path = before.to_vec();
        let mut rest = tokens;
        loop {
            match rest {
                [TokenTree::Ident(name), ..] => path.push(name.to_string()),
                [TokenTree::Group(list), ..] if list.delimiter() == Delimiter::Brace => {
                    let items: Vec<TokenTree> = list.stream().into_iter().collect();
                    for item in items.split(|token| is_punct(token, ',')) {
                        self.path(module, &path, item);
                    }
                    return;
                }
                [star, ..] if is_punct(star, '*') => {
                    self.unclear.push(format!("{}::*", path.join("::")));
                    return;
                }
                _ => return,
            }
            rest = &rest[1..];
            match rest {
                [a, b, more @ ..] if is_punct(a, ':') && is_punct(b, ':') => rest = more,
                _ => break,
            }
        }
        if let [TokenTree::Ident(word), TokenTree::Ident(name), ..] = rest {
            let last = path.last().map_or("", String::as_str);
            if word == "as" && name != "_" && last.starts_with(char::is_lowercase) {
                self.unclear.push(format!("{} as {name}", path.join("::")));
            }
        }
        if path.len() > 1 {
            self.paths.extend(resolve(module, &path));
        }
    }
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(p) if p.as_char() == c)
}

/// Whether `#[cfg(test)]` stands here.
fn is_test_only(tokens: &[TokenTree]) -> bool {
    let [hash, TokenTree::Group(attribute), ..] = tokens else {
        return false;
    };
    is_punct(hash, '#') && attribute.stream().to_string().replace(' ', "") == "cfg(test)"
}

/// A path as it is from the crate's root; none for what stands at the root itself.
fn resolve(module: &[String], path: &[String]) -> Option<Vec<String>> {
    let mut from = match &*path[0] {
        "crate" | "onrecord" => Vec::new(),
        _ => module.to_vec(),
    };
    for name in path {
        match &**name {
            "super" => drop(from.pop()),
            "self" | "crate" | "onrecord" => {}
            name => from.push(name.to_owned()),
        }
    }
    (!from.is_empty()).then_some(from)
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

#[test]
fn every_name_says_where_it_leads() {
    let sources = sources();
    let unclear = sources.iter().flat_map(|s| {
        let path = s.path.display();
        s.unclear.iter().map(move |name| format!("{path}: {name}"))
    });
    let unclear: Vec<String> = unclear.collect();
    assert!(unclear.is_empty(), "{}", unclear.join("\n"));
}

#[test]
fn no_floor_uses_one_below_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = source.module.first().and_then(|m| floor(m)) else {
            continue;
        };
        for path in &source.paths {
            if floor(&path[0]).is_some_and(|other| other > own) {
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
            for path in source.paths.iter().filter(|p| p[0] == *floor) {
                // The floor as a whole would let everything in.
                let all = path.len() == 1;
                if all || place(&path[1]).is_some_and(|other| other > own) {
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
    for source in sources() {
        let below = matches!(
            source.module.first().map(String::as_str),
            Some("cli" | "tui")
        );
        let module = source.module.join("/");
        let allowed = RAW_ALLOWED.iter().any(|(allowed, _)| *allowed == module);
        let reads = source.words.contains("raw");
        assert!(!below || allowed || !reads, "{module} reads raw letters");
    }
}

/// Modules below the door that may read raw letters, and why.
const RAW_ALLOWED: &[(&str, &str)] = &[
    ("cli/notes", "programs read its JSON"),
    ("cli/search/json", "programs read its JSON"),
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
    ("cli/check/json", "programs read its JSON"),
    ("cli/stats", "programs read its JSON"),
    ("cli/compare/json", "programs read it"),
    ("cli/notes", "programs read its JSON"),
];

#[test]
fn one_module_names_the_yaml_parser_and_one_knows_colours() {
    for source in sources() {
        let module = source.module.join("/");
        if source.words.contains("serde_saphyr") {
            assert!(
                module.starts_with("store/yaml"),
                "{module} names the YAML parser"
            );
        }
        if source.words.contains("Color") {
            let theme = module.starts_with("tui/theme");
            assert!(theme, "{module} names colours");
        }
    }
}

#[test]
fn the_check_itself_sees_every_way_to_name_a_module() {
    for (text, paths) in [
        (
            "use super::{layout, clean::{a, b}};",
            "text::clean::a text::clean::b text::layout",
        ),
        (
            "fn f() { crate::tui::run(); super::super::store::x }",
            "store::x tui::run",
        ),
        ("use self::super::layout::X;", "text::layout::X"),
        ("use {crate::tui, super::paint};", "text::paint tui"),
        ("pub use crate::tui::State as S;", "tui::State"),
        (
            "pub(crate) use super::layout::Block;",
            "text::layout::Block",
        ),
        (
            "const URL: &str = \"https://x\"; fn f() { crate::tui::run() }",
            "tui::run",
        ),
        ("const URL: &str = \"a // b\"; use crate::tui;", "tui"),
        ("fn f() { println!(\"{}\", crate::tui::x()) }", "tui::x"),
        ("macro_rules! m { () => { $crate::tui::x() } }", "tui::x"),
        ("mod inner { use super::super::layout; }", "text::layout"),
        ("use super::{self};", "text"),
        (
            "/* crate::tui */ // crate::tui\n/// crate::tui\nfn f() {}",
            "",
        ),
        (
            "#[cfg(test)] use crate::tui; #[cfg(test)] mod t { use super::*; }",
            "",
        ),
        (
            "#[cfg(test)]\n#[allow(x)]\nmod tests;\nuse crate::cli;",
            "cli",
        ),
        ("pub(in crate::cli) fn f() {}", ""),
        (
            "fn f(&self) { self.x(); let n = crate::model::N as u32; }",
            "model::N",
        ),
    ] {
        let source = read(text);
        let found: Vec<String> = source.paths.iter().map(|p| p.join("::")).collect();
        assert_eq!(found.join(" "), paths, "{text}");
        assert!(source.unclear.is_empty(), "{text}: {:?}", source.unclear);
    }
}

#[test]
fn the_check_itself_sees_names_that_lead_elsewhere() {
    for text in [
        "use crate as x;",
        "use super::super as up;",
        "use crate::tui as t;",
        "use super::{self as up};",
        "use crate::{model::X, tui as t};",
        "use crate::*;",
        "use super::*;",
        "pub use self::inner::*;",
        "use crate::model::{*};",
        "extern crate self as me;",
        "mod inner { use super::*; }",
    ] {
        assert_eq!(read(text).unclear.len(), 1, "{text}");
    }
    for text in [
        "x.map(Outside::raw)",
        "x.raw()",
        "f!(x.raw())",
        "OutsideStr::raw(x)",
    ] {
        let source = read(&format!("fn f() {{ {text} }}"));
        assert!(source.words.contains("raw"), "{text}");
    }
    let tests = read("#[cfg(test)]\nmod tests;").tests;
    assert_eq!(tests, [["text", "wrap", "tests"]]);
}

/// A source in `text/wrap.rs`.
fn read(text: &str) -> Source {
    let module = vec!["text".to_owned(), "wrap".to_owned()];
    Source::read(PathBuf::from("src/text/wrap.rs"), module, text)
}
