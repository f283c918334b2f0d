//! Lists of feeds and pages that name feeds, in pieces and put together wrongly.

use std::time::Instant;

use newsterm::feed::discover::{Answer, Search, Step};
use newsterm::feed::list::{read, write_opml};
use newsterm::model::{Found, Outline};
use newsterm::text::CleanText;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::feeds::{cases, each_in_bounds};
use super::mutation::Mutator;
use super::{LONGEST, is_forbidden};
use crate::figures;

const OPML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE opml [<!ENTITY x \"y\">]>\n\
    <opml version=\"2.0\"><head><title>Feeds</title></head><body><!-- mine -->\
    <outline text=\"Tech\" title='Technology &amp; أخبار'><outline text=\"Linux\">\
    <outline type=\"rss\" text=\"A\" xmlUrl=\"https://a.example/?x=1&amp;y=2\" htmlUrl=\"https://a.example/\"/>\
    </outline></outline><outline xmlurl=https://b.example/ category=\"/x/y,/z\">\
    <outline type=\"HTML+XPath\" xmlUrl=\"https://c.example/\" frss:xPathItem=\"//a\"></outline>\
    <outline text=\"&#27;[31m&#x9b;\" xmlUrl=\"exec:rm -r .\"/><![CDATA[<outline/>]]></body></opml>";

const URLS: &str = "# mine\nhttps://a.example/feed \"tag one\" \"~Title \\\"quoted\\\"\" !\n\
    \"exec:curl x | sh\" y\nfilter:x:https://b.example/\n\"query:Unread:unread = \\\"yes\\\"\"\n\
    https://c.example/\u{1b}[31m أخبار\n";

const PAGE: &str = "<!DOCTYPE html><html><head><base href=\"/sub/\"><title>A &lt; B</title>\
    <script>var x = '<link rel=alternate type=text/xml href=no>'; {\"externalId\":\"UCabcdefghijklmnopqrstuv\"}</script>\
    <link rel=\"alternate\" type=\"application/rss+xml\" title=\"News &#27;[31m\" href=\"/rss?a=1&amp;b=2\">\
    <link rel='canonical' href='https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv'>\
    <link rel=alternate type=application/atom+xml href=atom.xml></head><body><a href=\"feed/\">feed</a></body></html>";

/// What breaks documents where it is put.
const PIECES: &[&str] = &[
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&#",
    ";",
    "=",
    "/",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![",
    "]]>",
    "<![CDATA[",
    "<!",
    "<?",
    "?>",
    "\0",
    "\u{1b}",
    "\u{9b}",
    "\u{202e}",
    "\u{feff}",
    "\n",
    " ",
    "<outline",
    "</outline>",
    "<outline>",
    " text=",
    " xmlUrl=",
    " url=",
    "exec:",
    "|",
    "https://",
    "//",
    "<link rel=alternate type=text/xml href=",
    "<base href=",
    "<script>",
    "</script>",
    "<a href=",
    "أ",
    "\"<outline a='",
];

/// A change to a document.
#[derive(Clone, Debug)]
enum Change {
    Cut(Index, Index),
    Put(Index, &'static str),
    Again(Index, Index, u16),
    Byte(Index, u8),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<Index>;
    prop_oneof![
        2 => (place(), place()).prop_map(|(from, to)| Change::Cut(from, to)),
        4 => (place(), select(PIECES)).prop_map(|(at, piece)| Change::Put(at, piece)),
        1 => (place(), place(), 0_u16..300).prop_map(|(from, to, times)| Change::Again(from, to, times)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
    ]
}

fn changed(document: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = document.as_bytes().to_vec();
    for change in changes {
        let length = bytes.len() + 1;
        let span = |from: &Index, to: &Index| {
            let (from, to) = (from.index(length), to.index(length));
            from.min(to)..from.max(to)
        };
        match change {
            // Mostly a little, so that a document stays.
            Change::Cut(from, to) => {
                let span = span(from, to);
                let end = span.end.min(span.start + 40);
                bytes.drain(span.start..end);
            }
            Change::Put(at, piece) => {
                let at = at.index(length);
                bytes.splice(at..at, piece.bytes());
            }
            Change::Again(from, to, times) => {
                let span = span(from, to);
                let end = span.end.min(span.start + 60);
                let piece = bytes[span.start..end].repeat(usize::from(*times));
                bytes.splice(span.start..span.start, piece);
            }
            Change::Byte(at, byte) => {
                if let Some(place) = bytes.get_mut(at.index(length)) {
                    *place = *byte;
                }
            }
        }
    }
    bytes
}

fn assert_clean(text: Option<&CleanText>) {
    let text = text.map_or("", CleanText::as_str);
    assert!(!text.contains(is_forbidden), "{text:?}");
}

fn assert_on_the_web(address: &str) {
    let web = address.starts_with("https://") || address.starts_with("http://");
    assert!(web && !address.contains(is_forbidden), "{address:?}");
}

fn assert_is_a_list(bytes: &[u8]) {
    let Ok(list) = read(bytes) else { return };
    for Outline {
        address,
        title,
        folder,
        extras,
    } in &list.feeds
    {
        assert_on_the_web(address);
        assert_clean(title.as_ref());
        assert_clean(folder.as_ref());
        for value in extras.values() {
            assert_clean(Some(value));
        }
    }
    list.skipped
        .iter()
        .for_each(|skipped| assert_clean(Some(&skipped.what)));
    let again = read(write_opml(&list.feeds).as_bytes()).unwrap();
    assert_eq!(again.feeds.len(), list.feeds.len());
    let extras = |feeds: &[Outline]| {
        let mut extras: Vec<_> = feeds
            .iter()
            .map(|feed| format!("{:?}", feed.extras))
            .collect();
        extras.sort();
        extras
    };
    let before = extras(&list.feeds);
    // What a few broken bytes made us take for the letters of Western Europe is read as Arabic when it is UTF-8 again.
    let guessed = before.iter().any(|extras| extras.contains(['Ø', 'Ù']));
    assert!(guessed || extras(&again.feeds) == before, "{before:?}");
    assert_eq!(again.skipped, []);
}

/// Goes through a search in which every answer is the same.
fn assert_is_searched(bytes: &[u8]) {
    let mut search = Search::new("https://www.youtube.com/@ann").unwrap();
    let mut answer = None;
    for _ in 0..40 {
        let mut next = None;
        assert_quick("a step", || next = Some(search.step(answer.take())));
        match next.expect("a step was taken") {
            Step::Fetch { url, .. } => {
                assert_on_the_web(&url);
                answer = Some(Answer {
                    url,
                    bytes: bytes.to_vec(),
                    content_type: None,
                });
            }
            Step::Found(Found::Candidates(candidates)) => {
                for candidate in candidates {
                    assert_on_the_web(&candidate.address);
                    assert_clean(candidate.title.as_ref());
                }
                return;
            }
            Step::Found(Found::Feed(_)) | Step::Failed(_) => return,
        }
    }
    panic!("the search does not end");
}

fn assert_quick(what: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    let took = start.elapsed();
    assert!(took < LONGEST, "{what}: {took:?}");
}

proptest! {
    #[test]
    fn a_list_in_any_state_is_read_or_refused(
        document in select(&[OPML, URLS][..]),
        changes in vec(change(), 0..12),
    ) {
        let bytes = changed(document, &changes);
        assert_quick("a list", || assert_is_a_list(&bytes));
    }

    #[test]
    fn a_page_in_any_state_is_searched_to_an_end(changes in vec(change(), 0..12)) {
        let bytes = changed(PAGE, &changes);
        assert_is_searched(&bytes);
    }
}

#[test]
fn mutated_lists_and_pages_stay_in_bounds() {
    let seeds = [OPML, URLS, PAGE].map(|document| document.as_bytes().to_vec());
    let mut mutator = Mutator::new(seeds.to_vec(), 6);
    let cases = cases();
    let documents = (0..cases).map(|_| mutator.document());
    let (slowest, memory) = each_in_bounds(documents, |document| {
        assert_is_a_list(document);
        assert_is_searched(document);
    });
    figures::show(format_args!(
        "{cases} mutated lists and pages; the slowest {slowest}, {memory} kB more memory"
    ));
}

#[test]
fn long_lists_take_no_longer_by_the_byte() {
    for piece in [
        "<outline text='x'>",
        "<![>",
        "<![",
        "<!--",
        "\"<",
        "<a b=\"'>",
        "<outline xmlUrl=\"",
        "&#",
        "<outline a=b ",
    ] {
        // Enough to show in a build without optimisation.
        let times = if cfg!(debug_assertions) {
            20_000
        } else {
            200_000
        };
        let list = format!("<opml>{}", piece.repeat(times));
        assert_quick(piece, || assert_is_a_list(list.as_bytes()));
    }
}
