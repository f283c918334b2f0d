//! Words of a query as an expression of FTS5 (`SQLite` FTS5, section 3).

use crate::model::query::{Clause, Column, Term, TextTerm};

/// A query in two parts: what the index of words answers, and the rest.
pub(super) struct Parted {
    /// The expression; `None` where the query does not ask for words, or only excludes them.
    pub(super) expression: Option<String>,
    /// What else must hold.
    pub(super) rest: Vec<Clause>,
}

/// Parts what must hold: the words of a query, and the rest.
pub(super) fn part(clauses: Vec<Clause>) -> Parted {
    let (mut wanted, mut unwanted, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for clause in clauses {
        let excluded = match &clause {
            Clause::Not(inner) => expression(inner),
            _ => None,
        };
        match (expression(&clause), excluded) {
            (Some(words), _) => wanted.push(words),
            (None, Some(words)) => unwanted.push((words, clause)),
            (None, None) => rest.push(clause),
        }
    }
    if wanted.is_empty() {
        rest.extend(unwanted.into_iter().map(|(_, clause)| clause));
        return Parted {
            expression: None,
            rest,
        };
    }
    let unwanted: Vec<String> = unwanted.into_iter().map(|(words, _)| words).collect();
    Parted {
        expression: Some(difference(&wanted, &unwanted)),
        rest,
    }
}

/// The expression of a clause that asks for nothing but words.
pub(super) fn expression(clause: &Clause) -> Option<String> {
    match clause {
        Clause::Term(Term::Text(term)) => words(term),
        Clause::Term(_) | Clause::Not(_) => None,
        Clause::Any(any) => {
            let all: Option<Vec<String>> = any.iter().map(expression).collect();
            all.map(|all| format!("({})", all.join(" OR ")))
        }
        Clause::All(all) => {
            let parted = part(all.clone());
            parted.expression.filter(|_| parted.rest.is_empty())
        }
    }
}

fn difference(wanted: &[String], unwanted: &[String]) -> String {
    let wanted = format!("({})", wanted.join(" AND "));
    if unwanted.is_empty() {
        return wanted;
    }
    format!("({wanted} NOT ({}))", unwanted.join(" OR "))
}

fn words(term: &TextTerm) -> Option<String> {
    let prefix = term.sought.prefix();
    let phrases = match term.column {
        // Without a column other forms are looked up, and with one they are listed.
        None => term.sought.phrases().to_vec(),
        Some(_) => term.sought.prefixed(),
    };
    let mut alternatives: Vec<String> = Vec::new();
    for words in &phrases {
        let columns = match (term.column, words.len()) {
            (Some(Column::Title), _) => "title : ",
            (Some(Column::Author), _) => "author : ",
            (Some(Column::Text), _) => "text : ",
            (None, 0 | 1) => "",
            // Other forms stand in no order.
            (None, _) => "{title author text} : ",
        };
        alternatives.push(phrase(columns, words, prefix));
    }
    if term.column.is_none() && phrases.iter().any(|words| words.len() > 1) {
        let others = term.sought.prefixed();
        let others = others
            .iter()
            .filter(|words| words.len() > 1 && !phrases.contains(words));
        alternatives.extend(others.map(|words| phrase("{title author text} : ", words, prefix)));
    }
    match alternatives.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(format!("({})", many.join(" OR "))),
    }
}

/// Words hold letters, digits and marks only, so that quotes are enough.
fn phrase(columns: &str, words: &[String], prefix: bool) -> String {
    let star = if prefix { " *" } else { "" };
    format!("{columns}\"{}\"{star}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Query;

    fn parted(text: &str) -> (Option<String>, usize) {
        let parted = part(Query::parse(text).unwrap().conditions());
        (parted.expression, parted.rest.len())
    }

    #[test]
    fn words_become_one_expression() {
        for (text, expression) in [
            ("news", "(\"news\")"),
            ("two words", "(\"two\" AND \"words\")"),
            ("a -b", "((\"a\") NOT (\"b\"))"),
            ("a* OR title:b", "((\"a\" * OR title : \"b\"))"),
            ("\"new york\"", "({title author text} : \"new york\")"),
            ("(a -b) OR c", "((((\"a\") NOT (\"b\")) OR \"c\"))"),
        ] {
            assert_eq!(parted(text), (Some(expression.to_owned()), 0), "{text}");
        }
    }

    #[test]
    fn what_is_not_words_is_left() {
        assert_eq!(
            parted("news unread -saved"),
            (Some("(\"news\")".to_owned()), 2)
        );
        assert_eq!(
            parted("news (unread OR b)"),
            (Some("(\"news\")".to_owned()), 1)
        );
        assert_eq!(parted("-news"), (None, 1));
        assert_eq!(parted("unread"), (None, 1));
    }
}
