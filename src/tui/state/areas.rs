//! Which pane stands where, at every size. Arithmetic on rectangles; draws nothing.
//!
//! Neighbouring panes share a border: their rectangles overlap by one column or row.

use ratatui::layout::{Position, Rect};

use super::PaneId;

/// How many panes there are.
const PANES: usize = PaneId::ALL.len();

/// Where everything stands. A pane without a rectangle is not on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The first row: title and place.
    pub title: Rect,
    /// A row that says that the file has problems.
    pub banner: Option<Rect>,
    /// The panes, by number.
    panes: [Option<Rect>; PANES],
    /// The last row: state of the notes, hints, place.
    pub status: Rect,
    /// Whether the one pane on the screen has no border.
    pub frameless: bool,
    /// The pane that lies over others.
    pub over: Option<PaneId>,
    /// Where a note is written.
    pub writing: Rect,
    /// Whether there is room for anything at all.
    pub usable: bool,
}

/// How the panes share the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spread {
    /// All of them, as many as there is room for.
    #[default]
    All,
    /// The focused one alone.
    Pane,
    /// The words alone, without a frame.
    Words,
}

/// What would be best for what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Lanes of the timeline.
    pub lanes: usize,
    /// Rows of the checked draft, with its border, where there is one.
    pub draft: Option<usize>,
}

/// Sizes that the reader has chosen by dragging a border; the others follow from the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Rows of the timeline, with its border.
    pub timeline: Option<u16>,
    /// Columns of speakers and quotes, with their border.
    pub side: Option<u16>,
    /// Rows of the speakers, with their border.
    pub speakers: Option<u16>,
    /// Columns of the notes, with their border.
    pub notes: Option<u16>,
    /// Rows of the checked draft, with its border.
    pub draft: Option<u16>,
    /// Panes, by number, that are there only while they are focused.
    pub hidden: [bool; PANES],
}

impl Sizes {
    /// What is hidden where these panes are shown, by their names in small letters; nothing where nothing is said.
    pub fn all_but(shown: Option<&[&str]>) -> [bool; PANES] {
        let panes = ["timeline", "speakers", "quotes", "notes"];
        let mut hidden = [false; PANES];
        for (at, pane) in panes.iter().enumerate() {
            hidden[at + 1] = shown.is_some_and(|shown| !shown.contains(pane));
        }
        hidden
    }
}

/// A border between panes that can be dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Below the timeline.
    Timeline,
    /// Right of speakers and quotes.
    Side,
    /// Between speakers and quotes.
    Speakers,
    /// Left of the notes.
    Notes,
    /// Above the checked draft.
    Draft,
}

/// The smallest screen on which a pane is drawn.
pub const SMALLEST: (u16, u16) = (20, 5);

