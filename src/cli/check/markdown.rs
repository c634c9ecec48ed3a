//! The listing as a Markdown file, for an editor.

use super::{Done, unclosed};
use crate::store::export::escaped;
use crate::text::check::telling::Telling;
use crate::text::check::verdict::{Checked, Side, Verdict};
use crate::text::clean::clean;

/// One draft's quotations.
pub fn listing(done: &Done, telling: Telling<'_>) -> String {
    let accepted = done.told().filter(|q| done.is_accepted(q)).count();
    let name = escaped(&done.name);
    let mut out = format!(
        "# Quotations of {name}\n\n{}\n",
        escaped(&telling.summary(accepted))
    );
    for place in &done.report.unclosed {
        let problem = unclosed(*place);
        out.push_str(&format!("\n- line {}: {}\n", place.line, problem.what));
    }
    type Group<'g> = (&'g str, &'g dyn Fn(&Checked) -> bool);
    let groups: [Group<'_>; 4] = [
        ("To be looked at", &|q| {
            q.verdict.is_wrong() && !done.is_accepted(q)
        }),
        ("Accepted", &|q| done.is_accepted(q)),
        ("Right", &|q| q.verdict.is_right()),
        ("Of one or two words, not judged", &|q| {
            q.verdict == Verdict::Short
        }),
    ];
    for (title, belongs) in groups {
        let mut titled = false;
        for checked in done.told().filter(|q| belongs(q)) {
            if !titled {
                out.push_str(&format!("\n## {title}\n"));
                titled = true;
            }
            out.push_str(&one(checked, telling));
        }
    }
    out
}

fn one(checked: &Checked, telling: Telling<'_>) -> String {
    let quotation = escaped(&clean(checked.quotation.borrow()));
    let (line, id) = (checked.place.line, &checked.id);
    let mut out = if checked.verdict == Verdict::Short {
        return format!("\n- line {line}: “{quotation}” `{id}`\n");
    } else {
        let title = checked.verdict.title();
        format!("\n### Line {line}: {title} `{id}`\n\n> “{quotation}”\n")
    };
    if let Some(finding) = &checked.finding {
        if checked.verdict == Verdict::NotFound {
            let percent = (finding.score * 100.0).round();
            let words = escaped(&clean(finding.words.borrow()));
            out.push_str(&format!("\nNearest, {percent} % alike: {words}\n"));
        } else if finding.difference.iter().any(|c| c.side != Side::Both) {
            let pieces = finding.difference.iter().map(|change| {
                let words = escaped(&clean(change.words.borrow()));
                match change.side {
                    Side::Both | Side::Inserted => words,
                    Side::Draft => format!("~~{words}~~"),
                    Side::Transcript => format!("**{words}**"),
                    Side::LeftOut => format!("*({words})*"),
                    Side::Between => format!("*\\| {words} \\|*"),
                }
            });
            let pieces: Vec<String> = pieces.collect();
            out.push_str(&format!("\n{}\n", pieces.join(" ")));
        }
        out.push_str(&format!("\n— {}\n", escaped(&telling.whereabouts(finding))));
    }
    let mut remarks = telling.remarks(checked);
    remarks.push(telling.attribution(checked));
    let mut remarks = remarks.iter().filter(|r| !r.is_empty()).peekable();
    if remarks.peek().is_some() {
        out.push('\n');
    }
    for remark in remarks {
        out.push_str(&format!("- {}\n", escaped(remark)));
    }
    out
}
