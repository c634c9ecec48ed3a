//! What a piece of text is, never what it looks like: a theme alone knows colours.

use super::clean::Clean;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text of the program.
    #[default]
    Plain,
    /// Less important than what stands around it.
    Faint,
    /// More important.
    Strong,
    /// A heading in the transcript.
    Heading,
    /// A pane's frame.
    Frame,
    /// The focused pane's frame.
    FrameFocused,
    /// A pane's title.
    Title,
    /// The focused pane's title.
    TitleFocused,
    /// Words as spoken.
    Verbatim,
    /// A translator's words.
    Translation,
    /// Somebody else's words for what was said.
    Paraphrase,
    /// Words in the language that was spoken.
    Original,
    /// The transcriber's `[…]`.
    Transcriber,
    /// A speaker's name, in the speaker's colour.
    Speaker(u8),
    /// A bar or lane, in the speaker's colour.
    Bar(u8),
    /// A turn's number or time.
    Number,
    /// How something was said.
    Manner,
    /// Something that happened.
    Event,
    /// Something missing.
    Gap,
    /// An editor's remark.
    Remark,
    /// The sign of a quote.
    QuoteSign,
    /// The sign of a note.
    NoteSign,
    /// The sign of a search hit.
    HitSign,
    /// The sign of the place where the reader is.
    Here,
    /// The chosen row of a list, the cursor's column of the timeline.
    Chosen,
    /// All is well.
    Good,
    /// All is not well.
    Alarm,
    /// A key to press.
    Key,
    /// Words that the first of two versions has alone.
    OnlyA,
    /// Words that the second has alone.
    OnlyB,
}

impl Role {
    /// The role of a speaker's name; colours come round again after eight.
    pub fn speaker(index: crate::model::SpeakerIndex) -> Self {
        Self::Speaker((index.0 % 8) as u8)
    }

    /// The role of a speaker's bar.
    pub fn bar(index: crate::model::SpeakerIndex) -> Self {
        Self::Bar((index.0 % 8) as u8)
    }
}

/// What lies over a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Over {
    /// It is part of a quote.
    pub quoted: bool,
    /// A mark or a note of the reader's is on it.
    pub marked: bool,
    /// It is being selected.
    pub selected: bool,
    /// It is a search hit.
    pub hit: bool,
    /// It is the hit that the reader stands on.
    pub current_hit: bool,
    /// A filter sets it back.
    pub dimmed: bool,
}

/// A piece of clean text with its role.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What is shown.
    pub text: Clean,
    /// What it is.
    pub role: Role,
    /// What lies over it.
    pub over: Over,
    /// Whether the program wrote it, all of it: its signs may have stand-ins then. What is from outside stays as it is.
    pub ours: bool,
}

/// One row of pieces.
pub type Line = Vec<Piece>;

/// A piece of outside text that has been cleaned, or of our own.
pub fn piece(text: Clean, role: Role) -> Piece {
    Piece {
        text,
        role,
        over: Over::default(),
        ours: false,
    }
}

/// A piece of our own text.
pub fn ours(text: &'static str, role: Role) -> Piece {
    drawn(Clean::ours(text), role)
}

/// A piece of our own text and numbers, with nothing from outside in it: a bar, a time, a count.
pub fn drawn(text: Clean, role: Role) -> Piece {
    Piece {
        ours: true,
        ..piece(text, role)
    }
}

/// A piece cut or filled with spaces to exactly `columns`.
pub fn padded(piece: Piece, columns: usize) -> Line {
    let role = piece.role;
    let mut line = fit(vec![piece], columns);
    let missing = columns.saturating_sub(self::columns(&line));
    line.push(self::piece(blank(missing), role));
    line
}

/// Columns of a row of pieces.
pub fn columns(line: &[Piece]) -> usize {
    line.iter().map(|p| super::wrap::columns(&p.text)).sum()
}

/// Cuts a row to `columns`, with `…` where something is missing.
pub fn fit(line: Line, columns: usize) -> Line {
    let mut left = columns;
    let mut fitted = Line::new();
    let wide = self::columns(&line) > columns;
    for p in line {
        let width = super::wrap::columns(&p.text);
        if width < left || (width == left && !wide) {
            left -= width;
            fitted.push(p);
        } else {
            if width <= left {
                fitted.push(p);
                break;
            }
            let cut = super::wrap::cut(&p.text, left.saturating_sub(1));
            let (role, over) = (p.role, p.over);
            fitted.push(Piece { text: cut, ..p });
            if left > 0 {
                fitted.push(Piece {
                    over,
                    ..ours("…", role)
                });
            }
            break;
        }
    }
    fitted
}

/// `left`, then `right` at the end of a row of `columns`; the left is cut first.
pub fn spread(left: Line, right: Line, columns: usize) -> Line {
    let right = fit(right, columns);
    let room = columns.saturating_sub(self::columns(&right));
    let mut line = fit(left, room.saturating_sub(usize::from(!right.is_empty())));
    line.push(piece(
        blank(room.saturating_sub(self::columns(&line))),
        Role::Plain,
    ));
    line.extend(right);
    line
}

/// As many spaces.
pub fn blank(columns: usize) -> Clean {
    super::wrap::pad(&Clean::ours(""), columns)
}

impl Role {
    /// A number of its own, for pictures that show roles; speakers share one.
    pub fn number(self) -> u8 {
        match self {
            Self::Plain => 0,
            Self::Faint => 1,
            Self::Strong => 2,
            Self::Heading => 3,
            Self::Frame => 4,
            Self::FrameFocused => 5,
            Self::Title => 6,
            Self::TitleFocused => 7,
            Self::Verbatim => 8,
            Self::Translation => 9,
            Self::Paraphrase => 10,
            Self::Transcriber => 11,
            Self::Speaker(_) => 12,
            Self::Bar(_) => 13,
            Self::Number => 14,
            Self::Manner => 15,
            Self::Event => 16,
            Self::Gap => 17,
            Self::Remark => 18,
            Self::QuoteSign => 19,
            Self::NoteSign => 20,
            Self::HitSign => 21,
            Self::Here => 22,
            Self::Chosen => 23,
            Self::Good => 24,
            Self::Alarm => 25,
            Self::Key => 26,
            Self::Original => 27,
            Self::OnlyA => 28,
            Self::OnlyB => 29,
        }
    }
}

impl Over {
    /// A number of its own, for pictures that show roles.
    pub fn number(self) -> u8 {
        u8::from(self.quoted)
            + 2 * u8::from(self.hit)
            + 4 * u8::from(self.current_hit)
            + 8 * u8::from(self.dimmed)
            + 16 * u8::from(self.marked)
            + 32 * u8::from(self.selected)
    }
}
