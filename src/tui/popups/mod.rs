//! What lies over the panes for a while: help, and the list of a file's problems.

pub mod help;
pub mod problems;
