//! What lies over the panes for a while: help, the palette, and the list of a file's problems.

mod fuzzy;
pub mod help;
pub mod palette;
pub mod problems;
