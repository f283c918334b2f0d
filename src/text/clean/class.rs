//! What cleaning does with each character.

use icu_properties::{CodePointMapData, props::GeneralCategory};

/// What cleaning does with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Kept, and never changed by NFC unless a mark follows.
    Letter,
    /// Kept; only so many follow one base.
    Mark,
    /// Kept, but NFC has to look at it.
    Other,
    /// White space within a line.
    Space,
    /// White space that ends a line.
    LineEnd,
    /// A control character: the start of an escape sequence, or nothing.
    Control,
    /// An isolate, an embedding or its end: kept in pairs.
    Paired,
    /// A compatibility form that is written out as the letters it stands for.
    Form,
    /// Never kept.
    Dropped,
}

/// Gives what cleaning does with a character.
pub(super) fn class(c: char) -> Class {
    match c {
        '!'..='~' => Class::Letter,
        ' ' | '\t' => Class::Space,
        '\n' | '\u{b}'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::LineEnd,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Class::Control,
        '\u{ad}' => Class::Dropped,
        '\u{a0}' => Class::Space,
        '\u{a1}'..='\u{2ff}' => Class::Letter,
        // Cyrillic, Hebrew and Arabic letters, digits and punctuation.
        '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{5be}' | '\u{5d0}'..='\u{5f4}' => {
            Class::Letter
        }
        '\u{606}'..='\u{60f}'
        | '\u{61b}'..='\u{64a}'
        | '\u{660}'..='\u{66f}'
        | '\u{671}'..='\u{6d5}' => Class::Letter,
        '\u{6ee}'..='\u{6ff}' => Class::Letter,
        '\u{2000}'..='\u{206f}' => general_punctuation(c),
        // Kana, Han, Hangul syllables.
        '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => Class::Letter,
        '\u{fdd0}'..='\u{fdef}' => Class::Dropped,
        '\u{17d8}' => Class::Form,
        '\u{fb50}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Class::Form,
        // Tag characters, interlinear annotation, the byte order mark, noncharacters, musical controls.
        '\u{e0000}'..='\u{e007f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{feff}'
        | '\u{1d173}'..='\u{1d17a}' => Class::Dropped,
        _ => rare(c),
    }
}

fn general_punctuation(c: char) -> Class {
    match c {
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' => Class::Letter,
        // The joiners extend a cluster as marks do, and are counted with them.
        '\u{200c}' | '\u{200d}' => Class::Mark,
        '\u{202d}' | '\u{202e}' | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' => {
            Class::Dropped
        }
        '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => Class::Paired,
        '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Class::Space,
        // The en quad and the em quad are other spaces after NFC.
        '\u{2000}' | '\u{2001}' => Class::Other,
        _ => Class::Letter,
    }
}

fn rare(c: char) -> Class {
    // Emoji modifiers extend the cluster before them, however many there are.
    if matches!(c, '\u{1f3fb}'..='\u{1f3ff}') {
        return Class::Mark;
    }
    if u32::from(c) & 0xfffe == 0xfffe {
        return Class::Dropped;
    }
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark => Class::Mark,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    }
}
