//! `newsterm export` of entries: the text on the screen, whichever way it came.

use crate::home::Home;
use crate::server::{Reply, Server};

/// An article as publishers write them, with text of both directions and everything that holds words.
const ARTICLE: &str = "<p>The ferry came back to the harbour on Tuesday night, eleven days late, and nobody on the \
    pier could say where it had been; <a href='/map'>the map</a> of its way had been lost, the mate said, in a storm.</p>\
    <h2>What the cook saw</h2>\
    <p>There were, he wrote in <em>his own hand</em>, three islands where the chart has none, and on the largest of \
    them stood a house with a lamp in it, which was put out when they came near, and lit again when they left.</p>\
    <ul><li>One island was of sand, and went under at high water, as islands of sand will do.</li>\
    <li>One was of stone, and had a name cut into it, in letters that the mate could not read at all.</li></ul>\
    <p dir='rtl' lang='ar'>عادت العبّارة إلى الميناء بعد أحد عشر يومًا، ولم يعرف أحد على الرصيف أين كانت، وقال الطباخ \
    إنه رأى ثلاث جزر (لا جزيرة واحدة) في بحر ليس فيه جزر، ثم سكت ولم يقل شيئًا بعد ذلك.</p>\
    <blockquote><p>We had coffee for nine days, and then we had none, and that was the worst of it, to be honest.</p>\
    </blockquote>\
    <h3>What was in the hold</h3>\
    <table><thead><tr><th>What</th><th>Before</th><th>After</th></tr></thead><tbody>\
    <tr><td>Coffee, sacks</td><td>12</td><td>0</td></tr><tr><td>Lamps</td><td>3</td><td>4</td></tr></tbody></table>\
    <ol><li>The fourth lamp was not on the list when the ferry left, and the list was right, as lists go.</li>\
    <li>It burns without oil, and the harbour master has it on his desk, where it burns.</li></ol>\
    <pre><code>log --since tuesday</code></pre>\
    <p>The harbour master will say more when he knows more, he said, and went home, and the lamp went with him.</p>";

/// The reader of two entries, one with the article, the other with its beginning; pages have all of it.
fn two_ways() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    let page = format!(
        "<html><head><title>A tale</title></head><body><nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>\
         <main><article><h1>A tale</h1>{ARTICLE}</article></main><aside>Most read</aside>\
         <footer>Imprint and <a href='/p'>privacy</a></footer></body></html>"
    );
    server.route("/whole", Reply::status(404));
    server.route("/begun", Reply::document(page, "text/html"));
    let item = |name: &str, text: &str| {
        let link = server.url(&format!("/{name}"));
        format!(
            "<item><guid>{name}</guid><title>{name}</title><link>{link}</link>\
             <pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate><description><![CDATA[{text}]]></description></item>"
        )
    };
    let items = item("whole", ARTICLE) + &item("begun", "The ferry came back …");
    let feed = format!("<rss version='2.0'><channel><title>News</title>{items}</channel></rss>");
    server.route("/feed", Reply::feed(feed));
    home.subscribe(&[server.url("/feed")], "full_text = \"always\"");
    assert_eq!(home.run(&["refresh"]).code, 0);
    (server, home)
}

fn exported(home: &Home, title: &str, format: &str, more: &[&str]) -> String {
    let query = format!("title:{title}");
    let arguments = ["export", "--format", format, &query];
    let told = home.run(&[&arguments, more].concat());
    assert_eq!((told.code, &*told.err), (0, ""));
    told.out
}

/// What is written from the first words of the article on.
fn article(written: &str) -> &str {
    let at = written.find("The ferry came back").expect("it is there");
    &written[at..]
}

#[test]
fn an_article_reads_the_same_from_its_feed_and_from_its_page() {
    let (server, home) = two_ways();
    assert_eq!(server.requests("/begun"), 1);
    for format in ["text", "markdown", "html"] {
        let of_feed = exported(&home, "whole", format, &[]);
        let of_page = exported(&home, "begun", format, &[]);
        assert_eq!(article(&of_feed), article(&of_page), "{format}");
        assert!(of_page.contains("ليس فيه جزر") && !of_page.contains("Sport"));
    }
}

#[test]
fn the_screen_and_the_command_write_the_same() {
    let (_server, home) = two_ways();
    let mut pty = home.open(120, 40);
    pty.wait_for_text("begun");
    pty.send("l");
    for title in ["whole", "begun"] {
        pty.send(&format!("/title:{title}\r"));
        pty.wait_for_text(&format!("title:{title}"));
        pty.send("\r");
        pty.wait_for_text("What the cook saw");
        pty.send(&format!("e\x15{title}.txt\r"));
        pty.wait_for_text(&format!("Wrote {title}.txt."));
        let written = std::fs::read_to_string(home.path().join(format!("{title}.txt"))).unwrap();
        assert_eq!(written, exported(&home, title, "text", &[]));
        pty.send("qh");
        pty.wait_until_gone("title:");
    }
    pty.send("Q");
    assert!(pty.finish());
}

#[test]
fn the_text_of_the_feed_is_to_be_had_as_well() {
    let (_server, home) = two_ways();
    let own = exported(&home, "begun", "text", &["--feed-text"]);
    assert!(
        own.contains("The ferry came back …") && !own.contains("eleven"),
        "{own}"
    );
    let snippet = home.run(&["list", "--snippets", "title:begun"]).out;
    assert!(snippet.contains("eleven days late"), "{snippet}");
}

#[test]
fn files_that_come_with_an_entry_are_written_too() {
    let (server, home) = (Server::start(), Home::new());
    let item = "<item><guid>1</guid><title>One</title><description>Hear.</description>\
        <enclosure url='https://pier.example/a.mp3' type='audio/mpeg' length='12345678'/></item>";
    let feed = format!("<rss version='2.0'><channel><title>News</title>{item}</channel></rss>");
    server.route("/feed", Reply::feed(feed));
    home.subscribe(&[server.url("/feed")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    let written = exported(&home, "One", "markdown", &[]);
    assert!(written.contains("https://pier.example/a.mp3"), "{written}");
}
