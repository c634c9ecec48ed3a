//! Who a draft says spoke: a speaker named in the sentence, in what leads in, or behind the words. What is not sure is left
//! open and says why.
//!
//! Knows names, and a few verbs and pronouns of the languages that drafts are written in. It is no grammar: where two may be
//! meant, nobody is.

mod clause;
mod inset;
mod people;
mod speech;

use std::ops::Range;

use super::draft::Draft;
use super::quotations::Quotation;
use super::verdict::Attribution;
use crate::model::Outside;
use clause::{Clause, Token};
pub(super) use people::People;

/// Times that a quotation may be broken by who spoke it.
const INSETS: usize = 8;

/// Bytes beside a quotation in which its sentence is looked for.
const BESIDE: usize = 4_000;

/// What a clause says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// This person spoke.
    By(usize),
    /// It cannot be told.
    Unsure(String),
    /// Somebody who does not speak in the transcripts.
    Stranger(String),
    /// Nothing.
    Nothing,
}

impl Said {
    fn or(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Nothing => other(),
            Self::By(_) | Self::Unsure(_) | Self::Stranger(_) => self,
        }
    }
}

/// Who is said to have spoken each of the quotations. A label before a block quote's words is taken off them.
pub(super) fn attribute(
    draft: &Draft,
    quotations: &mut [Quotation],
    people: &People,
) -> Vec<Attribution> {
    let mut said: Vec<Said> = Vec::with_capacity(quotations.len());
    for n in 0..quotations.len() {
        let label = label(draft, &mut quotations[n], people)
            .or(|| said_within(draft, &mut quotations[n], people));
        let here = Here {
            draft,
            quotations,
            people,
            n,
        };
        let one = if quotations[n].within.is_some() {
            Said::Nothing
        } else {
            label.or(|| here.said(&said))
        };
        said.push(one);
    }
    let attributions = said.into_iter().map(|said| match said {
        Said::By(person) => Attribution::To {
            name: people.name(person).clone(),
            speakers: people.speakers(person).to_vec(),
        },
        Said::Unsure(why) => Attribution::Unsure(Outside::new(why)),
        Said::Stranger(name) => Attribution::Stranger(Outside::new(name)),
        Said::Nothing => Attribution::Nobody,
    });
    attributions.collect()
}

/// `Ana Petrov:` before the words of a block quote.
fn label(draft: &Draft, quotation: &mut Quotation, people: &People) -> Said {
    let first = quotation.parts.first_mut().filter(|_| quotation.block);
    let labelled = first.and_then(|first| {
        let (person, words) = labelled(draft.prose().raw(), first, people)?;
        first.start = words;
        Some(person)
    });
    labelled.map_or(Said::Nothing, Said::By)
}

/// Whose name a paragraph begins with, before a colon; and the byte where the words begin.
pub(super) fn labelled(
    prose: &str,
    paragraph: &Range<usize>,
    people: &People,
) -> Option<(usize, usize)> {
    let words = &prose[paragraph.clone()];
    let colon = words.find([':', '：']).filter(|at| *at < 60)?;
    let clause = Clause::new(prose, paragraph.start..paragraph.start + colon);
    match people.mentions(&clause.tokens).as_slice() {
        [mention] if mention.tokens == (0..clause.tokens.len()) && mention.persons.len() == 1 => {
            let width = words[colon..].chars().next().map_or(1, char::len_utf8);
            let rest = &words[colon + width..];
            let blanks = rest.len() - rest.trim_start().len();
            Some((mention.persons[0], paragraph.start + colon + width + blanks))
        }
        _ => None,
    }
}

/// What stands between dashes within the marks of a paragraph, `, — сказала Анна. —`, is taken out of the quotation.
fn said_within(draft: &Draft, quotation: &mut Quotation, people: &People) -> Said {
    let prose = draft.prose().raw();
    let mut said = Said::Nothing;
    if quotation.block || quotation.blocks.0 != quotation.blocks.1 {
        return said;
    }
    for _ in 0..INSETS {
        let last = quotation.parts.last().cloned();
        let Some((last, (words, cut))) =
            last.and_then(|p| Some((p.clone(), inset::inset(prose, &p)?)))
        else {
            break;
        };
        quotation.parts.pop();
        let around = [last.start..cut.start, cut.end..last.end];
        let full = |part: &Range<usize>| !prose[part.clone()].trim().is_empty();
        quotation.parts.extend(around.into_iter().filter(full));
        let ends = cut.end == last.end;
        said = said.or(|| Clause::new(prose, words).behind(people));
        if ends {
            break;
        }
    }
    said
}

/// A quotation where it stands.
struct Here<'d> {
    draft: &'d Draft,
    quotations: &'d [Quotation],
    people: &'d People,
    n: usize,
}

