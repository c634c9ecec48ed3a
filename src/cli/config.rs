//! `onrecord config`: where the configuration is, what counts, and where each of it comes from.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::args::Configuring;
use super::{Outcome, asked_for_no_color, message};
use crate::model::{OutsideStr, Problem};
use crate::store::config::{self, Config, PANES};
use crate::store::{json, output};
use crate::text::cite::Style;
use crate::text::clean::{Clean, clean};
use crate::tui::key;
use crate::tui::keymap;
use crate::tui::settings::Settings;

/// The file that is read, as it is, and what of it counts.
pub struct Configured {
    /// Where it is, or would be.
    pub path: Option<PathBuf>,
    /// What it says.
    pub config: Config,
    /// What that means.
    pub settings: Settings,
}

impl Configured {
    /// Reads it.
    pub fn read() -> Self {
        let path = config::path();
        let config = path.as_deref().map_or_else(Config::default, config::read);
        let settings = Settings::new(&config);
        Self {
            path,
            config,
            settings,
        }
    }

    /// Its name for messages.
    fn name(&self) -> Clean {
        let path = self.path.as_deref().map(|p| p.to_string_lossy());
        clean(OutsideStr::new(path.as_deref().unwrap_or("config.toml")))
    }

    /// Tells on standard error what is wrong in it.
    pub fn tell(&self) {
        let name = self.name();
        for problem in &self.settings.problems {
            message::tell(&name, problem);
        }
    }

    /// The name of the theme, and where it comes from: option, environment, file, default.
    pub fn theme(&self, option: Option<&str>) -> (String, &'static str) {
        let known = |name: &str| name == "auto" || self.settings.theme(name).is_some();
        let set = self.config.theme.as_ref().map(|t| t.text.as_str());
        match (option, set.filter(|name| known(name))) {
            (Some(option), _) => (option.to_owned(), "option"),
            (None, _) if asked_for_no_color() => ("plain".to_owned(), "environment"),
            (None, Some(set)) => (set.to_owned(), "file"),
            (None, None) => ("default".to_owned(), "default"),
        }
    }
}

/// Something that can be set, its value, and where that comes from.
struct Setting {
    name: String,
    value: Value,
    from: &'static str,
}

/// Whether the environment says who writes.
pub fn author_in_environment() -> Option<String> {
    let author = std::env::var("ONRECORD_AUTHOR").ok();
    author.filter(|v| !v.trim().is_empty())
}

/// Prints it. A fault in the file is told on standard error.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(configuring: &Configuring) -> Result<Outcome, Problem> {
    let configured = Configured::read();
    if let Some(theme) = &configuring.theme {
        super::themed(&configured.settings, theme)?;
    }
    let settings = effective(&configured, configuring);
    output::write(|out| {
        if configuring.json {
            print_json(&configured, &settings, out)
        } else {
            print(&configured, &settings, out)
        }
    })?;
    if !configuring.json {
        configured.tell();
    }
    Ok(if configured.settings.problems.is_empty() {
        Outcome::Done
    } else {
        Outcome::Found
    })
}

fn effective(configured: &Configured, configuring: &Configuring) -> Vec<Setting> {
    let config = &configured.config;
    let (theme, from) = configured.theme(configuring.theme.as_deref());
    let mut all = vec![setting("theme", theme, from)];
    let styles: Vec<&Style> = Style::BUILT_IN.iter().chain(&config.styles).collect();
    let style = config.style.and_then(|at| styles.get(at));
    let style = style.map(|s| s.name().to_owned());
    all.push(filed("style", style, Style::Journalist.name().to_owned()));
    let written = config.author.as_ref();
    let written = written.map(|a| clean(a.borrow()).into_string());
    let user = std::env::var("USER").ok().filter(|u| !u.trim().is_empty());
    all.push(match (author_in_environment(), written, user) {
        (Some(author), ..) => setting("author", shown(&author), "environment"),
        (None, Some(author), _) => setting("author", author, "file"),
        (None, None, Some(user)) => setting("author", shown(&user), "environment"),
        (None, None, None) => setting("author", Value::Null, "default"),
    });
    all.push(if configuring.no_mouse {
        setting("mouse", false, "option")
    } else {
        filed("mouse", config.mouse, true)
    });
    all.push(if configuring.ascii {
        setting("ascii", true, "option")
    } else {
        filed("ascii", config.ascii, false)
    });
    let panes = &config.panes;
    all.push(filed("panes.shown", panes.shown.clone(), PANES.to_vec()));
    for (name, size) in [
        ("panes.timeline", panes.timeline),
        ("panes.side", panes.side),
        ("panes.speakers", panes.speakers),
        ("panes.notes", panes.notes),
    ] {
        all.push(filed(name, size.map(Value::from), Value::Null));
    }
    for command in keymap::bindable() {
        let bindings = &configured.settings.bindings;
        if bindings.has(command.name) {
            let keys = command.sequences(bindings);
            let keys: Vec<String> = keys.iter().map(|k| key::show(k)).collect();
            all.push(setting(&format!("keys.{}", command.name), keys, "file"));
        }
    }
    let own = configured.settings.themes.iter();
    all.extend(own.map(|theme| setting(&format!("themes.{}", theme.name()), true, "file")));
    let own = config.styles.iter();
    all.extend(own.map(|style| setting(&format!("citations.{}", style.name()), true, "file")));
    all
}

fn shown(text: &str) -> String {
    clean(OutsideStr::new(text)).into_string()
}

fn setting(name: &str, value: impl Into<Value>, from: &'static str) -> Setting {
    Setting {
        name: name.to_owned(),
        value: value.into(),
        from,
    }
}

/// What the file says, else what counts without it.
fn filed<V: Into<Value>>(name: &str, file: Option<V>, default: V) -> Setting {
    match file {
        Some(value) => setting(name, value, "file"),
        None => setting(name, default, "default"),
    }
}

fn print(configured: &Configured, settings: &[Setting], out: &mut dyn Write) -> io::Result<()> {
    let there = configured.path.as_deref().is_some_and(|p| p.exists());
    let there = if there { "" } else { " (not there)" };
    writeln!(out, "{}{there}\n", configured.name())?;
    let widest = settings.iter().map(|s| s.name.chars().count()).max();
    let widest = widest.unwrap_or_default();
    for Setting { name, value, from } in settings {
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Null => "–".to_owned(),
            Value::Array(list) => {
                let items = list.iter().filter_map(Value::as_str);
                items.collect::<Vec<_>>().join(", ")
            }
            Value::Bool(is) => if *is { "yes" } else { "no" }.to_owned(),
            Value::Number(_) | Value::Object(_) => value.to_string(),
        };
        writeln!(out, "{name:<widest$}  {from:<11}  {value}")?;
    }
    Ok(())
}

/// `{"format": "onrecord-config/1", "path", "exists", "settings": [{"name", "value", "from": "option", "environment", "file" or
/// "default"}], "problems": [as of `lint`]}`.
fn print_json(configured: &Configured, all: &[Setting], out: &mut dyn Write) -> io::Result<()> {
    let settings = all
        .iter()
        .map(|s| json!({ "name": s.name, "value": s.value, "from": s.from }));
    let problems = configured.settings.problems.iter();
    let value = json!({
        "format": "onrecord-config/1",
        "path": configured.path.as_ref().map(|_| configured.name().into_string()),
        "exists": configured.path.as_deref().is_some_and(|p| p.exists()),
        "settings": settings.collect::<Vec<_>>(),
        "problems": problems.map(super::lint::problem_json).collect::<Vec<_>>(),
    });
    out.write_all(json::to_text(&value).as_bytes())
}
