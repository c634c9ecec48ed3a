//! What single texts mean: days, times, counts, and words of closed sets.

use super::field::Scalar;
use super::problems::{Problems, nearest_hint, shown};
use crate::model::{Coverage, Date, Fidelity, Outside, RemarkKind, Time, TimeError};

/// A text for the model, if it was written.
pub fn outside(scalar: &Option<Scalar<'_>>) -> Option<Outside> {
    scalar.as_ref().map(Scalar::outside)
}

/// All texts of a list.
pub fn outsides(list: &Option<Vec<Scalar<'_>>>) -> Vec<Outside> {
    list.iter().flatten().map(Scalar::outside).collect()
}

/// A day, a month or a year.
pub fn date(scalar: Option<&Scalar<'_>>, name: &str, problems: &mut Problems) -> Option<Date> {
    let scalar = scalar?;
    let date = Date::parse(&scalar.text);
    if date.is_none() {
        problems.report(
            scalar.place,
            format!("`{name}` is no date: {}", shown(&scalar.text)),
            "write 2024-02-11, 2024-02 or 2024",
        );
    }
    date
}

/// A time or a length.
pub fn time(scalar: Option<&Scalar<'_>>, name: &str, problems: &mut Problems) -> Option<Time> {
    let scalar = scalar?;
    match Time::parse(&scalar.text) {
        Ok(time) => Some(time),
        Err(error) => {
            let hint = match error {
                TimeError::Form => "write 1:02:03, 2:03, 2:03.5 or a number of seconds",
                TimeError::Sixty => "after a colon stand two digits from 00 to 59",
                TimeError::Long => "a call's clock ends at a million hours",
            };
            problems.report(
                scalar.place,
                format!("`{name}` {error}: {}", shown(&scalar.text)),
                hint,
            );
            None
        }
    }
}

/// A whole number from 1.
pub fn count(scalar: Option<&Scalar<'_>>, name: &str, problems: &mut Problems) -> Option<u32> {
    let scalar = scalar?;
    let digits = scalar.text.bytes().all(|b| b.is_ascii_digit());
    let count = scalar.text.parse().ok().filter(|n| digits && *n > 0);
    if count.is_none() {
        problems.report(
            scalar.place,
            format!(
                "`{name}` must be a whole number from 1, not {}",
                shown(&scalar.text)
            ),
            format!("write `{name}: 3`"),
        );
    }
    count
}

/// A word of a closed set.
pub fn choice<T: Copy>(
    scalar: Option<&Scalar<'_>>,
    name: &str,
    known: &[(&'static str, T)],
    problems: &mut Problems,
) -> Option<T> {
    let scalar = scalar?;
    let found = known.iter().find(|(word, _)| *word == scalar.text);
    if found.is_none() {
        problems.report(
            scalar.place,
            format!("`{name}` cannot be {}", shown(&scalar.text)),
            nearest_hint(&scalar.text, known.iter().map(|k| k.0)),
        );
    }
    found.map(|k| k.1)
}

/// How near to the spoken words.
pub const FIDELITIES: [(&str, Fidelity); 3] = [
    ("verbatim", Fidelity::Verbatim),
    ("translation", Fidelity::Translation),
    ("paraphrase", Fidelity::Paraphrase),
];

/// Whether all is here.
pub const COVERAGES: [(&str, Coverage); 2] =
    [("full", Coverage::Full), ("excerpts", Coverage::Excerpts)];

/// Kinds of remarks on the whole.
pub const REMARK_KINDS: [(&str, RemarkKind); 3] = [
    ("comment", RemarkKind::Comment),
    ("assessment", RemarkKind::Assessment),
    ("question", RemarkKind::Question),
];
