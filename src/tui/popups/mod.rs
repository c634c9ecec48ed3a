//! What lies over the panes for a while: help, the palette, the styles of a citation, a draft's quotations, and the list of a file's problems.

pub mod checking;
pub mod citing;
pub mod comparing;
mod fuzzy;
pub mod help;
pub mod palette;
pub mod problems;
