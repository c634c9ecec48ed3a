//! A program in a pseudo-terminal: keys in, bytes and screen out. Waits for what is to be seen, never for a time.

use std::fmt::Debug;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// How long anything may take on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long to wait before looking again at what tells nobody that it changed.
const AGAIN: Duration = Duration::from_millis(10);

/// A folder of the reader's own: what it opens, and its home.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("there is a folder for what is temporary"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the folder is ours");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there and is text")
    }

    /// Starts the reader here.
    pub fn start(&self, arguments: &[&str], size: (u16, u16)) -> Pty {
        self.run(env!("CARGO_BIN_EXE_onrecord"), arguments, size)
    }

    /// Starts any program here.
    pub fn run(&self, program: &str, arguments: &[&str], size: (u16, u16)) -> Pty {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(self.folder.path());
        command.env_clear();
        for name in [
            "HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env(name, self.folder.path().join("home"));
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("USER", "reader");
        Pty::spawn(command, size)
    }
}

/// What has come out of the terminal so far.
struct Out {
    raw: Vec<u8>,
    parser: vt100::Parser,
    ended: bool,
    closing: bool,
}

/// The terminal and the program in it.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    /// Held open so that the terminal outlives the program and can be looked at.
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    out: Arc<(Mutex<Out>, Condvar)>,
    /// What the terminal was set to before the program ran.
    before: String,
}

impl Pty {
    fn spawn(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("there are pseudo-terminals");
        let before = settings(pair.master.as_ref());
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let out = Out {
            raw: Vec::new(),
            parser,
            ended: false,
            closing: false,
        };
        let out = Arc::new((Mutex::new(out), Condvar::new()));
        let mut reader = pair
            .master
            .try_clone_reader()
            .expect("the terminal can be read");
        let keyboard = pair
            .master
            .take_writer()
            .expect("the terminal can be written to");
        let arriving = Arc::clone(&out);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let count = reader.read(&mut bytes).unwrap_or(0);
                let mut out = arriving.0.lock().unwrap_or_else(PoisonError::into_inner);
                out.raw.extend(&bytes[..count]);
                out.parser.process(&bytes[..count]);
                out.ended = count == 0;
                arriving.1.notify_all();
                if count == 0 || out.closing {
                    return;
                }
            }
        });
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        Self {
            master: Some(pair.master),
            slave: Some(pair.slave),
            keyboard: Some(keyboard),
            child,
            out,
            before,
        }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect("the terminal is open");
        keyboard
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        keyboard.flush().expect("the terminal takes keys");
    }

    /// Makes the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let mut out = self.out.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.parser.set_size(cells(rows), cells(columns));
        drop(out);
        let master = self.master.as_ref().expect("the terminal is open");
        master
            .resize(size(columns, rows))
            .expect("the terminal has a size");
    }

    /// Waits until something holds of the screen.
    #[track_caller]
    pub fn wait(&self, what: &str, test: impl Fn(&vt100::Screen) -> bool) {
        self.wait_out(what, |out| test(out.parser.screen()));
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("{text:?} on the screen"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until a text does not stand on the screen.
    #[track_caller]
    pub fn wait_without(&self, text: &str) {
        self.wait(&format!("no {text:?} on the screen"), |screen| {
            !screen.contents().contains(text)
        });
    }

    #[track_caller]
    fn wait_out(&self, what: &str, test: impl Fn(&Out) -> bool) {
        let until = Instant::now() + PATIENCE;
        let mut out = self.out.0.lock().unwrap_or_else(PoisonError::into_inner);
        while !test(&out) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited in vain for {what}; there was\n{}",
                out.parser.screen().contents()
            );
            (out, _) = self
                .out
                .1
                .wait_timeout(out, left)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Every byte that came out so far.
    pub fn raw(&self) -> Vec<u8> {
        self.out
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .raw
            .clone()
    }

    /// The program's number.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("the program runs")
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        let process = i32::try_from(self.process()).ok().and_then(Pid::from_raw);
        kill_process(process.expect("a process has a number"), signal).expect("the program runs");
    }

    /// Whether a text stands on the screen now.
    pub fn shows(&self, text: &str) -> bool {
        let out = self.out.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.parser.screen().contents().contains(text)
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        let ended = self.child.try_wait().expect("the program is ours");
        ended.is_some()
    }

    /// Waits for the program's end.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let child = &mut self.child;
        eventually("the program's end", || {
            child.try_wait().expect("the program is ours")
        })
    }

    /// Takes the terminal away, as a closed window does. The thread that reads lets go of it at the next byte: a resize
    /// makes the program send some.
    pub fn close(&mut self) {
        self.out
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .closing = true;
        self.resize(100, 30);
        (self.keyboard, self.master, self.slave) = (None, None, None);
    }

    /// After the program's end: every byte that came out of it.
    #[track_caller]
    pub fn everything(&mut self) -> Vec<u8> {
        self.slave = None;
        self.wait_out("the last byte", |out| out.ended);
        self.raw()
    }

    /// Whether the terminal's settings (raw mode, echo, …) are those from before the program.
    pub fn is_set_as_before(&self) -> bool {
        self.master
            .as_ref()
            .is_some_and(|master| settings(master.as_ref()) == self.before)
    }

    /// Waits until the terminal is as it was before: settings, alternate screen, cursor, paste, mouse.
    #[track_caller]
    pub fn wait_given_back(&self) {
        self.wait("the terminal given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        eventually("the terminal's settings from before", || {
            self.is_set_as_before().then_some(())
        });
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Waits until there is an answer.
#[track_caller]
pub fn eventually<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(Instant::now() < until, "waited in vain for {what}");
        thread::park_timeout(AGAIN);
    }
}

/// Whether a process is stopped.
pub fn is_stopped(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ")
        .is_some_and(|(_, rest)| rest.starts_with('T'))
}

/// How often the system has given a process the processor, over all its threads.
pub fn turns_at_the_processor(process: u32) -> u64 {
    let threads = fs::read_dir(Path::new("/proc").join(process.to_string()).join("task"));
    let threads = threads.into_iter().flatten().flatten();
    let status =
        threads.map(|thread| fs::read_to_string(thread.path().join("status")).unwrap_or_default());
    let count = |line: &str| {
        line.split_once("_ctxt_switches:")
            .and_then(|(_, n)| n.trim().parse::<u64>().ok())
    };
    status
        .map(|text| text.lines().filter_map(count).sum::<u64>())
        .sum()
}

fn settings(master: &dyn MasterPty) -> String {
    described(&master.get_termios().expect("a terminal has settings"))
}

fn described(settings: &impl Debug) -> String {
    format!("{settings:?}")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a window has a size")
}
