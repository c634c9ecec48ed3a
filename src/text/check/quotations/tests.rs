use super::*;
use crate::model::OutsideStr;
use crate::text::check::draft::Form;

/// Quotations as they are without their marks, nested ones after `>`, then what is never closed.
fn told(text: &str) -> Vec<String> {
    let draft = Draft::read(OutsideStr::new(text), Form::Markdown);
    let prose = draft.prose().raw();
    let found = find(&draft);
    let quotations = found.quotations.iter().map(|q| {
        let parts: Vec<&str> = q.parts.iter().map(|p| prose[p.clone()].trim()).collect();
        format!(
            "{}{}",
            if q.within.is_some() { ">" } else { "" },
            parts.join("|")
        )
    });
    let unclosed = found.unclosed.iter().map(|at| {
        let place = draft.place(*at);
        format!("!{}:{}", place.line, place.column)
    });
    quotations.chain(unclosed).collect()
}

#[test]
fn marks_of_all_forms() {
    for (text, expected) in [
        ("He “said this” and", &["said this"][..]),
        ("He \"said this\" and \"that\".", &["said this", "that"]),
        ("He ‘said this’ and", &["said this"]),
        ("He 'said this' and 'that'.", &["said this", "that"]),
        ("Il « a dit ça » et «cela»", &["a dit ça", "cela"]),
        (
            "« Oui, à nous », dit-il. « Et à vous ». (« Non »)",
            &["Oui, à nous", "Et à vous", "Non"],
        ),
        ("Er sagte »das hier« und »jenes«.", &["das hier", "jenes"]),
        ("Er sagte „das hier“ und „jenes”.", &["das hier", "jenes"]),
        ("Han sa ”det här” och ”det”.", &["det här", "det"]),
        ("他说「这个」和『那个』。", &["这个", "那个"]),
        ("他说：“这个问题”。", &["这个问题"]),
        ("(“said”)—“this”", &["said", "this"]),
        ("(\"said\")—\"this\"", &["said", "this"]),
        ("said:\"this one\", and", &["this one"]),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn one_in_the_other() {
    for (text, expected) in [
        (
            "“He said ‘no way’ to me,”",
            &["He said ‘no way’ to me,", ">no way"][..],
        ),
        (
            "\"He said 'no way' to me\"",
            &["He said 'no way' to me", ">no way"],
        ),
        ("‘He said “no” to me’", &["He said “no” to me", ">no"]),
        ("“He said “no” to me”", &["He said “no” to me", ">no"]),
        (
            "„Er sagte ‚nein‘ zu mir“",
            &["Er sagte ‚nein‘ zu mir", ">nein"],
        ),
        ("「他说『不』了」", &["他说『不』了", ">不"]),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn apostrophes_are_none() {
    for (text, expected) in [
        ("It's the boys' coat, isn't it? 'Tis.", &[][..]),
        (
            "It’s the boys’ coat, rock ’n’ roll, the ’90s, give ’em",
            &[],
        ),
        ("the '90s and '80s, rock 'n' roll", &[]),
        ("‘the boys’ coats are gone’", &["the boys’ coats are gone"]),
        ("‘the boys’ and ‘the girls’", &["the boys", "the girls"]),
        ("'It's the boys' coats' he", &["It's the boys' coats"]),
        ("‘We don’t know,’ he said", &["We don’t know,"]),
        ("6'2\" tall and 5\" wide", &[]),
        ("“the ‘90s were ours”", &["the ‘90s were ours"]),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn paragraphs_that_go_on() {
    let cases: &[(&str, &[&str])] = &[
        (
            "“One here.\n\n“Two there,” he said.",
            &["One here.|Two there,"],
        ),
        (
            "“One.\n\n“Two.\n\n“Three.” And “four”.",
            &["One.|Two.|Three.", "four"],
        ),
        ("\"One.\n\n\"Two.\"", &["One.|Two."]),
        ("« Un.\n\n» Deux. »", &["Un.|Deux."]),
        ("“One.\n\nTwo.” And “three”.", &["One.|Two.", "three"]),
        ("“One\n\nTwo “three” four.", &["three", "!1:1"]),
        ("a “one.\n\nb", &["!1:3"]),
        ("a \"one.\n\nb \"two\" c", &["two", "!1:3"]),
        ("a “one\nb “two” c", &["two", "!1:3"]),
        ("a “one ‘two” b", &["one ‘two"]),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn block_quotes_are_quotations() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Ana:\n\n> One two\n> three.\n>\n> Four.\n\nb",
            &["One two three.|Four."],
        ),
        ("> One two.\n>\n> — Ana Petrov", &["One two."]),
        ("> “One two.”\n>\n> — Ana Petrov", &["One two."]),
        (
            "> One ‘two’ and “three” are four and five.",
            &["One ‘two’ and “three” are four and five.", ">two", ">three"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn marks_without_words_are_none() {
    assert_eq!(told("a “” and \"…\" b"), Vec::<String>::new());
}
