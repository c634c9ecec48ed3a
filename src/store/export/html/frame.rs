//! What is around every page: its head, its style, and the policy (Content Security Policy Level 3) that forbids all
//! but its one style sheet, by that sheet's hash. So nothing is loaded, and nothing runs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::markup::{Markup, escaped};
use crate::text::clean::Clean;

/// Colours and letters that all pages have.
const STYLE: &str = include_str!("frame.css");

/// A page up to the first of what it has to say, with what its style has of its own.
pub fn open(title: &Clean, style: &str) -> Markup {
    let mut out = Markup::default();
    let style = format!("{STYLE}{style}");
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    out.format(format_args!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
        <meta name=\"referrer\" content=\"no-referrer\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <meta name=\"color-scheme\" content=\"light dark\">\n\
        <meta name=\"generator\" content=\"onrecord\">\n<title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        escaped(title)
    ));
    out
}

/// The page with its end.
pub fn close(mut out: Markup) -> String {
    out.raw("</body>\n</html>\n");
    out.into_string()
}
