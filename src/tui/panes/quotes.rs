//! What the transcript's author highlighted.

use ratatui::layout::Rect;

use super::list::{List, moved, paragraph};
use crate::model::{OutsideStr, Quote};
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, fit, ours, piece, spread};
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::{PaneId, State};

/// The pane of the quotes.
pub const PANE: Pane = Pane {
    id: PaneId::Quotes,
    name: "Quotes",
    title,
    draw,
    commands: COMMANDS,
};

const COMMANDS: &[Command] = &[
    Command {
        name: "quote down",
        keys: &["j", "<down>"],
        help: "choose the next quote",
        run: |s| choose(s, 1),
    },
    Command {
        name: "quote up",
        keys: &["k", "<up>"],
        help: "choose the previous quote",
        run: |s| choose(s, -1),
    },
    Command {
        name: "quotes down",
        keys: &["<c-d>", "<space>", "<pgdn>"],
        help: "ten quotes down",
        run: |s| choose(s, 10),
    },
    Command {
        name: "quotes up",
        keys: &["<c-u>", "<pgup>"],
        help: "ten quotes up",
        run: |s| choose(s, -10),
    },
    Command {
        name: "first quote",
        keys: &["gg", "<home>"],
        help: "choose the first",
        run: |s| choose(s, isize::MIN),
    },
    Command {
        name: "last quote",
        keys: &["G", "<end>"],
        help: "choose the last",
        run: |s| choose(s, isize::MAX),
    },
    Command {
        name: "go to quote",
        keys: &["<enter>"],
        help: "to the quote's words",
        run: enter,
    },
];

fn choose(state: &mut State, by: isize) -> Vec<Effect> {
    state.chosen.quote = moved(state.chosen.quote, by, state.transcript.quotes().len());
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    let quote = state.transcript.quotes().get(state.chosen.quote);
    if let Some(place) = quote.map(|q| q.passage.begin()) {
        state.go(place);
        state.focus = PaneId::Transcript;
    }
    Vec::new()
}

fn title(state: &State) -> Line {
    let count = state.transcript.quotes().len();
    vec![piece(Clean::format(format_args!("{count}")), Role::Faint)]
}

fn draw(state: &State, area: Rect) -> Drawn {
    let width = usize::from(area.width);
    let quotes = state.transcript.quotes();
    if quotes.is_empty() {
        let text =
            OutsideStr::new("No quotes in this file: its author can list them under `quotes:`.");
        return Drawn {
            lines: paragraph(text, "", Role::Faint, width, 4),
            ..Drawn::default()
        };
    }
    let item = |index: usize| quote(state, &quotes[index], index == state.chosen.quote, width);
    List {
        count: quotes.len(),
        chosen: state.chosen.quote,
        focused: state.focus == PaneId::Quotes,
        item: &item,
    }
    .draw(usize::from(area.height))
}

/// `◆ one problem   2:1`: call and turn, or the turn alone where there is one call; under the chosen one what is said of it.
fn quote(state: &State, quote: &Quote, chosen: bool, width: usize) -> Vec<Line> {
    let name = quote.label.as_ref().unwrap_or(&quote.text);
    let left = vec![
        ours("◆ ", Role::QuoteSign),
        piece(clean(name.borrow()), Role::Plain),
    ];
    let turn = state.transcript.turn(quote.passage.first());
    let place = match turn {
        Some(turn) if state.transcript.calls().len() > 1 => {
            Clean::format(format_args!("{}:{}", turn.call().0 + 1, turn.number()))
        }
        Some(turn) => Clean::format(format_args!("{}", turn.number())),
        None => Clean::default(),
    };
    let mut lines = vec![spread(left, vec![piece(place, Role::Number)], width)];
    if chosen && !quote.codes.is_empty() {
        let codes: Vec<Clean> = quote.codes.iter().map(|c| clean(c.borrow())).collect();
        lines.push(fit(
            vec![
                ours("  ", Role::Plain),
                piece(Clean::join(&codes, " "), Role::Faint),
            ],
            width,
        ));
    }
    if let (true, Some(comment)) = (chosen, &quote.comment) {
        lines.extend(super::list::paragraph(
            comment.borrow(),
            "  ",
            Role::Remark,
            width,
            4,
        ));
    }
    lines
}
