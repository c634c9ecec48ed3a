//! Where the blocks of a list begin and end in a text, by its lines.
//!
//! Knows line feeds, spaces and dashes; whether the parser sees the same list is asked with [`Lines::agree`].

use std::ops::Range;

/// Where the lines of a text begin.
pub struct Lines {
    starts: Vec<usize>,
    end: usize,
}

impl Lines {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        let after = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self {
            starts: std::iter::once(0).chain(after).collect(),
            end: text.len(),
        }
    }

    /// The bytes below line `key` (counted from 1) up to line `after`, or to the end of the document.
    pub fn region(&self, text: &str, key: u32, after: Option<u32>) -> Range<usize> {
        let start = self.start(key + 1);
        let limit = after.map_or(self.end, |line| self.start(line)).max(start);
        let end = self
            .within(start..limit)
            .iter()
            .copied()
            .find(|at| text[*at..].starts_with("...") || text[*at..].starts_with("---"));
        start..end.unwrap_or(limit)
    }

    /// The blocks in `region` that begin with a dash at the indentation of the first one, which comments may precede.
    pub fn blocks(&self, text: &str, region: Range<usize>) -> Vec<Range<usize>> {
        let dash = |at: usize| {
            let line = text[at..region.end].lines().next().unwrap_or_default();
            let body = line.trim_start_matches(' ');
            (body == "-" || body.starts_with("- ")).then(|| line.len() - body.len())
        };
        let starts = self.within(region.clone());
        let first = starts.iter().find_map(|at| dash(*at));
        let mut begins: Vec<usize> = starts
            .iter()
            .copied()
            .filter(|at| first.is_some() && dash(*at) == first)
            .collect();
        begins.push(region.end);
        begins.windows(2).map(|w| w[0]..w[1]).collect()
    }

    /// Whether the items that begin in these lines (counted from 1) stand one in each block.
    pub fn agree(&self, blocks: &[Range<usize>], items: &[u32]) -> bool {
        let inside = |(block, line): (&Range<usize>, &u32)| block.contains(&self.start(*line));
        blocks.len() == items.len() && blocks.iter().zip(items).all(inside)
    }

    fn start(&self, line: u32) -> usize {
        let at = (line as usize).saturating_sub(1);
        self.starts.get(at).copied().unwrap_or(self.end)
    }

    fn within(&self, bytes: Range<usize>) -> &[usize] {
        let from = self.starts.partition_point(|at| *at < bytes.start);
        let to = self.starts.partition_point(|at| *at < bytes.end);
        &self.starts[from..to]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        let lines = Lines::of(text);
        let region = lines.region(text, 1, None);
        let cut = lines.blocks(text, region);
        cut.into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn a_block_runs_to_the_next_dash_at_its_indentation() {
        assert_eq!(
            blocks("notes:\n  # all\n  - id: a\n    codes:\n    - x\n\n  -\n    id: b"),
            ["  - id: a\n    codes:\n    - x\n\n", "  -\n    id: b"]
        );
        assert_eq!(blocks("notes:\n- id: a\n...\n- id: b\n"), ["- id: a\n"]);
        assert_eq!(blocks("notes: []\n"), [""; 0]);
        assert_eq!(blocks("notes: []"), [""; 0]);
    }

    #[test]
    fn agreement_wants_every_item_in_a_block_of_its_own() {
        let lines = Lines::of("notes:\n- a\n- b\n");
        assert!(lines.agree(&[7..11, 11..15], &[2, 3]));
        assert!(!lines.agree(&[7..11, 11..15], &[2, 2]));
        assert!(!lines.agree(&[7..11, 11..15], &[2]));
    }
}
