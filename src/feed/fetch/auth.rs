//! Who asks: basic (RFC 7617), bearer (RFC 6750) and digest (RFC 7616).

use std::fmt;
use std::hash::{BuildHasher, RandomState};

use md5::Md5;
use reqwest::header::{self, HeaderMap};
use sha2::{Digest, Sha256};
use url::Url;

/// What a server wants to know before it gives a feed. No form of it can be printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A name and a password, sent at once.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// A token, sent at once.
    Bearer {
        /// The token.
        token: String,
    },
    /// A name and a password; the password itself is never sent.
    Digest {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Basic { .. } => "Basic",
            Self::Bearer { .. } => "Bearer",
            Self::Digest { .. } => "Digest",
        })
    }
}

impl Credentials {
    /// The name and password of an address, where it has them.
    pub(super) fn of_url(url: &Url) -> Option<Self> {
        let plain = |text: &str| percent_decoded(text).unwrap_or_else(|| text.to_owned());
        let password = url.password().unwrap_or_default();
        (!url.username().is_empty() || !password.is_empty()).then(|| Self::Basic {
            user: plain(url.username()),
            password: plain(password),
        })
    }
}

/// The text with `%xx` read as bytes, where they are UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        if let (b'%', Some(byte)) = (first, after.get(..2).and_then(hex)) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// What a server asks of those who come with a digest.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    sha256: bool,
    session: bool,
    with_qop: bool,
}

impl Challenge {
    /// Finds the strongest digest among the challenges of a 401 that we can answer.
    pub(super) fn find(headers: &HeaderMap) -> Option<Self> {
        let challenges = headers
            .get_all(header::WWW_AUTHENTICATE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .filter_map(Self::parse);
        // The first of equals is the one the server likes best.
        challenges.reduce(|best, next| {
            if next.sha256 && !best.sha256 {
                next
            } else {
                best
            }
        })
    }

    fn parse(value: &str) -> Option<Self> {
        let at = value.to_ascii_lowercase().find("digest ")?;
        let mut challenge = Self::default();
        for (name, value) in parameters(&value[at + "digest ".len()..]) {
            match name.as_str() {
                "realm" => challenge.realm = value,
                "nonce" => challenge.nonce = value,
                "opaque" => challenge.opaque = Some(value),
                "qop" => challenge.with_qop = value.split(',').any(|qop| qop.trim() == "auth"),
                "algorithm" => match value.to_ascii_lowercase().as_str() {
                    "md5" => {}
                    "md5-sess" => challenge.session = true,
                    "sha-256" => challenge.sha256 = true,
                    "sha-256-sess" => (challenge.sha256, challenge.session) = (true, true),
                    _ => return None,
                },
                _ => {}
            }
        }
        (!challenge.nonce.is_empty()).then_some(challenge)
    }

    /// The `Authorization` field that answers it for a GET of `target`, path and query.
    pub(super) fn answer(&self, user: &str, password: &str, target: &str) -> String {
        self.answer_with(user, password, target, &nonce())
    }

    fn answer_with(&self, user: &str, password: &str, target: &str, cnonce: &str) -> String {
        const COUNT: &str = "00000001";
        let Self { realm, nonce, .. } = self;
        let mut secret = self.hash(&format!("{user}:{realm}:{password}"));
        if self.session {
            secret = self.hash(&format!("{secret}:{nonce}:{cnonce}"));
        }
        let request = self.hash(&format!("GET:{target}"));
        let response = if self.with_qop {
            self.hash(&format!("{secret}:{nonce}:{COUNT}:{cnonce}:auth:{request}"))
        } else {
            self.hash(&format!("{secret}:{nonce}:{request}"))
        };
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let counted = if self.with_qop || self.session {
            format!(", qop=auth, nc={COUNT}, cnonce=\"{cnonce}\"")
        } else {
            String::new()
        };
        let opaque = self.opaque.as_ref();
        let opaque = opaque.map(|opaque| format!(", opaque=\"{}\"", quoted(opaque)));
        format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{target}\", algorithm={}, \
             response=\"{response}\"{counted}{}",
            quoted(user),
            quoted(realm),
            quoted(nonce),
            self.algorithm(),
            opaque.unwrap_or_default(),
        )
    }

    const fn algorithm(&self) -> &'static str {
        match (self.sha256, self.session) {
            (false, false) => "MD5",
            (false, true) => "MD5-sess",
            (true, false) => "SHA-256",
            (true, true) => "SHA-256-sess",
        }
    }

    fn hash(&self, text: &str) -> String {
        if self.sha256 {
            hex(&Sha256::digest(text))
        } else {
            hex(&Md5::digest(text))
        }
    }
}

/// Reads `name=value, name="value"` until it makes no sense any more.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim().to_ascii_lowercase();
        let (value, after) = if let Some(quoted) = after.trim_start().strip_prefix('"') {
            unquote(quoted)
        } else {
            let end = after.find(',').unwrap_or(after.len());
            (after[..end].trim().to_owned(), &after[end..])
        };
        found.push((name, value));
        rest = after.trim_start_matches([',', ' ', '\t']);
    }
    found
}

/// Reads up to the closing quote; gives what is after it as well.
fn unquote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            c => value.push(c),
        }
    }
    (value, "")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Something nobody has sent before: the standard library seeds its hashers from the system.
fn nonce() -> String {
    format!("{:016x}", RandomState::new().hash_one(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7616 section 3.9.1.
    fn challenge(algorithm: &str) -> Challenge {
        let value = format!(
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, \
             nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
             opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
        );
        Challenge::parse(&value).expect("a challenge")
    }

    fn response(algorithm: &str) -> String {
        let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        let answer =
            challenge(algorithm).answer_with("Mufasa", "Circle of Life", "/dir/index.html", cnonce);
        let (_, rest) = answer.split_once("response=\"").expect("a response");
        rest[..rest.find('"').expect("its end")].to_owned()
    }

    #[test]
    fn the_answers_are_those_of_the_standard() {
        assert_eq!(response("MD5"), "8ca523f5e9506fed4657c9700eebdbec");
        assert_eq!(
            response("SHA-256"),
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
        );
    }

    #[test]
    fn the_strongest_digest_is_answered_and_others_are_not() {
        let mut headers = HeaderMap::new();
        for value in [
            "Basic realm=\"x\"",
            "Digest realm=\"a \\\"b\\\"\", nonce=\"n\"",
            "Digest realm=\"c\", nonce=\"m\", algorithm=SHA-256",
            "Digest realm=\"d\", nonce=\"o\", algorithm=SHA-512-256",
        ] {
            headers.append(header::WWW_AUTHENTICATE, value.parse().unwrap());
        }
        assert_eq!(Challenge::find(&headers).unwrap().realm, "c");
        assert_eq!(
            Challenge::parse("Digest realm=\"a \\\"b\\\"\", nonce=\"n\"")
                .unwrap()
                .realm,
            "a \"b\""
        );
        assert_eq!(Challenge::parse("Basic realm=\"x\""), None);
        assert_eq!(Challenge::parse("Digest realm=\"x\""), None);
    }

    #[test]
    fn a_name_in_an_address_is_read_as_it_was_meant() {
        let url = Url::parse("https://me%40work:p%25ss@news.example/").unwrap();
        let expected = Credentials::Basic {
            user: "me@work".to_owned(),
            password: "p%ss".to_owned(),
        };
        let found = Credentials::of_url(&url).unwrap();
        assert_eq!(found, expected);
        assert_eq!(format!("{found:?}"), "Basic");
    }
}
