//! How many files, and with them connections, the system lets the program have.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// So many are asked for: a thousand servers, each with a connection or two that wait to be used again. Many systems
/// give 1,024 unasked.
const WANTED: u64 = 10_240;

/// Raises the number of files that may be open, as far as the system lets us, and tells it.
pub(super) fn allow_many() -> usize {
    let given = getrlimit(Resource::Nofile);
    let wanted = wanted(&given);
    let got = match wanted {
        Some(more) if setrlimit(Resource::Nofile, more).is_ok() => more.current,
        _ => given.current,
    };
    got.map_or(usize::MAX, |got| usize::try_from(got).unwrap_or(usize::MAX))
}

/// What to ask for; `None` where there are enough already, or no more to be had.
fn wanted(given: &Rlimit) -> Option<Rlimit> {
    let most = given.maximum.map_or(WANTED, |most| most.min(WANTED));
    given
        .current
        .filter(|current| *current < most)
        .map(|_| Rlimit {
            current: Some(most),
            maximum: given.maximum,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_files_are_asked_for_than_are_to_be_had() {
        let asked = |current, maximum| {
            let wanted = wanted(&Rlimit { current, maximum })?;
            assert_eq!(wanted.maximum, maximum, "it is the system's");
            wanted.current
        };
        assert_eq!(asked(Some(1024), Some(524_288)), Some(WANTED));
        assert_eq!(asked(Some(256), None), Some(WANTED));
        assert_eq!(asked(Some(1024), Some(4096)), Some(4096));
        assert_eq!(asked(Some(1024), Some(1024)), None);
        assert_eq!(asked(Some(20_000), Some(20_000)), None);
        assert_eq!(asked(None, None), None);
    }
}
