use super::*;

fn read(source: &str, form: Form) -> (Vec<(String, Option<usize>)>, Draft) {
    let draft = Draft::read(OutsideStr::new(source), form);
    let blocks = draft.blocks.iter();
    let told = blocks.map(|b| (draft.prose[b.bytes.clone()].trim().to_owned(), b.quote));
    (told.collect(), draft)
}

/// Where the sign stands in the file.
fn place(draft: &Draft, sign: char) -> (u32, u32) {
    let place = draft.place(draft.prose.find(sign).unwrap());
    (place.line, place.column)
}

#[test]
fn plain_text_is_cut_at_empty_lines() {
    let (blocks, draft) = read("One\n  two ☞\r\n\r\nthree\n> a\n> b\n\nfour", Form::Text);
    let told: Vec<_> = blocks.iter().map(|(t, q)| (t.as_str(), *q)).collect();
    let expected = [
        ("One two ☞", None),
        ("three", None),
        ("a b", Some(0)),
        ("four", None),
    ];
    assert_eq!(told, expected);
    assert_eq!(place(&draft, '☞'), (2, 7));
    assert_eq!(place(&draft, 'f'), (8, 1));
}

#[test]
fn markdown_is_read_without_its_signs_and_code() {
    let source = "# A *head*\n\n> said &ldquo;☞ this\n> **and** that”\n\n```\n\"code\"\n```\n\n- one [two](u \"no\") `x`\n- é ☛\n\n    pushed in";
    let (blocks, draft) = read(source, Form::Markdown);
    let told: Vec<_> = blocks.iter().map(|(t, q)| (t.as_str(), *q)).collect();
    let expected = [
        ("A head", None),
        ("said “☞ this and that”", Some(0)),
        ("one two x", None),
        ("é ☛", None),
        ("pushed in", None),
    ];
    assert_eq!(told, expected);
    assert_eq!(place(&draft, '“'), (3, 8));
    assert_eq!(place(&draft, '☞'), (3, 15));
    assert_eq!(place(&draft, '☛'), (11, 5));
}

#[test]
fn html_is_read_as_it_is_printed() {
    let source = "<!doctype html><head><title>No</title><body>\n<p>It&rsquo;s <b>☞</b> so&nbsp;<q>x\n y</q></p><script>\"no\"</script>\n<blockquote><p>é &amp; ☛</blockquote><p>end";
    let (blocks, draft) = read(source, Form::Html);
    let told: Vec<_> = blocks.iter().map(|(t, q)| (t.as_str(), *q)).collect();
    let expected = [
        ("It’s ☞ so\u{a0}“x y”", None),
        ("é & ☛", Some(0)),
        ("end", None),
    ];
    assert_eq!(told, expected);
    assert_eq!(place(&draft, '☞'), (2, 18));
    assert_eq!(place(&draft, '“'), (2, 32));
    assert_eq!(place(&draft, '☛'), (4, 24));
}

#[test]
fn an_empty_draft_has_no_paragraph() {
    for form in [Form::Text, Form::Markdown, Form::Html] {
        let (blocks, draft) = read("", form);
        assert!(blocks.is_empty());
        assert_eq!(draft.place(0), LineColumn { line: 1, column: 1 });
    }
}

#[test]
fn the_marks_of_footnotes_are_not_printed_and_powers_are() {
    for (source, told) in [
        ("problem<sup>[1]</sup> here", "problem here"),
        (
            "problem.<sup><a href=\"#fn1\">1</a></sup> So",
            "problem. So",
        ),
        ("problem<sup>12</sup>, <sup>*</sup>", "problem, "),
        ("m<sup>2</sup>, 10<sup>6</sup>", "m2, 106"),
        (
            "the 1<sup>st</sup> <sup>[he said]</sup>",
            "the 1st [he said]",
        ),
        ("H<sub>2</sub>O", "H2O"),
    ] {
        for form in [Form::Html, Form::Markdown] {
            assert_eq!(read(source, form).0[0].0, told.trim(), "{source}");
        }
    }
    let linked = "problem[1] and [two] or [3](x)\n\n[1]: http://x\n[two]: http://y";
    assert_eq!(read(linked, Form::Markdown).0[0].0, "problem and two or");
}
