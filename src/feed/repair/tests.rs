use super::*;

/// The repaired document between its outermost tags, the texts of entries put back.
fn inside(document: &str) -> String {
    let repaired = with_texts(repaired(document, None).unwrap());
    let channel = repaired.split_once("<channel>").map(|(_, rest)| rest);
    let body = channel.unwrap_or_else(|| repaired.split_once('>').unwrap().1);
    body.trim_end_matches("</rss>")
        .trim_end_matches("</channel>")
        .trim_end_matches("</feed>")
        .to_owned()
}

fn with_texts(mut repaired: Repaired) -> String {
    for number in 0.. {
        let key = format!("text-{number}");
        let text = repaired.texts.take(&key);
        if text == key {
            break;
        }
        let mut escaped = String::new();
        entity::escape_into(&text, &mut escaped);
        let whole = repaired
            .document
            .replace(&format!(">{key}<"), &format!(">{escaped}<"));
        repaired.document = whole;
    }
    repaired.document
}

fn faults(document: &str) -> Vec<Fault> {
    let repaired = repaired(document, None).unwrap();
    repaired
        .warnings
        .iter()
        .map(|warning| warning.fault)
        .collect()
}

#[track_caller]
fn assert_mended(document: &str, expected: &str, wrong: &[Fault]) {
    assert_eq!(inside(document), expected);
    assert_eq!(faults(document), wrong);
}

#[test]
fn a_good_document_says_the_same_afterwards() {
    assert_mended(
        "<?xml version='1.0'?><!-- made by hand --><rss version='2.0'><channel><title>A &lt; B</title>
         <item><title><![CDATA[C & D]]></title><guid isPermaLink='false'>1</guid></item></channel></rss>",
        "<title>A &lt; B</title><item><title>C &amp; D</title><guid>1</guid></item>",
        &[],
    );
}

#[test]
fn names_in_any_case_and_namespace_are_the_same_names() {
    let expected = "<item><title>t</title><pubDate>d</pubDate></item>";
    for document in [
        "<RSS><Channel><ITEM><Title>t</Title><pubdate>d</pubdate><dc:creator>a</dc:creator></ITEM></Channel></RSS>",
        "<rss xmlns='http://backend.userland.com/rss2' xmlns:q='https://purl.org/dc/elements/1.1'>
         <channel><item><title>t</title><pubDate>d</pubDate><q:creator>a</q:creator></item></channel></rss>",
        "<channel><item><title>t</title><pubDate>d</pubDate><dc:creator>a</dc:creator></item></channel>",
        "<rss><channel/><item><title>t</title><pubDate>d</pubDate><dc:creator>a</dc:creator></item></rss>",
    ] {
        assert_mended(document, expected, &[]);
        let entries = repaired(document, None).unwrap().entries;
        assert_eq!(entries[0].author().name.unwrap().as_str(), "a", "{document}");
    }
}

#[test]
fn a_stand_in_counts_only_where_the_real_element_is_missing() {
    assert_mended(
        "<rss><channel><item><dc:title>stand-in</dc:title></item>
         <item><title>real</title><dc:title>stand-in</dc:title></item></channel></rss>",
        "<item><title>stand-in</title></item><item><title>real</title></item>",
        &[],
    );
}

#[test]
fn elements_of_others_do_not_pass_for_ours() {
    assert_mended(
        "<rss xmlns:m='urn:mine'><channel><title>t</title><image><title>logo</title><link>/l</link></image>
         <m:title>theirs</m:title><item><m:box><title>theirs</title></m:box><title>ours</title></item></channel></rss>",
        "<title>t</title><item><title>ours</title></item>",
        &[],
    );
}

#[test]
fn missing_and_stray_ends_are_mended() {
    assert_mended(
        "<rss><channel><item><title>one<link>/1</link><item><title>two</title></i></item></channel></rss>",
        "<item><title>one</title><link>/1</link></item><item><title>two</title></item>",
        &[Fault::MissingEnd, Fault::MissingEnd, Fault::StrayEnd],
    );
    assert_mended(
        "<rss><channel><item><description>a <b>b</description></item>
         <item><description>c</item></channel></rss>",
        "<item><description>a &lt;b&gt;b</description></item><item><description>c</description></item>",
        &[Fault::MissingEnd],
    );
}

#[test]
fn tags_are_no_part_of_an_address_or_a_date() {
    assert_mended(
        "<rss><channel><item><link>https://a.example/</lnk><pubDate>2026-11-22<br></pubDate></item></channel></rss>",
        "<item><link>https://a.example/</link><pubDate>2026-11-22</pubDate></item>",
        &[Fault::MissingEnd],
    );
}

#[test]
fn markup_where_text_is_due_stays_as_escaped_markup() {
    assert_mended(
        "<rss><channel><item><description>a<br/>b <i class='x'>c</i></description></item></channel></rss>",
        "<item><description>a&lt;br&gt;b &lt;i class='x'&gt;c&lt;/i&gt;</description></item>",
        &[],
    );
}

#[test]
fn bare_markup_characters_are_text() {
    assert_mended(
        "<rss><channel><title>1 < 2 & 3 &nosuch; &eacute;</title></channel></rss>",
        "<title>1 &lt; 2 &amp; 3 &amp;nosuch; é</title>",
        &[Fault::BareMarkup, Fault::BareMarkup],
    );
}

