//! The numbers of lists as their markers show them.

use crate::model::ListStyle;

/// What stands before an item of a list that is in `depth` other lists.
pub(super) fn marker(style: ListStyle, number: Option<i64>, depth: usize) -> String {
    const BULLETS: [&str; 3] = ["•", "◦", "▪"];
    match (style, number) {
        (ListStyle::Plain, _) => String::new(),
        (ListStyle::Bullet, _) | (_, None) => BULLETS[depth % BULLETS.len()].to_owned(),
        (ListStyle::Decimal, Some(number)) => format!("{number}."),
        (ListStyle::LowerAlpha, Some(number)) => format!("{}.", alphabetic(number).to_lowercase()),
        (ListStyle::UpperAlpha, Some(number)) => format!("{}.", alphabetic(number)),
        (ListStyle::LowerRoman, Some(number)) => format!("{}.", roman(number).to_lowercase()),
        (ListStyle::UpperRoman, Some(number)) => format!("{}.", roman(number)),
    }
}

/// A to Z, AA to AZ; digits for what letters do not count.
fn alphabetic(number: i64) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        let letter = u8::try_from(rest % 26).unwrap_or(0) + b'A';
        letters.push(char::from(letter));
        rest /= 26;
    }
    if letters.is_empty() {
        return number.to_string();
    }
    letters.iter().rev().collect()
}

/// Roman numerals to 3999; digits for the rest.
fn roman(number: i64) -> String {
    const VALUES: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (value, sign) in VALUES {
        while rest >= value {
            numeral.push_str(sign);
            rest -= value;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_as_html_says() {
        for (style, number, shown) in [
            (ListStyle::Decimal, -1, "-1."),
            (ListStyle::LowerAlpha, 1, "a."),
            (ListStyle::UpperAlpha, 28, "AB."),
            (ListStyle::LowerAlpha, 0, "0."),
            (ListStyle::LowerRoman, 14, "xiv."),
            (ListStyle::UpperRoman, 1994, "MCMXCIV."),
            (ListStyle::UpperRoman, 4000, "4000."),
        ] {
            assert_eq!(marker(style, Some(number), 0), shown);
        }
        assert_eq!(marker(ListStyle::Bullet, None, 1), "◦");
    }
}
