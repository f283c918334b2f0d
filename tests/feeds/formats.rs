//! Ten formats in eight languages: whatever a feed is written in, the same news is read.

use newsterm::feed::parse::parse;
use newsterm::model::{Fault, Timestamp};
use newsterm::text::CleanText;
use serde_json::json;

use super::languages::{NEWS, News};
use super::paragraphs;

const HOME: &str = "https://harbour.example/";
const PAGE: &str = "https://harbour.example/2026/library";
const FILE: &str = "https://harbour.example/2026/library.mp3";
/// 2026-11-22T07:30:00Z.
const MORNING: Timestamp = Timestamp(1_795_332_600);

/// What a format may have no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Date,
    Author,
    Category,
    File,
    Language,
    Markup,
}

/// A format, how news is written in it, and what it has no place for.
struct Format {
    name: &'static str,
    write: fn(&News) -> String,
    lacks: &'static [Part],
}

const FORMATS: [Format; 10] = [
    Format {
        name: "RSS 0.90",
        write: rss_0_90,
        lacks: &[
            Part::Date,
            Part::Author,
            Part::Category,
            Part::File,
            Part::Language,
            Part::Markup,
        ],
    },
    Format {
        name: "RSS 0.91",
        write: |news| rss("0.91", &[&channel(news), &item(news, "")]),
        lacks: &[Part::Date, Part::Author, Part::Category, Part::File],
    },
    Format {
        name: "RSS 0.92",
        write: |news| {
            rss(
                "0.92",
                &[
                    &channel(news),
                    &item(news, &(category(news) + &enclosure())),
                ],
            )
        },
        lacks: &[Part::Date, Part::Author],
    },
    Format {
        name: "RSS 1.0",
        write: rss_1_0,
        lacks: &[Part::File],
    },
    Format {
        name: "RSS 2.0",
        write: |news| {
            let more = format!(
                "<author>post@harbour.example ({})</author>{}{}\
                 <pubDate>Sun, 22 Nov 2026 07:30:00 GMT</pubDate>",
                news.author,
                category(news),
                enclosure()
            );
            rss("2.0", &[&channel(news), &item(news, &more)])
        },
        lacks: &[],
    },
    Format {
        name: "RSS 2.0 with modules",
        write: rss_with_modules,
        lacks: &[],
    },
    Format {
        name: "Atom 0.3",
        write: atom_0_3,
        lacks: &[Part::Category, Part::File],
    },
    Format {
        name: "Atom 1.0",
        write: atom_1_0,
        lacks: &[],
    },
    Format {
        name: "JSON Feed 1.0",
        write: |news| json_feed(news, "1", &json!({ "author": { "name": news.author } })),
        lacks: &[Part::Language],
    },
    Format {
        name: "JSON Feed 1.1",
        write: |news| {
            json_feed(
                news,
                "1.1",
                &json!({ "authors": [{ "name": news.author }], "language": news.tag }),
            )
        },
        lacks: &[],
    },
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The text as HTML.
fn markup(news: &News) -> String {
    news.text
        .map(|text| format!("<p>{}</p>", escaped(text)))
        .concat()
}

fn category(news: &News) -> String {
    format!("<category>{}</category>", escaped(news.category))
}

fn enclosure() -> String {
    format!("<enclosure url='{FILE}' type='audio/mpeg' length='1234'/>")
}

fn channel(news: &News) -> String {
    format!(
        "<title>{}</title><link>{HOME}</link><description>{}</description><language>{}</language>",
        news.feed, news.about, news.tag
    )
}

fn item(news: &News, more: &str) -> String {
    format!(
        "<item><title>{}</title><link>{PAGE}</link><description>{}</description>{more}</item>",
        escaped(news.title),
        escaped(&markup(news))
    )
}

fn rss(version: &str, parts: &[&str]) -> String {
    format!(
        "<?xml version='1.0' encoding='utf-8'?>\n<rss version='{version}'>\n<channel>\n{}\n</channel>\n</rss>\n",
        parts.join("\n")
    )
}

fn rss_0_90(news: &News) -> String {
    format!(
        "<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
        xmlns='http://my.netscape.com/rdf/simple/0.9/'>\n<channel><title>{}</title><link>{HOME}</link>
        <description>{}</description></channel>
        <item><title>{}</title><link>{PAGE}</link></item>\n</rdf:RDF>\n",
        news.feed,
        news.about,
        escaped(news.title)
    )
}

fn rss_1_0(news: &News) -> String {
    format!(
        "<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
        xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'
        xmlns:content='http://purl.org/rss/1.0/modules/content/'>
        <channel rdf:about='{HOME}'><title>{}</title><link>{HOME}</link><description>{}</description>
        <dc:language>{}</dc:language><items><rdf:Seq><rdf:li rdf:resource='{PAGE}'/></rdf:Seq></items></channel>
        <item rdf:about='{PAGE}'><title>{}</title><link>{PAGE}</link><content:encoded><![CDATA[{}]]></content:encoded>
        <dc:creator>{}</dc:creator><dc:subject>{}</dc:subject><dc:date>2026-11-22T09:30+02:00</dc:date></item>\n</rdf:RDF>\n",
        news.feed,
        news.about,
        news.tag,
        escaped(news.title),
        markup(news),
        news.author,
        escaped(news.category)
    )
}

fn rss_with_modules(news: &News) -> String {
    format!(
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:atom='http://www.w3.org/2005/Atom'
        xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'
        xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>\n<channel><title>{}</title>
        <atom:link href='{HOME}feed' rel='self'/><link>{HOME}</link><itunes:summary>{}</itunes:summary>
        <dc:language>{}</dc:language>
        <item><title><![CDATA[{}]]></title><link>{PAGE}</link><description>-</description>
        <content:encoded><![CDATA[{}]]></content:encoded><dc:creator><![CDATA[{}]]></dc:creator>
        <media:group><media:content url='{FILE}' type='audio/mpeg' fileSize='1234'/></media:group>
        <media:keywords>{}</media:keywords><dc:date>2026-11-22T07:30:00Z</dc:date></item></channel>\n</rss>\n",
        news.feed,
        news.about,
        news.tag,
        escaped(news.title),
        markup(news),
        news.author,
        escaped(news.category)
    )
}

fn atom_0_3(news: &News) -> String {
    format!(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#' xml:lang='{}'>\n<title>{}</title><tagline>{}</tagline>
        <link rel='alternate' type='text/html' href='{HOME}'/>
        <entry><title>{}</title><link rel='alternate' type='text/html' href='{PAGE}'/><id>tag:harbour.example,2026:1</id>
        <issued>2026-11-22T07:30:00Z</issued><modified>2026-11-22T07:30:00Z</modified>
        <author><name>{}</name></author><content type='text/html' mode='escaped'>{}</content></entry>\n</feed>\n",
        news.tag,
        news.feed,
        news.about,
        escaped(news.title),
        news.author,
        escaped(&markup(news))
    )
}

fn atom_1_0(news: &News) -> String {
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{}' xml:base='{HOME}'>\n<title>{}</title>
        <subtitle type='html'>{}</subtitle><link href='/'/><link rel='self' href='feed'/><id>urn:1</id>
        <entry><title type='text'>{}</title><link href='2026/library'/><id>urn:1:1</id><category term='{}'/>
        <link rel='enclosure' href='2026/library.mp3' type='audio/mpeg' length='1234'/>
        <published>2026-11-22T07:30:00Z</published><updated>2026-11-22T07:30:00Z</updated>
        <author><name>{}</name><uri>{HOME}</uri></author>
        <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{}</div></content></entry>\n</feed>\n",
        news.tag,
        news.feed,
        news.about,
        escaped(news.title),
        escaped(news.category),
        news.author,
        markup(news)
    )
}

