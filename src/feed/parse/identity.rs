//! Gives each entry of a feed an identity that is the same at the next poll.

use std::collections::HashSet;

use crate::model::{EntryIdentity, NewEntry};

/// An entry that has all but its identity, and what the identity is made of.
pub(super) struct Candidate {
    pub guid: Option<String>,
    /// Its identity here does not count.
    pub entry: NewEntry,
}

/// Identifies entries: by GUID, else link, else a hash of their text.
///
/// Where an entry repeats the identity of an earlier one it takes the next kind, so that a generator that
/// gives one GUID to all its entries loses none. One with the GUID, link and title of an earlier one is the
/// same entry, and left out.
pub(super) fn identified(candidates: impl IntoIterator<Item = Candidate>) -> Vec<NewEntry> {
    let mut taken = HashSet::new();
    let mut seen = HashSet::new();
    candidates
        .into_iter()
        .filter(|Candidate { guid, entry }| {
            let nameless = guid.is_none() && entry.link.is_none();
            nameless || seen.insert((guid.clone(), entry.link.clone(), entry.title.clone()))
        })
        .filter_map(|Candidate { guid, entry }| {
            let hash = EntryIdentity::Hash(hash(&entry));
            let kinds = [
                guid.map(EntryIdentity::Guid),
                entry.link.clone().map(EntryIdentity::Link),
                Some(hash),
            ];
            let identity = kinds
                .into_iter()
                .flatten()
                .find(|identity| taken.insert(identity.clone()))?;
            Some(NewEntry { identity, ..entry })
        })
        .collect()
}

/// Hashes title, date and text by FNV-1a: the number is stored, so it must be the same in every version of
/// the program and of its compiler, which the standard library's hashers do not promise.
fn hash(entry: &NewEntry) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let date = entry.published.map_or(0, |published| published.0);
    let parts = [
        entry.title.as_str().as_bytes(),
        &date.to_le_bytes(),
        entry.body.content.as_bytes(),
    ];
    parts
        .iter()
        .flat_map(|part| part.iter().copied().chain([0]))
        .fold(BASIS, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(PRIME)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CleanText;

    fn candidate(guid: Option<&str>, link: Option<&str>, title: &str) -> Candidate {
        Candidate {
            guid: guid.map(str::to_owned),
            entry: NewEntry {
                title: CleanText::line(title),
                link: link.map(str::to_owned),
                ..NewEntry::default()
            },
        }
    }

    fn identities(candidates: Vec<Candidate>) -> Vec<EntryIdentity> {
        let entries = identified(candidates);
        entries.into_iter().map(|entry| entry.identity).collect()
    }

    #[test]
    fn guid_then_link_then_hash() {
        let found = identities(vec![
            candidate(Some("1"), Some("https://a.example/1"), "One"),
            candidate(None, Some("https://a.example/2"), "Two"),
            candidate(None, None, "Three"),
        ]);
        assert_eq!(found[0], EntryIdentity::Guid("1".to_owned()));
        assert_eq!(
            found[1],
            EntryIdentity::Link("https://a.example/2".to_owned())
        );
        assert!(matches!(found[2], EntryIdentity::Hash(_)));
    }

    #[test]
    fn one_guid_for_all_loses_no_entry() {
        let found = identities(vec![
            candidate(Some("same"), Some("https://a.example/1"), "One"),
            candidate(Some("same"), Some("https://a.example/2"), "Two"),
            candidate(Some("same"), Some("https://a.example/2"), "Three"),
        ]);
        assert_eq!(found.len(), 3);
        assert_eq!(
            found[1],
            EntryIdentity::Link("https://a.example/2".to_owned())
        );
    }

    #[test]
    fn the_same_entry_twice_is_one() {
        let twice = || candidate(Some("1"), Some("https://a.example/1"), "One");
        assert_eq!(identities(vec![twice(), twice()]).len(), 1);
        let nameless = || candidate(None, None, "One");
        assert_eq!(identities(vec![nameless(), nameless()]).len(), 1);
    }

    #[test]
    fn a_hash_stays_the_same_from_poll_to_poll() {
        let of = |title| identities(vec![candidate(None, None, title)]);
        assert_eq!(of("خبر"), of("خبر"));
        assert_ne!(of("خبر"), of("نبأ"));
    }
}
