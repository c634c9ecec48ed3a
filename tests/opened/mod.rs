//! How a test opens the reader.

use onrecord::store::input::Input;
use onrecord::tui::Launch;
use onrecord::tui::theme::Theme;

/// To open this and show one screen without colours: no key is played, no place is kept, the mouse is left alone.
pub fn launch(input: Input) -> Launch {
    Launch {
        input,
        opening: Default::default(),
        notes: None,
        places: None,
        keys: None,
        print: true,
        size: None,
        no_mouse: true,
        theme: Theme::Plain,
        config: Default::default(),
        ascii: false,
    }
}
