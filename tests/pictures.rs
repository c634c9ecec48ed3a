//! Keys in, screen out. Each picture is a file in `snapshots/`; `INSTA_UPDATE=always cargo test --test pictures` takes
//! them anew: look at the difference before you keep it.

mod opened;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use onrecord::model::{NoteId, Outside};
use onrecord::store::input::Input;
use onrecord::store::notes::Making;
use onrecord::store::sample::Sample;
use onrecord::text::paint::Role;
use onrecord::tui::Launch;
use onrecord::tui::app::{Reader, drawn, picture};
use onrecord::tui::theme::Theme;
use ratatui::style::Color;

/// What is open, on which screen, after which keys.
struct Shot {
    name: &'static str,
    open: Open,
    size: (u16, u16),
    keys: &'static str,
    ascii: bool,
}

#[derive(Clone, Copy)]
enum Open {
    Calls,
    Apollo,
    File(&'static str),
}

const fn shot(name: &'static str, open: Open, size: (u16, u16), keys: &'static str) -> Shot {
    Shot {
        name,
        open,
        size,
        keys,
        ascii: false,
    }
}

/// The same on a terminal without drawing characters.
const fn ascii(shot: Shot) -> Shot {
    Shot {
        ascii: true,
        ..shot
    }
}

const KINDS: Open = Open::File("kinds.yaml");
const FAULTY: Open = Open::File("faulty.yaml");
const VOICES: Open = Open::File("voices.yaml");

const SHOTS: &[Shot] = &[
    // Sizes.
    shot("calls-200x60", Open::Calls, (200, 60), ""),
    shot("calls-120x36", Open::Calls, (120, 36), ""),
    shot("calls-80x24", Open::Calls, (80, 24), ""),
    shot("calls-60x20", Open::Calls, (60, 20), ""),
    shot("calls-40x12", Open::Calls, (40, 12), ""),
    shot("calls-20x5", Open::Calls, (20, 5), ""),
    shot("calls-19x4", Open::Calls, (19, 4), ""),
    shot("calls-1x1", Open::Calls, (1, 1), "jsG"),
    shot("apollo-120x36", Open::Apollo, (120, 36), ""),
    shot("apollo-100x30", Open::Apollo, (100, 30), ""),
    // Two versions side by side.
    shot(
        "comparing-120x36",
        Open::Apollo,
        (120, 36),
        ":compare tests/golden/apollo13-other.yaml<enter>]d]d",
    ),
    shot(
        "comparing-80x24",
        Open::Apollo,
        (80, 24),
        ":compare tests/golden/apollo13-other.yaml<enter>G[d[d",
    ),
    shot(
        "comparing-40x12",
        Open::Apollo,
        (40, 12),
        ":compare tests/golden/apollo13-other.yaml<enter>]d]d]d",
    ),
    shot(
        "comparing-20x5",
        Open::Apollo,
        (20, 5),
        ":compare tests/golden/apollo13-other.yaml<enter>",
    ),
    shot(
        "comparing-nothing",
        Open::Apollo,
        (80, 24),
        ":compare tests/golden/nowhere.yaml<enter>",
    ),
    // A draft that is checked.
    shot(
        "checking-200x60",
        Open::Apollo,
        (200, 60),
        ":check tests/drafts/apollo13.md<enter>",
    ),
    shot(
        "checking-120x36",
        Open::Apollo,
        (120, 36),
        ":check tests/drafts/apollo13.md<enter>j",
    ),
    shot(
        "checking-80x24",
        Open::Apollo,
        (80, 24),
        ":check tests/drafts/apollo13.md<enter><enter>",
    ),
    shot(
        "checking-60x20",
        Open::Apollo,
        (60, 20),
        ":check tests/drafts/apollo13.md<enter>j<enter>",
    ),
    shot(
        "checking-40x12",
        Open::Apollo,
        (40, 12),
        ":check tests/drafts/apollo13.md<enter>jj",
    ),
    shot(
        "checking-nothing",
        Open::Apollo,
        (80, 24),
        ":check tests/drafts/nowhere.md<enter>",
    ),
    // Selecting, marking and coding.
    shot("selecting-words", Open::Calls, (120, 36), "JJvwwwj"),
    shot("selecting-turns", Open::Calls, (120, 36), "V}"),
    shot("selecting-80x24", Open::Calls, (80, 24), "Jvwwwo"),
    shot("selecting-40x12", Open::Calls, (40, 12), "Jvww"),
    shot(
        "overlapping",
        Open::Calls,
        (120, 36),
        "Jvwwwwmwvwwwaof a war<esc>bVc1boo",
    ),
    shot(
        "overlapping-80x24",
        Open::Calls,
        (80, 24),
        "Jvwwwwmwvwwwaof a war<esc>bVc1",
    ),
    shot("mark-and-none", Open::Calls, (100, 30), "Jvwwmvwwm"),
    shot("coding", Open::Calls, (120, 36), "JcX/y,pl<tab><tab>"),
    shot("coding-40x12", Open::Calls, (40, 12), "c"),
    shot("coded-again", Open::Calls, (100, 30), "Jcx<enter>J.c1"),
    shot("selecting-original", KINDS, (100, 30), "]cJttVm"),
    // Lists: order, groups, what they leave out.
    shot(
        "notes-by-speaker",
        Open::Calls,
        (120, 36),
        "JJaFirst<esc>JJvwwcland/swap<enter>JaA second<esc>J.Awall<esc>4b",
    ),
    shot(
        "notes-by-code",
        Open::Calls,
        (120, 36),
        "JJaFirst<esc>JJvwwcland/swap,lease<enter>Vc2<esc>4bb",
    ),
    shot(
        "notes-by-state-near",
        Open::Calls,
        (120, 36),
        "aFirst<esc>GaLast<esc>4bbbh",
    ),
    shot(
        "notes-narrowed",
        Open::Calls,
        (100, 30),
        "aFirst<esc>GaLast<esc>4/la",
    ),
    shot("quotes-by-speaker", Open::Calls, (120, 36), "JJvwwmj3bG"),
    shot(
        "quotes-by-code",
        Open::Calls,
        (80, 24),
        "JJvwwcpitch/praise<enter>3bb",
    ),
    shot(
        "quotes-narrowed",
        Open::Calls,
        (120, 36),
        "JJvwwm3/@ush #pitch<enter>",
    ),
    shot("quotes-none", Open::Calls, (40, 12), "3/zeppelin<enter>"),
    // Moving.
    shot("lines-down", Open::Apollo, (100, 24), "jjjjjj"),
    shot("half-page-down", Open::Apollo, (100, 24), "<c-d><c-d>"),
    shot("half-page-up", Open::Apollo, (100, 24), "<c-d><c-d><c-u>"),
    shot("first", Open::Calls, (100, 24), "Ggg"),
    shot("last", Open::Calls, (100, 24), "G"),
    shot("next-turns", Open::Apollo, (100, 24), "JJJ}"),
    shot("same-speaker", Open::Apollo, (100, 24), "JJJJsss"),
    shot("same-speaker-round", Open::Calls, (100, 24), "Gs"),
    shot("same-speaker-back", Open::Apollo, (100, 24), "JJJJsssS"),
    shot("next-quotes", Open::Apollo, (100, 24), "]q]q]q"),
    shot("no-more-quotes", Open::Calls, (100, 24), "G]q"),
    shot("next-call", Open::Calls, (100, 24), "]c"),
    shot("previous-call", Open::Calls, (100, 24), "]c]cJ[c[c"),
    // Searching.
    shot("search-typed", Open::Apollo, (120, 30), "/problem"),
    shot("search-next", Open::Apollo, (120, 30), "/main b<enter>nn"),
    shot(
        "search-previous",
        Open::Apollo,
        (120, 30),
        "/MAIN B<enter>N",
    ),
    shot(
        "search-nothing",
        Open::Apollo,
        (100, 24),
        "/zeppelin<enter>",
    ),
    shot("search-given-up", Open::Apollo, (100, 24), "/venting<esc>"),
    // Panes.
    shot("timeline-steps", Open::Apollo, (100, 24), "1lll"),
    shot("timeline-lane", Open::Apollo, (100, 24), "1G<down>"),
    shot("timeline-alone", Open::Apollo, (60, 14), "1"),
    shot("speakers-chosen", Open::Apollo, (100, 24), "2jj"),
    shot("speakers-enter", Open::Apollo, (100, 24), "2jj<enter>"),
    shot("quotes-chosen", Open::Calls, (120, 36), "3jjj"),
    shot("quotes-enter", Open::Calls, (120, 36), "3jjj<enter>"),
    shot("notes-none", Open::Calls, (80, 24), "4"),
    shot("tab-round", Open::Calls, (80, 24), "<tab><tab><tab>"),
    // Notes.
    shot(
        "note-being-written",
        Open::Calls,
        (120, 30),
        "sasays one *thing*<enter>and another",
    ),
    shot(
        "note-written",
        Open::Calls,
        (120, 30),
        "sasays one thing<esc>",
    ),
    shot("note-80x24", Open::Calls, (80, 24), "sasays one thing"),
    shot(
        "notes-listed",
        Open::Calls,
        (120, 30),
        "afirst<esc>ssathird<esc>4k",
    ),
    shot(
        "note-edited",
        Open::Calls,
        (120, 30),
        "afirst<esc>e, and more<c-s>",
    ),
    shot("note-deleted", Open::Calls, (120, 30), "afirst<esc>d"),
    shot("note-brought-back", Open::Calls, (120, 30), "afirst<esc>du"),
    shot("note-empty", Open::Calls, (100, 24), "a<esc>"),
    // Kinds of rows, popups, faults.
    shot("kinds-120x50", KINDS, (120, 50), ""),
    shot("kinds-meeting", KINDS, (100, 30), "]cJJ"),
    shot("kinds-40x20", KINDS, (40, 20), "J"),
    shot("help", Open::Calls, (120, 36), "?"),
    shot("help-scrolled", Open::Calls, (60, 16), "2?<space>jj"),
    shot("faulty", FAULTY, (100, 24), ""),
    shot("faulty-problems", FAULTY, (100, 24), "!"),
    // The palette: commands and places.
    shot("palette", Open::Calls, (120, 36), ":"),
    shot("palette-80x24", Open::Calls, (80, 24), "3:"),
    shot("palette-40x12", Open::Calls, (40, 12), ":"),
    shot("palette-20x5", Open::Calls, (20, 5), ":ne"),
    shot("palette-narrowed", Open::Calls, (120, 36), ":quote"),
    shot(
        "palette-chosen",
        Open::Calls,
        (80, 24),
        ":next<down><tab><c-n><up>",
    ),
    shot("palette-nothing", Open::Calls, (80, 24), ":zeppelin<enter>"),
    shot("palette-runs", Open::Apollo, (100, 24), ":same sp<enter>"),
    shot(
        "palette-focuses",
        Open::Apollo,
        (100, 24),
        ":lane below<enter>",
    ),
    shot("palette-closed", Open::Apollo, (100, 24), "J:next<esc>"),
    shot("place-time", Open::Apollo, (120, 36), ":55:55:20"),
    shot(
        "place-time-gone",
        Open::Apollo,
        (120, 36),
        ":55:55:20<enter>",
    ),
    shot("place-time-none", Open::Apollo, (80, 24), ":12:30<enter>"),
    shot("place-no-times", Open::Calls, (80, 24), ":12:30"),
    shot("place-later", Open::Apollo, (100, 24), ":+5m<enter>:-90s"),
    shot("place-turn", Open::Calls, (80, 24), ":#7"),
    shot("place-turn-none", Open::Calls, (80, 24), ":#9999"),
    shot("place-other-call", Open::Calls, (100, 24), ":2#3"),
    shot(
        "place-other-call-gone",
        Open::Calls,
        (100, 24),
        ":dmi#2<enter>",
    ),
    shot("place-no-call", Open::Calls, (100, 24), ":nobody#4"),
    shot("place-page", KINDS, (100, 30), ":p3"),
    shot("place-page-none", Open::Calls, (80, 24), ":p45:3"),
    shot("place-share", Open::Apollo, (100, 24), ":50%<enter>"),
    shot("place-40x12", Open::Apollo, (40, 12), ":55:55:20"),
    // Back and forward.
    shot("back", Open::Apollo, (100, 24), "jjj:#40<enter>jj<c-o>"),
    shot(
        "back-and-forward",
        Open::Apollo,
        (100, 24),
        "jjj:#40<enter>jj<a-left><a-right>",
    ),
    shot("back-nowhere", Open::Apollo, (100, 24), "jj[j"),
    shot(
        "back-from-a-search",
        Open::Apollo,
        (100, 24),
        "JJ/main b<enter>nn[j[j[j",
    ),
    // Help, narrowed.
    shot("help-narrowed-120x36", Open::Calls, (120, 36), "?/quote"),
    shot(
        "help-narrowed-80x24",
        Open::Calls,
        (80, 24),
        "3?/choose<enter>j",
    ),
    shot("help-narrowed-40x12", Open::Calls, (40, 12), "?/note"),
    shot("help-narrowed-nothing", Open::Calls, (80, 24), "?/zeppelin"),
    shot(
        "help-shows-all-again",
        Open::Calls,
        (80, 24),
        "?/zeppelin<esc>",
    ),
    shot("key-that-does-nothing", Open::Calls, (100, 24), "x"),
    // One speaker brought forward.
    shot("filter-dimmed", Open::Apollo, (100, 24), "Jf"),
    shot("filter-hidden", Open::Apollo, (100, 24), "JffJJ"),
    shot("filter-off-again", Open::Apollo, (100, 24), "Jfff"),
    shot("filter-two", Open::Apollo, (120, 36), "2FjF"),
    shot(
        "filter-hit-of-another",
        Open::Apollo,
        (100, 24),
        "Jff/venting<enter>",
    ),
    shot("filter-40x12", Open::Apollo, (40, 12), "Jff"),
    // Two languages.
    shot("texts-original", KINDS, (100, 30), "t"),
    shot("texts-both-below", KINDS, (100, 30), "tt"),
    shot("texts-both-beside", KINDS, (180, 40), "tt"),
    shot("texts-round", KINDS, (100, 30), "ttt"),
    shot("texts-one-only", Open::Apollo, (100, 24), "t"),
    shot("search-in-original", KINDS, (100, 30), "/Pacht<enter>"),
    // Widths, zoom and panes.
    shot("narrower", Open::Apollo, (160, 45), "<lt><lt><lt><lt>"),
    shot("wider", Open::Apollo, (200, 60), ">>>>>>"),
    shot(
        "timeline-zoomed",
        Open::Apollo,
        (120, 36),
        "/problem<enter>+++",
    ),
    shot(
        "timeline-as-close-as-can-be",
        Open::Apollo,
        (100, 24),
        "++++++++++++",
    ),
    shot("timeline-zoomed-out", Open::Apollo, (100, 24), "++--"),
    shot("zoomed-to-another-call", Open::Calls, (100, 24), "+]c"),
    shot("pane-alone", Open::Apollo, (120, 36), "3z"),
    shot("words-alone", Open::Apollo, (120, 36), "JJZ"),
    shot("words-alone-left", Open::Apollo, (100, 24), "Z<esc>"),
    // Voices and scripts.
    shot("voices-120x36", VOICES, (120, 36), ""),
    shot("voices-200x60", VOICES, (200, 60), ""),
    shot("voices-80x24", VOICES, (80, 24), "JJ"),
    shot("voices-60x20", VOICES, (60, 20), "JJJ"),
    shot("voices-40x12", VOICES, (40, 12), "JJJJ"),
    shot("voices-20x5", VOICES, (20, 5), "J"),
    shot("voices-timeline", VOICES, (100, 30), "1ll<down>"),
    shot(
        "long-turn-keeps-its-speaker",
        VOICES,
        (60, 12),
        "JJJJJJjjjjjjjj",
    ),
    shot("call-of-remarks", VOICES, (100, 24), "]c"),
    shot("third-call", VOICES, (100, 30), "]c]c"),
    // Copying.
    shot("copied", Open::Calls, (120, 36), "y"),
    shot("copied-80x24", Open::Calls, (80, 24), "]qy"),
    shot("styles-120x36", Open::Calls, (120, 36), "sY"),
    shot("styles-80x24", KINDS, (80, 24), "Yjj"),
    shot("styles-40x12", KINDS, (40, 12), "JYk"),
    shot("styles-20x5", Open::Calls, (20, 5), "Yjjj"),
    shot("styles-kept", Open::Calls, (100, 24), "Y4jy"),
    // More places on more screens.
    shot("apollo-200x60", Open::Apollo, (200, 60), ""),
    shot(
        "apollo-160x45",
        Open::Apollo,
        (160, 45),
        "/houston<enter>nnn",
    ),
    shot("apollo-60x20", Open::Apollo, (60, 20), "JJJs"),
    shot("apollo-20x5", Open::Apollo, (20, 5), "?"),
    shot("calls-160x45", Open::Calls, (160, 45), "]c"),
    shot("speakers-60x20", Open::Apollo, (60, 20), "2j"),
    shot("quotes-40x12", Open::Apollo, (40, 12), "3jj"),
    shot("notes-60x20", Open::Calls, (60, 20), "aone<esc>Jatwo<esc>4"),
    // Themes, and terminals without drawing characters.
    shot("theme-next", Open::Apollo, (100, 24), "TT"),
    shot("theme-round", Open::Apollo, (100, 24), "TTTTT"),
    ascii(shot(
        "ascii-120x36",
        Open::Apollo,
        (120, 36),
        "JJaa note<esc>/problem<enter>",
    )),
    ascii(shot(
        "ascii-80x24-notes",
        Open::Apollo,
        (80, 24),
        "aa note<esc>4",
    )),
    ascii(shot("ascii-60x20", Open::Apollo, (60, 20), "G")),
    ascii(shot("ascii-writing", Open::Apollo, (100, 24), "JJawhy?")),
    ascii(shot("ascii-help", Open::Calls, (100, 24), "2?")),
    ascii(shot("ascii-kinds", KINDS, (100, 50), "")),
    ascii(shot("ascii-faulty", FAULTY, (80, 24), "")),
];

/// A folder of its own for each reader: what one saves no other sees.
fn notes_folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn making() -> Making {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    Making {
        id: NoteId(Outside::new(format!("note-{number:06}"))),
        created: Outside::new("2026-11-22T18:03:11Z"),
        author: None,
    }
}

/// A reader that has played its keys.
fn played(shot: &Shot, notes: &Path) -> Reader {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let input = match shot.open {
        Open::Calls => Input::Sample(Sample::all()[0]),
        Open::Apollo => Input::Sample(Sample::all()[1]),
        Open::File(name) => Input::File(here.join(name)),
    };
    let launch = Launch {
        notes: Some(notes.join("notes.yaml")),
        keys: Some(shot.keys.to_owned()),
        size: Some(shot.size),
        no_mouse: false,
        ascii: shot.ascii,
        ..opened::launch(input)
    };
    let (reader, _tx) = Reader::new(&launch, shot.size, true).expect("the keys are keys");
    let mut reader = reader.with_making(making);
    reader.play();
    reader
}

#[test]
fn every_picture_is_as_it_was() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for shot in SHOTS {
        let folder = notes_folder();
        let reader = played(shot, folder.path());
        let mut text = picture(&reader.state, Theme::Plain);
        text.push_str(&format!("cursor {}\n", cursor(&reader)));
        settings.set_description(shot.keys);
        settings.bind(|| insta::assert_snapshot!(shot.name, text));
    }
}

