//! Gives each entry of a feed an identity that is the same at the next poll.

use std::collections::HashMap;

use crate::model::{EntryIdentity, NewEntry};

/// An entry that has all but its identity, and what the identity is made of.
pub(super) struct Candidate {
    pub guid: Option<String>,
    /// Its identity here does not count.
    pub entry: NewEntry,
}

/// Identifies entries: by GUID, else link, else a hash of their text.
///
/// Where a generator gives one GUID, or one link, to all its entries, they have one identity, and whoever keeps them
/// tells them apart by what they say. It must not be one of another kind for all but the first: as the document moves
/// on that is another entry, which would be taken for the one that was the first before. One with the GUID, link and
/// title of an earlier one is the same entry: where its text is another it is left out.
pub(super) fn identified(candidates: impl IntoIterator<Item = Candidate>) -> Vec<NewEntry> {
    let mut seen = HashMap::new();
    let mut entries: Vec<NewEntry> = Vec::new();
    for Candidate { guid, entry } in candidates {
        let look = (guid.clone(), entry.link.clone(), entry.title.clone());
        if let Some(known) = seen.get(&look).map(|place: &usize| &entries[*place]) {
            let named = guid.is_some() || entry.link.is_some();
            if named && !says_the_same(known, &entry) {
                continue;
            }
        }
        seen.entry(look).or_insert(entries.len());
        let identity = identity(guid, &entry);
        entries.push(NewEntry { identity, ..entry });
    }
    entries
}

/// Whether an entry has the date and the text of another of its title.
fn says_the_same(one: &NewEntry, other: &NewEntry) -> bool {
    one.published == other.published && one.body.content == other.body.content
}

fn identity(guid: Option<String>, entry: &NewEntry) -> EntryIdentity {
    let link = || entry.link.clone().map(EntryIdentity::Link);
    // Hashing reads the whole text, so only where there is nothing else.
    let hash = || EntryIdentity::Hash(hash(entry));
    let guid = guid.map(EntryIdentity::Guid);
    guid.or_else(link).unwrap_or_else(hash)
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
    fn one_guid_or_link_for_all_is_the_identity_of_all_wherever_they_stand() {
        let link = "https://a.example/";
        for guid in [Some("same"), None] {
            let one = |title| candidate(guid, Some(link), title);
            let found = identities(vec![one("Three"), one("Two"), one("One")]);
            let expected = match guid {
                Some(guid) => EntryIdentity::Guid(guid.to_owned()),
                None => EntryIdentity::Link(link.to_owned()),
            };
            assert_eq!(found, vec![expected; 3]);
        }
    }

    #[test]
    fn the_same_entry_twice_is_one() {
        let twice = || candidate(Some("1"), Some("https://a.example/1"), "One");
        let nameless = || candidate(None, None, "One");
        for found in [
            identities(vec![twice(), twice()]),
            identities(vec![nameless(), nameless()]),
        ] {
            assert_eq!(found[0], found[1]);
        }
    }

    #[test]
    fn of_two_states_of_an_entry_the_first_counts() {
        let state = |content: &str| {
            let mut state = candidate(Some("1"), None, "One");
            state.entry.body.content = content.to_owned();
            state
        };
        assert_eq!(identities(vec![state("new"), state("old")]).len(), 1);
    }

    #[test]
    fn a_hash_stays_the_same_from_poll_to_poll() {
        let of = |title| identities(vec![candidate(None, None, title)]);
        assert_eq!(of("خبر"), of("خبر"));
        assert_ne!(of("خبر"), of("نبأ"));
    }
}
