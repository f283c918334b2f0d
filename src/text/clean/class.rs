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
        ' ' | '\t' | '\u{a0}' => Class::Space,
        '\n' | '\u{b}'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::LineEnd,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Class::Control,
        '\u{2000}'..='\u{206f}' => general_punctuation(c),
        _ if is_settled(c) => Class::Letter,
        '\u{17d8}'
        | '\u{fb50}'..='\u{fd3d}'
        | '\u{fd50}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => Class::Form,
        _ if is_dropped(c) => Class::Dropped,
        _ => rare(c),
    }
}

/// The letters, digits and signs that most text is made of; NFC leaves every one of them alone.
fn is_settled(c: char) -> bool {
    let alphabets = matches!(c, '!'..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}');
    let hebrew = matches!(c, '\u{5be}' | '\u{5d0}'..='\u{5f4}');
    let arabic = matches!(c, '\u{606}'..='\u{60f}' | '\u{61b}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}' | '\u{6ee}'..='\u{6ff}');
    let kana = matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}');
    let han_or_hangul = matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    alphabets || hebrew || arabic || kana || han_or_hangul
}

/// Soft hyphens, which terminals show as they please, tag characters, interlinear annotation, the byte order
/// mark, musical controls, noncharacters.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}')
        || matches!(c, '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

fn general_punctuation(c: char) -> Class {
    match c {
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
    // So do the vowels and finals of Hangul.
    if matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}') {
        return Class::Mark;
    }
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::NonspacingMark
        | GeneralCategory::SpacingMark
        | GeneralCategory::EnclosingMark => Class::Mark,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    }
}
