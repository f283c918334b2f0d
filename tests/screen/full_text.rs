//! The text of a page in place of the beginning that a feed gives.

use super::{quit, rtl};
use crate::home::Home;
use crate::pty::Pty;
use crate::server::{Reply, Server};

const BEGINNING: &str = "The ferry came back …";
const MORE: &str = "Nobody had expected eleven days.";

/// A feed of entries with a link to a page and the beginning of its text.
fn feed(server: &Server, titles: &[&str]) -> Reply {
    let entry = |title: &&str| {
        let link = server.url(&page_of(title));
        format!(
            "<item><guid>{title}</guid><title>{title}</title><link>{link}</link>\
             <description>{title}: {BEGINNING}</description></item>"
        )
    };
    let entries: String = titles.iter().map(entry).collect();
    Reply::feed(format!(
        "<rss version='2.0'><channel><title>Harbour News</title>{entries}</channel></rss>"
    ))
}

fn page_of(title: &str) -> String {
    format!("/page/{title}")
}

fn page(text: &str) -> Reply {
    let paragraph = format!(
        "<p>{text} {}</p>",
        "The sea was calm, and the cook was not. ".repeat(4)
    );
    Reply::document(
        format!(
            "<html><head><title>Ferry</title></head><body><nav><a href=/>Home</a> <a href=/s>Sport</a></nav>\
             <article>{paragraph}{}</article><footer>Imprint</footer></body></html>",
            format!(
                "<p>{}</p>",
                "And then it rained, for a day and a night. ".repeat(6)
            )
            .repeat(3)
        ),
        "text/html",
    )
}

/// A reader of this feed, with its first article open.
fn reading(general: &str, titles: &[&str], pages: &[(&str, Reply)]) -> (Server, Home, Pty) {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", feed(&server, titles));
    for (title, reply) in pages {
        server.route(&page_of(title), reply.clone());
    }
    home.subscribe(&[server.url("/feed")], general);
    let mut pty = home.open(120, 30);
    pty.wait_for_text(titles[0]);
    pty.wait_until_gone("Refreshing");
    pty.send("l");
    (server, home, pty)
}

#[test]
fn f_brings_the_text_of_the_page_and_the_next_day_it_is_still_there() {
    let (server, home, mut pty) = reading("", &["One"], &[("One", page(MORE))]);
    pty.send("\r");
    pty.wait_for_text(BEGINNING);
    assert_eq!(server.requests(&page_of("One")), 0, "nobody asked");
    pty.send("f");
    pty.wait_for_text(MORE);
    assert!(!pty.shown().contains("Sport") && !pty.shown().contains("Imprint"));
    let asked = server.last(&page_of("One"));
    assert!(asked.header("accept").unwrap().starts_with("text/html"));
    pty.send("f");
    pty.wait_for_text(BEGINNING);
    pty.send("f");
    pty.wait_for_text(MORE);
    quit(pty);
    drop(server);
    let mut pty = home.open(120, 30);
    pty.wait_for_text("One");
    pty.send("l\r");
    pty.wait_for_text(MORE);
    quit(pty);
}

#[test]
fn a_beginning_is_made_whole_where_the_settings_want_it() {
    let (server, _home, mut pty) =
        reading("full_text = \"auto\"", &["One"], &[("One", page(MORE))]);
    assert_eq!(server.requests(&page_of("One")), 0, "it was not opened");
    pty.send("\r");
    pty.wait_for_text(MORE);
    quit(pty);
}

#[test]
fn always_fetches_pages_with_the_feed() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", feed(&server, &["One", "Two"]));
    server.route(&page_of("One"), page(MORE));
    server.route(&page_of("Two"), Reply::status(404));
    home.subscribe(&[server.url("/feed")], "full_text = \"always\"");
    assert_eq!(home.run(&["refresh"]).code, 0);
    assert_eq!(home.run(&["refresh"]).code, 0);
    for title in ["One", "Two"] {
        assert_eq!(server.requests(&page_of(title)), 1, "{title}");
    }
    let mut pty = home.open(120, 30);
    pty.wait_for_text("One");
    pty.send("l\r");
    pty.wait_for_text(MORE);
    assert_eq!(server.requests(&page_of("One")), 1);
    quit(pty);
}

#[test]
fn an_arabic_page_in_an_old_encoding_is_read() {
    let sentence = "عادت العبارة إلى الميناء";
    let html = format!(
        "<html dir=rtl><head><meta charset=windows-1256></head><body><article><p>{sentence}.</p>{}</article>",
        format!(
            "<p>{}</p>",
            "كان البحر هادئا، وكان الطباخ غاضبا. ".repeat(9)
        )
        .repeat(3)
    );
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&html);
    let arabic = Reply::document(bytes.to_vec(), "text/html");
    let (_server, _home, mut pty) = reading("", &["One"], &[("One", arabic)]);
    pty.send("\r");
    pty.wait_for_text(BEGINNING);
    pty.send("f");
    pty.wait_for_text(&rtl("ﻋﺎﺩﺕ ﺍﻟﻌﺒﺎﺭﺓ ﺇﻟﻰ ﺍﻟﻤﻴﻨﺎﺀ"));
    quit(pty);
}

