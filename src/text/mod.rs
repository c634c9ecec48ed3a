//! From words to what can be shown, found and counted. All of this floor is pure: no file, no clock, no terminal.
//!
//! In the order in which they may use each other: [`clean`] is the one door between outside text and anything a person
//! reads, and [`hidden`] counts what it had to show; [`wrap`] owns the width of characters; [`brackets`] are the
//! transcriber's; [`paint`] says what a text is; [`front`], [`headline`] and [`layout`] turn a transcript into rows,
//! [`motion`] is how a cursor goes through words; [`painter`] paints them; [`matching`] tells how like two texts are;
//! [`search`], [`anchor`] and [`figures`] walk batches without copying; [`compare`] lays two versions side by side; [`links`]
//! finds what a note leads to; [`cite`] says whose words they are, and [`check`] whether a draft quotes them right.

pub mod anchor;
pub mod brackets;
pub mod check;
pub mod cite;
pub mod clean;
pub mod compare;
pub mod figures;
pub mod front;
pub mod headline;
pub mod hidden;
pub mod layout;
pub mod links;
pub mod matching;
pub mod motion;
pub mod paint;
pub mod painter;
pub mod search;
pub mod wrap;
