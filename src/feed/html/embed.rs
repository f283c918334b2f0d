//! Pictures, recordings and pages that an article shows from elsewhere: where they are, and what.

use dom_query::NodeRef;
use url::Url;

use super::attribute::is_hidden;
use crate::model::EmbedKind;

/// Where a picture is. One that loads late has a stand-in as its source, and its address in an attribute that a
/// script would read; one of many sizes may have it in its list of sizes alone.
pub(super) fn picture(node: &NodeRef<'_>) -> Option<String> {
    const LATE: [&str; 9] = [
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-original-src",
        "data-hi-res-src",
        "data-actualsrc",
        "data-cfsrc",
        "data-lazyload",
        "data-echo",
    ];
    const LATE_SIZES: [&str; 2] = ["data-srcset", "data-lazy-srcset"];
    let late = LATE.iter().find_map(|attribute| address(node, attribute));
    // Some say by it only that it loads late.
    let late = late.or_else(|| address(node, "data-lazy").filter(|url| url.contains('/')));
    let late = late.or_else(|| largest(node, &LATE_SIZES));
    late.or_else(|| address(node, "src")).or_else(|| {
        let around = node.parent().filter(|parent| parent.has_name("picture"));
        let sources = around
            .into_iter()
            .flat_map(|picture| picture.children_it(false));
        std::iter::once(*node)
            .chain(sources.filter(|child| child.has_name("source")))
            .find_map(|one| largest(&one, &["data-srcset", "srcset"]))
    })
}

/// The address in an attribute, unless the picture itself is in it.
fn address(node: &NodeRef<'_>, attribute: &str) -> Option<String> {
    let url = node.attr(attribute)?;
    let url = url.trim();
    (!url.is_empty() && !url.starts_with("data:")).then(|| url.to_owned())
}

/// The largest picture of the first list of sizes there is.
fn largest(node: &NodeRef<'_>, attributes: &[&str]) -> Option<String> {
    let mut lists = attributes
        .iter()
        .filter_map(|attribute| node.attr(attribute));
    let list = lists.next()?;
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
        && node.prev_element_sibling().is_some_and(|before| {
            before.has_name("img") && !is_hidden(&before) && picture(&before).is_some()
        })
}

/// Whether a frame shows the page that the quotation before it leads to.
pub(super) fn repeats_link(node: &NodeRef<'_>) -> bool {
    node.has_name("iframe") && node.has_class("wp-embedded-content")
}

/// Whether an object has nothing in it that stands in for it.
pub(super) fn is_all_there_is(node: &NodeRef<'_>) -> bool {
    let stands_in = |inner: NodeRef<'_>| match inner.node_name().as_deref() {
        Some(name) => !matches!(name, "param"),
        None => inner.is_text() && !inner.text().trim().is_empty(),
    };
    node.has_attr("data") && !node.children_it(false).any(stands_in)
}

/// The page of what a script would set in: a message, a piece of code.
pub(super) fn of_script(node: &NodeRef<'_>) -> Option<String> {
    const GISTS: &str = "https://gist.github.com/";
    if let Some(post) = node.attr("data-telegram-post") {
        return Some(format!("https://t.me/{}", post.trim()));
    }
    let source = node.attr("src")?;
    let gist = source.trim().strip_prefix(GISTS)?;
    let (gist, _) = gist.split_once(".js")?;
    Some(format!("{GISTS}{gist}"))
}

/// The page of what an element of somebody's own would set in.
pub(super) fn of_component(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let (before, attribute, after) = match name {
        "amp-youtube" => ("https://www.youtube.com/watch?v=", "data-videoid", ""),
        "lite-youtube" => ("https://www.youtube.com/watch?v=", "videoid", ""),
        "amp-vimeo" => ("https://vimeo.com/", "data-videoid", ""),
        "amp-dailymotion" => ("https://www.dailymotion.com/video/", "data-videoid", ""),
        "amp-twitter" => ("https://twitter.com/i/status/", "data-tweetid", ""),
        "amp-instagram" => ("https://www.instagram.com/p/", "data-shortcode", "/"),
        "amp-facebook" => ("", "data-href", ""),
        _ => return None,
    };
    let named = node.attr(attribute)?;
    Some(format!("{before}{}{after}", named.trim()))
}

/// Where what is set in may be, the likeliest first.
pub(super) fn sources(node: &NodeRef<'_>) -> Vec<String> {
    let page = match node.node_name().as_deref() {
        Some("script") => of_script(node),
        Some(name) => of_component(node, name),
        None => None,
    };
    if let Some(page) = page {
        return vec![page];
    }
    let own = ["src", "data-src", "data-lazy-src", "data"];
    let own = own.iter().filter_map(|attribute| node.attr(attribute));
    let inner = node
        .children_it(false)
        .filter_map(|child| child.attr("src"));
    own.chain(inner).map(|url| url.to_string()).collect()
}

/// What is set in, and the address of the page for people where the one for frames tells it.
pub(super) fn named(node: &NodeRef<'_>, url: &str) -> (EmbedKind, String) {
    match node.node_name().as_deref() {
        Some("video" | "amp-video") => return (EmbedKind::Video, url.to_owned()),
        Some("audio" | "amp-audio") => return (EmbedKind::Audio, url.to_owned()),
        _ => {}
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
        // Lists and channels have no page of this kind.
        "youtube.com" | "youtube-nocookie.com"
            if path.starts_with("/embed/") && !matches!(id, "videoseries" | "live_stream") =>
        {
            let page = format!("https://www.youtube.com/watch?v={id}");
            (EmbedKind::Video, page)
        }
        "player.vimeo.com" => (EmbedKind::Video, format!("https://vimeo.com/{id}")),
        "youtube.com"
        | "youtube-nocookie.com"
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
