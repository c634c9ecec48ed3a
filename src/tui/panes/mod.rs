//! One file a pane: its rows on the screen and its commands. They do not know each other.

pub mod copying;
pub mod draft;
pub mod everywhere;
pub mod list;
pub mod marking;
pub mod notes;
pub mod placing;
pub mod quotes;
pub mod scroll_bar;
pub mod showing;
pub mod speakers;
pub mod strip;
pub mod timeline;
pub mod transcript;
