//! Draws two versions side by side, over the whole screen but its last row.

use ratatui::layout::{Position, Rect};

use super::Canvas;
use crate::text::clean::{self, Clean};
use crate::text::compare::Kind;
use crate::text::paint::{Line, Role, drawn, fit, piece};
use crate::text::wrap::wrap;
use crate::tui::popups::comparing;
use crate::tui::state::State;
use crate::tui::state::areas::inside;
use crate::tui::state::comparing::{Comparing, Phase, Shown};

/// A window of fewer rows has no room for names.
const SMALLEST: u16 = 6;

/// The window.
fn window(state: &State) -> Rect {
    Rect {
        height: state.screen.height.saturating_sub(1),
        ..state.screen
    }
}

/// Where the rows are, below the names.
pub fn body(state: &State) -> Rect {
    let inner = inside(window(state));
    let names = if usize::from(inner.width) < comparing::SIDE_BY_SIDE {
        2
    } else {
        1
    };
    let head = if inner.height < SMALLEST {
        0
    } else {
        names + 1
    };
    Rect {
        y: inner.y + head,
        height: inner.height - head,
        ..inner
    }
}

impl Canvas<'_> {
    /// The comparison, the cursor at the item on top.
    pub(super) fn comparing(&mut self, state: &State) {
        let Some(Comparing { name, phase, .. }) = &state.comparing else {
            return;
        };
        let area = window(state);
        let inner = inside(area);
        let foot = match phase {
            Phase::Running(_) => Clean::ours(" Esc stops "),
            Phase::Failed(_) => Clean::ours(" Esc closes "),
            Phase::Shown(shown) => foot(shown, inner.width.into()),
        };
        self.window("Two versions", foot, area);
        let body = body(state);
        // On a very small screen the words come first.
        let roomy = body.y > inner.y;
        let mut lines = Vec::new();
        if roomy {
            lines = comparing::names(&state.file, name, inner.width.into());
        }
        match phase {
            Phase::Running(done) => {
                let done = Clean::format(format_args!("comparing {done} %"));
                lines.push(vec![drawn(done, Role::Strong)]);
            }
            Phase::Failed(problem) => {
                let message = problem.message("");
                lines.extend(wrapped(&message, Role::Strong, inner));
            }
            Phase::Shown(shown) if shown.items.is_empty() => {
                lines.extend(wrapped(&summary(shown), Role::Faint, inner));
            }
            Phase::Shown(shown) if roomy => {
                let summary = Clean::format(format_args!("{}", summary(shown)));
                lines.push(fit(vec![drawn(summary, Role::Faint)], inner.width.into()));
            }
            Phase::Shown(_) => {}
        }
        self.lines(lines, inner);
        if let Phase::Shown(shown) = phase {
            self.lines(rows(state, shown, body), body);
        }
        self.cursor = Position::new(body.x, body.y.min(area.bottom().saturating_sub(1)));
    }
}

/// A message in rows.
fn wrapped(message: &str, role: Role, area: Rect) -> Vec<Line> {
    let rows = |text| {
        let rows = wrap(text, area.width.into()).into_iter();
        rows.map(move |row| vec![piece(clean::shown_row(text, &row), role)])
    };
    let lines = message.lines().map(crate::model::OutsideStr::new);
    lines.flat_map(rows).collect()
}

/// The lines that there is room for.
fn rows(state: &State, shown: &Shown, body: Rect) -> Vec<Line> {
    let (item, above) = shown.at;
    let mut lines: Vec<Line> = Vec::new();
    for item in item..shown.items.len() {
        if lines.len() >= above + usize::from(body.height) {
            break;
        }
        lines.extend(comparing::lines(state, shown, item, body.width.into()));
    }
    lines.split_off(above.min(lines.len()))
}

/// Which difference is on top, and what one may press; on a narrow screen, the keys alone.
fn foot(shown: &Shown, columns: usize) -> Clean {
    let (at, of) = shown.counted();
    if of == 0 || !shown.found.related {
        return Clean::ours(" Esc closes ");
    }
    if columns < comparing::SIDE_BY_SIDE {
        return Clean::format(format_args!(" {at} of {of} · ]d [d · Enter · z · Esc "));
    }
    Clean::format(format_args!(
        " {at} of {of} · ]d [d differences · Enter to the words · z folds · Esc closes "
    ))
}

/// `98.4 % of the words are in both · 21 places differ in words · 2 turns in one only`.
fn summary(shown: &Shown) -> String {
    let found = &shown.found;
    let tenths = (found.common * 1000.0).floor() as u32;
    let percent = format!("{}.{}", tenths / 10, tenths % 10);
    if !found.related {
        format!("These are not two versions of one call: {percent} % of the words are in both.")
    } else if found.is_same() {
        "No word differs.".to_owned()
    } else {
        let count = |kind, one: &str, many: &str| match found.count(kind) {
            0 => String::new(),
            1 => format!(" · 1 {one}"),
            n => format!(" · {n} {many}"),
        };
        let parts = [
            count(Kind::Words, "place in words", "places in words"),
            count(Kind::Call, "call in one only", "calls in one only"),
            count(Kind::Turn, "turn in one only", "turns in one only"),
            count(Kind::Moved, "moved", "moved"),
            count(Kind::Attributed, "of another speaker", "of another speaker"),
            count(Kind::Renamed, "speaker renamed", "speakers renamed"),
        ];
        format!("{percent} % of the words are in both{}", parts.concat())
    }
}
