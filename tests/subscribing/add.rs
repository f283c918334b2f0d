//! `newsterm add`.

use std::fs;

use super::{followed, said};
use crate::home::{Home, PROGRAM};
use crate::server::{Reply, Server};

const FEED: &str = "<rss version='2.0'><channel><title>Harbour News</title><language>en</language>\
    <item><guid>1</guid><title>The ferry is late</title></item>\
    <item><guid>2</guid><title>Fish prices fall</title></item></channel></rss>";

fn site(server: &Server) {
    let page = "<!DOCTYPE html><title>Harbour</title>\
        <link rel=alternate type='application/rss+xml' title='News' href='/news.xml'>\
        <link rel=alternate type='application/atom+xml' title='Sports' href='/sports.xml'>";
    server.route("/", Reply::document(page, "text/html"));
    server.route("/news.xml", Reply::feed(FEED));
    server.route(
        "/sports.xml",
        Reply::feed(FEED.replace("Harbour News", "Sports")),
    );
}

#[test]
fn a_feed_is_shown_and_followed() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news.xml", Reply::feed(FEED));
    home.configure("# mine\nfeeds = []\n");
    let url = server.url("/news.xml");
    let told = home.run(&["add", &url, "--folder", "Sea", "--title", "أخبار"]);
    let expected = format!(
        "Harbour News ({url}), in en: 2 entries\n  The ferry is late\n  Fish prices fall\n\
         Added Harbour News to ~/config.toml.\n"
    );
    assert_eq!((told.code, said(&home, &told.err)), (0, expected));
    let settings = fs::read_to_string(home.config()).unwrap();
    let expected = format!(
        "# mine\nfeeds = [\n    {{ url = \"{url}\", title = \"أخبار\", folder = \"Sea\" }},\n]\n"
    );
    assert_eq!(settings, expected);
    // A second time there is nothing to do.
    let told = home.run(&["add", &url]);
    assert!(told.err.contains("is listed in"), "{}", told.err);
    assert_eq!(
        (told.code, fs::read_to_string(home.config()).unwrap()),
        (0, settings)
    );
}

#[test]
fn of_several_feeds_one_must_be_chosen() {
    let (server, home) = (Server::start(), Home::new());
    site(&server);
    home.configure("feeds = []\n");
    let (news, sports) = (server.url("/news.xml"), server.url("/sports.xml"));
    let told = home.run(&["add", &server.url("/")]);
    assert_eq!(
        (told.code, told.out),
        (6, format!("1\t{news}\tNews\n2\t{sports}\tSports\n"))
    );
    assert!(told.err.contains("--pick"), "{}", told.err);
    assert_eq!(followed(&home), Vec::<String>::new());
    assert_eq!(home.run(&["add", &server.url("/"), "--pick", "3"]).code, 6);
    assert_eq!(home.run(&["add", &server.url("/"), "--pick", "2"]).code, 0);
    assert_eq!(home.run(&["add", &server.url("/"), "--first"]).code, 0);
    assert_eq!(followed(&home), [sports, news]);
}

#[test]
fn on_a_terminal_one_is_asked() {
    let (server, home) = (Server::start(), Home::new());
    site(&server);
    home.configure("feeds = []\n");
    let mut pty = home.open_with(PROGRAM, &["add", &server.url("/")], 100, 20);
    pty.wait_for_text("Sports");
    pty.wait_for_text("Which one");
    pty.send("2\r");
    pty.wait_for_text("Added Sports");
    assert!(pty.finish());
    assert_eq!(followed(&home), [server.url("/sports.xml")]);
}

#[test]
fn without_settings_the_built_in_feeds_stay() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news.xml", Reply::feed(FEED));
    let before = {
        let built_in = Home::new();
        built_in.configure("");
        followed(&built_in)
    };
    let told = home.run(&["add", &server.url("/news.xml")]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("were built in"), "{}", told.err);
    let after = followed(&home);
    assert_eq!(after[..after.len() - 1], before);
    assert_eq!(after.last(), Some(&server.url("/news.xml")));
}

