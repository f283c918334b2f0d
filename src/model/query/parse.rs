//! From pieces to clauses.

use std::ops::Range;

use regex::RegexBuilder;

use super::field::Field;
use super::lex::{self, Kind, Token};
use super::value::condition;
use super::{Clause, Column, Pattern, Query, QueryError, QueryProblem, Term, TextTerm};
use crate::text::Sought;

/// Bytes of a query: more than anybody types.
const LONGEST: usize = 4096;
/// Pieces of a query.
const MOST: usize = 100;
/// Brackets and minus signs within one another.
const DEEPEST: usize = 32;
/// Bytes that a compiled regular expression may take.
const PATTERN_BYTES: usize = 1 << 20;

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse(text, false)
    }

    /// Reads a query that is being typed: the word that it ends with may go on, if it has three letters, and quotes and
    /// brackets may be still open.
    ///
    /// ```
    /// use newsterm::model::Query;
    ///
    /// assert_eq!(Query::parse_typed("hello wor"), Query::parse("hello wor*"));
    /// assert_eq!(Query::parse_typed("hello word "), Query::parse("hello word"));
    /// assert_eq!(Query::parse_typed("(\"hello wor"), Query::parse("\"hello wor*\""));
    /// ```
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_typed(text: &str) -> Result<Self, QueryError> {
        parse(text, true)
    }
}

fn parse(text: &str, typed: bool) -> Result<Query, QueryError> {
    let whole = 0..text.len();
    if text.len() > LONGEST {
        return Err(error(whole, QueryProblem::TooLarge));
    }
    let tokens = lex::tokens(text, typed)?;
    if tokens.len() > MOST {
        return Err(error(whole, QueryProblem::TooLarge));
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        depth: 0,
        going_on: typed.then_some(text.len()),
    };
    let clause = parser.any()?;
    match parser.next() {
        None => Ok(Query { clause }),
        Some(stray) => Err(error(stray.span.clone(), QueryProblem::StrayBracket)),
    }
}

fn error(span: Range<usize>, problem: QueryProblem) -> QueryError {
    QueryError { span, problem }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    /// A word that ends here may go on.
    going_on: Option<usize>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Alternatives, up to a closing bracket or the end.
    fn any(&mut self) -> Result<Clause, QueryError> {
        let mut all = vec![self.all()?];
        while let Some(or) = self.peek().filter(|token| token.kind == Kind::Or) {
            if all.last().is_some_and(is_nothing) {
                return Err(error(or.span.clone(), QueryProblem::NothingBefore));
            }
            self.at += 1;
            let more = self.all()?;
            if is_nothing(&more) {
                return Err(nothing_behind(or, "OR"));
            }
            all.push(more);
        }
        Ok(flat(all, Clause::Any))
    }

    /// Conditions that all hold.
    fn all(&mut self) -> Result<Clause, QueryError> {
        let mut all = Vec::new();
        while let Some(token) = self.peek() {
            if matches!(token.kind, Kind::Or | Kind::Close) {
                break;
            }
            // A clause of the same kind is no other thing than what is in it.
            match self.one()? {
                Some(Clause::All(inner)) => all.extend(inner),
                Some(clause) => all.push(clause),
                None => {}
            }
        }
        Ok(flat(all, Clause::All))
    }

    /// A single condition; none where it has no letters.
    fn one(&mut self) -> Result<Option<Clause>, QueryError> {
        let Some(token) = self.next() else {
            return Ok(None);
        };
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(error(token.span.clone(), QueryProblem::TooLarge));
        }
        let clause = match &token.kind {
            Kind::Open => Some(self.bracket(token)?),
            Kind::Minus | Kind::Not => self.minus(token)?,
            Kind::Field(name) => self.field(token, name)?,
            Kind::Word(word) => self.word(token, word).map(Clause::Term),
            Kind::Quoted(words) => quoted(None, words, false).map(Clause::Term),
            Kind::Begun(words) => quoted(None, words, true).map(Clause::Term),
            Kind::Pattern(written) => {
                let pattern = pattern(token, written)?;
                Some(Clause::Term(Term::Pattern(None, pattern)))
            }
            Kind::Or | Kind::Close => None,
        };
        self.depth -= 1;
        Ok(clause)
    }

    fn bracket(&mut self, open: &Token) -> Result<Clause, QueryError> {
        let clause = self.any()?;
        match self.next() {
            None if self.going_on.is_some() && !is_nothing(&clause) => Ok(clause),
            None => Err(error(open.span.clone(), QueryProblem::OpenBracket)),
            Some(close) if is_nothing(&clause) => Err(error(
                open.span.start..close.span.end,
                QueryProblem::NothingBehind {
                    sign: "(".to_owned(),
                },
            )),
            Some(_) => Ok(clause),
        }
    }

    fn minus(&mut self, minus: &Token) -> Result<Option<Clause>, QueryError> {
        let adjacent = self
            .peek()
            .is_some_and(|next| next.span.start == minus.span.end);
        let closes = self
            .peek()
            .is_some_and(|next| matches!(next.kind, Kind::Close));
        let (sign, adjacent) = match minus.kind {
            Kind::Not => ("NOT", self.peek().is_some_and(|next| next.kind != Kind::Or)),
            _ => ("-", adjacent),
        };
        // A dash between spaces is a dash.
        if !adjacent && sign == "-" && self.peek().is_some() {
            return Ok(None);
        }
        if !adjacent || closes {
            return Err(nothing_behind(minus, sign));
        }
        Ok(self.one()?.map(|clause| match clause {
            Clause::Not(inner) => *inner,
            clause => Clause::Not(Box::new(clause)),
        }))
    }

    fn word(&self, token: &Token, word: &str) -> Option<Term> {
        match word {
            "unread" => Some(Term::Unread),
            "saved" => Some(Term::Saved),
            // Conditions side by side all hold anyway.
            "AND" => None,
            _ => self.words(token, None, word),
        }
    }

    fn words(&self, token: &Token, column: Option<Column>, word: &str) -> Option<Term> {
        let starred = word.strip_suffix('*').filter(|rest| !rest.is_empty());
        let written = starred.unwrap_or(word);
        let sought = if starred.is_none() && self.going_on == Some(token.span.end) {
            Sought::typed(written)
        } else {
            Sought::new(written, starred.is_some())
        };
        (!sought.is_empty()).then(|| {
            Term::Text(TextTerm {
                column,
                written: written.to_owned(),
                quoted: false,
                sought,
            })
        })
    }

    /// Reads what stands behind a colon.
    fn field(&mut self, token: &Token, name: &str) -> Result<Option<Clause>, QueryError> {
        let Some(field) = Field::named(name) else {
            let name = name.to_owned();
            return Err(error(
                token.span.clone(),
                QueryProblem::UnknownField { name },
            ));
        };
        let nothing = || nothing_behind(token, &format!("{name}:"));
        let value = self
            .peek()
            .filter(|next| next.span.start == token.span.end)
            .filter(|next| {
                matches!(
                    next.kind,
                    Kind::Word(_) | Kind::Quoted(_) | Kind::Begun(_) | Kind::Pattern(_)
                )
            })
            .ok_or_else(nothing)?;
        self.at += 1;
        let text = match &value.kind {
            Kind::Quoted(text) | Kind::Begun(text) | Kind::Word(text) => text.as_str(),
            Kind::Pattern(written) => {
                let term = pattern_in(field, value, written)?;
                return Ok(Some(Clause::Term(term)));
            }
            _ => return Ok(None),
        };
        if text.trim().is_empty() {
            return Err(nothing());
        }
        if let Field::In(column) = field {
            let words = match &value.kind {
                Kind::Word(_) => self.words(value, Some(column), text),
                kind => quoted(Some(column), text, matches!(kind, Kind::Begun(_))),
            };
            // Behind an article, the word is still to be typed.
            let is_begun = self.going_on == Some(value.span.end);
            if words.is_none() && is_begun && !Sought::new(text, false).is_empty() {
                return Ok(None);
            }
            return words.map(Clause::Term).map(Some).ok_or_else(nothing);
        }
        condition(field, text.trim())
            .map(Some)
            .map_err(|problem| error(value.span.clone(), problem))
    }
}