fn json_feed(news: &News, version: &str, more: &serde_json::Value) -> String {
    let mut feed = json!({
        "version": format!("https://jsonfeed.org/version/{version}"),
        "title": news.feed,
        "description": news.about,
        "home_page_url": HOME,
        "items": [{
            "id": "1",
            "url": PAGE,
            "title": news.title,
            "content_html": markup(news),
            "date_published": "2026-11-22T07:30:00Z",
            "tags": [news.category],
            "attachments": [{ "url": FILE, "mime_type": "audio/mpeg", "size_in_bytes": 1234 }],
        }],
    });
    for (key, value) in more.as_object().expect("an object") {
        feed[key] = value.clone();
    }
    format!("{feed:#}\n")
}

/// Every format in every language, as documents.
pub fn documents() -> Vec<String> {
    let written = |format: &Format| NEWS.iter().map(format.write).collect::<Vec<_>>();
    FORMATS.iter().flat_map(written).collect()
}

fn strings(lines: &[CleanText]) -> Vec<&str> {
    lines.iter().map(CleanText::as_str).collect()
}

#[track_caller]
fn assert_read(document: &str, format: &Format, news: &News, case: &str) -> Vec<Fault> {
    let lacks = |part| format.lacks.contains(&part);
    let parsed = parse(document.as_bytes(), None, "https://harbour.example/feed")
        .unwrap_or_else(|error| panic!("{case}: {error}\n{document}"));
    let feed = &parsed.update;
    assert_eq!(feed.title.as_str(), news.feed, "{case}");
    assert_eq!(feed.description.as_str(), news.about, "{case}");
    assert_eq!(feed.home.as_deref(), Some(HOME), "{case}");
    let language = (!lacks(Part::Language)).then_some(news.tag);
    assert_eq!(feed.language.as_deref(), language, "{case}");
    let [entry] = feed.entries.as_slice() else {
        panic!("{case}: {} entries\n{document}", feed.entries.len());
    };
    assert_eq!(entry.title.as_str(), news.title, "{case}");
    assert_eq!(entry.link.as_deref(), Some(PAGE), "{case}");
    assert_eq!(
        entry.published,
        (!lacks(Part::Date)).then_some(MORNING),
        "{case}"
    );
    let author = entry.author.as_ref().map(CleanText::as_str);
    assert_eq!(
        author,
        (!lacks(Part::Author)).then_some(news.author),
        "{case}"
    );
    let categories = if lacks(Part::Category) {
        vec![]
    } else {
        vec![news.category]
    };
    assert_eq!(strings(&entry.details.categories), categories, "{case}");
    if !lacks(Part::Markup) {
        assert_eq!(paragraphs(entry), news.text, "{case}");
    }
    let files: Vec<_> = entry
        .details
        .enclosures
        .iter()
        .map(|file| (&*file.url, file.length))
        .collect();
    let expected = if lacks(Part::File) {
        vec![]
    } else {
        vec![(FILE, Some(1234))]
    };
    assert_eq!(files, expected, "{case}");
    parsed
        .warnings
        .iter()
        .map(|warning| warning.fault)
        .collect()
}

