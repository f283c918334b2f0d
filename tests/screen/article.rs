//! In an article and out of it: finding, following links, copying.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::thread;

use super::{follow, quit, rtl};
use crate::home::{Home, PROGRAM};
use crate::pty::Pty;
use crate::server::Server;

/// A feed with one entry of this text, the title "The pier", and a link.
fn one_entry(server: &Server, html: &str) -> Home {
    let item = format!(
        "<item><guid>1</guid><title>The pier</title><link>https://pier.example/1</link>\
         <description><![CDATA[{html}]]></description></item>"
    );
    let home = Home::new();
    follow(&home, server, &format!("<title>Harbour</title>{item}"), "");
    home
}

/// The entry, opened.
fn reading(home: &Home, columns: u16, rows: u16) -> Pty {
    opened(home.open(columns, rows))
}

fn opened(mut pty: Pty) -> Pty {
    pty.wait_for_text("All");
    pty.wait_for_text("Harbour");
    pty.send("\r");
    pty.wait_for_text("The pier");
    pty.send("\r");
    pty.wait_for_text("Begin.");
    pty
}

/// Paragraphs for more than a screen.
fn filler() -> String {
    let paragraph =
        |n| format!("<p>Nothing happens in paragraph {n}, and it is long enough for a row or two.");
    (0..20).map(paragraph).collect()
}

#[test]
fn words_are_found_in_an_article_as_they_are_typed() {
    let server = Server::start();
    let filler = filler();
    let home = one_entry(
        &server,
        &format!(
            "<p>Begin.{filler}<p>The LightHouse whistles.{filler}<p dir=rtl>وصلت الأَخْبَارُ من البحر\
             {filler}<details><summary>More</summary><p>A lighthouse in a fold.</details>"
        ),
    );
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = reading(&home, columns, rows);
        pty.send("/lighth");
        pty.wait_for_text("The LightHouse whistles.");
        // Words that are not there leave the reader where he was.
        pty.send("x");
        pty.wait_for_text("Begin.");
        pty.send("\x15اخبار");
        pty.wait_for_text(&rtl("ﻭﺻﻠﺖ ﺍﻷَﺧْﺒَﺎﺭُ ﻣﻦ"));
        pty.send("\x1b");
        pty.wait_until_gone("Find:");
        assert!(pty.shown().contains("Begin."));
        pty.send("/lighthouse\r");
        pty.wait_for_text("The LightHouse whistles.");
        // What is folded away is unfolded.
        pty.send(";");
        pty.wait_for_text("A lighthouse in a fold.");
        pty.send(";");
        pty.wait_for_text("Nothing more was found");
        pty.send(",");
        pty.wait_for_text("The LightHouse whistles.");
        // The words are let go before the article is left.
        pty.wait_for_text("; next hit");
        pty.send("\x1b");
        pty.wait_until_gone("; next hit");
        assert!(pty.shown().contains("The LightHouse whistles."));
        // Else the next one begins where this one was left.
        pty.send("gg");
        pty.wait_for_text("Begin.");
        quit(pty);
    }
}

#[test]
fn from_an_article_tab_searches_the_list() {
    let server = Server::start();
    let home = one_entry(&server, "<p>Begin. The end.");
    let mut pty = reading(&home, 80, 24);
    pty.send("/nowhere");
    pty.wait_for_text("Not in this article.");
    pty.send("\t");
    pty.wait_for_text("Search All: nowhere");
    pty.send("\x1b");
    pty.wait_until_gone("Search All");
    pty.wait_for_text("The pier");
    quit(pty);
}

/// A program that writes down what it is given.
struct Scribe {
    program: PathBuf,
    page: PathBuf,
}

