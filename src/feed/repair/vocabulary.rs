//! The elements of feeds, under all the names they have had.

use super::notes::Note;

/// A namespace, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// RSS in any version, or none.
    Rss,
    Atom,
    DublinCore,
    DublinCoreTerms,
    Content,
    Itunes,
    Media,
    Syndication,
    Xhtml,
    Other,
}

/// Which family the document is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Rss,
    Atom,
}

/// What is done with an element; names are those of the repaired document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds elements.
    Container(&'static str),
    /// Is not written; what it holds is.
    Transparent,
    /// Holds a value.
    Value(&'static str),
    /// Stands in where the container has no element of the name.
    Fallback(&'static str),
    /// Holds a value that is noted beside the document.
    Noted(Note),
    /// Left out with all it holds.
    Skipped,
}

impl Namespace {
    /// The namespace of a URI, whatever scheme, case and ending it is written with.
    pub(super) fn of_uri(uri: &str) -> Self {
        let uri = uri.trim().to_ascii_lowercase();
        let uri = uri
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        match uri.trim_end_matches(['/', '#']) {
            ""
            | "purl.org/rss/1.0"
            | "my.netscape.com/rdf/simple/0.9"
            | "backend.userland.com/rss2"
            | "backend.userland.com/rss"
            | "channel.netscape.com/rdf/simple/0.9"
            | "purl.org/net/rss1.1"
            | "blogs.law.harvard.edu/tech/rss"
            | "cyber.law.harvard.edu/rss"
            | "backend.userland.com/rss091"
            | "backend.userland.com/rss092" => Self::Rss,
            "www.w3.org/2005/atom" | "purl.org/atom/ns" => Self::Atom,
            "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" | "purl.org/dc" => {
                Self::DublinCore
            }
            "purl.org/dc/terms" => Self::DublinCoreTerms,
            "purl.org/rss/1.0/modules/content" => Self::Content,
            "www.itunes.com/dtds/podcast-1.0.dtd" | "example.com/dtds/podcast-1.0.dtd" => {
                Self::Itunes
            }
            "purl.org/rss/1.0/modules/syndication" => Self::Syndication,
            "search.yahoo.com/mrss" => Self::Media,
            "www.w3.org/1999/xhtml" => Self::Xhtml,
            _ => Self::Other,
        }
    }

    /// What a prefix means that no one declared.
    pub(super) fn by_custom(prefix: &str) -> Self {
        match prefix.to_ascii_lowercase().as_str() {
            "rss" => Self::Rss,
            "atom" | "a10" => Self::Atom,
            "dc" => Self::DublinCore,
            "dcterms" => Self::DublinCoreTerms,
            "content" => Self::Content,
            "itunes" => Self::Itunes,
            "media" => Self::Media,
            "sy" => Self::Syndication,
            "xhtml" => Self::Xhtml,
            _ => Self::Other,
        }
    }
}

/// The family a root element begins, by its name without prefix; a lone `channel` or `entry` counts.
pub(super) fn family(local: &str) -> Option<Family> {
    match local.to_ascii_lowercase().as_str() {
        "rss" | "rdf" | "channel" => Some(Family::Rss),
        "feed" | "entry" => Some(Family::Atom),
        _ => None,
    }
}

/// What is done with an element; `local` is its name without prefix.
pub(super) fn role(family: Family, namespace: Namespace, local: &str) -> Role {
    let local = local.to_ascii_lowercase();
    match (family, namespace) {
        (_, Namespace::Media) => media(family, &local),
        (Family::Rss, Namespace::Rss) => rss(&local),
        (Family::Rss, Namespace::Atom) => atom_in_rss(&local),
        (Family::Rss, Namespace::DublinCore) => dublin_core_in_rss(&local),
        (Family::Rss, Namespace::DublinCoreTerms) => match local.as_str() {
            "issued" | "created" | "available" => Role::Fallback("pubDate"),
            "modified" => Role::Fallback("updated"),
            _ => Role::Skipped,
        },
        (_, Namespace::Content) if local == "encoded" => match family {
            Family::Rss => Role::Value("content:encoded"),
            Family::Atom => Role::Fallback("content"),
        },
        (_, Namespace::Syndication) => match local.as_str() {
            "updateperiod" => Role::Noted(Note::UpdatePeriod),
            "updatefrequency" => Role::Noted(Note::UpdateFrequency),
            _ => Role::Skipped,
        },
        (Family::Rss, Namespace::Itunes) => match local.as_str() {
            "author" => Role::Fallback("dc:creator"),
            "summary" | "subtitle" => Role::Fallback("description"),
            _ => Role::Skipped,
        },
        (Family::Rss, Namespace::Xhtml) if local == "body" || local == "div" => {
            Role::Fallback("content:encoded")
        }
        (Family::Atom, Namespace::Atom | Namespace::Rss) => atom(&local),
        (Family::Atom, Namespace::DublinCore) => match local.as_str() {
            "creator" => Role::Fallback("author"),
            "date" => Role::Fallback("updated"),
            "title" => Role::Fallback("title"),
            "description" => Role::Fallback("summary"),
            _ => Role::Skipped,
        },
        _ => Role::Skipped,
    }
}

fn rss(local: &str) -> Role {
    match local {
        "rss" | "rdf" | "channel" | "skiphours" | "skipdays" => Role::Transparent,
        "ttl" => Role::Noted(Note::TimeToLive),
        "hour" => Role::Noted(Note::SkipHour),
        "day" => Role::Noted(Note::SkipDay),
        "item" => Role::Container("item"),
        "title" => Role::Value("title"),
        "link" => Role::Value("link"),
        "guid" => Role::Value("guid"),
        "author" => Role::Value("author"),
        "language" => Role::Value("language"),
        "pubdate" => Role::Value("pubDate"),
        "updated" => Role::Value("updated"),
        "description" => Role::Value("description"),
        "summary" => Role::Fallback("description"),
        "content" | "body" | "fulltext" | "fullitem" => Role::Fallback("content:encoded"),
        "published" | "date" | "issued" => Role::Fallback("pubDate"),
        "modified" => Role::Fallback("updated"),
        "id" => Role::Fallback("guid"),
        _ => Role::Skipped,
    }
}

fn atom_in_rss(local: &str) -> Role {
    match local {
        "link" => Role::Value("atom:link"),
        "author" => Role::Transparent,
        "name" => Role::Fallback("dc:creator"),
        "title" => Role::Fallback("title"),
        "summary" => Role::Fallback("description"),
        "content" => Role::Fallback("content:encoded"),
        "published" | "issued" => Role::Fallback("pubDate"),
        "updated" | "modified" => Role::Fallback("updated"),
        "id" => Role::Fallback("guid"),
        _ => Role::Skipped,
    }
}

fn dublin_core_in_rss(local: &str) -> Role {
    match local {
        "creator" | "author" => Role::Value("dc:creator"),
        "date" => Role::Fallback("pubDate"),
        "title" => Role::Fallback("title"),
        "description" => Role::Fallback("description"),
        "language" => Role::Fallback("language"),
        "identifier" => Role::Fallback("guid"),
        _ => Role::Skipped,
    }
}

fn atom(local: &str) -> Role {
    match local {
        "feed" => Role::Transparent,
        "entry" => Role::Container("entry"),
        "author" => Role::Container("author"),
        "name" => Role::Value("name"),
        "email" => Role::Value("email"),
        "uri" | "url" => Role::Value("uri"),
        "id" => Role::Value("id"),
        "link" => Role::Value("link"),
        "updated" | "modified" => Role::Value("updated"),
        "published" | "issued" | "pubdate" => Role::Value("published"),
        "created" => Role::Fallback("published"),
        "title" => Role::Value("title"),
        "summary" => Role::Value("summary"),
        "description" => Role::Fallback("summary"),
        "content" => Role::Value("content"),
        _ => Role::Skipped,
    }
}

/// What is said of the media of an entry stands in for what the entry does not say itself.
fn media(family: Family, local: &str) -> Role {
    match (local, family) {
        ("group" | "content", _) => Role::Transparent,
        ("title", _) => Role::Fallback("title"),
        ("description", Family::Rss) => Role::Fallback("description"),
        ("description", Family::Atom) => Role::Fallback("summary"),
        _ => Role::Skipped,
    }
}

/// Whether a name without prefix is that of an entry, or of an element that holds entries.
pub(super) fn holds_entries(local: &str) -> bool {
    ["item", "entry", "channel", "rss", "rdf", "feed"]
        .iter()
        .any(|name| local.eq_ignore_ascii_case(name))
}

/// Whether an element of the repaired document is an entry.
pub(super) fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

/// Whether an element of the repaired document is the text of an entry, in which markup is expected.
pub(super) fn is_body(name: &str) -> bool {
    matches!(
        name,
        "description" | "content:encoded" | "summary" | "content"
    )
}

/// Whether an element of the repaired Atom document says by `type` what its text is (RFC 4287 section 3.1).
pub(super) fn is_text_construct(name: &str) -> bool {
    matches!(name, "title" | "summary" | "content")
}

/// Whether an element of the repaired document names a person, maybe with an address.
pub(super) fn is_person(name: &str) -> bool {
    matches!(name, "author" | "dc:creator")
}
