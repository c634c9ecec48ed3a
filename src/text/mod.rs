//! From words to what can be shown, found and counted. All of this floor is pure: no file, no clock, no terminal.
//!
//! In the order in which they may use each other: [`clean`] is the one door between outside text and anything a person
//! reads; [`wrap`] owns the width of characters; [`search`], [`anchor`] and [`figures`] walk batches without copying.

pub mod anchor;
pub mod clean;
pub mod figures;
pub mod search;
pub mod wrap;
