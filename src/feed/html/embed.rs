//! Pictures, recordings and pages that an article shows from elsewhere: where they are, and what.

use dom_query::NodeRef;
use url::Url;

use crate::model::EmbedKind;

/// Where a picture is. One that loads late has a stand-in as its source, and its address in an attribute that a
/// script would read; one of many sizes may have it in its list of sizes alone.
pub(super) fn picture(node: &NodeRef<'_>) -> Option<String> {
    const LATE: [&str; 5] = [
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-hi-res-src",
        "src",
    ];
    let plain = LATE.iter().filter_map(|attribute| node.attr(attribute));
    let plain = plain.map(|url| url.trim().to_owned());
    let mut plain = plain.filter(|url| !url.is_empty() && !url.starts_with("data:"));
    plain.next().or_else(|| {
        let around = node.parent().filter(|parent| parent.has_name("picture"));
        let sources = around
            .into_iter()
            .flat_map(|picture| picture.children_it(false));
        std::iter::once(*node)
            .chain(sources.filter(|child| child.has_name("source")))
            .find_map(|one| largest(&one))
    })
}

/// The picture of the list of sizes that is largest.
fn largest(node: &NodeRef<'_>) -> Option<String> {
    let list = node.attr("data-srcset").or_else(|| node.attr("srcset"))?;
    let candidates = list.split(", ").filter_map(|candidate| {
        let mut words = candidate.split_ascii_whitespace();
        let url = words.next()?.trim_end_matches(',');
        let size = words.next().unwrap_or("1x");
        let size: f64 = size
            .trim_end_matches(['w', 'x', ','])
            .parse()
            .unwrap_or(1.0);
        (!url.is_empty() && !url.starts_with("data:")).then(|| (url.to_owned(), size))
    });
    candidates
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(url, _)| url)
}

/// Whether an element repeats the picture before it, for readers without scripts.
pub(super) fn repeats_picture(node: &NodeRef<'_>) -> bool {
    node.has_name("noscript")
        && node.text().trim().is_empty()
        && node
            .prev_element_sibling()
            .is_some_and(|before| before.has_name("img") && picture(&before).is_some())
}

/// Where what is set in may be, the likeliest first.
pub(super) fn sources(node: &NodeRef<'_>) -> Vec<String> {
    let own = ["src", "data-src", "data-lazy-src"];
    let own = own.iter().filter_map(|attribute| node.attr(attribute));
    let inner = node
        .children_it(false)
        .filter_map(|child| child.attr("src"));
    own.chain(inner).map(|url| url.to_string()).collect()
}

/// What is set in, and the address of the page for people where the one for frames tells it.
pub(super) fn named(node: &NodeRef<'_>, url: &str) -> (EmbedKind, String) {
    if node.has_name("video") {
        return (EmbedKind::Video, url.to_owned());
    }
    if node.has_name("audio") {
        return (EmbedKind::Audio, url.to_owned());
    }
    let parsed = Url::parse(url).ok();
    let host = parsed.as_ref().and_then(Url::host_str).unwrap_or_default();
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let path = parsed.as_ref().map_or("", Url::path);
    let id = path
        .rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    match host {
        "youtube.com" | "youtube-nocookie.com" if path.starts_with("/embed/") => {
            let page = format!("https://www.youtube.com/watch?v={id}");
            (EmbedKind::Video, page)
        }
        "player.vimeo.com" => (EmbedKind::Video, format!("https://vimeo.com/{id}")),
        "youtube.com"
        | "vimeo.com"
        | "dailymotion.com"
        | "geo.dailymotion.com"
        | "rumble.com"
        | "player.twitch.tv"
        | "aparat.com"
        | "ted.com"
        | "embed.ted.com" => (EmbedKind::Video, url.to_owned()),
        "w.soundcloud.com"
        | "open.spotify.com"
        | "embed.podcasts.apple.com"
        | "anchor.fm"
        | "bandcamp.com"
        | "mixcloud.com" => (EmbedKind::Audio, url.to_owned()),
        "twitter.com"
        | "platform.twitter.com"
        | "x.com"
        | "instagram.com"
        | "facebook.com"
        | "threads.net"
        | "t.me"
        | "embed.bsky.app"
        | "bsky.app"
        | "tiktok.com" => (EmbedKind::Post, url.to_owned()),
        _ if id == "embed" && path.contains("/@") => (EmbedKind::Post, url.to_owned()),
        _ => (EmbedKind::Page, url.to_owned()),
    }
}
