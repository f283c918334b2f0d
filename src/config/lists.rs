//! The lists that queries make: the tables `[[lists]]`.

use super::error::{Mistake, Problem};
use super::reader::{Fields, Mistakes};
use super::value::{self, Kind, Value};
use crate::model::{Query, QueryProblem, SmartList};

/// Reads the lists; there are none built in.
pub(super) fn read(written: &mut Fields, mistakes: &mut Mistakes) -> Vec<SmartList> {
    let tables = written.tables("lists", Kind::Lists, mistakes).iter();
    tables.filter_map(|table| list(table, mistakes)).collect()
}

fn list(value: &Value, mistakes: &mut Mistakes) -> Option<SmartList> {
    let mut fields = Fields::of("lists", value, mistakes)?;
    let name = fields.read("name", value::label, mistakes).flatten();
    let query = fields.read("query", query, mistakes);
    fields.require(&["name", "query"], &value.span(), mistakes);
    fields.close(mistakes);
    Some(SmartList {
        name: name?,
        query: query?,
    })
}

/// Reads a query; what is wrong with it is pointed at where the text is written as it is meant.
pub(super) fn query(value: &Value) -> Result<Query, Mistake> {
    let text = value::text(value)?;
    let query = Query::parse(text).map_err(|error| {
        let span = value.span();
        // With one quotation mark on each side and no escapes, the text stands there letter by letter.
        let place = if span.len() == text.len() + 2 {
            span.start + 1 + error.span.start..span.start + 1 + error.span.end
        } else {
            span
        };
        Mistake::new(place, Problem::Query(error.problem))
    })?;
    // Whoever searches sees that everything is found; a rule would do it to everything unseen.
    if query.is_empty() && !text.trim().is_empty() {
        let problem = Problem::Query(QueryProblem::AsksForNothing);
        return Err(Mistake::new(value.span(), problem));
    }
    Ok(query)
}