fn cursor(reader: &Reader) -> String {
    let mut terminal = drawn(&reader.state, Theme::Plain);
    let at = terminal
        .get_cursor_position()
        .expect("a terminal in memory knows");
    format!("{}, {}", at.x, at.y)
}

/// The roles on the screen: a letter a role, so that what a theme will tell apart can be seen.
fn roles(reader: &Reader) -> String {
    let terminal = drawn(&reader.state, Theme::Roles);
    let buffer = terminal.backend().buffer();
    let mut rows = String::new();
    for row in buffer.content().chunks(usize::from(buffer.area.width)) {
        let letters: String = row
            .iter()
            .map(|cell| letter(cell.fg, cell.symbol()))
            .collect();
        rows.push_str(letters.trim_end());
        rows.push('\n');
    }
    rows
}

fn letter(colour: Color, symbol: &str) -> char {
    match colour {
        Color::Indexed(number) if symbol != " " => char::from(b'A' + number),
        _ => ' ',
    }
}

#[test]
fn kinds_of_rows_have_roles_of_their_own() {
    let folder = notes_folder();
    let reader = played(&shot("", KINDS, (100, 60), ""), folder.path());
    let shown = roles(&reader);
    let words = [
        Role::Translation,
        Role::Paraphrase,
        Role::Verbatim,
        Role::Transcriber,
    ];
    let rest = [
        Role::Event,
        Role::Gap,
        Role::Remark,
        Role::Heading,
        Role::QuoteSign,
        Role::Here,
    ];
    for role in words.into_iter().chain(rest) {
        let letter = char::from(b'A' + role.number());
        assert!(
            shown.contains(letter),
            "{role:?} ({letter}) is nowhere on the screen:\n{shown}"
        );
    }
}

