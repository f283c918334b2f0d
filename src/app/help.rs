//! The table of keys, made from the table of commands, and of what can be searched for.

use crate::app::{COMMANDS, State};
use crate::lang::{Phrase, QUERY_FORMS};
use crate::text::{CleanText, Line, Options, base_direction, layout};

/// Rows of the screen above those of the table.
pub const HELP_HEAD: u16 = 1;

/// Screens narrower than this have little room beside keys.
const WIDE: u16 = 60;
/// Columns of the keys before what they do, the gap included.
const KEYS: u16 = 30;
/// The same where there is little room.
const FEW_KEYS: u16 = 11;

/// The table of keys, shown over everything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// The first row on the screen, from 0.
    pub top: usize,
}

/// A row of the table of keys, which has room for all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// Nothing.
    Blank,
    /// The title of some rows.
    Section(String),
    /// Keys or an example of a query, and what they do; either goes on in the rows below where there is no room.
    Keys(String, String),
    /// What a command does that has no key.
    Unbound(String),
    /// An example of a query, and nothing beside it.
    Query(&'static str),
    /// Something to be said besides.
    Remark(String),
}

impl State {
    /// The rows of the table of keys.
    #[must_use]
    pub fn help_rows(&self) -> Vec<HelpRow> {
        let mut rows = Vec::with_capacity(2 * COMMANDS.len() + 2 * QUERY_FORMS.len() + 16);
        let mut section = None;
        for command in COMMANDS {
            if section.replace(command.section) != Some(command.section) {
                self.help_section(&command.section.title(), &mut rows);
            }
            let keys = self.keymap.sequences(command.command);
            let keys: Vec<String> = keys.map(ToString::to_string).collect();
            self.help_keys(&keys, &self.lang.say(&command.description), &mut rows);
        }
        for (n, (keys, commands)) in self.keymap.macros().enumerate() {
            if n == 0 {
                self.help_section(&Phrase::HelpMacros, &mut rows);
            }
            let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            let names: Vec<&str> = commands.iter().map(|command| command.row().name).collect();
            self.help_keys(&keys, &names.join(" · "), &mut rows);
        }
        self.help_section(&Phrase::QueryForms, &mut rows);
        for (form, finds) in QUERY_FORMS {
            let finds = self.lang.say(finds);
            if self.size.columns < WIDE {
                rows.push(HelpRow::Query(form));
                self.help_remark(&finds, &mut rows);
            } else {
                self.help_keys(&[(*form).to_owned()], &finds, &mut rows);
            }
        }
        rows.push(HelpRow::Blank);
        self.help_remark(&self.lang.say(&Phrase::HelpCount), &mut rows);
        rows
    }

    /// The columns of keys, the gap behind them included.
    #[must_use]
    pub const fn help_columns(&self) -> u16 {
        if self.size.columns < WIDE {
            FEW_KEYS
        } else {
            KEYS
        }
    }

    /// Holds the table of keys within its rows.
    pub(super) fn settle_help(&mut self) {
        if let Some(Help { top }) = self.help {
            let screen = usize::from(self.size.rows.saturating_sub(HELP_HEAD));
            let last = self.help_rows().len().saturating_sub(screen);
            self.help = Some(Help { top: top.min(last) });
        }
    }

    fn help_section(&self, title: &Phrase, rows: &mut Vec<HelpRow>) {
        rows.extend([HelpRow::Blank, HelpRow::Section(self.lang.say(title))]);
    }

    fn help_remark(&self, words: &str, rows: &mut Vec<HelpRow>) {
        let lines = self.lines_of(words, self.help_width());
        rows.extend(lines.into_iter().map(HelpRow::Remark));
    }

    /// The columns of a screen between its edges.
    const fn help_width(&self) -> u16 {
        self.size.columns.saturating_sub(2)
    }

    fn help_keys(&self, keys: &[String], does: &str, rows: &mut Vec<HelpRow>) {
        let columns = self.help_columns();
        let does = self.lines_of(does, self.help_width().saturating_sub(columns));
        if keys.is_empty() {
            let mut does = does.into_iter();
            rows.push(HelpRow::Unbound(does.next().unwrap_or_default()));
            rows.extend(does.map(|does| HelpRow::Keys(String::new(), does)));
            return;
        }
        let mut keys = key_lines(keys, usize::from(columns - 1));
        if self.size.columns < WIDE {
            // The first ones, which are those in hints: a small screen is full enough.
            keys.truncate(1);
        }
        let last = keys.len() - 1;
        let comma =
            |(n, keys): (usize, Vec<&str>)| keys.join(", ") + if n < last { "," } else { "" };
        let keys: Vec<String> = keys.into_iter().enumerate().map(comma).collect();
        for n in 0..keys.len().max(does.len()) {
            let of = |lines: &[String]| lines.get(n).cloned().unwrap_or_default();
            rows.push(HelpRow::Keys(of(&keys), of(&does)));
        }
    }

    /// The words of the program, cut into lines.
    fn lines_of(&self, words: &str, width: u16) -> Vec<String> {
        let text = CleanText::line(words);
        let base = base_direction(&text, None, self.interface.direction);
        let options = Options {
            base,
            ..Options::default()
        };
        let lines = layout(&text, &[], width.max(1), &options);
        let source = |line: &Line| {
            let source = line.source.start as usize..line.source.end as usize;
            text.as_str()[source].trim_end().to_owned()
        };
        lines.iter().map(source).collect()
    }
}

/// Keys in lines that are cut between two of them; there is room for the commas.
fn key_lines(keys: &[String], width: usize) -> Vec<Vec<&str>> {
    let mut lines: Vec<Vec<&str>> = Vec::new();
    let mut taken = 0;
    for key in keys {
        // Keys are written in letters of one column.
        let wide = key.chars().count();
        match lines.last_mut() {
            Some(line) if taken + 2 + wide < width => {
                taken += 2 + wide;
                line.push(key);
            }
            _ => {
                taken = wide;
                lines.push(vec![key]);
            }
        }
    }
    lines
}
