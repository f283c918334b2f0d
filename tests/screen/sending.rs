//! Out of an article: what is copied, given to other programs and written to files.

use std::fs::{self, File, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;

use super::article::{LINKS, Scribe, one_entry, reading, set, with_browser};
use super::{follow, quit, rtl};
use crate::home::Home;
use crate::pty::Pty;
use crate::server::Server;

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
fn the_selected_entry_is_given_away_without_being_opened() {
    let server = Server::start();
    let home = with_comments(&server);
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = home.open(columns, rows);
        pty.wait_for_text("Harbour");
        pty.send("\r");
        pty.wait_for_text("The pier");
        let file = format!("{columns}.md");
        pty.send(&format!("e\x15{file}\r"));
        pty.wait_for_text(&format!("Wrote {file}."));
        let text = fs::read_to_string(home.path().join(&file)).unwrap();
        assert!(text.contains("Begin. **The** end."), "{text}");
        pty.send("|wc -l\r");
        pty.wait_for_text("wc: ");
        // Not read, for it was not opened.
        assert!(pty.shown().contains('●'), "{}", pty.shown());
        quit(pty);
    }
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
        // In the list, too.
        pty.send("h");
        pty.wait_until_gone("Playing with");
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

#[test]
fn a_program_that_shares_outlives_newsterm_and_keeps_its_file_until_then() {
    let server = Server::start();
    let home = one_entry(&server, "<p>Begin. The ferry is late.");
    // Two: the first may still be open here when the program would open it again, and would then come to its end at once.
    let (told, go, end) = (home.fifo("told"), home.fifo("go"), home.fifo("end"));
    // As xdg-open does it leaves the work to another program, which reads the file when it is told to.
    let script = home.path().join("composer");
    fs::write(
        &script,
        "#!/bin/sh\n(exec >told 2>&1; read word <go; tail -n 1 \"$1\"; echo \"$1\"; read word <end; echo sent) &\n\
         echo noise >&2\n",
    )
    .unwrap();
    fs::set_permissions(&script, Permissions::from_mode(0o755)).unwrap();
    set(
        &home,
        &format!("[[share]]\nname = \"Letter\"\ncommand = [{script:?}, \"{{file}}\"]\n"),
    );
    let mut pty = reading(&home, 80, 24);
    pty.send("E");
    let mut heard = BufReader::new(File::open(&told).unwrap());
    let mut line = move || {
        let mut line = String::new();
        heard.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let tell = |fifo| {
        let mut fifo = File::options().write(true).open(fifo).unwrap();
        fifo.write_all(b"go\n").unwrap();
    };
    pty.wait_for_text("composer: noise");
    tell(&go);
    assert_eq!(line(), "Begin. The ferry is late.");
    let lent = line();
    assert!(fs::exists(&lent).unwrap(), "{lent}");
    quit(pty);
    assert!(!fs::exists(&lent).unwrap(), "{lent}");
    tell(&end);
    assert_eq!(line(), "sent");
}

#[test]
fn a_program_that_does_not_share_says_why() {
    let server = Server::start();
    let home = one_entry(&server, "<p>Begin. The ferry is late.");
    let script = "echo first; echo no account >&2; exit 3";
    set(
        &home,
        &format!(
            "[[share]]\nname = \"A\"\ncommand = [\"sh\", \"-c\", \"{script}\"]\n\
             [[share]]\nname = \"B\"\ncommand = [\"no-such-program-here\"]\n"
        ),
    );
    let mut pty = reading(&home, 80, 24);
    pty.send("1E");
    pty.wait_for_text("sh ended with 3: no account");
    pty.send("2E");
    pty.wait_for_text("no-such-program-here could not be started");
    quit(pty);
}