#[test]
fn every_role_has_a_number_of_its_own() {
    let all = [
        Role::Plain,
        Role::Faint,
        Role::Strong,
        Role::Heading,
        Role::Frame,
        Role::FrameFocused,
        Role::Title,
        Role::TitleFocused,
        Role::Verbatim,
        Role::Translation,
        Role::Paraphrase,
        Role::Transcriber,
        Role::Speaker(0),
        Role::Bar(0),
        Role::Number,
        Role::Manner,
        Role::Event,
        Role::Gap,
        Role::Remark,
        Role::QuoteSign,
        Role::NoteSign,
        Role::HitSign,
        Role::Here,
        Role::Chosen,
        Role::Good,
        Role::Alarm,
        Role::Key,
    ];
    let numbers: BTreeMap<u8, Role> = all.iter().map(|r| (r.number(), *r)).collect();
    assert_eq!(numbers.len(), all.len());
}

#[test]
fn a_resize_keeps_the_place() {
    let folder = notes_folder();
    let mut reader = played(
        &shot(
            "",
            Open::Apollo,
            (120, 36),
            "JJJJJJJJ/antenna<enter><esc>jjj",
        ),
        folder.path(),
    );
    let place = reader.state.reading.cursor;
    for (columns, rows) in [(80, 24), (40, 12), (20, 5), (1, 1), (200, 60), (120, 36)] {
        reader.take(onrecord::tui::effect::Msg::Resize(columns, rows));
        assert_eq!(reader.state.reading.cursor, place, "{columns}x{rows}");
        if columns >= 20 {
            let shown = reader
                .state
                .reading
                .screen()
                .iter()
                .any(|row| row.entry == place.entry);
            assert!(
                shown,
                "{columns}x{rows}: the cursor's turn is off the screen"
            );
        }
    }
}

