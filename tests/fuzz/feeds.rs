//! Whatever a server sends is read or refused: mutated feeds all the way to articles.
//!
//! `PROPTEST_CASES` says how many.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::ops::AddAssign;
use std::path::Path;
use std::time::{Duration, Instant};

use newsterm::feed::html;
use newsterm::feed::parse::{ParseError, Parsed, parse};
use newsterm::model::{Block, Body, BodyKind, NewEntry};
use proptest::test_runner::Config;

use super::mutation::Mutator;
use super::{LONGEST, is_forbidden};
use crate::{feeds, figures};

/// What memory a document may need at its peak, in kB.
const MOST_MEMORY: u64 = 300 * 1024;

const HEADERS: [Option<&str>; 5] = [
    None,
    Some("text/xml; charset=windows-1256"),
    Some("application/json"),
    Some("text/html; charset=\"utf-16\""),
    Some("text/xml; charset=shift_jis"),
];

/// A body with everything that HTML has for an article.
const BODY: &str = "<base href='https://a.example/'><h2 dir=rtl>عنوان</h2><p>one <a href='/x'>two <b>three</b></a><br>\
    <img src='/y.png' alt='alt' width=1><blockquote lang=fa><p>چهار</blockquote><ul><li>a<ol start=3><li>b</ol></ul>\
    <pre>x\n  y</pre><table><tr><td>1<td>2</table><figure><img src=z><figcaption>c</figcaption></figure><hr>\
    <iframe src='https://v.example/' title='v'></iframe><script>alert(1)</script><!-- c --><style>p{}</style>\
    &lt;i&gt; &amp;amp; &nbsp;&hellip; <bdo dir=rtl>abc</bdo><svg><text>s</text></svg><video><source src=/m></video>";

fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds");
    let files = fs::read_dir(folder).expect("the fixtures are there");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let files = files
        .iter()
        .map(|file| fs::read(file).expect("a fixture can be read"));
    let written = feeds::formats::documents();
    files
        .chain(written.into_iter().map(String::into_bytes))
        .collect()
}

/// What came of the documents.
#[derive(Debug, Default)]
struct Count {
    read: usize,
    entries: usize,
    refused: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.entries += other.entries;
        self.refused += other.refused;
    }
}

fn assert_shown_is_clean(entry: &NewEntry) {
    let lines = [
        Some(&entry.title),
        entry.author.as_ref(),
        Some(&entry.rights),
    ];
    for line in lines.into_iter().flatten().chain(&entry.details.categories) {
        assert!(!line.as_str().contains(is_forbidden), "{line:?}");
    }
    let links = [&entry.link, &entry.details.comments].into_iter().flatten();
    let files = entry.details.enclosures.iter().map(|file| &file.url);
    for link in links.chain(files) {
        assert!(link.starts_with("http") && link.is_ascii(), "{link:?}");
    }
    assert_article_is_clean(&entry.body, entry.link.as_deref());
}

fn assert_article_is_clean(body: &Body, base: Option<&str>) {
    let article = html::document(body, base);
    for block in &article.blocks {
        if let Block::Paragraph(text) | Block::Heading { text, .. } = block {
            assert!(!text.text.as_str().contains(is_forbidden), "{text:?}");
        }
    }
    for link in &article.links {
        assert!(link.url.starts_with("http"), "{link:?}");
    }
}

fn read(document: &[u8], header: Option<&str>) -> Count {
    match parse(document, header, "https://served.example/feed") {
        Ok(Parsed { update, .. }) => {
            update.entries.iter().for_each(assert_shown_is_clean);
            Count {
                read: 1,
                entries: update.entries.len(),
                refused: 0,
            }
        }
        Err(error @ (ParseError::Panicked | ParseError::Refused { .. })) => {
            panic!("{error}: {}", document.escape_ascii())
        }
        Err(_) => Count {
            refused: 1,
            ..Count::default()
        },
    }
}

/// The most memory this process has had, in kB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// Does something with many documents; each must be done in time, and none may need more memory than it may.
pub(super) fn each_in_bounds(
    documents: impl Iterator<Item = Vec<u8>>,
    mut work: impl FnMut(&[u8]),
) -> (Slowest, u64) {
    let before = peak_memory().unwrap_or(0);
    let mut slowest = Slowest::default();
    for document in documents {
        let start = Instant::now();
        work(&document);
        let took = start.elapsed();
        let shown = document.get(..2_000).unwrap_or(&document);
        assert!(took < LONGEST, "{took:?}: {}", shown.escape_ascii());
        if took > slowest.took {
            let shown = document.get(..120).unwrap_or(&document);
            slowest = Slowest {
                took,
                began: shown.escape_ascii().to_string(),
            };
        }
    }
    // The system counts on each processor and sums up now and then, so that a peak may seem to sink.
    let more = peak_memory().unwrap_or(before).saturating_sub(before);
    assert!(more < MOST_MEMORY, "{more} kB more memory were needed");
    (slowest, more)
}

