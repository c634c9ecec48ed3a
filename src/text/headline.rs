//! The line above a turn's words, and the sign before an aside's.

use super::clean::{Clean, clean};
use super::paint::{Line, Role, drawn, ours, piece};
use crate::model::{AsideKind, AsideRef, Fidelity, Transcript, TurnRef};

/// `✎▸ 12  0:03  Ana Petrov → Ben Ott`: signs where a note is on the turn and where the reader is.
pub fn head(transcript: &Transcript, turn: TurnRef<'_>, (note, here): (bool, bool)) -> Line {
    let name = |speaker| clean(transcript.speaker(speaker).name.borrow());
    let number = Clean::format(format_args!("{:>3}  ", turn.number()));
    let mut line = vec![
        if note {
            ours("✎", Role::NoteSign)
        } else {
            ours(" ", Role::Plain)
        },
        if here {
            ours("▸", Role::Here)
        } else {
            ours(" ", Role::Plain)
        },
        piece(number, Role::Number),
    ];
    if let Some(start) = turn.start() {
        line.push(drawn(
            Clean::format(format_args!("{start}  ")),
            Role::Number,
        ));
    }
    line.push(piece(name(turn.speaker()), Role::speaker(turn.speaker())));
    if !turn.to().is_empty() {
        let names: Vec<Clean> = turn.to().iter().map(|s| name(*s)).collect();
        line.push(ours(" → ", Role::Faint));
        line.push(piece(Clean::join(&names, ", "), Role::Faint));
    }
    line
}

/// `  (laughing, translation)  p. 3:14`: how a turn was said, how near its words are, and where it is printed.
/// `original` says that the words shown are those that were spoken.
pub fn manner(transcript: &Transcript, turn: TurnRef<'_>, original: bool) -> Line {
    let mut how: Vec<Clean> = turn.manner().map(clean).into_iter().collect();
    match transcript.fidelity(turn) {
        _ if original && turn.original().is_some() => how.push(Clean::ours("original")),
        Fidelity::Verbatim => {}
        Fidelity::Translation => how.push(Clean::ours("translation")),
        Fidelity::Paraphrase => how.push(Clean::ours("paraphrase")),
    }
    how.extend(
        turn.stated_via()
            .map(|v| Clean::format(format_args!("as quoted by {}", clean(v)))),
    );
    let mut line = Line::new();
    if !how.is_empty() {
        let how = Clean::join(&how, ", ");
        line.push(piece(
            Clean::format(format_args!("  ({how})")),
            Role::Manner,
        ));
    }
    if let Some(page) = turn.page() {
        let place = match turn.line() {
            Some(at) => Clean::format(format_args!("  p. {page}:{at}")),
            None => Clean::format(format_args!("  p. {page}")),
        };
        line.push(piece(place, Role::Number));
    }
    line
}

/// What marks an aside as what it is.
pub fn sign(aside: AsideRef<'_>) -> (&'static str, Role) {
    match aside.kind() {
        AsideKind::Event => ("* ", Role::Event),
        AsideKind::Gap => ("~~ ", Role::Gap),
        AsideKind::Remark => ("» ", Role::Remark),
    }
}
