//! The command line as it is written. What it means is in `mod.rs`; nothing is checked there again.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use encoding_rs::Encoding;

use crate::model::Time;
use crate::store::encoding;
use crate::store::export::{EXPORTERS, Order};
use crate::store::import::IMPORTERS;
use crate::store::input::{self, Opening};

const EXAMPLES: &str = "\
Examples:
  onrecord                             the built-in sample
  onrecord harbour.yaml                read it; notes go to harbour.notes.yaml
  onrecord harbour.yaml | less         as plain text
  onrecord read harbour.yaml --accessible   for a screen reader
  onrecord read harbour.yaml --speaker 'Ana Petrov'
  onrecord talk.vtt                    any format that `onrecord import --help` lists
  onrecord import talk.vtt -o talk.yaml
  onrecord lint *.yaml                 every problem, file:line:column
  onrecord harbour.yaml --print --size 120x36 --keys '/lease<enter>'

Keys: press ? while reading, or run `onrecord keys`.

Notes are kept beside the transcript, in NAME.notes.yaml. For samples, standard
input and folders that cannot be written they are in $XDG_DATA_HOME/onrecord/notes
(else ~/.local/share/onrecord/notes). --notes names another file.

Exit codes: 0 done; 1 found a fault, a difference or nothing; 2 could not do it.";

const COMPARED: &str = "\
[-words-] stand in A only, {+words+} in B only. The transcriber's [brackets] are
compared apart from the words. Numbers, names and negations that changed are counted.

Exit codes: 0 no difference; 1 they differ; 2 could not compare.";

/// Read transcripts of calls: who said what, when, word for word.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord",
    version,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Arguments {
    /// What is to be done other than reading.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The bare command's options.
    #[command(flatten)]
    pub reader: Reader,
}

/// `onrecord [FILE]`.
#[derive(Debug, Args)]
pub struct Reader {
    /// Transcript to read; "-" is standard input, none the built-in sample. ./read is a file called read.
    pub file: Option<PathBuf>,
    /// Open a built-in sample by its name.
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub sample: Option<String>,
    /// Keep the notes in this file.
    #[arg(long, value_name = "PATH", help_heading = "Reading")]
    pub notes: Option<PathBuf>,
    /// Leave the mouse to the terminal; F2 takes it while reading.
    #[arg(long, help_heading = "Reading")]
    pub no_mouse: bool,
    /// Colours; without this, default, or plain where NO_COLOR is set.
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub theme: Option<ThemeChoice>,
    /// Draw with ASCII only, for terminals without drawing characters; the transcript's words stay as they are.
    #[arg(long, help_heading = "Reading")]
    pub ascii: bool,
    /// Play these keys first: letters as typed, <enter> <esc> <tab> <c-d> <a-left> <f2> <pgdn> for the rest.
    #[arg(long, value_name = "KEYS", help_heading = "For scripts")]
    pub keys: Option<String>,
    /// Draw one screen to standard output and exit.
    #[arg(long, help_heading = "For scripts")]
    pub print: bool,
    /// Size of that screen; only with --print.
    #[arg(long, value_name = "COLSxROWS", value_parser = size, help_heading = "For scripts")]
    pub size: Option<(u16, u16)>,
    /// How it is opened.
    #[command(flatten)]
    pub opening: Open,
    /// What the plain text contains, when standard output is no terminal.
    #[command(flatten)]
    pub text: Text,
}

/// How transcripts are opened.
#[derive(Clone, Copy, Debug, Args)]
pub struct Open {
    /// Encoding of a file that is not UTF-8: latin1, windows-1251, shift_jis, …; UTF-16 with a byte order mark needs none.
    #[arg(long, value_name = "LABEL", value_parser = encoding::named, help_heading = "Opening")]
    pub encoding: Option<&'static Encoding>,
    /// Read files up to this size; without it, up to 2G.
    #[arg(long, value_name = "SIZE", value_parser = input::size, help_heading = "Opening")]
    pub max_size: Option<u64>,
}

impl Open {
    /// What they mean.
    pub fn opening(self) -> Opening {
        Opening {
            encoding: self.encoding,
            largest: self.max_size.unwrap_or(Opening::default().largest),
        }
    }
}