impl Scribe {
    fn new(home: &Home, name: &str) -> Self {
        let (program, page) = (home.path().join(name), home.path().join("given"));
        let script = format!(
            "#!/bin/sh\nprintf '%s|' \"$@\" > {0}.new\nmv {0}.new {0}\n",
            page.display()
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
        Self { program, page }
    }

    /// Waits for what it is given next: its arguments, each with a bar behind it.
    fn given(&self) -> String {
        while !self.page.exists() {
            thread::yield_now();
        }
        let given = fs::read_to_string(&self.page).unwrap();
        fs::remove_file(&self.page).unwrap();
        given
    }
}

/// The entry, opened in a program with this browser.
fn with_browser(home: &Home, browser: &Scribe, columns: u16, rows: u16) -> Pty {
    let browser = format!("BROWSER={}", browser.program.display());
    opened(home.open_with("/usr/bin/env", &[&browser, PROGRAM], columns, rows))
}

const LINKS: &str = "<p>Begin. <a href='https://harbour.example/ferry'>The ferry</a> and \
    <a href='https://p\u{430}ypal.example/pay'>the fare</a>.\
    <p dir=rtl>اقرأ <a href='https://pier.example/arabic'>جدول الرحلات</a> هنا";

#[test]
fn a_link_is_opened_by_its_letters_after_its_host_was_shown() {
    let server = Server::start();
    let home = one_entry(&server, LINKS);
    let browser = Scribe::new(&home, "browser");
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = with_browser(&home, &browser, columns, rows);
        pty.send("F");
        pty.wait_for_text("Type the letters");
        pty.wait_until("letters over the links", |screen| {
            screen.contains("ahe ferry") && screen.contains("she fare")
        });
        pty.send("s");
        // The first letter of its second syllable is Cyrillic.
        pty.wait_for_text("xn--pypal-4ve.example ·");
        pty.send("\x1b");
        pty.wait_until_gone("xn--pypal-4ve.example ·");
        // On an Arabic keyboard the key of a types another letter.
        pty.send("F");
        pty.wait_for_text("Type the letters");
        pty.send("ش");
        pty.wait_for_text("harbour.example ·");
        pty.send("\r");
        pty.wait_for_text("Opened in the browser.");
        assert_eq!(browser.given(), "https://harbour.example/ferry|");
        quit(pty);
    }
}

#[test]
fn links_are_listed_with_their_hosts() {
    let server = Server::start();
    let home = one_entry(&server, LINKS);
    let mut pty = reading(&home, 80, 24);
    pty.send("L");
    pty.wait_for_text("3 links");
    assert!(super::row_with(&pty, "[3]").contains("pier.example"));
    pty.send("jjy");
    pty.wait_for_text("Copied the link to pier.example.");
    // base64 of the address
    pty.wait_for_bytes("\x1b]52;c;aHR0cHM6Ly9waWVyLmV4YW1wbGUvYXJhYmlj\x1b\\");
    quit(pty);
}

#[test]
fn the_terminal_is_told_where_links_lead_and_where_they_end() {
    let server = Server::start();
    let home = one_entry(
        &server,
        &format!("{LINKS}<p><a href='javascript:alert(1)'>bad</a>"),
    );
    let mut pty = reading(&home, 80, 24);
    pty.wait_for_bytes("\x1b]8;id=n0;https://harbour.example/ferry\x1b\\");
    pty.wait_for_bytes("\x1b]8;id=n2;https://pier.example/arabic\x1b\\");
    let seen = String::from_utf8_lossy(&pty.seen).into_owned();
    quit(pty);
    // Each is undone before the cursor goes to another row.
    let (_, after) = seen
        .split_once("https://harbour.example/ferry\x1b\\")
        .unwrap();
    let (inside, _) = after.split_once("\x1b]8;;\x1b\\").unwrap();
    assert!(inside.contains("The ferry"), "{inside:?}");
    assert!(!seen.contains("javascript"));
}

#[test]
fn the_link_of_an_entry_is_copied_alone_or_with_its_title() {
    let server = Server::start();
    let home = one_entry(&server, LINKS);
    let mut pty = reading(&home, 80, 24);
    pty.send("y");
    pty.wait_for_text("Copied the link to pier.example.");
    pty.wait_for_bytes("\x1b]52;c;aHR0cHM6Ly9waWVyLmV4YW1wbGUvMQ==\x1b\\");
    pty.send("Y");
    // "The pier", a new line, the address.
    pty.wait_for_bytes("\x1b]52;c;VGhlIHBpZXIKaHR0cHM6Ly9waWVyLmV4YW1wbGUvMQ==\x1b\\");
    quit(pty);
}

