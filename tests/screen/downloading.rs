//! Files of entries on their way to the reader's disk.

use std::fs;
use std::path::PathBuf;

use rustix::process::Signal;

use super::{follow, quit};
use crate::home::Home;
use crate::pty::Pty;
use crate::server::{Reply, Server};

/// So many bytes that a part of them is more than one writing.
fn sound() -> Vec<u8> {
    let mut bytes = Vec::new();
    for n in 0_u32..150_000 {
        bytes.extend_from_slice(&n.to_be_bytes());
    }
    bytes
}

fn audio(bytes: &[u8]) -> Reply {
    Reply::document(bytes, "audio/mpeg").etag("\"1\"").ranged()
}

/// The folder that downloads go to, which need not be there.
fn folder(home: &Home) -> PathBuf {
    home.path().join("down")
}

/// What is in that folder, by name.
fn names(home: &Home) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder(home)) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn bytes_of(home: &Home, name: &str) -> Vec<u8> {
    fs::read(folder(home).join(name)).unwrap()
}

/// A reader of an entry that comes with these files.
fn with_files(server: &Server, paths: &[&str], general: &str) -> Home {
    let home = Home::new();
    let file = |path: &&str| {
        let url = server.url(path);
        format!("<enclosure url='{url}' type='audio/mpeg' length='600000'/>")
    };
    let files: String = paths.iter().map(file).collect();
    let item = format!(
        "<item><guid>1</guid><title>The pier</title><description>Begin.</description>{files}</item>"
    );
    let setting = format!(
        "downloads = {:?}\n{general}",
        folder(&home).display().to_string()
    );
    follow(
        &home,
        server,
        &format!("<title>Harbour</title>{item}"),
        &setting,
    );
    home
}

/// The screen with the entry open.
fn reading(home: &Home, columns: u16, rows: u16) -> Pty {
    let mut pty = home.open(columns, rows);
    pty.wait_for_text("Harbour");
    pty.send("l");
    pty.wait_for_text("The pier");
    pty.send("\r");
    pty.wait_for_text("Begin.");
    pty
}

#[test]
fn d_downloads_a_file_and_says_where_it_is() {
    let server = Server::start();
    let sound = sound();
    server.route("/a%20b.mp3?x=1", audio(&sound));
    for (columns, rows) in [(80, 24), (40, 12)] {
        let home = with_files(&server, &["/a%20b.mp3?x=1"], "");
        let mut pty = reading(&home, columns, rows);
        pty.send("d");
        pty.wait_for_text("Downloaded:");
        assert_eq!(names(&home), ["a b.mp3"]);
        assert_eq!(bytes_of(&home, "a b.mp3"), sound);
        // What is there stays.
        pty.send("j");
        pty.wait_until_gone("Downloaded:");
        pty.send("d");
        pty.wait_for_text("Downloaded:");
        assert_eq!(names(&home), ["a b (2).mp3", "a b.mp3"]);
        assert_eq!(bytes_of(&home, "a b.mp3"), sound);
        quit(pty);
    }
}

#[test]
fn what_broke_off_goes_on_where_it_was() {
    let server = Server::start();
    let sound = sound();
    let home = with_files(&server, &["/a.mp3"], "");
    server.queue("/a.mp3", [audio(&sound).cut_after(400_000), audio(&sound)]);
    let mut pty = reading(&home, 80, 24);
    pty.send("d");
    pty.wait_for_text("The connection broke off after 400.0 kB.");
    assert_eq!(names(&home), ["a.mp3.part", "a.mp3.part.json"]);
    assert_eq!(bytes_of(&home, "a.mp3.part"), sound[..400_000]);
    // The program may end meanwhile, and the machine.
    quit(pty);
    let mut pty = reading(&home, 80, 24);
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert_eq!(server.last("/a.mp3").header("range"), Some("bytes=400000-"));
    assert_eq!(server.last("/a.mp3").header("if-range"), Some("\"1\""));
    assert_eq!(names(&home), ["a.mp3"]);
    assert_eq!(bytes_of(&home, "a.mp3"), sound);
    quit(pty);
}

