//! Programs that articles are shared with: the tables `[[share]]`.

use super::error::{Mistake, Problem};
use super::reader::{Fields, Mistakes};
use super::value::{self, Kind, Value};
use super::wishes;
use crate::text::CleanText;

/// A program that articles are shared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareTarget {
    /// What the reader calls it.
    pub name: CleanText,
    /// The program and its arguments, which no shell sees; those that are `{url}`, `{title}`, `{author}` or `{file}`
    /// stand for what is shared.
    pub command: Vec<String>,
}

/// What an argument may stand for.
const PLACEHOLDERS: [&str; 4] = ["{url}", "{title}", "{author}", "{file}"];

/// Reads the targets; there are none built in.
pub(super) fn read(written: &mut Fields, mistakes: &mut Mistakes) -> Vec<ShareTarget> {
    let tables = written.tables("share", Kind::Shares, mistakes).iter();
    tables.filter_map(|table| target(table, mistakes)).collect()
}

fn target(value: &Value, mistakes: &mut Mistakes) -> Option<ShareTarget> {
    let mut fields = Fields::of("share", value, mistakes)?;
    let name = fields.read("name", value::label, mistakes).flatten();
    let command = fields.read("command", command, mistakes);
    fields.require(&["name", "command"], &value.span(), mistakes);
    fields.close(mistakes);
    Some(ShareTarget {
        name: name?,
        command: command?,
    })
}

/// Reads a command; what stands for something else is a whole argument, so that nothing is put together of a
/// publisher's words.
fn command(value: &Value) -> Result<Vec<String>, Mistake> {
    let argv = wishes::command(value)?;
    if argv.is_empty() {
        return Err(Mistake::new(value.span(), Problem::EmptyCommand));
    }
    let holds_one = |word: &&String| {
        let whole = PLACEHOLDERS.contains(&word.as_str());
        !whole && PLACEHOLDERS.iter().any(|sign| word.contains(sign))
    };
    let names_one = PLACEHOLDERS.contains(&argv[0].as_str());
    match argv.iter().find(holds_one) {
        None if !names_one => Ok(argv),
        partial => {
            let argument = partial.unwrap_or(&argv[0]).clone();
            let problem = Problem::PartialPlaceholder { argument };
            Err(Mistake::new(value.span(), problem))
        }
    }
}
