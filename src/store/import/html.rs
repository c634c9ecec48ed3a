//! What HTML's standard says of text: character references and tags, read by html5gum.

use html5gum::{State, Token, Tokenizer};

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Bit {
    /// Text, its character references read.
    Text(String),
    /// A tag that begins something: its name, and its attributes.
    Start(String, Vec<(String, String)>),
    /// A tag that ends something.
    End(String),
}

/// The text that is meant, where only character references are read: `Q&amp;A` is `Q&A`; a `<` is a letter.
pub fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut tokenizer = Tokenizer::new(text);
    // In a title, tags are letters and references are read (HTML, section 13.2.5.2).
    tokenizer.set_state(State::RcData);
    let mut out = String::with_capacity(text.len());
    for Ok(token) in tokenizer {
        if let Token::String(text) = token {
            out.push_str(&String::from_utf8_lossy(&text));
        }
    }
    out
}

/// A text's tags and what stands between them; comments are nothing.
pub fn bits(text: &str) -> impl Iterator<Item = Bit> + '_ {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Tokenizer::new(text).filter_map(move |Ok(token)| match token {
        Token::String(text) => Some(Bit::Text(lossy(&text))),
        Token::StartTag(tag) => {
            let attributes = tag.attributes.iter();
            let attributes = attributes.map(|(name, value)| (lossy(name), lossy(value)));
            Some(Bit::Start(lossy(&tag.name), attributes.collect()))
        }
        Token::EndTag(tag) => Some(Bit::End(lossy(&tag.name))),
        Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_tags_are_letters() {
        for (text, meant) in [
            ("Q&amp;A <b>", "Q&A <b>"),
            ("&notit; &not &ClockwiseContourIntegral;", "¬it; ¬ ∲"),
            ("& && &1; &;", "& && &1; &;"),
            ("</title>&lt;", "</title><"),
            ("&#x41;&#66;", "AB"),
        ] {
            assert_eq!(unescaped(text), meant);
        }
    }

    #[test]
    fn tags_and_text_come_apart() {
        let all: Vec<Bit> = bits("a<span class=\"t\">1 &lt; 2</span><br /><!-- no -->").collect();
        let attributes = vec![("class".to_owned(), "t".to_owned())];
        assert_eq!(
            all,
            [
                Bit::Text("a".to_owned()),
                Bit::Start("span".to_owned(), attributes),
                Bit::Text("1 < 2".to_owned()),
                Bit::End("span".to_owned()),
                Bit::Start("br".to_owned(), Vec::new()),
            ]
        );
    }
}
