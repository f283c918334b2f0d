//! Entries of newsboat's cache, as a poll of their feed would bring them.

use super::html::text_of;
use super::link;
use crate::model::{
    Body, BodyKind, Details, Enclosure, EntryIdentity, ForeignEntry, MarkedEntry, NewEntry,
    Timestamp,
};
use crate::text::CleanText;

/// Makes an entry of newsboat's cache one of ours.
///
/// Its identity is the one it has at the next poll, as far as the cache tells: for an entry without a GUID newsboat
/// keeps the link with the date behind it, or the link alone, or the title.
///
/// ```
/// use newsterm::feed::marked_entry;
/// use newsterm::model::{EntryIdentity, ForeignEntry};
///
/// let kept = ForeignEntry {
///     guid: "https://a.example/1Mon, 01 Jan 2024 10:00:00 GMT".to_owned(),
///     title: "Fish &amp; chips".to_owned(),
///     link: "https://a.example/1".to_owned(),
///     ..ForeignEntry::default()
/// };
/// let entry = marked_entry(&kept).entry;
/// assert_eq!(entry.identity, EntryIdentity::Link("https://a.example/1".to_owned()));
/// assert_eq!(entry.title.as_str(), "Fish & chips");
/// ```
#[must_use]
pub fn marked_entry(kept: &ForeignEntry) -> MarkedEntry {
    let title = text_of(&kept.title);
    let link = link::resolve(&kept.link, None);
    let author = CleanText::line(&kept.author);
    let entry = NewEntry {
        identity: identity(kept, &title, link.as_deref()),
        title,
        link,
        author: (!author.is_empty()).then_some(author),
        published: Some(kept.published).filter(|published| *published > Timestamp(0)),
        body: body(&kept.content),
        details: Details {
            enclosures: enclosure(kept).into_iter().collect(),
            ..Details::default()
        },
        ..NewEntry::default()
    };
    MarkedEntry {
        entry,
        read: kept.read,
        saved: kept.saved,
    }
}

/// The file that comes with the entry.
fn enclosure(kept: &ForeignEntry) -> Option<Enclosure> {
    let media_type = CleanText::line(&kept.enclosure_type);
    Some(Enclosure {
        url: link::resolve(&kept.enclosure, None)?,
        media_type: (!media_type.is_empty()).then_some(media_type),
        length: None,
    })
}

fn identity(kept: &ForeignEntry, title: &CleanText, link: Option<&str>) -> EntryIdentity {
    let guid = kept.guid.trim();
    let dated = guid.strip_prefix(kept.link.as_str());
    match (dated, link) {
        (Some(date), Some(link)) if !kept.link.is_empty() && looks_like_a_date(date) => {
            EntryIdentity::Link(link.to_owned())
        }
        _ if guid == kept.title.trim() => EntryIdentity::Guid(title.as_str().to_owned()),
        _ => EntryIdentity::Guid(guid.to_owned()),
    }
}

/// Whether what follows the link in a GUID is a date rather than more of an address.
fn looks_like_a_date(text: &str) -> bool {
    text.trim().contains(' ')
        && text.contains(|c: char| c.is_ascii_digit())
        && !text.starts_with(|c: char| c.is_ascii_punctuation())
}

/// The content, which is plain where it has no markup, as it is in a poll.
fn body(content: &str) -> Body {
    let content = content.trim().to_owned();
    let kind = if content.contains(['<', '&']) {
        BodyKind::Html
    } else {
        BodyKind::Plain
    };
    Body { kind, content }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity_of(guid: &str, link: &str) -> EntryIdentity {
        let kept = ForeignEntry {
            guid: guid.to_owned(),
            title: "A title".to_owned(),
            link: link.to_owned(),
            ..ForeignEntry::default()
        };
        marked_entry(&kept).entry.identity
    }

    #[test]
    fn a_guid_is_told_from_what_stands_in_for_one() {
        let guid = |guid: &str| EntryIdentity::Guid(guid.to_owned());
        let link = "https://a.example/1";
        assert_eq!(identity_of("tag:a,1", link), guid("tag:a,1"));
        assert_eq!(identity_of(" 17 ", ""), guid("17"));
        assert_eq!(identity_of(link, link), guid(link));
        assert_eq!(
            identity_of("https://a.example/1#c:9", link),
            guid("https://a.example/1#c:9")
        );
        assert_eq!(identity_of("A title", ""), guid("A title"));
        let dated = "https://a.example/1Wed, 03 Jan 2024 11:00:00 +0000";
        assert_eq!(
            identity_of(dated, link),
            EntryIdentity::Link(link.to_owned())
        );
    }

    #[test]
    fn the_file_that_comes_with_an_entry_is_kept() {
        let kept = ForeignEntry {
            enclosure: "https://a.example/1.mp3".to_owned(),
            enclosure_type: "audio/mpeg".to_owned(),
            ..ForeignEntry::default()
        };
        let expected = Enclosure {
            url: "https://a.example/1.mp3".to_owned(),
            media_type: Some(CleanText::line("audio/mpeg")),
            length: None,
        };
        assert_eq!(marked_entry(&kept).entry.details.enclosures, [expected]);
    }

    #[test]
    fn a_link_that_may_not_be_opened_is_left_out() {
        let kept = ForeignEntry {
            link: "javascript:alert(1)".to_owned(),
            ..ForeignEntry::default()
        };
        assert_eq!(marked_entry(&kept).entry.link, None);
    }
}
