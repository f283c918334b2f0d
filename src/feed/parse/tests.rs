use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::model::{BodyKind, EntryIdentity, NewEntry, Timestamp};
use crate::text::CleanText;

const BASE: &str = "https://news.example/feed";

fn item(content: &str) -> NewEntry {
    let document = format!(
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><item>{content}</item></channel></rss>"
    );
    let parsed = parse(document.as_bytes(), None, BASE).unwrap();
    parsed.update.entries.into_iter().next().unwrap()
}

fn entry(content: &str) -> NewEntry {
    let document =
        format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{content}</entry></feed>");
    let parsed = parse(document.as_bytes(), None, BASE).unwrap();
    parsed.update.entries.into_iter().next().unwrap()
}

#[test]
fn a_title_of_rss_is_markup_and_one_of_atom_says_what_it_is() {
    assert_eq!(
        item("<title>&lt;i>A&lt;/i> &amp;amp; B</title>")
            .title
            .as_str(),
        "A & B"
    );
    assert_eq!(
        entry("<title>&lt;i> &amp;amp; B</title>").title.as_str(),
        "<i> &amp; B"
    );
    assert_eq!(
        entry("<title type='html'>&lt;i>A&lt;/i> &amp;amp; B</title>")
            .title
            .as_str(),
        "A & B"
    );
}

#[test]
fn the_body_is_the_content_else_the_summary_else_what_is_said_of_the_media() {
    let body = |content| item(content).body.content;
    let both = "<description>short</description><content:encoded>&lt;p>long</content:encoded>";
    assert_eq!(body(both), "<p>long");
    assert_eq!(
        body("<description>short</description><content:encoded> </content:encoded>"),
        "short"
    );
    assert_eq!(
        body("<media:group><media:description>about the video</media:description></media:group>"),
        "about the video"
    );
}

#[test]
fn text_without_markup_keeps_its_lines_unless_it_is_called_html() {
    assert_eq!(
        entry("<content type='html'>one</content>").body.kind,
        BodyKind::Html
    );
    assert_eq!(
        item("<description>one\n\ntwo</description>").body.kind,
        BodyKind::Plain
    );
    assert_eq!(
        item("<description>fish &amp;amp; chips</description>")
            .body
            .kind,
        BodyKind::Html
    );
    assert_eq!(
        entry("<summary>1 &lt; 2</summary>").body.kind,
        BodyKind::Plain
    );
    for text in ["R&amp;D\nAT&amp;T; tea", "I &lt;3 tea\n1 &lt; 2 > 0"] {
        let item = item(&format!("<description>{text}</description>"));
        assert_eq!(item.body.kind, BodyKind::Plain, "{text}");
    }
}

#[test]
fn the_link_is_the_page_and_only_a_page() {
    let link = |content| entry(content).link;
    assert_eq!(
        link(
            "<link rel='self' href='/s'/><link type='application/pdf' href='/p'/><link href='/a'/>"
        )
        .unwrap(),
        "https://news.example/a"
    );
    assert_eq!(link("<link rel='enclosure' href='/e.mp3'/>"), None);
    assert_eq!(link("<link href='javascript:alert(1)'/>"), None);
    assert_eq!(link("<link href='https://a.example@b.example/'/>"), None);
}

#[test]
fn a_guid_that_is_an_address_is_the_link_where_there_is_none() {
    let guid = "<guid>https://a.example/1</guid>";
    assert_eq!(item(guid).link.unwrap(), "https://a.example/1");
    assert_eq!(
        item(&format!("{guid}<link>/2</link>")).link.unwrap(),
        "https://news.example/2"
    );
    assert_eq!(
        item("<guid isPermaLink='false'>https://a.example/1</guid>").link,
        None
    );
    assert_eq!(item("<guid>tag:1</guid>").link, None);
}

#[test]
fn an_entry_without_any_name_is_the_same_at_the_next_poll() {
    let identity = || item("<title>Only a title</title>").identity;
    assert!(matches!(identity(), EntryIdentity::Hash(_)));
    assert_eq!(identity(), identity());
}