#[test]
fn a_file_that_changed_meanwhile_comes_as_a_whole() {
    let server = Server::start();
    let (before, after) = (sound(), vec![b'x'; 600_000]);
    let home = with_files(&server, &["/a.mp3"], "");
    let changed = Reply::document(after.clone(), "audio/mpeg")
        .etag("\"2\"")
        .ranged();
    server.queue("/a.mp3", [audio(&before).cut_after(400_000), changed]);
    let mut pty = reading(&home, 80, 24);
    pty.send("d");
    pty.wait_for_text("The connection broke off");
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert_eq!(names(&home), ["a.mp3"]);
    assert!(bytes_of(&home, "a.mp3") == after, "nothing of the old one");
    quit(pty);
}

#[test]
fn a_web_page_in_place_of_the_rest_costs_nothing_of_the_part() {
    let server = Server::start();
    let sound = sound();
    let home = with_files(&server, &["/a.mp3"], "");
    let page = || Reply::document("<title>Log in</title>", "Text/HTML; charset=utf-8");
    let begun = audio(&sound).cut_after(400_000);
    server.queue("/a.mp3", [begun, page(), audio(&sound)]);
    let mut pty = reading(&home, 160, 24);
    pty.send("d");
    pty.wait_for_text("The connection broke off");
    pty.send("d");
    pty.wait_for_text("The server gave a web page instead of the rest of");
    assert_eq!(names(&home), ["a.mp3.part", "a.mp3.part.json"]);
    assert_eq!(bytes_of(&home, "a.mp3.part"), sound[..400_000]);
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert_eq!(server.last("/a.mp3").header("range"), Some("bytes=400000-"));
    assert!(bytes_of(&home, "a.mp3") == sound);
    // A page that is wanted is a file as any other.
    let page = page().etag("\"3\"");
    server.queue("/a.mp3", [page.clone().cut_after(5), page]);
    pty.send("k");
    pty.wait_until_gone("Downloaded:");
    pty.send("d");
    pty.wait_for_text("The connection broke off");
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert_eq!(bytes_of(&home, "a (2).mp3"), b"<title>Log in</title>");
    quit(pty);
}

#[test]
fn a_server_without_parts_and_without_lengths_serves_as_well() {
    let server = Server::start();
    let sound = sound();
    let home = with_files(&server, &["/a.mp3"], "");
    let plain = Reply::document(sound.clone(), "audio/mpeg");
    let mut endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    endless.extend_from_slice(&sound);
    server.queue("/a.mp3", [plain.cut_after(400_000), Reply::raw(endless)]);
    let mut pty = reading(&home, 80, 24);
    pty.send("d");
    pty.wait_for_text("The connection broke off");
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert_eq!(server.last("/a.mp3").header("range"), None);
    assert!(bytes_of(&home, "a.mp3") == sound);
    quit(pty);
}

#[test]
fn a_part_of_a_file_of_unknown_length_is_not_taken_for_the_rest() {
    let server = Server::start();
    let sound = sound();
    let home = with_files(&server, &["/a.mp3"], "");
    // Four hundred thousand bytes in chunks (RFC 9112 section 7.1), of which the last one is lacking.
    let head = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n61a80\r\n";
    let begun = [head.as_bytes(), &sound[..400_000], b"\r\n"].concat();
    let some = Reply::document(&sound[400_000..500_000], "audio/mpeg").with_status(206);
    let some = some.header("Content-Range", "bytes 400000-499999/*");
    server.queue("/a.mp3", [Reply::raw(begun), some, audio(&sound)]);
    let mut pty = reading(&home, 80, 24);
    pty.send("d");
    pty.wait_for_text("The connection broke off");
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert_eq!(server.last("/a.mp3").header("range"), Some("bytes=500000-"));
    assert!(bytes_of(&home, "a.mp3") == sound);
    // Nor does one more question hurt where that was the rest.
    let rest = Reply::document(&sound[400_000..], "audio/mpeg").with_status(206);
    let rest = rest.header("Content-Range", "bytes 400000-599999/*");
    let begun = [head.as_bytes(), &sound[..400_000], b"\r\n"].concat();
    server.queue("/a.mp3", [Reply::raw(begun), rest, audio(&sound)]);
    pty.send("k");
    pty.wait_until_gone("Downloaded:");
    pty.send("d");
    pty.wait_for_text("The connection broke off");
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert_eq!(server.last("/a.mp3").header("range"), Some("bytes=600000-"));
    assert!(bytes_of(&home, "a (2).mp3") == sound);
    quit(pty);
}

