//! Links as they may leave the room: absolute, `http` or `https`, without user information; in articles `mailto` too.

use std::borrow::Cow;
use std::fmt::Write;

use url::Url;

/// Reads the address of a request; user information may stay, for the server it is meant for.
pub(super) fn request_url(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    (is_web(&url) && url.has_host()).then_some(url)
}

/// Resolves a link found in a feed or an article; `None` where nothing that may be opened comes of it.
///
/// A link with user information is refused: it is made to look like another host.
pub(super) fn resolve(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() {
        return None;
    }
    // What is between two values of a query was escaped once more than it was read.
    let href = &*if href.contains("&amp;") {
        Cow::Owned(href.replace("&amp;", "&"))
    } else {
        Cow::Borrowed(href)
    };
    let url = match base {
        Some(base) => base.join(href),
        None => Url::parse(href),
    }
    .ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    (is_web(&url) && url.has_host() && plain).then(|| url.into())
}

/// Resolves a link of an article, which may lead to somebody's mailbox as well (RFC 6068).
///
/// Of such a link the addresses and the subject stay. What else it asks of a mail program is left out: attachments,
/// hidden recipients, and line ends that would begin another header field (RFC 6068 section 7).
pub(super) fn resolve_in_text(href: &str, base: Option<&Url>) -> Option<String> {
    let Some(url) = Url::parse(href.trim())
        .ok()
        .filter(|url| url.scheme() == "mailto")
    else {
        return resolve(href, base);
    };
    let to = url.path();
    let safe = |text: &str| {
        let lower = text.to_ascii_lowercase();
        !["%0a", "%0d", "%00"].iter().any(|end| lower.contains(end))
    };
    if !to.contains('@') || to.starts_with('-') || !safe(to) {
        return None;
    }
    let fields = url.query().unwrap_or_default().split('&');
    let mut subject = fields.filter_map(|field| {
        let (name, value) = field.split_once('=')?;
        (name.eq_ignore_ascii_case("subject") && safe(value)).then_some(value)
    });
    let to = encoded(to);
    Some(match subject.next_back() {
        Some(subject) => format!("mailto:{to}?subject={}", encoded(subject)),
        None => format!("mailto:{to}"),
    })
}

/// Writes what means something to shells, mark-up or terminals by its bytes (RFC 3986 section 2.1): programs that open
/// letters are scripts on many desktops.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'@' | b'.' | b',' | b'-' | b'_' | b'+' | b'~' | b'%' => out.push(byte.into()),
            byte if byte.is_ascii_alphanumeric() => out.push(byte.into()),
            byte => write!(out, "%{byte:02X}").expect("writing to a string does not fail"),
        }
    }
    out
}

/// The address with what stands before `@` in its host part left out, for errors, logs and lists for others.
#[must_use]
pub fn without_user_info(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else {
        return address.to_owned();
    };
    if url.username().is_empty() && url.password().is_none() {
        return address.to_owned();
    }
    // Both fail only for URLs that cannot have user information, which have none to take out.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

/// The address with the scheme of feed links taken off: `feed:https://…`, or `feed://…` for `http`.
pub(super) fn without_feed_scheme(address: &str) -> Cow<'_, str> {
    let address = address.trim();
    match address.get(..5) {
        Some(scheme) if scheme.eq_ignore_ascii_case("feed:") => {
            match address[5..].strip_prefix("//") {
                Some(rest) => Cow::Owned(format!("http://{rest}")),
                None => Cow::Borrowed(&address[5..]),
            }
        }
        _ => Cow::Borrowed(address),
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(href: &str) -> Option<String> {
        let base = Url::parse("https://news.example/a/feed.xml").unwrap();
        resolve(href, Some(&base))
    }

    #[test]
    fn links_become_absolute() {
        assert_eq!(resolved("b.html").unwrap(), "https://news.example/a/b.html");
        assert_eq!(resolved(" /c ").unwrap(), "https://news.example/c");
        assert_eq!(resolved("//d.example").unwrap(), "https://d.example/");
        assert_eq!(
            resolve("http://e.example/x", None).unwrap(),
            "http://e.example/x"
        );
        assert_eq!(resolve("x.html", None), None);
        assert_eq!(
            resolved("/e?a=1&amp;b=2").unwrap(),
            "https://news.example/e?a=1&b=2"
        );
    }

    #[test]
    fn only_the_web_is_linked_to() {
        for href in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "mailto:a@b.example",
            "",
        ] {
            assert_eq!(resolved(href), None, "{href}");
        }
    }

    #[test]
    fn a_link_to_a_mailbox_asks_for_no_more_than_a_letter() {
        for (href, kept) in [
            (" MAILTO:ann@a.example", Some("mailto:ann@a.example")),
            (
                "mailto:ann@a.example,bob@b.example?Subject=A%20note&body=x&attach=/etc/passwd&bcc=c@d.example",
                Some("mailto:ann@a.example,bob@b.example?subject=A%20note"),
            ),
            (
                "mailto:ann@a.example?subject=x%0D%0ABcc:c@d.example",
                Some("mailto:ann@a.example"),
            ),
            ("mailto:ann@a.example%0ABcc:b@c.example", None),
            (
                "mailto:$(id)'>a@b.example?subject=`x`\"",
                Some("mailto:%24%28id%29%27%3Ea@b.example?subject=%60x%60%22"),
            ),
            ("mailto:-x@a.example", None),
            ("mailto:?to=ann@a.example", None),
            ("mailto:nobody", None),
            ("javascript:ann@a.example", None),
            ("https://news.example/", Some("https://news.example/")),
        ] {
            assert_eq!(resolve_in_text(href, None).as_deref(), kept, "{href}");
        }
        let foreign = resolve_in_text("mailto:ann@p\u{430}ypal.example", None);
        assert_eq!(foreign.unwrap(), "mailto:ann@p%D0%B0ypal.example");
    }

    #[test]
    fn a_link_that_dresses_up_as_another_host_is_refused() {
        assert_eq!(resolved("https://bank.example@evil.example/"), None);
    }

    #[test]
    fn an_address_for_the_log_has_no_password() {
        assert_eq!(
            without_user_info("https://u:p@a.example/f"),
            "https://a.example/f"
        );
        assert_eq!(without_user_info("not a url"), "not a url");
    }
}
