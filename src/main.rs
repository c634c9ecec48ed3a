//! The binary: parse, run, exit. All of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::run(std::env::args_os()).into()
}
