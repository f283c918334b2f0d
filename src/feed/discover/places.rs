//! Where sites keep their feeds.

use url::Url;

use super::page::Page;

/// What a feed is called where a site has one in the usual place, relative to a folder.
const USUAL: [&str; 9] = [
    "feed",
    "rss",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "feed/",
    "feed.json",
    "feeds/posts/default",
];

/// The most places that are tried by guess.
const MOST: usize = 14;

/// The feeds that a site of a known kind has for an address, the likeliest first.
pub(super) fn known(address: &Url, page: Option<&Page>) -> Vec<String> {
    let host = address.host_str().unwrap_or_default();
    let host = ["www.", "m.", "old.", "new."]
        .iter()
        .find_map(|prefix| host.strip_prefix(prefix))
        .unwrap_or(host);
    let path: Vec<&str> = address
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let origin = address.origin().ascii_serialization();
    let within = |domain: &str| {
        host.strip_suffix(domain)
            .is_some_and(|rest| rest.ends_with('.'))
    };
    match (host, path.as_slice()) {
        ("youtube.com" | "youtu.be", path) => youtube(address, path, page),
        ("reddit.com", [kind @ ("r" | "user" | "u"), name, ..]) => {
            vec![format!("https://www.reddit.com/{kind}/{name}/.rss")]
        }
        ("github.com", path) => github(path),
        ("codeberg.org", [owner, repository, ..]) => {
            let repository = format!("https://codeberg.org/{owner}/{repository}");
            vec![
                format!("{repository}/releases.rss"),
                format!("{repository}.rss"),
            ]
        }
        ("codeberg.org", [owner]) => vec![format!("https://codeberg.org/{owner}.rss")],
        ("bsky.app", ["profile", name, ..]) => vec![format!("https://bsky.app/profile/{name}/rss")],
        ("medium.com", [name, ..]) => vec![format!("https://medium.com/feed/{name}")],
        _ if within("medium.com") || within("substack.com") => vec![format!("{origin}/feed")],
        _ if within("tumblr.com") => vec![format!("{origin}/rss")],
        ("tumblr.com", [name]) => vec![format!("https://{name}.tumblr.com/rss")],
        _ if within("wordpress.com") => vec![format!("{origin}/feed/")],
        _ if within("blogspot.com") => vec![format!("{origin}/feeds/posts/default")],
        // Mastodon and its kin, on any host.
        (_, [profile]) if is_profile(profile) => vec![format!("{origin}/{profile}.rss")],
        _ => Vec::new(),
    }
}

fn is_profile(name: &str) -> bool {
    name.strip_prefix('@')
        .is_some_and(|name| !name.is_empty() && !name.contains(['@', '.']))
}

fn youtube(address: &Url, path: &[&str], page: Option<&Page>) -> Vec<String> {
    let feed = |key: &str, value: &str| {
        let mut url = Url::parse("https://www.youtube.com/feeds/videos.xml").ok()?;
        url.query_pairs_mut().append_pair(key, value);
        Some(url.to_string())
    };
    let list = address.query_pairs().find(|(name, _)| name == "list");
    if let Some((_, list)) = list {
        return feed("playlist_id", &list).into_iter().collect();
    }
    let found = match path {
        ["channel", id, ..] => feed("channel_id", id),
        ["user", name, ..] => feed("user", name),
        _ => channel(page).and_then(|id| feed("channel_id", &id)),
    };
    found.into_iter().collect()
}

/// The channel that a page of `YouTube` belongs to.
fn channel(page: Option<&Page>) -> Option<String> {
    let page = page?;
    let canonical = page.canonical.as_deref().and_then(|canonical| {
        let (_, id) = canonical.split_once("/channel/")?;
        Some(id.split(['/', '?']).next().unwrap_or(id).to_owned())
    });
    canonical.or_else(|| page.channel.clone())
}

fn github(path: &[&str]) -> Vec<String> {
    const NOT_OWNERS: [&str; 8] = [
        "about",
        "explore",
        "features",
        "login",
        "marketplace",
        "orgs",
        "search",
        "topics",
    ];
    match path {
        [owner, ..] if NOT_OWNERS.contains(owner) => Vec::new(),
        [owner] => vec![format!("https://github.com/{owner}.atom")],
        [owner, repository, rest @ ..] => {
            let repository = repository.strip_suffix(".git").unwrap_or(repository);
            let of = |what: &str| format!("https://github.com/{owner}/{repository}/{what}.atom");
            let mut feeds = vec![of("releases"), of("commits"), of("tags")];
            match rest {
                ["commits", branch, ..] => feeds.insert(0, of(&format!("commits/{branch}"))),
                ["commits"] => feeds.swap(0, 1),
                ["tags"] => feeds.swap(0, 2),
                _ => {}
            }
            feeds
        }
        [] => Vec::new(),
    }
}

/// Where feeds often are: in the folder of the address, then at the top of its site.
pub(super) fn usual(url: &Url) -> Vec<String> {
    let mut folder = url.clone();
    folder.set_query(None);
    folder.set_fragment(None);
    if !folder.path().ends_with('/') {
        folder.set_path(&format!("{}/", url.path()));
    }
    let top = folder.join("/").ok();
    let folders = [
        Some(folder).filter(|folder| Some(folder) != top.as_ref()),
        top,
    ];
    folders
        .iter()
        .flatten()
        .flat_map(|folder| USUAL.iter().filter_map(|name| folder.join(name).ok()))
        .map(Url::into)
        .take(MOST)
        .collect()
}
