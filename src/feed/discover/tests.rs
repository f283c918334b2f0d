use std::collections::HashMap;

use super::*;

const FEED: &str = "<rss version='2.0'><channel><title>Harbour News</title><language>ar</language>\
    <item><title>أولى</title></item><item><title>Second</title></item></channel></rss>";

/// A web of pages by their URL.
struct Web(HashMap<String, String>);

impl Web {
    fn of(pages: &[(&str, &str)]) -> Self {
        let pages = pages.iter();
        Self(
            pages
                .map(|(url, body)| ((*url).to_owned(), (*body).to_owned()))
                .collect(),
        )
    }

    /// Searches to the end; gives what was fetched too.
    fn search(&self, address: &str) -> (Result<Found, SearchError>, Vec<String>) {
        let mut search = Search::new(address).unwrap();
        let mut fetched = Vec::new();
        let mut answer = None;
        loop {
            match search.step(answer.take()) {
                Step::Fetch { url } => {
                    answer = self.0.get(&url).map(|body| Answer {
                        // As the fetcher tells it.
                        url: link::without_user_info(&url),
                        bytes: body.clone().into_bytes(),
                        content_type: None,
                    });
                    fetched.push(url);
                }
                Step::Found(found) => return (Ok(found), fetched),
                Step::Failed(error) => return (Err(error), fetched),
            }
        }
    }

    fn feed(&self, address: &str) -> String {
        match self.search(address) {
            (Ok(Found::Feed(preview)), _) => preview.address,
            other => panic!("{other:?}"),
        }
    }

    fn candidates(&self, address: &str) -> Vec<String> {
        match self.search(address) {
            (Ok(Found::Candidates(found)), _) => {
                found.into_iter().map(|found| found.address).collect()
            }
            other => panic!("{other:?}"),
        }
    }
}

fn known_for(address: &str) -> Vec<String> {
    places::known(&Url::parse(address).unwrap(), None)
}

#[test]
fn an_address_may_be_that_of_a_feed() {
    let web = Web::of(&[("https://a.example/feed", FEED)]);
    let (found, fetched) = web.search("https://a.example/feed#x");
    let expected = Preview {
        address: "https://a.example/feed".to_owned(),
        title: CleanText::line("Harbour News"),
        language: Some(CleanText::line("ar")),
        entries: 2,
        unencrypted: false,
        headlines: vec![CleanText::line("أولى"), CleanText::line("Second")],
    };
    assert_eq!(found.unwrap(), Found::Feed(expected));
    assert_eq!(fetched.len(), 1);
}

