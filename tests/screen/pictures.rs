//! Pictures in an article, told by the bytes that reach the terminal.

use std::fs;
use std::io::{Read as _, Write as _};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use super::quit;
use crate::home::Home;
use crate::pty::{Pty, count};
use crate::server::{Reply, Server};

/// What a stranger would have the terminal do.
const INJECTED: &str = "\x1b]52;c;aGk=\x1b\\\x1b[2Jowned";

/// A PNG of one colour, 60 by 100 points: six columns and five rows of cells of 10 by 20 points. A comment in it would
/// tell the terminal something.
fn red() -> Vec<u8> {
    png(
        60,
        100,
        &[0, 255, 0, 0]
            .iter()
            .copied()
            .chain([255, 0, 0].repeat(59))
            .collect::<Vec<_>>()
            .repeat(100),
    )
}

/// A PNG of so many points in true colour, with these rows of bytes.
fn png(width: u32, height: u32, rows: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(rows).unwrap();
    let head = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 2, 0, 0, 0],
    ];
    let comment = format!("Comment\0{INJECTED}");
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (b"IHDR", head.concat()),
        (b"tEXt", comment.into_bytes()),
        (b"IDAT", packed.finish().unwrap()),
        (b"IEND", Vec::new()),
    ] {
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(&data);
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        png.extend(kind);
        png.extend(data);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

/// A body of pictures, each an address and its alternative text, and more text than fits on a screen.
fn body(pictures: &[(String, &str)]) -> String {
    let picture =
        |(url, alt): &(String, &str)| format!("<p>Before.</p><img src='{url}' alt='{alt}'>");
    let pictures: String = pictures.iter().map(picture).collect();
    format!("{pictures}{}", "<p>It rained on.</p>".repeat(40))
}

/// A reader who is shown pictures in this way, with an article open, on a screen of 60 columns and 20 rows.
fn reading(server: &Server, general: &str, protocol: &str, body: &str) -> (Home, Pty) {
    let home = Home::new();
    let item = format!(
        "<item><guid>1</guid><title>Ferry</title><description><![CDATA[{body}]]></description></item>"
    );
    server.route(
        "/feed",
        Reply::feed(format!(
            "<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"
        )),
    );
    home.subscribe(&[server.url("/feed")], general);
    let written = fs::read_to_string(home.config()).unwrap();
    let ui = format!("[ui]\nimage_protocol = \"{protocol}\"\ntext_column = \"start\"\n");
    home.configure(&written.replace("[ui]\n", &ui));
    assert_eq!(home.run(&["refresh"]).code, 0);
    let pty = open(&home, 20);
    (home, pty)
}

fn open(home: &Home, rows: u16) -> Pty {
    let mut pty = home.open(60, rows);
    pty.wait_for_text("Ferry");
    pty.send("l\r");
    pty.wait_for_text("Before.");
    pty
}

/// The same with one red picture, shown.
fn red_picture(protocol: &str) -> (Server, Home, Pty) {
    let server = Server::start();
    server.route("/red.png", Reply::document(red(), "image/png"));
    let body = body(&[(server.url("/red.png"), "A red sail")]);
    let (home, mut pty) = reading(&server, "", protocol, &body);
    assert_eq!(server.requests("/red.png"), 0, "nobody asked");
    pty.wait_for_text("▣ A red sail");
    pty.send("i");
    (server, home, pty)
}

/// What was written since so many bytes had been.
fn since(pty: &Pty, before: usize) -> String {
    String::from_utf8_lossy(&pty.seen[before..]).into_owned()
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<usize> = text.chars().filter_map(|c| DIGITS.find(c)).collect();
    let three = |four: &[usize]| {
        let bits = four.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - four.len()));
        let bytes = u32::try_from(bits).unwrap().to_be_bytes();
        bytes[1..four.len()].to_vec()
    };
    digits.chunks(4).flat_map(three).collect()
}