#[test]
fn every_format_in_every_language_says_the_same() {
    for format in &FORMATS {
        for news in &NEWS {
            let case = format!("{} in {}", format.name, news.tag);
            let faults = assert_read(&(format.write)(news), format, news, &case);
            assert_eq!(faults, [], "{case}");
        }
    }
}

/// What servers and programs do to a feed, and what is said of it.
type Damage = (&'static str, fn(String) -> Option<String>, Option<Fault>);

fn is_json(document: &str) -> bool {
    document.starts_with('{')
}

fn cut_before(document: &str, place: &str) -> Option<String> {
    document.rfind(place).map(|at| document[..at].to_owned())
}

const DAMAGES: [Damage; 9] = [
    (
        "a mark before it",
        |document| Some(format!("\u{feff}\u{feff}\n{document}")),
        None,
    ),
    (
        "a warning of the server before it",
        |document| {
            (!is_json(&document)).then(|| {
                format!("<b>Warning</b>: file() in /a.php on line <b>3</b><br />\n{document}")
            })
        },
        Some(Fault::LeadingText),
    ),
    (
        "a comment of the server after it",
        |document| (!is_json(&document)).then(|| format!("{document}<!-- cached --> done <br>")),
        None,
    ),
    (
        "the end is missing",
        |document| {
            ["</rdf:RDF>", "</channel>", "</feed>"]
                .iter()
                .find_map(|end| cut_before(&document, end))
        },
        Some(Fault::Truncated),
    ),
    (
        "the next entry is not whole",
        |document| {
            let (entry, end) = if document.contains("</entry>") {
                ("entry", "</entry>")
            } else {
                ("item", "</item>")
            };
            let at = document.find(end)? + end.len();
            Some(format!("{}<{entry}><title>Half an ent", &document[..at]))
        },
        Some(Fault::Truncated),
    ),
    (
        "a bare ampersand",
        |document| {
            document.contains("<rss").then(|| {
                document.replacen(
                    "<item>",
                    "<item><source url='/?a=1&b=2'>R&D & more</source><generator>A & B</generator>",
                    1,
                )
            })
        },
        None,
    ),
    (
        "names in capitals",
        |document| {
            document.contains("<rss version='0").then(|| {
                ["rss", "channel", "item", "title", "link", "description"]
                    .iter()
                    .fold(document, |document, name| {
                        document
                            .replace(&format!("<{name}>"), &format!("<{}>", name.to_uppercase()))
                            .replace(
                                &format!("</{name}>"),
                                &format!("</{}>", name.to_uppercase()),
                            )
                    })
            })
        },
        None,
    ),
    (
        "namespaces by https",
        |document| {
            document
                .contains("xmlns")
                .then(|| document.replace("='http://", "='https://"))
        },
        None,
    ),
    (
        "no version, no declaration",
        |document| {
            let start = document.find("<rss")?;
            let end = document[start..].find('>')? + start;
            let attributes = document[start..end]
                .replace(" version='2.0'", "")
                .replace(" version='0.91'", "")
                .replace(" version='0.92'", "");
            Some(format!("{attributes}{}", &document[end..]))
        },
        None,
    ),
];

#[test]
fn damage_loses_no_entry_that_is_whole() {
    for format in &FORMATS {
        for news in &NEWS {
            for (damage, apply, expected) in DAMAGES {
                let Some(document) = apply((format.write)(news)) else {
                    continue;
                };
                let case = format!("{} in {}, {damage}", format.name, news.tag);
                let faults = assert_read(&document, format, news, &case);
                if let Some(fault) = expected {
                    assert!(faults.contains(&fault), "{case}: {faults:?}");
                }
            }
        }
    }
}
