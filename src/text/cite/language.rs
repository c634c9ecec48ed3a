//! English names of languages, for codes of BCP 47; any other is told as the file has it.

use crate::model::OutsideStr;
use crate::text::clean::{Clean, clean};

const NAMES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// `German` for `de` and `de-CH`.
pub fn name(code: OutsideStr<'_>) -> Clean {
    let first = code.raw().split(['-', '_']).next().unwrap_or_default();
    let known = NAMES
        .iter()
        .find(|(code, _)| code.eq_ignore_ascii_case(first));
    known.map_or_else(|| clean(code), |(_, name)| Clean::ours(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names_and_the_rest_stays_as_it_is() {
        for (code, told) in [
            ("de", "German"),
            ("RU", "Russian"),
            ("pt-BR", "Portuguese"),
            ("tlh", "tlh"),
            ("Plattdeutsch", "Plattdeutsch"),
            ("\u{1b}[31m", "␛[31m"),
        ] {
            assert_eq!(name(OutsideStr::new(code)).as_str(), told);
        }
        assert!(NAMES.is_sorted());
    }
}
