//! The loop: messages in, effects out, a drawing after each batch of messages. Blocks on one channel; an idle reader
//! uses no processor.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::editing::Editing;
use super::effect::{Effect, Msg};
use super::jobs::Jobs;
use super::key::{self, Key};
use super::keyboard::Keyboard;
use super::launch::Launch;
use super::settings::Settings;
use super::state::noting::Saving;
use super::state::{Loading, State};
use super::terminal::{self, Screen};
use super::theme::Theme;
use super::update::update;
use super::view::view;
use crate::model::{Outside, Problem};
use crate::store::input;
use crate::store::notes::{self, Making, location};
use crate::store::places;
use crate::text::clean::{Clean, clean};

/// Messages taken before the screen is drawn again, however many wait.
const BATCH: usize = 64;

/// How long leaving may wait for the disk, when the reader leaves and when the terminal is gone.
const PATIENCE: Duration = Duration::from_secs(10);
const LAST_PATIENCE: Duration = Duration::from_millis(320);

/// How long the terminal is left alone until there is something to show, or a reason why there will be nothing.
const FIRST_WORDS: Duration = Duration::from_millis(200);

/// The reader without a screen: state, jobs and the keys still to be played.
pub struct Reader {
    /// All that is shown.
    pub state: State,
    jobs: Jobs,
    rx: Receiver<Msg>,
    keys: VecDeque<Key>,
    making: fn() -> Making,
    /// Who writes the notes, where the configuration says it.
    author: Option<Outside>,
    places: Option<PathBuf>,
    unreadable: Option<Problem>,
    redraw: bool,
    mouse: Option<bool>,
    copied: Option<Clean>,
    suspend: bool,
    edit: Option<Outside>,
    editing: Option<Editing>,
    quit: bool,
    hung_up: bool,
    warned: bool,
    /// How long to wait for the disk on the way out.
    leaving: Option<Instant>,
}

impl Reader {
    /// Begins to load. With `at_once`, jobs run before the call that starts them returns.
    ///
    /// # Errors
    /// The keys to be played are none, or the folder of the notes is not there.
    pub fn new(
        launch: &Launch,
        size: (u16, u16),
        at_once: bool,
    ) -> Result<(Self, Sender<Msg>), Problem> {
        let keys = key::parse(launch.keys.as_deref().unwrap_or_default())
            .map_err(|e| Problem::new(clean(Outside::new(e.to_string()).borrow()).into_string()))?;
        let (tx, rx) = channel();
        launch
            .notes
            .as_deref()
            .map_or(Ok(()), notes::check_folder)?;
        let jobs = Jobs::new(tx.clone(), at_once);
        jobs.load(launch);
        let mut state = State::new(size.0, size.1);
        state.file = Clean::format(format_args!("{}", input::shown_name(&launch.input)));
        state.no_mouse = launch.no_mouse;
        let settings = Settings::new(&launch.config);
        state.bindings = settings.bindings;
        state.themes = settings.themes;
        state.configuration = settings.problems;
        state.configure(&launch.config);
        (state.theme, state.ascii) = (launch.theme, launch.ascii);
        let reader = Self {
            state,
            jobs,
            rx,
            keys: keys.into(),
            making: Making::now,
            author: launch.config.author.clone(),
            places: launch.places.clone(),
            unreadable: None,
            redraw: false,
            mouse: Some(!launch.no_mouse),
            copied: None,
            suspend: false,
            edit: None,
            editing: None,
            quit: false,
            hung_up: false,
            warned: false,
            leaving: None,
        };
        Ok((reader, tx))
    }

    /// Asks `making` for ids and times from now on.
    pub fn with_making(mut self, making: fn() -> Making) -> Self {
        self.making = making;
        self
    }

    /// Takes a message, does what follows from it, and settles the state.
    pub fn take(&mut self, msg: Msg) {
        self.take_unsettled(msg);
        self.state.fit();
    }