#[test]
fn what_leads_to_no_feed_is_told_and_changes_nothing() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/page", Reply::document("<p>Hello", "text/html"));
    home.configure("feeds = []\n");
    for (address, code, words) in [
        (server.url("/page"), 1, "There is no feed at this address"),
        (
            server.url("/missing"),
            1,
            "There is nothing at this address (404).",
        ),
        ("javascript:alert(1)".to_owned(), 2, "is not an address"),
        ("exec:ls".to_owned(), 2, "is not an address"),
    ] {
        let told = home.run(&["add", &address]);
        assert_eq!(
            (told.code, &*told.out),
            (code, ""),
            "{address}: {}",
            told.err
        );
        assert!(told.err.contains(words), "{address}: {}", told.err);
    }
    assert_eq!(fs::read_to_string(home.config()).unwrap(), "feeds = []\n");
}

#[test]
fn settings_with_mistakes_are_left_as_they_are() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news.xml", Reply::feed(FEED));
    home.configure("[ui]\nmouze = true\n");
    let told = home.run(&["add", &server.url("/news.xml")]);
    assert_eq!(told.code, 3);
    assert!(told.err.contains("mouse"), "{}", told.err);
    assert_eq!(
        fs::read_to_string(home.config()).unwrap(),
        "[ui]\nmouze = true\n"
    );
}

#[test]
fn a_page_leads_into_no_private_network() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", Reply::feed(FEED));
    home.configure("feeds = []\n");
    // The reader named 127.0.0.1 and may; the page names this machine in another way.
    let inside = server.url("/feed").replace("127.0.0.1", "localhost");
    let link = |address: &str| format!("<link rel=alternate type=text/xml href='{address}'>");
    server.route("/one", Reply::document(link(&inside), "text/html"));
    let two = link(&inside) + &link("http://10.0.0.1/feed");
    server.route("/two", Reply::document(two, "text/html"));
    assert_eq!(home.run(&["add", &server.url("/two"), "--first"]).code, 1);
    assert_eq!(
        home.run(&["add", &server.url("/two"), "--pick", "2"]).code,
        1
    );
    assert_eq!(server.requests("/feed"), 0);
    // Of one feed that is out of reach the search goes on, to the usual places of the site.
    let told = home.run(&["add", &server.url("/one")]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(followed(&home), [server.url("/feed")]);
}

/// A site that wants a name and a password for all of it.
fn closed_site(server: &Server) -> String {
    let page = "<!DOCTYPE html><title>Harbour</title>\
        <link rel=alternate type='application/rss+xml' title='News' href='/news.xml'>";
    server.route("/", Reply::document(page, "text/html"));
    server.route("/news.xml", Reply::feed(FEED.replace("Harbour News", "")));
    server.url("/").replace("http://", "http://ann:PWSECRET@")
}

#[test]
fn a_feed_of_a_closed_site_is_followed_with_its_password_and_shown_without() {
    let (server, home) = (Server::start(), Home::new());
    let site = closed_site(&server);
    home.configure("feeds = []\n");
    let told = home.run(&["add", &site]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("/news.xml"), "{}", told.err);
    let settings = fs::read_to_string(home.config()).unwrap();
    assert!(settings.contains(&format!("{site}news.xml")), "{settings}");
    let refreshed = home.run(&["refresh"]);
    assert!(refreshed.err.contains("2 new"), "{}", refreshed.err);
    assert!(server.last("/news.xml").header("authorization").is_some());
    let shown = [
        told,
        refreshed,
        home.run(&["refresh", "--json"]),
        home.run(&["list"]),
        home.run(&["list", "--json"]),
        home.run(&["config", "show"]),
        home.run(&["add", &format!("{site}nowhere")]),
        home.run(&["add", "https://ann:PWSECRET@"]),
    ];
    for told in shown {
        assert!(!told.out.contains("PWSECRET"), "{}", told.out);
        assert!(!told.err.contains("PWSECRET"), "{}", told.err);
    }
    assert!(!home.log().contains("PWSECRET"), "{}", home.log());
}