impl Here<'_> {
    fn said(&self, earlier: &[Said]) -> Said {
        let own = &self.quotations[self.n];
        let (before, behind) = (self.before(), self.behind());
        let behind = behind.map_or(Said::Nothing, |clause| clause.behind(self.people));
        let before_said = || match &before {
            Some(clause) => clause.before(self.people),
            None => self.leading_in(),
        };
        let leads = before.as_ref();
        let leads = leads.and_then(|c| c.right_before(own.outer.start, self.people));
        let said = match behind {
            // `Ana asked “…” and Ben answered “…”`: who stands right before the words spoke them.
            Said::By(_) | Said::Nothing | Said::Stranger(_) if leads.is_some() => {
                leads.map_or(Said::Nothing, Said::By)
            }
            // What stands before may say who `he` is not: nobody is meant for sure.
            Said::Unsure(why) => Said::Unsure(why),
            other => other.or(before_said),
        };
        let said = said.or(|| {
            if own.block {
                self.name_below()
            } else {
                Said::Nothing
            }
        });
        said.or(|| self.goes_on(before.is_some(), earlier))
    }

    fn prose(&self) -> &str {
        self.draft.prose().raw()
    }

    fn block(&self, block: usize) -> Range<usize> {
        self.draft.blocks()[block].bytes.clone()
    }

    /// The other quotations of a paragraph, but for nested ones.
    fn others(&self, bytes: &Range<usize>) -> Vec<Range<usize>> {
        let next = self
            .quotations
            .partition_point(|q| q.outer.start < bytes.end);
        let all = self.quotations[..next].iter().rev();
        let all = all.filter(|q| q.within.is_none() && !q.block);
        let here = all.take_while(|q| bytes.start < q.outer.end);
        let mut others: Vec<Range<usize>> = here.map(|q| q.outer.clone()).collect();
        others.reverse();
        others
    }

    /// The words of its sentence before it; none where it begins the paragraph.
    fn before(&self) -> Option<Clause<'_>> {
        let own = &self.quotations[self.n];
        if own.block {
            return None;
        }
        let block = self.block(own.blocks.0);
        let prose = self.prose();
        if prose[block.start..own.outer.start].trim().is_empty() {
            return None;
        }
        let start = block.start.max(own.outer.start.saturating_sub(BESIDE));
        let bytes = border(prose, start)..own.outer.start;
        let clause = Clause::last_sentence(self.prose(), bytes.clone(), &self.others(&bytes));
        Some(clause)
    }

    /// The words of its sentence behind it.
    fn behind(&self) -> Option<Clause<'_>> {
        let own = &self.quotations[self.n];
        if own.block {
            return None;
        }
        let most = own.outer.end + BESIDE;
        let block_end = self.block(own.blocks.1).end.min(most);
        let block_end = border(self.prose(), block_end);
        let next = self.others(&(own.outer.end..block_end));
        let end = next
            .iter()
            .map(|o| o.start)
            .filter(|s| *s >= own.outer.end)
            .min();
        let bytes = own.outer.end..end.unwrap_or(block_end);
        let last = own.parts.last().map_or("", |p| &self.prose()[p.clone()]);
        let behind = self.prose()[bytes.clone()].trim_start();
        let full = last.trim_end().ends_with(['.', '…', '。']);
        let new = behind.starts_with(char::is_uppercase);
        if full && new || behind.starts_with(['.', '!', '?', '。']) {
            return None;
        }
        Some(Clause::first_sentence(self.prose(), bytes))
    }

    /// What the paragraph before says, if it leads in: its last sentence, which ends in a colon.
    fn leading_in(&self) -> Said {
        let own = &self.quotations[self.n];
        let Some(before) = own.blocks.0.checked_sub(1).map(|b| self.block(b)) else {
            return Said::Nothing;
        };
        let text = self.prose()[before.clone()].trim_end();
        let leads = text.ends_with([':', '：', ',']) || (own.block && text.ends_with(['—', '–']));
        if !leads {
            return Said::Nothing;
        }
        let end = before.start + text.len();
        let bytes = before.start..end;
        let clause = Clause::last_sentence(self.prose(), bytes.clone(), &self.others(&bytes));
        clause.before(self.people)
    }

    /// `— Ana Petrov` under a block quote.
    fn name_below(&self) -> Said {
        let own = &self.quotations[self.n];
        let Some(below) = self.draft.blocks().get(own.blocks.1 + 1) else {
            return Said::Nothing;
        };
        let text = self.prose()[below.bytes.clone()].trim_start();
        if !text.starts_with(['—', '–', '―', '~', '-']) {
            return Said::Nothing;
        }
        Clause::new(self.prose(), below.bytes.clone()).behind(self.people)
    }

    /// A sentence of its own behind an attributed quotation of the same paragraph goes on with it.
    fn goes_on(&self, has_before: bool, earlier: &[Said]) -> Said {
        let own = &self.quotations[self.n];
        let same = |q: &Quotation| q.blocks.1 == own.blocks.0 && q.within.is_none();
        let last = (0..self.n).rev().find(|m| same(&self.quotations[*m]));
        let Some(last) = last.filter(|_| has_before && !own.block) else {
            return Said::Nothing;
        };
        let between = self.quotations[last].outer.end..own.outer.start;
        let clause = Clause::new(self.prose(), between);
        let others = self.people.mentions(&clause.tokens);
        match &earlier[last] {
            Said::By(person) if others.iter().all(|m| m.persons == [*person]) => Said::By(*person),
            Said::By(_) | Said::Unsure(_) | Said::Stranger(_) | Said::Nothing => Said::Nothing,
        }
    }
}

/// The first byte from `at` on that begins a letter.
fn border(prose: &str, at: usize) -> usize {
    let mut from = at..prose.len();
    from.find(|at| prose.is_char_boundary(*at))
        .unwrap_or(prose.len())
}

/// The words of some tokens, as they stand.
fn words(prose: &str, tokens: &[Token]) -> String {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => prose[first.bytes.start..last.bytes.end].to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
