//! Links in a note to turns: `[[#42]]` in the note's own call, `[[call-id#42]]` in another. Knows no call.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Outside, OutsideStr, TurnNumber};

/// A link to a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Bytes of the note's text, with the brackets.
    pub bytes: Range<usize>,
    /// The call's id; `None`: the note's own.
    pub call: Option<Outside>,
    /// The turn.
    pub turn: TurnNumber,
}

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[\[([^\[\]#\n]*)#([0-9]{1,9})\]\]").expect("a regular expression")
});

/// The links in a note's text, in order.
pub fn links(text: OutsideStr<'_>) -> Vec<Link> {
    let link = |found: regex::Captures<'_>| {
        let whole = found.get(0)?.range();
        let call = Some(found[1].trim()).filter(|c| !c.is_empty());
        Some(Link {
            bytes: whole,
            call: call.map(Outside::new),
            turn: TurnNumber(found[2].parse().ok()?),
        })
    };
    LINK.captures_iter(text.raw()).filter_map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_a_turn_and_may_name_a_call() {
        let text = "see [[#42]], [[ana-ben#7]], not [[#x]], [#1] or [[#12345678901]]";
        let found = links(OutsideStr::new(text));
        let plain: Vec<_> = found
            .iter()
            .map(|l| {
                (
                    &text[l.bytes.clone()],
                    l.call.as_ref().map(Outside::raw),
                    l.turn.0,
                )
            })
            .collect();
        let ana = Some("ana-ben");
        assert_eq!(plain, [("[[#42]]", None, 42), ("[[ana-ben#7]]", ana, 7)]);
    }
}