/// The document that took longest.
#[derive(Default)]
pub(super) struct Slowest {
    took: Duration,
    began: String,
}

impl Display for Slowest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} for {}", self.took, self.began)
    }
}

pub(super) fn cases() -> usize {
    // The default is for trials that cost more.
    let asked = usize::try_from(Config::default().cases).unwrap_or(usize::MAX);
    asked.max(1_000)
}

#[test]
fn a_mutated_feed_is_read_or_refused() {
    let mut mutator = Mutator::new(seeds(), 4);
    let cases = cases();
    let mut count = Count::default();
    let mut number = 0;
    let documents = (0..cases).map(|_| mutator.document());
    let (slowest, memory) = each_in_bounds(documents, |document| {
        count += read(document, HEADERS[number % HEADERS.len()]);
        number += 1;
    });
    assert!(count.read > cases / 4, "{count:?}");
    figures::show(format_args!(
        "{cases} mutated feeds: {count:?}; the slowest {slowest}, {memory} kB more memory"
    ));
}

#[test]
fn mutated_html_is_an_article() {
    let mut mutator = Mutator::new(vec![BODY.as_bytes().to_vec()], 5);
    let cases = cases();
    let documents = (0..cases).map(|_| mutator.document());
    let (slowest, memory) = each_in_bounds(documents, |document| {
        let content = String::from_utf8_lossy(document).into_owned();
        let title = html::text_of(&content);
        assert!(!title.as_str().contains(is_forbidden), "{title:?}");
        let kind = BodyKind::Html;
        assert_article_is_clean(&Body { kind, content }, Some("https://a.example/1"));
    });
    figures::show(format_args!(
        "{cases} mutated bodies; the slowest {slowest}, {memory} kB more memory"
    ));
}

/// A piece over and over, in the middle of a feed: what costs with the square of its length, or takes memory many
/// times over, is found so.
#[test]
fn nothing_costs_more_the_more_there_is_of_it() {
    let pieces = [
        "<",
        ">",
        "&",
        "'",
        "<a",
        "<a>",
        "</a>",
        "<a b='",
        "<a b=\"x>",
        "<!--",
        "<!-- >",
        "<!x [>",
        "<![CDATA[",
        "<![CDATA[>",
        "]]>",
        "<?x ",
        "<?x >",
        "&amp;",
        "&nbsp;",
        "&#",
        "<item>",
        "<item/>",
        "<item><title>",
        "<entry/>",
        "<title>",
        "<title/>",
        "<description>",
        "<media:group>",
        "<media:content url='https://a.example/'>",
        "<itunes:category text='a'>",
        "<author>",
        "<category>a</category>",
        "<link>",
        "<x:y xmlns:x='urn:a'>",
        "a@b.example ",
        "<image>",
        "<b><i>",
        "<table><tr><td>",
        "<p><a href=x>",
        "<channel>",
        "<rss>",
        "</item>",
        "{\"a\":[",
        "\u{202e}",
        "\u{1b}[",
        "<skipHours><hour>1",
        "<content type='xhtml'>",
        "<iframe>",
        "<textarea>",
        "<li><ul>",
    ];
    let places = [
        ("<rss><channel><item><title>", ""),
        (
            "<rss><channel><item><description><![CDATA[",
            "]]></description></item></channel></rss>",
        ),
        (
            "<rss xml:base='https://a.example/' ",
            "><channel><item><title>x</title></item></channel></rss>",
        ),
        (
            "<feed><entry><content type='html'>",
            "</content></entry></feed>",
        ),
        ("{\"items\":[{\"id\":1,\"content_html\":\"", "\"}]}"),
        ("", ""),
    ];
    // Enough to show in a build without optimisation.
    let bytes = if cfg!(debug_assertions) {
        8_000
    } else {
        4_000_000
    };
    let documents = pieces.iter().flat_map(|piece| {
        let repeated = piece.repeat(bytes / piece.len());
        places.map(|(before, after)| format!("{before}{repeated}{after}").into_bytes())
    });
    let mut count = Count::default();
    let (slowest, memory) = each_in_bounds(documents, |document| count += read(document, None));
    figures::show(format_args!(
        "{count:?} of one piece {bytes} bytes long; the slowest {slowest}, {memory} kB more memory"
    ));
}
