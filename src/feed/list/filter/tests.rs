use std::time::Duration;

use super::super::searches::Tagged;
use super::*;
use crate::model::{AccountId, DirectionSetting, FeedSource, Keeping, Subscription};
use crate::text::CleanText;

fn subscription(address: &str, title: Option<&str>, folder: Option<&str>) -> Subscription {
    Subscription {
        account: AccountId::LOCAL,
        source: FeedSource::new(address),
        title: title.map(CleanText::line),
        folder: folder.map(CleanText::line),
        interval: Duration::ZERO,
        direction: DirectionSetting::default(),
        keeping: Keeping::ALL,
    }
}

fn tagged(address: &str, tags: &[&str]) -> Tagged {
    Tagged {
        address: address.to_owned(),
        tags: tags.iter().map(|tag| CleanText::line(tag)).collect(),
    }
}

/// What a filter is as a query, where these feeds are followed; or what of it has no words.
fn said_of(filter: &str, tagged: &[Tagged], subscriptions: &[Subscription]) -> String {
    let known = Known {
        tagged,
        subscriptions,
    };
    match query(filter, &known) {
        Ok(query) => {
            let text = query.to_string();
            assert_eq!(Query::parse(&text).as_ref(), Ok(&query), "{filter}");
            text
        }
        Err(unsaid) => format!("no words for {unsaid}"),
    }
}

fn said(filter: &str) -> String {
    said_of(filter, &[], &[])
}

/// Holds each filter against the query it is to be.
fn are_said(expected: &[(&str, &str)]) {
    for (filter, query) in expected {
        assert_eq!(said(filter), *query, "{filter}");
    }
}