impl Areas {
    /// Divides the screen.
    pub fn new(
        screen: Rect,
        focus: PaneId,
        (spread, sizes): (Spread, Sizes),
        banner: bool,
        wanted: Wanted,
    ) -> Self {
        let mut areas = Self {
            title: Rect {
                height: 1.min(screen.height),
                ..screen
            },
            ..Self::default()
        };
        if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
            return areas;
        }
        areas.usable = true;
        areas.status = Rect {
            y: screen.bottom() - 1,
            height: 1,
            ..screen
        };
        let mut body = Rect {
            y: screen.y + 1,
            height: screen.height - 2,
            ..screen
        };
        if banner && body.height > 6 {
            areas.banner = Some(Rect { height: 1, ..body });
            body = Rect {
                y: body.y + 1,
                height: body.height - 1,
                ..body
            };
        }
        match spread {
            Spread::Words if focus == PaneId::Transcript => {
                areas.panes[focus.index()] = Some(body);
                areas.frameless = true;
            }
            Spread::All if screen.width >= 80 && screen.height >= 24 => {
                areas.divide(body, focus, wanted, sizes)
            }
            Spread::All | Spread::Pane | Spread::Words => areas.panes[focus.index()] = Some(body),
        }
        areas.writing = areas.panes[PaneId::Notes.index()].unwrap_or_else(|| lower_part(body));
        areas
    }

    fn divide(&mut self, body: Rect, focus: PaneId, wanted: Wanted, sizes: Sizes) {
        let up_to = |most: u16, rows: usize| most.min(u16::try_from(rows).unwrap_or(most));
        let lanes = up_to((body.height / 5).max(2), wanted.lanes).max(1);
        let rows = sizes
            .timeline
            .unwrap_or(lanes + 3)
            .clamp(4, body.height - 8);
        let shows = |id: PaneId| focus == id || !sizes.hidden[id.index()];
        let mut below = body;
        if shows(PaneId::Timeline) {
            let (timeline, rest) = split_rows(body, rows);
            self.panes[PaneId::Timeline.index()] = Some(timeline);
            below = rest;
        }
        let side = sizes
            .side
            .unwrap_or((body.width / 100 * 23 + body.width % 100 * 23 / 100).clamp(24, 36))
            .clamp(12, body.width / 2);
        let (left, mut middle) = split_columns(below, side);
        let speakers = sizes
            .speakers
            .unwrap_or(below.height / 2)
            .clamp(3, below.height - 2);
        let (above, under) = split_rows(left, speakers);
        let (speakers, quotes) = match (shows(PaneId::Speakers), shows(PaneId::Quotes)) {
            (true, true) => (Some(above), Some(under)),
            (true, false) => (Some(left), None),
            (false, true) => (None, Some(left)),
            (false, false) => {
                middle = below;
                (None, None)
            }
        };
        self.panes[PaneId::Speakers.index()] = speakers;
        self.panes[PaneId::Quotes.index()] = quotes;
        if let Some(rows) = wanted.draft {
            let rows = sizes
                .draft
                .unwrap_or(up_to(middle.height / 2 - middle.height / 20, rows));
            let rows = rows.clamp(4, middle.height.saturating_sub(5).max(4));
            let (words, draft) = split_rows(middle, middle.height + 1 - rows);
            self.panes[PaneId::Draft.index()] = Some(draft);
            middle = words;
        }
        let notes = sizes
            .notes
            .unwrap_or((body.width / 4).clamp(28, 48))
            .clamp(12, middle.width - 20);
        if body.width >= 100 && shows(PaneId::Notes) {
            let (text, notes) = split_columns(middle, middle.width - notes + 1);
            self.panes[PaneId::Transcript.index()] = Some(text);
            self.panes[PaneId::Notes.index()] = Some(notes);
        } else {
            self.panes[PaneId::Transcript.index()] = Some(middle);
            if focus == PaneId::Notes {
                let over = Rect {
                    x: middle.right() - notes.min(middle.width),
                    width: notes,
                    ..middle
                };
                self.panes[PaneId::Notes.index()] = Some(over);
                self.over = Some(PaneId::Notes);
            }
        }
    }

    /// Where a pane stands, with its border.
    pub fn pane(&self, pane: PaneId) -> Option<Rect> {
        self.panes[pane.index()]
    }

    /// The pane at a place of the screen.
    pub fn pane_at(&self, place: Position) -> Option<PaneId> {
        let here = |id: &PaneId| self.pane(*id).is_some_and(|area| area.contains(place));
        self.over
            .filter(here)
            .or_else(|| PaneId::ALL.into_iter().find(here))
    }

    /// The border at a place of the screen.
    pub fn border_at(&self, place: Position) -> Option<Border> {
        let timeline = self.pane(PaneId::Timeline)?;
        let speakers = self.pane(PaneId::Speakers)?;
        let below = place.y > timeline.bottom() - 1;
        let notes = self.pane(PaneId::Notes).filter(|_| self.over.is_none());
        let draft = self.pane(PaneId::Draft);
        if place.y == timeline.bottom() - 1 {
            Some(Border::Timeline)
        } else if below && place.x == speakers.right() - 1 {
            Some(Border::Side)
        } else if below && place.x < speakers.right() && place.y == speakers.bottom() - 1 {
            Some(Border::Speakers)
        } else if below && draft.is_some_and(|d| d.y == place.y) {
            Some(Border::Draft)
        } else if below && notes.is_some_and(|n| n.x == place.x && n.contains(place)) {
            Some(Border::Notes)
        } else {
            None
        }
    }

    /// The sizes with a border dragged to a place.
    pub fn dragged(&self, mut sizes: Sizes, border: Border, to: Position) -> Sizes {
        let area = |id| self.pane(id).unwrap_or_default();
        match border {
            Border::Timeline => {
                sizes.timeline = Some((to.y + 1).saturating_sub(area(PaneId::Timeline).y))
            }
            Border::Side => sizes.side = Some(to.x + 1),
            Border::Speakers => {
                sizes.speakers = Some((to.y + 1).saturating_sub(area(PaneId::Speakers).y))
            }
            Border::Notes => sizes.notes = Some(area(PaneId::Notes).right().saturating_sub(to.x)),
            Border::Draft => sizes.draft = Some(area(PaneId::Draft).bottom().saturating_sub(to.y)),
        }
        sizes
    }

    /// Inside a pane's border.
    pub fn inside(&self, pane: PaneId) -> Option<Rect> {
        self.pane(pane)
            .map(|area| if self.frameless { area } else { inside(area) })
    }
}

