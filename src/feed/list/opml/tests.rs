use proptest::prelude::*;

use super::super::{FeedList, ListError, SkipReason, read as read_list, write_opml};
use super::*;
use crate::model::Extras;

fn outline(address: &str, title: Option<&str>, folder: Option<&str>) -> Outline {
    Outline {
        address: address.to_owned(),
        title: title.map(CleanText::line),
        folder: folder.map(CleanText::line),
        ..Outline::default()
    }
}

fn feeds(opml: &str) -> Vec<Outline> {
    read_list(opml.as_bytes()).unwrap().feeds
}

#[test]
fn nested_folders_are_a_path() {
    let opml = "<?xml version='1.0'?><opml version='2.0'><head><title>x</title></head><body>\
        <outline text='Top' xmlUrl='https://a.example/'/>\
        <outline text='Tech' title='Technology'><outline title='Linux'>\
        <outline type='rss' text='B &amp; &#x628;' xmlUrl='https://b.example/'/></outline>\
        <outline text='C' xmlUrl='https://c.example/'></outline>\
        <outline text='D' xmlUrl='https://d.example/'/></outline>\
        <outline xmlUrl='https://e.example/'/></body></opml>";
    let expected = [
        outline("https://a.example/", Some("Top"), None),
        outline(
            "https://b.example/",
            Some("B & ب"),
            Some("Technology / Linux"),
        ),
        outline("https://c.example/", Some("C"), Some("Technology")),
        outline("https://d.example/", Some("D"), Some("Technology")),
        outline("https://e.example/", None, None),
    ];
    assert_eq!(feeds(opml), expected);
}

#[test]
fn the_address_is_found_however_it_is_spelled() {
    for spelled in [
        "xmlUrl=\"https://a.example/?x=1&y=2\"",
        "XMLURL='https://a.example/?x=1&amp;y=2'",
        "xmlurl='  https://a.example/?x=1&#38;y=2\n'",
        "xmlURL=https://a.example/?x=1&y=2",
        "url='https://a.example/?x=1&y=2'",
        "type=rss url='https://a.example/?x=1&y=2'",
        "xmlUrl='feed:https://a.example/?x=1&y=2#top'",
    ] {
        let opml = format!("<opml><body><outline {spelled} /></body></opml>");
        let expected = [outline("https://a.example/?x=1&y=2", None, None)];
        assert_eq!(feeds(&opml), expected, "{spelled}");
    }
    let opml = "<OPML><BODY><OUTLINE XMLURL='https://a.example/'></BODY></OPML>";
    assert_eq!(feeds(opml), [outline("https://a.example/", None, None)]);
}

#[test]
fn ends_that_are_missing_lose_nothing() {
    let whole = "<opml version='1.1'><body><outline text='F'><outline text='A' xmlUrl='https://a.example/'>\
        <outline text='B' xmlUrl='https://b.example/'><outline text='C & D' xmlUrl='https://c.example/'>";
    let expected = [
        outline("https://a.example/", Some("A"), Some("F")),
        outline("https://b.example/", Some("B"), Some("F")),
        outline("https://c.example/", Some("C & D"), Some("F")),
    ];
    assert_eq!(feeds(whole), expected);
    // Cut off in the middle of a tag: what is whole stays.
    assert_eq!(feeds(&whole[..whole.len() - 8]), expected[..2]);
}

#[test]
fn twenty_thousand_levels_are_read_and_their_names_bounded() {
    let (depth, inside) = (20_000, "<outline xmlUrl='https://a.example/'/>");
    let opml = format!(
        "<opml><body>{}{inside}{}<outline text='after' xmlUrl='https://b.example/'/></body></opml>",
        "<outline text='x'>".repeat(depth),
        "</outline>".repeat(depth)
    );
    let expected = [
        outline(
            "https://a.example/",
            None,
            Some("x / x / x / x / x / x / x / x"),
        ),
        outline("https://b.example/", Some("after"), None),
    ];
    assert_eq!(feeds(&opml), expected);
}

#[test]
fn what_freshrss_and_newsboat_add_does_no_harm() {
    let opml = "<opml version='2.0' xmlns:frss='https://freshrss.org/opml'><body><outline text='News'>\
        <outline text='A' type='rss' xmlUrl='https://a.example/' htmlUrl='https://a.example/home' \
         description='d' frss:cssFullContent='article' frss:filtersActionRead='intitle:x'/>\
        <outline text='Cut' type='HTML+XPath' xmlUrl='https://b.example/' frss:xPathItem='//article'/>\
        <outline text='Page' type='link' url='https://c.example/'/></outline>\
        <outline xmlUrl='https://d.example/' category='/Tech/Linux,/Other'/></body></opml>";
    let list = read_list(opml.as_bytes()).unwrap();
    let with = |outline: Outline, extras: &[(&str, &str)]| {
        let extras = extras.iter();
        let extras = extras.map(|(name, value)| ((*name).to_owned(), CleanText::line(value)));
        Outline {
            extras: extras.collect(),
            ..outline
        }
    };
    let expected = [
        with(
            outline("https://a.example/", Some("A"), Some("News")),
            &[
                ("description", "d"),
                ("frss:cssFullContent", "article"),
                ("frss:filtersActionRead", "intitle:x"),
                ("htmlUrl", "https://a.example/home"),
                ("xmlns:frss", "https://freshrss.org/opml"),
            ],
        ),
        with(
            outline("https://d.example/", None, Some("Tech / Linux")),
            &[("category", "/Tech/Linux,/Other")],
        ),
    ];
    assert_eq!(list.feeds, expected);
    let reasons: Vec<_> = list.skipped.iter().map(|skipped| skipped.reason).collect();
    assert_eq!(reasons, [SkipReason::NotAFeed; 2]);
}

