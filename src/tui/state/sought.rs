//! What is typed to narrow a list, and what has it.

use crate::model::{Outside, OutsideStr, Speaker};
use crate::text::clean::clean;
use crate::text::search::Query;

/// `#code`, `@speaker`, and words.
pub(super) struct Sought {
    codes: Vec<String>,
    speakers: Vec<String>,
    words: Option<Result<Query, String>>,
}

impl Sought {
    /// Takes what was typed; nothing typed is had by all.
    pub(super) fn new(typed: &Outside) -> Self {
        let typed = clean(typed.borrow());
        let (mut codes, mut speakers, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for word in typed.split_whitespace() {
            match (word.strip_prefix('#'), word.strip_prefix('@')) {
                (Some(code), _) => codes.push(code.to_lowercase()),
                (_, Some(name)) => speakers.push(name.to_lowercase()),
                (None, None) => words.push(word),
            }
        }
        let words = words.join(" ");
        Self {
            codes,
            speakers,
            words: (!words.is_empty()).then(|| Query::typed(&words)),
        }
    }

    /// Whether something with these codes and words, said by this speaker, has all of it. Half an expression is had by none.
    pub(super) fn holds(
        &self,
        speaker: Option<&Speaker>,
        codes: &[Outside],
        words: &[OutsideStr<'_>],
    ) -> bool {
        let has =
            |text: &Outside, typed: &String| clean(text.borrow()).to_lowercase().contains(typed);
        let has_code = |typed: &String| codes.iter().any(|code| has(code, typed));
        let is_said_by = |typed: &String| {
            speaker.is_some_and(|s| [&s.name, &s.id, &s.initials].iter().any(|n| has(n, typed)))
        };
        let says = match &self.words {
            None => true,
            Some(Err(_)) => false,
            Some(Ok(query)) => {
                let is_in = |text: OutsideStr<'_>| query.find(text).next().is_some();
                let mut names = codes.iter().map(Outside::borrow);
                words.iter().any(|words| is_in(*words)) || names.any(is_in)
            }
        };
        says && self.codes.iter().all(has_code) && self.speakers.iter().all(is_said_by)
    }
}
