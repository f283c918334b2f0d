//! Servers that do what no server should: every feed that is well is stored, the others say why and lose
//! nothing, and nothing they send reaches the terminal or the log as it is.

use super::lines;
use crate::home::Home;
use crate::server::{Reply, Server, acts};

const TIMED_OUT: &str = "The server did not answer in full within 1 second.";

/// What is said of an act.
fn words(act: &str) -> String {
    let refused =
        |target: &str| format!("The server sends on to {target}, where newsterm does not follow.");
    let status = |status: u16| format!("The server answered {status} instead of a feed.");
    match act {
        "slow-head" | "slow-body" | "slow-chunks" | "hanging" => TIMED_OUT.to_owned(),
        "endless-body" | "bomb" => "The feed is larger than 1 MiB.".to_owned(),
        "evil-page" | "empty" | "noise" => "What is at this address is not a feed.".to_owned(),
        "circle" => "The address leads round in circles, or through too many others.".to_owned(),
        "to-file" => refused("file:///etc/passwd"),
        "to-script" => refused("javascript:alert(1)"),
        "to-inside" => "10.1.2.3 is in a private network".to_owned(),
        "unasked" => status(304),
        "lost" => status(301),
        _ => "The server broke off before the whole feed had come.".to_owned(),
    }
}

/// A feed of one entry, without validators.
fn feed(name: &str, headline: &str) -> Reply {
    Reply::feed(format!(
        "<rss version='2.0'><channel><title>{name} news</title>\
         <item><guid>{headline}</guid><title>{headline}</title></item></channel></rss>"
    ))
}

#[test]
fn nothing_is_lost_and_nothing_gets_through() {
    let (server, home) = (Server::start(), Home::new());
    let acts = acts();
    let mut names: Vec<&str> = acts.iter().map(|(name, _)| *name).collect();
    names.extend(["well", "tls"]);
    for name in &names {
        server.route(&format!("/{name}"), feed(name, &format!("First of {name}")));
    }
    let settings = "timeout = 1\nmax_body = \"1 MiB\"\nmax_per_host = 32";
    let url = |name: &&str| server.url(&format!("/{name}"));
    home.subscribe(&names.iter().map(url).collect::<Vec<_>>(), settings);
    assert_eq!(home.run(&["refresh"]).code, 0);

    for (name, reply) in &acts {
        server.route(&format!("/{name}"), reply.clone());
    }
    server.route("/well", feed("well", "Fresh today"));
    let told = home.run(&["refresh", "--json"]);
    assert_eq!((told.code, &*told.err), (1, ""));
    let told = lines(&told);
    for (name, _) in &acts {
        let url = server.url(&format!("/{name}"));
        let line = told
            .iter()
            .find(|line| line["url"] == url.as_str())
            .unwrap();
        let error = line["error"].as_str().unwrap_or_default();
        assert!(error.starts_with(&words(name)), "{name}: {line}");
    }

    let listed = home.run(&["list"]).out;
    for name in &names {
        assert!(
            listed.contains(&format!("First of {name}")),
            "{name} in {listed}"
        );
    }
    assert!(listed.contains("Fresh today"));
    assert_eq!(listed.lines().count(), names.len() + 1);
    let log = home.log();
    assert!(log.contains("a poll failed"));
    let control = log.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "in {log}");
    assert_eq!(server.requests("/circle"), 1 + 11);
    assert_eq!(server.requests("/unasked"), 2);
    assert_eq!(server.requests("/secret"), 0);
}

#[test]
fn tls_is_never_given_up_for_plain_words() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news", feed("The", "Plain"));
    home.subscribe(
        &[server.url("/news").replace("http:", "https:")],
        "timeout = 1",
    );
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 1);
    assert!(
        told.err.contains("The server 127.0.0.1 speaks no https."),
        "{}",
        told.err
    );
    assert_eq!(server.requests("/news"), 0);
    assert_eq!(home.run(&["list"]).out, "");
}
