//! Where the characters of other keyboards lie on a US one.
//!
//! Terminals report what a key types, not which key it is: `j` on an Arabic keyboard arrives as `ت`.

/// A row of keys: what they type on the US keyboard, and on the other one.
type Row = (&'static str, &'static str);

/// Keyboards in the order they are asked; letters of Arabic script lie elsewhere on a Persian one.
///
/// Shifted Persian keys that type plain Arabic letters are left out: on an Arabic keyboard a letter
/// would otherwise do what its Persian capital does. Letters with capitals stand here in lower case.
const KEYBOARDS: &[&[Row]] = &[ARABIC, PERSIAN, HEBREW, RUSSIAN, UKRAINIAN, GREEK];

/// Arabic (101). Vowel marks are written as escapes; they would sit on their neighbours.
const ARABIC: &[Row] = &[
    ("qwertyuiop[]", "ضصثقفغعهخحجد"),
    ("asdfghjkl;'", "شسيبلاتنمكط"),
    ("`zxcvnm,./", "ذئءؤرىةوزظ"),
    ("QWER", "\u{64e}\u{64b}\u{64f}\u{64c}"),
    ("YPASX", "إ؛\u{650}\u{64d}\u{652}"),
    // Lam with alef, where that comes as one character and not as the two letters.
    ("bGTB", "\u{fefb}\u{fef7}\u{fef9}\u{fef5}"),
    ("HJKN?", "أ\u{640}،آ؟"),
];

/// Persian (ISIRI 9147).
const PERSIAN: &[Row] = &[
    ("qwertyuiop[]", "ضصثقفغعهخحجچ"),
    ("asdfghjkl;'", "شسیبلاتنمکگ"),
    ("zxcvbnm,", "ظطزرذدپو"),
    (
        "QWERTYUI",
        "\u{652}\u{64c}\u{64d}\u{64b}\u{64f}\u{650}\u{64e}\u{651}",
    ),
    ("XCVBN", "\u{653}ژ\u{670}\u{200c}\u{654}"),
    ("GHKL?", "أآ»«؟"),
];

/// Hebrew (SI 1452); shifted letters are Latin capitals there.
const HEBREW: &[Row] = &[
    ("ertyuiop", "קראטוןםפ"),
    ("asdfghjkl;", "שדגכעיחלךף"),
    ("zxcvbnm,.", "זסבהנמצתץ"),
];

const RUSSIAN: &[Row] = &[
    ("`qwertyuiop[]", "ёйцукенгшщзхъ"),
    ("asdfghjkl;'", "фывапролджэ"),
    ("zxcvbnm,.", "ячсмитьбю"),
];

/// Where the Ukrainian keyboard differs from the Russian.
const UKRAINIAN: &[Row] = &[("s]'", "іїє")];

const GREEK: &[Row] = &[
    ("wertyuiop", "ςερτυθιοπ"),
    ("asdfghjkl", "ασδφγηξκλ"),
    ("zxcvbnm", "ζχψωβνμ"),
];

/// Gives what the keys that type `character` elsewhere type on a US keyboard, the likeliest first.
pub(super) fn us_keys(character: char) -> impl Iterator<Item = char> {
    let plain = character.to_lowercase().next().unwrap_or(character);
    let capital = plain != character;
    KEYBOARDS
        .iter()
        .flat_map(|keyboard| keyboard.iter())
        .flat_map(|(us, other)| us.chars().zip(other.chars()))
        .filter(move |(_, other)| *other == plain)
        .map(move |(us, _)| if capital { us.to_ascii_uppercase() } else { us })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_a_row_have_as_many_keys() {
        for (us, other) in KEYBOARDS.iter().flat_map(|rows| rows.iter()) {
            assert_eq!(us.chars().count(), other.chars().count(), "{us} {other}");
        }
    }

    #[test]
    fn no_keyboard_has_a_character_on_two_keys() {
        for rows in KEYBOARDS {
            let mut typed: Vec<_> = rows.iter().flat_map(|(_, other)| other.chars()).collect();
            let keys = typed.len();
            typed.sort_unstable();
            typed.dedup();
            assert_eq!(typed.len(), keys, "{rows:?}");
        }
    }
}
