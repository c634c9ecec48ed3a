//! Spelling, places, repeated keys and faults.

use super::*;

#[test]
fn scalars_keep_their_spelling() {
    for text in [
        "no",
        "0123",
        "1e3",
        "12:30:45",
        "true",
        "0x10",
        ".5",
        "null",
        "~",
        "1_000",
        "+7",
        ".nan",
        "-.inf",
        "1e999",
        "0o17",
        "99999999999999999999",
        "Yes",
        "2024-01-02",
        "-0",
    ] {
        for source in [
            format!("text: {text}\n"),
            format!("text: {text} # why\n"),
            format!("{{text: {text}}}"),
            format!("text: \"{text}\""),
            format!("text:  '{text}'  \n"),
            format!("é: ü\ntext:\n  {text}\n"),
        ] {
            let (node, problems) = parse(&source);
            assert_eq!(problems, [], "{source}");
            let node = node.expect("read");
            let entries = node.mapping().expect("a mapping");
            let value = &entries[entries.len() - 1].1;
            assert_eq!(value.scalar(), Some(text), "{source}");
        }
    }
}

#[test]
fn nothing_is_an_empty_value_and_no_empty_text() {
    let (node, _) = parse("a:\nb: ''\nc: ~\n");
    let node = node.expect("read");
    let values: Vec<_> = node
        .mapping()
        .expect("a mapping")
        .iter()
        .map(|e| e.1.scalar())
        .collect();
    assert_eq!(values, [None, Some(""), Some("~")]);
}

#[test]
fn nodes_know_their_place_and_bytes() {
    let source = "\u{feff}ä: 1\nlist:\n  - 'x y'\n";
    let (node, problems) = parse(source);
    assert_eq!(problems, []);
    let node = node.expect("read");
    let list = &node.mapping().expect("a mapping")[1];
    assert_eq!(list.0.line_column(), LineColumn { line: 2, column: 1 });
    let element = &list.1.sequence().expect("a list")[0];
    assert_eq!(element.line_column(), LineColumn { line: 3, column: 5 });
    assert_eq!(&source["\u{feff}".len()..][element.bytes()], "'x y'");
}

#[test]
fn repeated_keys_are_all_there() {
    let (node, problems) = parse("a: 1\n<<: {b: 2}\na: 3\n");
    assert_eq!(problems, []);
    let node = node.expect("read");
    let entries = node.mapping().expect("a mapping");
    assert_eq!(entries.len(), 3);
    let (second, first) = duplicates(entries).next().expect("one");
    assert_eq!((second.line_column().line, first.line), (3, 1));
}

#[test]
fn faults_of_syntax_are_told_in_our_words() {
    for (source, what) in [
        ("a:\n\tb: 1", "a tab stands where YAML wants spaces"),
        (
            "a: \"x\nb: 2\n",
            "a quotation mark is opened here and never closed",
        ),
        ("a: &x 1\n", "anchors are refused"),
        ("a: *x\n", "aliases are refused"),
        ("a: !foo 1\n", "tags are refused"),
        ("a: 1\n---\nb: 2\n", "a second document begins here"),
        ("a: b: c\n", "a colon where no key can stand"),
        ("a: 1\nb\n", "a key without a colon"),
        ("a: \u{1b}x\n", "a value cannot begin with this character"),
        (
            &"[".repeat(1000),
            "lists and mappings are nested too deeply",
        ),
        (
            &"- ".repeat(1000),
            "lists and mappings are nested too deeply",
        ),
    ] {
        let (_, problems) = parse(source);
        let told: Vec<_> = problems.iter().map(|p| p.what.as_str()).collect();
        assert_eq!(
            told,
            [format!(
                "{what}; the file could not be read beyond this place"
            )],
            "{source:?}"
        );
    }
}
