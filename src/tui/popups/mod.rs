//! What lies over the panes for a while: help, the palette, the styles of a citation, and the list of a file's problems.

pub mod citing;
pub mod comparing;
mod fuzzy;
pub mod help;
pub mod palette;
pub mod problems;
