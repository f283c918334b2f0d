//! Opening an article beside `w3m -dump` of the same file, a step in it, and HTML that is made to hurt.
//!
//! What counts is the ratio to w3m in one run, and for what is made to hurt that it stays bounded. Figures are
//! printed, nothing is asserted.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use newsterm::app::{Article, DirectionHints, Masthead};
use newsterm::feed::html;
use newsterm::model::{Body, BodyKind, Document, EntryId, FeedId, Headline, Timestamp};
use newsterm::text::{CleanText, Options};

/// The page: columns and rows.
const PAGE: (u16, usize) = (80, 40);
const RUNS: usize = 21;

fn main() -> io::Result<()> {
    // Asked by itself for one case, so that each has its own memory.
    if let Some(case) = env::args().skip_while(|word| word != "--case").nth(1) {
        return one_case(&case);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "median of {RUNS}; first page of {}x{}", PAGE.0, PAGE.1)?;
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

fn pieces(document: &Document) -> Article {
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
    Article::new(
        headline,
        document.clone(),
        hints,
        &masthead,
        Options::default(),
        1,
    )
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
    let flow = median(|| timed(|| pieces(&parsed)).1);
    let page = median(|| {
        let mut article = pieces(&parsed);
        timed(|| article.fit(PAGE.0, PAGE.1)).1
    });
    let mut article = pieces(&parsed);
    article.fit(PAGE.0, PAGE.1);
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
const HOSTILE: [Case; 12] = [
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

/// Opens one case, scrolls it to its end and back, and says what that took.
fn one_case(name: &str) -> io::Result<()> {
    let (_, make) = HOSTILE
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or(io::ErrorKind::NotFound)?;
    let html = make();
    let (document, reading) = timed(|| read(&html));
    let (mut article, flowing) = timed(|| pieces(&document));
    let ((), fitting) = timed(|| article.fit(PAGE.0, PAGE.1));
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

/// The most memory this process has had, in KiB.
fn high_water() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