#[test]
fn nothing_that_a_terminal_would_obey_is_drawn() {
    for keys in ["", "]cJJ", "1", "2", "3", "?", "aab<esc>4", "/hidden"] {
        let folder = notes_folder();
        let reader = played(&shot("", KINDS, (100, 40), keys), folder.path());
        let screen = picture(&reader.state, Theme::Plain);
        let bad = |c: &char| {
            c.is_control() && *c != '\n'
                || ('\u{202a}'..='\u{202e}').contains(c)
                || *c == '\u{200b}'
        };
        assert_eq!(screen.chars().find(bad), None, "{keys}");
    }
}

/// The words of the sample are ASCII but for the dash in its call's title.
#[test]
fn without_drawing_characters_all_that_is_drawn_is_ascii() {
    for size in [
        (200, 60),
        (120, 36),
        (80, 24),
        (60, 20),
        (40, 12),
        (20, 5),
        (19, 4),
    ] {
        for keys in [
            "",
            "G",
            "1",
            "2",
            "3",
            "4",
            "?",
            "!",
            "JJaa note<esc>",
            "JJawhy",
            "/problem",
            "/problem<enter>",
            "/zeppelin",
            "T",
            "]q",
            "aa<esc>u",
            "x",
            "Gs",
            "f",
            "ff",
            "t",
            "z",
            "Z",
            "1+++",
            "1++lll",
            "2jf",
            "<",
            ">",
            ":",
            "v",
            "m",
            "Gs",
        ] {
            let folder = notes_folder();
            let shot = ascii(shot("", Open::Apollo, size, keys));
            let reader = played(&shot, folder.path());
            let screen = picture(&reader.state, Theme::Plain);
            let odd = screen
                .replace("Apollo 13 –", "")
                .find(|c: char| !c.is_ascii());
            assert_eq!(odd, None, "{size:?} {keys}:\n{screen}");
        }
    }
}

/// A theme's own ground is under every cell, so that it holds on every terminal.
#[test]
fn a_theme_with_a_ground_covers_the_screen() {
    for theme in [
        Theme::Light,
        Theme::Dark,
        Theme::Contrast,
        Theme::ColourBlind,
    ] {
        for keys in ["", "?", "JJawhy", "4", "/problem<enter>"] {
            for size in [(120, 36), (80, 24), (60, 20), (19, 4)] {
                let folder = notes_folder();
                let reader = played(&shot("", Open::Apollo, size, keys), folder.path());
                let terminal = drawn(&reader.state, theme);
                let cells = terminal.backend().buffer().content();
                let bare = cells
                    .iter()
                    .position(|cell| cell.bg == Color::Reset || cell.fg == Color::Reset);
                assert_eq!(bare, None, "{} {size:?} {keys}", theme.name());
            }
        }
    }
}

#[test]
fn keys_that_are_none_are_refused() {
    let launch = Launch {
        keys: Some("jj<nokey>".to_owned()),
        no_mouse: false,
        ..opened::launch(Input::File(PathBuf::new()))
    };
    let problem = Reader::new(&launch, (80, 24), true).err().expect("refused");
    assert!(problem.what.contains("<nokey>"), "{}", problem.what);
}