#[test]
fn a_cut_document_keeps_its_whole_entries() {
    let whole = "<rss><channel><title>t</title><item><title>one</title></item><item><title>two</title></item></channel></rss>";
    let one = whole.find("<item><title>two").unwrap();
    let two = whole.find("</channel>").unwrap();
    for length in one + "<item>".len()..two {
        let cut = &whole[..length];
        assert_eq!(
            inside(cut),
            "<title>t</title><item><title>one</title></item>",
            "{cut}"
        );
        assert_eq!(faults(cut).last(), Some(&Fault::Truncated), "{cut}");
    }
}

#[test]
fn atom_text_is_html_or_text_whatever_it_was_called() {
    let content = |attributes: &str, text: &str| {
        let document = format!("<feed><entry><content{attributes}>{text}</content></entry></feed>");
        let inside = inside(&document);
        let content = inside
            .strip_prefix("<entry><content type=")
            .unwrap()
            .to_owned();
        content
            .strip_suffix("</content></entry>")
            .unwrap()
            .to_owned()
    };
    assert_eq!(content("", "a &lt; b"), "\"text\">a &lt; b");
    assert_eq!(content(" type='text/plain'", "a"), "\"text\">a");
    assert_eq!(content(" type='html'", "&lt;p>a"), "\"html\">&lt;p&gt;a");
    assert_eq!(
        content(" type='text/html' mode='escaped'", "&lt;p>a"),
        "\"html\">&lt;p&gt;a"
    );
    assert_eq!(
        content(" type='xhtml'", "<p>1 &lt; 2</p>"),
        "\"html\">&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;"
    );
    assert_eq!(
        content(" type='application/xhtml+xml'", "<x:p>a</x:p>"),
        "\"html\">&lt;p&gt;a&lt;/p&gt;"
    );
    assert_eq!(content("", "a <i>b</i>"), "\"html\">a &lt;i&gt;b&lt;/i&gt;");
}

#[test]
fn links_follow_the_base_of_their_element() {
    assert_mended(
        "<feed xml:base='https://a.example/b/'><entry xml:base='c/'><link href='d'/></entry></feed>",
        "<entry><link href=\"https://a.example/b/c/d\"></link></entry>",
        &[],
    );
}

#[test]
fn languages_are_kept_that_the_parser_would_lose() {
    let repaired = repaired(
        "<rss xml:lang='ar'><channel><item xml:lang='en'/><item><dc:language>fa</dc:language></item><item/></channel></rss>",
        None,
    )
    .unwrap();
    assert_eq!(repaired.feed.language.as_deref(), Some("ar"));
    let entries = repaired.entries.iter();
    let languages: Vec<_> = entries.map(|notes| notes.language.as_deref()).collect();
    assert_eq!(languages, [Some("en"), Some("fa"), None]);
}

#[test]
fn nesting_is_bounded() {
    let depth = 20_000;
    let groups = "<media:group>".repeat(depth);
    let document = format!("<rss><channel><item>{groups}<title>t</title></item></channel></rss>");
    let repaired = repaired(&document, None).unwrap();
    assert!(repaired.document.contains("<item>"));
    assert!(
        repaired
            .warnings
            .iter()
            .any(|warning| warning.fault == Fault::TooDeep)
    );
}

#[test]
fn a_person_of_atom_may_be_a_bare_name() {
    let author = |document: &str| {
        let entries = repaired(document, None).unwrap().entries;
        entries[0].author()
    };
    let bare = author("<feed><entry><author>Ada &amp;amp; Ben</author></entry></feed>");
    assert_eq!(bare.name.unwrap().as_str(), "Ada & Ben");
    let named = author(
        "<feed><entry><author><name>Cy</name> of X<email>cy@x.example</email><uri>/</uri></author></entry></feed>",
    );
    assert_eq!(named.name.unwrap().as_str(), "Cy");
    assert_eq!(named.email.unwrap().as_str(), "cy@x.example");
}

#[test]
fn what_is_no_feed_is_told_apart() {
    let page = "<html><body><rdf:RDF><Work/></rdf:RDF></body></html>";
    assert!(matches!(repaired(page, None), Err(ParseError::WebPage)));
    assert!(matches!(
        repaired("<!doctype html><html><p>Hi", None),
        Err(ParseError::WebPage)
    ));
    assert!(matches!(
        repaired("<opml><body/></opml>", None),
        Err(ParseError::NotAFeed)
    ));
    assert!(matches!(
        repaired("plain words", None),
        Err(ParseError::NotAFeed)
    ));
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    assert_mended(
        "<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>",
        "<title>&amp;b;</title>",
        &[Fault::BareMarkup],
    );
}

#[test]
fn faults_past_the_fiftieth_are_counted_and_the_end_is_told_in_any_case() {
    let document = format!("<rss><channel>{}<item>", "</b>".repeat(70));
    let repaired = repaired(&document, None).unwrap();
    assert_eq!((repaired.warnings.len(), repaired.more_warnings), (50, 21));
    let last = repaired.warnings.last().unwrap();
    assert_eq!(last.fault, Fault::Truncated);
}
