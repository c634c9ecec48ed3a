//! One file a subcommand.

pub mod lint;
pub mod schema;
