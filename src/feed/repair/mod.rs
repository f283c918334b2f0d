//! Repairs documents so that a strict parser takes them.

use crate::feed::parse::{ParseError, Warning};

/// A document fit for the parser.
pub(super) struct Repaired {
    /// Well-formed XML without a declaration.
    pub(super) document: String,
    /// What was wrong with it.
    pub(super) warnings: Vec<Warning>,
}

pub(super) fn repaired(text: &str) -> Result<Repaired, ParseError> {
    let start = text.find('<').ok_or(ParseError::NotAFeed)?;
    let text = &text[start..];
    let text = match text.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").ok_or(ParseError::NotAFeed)?.1,
        None => text,
    };
    Ok(Repaired {
        document: text.to_owned(),
        warnings: Vec::new(),
    })
}