fn nothing_behind(token: &Token, sign: &str) -> QueryError {
    let sign = sign.to_owned();
    error(token.span.clone(), QueryProblem::NothingBehind { sign })
}

fn is_nothing(clause: &Clause) -> bool {
    matches!(clause, Clause::All(all) if all.is_empty())
}

/// A clause of one is that one.
fn flat(mut clauses: Vec<Clause>, many: fn(Vec<Clause>) -> Clause) -> Clause {
    match clauses.len() {
        1 => clauses.remove(0),
        0 => Clause::default(),
        _ => many(clauses),
    }
}

/// Words in quotes, which may be still open.
fn quoted(column: Option<Column>, words: &str, open: bool) -> Option<Term> {
    let is_word = |rest: &&str| !rest.is_empty() && !rest.ends_with(char::is_whitespace);
    let starred = words.strip_suffix('*').filter(is_word);
    let written = starred.unwrap_or(words);
    let sought = if starred.is_none() && open && is_word(&words) {
        Sought::typed(written)
    } else {
        Sought::new(written, starred.is_some())
    };
    (!sought.is_empty()).then(|| {
        Term::Text(TextTerm {
            column,
            written: written.to_owned(),
            quoted: true,
            sought,
        })
    })
}

/// A pattern behind the name of a field.
fn pattern_in(field: Field, token: &Token, written: &str) -> Result<Term, QueryError> {
    match field {
        Field::In(column @ (Column::Title | Column::Author)) => {
            Ok(Term::Pattern(Some(column), pattern(token, written)?))
        }
        Field::Feed => Ok(Term::FeedPattern(pattern(token, written)?)),
        _ => Err(error(token.span.clone(), QueryProblem::NoPattern)),
    }
}

fn pattern(token: &Token, written: &str) -> Result<Pattern, QueryError> {
    if written.is_empty() {
        return Err(nothing_behind(token, "/"));
    }
    let regex = RegexBuilder::new(written)
        .case_insensitive(true)
        .size_limit(PATTERN_BYTES)
        .build()
        .map_err(|cause| {
            let detail = cause.to_string();
            let last = detail.lines().last().unwrap_or_default();
            let detail = last.trim_start_matches("error: ").to_owned();
            error(token.span.clone(), QueryProblem::BadPattern { detail })
        })?;
    Ok(Pattern {
        written: written.to_owned(),
        regex,
    })
}
