use super::super::draft::Form;
use super::super::quotations::find;
use super::*;
use crate::model::{Outline, OutsideStr, Part, Speaker, Transcript};

fn transcript() -> Transcript {
    let speaker = |name: &str, initials: &str, aliases: &[&str]| Speaker {
        id: Outside::new(name.to_lowercase()),
        name: Outside::new(name),
        initials: Outside::new(initials),
        role: None,
        side: None,
        aliases: aliases.iter().map(|a| Outside::new(*a)).collect(),
    };
    let mut transcript = Transcript::default();
    let outline = Outline {
        speakers: vec![
            speaker("Ana Petrov", "AP", &["the harbour master", "Petrova"]),
            speaker("Ben Ott", "BO", &[]),
            speaker("Carl Ott", "CO", &[]),
            speaker("李明", "李", &[]),
        ],
        ..Outline::default()
    };
    transcript.add(Part::Outline(outline.into()));
    transcript
}

/// Who spoke, of each quotation of a draft.
fn told(text: &str) -> Vec<String> {
    let draft = Draft::read(OutsideStr::new(text), Form::Markdown);
    let transcript = transcript();
    let people = People::new(&[&transcript]);
    let mut quotations = find(&draft).quotations;
    let all = attribute(&draft, &mut quotations, &people).into_iter();
    let told = all.map(|attribution| match attribution {
        Attribution::To { name, .. } => name.raw().to_owned(),
        Attribution::Nobody => "-".to_owned(),
        Attribution::Unsure(why) => format!("?{}", why.raw()),
        Attribution::Stranger(who) => format!("!{}", who.raw()),
    });
    told.collect()
}

#[test]
fn who_is_said_to_have_spoken() {
    let cases: &[(&str, &[&str])] = &[
        ("Ana Petrov said: “One.”", &["Ana Petrov"]),
        ("“One,” said Petrov.", &["Ana Petrov"]),
        ("“One,” Petrov said.", &["Ana Petrov"]),
        ("“One,” Ben told Petrov.", &["Ben Ott"]),
        ("“One?” Ben asked.", &["Ben Ott"]),
        ("“One,” said the US envoy Ben Ott.", &["Ben Ott"]),
        ("Ana, laughing: “One.”", &["Ana Petrov"]),
        ("AP: “One.”", &["Ana Petrov"]),
        ("ap: “One.”", &["-"]),
        ("Putin’s envoy Ana Petrov:\n\n“One.”", &["Ana Petrov"]),
        (
            "Ana worries the U.S. might twist it:\n\n“One.”",
            &["Ana Petrov"],
        ),
        (
            "Ben tells Petrov Trump should open with praise:\n\n“One.”",
            &["Ben Ott"],
        ),
        ("According to Petrova, “one” is enough.", &["Ana Petrov"]),
        ("In Petrov’s words, “one”.", &["Ana Petrov"]),
        ("李明说：“一。”", &["李明"]),
        ("> One two.\n\n— Ana Petrov, 2024", &["Ana Petrov"]),
        ("> Ana: One two.", &["Ana Petrov"]),
        ("“One.” — Ana Petrov", &["Ana Petrov"]),
        ("Ana said:\n\n> One.", &["Ana Petrov"]),
        ("“One,” Ana said. “Two.”", &["Ana Petrov", "Ana Petrov"]),
        ("“One,” said Ana, “two.”", &["Ana Petrov", "Ana Petrov"]),
        ("Ben wept. “One,” said Ana.", &["Ana Petrov"]),
        (
            "Ana asked “One?” and Ben answered “Two.”",
            &["Ana Petrov", "Ben Ott"],
        ),
        ("Mr. Petrov called it “one”.", &["Ana Petrov"]),
        ("The harbour master said “one”.", &["Ana Petrov"]),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn what_is_not_sure_is_left_open() {
    let cases: &[(&str, &[&str])] = &[
        ("He said: “One.”", &["?he"]),
        ("“One,” she said.", &["?she"]),
        ("Then he floats the real ask:\n\n“One.”", &["?he"]),
        ("Ott said: “One.”", &["?Ben Ott / Carl Ott"]),
        ("Ana and Ben agree: “One.”", &["?Ana Petrov / Ben Ott"]),
        ("Ana and Ben said “one”.", &["?Ana Petrov / Ben Ott"]),
        ("He told Petrov: “One.”", &["?Ana Petrov"]),
        ("Ana heard this: “One.”", &["?Ana Petrov"]),
        ("Petrov’s aide said “one”.", &["?Ana Petrov"]),
        ("“One,” said the envoy.", &["?said the envoy"]),
        ("“One,” said Peskov.", &["!Peskov"]),
        ("Dmitry Peskov said: “One.”", &["!Dmitry Peskov"]),
        ("In other words: “One.”", &["-"]),
        ("Ana Petrov left.\n\n“One.”", &["-"]),
        ("Ana said nothing. “One.”", &["-"]),
        (
            "“One,” Ana said. Ben: “Two.” “Three.”",
            &["Ana Petrov", "Ben Ott", "Ben Ott"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}