#[test]
fn what_is_unread_flagged_or_there_is() {
    are_said(&[
        (r#"unread = "yes""#, "unread"),
        (r#"unread == "yes""#, "unread"),
        (r#"unread="no""#, "-unread"),
        (r#"unread != "yes""#, "-unread"),
        (r#"unread != "no""#, "unread"),
        (r#"unread =~ "yes""#, "unread"),
        (r#"flags =~ "s""#, "saved"),
        (r#"flags # "ab""#, "saved"),
        (r#"flags !~ "s""#, "-saved"),
        (r#"flags != """#, "saved"),
        (r#"flags = """#, "-saved"),
        (r#"enclosure_url != """#, "has:enclosure"),
        (r#"enclosure_url = """#, "-has:enclosure"),
        (r#"link =~ ".+""#, "has:link"),
    ]);
}

#[test]
fn ages_are_whole_days_that_have_gone_by() {
    are_said(&[
        ("age < 3", "age:<3d"),
        ("age <= 3", "age:<4d"),
        ("age > 3", "-age:<4d"),
        ("age >= 3", "-age:<3d"),
        ("age = 0", "age:<1d"),
        ("age = 2", "age:<3d -age:<2d"),
        ("age != 2", "-(age:<3d -age:<2d)"),
        ("age between 0:3", "age:<4d"),
        ("age between 7:2", "age:<8d -age:<2d"),
        (r#"age < "3""#, "age:<3d"),
    ]);
}

#[test]
fn titles_are_matched_as_newsboat_matches_them() {
    are_said(&[
        (r#"title =~ "linux""#, "title:/linux/"),
        (
            r#"title =~ "^(a|b)/[[:digit:]]+$""#,
            r"title:/^(a|b)\/[[:digit:]]+$/",
        ),
        (r#"title =~ "a\/b""#, r"title:/a\/b/"),
        (r#"title =~ "[]x]""#, "title:/[]x]/"),
        (r#"title =~ "الأخبار""#, "title:/الأخبار/"),
        (r#"title !~ "ad |live blog""#, "-title:/ad |live blog/"),
        (r#"title !~ "^ad""#, "-title:/^ad/"),
        (r#"title # "rust""#, "title:rust"),
        (r#"title !# "rust""#, "-title:rust"),
        (r#"title = "Week 3?""#, "title:/^Week 3\\?$/"),
        (r#"title != "Week""#, "-title:/^Week$/"),
        (r#"title = "🔥""#, "title:/^🔥$/"),
    ]);
}

#[test]
fn authors_are_matched_and_texts_are_words() {
    are_said(&[
        (r#"author =~ "^Dr""#, "author:/^Dr/"),
        (
            r#"author =~ "(Frank|Mary Ann)""#,
            "author:/(Frank|Mary Ann)/",
        ),
        (r#"author = "Ann""#, "author:/^Ann$/"),
        (r#"author !~ "bot""#, "-author:/bot/"),
        (r#"author # "Ann""#, "author:Ann"),
        (r#"content =~ "carbon price""#, "text:\"carbon price\""),
        (r#"content !~ "carbon""#, "-text:carbon*"),
        (r#"content # "carbon""#, "text:carbon"),
    ]);
}

#[test]
fn feeds_are_told_by_title_and_address() {
    are_said(&[
        (r#"feedtitle = "BBC World""#, "feed:\"BBC World\""),
        (
            r#"feedtitle !~ "bbc|golem.de""#,
            "-(feed:bbc OR feed:golem.de)",
        ),
        (
            r#"rssurl =~ "^https://www\.a\.example/""#,
            "feed:https://www.a.example/",
        ),
        (r#"rssurl = "https://a.example""#, "feed:https://a.example/"),
        (r#"rssurl =~ "\.org(/|$)""#, r"feed:/\.org(\/|$)/"),
        (r#"rssurl =~ "/rss/""#, "feed:\"/rss/\""),
        (r#"feedtitle !~ "^Al .*""#, "-feed:/^Al .*/"),
    ]);
    let feeds = [
        subscription("https://a.example/", Some("My A"), None),
        subscription("https://a.example/more", None, None),
    ];
    let expected = "feed:https://a.example/ -feed:https://a.example/more";
    for filter in [r#"rssurl = "https://a.example/""#, r#"feedtitle = "My A""#] {
        assert_eq!(said_of(filter, &[], &feeds), expected);
    }
    // Lists are shown, passwords are not.
    let feeds = [subscription("https://ann:secret@a.example/", None, None)];
    let filter = r#"rssurl = "https://ann:secret@a.example/""#;
    assert_eq!(said_of(filter, &[], &feeds), "feed:a.example/");
}

#[test]
fn a_tag_is_its_folder_and_the_feeds_that_have_it_besides() {
    let feeds = [
        subscription("https://a.example/", None, Some("tech")),
        subscription("https://b.example/", None, Some("News")),
        subscription("https://c.example/", None, Some("biotech")),
        subscription("https://d.example/", None, None),
    ];
    let tags = [
        tagged("https://a.example/", &["tech", "daily"]),
        tagged("https://b.example/", &["News", "tech"]),
        tagged("https://c.example/", &["biotech"]),
        // It was listed before, in no folder.
        tagged("https://d.example/", &["hobby"]),
    ];
    let said = |filter| said_of(filter, &tags, &feeds);
    assert_eq!(said(r#"tags # "News""#), "folder:News");
    assert_eq!(said(r#"tags !# "News""#), "-folder:News");
    assert_eq!(
        said(r#"tags # "tech""#),
        "folder:tech OR feed:https://b.example/"
    );
    assert_eq!(said(r#"tags # "daily""#), "feed:https://a.example/");
    assert_eq!(said(r#"tags # "hobby""#), "feed:https://d.example/");
    assert_eq!(said(r#"tags # "later""#), "folder:later");
    assert_eq!(
        said(r#"tags =~ "TECH""#),
        "folder:tech OR feed:https://b.example/ OR folder:biotech"
    );
    assert_eq!(said(r#"tags =~ "sea""#), r#"no words for tags =~ "sea""#);
    // newsboat itself cannot tell where such a tag begins and ends.
    assert_eq!(
        said(r#"tags # "two words""#),
        r#"no words for tags # "two words""#
    );
}

#[test]
fn and_and_or_bind_alike_and_from_the_right() {
    let (a, b, c) = (r#"unread = "yes""#, r#"flags != """#, "age < 3");
    for (filter, query) in [
        (format!("{a} and {b} and {c}"), "unread saved age:<3d"),
        (format!("{a} or {b} or {c}"), "unread OR saved OR age:<3d"),
        (format!("{a} and {b} or {c}"), "unread (saved OR age:<3d)"),
        (format!("{a} or {b} and {c}"), "unread OR saved age:<3d"),
        (format!("({a} and {b}) or {c}"), "unread saved OR age:<3d"),
        (
            format!("( ( {a} ) or {b} )and({c})"),
            "(unread OR saved) age:<3d",
        ),
        (format!(" {a}and {c} "), "unread age:<3d"),
    ] {
        assert_eq!(said(&filter), query, "{filter}");
    }
}

#[test]
fn what_has_no_words_is_named() {
    for (filter, unsaid) in [
        (r#"unread = "yes" and total_count > 3"#, "total_count > 3"),
        (r#"guid = "x" or unread = "yes""#, r#"guid = "x""#),
        (r#"unread = "1""#, r#"unread = "1""#),
        (r#"author = """#, r#"author = """#),
        (r#"content =~ "C\+\+""#, r#"content =~ "C\+\+""#),
        (r#"content = "x""#, r#"content = "x""#),
        (r#"title =~ "a\d""#, r#"title =~ "a\d""#),
        (r#"title =~ "(?i)a""#, r#"title =~ "(?i)a""#),
        (r#"title =~ "[a&&b]""#, r#"title =~ "[a&&b]""#),
        (r#"title =~ "(""#, r#"title =~ "(""#),
        (r#"tags = "tech""#, r#"tags = "tech""#),
        ("age < 0", "age < 0"),
        (r#"age =~ "3""#, r#"age =~ "3""#),
    ] {
        assert_eq!(said(filter), format!("no words for {unsaid}"), "{filter}");
    }
}

#[test]
fn what_is_no_filter_is_refused() {
    for (filter, from) in [
        ("", ""),
        ("unread", "unread"),
        ("age < 3 and", "and"),
        ("age < 3 andage < 4", "andage < 4"),
        ("age < 3 or x = ", "x = "),
        ("(age < 3", "(age < 3"),
        ("age < 3)", ")"),
        (r#"title =~ "open"#, r#"title =~ "open"#),
        ("not age < 3", "not age < 3"),
    ] {
        assert_eq!(said(filter), format!("no words for {from}"), "{filter}");
    }
    let deep = format!("{}age < 3{}", "(".repeat(40), ")".repeat(40));
    assert_eq!(said(&deep), format!("no words for {deep}"));
    let long = vec!["age < 3"; 5_000].join(" and ");
    assert_eq!(said(&long), format!("no words for {long}"));
}
