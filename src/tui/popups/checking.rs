//! A draft's quotations with their verdicts: what has to be looked at first, all that is to be said under the chosen one.

use crate::text::check::telling::{Telling, wrapped};
use crate::text::check::verdict::Verdict;
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, drawn, fit, ours, piece};
use crate::text::wrap::pad;
use crate::tui::command::Drawn;
use crate::tui::panes::list::List;
use crate::tui::state::State;

/// Columns of a verdict.
const VERDICT: usize = 14;

/// The rows, the chosen quotation among them.
pub fn draw(state: &State, columns: usize, rows: usize) -> Drawn {
    let checking = &state.checking;
    if let Some((done, of)) = checking.running {
        let percent = done * 100 / of.max(1);
        let told = Clean::format(format_args!("checking {percent} %"));
        return Drawn {
            lines: vec![vec![drawn(told, Role::Strong)]],
            ..Drawn::default()
        };
    }
    let told = checking.told();
    let item = |at: usize| quotation(state, told[at], at == checking.chosen, columns);
    List {
        count: told.len(),
        chosen: checking.chosen,
        focused: true,
        item: &item,
        heading: &|_| None,
    }
    .draw(rows)
}

/// `9 quotations: 7 verbatim, 2 not found`.
pub fn summary(state: &State) -> Clean {
    let checking = &state.checking;
    let accepted = checking.accepted.iter().filter(|a| **a).count();
    telling(state, |telling| telling.summary(accepted))
}

fn telling<T>(state: &State, tell: impl FnOnce(Telling<'_>) -> T) -> T {
    let transcripts = [&state.transcript];
    let names = [Clean::default()];
    tell(Telling {
        report: &state.checking.report,
        transcripts: &transcripts,
        names: &names,
        signs: true,
    })
}

/// `altered       12:5 “We only have two …”`; under the chosen one all that is said of it.
fn quotation(state: &State, number: usize, chosen: bool, columns: usize) -> Vec<Line> {
    let checked = &state.checking.report.quotations[number];
    let accepted = state.checking.is_accepted(number);
    let role = match checked.verdict {
        verdict if verdict.is_right() || accepted => Role::Good,
        Verdict::Short => Role::Faint,
        Verdict::Spliced
        | Verdict::Altered
        | Verdict::Misattributed
        | Verdict::NotSpoken
        | Verdict::NotFound
        | Verdict::Verbatim
        | Verdict::Elided
        | Verdict::Edited => Role::HitSign,
    };
    let title = if accepted {
        "accepted"
    } else {
        checked.verdict.title()
    };
    let title = pad(&Clean::ours(title), VERDICT);
    let place = Clean::format(format_args!(
        "{}:{} ",
        checked.place.line, checked.place.column
    ));
    let mut rows = vec![fit(
        vec![
            drawn(title, role),
            drawn(place, Role::Number),
            ours("“", Role::Plain),
            piece(clean(checked.quotation.borrow()), Role::Plain),
            ours("”", Role::Plain),
        ],
        columns,
    )];
    if chosen {
        let details = telling(state, |telling| telling.details(checked));
        for line in details {
            rows.extend(wrapped(vec![ours("  ", Role::Plain)], &line, 2, columns));
        }
    }
    rows
}
