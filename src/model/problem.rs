//! What is wrong with an input, where, and what to try.

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the file is good.
    Warning,
    /// The file breaks a rule of its format.
    Problem,
}

/// A place in a file as editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

/// One thing that is wrong. Both texts are clean: outside text enters them only through `text::clean`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How grave it is.
    pub severity: Severity,
    /// Where in the file, if it is at a place.
    pub place: Option<LineColumn>,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to try.
    pub hint: Option<String>,
}

impl Problem {
    /// A broken rule, at no place yet.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            severity: Severity::Problem,
            place: None,
            what: what.into(),
            hint: None,
        }
    }

    /// The same as a warning.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, at a place.
    pub fn at(mut self, place: LineColumn) -> Self {
        self.place = Some(place);
        self
    }

    /// The same, with something to try.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// `file:line:col: what`, and the hint on a line of its own. `file` must be clean.
    pub fn message(&self, file: &str) -> String {
        let place = self
            .place
            .map_or(String::new(), |p| format!("{}:{}:", p.line, p.column));
        let kind = match self.severity {
            Severity::Warning => "warning: ",
            Severity::Problem => "",
        };
        let colon = if file.is_empty() { "" } else { ":" };
        let space = if file.is_empty() && place.is_empty() {
            ""
        } else {
            " "
        };
        let hint = self
            .hint
            .as_ref()
            .map_or(String::new(), |h| format!("\n  hint: {h}"));
        format!("{file}{colon}{place}{space}{kind}{}{hint}", self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_has_place_kind_and_hint() {
        let problem = Problem::new("unknown field `speeker`")
            .at(LineColumn { line: 3, column: 5 })
            .hint("did you mean `speaker`?");
        assert_eq!(
            problem.message("a.yaml"),
            "a.yaml:3:5: unknown field `speeker`\n  hint: did you mean `speaker`?"
        );
        assert_eq!(
            Problem::new("is empty").message("a.yaml"),
            "a.yaml: is empty"
        );
        assert_eq!(
            Problem::new("out of order")
                .warning()
                .at(LineColumn { line: 1, column: 2 })
                .message("a"),
            "a:1:2: warning: out of order"
        );
    }
}
