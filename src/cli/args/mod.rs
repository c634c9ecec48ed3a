//! The command line as it is written. What it means is in `cli`; nothing is checked there again.

mod checking;
mod comparing;
mod exporting;
mod importing;
mod searching;
mod theme;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use encoding_rs::Encoding;

use crate::store::encoding;
use crate::store::input::{self, Opening};
pub use checking::Checking;
pub use comparing::Comparing;
pub use exporting::{By, Exporting};
pub use importing::Importing;
pub use searching::{Searching, When};
use theme::ThemeName;

const EXAMPLES: &str = "\
Examples:
  onrecord                             the built-in sample
  onrecord harbour.yaml                read it; notes go to harbour.notes.yaml
  onrecord harbour.yaml | less         as plain text
  onrecord read harbour.yaml --accessible   for a screen reader
  onrecord read harbour.yaml --speaker 'Ana Petrov'
  onrecord talk.vtt                    any format that `onrecord import --help` lists
  onrecord import talk.vtt -o talk.yaml
  onrecord search 'one problem' *.yaml   who said it, when
  onrecord check draft.md --against harbour.yaml   are the quotations right?
  onrecord lint *.yaml                 every problem, file:line:column
  onrecord harbour.yaml --print --size 120x36 --keys '/lease<enter>'

Keys: press ? while reading, or run `onrecord keys`.

Notes are kept beside the transcript, in NAME.notes.yaml. For samples, standard
input and folders that cannot be written they are in $XDG_DATA_HOME/onrecord/notes
(else ~/.local/share/onrecord/notes). --notes names another file.

Exit codes: 0 done; 1 found a fault, a difference or nothing; 2 could not do it.";

const COMPLETIONS: &str = "\
Set up:
  bash   onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  zsh    onrecord completions zsh > FOLDER/_onrecord, with FOLDER in $fpath
  fish   onrecord completions fish > ~/.config/fish/completions/onrecord.fish";

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
    /// Colours, also a theme of your own; without this, plain where NO_COLOR is set, else the configured one, else default.
    #[arg(long, value_name = "NAME", value_parser = ThemeName, help_heading = "Reading")]
    pub theme: Option<String>,
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
            or_sample: false,
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
    /// Tell whether the quotations of a draft are right, word for word.
    #[command(after_help = checking::HELP)]
    Check(Checking),
    /// Make a transcript file of another format, and say what became of it.
    #[command(after_help = importing::help())]
    Import(Importing),
    /// Write transcript, quotes and notes in the form that others need.
    #[command(after_help = exporting::help())]
    Export(Exporting),
    /// Lay two versions of a call side by side: which turns and words differ?
    #[command(after_help = comparing::HELP)]
    Compare(Comparing),
    /// Find words in transcripts: who said them, when, in which turn.
    Search(Searching),
    /// Tell every problem of transcripts, as file:line:column.
    Lint {
        /// Transcripts.
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<OsString>,
        /// For programs.
        #[arg(long)]
        json: bool,
        /// How they are opened.
        #[command(flatten)]
        opening: Open,
    },
    /// Print the JSON Schema of a file format.
    Schema {
        /// Which one.
        format: SchemaOf,
    },
    /// Print every key and what it does, as you have set them.
    Keys {
        /// The commands by the names that the configuration calls them.
        #[arg(long)]
        names: bool,
    },
    /// Print where the configuration is, what counts, and where each of it comes from.
    Config(Configuring),
    /// Print what makes a shell complete commands and options.
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell.
        shell: ShellChoice,
    },
    /// Print the manual page; `onrecord man | man -l -` shows it.
    Man,
}

/// `onrecord config`.
#[derive(Debug, Args)]
pub struct Configuring {
    /// As if the reader were started with it.
    #[arg(long, value_name = "NAME", value_parser = ThemeName)]
    pub theme: Option<String>,
    /// As if the reader were started with it.
    #[arg(long)]
    pub no_mouse: bool,
    /// As if the reader were started with it.
    #[arg(long)]
    pub ascii: bool,
    /// For programs.
    #[arg(long)]
    pub json: bool,
}

/// The shells that can complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShellChoice {
    /// Bash, with its bash-completion.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
}

/// The formats that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The transcript file.
    Transcript,
    /// What `export --to json` writes.
    Json,
    /// The configuration.
    Config,
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
