//! A draft's quotations with their verdicts: what has to be looked at first, all that is to be said under the chosen one.

use ratatui::layout::Rect;

use super::list::{List, moved};
use crate::model::LineColumn;
use crate::text::check::telling::{Telling, wrapped};
use crate::text::check::verdict::{Checked, Verdict};
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, drawn, fit, ours, piece};
use crate::text::wrap::{columns, pad};
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::areas::Spread;
use crate::tui::state::checking::Told;
use crate::tui::state::{PaneId, State};

/// The pane of a checked draft.
pub const PANE: Pane = Pane {
    id: PaneId::Draft,
    name: "Draft",
    title,
    draw,
    commands: COMMANDS,
};

/// Columns of a verdict.
const VERDICT: usize = 14;

const COMMANDS: &[Command] = &[
    Command {
        name: "quotation below",
        keys: &["j", "<down>"],
        help: "choose the next quotation",
        run: |s| choose(s, 1),
    },
    Command {
        name: "quotation above",
        keys: &["k", "<up>"],
        help: "choose the previous quotation",
        run: |s| choose(s, -1),
    },
    Command {
        name: "quotations down",
        keys: &["<c-d>", "<space>", "<pgdn>"],
        help: "ten quotations down",
        run: |s| choose(s, 10),
    },
    Command {
        name: "quotations up",
        keys: &["<c-u>", "<pgup>"],
        help: "ten quotations up",
        run: |s| choose(s, -10),
    },
    Command {
        name: "first quotation",
        keys: &["gg", "<home>"],
        help: "choose the first",
        run: |s| choose(s, isize::MIN),
    },
    Command {
        name: "last quotation",
        keys: &["G", "<end>"],
        help: "choose the last",
        run: |s| choose(s, isize::MAX),
    },
    Command {
        name: "go to what was spoken",
        keys: &["<enter>"],
        help: "to the words in the transcript; Esc there leads back",
        run: enter,
    },
    Command {
        name: "accept quotation",
        keys: &["x"],
        help: "accept the quotation as it is, or no longer",
        run: State::accept,
    },
    Command {
        name: "check again",
        keys: &["r"],
        help: "check the draft again, as it is now",
        run: State::check_again,
    },
    Command {
        name: "leave the draft",
        keys: &["<esc>", "q"],
        help: "stop checking, or close; :check shows it again",
        run: leave,
    },
];

/// What keys do with it from every pane.
pub const FROM_ANYWHERE: &[Command] = &[
    Command {
        name: "next quotation",
        keys: &["]d"],
        help: "to the words of the draft's next quotation",
        run: |s| step(s, 1),
    },
    Command {
        name: "previous quotation",
        keys: &["[d"],
        help: "to the words of the draft's previous quotation",
        run: |s| step(s, -1),
    },
    Command {
        name: "draft",
        keys: &["5"],
        help: "focus the draft that is checked",
        run: show,
    },
];

fn show(state: &mut State) -> Vec<Effect> {
    state.show_draft()
}

/// To the words of the quotation so many further down in the list of the draft's.
fn step(state: &mut State, by: isize) -> Vec<Effect> {
    if !state.checking.open {
        return state.show_draft();
    }
    if state.is_being_checked() {
        return Vec::new();
    }
    let last = state.checking.told.len().saturating_sub(1);
    let next = state.checking.chosen.saturating_add_signed(by).min(last);
    if next == state.checking.chosen {
        state.say(Clean::ours("the draft has no further quotation there"));
    } else {
        state.checking.chosen = next;
        state.go_to_checked();
    }
    Vec::new()
}

fn choose(state: &mut State, by: isize) -> Vec<Effect> {
    let count = state.checking.told.len();
    state.checking.chosen = moved(state.checking.chosen, by, count);
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    if state.go_to_checked() {
        state.focus = PaneId::Transcript;
    }
    Vec::new()
}

fn leave(state: &mut State) -> Vec<Effect> {
    if state.spread == Spread::All {
        return state.leave_draft();
    }
    state.spread = Spread::All;
    Vec::new()
}

