//! Outside text made clean, and laid out.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newsterm::text::{CleanText, Options, layout};

fuzz_target!(|input: (u8, String)| {
    let (width, sent) = input;
    let line = CleanText::line(&sent);
    assert!(!line.as_str().contains(char::is_control));
    assert_eq!(line, CleanText::line(line.as_str()));
    let block = CleanText::block(&sent);
    let width = u16::from(width).max(1);
    for line in layout(&block, &[], width, &Options::default()) {
        assert!(line.width <= width);
    }
});
