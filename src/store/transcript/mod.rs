//! A transcript file: from YAML to the model, with everything that is wrong told at once.
//!
//! First what was written (`field` reads the mirror structs of `written`), then what it means (`value`, `people`,
//! `calls`, `turns`, `head`, `quotes`). `reader` walks the file as it arrives and hands out batches of turns; `problems`
//! collects and words what is wrong. A faulty file is read as far as it can be.

mod calls;
mod field;
mod head;
mod people;
mod problems;
mod quotes;
mod reader;
#[cfg(test)]
mod tests;
mod turns;
mod value;
mod written;

use std::ops::ControlFlow;

use crate::model::{Part, Transcript};
use crate::store::yaml;

pub use problems::nearest;
pub use written::schema;

/// Reads a transcript and hands its parts to `sink` while it reads: an outline before each batch that needs it, batches
/// in order, and the tail once, last. Faults are problems in the tail. To break off ends the reading without a tail.
pub fn parse(text: &str, sink: &mut dyn FnMut(Part) -> ControlFlow<()>) {
    let mut reader = reader::Reader::new(sink);
    let fault = yaml::walk(text, &mut reader);
    if !reader.is_stopped() {
        // The consumer has the tail by now, or wants nothing more.
        let _ = reader.finish(fault);
    }
}

/// Reads a whole transcript.
pub fn load(text: &str) -> Transcript {
    let mut transcript = Transcript::default();
    parse(text, &mut |part| {
        transcript.add(part);
        ControlFlow::Continue(())
    });
    transcript
}
