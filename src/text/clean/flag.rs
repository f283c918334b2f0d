//! The flags that are written with tag characters (UTS #51, Annex C): three are in use.

/// The region of each: England, Scotland, Wales.
const REGIONS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

/// The bytes of the flag that a text begins with, where it is one of those in use. Other tags carry what nobody sees.
pub(super) fn length(text: &str) -> Option<usize> {
    let tags = text.strip_prefix('\u{1f3f4}')?;
    let ends = |region: &str| {
        let mut tags = tags.chars();
        region
            .bytes()
            .all(|letter| tags.next() == char::from_u32(0xe0000 + u32::from(letter)))
            && tags.next() == Some('\u{e007f}')
    };
    let region = REGIONS.iter().find(|region| ends(region))?;
    Some('\u{1f3f4}'.len_utf8() + (region.len() + 1) * '\u{e007f}'.len_utf8())
}
