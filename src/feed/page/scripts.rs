//! Scripts, styles and comments, out of a page before its tags are counted: in them is what only looks like tags.

/// What begins and what ends what is taken out, in lower case.
const TAKEN_OUT: [(&str, &str); 3] = [
    ("<script", "</script"),
    ("<style", "</style"),
    ("<!--", "-->"),
];

/// The page without its scripts, styles and comments. What never ends goes up to the end of the page, as a browser
/// reads it; but a comment that never ends is none.
pub(super) fn without_scripts(html: &str) -> String {
    // Bytes keep their places.
    let lower = html.to_ascii_lowercase();
    let mut kept = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(found) = lower[at..].find('<') {
        let start = at + found;
        let begun = TAKEN_OUT
            .iter()
            .find(|(begin, _)| lower[start..].starts_with(begin));
        let Some((_, end)) =
            begun.filter(|(begin, _)| is_tag(&lower[start + begin.len()..], begin))
        else {
            kept.push_str(&html[at..=start]);
            at = start + 1;
            continue;
        };
        kept.push_str(&html[at..start]);
        match (lower[start..].find(end), *end) {
            (Some(length), "-->") => at = start + length + end.len(),
            (Some(length), _) => {
                let close = start + length;
                at = lower[close..]
                    .find('>')
                    .map_or(html.len(), |more| close + more + 1);
            }
            (None, "-->") => {
                // No other comment ends either.
                kept.push_str(&html[start..]);
                return kept;
            }
            (None, _) => return kept,
        }
    }
    kept.push_str(&html[at..]);
    kept
}

/// Whether the name of a tag ends where what begins it does: `<script>`, but not `<scripture>`.
fn is_tag(rest: &str, begin: &str) -> bool {
    begin == "<!--" || !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
}
