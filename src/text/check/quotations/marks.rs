//! Whether a quotation mark opens, closes, or is none at all.

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is no mark, or an apostrophe, or inches.
    Nothing,
    /// It opens.
    Opens,
    /// It closes the open mark of that number.
    Closes(usize),
}

/// Whether `mark` ends what `open` began.
pub(super) fn closes(open: char, mark: char) -> bool {
    let marks: &[char] = match open {
        '“' => &['”', '"'],
        '"' => &['"', '”'],
        '„' | '‟' => &['“', '”', '"'],
        '”' => &['”'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‘' => &['’'],
        '’' => &['’'],
        '\'' => &['\'', '’'],
        '‚' => &['‘', '’'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '「' => &['」'],
        '『' => &['』'],
        '〝' => &['〞', '〟'],
        '＂' => &['＂'],
        _ => &[],
    };
    marks.contains(&mark)
}

/// Whether it is a mark that may be an apostrophe, or is used within other marks.
pub(super) fn is_single(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

/// What stands beside a mark.
struct Beside {
    before: Option<char>,
    after: Option<char>,
}

impl Beside {
    fn of(text: &str, at: usize, mark: char) -> Self {
        Self {
            before: text[..at].chars().next_back(),
            after: text[at + mark.len_utf8()..].chars().next(),
        }
    }

    /// Whether a mark that opens may stand here.
    fn opens(&self) -> bool {
        let before = self.before.is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '['
                        | '{'
                        | '—'
                        | '–'
                        | '-'
                        | '/'
                        | '“'
                        | '‘'
                        | '"'
                        | '\''
                        | '„'
                        | '«'
                        | '»'
                        | '‚'
                        | '¿'
                        | '¡'
                        | '='
                        | ':'
                        | '：'
                        | '，'
                        | '。'
                        | '*'
                        | '_'
                )
        });
        before && self.after.is_some_and(|c| !c.is_whitespace())
    }

    /// Whether a mark that closes may stand here.
    fn closes(&self) -> bool {
        let before = self.before.is_some_and(|c| !c.is_whitespace());
        before && self.after.is_none_or(|c| !c.is_alphanumeric())
    }

    fn is_inside_a_word(&self) -> bool {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        letter(self.before) && letter(self.after)
    }
}

/// What the mark at a byte of a paragraph does, where `open` are open, the innermost last.
pub(super) fn role(text: &str, at: usize, mark: char, open: &[char]) -> Role {
    let beside = Beside::of(text, at, mark);
    let level = open.iter().rposition(|o| closes(*o, mark));
    let close = |level: Option<usize>| level.map_or(Role::Nothing, Role::Closes);
    match mark {
        '「' | '『' | '〝' | '‹' if level.is_none() => Role::Opens,
        '「' | '『' | '〝' => Role::Opens,
        '‹' => close(level),
        '」' | '』' | '〞' | '〟' => close(level),
        '„' | '‟' => Role::Opens,
        '‚' if beside.opens() => Role::Opens,
        '“' => match level {
            Some(_) if !beside.opens() => close(level),
            _ => Role::Opens,
        },
        '”' | '»' | '›' => match level {
            Some(level)
                if !beside.opens()
                    || beside.closes()
                    || mark == '”'
                    || ends_there(&text[at + mark.len_utf8()..]) =>
            {
                Role::Closes(level)
            }
            _ if beside.opens() => Role::Opens,
            _ => Role::Nothing,
        },
        '«' => match level {
            Some(_) if !beside.opens() => close(level),
            _ => Role::Opens,
        },
        '＂' => level.map_or(Role::Opens, Role::Closes),
        '"' => straight(&beside, level),
        '‘' => match level {
            Some(_) if !beside.opens() => close(level),
            _ if beside.opens() && !is_elision(&text[at + mark.len_utf8()..]) => Role::Opens,
            _ => Role::Nothing,
        },
        '’' | '\'' => single(text, at, mark, level),
        _ => Role::Nothing,
    }
}

/// Whether what follows a mark can only stand behind one that closes, though a blank stands before it: `« oui », dit-il`.
fn ends_there(rest: &str) -> bool {
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('.'), next) => next != Some('.'),
        (Some(c), _) => matches!(c, ',' | ';' | ':' | '!' | '?' | ')' | ']'),
        (None, _) => true,
    }
}

fn straight(beside: &Beside, level: Option<usize>) -> Role {
    let inches = beside.before.is_some_and(|c| c.is_ascii_digit());
    match level {
        Some(level) if beside.opens() && !beside.closes() => {
            // After a dash or a mark it may be either: what is open is closed first.
            let after_blank = beside.before.is_none_or(char::is_whitespace);
            if after_blank {
                Role::Opens
            } else {
                Role::Closes(level)
            }
        }
        Some(level) => Role::Closes(level),
        None if beside.opens() => Role::Opens,
        None if inches || beside.is_inside_a_word() || beside.closes() => Role::Nothing,
        None if beside.after.is_some_and(char::is_alphanumeric) => Role::Opens,
        None => Role::Nothing,
    }
}

/// `'` and `’`: mostly apostrophes.
fn single(text: &str, at: usize, mark: char, level: Option<usize>) -> Role {
    let beside = Beside::of(text, at, mark);
    if beside.is_inside_a_word() {
        return Role::Nothing;
    }
    let rest = &text[at + mark.len_utf8()..];
    if let Some(level) = level
        && beside.closes()
    {
        return if is_possessive(&beside, rest, mark) {
            Role::Nothing
        } else {
            Role::Closes(level)
        };
    }
    let letter = beside
        .after
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '[' | '…' | '¿'));
    let opens = mark == '\'' && beside.opens() && letter && !is_elision(rest);
    if opens && has_closer(rest, mark) {
        Role::Opens
    } else {
        Role::Nothing
    }
}

/// Whether a mark at the end of a word belongs to it (`the boys’ coats`, `goin’ home`), as another closes later.
fn is_possessive(beside: &Beside, rest: &str, mark: char) -> bool {
    let word = matches!(beside.before, Some('s' | 'S' | 'n' | 'x' | 'z'));
    word && beside.after.is_some_and(char::is_whitespace) && has_closer(rest, mark)
}

/// Whether a mark closes later in the paragraph, before another opens.
fn has_closer(rest: &str, mark: char) -> bool {
    for (at, c) in rest.char_indices() {
        let beside = Beside::of(rest, at, c);
        if c == mark && !beside.is_inside_a_word() && beside.closes() {
            return true;
        }
        if (c == '‘' || c == mark) && beside.opens() && !is_elision(&rest[at + c.len_utf8()..]) {
            return false;
        }
    }
    false
}

/// Whether a word begins so that lost its first letters: `’90s`, `’em`.
fn is_elision(rest: &str) -> bool {
    const LOST: &[&str] = &[
        "em", "tis", "twas", "til", "till", "cause", "cos", "coz", "bout", "round", "n", "neath",
        "s", "t", "twill", "twere", "ere", "nother", "kay",
    ];
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    if digits == 2
        && rest[2..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_ascii_digit() && c != ',')
    {
        return true;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let behind = rest[word.len()..].chars().next();
    let closed = matches!(behind, Some('\'' | '’')) && word != "n";
    LOST.contains(&word.to_lowercase().as_str()) && !closed
}