/// What `read` prints.
#[derive(Debug, Args)]
pub struct Text {
    /// Columns of the plain text; without this, 80, or with --accessible as long as lines are.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..), help_heading = "Plain text")]
    pub width: Option<u16>,
    /// Made for listening: line by line, labels in words, no drawing characters, figures in place of the timeline.
    #[arg(long, help_heading = "Plain text")]
    pub accessible: bool,
    /// Only this speaker, by id or name; may be given more than once. Turns keep their numbers.
    #[arg(long, value_name = "NAME", help_heading = "Plain text")]
    pub speaker: Vec<String>,
    /// Only this call, by id or number.
    #[arg(long, value_name = "CALL", help_heading = "Plain text")]
    pub call: Option<String>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the transcript as plain text.
    Read {
        /// Transcript; "-" is standard input, none the built-in sample.
        file: Option<PathBuf>,
        /// The notes on it are in this file.
        #[arg(long, value_name = "PATH")]
        notes: Option<PathBuf>,
        /// What of it.
        #[command(flatten)]
        text: Text,
        /// How it is opened.
        #[command(flatten)]
        opening: Open,
    },
    /// Count turns, words, time and shares by speaker and call.
    Stats {
        /// Transcript; "-" is standard input, none the built-in sample.
        file: Option<PathBuf>,
        /// For programs.
        #[arg(long)]
        json: bool,
        /// How it is opened.
        #[command(flatten)]
        opening: Open,
    },
    /// List the notes and where their words stand now, the lost first.
    Notes {
        /// Transcript; "-" is standard input, none the built-in sample.
        file: Option<PathBuf>,
        /// The notes on it are in this file.
        #[arg(long, value_name = "PATH")]
        notes: Option<PathBuf>,
        /// For programs.
        #[arg(long)]
        json: bool,
        /// How it is opened.
        #[command(flatten)]
        opening: Open,
    },
    /// Make a transcript file of another format, and say what became of it.
    #[command(after_help = import_help())]
    Import(Importing),
    /// Write transcript, quotes and notes in the form that others need.
    #[command(after_help = export_help())]
    Export(Exporting),
    /// Lay two versions of a call side by side: which turns and words differ?
    #[command(after_help = COMPARED)]
    Compare(Comparing),
    /// Tell every problem of transcripts, as file:line:column.
    Lint {
        /// Transcripts.
        #[arg(required = true)]
        files: Vec<OsString>,
        /// How they are opened.
        #[command(flatten)]
        opening: Open,
    },
    /// Print the JSON Schema of a file format.
    Schema {
        /// Which one.
        format: SchemaOf,
    },
    /// Print every key and what it does.
    Keys,
}

/// `onrecord import IN…`.
#[derive(Debug, Args)]
pub struct Importing {
    /// Files to read; of several, each becomes a call. "-" is standard input.
    #[arg(required = true, value_name = "IN")]
    pub files: Vec<OsString>,
    /// Write the transcript to this file; without it, or with "-", to standard output.
    #[arg(short, long, value_name = "OUT.yaml")]
    pub output: Option<PathBuf>,
    /// Read it as this format, whatever it looks like.
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// Seconds of silence up to which cues of one speaker are one turn.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, conflicts_with = "no_join")]
    pub gap: u64,
    /// Every cue is a turn of its own.
    #[arg(long)]
    pub no_join: bool,
    /// Name a speaker: what the file calls them, or the name that they got, and the name that they have; may be given more
    /// than once.
    #[arg(long, value_name = "CALLED=NAME", value_parser = naming)]
    pub speaker: Vec<(String, String)>,
    /// Replace the output if it is there.
    #[arg(long)]
    pub force: bool,
    /// What became of it, for programs: on standard output where the transcript is not, else on standard error.
    #[arg(long)]
    pub json: bool,
    /// How they are opened.
    #[command(flatten)]
    pub opening: Open,
}

/// `onrecord export FILE --to FORMAT`.
#[derive(Debug, Args)]
pub struct Exporting {
    /// Transcript; "-" is standard input, none the built-in sample.
    pub file: Option<PathBuf>,
    /// The format; they are listed below.
    #[arg(long, value_name = "FORMAT")]
    pub to: String,
    /// Write to this file; without it, or with "-", to standard output.
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// The notes on it are in this file.
    #[arg(long, value_name = "PATH")]
    pub notes: Option<PathBuf>,
    /// Only words of this speaker, by id or name; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,
    /// Only this call, by id or number.
    #[arg(long, value_name = "CALL")]
    pub call: Option<String>,
    /// Only passages with this code, or with one below it; may be given more than once.
    #[arg(long, value_name = "CODE")]
    pub code: Vec<String>,
    /// Only your notes and what they are on.
    #[arg(long)]
    pub notes_only: bool,
    /// Passages in this order.
    #[arg(long, value_name = "ORDER", default_value = "place")]
    pub by: By,
    /// Number pages and lines, with so many lines a page.
    #[arg(long, value_name = "LINES", value_parser = clap::value_parser!(u32).range(1..))]
    pub lines_per_page: Option<u32>,
    /// Replace the output if it is there.
    #[arg(long)]
    pub force: bool,
    /// How it is opened.
    #[command(flatten)]
    pub opening: Open,
}

