//! The table of keys, made from the table of commands, and of what can be searched for.

use crate::app::{COMMANDS, CommandRow, State};
use crate::lang::{Phrase, QUERY_FORMS};

/// Rows of the screen above those of the table.
pub const HELP_HEAD: u16 = 1;

/// Screens narrower than this have little room beside keys.
pub const HELP_WIDE: u16 = 60;

/// The table of keys, shown over everything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// The first row on the screen, from 0.
    pub top: usize,
}

/// A row of the table of keys.
#[derive(Clone, Debug)]
pub enum HelpRow {
    /// Nothing.
    Blank,
    /// The title of some rows.
    Section(Phrase),
    /// A command, and its keys.
    Command(&'static CommandRow),
    /// Keys, and the names of the commands they give one after the other.
    Macro(String, String),
    /// An example of a query, and what it finds; that is the row below where there is no room beside it.
    Query(&'static str, Option<&'static Phrase>),
    /// Something to be said besides.
    Remark(Phrase),
}

impl State {
    /// The rows of the table of keys.
    #[must_use]
    pub fn help_rows(&self) -> Vec<HelpRow> {
        let mut rows = Vec::with_capacity(COMMANDS.len() + 2 * QUERY_FORMS.len() + 16);
        let mut section = None;
        for command in COMMANDS {
            if section.replace(command.section) != Some(command.section) {
                rows.extend([HelpRow::Blank, HelpRow::Section(command.section.title())]);
            }
            rows.push(HelpRow::Command(command));
        }
        for (n, (keys, commands)) in self.keymap.macros().enumerate() {
            if n == 0 {
                rows.extend([HelpRow::Blank, HelpRow::Section(Phrase::HelpMacros)]);
            }
            let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            let names: Vec<&str> = commands.iter().map(|command| command.row().name).collect();
            rows.push(HelpRow::Macro(keys.join(", "), names.join(" · ")));
        }
        rows.extend([HelpRow::Blank, HelpRow::Section(Phrase::QueryForms)]);
        for (form, finds) in QUERY_FORMS {
            if self.size.columns < HELP_WIDE {
                rows.extend([HelpRow::Query(form, None), HelpRow::Remark(finds.clone())]);
            } else {
                rows.push(HelpRow::Query(form, Some(finds)));
            }
        }
        rows.extend([HelpRow::Blank, HelpRow::Remark(Phrase::HelpCount)]);
        rows
    }

    /// Holds the table of keys within its rows.
    pub(super) fn settle_help(&mut self) {
        if let Some(Help { top }) = self.help {
            let screen = usize::from(self.size.rows.saturating_sub(HELP_HEAD));
            let last = self.help_rows().len().saturating_sub(screen);
            self.help = Some(Help { top: top.min(last) });
        }
    }
}