#[test]
fn nothing_becomes_a_command() {
    for address in [
        "exec:rm -r /",
        "filter:sh:https://a.example/",
        "| sh",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "$(sh)",
        "-o/etc/passwd",
        "newsterm:welcome",
        "/relative",
    ] {
        let opml = format!("<opml><body><outline text='A' xmlUrl='{address}'/></body></opml>");
        let FeedList { feeds, skipped, .. } = read_list(opml.as_bytes()).unwrap();
        assert_eq!((feeds.len(), skipped.len()), (0, 1), "{address}");
        assert_eq!(skipped[0].what.as_str(), address);
    }
}

#[test]
fn other_encodings_are_read() {
    let opml = "<?xml version='1.0' encoding='windows-1256'?><opml><body>\
        <outline text='أخبار' xmlUrl='https://a.example/'/></body></opml>";
    let expected = [outline("https://a.example/", Some("أخبار"), None)];
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(opml);
    assert_eq!(read_list(&bytes).unwrap().feeds, expected);
    let utf16: Vec<u8> = format!("\u{feff}{opml}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(read_list(&utf16).unwrap().feeds, expected);
}

#[test]
fn a_page_or_a_feed_is_not_a_list() {
    for text in [
        "<html><body><p>x",
        "<rss version='2.0'><channel/></rss>",
        "<",
        "<!--",
    ] {
        assert_eq!(
            read_list(text.as_bytes()),
            Err(ListError::NotAList),
            "{text}"
        );
    }
    assert_eq!(feeds("<opml/>"), []);
}

#[test]
fn what_is_written_is_what_other_readers_expect() {
    let feeds = [
        outline(
            "https://a.example/?x=1&y=2",
            Some("A \"<\" أ"),
            Some("Tech / Linux"),
        ),
        outline("https://b.example/", None, None),
        outline("https://c.example/", Some("C"), Some("Tech")),
        outline("https://d.example/", Some("D"), Some("Tech / Linux")),
    ];
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<opml version=\"2.0\">
  <head>
    <title>newsterm</title>
  </head>
  <body>
    <outline text=\"Tech\">
      <outline text=\"Linux\">
        <outline type=\"rss\" text=\"A &quot;&lt;&quot; أ\" title=\"A &quot;&lt;&quot; أ\" xmlUrl=\"https://a.example/?x=1&amp;y=2\"/>
        <outline type=\"rss\" text=\"D\" title=\"D\" xmlUrl=\"https://d.example/\"/>
      </outline>
      <outline type=\"rss\" text=\"C\" title=\"C\" xmlUrl=\"https://c.example/\"/>
    </outline>
    <outline type=\"rss\" text=\"https://b.example/\" title=\"https://b.example/\" xmlUrl=\"https://b.example/\"/>
  </body>
</opml>
";
    assert_eq!(write_opml(&feeds), expected);
}

fn names() -> impl Strategy<Value = Option<CleanText>> {
    prop::option::of(".{0,12}").prop_map(|text| {
        let text = CleanText::line(&text.unwrap_or_default());
        (!text.is_empty()).then_some(text)
    })
}

fn folders() -> impl Strategy<Value = Option<CleanText>> {
    prop::collection::vec(names(), 0..3).prop_map(|levels| {
        let levels: Vec<_> = levels
            .iter()
            .flatten()
            .map(|level| level.as_str().replace('/', "-"))
            .collect();
        let path = CleanText::line(&levels.join(Outline::NESTED));
        (!path.is_empty()).then_some(path)
    })
}

/// Attributes that newsterm does not understand, one of them in either of two namespaces.
fn extras() -> impl Strategy<Value = Extras> {
    let value = || "[^\r]{0,12}".prop_map(|text| CleanText::block(text.trim()));
    let names = prop::sample::select(vec![
        "created", "my:note", "xml:lang", "_x.1", "type", "filter",
    ]);
    let pairs = prop::collection::vec((names, value()), 0..4);
    (pairs, any::<bool>()).prop_map(|(pairs, other)| {
        let pairs = pairs.into_iter();
        let said =
            pairs.filter(|(_, value)| !value.is_empty() && value.as_str().trim() == value.as_str());
        let mut extras: Extras = said.map(|(name, value)| (name.to_owned(), value)).collect();
        // What is another list, or no feed, is not taken; the usual kind is not told.
        if extras.contains_key("type") {
            extras.insert("type".to_owned(), CleanText::line("atom"));
        }
        if extras.contains_key("my:note") {
            let namespace = if other { "urn:a" } else { "urn:b?c=1&d" };
            extras.insert("xmlns:my".to_owned(), CleanText::line(namespace));
        }
        extras
    })
}

#[test]
fn what_is_not_understood_of_a_feed_is_kept_with_its_namespace() {
    let said = |extras: &Extras| -> Vec<String> {
        let pairs = extras.iter();
        pairs
            .map(|(name, value)| format!("{name}={}", value.as_str()))
            .collect()
    };
    let list = feeds(
        "<opml xmlns:f='urn:f'><body><outline text='Folder' xmlns:g='urn:g'>\
         <outline xmlUrl='https://a.example/' f:css='.a &gt; b' g:n='1&#10;2' category='x' category='y' h:undeclared='z'/>\
         <outline xmlUrl='https://b.example/' xmlns:f='urn:other' f:css='c' type='RSS' TITLE='t' xmlns='urn:d' a:b:c='' b='\u{1b}[2Jd'/>\
         <outline xmlUrl='https://c.example/' f:css='d' 1a='e' type='atom'/></outline>",
    );
    let expected: [&[&str]; 3] = [
        &[
            "category=x",
            "f:css=.a > b",
            "g:n=1\n2",
            "xmlns:f=urn:f",
            "xmlns:g=urn:g",
        ],
        &["b=d", "f:css=c", "xmlns:f=urn:other"],
        &["f:css=d", "type=atom", "xmlns:f=urn:f"],
    ];
    for (feed, expected) in list.iter().zip(expected) {
        assert_eq!(said(&feed.extras), expected, "{}", feed.address);
    }
    let written = write_opml(&list);
    assert!(written.contains("<opml version=\"2.0\" xmlns:f=\"urn:f\" xmlns:g=\"urn:g\">"));
    assert!(written.contains("g:n=\"1&#10;2\""));
    assert_eq!(feeds(&written), list);
}

#[test]
fn what_is_kept_is_bounded_and_well_formed() {
    let many: String = (0..99)
        .map(|n| format!(" a{n}='{}'", "x".repeat(9999)))
        .collect();
    let list = feeds(&format!(
        "<opml><outline xmlUrl='https://a.example/'{many}/>"
    ));
    assert_eq!(list[0].extras.len(), 32);
    // One with a prefix comes with its declaration.
    let few: String = (0..31).map(|n| format!(" b{n}='x'")).collect();
    let prefixed = feeds(&format!(
        "<opml xmlns:f='urn:f'><outline xmlUrl='https://a.example/'{few} f:x='1'{many}/>"
    ));
    assert_eq!(prefixed[0].extras.len(), 33);
    let longest = list[0]
        .extras
        .values()
        .map(|value| value.as_str().len())
        .max();
    assert_eq!(longest, Some(4096));
    // The settings may hold anything.
    let mut feed = outline("https://a.example/", Some("A"), None);
    for name in [
        "a b", "<", "x:y", "xmlUrl", "xmlns", "xmlns:", "1", "", "a:b:c", "ok",
    ] {
        feed.extras.insert(name.to_owned(), CleanText::line("v\"<"));
    }
    let written = write_opml(&[feed]);
    let expected = "xmlUrl=\"https://a.example/\" ok=\"v&quot;&lt;\"/>";
    assert!(written.contains(expected), "{written}");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        feeds in prop::collection::vec((0..100_u8, names(), folders(), extras()), 0..12)
    ) {
        let feeds: Vec<Outline> = feeds
            .into_iter()
            .map(|(n, title, folder, extras)| Outline {
                address: format!("https://{n}.example/?a=1&b=%22"),
                title,
                folder,
                extras,
            })
            .collect();
        let read = read_list(write_opml(&feeds).as_bytes()).unwrap();
        prop_assert_eq!(&read.skipped, &[]);
        // Folder by folder: no feed is lost, changed or added, and a second time nothing moves.
        let by_folder: Vec<Outline> = in_folder_order(&feeds).into_iter().cloned().collect();
        prop_assert_eq!(&read.feeds, &by_folder);
        prop_assert_eq!(write_opml(&read.feeds), write_opml(&feeds));
    }

    #[test]
    fn whatever_is_sent_is_a_list_or_none(text in ".{0,200}") {
        if let Ok(list) = read_list(format!("<opml>{text}").as_bytes()) {
            for feed in list.feeds {
                prop_assert!(feed.address.starts_with("http"));
            }
        }
    }
}
