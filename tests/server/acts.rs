//! What a server can do that it should not, by a name.

use super::Reply;

/// The start of an answer with a body.
const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n";

/// Every act; each is an answer to a request for a feed.
pub fn acts() -> Vec<(&'static str, Reply)> {
    let chunked = format!("{OK}Transfer-Encoding: chunked\r\n\r\n");
    let feed = |rest: &str| format!("<rss version='2.0'><channel><title>T</title>{rest}");
    vec![
        ("truncated", Reply::cut_off(feed("<item><title>Half"))),
        ("reset", Reply::reset()),
        ("closed", Reply::raw("")),
        ("slow-head", Reply::drip(OK, "X-A: b\r\n")),
        (
            "slow-body",
            Reply::drip(format!("{OK}Content-Length: 99999\r\n\r\n"), "x"),
        ),
        ("slow-chunks", Reply::drip(&*chunked, "1\r\nx\r\n")),
        ("hanging", Reply::hang()),
        (
            "endless-body",
            Reply::endless(format!("{OK}\r\n"), "x".repeat(4096)),
        ),
        (
            "endless-header",
            Reply::endless(OK, format!("X-A: {}\r\n", "b".repeat(1000))),
        ),
        ("bomb", Reply::gzip_bomb(64)),
        (
            "two-lengths",
            Reply::raw(format!(
                "{OK}Content-Length: 5\r\nContent-Length: 9\r\n\r\nhello"
            )),
        ),
        ("bad-chunk", Reply::raw(format!("{chunked}zz\r\nhello\r\n"))),
        (
            "evil-header",
            Reply::raw(format!("{OK}X-A: \u{1b}]0;owned\u{7}\r\n\r\n")),
        ),
        (
            "evil-words",
            Reply::raw("HTTP/1.1 404 \u{1b}[31mred\u{9b}31m\r\n\r\n"),
        ),
        (
            "evil-page",
            Reply::document("\u{1b}]0;owned\u{7}\u{1b}[2J", "text/html"),
        ),
        ("circle", Reply::redirect("/circle")),
        ("to-file", Reply::redirect("file:///etc/passwd")),
        ("to-script", Reply::redirect("javascript:alert(1)")),
        ("to-inside", Reply::redirect("http://10.1.2.3/secret")),
        (
            "flood",
            Reply::raw("HTTP/1.1 103 Hints\r\nX: y\r\n\r\n".repeat(10_000)),
        ),
        ("unasked", Reply::status(304)),
        ("lost", Reply::status(301)),
        ("empty", Reply::feed("")),
        ("noise", Reply::feed([0xff, 0xfe, 0x00, 0x1b, 0x9b, 0x07])),
    ]
}