#[test]
fn quitting_stops_a_download_and_the_next_order_goes_on() {
    goes_on_after(|pty| {
        pty.send("Q");
        assert!(pty.finish());
    });
}

#[test]
fn a_sudden_death_leaves_what_has_come_and_the_next_order_goes_on() {
    goes_on_after(|pty| {
        pty.signal(Signal::KILL);
        assert!(!pty.finish());
    });
}

/// Ends the program in the middle of a download, and downloads the rest with another.
fn goes_on_after(end: impl Fn(&mut Pty)) {
    let server = Server::start();
    let sound = sound();
    let home = with_files(&server, &["/a.mp3"], "");
    server.queue("/a.mp3", [audio(&sound).held_after(300_000), audio(&sound)]);
    let mut pty = reading(&home, 80, 24);
    pty.send("d");
    pty.wait_for_text("Downloading a.mp3.");
    pty.wait_for_text("% of 600.0 kB");
    pty.send("gd");
    pty.wait_for_text("1 download");
    pty.wait_until("what has come is written", |_| {
        fs::metadata(folder(&home).join("a.mp3.part")).is_ok_and(|part| part.len() > 0)
    });
    end(&mut pty);
    let come = bytes_of(&home, "a.mp3.part");
    assert!(sound.starts_with(&come));
    let mut pty = reading(&home, 80, 24);
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    let range = format!("bytes={}-", come.len());
    assert_eq!(server.last("/a.mp3").header("range"), Some(range.as_str()));
    assert!(bytes_of(&home, "a.mp3") == sound);
    quit(pty);
}

#[test]
fn a_download_is_watched_stopped_and_gone_on_with() {
    let server = Server::start();
    let sound = sound();
    for (columns, rows) in [(80, 24), (40, 12)] {
        let home = with_files(&server, &["/a.mp3"], "");
        server.queue("/a.mp3", [audio(&sound).held_after(300_000), audio(&sound)]);
        let mut pty = reading(&home, columns, rows);
        pty.send("d");
        pty.wait_for_text("Downloading a.mp3");
        pty.send("gd");
        pty.wait_for_text("1 download");
        pty.wait_for_text("50 % · 300.0 kB of 600.0 kB");
        pty.send("D");
        pty.wait_for_text(", stopped");
        pty.wait_for_text("Stopped a.mp3: what has come");
        assert_eq!(names(&home), ["a.mp3.part", "a.mp3.part.json"]);
        assert!(sound.starts_with(&bytes_of(&home, "a.mp3.part")));
        pty.send("\r");
        pty.wait_for_text("Downloaded:");
        pty.wait_for_text("600.0 kB, done");
        assert!(bytes_of(&home, "a.mp3") == sound);
        pty.send("\x1b");
        pty.wait_for_text("Begin.");
        quit(pty);
    }
}

#[test]
fn of_several_files_one_is_chosen() {
    let server = Server::start();
    let home = with_files(&server, &["/one.mp3", "/two.mp3", "/three.mp3"], "");
    for path in ["/one.mp3", "/two.mp3", "/three.mp3"] {
        server.route(path, audio(path.as_bytes()));
    }
    for (columns, rows) in [(80, 24), (40, 12)] {
        let mut pty = reading(&home, columns, rows);
        pty.send("d");
        pty.wait_for_text("3 files");
        pty.wait_for_text("audio/mpeg, 600.0 kB");
        pty.send("j\r");
        pty.wait_for_text("Downloaded:");
        pty.send("3d");
        pty.wait_until("both of them", |_| names(&home) == ["three.mp3", "two.mp3"]);
        quit(pty);
        fs::remove_dir_all(folder(&home)).unwrap();
    }
}

