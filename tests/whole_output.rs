//! A file that is written is whole or not there, though the program is killed, or the disk fails, in any system call.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what a test cannot open ends the test")]

use std::fs;
use std::path::Path;
use std::process::Command;

const CALLS: [&str; 9] = [
    "openat",
    "write",
    "fsync",
    "fchmod",
    "linkat",
    "link",
    "rename",
    "renameat",
    "renameat2",
];
const OLD: &str = "turns:\n- {speaker: Ana, text: old}\n";

/// Imports under strace, which makes one call fail as `fault` says and writes all calls to `trace`.
fn import(folder: &Path, fault: Option<&str>) -> bool {
    let mut command = Command::new("strace");
    command.args(["-f", "-o"]).arg(folder.join("trace"));
    if let Some(fault) = fault {
        command.args(["-e", fault]);
    }
    command.arg(env!("CARGO_BIN_EXE_onrecord"));
    command.args(["import", "talk.csv", "-o", "out.yaml"]);
    if folder.join("out.yaml").exists() {
        command.arg("--force");
    }
    let ended = command.current_dir(folder).output();
    ended.is_ok_and(|output| output.status.success())
}

/// The numbers of these calls from when the input is opened on.
fn once_read(trace: &str, call: &str) -> Vec<usize> {
    let lines: Vec<&str> = trace.lines().collect();
    let opened = lines.iter().position(|l| l.contains("\"talk.csv\", O_"));
    let opened = opened.expect("the input is opened");
    let calls = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.contains(&format!(" {call}(")));
    let numbered = (1..).zip(calls).filter(|(_, (at, _))| *at >= opened);
    numbered.map(|(number, _)| number).collect()
}

#[test]
fn an_output_is_never_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let table = format!("speaker,text\nAna,{}\n", "the lease ".repeat(20_000));
    fs::write(folder.join("talk.csv"), table).unwrap();
    let out = folder.join("out.yaml");
    if !import(folder, None) {
        eprintln!("skipped: there is no strace here that may trace");
        return;
    }
    let new = fs::read_to_string(&out).unwrap();
    let trace = fs::read_to_string(folder.join("trace")).unwrap();
    let mut tried = 0;
    for before in [None, Some(OLD)] {
        for call in CALLS {
            for when in once_read(&trace, call) {
                for fault in ["signal=KILL", "error=ENOSPC"] {
                    match before {
                        Some(old) => fs::write(&out, old).unwrap(),
                        None => drop(fs::remove_file(&out)),
                    }
                    let done = import(folder, Some(&format!("inject={call}:{fault}:when={when}")));
                    let after = fs::read_to_string(&out).ok();
                    let whole = after.as_deref() == Some(&*new);
                    assert!(
                        whole || after.as_deref() == before,
                        "{call} {when} {fault}: {:?}",
                        after.map(|a| a.len())
                    );
                    assert!(whole || !done, "{call} {when} {fault}: said to be done");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 20, "only {tried} faults");
}
