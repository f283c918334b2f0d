//! Bytes as a server sends them: decoded, repaired, parsed, made articles.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newsterm::feed::html;
use newsterm::feed::parse::{ParseError, parse};

fuzz_target!(|input: (Option<String>, &[u8])| {
    let (content_type, bytes) = input;
    match parse(
        bytes,
        content_type.as_deref(),
        "https://served.example/feed",
    ) {
        Ok(parsed) => {
            for entry in &parsed.update.entries {
                let _ = html::document(&entry.body, entry.link.as_deref());
            }
        }
        Err(error) => assert!(!matches!(error, ParseError::Panicked), "{error}"),
    }
});