#[test]
fn a_command_without_a_title_is_called_by_its_program() {
    let home = Home::new();
    home.configure(
        "[[feeds]]\nexec = [\"printf\", \"%s\", \"<rss><channel><item><title>One</title></item></channel></rss>\", \"TOKEN=SECRET\"]\n",
    );
    home.run(&["refresh"]);
    for arguments in [&["refresh", "--json"][..], &["list"], &["list", "--json"]] {
        let told = home.run(arguments);
        assert!(told.out.contains("printf"), "{}", told.out);
        assert!(!told.out.contains("SECRET"), "{}", told.out);
    }
}

#[test]
fn a_page_does_not_make_use_of_what_another_feed_may() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", Reply::feed(FEED));
    let inside = server.url("/feed").replace("127.0.0.1", "localhost");
    home.configure(&format!(
        "[[feeds]]\nurl = \"{inside}\"\nprivate = \"allow\"\n"
    ));
    let page = format!("<link rel=alternate type=text/xml href='{inside}'>");
    server.route("/sub/page", Reply::document(page, "text/html"));
    home.run(&["add", &server.url("/sub/page")]);
    let hosts: Vec<_> = (server.requests("/feed") > 0)
        .then(|| server.last("/feed").header("host").map(str::to_owned))
        .into_iter()
        .flatten()
        .collect();
    assert!(
        hosts.iter().all(|host| host.starts_with("127.0.0.1")),
        "{hosts:?}"
    );
    assert_eq!(followed(&home).first(), Some(&inside));
}

#[test]
fn a_site_that_never_answers_is_not_asked_at_every_place() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/", Reply::document("<p>Hello", "text/html"));
    for place in [
        "feed",
        "rss",
        "feed.xml",
        "rss.xml",
        "atom.xml",
        "index.xml",
    ] {
        server.route(&format!("/{place}"), Reply::hang());
    }
    home.configure("feeds = []\n[general]\ntimeout = 2\n");
    let told = home.run(&["add", &server.url("/")]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("did not answer"), "{}", told.err);
    // The page, the first place, and perhaps one more at the very end.
    assert!(server.all_requests() <= 3, "{}", server.all_requests());
}

#[test]
fn where_nothing_speaks_https_http_is_tried_and_that_is_said() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news.xml", Reply::feed(FEED));
    home.configure("feeds = []\n");
    let url = server.url("/news.xml");
    let typed = url.strip_prefix("http://").unwrap();
    // Who says https is never led elsewhere.
    let told = home.run(&["add", &format!("https://{typed}")]);
    assert_eq!(told.code, 1, "{}", told.err);
    let said_so = format!("The server {} speaks no https.", "127.0.0.1");
    assert!(told.err.contains(&said_so), "{}", told.err);
    // Who the reader is would be read by everybody on the way.
    let told = home.run(&["add", &format!("ann@{typed}")]);
    assert_eq!(told.code, 1, "{}", told.err);
    assert_eq!(server.requests("/news.xml"), 0);
    assert_eq!(followed(&home), Vec::<String>::new());

    let told = home.run(&["add", typed]);
    let expected = format!(
        "Harbour News ({url}), in en: 2 entries\n  The ferry is late\n  Fish prices fall\n\
         warning: Over http, not encrypted: whoever is on the way can read and change it.\n\
         Added Harbour News to ~/config.toml.\n"
    );
    assert_eq!((told.code, said(&home, &told.err)), (0, expected));
    assert_eq!(followed(&home), [url]);
}

#[test]
fn what_http_answers_is_told_where_nothing_speaks_https() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/private", Reply::status(401));
    server.route(
        "/page",
        Reply::document("<p>Nothing to follow here.", "text/html"),
    );
    home.configure("feeds = []\n");
    let told = |path: &str| {
        let url = server.url(path);
        let told = home.run(&["add", url.strip_prefix("http://").unwrap()]);
        assert_eq!(told.code, 1, "{}", told.err);
        told.err
    };
    assert!(told("/private").contains("does not let newsterm read this feed (401)"));
    assert!(told("/page").contains("There is no feed at this address"));
}

#[test]
fn a_host_is_named_in_its_own_letters() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let told = home.run(&["add", "https://موقع.invalid/feed"]);
    let shown = told.err.replace(['\u{2068}', '\u{2069}'], "");
    assert!(
        shown.contains("The server موقع.invalid was not found."),
        "{shown}"
    );
}