/// An entry with a page of comments.
fn with_comments(server: &Server) -> Home {
    let item = "<item><guid>1</guid><title>The pier: a \"tale\"/1</title><link>https://pier.example/1</link>\
        <comments>https://talk.example/1</comments><description><![CDATA[<p>Begin. <b>The</b> end. \
        <a href='https://harbour.example/'>Home</a>]]></description></item>";
    let home = Home::new();
    follow(&home, server, &format!("<title>Harbour</title>{item}"), "");
    home
}

#[test]
fn an_article_is_piped_into_a_program_without_a_shell() {
    let server = Server::start();
    let home = with_comments(&server);
    let mut pty = reading(&home, 80, 24);
    pty.send("|tee 'of $HOME; x'\r");
    pty.wait_for_text("tee: [1] https://harbour.example/");
    let text = fs::read_to_string(home.path().join("of $HOME; x")).unwrap();
    assert!(text.starts_with("The pier: a \"tale\"/1\n"), "{text}");
    assert!(text.contains("\n\nBegin. The end. Home [1]\n\n"), "{text}");
    pty.send("|no-such-program-here {url}\r");
    pty.wait_for_text("no-such-program-here");
    pty.send("|cat 'x\r");
    pty.wait_for_text("A quote is not closed.");
    quit(pty);
}

#[test]
fn an_article_is_written_to_a_file_and_no_file_is_overwritten() {
    let server = Server::start();
    let home = with_comments(&server);
    let mut pty = reading(&home, 80, 24);
    pty.send("e");
    pty.wait_for_text("Write the article to: The-pier-a-tale-1.md");
    pty.send("\r");
    pty.wait_for_text("Wrote The-pier-a-tale-1.md.");
    let file = home.path().join("The-pier-a-tale-1.md");
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("Begin. **The** end. [Home](<https://harbour.example/>)"),
        "{text}"
    );
    fs::write(&file, "mine").unwrap();
    pty.send("e\r");
    pty.wait_for_text("The-pier-a-tale-1.md could not be written");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    pty.send("e\x15~/a.html\r");
    pty.wait_for_text("Wrote ~/a.html.");
    let html = fs::read_to_string(home.path().join("home/a.html")).unwrap();
    assert!(html.contains("Begin. <strong>The</strong> end."), "{html}");
    quit(pty);
}

