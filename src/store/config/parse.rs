//! The text of the configuration, field by field.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Binding, Config, FIELDS, OwnTheme, PANES, Placed};
use crate::model::{LineColumn, Outside, OutsideStr, Problem};
use crate::store::transcript::nearest;
use crate::text::cite::{Style, Template};
use crate::text::clean::{Clean, clean};

/// A key and its value, with their places.
type Entry<'a, 'i> = (&'a Spanned<DeString<'i>>, &'a Spanned<DeValue<'i>>);

/// A text and what it has said so far.
struct Parser<'t> {
    text: &'t str,
    config: Config,
    style: Option<Placed>,
}

/// What this text of the file says.
pub fn parse(text: &str) -> Config {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut parser = Parser {
        text,
        config: Config::default(),
        style: None,
    };
    for error in errors {
        let what = clean(OutsideStr::new(error.message())).into_string();
        parser.tell(error.span().unwrap_or_default(), what, None);
    }
    for entry in in_order(table.get_ref()) {
        parser.field(entry);
    }
    if let Some(name) = parser.style.take() {
        parser.choose(&name);
    }
    parser.config
}

/// The entries of a table as they stand in the file.
fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<Entry<'a, 'i>> {
    let mut entries: Vec<Entry<'a, 'i>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// What a field must be, as an example.
fn example(field: &str) -> &'static str {
    match field {
        "style" => "style = \"legal\"",
        "theme" => "theme = \"dark\"",
        "author" => "author = \"Ana Petrov\"",
        "mouse" => "mouse = false",
        "ascii" => "ascii = true",
        "keys" => "[keys] and below it: \"next quote\" = \"Q\", or [\"Q\", \"<f5>\"]",
        "themes" => "[themes.mine] and below it: based-on = \"dark\", key = \"bright-cyan bold\"",
        "panes" => "[panes] and below it: shown = [\"timeline\", \"notes\"], notes = 40",
        _ => "[citations] and below it: memo = \"{words} …\"",
    }
}

