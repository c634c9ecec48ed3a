//! What a reader has set for all transcripts: `$XDG_CONFIG_HOME/onrecord/config.toml`.
//!
//! What is wrong in it is told with its line, and left as it is without it; the rest counts.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::model::{LineColumn, Outside, OutsideStr, Problem};
use crate::text::cite::{Style, Template};
use crate::text::clean::clean;

/// Larger files are none of ours (bytes).
const LARGEST: u64 = 64 << 10;

/// What is set.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `[citations]`: the reader's own styles, in the order of the file.
    pub styles: Vec<Style>,
    /// `style`: the one in use at the beginning, among the built-in ones and, behind them, these.
    pub style: Option<usize>,
    /// What is wrong in the file.
    pub problems: Vec<Problem>,
}

/// A key and its value, with their places.
type Entry<'a, 'i> = (&'a Spanned<DeString<'i>>, &'a Spanned<DeValue<'i>>);

/// Where the file is.
pub fn path() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.config_dir().join("onrecord/config.toml"))
}

/// What the file says; nothing where there is none.
pub fn read(path: &Path) -> Config {
    let failed = |what: String| Config {
        problems: vec![Problem::new(what)],
        ..Config::default()
    };
    match fs::metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Config::default(),
        Ok(about) if about.len() > LARGEST => return failed("is larger than 64 KiB".to_owned()),
        Ok(_) | Err(_) => {}
    }
    match fs::read_to_string(path) {
        Ok(text) => parse(&text),
        Err(e) => failed(format!("cannot be read: {}", e.kind())),
    }
}

/// What this text of the file says.
pub fn parse(text: &str) -> Config {
    let mut config = Config::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let what = clean(OutsideStr::new(error.message())).into_string();
        config.tell(text, error.span().unwrap_or_default(), what, None);
    }
    let mut style = None;
    for (key, value) in in_order(table.get_ref()) {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("citations", DeValue::Table(styles)) => {
                for entry in in_order(styles) {
                    config.own_style(text, entry);
                }
            }
            ("style", DeValue::String(name)) => style = Some((name, value.span())),
            ("citations" | "style", _) => {
                let what = "is not what it must be".to_owned();
                let hint = "style = \"legal\", and below [citations] name = \"{words} …\"";
                config.tell(text, value.span(), what, Some(hint));
            }
            (other, _) => {
                let what = format!("`{}` is not known", clean(OutsideStr::new(other)));
                let hint = "there are `style` and `[citations]`";
                config.tell(text, key.span(), what, Some(hint));
            }
        }
    }
    if let Some((name, span)) = style {
        config.choose(text, name, span);
    }
    config
}

/// The entries of a table as they stand in the file.
fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<Entry<'a, 'i>> {
    let mut entries: Vec<Entry<'a, 'i>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

impl Config {
    fn own_style(&mut self, text: &str, (key, value): Entry<'_, '_>) {
        let name = clean(OutsideStr::new(key.get_ref()));
        let built_in = |s: &Style| s.name().eq_ignore_ascii_case(&name);
        if Style::BUILT_IN.iter().any(built_in) {
            let what = format!("`{name}` is a style that is always there");
            return self.tell(text, key.span(), what, Some("give yours another name"));
        }
        let DeValue::String(template) = value.get_ref() else {
            let what = format!("`{name}` is no text in quotation marks");
            return self.tell(text, value.span(), what, None);
        };
        match Template::parse(&Outside::new(template.as_ref())) {
            Ok(template) => self.styles.push(Style::Own(name, template)),
            Err(error) => self.tell(text, value.span(), format!("`{name}`: {error}"), None),
        }
    }

    /// The style with this name is in use from the beginning.
    fn choose(&mut self, text: &str, name: &str, span: Range<usize>) {
        let all: Vec<&Style> = Style::BUILT_IN.iter().chain(&self.styles).collect();
        let found = all.iter().position(|s| s.name().eq_ignore_ascii_case(name));
        if found.is_none() {
            let names: Vec<&str> = all.iter().map(|s| s.name()).collect();
            let hint = format!("there are {}", names.join(", "));
            let what = format!("there is no style `{}`", clean(OutsideStr::new(name)));
            self.tell(text, span, what, Some(&hint));
        }
        self.style = found;
    }

    fn tell(&mut self, text: &str, span: Range<usize>, what: String, hint: Option<&str>) {
        let before = text.get(..span.start).unwrap_or_default();
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count());
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        let problem = Problem::new(what).at(LineColumn {
            line: count(before.matches('\n').count()),
            column: count(column),
        });
        self.problems.push(match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_styles_stand_behind_the_built_in_ones_in_the_order_of_the_file() {
        let config = parse(
            "style = \"short\"\n[citations]\nzeal = '{words}!'\nshort = \"{words} ({speaker})\"\n",
        );
        let names: Vec<&str> = config.styles.iter().map(Style::name).collect();
        assert_eq!(names, ["zeal", "short"]);
        assert_eq!(config.style, Some(Style::BUILT_IN.len() + 1));
        assert!(config.problems.is_empty());
        assert_eq!(parse("style = \"Legal\"").style, Some(3));
        assert!(parse("").styles.is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_the_rest_counts() {
        for (text, told) in [
            ("colour = 1\n", "config.toml:1:1: `colour` is not known"),
            (
                "[citations]\nmine = \"{words} {when}\"",
                "config.toml:2:8: `mine`: {when} is no placeholder",
            ),
            (
                "[citations]\nlegal = \"{words}\"",
                "config.toml:2:1: `legal` is a style that is always there",
            ),
            (
                "[citations]\nmine = 3",
                "config.toml:2:8: `mine` is no text",
            ),
            (
                "style = \"mine\"",
                "config.toml:1:9: there is no style `mine`",
            ),
            ("citations = 3", "config.toml:1:13: is not what it must be"),
            ("style = \"legal\"\nstyle =", "config.toml:2:"),
        ] {
            let config = parse(&format!("{text}\n"));
            let first = config.problems.first().expect(text).message("config.toml");
            assert!(first.starts_with(told), "{first}");
        }
        let some = parse("[citations]\nwrong = \"{\"\nright = \"{words}\"\n");
        assert_eq!((some.styles.len(), some.problems.len()), (1, 1));
    }

    #[test]
    fn no_file_is_nothing_set_and_a_folder_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("none.toml")).problems.is_empty());
        assert_eq!(read(folder.path()).problems.len(), 1);
    }
}
