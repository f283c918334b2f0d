//! How fast a feed is read: ours, repair and cleaning included, beside the bare parser on the same document.
//!
//! Run with `cargo bench --bench feed`; the ratio to `bare_parser` counts, milliseconds do not.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use newsterm::feed::parse::parse;

const ENTRIES: usize = 30;
const PARAGRAPHS: usize = 8;
const ENGLISH: &str =
    "The ferry left the harbour at six, &ldquo;as it always had&rdquo;, and nobody waved.";
const ARABIC: &str =
    "غادرت العبارة الميناء في السادسة &mdash; كما اعتادت &mdash; ولم يلوح لها أحد.";

fn main() {
    divan::main();
}

#[divan::bench(args = ["english", "arabic"])]
fn bare_parser(bencher: Bencher<'_, '_>, language: &str) {
    let document = feed(language);
    bencher
        .counter(BytesCount::of_str(&document))
        .bench_local(|| feed_rs::parser::parse(black_box(document.as_bytes())));
}

#[divan::bench(args = ["english", "arabic"])]
fn ours(bencher: Bencher<'_, '_>, language: &str) {
    let document = feed(language);
    bencher
        .counter(BytesCount::of_str(&document))
        .bench_local(|| {
            parse(
                black_box(document.as_bytes()),
                Some("application/rss+xml; charset=utf-8"),
                "https://news.example/feed",
            )
        });
}

fn feed(language: &str) -> String {
    let sentence = if language == "arabic" {
        ARABIC
    } else {
        ENGLISH
    };
    let mut feed = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Harbour Gazette</title>\
         <link>https://news.example/</link><description>News</description>\n",
    );
    let entries = (0..ENTRIES).map(|number| entry(number, sentence));
    feed.extend(entries);
    feed + "</channel></rss>\n"
}

fn entry(number: usize, sentence: &str) -> String {
    let text = format!("<p>{sentence} {sentence} <a href=\"/more/{number}\">{sentence}</a></p>\n");
    let text = text.repeat(PARAGRAPHS);
    format!(
        "<item><title>{sentence} {number}</title><link>https://news.example/{number}</link>\
         <guid isPermaLink=\"false\">tag:news.example,2026:{number}</guid>\
         <pubDate>Sun, 22 Nov 2026 10:{number:02}:00 GMT</pubDate><dc:creator>A. Writer</dc:creator>\
         <category>sea</category><description>{sentence}</description>\
         <content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )
}
