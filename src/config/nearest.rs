//! The nearest known name to a mistaken one.

/// Finds the candidate that `name` most likely meant: at most a third of its characters mistaken.
pub(super) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let name: Vec<char> = normal(name).collect();
    candidates
        .into_iter()
        .map(|candidate| {
            let other: Vec<char> = normal(candidate).collect();
            let most = name.len().max(other.len()).div_ceil(3);
            (distance(&name, &other), most, candidate)
        })
        .filter(|(distance, most, _)| distance <= most)
        .min_by_key(|(distance, _, _)| *distance)
        .map(|(_, _, candidate)| candidate)
}

/// Case, and the choice between `-` and `_`, are no distance at all.
fn normal(name: &str) -> impl Iterator<Item = char> {
    name.chars().map(|c| {
        if c == '_' {
            '-'
        } else {
            c.to_ascii_lowercase()
        }
    })
}

/// Counts insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name() {
        let keys = ["interval", "title", "url", "folder"];
        for (slip, meant) in [
            ("intervall", "interval"),
            ("intreval", "interval"),
            ("Titel", "title"),
            ("ulr", "url"),
            ("folders", "folder"),
        ] {
            assert_eq!(nearest(slip, keys), Some(meant), "{slip}");
        }
        assert_eq!(
            nearest("mark-all_read", ["mark-all-read"]),
            Some("mark-all-read")
        );
    }

    #[test]
    fn another_word_finds_nothing() {
        for word in ["", "colour", "xyz", "a"] {
            assert_eq!(nearest(word, ["interval", "title"]), None, "{word}");
        }
    }

    #[test]
    fn distances_count_edits() {
        let count = |a: &str, b: &str| {
            distance(
                &a.chars().collect::<Vec<_>>(),
                &b.chars().collect::<Vec<_>>(),
            )
        };
        assert_eq!(count("", ""), 0);
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("ab", "ba"), 1);
    }
}