/// Inside a border.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

fn split_rows(area: Rect, upper: u16) -> (Rect, Rect) {
    let upper = upper.min(area.height);
    let overlap = area.height.saturating_sub(upper) + 1;
    (
        Rect {
            height: upper,
            ..area
        },
        Rect {
            y: area.y + upper - 1,
            height: overlap,
            ..area
        },
    )
}

fn split_columns(area: Rect, left: u16) -> (Rect, Rect) {
    let left = left.min(area.width);
    let overlap = area.width.saturating_sub(left) + 1;
    (
        Rect {
            width: left,
            ..area
        },
        Rect {
            x: area.x + left - 1,
            width: overlap,
            ..area
        },
    )
}

fn lower_part(area: Rect) -> Rect {
    let height = area.height.min((area.height / 2).clamp(4, 10));
    Rect {
        y: area.bottom() - height,
        height,
        ..area
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spread() -> impl Strategy<Value = Spread> {
        prop_oneof![Just(Spread::All), Just(Spread::Pane), Just(Spread::Words)]
    }

    #[test]
    fn a_border_stands_where_it_was_dragged_to() {
        let screen = Rect::new(0, 0, 120, 36);
        let wanted = Wanted {
            lanes: 4,
            draft: Some(10),
        };
        let fit = |sizes| {
            let shape = (Spread::All, sizes);
            Areas::new(screen, PaneId::Transcript, shape, false, wanted)
        };
        let areas = fit(Sizes::default());
        for border in [
            Border::Timeline,
            Border::Side,
            Border::Speakers,
            Border::Notes,
            Border::Draft,
        ] {
            let everywhere = screen.positions();
            let mut on_it = everywhere.filter(|p| areas.border_at(*p) == Some(border));
            let from = on_it.next().expect("it can be taken hold of");
            let to = Position::new(from.x + 2, from.y + 2);
            let dragged = fit(areas.dragged(Sizes::default(), border, to));
            let there = match border {
                Border::Side | Border::Notes => Position::new(to.x, from.y),
                Border::Timeline | Border::Speakers | Border::Draft => Position::new(from.x, to.y),
            };
            assert_eq!(dragged.border_at(there), Some(border));
            assert_ne!(dragged.border_at(from), Some(border));
        }
    }

    proptest! {
        /// At every size, whatever was dragged: every pane lies on the screen, and what has the focus is on it.
        #[test]
        fn every_pane_lies_on_the_screen(
            (columns, rows) in prop_oneof![(0..300_u16, 0..120_u16), (any::<u16>(), any::<u16>())],
            sizes in any::<[Option<u16>; 5]>(),
            draft in any::<Option<usize>>(),
            focus in 0..PANES,
            spread in spread(),
            banner in any::<bool>(),
            lanes in 0..2000_usize,
        ) {
            let [timeline, side, speakers, notes, dragged] = sizes;
            let sizes = Sizes { timeline, side, speakers, notes, draft: dragged, hidden: [false; PANES] };
            let screen = Rect::new(0, 0, columns, rows);
            let focus = PaneId::ALL[focus];
            // It has the focus only where it is.
            let draft = draft.or((focus == PaneId::Draft).then_some(0));
            let areas = Areas::new(screen, focus, (spread, sizes), banner, Wanted { lanes, draft });
            for area in PaneId::ALL.into_iter().filter_map(|id| areas.pane(id)) {
                prop_assert!(area.right() <= columns && area.bottom() <= rows, "{area} on {columns}x{rows}");
                prop_assert!(area.width > 0 && area.height > 0);
            }
            prop_assert_eq!(areas.usable, columns >= SMALLEST.0 && rows >= SMALLEST.1);
            prop_assert!(!areas.usable || areas.pane(focus).is_some());
        }
    }
}