#[test]
fn a_hostile_server_names_no_file_outside_the_folder_and_overwrites_nothing() {
    let server = Server::start();
    let home = with_files(&server, &["/a"], "");
    let named = |name: &str| {
        let field = format!("attachment; filename=\"{name}\"");
        audio(b"x").header("Content-Disposition", &field)
    };
    let mut pty = reading(&home, 80, 24);
    for (told, name) in [
        ("../../home/.profile", "profile.mp3"),
        ("/etc/cron.d/x", "x.mp3"),
        ("\u{202e}3pm.\u{2066}exe", "3pm.exe"),
        (".part", "part.mp3"),
        ("x.part.json", "x.part.json_.mp3"),
        ("-rf ~", "rf ~.mp3"),
    ] {
        server.route("/a", named(told));
        pty.send("d");
        pty.wait_for_text("Downloaded:");
        assert!(
            names(&home).contains(&name.to_owned()),
            "{:?}",
            names(&home)
        );
        pty.send("k");
        pty.wait_until_gone("Downloaded:");
    }
    let long = format!("{}.mp3", "x".repeat(4000));
    server.route("/a", named(&long));
    pty.send("d");
    pty.wait_for_text("Downloaded:");
    assert!(names(&home).iter().any(|name| name.starts_with("xxxx")));
    assert_eq!(fs::read_dir(home.path().join("home")).unwrap().count(), 0);
    quit(pty);
}

#[test]
fn what_fails_says_why_and_leaves_nothing_empty() {
    let server = Server::start();
    let home = with_files(
        &server,
        &["/a.mp3"],
        "max_download = \"1 KiB\"\ntimeout = 2",
    );
    let mut pty = reading(&home, 120, 24);
    let announced = Reply::document(vec![0; 2000], "audio/mpeg");
    let endless = Reply::endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(999));
    for (reply, words) in [
        (Reply::status(404), "The file is not there any more (404)."),
        (
            Reply::status(403),
            "The server does not let newsterm have the file (403).",
        ),
        (
            Reply::redirect("http://10.1.2.3/"),
            "10.1.2.3 is in a private network",
        ),
        (announced, "The file is larger than 1 KiB."),
        (endless, "The file is larger than 1 KiB."),
        (Reply::hang(), "Nothing more came for 2 seconds."),
    ] {
        server.route("/a.mp3", reply);
        pty.send("d");
        pty.wait_for_text(words);
        pty.send("k");
        pty.wait_until_gone(words);
        assert_eq!(names(&home), [""; 0], "{words}");
    }
    quit(pty);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let server = Server::start();
    server.route("/a.mp3", audio(b"x"));
    let home = with_files(&server, &["/a.mp3"], "");
    // Not even the superuser makes a folder of a file.
    fs::write(folder(&home), "mine").unwrap();
    let mut pty = reading(&home, 160, 24);
    pty.send("d");
    pty.wait_for_text("could not be written");
    assert_eq!(fs::read(folder(&home)).unwrap(), b"mine");
    quit(pty);
}

#[test]
fn two_newsterms_do_not_write_one_file() {
    let server = Server::start();
    let sound = sound();
    let home = with_files(&server, &["/a.mp3"], "");
    server.queue("/a.mp3", [audio(&sound).held_after(300_000), audio(&sound)]);
    let mut first = reading(&home, 80, 24);
    first.send("d");
    first.wait_for_text("Downloading a.mp3");
    server.wait_for("/a.mp3", 1);
    let mut second = reading(&home, 80, 24);
    second.send("d");
    second.wait_for_text("Another newsterm is downloading");
    assert_eq!(server.requests("/a.mp3"), 1);
    server.release();
    first.wait_for_text("Downloaded:");
    assert!(bytes_of(&home, "a.mp3") == sound);
    assert_eq!(names(&home), ["a.mp3"]);
    quit(first);
    quit(second);
}
