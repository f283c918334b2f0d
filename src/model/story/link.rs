//! Where a link leads, whatever way it is written.

use url::Url;

/// Labels before a host that lead to the same pages, made for other screens.
const HOSTS: &[&str] = &["www.", "m.", "mobile.", "amp."];

/// Beginnings and whole names of parameters that tell where the reader came from, not where to go.
const TRACKING: &[&str] = &["utm_", "at_", "pk_", "mtm_", "hsa_", "ns_", "wt_", "oly_"];
const TRACKERS: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "_ga",
    "ref",
    "ref_src",
    "cmp",
    "cmpid",
    "ocid",
    "ito",
    "xtor",
    "spm",
    "smid",
    "traffic_source",
    "partner",
    "amp",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "share",
];

/// Gives a link without what does not say where it leads: scheme, tracking, fragment, `www.` and `m.`, a slash at the
/// end, and the marks of AMP pages. `None` for what is no web address, or a front page, which is about everything.
///
/// ```
/// use newsterm::model::canonical_link;
///
/// let link = canonical_link("http://m.news.example/world/quake/amp/?utm_source=rss&id=7#top");
/// assert_eq!(link.as_deref(), Some("news.example/world/quake?id=7"));
/// assert_eq!(canonical_link("https://news.example/"), None);
/// ```
#[must_use]
pub fn canonical_link(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    if let Some(inner) = behind_cache(&url) {
        return canonical_link(&inner);
    }
    let mut host = url.host_str()?.trim_end_matches('.');
    while let Some(rest) = HOSTS.iter().find_map(|label| host.strip_prefix(label)) {
        if !rest.contains('.') {
            break;
        }
        host = rest;
    }
    let path = plain_path(url.path());
    let query = plain_query(&url);
    if path.is_empty() && query.is_empty() {
        return None;
    }
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{host}{port}{path}{mark}{query}"))
}

/// The host of a canonical link.
pub(super) fn host_of(canonical: &str) -> &str {
    canonical.split(['/', '?']).next().unwrap_or_default()
}

/// The page that an AMP cache stands before: `…cdn.ampproject.org/c/s/HOST/PATH`, `google.…/amp/s/HOST/PATH`.
fn behind_cache(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let path = url.path();
    let inner = if host.ends_with(".cdn.ampproject.org") {
        path.get(1..)?.split_once('/')?.1
    } else if host.contains("google.") {
        path.strip_prefix("/amp/")?
    } else {
        return None;
    };
    let inner = inner.strip_prefix("s/").unwrap_or(inner);
    Some(format!("https://{inner}"))
}

fn plain_path(path: &str) -> String {
    let mut path = path.trim_end_matches('/');
    for end in ["/amp", ".amp", "/index.html", "/index.php"] {
        path = path.strip_suffix(end).unwrap_or(path);
    }
    let path = path.trim_end_matches('/');
    let path = path.replacen(".amp.html", ".html", 1);
    same_escapes(&path)
}

/// Writes escapes in one way: `%d9` is `%D9`.
fn same_escapes(path: &str) -> String {
    let mut within = 0;
    let each = |c: char| {
        let escape = c == '%' || within > 0;
        within = if c == '%' {
            2
        } else {
            usize::saturating_sub(within, 1)
        };
        if escape { c.to_ascii_uppercase() } else { c }
    };
    path.chars().map(each).collect()
}

fn plain_query(url: &Url) -> String {
    let mut kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
        .collect();
    kept.sort_unstable();
    kept.join("&")
}

fn is_tracking(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_ascii_lowercase();
    let value = value.to_ascii_lowercase();
    TRACKING.iter().any(|start| name.starts_with(start))
        || TRACKERS.contains(&name.as_str())
        || (matches!(name.as_str(), "source" | "from" | "src")
            && matches!(value.as_str(), "rss" | "feed"))
        || (matches!(name.as_str(), "output" | "outputtype") && value == "amp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_link() {
        let same = [
            "https://www.news.example/world/quake",
            "http://news.example/world/quake/",
            "https://m.news.example/world/quake?utm_source=rss&utm_medium=feed",
            "https://amp.news.example/world/quake#comments",
            "https://news.example/world/quake/amp/",
            "https://news.example/world/quake?outputType=amp&fbclid=x",
            "https://news-example.cdn.ampproject.org/c/s/news.example/world/quake",
            "https://www.google.com/amp/s/news.example/world/quake",
            "https://NEWS.example:443/world/quake?at_medium=RSS&at_campaign=rss",
        ];
        for link in same {
            assert_eq!(
                canonical_link(link).as_deref(),
                Some("news.example/world/quake"),
                "{link}"
            );
        }
    }

    #[test]
    fn what_says_where_to_go_stays() {
        for (link, canonical) in [
            ("https://a.example/?p=12", "a.example?p=12"),
            ("https://a.example/s?b=2&a=1", "a.example/s?a=1&b=2"),
            ("https://a.example:8080/x", "a.example:8080/x"),
            ("https://m.example/x", "m.example/x"),
            ("https://a.example/Case", "a.example/Case"),
            (
                "https://a.example/watch?v=Ab1&ref=home",
                "a.example/watch?v=Ab1",
            ),
        ] {
            assert_eq!(canonical_link(link).as_deref(), Some(canonical), "{link}");
        }
    }

    #[test]
    fn arabic_addresses_are_the_same_escaped_or_not() {
        let plain = canonical_link("https://a.example/أخبار");
        assert_eq!(
            canonical_link("https://a.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/"),
            plain
        );
        assert!(plain.is_some());
    }

    #[test]
    fn front_pages_and_other_addresses_are_no_links_of_a_story() {
        for link in [
            "https://news.example",
            "https://www.news.example/?utm_source=x",
            "https://news.example/index.html#a",
            "ftp://news.example/a",
            "mailto:a@news.example",
            "nonsense",
            "https://x.cdn.ampproject.org/c/",
        ] {
            assert_eq!(canonical_link(link), None, "{link}");
        }
    }
}
