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
    /// Is noted for its attributes; what it holds is read as if it stood outside.
    Opening(Note),
    /// Holds elements that say something of it alone.
    Aside(Aside),
    /// Left out with all it holds.
    Skipped,
}

/// An element whose own elements are not the feed's or the entry's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// The author of Atom.
    Person,
    /// The picture of RSS.
    Image,
    /// The feed of Atom that an entry was taken from; its author is the entry's, where that names none (RFC 4287
    /// section 4.2.1).
    Source,
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Feed,
    Entry,
    In(Aside),
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
            // Google Play took most of the elements over.
            "www.itunes.com/dtds/podcast-1.0.dtd"
            | "example.com/dtds/podcast-1.0.dtd"
            | "www.google.com/schemas/play-podcasts/1.0" => Self::Itunes,
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
            "itunes" | "googleplay" => Self::Itunes,
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
pub(super) fn role(family: Family, namespace: Namespace, local: &str, place: Place) -> Role {
    let local = &*local.to_ascii_lowercase();
    match place {
        Place::In(aside) => in_aside(aside, namespace, local),
        Place::Feed => of_feed(family, namespace, local)
            .or_else(|| of_any(family, namespace, local))
            .unwrap_or_else(|| of_entry(family, namespace, local)),
        Place::Entry => {
            of_any(family, namespace, local).unwrap_or_else(|| of_entry(family, namespace, local))
        }
    }
}

fn in_aside(aside: Aside, namespace: Namespace, local: &str) -> Role {
    match (aside, namespace, local) {
        (Aside::Person, Namespace::Atom | Namespace::Rss, "name") => Role::Noted(Note::Name),
        (Aside::Person, Namespace::Atom | Namespace::Rss, "email") => Role::Noted(Note::Email),
        (Aside::Source, Namespace::Atom | Namespace::Rss, "author") => Role::Aside(Aside::Person),
        (Aside::Image, Namespace::Rss, "url") => Role::Noted(Note::Image(0)),
        // An end tag is missing: entries must not be lost in a picture.
        (_, Namespace::Rss, "item") => Role::Container("item"),
        (_, Namespace::Atom, "entry") => Role::Container("entry"),
        _ => Role::Skipped,
    }
}

/// What is said of a feed only, or of a feed in other words than of an entry.
fn of_feed(family: Family, namespace: Namespace, local: &str) -> Option<Role> {
    let note = match (namespace, local) {
        (Namespace::Rss, "ttl") => Note::TimeToLive,
        (Namespace::Rss, "hour") => Note::SkipHour,
        (Namespace::Rss, "day") => Note::SkipDay,
        (Namespace::Syndication, "updateperiod") => Note::UpdatePeriod,
        (Namespace::Syndication, "updatefrequency") => Note::UpdateFrequency,
        (Namespace::Rss, "managingeditor") => Note::Person(1),
        (Namespace::Rss, "image") if family == Family::Rss => {
            return Some(Role::Aside(Aside::Image));
        }
        (Namespace::Atom | Namespace::Rss, "logo" | "image") => Note::Image(0),
        (Namespace::Itunes, "image" | "link") => Note::Image(1),
        (Namespace::Atom, "icon") => Note::Image(2),
        (Namespace::Rss | Namespace::Atom, "id" | "guid")
        | (Namespace::DublinCore, "identifier") => Note::Id,
        (Namespace::Rss | Namespace::Atom, "description" | "subtitle" | "tagline") => {
            Note::Description(0)
        }
        (Namespace::DublinCore, "description") => Note::Description(1),
        (Namespace::Itunes | Namespace::Rss | Namespace::Atom, "summary")
        | (Namespace::Itunes, "description") => Note::Description(2),
        (Namespace::Itunes, "subtitle") => Note::Description(3),
        (Namespace::Atom, "info") => Note::Description(4),
        (Namespace::Rss, "lastbuilddate")
        | (Namespace::Rss | Namespace::Atom | Namespace::DublinCoreTerms, "updated" | "modified") => {
            Note::Updated(0)
        }
        (Namespace::Rss, "pubdate") | (Namespace::Rss | Namespace::DublinCore, "date") => {
            Note::Updated(1)
        }
        (
            Namespace::Atom | Namespace::DublinCoreTerms,
            "published" | "issued" | "created" | "available",
        ) => Note::Updated(2),
        _ => return None,
    };
    Some(Role::Noted(note))
}

