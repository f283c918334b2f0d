//! What queries are made of, and what is wrong with one, in words.

use super::Phrase;
use crate::model::QueryProblem;

/// Examples of what can be asked for, each with what it finds; `docs/query.md` tells all.
pub static QUERY_FORMS: &[(&str, Phrase)] = &[
    ("climate talks", Phrase::QueryFormWords),
    ("\"climate talks\"", Phrase::QueryFormQuoted),
    ("clim*", Phrase::QueryFormPrefix),
    ("-opinion", Phrase::QueryFormNot),
    ("climate OR weather", Phrase::QueryFormOr),
    ("title:climate", Phrase::QueryFormField),
    ("title:/^live: /", Phrase::QueryFormPattern),
    ("unread", Phrase::QueryFormUnread),
    ("has:enclosure", Phrase::QueryFormHas),
    ("tag:ai", Phrase::QueryFormTag),
    ("feed:bbc", Phrase::QueryFormFeed),
    ("folder:news", Phrase::QueryFormFolder),
    ("age:<2d", Phrase::QueryFormAge),
    ("lang:ar", Phrase::QueryFormLanguage),
    ("words:>500", Phrase::QueryFormCount),
];

impl From<&QueryProblem> for Phrase {
    fn from(problem: &QueryProblem) -> Self {
        match problem.clone() {
            QueryProblem::OpenQuote => Self::QueryOpenQuote,
            QueryProblem::OpenPattern => Self::QueryOpenPattern,
            QueryProblem::NoPattern => Self::QueryNoPattern,
            QueryProblem::BadPattern { detail } => Self::QueryBadPattern { detail },
            QueryProblem::OpenBracket => Self::QueryOpenBracket,
            QueryProblem::StrayBracket => Self::QueryStrayBracket,
            QueryProblem::NothingBehind { sign } => Self::QueryNothingBehind { sign },
            QueryProblem::NothingBefore => Self::QueryNothingBefore,
            QueryProblem::UnknownField { name } => Self::QueryUnknownField { name },
            QueryProblem::UnknownValue { value, known } => Self::QueryUnknownValue {
                value,
                known: known.join(", "),
            },
            QueryProblem::BadAge { value } => Self::QueryBadAge { value },
            QueryProblem::BadCount { value } => Self::QueryBadCount { value },
            QueryProblem::BadScore { value } => Self::QueryBadScore { value },
            QueryProblem::BadLanguage { value } => Self::QueryBadLanguage { value },
            QueryProblem::AsksForNothing => Self::QueryAsksForNothing,
            QueryProblem::TooLarge => Self::QueryTooLarge,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::model::Query;

    #[test]
    fn every_example_is_understood_and_fits_beside_the_keys_at_80_columns() {
        let lang = Lang::new("en");
        for (form, phrase) in QUERY_FORMS {
            let query = Query::parse(form).unwrap();
            assert_eq!(Query::parse(&query.to_string()), Ok(query), "{form}");
            let words = lang.say(phrase);
            assert!(form.len() < 30 && words.chars().count() <= 48, "{words}");
        }
    }
}
