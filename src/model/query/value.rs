//! The values that stand behind the colon of a field.

use super::field::Field;
use super::{Clause, Comparison, QueryProblem, Term, Thing};

const THINGS: &[&str] = &["enclosure", "link", "tag"];
const STATES: &[&str] = &["unread", "read", "saved", "hidden"];

/// The units of ages, each with its seconds, the largest first; a year has a quarter of a day more than 365.
pub(super) const UNITS: [(char, i64); 5] = [
    ('y', 31_557_600),
    ('w', 604_800),
    ('d', 86_400),
    ('h', 3_600),
    ('m', 60),
];

/// Reads the value of a field that has no words.
pub(super) fn condition(field: Field, text: &str) -> Result<Clause, QueryProblem> {
    let value = || text.to_owned();
    let term = match field {
        Field::Tag => Term::Tag(value()),
        Field::Feed => Term::Feed(value()),
        Field::Folder => Term::Folder(value()),
        Field::In(_) => return Ok(Clause::default()),
        Field::Age => {
            let (comparison, seconds) =
                age(text).ok_or_else(|| QueryProblem::BadAge { value: value() })?;
            Term::Age(comparison, seconds)
        }
        Field::Words => {
            let (comparison, count) =
                count(text).ok_or_else(|| QueryProblem::BadCount { value: value() })?;
            Term::Words(comparison, count)
        }
        Field::Score => {
            let (comparison, score) =
                score(text).ok_or_else(|| QueryProblem::BadScore { value: value() })?;
            Term::Score(comparison, score)
        }
        Field::Language => {
            let tag = language(text);
            Term::Language(tag.ok_or_else(|| QueryProblem::BadLanguage { value: value() })?)
        }
        Field::Has => match text {
            "enclosure" => Term::Has(Thing::Enclosure),
            "link" => Term::Has(Thing::Link),
            "tag" => Term::Has(Thing::Tag),
            _ => return Err(unknown(value(), THINGS)),
        },
        Field::Is => match text {
            "unread" => Term::Unread,
            "saved" => Term::Saved,
            "hidden" => Term::Hidden,
            "read" => return Ok(Clause::Not(Box::new(Clause::Term(Term::Unread)))),
            _ => return Err(unknown(value(), STATES)),
        },
    };
    Ok(Clause::Term(term))
}

fn unknown(value: String, known: &'static [&'static str]) -> QueryProblem {
    QueryProblem::UnknownValue { value, known }
}

/// Reads `<2d`; without a sign, what is younger is meant.
fn age(text: &str) -> Option<(Comparison, i64)> {
    let (comparison, length) = match compared(text) {
        Some(compared) => compared,
        None => (Comparison::Less, text),
    };
    let name = length.chars().next_back()?;
    let (_, seconds) = UNITS.into_iter().find(|(unit, _)| *unit == name)?;
    let number = number(&length[..length.len() - name.len_utf8()])?;
    Some((comparison, i64::from(number) * seconds))
}

fn count(text: &str) -> Option<(Comparison, u32)> {
    let (comparison, length) = compared(text)?;
    Some((comparison, number(length)?))
}

/// Reads `>5`, `<-2`.
fn score(text: &str) -> Option<(Comparison, i32)> {
    let (comparison, score) = compared(text)?;
    let (sign, digits) = match score.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, score),
    };
    Some((comparison, sign * i32::try_from(number(digits)?).ok()?))
}

fn compared(text: &str) -> Option<(Comparison, &str)> {
    let less = text.strip_prefix('<').map(|rest| (Comparison::Less, rest));
    less.or_else(|| text.strip_prefix('>').map(|rest| (Comparison::More, rest)))
}

/// Reads digits of any script that is folded to them.
fn number(text: &str) -> Option<u32> {
    let digits = crate::text::fold(text);
    let digits = digits.trim();
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Reads a language tag (BCP 47). No language has a code of more than three letters (section 2.2.1): what is longer is its
/// name, which no feed gives.
fn language(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let first = parts.next()?;
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    let sound = (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && letters(part));
    sound.then(|| text.to_ascii_lowercase())
}