#[test]
fn entries_are_exported_as_they_are_on_the_screen() {
    let server = Server::start();
    let home = with_comments(&server);
    let mut pty = reading(&home, 80, 24);
    pty.send("e\x15one.md\r");
    pty.wait_for_text("Wrote one.md.");
    quit(pty);
    let told = home.run(&["export", "--format", "markdown", "title:pier"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let one = fs::read_to_string(home.path().join("one.md")).unwrap();
    assert_eq!(told.out, one);
    let told = home.run(&["export", "--format", "text", "--output", "all.txt"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(
        told.err.contains("Wrote 1 entry to all.txt."),
        "{}",
        told.err
    );
    let again = home.run(&["export", "--format", "text", "--output", "all.txt"]);
    assert_ne!(again.code, 0);
}

#[test]
fn the_page_of_comments_is_opened() {
    let server = Server::start();
    let home = with_comments(&server);
    let browser = Scribe::new(&home, "browser");
    let mut pty = with_browser(&home, &browser, 80, 24);
    pty.send("c");
    pty.wait_for_text("Opened in the browser.");
    assert_eq!(browser.given(), "https://talk.example/1|");
    quit(pty);
}

#[test]
fn files_that_come_with_an_entry_are_listed_and_played() {
    let server = Server::start();
    let item = "<item><guid>1</guid><title>The pier</title><description>Begin.</description>\
        <enclosure url='https://pier.example/a.mp3' type='audio/mpeg' length='12345678'/></item>";
    let home = Home::new();
    let player = Scribe::new(&home, "play er");
    let setting = format!(
        "player = [{:?}, \"--quiet $HOME\"]",
        player.program.display().to_string()
    );
    follow(
        &home,
        &server,
        &format!("<title>Harbour</title>{item}"),
        &setting,
    );
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = reading(&home, columns, rows);
        pty.wait_for_text("♪ Audio · audio/mpeg, 12.3 MB");
        pty.send("P");
        pty.wait_for_text("Playing with");
        assert_eq!(player.given(), "--quiet $HOME|https://pier.example/a.mp3|");
        quit(pty);
    }
}

#[test]
fn lines_are_selected_and_copied_in_reading_order() {
    let server = Server::start();
    let arabic = "وصلت الأَخْبَارُ من البحر إلى الميناء القديم في المدينة التي لا تنام أبدا (12)";
    let home = one_entry(
        &server,
        &format!("<p>Begin.<p dir=rtl>{arabic}<ol><li>One</ol>"),
    );
    let mut pty = reading(&home, 40, 12);
    pty.send("v");
    pty.wait_for_text("v select from here");
    // Past the title, the byline and the blank line, then to the end.
    let shown = pty.shown();
    let row = |text: &str| shown.lines().position(|row| row.contains(text)).unwrap();
    let down = "j".repeat(row("Begin.") - row("The pier"));
    pty.send(&format!("{down}vG"));
    pty.send("y");
    pty.wait_for_text("Copied");
    let copied = |pty: &Pty| {
        let seen = String::from_utf8_lossy(&pty.seen).into_owned();
        let (_, after) = seen.split_once("\x1b]52;c;").unwrap();
        let (encoded, _) = after.split_once("\x1b\\").unwrap();
        decoded(encoded)
    };
    pty.wait_for_bytes("\x1b]52;c;");
    let text = copied(&pty);
    assert_eq!(text, format!("Begin.\n\n{arabic}\n\n1. One"));
    quit(pty);
}

/// Reads base64 (RFC 4648 section 4).
fn decoded(base64: &str) -> String {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for digit in base64.chars().filter_map(|c| digits.find(c)) {
        bits = bits << 6 | u32::try_from(digit).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Presses the mouse at a place of the screen (columns and rows from 0), moves it to another, and lets it go there.
fn drag(pty: &mut Pty, from: (usize, usize), to: (usize, usize)) {
    let at = |(column, row): (usize, usize)| format!("{};{}", column + 1, row + 1);
    pty.send(&format!("\x1b[<0;{}M", at(from)));
    pty.send(&format!("\x1b[<32;{0}M\x1b[<0;{0}m", at(to)));
}

/// The column and the row of a text, from 0.
fn place_of(pty: &Pty, text: &str) -> (usize, usize) {
    let shown = pty.shown();
    let found = shown.lines().enumerate().find_map(|(row, line)| {
        let at = line.find(text)?;
        Some((line[..at].chars().count(), row))
    });
    found.unwrap_or_else(|| panic!("no {text} in:\n{shown}"))
}

#[test]
fn text_that_is_dragged_over_is_copied_in_reading_order() {
    let server = Server::start();
    let home = one_entry(
        &server,
        "<p>Begin. The ferry אבגד left.<p dir=rtl>وصلت العبارة متأخرة",
    );
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = reading(&home, columns, rows);
        // "ferry א": the first Hebrew letter stands at the right of its word.
        let (column, row) = place_of(&pty, "ferry");
        drag(&mut pty, (column, row), (column + 9, row));
        pty.wait_for_text("Copied 1 paragraph.");
        // base64 of the text
        pty.wait_for_bytes("\x1b]52;c;ZmVycnkg15A=\x1b\\");
        // From the first letter, at the right, over the first word; its letters are joined on the screen alone.
        let word = rtl("ﻭﺻﻠﺖ");
        let (column, row) = place_of(&pty, &word);
        drag(&mut pty, (column + 3, row), (column, row));
        pty.wait_for_bytes("\x1b]52;c;2YjYtdmE2Ko=\x1b\\");
        quit(pty);
    }
}

#[test]
fn a_letter_is_handed_to_the_desktop_after_it_was_shown_to_whom() {
    let server = Server::start();
    let home = one_entry(
        &server,
        "<p>Begin. <a href='https://harbour.example/'>Harbour</a>, \
         <a href='mailto:ann@pier.example?subject=Hi&amp;attach=/etc/passwd'>Ann</a>",
    );
    let desktop = Scribe::new(&home, "xdg-open");
    let path = std::env::var("PATH").unwrap();
    let path = format!("PATH={}:{path}", home.path().display());
    let mut pty = opened(home.open_with("/usr/bin/env", &[&path, PROGRAM], 80, 24));
    // The second link, by its number.
    pty.send("2F");
    pty.wait_for_text("ann@pier.example ·");
    pty.send("\r");
    assert_eq!(desktop.given(), "mailto:ann@pier.example?subject=Hi|");
    pty.send("3F");
    pty.wait_for_text("There are 2 links here.");
    quit(pty);
}

#[test]
fn links_have_numbers_and_are_listed_where_the_settings_want_it() {
    let server = Server::start();
    let home = one_entry(&server, LINKS);
    let pty = reading(&home, 80, 24);
    assert!(
        pty.shown().contains("The ferry and the fare."),
        "{}",
        pty.shown()
    );
    quit(pty);
    let settings = home.config();
    let text = fs::read_to_string(&settings).unwrap();
    assert!(text.contains("[ui]\n"));
    fs::write(
        &settings,
        text.replace("[ui]\n", "[ui]\nlink_numbers = true\n"),
    )
    .unwrap();
    let pty = reading(&home, 80, 24);
    assert!(pty.shown().contains("The ferry [1] and the fare [2]."));
    assert!(super::row_with(&pty, "harbour.example/ferry").contains("[1]"));
    quit(pty);
}

/// Adds to the settings, before the feeds.
fn set(home: &Home, settings: &str) {
    let file = home.config();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n{settings}\n")).unwrap();
}

#[test]
fn a_key_can_give_several_commands() {
    let server = Server::start();
    let home = Home::new();
    let item = |n: u8, title: &str| {
        format!(
            "<item><guid>{n}</guid><title>{title}</title><description>Begin. {title}</description></item>"
        )
    };
    let items = format!(
        "<title>Harbour</title>{}{}",
        item(1, "The pier"),
        item(2, "The buoy")
    );
    follow(&home, &server, &items, "");
    set(
        &home,
        "[[macros]]\nkey = \"M\"\ndo = [\"toggle-saved\", \"next-entry\"]\n\
                [[macros]]\nkey = \"Z\"\ndo = [\"toggle-read\", \"follow-jump\", \"close\"]",
    );
    let mut pty = reading(&home, 80, 24);
    pty.send("M");
    pty.wait_for_text("Begin. The buoy");
    // In the list one of the commands means nothing: those before it are done, those after it are not.
    pty.send("\x1b");
    pty.wait_for_text("R refresh all");
    pty.send("Z");
    pty.wait_for_text("follow-jump does nothing here");
    pty.send("?G");
    pty.wait_for_text("toggle-saved · next-entry");
    pty.send("?");
    quit(pty);
    let saved = home.run(&["list", "--saved"]).out;
    assert!(
        saved.contains("The pier") && !saved.contains("The buoy"),
        "{saved}"
    );
    let unread = home.run(&["list", "--unread"]).out;
    assert!(unread.contains("The buoy"), "{unread}");
}

#[test]
fn an_article_is_shared_with_a_program_of_the_settings() {
    let server = Server::start();
    let home = one_entry(&server, "<p>Begin. The ferry is late.");
    let scribe = Scribe::new(&home, "scribe");
    let reader = home.path().join("reader");
    fs::write(
        &reader,
        "#!/bin/sh\nstat -c %a \"$1\"\necho \"$(cat \"$1\" | tail -n 1)\"\n",
    )
    .unwrap();
    fs::set_permissions(&reader, Permissions::from_mode(0o755)).unwrap();
    let target = |name: &str, command: &str| {
        format!("[[share]]\nname = \"{name}\"\ncommand = [{command}]\n")
    };
    let first = target(
        "Scribe",
        &format!("{:?}, \"--\", \"{{title}}\", \"{{url}}\"", scribe.program),
    );
    set(&home, &first);
    let mut pty = reading(&home, 80, 24);
    // The only one is not asked for.
    pty.send("E");
    assert_eq!(scribe.given(), "--|The pier|https://pier.example/1|");
    quit(pty);
    set(&home, &target("قارئ", &format!("{reader:?}, \"{{file}}\"")));
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = reading(&home, columns, rows);
        pty.send("E");
        pty.wait_for_text("Share with: 1 Scribe · 2");
        pty.send("2");
        pty.wait_for_text("Begin. The ferry is late.");
        pty.wait_until("what the program says", |screen| {
            screen.lines().last().unwrap().contains("Begin.")
        });
        pty.send("1E");
        assert_eq!(scribe.given(), "--|The pier|https://pier.example/1|");
        quit(pty);
    }
}
