//! `onrecord man` and `onrecord completions`, made from the command line's own tables.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::{Arguments, ShellChoice};

/// Prints the manual page: the bare command's, then a section for each subcommand.
///
/// # Errors
/// What `out` says.
pub fn print(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Arguments::command();
    command.build();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    for subcommand in command.get_subcommands() {
        section(subcommand, out)?;
    }
    man.render_extra_section(out)?;
    man.render_version_section(out)
}

/// A subcommand's page as one section, its sections one step lower.
fn section(subcommand: &Command, out: &mut dyn Write) -> io::Result<()> {
    let man = Man::new(subcommand.clone());
    let mut page = Vec::new();
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if subcommand.get_after_help().is_some() {
        man.render_extra_section(&mut page)?;
    }
    writeln!(out, ".SH \"{}\"", subcommand.get_name().to_uppercase())?;
    for line in String::from_utf8_lossy(&page).lines() {
        match line.strip_prefix(".SH ") {
            Some(heading) => writeln!(out, ".SS {heading}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// Prints what makes a shell complete commands, options and files.
///
/// # Errors
/// What `out` says.
pub fn completions(shell: ShellChoice, out: &mut dyn Write) -> io::Result<()> {
    let shell = match shell {
        ShellChoice::Bash => Shell::Bash,
        ShellChoice::Zsh => Shell::Zsh,
        ShellChoice::Fish => Shell::Fish,
    };
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "onrecord", &mut text);
    out.write_all(&text)
}