#[test]
fn a_feed_says_how_often_it_is_to_be_polled() {
    let document = "<rss><channel><ttl>60</ttl><skipHours><hour>3</hour></skipHours>
        <skipDays><day>Friday</day></skipDays><item><hour>5</hour></item></channel></rss>";
    let cadence = parse(document.as_bytes(), None, BASE)
        .unwrap()
        .update
        .cadence;
    assert_eq!(cadence.ttl, Some(Duration::from_hours(1)));
    assert_eq!((cadence.skip_hours, cadence.skip_days), (1 << 3, 1 << 4));
}

#[test]
fn an_entry_that_is_only_updated_is_published_then() {
    let updated = Timestamp(1_795_342_830);
    let dated = entry("<updated>2026-11-22T10:20:30Z</updated>");
    assert_eq!(
        (dated.published, dated.updated),
        (Some(updated), Some(updated))
    );
    let both =
        entry("<published>2026-11-22T10:20:00Z</published><updated>2026-11-22T10:20:30Z</updated>");
    assert_eq!(
        (both.published, both.updated),
        (Some(Timestamp(updated.0 - 30)), Some(updated))
    );
}

#[test]
fn one_bad_entry_does_not_lose_the_feed() {
    let document = "<feed xmlns='http://www.w3.org/2005/Atom'>
        <entry><id>1</id><content type='no/such type; x'>a</content></entry>
        <entry><id>2</id><content src='/x'>b</content></entry>
        <entry><id>3</id><title type='???'>c</title></entry></feed>";
    let parsed = parse(document.as_bytes(), None, BASE).unwrap();
    assert_eq!(parsed.update.entries.len(), 3);
}

#[test]
fn what_brought_the_parser_down_does_not_any_more() {
    let author = "<author>محرر—a@b.example</author><author>…（a@b.example）</author>";
    assert!(item(author).author.is_some());
    let utf_16: Vec<u8> = "<?xml version='1.0' encoding='utf-16'?><rss><channel/></rss>"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert!(parse(&utf_16, None, BASE).is_ok());
    let twice = "<?xml version='1.0' encoding='utf-8'?><?xml version='1.0' encoding='koi8-r'?><rss><channel/></rss>";
    assert!(parse(twice.as_bytes(), None, BASE).is_ok());
    let deep = format!("<rss><channel><item>{}", "<media:group>".repeat(10_000));
    assert!(parse(deep.as_bytes(), None, BASE).is_ok());
}

#[test]
fn json_is_read_with_its_usual_faults() {
    let parsed = parse(
        b"\xef\xbb\xbf{\"title\": \"A\tB\", \"items\": [{\"id\": 1.5, \"title\": \"x\ny\",}, 7, {\"id\": {}},], }",
        Some("text/html"),
        BASE,
    )
    .unwrap();
    assert_eq!(parsed.update.title.as_str(), "A B");
    assert_eq!(parsed.update.entries.len(), 2);
    assert_eq!(
        parsed.update.entries[0].identity,
        EntryIdentity::Guid("1.5".to_owned())
    );
}

#[test]
fn json_is_read_with_what_servers_put_around_it_and_programs_into_it() {
    let item = r#""id": 1, "title": "it\'s \ud83d", "authors": [], "author": {"name": "Ada"}, "tags": ["R&amp;D", "R&amp;D"],
        "date_published": 1795342830, "attachments": {"url": "/a.mp3", "size_in_bytes": "3"}"#;
    let document = format!("{{\"title\": \"F\", \"items\": [{{{item}}}]}}");
    for whole in [
        document.clone(),
        format!("callback({document});"),
        format!(")]}}',\n{document}"),
        format!("<b>Warning</b>: x in a.php\n{document}"),
    ] {
        let parsed = parse(whole.as_bytes(), None, BASE).unwrap();
        let entry = &parsed.update.entries[0];
        assert_eq!(entry.title.as_str(), "it's \u{fffd}");
        assert_eq!(entry.author.as_ref().unwrap().as_str(), "Ada");
        assert_eq!(entry.published, Some(Timestamp(1_795_342_830)));
        assert_eq!(entry.details.categories, [CleanText::line("R&D")]);
        assert_eq!(entry.details.enclosures[0].length, Some(3));
    }
}