/// `draft.md · 2 of 9 to look at`.
fn title(state: &State) -> Line {
    let checking = &state.checking;
    let path = clean(checking.draft.borrow());
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let mut line = vec![piece(Clean::format(format_args!("{name}")), Role::Plain)];
    if checking.running.is_none() {
        let (open, all) = (checking.count_open(), checking.told.len());
        let role = if open > 0 { Role::HitSign } else { Role::Good };
        line.push(ours(" · ", Role::Faint));
        line.push(drawn(
            Clean::format(format_args!("{open} of {all} to look at")),
            role,
        ));
    }
    line
}

fn draw(state: &State, area: Rect) -> Drawn {
    let checking = &state.checking;
    if let Some((done, of)) = checking.running {
        let percent = done * 100 / of.max(1);
        let told = Clean::format(format_args!("checking {percent} %"));
        let stops = ours("   Esc stops", Role::Faint);
        return Drawn {
            lines: vec![fit(
                vec![drawn(told, Role::Strong), stops],
                area.width.into(),
            )],
            ..Drawn::default()
        };
    }
    let widest = widest_place(state);
    let item = |at: usize| row(state, at, widest, area);
    List {
        count: checking.told.len(),
        chosen: checking.chosen,
        focused: state.focus == PaneId::Draft,
        item: &item,
        heading: &|_| None,
    }
    .draw(area.height.into())
}

fn row(state: &State, at: usize, widest: usize, area: Rect) -> Vec<Line> {
    let width = area.width.into();
    match state.checking.told[at] {
        Told::Unclosed(place) => vec![fit(
            vec![
                drawn(pad(&Clean::ours("never closed"), VERDICT), Role::HitSign),
                drawn(pad(&shown(place), widest + 2), Role::Number),
                ours(
                    "a quotation begins here and never ends; it is not judged",
                    Role::Plain,
                ),
            ],
            width,
        )],
        Told::Quotation(n) => {
            let line = quotation(state, n, widest);
            if at != state.checking.chosen {
                return vec![fit(line, width)];
            }
            cut(told_of(state, n, line, width), area.height.into())
        }
    }
}

/// The rows that fit into `height`, the last of which says how many do not.
fn cut(mut rows: Vec<Line>, height: usize) -> Vec<Line> {
    if rows.len() > height && height > 1 {
        let more = rows.len() - (height - 1);
        rows.truncate(height - 1);
        let told = Clean::format(format_args!("  … {more} rows more"));
        rows.push(vec![drawn(told, Role::Faint)]);
    }
    rows
}

/// The chosen quotation, in full where no difference shows its words, and all that is said of it.
fn told_of(state: &State, number: usize, line: Line, width: usize) -> Vec<Line> {
    let checked = &state.checking.report.quotations[number];
    let details = telling(state, |telling| telling.details(checked));
    let shown = telling(state, |telling| telling.shows_difference(checked));
    let long = line.iter().map(|p| columns(&p.text)).sum::<usize>() > width;
    let mut rows = if long && !shown {
        wrapped(Line::new(), &line, 2, width)
    } else {
        vec![fit(line, width)]
    };
    for line in details {
        rows.extend(wrapped(vec![ours("  ", Role::Plain)], &line, 2, width));
    }
    rows
}

/// `altered       12:5  “We only have two …”`.
fn quotation(state: &State, number: usize, widest: usize) -> Line {
    let checked = &state.checking.report.quotations[number];
    let accepted = state.checking.is_accepted(number);
    let title = if accepted {
        "accepted"
    } else {
        checked.verdict.title()
    };
    let title = pad(&Clean::ours(title), VERDICT);
    vec![
        drawn(title, role(checked, accepted)),
        drawn(pad(&shown(checked.place), widest + 2), Role::Number),
        ours("“", Role::Plain),
        piece(clean(checked.quotation.borrow()), Role::Plain),
        ours("”", Role::Plain),
    ]
}

fn role(checked: &Checked, accepted: bool) -> Role {
    match checked.verdict {
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
    }
}

/// `12:5`: a place in the draft.
fn shown(place: LineColumn) -> Clean {
    Clean::format(format_args!("{}:{}", place.line, place.column))
}

/// Columns of the longest of them.
fn widest_place(state: &State) -> usize {
    let report = &state.checking.report;
    let quoted = report.quotations.iter().map(|q| q.place);
    let all = quoted.chain(report.unclosed.iter().copied());
    all.map(|place| columns(&shown(place))).max().unwrap_or(0)
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
