//! What the answers to a query are weighed by.

use super::expression::part;
use crate::model::query::{Clause, Term, TextTerm};
use crate::text::Sought;

/// So many words begin with so few letters that to count them all takes long, and tells nothing.
const FEW: usize = 3;

/// What answers are weighed by.
#[derive(Debug)]
pub(super) struct Weighing {
    /// What the index of words is asked for their weights: for words as they are where only few letters of longer ones
    /// are known, and for the other words alone where there are any.
    pub(super) expression: Option<String>,
    /// The words of which only few letters are known.
    pub(super) begun: Vec<TextTerm>,
}

impl Weighing {
    pub(super) fn of(clauses: &[Clause]) -> Self {
        let mut begun = Vec::new();
        let whole = clauses.iter().map(|clause| whole(clause, &mut begun));
        let whole: Vec<Clause> = whole.collect();
        let others = clauses.iter().zip(&whole);
        let others = others.filter(|(clause, _)| !is_begun(clause));
        let others = part(others.map(|(_, whole)| whole.clone()).collect());
        Self {
            expression: others.expression.or_else(|| part(whole).expression),
            begun,
        }
    }
}

/// A clause with words as they are instead of those of which few letters are known; notes these where they are not
/// excluded.
fn whole(clause: &Clause, begun: &mut Vec<TextTerm>) -> Clause {
    let mut all = |clauses: &[Clause]| clauses.iter().map(|clause| whole(clause, begun)).collect();
    match clause {
        Clause::All(clauses) => Clause::All(all(clauses)),
        Clause::Any(clauses) => Clause::Any(all(clauses)),
        Clause::Not(inner) => Clause::Not(Box::new(whole(inner, &mut Vec::new()))),
        Clause::Term(Term::Text(term)) if is_begun(clause) => {
            begun.push(term.clone());
            Clause::Term(Term::Text(TextTerm {
                sought: Sought::new(&term.written, false),
                ..term.clone()
            }))
        }
        Clause::Term(_) => clause.clone(),
    }
}

fn is_begun(clause: &Clause) -> bool {
    let Clause::Term(Term::Text(term)) = clause else {
        return false;
    };
    let mut last = term
        .sought
        .phrases()
        .iter()
        .filter_map(|words| words.last());
    term.sought.prefix() && last.any(|word| word.chars().count() <= FEW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Query;

    fn weighed(text: &str) -> (String, Vec<String>) {
        let weighing = Weighing::of(&Query::parse(text).unwrap().conditions());
        let begun = weighing.begun.into_iter().map(|term| term.written);
        (weighing.expression.unwrap_or_default(), begun.collect())
    }

    #[test]
    fn few_letters_are_weighed_as_a_word_or_not_at_all() {
        for (text, expression, begun) in [
            ("clim*", "(\"clim\" *)", ""),
            ("cli*", "(\"cli\")", "cli"),
            ("unread مصر*", "(\"مصر\")", "مصر"),
            ("climate ta*", "(\"climate\")", "ta"),
            ("ab* cd*", "(\"ab\" AND \"cd\")", "ab cd"),
            ("climate OR ab*", "((\"climate\" OR \"ab\"))", "ab"),
            ("climate -ab*", "((\"climate\") NOT (\"ab\"))", ""),
            ("title:\"the ne*\"", "(title : \"the ne\")", "the ne"),
        ] {
            let (found, short) = weighed(text);
            assert_eq!(found, expression, "{text}");
            assert_eq!(short.join(" "), begun, "{text}");
        }
    }
}