/// `onrecord compare A B`.
#[derive(Debug, Args)]
pub struct Comparing {
    /// The first version, of any format that can be read; "-" is standard input.
    #[arg(value_name = "A")]
    pub a: OsString,
    /// The second version.
    #[arg(value_name = "B")]
    pub b: OsString,
    /// Case, punctuation and the encoding of accents count, too.
    #[arg(long)]
    pub strict: bool,
    /// For programs.
    #[arg(long, conflicts_with = "html")]
    pub json: bool,
    /// A page for the browser, side by side, all in one file.
    #[arg(long)]
    pub html: bool,
    /// Write to this file; without it, to standard output.
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Replace the output if it is there.
    #[arg(long)]
    pub force: bool,
    /// Columns of the text; without this, 80.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// How both are opened.
    #[command(flatten)]
    pub opening: Open,
}

/// The orders of passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// As they stand in the transcript.
    Place,
    /// Under each of their codes.
    Code,
    /// Under each of their speakers.
    Speaker,
}

impl From<By> for Order {
    fn from(by: By) -> Self {
        match by {
            By::Place => Self::Place,
            By::Code => Self::Code,
            By::Speaker => Self::Speaker,
        }
    }
}

/// The table of formats that can be written, as help.
fn export_help() -> String {
    let rows = EXPORTERS.iter();
    let rows = rows.map(|e| format!("  {:<14} {}: {}", e.name, e.title, e.about));
    format!("Formats:\n{}", rows.collect::<Vec<_>>().join("\n"))
}

/// The table of formats that can be read, as help.
fn import_help() -> String {
    let rows = IMPORTERS.iter().map(|i| {
        let endings: Vec<String> = i.endings.iter().map(|e| format!(".{e}")).collect();
        format!(
            "  {:<12} {} ({}): {}",
            i.name,
            i.title,
            endings.join(" "),
            i.about
        )
    });
    let rows: Vec<String> = rows.collect();
    format!("Formats:\n{}\n\n{IMPORT_JSON}", rows.join("\n"))
}

const IMPORT_JSON: &str = r#"--json tells, as one object:
  {"files": [{"file", "format", "units": {"what", "count"}, "turns", "joined",
              "asides", "noted": [{"what", "count", "line"}],
              "left_out": [{"what", "count", "line"}]}],
   "speakers": [{"id", "name", "called": [...], "turns"}]}
"noted" is in the transcript and should be known, "left_out" is not in it;
"line" is that of the first, or null."#;

fn seconds(text: &str) -> Result<u64, String> {
    match Time::parse(text) {
        Ok(time) => Ok(time.millis()),
        Err(error) => Err(error.to_string()),
    }
}

fn naming(text: &str) -> Result<(String, String), String> {
    let (called, name) = text
        .split_once('=')
        .ok_or("write CALLED=NAME, as in 0=\"Ana Petrov\"")?;
    if name.trim().is_empty() {
        return Err("there is no name after `=`".to_owned());
    }
    Ok((called.to_owned(), name.trim().to_owned()))
}

/// The themes that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeChoice {
    /// Light or dark, as the terminal is.
    Auto,
    /// The terminal's own 16 colours.
    Default,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// White on black, bright colours.
    Contrast,
    /// Okabe and Ito's colours.
    ColourBlind,
    /// No colours: bold, underlined and reversed letters only.
    Plain,
}

/// The formats that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The transcript file.
    Transcript,
    /// What `export --to json` writes.
    Json,
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let wrong = || "a size is COLSxROWS, as in 120x36".to_owned();
    let (columns, rows) = text.split_once('x').ok_or_else(wrong)?;
    let number = |t: &str| t.parse::<u16>().ok().filter(|n| (1..=1000).contains(n));
    number(columns).zip(number(rows)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_are_columns_by_rows() {
        assert_eq!(size("120x36"), Ok((120, 36)));
        for text in ["", "120", "120x", "0x5", "120x36x1", "-1x3", "5000x1"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_file_called_like_a_subcommand_is_given_with_its_folder() {
        let read = Arguments::parse_from(["onrecord", "./read"]);
        assert_eq!(read.reader.file, Some(PathBuf::from("./read")));
        assert!(read.command.is_none());
        let read = Arguments::parse_from(["onrecord", "read"]);
        assert!(matches!(
            read.command,
            Some(Command::Read { file: None, .. })
        ));
    }
}
