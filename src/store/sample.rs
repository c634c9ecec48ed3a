//! The transcripts that are built in.

/// A transcript that is part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    name: &'static str,
    text: &'static str,
}

const SAMPLES: [Sample; 2] = [
    Sample {
        name: "backchannel-leak",
        text: include_str!("../../data/backchannel-leak.yaml"),
    },
    Sample {
        name: "apollo13",
        text: include_str!("../../data/apollo13.yaml"),
    },
];

impl Sample {
    /// All of them; the first is what opens when no file is named.
    pub fn all() -> &'static [Self] {
        &SAMPLES
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Its text, as a file would hold it.
    pub fn text(self) -> &'static str {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::transcript::load;

    #[test]
    fn samples_have_turns_and_nothing_wrong() {
        for sample in Sample::all() {
            let transcript = load(sample.text());
            assert_eq!(transcript.problems(), [], "{}", sample.name());
            assert!(transcript.turn_count() > 0 && !transcript.quotes().is_empty());
        }
    }
}
