//! The text of an entry, as an article and as a line.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newsterm::feed::html;
use newsterm::model::{Body, BodyKind};

fuzz_target!(|content: String| {
    let title = html::text_of(&content);
    assert!(!title.as_str().contains(char::is_control));
    for kind in [BodyKind::Html, BodyKind::Plain] {
        let content = content.clone();
        let article = html::document(&Body { kind, content }, Some("https://a.example/"));
        assert!(
            article
                .links
                .iter()
                .all(|link| link.url.starts_with("http"))
        );
    }
});