#[test]
fn what_fails_says_why_and_the_text_of_the_feed_stays() {
    let shell = "<html><body><div id=app></div><script>start()</script></body></html>";
    let endless = Reply::endless(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "<p>more ".repeat(1000),
    );
    let failures = [
        (
            "Missing",
            Reply::status(404),
            "The page is not there any more (404).",
        ),
        (
            "Locked",
            Reply::status(403),
            "The server does not let newsterm read the page (403).",
        ),
        (
            "Picture",
            Reply::document("GIF89a", "image/gif"),
            "What the entry links to is no page of text (image/gif).",
        ),
        (
            "Shell",
            Reply::document(shell, "text/html"),
            "No article was found on the page.",
        ),
        (
            "Bomb",
            Reply::gzip_bomb(50),
            "The page is larger than 1 MiB.",
        ),
        ("Endless", endless, "The page is larger than 1 MiB."),
        (
            "Hanging",
            Reply::hang(),
            "The server did not answer in full within 2 seconds.",
        ),
        (
            "Private",
            Reply::redirect("http://10.1.2.3/"),
            "10.1.2.3 is in a private network",
        ),
    ];
    let titles = failures.each_ref().map(|(title, ..)| *title);
    let pages: Vec<_> = failures
        .iter()
        .map(|(title, reply, _)| (*title, reply.clone()))
        .collect();
    let general = "timeout = 2\nmax_body = \"1 MiB\"\nmax_per_host = 4";
    let (_server, _home, mut pty) = reading(general, &titles, &pages);
    pty.send("\r");
    for (title, _, words) in failures {
        let own = format!("{title}: {BEGINNING}");
        pty.wait_for_text(&own);
        pty.send("f");
        pty.wait_for_text(words);
        assert!(pty.shown().contains(&own), "{title}");
        pty.send("J");
    }
    quit(pty);
}

#[test]
fn twenty_thousand_nested_elements_do_not_stop_the_screen() {
    let nested = format!(
        "<html><body>{}<p>{MORE} {}",
        "<div>".repeat(20_000),
        "It rained on. ".repeat(60)
    );
    let (_server, _home, mut pty) = reading(
        "",
        &["One"],
        &[("One", Reply::document(nested, "text/html"))],
    );
    pty.send("\r");
    pty.wait_for_text(BEGINNING);
    pty.send("f");
    // The screen is alive meanwhile, whatever comes first.
    pty.send("?");
    pty.wait_for_text("Go to the next unread entry");
    pty.send("?");
    pty.wait_for_text(MORE);
    quit(pty);
}

#[test]
fn a_page_that_comes_late_changes_nothing_of_another_article() {
    let held = page(MORE).held();
    let (server, _home, mut pty) = reading("", &["One", "Two"], &[("One", held)]);
    pty.send("\r");
    pty.wait_for_text(&format!("One: {BEGINNING}"));
    pty.send("f");
    server.wait_for(&page_of("One"), 1);
    pty.send("J");
    let own = format!("Two: {BEGINNING}");
    pty.wait_for_text(&own);
    server.release();
    pty.send("f");
    pty.wait_for_text("The page is not there any more (404).");
    assert!(pty.shown().contains(&own) && !pty.shown().contains(MORE));
    quit(pty);
}

#[test]
fn what_tells_of_the_reader_goes_to_the_server_of_the_feed_alone() {
    let (own, other, home) = (Server::start(), Server::start(), Home::new());
    other.route("/page/Two", page(MORE));
    own.route("/page/One", page(MORE));
    let entry = |title: &str, link: String| {
        format!(
            "<item><guid>{title}</guid><title>{title}</title><link>{link}</link><description>{title} …</description></item>"
        )
    };
    let entries = [
        entry("One", own.url("/page/One")),
        entry("Two", other.url("/page/Two")),
    ]
    .concat();
    own.route(
        "/feed",
        Reply::feed(format!(
            "<rss version='2.0'><channel><title>News</title>{entries}</channel></rss>"
        )),
    );
    home.subscribe(
        &[own.url("/feed")],
        "full_text = \"always\"\nheaders = { \"X-Key\" = \"secret\" }",
    );
    assert_eq!(home.run(&["refresh"]).code, 0);
    assert_eq!(own.last("/page/One").header("x-key"), Some("secret"));
    assert_eq!(other.last("/page/Two").header("x-key"), None);
}

#[test]
fn a_page_is_fetched_again_when_its_entry_was_edited_or_the_reader_wants_it() {
    let now = "Nobody had expected twelve days.";
    for (general, keys) in [("", "gf"), ("full_text = \"auto\"", "")] {
        let (server, home, mut pty) = reading(general, &["One"], &[("One", page(MORE))]);
        pty.send("\r");
        if !keys.is_empty() {
            pty.wait_for_text(BEGINNING);
            pty.send("f");
        }
        pty.wait_for_text(MORE);
        quit(pty);
        let edited = format!(
            "<rss version='2.0'><channel><title>Harbour News</title><item><guid>One</guid><title>One</title>\
             <link>{}</link><description>One: the ferry came back late …</description></item></channel></rss>",
            server.url(&page_of("One"))
        );
        server.route("/feed", Reply::feed(edited));
        server.route(&page_of("One"), page(now));
        assert_eq!(home.run(&["refresh"]).code, 0);
        assert_eq!(server.requests(&page_of("One")), 1);
        let mut pty = home.open(120, 30);
        pty.wait_for_text("One");
        pty.send("l\r");
        if !keys.is_empty() {
            pty.wait_for_text("g f fetches it again.");
            assert!(pty.shown().contains(MORE));
            pty.send(keys);
        }
        pty.wait_for_text(now);
        assert_eq!(server.requests(&page_of("One")), 2);
        quit(pty);
    }
}
