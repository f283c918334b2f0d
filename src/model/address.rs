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
