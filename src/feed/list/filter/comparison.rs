//! A comparison in a filter of newsboat.

/// How an attribute is compared, held or excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Matches,
    Less,
    More,
    Between,
    Contains,
}

/// The operators as they are written, whether they exclude, in the order in which they are looked for.
const OPERATORS: [(&str, Operator, bool); 12] = [
    ("=~", Operator::Matches, false),
    ("==", Operator::Equal, false),
    ("=", Operator::Equal, false),
    ("!~", Operator::Matches, true),
    ("!=", Operator::Equal, true),
    ("<=", Operator::More, true),
    (">=", Operator::Less, true),
    ("<", Operator::Less, false),
    (">", Operator::More, false),
    ("between", Operator::Between, false),
    ("#", Operator::Contains, false),
    ("!#", Operator::Contains, true),
];

/// An attribute of an entry or its feed, compared with something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comparison<'a> {
    /// All of it.
    pub(super) written: &'a str,
    pub(super) attribute: &'a str,
    pub(super) operator: Operator,
    pub(super) excluded: bool,
    /// Without its quotes; newsboat leaves backslashes in it as they are.
    pub(super) value: &'a str,
}

impl<'a> Comparison<'a> {
    /// Reads one from the start of a text, and gives what comes after it.
    pub(super) fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let named = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        let end = text.find(|c| !named(c)).filter(|end| *end > 0)?;
        let (attribute, rest) = text.split_at(end);
        let rest = super::spaced(rest);
        let (sign, operator, excluded) =
            *OPERATORS.iter().find(|(sign, ..)| rest.starts_with(sign))?;
        let (value, rest) = value(super::spaced(&rest[sign.len()..]))?;
        let comparison = Self {
            written: &text[..text.len() - rest.len()],
            attribute,
            operator,
            excluded,
            value,
        };
        Some((comparison, rest))
    }
}

/// Reads what stands behind an operator: something in quotes, a number, or two with a colon between.
fn value(text: &str) -> Option<(&str, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let mut letters = quoted.char_indices();
        while let Some((at, c)) = letters.next() {
            match c {
                '"' => return Some((&quoted[..at], &quoted[at + 1..])),
                '\\' => {
                    letters.next()?;
                }
                _ => {}
            }
        }
        return None;
    }
    let mut end = number(text)?;
    if let Some(second) = text[end..].strip_prefix(':').and_then(number) {
        end += 1 + second;
    }
    Some(text.split_at(end))
}

/// The bytes of a number at the start.
fn number(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then_some(text.len() - digits.len() + length)
}
