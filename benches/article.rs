//! Opening an article beside `w3m -dump` of the same file, a step in it, and HTML that is made to hurt.
//!
//! What counts is the ratio to w3m in one run, and for what is made to hurt that it stays bounded. Figures are
//! printed, nothing is asserted.

use std::env;
use std::fs;
use std::io::{self, Cursor, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use image::{ImageFormat, Rgb, RgbImage};
use newsterm::app::{Article, DirectionHints, Masthead};
use newsterm::feed::html;
use newsterm::feed::page::{self, Cut, Page};
use newsterm::feed::picture::Picture;
use newsterm::model::{Body, BodyKind, Document, EntryId, FeedId, Headline, Timestamp};
use newsterm::text::{CleanText, Options};

/// The page: columns and rows.
const SCREEN: (u16, usize) = (80, 40);
const RUNS: usize = 21;

fn main() -> io::Result<()> {
    // Asked by itself for one case, so that each has its own memory.
    if let Some(case) = env::args().skip_while(|word| word != "--case").nth(1) {
        return one_case(&case);
    }
    if let Some(case) = env::args().skip_while(|word| word != "--page").nth(1) {
        return one_page(&case);
    }
    if let Some(name) = env::args().skip_while(|word| word != "--bomb").nth(1) {
        return one_bomb(&name);
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "median of {RUNS}; first page of {}x{}",
        SCREEN.0, SCREEN.1
    )?;
    writeln!(
        out,
        "{:>24} {:>10} {:>10} {:>10} {:>10} {:>10}",
        "", "document", "pieces", "page", "step", "w3m"
    )?;
    for (name, html) in articles() {
        compare(name, &html, &mut out)?;
    }
    for (name, _) in HOSTILE {
        let began = Instant::now();
        let child = Command::new(env::current_exe()?)
            .args(["--case", name])
            .stdout(Stdio::piped())
            .output()?;
        let told = String::from_utf8_lossy(&child.stdout);
        let whole = began.elapsed().as_secs_f64();
        writeln!(out, "{name:>24}: {whole:>6.2} s in all; {}", told.trim())?;
    }
    for (option, names) in [
        ("--page", HOSTILE.map(|(name, _)| name).as_slice()),
        ("--bomb", BOMBS.map(|(name, _)| name).as_slice()),
    ] {
        for name in names {
            let child = Command::new(env::current_exe()?)
                .args([option, name])
                .stdout(Stdio::piped())
                .output()?;
            let told = String::from_utf8_lossy(&child.stdout);
            writeln!(out, "{name:>24}: {}", told.trim())?;
        }
    }
    Ok(())
}

fn articles() -> [(&'static str, String); 4] {
    let english = "<p>The keeper says that the <b>new pipe</b> whistles by <a href='/x'>itself</a> when fog comes \
                   down, and that nobody minds.</p>";
    let arabic =
        "<p>قالت حارسة المنارة إن الأنبوب الجديد <b>يصفر</b> من تلقاء نفسه كلما هبط الضباب.</p>";
    let rich = "<h2>Head</h2><p>Text with <code>code</code>.</p><ul><li>one<li>two</ul><table><tr><th>a<th>b<tr><td>1\
                <td>2</table><pre><code class=language-rust>let x = 1; // one</code></pre><blockquote>Said.</blockquote>";
    let filled = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    [
        ("200 kB English", filled(english, 200_000)),
        ("200 kB Arabic", filled(arabic, 200_000)),
        ("200 kB of all kinds", filled(rich, 200_000)),
        ("1.5 MB Arabic", filled(arabic, 1_500_000)),
    ]
}

fn read(html: &str) -> Document {
    let body = Body {
        kind: BodyKind::Html,
        content: html.to_owned(),
    };
    html::document(&body, Some("https://bench.example/"))
}

fn pieces(document: Document) -> Article {
    let headline = Headline {
        id: EntryId(1),
        feed: FeedId(1),
        title: CleanText::line("title"),
        author: None,
        link: None,
        sorted_at: Timestamp(0),
        language_direction: None,
        read: false,
        saved: false,
        hidden: false,
        tags: Vec::new(),
        others: 0,
        nested: false,
    };
    let (hints, masthead) = (DirectionHints::default(), Masthead::default());
    Article::new(headline, document, hints, &masthead, Options::default(), 1)
}

fn median(mut measure: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| measure()).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let made = work();
    (made, began.elapsed())
}

fn compare(name: &str, html: &str, out: &mut impl Write) -> io::Result<()> {
    let parsed = read(html);
    let document = median(|| timed(|| read(html)).1);
    let flow = median(|| {
        let document = parsed.clone();
        timed(|| pieces(document)).1
    });
    let page = median(|| {
        let mut article = pieces(parsed.clone());
        timed(|| article.fit(SCREEN.0, SCREEN.1)).1
    });
    let mut article = pieces(parsed);
    article.fit(SCREEN.0, SCREEN.1);
    let step = median(|| timed(|| article.scroll(1)).1);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.html");
    fs::write(&file, format!("<meta charset=utf-8>{html}"))?;
    let w3m = median(|| dump(&file).unwrap_or_default());
    let ms = |time: Duration| format!("{:.3} ms", time.as_secs_f64() * 1000.0);
    let beside = if w3m.is_zero() {
        "no w3m here".to_owned()
    } else {
        ms(w3m)
    };
    writeln!(
        out,
        "{name:>24} {:>10} {:>10} {:>10} {:>10} {beside:>10}",
        ms(document),
        ms(flow),
        ms(page),
        ms(step)
    )
}

/// How long w3m takes to write the file as text; `None` without w3m.
fn dump(file: &Path) -> Option<Duration> {
    let began = Instant::now();
    let status = Command::new("w3m")
        .args(["-dump", "-cols", "80", "-T", "text/html"])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    status.success().then(|| began.elapsed())
}

/// A name, and what makes the HTML.
type Case = (&'static str, fn() -> String);

/// What is made to hurt.
const HOSTILE: [Case; 13] = [
    ("39,000 paragraphs", || {
        "<div><p>Some <a href='/x'>words</a>, and more of them.</div>".repeat(13_000)
    }),
    ("20,000 nested divs", || "<div>".repeat(20_000) + "deep"),
    ("20,000 nested of all", || {
        "<div><blockquote><ul><li><table><tr><td><details open><dl><dd>".repeat(2_000) + "deep"
    }),
    ("20,000 nested marks", || {
        "<b><sup><q>".repeat(7_000) + "deep"
    }),
    ("10 MB attribute", || {
        format!("<p title='{}'>text", "x".repeat(10_000_000))
    }),
    ("100,000 cells", || {
        format!(
            "<table>{}</table>",
            ("<tr>".to_owned() + &"<td>cell".repeat(10)).repeat(10_000)
        )
    }),
    ("100,000 cells in a row", || {
        format!("<table><tr>{}</table>", "<td>cell".repeat(100_000))
    }),
    ("data: pictures", || {
        format!(
            "<img src='data:image/png;base64,{}' alt=x>",
            "A".repeat(100_000)
        )
        .repeat(40)
    }),
    ("SVG", || {
        format!("<svg>{}</svg>text", "<g><path d='M0 0'/>".repeat(100_000))
    }),
    ("4 MB in one paragraph", || {
        format!("<p>{}", "word ".repeat(800_000))
    }),
    ("100,000 links in one", || {
        "<a href='/x'>l</a> ".repeat(100_000)
    }),
    ("100,000 lines of code", || {
        format!(
            "<pre><code class=language-c>{}",
            "\"\\\"\\\"\\\"\n".repeat(100_000)
        )
    }),
    ("100,000 details", || {
        "<details><summary>s</summary>d</details>".repeat(50_000)
    }),
];

fn made(name: &str) -> io::Result<String> {
    let mut cases = HOSTILE.iter();
    let (_, make) = cases
        .find(|(known, _)| *known == name)
        .ok_or(io::ErrorKind::NotFound)?;
    Ok(make())
}

/// Cuts the article out of a page that is one case beside an article, and says what that took.
fn one_page(name: &str) -> io::Result<()> {
    let text = "The ferry came back to the harbour late at night. ".repeat(20);
    let html = format!("<article><p>{text}</p></article>{}", made(name)?);
    let page = Page {
        bytes: html.into_bytes(),
        content_type: None,
        url: "https://bench.example/".to_owned(),
    };
    let (cut, cutting) = timed(|| page::article(&page, &Cut::default()));
    let outcome = match cut {
        Ok(article) => format!("{} kB cut out", article.body.content.len() / 1024),
        Err(error) => error.to_string(),
    };
    let peak = high_water().unwrap_or(0) / 1024;
    let taken = cutting.as_secs_f64() * 1000.0;
    writeln!(
        io::stdout(),
        "as a page {taken:.0} ms, {peak} MB: {outcome}"
    )
}

/// Opens one case, scrolls it to its end and back, and says what that took.
fn one_case(name: &str) -> io::Result<()> {
    let html = made(name)?;
    let (document, reading) = timed(|| read(&html));
    let (mut article, flowing) = timed(|| pieces(document));
    let ((), fitting) = timed(|| article.fit(SCREEN.0, SCREEN.1));
    let ((), ending) = timed(|| article.scroll_to_last());
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let peak = high_water().unwrap_or(0) / 1024;
    writeln!(
        io::stdout(),
        "document {:.0} ms, pieces {:.0} ms, first page {:.1} ms, to the end {:.1} ms, {peak} MB",
        ms(reading),
        ms(flowing),
        ms(fitting),
        ms(ending)
    )
}

/// What makes a picture.
type Bomb = (&'static str, fn() -> Vec<u8>);

/// The largest pictures that are unpacked, and one that is not.
const BOMBS: [Bomb; 5] = [
    ("16 million points, PNG", || {
        drawn(4096, 4096, ImageFormat::Png)
    }),
    ("16 million points, JPEG", || {
        drawn(4096, 4096, ImageFormat::Jpeg)
    }),
    ("16 million points, GIF", || {
        drawn(4096, 4096, ImageFormat::Gif)
    }),
    ("16 million points, WebP", || {
        drawn(4096, 4096, ImageFormat::WebP)
    }),
    ("36 million points, PNG", || {
        drawn(6000, 6000, ImageFormat::Png)
    }),
];

/// A picture of one colour.
fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = RgbImage::from_pixel(width, height, Rgb([200, 30, 30]));
    // Writing to memory does not fail.
    let _ = image.write_to(&mut bytes, format);
    bytes.into_inner()
}

/// Unpacks one picture and makes it for 60 by 30 cells, and says what that took besides making it up.
fn one_bomb(name: &str) -> io::Result<()> {
    let (_, make) = BOMBS
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or(io::ErrorKind::NotFound)?;
    let file = env::temp_dir().join(format!("newsterm-bomb-{}", std::process::id()));
    if env::var_os("NEWSTERM_BOMB").is_none() {
        // Making it takes memory that is not to be counted.
        fs::write(&file, make())?;
        let child = Command::new(env::current_exe()?)
            .args(["--bomb", name])
            .env("NEWSTERM_BOMB", &file)
            .status()?;
        fs::remove_file(&file)?;
        return if child.success() {
            Ok(())
        } else {
            Err(io::ErrorKind::Other.into())
        };
    }
    let bytes = fs::read(env::var_os("NEWSTERM_BOMB").unwrap_or_default())?;
    let (read, unpacking) = timed(|| Picture::read(&bytes));
    let (outcome, drawing) = timed(|| match &read {
        Ok(picture) => format!("{} bytes drawn", picture.points(600, 600, [0; 3]).len()),
        Err(error) => error.to_string(),
    });
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    writeln!(
        io::stdout(),
        "{} kB unpacked in {:.0} ms, drawn in {:.0} ms, {} MB: {outcome}",
        bytes.len() / 1024,
        ms(unpacking),
        ms(drawing),
        high_water().unwrap_or(0) / 1024
    )
}

/// The most memory this process has had, in KiB.
fn high_water() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
