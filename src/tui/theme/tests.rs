//! Every pair of ink and ground has its contrast, and no two speakers of a theme share a colour.

use ratatui::style::{Color, Modifier};

use super::*;

const GROUNDED: [Theme; 4] = [
    Theme::Light,
    Theme::Dark,
    Theme::Contrast,
    Theme::ColourBlind,
];

fn roles() -> Vec<Role> {
    let mut roles = vec![
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
        Role::Original,
        Role::Transcriber,
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
        Role::OnlyA,
        Role::OnlyB,
    ];
    roles.extend((0..8).flat_map(|slot| [Role::Speaker(slot), Role::Bar(slot)]));
    roles
}

fn overs() -> impl Iterator<Item = Over> {
    (0..64).map(|bits| Over {
        quoted: bits & 1 > 0,
        hit: bits & 2 > 0,
        current_hit: bits & 4 > 0,
        dimmed: bits & 8 > 0,
        marked: bits & 16 > 0,
        selected: bits & 32 > 0,
    })
}

/// WCAG 2, "relative luminance".
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(red, green, blue) = colour else {
        panic!("{colour} is the terminal's own");
    };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// WCAG 2, "contrast ratio".
fn contrast(style: Style) -> f64 {
    let ink = luminance(style.fg.expect("an ink"));
    let ground = luminance(style.bg.expect("a ground"));
    (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05)
}

#[test]
fn every_text_can_be_read() {
    for theme in GROUNDED {
        assert!(contrast(theme.ground()) >= 7.0, "{}", theme.name());
        for role in roles() {
            // Nothing lies over frames and bars.
            let drawn = matches!(role, Role::Frame | Role::FrameFocused | Role::Bar(_));
            let least = if drawn { 3.0 } else { 4.5 };
            for over in overs().filter(|over| !drawn || over.number() == 0) {
                let style = theme.style(role, over);
                let contrast = contrast(style);
                assert!(
                    contrast >= least,
                    "{}: {role:?} {over:?}: {contrast:.2}",
                    theme.name()
                );
                assert!(
                    !style
                        .add_modifier
                        .intersects(Modifier::DIM | Modifier::REVERSED),
                    "{}: {role:?}: the terminal would choose the colours",
                    theme.name()
                );
            }
        }
    }
}

#[test]
fn speakers_are_told_apart() {
    for theme in GROUNDED {
        let ink = |slot| theme.style(Role::Speaker(slot), Over::default()).fg;
        for (one, other) in (0..8).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let (Some(Color::Rgb(r, g, b)), Some(Color::Rgb(s, h, c))) = (ink(one), ink(other))
            else {
                panic!("{} has no colours of its own", theme.name());
            };
            let apart = r.abs_diff(s).max(g.abs_diff(h)).max(b.abs_diff(c));
            assert!(apart >= 32, "{}: {one} and {other}", theme.name());
        }
    }
    let bars: Vec<_> = (0..8)
        .map(|slot| Theme::Default.style(Role::Bar(slot), Over::default()).fg)
        .collect();
    for (at, bar) in bars.iter().enumerate() {
        assert!(!bars[..at].contains(bar), "{bar:?}");
    }
}

#[test]
fn what_must_be_read_is_not_in_a_colour_that_vanishes_on_black_or_white() {
    for role in roles().into_iter().filter(|r| !matches!(r, Role::Bar(_))) {
        for over in overs() {
            let style = Theme::Default.style(role, over);
            assert!(
                matches!(style.fg, None | Some(Color::Red | Color::Magenta)),
                "{role:?}: {:?}",
                style.fg
            );
            assert_eq!(style.bg, None, "{role:?}");
        }
    }
}

#[test]
fn no_theme_tells_roles_apart_by_colour_alone() {
    for theme in Theme::ALL {
        for role in roles() {
            let plain = plain(role).add_modifier;
            let shown = theme.style(role, Over::default()).add_modifier;
            let kept = plain.difference(Modifier::DIM | Modifier::REVERSED);
            assert!(shown.contains(kept), "{}: {role:?}", theme.name());
        }
        let quoted = Over {
            quoted: true,
            ..Over::default()
        };
        let style = theme.style(Role::Verbatim, quoted);
        assert!(style.add_modifier.contains(Modifier::UNDERLINED));
    }
}

#[test]
fn themes_come_round() {
    let mut theme = Theme::Default;
    for next in Theme::ALL.into_iter().cycle().skip(1).take(12) {
        theme = theme.next(&[]);
        assert_eq!(theme, next);
    }
}
