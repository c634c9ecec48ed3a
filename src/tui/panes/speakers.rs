//! Who speaks how much in the call where the reader is.

use ratatui::layout::Rect;

use super::list::{List, empty, moved};
use crate::model::EntryIndex;
use crate::text::clean::{Clean, clean};
use crate::text::figures::Share;
use crate::text::paint::{Line, Role, blank, drawn, fit, ours, padded, piece, spread};
use crate::text::wrap;
use crate::tui::command::{Command, Drawn, Pane};
use crate::tui::effect::Effect;
use crate::tui::state::{PaneId, State};

/// The pane of the speakers.
pub const PANE: Pane = Pane {
    id: PaneId::Speakers,
    name: "Speakers",
    title,
    draw,
    commands: COMMANDS,
};

const COMMANDS: &[Command] = &[
    Command {
        name: "speaker down",
        keys: &["j", "<down>"],
        help: "choose the next speaker",
        run: |s| choose(s, 1),
    },
    Command {
        name: "speaker up",
        keys: &["k", "<up>"],
        help: "choose the previous speaker",
        run: |s| choose(s, -1),
    },
    Command {
        name: "speakers down",
        keys: &["<c-d>", "<space>", "<pgdn>"],
        help: "ten speakers down",
        run: |s| choose(s, 10),
    },
    Command {
        name: "speakers up",
        keys: &["<c-u>", "<pgup>"],
        help: "ten speakers up",
        run: |s| choose(s, -10),
    },
    Command {
        name: "first speaker",
        keys: &["gg", "<home>"],
        help: "choose the first",
        run: |s| choose(s, isize::MIN),
    },
    Command {
        name: "last speaker",
        keys: &["G", "<end>"],
        help: "choose the last",
        run: |s| choose(s, isize::MAX),
    },
    Command {
        name: "speaker's next turn",
        keys: &["<enter>"],
        help: "to the speaker's next turn; then s and S step on",
        run: enter,
    },
];

fn choose(state: &mut State, by: isize) -> Vec<Effect> {
    let count = state.figures_here().map_or(0, |f| f.shares.len());
    state.chosen.speaker = moved(state.chosen.speaker, by, count);
    Vec::new()
}

fn enter(state: &mut State) -> Vec<Effect> {
    let chosen = state
        .figures_here()
        .and_then(|f| f.shares.get(state.chosen.speaker));
    let Some(speaker) = chosen.map(|s| s.speaker) else {
        return Vec::new();
    };
    let here = state.reading.cursor.entry;
    let same = |t: crate::model::TurnRef<'_>| t.speaker() == speaker;
    let next = state
        .turn_after(here, same)
        .or_else(|| state.turn_or_after(EntryIndex(0), same));
    if let Some(entry) = next {
        state.go_to(entry);
        state.focus = PaneId::Transcript;
    }
    Vec::new()
}

/// How the shares were made, and how many speakers there are where not all are in sight.
fn title(state: &State) -> Line {
    let (Some(figures), Some(area)) = (state.figures_here(), state.areas.inside(PaneId::Speakers))
    else {
        return Line::new();
    };
    let (count, how) = (figures.shares.len(), figures.basis.short());
    let both = Clean::format(format_args!("{count} · {how}"));
    let room = usize::from(area.width).saturating_sub(wrap::columns(" 2 Speakers   "));
    if count * 2 > usize::from(area.height) && wrap::columns(&both) <= room {
        vec![drawn(both, Role::Faint)]
    } else {
        vec![ours(how, Role::Faint)]
    }
}

fn draw(state: &State, area: Rect) -> Drawn {
    let width = usize::from(area.width);
    let Some(figures) = state.figures_here().filter(|f| !f.shares.is_empty()) else {
        return Drawn {
            lines: vec![empty("nobody speaks here")],
            cursor: (0, 0),
            ..Drawn::default()
        };
    };
    let item = |index: usize| {
        let chosen = index == state.chosen.speaker && area.height >= 10;
        speaker(state, &figures.shares[index], chosen, width)
    };
    List {
        count: figures.shares.len(),
        chosen: state.chosen.speaker,
        focused: state.focus == PaneId::Speakers,
        item: &item,
        heading: &|_| None,
    }
    .draw(usize::from(area.height))
}

/// `AP Ana Petrov   58 %` and `   12 turns  ██████`; of the chosen one more.
fn speaker(state: &State, share: &Share, chosen: bool, width: usize) -> Vec<Line> {
    let speaker = state.transcript.speaker(share.speaker);
    let role = Role::speaker(share.speaker);
    let mut name = padded(piece(clean(speaker.initials.borrow()), role), 3);
    name.push(ours(" ", role));
    name.push(piece(clean(speaker.name.borrow()), role));
    if state.reading.filter().has(share.speaker) {
        name.push(ours(" ✓", Role::Strong));
    }
    let percent = Clean::format(format_args!("{:.0} %", share.share * 100.0));
    let turns = if share.turns == 1 { "turn" } else { "turns" };
    let counts = Clean::format(format_args!("{} {turns} ", share.turns));
    let room = width.saturating_sub(4 + wrap::columns(&counts));
    let bar = Clean::format(format_args!("{:█<1$}", "", cells(share.share, room)));
    let mut lines = vec![
        spread(name, vec![piece(percent, Role::Plain)], width),
        indented(
            vec![
                drawn(counts, Role::Faint),
                drawn(bar, Role::bar(share.speaker)),
            ],
            width,
        ),
    ];
    if chosen {
        lines.extend(
            details(state, share)
                .into_iter()
                .map(|text| indented(vec![piece(text, Role::Faint)], width)),
        );
    }
    lines
}

fn indented(line: Line, width: usize) -> Line {
    let indent = std::iter::once(piece(blank(4), Role::Plain));
    fit(indent.chain(line).collect(), width)
}

/// Role, words, the longest turn, the first and the last.
fn details(state: &State, share: &Share) -> Vec<Clean> {
    let number = |entry| state.transcript.turn(entry).map_or(0, |t| t.number().0);
    let speaker = state.transcript.speaker(share.speaker);
    let mut details: Vec<Clean> = speaker
        .role
        .iter()
        .map(|role| clean(role.borrow()))
        .collect();
    details.push(match share.time {
        Some(time) => Clean::format(format_args!("{} words in {time}", share.words)),
        None => Clean::format(format_args!("{} words", share.words)),
    });
    if share.turns > 1 {
        let (longest, first, last) = (
            number(share.longest_turn),
            number(share.first),
            number(share.last),
        );
        details.push(Clean::format(format_args!(
            "longest: {longest}, {} words",
            share.longest_words
        )));
        details.push(Clean::format(format_args!("turns {first} to {last}")));
    }
    details
}

/// Cells of a bar: at least one for whoever speaks at all.
fn cells(share: f64, room: usize) -> usize {
    let cells = (share * room as f64).round() as usize;
    cells.clamp(usize::from(room > 0), room)
}