#[test]
fn addresses_are_understood_as_people_type_them() {
    for (typed, url) in [
        ("example.org", "https://example.org/"),
        (" example.org/blog ", "https://example.org/blog"),
        ("example.org:8443/x", "https://example.org:8443/x"),
        ("//example.org", "https://example.org/"),
        ("HTTP://example.org", "http://example.org/"),
        ("feed://example.org/rss", "http://example.org/rss"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("@ann@social.example", "https://social.example/@ann"),
        ("اخبار.example", "https://xn--mgbacxr.example/"),
    ] {
        let url_of = typed_address(typed).map(|(url, _)| String::from(url));
        assert_eq!(url_of.as_deref(), Some(url), "{typed}");
    }
    for typed in [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "exec:ls",
        "mailto:a@b.example",
        "ftp://a.example/",
        "two words",
    ] {
        assert!(Search::new(typed).is_err(), "{typed}");
    }
}

#[test]
fn the_feeds_a_page_names_are_offered_in_order_and_comments_last() {
    let page = "<html><head><base href='/sub/'><title><link rel=alternate type=text/xml href=no></title>\
        <script>var x = '<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/no\">';</script>\
        <!-- <link rel='alternate' type='application/rss+xml' href='/no'> -->\
        <link rel='alternate' type='application/rss+xml' title='Comments' href='c'>\
        <LINK REL='Alternate Home' TYPE='Application/RSS+XML; charset=utf-8' TITLE='A &amp; &#1576;' HREF='a?x=1&amp;y=2'>\
        <link rel='alternate' type='application/rss+xml' href='a?x=1&y=2'>\
        <link rel='alternate' hreflang='fa' href='/fa'><link rel=stylesheet type=text/css href=s>\
        <link rel='alternate' type='application/json' href='/wp-json'>\
        <link rel='alternate' type='application/atom+xml' href='javascript:alert(1)'>\
        <link rel='feed' href='//b.example/feed'></head>";
    let web = Web::of(&[("https://a.example/", page)]);
    let (found, fetched) = web.search("a.example");
    let candidate = |address: &str, title: Option<&str>| Candidate {
        address: address.to_owned(),
        title: title.map(CleanText::line),
    };
    let expected = vec![
        candidate("https://a.example/sub/a?x=1&y=2", Some("A & ب")),
        candidate("https://b.example/feed", None),
        candidate("https://a.example/sub/c", Some("Comments")),
    ];
    assert_eq!(found.unwrap(), Found::Candidates(expected));
    assert_eq!(fetched.len(), 1);
}

#[test]
fn the_only_feed_a_page_names_is_fetched() {
    let page = "<link rel=alternate type=application/rss+xml href=/the-feed>";
    let web = Web::of(&[
        ("https://a.example/", page),
        ("https://a.example/the-feed", FEED),
    ]);
    assert_eq!(web.feed("a.example"), "https://a.example/the-feed");
}

#[test]
fn where_a_page_names_none_links_and_usual_places_are_tried() {
    let page = "<p>Follow us: <a href='/about'>about</a> <a href='/news/all.rss'>RSS</a>";
    let web = Web::of(&[
        ("https://a.example/blog", page),
        ("https://a.example/news/all.rss", FEED),
    ]);
    assert_eq!(web.feed("a.example/blog"), "https://a.example/news/all.rss");
    let web = Web::of(&[
        ("https://a.example/blog", "<p>hello"),
        ("https://a.example/blog/feed", "<p>not here"),
        ("https://a.example/feed", FEED),
    ]);
    let (found, fetched) = web.search("a.example/blog");
    assert!(matches!(found, Ok(Found::Feed(feed)) if feed.address == "https://a.example/feed"));
    assert_eq!(
        fetched[1..3],
        ["https://a.example/blog/feed", "https://a.example/blog/rss"]
    );
}

#[test]
fn a_search_ends_without_a_feed() {
    let web = Web::of(&[("https://a.example/", "<p>hello")]);
    let (found, fetched) = web.search("a.example");
    assert!(matches!(found, Err(SearchError::NoFeed)));
    assert!(fetched.len() <= 20, "{fetched:?}");
    let (found, fetched) = web.search("nowhere.example");
    assert!(matches!(found, Err(SearchError::Unreachable)));
    assert_eq!(fetched.len(), 1);
    // Where a site of this kind keeps its feeds there is nobody either.
    let (found, fetched) = web.search("@ann@social.example");
    assert!(matches!(found, Err(SearchError::Unreachable)));
    assert_eq!(fetched.len(), 2);
    let broken = Web::of(&[("https://a.example/", "{\"items\": [")]);
    let (found, _) = broken.search("a.example");
    assert!(matches!(found, Err(SearchError::Unreadable(_))));
}

#[test]
fn known_sites_keep_their_feeds_in_known_places() {
    let youtube = "https://www.youtube.com/feeds/videos.xml";
    for (address, first) in [
        (
            "https://www.youtube.com/channel/UCabc/videos",
            &*format!("{youtube}?channel_id=UCabc"),
        ),
        (
            "https://m.youtube.com/playlist?list=PL1",
            &format!("{youtube}?playlist_id=PL1"),
        ),
        (
            "https://youtube.com/watch?v=x&list=PL1",
            &format!("{youtube}?playlist_id=PL1"),
        ),
        (
            "https://youtube.com/user/ann",
            &format!("{youtube}?user=ann"),
        ),
        (
            "https://old.reddit.com/r/rust/top/",
            "https://www.reddit.com/r/rust/.rss",
        ),
        (
            "https://github.com/o/r",
            "https://github.com/o/r/releases.atom",
        ),
        (
            "https://github.com/o/r/tags",
            "https://github.com/o/r/tags.atom",
        ),
        (
            "https://github.com/o/r/commits/main",
            "https://github.com/o/r/commits/main.atom",
        ),
        ("https://github.com/ann", "https://github.com/ann.atom"),
        (
            "https://ann.substack.com/p/post",
            "https://ann.substack.com/feed",
        ),
        (
            "https://medium.com/@ann/post",
            "https://medium.com/feed/@ann",
        ),
        (
            "https://ann.tumblr.com/post/1",
            "https://ann.tumblr.com/rss",
        ),
        (
            "https://ann.wordpress.com/",
            "https://ann.wordpress.com/feed/",
        ),
        (
            "https://ann.blogspot.com/",
            "https://ann.blogspot.com/feeds/posts/default",
        ),
        (
            "https://social.example:8443/@ann",
            "https://social.example:8443/@ann.rss",
        ),
        (
            "https://bsky.app/profile/ann.example",
            "https://bsky.app/profile/ann.example/rss",
        ),
    ] {
        assert_eq!(
            known_for(address).first().map(String::as_str),
            Some(first),
            "{address}"
        );
    }
    assert_eq!(
        known_for("https://notyoutube.com/channel/UCabc"),
        Vec::<String>::new()
    );
    assert_eq!(known_for("https://a.example/@ann/1"), Vec::<String>::new());
    assert_eq!(known_for("https://github.com/o/r").len(), 3);
}

#[test]
fn a_part_of_reddit_is_known_by_its_short_name() {
    let web = Web::of(&[("https://www.reddit.com/r/rust/.rss", FEED)]);
    for typed in ["r/rust", "/r/rust/", "reddit.com/r/rust"] {
        assert_eq!(web.feed(typed), "https://www.reddit.com/r/rust/.rss");
    }
}

#[test]
fn a_handle_of_youtube_leads_to_its_channel_by_the_page() {
    let id = "UCabcdefghijklmnopqrstuv";
    let feed = format!("https://www.youtube.com/feeds/videos.xml?channel_id={id}");
    for page in [
        format!("<link rel=canonical href='https://www.youtube.com/channel/{id}'>"),
        format!("<script>{{\"externalId\":\"{id}\"}}</script>"),
    ] {
        let web = Web::of(&[("https://www.youtube.com/@ann", &page), (&feed, FEED)]);
        assert_eq!(web.feed("https://www.youtube.com/@ann"), feed);
    }
}

#[test]
fn a_site_that_shows_no_page_may_still_have_a_feed() {
    let web = Web::of(&[("https://www.reddit.com/r/rust/.rss", FEED)]);
    assert_eq!(
        web.feed("https://www.reddit.com/r/rust"),
        "https://www.reddit.com/r/rust/.rss"
    );
    let web = Web::of(&[("https://github.com/o/r", "<p>repository")]);
    assert_eq!(web.candidates("github.com/o/r").len(), 3);
}

#[test]
fn what_lets_into_a_site_is_kept_for_its_own_feed_alone() {
    let link = |href: &str| format!("<link rel=alternate type=text/xml href='{href}'>");
    for (href, followed) in [
        ("/feed.xml", "https://ann:secret@a.example/feed.xml"),
        ("https://a.example/x", "https://ann:secret@a.example/x"),
        ("http://a.example/x", "http://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://b.example/x", "https://b.example/x"),
    ] {
        let fetched = Url::parse("https://a.example/")
            .unwrap()
            .join(href)
            .unwrap();
        let page = link(href);
        let web = Web::of(&[
            ("https://ann:secret@a.example/", &page),
            (fetched.as_str(), FEED),
        ]);
        assert_eq!(web.feed("https://ann:secret@a.example/"), followed);
    }
}

#[test]
fn what_nobody_asked_for_over_http_is_told() {
    for (found, typed, told) in [
        ("http://a.example/", "a.example", true),
        ("http://a.example/feed", "https://a.example", true),
        ("http://a.example/", "http://a.example/", false),
        ("http://a.example/", "HTTP://a.example", false),
        ("http://a.example/", "feed://a.example", false),
        ("https://a.example/", "a.example", false),
    ] {
        assert_eq!(
            Search::is_unencrypted(found, typed),
            told,
            "{found} {typed}"
        );
    }
}

#[test]
fn only_an_address_without_a_scheme_and_a_password_is_looked_for_over_http() {
    let plain = |typed: &str| {
        Search::new(typed)
            .unwrap()
            .over_http()
            .map(|search| search.address)
    };
    for typed in [
        "https://a.example",
        "http://a.example",
        "feed:https://a.example",
        "@ann@a.example",
        "ann@a.example",
    ] {
        assert_eq!(plain(typed), None, "{typed}");
    }
    let url = plain("a.example/feed?x=1").unwrap();
    assert_eq!(url.as_str(), "http://a.example/feed?x=1");
}

#[test]
fn a_feed_over_http_that_leads_to_https_is_followed_there() {
    let mut search = Search::new("a.example/feed").unwrap().over_http().unwrap();
    let Step::Fetch { url } = search.step(None) else {
        panic!("nothing is fetched")
    };
    assert_eq!(url, "http://a.example/feed");
    let answer = Answer {
        url: "https://www.a.example/feed".to_owned(),
        bytes: FEED.into(),
        content_type: None,
    };
    let Step::Found(Found::Feed(feed)) = search.step(Some(answer)) else {
        panic!("no feed")
    };
    assert_eq!(feed.address, "https://www.a.example/feed");
}