/// What feeds and entries say in the same words.
fn of_any(family: Family, namespace: Namespace, local: &str) -> Option<Role> {
    let note = match (namespace, local) {
        (Namespace::Rss, "author") | (Namespace::DublinCore, "creator" | "author") => {
            Note::Person(0)
        }
        (Namespace::Atom, "author") => return Some(Role::Aside(Aside::Person)),
        (Namespace::Itunes, "author") => Note::Person(1),
        (Namespace::Rss | Namespace::DublinCore, "language") => Note::Language,
        (
            Namespace::Rss | Namespace::Atom | Namespace::DublinCore | Namespace::DublinCoreTerms,
            "rights",
        )
        | (Namespace::Rss | Namespace::Atom | Namespace::Media, "copyright") => Note::Rights,
        (Namespace::Rss | Namespace::Atom | Namespace::Media, "category")
        | (Namespace::DublinCore | Namespace::DublinCoreTerms, "subject") => Note::Category,
        (Namespace::Itunes, "category") => return Some(Role::Opening(Note::Category)),
        (Namespace::Itunes | Namespace::Media, "keywords") => Note::Keywords,
        (Namespace::Rss, "comments") => Note::Comments,
        (Namespace::Rss, "enclosure") => Note::Enclosure,
        (Namespace::Media, "content") => return Some(Role::Opening(Note::Enclosure)),
        _ => return other_family(family, namespace, local),
    };
    Some(Role::Noted(note))
}

/// Elements of RSS in Atom: its own namespace is the default there.
fn other_family(family: Family, namespace: Namespace, local: &str) -> Option<Role> {
    let note = match (family, namespace, local) {
        (Family::Atom, Namespace::Atom, "language") => Note::Language,
        (Family::Atom, Namespace::Atom, "comments") => Note::Comments,
        (Family::Atom, Namespace::Atom, "enclosure") => Note::Enclosure,
        _ => return None,
    };
    Some(Role::Noted(note))
}

fn of_entry(family: Family, namespace: Namespace, local: &str) -> Role {
    match (family, namespace) {
        (_, Namespace::Media) => media(family, local),
        (Family::Rss, Namespace::Rss) => rss(local),
        (Family::Rss, Namespace::Atom) => atom_in_rss(local),
        (Family::Rss, Namespace::DublinCore) => dublin_core_in_rss(local),
        (Family::Rss, Namespace::DublinCoreTerms) => match local {
            "issued" | "created" | "available" => Role::Fallback("pubDate"),
            "modified" => Role::Fallback("updated"),
            "abstract" => Role::Fallback("description"),
            _ => Role::Skipped,
        },
        (_, Namespace::Content) if local == "encoded" => match family {
            Family::Rss => Role::Value("content:encoded"),
            Family::Atom => Role::Fallback("content"),
        },
        (Family::Rss, Namespace::Itunes) => match local {
            "summary" | "subtitle" | "description" => Role::Fallback("description"),
            "title" => Role::Fallback("title"),
            _ => Role::Skipped,
        },
        (Family::Rss, Namespace::Xhtml) if is_of_xhtml(local) => Role::Fallback("content:encoded"),
        (Family::Atom, Namespace::Atom | Namespace::Rss) => atom(local),
        (Family::Atom, Namespace::DublinCore) => match local {
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
        "item" | "entry" => Role::Container("item"),
        "title" => Role::Value("title"),
        "link" => Role::Value("link"),
        "guid" => Role::Value("guid"),
        "pubdate" => Role::Value("pubDate"),
        "updated" => Role::Value("updated"),
        "description" => Role::Value("description"),
        "summary" => Role::Fallback("description"),
        "content" | "body" | "fulltext" | "fullitem" => Role::Fallback("content:encoded"),
        "published" | "date" | "issued" | "lastbuilddate" => Role::Fallback("pubDate"),
        "modified" => Role::Fallback("updated"),
        "id" => Role::Fallback("guid"),
        _ => Role::Skipped,
    }
}

fn atom_in_rss(local: &str) -> Role {
    match local {
        "entry" => Role::Container("item"),
        "link" => Role::Value("atom:link"),
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
        "date" => Role::Fallback("pubDate"),
        "title" => Role::Fallback("title"),
        "description" => Role::Fallback("description"),
        "identifier" => Role::Fallback("guid"),
        _ => Role::Skipped,
    }
}

fn atom(local: &str) -> Role {
    match local {
        "feed" => Role::Transparent,
        "entry" | "item" => Role::Container("entry"),
        "source" => Role::Aside(Aside::Source),
        "id" | "guid" => Role::Value("id"),
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
        ("group", _) => Role::Transparent,
        ("title", _) => Role::Fallback("title"),
        ("description", Family::Rss) => Role::Fallback("description"),
        ("description", Family::Atom) => Role::Fallback("summary"),
        _ => Role::Skipped,
    }
}

/// Whether an element of XHTML, by its name without prefix, can be the text of an entry.
pub(super) fn is_of_xhtml(local: &str) -> bool {
    ["body", "div"]
        .iter()
        .any(|name| local.eq_ignore_ascii_case(name))
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
