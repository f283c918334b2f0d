//! Arabic joining: which letters touch their neighbours, and how that makes them look.
//!
//! Joining follows the joining types of Unicode (The Unicode Standard, section 9.2), not the table of forms: a
//! letter without presentation forms still joins its neighbours.

use std::ops::Range;

use compact_str::CompactString;
use icu_properties::{CodePointMapData, props::JoiningType};

use super::forms::{self, Form};

const LAM: char = '\u{644}';

/// Whether a letter is joined to the letters around it, in logical order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Joins {
    pub(super) before: bool,
    pub(super) after: bool,
}

/// Says whether any letter of a text can have a presentation form.
pub(super) fn has_forms(text: &str) -> bool {
    text.as_bytes().iter().any(|b| matches!(b, 0xd8..=0xdb))
}

/// Finds the joins of the first character of every cluster.
///
/// Marks are transparent; ZWNJ breaks, ZWJ and tatweel join, wherever in a cluster they stand.
pub(super) fn joins(text: &str, clusters: &[Range<usize>]) -> Vec<Joins> {
    let types = CodePointMapData::<JoiningType>::new();
    let mut joins = vec![Joins::default(); clusters.len()];
    // The last character that is not transparent, if it joins forward: its cluster, and whether it is the base.
    let mut previous: Option<(usize, bool)> = None;
    for (index, cluster) in clusters.iter().enumerate() {
        for (at, c) in text[cluster.clone()].char_indices() {
            let joining = types.get(c);
            if joining == JoiningType::Transparent {
                continue;
            }
            let back = matches!(
                joining,
                JoiningType::DualJoining | JoiningType::RightJoining | JoiningType::JoinCausing
            );
            if let Some((before, is_base)) = previous.filter(|_| back) {
                joins[before].after |= is_base;
                joins[index].before |= at == 0;
            }
            let forward = matches!(
                joining,
                JoiningType::DualJoining | JoiningType::LeftJoining | JoiningType::JoinCausing
            );
            previous = forward.then_some((index, at == 0));
        }
    }
    joins
}

/// Says whether a cluster begins with a letter, digit or sign of the Arabic script.
pub(super) fn is_arabic(cluster: &str) -> bool {
    cluster.starts_with(
        |c| matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{870}'..='\u{8ff}'),
    )
}

/// Gives the form of a cluster that is no more than a letter with a form of its own, as most Arabic clusters are.
///
/// All these forms take one column.
pub(super) fn letter_form(cluster: &str, joins: Joins) -> Option<char> {
    // Two bytes, of U+0600 to U+06FF.
    let [0xd8..=0xdb, _] = cluster.as_bytes() else {
        return None;
    };
    let form = forms::form(cluster.chars().next()?, joins)?;
    form.mark.is_none().then_some(form.base)
}

/// Gives the picture of a cluster whose letter joins as told: the form, then its marks.
///
/// What has no form is drawn as it is. The joiners are left out: they have done their work.
pub(super) fn shaped(cluster: &str, joins: Joins) -> CompactString {
    let mut chars = cluster.chars();
    let Some(letter) = chars.next() else {
        return CompactString::default();
    };
    let form = forms::form(letter, joins).unwrap_or(Form {
        base: letter,
        mark: None,
    });
    let mut symbol = CompactString::from(&*form.base.encode_utf8(&mut [0; 4]));
    symbol.extend(form.mark);
    symbol.extend(chars.filter(|&c| is_drawn(c)));
    symbol
}

/// Gives the picture of lam and alef together, with the marks of both, if these two clusters are that.
///
/// A joiner between the two asks for letters side by side.
pub(super) fn ligature(lam: &str, joins: Joins, next: &str) -> Option<CompactString> {
    if !joins.after || !lam.starts_with(LAM) || lam.contains(['\u{200c}', '\u{200d}']) {
        return None;
    }
    let form = forms::lam_alef(next.chars().next()?, joins.before)?;
    let marks = lam.chars().skip(1).chain(next.chars().skip(1));
    Some(
        std::iter::once(form)
            .chain(marks.filter(|&c| is_drawn(c)))
            .collect(),
    )
}

fn is_drawn(c: char) -> bool {
    !matches!(c, '\u{200c}' | '\u{200d}')
}

/// Says whether a mark is a vowel sign or a sign of recitation, which readers can do without.
///
/// Hamza above and below (U+0654, U+0655) belong to letters and stay.
pub(super) fn is_tashkeel(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{653}' | '\u{656}'..='\u{65f}' | '\u{670}')
        || matches!(c, '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}')
        || matches!(c, '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}')
        || matches!(
            c,
            '\u{591}'
                ..='\u{5bd}'
                    | '\u{5bf}'
                    | '\u{5c1}'
                    | '\u{5c2}'
                    | '\u{5c4}'
                    | '\u{5c5}'
                    | '\u{5c7}'
        )
}
