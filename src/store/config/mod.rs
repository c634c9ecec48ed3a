//! What a reader has set for all transcripts: `$XDG_CONFIG_HOME/onrecord/config.toml`.
//!
//! What is wrong in it is told with its line, and left as it is without it; the rest counts.

mod parse;
mod schema;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

use crate::model::{LineColumn, Outside, Problem};
use crate::store::encoding;
use crate::text::cite::Style;
use crate::text::clean::Clean;
pub use parse::parse;
pub use schema::schema;

/// Larger files are none of ours (bytes).
const LARGEST: u64 = 64 << 10;

/// What may stand in the file.
const FIELDS: [&str; 9] = [
    "theme",
    "style",
    "author",
    "mouse",
    "ascii",
    "keys",
    "themes",
    "panes",
    "citations",
];

/// The panes that may be shown beside the transcript.
pub const PANES: [&str; 4] = ["timeline", "speakers", "quotes", "notes"];

/// What is set.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `[citations]`: the reader's own styles, in the order of the file.
    pub styles: Vec<Style>,
    /// `style`: the one in use at the beginning, among the built-in ones and, behind them, these.
    pub style: Option<usize>,
    /// `theme`: its name, which may be no theme's.
    pub theme: Option<Placed>,
    /// `author`: who writes the notes.
    pub author: Option<Outside>,
    /// `mouse`: false leaves it to the terminal.
    pub mouse: Option<bool>,
    /// `ascii`: draw with ASCII only.
    pub ascii: Option<bool>,
    /// `[keys]`, in the order of the file; neither commands nor keys are known to be any.
    pub keys: Vec<Binding>,
    /// `[themes]`, in the order of the file; neither roles nor colours are known to be any.
    pub themes: Vec<OwnTheme>,
    /// `[panes]`.
    pub panes: PanesSet,
    /// What is wrong in the file.
    pub problems: Vec<Problem>,
}

/// A text of the file and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// As it may be shown; what means anything in this file stays as it is there.
    pub text: Clean,
    /// Where it begins.
    pub place: LineColumn,
}

/// A command's name and the keys that it is to have in place of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The command.
    pub command: Placed,
    /// At least one, none empty.
    pub keys: Vec<Placed>,
}

/// A theme of the reader's own, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTheme {
    /// What it is called.
    pub name: Placed,
    /// The theme that it changes.
    pub based_on: Option<Placed>,
    /// Roles and their looks.
    pub roles: Vec<(Placed, Placed)>,
}

/// The panes at the first opening of a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanesSet {
    /// Those that are there without being focused, of [`PANES`]; all, where nothing is said.
    pub shown: Option<Vec<&'static str>>,
    /// Rows of the timeline, with its border.
    pub timeline: Option<u16>,
    /// Columns of speakers and quotes, with their border.
    pub side: Option<u16>,
    /// Rows of the speakers, with their border.
    pub speakers: Option<u16>,
    /// Columns of the notes, with their border.
    pub notes: Option<u16>,
}

/// Where the file is.
pub fn path() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.config_dir().join("onrecord/config.toml"))
}

/// What the file says; nothing where there is none.
pub fn read(path: &Path) -> Config {
    match text(path) {
        Ok(None) => Config::default(),
        Ok(Some(text)) => parse(&text),
        Err(problem) => Config {
            problems: vec![problem.hint("until it is mended or moved away, the defaults count")],
            ..Config::default()
        },
    }
}

/// The file's text; none where there is no file.
fn text(path: &Path) -> Result<Option<String>, Problem> {
    let unreadable = |e: io::Error| Problem::new(format!("cannot be read: {}", e.kind()));
    let about = match fs::metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        about => about.map_err(unreadable)?,
    };
    if about.is_dir() {
        return Err(Problem::new(
            "is a folder, where a file of settings is expected",
        ));
    }
    // Opening a pipe would wait for whoever writes into it.
    if !about.is_file() {
        return Err(Problem::new("cannot be read: it is no ordinary file"));
    }
    if about.len() > LARGEST {
        return Err(Problem::new("is larger than 64 KiB"));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    match encoding::refusal(&bytes, 0) {
        Some(problem) => Err(problem),
        None => encoding::decode(bytes, None).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use toml::de::{DeTable, DeValue};

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
            ("mouse = \"no\"", "config.toml:1:9: is not what it must be"),
            (
                "[keys]\nundo = []",
                "config.toml:2:8: is not what it must be",
            ),
            (
                "[keys]\nundo = [\"\"]",
                "config.toml:2:9: `undo` has an empty key",
            ),
            (
                "[panes]\nshown = [\"quote\"]",
                "config.toml:2:10: there is no pane `quote`",
            ),
            (
                "[panes]\nnotes = 2",
                "config.toml:2:9: is not what it must be",
            ),
            ("[panes]\nnote = 20", "config.toml:2:1: `note` is not known"),
            (
                "[themes]\nmine = 3",
                "config.toml:2:8: is not what it must be",
            ),
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

    /// `ONRECORD_BLESS=1` writes the shipped file anew.
    #[test]
    fn the_shipped_schema_is_this_one_and_knows_every_field() {
        let printed = format!("{:#}\n", schema());
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/config.schema.json");
        if std::env::var_os("ONRECORD_BLESS").is_some() {
            fs::write(path, &printed).unwrap();
        }
        assert_eq!(fs::read_to_string(path).unwrap(), printed);
        let schema = schema();
        let known: std::collections::BTreeSet<&str> = schema["properties"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(known, FIELDS.into_iter().collect());
    }

    fn json(value: &DeValue<'_>) -> serde_json::Value {
        match value {
            DeValue::String(text) => text.as_ref().into(),
            DeValue::Integer(number) => number.as_str().parse::<i64>().unwrap().into(),
            DeValue::Boolean(is) => (*is).into(),
            DeValue::Array(list) => list.iter().map(|v| json(v.get_ref())).collect(),
            DeValue::Table(table) => {
                let fields = table
                    .iter()
                    .map(|(k, v)| (k.get_ref().to_string(), json(v.get_ref())));
                serde_json::Value::Object(fields.collect())
            }
            DeValue::Float(_) | DeValue::Datetime(_) => serde_json::Value::Null,
        }
    }

    #[test]
    fn the_schema_and_the_reading_agree() {
        let validator = jsonschema::validator_for(&schema()).unwrap();
        for text in [
            "",
            "mouse = true",
            "mouse = 1",
            "author = \" \"",
            "author = \"A\"",
            "colour = 1",
            "[keys]\nundo = \"U\"",
            "[keys]\nundo = [\"U\", \"<f5>\"]",
            "[keys]\nundo = []",
            "[keys]\nundo = 3",
            "[themes.mine]\nkey = \"red\"",
            "[themes.mine]\nkey = 3",
            "[panes]\nshown = [\"notes\"]",
            "[panes]\nshown = [\"words\"]",
            "[panes]\nside = 11",
            "[panes]\nside = 12",
            "[citations]\nmemo = \"{words}\"",
            "[citations]\nmemo = 2",
        ] {
            let value = json(&DeValue::Table(DeTable::parse(text).unwrap().into_inner()));
            assert_eq!(
                validator.is_valid(&value),
                parse(text).problems.is_empty(),
                "{text}"
            );
        }
    }
}
