//! The name of a theme: the built-in ones are listed and completed, the reader's own are taken, too.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command, Error};

/// Takes any name; which of them are themes is known once the configuration is read.
#[derive(Clone)]
pub struct ThemeName;

const BUILT_IN: [(&str, &str); 7] = [
    ("auto", "Light or dark, as the terminal is"),
    ("default", "The terminal's own 16 colours"),
    ("light", "Dark on light"),
    ("dark", "Light on dark"),
    ("contrast", "White on black, bright colours"),
    ("colour-blind", "Okabe and Ito's colours"),
    (
        "plain",
        "No colours: bold, underlined and reversed letters only",
    ),
];

impl TypedValueParser for ThemeName {
    type Value = String;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = BUILT_IN.iter();
        Some(Box::new(
            values.map(|(name, help)| PossibleValue::new(*name).help(*help)),
        ))
    }
}
