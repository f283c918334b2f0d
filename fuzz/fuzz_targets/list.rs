//! A list of feeds as people import it, and a page that names feeds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newsterm::feed::discover::{Answer, Search, Step};
use newsterm::feed::list::{read, write_opml};

/// More steps than any search takes.
const STEPS: usize = 40;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(list) = read(bytes) {
        assert!(
            list.feeds
                .iter()
                .all(|feed| feed.address.starts_with("http"))
        );
        let again = read(write_opml(&list.feeds).as_bytes()).expect("what is written can be read");
        assert_eq!(again.feeds.len(), list.feeds.len());
    }
    let mut search = Search::new("https://a.example/").expect("an address");
    let mut answer = None;
    for _ in 0..STEPS {
        let Step::Fetch { url, .. } = search.step(answer.take()) else {
            return;
        };
        answer = Some(Answer {
            url,
            bytes: bytes.to_vec(),
            content_type: None,
        });
    }
    panic!("the search does not end");
});