#[test]
fn a_picture_is_no_text() {
    let picture = entry("<content type='image/png'>iVBORw0KGgo=</content><summary>s</summary>");
    assert_eq!(picture.body.content, "s");
}

#[test]
fn an_entry_of_rss_may_name_its_page_as_atom_does() {
    let link =
        item("<atom:link rel='self' href='/s'/><atom:link href='https://a.example/1'/>").link;
    assert_eq!(link.as_deref(), Some("https://a.example/1"));
}

#[test]
fn what_is_no_feed_is_an_error_that_says_so() {
    let error = |bytes: &[u8]| parse(bytes, None, BASE).unwrap_err();
    assert!(matches!(error(b" \n"), ParseError::Empty));
    assert!(matches!(
        error(b"<!DOCTYPE html><html></html>"),
        ParseError::WebPage
    ));
    assert!(matches!(error(b"GIF89a"), ParseError::NotAFeed));
    assert!(matches!(error(b"{\"error\": 404}"), ParseError::NotAFeed));
    assert!(matches!(error(b"{\"items\": ["), ParseError::Json { .. }));
}

#[test]
fn a_panic_becomes_the_error_of_its_feed() {
    let result = caught::<()>(|| {
        assert!(panic_is_contained());
        panic!("a fault of the parser")
    });
    assert!(matches!(result, Err(ParseError::Panicked)));
    assert!(!panic_is_contained());
}

#[test]
fn controls_do_not_reach_what_is_shown() {
    let entry = item("<title>a&#27;[31mb&amp;#27;c&#x9b;d\u{202e}e</title><author>x&#7;y</author>");
    let shown = format!("{}{}", entry.title.as_str(), entry.author.unwrap().as_str());
    assert!(
        !shown.contains(char::is_control) && !shown.contains('\u{202e}'),
        "{shown:?}"
    );
}

fn feed_soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "<rss version='2.0'>",
        "<channel>",
        "<item>",
        "</item>",
        "</channel>",
        "</rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<title type='xhtml'>",
        "<link href='/a'/>",
        "<link>",
        "</link>",
        "<guid>1</guid>",
        "<author>",
        "<name>",
        "</author>",
        "a@b.example",
        "محرر—",
        "<content type='html'>",
        "</content>",
        "<description>",
        "</description>",
        "<media:group>",
        "</media:group>",
        "<media:content>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE a [",
        "]>",
        "&amp;",
        "&",
        "<",
        ">",
        "&#0;",
        "&#27;",
        "&nbsp;",
        "<pubDate>",
        "2026-11-22",
        "99999999999999999999",
        "xml:base='http://['",
        "<x:y xmlns:x='",
        "'>",
        "\u{0}",
        "\u{feff}",
        "<rdf:RDF",
        " rdf:about='/x'>",
        "<?xml version='1.0' encoding='utf-16'?>",
        "{\"items\":[",
        "{\"id\":",
        "]}",
        ",",
    ]);
    let bytes = prop::collection::vec(any::<u8>(), 0..3);
    let pieces = prop::collection::vec((piece, prop::option::weighted(0.1, bytes)), 0..60);
    pieces.prop_map(|pieces| {
        let joined = pieces.into_iter().flat_map(|(piece, bytes)| {
            let mut piece = piece.as_bytes().to_vec();
            piece.extend(bytes.unwrap_or_default());
            piece
        });
        joined.collect()
    })
}

proptest! {
    #[test]
    fn no_document_panics_or_is_refused_once_it_is_mended(document in feed_soup()) {
        match parse(&document, None, BASE) {
            Ok(_) | Err(ParseError::Empty | ParseError::WebPage | ParseError::NotAFeed | ParseError::Json { .. }) => {}
            Err(error @ (ParseError::Refused { .. } | ParseError::TooMany | ParseError::Panicked)) => {
                prop_assert!(false, "{error:?} for {}", String::from_utf8_lossy(&document));
            }
        }
    }
}