    /// Takes messages; settles the state before each one that a person sent, and after the last.
    fn take_all(&mut self, messages: impl IntoIterator<Item = Msg>) {
        for msg in messages {
            if matches!(msg, Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_)) {
                self.state.fit();
            }
            self.take_unsettled(msg);
        }
        self.state.fit();
    }

    fn take_unsettled(&mut self, msg: Msg) {
        self.hung_up |= matches!(msg, Msg::HangUp);
        let pressed = matches!(msg, Msg::Key(_));
        if self.leaving.is_some() && matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_)) {
            return;
        }
        let mut waiting = VecDeque::new();
        match (&msg, self.editing.take()) {
            (Msg::HangUp, Some(editing)) => waiting.push_back(editing.end()),
            (Msg::Edited(..), _) => {}
            (_, editing) => self.editing = editing,
        }
        waiting.push_back(msg);
        while let Some(msg) = waiting.pop_front() {
            if let Msg::Unreadable(problem) = msg {
                self.unreadable = Some(problem);
                self.quit = true;
                return;
            }
            for effect in update(&mut self.state, msg) {
                waiting.extend(self.perform(effect));
            }
        }
        self.warned &= self.quit || !pressed;
    }

    /// Does what is to be done outside the state, or sees to it that it is done; what is known of it at once.
    fn perform(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Search(number, query, batches) => self.jobs.search(number, query, batches),
            Effect::Place(number, notes, edition, transcript) => {
                self.jobs.place(number, notes, edition, transcript)
            }
            Effect::Draft(notes) => self.jobs.draft(notes),
            Effect::DraftsTaken => self.jobs.drafts_taken(),
            Effect::Save(number, book) => {
                self.jobs.save(number, book, self.state.not_on_disk());
            }
            Effect::SaveAs(number, typed, book) => {
                let path = location::typed(typed.borrow());
                self.jobs
                    .save_as(number, path, book, self.state.not_on_disk());
            }
            Effect::Edit(text) => self.edit = Some(text),
            Effect::Compare(number, typed, transcript) => {
                self.jobs
                    .compare(number, location::typed(typed.borrow()), transcript)
            }
            Effect::StopComparing => self.jobs.stop_comparing(),
            Effect::Check(number, typed, transcript) => {
                self.jobs
                    .check(number, location::typed(typed.borrow()), transcript)
            }
            Effect::StopChecking(number) => self.jobs.stop_checking(number),
            Effect::Accept(accepting) => {
                let path = location::typed(accepting.draft.borrow());
                self.jobs.accept(path, accepting);
            }
            Effect::Stamp => {
                let mut making = (self.making)();
                making.author = self.author.clone().or(making.author);
                return Some(Msg::Stamped(making));
            }
            Effect::Copy(text) => self.copied = Some(text),
            Effect::Mouse(take) => self.mouse = Some(take),
            Effect::Redraw => self.redraw = true,
            Effect::Suspend => self.suspend = true,
            Effect::Quit => self.quit = true,
        }
        None
    }

    /// Why there is nothing to read: the file cannot be opened, or nothing in it can be understood.
    pub fn refusal(&self) -> Option<Problem> {
        let transcript = &self.state.transcript;
        let first = transcript.gravest().filter(|_| transcript.is_unreadable());
        self.unreadable.as_ref().or(first).cloned()
    }

    /// Keeps where the transcript was left. Where that cannot be written nothing is lost but the place: no word of it.
    pub fn keep_place(&self) {
        self.place_keeper().into_iter().for_each(|keep| keep());
    }

    fn place_keeper(&self) -> Option<impl FnOnce() + Send + 'static> {
        let (folder, ends) = (self.places.clone()?, self.state.resuming.ends?);
        let left = self.state.left()?;
        Some(move || {
            places::write(&folder, ends, &left).ok();
        })
    }

    /// Before the end: keeps what is being typed and where the transcript was left. A disk that does not answer is not
    /// waited for longer than for the notes.
    fn keep_last(&self) {
        let patience = if self.hung_up {
            LAST_PATIENCE / 4
        } else {
            PATIENCE
        };
        let (draft, place) = (self.jobs.draft_keeper(), self.place_keeper());
        let (done, kept) = channel();
        thread::spawn(move || {
            draft();
            place.into_iter().for_each(|keep| keep());
            done.send(()).ok();
        });
        kept.recv_timeout(patience).ok();
    }

    /// Waits for the first words, or for what takes their place; not for long.
    fn await_first_words(&mut self) {
        let until = Instant::now() + FIRST_WORDS;
        while self.state.transcript.is_empty() && !self.state.transcript.is_complete() && !self.quit
        {
            match self
                .rx
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(msg) => self.take(msg),
                Err(_) => return,
            }
        }
    }

    /// Plays the keys, each after everything before it has settled. For jobs that run at once.
    pub fn play(&mut self) {
        loop {
            while let Ok(msg) = self.rx.try_recv() {
                self.take(msg);
            }
            if self.edit.take().is_some() {
                let reason = Outside::new("there is no terminal for an editor");
                self.take(Msg::Edited(None, Some(reason)));
            }
            match self.keys.pop_front() {
                Some(key) if !self.quit => self.take(Msg::Key(key)),
                _ => return,
            }
        }
    }

    /// The next key to be played, if everything before it has settled.
    fn played(&mut self) -> Option<Key> {
        let loaded = matches!(self.state.loading, Loading::Done);
        let idle = !self.state.finding.running
            && !self.state.is_comparing()
            && !self.state.checking.is_underway()
            && self.state.noting.saving != Saving::Underway;
        if loaded && idle {
            self.keys.pop_front()
        } else {
            None
        }
    }

    /// Whether it is time to go: what is being saved is saved, or the reader knows that it cannot be. What failed before is
    /// tried once more.
    fn may_leave(&mut self) -> bool {
        if !self.quit {
            return false;
        }
        let failed = matches!(self.state.noting.saving, Saving::Failed(_));
        if failed && self.state.noting.waits() && self.leaving.is_none() && !self.warned {
            let number = self.state.noting.last_saving();
            self.take(Msg::TryAgain(number));
        }
        if self.state.noting.saving == Saving::Underway && !self.warned {
            let patience = if self.hung_up {
                LAST_PATIENCE
            } else {
                PATIENCE
            };
            let latest = Instant::now() + patience;
            let until = self.leaving.map_or(latest, |until| until.min(latest));
            self.leaving = Some(until);
            if Instant::now() < until {
                self.state
                    .say(Clean::ours("leaving as soon as the notes are on disk"));
                return false;
            }
        }
        self.leaving = None;
        let lost = self.state.noting.waits() && self.refusal().is_none();
        if lost && !self.hung_up && !self.warned {
            self.warned = true;
            self.quit = false;
            self.state.say(Clean::ours(
                "press again to quit without them; :save-as PATH keeps them",
            ));
        }
        self.quit
    }

    /// The next message; none when there will be no more, or it is time to leave without it.
    fn next(&self) -> Result<Msg, RecvTimeoutError> {
        match self.leaving {
            Some(until) => {
                let left = until.saturating_duration_since(Instant::now());
                self.rx.recv_timeout(left)
            }
            None => self.rx.recv().map_err(RecvTimeoutError::from),
        }
    }

    /// Settles what may have changed while the terminal was not ours.
    fn come_back(&mut self) -> io::Result<()> {
        self.mouse = Some(!self.state.no_mouse);
        let (columns, rows) = crossterm::terminal::size()?;
        self.take(Msg::Resize(columns, rows));
        Ok(())
    }

    /// Leaves without a screen, which is gone.
    fn leave_unseen(&mut self) {
        self.take(Msg::HangUp);
        while !self.may_leave() {
            match self.next() {
                Ok(msg) => self.take(msg),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

/// Opens the reader: in the terminal, or with `print` as one screen on standard output.
///
/// # Errors
/// The file cannot be read, the keys are none, there is no terminal, or the last notes could not be saved.
pub fn run(launch: &Launch) -> Result<(), Problem> {
    if launch.print {
        print(launch)
    } else {
        interact(launch)
    }
}

fn print(launch: &Launch) -> Result<(), Problem> {
    let size = launch
        .size
        .or_else(|| crossterm::terminal::size().ok())
        .unwrap_or((120, 36));
    let (mut reader, _tx) = Reader::new(launch, size, true)?;
    reader.play();
    if let Some(problem) = reader.refusal() {
        return Err(problem);
    }
    let screen = picture(&reader.state, reader.state.theme);
    crate::store::output::write(|out| out.write_all(screen.as_bytes()))
}

/// The screen as rows of text.
pub fn picture(state: &State, theme: Theme) -> String {
    let mut terminal = drawn(state, theme);
    let buffer = terminal.backend_mut().buffer();
    let width = usize::from(buffer.area.width.max(1));
    let mut text = String::new();
    for row in buffer.content().chunks(width) {
        let mut line = String::new();
        let mut covered = 0;
        for cell in row {
            if covered == 0 {
                line.push_str(cell.symbol());
                covered = crate::text::wrap::columns(cell.symbol());
            }
            covered = covered.saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The screen in a terminal that only remembers.
pub fn drawn(state: &State, theme: Theme) -> Terminal<TestBackend> {
    let backend = TestBackend::new(state.screen.width.max(1), state.screen.height.max(1));
    let mut terminal = Terminal::new(backend).expect("a terminal in memory can always be made");
    terminal
        .draw(|frame| view(state, theme, frame))
        .expect("a terminal in memory takes every drawing");
    terminal
}

fn interact(launch: &Launch) -> Result<(), Problem> {
    let no_terminal = |e: io::Error| {
        Problem::new(format!("no terminal to read in: {}", e.kind()))
            .hint("`onrecord read FILE` prints the transcript as plain text")
    };
    let size = launch
        .size
        .map_or_else(crossterm::terminal::size, Ok)
        .map_err(no_terminal)?;
    let (mut reader, tx) = Reader::new(launch, size, false)?;
    reader.await_first_words();
    if let Some(problem) = reader.refusal() {
        return Err(problem);
    }
    restore_on_panic();
    let mut screen = Screen::enter().map_err(no_terminal)?;
    let keyboard = listen(&tx).map_err(no_terminal)?;
    let outcome = survive(&mut reader, |reader| {
        let outcome = read_on(reader, &mut screen, (&keyboard, &tx));
        if outcome.is_err() {
            reader.leave_unseen();
        }
        outcome
    });
    reader.keep_last();
    drop(screen);
    let outcome = outcome.unwrap_or_else(|panic| resume_unwind(panic));
    if let Some(problem) = reader.refusal() {
        return Err(problem);
    }
    if reader.state.noting.waits() {
        let reason = match &reader.state.noting.saving {
            Saving::Failed(reason) => clean(reason.borrow()),
            Saving::Saved | Saving::Underway => Clean::ours("the disk did not answer in time"),
        };
        return Err(Problem::new(format!(
            "the last notes are NOT SAVED: {reason}"
        )));
    }
    outcome.map_err(|e| Problem::new(format!("the terminal went away: {}", e.kind())))
}

/// A panic in what is read with costs nothing that was written: notes and what was being typed are saved before it goes on.
fn survive<T>(reader: &mut Reader, read: impl FnOnce(&mut Reader) -> T) -> thread::Result<T> {
    let outcome = catch_unwind(AssertUnwindSafe(|| read(reader)));
    if outcome.is_err() {
        // Whatever made it panic may do so again: then the last draft is what is left.
        drop(catch_unwind(AssertUnwindSafe(|| reader.leave_unseen())));
    }
    outcome
}

fn read_on(
    reader: &mut Reader,
    screen: &mut Screen,
    (keyboard, tx): (&Keyboard, &Sender<Msg>),
) -> io::Result<()> {
    loop {
        if terminal::is_ours() {
            if let Some(take) = reader.mouse.take() {
                screen.take_mouse(take)?;
            }
            if let Some(text) = reader.copied.take() {
                screen.copy(&text)?;
            }
            screen.draw(&reader.state, reader.state.theme)?;
        }
        let first = match reader.next() {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        let waiting: Vec<Msg> = reader.rx.try_iter().take(BATCH).collect();
        reader.take_all(first.into_iter().chain(waiting));
        while let Some(key) = reader.played() {
            reader.take(Msg::Key(key));
        }
        if reader.may_leave() || reader.refusal().is_some() {
            return Ok(());
        }
        if std::mem::take(&mut reader.suspend) {
            screen.suspend()?;
            reader.come_back()?;
        }
        if let Some(text) = reader.edit.take() {
            keyboard.stop()?;
            screen.lend();
            match Editing::start(&text, tx) {
                Ok(editing) => reader.editing = Some(editing),
                Err(reason) => reader.take(Msg::Edited(None, Some(reason))),
            }
        }
        if reader.editing.is_none() && !terminal::is_ours() {
            screen.take_back()?;
            keyboard.go_on();
            reader.come_back()?;
        }
        if std::mem::take(&mut reader.redraw) {
            screen.forget();
        }
    }
}

/// Starts the threads that listen to the keyboard and to the system.
fn listen(tx: &Sender<Msg>) -> io::Result<Keyboard> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH])?;
    let system = tx.clone();
    thread::spawn(move || {
        // The size may have changed before anybody listened.
        for signal in [SIGWINCH].into_iter().chain(signals.forever()) {
            let msg = match (signal, crossterm::terminal::size()) {
                (SIGWINCH, Ok((columns, rows))) => Msg::Resize(columns, rows),
                (SIGWINCH, Err(_)) => continue,
                // Ctrl-C in a program that has the terminal is meant for that one.
                (SIGINT | SIGQUIT, _) if !terminal::is_ours() => continue,
                _ => Msg::HangUp,
            };
            drop(system.send(msg));
        }
    });
    Ok(Keyboard::listen(tx))
}

/// A panic gives the terminal back before it says what happened. In another thread it ends a job, not the program: the
/// reader is told on the screen.
fn restore_on_panic() {
    let before = std::panic::take_hook();
    let main = thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().id() == main {
            terminal::leave();
            before(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::input::Input;
    use crate::store::sample::Sample;

    #[test]
    fn a_panic_while_a_note_is_typed_saves_what_was_typed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let notes = folder.path().join("notes.yaml");
        let launch = Launch {
            input: Input::Sample(Sample::all()[0]),
            opening: Default::default(),
            notes: Some(notes.clone()),
            places: None,
            keys: Some("mJahalf a thought".to_owned()),
            print: true,
            size: None,
            no_mouse: true,
            theme: Theme::Plain,
            config: crate::store::config::Config::default(),
            ascii: false,
        };
        let (mut reader, _tx) = Reader::new(&launch, (100, 30), true).expect("it opens");
        reader.play();
        let outcome = survive(&mut reader, |_| panic!("as this test wants it"));
        let outcome: thread::Result<()> = outcome;
        assert!(outcome.is_err());
        let notes = fs::read_to_string(notes).expect("the notes are there");
        assert!(notes.contains("half a thought"), "{notes}");
    }
}
