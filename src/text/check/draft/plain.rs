//! Plain text: paragraphs with empty lines between them, `>` before the lines of a block quote.

use super::Prose;

pub(super) fn read(source: &str, prose: &mut Prose) {
    let mut at = 0;
    let mut quoting = false;
    for line in source.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let quoted = trimmed.starts_with('>');
        if quoted != quoting {
            if quoted {
                prose.begin_quote();
            } else {
                prose.end_quote();
            }
            quoting = quoted;
        }
        let words = trimmed.trim_start_matches(['>', ' ', '\t']);
        let words = if quoted { words } else { trimmed };
        let begin = at + (line.len() - words.len());
        let words = words.trim_end();
        if words.is_empty() {
            prose.end_block();
        } else {
            prose.blank(begin);
            prose.push(words, begin);
        }
        at += line.len();
    }
    if quoting {
        prose.end_quote();
    }
}
