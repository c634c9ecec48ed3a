//! The reader's own editor: a program that gets a note's text as a file and the terminal to itself.

use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

use super::effect::Msg;
use crate::model::Outside;
use crate::store::sheet::Sheet;

/// What is run where neither `$VISUAL` nor `$EDITOR` is set.
const USUAL: &str = "vi";

/// An editor that runs.
#[derive(Debug)]
pub struct Editing {
    sheet: Arc<Sheet>,
    process: u32,
}

impl Editing {
    /// Runs the editor on a text. When it has ended, [`Msg::Edited`] says what became of the text.
    ///
    /// # Errors
    /// No file can be written, or no program started.
    pub fn start(text: &Outside, tx: &Sender<Msg>) -> Result<Self, Outside> {
        let failed = |e: std::io::Error| Outside::new(format!("no editor: {}", e.kind()));
        let sheet = Arc::new(Sheet::new(text.borrow()).map_err(failed)?);
        // As git does: the variable may hold arguments, and the shell takes it apart.
        let mut child = Command::new("sh")
            .arg("-c")
            .arg(format!("{} \"$1\"", editor()))
            .arg("sh")
            .arg(sheet.path())
            .spawn()
            .map_err(failed)?;
        let process = child.id();
        let (tx, shared) = (tx.clone(), Arc::clone(&sheet));
        thread::spawn(move || {
            let trouble = match child.wait() {
                Ok(status) if status.success() => None,
                Ok(status) => Some(ended(status)),
                Err(e) => Some(format!("the editor: {}", e.kind())),
            };
            drop(tx.send(outcome(&shared, trouble)));
        });
        Ok(Self { sheet, process })
    }

    /// Ends the editor, because the terminal or the program goes away. What it has written so far is what the text is.
    pub fn end(self) -> Msg {
        let pid = i32::try_from(self.process).ok().and_then(Pid::from_raw);
        let msg = outcome(&self.sheet, Some("the editor was ended".to_owned()));
        pid.map(|pid| kill_process(pid, Signal::TERM));
        msg
    }
}

fn outcome(sheet: &Sheet, trouble: Option<String>) -> Msg {
    match (sheet.read(), trouble) {
        (Ok(text), trouble) => Msg::Edited(Some(text), trouble.map(Outside::new)),
        (Err(reason), _) => {
            let reason = format!("what the editor left cannot be read: {reason}");
            Msg::Edited(None, Some(Outside::new(reason)))
        }
    }
}

fn editor() -> String {
    let set = ["VISUAL", "EDITOR"].into_iter().map(std::env::var);
    let mut set = set.filter_map(Result::ok).filter(|e| !e.trim().is_empty());
    set.next().unwrap_or_else(|| USUAL.to_owned())
}

fn ended(status: ExitStatus) -> String {
    match status.code() {
        // What a shell says of a program that is not there.
        Some(127) => format!("there is no editor {}: set $VISUAL or $EDITOR", editor()),
        Some(code) => format!("the editor ended with {code}"),
        None => "the editor was killed".to_owned(),
    }
}
