//! Addresses as people may see them.

use url::Url;

/// An address with `***` in the place of a password (RFC 3986 section 3.2.1), also one typed without its scheme.
///
/// ```
/// use newsterm::model::without_password;
/// assert_eq!(without_password("https://ann:secret@a.example/"), "https://ann:***@a.example/");
/// assert_eq!(without_password("ann:secret@a.example"), "ann:***@a.example");
/// assert_eq!(without_password("https://a.example/@ann:x"), "https://a.example/@ann:x");
/// ```
#[must_use]
pub fn without_password(address: &str) -> String {
    let masked = Url::parse(address).ok().and_then(|mut url| {
        url.password()?;
        url.set_password(Some("***")).ok()?;
        Some(url.into())
    });
    masked.unwrap_or_else(|| without_typed_password(address))
}

/// The host of an address as people may see it, or whom it writes to: in its own letters where these can be taken for no others, else in
/// those of DNS (`xn--`, RFC 3492).
///
/// Shown in their own letters are names whose labels are each of one script that is not like another: not Cyrillic or
/// Greek, which look like Latin (UTS #39 section 5).
///
/// ```
/// use newsterm::model::shown_host;
/// assert_eq!(shown_host("https://www.a.example:8080/b"), "www.a.example:8080");
/// assert_eq!(shown_host("https://موقع.example/"), "موقع.example");
/// assert_eq!(shown_host("mailto:ann@a.example?subject=b"), "ann@a.example");
/// assert_eq!(shown_host("https://pаypal.example/"), "xn--pypal-4ve.example");
/// ```
#[must_use]
pub fn shown_host(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return String::new();
    };
    let host = url.host_str().unwrap_or(url.path());
    let labels: Vec<String> = host.split('.').map(shown_label).collect();
    let port = url.port().map(|port| format!(":{port}"));
    labels.join(".") + &port.unwrap_or_default()
}

fn shown_label(label: &str) -> String {
    let (unicode, result) = idna::domain_to_unicode(label);
    let scripts = unicode.chars().filter_map(script);
    let one = |scripts: Vec<u8>| scripts.windows(2).all(|two| two[0] == two[1]);
    if result.is_ok()
        && one(scripts.collect())
        && unicode.chars().all(|c| c.is_ascii() || script(c).is_some())
    {
        unicode
    } else {
        label.to_owned()
    }
}

/// What an address calls the file that it leads to: the last part of its path, as people read it.
///
/// ```
/// use newsterm::model::file_in_address;
/// assert_eq!(file_in_address("https://news.example/%D8%A3/two%20words.mp3?key=a/b"), "two words.mp3");
/// assert_eq!(file_in_address("https://news.example/"), "");
/// ```
#[must_use]
pub fn file_in_address(address: &str) -> String {
    let url = Url::parse(address);
    let last = url.as_ref().ok().and_then(|url| {
        let mut parts = url.path_segments()?;
        parts.rfind(|part| !part.is_empty())
    });
    String::from_utf8_lossy(&unescaped(last.unwrap_or_default())).into_owned()
}

/// The bytes of a text in which some are written as `%41` (RFC 3986 section 2.1); what escapes nothing stays.
///
/// ```
/// assert_eq!(newsterm::model::unescaped("100%25%"), b"100%%");
/// assert_eq!(newsterm::model::unescaped("%zz%41%4"), b"%zzA%4");
/// ```
#[must_use]
pub fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let escaped = match behind {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high << 4 | low);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    bytes
}

fn hex(digit: u8) -> Option<u8> {
    let digit = char::from(digit).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// Tells the scripts apart that are shown; `None` for what belongs to all, or is not shown.
fn script(c: char) -> Option<u8> {
    match c {
        'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' => Some(1),
        '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6ff}' => Some(2),
        '\u{5d0}'..='\u{5ea}' => Some(3),
        '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' => Some(4),
        '\u{ac00}'..='\u{d7a3}' => Some(5),
        '\u{900}'..='\u{97f}' => Some(6),
        _ => None,
    }
}

/// As [`without_password`], for what is no URL, or not yet.
fn without_typed_password(address: &str) -> String {
    let start = address.find("//").map_or(0, |slashes| slashes + 2);
    let end = address[start..]
        .find(['/', '?', '#'])
        .map_or(address.len(), |end| start + end);
    let user_info = address[start..end].rsplit_once('@').map(|(info, _)| info);
    match user_info.and_then(|info| Some((info, info.find(':')?))) {
        Some((info, colon)) => {
            let (before, after) = (start + colon + 1, start + info.len());
            format!("{}***{}", &address[..before], &address[after..])
        }
        None => address.to_owned(),
    }
}
