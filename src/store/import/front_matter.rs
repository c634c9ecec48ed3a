//! What stands at the head of a written transcript: front matter between lines of `---`, or `Title: words` lines.

use super::found::Found;

/// Takes the front matter away: the lines that follow it.
pub fn take<'l, 'a>(found: &mut Found, lines: &'l [(usize, &'a str)]) -> &'l [(usize, &'a str)] {
    let fence = |line: &str| matches!(line.trim_end(), "---" | "+++");
    let Some(open) = lines.first().filter(|l| fence(l.1)) else {
        return header(found, lines);
    };
    let close = lines[1..]
        .iter()
        .position(|l| l.1.trim_end() == open.1.trim_end() || l.1.trim_end() == "...");
    let Some(close) = close.map(|at| at + 1) else {
        return lines;
    };
    let inside = &lines[1..close];
    let is_field = |l: &&(usize, &str)| l.1.contains([':', '=']);
    if !inside
        .iter()
        .filter(|l| !l.1.trim().is_empty())
        .take(1)
        .all(|l| is_field(&l))
    {
        return lines;
    }
    for (at, line) in inside.iter().filter(|l| !l.1.trim().is_empty()) {
        let nested = line.starts_with([' ', '\t', '-', '#']);
        let parts = line.split_once([':', '=']).filter(|_| !nested);
        let kept = parts.is_some_and(|(key, value)| keep(found, key, value));
        if !kept {
            found.leave_out(
                "line of the front matter|lines of the front matter",
                Some(*at),
            );
        }
    }
    &lines[close + 1..]
}

/// `Title: words` and the like, in the first lines of a text.
fn header<'l, 'a>(found: &mut Found, lines: &'l [(usize, &'a str)]) -> &'l [(usize, &'a str)] {
    let mut rest = lines;
    while let Some(((_, line), after)) = rest.split_first() {
        let parts = line.split_once([':', '：']);
        let kept = parts.is_some_and(|(key, value)| keep(found, key, value));
        let between = line.trim().is_empty() && rest.len() < lines.len();
        if !kept && !between {
            break;
        }
        rest = after;
    }
    rest
}

/// Keeps a field that a transcript has a place for, once.
fn keep(found: &mut Found, key: &str, value: &str) -> bool {
    let value = unquoted(value.trim());
    let place = match key.trim().to_lowercase().as_str() {
        "title" => &mut found.title,
        "date" => &mut found.date,
        "lang" | "language" => &mut found.language,
        "url" | "link" | "source" if value.starts_with("http") => &mut found.url,
        "summary" | "description" => &mut found.summary,
        _ => return false,
    };
    let free = place.is_none() && !value.is_empty() && !value.starts_with(['|', '>', '[', '{']);
    if free {
        *place = Some(value);
    }
    free
}

/// A YAML or TOML scalar on one line without its quotes.
fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let inside = value
            .strip_prefix(quote)
            .and_then(|v| v.strip_suffix(quote));
        if let Some(inside) = inside.filter(|_| value.len() > 1) {
            return match quote {
                '"' => inside.replace("\\\"", "\"").replace("\\\\", "\\"),
                _ => inside.replace("''", "'"),
            };
        }
    }
    value.to_owned()
}
