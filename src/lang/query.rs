//! What is wrong with a query, in words.

use super::Phrase;
use crate::model::QueryProblem;

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
