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
            speaker("Анна Белова", "АБ", &[]),
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
        ("It was Ana Petrov who spoke first: “One.”", &["Ana Petrov"]),
        ("“One?” asked Ana.", &["Ana Petrov"]),
        ("“One?” asked the envoy Ben Ott.", &["Ben Ott"]),
        ("«Раз, — сказала Анна Белова. — Два»", &["Анна Белова"]),
        (
            "For Bloomberg, Dmitry Peskov said: “One.”",
            &["!Dmitry Peskov"],
        ),
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

/// As papers write it in each language.
#[test]
fn a_name_in_the_sentence_is_enough_in_every_language() {
    let ana = [
        r#"According to Ana Petrov, “one.”"#,
        r#"“One,” according to Ana Petrov."#,
        r#"“One,” according to the envoy Ana Petrov, is all."#,
        r#"In the words of Ana Petrov: “One.”"#,
        r#"“One,” was how Ana Petrov put it."#,
        r#"Ana Petrov put it this way: “One.”"#,
        r#"As Ana Petrov put it, “one.”"#,
        r#"“One,” Ana Petrov would later say."#,
        r#"“One,” the envoy, Ana Petrov, told reporters."#,
        r#"Ana Petrov’s reply was “one.”"#,
        r#"Asked about it, Ana Petrov replied: “One.”"#,
        r#"“One” – Ana Petrov"#,
        r#"“One,” as Ana Petrov has said, is all."#,
        r#"“One,” per Ana Petrov."#,
        r#"“One,” Ana Petrov wrote in a message to Ben Ott."#,
        r#"„Eins“, sagte Ana Petrov."#,
        r#"„Eins“, so Ana Petrov."#,
        r#"„Eins“, so die Gesandte Ana Petrov am Montag."#,
        r#"„Eins“, so Ana Petrov weiter."#,
        r#"Laut Ana Petrov ist „eins“ alles."#,
        r#"„Eins“, laut Ana Petrov."#,
        r#"„Eins“, hat Ana Petrov gesagt."#,
        r#"Ana Petrov berichtete: „Eins.“"#,
        r#"„Eins“, betont Ana Petrov."#,
        r#"„Eins“, fügte Ana Petrov hinzu."#,
        r#"„Eins“, räumte die Gesandte Ana Petrov ein."#,
        r#"„Eins“, schrieb Ana Petrov."#,
        r#"Ana Petrov zufolge ist „eins“ alles."#,
        r#"„Eins“, entgegnete Ana Petrov."#,
        r#"Nach den Worten von Ana Petrov „eins“."#,
        r#"»Eins«, rief Ana Petrov."#,
        r#"« Un », a déclaré Ana Petrov."#,
        r#"« Un », selon Ana Petrov."#,
        r#"Selon Ana Petrov, « un »."#,
        r#"D’après Ana Petrov, « un »."#,
        r#"« Un », dixit Ana Petrov."#,
        r#"« Un » (Ana Petrov)."#,
        r#"« Un », explique Ana Petrov."#,
        r#"« Un », a expliqué Ana Petrov."#,
        r#"« Un », s’exclame Ana Petrov."#,
        r#"« Un », précise la représentante Ana Petrov."#,
        r#"« Un », poursuit Ana Petrov."#,
        r#"Ana Petrov assure : « Un. »"#,
        r#"« Un », lance Ana Petrov à Ben Ott."#,
        r#"« Un », estime Ana Petrov."#,
        r#"«Uno», dijo Ana Petrov."#,
        r#"«Uno», según Ana Petrov."#,
        r#"Según Ana Petrov, «uno»."#,
        r#"«Uno», ha dicho Ana Petrov."#,
        r#"«Uno», afirmó Ana Petrov."#,
        r#"«Uno», explicó la enviada Ana Petrov."#,
        r#"«Uno», señala Ana Petrov."#,
        r#"Ana Petrov aseguró: «Uno»."#,
        r#"«Uno», contestó Ana Petrov."#,
        r#"«Uno», agregó Ana Petrov."#,
        r#"En palabras de Ana Petrov: «Uno»."#,
        r#"«Uno», recordó Ana Petrov."#,
    ];
    let anna = [
        r#"«Один», — сказала Анна Белова."#,
        r#"«Один», — так сказала Анна Белова."#,
        r#"Как сказала Анна Белова, «один»."#,
        r#"«Один», — рассказала Анна Белова."#,
        r#"Анна Белова заявила: «Один»."#,
        r#"«Один», — подчеркнула Анна Белова."#,
        r#"«Один», — объяснила посланница Анна Белова."#,
        r#"«Один», — сообщила Анна Белова."#,
        r#"«Один», — считает Анна Белова."#,
        r#"«Один», — пишет Анна Белова."#,
        r#"Анна Белова: «Один»."#,
        r#"«Один», — уточнила Анна Белова."#,
        r#"«Один», — говорила Анна Белова."#,
        r#"«Один», — добавила Белова."#,
    ];
    let wrong = |(draft, name): (&'static str, &str)| {
        let told = told(draft);
        (told != [name]).then_some((draft, told))
    };
    let all = ana.iter().map(|d| (*d, "Ana Petrov"));
    let all = all.chain(anna.iter().map(|d| (*d, "Анна Белова")));
    let wrong: Vec<_> = all.filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn who_is_only_named_is_not_who_spoke() {
    let told: Vec<String> = [
        "“One,” so Ben Ott left.",
        "„Eins“, sagte er über Ana Petrov.",
        "« Un », dit-il selon Ana Petrov.",
        "“One,” he said, according to Ana Petrov.",
        "“One” was sent to Ana Petrov.",
        "«Один», — сказал он об Анне.",
    ]
    .iter()
    .flat_map(|draft| told(draft))
    .collect();
    let open = |t: &String| t.starts_with(['?', '-']);
    assert!(told.iter().all(open), "{told:?}");
}