#[test]
fn kitty_gets_the_points_once_and_then_only_where_they_are() {
    let (_server, _home, mut pty) = red_picture("kitty");
    pty.wait_for_bytes("\x1b_Ga=p,");
    let written = since(&pty, 0);
    let (_, sent) = written.split_once("\x1b_Ga=t,t=d,f=24,o=z,i=").unwrap();
    let (order, rest) = sent.split_once(';').unwrap();
    assert!(order.ends_with(",s=60,v=100,q=2,m=0"), "{order}");
    let (data, rest) = rest.split_once("\x1b\\").unwrap();
    let mut points = Vec::new();
    ZlibDecoder::new(&base64(data)[..])
        .read_to_end(&mut points)
        .unwrap();
    assert_eq!(points, [255, 0, 0].repeat(60 * 100));
    let shown = "p=1,x=0,y=0,w=60,h=100,c=6,r=5,C=1,q=2\x1b\\";
    assert!(rest.contains(shown), "{rest:?}");
    // The picture is put where the article leaves room for it.
    let at = pty
        .shown()
        .lines()
        .position(|row| row.contains("▣ A red sail"))
        .unwrap();
    assert!(
        rest.contains(&format!("\x1b[{};", at + 1 - 5)),
        "{at} {rest:?}"
    );
    let before = pty.seen.len();
    pty.send("10j");
    // Of the five rows the last is left under the title.
    pty.wait_for_bytes("x=0,y=80,w=60,h=20,c=6,r=1,C=1,q=2\x1b\\");
    assert!(!since(&pty, before).contains("a=t"), "it is not sent again");
    let before = pty.seen.len();
    pty.send("q");
    pty.wait_for_bytes("\x1b_Ga=d,d=i,i=");
    assert!(!since(&pty, before).contains("a=p"));
    pty.send("Q");
    assert!(pty.finish());
    let end = since(&pty, before);
    let (last, _) = end.split_once("\x1b[?1049l").unwrap();
    assert!(
        last.contains("\x1b_Ga=d,d=A,q=2\x1b\\"),
        "nothing is left in the terminal"
    );
    assert_eq!(
        count(&pty.seen, "owned"),
        0,
        "nothing of the file reaches the terminal"
    );
}

#[test]
fn a_sixel_picture_is_drawn_where_it_is_and_wiped_where_it_was() {
    let (_server, _home, mut pty) = red_picture("sixel");
    // 96 of 100 rows of points are whole bands; 60 times all six points of the one colour, red.
    pty.wait_for_bytes("\x1bP0;1;0q\"1;1;60;96#0;2;");
    pty.wait_for_bytes("#0!60~-#0!60~");
    let before = pty.seen.len();
    pty.send("j");
    pty.wait("the picture in another row", |pty| {
        count(&pty.seen[before..], "\x1bP0;1;0q\"1;1;60;96") == 1 && !pty.is_amid_frame()
    });
    let moved = since(&pty, before);
    let (cells, _) = moved.split_once("\x1bP").unwrap();
    // Five rows of six blanks or more, which wipe the old one before the new one is drawn.
    assert!(cells.matches("      ").count() >= 5, "{cells:?}");
    let before = pty.seen.len();
    pty.send("?");
    pty.wait_for_text("Go to the next unread entry");
    assert!(
        !since(&pty, before).contains("\x1bP"),
        "the help is over it"
    );
    pty.send("?");
    pty.wait_for_text("▣ A red sail");
    assert_eq!(count(since(&pty, before).as_bytes(), "\x1bP0;1;0q"), 1);
    let before = pty.seen.len();
    pty.send("i");
    pty.wait_for_text("Pictures are hidden.");
    assert!(!since(&pty, before).contains("\x1bP"));
    quit(pty);
}

#[test]
fn iterm2_gets_an_image_of_the_rows_that_are_seen() {
    let (_server, _home, mut pty) = red_picture("iterm2");
    // "\x89PNG" in base64.
    pty.wait_for_bytes(
        ";inline=1;width=6;height=5;preserveAspectRatio=0;doNotMoveCursor=1:iVBORw0KGgo",
    );
    pty.send("10j");
    pty.wait_for_bytes(
        ";inline=1;width=6;height=1;preserveAspectRatio=0;doNotMoveCursor=1:iVBORw0KGgo",
    );
    assert_eq!(count(&pty.seen, "owned"), 0);
    quit(pty);
}

#[test]
fn half_blocks_are_letters_in_two_colours() {
    let (_server, _home, mut pty) = red_picture("auto");
    pty.wait_until("five rows of six half-blocks", |screen| {
        screen.lines().filter(|row| row.contains("▀▀▀▀▀▀")).count() == 5
    });
    // The red of the palette of 256 (xterm).
    pty.wait_for_bytes("\x1b[38;5;196;48;5;196m▀▀▀▀▀▀");
    pty.send("i");
    pty.wait_until_gone("▀");
    quit(pty);
}

