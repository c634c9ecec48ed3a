//! What the transcript's author highlighted, and among it the reader's marks.

use ratatui::layout::Rect;

use super::list::{self, List, ends, moved, numbers, paragraph};
use crate::model::{Note, Outside, OutsideStr, Quote};
use crate::text::clean::{Clean, clean};
use crate::text::paint::{Line, Role, fit, ours, piece, spread};
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::covering::What;
use crate::tui::state::listing::{By, Row};
use crate::tui::state::writing::Editor;
use crate::tui::state::{Mode, PaneId, State};

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
    Command {
        name: "order of quotes",
        keys: &["b"],
        help: "by place, by speaker, by code",
        run: order,
    },
    Command {
        name: "search quotes",
        keys: &["/"],
        help: "only those with these words, #code or @speaker",
        run: narrow,
    },
];

fn choose(state: &mut State, by: isize) -> Vec<Effect> {
    state.chosen.quote = moved(state.chosen.quote, by, state.lists.quotes.rows.len());
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    if let Some(place) = state.chosen_row(PaneId::Quotes).and_then(|row| row.place) {
        state.go(place);
        state.focus = PaneId::Transcript;
    }
    Vec::new()
}

fn order(state: &mut State) -> Vec<Effect> {
    let listing = &mut state.lists.quotes;
    listing.by = match listing.by {
        By::Place => By::Speaker,
        By::Speaker => By::Code,
        By::Code | By::State => By::Place,
    };
    Vec::new()
}

fn narrow(state: &mut State) -> Vec<Effect> {
    state.mode = Mode::Narrowing(Editor::new(&state.lists.quotes.sought));
    Vec::new()
}

fn title(state: &State) -> Line {
    list::title(&state.lists.quotes)
}

fn draw(state: &State, area: Rect) -> Drawn {
    let width = usize::from(area.width);
    let listing = &state.lists.quotes;
    if listing.rows.is_empty() {
        let text = OutsideStr::new(if listing.counts.0 > 0 {
            "No quote and no mark is like that. Esc shows all."
        } else {
            "No quotes in this file: its author can list them under `quotes:`. Your marks come here, too."
        });
        return Drawn {
            lines: paragraph(text, "", Role::Faint, width, 6),
            ..Drawn::default()
        };
    }
    let item = |at: usize| row(state, &listing.rows[at], at == state.chosen.quote, width);
    let heading = |at: usize| {
        let heading = listing.rows[at].heading.as_ref();
        heading.map(|(name, count)| list::heading(name, *count, width))
    };
    List {
        count: listing.rows.len(),
        chosen: state.chosen.quote,
        focused: state.focus == PaneId::Quotes,
        item: &item,
        heading: &heading,
    }
    .draw(usize::from(area.height))
}

fn row(state: &State, row: &Row, chosen: bool, width: usize) -> Vec<Line> {
    let quotes = state.transcript.quotes();
    let quoted = match row.what {
        What::Quote(at) => quotes.get(at).map(|q| quote(state, q, chosen, width)),
        What::Note(_) => {
            let note = row.id.as_ref().and_then(|id| state.noting.get(id));
            note.map(|note| mark(state, note, chosen, width))
        }
    };
    quoted.unwrap_or_else(|| vec![Line::new()])
}

/// `◆ one problem   2:1`: call and turn, or the turn alone where there is one call; under the chosen one what is said of it.
fn quote(state: &State, quote: &Quote, chosen: bool, width: usize) -> Vec<Line> {
    let name = quote.label.as_ref().unwrap_or(&quote.text);
    let left = vec![
        ours("◆ ", Role::QuoteSign),
        piece(clean(name.borrow()), Role::Plain),
    ];
    let place = numbers(state, quote.passage.first(), quote.passage.last());
    let mut lines = vec![spread(left, vec![piece(place, Role::Number)], width)];
    if chosen && !quote.codes.is_empty() {
        lines.push(codes(&quote.codes, width));
    }
    if let (true, Some(comment)) = (chosen, &quote.comment) {
        lines.extend(paragraph(comment.borrow(), "  ", Role::Remark, width, 4));
    }
    lines
}

/// `▌ the paper   2:1`: the words that the reader marked; under the chosen one their codes.
fn mark(state: &State, note: &Note, chosen: bool, width: usize) -> Vec<Line> {
    let words = list::words(&note.on).unwrap_or_default();
    let left = vec![ours("▌ ", Role::NoteSign), piece(clean(words), Role::Plain)];
    let place = ends(state, &note.id).map(|(first, last)| numbers(state, first, last));
    let place = piece(place.unwrap_or_default(), Role::Number);
    let mut lines = vec![spread(left, vec![place], width)];
    if chosen && !note.codes.is_empty() {
        lines.push(codes(&note.codes, width));
    }
    lines
}

fn codes(codes: &[Outside], width: usize) -> Line {
    let codes: Vec<Clean> = codes.iter().map(|c| clean(c.borrow())).collect();
    let codes = piece(Clean::join(&codes, " "), Role::Faint);
    fit(vec![ours("  ", Role::Plain), codes], width)
}