impl Parser<'_> {
    fn field(&mut self, (key, value): Entry<'_, '_>) {
        let name = key.get_ref().as_ref();
        match (name, value.get_ref()) {
            ("citations", DeValue::Table(table)) => self.each(table, Self::own_style),
            ("keys", DeValue::Table(table)) => self.each(table, Self::binding),
            ("themes", DeValue::Table(table)) => self.each(table, Self::own_theme),
            ("panes", DeValue::Table(table)) => self.each(table, Self::pane),
            ("style", DeValue::String(text)) => self.style = Some(self.placed(text, value.span())),
            ("theme", DeValue::String(text)) => {
                self.config.theme = Some(self.placed(text, value.span()));
            }
            ("author", DeValue::String(text)) if !text.trim().is_empty() => {
                self.config.author = Some(Outside::new(text.trim()));
            }
            ("mouse", DeValue::Boolean(is)) => self.config.mouse = Some(*is),
            ("ascii", DeValue::Boolean(is)) => self.config.ascii = Some(*is),
            (known, _) if FIELDS.contains(&known) => {
                self.is_not_what_it_must_be(value.span(), example(known));
            }
            (other, _) => self.unknown(key.span(), other, &FIELDS),
        }
    }

    fn each(&mut self, table: &DeTable<'_>, take: fn(&mut Self, Entry<'_, '_>)) {
        for entry in in_order(table) {
            take(self, entry);
        }
    }

    fn own_style(&mut self, (key, value): Entry<'_, '_>) {
        let name = clean(OutsideStr::new(key.get_ref()));
        let built_in = |s: &Style| s.name().eq_ignore_ascii_case(&name);
        if Style::BUILT_IN.iter().any(built_in) {
            let what = format!("`{name}` is a style that is always there");
            return self.tell(key.span(), what, Some("give yours another name"));
        }
        let DeValue::String(template) = value.get_ref() else {
            let what = format!("`{name}` is no text in quotation marks");
            return self.tell(value.span(), what, None);
        };
        match Template::parse(&Outside::new(template.as_ref())) {
            Ok(template) => self.config.styles.push(Style::Own(name, template)),
            Err(error) => self.tell(value.span(), format!("`{name}`: {error}"), None),
        }
    }

    /// The style with this name is in use from the beginning.
    fn choose(&mut self, name: &Placed) {
        let all: Vec<&Style> = Style::BUILT_IN.iter().chain(&self.config.styles).collect();
        let named = |s: &&Style| s.name().eq_ignore_ascii_case(&name.text);
        self.config.style = all.iter().position(named);
        if self.config.style.is_none() {
            let names: Vec<&str> = all.iter().map(|s| s.name()).collect();
            let hint = format!("there are {}", names.join(", "));
            let problem = Problem::new(format!("there is no style `{}`", name.text));
            self.config.problems.push(problem.at(name.place).hint(hint));
        }
    }

    fn binding(&mut self, (key, value): Entry<'_, '_>) {
        let command = self.placed(key.get_ref(), key.span());
        let keys = match value.get_ref() {
            DeValue::String(keys) => vec![self.placed(keys, value.span())],
            DeValue::Array(list) => self.texts(list.iter(), example("keys")),
            _ => {
                self.is_not_what_it_must_be(value.span(), example("keys"));
                Vec::new()
            }
        };
        if let Some(empty) = keys.iter().find(|k| k.text.is_empty()) {
            let problem = Problem::new(format!("`{}` has an empty key", command.text));
            self.config
                .problems
                .push(problem.at(empty.place).hint(example("keys")));
        } else if !keys.is_empty() {
            self.config.keys.push(Binding { command, keys });
        } else if matches!(value.get_ref(), DeValue::Array(list) if list.is_empty()) {
            self.is_not_what_it_must_be(value.span(), example("keys"));
        }
    }

    fn own_theme(&mut self, (key, value): Entry<'_, '_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.is_not_what_it_must_be(value.span(), example("themes"));
        };
        let mut theme = OwnTheme {
            name: self.placed(key.get_ref(), key.span()),
            based_on: None,
            roles: Vec::new(),
        };
        for (role, look) in in_order(table) {
            let DeValue::String(text) = look.get_ref() else {
                self.is_not_what_it_must_be(look.span(), example("themes"));
                continue;
            };
            let look = self.placed(text, look.span());
            if role.get_ref() == "based-on" {
                theme.based_on = Some(look);
            } else {
                let role = self.placed(role.get_ref(), role.span());
                theme.roles.push((role, look));
            }
        }
        self.config.themes.push(theme);
    }

    fn pane(&mut self, (key, value): Entry<'_, '_>) {
        let name = key.get_ref().as_ref();
        let least = match name {
            "shown" => return self.shown(value),
            "timeline" => 4,
            "side" | "notes" => 12,
            "speakers" => 3,
            other => {
                let known = ["shown", "timeline", "side", "speakers", "notes"];
                return self.unknown(key.span(), other, &known);
            }
        };
        let size = match value.get_ref() {
            DeValue::Integer(number) => u16::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let Some(size) = size.filter(|size| (least..=1000).contains(size)) else {
            let hint = format!("a whole number from {least} to 1000, the border included");
            return self.is_not_what_it_must_be(value.span(), &hint);
        };
        let panes = &mut self.config.panes;
        match name {
            "timeline" => panes.timeline = Some(size),
            "side" => panes.side = Some(size),
            "speakers" => panes.speakers = Some(size),
            _ => panes.notes = Some(size),
        }
    }

    fn shown(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Array(list) = value.get_ref() else {
            return self.is_not_what_it_must_be(value.span(), example("panes"));
        };
        let mut shown = Vec::new();
        for pane in self.texts(list.iter(), example("panes")) {
            match PANES.into_iter().find(|known| **known == *pane.text) {
                Some(known) => shown.push(known),
                None => {
                    let problem = Problem::new(format!("there is no pane `{}`", pane.text));
                    let hint = format!(
                        "there are {}; the transcript is always shown",
                        PANES.join(", ")
                    );
                    self.config.problems.push(problem.at(pane.place).hint(hint));
                }
            }
        }
        self.config.panes.shown = Some(shown);
    }

    /// The texts of a list; what is none is told.
    fn texts<'a, 'i: 'a>(
        &mut self,
        list: impl Iterator<Item = &'a Spanned<DeValue<'i>>>,
        example: &str,
    ) -> Vec<Placed> {
        let mut texts = Vec::new();
        for value in list {
            match value.get_ref() {
                DeValue::String(text) => texts.push(self.placed(text, value.span())),
                _ => self.is_not_what_it_must_be(value.span(), example),
            }
        }
        texts
    }

    fn placed(&self, text: &str, span: Range<usize>) -> Placed {
        Placed {
            text: clean(OutsideStr::new(text)),
            place: self.place(span.start),
        }
    }

    fn place(&self, byte: usize) -> LineColumn {
        let before = self.text.get(..byte).unwrap_or_default();
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count());
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        LineColumn {
            line: count(before.matches('\n').count()),
            column: count(column),
        }
    }

    fn unknown(&mut self, span: Range<usize>, name: &str, known: &[&str]) {
        let hint = match nearest(name, known.iter().map(|k| (*k, *k))) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.join(", ")),
        };
        let name: Clean = clean(OutsideStr::new(name));
        self.tell(span, format!("`{name}` is not known"), Some(&hint));
    }

    fn is_not_what_it_must_be(&mut self, span: Range<usize>, example: &str) {
        self.tell(span, "is not what it must be".to_owned(), Some(example));
    }

    fn tell(&mut self, span: Range<usize>, what: String, hint: Option<&str>) {
        let problem = Problem::new(what).at(self.place(span.start));
        self.config.problems.push(match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        });
    }
}