#[test]
fn a_picture_is_fetched_once_and_kept_for_the_next_day() {
    let (server, home, mut pty) = red_picture("half-blocks");
    pty.wait_for_text("▀▀▀▀▀▀");
    quit(pty);
    let folder = home.path().join("data/pictures");
    let kept: Vec<_> = fs::read_dir(folder).unwrap().flatten().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read(kept[0].path()).unwrap(), red());
    let accept = server.last("/red.png");
    assert!(accept.header("accept").unwrap().starts_with("image/png"));
    let mut pty = open(&home, 20);
    pty.send("i");
    pty.wait_for_text("▀▀▀▀▀▀");
    assert_eq!(server.requests("/red.png"), 1);
    quit(pty);
}

#[test]
fn what_is_no_picture_or_would_be_a_bomb_says_why_and_the_screen_lives() {
    let server = Server::start();
    // A gigabyte of points, if anybody unpacked them.
    let huge = png(16_000, 16_000, &[]);
    // As many as are unpacked, all of them zero.
    let zeros = png(4096, 4096, &vec![0; 4096 * (4096 * 3 + 1)]);
    let (size, frame) = (b"\x80\x3e\x80\x3e", b"\0\x02\x02\x44\x01\0;");
    let gif = [
        b"GIF89a",
        &size[..],
        b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0",
        size,
        frame,
    ]
    .concat();
    let bits: u32 = 15_999 + (15_999 << 14);
    let webp = [
        &b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f"[..],
        &bits.to_le_bytes(),
        &[0; 5],
    ]
    .concat();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>";
    let large = "16000 × 16000 points are too many";
    let pictures = [
        ("png", Reply::document(huge, "image/png"), large),
        ("gif", Reply::document(gif, "image/gif"), large),
        ("webp", Reply::document(webp, "image/webp"), large),
        (
            "svg",
            Reply::document(svg, "image/svg+xml"),
            "it is no PNG, JPEG, GIF or WebP",
        ),
        (
            "cut",
            Reply::document(&red()[..200], "image/png"),
            "it is damaged",
        ),
        ("packed", Reply::gzip_bomb(50), "larger than 10 MiB"),
        ("gone", Reply::status(404), "not there any more (404)"),
        (
            "away",
            Reply::redirect("http://10.1.2.3/a.png"),
            "it is in a private network",
        ),
    ];
    let mut urls: Vec<(String, &str)> = Vec::new();
    for (name, reply, _) in &pictures {
        server.route(&format!("/{name}"), reply.clone());
        urls.push((server.url(&format!("/{name}")), name));
    }
    server.route("/zeros", Reply::document(zeros, "image/png"));
    urls.push((server.url("/zeros"), "zeros"));
    let inline = format!("data:image/png;base64,{}", "A".repeat(100_000));
    urls.push((inline, "inline"));
    let (home, pty) = reading(&server, "images = \"auto\"", "kitty", &body(&urls));
    quit(pty);
    let mut pty = open(&home, 80);
    for (name, _, why) in pictures {
        pty.wait_until(why, |screen| {
            let article = screen.lines().filter_map(|row| row.split('│').nth(1));
            let words: Vec<&str> = article.flat_map(str::split_whitespace).collect();
            let of_picture = |part: &&str| part.trim_start().starts_with(&format!("{name} ·"));
            let words = words.join(" ");
            words
                .split('▣')
                .find(of_picture)
                .is_some_and(|part| part.contains(why))
        });
    }
    pty.wait_for_text("▣ inline");
    // The one that may be unpacked is.
    pty.wait_for_bytes("\x1b_Ga=p,");
    let peak = pty.peak_memory();
    assert!(peak < 200 << 20, "{peak} bytes");
    quit(pty);
}

#[test]
fn what_tells_of_the_reader_goes_to_no_other_server() {
    let (own, other) = (Server::start(), Server::start());
    for server in [&own, &other] {
        server.route("/red.png", Reply::document(red(), "image/png"));
    }
    let body = body(&[
        (own.url("/red.png"), "Own"),
        (other.url("/red.png"), "Other"),
    ]);
    let general = "images = \"auto\"\nheaders = { \"X-Key\" = \"secret\" }";
    let (_home, pty) = reading(&own, general, "half-blocks", &body);
    own.wait_for("/red.png", 1);
    other.wait_for("/red.png", 1);
    assert_eq!(own.last("/red.png").header("x-key"), Some("secret"));
    assert_eq!(other.last("/red.png").header("x-key"), None);
    assert_eq!(other.last("/red.png").header("referer"), None);
    quit(pty);
}
