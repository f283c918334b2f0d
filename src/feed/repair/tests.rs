use super::*;
use crate::text::CleanText;

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
    let expected = "<item><title>t</title><pubDate>2026</pubDate></item>";
    for document in [
        "<RSS><Channel><ITEM><Title>t</Title><pubdate>2026</pubdate><dc:creator>a</dc:creator></ITEM></Channel></RSS>",
        "<rss xmlns='http://backend.userland.com/rss2' xmlns:q='https://purl.org/dc/elements/1.1'>
         <channel><item><title>t</title><pubDate>2026</pubDate><q:creator>a</q:creator></item></channel></rss>",
        "<channel><item><title>t</title><pubDate>2026</pubDate><dc:creator>a</dc:creator></item></channel>",
        "<rss><channel/><item><title>t</title><pubDate>2026</pubDate><dc:creator>a</dc:creator></item></rss>",
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
fn an_element_that_names_the_namespace_of_what_it_holds_is_the_feeds() {
    assert_mended(
        "<rss><channel><item><description xmlns='http://www.w3.org/1999/xhtml'><p>a</p></description></item></channel></rss>",
        "<item><description>&lt;p&gt;a&lt;/p&gt;</description></item>",
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
fn a_title_keeps_what_looks_like_a_tag_and_is_none() {
    assert_mended(
        "<rss><channel><title>if a<b then c</title></channel></rss>",
        "<title>if a&amp;lt;b then c</title>",
        &[Fault::BareMarkup],
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
fn what_says_nothing_leaves_its_place_to_another() {
    assert_mended(
        "<rss><channel><item><title/><dc:title>t</dc:title><pubDate>soon</pubDate><dc:date>2026-11-22</dc:date>
         <description> </description><itunes:summary>s</itunes:summary></item></channel></rss>",
        "<item><title>t</title><pubDate>2026-11-22</pubDate><description>s</description></item>",
        &[],
    );
    for second in [
        "<title></title>",
        "<title>u</title>",
        "<title xmlns='urn:x'>u</title>",
    ] {
        assert_mended(
            &format!(
                "<rss><channel><item><dc:title>s</dc:title><title>t</title>{second}</item></channel></rss>"
            ),
            "<item><title>s</title><title>t</title></item>",
            &[],
        );
    }
}

#[test]
fn a_guid_is_no_link_where_it_says_so_in_any_way() {
    for is_link in ["false", "FALSE", " False ", "0", "no", "“false”"] {
        assert_mended(
            &format!(
                "<rss><channel><item><guid isPermaLink='{is_link}'>https://a.example/1</guid></item></channel></rss>"
            ),
            "<item><guid>https://a.example/1</guid></item>",
            &[],
        );
    }
}

#[test]
fn a_semicolon_that_ends_a_reference_parts_no_keywords() {
    let media = "<media:keywords xmlns:media='http://search.yahoo.com/mrss/'>AT&amp;amp;T; R&amp;D, tea</media:keywords>";
    let document = format!("<rss><channel><item><title>t</title>{media}</item></channel></rss>");
    let repaired = repaired(&document, None).unwrap();
    let categories = &repaired.entries[0].details.categories;
    let words: Vec<_> = categories.iter().map(CleanText::as_str).collect();
    assert_eq!(words, ["AT&T", "R&D", "tea"]);
}

#[test]
fn an_element_of_an_entry_may_be_called_as_the_other_family_calls_entries() {
    assert_eq!(
        inside(
            "<rss><channel><item><title>t</title><entry>5</entry><guid>g</guid></item></channel></rss>"
        ),
        "<item><title>t</title><guid>g</guid></item>"
    );
    assert_eq!(
        inside("<feed><entry><id>1</id><item>5</item><id>2</id></entry></feed>"),
        inside("<feed><entry><id>1</id><id>2</id></entry></feed>")
    );
    let unclosed = "<rss><channel><entry><title>t</title><entry><title>u</title></channel></rss>";
    assert_eq!(inside(unclosed).matches("<item>").count(), 2);
}

#[test]
fn entries_of_the_other_family_are_entries() {
    assert_mended(
        "<feed><item><title>t</title><guid>1</guid></item></feed>",
        "<entry><title type=\"text\">t</title><id>1</id></entry>",
        &[],
    );
    assert_mended(
        "<rss><channel><atom:entry><atom:title>t</atom:title></atom:entry><entry><title>u</title></entry></channel></rss>",
        "<item><title>t</title></item><item><title>u</title></item>",
        &[],
    );
}

#[test]
fn elements_with_the_prefix_of_the_root_are_the_feeds_whatever_it_means() {
    assert_mended(
        "<n:rss xmlns:n='urn:mine'><n:channel><n:item><n:title>t</n:title></n:item></n:channel></n:rss>",
        "<item><title>t</title></item>",
        &[],
    );
    assert_mended(
        "<ns0:RDF xmlns:ns0='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:ns1='http://purl.org/rss/1.0/'>
         <ns1:item ns0:about='https://a.example/1'><ns1:title>t</ns1:title></ns1:item></ns0:RDF>",
        "<item><guid>https://a.example/1</guid><title>t</title><link>https://a.example/1</link></item>",
        &[],
    );
}

#[test]
fn relations_are_known_in_any_case_and_as_addresses() {
    let repaired = repaired(
        "<feed><entry>
         <link rel='http://www.iana.org/assignments/relation/alternate' href='https://a.example/1'/>
         <link rel=' Enclosure ' href='https://a.example/1.mp3'/>
         <link rel='replies' type='application/atom+xml' href='https://a.example/1.xml'/>
         <link rel='replies' type='text/html' href='https://a.example/1#c'/></entry></feed>",
        None,
    )
    .unwrap();
    assert!(repaired.document.contains("rel=\"alternate\""));
    let details = &repaired.entries[0].details;
    assert_eq!(details.enclosures[0].url, "https://a.example/1.mp3");
    assert_eq!(details.comments.as_deref(), Some("https://a.example/1#c"));
}

#[test]
fn the_author_of_the_source_stands_in_for_that_of_the_entry() {
    let author = |entry: &str| {
        let entries = repaired(&format!("<feed><entry>{entry}</entry></feed>"), None);
        entries.unwrap().entries[0].author().name.unwrap()
    };
    let source = "<source><title>s</title><author><name>Sam</name></author></source>";
    assert_eq!(author(source).as_str(), "Sam");
    let own = "<author><name>Ada</name></author>";
    assert_eq!(author(&format!("{source}{own}")).as_str(), "Ada");
    assert_eq!(author(&format!("{own}{source}")).as_str(), "Ada");
}

#[test]
fn a_person_of_rss_may_be_written_as_in_atom_or_with_bare_brackets() {
    for author in [
        "<author><name>Ada</name><email>ada@a.example</email></author>",
        "<author>Ada <ada@a.example></author>",
    ] {
        let document = format!("<rss><channel><item>{author}</item></channel></rss>");
        let author = repaired(&document, None).unwrap().entries[0].author();
        assert_eq!(author.name.unwrap().as_str(), "Ada");
        assert_eq!(author.email.unwrap().as_str(), "ada@a.example");
    }
}

#[test]
fn the_picture_of_a_feed_may_be_a_reference() {
    let document =
        "<rdf:RDF><channel><image rdf:resource='https://a.example/i.png'/></channel></rdf:RDF>";
    let image = repaired(document, None).unwrap().feed.image();
    assert_eq!(image.as_deref(), Some("https://a.example/i.png"));
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
